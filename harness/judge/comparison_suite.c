/* SPDX-License-Identifier: MIT
 * Many entries as one figure. */
#include "judge/comparison_suite.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stats/effect.h"
#include "stats/summary.h"

static double median_of(const struct result_cell *cell, enum metric metric)
{
    return result_figure(&cell->metric[metric]).median;
}

static void leave_one_out(struct comparison_suite *s, const double *ratios, double level)
{
    double *rest = mem_alloc(s->rows + 1, sizeof(*rest));

    s->low = s->high = NAN;
    for (size_t out = 0; out < s->rows && s->rows > 1; out++) {
        size_t kept = 0;
        for (size_t i = 0; i < s->rows; i++)
            if (i != out)
                rest[kept++] = ratios[i];
        double mean = stats_geometric_mean(rest, kept, level).ratio;
        s->low = fmin(s->low, mean);
        s->high = fmax(s->high, mean);
    }
    free(rest);
}

/* The geometric mean of a set of domains, which is no figure of these programs where one of
 * them lacks it. */
static double mean_of_domains(const struct comparison_entry *const *entries, size_t count,
                              size_t set, double level)
{
    double *ratios = mem_alloc(count + 1, sizeof(*ratios));
    bool complete = true;
    size_t used = 0;

    for (size_t i = 0; i < count; i++) {
        if (entries[i]->cell->open_loop)
            continue;
        ratios[used] = entries[i]->domains[set].ratio;
        complete = complete && ratios[used++] > 0;
    }
    double mean = complete && used > 0 ? stats_geometric_mean(ratios, used, level).ratio : NAN;
    free(ratios);
    return mean;
}

void comparison_suite_fill(struct comparison_suite *out,
                           const struct comparison_entry *const *entries, const bool *common,
                           size_t count, enum metric metric, double level)
{
    double *ratios = mem_alloc(count + 1, sizeof(*ratios)),
           *shared = mem_alloc(count + 1, sizeof(*shared)), sum = 0, reference = 0;
    struct effect *effects = mem_alloc(count + 1, sizeof(*effects));

    *out = (struct comparison_suite){0};
    for (size_t i = 0; i < count; i++) {
        const struct effect *effect = &entries[i]->effect[metric];
        if (!(effect->ratio > 0) || entries[i]->cell->open_loop)
            continue;
        if (common[i])
            shared[out->common_rows++] = effect->ratio;
        effects[out->rows] = *effect;
        ratios[out->rows++] = effect->ratio;
        sum += median_of(entries[i]->cell, metric);
        reference += median_of(entries[i]->reference, metric);
    }
    out->programs = stats_geometric_mean(ratios, out->rows, level);
    out->suite = stats_geometric_mean_fixed(effects, out->rows, level);
    out->mean = stats_mean(ratios, out->rows);
    out->median = stats_median(ratios, out->rows);
    out->sums = out->rows > 0 ? sum / reference : NAN;
    out->common = stats_geometric_mean(shared, out->common_rows, level).ratio;
    leave_one_out(out, ratios, level);
    for (size_t set = 0; set < COMPARISON_DOMAIN_SETS; set++)
        out->domains[set] = mean_of_domains(entries, count, set, level);
    free(ratios);
    free(shared);
    free(effects);
}
