/* SPDX-License-Identifier: MIT
 * The sun and four planets, stepped symplectically, in vectors of three axes and of four pairs:
 * ../README.md, "Tuned". */
#include "pj.h"

#include <math.h>
#include <string.h>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

#define PI 3.141592653589793
#define SOLAR_MASS (4 * PI * PI)
#define YEAR 365.24

enum { BODIES = 5 };

/* Functions that take it are all inline: how it is passed without AVX does not matter. */
#pragma GCC diagnostic ignored "-Wpsabi"
typedef double four __attribute__((vector_size(32)));

/* x, y, z and 0. */
struct body {
    four at, speed;
    double mass;
};

static const struct body solar_system[BODIES] = {
    {.mass = SOLAR_MASS},
    /* Jupiter */
    {{4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01, 0.0},
     {1.66007664274403694e-03 * YEAR, 7.69901118419740425e-03 * YEAR,
      -6.90460016972063023e-05 * YEAR, 0.0},
     9.54791938424326609e-04 * SOLAR_MASS},
    /* Saturn */
    {{8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01, 0.0},
     {-2.76742510726862411e-03 * YEAR, 4.99852801234917238e-03 * YEAR,
      2.30417297573763929e-05 * YEAR, 0.0},
     2.85885980666130812e-04 * SOLAR_MASS},
    /* Uranus */
    {{1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01, 0.0},
     {2.96460137564761618e-03 * YEAR, 2.37847173959480950e-03 * YEAR,
      -2.96589568540237556e-05 * YEAR, 0.0},
     4.36624404335156298e-05 * SOLAR_MASS},
    /* Neptune */
    {{1.53796971148509165e+01, -2.59193146099879641e+01, 1.79258772950371181e-01, 0.0},
     {2.68067772490389322e-03 * YEAR, 1.62824170038242295e-03 * YEAR,
      -9.51592254519715870e-05 * YEAR, 0.0},
     5.15138902046611451e-05 * SOLAR_MASS},
};

static void offset_momentum(struct body b[BODIES])
{
    four p = {0};

    for (int i = 0; i < BODIES; i++)
        p += b[i].speed * b[i].mass;
    b[0].speed = -p / SOLAR_MASS;
}

static inline double dot(four a)
{
    return a[0] * a[0] + a[1] * a[1] + a[2] * a[2];
}

static double energy(const struct body b[BODIES])
{
    double e = 0.0;

    for (int i = 0; i < BODIES; i++) {
        e += 0.5 * b[i].mass * dot(b[i].speed);
        for (int j = i + 1; j < BODIES; j++)
            e -= b[i].mass * b[j].mass / sqrt(dot(b[i].at - b[j].at));
    }
    return e;
}

/* Of four vectors the sum of the squares, each from left to right. */
static inline four squares(const four d[4])
{
    const four a = d[0] * d[0], b = d[1] * d[1], c = d[2] * d[2], e = d[3] * d[3];
    /* a's x + y, b's x + y, a's z + 0, b's z + 0 */
    const four ab =
        __builtin_shufflevector(a, b, 0, 4, 2, 6) + __builtin_shufflevector(a, b, 1, 5, 3, 7);
    const four ce =
        __builtin_shufflevector(c, e, 0, 4, 2, 6) + __builtin_shufflevector(c, e, 1, 5, 3, 7);

    return __builtin_shufflevector(ab, ce, 0, 1, 4, 5) +
           __builtin_shufflevector(ab, ce, 2, 3, 6, 7);
}

static inline four roots(four x)
{
#if defined(__AVX__)
    return (four)_mm256_sqrt_pd((__m256d)x);
#elif defined(__SSE2__)
    const __m128d low = _mm_sqrt_pd((__m128d){x[0], x[1]});
    const __m128d high = _mm_sqrt_pd((__m128d){x[2], x[3]});
    return (four){low[0], low[1], high[0], high[1]};
#else
    return (four){sqrt(x[0]), sqrt(x[1]), sqrt(x[2]), sqrt(x[3])};
#endif
}

/* The pairs in order; the last two stand there twice, to fill a vector. */
enum { PAIRS = 10, FILLED = 12 };
static const int first[FILLED] = {0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 2, 3};
static const int second[FILLED] = {1, 2, 3, 4, 2, 3, 4, 3, 4, 4, 4, 4};

static void advance(struct body b[BODIES], double dt)
{
    four d[FILLED], on_first[FILLED / 4], on_second[FILLED / 4];

#pragma GCC unroll 12
    for (int p = 0; p < FILLED; p++)
        d[p] = b[first[p]].at - b[second[p]].at;
#pragma GCC unroll 3
    for (int g = 0; g < FILLED / 4; g++) {
        const four d2 = squares(d + 4 * g);
        const four mag = dt / (d2 * roots(d2));
        const int *i = first + 4 * g, *j = second + 4 * g;
        on_first[g] = mag * (four){b[j[0]].mass, b[j[1]].mass, b[j[2]].mass, b[j[3]].mass};
        on_second[g] = mag * (four){b[i[0]].mass, b[i[1]].mass, b[i[2]].mass, b[i[3]].mass};
    }
#pragma GCC unroll 10
    for (int p = 0; p < PAIRS; p++) {
        b[first[p]].speed -= d[p] * on_first[p / 4][p % 4];
        b[second[p]].speed += d[p] * on_second[p / 4][p % 4];
    }
#pragma GCC unroll 5
    for (int i = 0; i < BODIES; i++)
        b[i].at += dt * b[i].speed;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    struct body bodies[BODIES];

    memcpy(bodies, solar_system, sizeof bodies);
    offset_momentum(bodies);
    pj_printf(out, "%.9f\n", energy(bodies));
    for (int64_t i = 0; i < in->n; i++)
        advance(bodies, 0.01);
    pj_printf(out, "%.9f\n", energy(bodies));
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
