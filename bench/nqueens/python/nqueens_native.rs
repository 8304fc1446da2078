// SPDX-License-Identifier: MIT
//! The search of nqueens_ctypes.py, as ../rust/nqueens.rs has it.

/// `columns` has the free ones. `left` and `right` lose on the next row what leaves the board.
#[no_mangle]
pub extern "C" fn solve(mut columns: u32) -> u64 {
    // The nodes of the path that have squares left to try: as many as an index of five bits can
    // name, so that none is checked.
    let mut stack = [(0, 0, 0, 0); 32];
    let mut depth = 0;
    let (mut left, mut right) = (0, 0);
    let mut squares = columns;
    let mut solutions = 0;
    loop {
        let queen = squares & squares.wrapping_neg();
        let rest = squares ^ queen;
        let next_columns = columns ^ queen;
        let next_left = (left | queen) << 1;
        let next_right = (right | queen) >> 1;

        squares = next_columns & !(next_left | next_right);
        if squares != 0 {
            stack[depth & 31] = (columns, left, right, rest);
            // No branch, for none could be predicted: without a rest the entry is dropped.
            depth += usize::from(rest != 0);
            columns = next_columns;
            left = next_left;
            right = next_right;
            continue;
        }
        solutions += u64::from(next_columns == 0);
        squares = rest;
        if rest == 0 {
            if depth == 0 {
                return solutions;
            }
            depth -= 1;
            (columns, left, right, squares) = stack[depth & 31];
        }
    }
}
