/* SPDX-License-Identifier: MIT
 * Distribution functions. */
#include "stats/distribution.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* A quotient of two polynomials of degree 7, coefficients from the constant up. */
static double quotient(const double above[8], const double below[8], double x)
{
    double a = 0, b = 0;

    for (int i = 7; i >= 0; i--) {
        a = a * x + above[i];
        b = b * x + below[i];
    }
    return a / b;
}

double stats_normal_quantile(double p)
{
    static const double a[8] = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                                1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                3.3430575583588128105e+4, 2.5090809287301226727e+3};
    static const double b[8] = {1,
                                4.2313330701600911252e+1,
                                6.8718700749205790830e+2,
                                5.3941960214247511077e+3,
                                2.1213794301586595867e+4,
                                3.9307895800092710610e+4,
                                2.8729085735721942674e+4,
                                5.2264952788528545610e+3};
    static const double c[8] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                5.76949722146069140550e0,  3.64784832476320460504e0,
                                1.27045825245236838258e0,  2.41780725177450611770e-1,
                                2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static const double d[8] = {1,
                                2.05319162663775882187e0,
                                1.67638483018380384940e0,
                                6.89767334985100004550e-1,
                                1.48103976427480074590e-1,
                                1.51986665636164571966e-2,
                                5.47593808499534494600e-4,
                                1.05075007164441684324e-9};
    static const double e[8] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                1.78482653991729133580e0,  2.96560571828504891230e-1,
                                2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static const double f[8] = {1,
                                5.99832206555887937690e-1,
                                1.36929880922735805310e-1,
                                1.48753612908506148525e-2,
                                7.86869131145613259100e-4,
                                1.84631831751005468180e-5,
                                1.42151175831644588870e-7,
                                2.04426310338993978564e-15};
    double q = p - 0.5;

    if (fabs(q) <= 0.425)
        return q * quotient(a, b, 0.180625 - q * q);
    if (p <= 0 || p >= 1)
        return p == 0 ? -INFINITY : p == 1 ? INFINITY : NAN;
    double r = sqrt(-log(q < 0 ? p : 1 - p));
    double x = r <= 5 ? quotient(c, d, r - 1.6) : quotient(e, f, r - 5);
    return q < 0 ? -x : x;
}

double stats_normal_cdf(double z)
{
    return 0.5 * erfc(-z / sqrt(2));
}

static double away_from_zero(double x)
{
    return fabs(x) < DBL_MIN ? DBL_MIN : x;
}

/* The continued fraction of DLMF 8.17.22, which converges fast for x < (a+1)/(a+b+2). */
static double beta_fraction(double x, double a, double b)
{
    double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), h = d;

    for (int m = 1; m <= 10000; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / away_from_zero(1 + even * d);
        c = away_from_zero(1 + even / c);
        h *= d * c;
        d = 1 / away_from_zero(1 + odd * d);
        c = away_from_zero(1 + odd / c);
        h *= d * c;
        if (fabs(d * c - 1) < 2 * DBL_EPSILON)
            break;
    }
    return h;
}

double stats_beta_cdf(double x, double a, double b)
{
    if (!(x > 0))
        return x <= 0 ? 0 : NAN;
    if (x >= 1)
        return 1;
    double front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x));
    if (x < (a + 1) / (a + b + 2))
        return front * beta_fraction(x, a, b) / a;
    return 1 - front * beta_fraction(1 - x, b, a) / b;
}

double stats_t_cdf(double t, double df)
{
    if (isnan(t))
        return NAN;
    /* Of the two forms of the argument the one that does not cancel. */
    double tail = t * t < df ? 1 - stats_beta_cdf(t * t / (df + t * t), 0.5, df / 2)
                             : stats_beta_cdf(df / (df + t * t), df / 2, 0.5);
    return t > 0 ? 1 - tail / 2 : tail / 2;
}

double stats_t_quantile(double p, double df)
{
    if (!(p > 0 && p < 1))
        return p == 0 ? -INFINITY : p == 1 ? INFINITY : NAN;
    if (p > 0.5)
        return -stats_t_quantile(1 - p, df);
    double low = -1, high = 0;
    while (stats_t_cdf(low, df) > p)
        low *= 2;
    for (;;) { /* halving a bracket of doubles ends */
        double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return middle;
        if (stats_t_cdf(middle, df) < p)
            low = middle;
        else
            high = middle;
    }
}

double stats_binomial_cdf(size_t k, size_t n, double p)
{
    return k >= n ? 1 : stats_beta_cdf(1 - p, (double)(n - k), (double)k + 1);
}

/* P(V = v) for v in 0..n(n+1)/2. Rank i is in the sum or not, each with probability 1/2; counts
 * over 2^n are exact doubles while n is small, and stay above the smallest one to n = 1000. */
static double *signed_rank_masses(size_t n)
{
    assert(n <= 1000);
    size_t top = n * (n + 1) / 2;
    double *mass = mem_alloc(top + 1, sizeof(*mass));

    mass[0] = 1;
    for (size_t i = 1; i <= n; i++)
        for (size_t v = i * (i + 1) / 2 + 1; v-- > 0;)
            mass[v] = (mass[v] + (v >= i ? mass[v - i] : 0)) / 2;
    return mass;
}

double stats_signed_rank_cdf(double v, size_t n)
{
    size_t top = n * (n + 1) / 2;

    if (isnan(v) || v < 0)
        return isnan(v) ? NAN : 0;
    if (v >= (double)top)
        return 1;
    double *mass = signed_rank_masses(n), sum = 0;
    for (size_t i = 0; i <= (size_t)v; i++)
        sum += mass[i];
    free(mass);
    return sum;
}

double stats_signed_rank_quantile(double p, size_t n)
{
    double *mass = signed_rank_masses(n), sum = mass[0];
    size_t v = 0, top = n * (n + 1) / 2;

    while (v < top && sum < p * (1 - 10 * DBL_EPSILON))
        sum += mass[++v];
    free(mass);
    return (double)v;
}
