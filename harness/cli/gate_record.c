/* SPDX-License-Identifier: MIT
 * A gate's verdicts, kept. */
#include <math.h>

#include "base/clock.h"
#include "cli/gate_screen.h"

/* What was said, for people who look at the database later. */
static int record_one(struct gate *g, struct arena *arena, size_t w, size_t m,
                      int64_t campaign_id, struct err *err)
{
    const struct gate_answer *a = gate_answer_at(g, w, m);
    const char *noun = metric_facts(g->metrics[m])->noun;
    const struct store_verdict row = {
        .campaign_id = campaign_id,
        .unix_ns = clock_unix_ns(),
        .kind = "gate",
        .subject = arena_printf(arena, "%s: %s", g->names[w], noun),
        .question = arena_printf(arena, "slower by more than %g %%, or by less than %g %%?",
                                 100 * g->terms[m].tolerance, 100 * g->terms[m].most),
        .verdict = gate_controls_hold(g) ? gate_verdict_name(a->verdict) : "invalid",
        .reason = arena_printf(arena, "after %zu pairs, alpha %g, %zu tests", a->pairs,
                               g->terms[m].alpha, g->terms[m].tests),
        .tool_version = POLYJOULE_VERSION,
        .published = NAN,
        .tolerance = NAN,
        .ratio = a->ratio,
        .ratio_low = a->ci.low > 0 ? a->ci.low : NAN,
        .ratio_high = isfinite(a->ci.high) ? a->ci.high : NAN,
    };

    return store_add_verdict(g->store, &row, err);
}

static int record_count(struct gate *g, struct arena *arena, size_t w, int64_t campaign_id,
                        struct err *err)
{
    const struct gate_counts *c = &g->counts[w];
    const struct store_verdict row = {
        .campaign_id = campaign_id,
        .unix_ns = clock_unix_ns(),
        .kind = "gate",
        .subject = arena_printf(arena, "%s: instructions by %s", g->names[w], g->count_tool),
        .question =
            arena_printf(arena, "slower by less than %g %%?", 100 * g->count_terms.most),
        .verdict = gate_controls_hold(g) ? gate_verdict_name(c->verdict) : "invalid",
        .reason =
            c->absent != NULL ? c->absent : arena_printf(arena, "%d runs of each", GATE_COUNTS),
        .tool_version = POLYJOULE_VERSION,
        .published = NAN,
        .tolerance = NAN,
        .ratio = c->absent == NULL ? c->ratio : NAN,
        .ratio_low = c->absent == NULL ? c->low : NAN,
        .ratio_high = c->absent == NULL ? c->high : NAN,
    };

    return store_add_verdict(g->store, &row, err);
}

int gate_record(struct gate *g, struct arena *arena, int64_t campaign_id, struct err *err)
{
    int r = store_begin(g->store, err);

    for (size_t w = 0; w < g->workload_count; w++)
        for (size_t m = 0; r == 0 && m < g->metric_count; m++)
            if (!g->same[w])
                r = record_one(g, arena, w, m, campaign_id, err);
    for (size_t w = 0; w < g->workload_count && g->counts != NULL && r == 0; w++)
        if (!g->same[w])
            r = record_count(g, arena, w, campaign_id, err);
    return r == 0 ? store_commit(g->store, err) : r;
}
