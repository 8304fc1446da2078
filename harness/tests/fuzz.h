/* SPDX-License-Identifier: MIT
 * What a fuzz target defines: one parser, fed DATA. Returns 0. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
