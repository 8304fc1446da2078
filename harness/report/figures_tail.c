/* SPDX-License-Identifier: MIT
 * Tail: which share of the requests waited longer than so much, both axes log: as its
 * percentiles, medians over processes. */
#include <math.h>

#include "base/mem.h"
#include "report/axis.h"
#include "report/figures.h"
#include "report/panels.h"
#include "report/tail_programs.h"

enum { HEIGHT = 270, PERCENT = 100, APART = 3 /* px between the marks of neighbours */ };

/* The marks, and how people say them; NULL: the title does not go so far. */
static const struct {
    enum tail_figure figure;
    const char *words;
} percentiles[] = {
    {TAIL_P50, "Half of the requests wait"},
    {TAIL_P90, "One request in ten waits"},
    {TAIL_P99, "One request in 100 waits"},
    {TAIL_P99_9, "One request in 1,000 waits"},
    {TAIL_P99_99, NULL},
    {TAIL_P99_999, NULL},
};

struct tail {
    struct sheet *sheet;
    struct tail_programs programs;
    struct axis_prefix prefix;
};

/* -------------------------------------------------------------------- plot */

/* Whether all processes of the cell have the figure: a median over some would be of others than
 * its neighbours are of. */
static bool is_whole(const struct tail_program *p, const struct result_series *series)
{
    return series->count == p->cell->trials;
}

/* The share that is beyond the maximum: less than one latency of a process. */
static double beyond_all(const struct tail_program *p)
{
    return 1 / (double)p->cell->most;
}

/* Stairs: below what a level exceeds the share is still the level's before it. */
static void put_curve(struct tail *f, const struct tail_program *p, struct axis_frame *frame)
{
    struct text *out = &f->sheet->data;
    double share = PERCENT, x = 0;

    for (size_t k = 0; k < TAIL_LEVELS && is_whole(p, &p->cell->curve[k]); k++) {
        x = result_figure(&p->cell->curve[k]).median / f->prefix.size;
        text_printf(out, "%.6g %.6g %u\n", x, share, p->look.color);
        share = PERCENT * tail_level(k);
        text_printf(out, "%.6g %.6g %u\n", x, share, p->look.color);
        if (k > 0) /* the first few may be far from all others */
            axis_widen_log(&frame->x, x);
    }
    x = result_figure(&p->cell->figure[TAIL_MAX]).median / f->prefix.size;
    text_printf(out, "%.6g %.6g %u\n%.6g %.6g %u\n\n", x, share, p->look.color, x,
                PERCENT * beyond_all(p), p->look.color);
    axis_widen_log(&frame->x, x);
}

static void put_mark(struct tail *f, struct text *out, const struct tail_program *p,
                     enum tail_figure figure, double share, struct axis_frame *frame)
{
    const struct result_figure x = result_figure(&p->cell->figure[figure]);
    bool known = !isnan(x.ci.low);
    double low = (known ? x.ci.low : x.median) / f->prefix.size;
    double high = (known ? x.ci.high : x.median) / f->prefix.size;

    if (!is_whole(p, &p->cell->figure[figure]))
        return;
    text_printf(out, "%.6g %.6g %.6g %.6g %u %d\n", x.median / f->prefix.size, PERCENT * share,
                low, high, p->look.color, p->look.point);
    axis_widen_log(&frame->x, low);
    axis_widen_log(&frame->x, high);
}

/* By how much the marks of program I are above or below their level, so that intervals of a
 * percentile do not lie on each other. */
static double shift(const struct tail *f, size_t i, const struct axis_frame *frame)
{
    double px = APART * ((double)i - (double)(f->programs.count - 1) / 2);

    return pow(frame->y.low / frame->y.high, px / (frame->box.bottom - frame->box.top));
}

static void put_program(struct tail *f, size_t i, struct text *marks, struct axis_frame *frame)
{
    const struct tail_program *p = &f->programs.items[i];
    double shifted = shift(f, i, frame);

    put_curve(f, p, frame);
    for (size_t k = 0; k < ARRAY_SIZE(percentiles); k++)
        put_mark(f, marks, p, percentiles[k].figure,
                 tail_beyond(percentiles[k].figure) * shifted, frame);
    put_mark(f, marks, p, TAIL_MAX, beyond_all(p) * shifted, frame);
}

/* "p99" at the height of its level, "max" where there is room for it. */
static void name_levels(struct tail *f, const struct axis_frame *frame, double last)
{
    const struct sheet_style style = {.size = 11, .color = INK_MUTED};
    double x = frame->box.right + 6, y = frame->box.top;

    for (size_t i = 0; i < ARRAY_SIZE(percentiles); i++) {
        double share = PERCENT * tail_beyond(percentiles[i].figure);
        if (share < last)
            continue;
        y = axis_y(frame, share);
        sheet_label(f->sheet, x, y, tail_name(percentiles[i].figure), style);
    }
    if (axis_y(frame, last) - y >= 14)
        sheet_label(f->sheet, x, axis_y(frame, last), tail_name(TAIL_MAX), style);
}

