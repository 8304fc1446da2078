/* SPDX-License-Identifier: MIT
 * Minimum detectable effect. */
#include "stats/detectable.h"

#include <math.h>
#include <stdint.h>

#include "stats/distribution.h"

double stats_detectable(double sd, size_t n, const struct detection *wanted)
{
    if (n < 2)
        return NAN;
    double df = (double)(n - 1);
    double t = stats_t_quantile(1 - wanted->alpha, df) + stats_t_quantile(wanted->power, df);
    return t * sd / sqrt((double)n);
}

size_t stats_pairs_needed(double sd, double effect, const struct detection *wanted)
{
    size_t low = 1, high = 2;

    while (!(stats_detectable(sd, high, wanted) <= effect)) {
        if (high >> 53 > 0)
            return SIZE_MAX;
        low = high;
        high *= 2;
    }
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (stats_detectable(sd, middle, wanted) <= effect)
            high = middle;
        else
            low = middle;
    }
    return high;
}
