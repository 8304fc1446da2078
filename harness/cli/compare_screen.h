/* SPDX-License-Identifier: MIT
 * A comparison as tables, with what its marks mean below them. */
#ifndef COMPARE_SCREEN_H
#define COMPARE_SCREEN_H

#include "base/text.h"
#include "cli/command.h"
#include "judge/comparison.h"
#include "report/comparison_json.h"

struct compare_view {
    const struct context *context;
    const struct comparison *comparison;
    struct comparison_source sources[2];
    size_t source_count;
    bool energy; /* is there, of one source */
};

/* Add it in the settings' format. */
int compare_screen(struct text *out, const struct compare_view *view, struct err *err);

#endif
