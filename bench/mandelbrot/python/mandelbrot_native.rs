// SPDX-License-Identifier: MIT
//! What mandelbrot_pixel.py, _row.py and _rows.py move out of Python: a pixel, a row, all rows, as
//! ../rust/mandelbrot.rs has them.

use std::slice;

const STEPS: u32 = 50;

#[no_mangle]
pub extern "C" fn stays(cr: f64, ci: f64) -> bool {
    let (mut zr, mut zi, mut tr, mut ti) = (0.0, 0.0, 0.0, 0.0);
    for _ in 0..STEPS {
        zi = 2.0 * zr * zi + ci;
        zr = tr - ti + cr;
        tr = zr * zr;
        ti = zi * zi;
        if tr + ti > 4.0 {
            return false;
        }
    }
    true
}

fn fill(bytes: &mut [u8], columns: &[f64], ci: f64) {
    for (byte, eight) in bytes.iter_mut().zip(columns.chunks(8)) {
        let bits = eight
            .iter()
            .fold(0, |bits, &cr| bits << 1 | u8::from(stays(cr, ci)));
        *byte = bits << (8 - eight.len());
    }
}

/// # Safety
/// `bytes` has room for n pixels, `cr` has n values, and neither is the other.
#[no_mangle]
pub unsafe extern "C" fn fill_row(bytes: *mut u8, cr: *const f64, n: usize, ci: f64) {
    fill(
        slice::from_raw_parts_mut(bytes, (n + 7) / 8),
        slice::from_raw_parts(cr, n),
        ci,
    );
}

/// # Safety
/// As for `fill_row`, with room for n rows.
#[no_mangle]
pub unsafe extern "C" fn fill_rows(bytes: *mut u8, cr: *const f64, n: usize) {
    let width = (n + 7) / 8;
    let columns = slice::from_raw_parts(cr, n);
    let rows = slice::from_raw_parts_mut(bytes, n * width);

    for (y, row) in rows.chunks_mut(width.max(1)).enumerate() {
        fill(row, columns, 2.0 * y as f64 / n as f64 - 1.0);
    }
}
