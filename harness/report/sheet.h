/* SPDX-License-Identifier: MIT
 * The paper a figure is drawn on: words placed in pixels from the top left, panels for gnuplot
 * to plot in, numbers as data. All words are laid out here, so that none can be cut off or
 * overlap; gnuplot draws marks, axes and grids. */
#ifndef SHEET_H
#define SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "report/chart.h"
#include "report/figure_data.h"
#include "report/palette.h"

enum sheet_align { SHEET_LEFT, SHEET_CENTER, SHEET_RIGHT };

enum { SHEET_MARGIN = 16, SHEET_LEAD = 4 /* between lines */ };

struct sheet_style {
    double size; /* px; 0: 13 */
    bool bold;
    enum sheet_align align;
    uint32_t color; /* an ink */
    int point;      /* a mark before the words; 0: none */
    uint32_t point_color;
    bool halo; /* nothing of the plot shows between the letters */
};

#define SHEET_FG INK_TEXT
#define SHEET_MUTED INK_MUTED

struct sheet_label {
    double x, y; /* of the middle of the line */
    const char *text;
    struct sheet_style style;
};

struct sheet_box {
    double left, top, right, bottom;
};

/* A thin line, from a name to its mark. */
struct sheet_leader {
    double x1, y1, x2, y2;
    uint32_t color;
};

struct sheet {
    struct figure_data *source;
    const struct result *result; /* SOURCE's */
    const struct chart_options *options;
    const char *font;
    const char *title, *subtitle;
    double width, height; /* logical px; the height is known when the foot is written */
    double scale;         /* device px a logical px */
    double stretch;       /* of what can be higher */
    double plot_height;   /* of what was stretched */
    double y;             /* where the next line goes */
    bool of_energy;       /* the figure shows joules or watts */
    bool hollow;          /* which are no measurement */
    struct arena arena;
    struct text data, definitions;
    struct sheet_label *labels;
    size_t label_count;
    struct sheet_leader *leaders;
    size_t leader_count;
    struct sheet_box *panels;
    size_t panel_count;
};

void sheet_free(struct sheet *sheet);

double sheet_text_width(const struct sheet *sheet, const char *text, double size, bool bold);
/* TEXT cut to WIDTH px, with an ellipsis where it was. */
const char *sheet_fit(struct sheet *sheet, const char *text, double size, double width);
const char *sheet_fit_bold(struct sheet *sheet, const char *text, double size, double width);
void sheet_label(struct sheet *sheet, double x, double y, const char *text,
                 struct sheet_style style);
void sheet_line(struct sheet *sheet, double x1, double y1, double x2, double y2,
                uint32_t color);
/* From the line at sheet->y on, wrapped at the sheet's width. */
void sheet_paragraph(struct sheet *sheet, const char *text, struct sheet_style style);

void sheet_panel(struct sheet *sheet, struct sheet_box box);
/* A line of the script. */
void sheet_define(struct sheet *sheet, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Two blank lines: gnuplot's next index. */
void sheet_next_index(struct sheet *sheet);

/* An ink as the theme has it, for DATA. */
uint32_t sheet_color(const struct sheet *sheet, uint32_t ink);

/* TEXT as a string of the script, for the format that is drawn. */
void sheet_quote(const struct sheet *sheet, struct text *out, const char *text);
/* Add LaTeX's command for words of SIZE px. */
void sheet_tex_size(const struct sheet *sheet, struct text *out, double size);

/* What was laid out, as a script: panels, definitions, leaders; and the labels, which come
 * after the plots so that these do not cover them. */
void sheet_script(const struct sheet *sheet, struct text *out);
void sheet_words(const struct sheet *sheet, struct text *out);

#endif
