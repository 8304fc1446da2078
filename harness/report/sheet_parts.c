/* SPDX-License-Identifier: MIT
 * What all figures have. */
#include "report/sheet_parts.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"

struct palette_look sheet_look_of(const struct sheet *sheet, const char *language, size_t nth,
                                  size_t before)
{
    static const int again[] = {11, 15, 9, 13, 5, 7}; /* a language's further arms */
    const struct palette_look *known =
        language != NULL ? palette_language(language)
                         : &palette_languages[nth % palette_language_count].look;
    struct palette_look look = known != NULL ? *known : palette_other(nth);

    if (before > 0)
        look.point = again[(before - 1) % ARRAY_SIZE(again)];
    look.point -= sheet->hollow; /* gnuplot: the hollow form is the one before */
    return look;
}

struct palette_look sheet_look(const struct sheet *sheet, const struct ratios *ratios,
                               size_t arm)
{
    const char *language = ratios->arms[arm].language;
    size_t before = 0;

    for (size_t i = 0; i < arm && language != NULL; i++)
        before += strcmp(ratios->arms[i].language, language) == 0;
    return sheet_look_of(sheet, language, arm, before);
}

int sheet_check_count(const struct sheet *sheet, size_t count, struct err *err)
{
    enum { MOST = 12 };

    if (count <= MOST)
        return 0;
    return err_set(
        err, -E2BIG,
        "%s: %zu programs of a workload are too many to tell apart: choose %d or fewer "
        "with --lang and --variant",
        chart_kind_name(sheet->options->kind), count, MOST);
}

int sheet_check_arms(const struct sheet *sheet, const struct ratios *ratios, const bool *shown,
                     struct err *err)
{
    size_t count = 0;

    for (size_t arm = 0; arm < ratios->arm_count; arm++)
        count += shown[arm];
    return sheet_check_count(sheet, count, err);
}

void sheet_head(struct sheet *sheet, const char *title, const char *subtitle)
{
    sheet->title = title;
    sheet->subtitle = subtitle;
    sheet->y = SHEET_MARGIN;
    sheet_paragraph(sheet, title,
                    (struct sheet_style){.size = 17, .bold = true, .color = SHEET_FG});
    sheet->y += 2;
    sheet_paragraph(sheet, subtitle, (struct sheet_style){.size = 12.5, .color = SHEET_MUTED});
    sheet->y += 8;
}

void sheet_key(struct sheet *sheet, const struct sheet_entry *entries, size_t count)
{
    double x = SHEET_MARGIN, limit = sheet->width - SHEET_MARGIN;

    for (size_t i = 0; i < count; i++) {
        const char *name =
            sheet_fit_bold(sheet, entries[i].name, 13, limit - SHEET_MARGIN - 20);
        double width = sheet_text_width(sheet, name, 13, true) + 36;
        if (x > SHEET_MARGIN && x + width - 20 > limit) {
            x = SHEET_MARGIN;
            sheet->y += 19;
        }
        sheet_label(sheet, x, sheet->y + 7, name,
                    (struct sheet_style){.color = INK_TEXT,
                                         .bold = true,
                                         .point = entries[i].look.point,
                                         .point_color = entries[i].look.color});
        x += width;
    }
    sheet->y += 24;
}

void sheet_legend(struct sheet *sheet, const struct ratios *ratios, const bool *shown)
{
    struct sheet_entry *entries =
        arena_alloc(&sheet->arena, ratios->arm_count + 1, sizeof(*entries));
    size_t count = 0;

    for (size_t i = 0; i < ratios->arm_count; i++)
        if (shown == NULL || shown[i])
            entries[count++] =
                (struct sheet_entry){ratios->arms[i].name, sheet_look(sheet, ratios, i)};
    sheet_key(sheet, entries, count);
}

/* With no-break spaces: a name and its number stay on one line, and no line begins with a dot.
 */
