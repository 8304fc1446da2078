// SPDX-License-Identifier: MIT
//! Does nothing: what starting and ending a Rust program costs.

mod pj;

fn main() {
    pj::main(|_| (), |_, _, _| ());
}
