# SPDX-License-Identifier: MIT
"""The sun and four planets, each step by a native call: ../README.md, "Hybrid"."""

from ctypes import CDLL, POINTER, Structure, c_double, c_int64
from math import sqrt
from os.path import dirname

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


class Body(Structure):
    _fields_ = [(name, c_double) for name in ("x", "y", "z", "vx", "vy", "vz", "mass")]


advance = CDLL(dirname(__file__) + "/n_body_native.so").advance
advance.argtypes = POINTER(Body), c_int64, c_double
advance.restype = None


def solar_system():
    """Return an array as C has it: nothing is converted when it crosses the border."""
    bodies = [Body(mass=SOLAR_MASS)]
    for x, y, z, vx, vy, vz, mass in PLANETS:
        bodies.append(Body(x, y, z, vx * YEAR, vy * YEAR, vz * YEAR, mass * SOLAR_MASS))
    return (Body * len(bodies))(*bodies)


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


def run(n, seed, state):
    bodies = solar_system()
    offset_momentum(bodies)
    before = energy(bodies)
    for _ in range(n):
        advance(bodies, 1, 0.01)
    return "%.9f\n%.9f\n" % (before, energy(bodies))


pj.main(run)
