/* SPDX-License-Identifier: MIT
 * Trace: power over time in one trial of each cell, above the idle machine's. */
#include <errno.h>
#include <math.h>

#include "base/mem.h"
#include "report/axis.h"
#include "report/figures.h"
#include "report/panels.h"

enum {
    HEIGHT = 110,
    POINTS_MOST = 1200, /* more are nearer than a pixel */
    PANELS_MOST = 60
};

struct traces {
    struct sheet *sheet;
    const struct trace_set *set;
    const struct trace **shown;
    size_t count, hottest; /* panels; which has the highest mean power */
    size_t least, most;    /* trials of a cell that have a trace */
};

static double mean_w(const struct trace *t)
{
    size_t last = t->count - 1;

    return (double)t->energy_nj[last] / (double)(t->ns[last] - t->ns[0]);
}

static void collect(struct traces *f)
{
    const struct trace_set *set = f->set;

    f->shown = arena_alloc(&f->sheet->arena, set->count + 1, sizeof(*f->shown));
    for (size_t i = 0; i < set->count; i++)
        if (set->traces[i].count > 1 && figure_data_has(f->sheet->options, set->traces[i].cell))
            f->shown[f->count++] = &set->traces[i];
    for (size_t i = 0; i < f->count; i++) {
        f->hottest = mean_w(f->shown[i]) > mean_w(f->shown[f->hottest]) ? i : f->hottest;
        f->least = i == 0 || f->shown[i]->trials < f->least ? f->shown[i]->trials : f->least;
        f->most = f->shown[i]->trials > f->most ? f->shown[i]->trials : f->most;
    }
}

/* Steps of mean power from one reading to the next; where readings are nearer than a pixel, to
 * the next but some: the energy stays what it was. */
static double put_steps(struct sheet *s, const struct trace *t, double unit, uint32_t color)
{
    size_t stride = (t->count + POINTS_MOST - 1) / POINTS_MOST;
    double highest = 0;

    for (size_t i = 0; i + 1 < t->count; i += stride) {
        size_t next = i + stride < t->count ? i + stride : t->count - 1;
        if (t->ns[next] <= t->ns[i])
            continue;
        double watts =
            (double)(t->energy_nj[next] - t->energy_nj[i]) / (double)(t->ns[next] - t->ns[i]);
        text_printf(&s->data, "%.9g %.6g %u\n%.9g %.6g %u\n", (double)t->ns[i] / unit, watts,
                    color, (double)t->ns[next] / unit, watts, color);
        highest = fmax(highest, watts);
    }
    return highest;
}

static void draw(void *context, size_t p, const struct sheet_box *box)
{
    struct traces *f = context;
    struct sheet *s = f->sheet;
    const struct trace *t = f->shown[p];
    struct axis_prefix prefix = axis_prefix((double)t->ns[t->count - 1], UNIT_NANOSECONDS);
    struct palette_look look = sheet_look_of(s, t->cell->language, p, 0);
    double highest = put_steps(s, t, prefix.size, look.color);
    struct axis_frame frame = {
        .box = *box,
        .x = {0, (double)t->ns[t->count - 1] / prefix.size},
        .y = {0, 1.08 * fmax(highest, isnan(f->set->idle_w) ? 0 : f->set->idle_w)}};

    sheet_next_index(s);
    axis_put_frame(s, p, &frame);
    sheet_label(s, box->right, box->bottom + 28, arena_printf(&s->arena, "%s →", prefix.name),
                (struct sheet_style){.size = 11, .color = INK_MUTED, .align = SHEET_RIGHT});
    sheet_label(
        s, box->right, box->top - 12,
        arena_printf(&s->arena, "mean %s · W ↑", sheet_value(s, mean_w(t), NAN, UNIT_WATTS)),
        (struct sheet_style){.size = 11, .color = INK_TEXT, .align = SHEET_RIGHT});
}

static const char *panel_title(void *context, size_t p)
{
    const struct traces *f = context;

    return f->shown[p]->cell->label;
}

static void lay_out(struct traces *f)
{
    struct sheet *s = f->sheet;
    const struct trace *hottest = f->shown[f->hottest];
    const char *n = sheet_range(s, f->least, f->most);
    const char *idle = isnan(f->set->idle_w)
                           ? " The idle machine's power was not measured."
                           : arena_printf(&s->arena, " Dashed: the idle machine, %s.",
                                          sheet_value(s, f->set->idle_w, NAN, UNIT_WATTS));

    sheet_head(s,
               f->count == 1
                   ? arena_printf(&s->arena, "%s draws %s of %s", hottest->cell->label,
                                  sheet_value(s, mean_w(hottest), NAN, UNIT_WATTS),
                                  sheet_metric_noun(s, METRIC_POWER))
                   : arena_printf(&s->arena, "%s draws most: %s of %s", hottest->cell->label,
                                  sheet_value(s, mean_w(hottest), NAN, UNIT_WATTS),
                                  sheet_metric_noun(s, METRIC_POWER)),
               arena_printf(&s->arena,
                            "%s between two readings, over time; in each panel one trial (no "
                            "interval): that of median duration of n = %s that were traced. "
                            "Axes of time are each panel's own.%s",
                            sheet_metric_title(s, METRIC_POWER), n, idle));
    axis_frames(s, f->count);
    sheet_define(s, "IDLE = %s",
                 isnan(f->set->idle_w) ? "NaN"
                                       : arena_printf(&s->arena, "%.6g", f->set->idle_w));
    panels_place(s, &(struct panels){.count = f->count,
                                     .left = 40,
                                     .right = 10,
                                     .below = 38,
                                     .beside = 140,
                                     .context = f,
                                     .title = panel_title,
                                     .tall = HEIGHT,
                                     .draw = draw});
    sheet_foot(s, NULL, NULL);
}

int figures_trace(struct sheet *sheet, struct err *err)
{
    struct traces f = {.sheet = sheet, .set = sheet->options->traces};

    if (f.set != NULL)
        collect(&f);
    if (f.count == 0)
        return err_set(
            err, -ENODATA,
            "the campaign has no power trace: measure it with run --trace 10ms where "
            "there is an energy counter");
    if (f.count > PANELS_MOST)
        return err_set(err, -E2BIG,
                       "%zu traces are too many: choose some with --lang or --workload",
                       f.count);
    lay_out(&f);
    return 0;
}
