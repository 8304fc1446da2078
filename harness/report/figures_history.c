/* SPDX-License-Identifier: MIT
 * History: a run chart for each series, with the levels between its shifts. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "report/axis.h"
#include "report/figures.h"
#include "report/panels.h"

enum { HEIGHT = 120, PANELS_MOST = 8 };

struct run_chart {
    struct sheet *sheet;
    const struct history *history;
    const struct history_series *series[PANELS_MOST]; /* drawn: those that changed first */
    size_t count, left_out, least, most;              /* series; series; trials of a point */
    double first_ns;                                  /* of all that is drawn: day 0 */
};

/* The first is day 1. */
static double days_of(const struct run_chart *f, const struct history_point *p)
{
    return 1 +
           ((double)p->campaign->result->created_unix_ns - f->first_ns) / (86400. * NS_PER_S);
}

static struct interval ends_of(const struct history_point *p)
{
    const struct result_figure *v = &p->figure;

    return isnan(v->ci.low) ? (struct interval){v->median, v->median} : v->ci;
}

/* The level of points FROM to END: their geometric mean, as shifts are sized. */
static double level_of(const struct history_series *s, size_t from, size_t end)
{
    double sum = 0;

    for (size_t i = from; i < end; i++)
        sum += log(s->points[i].figure.median);
    return exp(sum / (double)(end - from));
}

static size_t next_shift(const struct history_series *s, size_t after)
{
    for (size_t c = 0; c < s->change_count; c++)
        if (s->changes[c].kind == HISTORY_SHIFT && s->changes[c].from > after)
            return s->changes[c].from;
    return s->count;
}

/* ------------------------------------------------------------------ choosing */

static bool is_wanted(const struct run_chart *f, const struct history_series *s)
{
    return s->count > 1 && figure_data_has(f->sheet->options, s->points[s->count - 1].cell);
}

static void choose(struct run_chart *f)
{
    for (int changed = 1; changed >= 0; changed--)
        for (size_t i = 0; i < f->history->series_count; i++) {
            const struct history_series *s = &f->history->series[i];
            if (!is_wanted(f, s) || (s->change_count > 0) != (changed == 1))
                continue;
            if (f->count < PANELS_MOST)
                f->series[f->count++] = s;
            else
                f->left_out++;
        }
}

static void survey(struct run_chart *f)
{
    f->first_ns = INFINITY;
    f->least = SIZE_MAX;
    for (size_t i = 0; i < f->count; i++)
        for (size_t k = 0; k < f->series[i]->count; k++) {
            const struct history_point *p = &f->series[i]->points[k];
            f->first_ns = fmin(f->first_ns, (double)p->campaign->result->created_unix_ns);
            f->least = p->figure.count < f->least ? p->figure.count : f->least;
            f->most = p->figure.count > f->most ? p->figure.count : f->most;
        }
}

/* ------------------------------------------------------------------- drawing */

static struct axis_frame frame_of(const struct run_chart *f, const struct history_series *s,
                                  const struct sheet_box *box, double size)
{
    struct axis_frame out = {.box = *box, .x = {1, 1}, .y = {INFINITY, -INFINITY}};

    for (size_t i = 0; i < f->count; i++)
        axis_widen(&out.x, days_of(f, &f->series[i]->points[f->series[i]->count - 1]));
    for (size_t k = 0; k < s->count; k++) {
        axis_widen(&out.y, ends_of(&s->points[k]).low / size);
        axis_widen(&out.y, ends_of(&s->points[k]).high / size);
    }
    out.x = axis_pad(out.x, 0.02, 1, false);
    out.x.low = fmax(out.x.low, 0.5);
    out.y = axis_pad(out.y, 0.16, 0.02 * out.y.high, false); /* room for the words of shifts */
    return out;
}

static void put_points(struct run_chart *f, const struct history_series *s, double size)
{
    struct palette_look look =
        sheet_look_of(f->sheet, s->points[s->count - 1].cell->language, 0, 0);

    for (size_t k = 0; k < s->count; k++) {
        struct interval ends = ends_of(&s->points[k]);
        text_printf(&f->sheet->data, "%.9g %.9g %.9g %.9g %u %d\n", days_of(f, &s->points[k]),
                    s->points[k].figure.median / size, ends.low / size, ends.high / size,
                    look.color, look.point);
    }
    sheet_next_index(f->sheet);
}

static bool drifts_within(const struct history_series *s, size_t from, size_t end)
{
    for (size_t c = 0; c < s->change_count; c++)
        if (s->changes[c].kind == HISTORY_DRIFT && s->changes[c].from >= from &&
            s->changes[c].from < end)
            return true;
    return false;
}

/* Flat, or from the level of the first points to that of the last. */
static void put_level(struct run_chart *f, const struct history_series *s, size_t from,
                      size_t end, double size)
{
    size_t some = end - from > 20 ? 10 : (end - from + 1) / 2;
    bool sloping = drifts_within(s, from, end);
    double begin = level_of(s, from, sloping ? from + some : end) / size,
           last = sloping ? level_of(s, end - some, end) / size : begin;
    double x = days_of(f, &s->points[from]);

    text_printf(&f->sheet->data, "%.9g %.9g %.9g %.9g\n", x, begin,
                days_of(f, &s->points[end - 1]) - x, last - begin);
}

