/* SPDX-License-Identifier: MIT
 * Forest plot: what each language costs relative to the reference. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/axis.h"
#include "report/figures.h"

struct forest {
    struct sheet *sheet;
    const struct ratios *ratios;
    bool *shown; /* arms that have a ratio and are not the reference */
    size_t arms, rows, means;
    double low, high;
};

static void widen(struct forest *f, const struct effect *effect)
{
    f->low = fmin(f->low,
                  fmin(effect->ratio, isnan(effect->ci.low) ? effect->ratio : effect->ci.low));
    f->high = fmax(
        f->high, fmax(effect->ratio, isnan(effect->ci.high) ? effect->ratio : effect->ci.high));
}

static void survey(struct forest *f)
{
    f->low = f->high = 1;
    f->rows = f->ratios->row_count;
    for (size_t arm = 0; arm < f->ratios->arm_count; arm++) {
        for (size_t row = 0; row < f->rows; row++) {
            if (!sheet_has_ratio(f->ratios, row, arm))
                continue;
            f->shown[arm] = true;
            widen(f, &ratios_at(f->ratios, row, arm)->effect);
        }
        f->arms += f->shown[arm];
        if (f->shown[arm] && f->ratios->means[arm].workloads > 1) {
            f->means = 1;
            widen(f, &f->ratios->means[arm].programs);
        }
    }
    double pad = fmax(log(f->high / f->low) * 0.04, log(1.01));
    f->low *= exp(f->low < 1 ? -2 * pad : -pad); /* values below 1 are written left of it */
    f->high *= exp(pad);
}

/* The figure that stands for an arm: its geometric mean, or its ratio in the only workload. */
static const struct effect *headline(const struct forest *f, size_t arm)
{
    if (f->means)
        return &f->ratios->means[arm].suite;
    for (size_t row = 0; row < f->rows; row++)
        if (sheet_has_ratio(f->ratios, row, arm))
            return &ratios_at(f->ratios, row, arm)->effect;
    return NULL;
}

/* "Rust takes 1.05× the wall time of C, Go 1.90× and Python 54×", of the arms that are told
 * apart; of the others their names. Returns how many. */
static size_t list_arms(const struct forest *f, struct text *out, bool told)
{
    size_t count = 0, done = 0;

    for (size_t arm = 0; arm < f->ratios->arm_count; arm++)
        count += f->shown[arm] && sheet_told_apart(headline(f, arm)) == told;
    for (size_t arm = 0; arm < f->ratios->arm_count; arm++) {
        const struct effect *effect = f->shown[arm] ? headline(f, arm) : NULL;
        if (effect == NULL || sheet_told_apart(effect) != told)
            continue;
        text_add(out, done == 0 ? "" : done + 1 == count ? " and " : ", ");
        text_add(out, sheet_fit(f->sheet, f->ratios->arms[arm].name, 13, 200));
        if (told)
            text_printf(out, "%s %s", done == 0 ? " takes" : "",
                        sheet_ratio(f->sheet, effect->ratio));
        if (told && done == 0)
            text_printf(out, " the %s of %s", sheet_metric_noun(f->sheet, f->ratios->metric),
                        sheet_reference(f->sheet, f->ratios));
        done++;
    }
    return count;
}

/* "Across 7 workloads 8 programs take 0.98× (Rust) to 50.9× (Python) the wall time of C" */
static const char *title_of_many(const struct forest *f)
{
    size_t least = SIZE_MAX, most = SIZE_MAX;

    for (size_t arm = 0; arm < f->ratios->arm_count; arm++) {
        if (!f->shown[arm])
            continue;
        double ratio = headline(f, arm)->ratio;
        if (least == SIZE_MAX || ratio < headline(f, least)->ratio)
            least = arm;
        if (most == SIZE_MAX || ratio > headline(f, most)->ratio)
            most = arm;
    }
    return arena_printf(
        &f->sheet->arena, "%s%zu programs take %s (%s) to %s (%s) the %s of %s",
        f->means ? arena_printf(&f->sheet->arena, "Across %zu workloads ",
                                f->ratios->means[0].workloads)
                 : "",
        f->arms, sheet_ratio(f->sheet, headline(f, least)->ratio), f->ratios->arms[least].name,
        sheet_ratio(f->sheet, headline(f, most)->ratio), f->ratios->arms[most].name,
        sheet_metric_noun(f->sheet, f->ratios->metric), sheet_reference(f->sheet, f->ratios));
}

