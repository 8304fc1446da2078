/* SPDX-License-Identifier: MIT
 * What measure says: a block a command, and how the commands compare. */
#ifndef MEASURE_SCREEN_H
#define MEASURE_SCREEN_H

#include "cli/conduct.h"
#include "store/store.h"

/* EXIT_YES, EXIT_PARTIAL where trials failed, or a negative error. */
int measure_screen_print(const struct context *context, struct store *store,
                         const struct conduct *conduct, struct err *err);

#endif
