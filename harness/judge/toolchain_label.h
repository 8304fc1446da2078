/* SPDX-License-Identifier: MIT
 * A toolchain in two words. */
#ifndef TOOLCHAIN_LABEL_H
#define TOOLCHAIN_LABEL_H

enum { TOOLCHAIN_LABEL_SIZE = 96 };

/* "gcc 12.2.0" from the runner's name of it and the first line of what it says of itself, "gcc
 * (Debian 12.2.0-14) 12.2.0": the first number with a point outside parentheses. Where there is
 * none, the name and the line. Returns BUFFER. */
const char *toolchain_label(char buffer[static TOOLCHAIN_LABEL_SIZE], const char *name,
                            const char *version);

#endif
