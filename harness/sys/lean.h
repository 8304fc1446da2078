/* SPDX-License-Identifier: MIT
 * Making a forked process small: a child's peak resident set is never below its maker's. */
#ifndef LEAN_H
#define LEAN_H

/* Give back the pages of code, which come again where they are used, and the relocated tables
 * of libpfm4 (more than 1 MiB), which must not be used any more; then let the peak start anew.
 * Does what it can. To be called while the process is dumpable. */
void lean_down(void);

#endif
