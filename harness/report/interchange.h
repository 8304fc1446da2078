/* SPDX-License-Identifier: MIT
 * A campaign in the files of other tools: pure functions from a result to a text. */
#ifndef INTERCHANGE_H
#define INTERCHANGE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/text.h"
#include "judge/result.h"

/* RESULT, as reader_load_trials() gives it, in FORMAT at the end of OUT. Formats with samples
 * have every admissible trial, those that were set aside too, in the order in which they ran;
 * formats without have medians and intervals, as show does. -EINVAL, with what to do instead:
 * no such format, no admissible trial, two cells of one name, iterations of one process. */
int interchange_write(struct text *out, const struct result *result, const char *format,
                      struct err *err);

bool interchange_knows(const char *format);
/* Whether it carries samples. */
bool interchange_has_samples(const char *format);
/* "hyperfine, go ... or openmetrics", for messages. */
const char *interchange_formats(void);

#endif
