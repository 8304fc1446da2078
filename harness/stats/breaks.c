/* SPDX-License-Identifier: MIT
 * Change points of a series. */
#include "stats/breaks.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stats/summary.h"

static const double least_share = 1e-4;

struct search {
    size_t n;
    double penalty, least;       /* variance */
    long double *sums, *squares; /* of the first i values, less their median */
    double *best;                /* least cost of the first i values; */
    size_t *previous;            /* where its last segment begins */
    size_t *failed;              /* when a start was first beaten for good; 0: never */
    size_t *candidates;          /* starts of the last segment that may still be best */
    size_t candidate_count;
};

/* The variance of a value that its neighbours do not explain: of differences, by their median,
 * which steps and spikes leave alone; by their mean where most are 0. */
static double variance_between(const double *x, size_t n)
{
    double *steps = mem_alloc(n, sizeof(*steps));

    for (size_t i = 1; i < n; i++)
        steps[i - 1] = fabs(x[i] - x[i - 1]);
    double step = stats_median(steps, n - 1);
    if (!(step > 0))
        step = stats_mean(steps, n - 1);
    free(steps);
    return pow(1.4826 * step, 2) / 2;
}

/* Twice the negative log-likelihood, less what all segmentations have in common. */
static double cost(const struct search *s, size_t begin, size_t end)
{
    long double n = (long double)(end - begin);
    long double mean = (s->sums[end] - s->sums[begin]) / n;
    double variance = (double)((s->squares[end] - s->squares[begin]) / n - mean * mean);

    if (variance < s->least)
        return (double)n * (log(s->least) + fmax(variance, 0) / s->least);
    return (double)n * (log(variance) + 1);
}

/* A start that END beats can only come back for ends from which END is too near to be one. */
static void forget_beaten(struct search *s, size_t end)
{
    size_t kept = 0;

    for (size_t i = 0; i < s->candidate_count; i++) {
        size_t start = s->candidates[i];
        if (s->failed[start] == 0 || end < s->failed[start] + BREAKS_SHORTEST)
            s->candidates[kept++] = start;
    }
    s->candidate_count = kept;
}

static void extend(struct search *s, size_t end)
{
    size_t newest = end - BREAKS_SHORTEST;

    forget_beaten(s, end);
    if (newest == 0 || newest >= BREAKS_SHORTEST)
        s->candidates[s->candidate_count++] = newest;
    s->best[end] = INFINITY;
    for (size_t i = 0; i < s->candidate_count; i++) {
        double total = s->best[s->candidates[i]] + cost(s, s->candidates[i], end) + s->penalty;
        if (total < s->best[end]) {
            s->best[end] = total;
            s->previous[end] = s->candidates[i];
        }
    }
    for (size_t i = 0; i < s->candidate_count; i++) {
        size_t start = s->candidates[i];
        if (s->failed[start] == 0 && s->best[start] + cost(s, start, end) > s->best[end])
            s->failed[start] = end;
    }
}

static void prepare(struct search *s, const double *x, size_t n)
{
    double centre = stats_median(x, n);

    s->n = n;
    s->sums = mem_alloc(n + 1, sizeof(*s->sums));
    s->squares = mem_alloc(n + 1, sizeof(*s->squares));
    s->best = mem_alloc(n + 1, sizeof(*s->best));
    s->previous = mem_alloc(n + 1, sizeof(*s->previous));
    s->failed = mem_alloc(n + 1, sizeof(*s->failed));
    s->candidates = mem_alloc(n + 1, sizeof(*s->candidates));
    for (size_t i = 0; i < n; i++) {
        long double value = (long double)x[i] - centre;
        s->sums[i + 1] = s->sums[i] + value;
        s->squares[i + 1] = s->squares[i] + value * value;
    }
}

static void release(struct search *s)
{
    free(s->sums);
    free(s->squares);
    free(s->best);
    free(s->previous);
    free(s->failed);
    free(s->candidates);
}

static size_t trace_back(size_t *starts, const struct search *s)
{
    size_t count = 0;

    for (size_t at = s->n; at > 0; at = s->previous[at])
        starts[count++] = s->previous[at];
    for (size_t i = 0; i < count / 2; i++) {
        size_t other = starts[i];
        starts[i] = starts[count - 1 - i];
        starts[count - 1 - i] = other;
    }
    return count;
}

size_t stats_breaks(size_t *starts, const double *x, size_t n, double penalty)
{
    struct search s = {.penalty = penalty};

    starts[0] = 0;
    if (n < 2 * BREAKS_SHORTEST || !((s.least = least_share * variance_between(x, n)) > 0))
        return 1;
    prepare(&s, x, n);
    for (size_t end = BREAKS_SHORTEST; end <= n; end++)
        extend(&s, end);
    size_t count = trace_back(starts, &s);
    release(&s);
    return count;
}
