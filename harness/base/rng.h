/* SPDX-License-Identifier: MIT
 * Random numbers that a seed reproduces: xoshiro256** (Blackman and Vigna, "Scrambled linear
 * pseudorandom number generators", ACM TOMS 47, 2021), seeded by splitmix64. */
#ifndef RNG_H
#define RNG_H

#include <stddef.h>
#include <stdint.h>

struct rng {
    uint64_t state[4];
};

void rng_seed(struct rng *rng, uint64_t seed);

uint64_t rng_next(struct rng *rng);

/* Uniform in [0, BOUND), without bias; BOUND > 0. */
uint64_t rng_below(struct rng *rng, uint64_t bound);

/* Uniform in [0, 1), a multiple of 2^-53. */
double rng_uniform(struct rng *rng);

/* Fisher-Yates. */
void rng_shuffle(struct rng *rng, size_t *items, size_t count);

#endif
