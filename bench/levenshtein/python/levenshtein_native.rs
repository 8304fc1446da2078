// SPDX-License-Identifier: MIT
//! What levenshtein_cell.py, _row.py and _ctypes.py move out of Python: a cell, a row, all rows, as
//! ../rust/levenshtein.rs has them.

use std::{mem, slice};

/// A cell less its column, of its neighbours less theirs.
#[no_mangle]
pub extern "C" fn next_cell(diagonal: i32, up: i32, left: i32, same: bool) -> i32 {
    let x = diagonal - i32::from(same);
    let y = up + 1;
    x.min(y).min(left)
}

/// One loop for the candidates from above, which the compiler turns into vectors, and one for that
/// from the left, where each cell waits for the one before.
fn fill(above: &[i32], row: &mut [i32], a: u8, b: &[u8]) {
    for ((cell, pair), &b) in row[1..].iter_mut().zip(above.windows(2)).zip(b) {
        let x = pair[0] - i32::from(a == b);
        let y = pair[1] + 1;
        *cell = x.min(y);
    }

    let mut left = row[0];
    for j in 1..b.len() + 1 {
        left = left.min(row[j]);
        row[j] = left;
    }
}

/// # Safety
/// `above` and `row` have n + 1 cells, `b` has n letters, and none is another.
#[no_mangle]
pub unsafe extern "C" fn next_row(above: *const i32, row: *mut i32, a: u8, b: *const u8, n: usize) {
    fill(
        slice::from_raw_parts(above, n + 1),
        slice::from_raw_parts_mut(row, n + 1),
        a,
        slice::from_raw_parts(b, n),
    );
}

/// The last row, which is one of the two.
///
/// # Safety
/// As for `next_row`; `a` has n letters, too.
#[no_mangle]
pub unsafe extern "C" fn last_row(
    a: *const u8,
    b: *const u8,
    n: usize,
    above: *mut i32,
    row: *mut i32,
) -> *const i32 {
    let a = slice::from_raw_parts(a, n);
    let b = slice::from_raw_parts(b, n);
    let mut above = slice::from_raw_parts_mut(above, n + 1);
    let mut row = slice::from_raw_parts_mut(row, n + 1);

    above.fill(0);
    for (i, &letter) in a.iter().enumerate() {
        row[0] = i as i32 + 1;
        fill(above, row, letter, b);
        mem::swap(&mut above, &mut row);
    }
    above.as_ptr()
}
