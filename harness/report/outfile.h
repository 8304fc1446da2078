/* SPDX-License-Identifier: MIT
 * Files that commands leave. */
#ifndef OUTFILE_H
#define OUTFILE_H

#include "base/err.h"
#include "base/text.h"

int outfile_save(const char *path, const struct text *text, struct err *err);

/* The file is there whole or, after a failure, as it was. */
int outfile_replace(const char *path, const struct text *text, struct err *err);

#endif
