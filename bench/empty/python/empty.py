# SPDX-License-Identifier: MIT
"""Does nothing: what starting and ending a Python program costs."""

import pj


def run(n, seed, state):
    return b""


if __name__ == "__main__":
    pj.main(run)
