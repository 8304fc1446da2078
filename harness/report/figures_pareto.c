/* SPDX-License-Identifier: MIT
 * Pareto: time and energy of each program, a panel a workload, with lines of equal power and
 * the programs that no other beats in both. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/axis.h"
#include "report/figures.h"
#include "report/grid.h"
#include "report/panels.h"
#include "report/placement.h"

enum { HEIGHT = 200, LINES_MOST = 6 };

struct pareto {
    struct grid grid; /* of energy */
    size_t *wins;     /* by arm: panels in which it is on the front */
};

struct point {
    struct result_figure time, energy; /* in the units of the axes */
    struct palette_look look;
    size_t arm;
    bool best;
};

static struct result_figure scaled(struct result_figure f, double size)
{
    f.median /= size;
    f.ci.low = isnan(f.ci.low) ? f.median : f.ci.low / size;
    f.ci.high = isnan(f.ci.high) ? f.median : f.ci.high / size;
    return f;
}

static void mark_best(struct point *points, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        points[i].best = true;
        for (size_t j = 0; j < count; j++)
            points[i].best &= !(points[j].time.median < points[i].time.median &&
                                points[j].energy.median < points[i].energy.median);
    }
}

static int by_time(const void *a, const void *b)
{
    const struct point *x = a, *y = b;

    return (x->time.median > y->time.median) - (x->time.median < y->time.median);
}

/* The points of a panel in order of time. */
struct cloud {
    struct point *points; /* for free() */
    size_t count;
    struct axis_prefix time, energy;
};

/* Where the counter moved too seldom to show any energy there is no point. */
static struct cloud collect(struct pareto *f, size_t p)
{
    struct grid *g = &f->grid;
    struct cloud cloud = {.points = mem_alloc(g->rows[p].count, sizeof(*cloud.points))};
    double most_time = 0, most_energy = 0;

    for (size_t i = 0; i < g->rows[p].count; i++) {
        struct point point = {
            .time = figure_data_median(g->sheet->source, grid_cell(g, p, i), METRIC_WALL),
            .energy = grid_figure(g, p, i),
            .arm = grid_arm(g, p, i),
            .look = sheet_look(g->sheet, g->ratios, grid_arm(g, p, i)),
        };
        if (!(point.time.median > 0 && point.energy.median > 0))
            continue;
        cloud.points[cloud.count++] = point;
        most_time = fmax(most_time, point.time.median);
        most_energy = fmax(most_energy, point.energy.median);
    }
    cloud.time = axis_prefix(most_time, UNIT_NANOSECONDS);
    cloud.energy = axis_prefix(most_energy, UNIT_NANOJOULES);
    for (size_t i = 0; i < cloud.count; i++) {
        cloud.points[i].time = scaled(cloud.points[i].time, cloud.time.size);
        cloud.points[i].energy = scaled(cloud.points[i].energy, cloud.energy.size);
    }
    qsort(cloud.points, cloud.count, sizeof(*cloud.points), by_time);
    mark_best(cloud.points, cloud.count);
    return cloud;
}

static struct axis_frame frame_of(const struct cloud *cloud, const struct sheet_box *box)
{
    struct axis_frame f = {
        .box = *box, .x = {INFINITY, 0}, .y = {INFINITY, 0}, .log_x = true, .log_y = true};

    for (size_t i = 0; i < cloud->count; i++) {
        const struct result_figure *t = &cloud->points[i].time, *e = &cloud->points[i].energy;
        const double xs[] = {t->median, t->ci.low, t->ci.high},
                     ys[] = {e->median, e->ci.low, e->ci.high};
        for (size_t k = 0; k < ARRAY_SIZE(xs); k++) {
            axis_widen_log(&f.x, xs[k]);
            axis_widen_log(&f.y, ys[k]);
        }
    }
    f.x = axis_pad(f.x, 0.08, 1.3, true);
    f.y = axis_pad(f.y, 0.08, 1.3, true);
    return f;
}

