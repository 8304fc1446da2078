/* SPDX-License-Identifier: MIT
 * Ratios of two arms measured in pairs. */
#include "stats/effect.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stats/distribution.h"
#include "stats/significance.h"

/* Doubles as integers in the same order, so that bisection meets each at most once. */
static int64_t ordered(double x)
{
    int64_t bits;

    memcpy(&bits, &x, sizeof(bits));
    return bits < 0 ? INT64_MIN - bits : bits;
}

static double unordered(int64_t key)
{
    int64_t bits = key < 0 ? INT64_MIN - key : key;
    double x;

    memcpy(&x, &bits, sizeof(x));
    return x;
}

/* How many of the pairs i <= j of the sorted D have (d_i + d_j) / 2 <= X. */
static size_t walsh_at_most(const double *d, size_t n, double x)
{
    size_t count = 0, j = n;

    for (size_t i = 0; i < j; i++) {
        while (j > i && d[i] / 2 + d[j - 1] / 2 > x)
            j--;
        count += j - i;
    }
    return count;
}

/* The smallest Walsh average of the sorted D above X; INFINITY: there is none. */
static double walsh_above(const double *d, size_t n, double x)
{
    double least = INFINITY;

    for (size_t i = 0, j = n; i < n; i++) {
        while (j > i && d[i] / 2 + d[j - 1] / 2 > x)
            j--;
        size_t first = j > i ? j : i;
        if (first < n)
            least = fmin(least, d[i] / 2 + d[first] / 2);
    }
    return least;
}

/* How many Walsh averages are at most X. */
struct bound {
    double x;
    size_t at_most;
};

/* Where the K-th average would be if they lay evenly between the bounds, which they do nearly:
 * by turns a little less or more, as far from it as such a count is usually off. */
static double near(struct bound low, struct bound high, size_t k, int turn)
{
    double all = (double)(high.at_most - low.at_most);
    double share = (double)(k - low.at_most) / all, off = 2 / sqrt(all);

    return low.x + (high.x - low.x) * (share + (turn % 2 == 0 ? -off : off));
}

/* The middle of all doubles between the bounds: taking it 64 times leaves none of them. */
static double middle(struct bound low, struct bound high)
{
    int64_t a = ordered(low.x), b = ordered(high.x);

    return unordered((a & b) + ((a ^ b) >> 1)); /* no overflow */
}

/* The K-th smallest of the few averages above LOW and up to HIGH. */
static double among_few(const double *d, size_t n, struct bound low, struct bound high,
                        size_t k)
{
    size_t most = high.at_most - low.at_most, count = 0, begin = n, end = n;
    double *few = mem_alloc(most, sizeof(*few));

    for (size_t i = 0; i < end; i++) {
        while (end > i && d[i] / 2 + d[end - 1] / 2 > high.x)
            end--;
        while (begin > i && d[i] / 2 + d[begin - 1] / 2 > low.x)
            begin--;
        for (size_t j = begin > i ? begin : i; j < end && count < most; j++)
            few[count++] = d[i] / 2 + d[j] / 2;
    }
    stats_sort(few, count);
    double kth = few[k - low.at_most - 1];
    free(few);
    return kth;
}

static double walsh(const double *d, size_t n, size_t k);

/* Bring the bounds near the K-th average: it is about where it is for SAMPLE of the values. */
enum { SAMPLE = 256 };
static void approach(const double *d, size_t n, struct bound *low, struct bound *high, size_t k)
{
    double sample[SAMPLE];

    for (size_t i = 0; i < SAMPLE; i++)
        sample[i] = d[(2 * i + 1) * n / (2 * SAMPLE)];
    double share = (double)k / ((double)n * ((double)n + 1) / 2);
    double about = walsh(sample, SAMPLE, 1 + (size_t)(share * (SAMPLE * (SAMPLE + 1) / 2 - 1)));
    double reach = (sample[3 * SAMPLE / 4] - sample[SAMPLE / 4]) / SAMPLE;
    for (int side = -1; side <= 1; side += 2) {
        struct bound next = {.x = about + side * reach};
        if (!(next.x > low->x && next.x < high->x))
            continue;
        next.at_most = walsh_at_most(d, n, next.x);
        *(next.at_most >= k ? high : low) = next;
    }
}

/* The K-th smallest Walsh average of the sorted D, K from 1, by narrowing bounds: time in n log
 * n, and no array of n^2 / 2. Four turns are enough, unless many averages are the same: then
 * the K-th is soon the least one above LOW, and halving ends it in any case. */
