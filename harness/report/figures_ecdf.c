/* SPDX-License-Identifier: MIT
 * ECDF: which share of a cell's trials took at most so much more than its median, a panel a
 * workload. */
#include <math.h>
#include <stdlib.h>

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

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* In order, as percents off the median; to be freed. */
static double *deviations(const struct result_series *series, double median)
{
    double *values = result_values(series);

    for (size_t i = 0; i < series->count; i++)
        values[i] = 100 * (values[i] / median - 1);
    qsort(values, series->count, sizeof(*values), by_value);
    return values;
}

static const struct result_series *series_of(const struct grid *g, size_t p, size_t i)
{
    return &grid_cell(g, p, i)->metric[g->sheet->options->metric];
}

/* Stairs as a line; gnuplot's steps take no colour from the data. */
static void put_curve(struct text *out, const double *values, size_t count, uint32_t color)
{
    size_t steps = count < STEPS_MOST ? count : STEPS_MOST;
    double share = 0;

    for (size_t k = 1; k <= steps; k++) {
        size_t i = (k * count + steps - 1) / steps; /* I of COUNT are at most values[i - 1] */
        text_printf(out, "%.6g %.6f %u\n", values[i - 1], share, color);
        share = (double)i / (double)count;
        text_printf(out, "%.6g %.6f %u\n", values[i - 1], share, color);
    }
    text_add(out, "\n");
}

/* The arm's mark on its curve, in the lower and the upper half: all curves meet in the median.
 */
static void put_marks(struct text *out, const double *values, size_t count,
                      struct palette_look look)
{
    for (int k = 0; k < 2; k++) {
        size_t i = k == 0 ? (count - 1) / 8 : count - 1 - (count - 1) / 8;
        text_printf(out, "%.6g %.6g %u %d\n", values[i], (double)(i + 1) / (double)count,
                    look.color, look.point);
    }
}

static void survey(struct ecdf *e, size_t p, size_t i, const double *values, size_t count)
{
    double width = values[count - 1 - (count - 1) / 4] - values[(count - 1) / 4];

    if (width > e->worst) {
        e->worst = width;
        e->worst_panel = p;
        e->worst_row = i;
    }
}

static void draw(void *context, size_t p, const struct sheet_box *box)
{
    struct ecdf *e = context;
    struct grid *g = &e->grid;
    struct text marks = {0};
    struct axis_frame frame = {.box = *box, .x = {0, 0}, .y = {0, 1}, .x_format = "%+.4g"};

    for (size_t i = 0; i < g->rows[p].count; i++) {
        const struct result_series *series = series_of(g, p, i);
        struct palette_look look = sheet_look(g->sheet, g->ratios, grid_arm(g, p, i));
        double *values = deviations(series, grid_figure(g, p, i).median);
        put_curve(&g->sheet->data, values, series->count, look.color);
        put_marks(&marks, values, series->count, look);
        axis_widen(&frame.x, values[0]);
        axis_widen(&frame.x, values[series->count - 1]);
        free(values);
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

static double panel_height(void *context, size_t p)
{
    (void)context;
    (void)p;
    return HEIGHT;
}

static void find_worst(struct ecdf *e)
{
    struct grid *g = &e->grid;

    for (size_t p = 0; p < g->panels; p++)
        for (size_t i = 0; i < g->rows[p].count; i++) {
            double *values = deviations(series_of(g, p, i), grid_figure(g, p, i).median);
            survey(e, p, i, values, series_of(g, p, i)->count);
            free(values);
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
                                     .height = panel_height,
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
    grid_close(&e.grid);
    return r;
}