static void put_levels(struct run_chart *f, const struct history_series *s, double size,
                       const struct axis_frame *frame)
{
    for (size_t from = 0, end; from < s->count; from = end) {
        end = next_shift(s, from);
        double level = level_of(s, from, end), x = days_of(f, &s->points[from]);
        put_level(f, s, from, end, size);
        if (from > 0)
            sheet_label(
                f->sheet, axis_x(frame, x), frame->box.top + 9,
                arena_printf(&f->sheet->arena, "%+.1f %%",
                             100 * (level / level_of(s, 0, next_shift(s, 0)) - 1)),
                (struct sheet_style){
                    .size = 11, .color = INK_TEXT, .align = SHEET_CENTER, .halo = true});
    }
    sheet_next_index(f->sheet);
}

static void draw(void *context, size_t p, const struct sheet_box *box)
{
    struct run_chart *f = context;
    const struct history_series *s = f->series[p];
    struct sheet_style axis = {.size = 11, .color = INK_MUTED, .align = SHEET_RIGHT};
    double highest = 0;

    for (size_t k = 0; k < s->count; k++)
        highest = fmax(highest, s->points[k].figure.median);
    struct axis_prefix prefix = axis_prefix(highest, metric_facts(s->metric)->unit);
    struct axis_frame frame = frame_of(f, s, box, prefix.size);
    put_points(f, s, prefix.size);
    put_levels(f, s, prefix.size, &frame);
    axis_put_frame(f->sheet, p, &frame);
    sheet_label(f->sheet, box->right, box->bottom + 28, "days →", axis);
    sheet_label(f->sheet, box->right, box->top - 12,
                arena_printf(&f->sheet->arena, "%s ↑", prefix.name), axis);
}

static const char *panel_title(void *context, size_t p)
{
    struct run_chart *f = context;
    const struct history_series *s = f->series[p];
    size_t drifts = 0;

    for (size_t c = 0; c < s->change_count; c++)
        drifts += s->changes[c].kind == HISTORY_DRIFT;
    return arena_printf(&f->sheet->arena, "%s%s%s", s->name,
                        f->history->machine_count > 1
                            ? arena_printf(&f->sheet->arena, ", machine %zu", s->machine + 1)
                            : "",
                        drifts > 0 ? ", drifts" : "");
}

/* -------------------------------------------------------------------- words */

static const char *plural(struct arena *arena, size_t n, const char *noun)
{
    return arena_printf(arena, "%zu %s%s", n, noun, n == 1 ? "" : "s");
}

static const char *title(const struct run_chart *f)
{
    struct arena *arena = &f->sheet->arena;
    size_t shifts = 0, drifts = 0, series = f->count + f->left_out;

    for (size_t i = 0; i < f->history->series_count; i++)
        for (size_t c = 0; c < f->history->series[i].change_count; c++)
            if (is_wanted(f, &f->history->series[i]))
                *(f->history->series[i].changes[c].kind == HISTORY_SHIFT ? &shifts : &drifts) +=
                    1;
    if (shifts + drifts == 0)
        return arena_printf(arena, "Nothing shifted or drifted in %s",
                            series == 1 ? "this series" : plural(arena, series, "serie"));
    return arena_printf(arena, "%s and %s in %zu series", plural(arena, shifts, "shift"),
                        plural(arena, drifts, "drift"), series);
}

static const char *note_of(const struct run_chart *f)
{
    return f->left_out == 0
               ? NULL
               : arena_printf(
                     &f->sheet->arena,
                     "%zu further series are not drawn; choose with --workload and --lang.",
                     f->left_out);
}

static void lay_out(struct run_chart *f)
{
    struct sheet *s = f->sheet;

    sheet_head(
        s, title(f),
        arena_printf(&s->arena,
                     "%s of each campaign: medians with their exact %g %% intervals, n = "
                     "%s trials a mark. Lines: the level between two shifts, sloping where it "
                     "drifts; at each shift "
                     "the change from the first level (E-divisive, alpha %g).",
                     sheet_metric_title(s, f->series[0]->metric), 100 * RESULT_LEVEL,
                     sheet_range(s, f->least, f->most), f->history->request.terms.alpha));
    axis_frames(s, f->count);
    panels_place(s, &(struct panels){.count = f->count,
                                     .left = 48,
                                     .right = 6,
                                     .below = 40,
                                     .beside = 40,
                                     .context = f,
                                     .title = panel_title,
                                     .tall = HEIGHT,
                                     .draw = draw});
    sheet_foot(s, NULL, note_of(f));
}

int figures_history(struct sheet *sheet, struct err *err)
{
    struct run_chart f = {.sheet = sheet, .history = sheet->options->history};

    if (f.history != NULL)
        choose(&f);
    if (f.count == 0)
        return err_set(err, -ENODATA,
                       "history needs a program that was measured in two campaigns or more");
    survey(&f);
    lay_out(&f);
    return 0;
}
