/* SPDX-License-Identifier: MIT
 * ECDF: which share of a cell's trials took at most so much more than its median, a panel a
 * workload. */
#include <math.h>

#include "base/mem.h"
#include "report/axis.h"
#include "report/figures.h"
#include "report/grid.h"
#include "report/panels.h"

enum { HEIGHT = 130, STEPS_MOST = 400 /* more are nearer than a pixel */ };

struct ecdf {
    struct grid grid;
    double worst; /* the widest middle half, as a share, and where */
    size_t worst_panel, worst_row;
};

/* What a value is off the median, in percent. */
static double percent(double value, double median)
{
    return 100 * (value / median - 1);
}

static struct sample {
    const double *values; /* in order */
    size_t count;
    double median;
} sample_of(const struct grid *g, size_t p, size_t i)
{
    enum metric metric = g->sheet->options->metric;
    const struct result_cell *cell = grid_cell(g, p, i);

    return (struct sample){figure_data_sorted(g->sheet->source, cell, metric),
                           cell->metric[metric].count, grid_figure(g, p, i).median};
}

/* Stairs as a line; gnuplot's steps take no colour from the data. */
static void put_curve(struct text *out, const struct sample *s, uint32_t color)
{
    size_t steps = s->count < STEPS_MOST ? s->count : STEPS_MOST;
    double share = 0;

    for (size_t k = 1; k <= steps; k++) {
        size_t i = (k * s->count + steps - 1) / steps; /* I of them are at most the (I - 1)th */
        double x = percent(s->values[i - 1], s->median);
        text_printf(out, "%.6g %.6f %u\n", x, share, color);
        share = (double)i / (double)s->count;
        text_printf(out, "%.6g %.6f %u\n", x, share, color);
    }
    text_add(out, "\n");
}

/* The arm's mark on its curve, in the lower and the upper half: all curves meet in the median.
 */
static void put_marks(struct text *out, const struct sample *s, struct palette_look look)
{
    for (int k = 0; k < 2; k++) {
        size_t i = k == 0 ? (s->count - 1) / 8 : s->count - 1 - (s->count - 1) / 8;
        text_printf(out, "%.6g %.6g %u %d\n", percent(s->values[i], s->median),
                    (double)(i + 1) / (double)s->count, look.color, look.point);
    }
}

static void draw(void *context, size_t p, const struct sheet_box *box)
{
    struct ecdf *e = context;
    struct grid *g = &e->grid;
    struct text marks = {0};
    struct axis_frame frame = {.box = *box, .x = {0, 0}, .y = {0, 1}, .x_format = "%+.4g"};

    for (size_t i = 0; i < g->rows[p].count; i++) {
        struct sample s = sample_of(g, p, i);
        struct palette_look look = sheet_look(g->sheet, g->ratios, grid_arm(g, p, i));
        put_curve(&g->sheet->data, &s, look.color);
        put_marks(&marks, &s, look);
        axis_widen(&frame.x, percent(s.values[0], s.median));
        axis_widen(&frame.x, percent(s.values[s.count - 1], s.median));
    }
    sheet_next_index(g->sheet);
    text_add(&g->sheet->data, text_string(&marks));
    sheet_next_index(g->sheet);
    text_free(&marks);
    frame.x = axis_pad(frame.x, 0.03, 0.1, false);
    axis_put_frame(g->sheet, p, &frame);
}

static const char *panel_title(void *context, size_t p)
{
    const struct ecdf *e = context;

    return grid_title(&e->grid, p);
}

static void find_worst(struct ecdf *e)
{
    struct grid *g = &e->grid;

    for (size_t p = 0; p < g->panels; p++)
        for (size_t i = 0; i < g->rows[p].count; i++) {
            struct sample s = sample_of(g, p, i);
            double width =
                100 *
                (s.values[s.count - 1 - (s.count - 1) / 4] - s.values[(s.count - 1) / 4]) /
                s.median;
            if (width <= e->worst)
                continue;
            e->worst = width;
            e->worst_panel = p;
            e->worst_row = i;
        }
}

static const char *title(const struct ecdf *e)
{
    const struct grid *g = &e->grid;
    const struct ratios_row *row = &g->ratios->rows[g->rows[e->worst_panel].row];
    const char *arm = g->ratios->arms[grid_arm(g, e->worst_panel, e->worst_row)].name;

    return arena_printf(
        &g->sheet->arena, "%s%s%s varies most: half of its trials span %s %% in %s", arm,
        row->workload != NULL ? " in " : "", row->workload != NULL ? row->name : "",
        arena_printf(&g->sheet->arena, e->worst < 9.95 ? "%.1f" : "%.0f", e->worst),
        sheet_metric_noun(g->sheet, g->sheet->options->metric));
}

static void lay_out(struct ecdf *e)
{
    struct grid *g = &e->grid;
    struct sheet *s = g->sheet;

    find_worst(e);
    sheet_head(
        s, title(e),
        arena_printf(&s->arena,
                     "Share of trials (up, %%) whose %s is at most so far from the median "
                     "of their cell (across, %%); n = %s trials a curve. Every admissible "
                     "trial counts; no interval is shown.",
                     sheet_metric_noun(s, s->options->metric), g->counts));
    sheet_legend(s, g->ratios, grid_shown(g));
    axis_frames(s, g->panels);
    panels_place(s, &(struct panels){.count = g->panels,
                                     .left = 40,
                                     .right = 14,
                                     .below = 24,
                                     .context = e,
                                     .title = panel_title,
                                     .tall = HEIGHT,
                                     .draw = draw});
    sheet_foot(s, g->ratios, NULL);
}

int figures_ecdf(struct sheet *sheet, struct err *err)
{
    struct ecdf e = {.worst = -1};
    int r = grid_open(&e.grid, sheet, err);

    if (r < 0)
        return r;
    r = sheet_check_arms(sheet, e.grid.ratios, grid_shown(&e.grid), err);
    if (r == 0)
        lay_out(&e);
    return r;
}
