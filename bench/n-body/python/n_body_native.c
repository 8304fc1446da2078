/* SPDX-License-Identifier: MIT
 * What n_body_pair.py, _step.py and _ctypes.py move out of Python: the pull of a pair, a step,
 * all steps, as ../c/n_body.c has them. */
#include <math.h>
#include <stdint.h>
#include <string.h>

/* Only the root is asked for, not errno: else each root keeps a branch and a call for it, and
 * no compiler can draw the roots of several pairs by one instruction. */
__attribute__((const)) double sqrt(double x);

enum { BODIES = 5, PAIRS = BODIES * (BODIES - 1) / 2 };

struct body {
    double x, y, z;
    double vx, vy, vz;
    double mass;
};

/* What A and B do to each other's velocities in DT. */
void pull(struct body *restrict a, struct body *restrict b, double dt)
{
    const double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
    const double d2 = dx * dx + dy * dy + dz * dz;
    const double mag = dt / (d2 * sqrt(d2));
    const double mag_a = a->mass * mag, mag_b = b->mass * mag;

    a->vx -= dx * mag_b;
    a->vy -= dy * mag_b;
    a->vz -= dz * mag_b;
    b->vx += dx * mag_a;
    b->vy += dy * mag_a;
    b->vz += dz * mag_a;
}

/* All distances come before the first velocity changes, so that they do not wait for one
 * another. gcc makes vectors of the second loop as long as it stays one. */
static void advance_once(struct body b[BODIES], double dt)
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

/* In an array of its own, which nothing else can see: a seventh faster. */
void advance(struct body bodies[BODIES], int64_t n, double dt)
{
    struct body b[BODIES];

    memcpy(b, bodies, sizeof(b));
    for (int64_t i = 0; i < n; i++)
        advance_once(b, dt);
    memcpy(bodies, b, sizeof(b));
}
