/* SPDX-License-Identifier: MIT
 * A figure for LaTeX: its words as LaTeX sets them, in the document's font, over a PDF of the
 * rest. */
#ifndef CHART_TEX_H
#define CHART_TEX_H

#include "report/sheet.h"

/* Draw SHEET, which was laid out for CHART_TEX. TEX is to be \input in a document that loads
 * graphicx and color (or xcolor); it includes PDF_NAME, which holds PDF. -EIO as of
 * gnuplot_run(). */
int chart_tex(struct text *tex, struct text *pdf, const struct sheet *sheet,
              const char *pdf_name, struct err *err);

#endif
