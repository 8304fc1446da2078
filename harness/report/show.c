/* SPDX-License-Identifier: MIT
 * A judged campaign as JSON. */
#include "report/show.h"

#include <math.h>
#include <stdio.h>

#include "store/store.h"

static json_t *number(double value)
{
    if (!isfinite(value))
        return json_null();
    return value == floor(value) && fabs(value) < 9e15 ? json_integer((json_int_t)value)
                                                       : json_real(value);
}

static json_t *integer(int64_t value)
{
    return value == STORE_ABSENT ? json_null() : json_integer(value);
}

/* Null too where the text is no UTF-8: a byte string has no place in JSON. */
static json_t *string(const char *text)
{
    json_t *value = text != NULL ? json_string(text) : NULL;

    return value != NULL ? value : json_null();
}

static void put_reason(json_t *object, const char *key, const char *reason)
{
    char name[64];

    snprintf(name, sizeof(name), "%s_reason", key);
    json_object_set_new(object, name, string(reason));
}

static void put_values(json_t *shown, const struct result_series *series, bool whole)
{
    if (!whole) {
        json_object_set_new(shown, "values", json_null());
        put_reason(shown, "values", "left out: too many; the database has them");
        return;
    }
    json_t *values = json_array();
    for (size_t i = 0; i < series->count; i++)
        json_array_append_new(values, number(series->values[i].value));
    json_object_set_new(shown, "values", values);
}

static void put_series(json_t *object, const char *key, const struct result_series *series,
                       bool whole)
{
    if (series->count == 0) {
        json_object_set_new(object, key, json_null());
        put_reason(object, key, series->reason);
        return;
    }
    struct result_figure figure = result_figure(series);
    json_t *shown = json_pack("{s:o, s:o, s:o}", "median", number(figure.median), "ci_low",
                              number(figure.ci.low), "ci_high", number(figure.ci.high));
    if (isnan(figure.ci.low)) {
        char reason[96];
        snprintf(reason, sizeof(reason),
                 "an exact %g %% interval needs %zu values, here are %zu", 100 * RESULT_LEVEL,
                 figure.needs, figure.count);
        put_reason(shown, "ci", reason);
    }
    put_values(shown, series, whole);
    json_object_set_new(object, key, shown);
}

void show_put_series(json_t *object, const char *key, const struct result_series *series)
{
    put_series(object, key, series, true);
}

static json_t *energy_json(const struct result_cell *cell, bool whole)
{
    json_t *list = json_array();

    for (size_t i = 0; i < cell->channel_count; i++) {
        const struct result_channel *c = &cell->channels[i];
        json_t *object =
            json_pack("{s:o, s:I, s:I, s:o, s:o}", "domain", string(c->domain), "package",
                      (json_int_t)c->package, "die", (json_int_t)c->die, "source",
                      string(c->source), "resolver", string(c->resolver));
        put_series(object, "nj", &c->nj, whole);
        put_series(object, "net_nj", &c->net_nj, whole);
        json_object_set_new(object, "error_nj", number(result_figure(&c->error_nj).median));
        json_object_set_new(object, "quantised", json_boolean(c->quantised));
        json_array_append_new(list, object);
    }
    return list;
}

json_t *show_energy(const struct result_cell *cell)
{
    return energy_json(cell, true);
}

static json_t *failures(const struct result_cell *cell)
{
    json_t *object = json_object();

    for (int s = RESULT_OK + 1; s < RESULT_STATUSES; s++)
        if (cell->status[s] > 0)
            json_object_set_new(object, result_status_name((enum result_status)s),
                                json_integer((json_int_t)cell->status[s]));
    return object;
}

/* Per unit of the problem's work. */
static void put_work(json_t *object, const struct result_cell *cell)
{
    if (cell->work_unit == NULL) {
        json_object_set_new(object, "work", json_null());
        put_reason(object, "work", "the workload counts none, or no answer was right");
        return;
    }
    double work = (double)cell->work;
    json_object_set_new(
        object, "work",
        json_pack("{s:s, s:I, s:o, s:o, s:o}", "unit", cell->work_unit, "count",
                  (json_int_t)cell->work, "wall_ns_per_unit",
                  number(result_figure(&cell->metric[METRIC_WALL]).median / work),
                  "cpu_ns_per_unit",
                  number(result_figure(&cell->metric[METRIC_CPU]).median / work),
                  "package_nj_per_unit",
                  number(result_figure(&cell->metric[METRIC_ENERGY]).median / work)));
}

/* What starting alone costs. It is in the values, and subtracted nowhere. */
static void put_startup(json_t *object, const struct result *result,
                        const struct result_cell *cell)
{
    const struct result_cell *empty = result_startup(result, cell);

    if (empty == NULL) {
        json_object_set_new(object, "startup", json_null());
        put_reason(object, "startup", "the campaign has no empty program of its language");
        return;
    }
    json_t *startup = json_object();
    for (int m = 0; m < METRIC_POWER; m++)
        json_object_set_new(startup, metric_facts((enum metric)m)->key,
                            number(result_figure(&empty->metric[m]).median));
    json_object_set_new(object, "startup", startup);
}

