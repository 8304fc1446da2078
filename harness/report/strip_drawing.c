/* SPDX-License-Identifier: MIT
 * Values as dots in the order of their blocks. */
#include "report/strip_drawing.h"

#include <math.h>

enum { WIDTH = 480, HEIGHT = 72, MARGIN = 5 };

/* What the drawing spans. */
struct frame {
    double low, high;
    int64_t first, last; /* blocks */
};

static void stretch(struct frame *f, const struct result_series *series)
{
    for (size_t i = 0; series != NULL && i < series->count; i++) {
        const struct result_value *v = &series->values[i];
        f->low = fmin(f->low, v->value);
        f->high = fmax(f->high, v->value);
        f->first = v->block < f->first ? v->block : f->first;
        f->last = v->block > f->last ? v->block : f->last;
    }
}

static double x_of(const struct frame *f, int64_t block)
{
    double span = f->last > f->first ? (double)(f->last - f->first) : 1;

    return MARGIN + (WIDTH - 2 * MARGIN) * (double)(block - f->first) / span;
}

static double y_of(const struct frame *f, double value)
{
    double span = f->high > f->low ? f->high - f->low : 1;

    return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (value - f->low) / span;
}

static size_t stride_of(const struct result_series *series)
{
    return 1 + (series->count - 1) / STRIP_DOTS;
}

static void add_dots(struct text *out, const struct frame *f,
                     const struct result_series *series, const char *class)
{
    if (series == NULL || series->count == 0)
        return;
    for (size_t i = 0; i < series->count; i += stride_of(series))
        text_printf(out, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"/>", class,
                    x_of(f, series->values[i].block), y_of(f, series->values[i].value));
}

static void add_words(struct text *out, const struct frame *f,
                      const struct result_series *series, const struct result_series *aside,
                      enum unit unit)
{
    char low[UNITS_TEXT_SIZE], high[UNITS_TEXT_SIZE];
    size_t stride = stride_of(series);

    text_printf(out, "%zu in the order they ran, from %s to %s; the line is the median",
                series->count, units_format(low, f->low, unit),
                units_format(high, f->high, unit));
    if (stride > 1)
        text_printf(out, "; one dot in %zu is drawn", stride);
    if (aside != NULL && aside->count > 0)
        text_printf(out, "; hollow: %zu set aside", aside->count);
}

/* The numbers themselves, where they can be read. */
static void add_values(struct text *out, const struct result_series *series, enum unit unit)
{
    char value[UNITS_TEXT_SIZE];

    if (series->count > STRIP_VALUES)
        return;
    text_add(out, "<small>");
    for (size_t i = 0; i < series->count; i++)
        text_printf(out, "%s%s", i > 0 ? ", " : "",
                    units_format(value, series->values[i].value, unit));
    text_add(out, "</small>");
}

void strip_drawing(struct text *out, const struct result_series *series,
                   const struct result_series *aside, enum unit unit)
{
    if (series->count == 0)
        return;
    struct frame f = {INFINITY, -INFINITY, INT64_MAX, INT64_MIN};
    stretch(&f, series);
    stretch(&f, aside);
    double middle = y_of(&f, result_figure(series).median);
    text_printf(out,
                "<svg class=\"strip\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\">"
                "<path d=\"M0 %.1fH%d\"/>",
                WIDTH, HEIGHT, middle, WIDTH);
    add_dots(out, &f, series, "dot");
    add_dots(out, &f, aside, "hollow");
    text_add(out, "</svg><small>");
    add_words(out, &f, series, aside, unit);
    text_add(out, "</small>");
    add_values(out, series, unit);
}