static double walsh(const double *d, size_t n, size_t k)
{
    struct bound low = {nextafter(d[0], -INFINITY), 0}, high = {d[n - 1], n * (n + 1) / 2};
    size_t few = 16 + n / 4; /* faster to sort than all are to look at */

    if (n > 4 * SAMPLE)
        approach(d, n, &low, &high, k);
    for (int turn = 0; high.at_most - low.at_most > few; turn++) {
        bool is_least = turn % 6 == 4;
        struct bound next = {.x = is_least ? walsh_above(d, n, low.x)
                                           : near(low, high, k, turn)};
        if (turn % 6 == 5 || !(next.x > low.x && next.x < high.x))
            next.x = middle(low, high);
        if (next.x == low.x)
            return high.x; /* no double is between them */
        next.at_most = walsh_at_most(d, n, next.x);
        if (is_least && next.at_most >= k)
            return next.x;
        *(next.at_most >= k ? &high : &low) = next;
    }
    return among_few(d, n, low, high, k);
}

static double *sorted_copy(const double *d, size_t n)
{
    double *copy = mem_alloc(n, sizeof(*copy));

    memcpy(copy, d, n * sizeof(*copy));
    stats_sort(copy, n);
    return copy;
}

/* Of the sorted D. */
static double hodges_lehmann(const double *d, size_t n)
{
    size_t count = n * (n + 1) / 2;
    double low = walsh(d, n, (count + 1) / 2), high = low;

    if (count % 2 == 0 && walsh_at_most(d, n, low) == count / 2)
        high = walsh_above(d, n, low);
    return low + (high - low) / 2;
}

double stats_hodges_lehmann(const double *d, size_t n)
{
    if (n == 0)
        return NAN;
    double *sorted = sorted_copy(d, n), centre = hodges_lehmann(sorted, n);

    free(sorted);
    return centre;
}

/* Rank of the lower bound among the Walsh averages; 0 where no rank gives LEVEL. */
static size_t signed_rank_bound(size_t n, double level)
{
    double p = (1 - level) / 2, count = (double)n * ((double)n + 1) / 2;

    if (ldexp(1, -(int)(n < 2000 ? n : 2000)) > p * (1 + 1e-9))
        return 0;
    if (n <= 250) {
        size_t k = (size_t)stats_signed_rank_quantile(p, n);
        return k > 0 ? k : 1;
    }
    double sd = sqrt(count * (2 * (double)n + 1) / 12);
    return (size_t)floor(count / 2 + stats_normal_quantile(p) * sd);
}

/* Of the sorted D. */
static struct interval signed_rank_interval(const double *d, size_t n, double level)
{
    size_t k = signed_rank_bound(n, level);

    if (k == 0)
        return (struct interval){NAN, NAN};
    return (struct interval){walsh(d, n, k), walsh(d, n, n * (n + 1) / 2 + 1 - k)};
}

struct interval stats_signed_rank_interval(const double *d, size_t n, double level)
{
    double *sorted = sorted_copy(d, n);
    struct interval ci = signed_rank_interval(sorted, n, level);

    free(sorted);
    return ci;
}

static struct interval around(double centre, double se, double df, double level)
{
    double half = stats_t_quantile(0.5 + level / 2, df) * se;

    return (struct interval){centre - half, centre + half};
}

struct interval stats_t_interval(const double *d, size_t n, double level)
{
    if (n < 2)
        return (struct interval){NAN, NAN};
    return around(stats_mean(d, n), stats_sd(d, n) / sqrt((double)n), (double)(n - 1), level);
}

static struct effect none(size_t pairs)
{
    return (struct effect){
        .ratio = NAN, .ci = {NAN, NAN}, .pairs = pairs, .method = EFFECT_NONE, .log_se = NAN};
}

static struct effect from_logs(double centre, struct interval ci)
{
    return (struct effect){.ratio = exp(centre), .ci = {exp(ci.low), exp(ci.high)}};
}

/* From N differences of logarithms. */
static struct effect of_differences(const double *d, size_t n, double level,
                                    enum effect_method method)
{
    struct interval ci = {NAN, NAN};
    double centre = NAN;

