/* SPDX-License-Identifier: MIT
 * Opening the machine's counters while the program still may, then giving up what lets it. */
#ifndef POWER_H
#define POWER_H

#include "cli/command.h"

/* Nothing for `doctor --fix` and `--restore`. Else open the meter that the settings ask for
 * (where COMMAND measures), then drop every privilege and have the launcher drop all but
 * CAP_PERFMON. No counters is no error: context->meter is NULL and context->no_energy says why.
 */
int power_open(struct context *context, const struct command *command, struct err *err);

#endif
