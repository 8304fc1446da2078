/* SPDX-License-Identifier: MIT
 * What a gate says. */
#ifndef GATE_SCREEN_H
#define GATE_SCREEN_H

#include "cli/gating.h"

/* Neither a false alarm nor a missed slowdown. */
bool gate_controls_hold(const struct gate *g);

/* Print all in the settings' format; the exit status. */
int gate_screen_print(struct context *context, struct gate *gate, struct err *err);

#endif
