/* SPDX-License-Identifier: MIT
 * Tails, peaks, periods. */
#include "stats/latency.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "stats/summary.h"

double stats_nearest_rank(const double *x, size_t n, double share)
{
    /* Shares such as 0.999 are not exact: 1000 values have one beyond it. */
    const double slack = 1e-6;

    if (n == 0 || (double)n * (1 - share) < 1 - slack)
        return NAN;
    double rank = ceil((double)n * share - slack);
    return x[rank > 1 ? (size_t)rank - 1 : 0];
}

size_t stats_maxima(double *out, const double *x, size_t n, size_t per)
{
    size_t count = 0;

    for (size_t at = 0; at < n; at += per) {
        double most = x[at];
        for (size_t i = at + 1; i < n && i < at + per; i++)
            most = fmax(most, x[i]);
        out[count++] = most;
    }
    return count;
}

size_t stats_runs_above(const double *x, size_t n, double threshold)
{
    bool above = false;
    size_t runs = 0;

    for (size_t i = 0; i < n; i++) {
        runs += x[i] > threshold && !above;
        above = x[i] > threshold;
    }
    return runs;
}

/* The runs of neighbours that are no lower than THRESHOLD: how many, where the first and the
 * last begin, and what lies between neighbours: GAPS, where it is not NULL, has room for all.
 */
struct peaks {
    size_t count, first, last;
};

static struct peaks peaks_of(const double *x, size_t n, double threshold, size_t *gaps)
{
    struct peaks peaks = {0};
    size_t end = 0; /* of the one before */

    for (size_t i = 0; i < n; i++) {
        if (x[i] < threshold)
            continue;
        if (peaks.count == 0 || i > end) {
            if (peaks.count == 0)
                peaks.first = i;
            else if (gaps != NULL)
                gaps[peaks.count - 1] = i - end;
            peaks.last = i;
            peaks.count++;
        }
        end = i + 1;
    }
    return peaks;
}

static double squares(const size_t *gaps, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += (double)gaps[i] * (double)gaps[i];
    return sum;
}

/* TOTAL cut into COUNT parts of 1 or more, each way as likely: distinct places to cut, by
 * selection in order (Knuth 3.4.2, S). */
static void cut(size_t *parts, size_t count, size_t total, struct rng *rng)
{
    size_t wanted = count - 1, before = 0, part = 0;

    for (size_t place = 1; place < total && wanted > 0; place++) {
        if (rng_below(rng, total - place) >= wanted)
            continue;
        parts[part++] = place - before;
        before = place;
        wanted--;
    }
    parts[part] = total - before;
}

struct period stats_period(const double *x, size_t n, double threshold, size_t permutations,
                           uint64_t seed)
{
    size_t *gaps = mem_alloc(n + 1, sizeof(*gaps)), total = 0, as_even = 0;
    const struct peaks peaks = peaks_of(x, n, threshold, gaps);
    struct period period = {.peaks = peaks.count, .distance = NAN, .p = NAN};
    struct rng rng;

    if (peaks.count < PERIOD_PEAKS) {
        free(gaps);
        return period;
    }
    size_t count = peaks.count - 1;
    double seen = squares(gaps, count);
    for (size_t i = 0; i < count; i++)
        total += gaps[i];
    rng_seed(&rng, seed);
    for (size_t i = 0; i < permutations; i++) {
        cut(gaps, count, total, &rng);
        as_even += squares(gaps, count) <= seen;
    }
    free(gaps);
    period.distance = (double)(peaks.last - peaks.first) / (double)count;
    period.p = (double)(as_even + 1) / (double)(permutations + 1);
    return period;
}
