// SPDX-License-Identifier: MIT
//! What spectral_norm_element.py, _product.py and _power.py move out of Python: an element, a product
//! with the matrix, all products, as ../rust/spectral_norm.rs has them.

use std::slice;

/// Rows whose sums run side by side, so that the compiler may use vectors.
const ROWS: usize = 32;

/// Up to N = 32768 the product fits 32 bits and its half fits 31.
#[no_mangle]
pub extern "C" fn element(i: u32, j: u32) -> f64 {
    1.0 / f64::from(((i + j) * (i + j + 1) / 2 + i + 1) as i32)
}

fn times_a(v: &[f64], out: &mut [f64]) {
    for (block, out) in out.chunks_mut(ROWS).enumerate() {
        let mut sum = [0.0; ROWS];
        for (j, v) in v.iter().enumerate() {
            for (row, sum) in sum.iter_mut().enumerate() {
                *sum += element((block * ROWS + row) as u32, j as u32) * v;
            }
        }
        out.copy_from_slice(&sum[..out.len()]);
    }
}

fn times_at(v: &[f64], out: &mut [f64]) {
    for (block, out) in out.chunks_mut(ROWS).enumerate() {
        let mut sum = [0.0; ROWS];
        for (j, v) in v.iter().enumerate() {
            for (row, sum) in sum.iter_mut().enumerate() {
                *sum += element(j as u32, (block * ROWS + row) as u32) * v;
            }
        }
        out.copy_from_slice(&sum[..out.len()]);
    }
}

/// out = A v.
///
/// # Safety
/// Both have n values, and neither is the other.
#[no_mangle]
pub unsafe extern "C" fn mul_av(n: u32, v: *const f64, out: *mut f64) {
    times_a(
        slice::from_raw_parts(v, n as usize),
        slice::from_raw_parts_mut(out, n as usize),
    );
}

/// out = transpose(A) v.
///
/// # Safety
/// As for `mul_av`.
#[no_mangle]
pub unsafe extern "C" fn mul_atv(n: u32, v: *const f64, out: *mut f64) {
    times_at(
        slice::from_raw_parts(v, n as usize),
        slice::from_raw_parts_mut(out, n as usize),
    );
}

/// Ten times v = transpose(A) A u, then u = transpose(A) A v.
///
/// # Safety
/// All three have n values, and none is another.
#[no_mangle]
pub unsafe extern "C" fn power(n: u32, u: *mut f64, v: *mut f64, scratch: *mut f64) {
    let u = slice::from_raw_parts_mut(u, n as usize);
    let v = slice::from_raw_parts_mut(v, n as usize);
    let scratch = slice::from_raw_parts_mut(scratch, n as usize);

    for _ in 0..10 {
        times_a(u, scratch);
        times_at(scratch, v);
        times_a(v, scratch);
        times_at(scratch, u);
    }
}
