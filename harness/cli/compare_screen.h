/* SPDX-License-Identifier: MIT
 * A comparison as tables, with what its marks mean below them. */
#ifndef COMPARE_SCREEN_H
#define COMPARE_SCREEN_H

#include "base/text.h"
#include "cli/command.h"
#include "report/comparison_table.h"

/* Add it in the settings' format. */
int compare_screen(struct text *out, const struct context *context,
                   const struct comparison_view *view, struct err *err);

#endif
