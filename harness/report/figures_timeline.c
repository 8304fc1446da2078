/* SPDX-License-Identifier: MIT
 * Timeline: latencies over the time of one process, a panel a program. */
#include <errno.h>
#include <math.h>

#include "base/clock.h"
#include "base/mem.h"
#include "report/axis.h"
#include "report/figures.h"
#include "report/panels.h"
#include "report/tail_programs.h"

enum { HEIGHT = 120, WORDS = 11 /* px */ };

struct figure {
    struct sheet *sheet;
    struct tail_programs programs;
    const struct timeline **lines; /* of each program */
    struct axis_prefix prefix;     /* of latencies */
    struct interval range;         /* of all panels: they are to be compared */
    struct interval buckets;
    size_t highest; /* which program has the highest latency */
    double highest_ns;
};

static const struct timeline *line_of(const struct sheet *s, const struct tail_cell *cell)
{
    const struct timelines *all = s->options->timelines;

    for (size_t i = 0; all != NULL && i < all->count; i++)
        if (all->lines[i].cell == cell && all->lines[i].count > 0)
            return &all->lines[i];
    return NULL;
}

static int collect(struct figure *f, struct err *err)
{
    struct arena *arena = &f->sheet->arena;

    f->lines = arena_alloc(arena, f->programs.count, sizeof(*f->lines));
    f->range = f->buckets = (struct interval){INFINITY, 0};
    for (size_t i = 0; i < f->programs.count; i++) {
        const struct timeline *line = line_of(f->sheet, f->programs.items[i].cell);
        if (line == NULL)
            return err_set(err, -ENODATA, "%s has no latencies over time",
                           f->programs.items[i].name);
        f->lines[i] = line;
        axis_widen(&f->buckets, line->bucket_ns);
        for (size_t k = 0; k < line->count; k++) {
            axis_widen_log(&f->range, line->middle[k]);
            axis_widen_log(&f->range, line->highest[k]);
            if (line->highest[k] > f->highest_ns) {
                f->highest_ns = line->highest[k];
                f->highest = i;
            }
        }
    }
    axis_widen_log(&f->range, (double)tail_pause_ns);
    f->prefix = axis_prefix(f->range.high, UNIT_NANOSECONDS);
    f->range.low /= f->prefix.size;
    f->range.high /= f->prefix.size;
    f->range = axis_pad(f->range, 0.04, 3, true);
    return 0;
}

/* -------------------------------------------------------------------- plot */

static void put_line(struct figure *f, const struct timeline *line, const double *ns,
                     double second, uint32_t color)
{
    for (size_t i = 0; i < line->count; i++)
        text_printf(&f->sheet->data, "%.9g %.6g %u\n",
                    ((double)i + 0.5) * line->bucket_ns / second, ns[i] / f->prefix.size,
                    color);
    sheet_next_index(f->sheet);
}

/* "max 26.1 ms · 24 pauses/min · every 2.00 s", as far as WIDTH px have room. */
static const char *summary(struct figure *f, size_t p, double width)
{
    struct sheet *s = f->sheet;
    const struct tail_cell *cell = f->programs.items[p].cell;
    const struct timeline *line = f->lines[p];
    double most = 0;

    for (size_t i = 0; i < line->count; i++)
        most = fmax(most, line->highest[i]);
    const char *max =
        arena_printf(&s->arena, "max %s", sheet_value(s, most, NAN, UNIT_NANOSECONDS));
    const char *period =
        tail_is_periodic(cell)
            ? arena_printf(&s->arena, "every %s",
                           sheet_value(s, cell->period_ns, NAN, UNIT_NANOSECONDS))
            : "no period";
    const char *all = arena_printf(&s->arena, "%s · %.3g pauses/min · %s", max,
                                   result_figure(&cell->figure[TAIL_PAUSES]).median, period);
    if (sheet_text_width(s, all, WORDS, false) <= width)
        return all;
    return sheet_fit(s, arena_printf(&s->arena, "%s · %s", max, period), WORDS, width);
}

