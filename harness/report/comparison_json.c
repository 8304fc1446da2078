/* SPDX-License-Identifier: MIT
 * A comparison as JSON. */
#include "report/comparison_json.h"

#include <math.h>

#include "base/mem.h"
#include "report/table.h"

static const struct {
    const char *key;
    enum metric metric;
} ratios[] = {
    {"energy", METRIC_ENERGY},         {"time", METRIC_WALL}, {"power", METRIC_POWER},
    {"net_energy", METRIC_NET_ENERGY}, {"cpu", METRIC_CPU},   {"memory", METRIC_MEMORY},
};

static json_t *number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *text(const char *value)
{
    return value != NULL ? table_json_text(value) : json_null();
}

static json_t *effect_json(const struct effect *e)
{
    return json_pack("{s:o, s:o, s:o}", "ratio", number(e->ratio), "ci_low", number(e->ci.low),
                     "ci_high", number(e->ci.high));
}

/* With what it was made of. */
static json_t *measured_json(const struct effect *e)
{
    json_t *object = effect_json(e);

    json_object_set_new(object, "pairs", json_integer((json_int_t)e->pairs));
    json_object_set_new(object, "per_pair",
                        json_integer((json_int_t)(e->per_batch > 1 ? e->per_batch : 1)));
    json_object_set_new(object, "serial", json_boolean(e->serial));
    return object;
}

static void add_judgement(json_t *object, const struct comparison_entry *e)
{
    json_object_set_new(object, "p", number(e->p));
    json_object_set_new(object, "p_holm", number(e->p_holm));
    json_object_set_new(object, "different", json_boolean(comparison_is_different(e)));
    json_object_set_new(object, "mde", number(e->detectable));
    json_object_set_new(object, "equal_p", number(e->equal_p));
    json_object_set_new(object, "equal_p_holm", number(e->equal_holm));
    json_object_set_new(object, "equivalent", json_boolean(comparison_is_equal(e)));
    json_object_set_new(object, "bootstrap",
                        json_pack("{s:o, s:o, s:b}", "ci_low", number(e->bootstrap.low),
                                  "ci_high", number(e->bootstrap.high), "disagrees",
                                  (e->doubts & COMPARISON_BOOTSTRAP) != 0));
}

static json_t *entry_json(const struct comparison_row *row, const struct comparison_entry *e)
{
    json_t *object = json_pack("{s:o, s:o, s:o, s:o, s:o}", "row", text(row->name), "value",
                               text(e->value), "name", text(e->name), "cell",
                               text(e->cell->label), "reference", text(e->reference->label));
    json_t *notes = json_array(), *domains = json_object();

    for (size_t i = 0; i < ARRAY_SIZE(ratios); i++)
        json_object_set_new(object, ratios[i].key, measured_json(&e->effect[ratios[i].metric]));
    for (int d = 0; d < COMPARISON_DOMAIN_SETS; d++)
        json_object_set_new(domains, comparison_domains_name((enum comparison_domains)d),
                            effect_json(&e->domains[d]));
    json_object_set_new(object, "domains", domains);
    json_object_set_new(object, "pairs", json_integer((json_int_t)e->effect[0].pairs));
    json_object_set_new(object, "paired", json_boolean(e->paired));
    json_object_set_new(object, "cores", number(e->cores));
    json_object_set_new(object, "reference_cores", number(e->reference_cores));
    json_object_set_new(object, "idle_share", number(e->idle_share));
    add_judgement(object, e);
    for (size_t i = 0; i < COMPARISON_DOUBTS; i++)
        if (e->doubts & comparison_doubts[i].doubt)
            json_array_append_new(notes, json_string(comparison_doubts[i].text));
    json_object_set_new(object, "notes", notes);
    return object;
}

static json_t *suite_json(const struct comparison_suite *s)
{
    json_t *domains = json_object();

    for (int d = 0; d < COMPARISON_DOMAIN_SETS; d++)
        json_object_set_new(domains, comparison_domains_name((enum comparison_domains)d),
                            number(s->domains[d]));
    return json_pack(
        "{s:o, s:o, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:o}", "value",
        text(s->value), "row", text(s->row), "rows", (json_int_t)s->rows, "these_programs",
        effect_json(&s->suite), "other_programs", effect_json(&s->programs), "mean",
        number(s->mean), "median", number(s->median), "ratio_of_sums", number(s->sums),
        "leave_one_out_low", number(s->low), "leave_one_out_high", number(s->high), "common",
        number(s->common), "common_rows", (json_int_t)s->common_rows, "domains", domains);
}

static json_t *sources_json(const struct comparison_source *sources, size_t count)
{
    json_t *out = json_array();

    for (size_t i = 0; i < count; i++) {
        const struct result *r = sources[i].result;
        json_t *warnings = json_array();
        for (size_t k = 0; k < r->note_count; k++)
            json_array_append_new(warnings, text(r->notes[k]));
        json_array_append_new(
            out, json_pack("{s:o, s:o, s:I, s:o, s:o, s:o}", "name", text(sources[i].name),
                           "database", text(sources[i].database), "campaign", (json_int_t)r->id,
                           "uuid", text(r->uuid), "energy_source", text(r->energy_source),
                           "warnings", warnings));
    }
    return out;
}

static json_t *unlike_json(const struct comparison *c)
{
    json_t *out = json_array();

    for (size_t i = 0; i < c->unlike_count; i++)
        json_array_append_new(out, json_pack("{s:o, s:o, s:o}", "what", text(c->unlike[i].what),
                                             "first", text(c->unlike[i].first), "second",
                                             text(c->unlike[i].second)));
    return out;
}

json_t *comparison_json(const struct comparison *comparison,
                        const struct comparison_source *sources, size_t source_count)
{
    const struct comparison *c = comparison;
    json_t *entries = json_array(), *suites = json_array();

    for (size_t r = 0; r < c->row_count; r++)
        for (size_t e = 0; e < c->rows[r].entry_count; e++)
            json_array_append_new(entries, entry_json(&c->rows[r], &c->rows[r].entries[e]));
    for (size_t s = 0; s < c->suite_count; s++)
        json_array_append_new(suites, suite_json(&c->suites[s]));
    return json_pack(
        "{s:s, s:o, s:o, s:s, s:f, s:f, s:I, s:{s:I, s:I}, s:o, s:o, s:o}", "schema",
        "polyjoule.compare/1", "campaigns", sources_json(sources, source_count), "reference",
        text(c->reference), "metric", metric_facts(c->terms.metric)->key, "level",
        c->terms.level, "margin", c->terms.margin, "tests", (json_int_t)c->tests, "bootstrap",
        "seed", (json_int_t)COMPARISON_SEED, "resamples", (json_int_t)c->terms.resamples,
        "unlike", unlike_json(c), "entries", entries, "suites", suites);
}