static void draw(void *context, size_t panel, const struct sheet_box *box)
{
    struct tail *f = context;
    struct sheet *s = f->sheet;
    struct sheet_style words = {.size = 11, .color = INK_MUTED, .align = SHEET_RIGHT};
    double last = PERCENT / (double)f->programs.most_latencies;
    struct axis_frame frame = {.box = *box,
                               .x = {INFINITY, 0},
                               .y = {last / 2, PERCENT},
                               .log_x = true,
                               .log_y = true};
    struct text marks = {0};

    for (size_t i = 0; i < f->programs.count; i++)
        put_program(f, i, &marks, &frame);
    sheet_next_index(s);
    text_add(&s->data, text_string(&marks));
    sheet_next_index(s);
    text_free(&marks);
    frame.x = axis_pad(frame.x, 0.02, 3, true);
    axis_put_frame(s, panel, &frame);
    name_levels(f, &frame, last);
    sheet_label(s, box->right, box->bottom + 28,
                arena_printf(&s->arena, "%s since due →", f->prefix.name), words);
    sheet_label(s, box->right, box->top - 12, "% that waited longer ↑", words);
}

static const char *panel_title(void *context, size_t panel)
{
    const struct tail *f = context;
    const struct result_cell *cell = f->programs.items[0].cell->cell;

    (void)panel;
    return f->programs.several || cell->workload == NULL ? "Latencies" : cell->workload;
}

/* ------------------------------------------------------------------- words */

/* The rarest percentile with words that all programs have. */
static size_t common_percentile(const struct tail *f)
{
    size_t at = 0;

    for (size_t i = 1; i < ARRAY_SIZE(percentiles); i++) {
        bool all = percentiles[i].words != NULL;
        for (size_t k = 0; k < f->programs.count; k++)
            all = all && is_whole(&f->programs.items[k],
                                  &f->programs.items[k].cell->figure[percentiles[i].figure]);
        at = all ? i : at;
    }
    return at;
}

/* Whether the intervals of two say which is higher. */
static const char *doubt(struct result_figure low, struct result_figure high)
{
    if (isnan(low.ci.high) || isnan(high.ci.low))
        return " (too few processes for intervals)";
    return low.ci.high < high.ci.low ? "" : " (their intervals overlap)";
}

static const char *title(const struct tail *f)
{
    const size_t at = common_percentile(f);
    const enum tail_figure figure = percentiles[at].figure;
    struct sheet *s = f->sheet;
    struct result_figure low = {.median = INFINITY}, high = {.median = 0};
    size_t least = 0, most = 0;

    for (size_t i = 0; i < f->programs.count; i++) {
        const struct result_figure x =
            result_figure(&f->programs.items[i].cell->figure[figure]);
        if (x.median < low.median)
            low = x, least = i;
        if (x.median > high.median)
            high = x, most = i;
    }
    const char *longest = sheet_value(s, high.median, NAN, UNIT_NANOSECONDS);
    if (least == most)
        return arena_printf(&s->arena, "%s longer than %s in %s", percentiles[at].words,
                            longest, f->programs.items[most].name);
    return arena_printf(&s->arena, "%s longer than %s in %s, than %s in %s%s",
                        percentiles[at].words, longest, f->programs.items[most].name,
                        sheet_value(s, low.median, NAN, UNIT_NANOSECONDS),
                        f->programs.items[least].name, doubt(low, high));
}

static const char *subtitle(struct tail *f)
{
    const struct tail_programs *p = &f->programs;
    struct sheet *s = f->sheet;
    size_t needs = result_figure(&p->items[0].cell->figure[TAIL_MAX]).needs;

    return arena_printf(
        &s->arena,
        "Share of requests (up, %%) that waited longer than so long (across), counted from "
        "when each was due; both axes log. Medians over n = %s processes of %s latencies. "
        "Marks: p50 to p99.999, as far as there are some beyond, and the maximum, with exact "
        "%g %% intervals over processes%s%s.",
        tail_programs_processes(p, s), sheet_range(s, p->fewest_latencies, p->most_latencies),
        100 * RESULT_LEVEL,
        p->least >= needs ? "" : arena_printf(&s->arena, " (of %zu and more)", needs),
        p->count > 1 ? "; those of one percentile stand a little apart" : "");
}

static void lay_out(struct tail *f)
{
    struct sheet *s = f->sheet;
    const struct tail_programs *p = &f->programs;
    struct sheet_entry *entries = arena_alloc(&s->arena, p->count, sizeof(*entries));
    double highest = 0;

    for (size_t i = 0; i < p->count; i++) {
        entries[i] = (struct sheet_entry){p->items[i].name, p->items[i].look};
        highest = fmax(highest, result_figure(&p->items[i].cell->figure[TAIL_MAX]).median);
    }
    f->prefix = axis_prefix(highest, UNIT_NANOSECONDS);
    sheet_head(s, title(f), subtitle(f));
    sheet_key(s, entries, p->count);
    axis_frames(s, 1);
    panels_place(s, &(struct panels){.count = 1,
                                     .left = 50,
                                     .right = 56,
                                     .below = 40,
                                     .beside = 210,
                                     .context = f,
                                     .title = panel_title,
                                     .tall = HEIGHT,
                                     .draw = draw});
    sheet_foot(s, NULL, NULL);
}

int figures_tail(struct sheet *sheet, struct err *err)
{
    struct tail f = {.sheet = sheet};
    int r = tail_programs_find(&f.programs, sheet, err);

    if (r == 0)
        lay_out(&f);
    return r;
}
