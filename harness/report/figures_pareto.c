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

/* The points of panel P in order of time, for free(); PREFIX: of time and energy. */
static struct point *collect(struct pareto *f, size_t p, struct axis_prefix prefix[2])
{
    struct grid *g = &f->grid;
    size_t count = g->rows[p].count;
    struct point *points = mem_alloc(count, sizeof(*points));
    double most[2] = {0, 0};

    for (size_t i = 0; i < count; i++) {
        points[i].time = figure_data_median(g->sheet->source, grid_cell(g, p, i), METRIC_WALL);
        points[i].energy = grid_figure(g, p, i);
        points[i].arm = grid_arm(g, p, i);
        points[i].look = sheet_look(g->sheet, g->ratios, points[i].arm);
        most[0] = fmax(most[0], points[i].time.median);
        most[1] = fmax(most[1], points[i].energy.median);
    }
    prefix[0] = axis_prefix(most[0], UNIT_NANOSECONDS);
    prefix[1] = axis_prefix(most[1], UNIT_NANOJOULES);
    for (size_t i = 0; i < count; i++) {
        points[i].time = scaled(points[i].time, prefix[0].size);
        points[i].energy = scaled(points[i].energy, prefix[1].size);
    }
    qsort(points, count, sizeof(*points), by_time);
    mark_best(points, count);
    return points;
}

static struct axis_frame frame_of(const struct point *points, size_t count,
                                  const struct sheet_box *box)
{
    struct axis_frame f = {
        .box = *box, .x = {INFINITY, 0}, .y = {INFINITY, 0}, .log_x = true, .log_y = true};

    for (size_t i = 0; i < count; i++) {
        axis_widen(&f.x, points[i].time.ci.low);
        axis_widen(&f.x, points[i].time.ci.high);
        axis_widen(&f.y, points[i].energy.ci.low);
        axis_widen(&f.y, points[i].energy.ci.high);
    }
    f.x = axis_pad(f.x, 0.08, 1.3, true);
    f.y = axis_pad(f.y, 0.08, 1.3, true);
    return f;
}

/* Round powers whose lines cross the panel, named where they leave it at the top or the right.
 */
static void put_iso_lines(struct pareto *f, size_t p, const struct axis_frame *frame,
                          const struct axis_prefix prefix[2], struct placement *names)
{
    static const double steps[] = {1, 2, 5};
    struct sheet *s = f->grid.sheet;
    double unit = prefix[1].size / prefix[0].size; /* W of a J here / s here */
    double low = frame->y.low / frame->x.high * unit,
           high = frame->y.high / frame->x.low * unit;
    struct text list = {0};
    size_t count = 0;
    bool sparse = log10(high / low) > 2.5;

    for (double k = floor(log10(low)); k <= log10(high); k++) {
        for (size_t i = 0; i < (sparse ? 1 : ARRAY_SIZE(steps)); i++) {
            double w = steps[i] * pow(10, k), slope = w / unit;
            double x = fmin(frame->x.high, frame->y.high / slope), y = slope * x;
            if (x <= frame->x.low || y <= frame->y.low)
                continue;
            const char *name = arena_printf(&s->arena, "%.6g W", w);
            double width = sheet_text_width(s, name, 10, false) + 4, right = axis_x(frame, x),
                   middle = axis_y(frame, y) + (x < frame->x.high ? 8 : 0);
            struct sheet_box box = {right - width, middle - 7, right, middle + 7};
            text_printf(&list, " %.9g", slope);
            count++;
            if (!placement_is_free(names, &box))
                continue;
            placement_take(names, box);
            sheet_label(
                s, right - 2, middle, name,
                (struct sheet_style){
                    .size = 10, .color = INK_MUTED, .align = SHEET_RIGHT, .halo = true});
        }
    }
    sheet_define(s, "P_ISO[%zu] = '%s'", p + 1, count > 0 ? text_string(&list) + 1 : "");
    text_free(&list);
}

static void put_points(struct pareto *f, const struct point *points, size_t count,
                       const struct axis_frame *frame, struct placement *names)
{
    struct text *out = &f->grid.sheet->data;

    for (size_t i = 0; i < count; i++) {
        const struct result_figure *t = &points[i].time, *e = &points[i].energy;
        double x = axis_x(frame, t->median), y = axis_y(frame, e->median);
        text_printf(out, "%.9g %.9g %.9g %.9g %.9g %.9g %u %d\n", t->median, t->ci.low,
                    t->ci.high, e->median, e->ci.low, e->ci.high, points[i].look.color,
                    points[i].look.point);
        placement_take(names, (struct sheet_box){x - 6, y - 6, x + 6, y + 6});
        placement_take(names, (struct sheet_box){axis_x(frame, t->ci.low), y - 1,
                                                 axis_x(frame, t->ci.high), y + 1});
    }
    sheet_next_index(f->grid.sheet);
    for (size_t i = 0; i < count; i++) {
        if (!points[i].best)
            continue;
        text_printf(out, "%.9g %.9g\n", points[i].time.median, points[i].energy.median);
        f->wins[points[i].arm]++;
    }
    sheet_next_index(f->grid.sheet);
}

static void draw(void *context, size_t p, const struct sheet_box *box)
{
    struct pareto *f = context;
    struct grid *g = &f->grid;
    struct sheet *s = g->sheet;
    struct axis_prefix prefix[2];
    size_t count = g->rows[p].count;
    struct point *points = collect(f, p, prefix);
    struct axis_frame frame = frame_of(points, count, box);
    struct placement names = {.sheet = s, .bounds = *box};
    struct sheet_style axis = {.size = 11, .color = INK_MUTED, .align = SHEET_RIGHT};

    put_points(f, points, count, &frame, &names);
    put_iso_lines(f, p, &frame, prefix, &names);
    axis_put_frame(s, p, &frame);
    sheet_label(s, box->right, box->bottom + 28,
                arena_printf(&s->arena, "%s, %s → slower", metric_facts(METRIC_WALL)->noun,
                             prefix[0].name),
                axis);
    sheet_label(s, box->right, box->top - 12, arena_printf(&s->arena, "%s ↑", prefix[1].name),
                axis);
    placement_free(&names);
    free(points);
}

static const char *panel_title(void *context, size_t p)
{
    const struct pareto *f = context;

    return grid_title(&f->grid, p);
}

static double panel_height(void *context, size_t p)
{
    (void)context;
    (void)p;
    return HEIGHT;
}

/* Which arms no other beats, before anything is drawn. */
static const char *title(struct pareto *f)
{
    struct grid *g = &f->grid;
    struct text out = {0};
    size_t best = 0;

    for (size_t p = 0; p < g->panels; p++) {
        struct axis_prefix prefix[2];
        struct point *points = collect(f, p, prefix);
        for (size_t i = 0; i < g->rows[p].count; i++)
            f->wins[points[i].arm] += points[i].best;
        free(points);
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
                                     .context = f,
                                     .title = panel_title,
                                     .height = panel_height,
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
    if ((r = sheet_check_arms(sheet, f.grid.ratios, grid_shown(&f.grid), err)) == 0)
        lay_out(&f);
    return r;
}
