/* SPDX-License-Identifier: MIT
 * Steady states. */
#include "stats/steady.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stats/breaks.h"
#include "stats/distribution.h"
#include "stats/summary.h"

enum { FEWEST = 8, WINDOW = 200, KNOWS_ITS_SPREAD = 10 };

/* What is left of a series without its outliers, and where it was. */
struct kept {
    double *x;
    size_t *index, n;
};

struct segment {
    double mean, reach; /* half of the mean's interval */
    size_t begin, n;
};

static bool is_outlier(const double *x, size_t n, size_t i)
{
    size_t size = n < WINDOW ? n : WINDOW, begin = i > size / 2 ? i - size / 2 : 0;
    double window[WINDOW];

    if (begin > n - size)
        begin = n - size;
    memcpy(window, x + begin, size * sizeof(*window));
    stats_sort(window, size);
    double spread = stats_quantile(window, size, 0.9) - stats_quantile(window, size, 0.1);
    return fabs(x[i] - stats_median(window, size)) > 3 * spread;
}

static struct kept mask(const double *x, size_t n)
{
    size_t lead = n < 2 * WINDOW ? n / 2 : WINDOW;
    struct kept kept = {mem_alloc(n, sizeof(*kept.x)), mem_alloc(n, sizeof(*kept.index)), 0};

    for (size_t i = 0; i < n; i++) {
        if (i >= lead && is_outlier(x, n, i))
            continue;
        kept.x[kept.n] = x[i];
        kept.index[kept.n++] = i;
    }
    return kept;
}

/* A short segment does not know its own spread: it has that of the last one that does. */
static void measure(struct segment *segments, size_t count, const double *x)
{
    double z = stats_normal_quantile(0.995), usual = NAN;

    for (size_t i = count; i-- > 0;)
        if (isnan(usual) && segments[i].n >= KNOWS_ITS_SPREAD)
            usual = stats_sd(x + segments[i].begin, segments[i].n);
    for (size_t i = 0; i < count; i++) {
        struct segment *s = &segments[i];
        double own = stats_sd(x + s->begin, s->n);
        s->mean = stats_mean(x + s->begin, s->n);
        s->reach =
            z * (s->n >= KNOWS_ITS_SPREAD || isnan(usual) ? own : usual) / sqrt((double)s->n);
    }
}

static struct segment *divide(const struct kept *kept, size_t *count)
{
    size_t *starts = mem_alloc(kept->n / BREAKS_SHORTEST + 1, sizeof(*starts));

    *count = stats_breaks(starts, kept->x, kept->n, 15 * log((double)kept->n));
    struct segment *segments = mem_alloc(*count, sizeof(*segments));
    for (size_t i = 0; i < *count; i++) {
        size_t end = i + 1 < *count ? starts[i + 1] : kept->n;
        segments[i] = (struct segment){.begin = starts[i], .n = end - starts[i]};
    }
    free(starts);
    measure(segments, *count, kept->x);
    return segments;
}

static bool same(const struct segment *a, const struct segment *b, double tolerance)
{
    double apart = fabs(a->mean - b->mean);

    return apart <= a->reach + b->reach || apart <= tolerance * fabs(b->mean);
}

/* The first of the segments at the end that are the same as the last one. */
static size_t first_same(const struct segment *segments, size_t count, double tolerance)
{
    size_t first = count - 1;

    while (first > 0 && same(&segments[first - 1], &segments[count - 1], tolerance))
        first--;
    return first;
}

static enum steadiness kind_of(const struct segment *segments, size_t count, size_t first,
                               double tolerance)
{
    const struct segment *last = &segments[count - 1];

    for (size_t i = 0; i < first; i++)
        if (segments[i].mean < last->mean && !same(&segments[i], last, tolerance))
            return STEADY_SLOWDOWN;
    return first > 0 ? STEADY_WARMUP : STEADY_FLAT;
}

void stats_steady(struct steady *out, const double *x, size_t n, double tolerance)
{
    *out = (struct steady){.kind = STEADY_NEVER, .start = n};
    if (n < FEWEST)
        return;
    struct kept kept = mask(x, n);
    struct segment *segments = divide(&kept, &out->segments);
    size_t first = first_same(segments, out->segments, tolerance);
    size_t start = first > 0 ? kept.index[segments[first].begin] : 0;

    out->masked = n - kept.n;
    if (start <= n - n / 4) {
        out->kind = kind_of(segments, out->segments, first, tolerance);
        out->start = start;
    }
    free(segments);
    free(kept.x);
    free(kept.index);
}

const char *stats_steadiness_name(enum steadiness kind)
{
    static const char *const names[] = {"flat", "warmup", "slowdown", "no steady state"};

    assert((size_t)kind < ARRAY_SIZE(names));
    return names[kind];
}
