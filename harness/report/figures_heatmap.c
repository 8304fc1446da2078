/* SPDX-License-Identifier: MIT
 * Heat map: every ratio to the reference as a number on a colour. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/figures.h"
#include "report/palette.h"

enum { ROW = 24, HEAD = 22, MARGIN = 16, LEAST_CELL = 34 };

struct heatmap {
    struct sheet *sheet;
    const struct ratios *ratios;
    bool *shown;        /* arms that have a ratio and are not the reference */
    size_t *columns;    /* those */
    size_t count, mean; /* columns; 1 where there is a row of means */
    struct sheet_box box;
};

static void survey(struct heatmap *h)
{
    for (size_t arm = 0; arm < h->ratios->arm_count; arm++) {
        for (size_t row = 0; row < h->ratios->row_count; row++)
            h->shown[arm] |= sheet_has_ratio(h->ratios, row, arm);
        if (!h->shown[arm])
            continue;
        h->columns[h->count++] = arm;
        h->mean |= h->ratios->means[arm].workloads > 1;
    }
}

/* From purple (less) by white to orange (more), as far as 8 times: ColorBrewer's PuOr, which
 * eyes of every kind tell apart. */
static uint32_t color_of(double ratio)
{
    static const struct {
        double at; /* log2 */
        int rgb[3];
    } stops[] = {{-3, {0x54, 0x27, 0x88}},   {-1.5, {0x99, 0x8e, 0xc3}},
                 {-0.5, {0xd8, 0xda, 0xeb}}, {0, {0xf7, 0xf7, 0xf7}},
                 {0.5, {0xfe, 0xe0, 0xb6}},  {1.5, {0xf1, 0xa3, 0x40}},
                 {3, {0xb3, 0x58, 0x06}}};
    double at = fmax(-3, fmin(3, log2(ratio)));
    size_t i = 1;
    uint32_t out = 0;

    while (i + 1 < ARRAY_SIZE(stops) && at > stops[i].at)
        i++;
    double share = (at - stops[i - 1].at) / (stops[i].at - stops[i - 1].at);
    for (size_t k = 0; k < 3; k++)
        out = out << 8 | (uint32_t)lround(stops[i - 1].rgb[k] +
                                          share * (stops[i].rgb[k] - stops[i - 1].rgb[k]));
    return out;
}

static void put_cell(struct heatmap *h, size_t column, size_t row, const struct effect *effect)
{
    struct sheet *s = h->sheet;
    double width = (h->box.right - h->box.left) / (double)h->count;
    double height = (h->box.bottom - h->box.top) / (double)(h->ratios->row_count + h->mean);
    bool apart = sheet_told_apart(effect);
    uint32_t color = apart ? color_of(effect->ratio) : sheet_color(s, INK_BAND);
    /* Hatched or not told apart, what is behind the number is the paper's. */
    uint32_t words = !apart || s->hollow                ? INK_TEXT
                     : palette_luminance(color) > 0.179 ? 0x000000
                                                        : 0xffffff;

    text_printf(&s->data, "%zu %zu %u\n", column, row, color);
    sheet_label(
        s, h->box.left + ((double)column + 0.5) * width,
        h->box.top + ((double)row + 0.5) * height, sheet_ratio(s, effect->ratio),
        (struct sheet_style){
            .size = 11, .color = words, .align = SHEET_CENTER, .halo = s->hollow && apart});
}

static void put_cells(struct heatmap *h)
{
    for (size_t c = 0; c < h->count; c++) {
        for (size_t row = 0; row < h->ratios->row_count; row++)
            if (sheet_has_ratio(h->ratios, row, h->columns[c]))
                put_cell(h, c, row, &ratios_at(h->ratios, row, h->columns[c])->effect);
        if (h->mean && h->ratios->means[h->columns[c]].workloads > 1)
            put_cell(h, c, h->ratios->row_count, &h->ratios->means[h->columns[c]].suite);
    }
}

static void put_names(struct heatmap *h, double width)
{
    struct sheet *s = h->sheet;
    size_t rows = h->ratios->row_count;
    double height = (h->box.bottom - h->box.top) / (double)(rows + h->mean);

    for (size_t row = 0; row < rows + h->mean; row++)
        sheet_label(
            s, h->box.left - 8, h->box.top + ((double)row + 0.5) * height,
            row < rows ? sheet_fit(s, h->ratios->rows[row].name, 13, width) : "geometric mean",
            (struct sheet_style){.color = INK_TEXT, .bold = row == rows, .align = SHEET_RIGHT});
}

static bool names_fit(const struct heatmap *h)
{
    double width = (h->box.right - h->box.left) / (double)h->count;

    for (size_t c = 0; c < h->count; c++)
        if (sheet_text_width(h->sheet, h->ratios->arms[h->columns[c]].name, 12, true) >
            width - 4)
            return false;
    return true;
}

