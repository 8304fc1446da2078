/* SPDX-License-Identifier: MIT
 * history --bisect: which commit made it slower? */
#ifndef HISTORY_BISECT_H
#define HISTORY_BISECT_H

#include "cli/command.h"

/* Confirms by the gate that --bad is slower than --good, then asks between them, commit by
 * commit; all gates together are wrong with probability --alpha at most. Prints what came of
 * it. EXIT_NO: the commit is found; EXIT_YES: it is not slower; EXIT_UNDECIDED: it cannot be
 * told, or not by one commit. */
int history_bisect(struct context *context, struct err *err);

#endif
