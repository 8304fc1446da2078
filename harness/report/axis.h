/* SPDX-License-Identifier: MIT
 * Where an axis has its tics, and where on the sheet its values are. */
#ifndef AXIS_H
#define AXIS_H

#include "report/sheet.h"

/* A round step, so that RANGE has about COUNT of them. */
double axis_step(double range, double count);

/* xtics or ytics of a log axis of ratios. */
void axis_log_tics(struct sheet *sheet, const char *axis, double low, double high, size_t most);

/* One prefix for all tics of an axis, as units.c chooses it for VALUE: divide by SIZE. */
struct axis_prefix {
    enum unit unit;
    double size;
    const char *name; /* "ms" */
};
struct axis_prefix axis_prefix(double value, enum unit unit);

/* The axes of one panel of several. */
struct axis_frame {
    struct sheet_box box;
    struct interval x, y;
    bool log_x, log_y;
    const char *x_format, *y_format; /* of a tic's number, for printf; NULL: "%.6g" */
};

/* Room for COUNT panels in the script: P_XMIN[] P_XMAX[] P_YMIN[] P_YMAX[], and P_TICS[],
 * commands that set both axes. */
void axis_frames(struct sheet *sheet, size_t count);
/* Panel P's. */
void axis_put_frame(struct sheet *sheet, size_t p, const struct axis_frame *frame);
/* px on the sheet. */
double axis_x(const struct axis_frame *frame, double x);
double axis_y(const struct axis_frame *frame, double y);

/* RANGE with room around, SHARE of it on each side; at least LEAST (of a log axis a factor,
 * else a difference) in all. */
struct interval axis_pad(struct interval range, double share, double least, bool log);
/* RANGE made to hold VALUE, unless that is NAN; of a log axis, unless it is 0 or less, too. */
void axis_widen(struct interval *range, double value);
void axis_widen_log(struct interval *range, double value);
/* The lower end of a bar on a log axis: an interval that reaches 0 reaches the edge. */
double axis_edge(struct interval axis, double low);

#endif