    if (n == 0)
        return none(0);
    if (method == EFFECT_SIGNED_RANK) {
        double *sorted = sorted_copy(d, n);
        ci = signed_rank_interval(sorted, n, level);
        centre = isnan(ci.low) ? NAN : hodges_lehmann(sorted, n);
        free(sorted);
    }
    if (isnan(ci.low))
        method = EFFECT_T;
    struct effect effect = method == EFFECT_T
                               ? from_logs(stats_mean(d, n), stats_t_interval(d, n, level))
                               : from_logs(centre, ci);
    effect.pairs = n;
    effect.method = n < 2 ? EFFECT_NONE : method;
    effect.log_se = stats_sd(d, n) / sqrt((double)n);
    return effect;
}

static double *differences(const double *a, const double *b, size_t n)
{
    double *d = mem_alloc(n, sizeof(*d));

    for (size_t i = 0; i < n; i++)
        d[i] = log(b[i]) - log(a[i]);
    return d;
}

static struct effect paired(const double *a, const double *b, size_t n, double level,
                            enum effect_method method)
{
    double *d = differences(a, b, n);
    struct effect effect = of_differences(d, n, level, method);

    free(d);
    return effect;
}

struct effect stats_paired_ratio(const double *a, const double *b, size_t n, double level)
{
    return paired(a, b, n, level, EFFECT_SIGNED_RANK);
}

struct effect stats_paired_ratio_t(const double *a, const double *b, size_t n, double level)
{
    return paired(a, b, n, level, EFFECT_T);
}

struct effect stats_batched_ratio(const double *a, const double *b, size_t n, double level,
                                  struct batches *batches)
{
    double *d = differences(a, b, n), *means = mem_alloc(n, sizeof(*means));

    const struct batches done = stats_batch_means(means, d, n);
    struct effect effect = of_differences(means, done.count, level, EFFECT_SIGNED_RANK);
    effect.per_batch = done.per_batch;
    effect.serial = done.serial;
    if (batches != NULL)
        *batches = done;
    free(means);
    free(d);
    return effect;
}

static double *logs(const double *x, size_t n)
{
    double *y = mem_alloc(n, sizeof(*y));

    for (size_t i = 0; i < n; i++)
        y[i] = log(x[i]);
    return y;
}

struct effect stats_unpaired_ratio(const double *a, size_t na, const double *b, size_t nb,
                                   double level)
{
    if (na == 0 || nb == 0)
        return none(0);
    double *la = logs(a, na), *lb = logs(b, nb);
    struct t_test welch = stats_welch_test(la, na, lb, nb);
    struct effect effect = {.ratio = exp(welch.estimate), .ci = {NAN, NAN}, .log_se = welch.se};

    effect.pairs = na < nb ? na : nb;
    if (effect.pairs >= 2) {
        effect.method = EFFECT_T;
        effect.ci = welch.se > 0 ? from_logs(welch.estimate,
                                             around(welch.estimate, welch.se, welch.df, level))
                                       .ci
                                 : (struct interval){effect.ratio, effect.ratio};
    }
    free(la);
    free(lb);
    return effect;
}

struct effect stats_geometric_mean(const double *ratios, size_t w, double level)
{
    if (w == 0)
        return none(0);
    double *d = logs(ratios, w);
    struct effect effect = from_logs(stats_mean(d, w), stats_t_interval(d, w, level));

    effect.pairs = w;
    effect.method = w < 2 ? EFFECT_NONE : EFFECT_T;
    effect.log_se = stats_sd(d, w) / sqrt((double)w);
    free(d);
    return effect;
}

struct effect stats_geometric_mean_fixed(const struct effect *effects, size_t w, double level)
{
    double sum = 0, squares = 0, fourths = 0;

    if (w == 0)
        return none(0);
    for (size_t i = 0; i < w; i++) {
        double square = effects[i].log_se * effects[i].log_se;
        sum += log(effects[i].ratio);
        squares += square;
        fourths += square * square / (double)(effects[i].pairs > 1 ? effects[i].pairs - 1 : 1);
    }
    double centre = sum / (double)w, se = sqrt(squares) / (double)w;
    struct effect effect = {.ratio = exp(centre), .pairs = w, .log_se = se};
    if (isnan(se))
        effect.ci = (struct interval){NAN, NAN};
    else if (se > 0)
        effect.ci =
            from_logs(centre, around(centre, se, squares * squares / fourths, level)).ci;
    else
        effect.ci = (struct interval){effect.ratio, effect.ratio};
    effect.method = isnan(se) ? EFFECT_NONE : EFFECT_T;
    return effect;
}

double stats_half_width(const struct effect *effect)
{
    if (!(effect->ci.low > 0) || !isfinite(effect->ci.high))
        return INFINITY;
    return sqrt(effect->ci.high / effect->ci.low) - 1;
}
