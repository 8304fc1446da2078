/* SPDX-License-Identifier: MIT
 * The paper a figure is drawn on. */
#include "report/sheet.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/quote.h"
#include "report/writing.h"

enum { MARGIN = 16, LEAD = 4 /* between lines */ };

void sheet_free(struct sheet *sheet)
{
    arena_free(&sheet->arena);
    text_free(&sheet->data);
    text_free(&sheet->definitions);
    free(sheet->labels);
    free(sheet->leaders);
    free(sheet->panels);
}

/* Widths in em of Inter, a little generous. */
static double em(unsigned char c)
{
    if (c >= 0x80 && c < 0xc0)
        return 0; /* continuation */
    if (strchr("iljI.,:;'|!", c) != NULL)
        return 0.29;
    if (strchr(" ()[]rtf/-", c) != NULL)
        return 0.38;
    if (strchr("mwMW@%", c) != NULL)
        return 0.9;
    return (c >= 'A' && c <= 'Z') || c >= 0x80 ? 0.71 : 0.61;
}

double sheet_text_width(const struct sheet *sheet, const char *text, double size, bool bold)
{
    bool inter = strcmp(sheet->font, "Inter") == 0;
    double width = 0;

    for (const char *p = text; *p != '\0'; p++)
        width += em((unsigned char)*p);
    return width * size * (inter ? 0.93 : 1.02) * (!bold ? 1 : inter ? 1.06 : 1.15);
}

const char *sheet_fit(struct sheet *sheet, const char *text, double size, double width)
{
    size_t length = strlen(text);

    if (sheet_text_width(sheet, text, size, false) <= width)
        return text;
    for (;;) {
        const char *cut = arena_printf(&sheet->arena, "%.*s…", (int)length, text);
        if (length == 0 || sheet_text_width(sheet, cut, size, false) <= width)
            return cut;
        do
            length--;
        while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80);
    }
}

void sheet_label(struct sheet *sheet, double x, double y, const char *text,
                 struct sheet_style style)
{
    sheet->labels = mem_grow(sheet->labels, sheet->label_count, sizeof(*sheet->labels));
    if (style.size == 0)
        style.size = 13;
    sheet->labels[sheet->label_count++] =
        (struct sheet_label){x, y, arena_dup(&sheet->arena, text), style};
}

void sheet_line(struct sheet *sheet, double x1, double y1, double x2, double y2, uint32_t color)
{
    sheet->leaders = mem_grow(sheet->leaders, sheet->leader_count, sizeof(*sheet->leaders));
    sheet->leaders[sheet->leader_count++] = (struct sheet_leader){x1, y1, x2, y2, color};
}

/* The end of the word at P; a number and its unit are one word. */
static const char *word_end(const char *p)
{
    p += strspn(p, " ");
    p += strcspn(p, " ");
    while (*p == ' ' && isdigit((unsigned char)p[-1]) && strcspn(p + 1, " ") <= 3)
        p += 1 + strcspn(p + 1, " ");
    return p;
}

void sheet_paragraph(struct sheet *sheet, const char *text, struct sheet_style style)
{
    double room = sheet->width - 2 * MARGIN, size = style.size;
    const char *line = text;

    while (*line != '\0') {
        const char *end = line;
        for (const char *p = line;;) { /* word by word */
            p = word_end(p);
            const char *tried = arena_printf(&sheet->arena, "%.*s", (int)(p - line), line);
            if (end != line && sheet_text_width(sheet, tried, size, style.bold) > room)
                break;
            end = p;
            if (*p == '\0')
                break;
        }
        const char *words = arena_printf(&sheet->arena, "%.*s", (int)(end - line), line);
        sheet_label(sheet, MARGIN, sheet->y + size / 2, sheet_fit(sheet, words, size, room),
                    style);
        sheet->y += size + LEAD;
        line = end + strspn(end, " ");
    }
}

uint32_t sheet_color(const struct sheet *sheet, uint32_t ink)
{
    return palette_color(sheet->options->theme, ink);
}

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
    sheet->y = MARGIN;
    sheet_paragraph(sheet, title,
                    (struct sheet_style){.size = 17, .bold = true, .color = SHEET_FG});
    sheet->y += 2;
    sheet_paragraph(sheet, subtitle, (struct sheet_style){.size = 12.5, .color = SHEET_MUTED});
    sheet->y += 8;
}