/* Names above the columns; where one is too wide, the marks of a legend. */
static void put_heads(struct heatmap *h, bool names)
{
    struct sheet *s = h->sheet;
    double width = (h->box.right - h->box.left) / (double)h->count;

    for (size_t c = 0; c < h->count; c++) {
        struct palette_look look = sheet_look(s, h->ratios, h->columns[c]);
        sheet_label(s, h->box.left + ((double)c + 0.5) * width - (names ? 0 : 6),
                    h->box.top - HEAD / 2.0, names ? h->ratios->arms[h->columns[c]].name : "",
                    (struct sheet_style){.size = 12,
                                         .bold = true,
                                         .color = INK_TEXT,
                                         .align = SHEET_CENTER,
                                         .point = names ? 0 : look.point,
                                         .point_color = look.color});
    }
}

/* "From 0.82× (Rust in n-body) to 254× (Python in pidigits) the wall time of C" */
static const char *title(const struct heatmap *h)
{
    const struct ratios *r = h->ratios;
    struct arena *arena = &h->sheet->arena;
    const char *ends[2] = {"", ""};
    double least = INFINITY, most = 0;

    for (size_t row = 0; row < r->row_count; row++) {
        for (size_t c = 0; c < h->count; c++) {
            double ratio = ratios_at(r, row, h->columns[c])->effect.ratio;
            const char *name = r->arms[h->columns[c]].name;
            if (!sheet_has_ratio(h->ratios, row, h->columns[c]))
                continue;
            const char *words = arena_printf(
                arena, "%s (%s%s%s)", sheet_ratio(h->sheet, ratio),
                sheet_fit(h->sheet, name, 13, 200), r->rows[row].workload != NULL ? " in " : "",
                r->rows[row].workload != NULL ? r->rows[row].name : "");
            if (ratio < least)
                least = ratio, ends[0] = words;
            if (ratio > most)
                most = ratio, ends[1] = words;
        }
    }
    const char *reference = sheet_reference(h->sheet, r);
    const char *noun = sheet_metric_noun(h->sheet, r->metric);
    return least == most ? arena_printf(arena, "%s the %s of %s", ends[1], noun, reference)
                         : arena_printf(arena, "From %s to %s the %s of %s", ends[0], ends[1],
                                        noun, reference);
}

static int lay_out(struct heatmap *h, struct err *err)
{
    struct sheet *s = h->sheet;
    double names = sheet_names_width(s, h->ratios, h->mean);

    h->box = (struct sheet_box){.left = MARGIN + names + 8, .right = s->width - MARGIN};
    if ((h->box.right - h->box.left) / (double)h->count < LEAST_CELL)
        return err_set(err, -E2BIG,
                       "%zu columns do not fit this size: choose some with --lang and "
                       "--variant, or a wider one with --size",
                       h->count);
    sheet_head(
        s, title(h),
        arena_printf(&s->arena,
                     "%s relative to %s. Orange: more; purple: less; no colour: the %g %% "
                     "interval holds 1; n = %s. Colours end at 8 times.",
                     sheet_metric_title(s, h->ratios->metric), sheet_reference(s, h->ratios),
                     100 * h->ratios->level, sheet_pairs(s, h->ratios)));
    bool heads = names_fit(h);
    if (!heads)
        sheet_legend(s, h->ratios, h->shown);
    h->box.top = s->y + HEAD;
    h->box.bottom = h->box.top + ROW * s->stretch * (double)(h->ratios->row_count + h->mean);
    s->plot_height = h->box.bottom - h->box.top;
    sheet_panel(s, h->box);
    put_names(h, names);
    put_heads(h, heads);
    put_cells(h);
    sheet_define(s, "COLUMNS = %zu.0; ROWS = %zu.0", h->count, h->ratios->row_count + h->mean);
    s->y = h->box.bottom + 8;
    sheet_foot(s, h->ratios,
               h->mean
                   ? "Geometric mean over the workloads that all have, its interval for these "
                     "programs."
                   : NULL);
    return 0;
}

int figures_heatmap(struct sheet *sheet, struct err *err)
{
    struct heatmap h = {.sheet = sheet};
    int r = figure_data_ratios(&h.ratios, sheet->source, sheet->options->metric, err);

    if (r < 0)
        return r;
    h.shown = arena_alloc(&sheet->arena, h.ratios->arm_count + 1, sizeof(*h.shown));
    h.columns = arena_alloc(&sheet->arena, h.ratios->arm_count + 1, sizeof(*h.columns));
    survey(&h);
    r = h.count > 0 ? lay_out(&h, err) : sheet_no_data(sheet, err);
    return r;
}