static const char *title(const struct forest *f)
{
    enum { MANY = 6 };

    if (f->arms > MANY)
        return title_of_many(f);
    struct text told = {0}, alike = {0};
    size_t apart = list_arms(f, &told, true), same = list_arms(f, &alike, false);
    struct arena *arena = &f->sheet->arena;
    const char *where = "", *out;

    if (f->means)
        where = arena_printf(arena, "Across %zu workloads ", f->ratios->means[0].workloads);
    else if (f->ratios->rows[0].workload != NULL && f->rows == 1)
        where = arena_printf(arena, "%s: ", f->ratios->rows[0].name);
    if (apart == 0)
        out = arena_printf(arena, "%s%s cannot be told apart from %s in %s", where,
                           text_string(&alike), sheet_reference(f->sheet, f->ratios),
                           sheet_metric_noun(f->sheet, f->ratios->metric));
    else
        out =
            arena_printf(arena, "%s%s%s%s%s", where, text_string(&told), same > 0 ? "; " : "",
                         text_string(&alike), same > 0 ? " cannot be told apart from it" : "");
    text_free(&told);
    text_free(&alike);
    return out;
}

static const char *subtitle(const struct forest *f)
{
    return arena_printf(&f->sheet->arena,
                        "%s relative to %s, log scale, less is better. Mark: estimate of the "
                        "ratio%s; bar: its %g %% "
                        "interval; n = %s.",
                        sheet_metric_title(f->sheet, f->ratios->metric),
                        sheet_reference(f->sheet, f->ratios),
                        f->sheet->result->imported ? "" : " in paired blocks",
                        100 * f->ratios->level, sheet_pairs(f->sheet, f->ratios));
}

static double across(const struct forest *f, const struct sheet_box *box, double ratio)
{
    return box->left + (box->right - box->left) * log(ratio / f->low) / log(f->high / f->low);
}

/* Right of the mark and its bar; left of it where the words would leave the sheet or lie on the
 * line of the reference. */
static void put_value(struct forest *f, const struct sheet_box *box, double y,
                      const struct effect *effect, struct interval bar)
{
    const char *text = sheet_ratio(f->sheet, effect->ratio);
    double width = sheet_text_width(f->sheet, text, 11, false), one = across(f, box, 1);
    double right = across(f, box, isnan(bar.high) ? effect->ratio : bar.high) + 8;
    double left = across(f, box, isnan(bar.low) ? effect->ratio : bar.low) - 8;
    bool crosses = right < one + 4 && one<right + width, room = left - width> box->left;
    bool fits = right + width < f->sheet->width - 4 && !(crosses && room);

    if (crosses && !room)
        right = one + 4;

    sheet_label(f->sheet, fits ? right : left, y, text,
                (struct sheet_style){
                    .size = 11, .color = INK_TEXT, .align = fits ? SHEET_LEFT : SHEET_RIGHT});
}

/* WIDEST: the interval that the value is written beside. */
static void put_mark(struct forest *f, const struct sheet_box *box, double y, size_t arm,
                     const struct effect *effect, struct interval widest)
{
    double row_height = (box->bottom - box->top) / (double)(f->rows + f->means);
    struct palette_look look = sheet_look(f->sheet, f->ratios, arm);
    bool none = isnan(effect->ci.low);

    text_printf(&f->sheet->data, "%.6f %.9g %.9g %.9g %u %d\n", y, effect->ratio,
                none ? effect->ratio : effect->ci.low, none ? effect->ratio : effect->ci.high,
                look.color, look.point);
    put_value(f, box, box->top + y * row_height, effect, widest);
}

static double slot_y(const struct forest *f, size_t row, size_t slot)
{
    return (double)row + ((double)slot + 1) / ((double)f->arms + 1);
}

