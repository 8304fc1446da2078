// SPDX-License-Identifier: MIT
//! The sun and four planets, stepped symplectically: definition in ../README.md.

mod pj;

use std::io::Write;

const PI: f64 = 3.141592653589793;
const SOLAR_MASS: f64 = 4.0 * PI * PI;
const YEAR: f64 = 365.24;
const BODIES: usize = 5;

struct Body {
    x: [f64; 3],
    v: [f64; 3],
    mass: f64,
}

fn planet(x: [f64; 3], v_per_day: [f64; 3], solar_masses: f64) -> Body {
    Body {
        x,
        v: v_per_day.map(|v| v * YEAR),
        mass: solar_masses * SOLAR_MASS,
    }
}

fn solar_system() -> [Body; BODIES] {
    let sun = Body {
        x: [0.0; 3],
        v: [0.0; 3],
        mass: SOLAR_MASS,
    };
    let jupiter = planet(
        [
            4.84143144246472090e+00,
            -1.16032004402742839e+00,
            -1.03622044471123109e-01,
        ],
        [
            1.66007664274403694e-03,
            7.69901118419740425e-03,
            -6.90460016972063023e-05,
        ],
        9.54791938424326609e-04,
    );
    let saturn = planet(
        [
            8.34336671824457987e+00,
            4.12479856412430479e+00,
            -4.03523417114321381e-01,
        ],
        [
            -2.76742510726862411e-03,
            4.99852801234917238e-03,
            2.30417297573763929e-05,
        ],
        2.85885980666130812e-04,
    );
    let uranus = planet(
        [
            1.28943695621391310e+01,
            -1.51111514016986312e+01,
            -2.23307578892655734e-01,
        ],
        [
            2.96460137564761618e-03,
            2.37847173959480950e-03,
            -2.96589568540237556e-05,
        ],
        4.36624404335156298e-05,
    );
    let neptune = planet(
        [
            1.53796971148509165e+01,
            -2.59193146099879641e+01,
            1.79258772950371181e-01,
        ],
        [
            2.68067772490389322e-03,
            1.62824170038242295e-03,
            -9.51592254519715870e-05,
        ],
        5.15138902046611451e-05,
    );
    [sun, jupiter, saturn, uranus, neptune]
}

fn offset_momentum(bodies: &mut [Body; BODIES]) {
    let mut p = [0.0; 3];
    for body in bodies.iter() {
        for k in 0..3 {
            p[k] += body.v[k] * body.mass;
        }
    }
    bodies[0].v = p.map(|p| -p / SOLAR_MASS);
}

fn energy(bodies: &[Body; BODIES]) -> f64 {
    let mut e = 0.0;
    for (i, a) in bodies.iter().enumerate() {
        let [vx, vy, vz] = a.v;
        e += 0.5 * a.mass * (vx * vx + vy * vy + vz * vz);
        for b in &bodies[i + 1..] {
            let dx = a.x[0] - b.x[0];
            let dy = a.x[1] - b.x[1];
            let dz = a.x[2] - b.x[2];
            e -= a.mass * b.mass / (dx * dx + dy * dy + dz * dz).sqrt();
        }
    }
    e
}

/// A body's own numbers are read and written once, and it moves when its last pair is done.
fn advance(bodies: &mut [Body; BODIES], dt: f64) {
    for i in 0..BODIES - 1 {
        let Body { x, mut v, mass } = bodies[i];
        for b in &mut bodies[i + 1..] {
            let dx = x[0] - b.x[0];
            let dy = x[1] - b.x[1];
            let dz = x[2] - b.x[2];
            let d2 = dx * dx + dy * dy + dz * dz;
            let mag = dt / (d2 * d2.sqrt());
            let mag_i = mass * mag;
            let mag_j = b.mass * mag;
            v[0] -= dx * mag_j;
            v[1] -= dy * mag_j;
            v[2] -= dz * mag_j;
            b.v[0] += dx * mag_i;
            b.v[1] += dy * mag_i;
            b.v[2] += dz * mag_i;
        }
        bodies[i].v = v;
        for k in 0..3 {
            bodies[i].x[k] += dt * v[k];
        }
    }
    let last = &mut bodies[BODIES - 1];
    for k in 0..3 {
        last.x[k] += dt * last.v[k];
    }
}

fn run(input: &pj::Input, _: &mut (), out: &mut Vec<u8>) {
    let mut bodies = solar_system();
    offset_momentum(&mut bodies);
    writeln!(out, "{:.9}", energy(&bodies)).expect("a Vec takes all");
    for _ in 0..input.n {
        advance(&mut bodies, 0.01);
    }
    writeln!(out, "{:.9}", energy(&bodies)).expect("a Vec takes all");
}

fn main() {
    pj::main(|_| (), run)
}