/* The name of a line at its upper end, where that is free. */
static void name_line(struct sheet *s, const struct axis_frame *frame, double watts, double x,
                      double y, struct placement *names)
{
    const char *name = arena_printf(&s->arena, "%.6g W", watts);
    double width = sheet_text_width(s, name, 10, false) + 4, right = axis_x(frame, x);
    double middle = axis_y(frame, y) + (x < frame->x.high ? 8 : 0);
    struct sheet_box box = {right - width, middle - 7, right, middle + 7};

    if (!placement_is_free(names, &box))
        return;
    placement_take(names, box);
    sheet_label(s, right - 2, middle, name,
                (struct sheet_style){
                    .size = 10, .color = INK_MUTED, .align = SHEET_RIGHT, .halo = true});
}

/* Round powers whose lines cross the panel. */
static void put_iso_lines(struct pareto *f, size_t p, const struct axis_frame *frame,
                          const struct cloud *cloud, struct placement *names)
{
    static const double steps[] = {1, 2, 5};
    struct sheet *s = f->grid.sheet;
    double unit = cloud->energy.size / cloud->time.size; /* W of a J here / s here */
    double low = frame->y.low / frame->x.high * unit,
           high = frame->y.high / frame->x.low * unit;
    bool sparse = log10(high / low) > 2.5;
    size_t count = 0;

    for (double k = floor(log10(low)); k <= log10(high); k++) {
        for (size_t i = 0; i < (sparse ? 1 : ARRAY_SIZE(steps)); i++) {
            double watts = steps[i] * pow(10, k), slope = watts / unit;
            double x1 = fmax(frame->x.low, frame->y.low / slope),
                   x2 = fmin(frame->x.high, frame->y.high / slope);
            if (x1 >= x2)
                continue;
            text_printf(&s->data, "%.9g %.9g %.9g %.9g\n", x1, slope * x1, x2 - x1,
                        slope * (x2 - x1));
            count++;
            name_line(s, frame, watts, x2, slope * x2, names);
        }
    }
    sheet_next_index(s);
    sheet_define(s, "P_ISO[%zu] = %d", p + 1, count > 0);
}

static void put_points(struct pareto *f, const struct cloud *cloud,
                       const struct axis_frame *frame, struct placement *names)
{
    struct text *out = &f->grid.sheet->data;

    for (size_t i = 0; i < cloud->count; i++) {
        const struct point *point = &cloud->points[i];
        const struct result_figure *t = &point->time, *e = &point->energy;
        double left = axis_edge(frame->x, t->ci.low), low = axis_edge(frame->y, e->ci.low);
        double x = axis_x(frame, t->median), y = axis_y(frame, e->median);
        text_printf(out, "%.9g %.9g %.9g %.9g %.9g %.9g %u %d\n", t->median, left, t->ci.high,
                    e->median, low, e->ci.high, point->look.color, point->look.point);
        placement_take(names, (struct sheet_box){x - 6, y - 6, x + 6, y + 6});
        placement_take(names, (struct sheet_box){axis_x(frame, left), y - 1,
                                                 axis_x(frame, t->ci.high), y + 1});
        placement_take(names, (struct sheet_box){x - 1, axis_y(frame, e->ci.high), x + 1,
                                                 axis_y(frame, low)});
    }
    sheet_next_index(f->grid.sheet);
    for (size_t i = 0; i < cloud->count; i++)
        if (cloud->points[i].best)
            text_printf(out, "%.9g %.9g\n", cloud->points[i].time.median,
                        cloud->points[i].energy.median);
    sheet_next_index(f->grid.sheet);
}

