/* SPDX-License-Identifier: MIT
 * Strip: every trial as a dot, so that drift, outliers and two modes are seen. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/axis.h"
#include "report/figures.h"
#include "report/grid.h"
#include "stats/summary.h"

static double percent(double value, double median)
{
    return 100 * (value / median - 1);
}

static void put_dots(struct grid *g, const struct result_series *values, size_t row,
                     double median, struct interval blocks, struct palette_look look,
                     double size, struct interval *range)
{
    double span = fmax(blocks.high - blocks.low, 1);

    for (size_t i = 0; i < values->count; i++) {
        double x = percent(values->values[i].value, median);
        double y =
            (double)row + 0.14 + 0.72 * ((double)values->values[i].block - blocks.low) / span;
        text_printf(&g->sheet->data, "%.6g %.6f %u %d %g\n", x, y, look.color, look.point,
                    size);
        range->low = fmin(range->low, x);
        range->high = fmax(range->high, x);
    }
}

static struct interval blocks_of(const struct grid *g, size_t p, enum metric metric)
{
    struct interval blocks = {INFINITY, -INFINITY};

    for (size_t i = 0; i < g->rows[p].count; i++) {
        const struct result_series *values = &grid_cell(g, p, i)->metric[metric];
        blocks.low = fmin(blocks.low, (double)values->values[0].block);
        blocks.high = fmax(blocks.high, (double)values->values[values->count - 1].block);
    }
    return blocks;
}

static void panel(struct grid *g, size_t p, const struct sheet_box *box)
{
    enum metric metric = g->sheet->options->metric;
    struct interval range = {-0.1, 0.1}, blocks = blocks_of(g, p, metric);
    size_t most = 0;

    for (size_t i = 0; i < g->rows[p].count; i++)
        most = (size_t)fmax((double)most, (double)grid_figure(g, p, i).count);
    for (size_t i = 0; i < g->rows[p].count; i++) {
        const struct result_cell *cell = grid_cell(g, p, i);
        double median = grid_figure(g, p, i).median;
        put_dots(g, &cell->metric[metric], i, median, blocks,
                 sheet_look(g->sheet, g->ratios, grid_arm(g, p, i)), most > 40 ? 0.25 : 0.4,
                 &range);
        put_dots(g, &cell->set_aside[metric], i, median, blocks,
                 (struct palette_look){sheet_color(g->sheet, INK_MUTED), 2}, 0.5, &range);
    }
    sheet_next_index(g->sheet);
    double width = range.high - range.low;
    g->axis[p] = (struct grid_axis){.low = range.low - 0.05 * width,
                                    .high = range.high + 0.05 * width,
                                    .step = axis_step(width, (box->right - box->left) / 52)};
}

/* Half of the trials lie so near to the median of their cell. */
static double typical_deviation(const struct grid *g, size_t *panel_at, size_t *row_at)
{
    enum metric metric = g->sheet->options->metric;
    double *all = NULL, worst = -1;
    size_t count = 0;

    for (size_t p = 0; p < g->panels; p++) {
        for (size_t i = 0; i < g->rows[p].count; i++) {
            const struct result_series *values = &grid_cell(g, p, i)->metric[metric];
            double median = grid_figure(g, p, i).median;
            size_t first = count;
            for (size_t k = 0; k < values->count; k++) {
                all = mem_grow(all, count, sizeof(*all));
                all[count++] = fabs(percent(values->values[k].value, median));
            }
            double own = stats_median(all + first, count - first);
            if (own <= worst)
                continue;
            worst = own;
            *panel_at = p;
            *row_at = i;
        }
    }
    double typical = stats_median(all, count);
    free(all);
    return typical;
}

int figures_strip(struct sheet *sheet, struct err *err)
{
    struct grid g;
    size_t p = 0, i = 0;
    int r = grid_open(&g, sheet, err);

    if (r < 0)
        return r;
    double typical = typical_deviation(&g, &p, &i);
    const char *title = arena_printf(
        &sheet->arena,
        "Half of all trials lie within %.2g %% of their median %s; %s%s%s spreads most",
        typical, sheet_metric_noun(sheet, sheet->options->metric),
        g.ratios->rows[g.rows[p].row].workload != NULL ? g.ratios->rows[g.rows[p].row].name
                                                       : "",
        g.ratios->rows[g.rows[p].row].workload != NULL ? " in " : "",
        g.ratios->arms[grid_arm(&g, p, i)].name);
    const char *subtitle =
        arena_printf(&sheet->arena,
                     "%s of every admissible trial, as its deviation from the median (beside "
                     "the name), n = %s "
                     "trials. In each row the first block is above, the last below. Each panel "
                     "has an axis of its "
                     "own.",
                     sheet_metric_title(sheet, sheet->options->metric), g.counts);
    sheet_head(sheet, title, subtitle);
    grid_draw(
        &g,
        (struct grid_layout){.row = 26, .left = 0.5, .right = 14, .axis = 20, .values = true},
        panel);
    sheet_foot(sheet, g.ratios,
               sheet->result->screen.aside > 0
                   ? "Crosses: trials set aside because something else "
                     "used the processor; not in the median."
                   : NULL);
    grid_close(&g);
    return 0;
}
