/* SPDX-License-Identifier: MIT
 * All that figures can be drawn from, invented, for tests. */
#ifndef CHART_FIXTURE_H
#define CHART_FIXTURE_H

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
};

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
}

static inline struct chart_options fixture_with(struct chart_options o,
                                                const struct fixture_extras *e)
{
    o.claims = &e->asked;
    o.claim_count = 1;
    o.campaigns = e->campaigns;
    o.campaign_count = 2;
    o.traces = &e->set;
    return o;
}

#endif
