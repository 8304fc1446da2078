# SPDX-License-Identifier: MIT
"""The sun and four planets, stepped symplectically: definition in ../README.md."""

from math import sqrt

import pj

PI = 3.141592653589793
SOLAR_MASS = 4 * PI * PI
YEAR = 365.24

PLANETS = [
    # Jupiter
    (4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01,
     1.66007664274403694e-03, 7.69901118419740425e-03, -6.90460016972063023e-05,
     9.54791938424326609e-04),
    # Saturn
    (8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01,
     -2.76742510726862411e-03, 4.99852801234917238e-03, 2.30417297573763929e-05,
     2.85885980666130812e-04),
    # Uranus
    (1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01,
     2.96460137564761618e-03, 2.37847173959480950e-03, -2.96589568540237556e-05,
     4.36624404335156298e-05),
    # Neptune
    (1.53796971148509165e+01, -2.59193146099879641e+01, 1.79258772950371181e-01,
     2.68067772490389322e-03, 1.62824170038242295e-03, -9.51592254519715870e-05,
     5.15138902046611451e-05),
]


class Body:
    __slots__ = ("x", "y", "z", "vx", "vy", "vz", "mass")

    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.mass = mass


def solar_system():
    bodies = [Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, SOLAR_MASS)]
    for x, y, z, vx, vy, vz, mass in PLANETS:
        bodies.append(Body(x, y, z, vx * YEAR, vy * YEAR, vz * YEAR, mass * SOLAR_MASS))
    return bodies


def offset_momentum(bodies):
    px = py = pz = 0.0
    for b in bodies:
        px += b.vx * b.mass
        py += b.vy * b.mass
        pz += b.vz * b.mass
    sun = bodies[0]
    sun.vx, sun.vy, sun.vz = -px / SOLAR_MASS, -py / SOLAR_MASS, -pz / SOLAR_MASS


def energy(bodies):
    e = 0.0
    for i, a in enumerate(bodies):
        e += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for b in bodies[i + 1:]:
            dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            e -= a.mass * b.mass / sqrt(dx * dx + dy * dy + dz * dz)
    return e


def advance(bodies, n, dt):
    *groups, (last, _) = [(a, bodies[i + 1:]) for i, a in enumerate(bodies)]
    root = sqrt
    for _ in range(n):
        for a, others in groups:
            # Locals: a's attributes would be read and written for each of its pairs.
            x = a.x
            y = a.y
            z = a.z
            vx = a.vx
            vy = a.vy
            vz = a.vz
            mass = a.mass
            for b in others:
                dx = x - b.x
                dy = y - b.y
                dz = z - b.z
                d2 = dx * dx + dy * dy + dz * dz
                mag = dt / (d2 * root(d2))
                mag_a = mass * mag
                mag_b = b.mass * mag
                vx -= dx * mag_b
                vy -= dy * mag_b
                vz -= dz * mag_b
                b.vx += dx * mag_a
                b.vy += dy * mag_a
                b.vz += dz * mag_a
            a.vx = vx
            a.vy = vy
            a.vz = vz
            a.x = x + dt * vx
            a.y = y + dt * vy
            a.z = z + dt * vz
        last.x += dt * last.vx
        last.y += dt * last.vy
        last.z += dt * last.vz


def run(n, seed, state):
    bodies = solar_system()
    offset_momentum(bodies)
    before = energy(bodies)
    advance(bodies, n, 0.01)
    return "%.9f\n%.9f\n" % (before, energy(bodies))


pj.main(run)