static void add_unbroken(struct text *out, const char *name)
{
    text_add(out, out->length > 0 ? "\u00a0· " : "");
    for (const char *p = name; *p != '\0'; p++)
        text_add_bytes(out, *p == ' ' ? "\u00a0" : p, *p == ' ' ? 2 : 1);
}

static const char *toolchain_at(const struct sheet *s, const struct ratios *ratios, size_t i)
{
    return ratios != NULL ? ratios->arms[i].toolchain : s->result->cells[i].toolchain;
}

static void add_toolchains(const struct sheet *s, struct text *out, const struct ratios *ratios)
{
    size_t count = ratios != NULL ? ratios->arm_count : s->result->cell_count;

    for (size_t i = 0; i < count; i++) {
        const char *name = toolchain_at(s, ratios, i);
        bool seen = false;
        for (size_t j = 0; j < i && name != NULL && !seen; j++) {
            const char *other = toolchain_at(s, ratios, j);
            seen = other != NULL && strcmp(other, name) == 0;
        }
        if (name != NULL && !seen)
            add_unbroken(out, name);
    }
}

/* What was planned and has no value, and why. */
static void add_missing(struct sheet *sheet, struct sheet_style style)
{
    const struct result *r = sheet->result;
    struct text line = {0};
    size_t count = 0;

    for (size_t i = 0; i < r->cell_count; i++) {
        const struct result_series *series = &r->cells[i].metric[sheet->options->metric];
        if (series->count > 0)
            continue;
        if (count++ < 3)
            text_printf(&line, "%s%s: %s", count == 1 ? "Not shown: " : "; ", r->cells[i].label,
                        series->reason != NULL ? series->reason : "no value");
    }
    if (count > 3)
        text_printf(&line, "; and %zu more", count - 3);
    if (count > 0)
        sheet_paragraph(sheet, text_string(&line), style);
    text_free(&line);
}

void sheet_foot(struct sheet *sheet, const struct ratios *ratios, const char *note)
{
    const struct result *r = sheet->result;
    struct sheet_style style = {.size = 11, .color = SHEET_MUTED};
    struct text line = {0};

    sheet->y += 6;
    if (note != NULL)
        sheet_paragraph(sheet, note, style);
    if (ratios != NULL)
        add_missing(sheet, style);
    if (sheet->hollow) {
        text_printf(&line, "Energy is %s (%s), not measured: hollow or hatched marks.",
                    r->energy_source, r->energy_resolver);
        sheet_paragraph(sheet, text_string(&line), style);
        text_free(&line);
    }
    if (r->session_count > 0) {
        const struct result_session *s = &r->sessions[0];
        text_printf(&line, "%s%s", s->cpu_model,
                    s->hypervisor != NULL ? " in a virtual machine" : "");
        add_unbroken(&line, arena_printf(&sheet->arena, "Linux %s", s->kernel));
        add_unbroken(&line, arena_printf(&sheet->arena, "governor %s",
                                         s->governor != NULL ? s->governor : "unknown"));
        if (r->session_count > 1)
            add_unbroken(
                &line, arena_printf(&sheet->arena, "first of %zu sessions", r->session_count));
    }
    add_toolchains(sheet, &line, ratios);
    sheet_paragraph(sheet, text_string(&line), style);
    text_free(&line);
    add_unbroken(&line, arena_printf(&sheet->arena, "polyjoule %s", r->tool_version));
    add_unbroken(&line, arena_printf(&sheet->arena, "campaign %s", r->uuid));
    if (sheet->of_energy)
        add_unbroken(&line, arena_printf(&sheet->arena, "energy: %s (%s)", r->energy_source,
                                         r->energy_resolver));
    sheet_paragraph(sheet, text_string(&line), style);
    text_free(&line);
    sheet->height = sheet->y + SHEET_MARGIN - SHEET_LEAD;
}

