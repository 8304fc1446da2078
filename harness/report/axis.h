/* SPDX-License-Identifier: MIT
 * Where an axis has its tics. */
#ifndef AXIS_H
#define AXIS_H

#include "report/sheet.h"

/* A round step, so that RANGE has about COUNT of them. */
double axis_step(double range, double count);
/* xtics or ytics of a log axis. */
void axis_log_tics(struct sheet *sheet, const char *axis, double low, double high, size_t most);

#endif