static void draw(void *context, size_t p, const struct sheet_box *box)
{
    struct figure *f = context;
    struct sheet *s = f->sheet;
    const struct timeline *line = f->lines[p];
    struct sheet_style axis = {.size = WORDS, .color = INK_MUTED, .align = SHEET_RIGHT};
    double length = (double)line->count * line->bucket_ns;
    struct axis_prefix time = axis_prefix(length, UNIT_NANOSECONDS);
    struct axis_frame frame = {
        .box = *box, .x = {0, length / time.size}, .y = f->range, .log_y = true};

    put_line(f, line, line->middle, time.size, sheet_color(s, INK_MUTED));
    put_line(f, line, line->highest, time.size, f->programs.items[p].look.color);
    axis_put_frame(s, p, &frame);
    sheet_label(s, box->right, box->bottom + 28, arena_printf(&s->arena, "%s →", time.name),
                axis);
    sheet_label(s, box->right, box->top - 12, arena_printf(&s->arena, "%s ↑", f->prefix.name),
                axis);
    sheet_label(s, box->left, box->bottom + 28, summary(f, p, box->right - box->left - 36),
                (struct sheet_style){.size = WORDS, .color = INK_TEXT});
}

static const char *panel_title(void *context, size_t p)
{
    const struct figure *f = context;

    return f->programs.items[p].name;
}

/* ------------------------------------------------------------------- words */

static const char *title(const struct figure *f)
{
    struct sheet *s = f->sheet;
    const char *highest = sheet_value(s, f->highest_ns, NAN, UNIT_NANOSECONDS);
    const struct tail_program *items = f->programs.items, *worst = NULL;
    size_t periodic = 0;

    for (size_t i = 0; i < f->programs.count; i++) {
        if (!tail_is_periodic(items[i].cell))
            continue;
        periodic++;
        if (worst == NULL || result_figure(&items[i].cell->figure[TAIL_MAX]).median >
                                 result_figure(&worst->cell->figure[TAIL_MAX]).median)
            worst = &items[i];
    }
    const char *longest = arena_printf(&s->arena, "the longest wait is %s, in %s", highest,
                                       items[f->highest].name);
    if (periodic == 0 && f->programs.count == 1)
        return arena_printf(&s->arena,
                            "Waits in %s do not peak at equal distances; the longest is %s",
                            items[0].name, highest);
    if (periodic == 0)
        return arena_printf(&s->arena, "Waits peak at equal distances in no program; %s",
                            longest);
    const char *every = sheet_value(s, worst->cell->period_ns, NAN, UNIT_NANOSECONDS);
    if (periodic == 1)
        return arena_printf(&s->arena, "Waits peak every %s in %s%s; %s", every, worst->name,
                            f->programs.count > 1 ? ", at equal distances in no other" : "",
                            longest);
    return arena_printf(
        &s->arena, "Waits peak at equal distances in %zu of %zu programs, every %s in %s; %s",
        periodic, f->programs.count, every, worst->name, longest);
}

static const char *subtitle(struct figure *f)
{
    struct sheet *s = f->sheet;

    return arena_printf(
        &s->arena,
        "Time since requests were due (up, %s, log) over the time of one process (across): "
        "above, in colour, the longest of each %s, below their median; dotted: %g ms, from "
        "where on ticks in a row are a pause. Each panel is the process of median maximum of "
        "n = %s, so it has no interval. Pauses a minute: median over these. A period: over "
        "these, peaks come at distances as even by chance with p of at most %g.",
        f->prefix.name,
        f->buckets.low < f->buckets.high
            ? "stretch"
            : sheet_value(s, f->buckets.high, NAN, UNIT_NANOSECONDS),
        (double)tail_pause_ns / NS_PER_MS, tail_programs_processes(&f->programs, s),
        1 - RESULT_LEVEL);
}

static void lay_out(struct figure *f)
{
    struct sheet *s = f->sheet;

    sheet_head(s, title(f), subtitle(f));
    axis_frames(s, f->programs.count);
    sheet_define(s, "PAUSE = %.6g", (double)tail_pause_ns / f->prefix.size);
    panels_place(s, &(struct panels){.count = f->programs.count,
                                     .left = 40,
                                     .right = 10,
                                     .below = 38,
                                     .beside = 40,
                                     .context = f,
                                     .title = panel_title,
                                     .tall = HEIGHT,
                                     .draw = draw});
    sheet_foot(s, NULL, NULL);
}

int figures_timeline(struct sheet *sheet, struct err *err)
{
    struct figure f = {.sheet = sheet};
    int r = tail_programs_find(&f.programs, sheet, err);

    if (r < 0 || (r = collect(&f, err)) < 0)
        return r;
    lay_out(&f);
    return 0;
}
