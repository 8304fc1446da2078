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

static const char *fit(struct sheet *sheet, const char *text, double size, bool bold,
                       double width)
{
    size_t length = strlen(text);

    if (sheet_text_width(sheet, text, size, bold) <= width)
        return text;
    for (;;) {
        const char *cut = arena_printf(&sheet->arena, "%.*s…", (int)length, text);
        if (length == 0 || sheet_text_width(sheet, cut, size, bold) <= width)
            return cut;
        do
            length--;
        while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80);
    }
}

const char *sheet_fit(struct sheet *sheet, const char *text, double size, double width)
{
    return fit(sheet, text, size, false, width);
}

const char *sheet_fit_bold(struct sheet *sheet, const char *text, double size, double width)
{
    return fit(sheet, text, size, true, width);
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
    double room = sheet->width - 2 * SHEET_MARGIN, size = style.size;
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
        sheet_label(sheet, SHEET_MARGIN, sheet->y + size / 2,
                    fit(sheet, words, size, style.bold, room), style);
        sheet->y += size + SHEET_LEAD;
        line = end + strspn(end, " ");
    }
}

uint32_t sheet_color(const struct sheet *sheet, uint32_t ink)
{
    return palette_color(sheet->options->theme, ink);
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
