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

enum {
    MANY = 400, /* dots of a row; from there on those that lie on another are left out */
    FINE = 2,   /* px between two that do not */
};

/* A row of the plot while its dots are put. */
struct row {
    size_t at;
    double median;
    struct interval blocks, range; /* of the panel */
    struct palette_look look;
    double size;
    unsigned char *taken; /* places of FINE px with a dot; NULL: all dots are put */
    size_t across, down;  /* how many */
};

static bool is_taken(struct row *row, double x, double y)
{
    if (row->taken == NULL)
        return false;
    size_t column = (size_t)((x - row->range.low) / (row->range.high - row->range.low) *
                             (double)(row->across - 1));
    size_t line = (size_t)((y - (double)row->at) * (double)(row->down - 1));
    unsigned char *place = &row->taken[line * row->across + column];
    bool taken = *place != 0;

    *place = 1;
    return taken;
}

static void put_dots(struct grid *g, struct row *row, const struct result_series *values)
{
    double span = fmax(row->blocks.high - row->blocks.low, 1);

    for (size_t i = 0; i < values->count; i++) {
        double x = percent(values->values[i].value, row->median);
        double y = (double)row->at + 0.14 +
                   0.72 * ((double)values->values[i].block - row->blocks.low) / span;
        if (!is_taken(row, x, y))
            text_printf(&g->sheet->data, "%.6g %.6f %u %d %g\n", x, y, row->look.color,
                        row->look.point, row->size);
    }
}

static void widen_by_blocks(struct interval *blocks, const struct result_series *values)
{
    if (values->count == 0)
        return;
    axis_widen(blocks, (double)values->values[0].block);
    axis_widen(blocks, (double)values->values[values->count - 1].block);
}

/* What all rows of a panel span: blocks, and deviations from their medians. */
static void survey(const struct grid *g, size_t p, struct row *all)
{
    enum metric metric = g->sheet->options->metric;

    all->blocks = (struct interval){INFINITY, -INFINITY};
    all->range = (struct interval){-0.1, 0.1};
    for (size_t i = 0; i < g->rows[p].count; i++) {
        const struct result_cell *cell = grid_cell(g, p, i);
        const struct result_series *aside = &cell->set_aside[metric];
        const double *sorted = figure_data_sorted(g->sheet->source, cell, metric);
        double median = grid_figure(g, p, i).median;
        widen_by_blocks(&all->blocks, &cell->metric[metric]);
        widen_by_blocks(&all->blocks, aside);
        axis_widen(&all->range, percent(sorted[0], median));
        axis_widen(&all->range, percent(sorted[cell->metric[metric].count - 1], median));
        for (size_t k = 0; k < aside->count; k++)
            axis_widen(&all->range, percent(aside->values[k].value, median));
        all->size = grid_figure(g, p, i).count > 40 ? 0.3 : all->size;
    }
}

static void put_row(struct grid *g, size_t p, struct row *row, const struct sheet_box *box)
{
    enum metric metric = g->sheet->options->metric;
    const struct result_cell *cell = grid_cell(g, p, row->at);

    row->median = grid_figure(g, p, row->at).median;
    row->look = sheet_look(g->sheet, g->ratios, grid_arm(g, p, row->at));
    if (cell->metric[metric].count + cell->set_aside[metric].count > MANY) {
        row->across = (size_t)((box->right - box->left) / FINE) + 1;
        row->down = (size_t)((box->bottom - box->top) / (double)g->rows[p].count / FINE) + 2;
        row->taken = mem_alloc(row->across * row->down, 1);
    }
    put_dots(g, row, &cell->metric[metric]);
    row->look = (struct palette_look){sheet_color(g->sheet, INK_MUTED), 2};
    row->size = 0.5;
    put_dots(g, row, &cell->set_aside[metric]);
    free(row->taken);
}

/* What is the same in all layouts. */
struct memory {
    /* Half of all trials lie within TYPICAL percent of the median of their cell; of one cell's
     * own half that is the most. */
    double typical;
    size_t panel, row;
    const char **dots; /* of each panel, as they were put first */
};

