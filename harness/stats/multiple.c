/* SPDX-License-Identifier: MIT
 * Many tests at once. */
#include "stats/multiple.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stats/summary.h"

/* The indices from the smallest value up, and how many values there are before the NANs. */
static size_t *ordered(const double *x, size_t m, size_t *there)
{
    size_t *order = mem_alloc(m, sizeof(*order));

    stats_order(order, x, m);
    for (*there = 0; *there < m && !isnan(x[order[*there]]); ++*there)
        ;
    return order;
}

void stats_holm(double *out, const double *p, size_t m)
{
    size_t there, *order = ordered(p, m, &there);
    double largest = 0;

    for (size_t k = 0; k < m; k++) {
        double adjusted = p[order[k]] * (double)(there - k);
        if (k < there)
            largest = adjusted > largest ? fmin(adjusted, 1) : largest;
        out[order[k]] = k < there ? largest : NAN;
    }
    free(order);
}

void stats_benjamini_hochberg(double *out, const double *p, size_t m)
{
    size_t there, *order = ordered(p, m, &there);
    double smallest = 1;

    for (size_t k = m; k-- > 0;) {
        if (k < there)
            smallest = fmin(smallest, p[order[k]] * (double)there / (double)(k + 1));
        out[order[k]] = k < there ? smallest : NAN;
    }
    free(order);
}

size_t stats_e_benjamini_hochberg(bool *rejected, const double *e, size_t m, double alpha)
{
    size_t there, *order = ordered(e, m, &there), k = there;

    while (k > 0 && e[order[there - k]] * alpha * (double)k < (double)there)
        k--;
    for (size_t i = 0; i < m; i++)
        rejected[order[i]] = i < there && i >= there - k;
    free(order);
    return k;
}
