/* SPDX-License-Identifier: MIT
 * doctor --fix and --restore. */
#ifndef DOCTOR_FIX_H
#define DOCTOR_FIX_H

#include "cli/command.h"

/* Do what the settings say, and print it. An exit status. */
int doctor_fix(const struct context *context);

#endif