static void panel(struct grid *g, size_t p, const struct sheet_box *box)
{
    struct memory *memory = g->sheet->source->memo;
    struct text *data = &g->sheet->data;
    size_t before = data->length;
    struct row all = {.size = 0.55};

    survey(g, p, &all);
    if (memory->dots[p] != NULL) {
        text_add(data, memory->dots[p]);
    } else {
        for (size_t i = 0; i < g->rows[p].count; i++) {
            struct row row = all;
            row.at = i;
            put_row(g, p, &row, box);
        }
        memory->dots[p] = arena_dup(&g->sheet->source->arena, text_string(data) + before);
    }
    sheet_next_index(g->sheet);
    double width = all.range.high - all.range.low;
    g->axis[p] = (struct grid_axis){.low = all.range.low - 0.05 * width,
                                    .high = all.range.high + 0.05 * width,
                                    .step = axis_step(width, (box->right - box->left) / 52)};
}

static const struct memory *remember(const struct grid *g)
{
    struct figure_data *source = g->sheet->source;
    enum metric metric = g->sheet->options->metric;
    double *all = NULL, worst = -1;
    size_t count = 0;

    if (source->memo != NULL)
        return source->memo;
    for (size_t p = 0; p < g->panels; p++)
        for (size_t i = 0; i < g->rows[p].count; i++)
            count += grid_figure(g, p, i).count;
    struct memory *out = source->memo = arena_alloc(&source->arena, 1, sizeof(*out));
    out->dots = arena_alloc(&source->arena, g->panels, sizeof(*out->dots));
    all = mem_alloc(count + 1, sizeof(*all));
    count = 0;
    for (size_t p = 0; p < g->panels; p++) {
        for (size_t i = 0; i < g->rows[p].count; i++) {
            const double *values = figure_data_sorted(source, grid_cell(g, p, i), metric);
            struct result_figure figure = grid_figure(g, p, i);
            for (size_t k = 0; k < figure.count; k++)
                all[count + k] = fabs(percent(values[k], figure.median));
            double own = stats_median(all + count, figure.count);
            count += figure.count;
            if (own <= worst)
                continue;
            worst = own;
            out->panel = p;
            out->row = i;
        }
    }
    out->typical = stats_median(all, count);
    free(all);
    return out;
}

/* " (where over 400 trials, ...)" */
static const char *thinned(const struct grid *g)
{
    for (size_t p = 0; p < g->panels; p++)
        for (size_t i = 0; i < g->rows[p].count; i++)
            if (grid_figure(g, p, i).count > MANY)
                return " Dots on the same place are one.";
    return "";
}

static const char *title(const struct grid *g)
{
    const struct memory *s = remember(g);
    const struct ratios_row *row = &g->ratios->rows[g->rows[s->panel].row];
    struct arena *arena = &g->sheet->arena;

    return arena_printf(
        arena, "Half of all trials lie within %s %% of their median %s; %s%s%s spreads most",
        arena_printf(arena, s->typical < 9.95 ? "%.2g" : "%.0f", s->typical),
        sheet_metric_noun(g->sheet, g->sheet->options->metric),
        row->workload != NULL ? row->name : "", row->workload != NULL ? " in " : "",
        g->ratios->arms[grid_arm(g, s->panel, s->row)].name);
}

int figures_strip(struct sheet *sheet, struct err *err)
{
    struct grid g;
    int r = grid_open(&g, sheet, err);

    if (r < 0)
        return r;
    sheet_head(
        sheet, title(&g),
        arena_printf(&sheet->arena,
                     "%s of every admissible trial, as its deviation from the median (beside "
                     "the name), n = %s trials. In each row the first block is above, the "
                     "last below. Each panel has an axis of its own.%s",
                     sheet_metric_title(sheet, sheet->options->metric), g.counts, thinned(&g)));
    grid_draw(
        &g,
        (struct grid_layout){.row = 26, .left = 0.5, .right = 14, .axis = 20, .values = true},
        panel);
    sheet_foot(sheet, g.ratios,
               sheet->result->screen.aside > 0
                   ? "Crosses: trials set aside because something else "
                     "used the processor; not in the median."
                   : NULL);
    return 0;
}
