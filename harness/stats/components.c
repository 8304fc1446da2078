/* SPDX-License-Identifier: MIT
 * Variance components and the effort split. */
#include "stats/components.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stats/summary.h"

/* Replaces the COUNT * EACH values of X by the COUNT means, and returns the variance about
 * them, averaged. */
static double collapse(double *x, size_t count, size_t each)
{
    double sum = 0;

    for (size_t g = 0; g < count; g++) {
        sum += pow(stats_sd(x + g * each, each), 2);
        x[g] = stats_mean(x + g * each, each);
    }
    return sum / (double)count;
}

void stats_components(struct components *out, const double *x, const size_t *repeats,
                      size_t levels)
{
    size_t count = 1;

    assert(levels >= 1 && levels <= COMPONENTS_LEVELS);
    *out = (struct components){.levels = levels};
    for (size_t i = 0; i < levels; i++)
        count *= out->repeats[i] = repeats[i];
    double *means = mem_alloc(count, sizeof(*means));
    memcpy(means, x, count * sizeof(*means));
    for (size_t i = 0; i < levels; i++) {
        count /= repeats[i];
        out->squares[i] = collapse(means, count, repeats[i]);
        out->variances[i] =
            out->squares[i] - (i > 0 ? out->squares[i - 1] / (double)repeats[i - 1] : 0);
    }
    out->mean = means[0];
    free(means);
}

void stats_effort(size_t *repeats, const struct components *components, const double *cost)
{
    const double *variances = components->variances;

    for (size_t i = 0; i + 1 < components->levels; i++) {
        double above = 0;
        size_t k = i;

        repeats[i] = 1;
        if (!(variances[i] > 0))
            continue;
        do
            above += cost[++k];
        while (k + 1 < components->levels && !(variances[k] > 0));
        double best = ceil(sqrt(above / cost[i] * variances[i] / variances[k]));
        repeats[i] = !(variances[k] > 0) ? 0 : best > 1 ? (size_t)best : 1;
    }
}
