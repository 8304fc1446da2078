# SPDX-License-Identifier: MIT
"""SHA-256 of a digest written twice, by hashlib: definition in ../README.md."""

from hashlib import sha256

import pj


def run(n, seed, state):
    digest = sha256(b"rapl").digest()
    for _ in range(n):
        digest = sha256(digest + digest).digest()
    return f"digest {digest.hex()}\n"


if __name__ == "__main__":
    pj.main(run)
