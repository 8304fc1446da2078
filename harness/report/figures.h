/* SPDX-License-Identifier: MIT
 * The figures: each lays out its sheet for the script of its name in scripts/plot/. -ENODATA
 * where there is nothing to draw. */
#ifndef FIGURES_H
#define FIGURES_H

#include "report/sheet_parts.h"

int figures_forest(struct sheet *sheet, struct err *err);
int figures_decomposition(struct sheet *sheet, struct err *err);
int figures_bars(struct sheet *sheet, struct err *err);
int figures_strip(struct sheet *sheet, struct err *err);
int figures_heatmap(struct sheet *sheet, struct err *err);
int figures_ecdf(struct sheet *sheet, struct err *err);
int figures_pareto(struct sheet *sheet, struct err *err);
int figures_claims(struct sheet *sheet, struct err *err);
int figures_scaling(struct sheet *sheet, struct err *err);
int figures_trace(struct sheet *sheet, struct err *err);
int figures_history(struct sheet *sheet, struct err *err);

#endif
