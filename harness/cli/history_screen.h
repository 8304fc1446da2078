/* SPDX-License-Identifier: MIT
 * A history as tables of series, with its alerts below them. */
#ifndef HISTORY_SCREEN_H
#define HISTORY_SCREEN_H

#include "base/text.h"
#include "cli/command.h"
#include "judge/history.h"

/* Add it in the settings' format. */
int history_screen(struct text *out, const struct context *context,
                   const struct history *history, struct err *err);

#endif
