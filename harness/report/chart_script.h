/* SPDX-License-Identifier: MIT
 * From a result to what gnuplot is told. */
#ifndef CHART_SCRIPT_H
#define CHART_SCRIPT_H

#include "report/sheet.h"

/* Lay out the figure that the options of SHEET's source ask for. SHEET is zeroed but for SOURCE
 * and its font, and is to be freed whatever is returned. Errors as of chart_draw(). */
int chart_lay_out(struct sheet *sheet, struct err *err);

/* Add the whole script. OUTPUT: the picture's path; NULL: gnuplot's standard output. DATA_FILE:
 * where the numbers are; NULL: in the script. */
void chart_script(const struct sheet *sheet, struct text *out, const char *output,
                  const char *data_file);

#endif
