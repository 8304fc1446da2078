/* SPDX-License-Identifier: MIT
 * Serial correlation and batch means. */
#include "stats/serial.h"

#include <math.h>
#include <string.h>

#include "stats/summary.h"

static bool is_beyond_noise(double lag1, size_t n)
{
    return n >= 2 && fabs(lag1) > 2 / sqrt((double)n);
}

bool stats_is_serial(const double *x, size_t n)
{
    return is_beyond_noise(stats_lag1(x, n), n);
}

struct batches stats_batch_means(double *means, const double *x, size_t n)
{
    double lag1 = stats_lag1(x, n);
    struct batches out = {.count = n, .per_batch = 1, .lag1_before = lag1, .lag1 = lag1};

    memcpy(means, x, n * sizeof(*means));
    out.flagged = out.serial = is_beyond_noise(lag1, n);
    while (out.serial && n / (2 * out.per_batch) >= BATCHES_LEAST) {
        out.per_batch *= 2;
        out.count = n / out.per_batch;
        for (size_t i = 0; i < out.count; i++) {
            size_t begin = i * n / out.count, end = (i + 1) * n / out.count;
            means[i] = stats_mean(x + begin, end - begin);
        }
        out.lag1 = stats_lag1(means, out.count);
        out.serial = is_beyond_noise(out.lag1, out.count);
    }
    return out;
}