static void put_means(struct forest *f, const struct sheet_box *box)
{
    size_t slot = 0;

    for (size_t arm = 0; arm < f->ratios->arm_count; arm++)
        if (f->shown[arm])
            put_mark(f, box, slot_y(f, f->rows, slot++), arm, &f->ratios->means[arm].suite,
                     f->ratios->means[arm].programs.ci);
    sheet_next_index(f->sheet);
    slot = 0;
    for (size_t arm = 0; arm < f->ratios->arm_count; arm++) {
        struct interval ci = f->ratios->means[arm].programs.ci;
        if (f->shown[arm])
            text_printf(&f->sheet->data, "%.6f %.9g %.9g %u\n", slot_y(f, f->rows, slot++),
                        ci.low, ci.high, sheet_look(f->sheet, f->ratios, arm).color);
    }
}

static void put_rows(struct forest *f, const struct sheet_box *box)
{
    for (size_t row = 0; row < f->rows; row++) {
        for (size_t arm = 0, slot = 0; arm < f->ratios->arm_count; arm++) {
            const struct effect *effect = &ratios_at(f->ratios, row, arm)->effect;
            if (sheet_has_ratio(f->ratios, row, arm))
                put_mark(f, box, slot_y(f, row, slot), arm, effect, effect->ci);
            slot += f->shown[arm];
        }
    }
    if (f->means)
        put_means(f, box);
}

static void put_names(struct forest *f, const struct sheet_box *box, double width)
{
    double height = (box->bottom - box->top) / (double)(f->rows + f->means);

    for (size_t row = 0; row < f->rows; row++)
        sheet_label(f->sheet, box->left - 8, box->top + ((double)row + 0.5) * height,
                    sheet_fit(f->sheet, f->ratios->rows[row].name, 13, width),
                    (struct sheet_style){.color = SHEET_FG, .align = SHEET_RIGHT});
    if (f->means)
        sheet_label(
            f->sheet, box->left - 8, box->bottom - 0.5 * height, "geometric mean",
            (struct sheet_style){.color = SHEET_FG, .bold = true, .align = SHEET_RIGHT});
}

static const char *note(const struct forest *f)
{
    bool few = false;

    for (size_t row = 0; row < f->rows; row++)
        for (size_t arm = 0; arm < f->ratios->arm_count; arm++)
            few |= sheet_has_ratio(f->ratios, row, arm) &&
                   ratios_at(f->ratios, row, arm)->effect.method == EFFECT_T;
    if (!few && !f->means)
        return NULL;
    return arena_printf(
        &f->sheet->arena, "%s%s",
        !few ? ""
        : f->sheet->result->imported
            ? "Trials were not run in turns: Welch's interval of the mean log ratio. "
            : "Fewer than 6 pairs: Student's interval of the mean log ratio. ",
        f->means
            ? "Geometric mean over the workloads that all have: thick bar, the interval for "
              "these programs by their noise; thin bar, as it may move for other programs."
            : "");
}

static void lay_out(struct forest *f)
{
    struct sheet *s = f->sheet;
    double row = ((double)f->arms * 15 + 12) * s->stretch,
           names = sheet_names_width(s, f->ratios, f->means);

    sheet_head(s, title(f), subtitle(f));
    sheet_legend(s, f->ratios, f->shown);
    struct sheet_box box = {24 + names, s->y, s->width - 52,
                            s->y + row * (double)(f->rows + f->means)};
    s->plot_height = box.bottom - box.top;
    sheet_panel(s, box);
    put_names(f, &box, names);
    put_rows(f, &box);
    sheet_define(s, "XMIN = %.9g; XMAX = %.9g; ROWS = %zu.0; MEANS = %zu", f->low, f->high,
                 f->rows + f->means, f->means);
    axis_log_tics(s, "x", f->low, f->high, (size_t)((box.right - box.left) / 52));
    s->y = box.bottom + 24;
    sheet_foot(s, f->ratios, note(f));
}

int figures_forest(struct sheet *sheet, struct err *err)
{
    struct forest f = {.sheet = sheet};
    int r = figure_data_ratios(&f.ratios, sheet->source, sheet->options->metric, err);

    if (r < 0)
        return r;
    f.shown = mem_alloc(f.ratios->arm_count, sizeof(*f.shown));
    survey(&f);
    if (f.arms == 0)
        r = sheet_no_data(sheet, err);
    else if ((r = sheet_check_arms(sheet, f.ratios, f.shown, err)) == 0)
        lay_out(&f);
    free(f.shown);
    return r;
}
