/* SPDX-License-Identifier: MIT
 * Where an axis has its tics, and where on the sheet its values are. */
#include "report/axis.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

#include "base/mem.h"

/* What a list of tics would else forget. */
#define LOOK "nomirror scale 0 textcolor rgb MUTED"

double axis_step(double range, double count)
{
    double least = range / count, power = pow(10, floor(log10(least)));

    return power * (least <= power ? 1 : least <= 2 * power ? 2 : least <= 5 * power ? 5 : 10);
}

void axis_log_tics(struct sheet *sheet, const char *axis, double low, double high, size_t most)
{
    double octaves = log2(high / low), count = (double)most;
    double step = high / low < 4 ? axis_step(high - low, count) : 0;
    double stride = ceil(octaves / count);
    struct text out = {0};

    text_printf(&out, "set %stics (", axis);
    for (double i = step > 0 ? floor((low - 1) / step) : floor(log2(low) / stride);; i++) {
        double at = step > 0 ? 1 + i * step : exp2(i * stride);
        if (at > high)
            break;
        if (at < low)
            continue;
        text_add(&out, out.data[out.length - 1] == '(' ? "" : ", ");
        sheet_quote(sheet, &out, arena_printf(&sheet->arena, "%.4g×", at));
        text_printf(&out, " %.9g", at);
    }
    text_add(&out, ") " LOOK);
    sheet_define(sheet, "%s", text_string(&out));
    text_free(&out);
}

struct axis_prefix axis_prefix(double value, enum unit unit)
{
    static const struct axis_prefix prefixes[] = {
        {UNIT_NANOSECONDS, 1e9, "s"},   {UNIT_NANOSECONDS, 1e6, "ms"},
        {UNIT_NANOSECONDS, 1e3, "µs"},  {UNIT_NANOSECONDS, 1, "ns"},
        {UNIT_NANOJOULES, 1e12, "kJ"},  {UNIT_NANOJOULES, 1e9, "J"},
        {UNIT_NANOJOULES, 1e6, "mJ"},   {UNIT_NANOJOULES, 1e3, "µJ"},
        {UNIT_NANOJOULES, 1, "nJ"},     {UNIT_BYTES, 1073741824.0, "GiB"},
        {UNIT_BYTES, 1048576.0, "MiB"}, {UNIT_BYTES, 1024.0, "KiB"},
        {UNIT_BYTES, 1, "B"},           {UNIT_WATTS, 1, "W"},
        {UNIT_WATTS, 1e-3, "mW"},
    };
    struct axis_prefix best = prefixes[0];

    for (size_t i = 0; i < ARRAY_SIZE(prefixes); i++) {
        if (prefixes[i].unit != unit)
            continue;
        best = prefixes[i];
        if (value >= best.size)
            break;
    }
    return best;
}

void axis_frames(struct sheet *sheet, size_t count)
{
    static const char *const names[] = {"XMIN", "XMAX", "YMIN", "YMAX", "TICS"};

    for (size_t i = 0; i < ARRAY_SIZE(names); i++)
        sheet_define(sheet, "array P_%s[%zu]", names[i], count);
}

static void add_tic(struct text *out, const char *format, double at)
{
    char number[32];

    snprintf(number, sizeof(number), at == 0 ? "%g" : format, at);
    text_printf(out, "%s'%s' %.9g", out->data[out->length - 1] == '(' ? "" : ", ", number, at);
}

/* 1, 2 and 5 in each power of ten, or fewer; where the range holds less than two, a round step.
 */
static void add_log_tics(struct text *out, struct interval range, double most,
                         const char *format)
{
    static const double steps[][3] = {{1, 2, 5}, {1, 3, 0}, {1, 0, 0}};
    double decades = log10(range.high / range.low);
    size_t kind = decades * 3 <= most ? 0 : decades * 2 <= most ? 1 : 2;
    double stride = kind == 2 ? ceil(decades / most) : 1;

    if (range.high / range.low < 6) {
        double step = axis_step(range.high - range.low, most);
        for (double at = ceil(range.low / step) * step; at <= range.high; at += step)
            add_tic(out, format, at);
        return;
    }
    for (double k = floor(log10(range.low)); k <= log10(range.high); k++)
        for (size_t i = 0; i < 3 && steps[kind][i] > 0; i++) {
            double at = steps[kind][i] * pow(10, k);
            if (at >= range.low && at <= range.high && fmod(k, stride) == 0)
                add_tic(out, format, at);
        }
}

static void add_tics(struct text *out, struct interval range, bool log, double most,
                     const char *format)
{
    assert(isfinite(range.low) && isfinite(range.high) && range.low < range.high);
    assert(!log || range.low > 0);
    format = format != NULL ? format : "%.6g";
    if (log) {
        add_log_tics(out, range, most, format);
        return;
    }
    double step = axis_step(range.high - range.low, most);
    for (double i = ceil(range.low / step); i * step <= range.high + step * 1e-9; i++)
        add_tic(out, format, i * step);
}

void axis_put_frame(struct sheet *sheet, size_t p, const struct axis_frame *f)
{
    struct text tics = {0};

    sheet_define(sheet,
                 "P_XMIN[%zu] = %.9g; P_XMAX[%zu] = %.9g; P_YMIN[%zu] = %.9g; P_YMAX[%zu] = "
                 "%.9g",
                 p + 1, f->x.low, p + 1, f->x.high, p + 1, f->y.low, p + 1, f->y.high);
    text_printf(&tics, "unset logscale; %s%sset xtics (", f->log_x ? "set logscale x; " : "",
                f->log_y ? "set logscale y; " : "");
    add_tics(&tics, f->x, f->log_x, fmax(2, (f->box.right - f->box.left) / 46), f->x_format);
    text_add(&tics, ") " LOOK "; set ytics (");
    add_tics(&tics, f->y, f->log_y, fmax(2, (f->box.bottom - f->box.top) / 24), f->y_format);
    text_add(&tics, ") " LOOK);
    sheet_define(sheet, "P_TICS[%zu] = \"%s\"", p + 1, text_string(&tics));
    text_free(&tics);
}

static double share(double value, struct interval range, bool log_scale)
{
    return log_scale ? log(value / range.low) / log(range.high / range.low)
                     : (value - range.low) / (range.high - range.low);
}

double axis_x(const struct axis_frame *f, double x)
{
    return f->box.left + (f->box.right - f->box.left) * share(x, f->x, f->log_x);
}

double axis_y(const struct axis_frame *f, double y)
{
    return f->box.bottom - (f->box.bottom - f->box.top) * share(y, f->y, f->log_y);
}

struct interval axis_pad(struct interval range, double part, double least, bool log_scale)
{
    double size = log_scale ? log(range.high / range.low) : range.high - range.low;
    double wanted = log_scale ? log(least) : least;
    double room = fmax(part * size, (wanted - size) / 2);

    return log_scale ? (struct interval){range.low * exp(-room), range.high * exp(room)}
                     : (struct interval){range.low - room, range.high + room};
}

void axis_widen(struct interval *range, double value)
{
    if (isnan(value))
        return;
    range->low = fmin(range->low, value);
    range->high = fmax(range->high, value);
}

void axis_widen_log(struct interval *range, double value)
{
    if (value > 0)
        axis_widen(range, value);
}

double axis_edge(struct interval axis, double low)
{
    return fmax(low, axis.low);
}
