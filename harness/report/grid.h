/* SPDX-License-Identifier: MIT
 * Small multiples: a panel a workload, a row an arm. */
#ifndef GRID_H
#define GRID_H

#include "report/sheet_parts.h"

struct grid_row {
    size_t row;   /* of the ratios */
    size_t *arms; /* that have values there */
    size_t count;
    struct result_figure *figures; /* of each arm */
};

struct grid_axis {
    double low, high, step;
};

struct grid {
    struct sheet *sheet;
    const struct ratios *ratios;
    struct grid_row *rows; /* of the panels */
    struct grid_axis *axis;
    size_t panels, least; /* LEAST: the fewest values of a cell */
    const char *counts;   /* "10", "8 to 10" */
};

struct grid_layout {
    double row;   /* height */
    double left;  /* the most that names may take, as a share of the panel */
    double right; /* px kept free beside the panel's axis */
    double axis;  /* px below it */
    bool values;  /* the median goes with the name */
};

/* -ENODATA, with the reason, where no cell has the metric. */
int grid_open(struct grid *grid, struct sheet *sheet, struct err *err);

size_t grid_arm(const struct grid *grid, size_t panel, size_t row);
const struct result_cell *grid_cell(const struct grid *grid, size_t panel, size_t row);
struct result_figure grid_figure(const struct grid *grid, size_t panel, size_t row);
/* The workload, for the head of a panel. */
const char *grid_title(const struct grid *grid, size_t panel);
/* Which arms have values anywhere; for sheet_legend(), as long as the sheet. */
const bool *grid_shown(const struct grid *grid);

/* Places the panels in columns, calls DRAW for each and defines the axes. */
void grid_draw(struct grid *grid, struct grid_layout layout,
               void (*draw)(struct grid *grid, size_t panel, const struct sheet_box *box));

#endif