int sheet_no_data(const struct sheet *sheet, struct err *err)
{
    enum metric metric = sheet->options->metric;
    const char *reason = NULL;

    for (size_t i = 0; i < sheet->result->cell_count && reason == NULL; i++)
        reason = sheet->result->cells[i].metric[metric].reason;
    return err_set(err, -ENODATA, "the campaign has no %s to draw: %s",
                   metric_facts(metric)->noun,
                   reason != NULL ? reason : "nothing to compare in that variant");
}

const char *sheet_range(struct sheet *sheet, size_t least, size_t most)
{
    return least == most ? arena_printf(&sheet->arena, "%zu", most)
                         : arena_printf(&sheet->arena, "%zu to %zu", least, most);
}

bool sheet_has_ratio(const struct ratios *ratios, size_t row, size_t arm)
{
    const struct ratios_entry *entry = ratios_at(ratios, row, arm);

    return entry->effect.pairs > 0 && entry->cell != ratios->rows[row].reference;
}

bool sheet_told_apart(const struct effect *effect)
{
    return effect->ci.low > 1 || effect->ci.high < 1;
}

const char *sheet_reference(struct sheet *sheet, const struct ratios *ratios)
{
    return ratios->reference != NULL ? ratios_language_title(ratios->reference)
                                     : sheet_fit(sheet, ratios->arms[0].name, 13, 200);
}

double sheet_names_width(const struct sheet *sheet, const struct ratios *ratios, bool mean)
{
    const double most = 0.4;
    double width = mean ? sheet_text_width(sheet, "geometric mean", 13, true) : 0;

    for (size_t row = 0; row < ratios->row_count; row++)
        width = fmax(width, sheet_text_width(sheet, ratios->rows[row].name, 13, false));
    return fmin(width, sheet->width * most);
}

const char *sheet_pairs(struct sheet *sheet, const struct ratios *ratios)
{
    const char *what = sheet->result->imported ? "trials of each" : "pairs";
    size_t least = SIZE_MAX, most = 0;

    for (size_t row = 0; row < ratios->row_count; row++) {
        for (size_t arm = 0; arm < ratios->arm_count; arm++) {
            size_t pairs = ratios_at(ratios, row, arm)->effect.pairs;
            if (!sheet_has_ratio(ratios, row, arm))
                continue;
            least = pairs < least ? pairs : least;
            most = pairs > most ? pairs : most;
        }
    }
    return arena_printf(&sheet->arena, "%s %s", sheet_range(sheet, least, most), what);
}

const char *sheet_ratio(struct sheet *sheet, double ratio)
{
    return arena_printf(&sheet->arena, "%.*f×",
                        ratio < 9.995   ? 2
                        : ratio < 99.95 ? 1
                                        : 0,
                        ratio);
}

const char *sheet_value(struct sheet *sheet, double value, double delta, enum unit unit)
{
    char plain[UNITS_TEXT_SIZE];
    struct text out = {0};

    units_format_pm(plain, value, delta, unit);
    for (const char *p = plain; *p != '\0'; p++) {
        if (strncmp(p, "+-", 2) == 0) {
            text_add(&out, "±");
            p++;
        } else if (*p == 'u' && (p[1] == 's' || p[1] == 'J')) {
            text_add(&out, "µ");
        } else {
            text_add_bytes(&out, p, 1);
        }
    }
    const char *shown = arena_dup(&sheet->arena, text_string(&out));
    text_free(&out);
    return shown;
}

const char *sheet_metric_noun(struct sheet *sheet, enum metric metric)
{
    const char *noun = metric_facts(metric)->noun;

    return sheet->hollow
               ? arena_printf(&sheet->arena, "%s %s", sheet->result->energy_source, noun)
               : noun;
}

const char *sheet_metric_title(struct sheet *sheet, enum metric metric)
{
    char *title = arena_dup(&sheet->arena, sheet_metric_noun(sheet, metric));

    if (title[0] >= 'a' && title[0] <= 'z')
        title[0] = (char)(title[0] - 'a' + 'A');
    return title;
}
