/* SPDX-License-Identifier: MIT
 * The sun and four planets, stepped symplectically: definition in ../README.md. */
#include "pj.h"

#include <math.h>
#include <string.h>

/* Only the root is asked for, not errno: else each root keeps a branch and a call for it, and
 * no compiler can draw the roots of several pairs by one instruction. */
__attribute__((const)) double sqrt(double x);

#define PI 3.141592653589793
#define SOLAR_MASS (4 * PI * PI)
#define YEAR 365.24

enum { BODIES = 5, PAIRS = BODIES * (BODIES - 1) / 2 };

struct body {
    double x, y, z;
    double vx, vy, vz;
    double mass;
};

static const struct body solar_system[BODIES] = {
    {.mass = SOLAR_MASS},
    /* Jupiter */
    {4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01,
     1.66007664274403694e-03 * YEAR, 7.69901118419740425e-03 * YEAR,
     -6.90460016972063023e-05 * YEAR, 9.54791938424326609e-04 * SOLAR_MASS},
    /* Saturn */
    {8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01,
     -2.76742510726862411e-03 * YEAR, 4.99852801234917238e-03 * YEAR,
     2.30417297573763929e-05 * YEAR, 2.85885980666130812e-04 * SOLAR_MASS},
    /* Uranus */
    {1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01,
     2.96460137564761618e-03 * YEAR, 2.37847173959480950e-03 * YEAR,
     -2.96589568540237556e-05 * YEAR, 4.36624404335156298e-05 * SOLAR_MASS},
    /* Neptune */
    {1.53796971148509165e+01, -2.59193146099879641e+01, 1.79258772950371181e-01,
     2.68067772490389322e-03 * YEAR, 1.62824170038242295e-03 * YEAR,
     -9.51592254519715870e-05 * YEAR, 5.15138902046611451e-05 * SOLAR_MASS},
};

static void offset_momentum(struct body b[BODIES])
{
    double px = 0.0, py = 0.0, pz = 0.0;

    for (int i = 0; i < BODIES; i++) {
        px += b[i].vx * b[i].mass;
        py += b[i].vy * b[i].mass;
        pz += b[i].vz * b[i].mass;
    }
    b[0].vx = -px / SOLAR_MASS;
    b[0].vy = -py / SOLAR_MASS;
    b[0].vz = -pz / SOLAR_MASS;
}

static double energy(const struct body b[BODIES])
{
    double e = 0.0;

    for (int i = 0; i < BODIES; i++) {
        e += 0.5 * b[i].mass * (b[i].vx * b[i].vx + b[i].vy * b[i].vy + b[i].vz * b[i].vz);
        for (int j = i + 1; j < BODIES; j++) {
            const double dx = b[i].x - b[j].x;
            const double dy = b[i].y - b[j].y;
            const double dz = b[i].z - b[j].z;

            e -= b[i].mass * b[j].mass / sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return e;
}

/* All distances come before the first velocity changes, so that they do not wait for one
 * another. gcc makes vectors of the second loop as long as it stays one. */
static void advance(struct body b[BODIES], double dt)
{
    double dx[PAIRS], dy[PAIRS], dz[PAIRS], mag[PAIRS];
    int pair = 0;

    for (int i = 0; i < BODIES - 1; i++)
        for (int j = i + 1; j < BODIES; j++, pair++) {
            dx[pair] = b[i].x - b[j].x;
            dy[pair] = b[i].y - b[j].y;
            dz[pair] = b[i].z - b[j].z;
        }
#pragma GCC unroll 1
    for (pair = 0; pair < PAIRS; pair++) {
        const double d2 = dx[pair] * dx[pair] + dy[pair] * dy[pair] + dz[pair] * dz[pair];

        mag[pair] = dt / (d2 * sqrt(d2));
    }
    pair = 0;
#pragma GCC unroll 5
    for (int i = 0; i < BODIES - 1; i++)
#pragma GCC unroll 5
        for (int j = i + 1; j < BODIES; j++, pair++) {
            const double mag_i = b[i].mass * mag[pair];
            const double mag_j = b[j].mass * mag[pair];

            b[i].vx -= dx[pair] * mag_j;
            b[i].vy -= dy[pair] * mag_j;
            b[i].vz -= dz[pair] * mag_j;
            b[j].vx += dx[pair] * mag_i;
            b[j].vy += dy[pair] * mag_i;
            b[j].vz += dz[pair] * mag_i;
        }
    for (int i = 0; i < BODIES; i++) {
        b[i].x += dt * b[i].vx;
        b[i].y += dt * b[i].vy;
        b[i].z += dt * b[i].vz;
    }
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
