/* SPDX-License-Identifier: MIT
 * Claims: published ratios with their tolerance, and beside each the measured one with its
 * interval. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/axis.h"
#include "report/figures.h"

enum { ROW = 34, MARGIN = 16, NARROW = 560 };

/* Where in a row its parts are; on a narrow sheet names and verdicts have a line of their own.
 */
struct places {
    double row, words, published, measured; /* px, and shares of it */
};
static const struct places wide = {ROW, 0.5, 0.32, 0.68}, narrow = {50, 0.2, 0.52, 0.82};

struct claims {
    struct sheet *sheet;
    const struct chart_claim
        *items; /* those that are ratios, the ones that were measured first */
    size_t count, all;
    struct interval x;
    struct sheet_box box;
    const struct places *at;
};

static double band_low(const struct claims *f, const struct claim *claim)
{
    /* A tolerance of 100 % and more reaches 0, which is not on a log axis. */
    double low = claim->published * (1 - claim->tolerance);

    return low > f->x.low ? low : f->x.low;
}

static const char *verdict_of(const struct claims *f, const struct chart_claim *item)
{
    static const char *const symbols[CLAIM_VERDICTS] = {
        [CLAIM_REPRODUCED] = "✓ ",   [CLAIM_DIRECTION_ONLY] = "! ", [CLAIM_CONTRADICTED] = "✗ ",
        [CLAIM_INCONCLUSIVE] = "? ", [CLAIM_NOT_COMPARABLE] = "",   [CLAIM_NO_ENERGY] = ""};
    enum claim_verdict v = item->answer->verdict;

    return arena_printf(&f->sheet->arena, "%s%s", symbols[v], claim_verdict_name(v));
}

static double verdict_width(const struct claims *f)
{
    double width = 0;

    for (size_t i = 0; i < f->count; i++)
        width = fmax(width, sheet_text_width(f->sheet, verdict_of(f, &f->items[i]), 11, false));
    return width;
}

/* All bars, and right of the longest one the room for its value. */
static void survey(struct claims *f)
{
    const double value = 58; /* px, with the gap before it */
    double width = f->box.right - f->box.left;

    f->x = (struct interval){1, 1};
    for (size_t i = 0; i < f->count; i++) {
        const struct claim *c = f->items[i].claim;
        const struct claim_ratio *r = &f->items[i].answer->ratio;
        axis_widen(&f->x, c->published * (1 + c->tolerance));
        axis_widen(&f->x, c->published * fmax(0.5, 1 - c->tolerance));
        axis_widen_log(&f->x, r->value);
        axis_widen_log(&f->x, r->ci.low);
        axis_widen(&f->x, r->ci.high);
    }
    f->x = axis_pad(f->x, 0.04, 1.2, true);
    f->x.high = f->x.low * pow(f->x.high / f->x.low, 1 / (1 - fmin(0.6, value / width)));
}

static double across(const struct claims *f, double ratio)
{
    return axis_x(&(struct axis_frame){.box = f->box, .x = f->x, .log_x = true}, ratio);
}

static void put_value(struct claims *f, double y, double end, double value, uint32_t color)
{
    sheet_label(f->sheet, across(f, end) + 8, y, sheet_ratio(f->sheet, value),
                (struct sheet_style){.size = 10.5, .color = color});
}

static void put_words(struct claims *f, size_t i, double y)
{
    struct sheet *s = f->sheet;
    const char *id = f->items[i].claim->id, *verdict = verdict_of(f, &f->items[i]);
    bool above = f->at == &narrow;
    double room =
        above ? f->box.right - f->box.left - sheet_text_width(s, verdict, 11, false) - 12
              : f->box.left - 8 - MARGIN;

    sheet_label(s, above ? f->box.left + 2 : f->box.left - 8, y, sheet_fit(s, id, 12, room),
                (struct sheet_style){
                    .size = 12, .color = INK_TEXT, .align = above ? SHEET_LEFT : SHEET_RIGHT});
    sheet_label(s, above ? f->box.right - 2 : f->box.right + 10, y, verdict,
                (struct sheet_style){
                    .size = 11, .color = INK_TEXT, .align = above ? SHEET_RIGHT : SHEET_LEFT});
}

static void put_row(struct claims *f, size_t i)
{
    struct sheet *s = f->sheet;
    const struct claim *c = f->items[i].claim;
    const struct claim_ratio *r = &f->items[i].answer->ratio;
    double row = (f->box.bottom - f->box.top) / (double)f->count;
    double top = f->box.top + (double)i * row, high = c->published * (1 + c->tolerance);
    struct palette_look look = sheet_look_of(s, c->languages[0], i, 0);
    bool none = isnan(r->ci.low) || r->ci.low <= 0;
    struct interval bar = none ? (struct interval){r->value, r->value} : r->ci;

    put_words(f, i, top + f->at->words * row);
    text_printf(&s->data, "%.3f %.9g %.9g %.9g %u 2\n", (double)i + f->at->published,
                c->published, band_low(f, c), high, sheet_color(s, INK_MUTED));
    put_value(f, top + f->at->published * row, high, c->published, INK_MUTED);
    text_printf(&s->data, "%.3f %.9g %.9g %.9g %u %d\n", (double)i + f->at->measured, r->value,
                bar.low, bar.high, look.color, look.point);
    put_value(f, top + f->at->measured * row, bar.high, r->value, INK_TEXT);
}

