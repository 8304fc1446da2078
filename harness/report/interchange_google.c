/* SPDX-License-Identifier: MIT
 * google-benchmark's --benchmark_format=json (its docs/user_guide.md and src/json_reporter.cc):
 * an entry a trial, in nanoseconds, as a repetition of one iteration. Joules and bytes are user
 * counters: numbers beside its own. cpu_time is a number always, so 0 where there was none. It
 * has no place for blocks and for trials that failed. */
#include <math.h>
#include <time.h>

#include "report/interchange_view.h"
#include "report/table.h"

static json_t *entry(struct interchange_view *view, const struct interchange_cell *cell,
                     size_t family, size_t i)
{
    const struct result_trial *trial = cell->trials[i];
    json_t *object = json_object();

    json_object_set_new(object, "name", table_json_text(cell->name));
    json_object_set_new(object, "family_index", json_integer((json_int_t)family));
    json_object_set_new(object, "per_family_instance_index", json_integer(0));
    json_object_set_new(object, "run_name", table_json_text(cell->name));
    json_object_set_new(object, "run_type", json_string("iteration"));
    json_object_set_new(object, "repetitions", json_integer((json_int_t)cell->count));
    json_object_set_new(object, "repetition_index", json_integer((json_int_t)i));
    json_object_set_new(object, "threads", json_integer(1));
    json_object_set_new(object, "iterations", json_integer(1));
    json_object_set_new(object, "real_time", json_real(trial->wall_ns));
    json_object_set_new(object, "cpu_time",
                        json_real(isfinite(trial->cpu_ns) ? trial->cpu_ns : 0));
    json_object_set_new(object, "time_unit", json_string("ns"));
    for (int k = QUANTITY_MEMORY; k < QUANTITIES; k++) {
        enum interchange_quantity q = (enum interchange_quantity)k;
        if (!isfinite(interchange_value(trial, q)) ||
            (q == QUANTITY_MEMORY && !interchange_has(cell, q)))
            continue;
        const char *key =
            arena_printf(&view->arena, "%s-%s", interchange_quantity_name(view, q),
                         interchange_quantity_unit(q));
        json_object_set_new(object, key, json_real(interchange_value(trial, q)));
    }
    interchange_add_identity(object, cell, true);
    return object;
}

static json_t *context_json(const struct interchange_view *view)
{
    const struct result *r = view->result;
    time_t seconds = (time_t)(r->created_unix_ns / 1000000000);
    json_t *context = json_object();
    struct tm parts;
    char date[32];

    gmtime_r(&seconds, &parts);
    strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%S+00:00", &parts);
    json_object_set_new(context, "date", json_string(date));
    json_object_set_new(context, "executable", json_string("polyjoule"));
    if (r->session_count > 0 && r->sessions[0].threads > 0)
        json_object_set_new(context, "num_cpus",
                            json_integer((json_int_t)r->sessions[0].threads));
    json_object_set_new(context, "caches", json_array());
    json_object_set_new(context, "load_avg", json_array());
    json_object_set_new(context, "library_build_type", json_string("release"));
    interchange_add_origin(context, view);
    return context;
}

void interchange_google(struct text *out, struct interchange_view *view)
{
    json_t *benchmarks = json_array();

    for (size_t i = 0; i < view->cell_count; i++)
        for (size_t k = 0; k < view->cells[i].count; k++)
            json_array_append_new(benchmarks, entry(view, &view->cells[i], i, k));
    interchange_add_json(
        out, json_pack("{s:o, s:o}", "context", context_json(view), "benchmarks", benchmarks));
}
