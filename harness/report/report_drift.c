/* SPDX-License-Identifier: MIT
 * Whether the machine became slower or faster while a campaign ran. */
#include "report/report_sections.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/strip_drawing.h"
#include "stats/effect.h"

/* Mean over cells of a block's value relative to the cell's median. */
struct drift {
    double *sums;
    size_t *counts;
    size_t blocks;
};

static size_t last_block(const struct result *result)
{
    int64_t last = 0;

    for (size_t i = 0; i < result->cell_count; i++) {
        const struct result_series *s = &result->cells[i].metric[METRIC_WALL];
        for (size_t k = 0; k < s->count; k++)
            last = s->values[k].block > last ? s->values[k].block : last;
    }
    return (size_t)last;
}

static void add_cell_drift(struct drift *drift, const struct result_series *series)
{
    double median = result_figure(series).median;

    for (size_t k = 0; k < series->count; k++) {
        int64_t block = series->values[k].block;
        if (block < 0 || !(median > 0) || !(series->values[k].value > 0))
            continue;
        drift->sums[block] += log(series->values[k].value / median);
        drift->counts[block]++;
    }
}

/* Ratios of blocks in which anything was measured, in their order. */
static struct result_series drift_of(const struct result *result)
{
    struct drift drift = {.blocks = last_block(result) + 1};
    struct result_series out = {0};

    drift.sums = mem_alloc(drift.blocks, sizeof(*drift.sums));
    drift.counts = mem_alloc(drift.blocks, sizeof(*drift.counts));
    out.values = mem_alloc(drift.blocks, sizeof(*out.values));
    for (size_t i = 0; i < result->cell_count; i++)
        add_cell_drift(&drift, &result->cells[i].metric[METRIC_WALL]);
    for (size_t b = 0; b < drift.blocks; b++)
        if (drift.counts[b] > 0)
            out.values[out.count++] =
                (struct result_value){(int64_t)b, exp(drift.sums[b] / (double)drift.counts[b])};
    free(drift.sums);
    free(drift.counts);
    return out;
}

static void draw(struct document *d, const struct result_series *series)
{
    struct text svg = {0};

    strip_drawing(&svg, series, NULL, UNIT_RATIO);
    document_figure(d, text_string(&svg),
                    "a dot is a block, left the first; up is slower than the "
                    "programs' medians.",
                    "polyjoule plot strip");
    text_free(&svg);
}

/* Welch's, of the blocks' means: whether the machine became slower or faster meanwhile. */
void report_drift(struct document *d, const struct report_request *q)
{
    const struct result *result = q->result;

    if (result->imported || result->blocks < 4) {
        document_item(d, "Drift: %s.",
                      result->imported
                          ? "not known, since others measured in an order of theirs"
                          : "too few blocks to see any");
        return;
    }
    struct result_series series = drift_of(result);
    double *values = result_values(&series);
    size_t half = series.count / 2;
    struct effect e =
        stats_unpaired_ratio(values, half, values + half, series.count - half, RESULT_LEVEL);
    document_item(d,
                  "Drift: wall times of the second half of the blocks are %.4gx [%.4g, %.4g] "
                  "those of the first. Ratios are formed within blocks, where it cancels.",
                  e.ratio, e.ci.low, e.ci.high);
    if (q->page)
        draw(d, &series);
    free(values);
    free(series.values);
}
