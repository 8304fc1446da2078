/* SPDX-License-Identifier: MIT
 * Shifts by E-divisive, drifts by CUSUM, and which is which. */
#include "judge/history_change.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stats/breaks.h"
#include "stats/cusum.h"
#include "stats/divisive.h"
#include "stats/ramp.h"
#include "stats/summary.h"

struct finder {
    const struct history_terms *terms;
    const double *values, *logs;
    size_t n;
    size_t *shifts, shift_count; /* where something new begins, ascending */
    size_t *breaks, break_count; /* PELT's */
    struct history_change *out;
    size_t count;
};

size_t history_change_permutations(double alpha)
{
    double needed = ceil(1 / alpha) - 1;

    return needed > 999 ? (size_t)needed : 999;
}

size_t history_change_needs(double alpha)
{
    double ways = 1;
    size_t n = 0;

    while (2 / ways > alpha) {
        n++;
        ways *= (double)n / (double)(n % 2 == 0 ? n / 2 : (n + 1) / 2);
    }
    return n;
}

/* Where the part begins or ends that shift I has on its left or right. */
static size_t part_begin(const struct finder *f, size_t i)
{
    return i == 0 ? 0 : f->shifts[i - 1];
}

static size_t part_end(const struct finder *f, size_t i)
{
    return i + 1 >= f->shift_count ? f->n : f->shifts[i + 1];
}

/* To E-divisive a drift is a step, or several. The one that is a step the least goes first:
 * without it, its neighbours are seen for what they are. */
static void drop_ramps(struct finder *f)
{
    while (f->shift_count > 0) {
        double most = -INFINITY;
        size_t worst = 0;
        for (size_t i = 0; i < f->shift_count; i++) {
            size_t begin = part_begin(f, i), end = part_end(f, i);
            double gain = stats_ramp_gain(f->logs + begin, end - begin, f->shifts[i] - begin);
            if (gain > most) {
                most = gain;
                worst = i;
            }
        }
        if (most <= 0)
            return;
        f->shift_count--;
        memmove(f->shifts + worst, f->shifts + worst + 1,
                (f->shift_count - worst) * sizeof(*f->shifts));
    }
}

static bool is_confirmed(const struct finder *f, size_t at)
{
    for (size_t b = 1; b < f->break_count; b++) {
        size_t place = f->breaks[b];
        if ((place > at ? place - at : at - place) <= HISTORY_NEAR)
            return true;
    }
    return false;
}

static struct effect size_of(const struct finder *f, size_t begin, size_t at, size_t later,
                             size_t end)
{
    return stats_unpaired_ratio(f->values + begin, at - begin, f->values + later, end - later,
                                f->terms->level);
}

static void add_shift(struct finder *f, size_t i)
{
    size_t at = f->shifts[i];

    f->out[f->count++] = (struct history_change){
        .kind = HISTORY_SHIFT,
        .from = at,
        .seen = at,
        .size = size_of(f, part_begin(f, i), at, at, part_end(f, i)),
        .confirmed = is_confirmed(f, at),
    };
}

/* The baseline's mean may be off by some standard errors: as much of the slack does not count
 * for the run length. */
static double limit_of(const struct finder *f, size_t n)
{
    double slack = HISTORY_SLACK - 3 / sqrt(HISTORY_BASELINE);

    return stats_cusum_limit(slack, 2 * (double)n / f->terms->alpha);
}

static void add_drift(struct finder *f, size_t begin, size_t end)
{
    const double *part = f->logs + begin;
    size_t n = end - begin, rest = n - HISTORY_BASELINE;
    struct cusum terms = {
        .centre = stats_hodges_lehmann(part, HISTORY_BASELINE),
        .sd = stats_neighbour_sd(part, n),
        .slack = HISTORY_SLACK,
        .limit = limit_of(f, n),
        .most = HISTORY_MOST,
    };

    if (!(terms.sd > 0))
        return;
    struct cusum_alarm alarm = stats_cusum(part + HISTORY_BASELINE, rest, &terms);
    if (alarm.at == rest)
        return;
    size_t last = rest < HISTORY_BASELINE ? rest : HISTORY_BASELINE;
    f->out[f->count++] = (struct history_change){
        .kind = HISTORY_DRIFT,
        .from = begin + HISTORY_BASELINE + alarm.since,
        .seen = begin + HISTORY_BASELINE + alarm.at,
        .size = size_of(f, begin, begin + HISTORY_BASELINE, end - last, end),
    };
}

static void find_all(struct finder *f)
{
    const struct divisive terms = {
        .alpha = f->terms->alpha,
        .permutations = history_change_permutations(f->terms->alpha),
        .seed = f->terms->seed,
    };

    f->shift_count = stats_divisive(f->shifts, f->logs, f->n, &terms);
    drop_ramps(f);
    f->break_count = stats_breaks(f->breaks, f->logs, f->n, 3 * log((double)f->n));
    for (size_t i = 0; i <= f->shift_count; i++) {
        size_t begin = part_begin(f, i), end = i < f->shift_count ? f->shifts[i] : f->n;
        if (end - begin >= HISTORY_PART)
            add_drift(f, begin, end);
        if (i < f->shift_count)
            add_shift(f, i);
    }
}

size_t history_change_find(struct history_change *out, const double *values, size_t n,
                           const struct history_terms *terms)
{
    if (n < 2 * BREAKS_SHORTEST)
        return 0;
    double *logs = mem_alloc(n, sizeof(*logs));
    struct finder f = {
        .terms = terms,
        .values = values,
        .logs = logs,
        .n = n,
        .shifts = mem_alloc(n, sizeof(*f.shifts)),
        .breaks = mem_alloc(n, sizeof(*f.breaks)),
        .out = out,
    };

    for (size_t i = 0; i < n; i++)
        logs[i] = log(values[i]);
    find_all(&f);
    free(f.shifts);
    free(f.breaks);
    free(logs);
    return f.count;
}
