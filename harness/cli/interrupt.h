/* SPDX-License-Identifier: MIT
 * Ctrl-C: once, the trial under way is finished and kept; twice, it is killed and forgotten. */
#ifndef INTERRUPT_H
#define INTERRUPT_H

#include <signal.h>

#include "sys/launcher.h"

/* From now on SIGINT, SIGTERM and SIGHUP count up the number behind the returned pointer, and
 * the second one kills the child of LAUNCHER. */
const volatile sig_atomic_t *interrupt_watch(const struct launcher *launcher);

#endif
