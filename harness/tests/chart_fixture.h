/* SPDX-License-Identifier: MIT
 * All that figures can be drawn from, invented, for tests. */
#ifndef CHART_FIXTURE_H
#define CHART_FIXTURE_H

#include "base/mem.h"
#include "report/chart.h"

/* What some figures need beside a campaign: another one, of twice the size and three times the
 * values; a claim and its answer; a trace of each of two cells. */
struct fixture_extras {
    struct result *larger;
    const struct result *campaigns[2];
    struct claim claim;
    struct claim_answer answer;
    struct chart_claim asked;
    struct trace traces[2];
    int64_t ns[50], energy_nj[50];
    struct trace_set set;
    struct history_campaign dated[2];
    struct history_point points[12];
    struct history_change shift;
    struct history_series series;
    struct history history;
};

/* Twelve campaigns, of which the second half is of LARGER. */
static inline void fixture_open_history(struct fixture_extras *e)
{
    for (size_t i = 0; i < 2; i++)
        e->dated[i] = (struct history_campaign){.result = (struct result *)e->campaigns[i]};
    for (size_t i = 0; i < ARRAY_SIZE(e->points); i++) {
        const struct result_cell *cell = &e->campaigns[i / 6]->cells[0];
        e->points[i] = (struct history_point){&e->dated[i / 6], cell,
                                              result_figure(&cell->metric[METRIC_WALL])};
    }
    e->shift = (struct history_change){.kind = HISTORY_SHIFT, .from = 6, .seen = 6};
    e->series = (struct history_series){.name = "n-body/c",
                                        .metric = METRIC_WALL,
                                        .points = e->points,
                                        .count = ARRAY_SIZE(e->points),
                                        .changes = &e->shift,
                                        .change_count = 1};
    e->history = (struct history){.request = {.metrics = {METRIC_WALL},
                                              .metric_count = 1,
                                              .terms = {.alpha = HISTORY_ALPHA}},
                                  .machine_count = 1,
                                  .campaigns = e->dated,
                                  .campaign_count = 2,
                                  .series = &e->series,
                                  .series_count = 1};
}

static inline void fixture_open_extras(struct fixture_extras *e, const struct result *r,
                                       struct result *larger)
{
    static const char *const languages[] = {"rust", "c", NULL};

    *e = (struct fixture_extras){
        .larger = larger,
        .campaigns = {r, larger},
        .claim = {.id = "rust-time",
                  .kind = CLAIM_RATIO,
                  .languages = languages,
                  .published = 1.1,
                  .tolerance = 0.1},
        .answer = {.verdict = CLAIM_REPRODUCED,
                   .reason = "it is",
                   .ratio = {.value = 1.08, .ci = {1.05, 1.12}}},
        .set = {.traces = e->traces,
                .count = 2,
                .idle_w = 8,
                .source = r->energy_source,
                .resolver = "model"},
    };
    e->asked = (struct chart_claim){&e->claim, &e->answer};
    for (int i = 0; i < 50; i++) {
        e->ns[i] = i * INT64_C(10000000);
        e->energy_nj[i] = i * INT64_C(200000000) + (i % 2) * 10000000;
    }
    for (size_t i = 0; i < 2; i++)
        e->traces[i] = (struct trace){&r->cells[i], 8, 500000000, e->ns, e->energy_nj, 50};
    for (size_t i = 0; i < larger->cell_count; i++) {
        larger->cells[i].n *= 2;
        for (int m = 0; m < METRIC_COUNT; m++)
            for (size_t k = 0; k < larger->cells[i].metric[m].count; k++)
                larger->cells[i].metric[m].values[k].value *= 3;
    }
    fixture_open_history(e);
}

static inline struct chart_options fixture_with(struct chart_options o,
                                                const struct fixture_extras *e)
{
    o.claims = &e->asked;
    o.claim_count = 1;
    o.campaigns = e->campaigns;
    o.campaign_count = 2;
    o.traces = &e->set;
    o.history = &e->history;
    return o;
}

#endif
