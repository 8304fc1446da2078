// SPDX-License-Identifier: MIT
//! What n_body_pair.py, _step.py and _ctypes.py move out of Python: the pull of a pair, a step, all
//! steps, as ../rust/n_body.rs has them.

use std::slice;

const BODIES: usize = 5;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Body {
    x: [f64; 3],
    v: [f64; 3],
    mass: f64,
}

/// What `a` and `b` do to each other's velocities in `dt`.
///
/// # Safety
/// Both are bodies, and not the same one.
#[no_mangle]
pub unsafe extern "C" fn pull(a: *mut Body, b: *mut Body, dt: f64) {
    let (a, b) = (&mut *a, &mut *b);
    let dx = a.x[0] - b.x[0];
    let dy = a.x[1] - b.x[1];
    let dz = a.x[2] - b.x[2];
    let d2 = dx * dx + dy * dy + dz * dz;
    let mag = dt / (d2 * d2.sqrt());
    for (k, d) in [dx, dy, dz].into_iter().enumerate() {
        a.v[k] -= d * (b.mass * mag);
        b.v[k] += d * (a.mass * mag);
    }
}

/// A body's own numbers are read and written once, and it moves when its last pair is done.
fn step(bodies: &mut [Body; BODIES], dt: f64) {
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

/// In an array of its own, which nothing else can see.
///
/// # Safety
/// `bodies` are five.
#[no_mangle]
pub unsafe extern "C" fn advance(bodies: *mut Body, n: i64, dt: f64) {
    let shared = slice::from_raw_parts_mut(bodies, BODIES);
    let mut own = [shared[0]; BODIES];
    own.copy_from_slice(shared);
    for _ in 0..n {
        step(&mut own, dt);
    }
    shared.copy_from_slice(&own);
}
