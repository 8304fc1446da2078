/* SPDX-License-Identifier: MIT
 * Answers whose numbers may be a little off: floating point of programs that were not written
 * to agree to the last digit. */
#ifndef NEAR_H
#define NEAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Both texts are the same but for decimal numbers; of those, each X in EXPECTED and Y in its
 * place have |x - y| <= TOLERANCE max(1, |x|). */
bool near_equal(const char *expected, size_t expected_length, const char *got,
                size_t got_length, double tolerance);

/* The same with the content of the file PATH. */
int near_file(bool *out, const char *path, const char *got, size_t got_length, double tolerance,
              struct err *err);

#endif
