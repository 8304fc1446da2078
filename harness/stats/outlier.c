/* SPDX-License-Identifier: MIT
 * Outliers, flagged. */
#include "stats/outlier.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stats/distribution.h"
#include "stats/summary.h"

static const double far_out = 3.5;

static double spread(const double *x, size_t n, double centre)
{
    double mad = stats_mad(x, n), sum = 0;

    if (mad > 0)
        return mad;
    for (size_t i = 0; i < n; i++)
        sum += fabs(x[i] - centre);
    return 1.2533 * sum / (double)n; /* sqrt(pi / 2) */
}

size_t stats_flag_outliers(bool *flags, const double *x, size_t n)
{
    double centre = stats_median(x, n), limit = far_out * spread(x, n, centre);
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        flags[i] = fabs(x[i] - centre) > limit;
        count += flags[i];
    }
    return count;
}

/* Rosner's lambda for the value that is left out of N. */
static double critical(size_t n, double alpha)
{
    double m = (double)n, t = stats_t_quantile(1 - alpha / (2 * m), m - 2);

    return (m - 1) * t / sqrt((m - 2 + t * t) * m);
}

size_t stats_rosner_outliers(size_t *which, const double *x, size_t n, size_t most,
                             double alpha)
{
    double *left = mem_alloc(n, sizeof(*left));
    size_t *index = mem_alloc(n, sizeof(*index)), outliers = 0;

    assert(most + 2 <= n || most == 0);
    memcpy(left, x, n * sizeof(*left));
    for (size_t i = 0; i < n; i++)
        index[i] = i;
    for (size_t k = 0; k < most; k++) {
        double mean = stats_mean(left, n - k), sd = stats_sd(left, n - k);
        size_t worst = 0;
        for (size_t i = 1; i < n - k; i++)
            if (fabs(left[i] - mean) > fabs(left[worst] - mean))
                worst = i;
        if (fabs(left[worst] - mean) > critical(n - k, alpha) * sd)
            outliers = k + 1;
        which[k] = index[worst];
        left[worst] = left[n - k - 1];
        index[worst] = index[n - k - 1];
    }
    free(left);
    free(index);
    return outliers;
}
