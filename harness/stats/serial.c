/* SPDX-License-Identifier: MIT
 * Serial correlation and batch means. */
#include "stats/serial.h"

#include <math.h>
#include <string.h>

#include "stats/summary.h"

bool stats_is_serial(const double *x, size_t n)
{
    return n >= 2 && fabs(stats_lag1(x, n)) > 2 / sqrt((double)n);
}

struct batches stats_batch_means(double *means, const double *x, size_t n)
{
    struct batches out = {.count = n, .per_batch = 1, .lag1_before = stats_lag1(x, n)};

    memcpy(means, x, n * sizeof(*means));
    out.flagged = stats_is_serial(x, n);
    while (stats_is_serial(means, out.count) && n / (2 * out.per_batch) >= BATCHES_LEAST) {
        out.per_batch *= 2;
        out.count = n / out.per_batch;
        for (size_t i = 0; i < out.count; i++) {
            size_t begin = i * n / out.count, end = (i + 1) * n / out.count;
            means[i] = stats_mean(x + begin, end - begin);
        }
    }
    out.lag1 = stats_lag1(means, out.count);
    out.serial = stats_is_serial(means, out.count);
    return out;
}
