/* SPDX-License-Identifier: MIT
 * What a figure shows of a campaign, computed once however often the figure is laid out. */
#ifndef FIGURE_DATA_H
#define FIGURE_DATA_H

#include "judge/ratios.h"
#include "report/chart.h"

struct figure_data {
    const struct chart_options *options;
    struct result result; /* the campaign, with the cells that were asked for alone */
    struct arena arena;   /* for MEMO */
    void *memo;           /* what a figure leaves for its next layout; NULL at first */
    struct ratios *ratios[METRIC_COUNT];
    struct figure_sorted *sorted; /* by cell and metric */
};

/* RESULT and OPTIONS must outlive DATA. -ENODATA where nothing was asked for.
 * figure_data_close() it, whatever is returned. */
int figure_data_open(struct figure_data *data, const struct result *result,
                     const struct chart_options *options, struct err *err);
void figure_data_close(struct figure_data *data);

/* Whether OPTIONS ask for CELL. A reference stays, whatever languages are asked for, where
 * ratios are drawn. */
bool figure_data_has(const struct chart_options *options, const struct result_cell *cell);

/* The options' ratios, of METRIC; errors are ratios_make()'s. */
int figure_data_ratios(const struct ratios **out, struct figure_data *data, enum metric metric,
                       struct err *err);

/* The values of one of the result's cells in ascending order, and what result_figure() says of
 * them. */
const double *figure_data_sorted(struct figure_data *data, const struct result_cell *cell,
                                 enum metric metric);
struct result_figure figure_data_median(struct figure_data *data,
                                        const struct result_cell *cell, enum metric metric);

#endif
