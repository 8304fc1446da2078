/* SPDX-License-Identifier: MIT
 * What an implementation declares of itself, held against what it does: the shared objects that
 * it loads, and whether it names SIMD instructions. How many CPUs it keeps busy is seen to in
 * agree.c. */
#ifndef DECLARED_H
#define DECLARED_H

#include "campaign/campaign.h"

/* A place where the dynamic loader writes what a program loads. */
struct declared;

/* For one program; to be freed by declared_close(). */
int declared_open(struct declared **out, struct err *err);

/* EXTRA, and what makes the loader write (ld.so(8), LD_DEBUG=files); ends with NULL, lives in
 * ARENA. A program that is not linked dynamically leaves nothing. */
const char *const *declared_environment(const struct declared *declared,
                                        const char *const *extra, struct arena *arena);

/* After the program has run: what contradicts its declaration, in ARENA; NULL: nothing. */
const char *declared_contradiction(const struct declared *declared,
                                   const struct campaign_cell *cell, struct arena *arena);

void declared_close(struct declared *declared);

#endif