static void draw(void *context, size_t p, const struct sheet_box *box)
{
    struct pareto *f = context;
    struct sheet *s = f->grid.sheet;
    struct cloud cloud = collect(f, p);
    struct axis_frame frame = frame_of(&cloud, box);
    struct placement names = {.sheet = s, .bounds = *box};
    struct sheet_style axis = {.size = 11, .color = INK_MUTED, .align = SHEET_RIGHT};

    put_points(f, &cloud, &frame, &names);
    put_iso_lines(f, p, &frame, &cloud, &names);
    axis_put_frame(s, p, &frame);
    sheet_label(s, box->right, box->bottom + 28,
                arena_printf(&s->arena, "%s, %s → slower", metric_facts(METRIC_WALL)->noun,
                             cloud.time.name),
                axis);
    sheet_label(s, box->right, box->top - 12,
                arena_printf(&s->arena, "energy, %s ↑", cloud.energy.name), axis);
    placement_free(&names);
    free(cloud.points);
}

/* Panels without a point are none. */
static void drop_empty(struct pareto *f)
{
    struct grid *g = &f->grid;
    size_t panels = 0;

    for (size_t p = 0; p < g->panels; p++) {
        struct cloud cloud = collect(f, p);
        if (cloud.count > 0)
            g->rows[panels++] = g->rows[p];
        free(cloud.points);
    }
    g->panels = panels;
}

static const char *panel_title(void *context, size_t p)
{
    const struct pareto *f = context;

    return grid_title(&f->grid, p);
}

/* Which arms no other beats, before anything is drawn. */
static const char *title(struct pareto *f)
{
    struct grid *g = &f->grid;
    struct text out = {0};
    size_t best = 0;

    for (size_t p = 0; p < g->panels; p++) {
        struct cloud cloud = collect(f, p);
        for (size_t i = 0; i < cloud.count; i++)
            f->wins[cloud.points[i].arm] += cloud.points[i].best;
        free(cloud.points);
    }
    for (size_t arm = 0; arm < g->ratios->arm_count; arm++)
        best = f->wins[arm] > f->wins[best] ? arm : best;
    text_printf(&out, "No program beats %s in both median time and %s",
                g->ratios->arms[best].name, sheet_metric_noun(g->sheet, METRIC_ENERGY));
    if (g->panels > 1)
        text_printf(&out, " in %zu of %zu workloads", f->wins[best], g->panels);
    const char *title = arena_dup(&g->sheet->arena, text_string(&out));
    text_free(&out);
    return title;
}

static void lay_out(struct pareto *f)
{
    struct grid *g = &f->grid;
    struct sheet *s = g->sheet;

    f->wins = arena_alloc(&s->arena, g->ratios->arm_count + 1, sizeof(*f->wins));
    sheet_head(
        s, title(f),
        arena_printf(&s->arena,
                     "%s (up) by wall time (across), medians with their exact %g %% "
                     "intervals, n = %s trials, both axes log. Along a dashed line power "
                     "is the same; a solid line joins what nothing beats in both.",
                     sheet_metric_title(s, METRIC_ENERGY), 100 * RESULT_LEVEL, g->counts));
    sheet_legend(s, g->ratios, grid_shown(g));
    axis_frames(s, g->panels);
    sheet_define(s, "array P_ISO[%zu]", g->panels);
    panels_place(s, &(struct panels){.count = g->panels,
                                     .left = 44,
                                     .right = 6,
                                     .below = 40,
                                     .beside = 90,
                                     .context = f,
                                     .title = panel_title,
                                     .tall = HEIGHT,
                                     .draw = draw});
    sheet_foot(s, g->ratios, NULL);
}

int figures_pareto(struct sheet *sheet, struct err *err)
{
    struct pareto f = {0};
    int r;

    if (sheet->result->energy_resolver == NULL)
        return err_set(err, -ENODATA,
                       "pareto sets energy against time, and the campaign has no energy: %s",
                       sheet->result->energy_reason);
    if ((r = grid_open(&f.grid, sheet, err)) < 0)
        return r;
    drop_empty(&f);
    if (f.grid.panels == 0)
        return sheet_no_data(sheet, err);
    if ((r = sheet_check_arms(sheet, f.grid.ratios, grid_shown(&f.grid), err)) == 0)
        lay_out(&f);
    return r;
}
