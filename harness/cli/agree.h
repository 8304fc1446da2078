/* SPDX-License-Identifier: MIT
 * Running programs once each and comparing their answers. */
#ifndef AGREE_H
#define AGREE_H

#include "cli/cells.h"

struct answer {
    const struct campaign_cell *cell;
    const char *status;   /* "ok", "wrong", "failed", "skipped" */
    const char *reason;   /* NULL when ok */
    struct digest digest; /* of ok and wrong ones */
};

struct agreement {
    struct answer *answers; /* in the cells' order; freed by the caller */
    size_t count;
    bool agree;           /* all that ran gave one answer, the expected one where it is known */
    bool complete;        /* none failed and none was skipped */
    bool known;           /* an answer there is */
    struct digest digest; /* the expected one, else the first that was given */
};

/* Build and run COUNT cells (of one workload, size and seed). Interrupted, the rest is left
 * out. */
void agree_check(struct agreement *out, struct campaign_cell *cells, size_t count,
                 const struct cells *from, struct context *context);

#endif
