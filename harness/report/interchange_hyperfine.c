/* SPDX-License-Identifier: MIT
 * hyperfine's --export-json, as its src/benchmark/benchmark_result.rs and the scripts beside it
 * read it: seconds; user and system are means over the runs. Joules, CPU time and what the cell
 * is are keys beside hyperfine's own, which its scripts pass over. It has no place for blocks,
 * for trials that failed, and for why there are no joules. */
#include <math.h>
#include <stdlib.h>

#include "report/interchange_view.h"
#include "report/table.h"
#include "stats/summary.h"

static double mean_of(const struct interchange_cell *cell, bool system)
{
    double sum = 0;

    for (size_t i = 0; i < cell->count; i++)
        sum += system ? cell->trials[i]->system_ns : cell->trials[i]->user_ns;
    return sum / (double)cell->count / 1e9;
}

/* hyperfine has a number there always: where the two were not told apart, all of it is the
 * program's own. */
static void add_processor(json_t *object, const struct interchange_cell *cell)
{
    double user = mean_of(cell, false), system = mean_of(cell, true);

    if (!isfinite(user) || !isfinite(system)) {
        double *cpu = interchange_values(cell, QUANTITY_CPU);
        user = stats_mean(cpu, cell->count);
        system = 0;
        free(cpu);
    }
    json_object_set_new(object, "user", isfinite(user) ? json_real(user) : json_null());
    json_object_set_new(object, "system", isfinite(user) ? json_real(system) : json_null());
}

static void add_times(json_t *object, const struct interchange_cell *cell)
{
    double *x = interchange_values(cell, QUANTITY_WALL), sd = stats_sd(x, cell->count);

    stats_sort(x, cell->count);
    json_object_set_new(object, "mean", json_real(stats_mean(x, cell->count)));
    json_object_set_new(object, "stddev", isfinite(sd) ? json_real(sd) : json_null());
    json_object_set_new(object, "median", json_real(stats_median(x, cell->count)));
    add_processor(object, cell);
    json_object_set_new(object, "min", json_real(x[0]));
    json_object_set_new(object, "max", json_real(x[cell->count - 1]));
    json_object_set_new(object, "times", interchange_list(cell, QUANTITY_WALL));
    free(x);
}

static json_t *exit_codes(size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_integer(0));
    return list;
}

static json_t *result_json(struct interchange_view *view, const struct interchange_cell *cell)
{
    json_t *object = json_object(), *parameters = json_object();

    json_object_set_new(object, "command", table_json_text(cell->name));
    add_times(object, cell);
    if (interchange_has(cell, QUANTITY_MEMORY))
        json_object_set_new(object, "memory_usage_byte",
                            interchange_list(cell, QUANTITY_MEMORY));
    json_object_set_new(object, "exit_codes", exit_codes(cell->count));
    for (int q = QUANTITY_CPU; q < QUANTITIES; q++)
        if (q != QUANTITY_MEMORY && interchange_has(cell, (enum interchange_quantity)q)) {
            const char *key =
                arena_printf(&view->arena, "%s-%s",
                             interchange_quantity_name(view, (enum interchange_quantity)q),
                             interchange_quantity_unit((enum interchange_quantity)q));
            json_object_set_new(object, key,
                                interchange_list(cell, (enum interchange_quantity)q));
        }
    interchange_add_identity(parameters, cell, true);
    if (json_object_size(parameters) > 0)
        json_object_set(object, "parameters", parameters);
    json_decref(parameters);
    return object;
}

void interchange_hyperfine(struct text *out, struct interchange_view *view)
{
    json_t *document = json_object(), *results = json_array();

    for (size_t i = 0; i < view->cell_count; i++)
        json_array_append_new(results, result_json(view, &view->cells[i]));
    json_object_set_new(document, "results", results);
    interchange_add_origin(document, view);
    interchange_add_json(out, document);
}
