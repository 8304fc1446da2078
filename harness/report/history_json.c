/* SPDX-License-Identifier: MIT
 * A history as JSON. */
#include "report/history_json.h"

#include <math.h>

#include "base/mem.h"
#include "report/table.h"

const char *history_kind_name(enum history_kind kind)
{
    return kind == HISTORY_DRIFT ? "drift" : "shift";
}

static json_t *number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *integer(int64_t value)
{
    return value != STORE_ABSENT ? json_integer(value) : json_null();
}

static json_t *text(const char *value)
{
    return value != NULL ? table_json_text(value) : json_null();
}

static json_t *machine_json(const struct history_machine *m)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "fingerprint", text(m->fingerprint),
                     "cpu_model", text(m->session->cpu_model), "hypervisor",
                     text(m->session->hypervisor), "cores", integer(m->session->cores),
                     "threads", integer(m->session->threads), "memory_bytes",
                     integer(m->session->memory_bytes));
}

static json_t *campaign_json(const struct history_point *p)
{
    const struct result *result = p->campaign->result;

    return json_pack("{s:o, s:o, s:o, s:o}", "database", text(p->campaign->database),
                     "campaign", integer(result->id), "uuid", text(result->uuid),
                     "created_unix_ns", integer(result->created_unix_ns));
}

static json_t *point_json(const struct history_point *p)
{
    json_t *object = campaign_json(p);

    json_object_set_new(object, "median", number(p->figure.median));
    json_object_set_new(object, "ci_low", number(p->figure.ci.low));
    json_object_set_new(object, "ci_high", number(p->figure.ci.high));
    json_object_set_new(object, "trials", integer((int64_t)p->figure.count));
    json_object_set_new(object, "toolchain", text(p->cell->toolchain));
    return object;
}

static json_t *series_json(const struct history *h, const struct history_series *s)
{
    const struct history_point *newest = &s->points[s->count - 1];
    const struct result_cell *cell = newest->cell;
    json_t *points = json_array();

    for (size_t i = 0; i < s->count; i++)
        json_array_append_new(points, point_json(&s->points[i]));
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
                     "name", text(s->name), "workload", text(cell->workload), "language",
                     text(cell->language), "variant", text(cell->variant), "flags",
                     text(cell->flags), "size", text(cell->size), "n", integer(cell->n), "seed",
                     integer(cell->seed), "mode", text(newest->campaign->result->mode),
                     "metric", text(metric_facts(s->metric)->key), "energy_source",
                     text(s->energy_source), "machine",
                     text(h->machines[s->machine].fingerprint), "mde", number(s->detectable),
                     "points", points);
}

static json_t *alert_json(const struct history *h, const struct history_alert *a)
{
    const struct history_series *s = &h->series[a->series];
    bool shift = a->change->kind == HISTORY_SHIFT;
    json_t *unlike = json_array();

    for (size_t i = 0; i < a->beside_count; i++)
        json_array_append_new(
            unlike, json_pack("{s:o, s:o, s:o}", "what", text(a->beside[i].what), "first",
                              text(a->beside[i].first), "second", text(a->beside[i].second)));
    return json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "kind",
        text(history_kind_name(a->change->kind)), "series", integer((int64_t)a->series), "name",
        text(s->name), "metric", text(metric_facts(s->metric)->key), "machine",
        text(h->machines[s->machine].fingerprint), "before", campaign_json(a->before), "after",
        campaign_json(a->after), "ratio", number(a->change->size.ratio), "ci_low",
        number(a->change->size.ci.low), "ci_high", number(a->change->size.ci.high),
        "confirmed_by_pelt", shift ? json_boolean(a->change->confirmed) : json_null(),
        "decides", json_boolean(a->decides), "unlike", unlike);
}

static json_t *terms_json(const struct history_terms *terms)
{
    return json_pack("{s:f, s:I, s:I, s:f, s:I, s:I, s:i, s:i, s:i}", "alpha", terms->alpha,
                     "permutations", (json_int_t)history_change_permutations(terms->alpha),
                     "seed", (json_int_t)terms->seed, "level", terms->level,
                     "shift_needs_points", (json_int_t)history_change_needs(terms->alpha),
                     "drift_needs_points", (json_int_t)HISTORY_PART, "baseline_points",
                     HISTORY_BASELINE, "cusum_slack_sd", HISTORY_SLACK, "cusum_most_sd",
                     HISTORY_MOST);
}

json_t *history_json(const struct history *history)
{
    const struct history *h = history;
    json_t *machines = json_array(), *series = json_array(), *alerts = json_array();

    for (size_t i = 0; i < h->machine_count; i++)
        json_array_append_new(machines, machine_json(&h->machines[i]));
    for (size_t i = 0; i < h->series_count; i++)
        json_array_append_new(series, series_json(h, &h->series[i]));
    for (size_t i = 0; i < h->alert_count; i++)
        json_array_append_new(alerts, alert_json(h, &h->alerts[i]));
    return json_pack("{s:s, s:o, s:I, s:{s:I, s:I, s:I, s:I}, s:o, s:o, s:o}", "schema",
                     "polyjoule.history/1", "terms", terms_json(&h->request.terms), "campaigns",
                     (json_int_t)h->campaign_count, "left_out", "imported",
                     (json_int_t)h->imported, "on_several_machines", (json_int_t)h->moved,
                     "repeated", (json_int_t)h->repeated, "values_not_positive",
                     (json_int_t)h->not_positive, "machines", machines, "series", series,
                     "alerts", alerts);
}