static const char *title(const struct claims *f)
{
    size_t counts[CLAIM_VERDICTS] = {0};
    struct text out = {0};

    for (size_t i = 0; i < f->all; i++)
        counts[f->items[i].answer->verdict]++;
    text_printf(&out, "%zu of %zu published ratios %s reproduced here",
                counts[CLAIM_REPRODUCED], f->all, f->all == 1 ? "is" : "are");
    for (int v = CLAIM_REPRODUCED + 1; v < CLAIM_VERDICTS; v++)
        if (counts[v] > 0)
            text_printf(&out, "; %zu %s", counts[v], claim_verdict_name((enum claim_verdict)v));
    const char *title = arena_dup(&f->sheet->arena, text_string(&out));
    text_free(&out);
    return title;
}

static bool is_measured(const struct chart_claim *item)
{
    return item->answer->ratio.value > 0; /* not where it is NAN */
}

/* Why claims are not drawn, once for each reason. */
static const char *reasons(const struct claims *f)
{
    struct text out = {0};

    for (size_t i = f->count; i < f->all; i++) {
        const char *reason = f->items[i].answer->reason;
        size_t times = 0;
        bool first = true;
        for (size_t k = f->count; k < f->all; k++) {
            bool alike = strcmp(f->items[k].answer->reason, reason) == 0;
            times += alike;
            first &= !(alike && k < i);
        }
        if (first)
            text_printf(&out, "%s%zu not drawn: %s.", out.length > 0 ? " " : "", times, reason);
    }
    const char *words = out.length > 0 ? arena_dup(&f->sheet->arena, out.data) : NULL;
    text_free(&out);
    return words;
}

static double name_width(const struct claims *f)
{
    double width = 0;

    for (size_t i = 0; i < f->count; i++)
        width = fmax(width, sheet_text_width(f->sheet, f->items[i].claim->id, 12, false));
    return fmin(width, f->sheet->width * 0.36);
}

static void lay_out(struct claims *f)
{
    struct sheet *s = f->sheet;

    sheet_head(
        s, title(f),
        arena_printf(&s->arena,
                     "Ratios, log scale. Above in each row the published one (a grey cross), "
                     "its bar the tolerance that was fixed before; below the measured one, "
                     "its bar the %g %% interval. Verdicts at the right.",
                     100 * RESULT_LEVEL));
    f->at = s->width < NARROW ? &narrow : &wide;
    double beside = f->at == &wide ? 1 : 0; /* names and verdicts are */
    f->box = (struct sheet_box){MARGIN + beside * (name_width(f) + 8), s->y,
                                s->width - MARGIN - beside * (verdict_width(f) + 10),
                                s->y + f->at->row * s->stretch * (double)f->count};
    s->plot_height = f->box.bottom - f->box.top;
    sheet_panel(s, f->box);
    survey(f);
    for (size_t i = 0; i < f->count; i++)
        put_row(f, i);
    sheet_define(s, "XMIN = %.9g; XMAX = %.9g; ROWS = %zu.0; WORDS = %g", f->x.low, f->x.high,
                 f->count, f->at == &narrow ? 2 * narrow.words : 0);
    axis_log_tics(s, "x", f->x.low, f->x.high, (size_t)((f->box.right - f->box.left) / 52));
    s->y = f->box.bottom + 24;
    sheet_foot(s, NULL, reasons(f));
}

int figures_claims(struct sheet *sheet, struct err *err)
{
    const struct chart_options *o = sheet->options;
    struct chart_claim *items = arena_alloc(&sheet->arena, o->claim_count + 1, sizeof(*items));
    struct claims f = {.sheet = sheet, .items = items};

    for (int measured = 1; measured >= 0; measured--) {
        for (size_t i = 0; i < o->claim_count; i++)
            if (o->claims[i].claim->kind == CLAIM_RATIO &&
                is_measured(&o->claims[i]) == (measured == 1))
                items[f.all++] = o->claims[i];
        if (measured == 1)
            f.count = f.all;
    }
    if (f.all == 0)
        return err_set(err, -ENODATA, "no claim that was chosen is a ratio");
    if (f.count == 0)
        return err_set(err, -ENODATA, "none of the %zu claims has a ratio here: %s", f.all,
                       items[0].answer->reason);
    lay_out(&f);
    return 0;
}