static json_t *cell_json(const struct result *result, const struct result_cell *cell,
                         bool whole)
{
    json_t *object = json_object();

    json_object_set_new(object, "label", string(cell->label));
    json_object_set_new(object, "workload", string(cell->workload));
    json_object_set_new(object, "language", string(cell->language));
    json_object_set_new(object, "variant", string(cell->variant));
    json_object_set_new(object, "toolchain", string(cell->toolchain));
    json_object_set_new(object, "toolchain_version", string(cell->toolchain_version));
    json_object_set_new(object, "flags", string(cell->flags));
    json_object_set_new(object, "size", string(cell->size));
    json_object_set_new(object, "n", integer(cell->n));
    json_object_set_new(object, "seed", integer(cell->seed));
    json_object_set_new(object, "threads", integer(cell->threads));
    json_object_set_new(object, "skipped", string(cell->skipped));
    json_object_set_new(object, "planned", json_integer((json_int_t)cell->planned));
    json_object_set_new(object, "trials", json_integer((json_int_t)cell->done));
    json_object_set_new(object, "admissible", json_integer((json_int_t)cell->admissible));
    json_object_set_new(object, "set_aside", json_integer((json_int_t)cell->aside));
    json_object_set_new(object, "failures", failures(cell));
    for (int m = 0; m < METRIC_COUNT; m++)
        put_series(object, metric_facts((enum metric)m)->key, &cell->metric[m], whole);
    put_work(object, cell);
    put_startup(object, result, cell);
    json_object_set_new(object, "energy", energy_json(cell, whole));
    if (cell->channel_count == 0)
        put_reason(object, "energy",
                   result->energy_reason != NULL ? result->energy_reason
                                                 : cell->metric[METRIC_ENERGY].reason);
    return object;
}

static json_t *hosts_json(const struct result *result)
{
    json_t *list = json_array();

    for (size_t i = 0; i < result->session_count; i++) {
        const struct result_session *s = &result->sessions[i];
        json_t *object = json_object();
        json_object_set_new(object, "started_unix_ns", integer(s->started_unix_ns));
        json_object_set_new(object, "uid", integer(s->uid));
        json_object_set_new(object, "energy_source", string(s->energy_source));
        json_object_set_new(object, "energy_reason", string(s->energy_reason));
        json_object_set_new(object, "counters_absent", string(s->counters_absent));
        json_object_set_new(object, "cpu_model", string(s->cpu_model));
        json_object_set_new(object, "hypervisor", string(s->hypervisor));
        json_object_set_new(object, "kernel", string(s->kernel));
        json_object_set_new(object, "os", string(s->os));
        json_object_set_new(object, "microcode", string(s->microcode));
        json_object_set_new(object, "governor", string(s->governor));
        json_object_set_new(object, "packages", integer(s->packages));
        json_object_set_new(object, "cores", integer(s->cores));
        json_object_set_new(object, "threads", integer(s->threads));
        json_object_set_new(object, "memory_bytes", integer(s->memory_bytes));
        json_object_set_new(object, "turbo", integer(s->turbo));
        json_object_set_new(object, "smt", integer(s->smt));
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *screening_json(const struct screen_report *screen)
{
    return json_pack("{s:I, s:I, s:I, s:b, s:o, s:o}", "screened", (json_int_t)screen->screened,
                     "rejected", (json_int_t)screen->rejected, "set_aside",
                     (json_int_t)screen->aside, "too_noisy", screen->noisy, "median_share",
                     number(screen->median_share), "limit_share", number(screen->limit));
}

json_t *show_untrusted(const struct result *result)
{
    json_t *list = json_array();

    for (size_t i = 0; i < result->untrusted_count; i++) {
        const struct result_untrusted *u = &result->untrusted[i];
        json_array_append_new(list,
                              json_pack("{s:s, s:o, s:o, s:s, s:s?}", "domain", u->domain,
                                        "package", integer(u->package), "die", integer(u->die),
                                        "verdict", u->verdict, "reason", u->reason));
    }
    return list;
}

static json_t *campaign_json(const struct result *result)
{
    json_t *object = json_object();

    json_object_set_new(object, "id", integer(result->id));
    json_object_set_new(object, "uuid", string(result->uuid));
    json_object_set_new(object, "kind", string(result->kind));
    json_object_set_new(object, "mode", string(result->mode));
    json_object_set_new(object, "seed", integer(result->seed));
    json_object_set_new(object, "state", string(result->state));
    json_object_set_new(object, "state_reason", string(result->state_reason));
    json_object_set_new(object, "created_unix_ns", integer(result->created_unix_ns));
    json_object_set_new(object, "tool_version", string(result->tool_version));
    json_object_set_new(object, "blocks", json_integer((json_int_t)result->blocks));
    json_object_set_new(
        object, "energy",
        json_pack("{s:o, s:o, s:o, s:o}", "source", string(result->energy_source), "resolver",
                  string(result->energy_resolver), "reason", string(result->energy_reason),
                  "untrusted", show_untrusted(result)));
    json_object_set_new(object, "screening", screening_json(&result->screen));
    json_object_set_new(object, "sessions", hosts_json(result));
    return object;
}

static json_t *document(const struct result *result, bool whole)
{
    json_t *cells = json_array();

    for (size_t i = 0; i < result->cell_count; i++)
        json_array_append_new(cells, cell_json(result, &result->cells[i], whole));
    return json_pack("{s:s, s:o, s:o}", "schema", "polyjoule.show/1", "campaign",
                     campaign_json(result), "cells", cells);
}

json_t *show_json(const struct result *result)
{
    return document(result, true);
}

json_t *show_json_without_values(const struct result *result)
{
    return document(result, false);
}
