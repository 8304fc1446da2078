/* SPDX-License-Identifier: MIT
 * Where an axis has its tics. */
#include "report/axis.h"

#include <math.h>

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
        sheet_quote(sheet, &out, arena_printf(&sheet->arena, "%.6g×", at));
        text_printf(&out, " %.9g", at);
    }
    text_add(&out, ") nomirror scale 0 textcolor rgb MUTED");
    sheet_define(sheet, "%s", text_string(&out));
    text_free(&out);
}