void sheet_key(struct sheet *sheet, const struct sheet_entry *entries, size_t count)
{
    double x = MARGIN, limit = sheet->width - MARGIN;

    for (size_t i = 0; i < count; i++) {
        const char *name = sheet_fit(sheet, entries[i].name, 13.8, limit - MARGIN - 20);
        double width = sheet_text_width(sheet, name, 13, true) + 36;
        if (x > MARGIN && x + width - 20 > limit) {
            x = MARGIN;
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
    sheet->height = sheet->y + MARGIN - LEAD;
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

void sheet_panel(struct sheet *sheet, struct sheet_box box)
{
    sheet->panels = mem_grow(sheet->panels, sheet->panel_count, sizeof(box));
    sheet->panels[sheet->panel_count++] = box;
}

void sheet_define(struct sheet *sheet, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    text_vprintf(&sheet->definitions, format, args);
    va_end(args);
    text_add(&sheet->definitions, "\n");
}

void sheet_next_index(struct sheet *sheet)
{
    text_add(&sheet->data, "\n\n");
}

const char *sheet_pairs(struct sheet *sheet, const struct ratios *ratios)
{
    const char *what = sheet->result->imported ? "trials of each" : "pairs";
    size_t least = SIZE_MAX, most = 0;

    for (size_t row = 0; row < ratios->row_count; row++) {
        for (size_t arm = 0; arm < ratios->arm_count; arm++) {
            const struct ratios_entry *entry = ratios_at(ratios, row, arm);
            size_t pairs = entry->effect.pairs;
            if (pairs == 0 || entry->cell == ratios->rows[row].reference)
                continue;
            least = pairs < least ? pairs : least;
            most = pairs > most ? pairs : most;
        }
    }
    return least == most ? arena_printf(&sheet->arena, "%zu %s", most, what)
                         : arena_printf(&sheet->arena, "%zu to %zu %s", least, most, what);
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

void sheet_quote(const struct sheet *sheet, struct text *out, const char *text)
{
    struct text written = {0};

    writing_add(&written, text,
                sheet->options->format == CHART_TEX ? WRITING_LATEX : WRITING_UTF8);
    quote_gnuplot(out, text_string(&written));
    text_free(&written);
}

void sheet_tex_size(const struct sheet *sheet, struct text *out, double size)
{
    double points = size * 0.75 * sheet->scale;

    text_printf(out, "\\fontsize{%.3g}{%.3g}\\selectfont", points, 1.2 * points);
}

/* LaTeX takes no fonts from gnuplot, and has a frame around boxed words: all is in the words.
 */
static void write_tex_words(const struct sheet *sheet, struct text *out,
                            const struct sheet_label *l)
{
    struct text words = {0};
    uint32_t paper = sheet_color(sheet, INK_PAPER);

    sheet_tex_size(sheet, &words, l->style.size);
    if (l->style.bold)
        text_add(&words, "\\bfseries");
    text_add(&words, " ");
    if (l->style.halo)
        text_printf(&words, "\\fboxsep1pt\\colorbox[rgb]{%.3f,%.3f,%.3f}{",
                    (paper >> 16) / 255.0, (paper >> 8 & 255) / 255.0, (paper & 255) / 255.0);
    writing_add(&words, l->text, WRITING_LATEX);
    if (l->style.halo)
        text_add(&words, "}");
    quote_gnuplot(out, text_string(&words));
    text_free(&words);
}

static void write_label(const struct sheet *sheet, struct text *out, size_t i)
{
    static const char *const aligns[] = {"left", "center", "right"};
    const struct sheet_label *l = &sheet->labels[i];
    bool tex = sheet->options->format == CHART_TEX;
    double x = l->x + (l->style.point != 0 ? 6 : 0);

    text_printf(out, "set label %zu ", i + 1);
    if (tex)
        write_tex_words(sheet, out, l);
    else
        sheet_quote(sheet, out, l->text);
    text_printf(out, " at screen %.6f,%.6f %s front textcolor rgb '#%06x'", x / sheet->width,
                1 - l->y / sheet->height, aligns[l->style.align],
                sheet_color(sheet, l->style.color));
    if (!tex)
        text_printf(out, " font '%s%s,%g'%s", sheet->font, l->style.bold ? ":Bold" : "",
                    l->style.size * (sheet->options->format == CHART_SVG ? 1 : 0.75),
                    l->style.halo ? " boxed" : "");
    if (l->style.point != 0)
        text_printf(out,
                    " point pointtype %d ps 0.8*SCALE lw 1.5*SCALE lc rgb '#%06x' offset 1,0",
                    l->style.point, sheet_color(sheet, l->style.point_color));
    text_add(out, "\n");
}

static void write_panels(const struct sheet *s, struct text *out)
{
    static const char *const names[] = {"LEFT", "RIGHT", "TOP", "BOTTOM"};

    for (size_t side = 0; side < ARRAY_SIZE(names); side++) {
        text_printf(out, "array P_%s[%zu] = [", names[side], s->panel_count);
        for (size_t i = 0; i < s->panel_count; i++) {
            const struct sheet_box *b = &s->panels[i];
            const double at[] = {b->left / s->width, b->right / s->width,
                                 1 - b->top / s->height, 1 - b->bottom / s->height};
            text_printf(out, "%s%.6f", i > 0 ? ", " : "", at[side]);
        }
        text_printf(out, "]\n%s = P_%s[1]\n", names[side], names[side]);
    }
    text_printf(out, "PANELS = %zu\n", s->panel_count);
}

void sheet_script(const struct sheet *sheet, struct text *out)
{
    write_panels(sheet, out);
    text_add(out, text_string(&sheet->definitions));
    for (size_t i = 0; i < sheet->leader_count; i++) {
        const struct sheet_leader *l = &sheet->leaders[i];
        text_printf(
            out,
            "set arrow %zu from screen %.6f,%.6f to screen %.6f,%.6f nohead lw 0.6*SCALE lc "
            "rgb '#%06x' back\n",
            i + 100, l->x1 / sheet->width, 1 - l->y1 / sheet->height, l->x2 / sheet->width,
            1 - l->y2 / sheet->height, sheet_color(sheet, l->color));
    }
}

void sheet_words(const struct sheet *sheet, struct text *out)
{
    for (size_t i = 0; i < sheet->label_count; i++)
        write_label(sheet, out, i);
}
