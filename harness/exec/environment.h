/* SPDX-License-Identifier: MIT
 * The environment of a measured program: reduced to what it needs, and padded by a random
 * length, since the stack's start moves with it (Mytkowicz et al., ASPLOS 2009). */
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

#include <stdbool.h>
#include <stddef.h>

struct environment;

enum { ENVIRONMENT_PAD_MAX = 4095 };

/* REDUCED: PATH HOME LANG TMPDIR and EXTRA ("NAME=value", NULL-terminated, or NULL) alone; else
 * everything the harness itself has, EXTRA replacing. POLYJOULE_CONTROL is never inherited. */
struct environment *environment_new(bool reduced, const char *const *extra);

/* The variables with PAD bytes of padding (POLYJOULE_PAD), NULL-terminated; valid until the
 * next call. */
const char *const *environment_padded(struct environment *environment, size_t pad);

void environment_free(struct environment *environment);

#endif
