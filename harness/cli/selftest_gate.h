/* SPDX-License-Identifier: MIT
 * selftest --gate: is the gate right, on this machine? */
#ifndef SELFTEST_GATE_H
#define SELFTEST_GATE_H

#include "cli/command.h"

/* Gates of a command against itself, as it is and slowed by known shares, by the code that
 * `gate` runs; what they said is printed, and kept in the database. EXIT_NO: more false alarms
 * than promised, or 5 % that mostly pass. */
int selftest_gate(struct context *context, struct err *err);

#endif
