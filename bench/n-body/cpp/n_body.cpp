/* SPDX-License-Identifier: MIT
 * The sun and four planets, stepped symplectically: definition in ../README.md. */
#include <array>
#include <cmath>
#include <cstdio>

#include "pj.hpp"

/* Only the root is asked for, not errno: else each root keeps a branch and a call for it, and
 * no compiler can draw the roots of several pairs by one instruction. */
extern "C" __attribute__((const)) double sqrt(double x) noexcept;

namespace
{

constexpr double PI = 3.141592653589793;
constexpr double SOLAR_MASS = 4 * PI * PI;
constexpr double YEAR = 365.24;

constexpr int BODIES = 5;
constexpr int PAIRS = BODIES * (BODIES - 1) / 2;

struct Body {
    double x, y, z;
    double vx, vy, vz;
    double mass;
};

using System = std::array<Body, BODIES>;

constexpr System solar_system = {{
    {0, 0, 0, 0, 0, 0, SOLAR_MASS},
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
}};

void offset_momentum(System &bodies)
{
    double px = 0.0, py = 0.0, pz = 0.0;

    for (const Body &b : bodies) {
        px += b.vx * b.mass;
        py += b.vy * b.mass;
        pz += b.vz * b.mass;
    }
    bodies[0].vx = -px / SOLAR_MASS;
    bodies[0].vy = -py / SOLAR_MASS;
    bodies[0].vz = -pz / SOLAR_MASS;
}

double energy(const System &b)
{
    double e = 0.0;

    for (int i = 0; i < BODIES; i++) {
        e += 0.5 * b[i].mass * (b[i].vx * b[i].vx + b[i].vy * b[i].vy + b[i].vz * b[i].vz);
        for (int j = i + 1; j < BODIES; j++) {
            const double dx = b[i].x - b[j].x;
            const double dy = b[i].y - b[j].y;
            const double dz = b[i].z - b[j].z;

            e -= b[i].mass * b[j].mass / std::sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return e;
}

/* All distances come before the first velocity changes, so that they do not wait for one
 * another. gcc makes vectors of the second loop as long as it stays one. */
void advance(System &b, double dt)
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

        mag[pair] = dt / (d2 * ::sqrt(d2));
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
    for (Body &body : b) {
        body.x += dt * body.vx;
        body.y += dt * body.vy;
        body.z += dt * body.vz;
    }
}

void add_energy(std::string &out, const System &bodies)
{
    char line[64];

    out.append(line, static_cast<std::size_t>(
                         std::snprintf(line, sizeof line, "%.9f\n", energy(bodies))));
}

void run(const pj::Input &in, std::string &out)
{
    System bodies = solar_system;

    offset_momentum(bodies);
    add_energy(out, bodies);
    for (std::int64_t i = 0; i < in.n; i++)
        advance(bodies, 0.01);
    add_energy(out, bodies);
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
