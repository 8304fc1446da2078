/* SPDX-License-Identifier: MIT
 * Decomposition: energy = time x power, both as ratios to the reference. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/axis.h"
#include "report/figures.h"
#include "report/placement.h"

enum { MARKS_MANY = 20, ARMS_MANY = 6 /* for the title */ };

struct decomposition {
    struct sheet *sheet;
    const struct ratios *time, *power;
    bool *shown;
    size_t marks;
    struct interval x, y; /* of the axes */
    struct sheet_box plot;
    struct placement names;
};

static bool is_shown(const struct decomposition *d, size_t row, size_t arm)
{
    return sheet_has_ratio(d->time, row, arm) && sheet_has_ratio(d->power, row, arm);
}

static void widen(struct interval *range, const struct effect *effect)
{
    range->low = fmin(range->low, isnan(effect->ci.low) ? effect->ratio : effect->ci.low);
    range->high = fmax(range->high, isnan(effect->ci.high) ? effect->ratio : effect->ci.high);
}

static void pad(struct interval *range, double least)
{
    double room = fmax(log(range->high / range->low) * 0.1, log(least));

    range->low *= exp(-room);
    range->high *= exp(room);
}

static size_t survey(struct decomposition *d)
{
    size_t marks = 0;

    d->x = d->y = (struct interval){1, 1};
    for (size_t row = 0; row < d->time->row_count; row++) {
        for (size_t arm = 0; arm < d->time->arm_count; arm++) {
            if (!is_shown(d, row, arm))
                continue;
            d->shown[arm] = true;
            marks++;
            widen(&d->x, &ratios_at(d->time, row, arm)->effect);
            widen(&d->y, &ratios_at(d->power, row, arm)->effect);
        }
    }
    pad(&d->x, 1.1);
    pad(&d->y, 1.05);
    return marks;
}

static double to_x(const struct decomposition *d, double ratio)
{
    return d->plot.left +
           (d->plot.right - d->plot.left) * log(ratio / d->x.low) / log(d->x.high / d->x.low);
}

static double to_y(const struct decomposition *d, double ratio)
{
    return d->plot.bottom -
           (d->plot.bottom - d->plot.top) * log(ratio / d->y.low) / log(d->y.high / d->y.low);
}

static void put_marks(struct decomposition *d)
{
    struct sheet *s = d->sheet;

    for (size_t row = 0; row < d->time->row_count; row++) {
        for (size_t arm = 0; arm < d->time->arm_count; arm++) {
            const struct effect *t = &ratios_at(d->time, row, arm)->effect;
            const struct effect *p = &ratios_at(d->power, row, arm)->effect;
            struct palette_look look = sheet_look(s, d->time, arm);
            if (!is_shown(d, row, arm))
                continue;
            bool nx = isnan(t->ci.low), ny = isnan(p->ci.low);
            text_printf(&s->data, "%.9g %.9g %.9g %.9g %.9g %.9g %u %d\n", t->ratio,
                        nx ? t->ratio : t->ci.low, nx ? t->ratio : t->ci.high, p->ratio,
                        ny ? p->ratio : p->ci.low, ny ? p->ratio : p->ci.high, look.color,
                        look.point);
            double x = to_x(d, t->ratio), y = to_y(d, p->ratio);
            placement_take(&d->names, (struct sheet_box){x - 6, y - 6, x + 6, y + 6});
            if (!ny)
                placement_take(&d->names, (struct sheet_box){x - 1, to_y(d, p->ci.high), x + 1,
                                                             to_y(d, p->ci.low)});
            if (!nx)
                placement_take(&d->names, (struct sheet_box){to_x(d, t->ci.low), y - 1,
                                                             to_x(d, t->ci.high), y + 1});
        }
    }
}

static void put_names(struct decomposition *d)
{
    for (size_t row = 0; row < d->time->row_count; row++)
        for (size_t arm = 0; arm < d->time->arm_count; arm++)
            if (is_shown(d, row, arm))
                placement_name(&d->names, to_x(d, ratios_at(d->time, row, arm)->effect.ratio),
                               to_y(d, ratios_at(d->power, row, arm)->effect.ratio),
                               d->time->rows[row].name,
                               sheet_look(d->sheet, d->time, arm).color);
}

/* Lines of equal energy, named where they leave the plot: above it, or at its right. */
static void put_iso_lines(struct decomposition *d)
{
    static const double levels[] = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
    struct text list = {0};
    size_t count = 0;
    double last_top = -1e9, last_right = -1e9;

    for (size_t i = 0; i < ARRAY_SIZE(levels); i++) {
        double e = levels[i];
        if (e <= d->x.low * d->y.low || e >= d->x.high * d->y.high)
            continue;
        text_printf(&list, "%s%g", count++ > 0 ? ", " : "", e);
        const char *name = arena_printf(&d->sheet->arena, "%g×", e);
        struct sheet_style style = {.size = 10.5, .color = SHEET_MUTED};
        if (e / d->y.high >= d->x.low && e / d->y.high <= d->x.high) {
            style.align = SHEET_CENTER;
            double x = to_x(d, e / d->y.high);
            if (x - last_top > 34)
                sheet_label(d->sheet, last_top = x, d->plot.top - 9, name, style);
        } else if (e / d->x.high >= d->y.low && e / d->x.high <= d->y.high) {
            double y = to_y(d, e / d->x.high);
            if (fabs(y - last_right) > 14)
                sheet_label(d->sheet, d->plot.right + 5, last_right = y, name, style);
        }
    }
    sheet_define(d->sheet, "ISOLINES = %zu; array ISO[%zu] = [%s]", count,
                 count > 0 ? count : 1, count > 0 ? text_string(&list) : "1");
    text_free(&list);
}

/* "Eight programs take 0.98× to 50.9× the time of C at 0.74× to 1.13× its power" */
static const char *title_of_many(const struct decomposition *d, const char *reference)
{
    struct interval time = {INFINITY, 0}, power = {INFINITY, 0};
    size_t count = 0;

    for (size_t arm = 0; arm < d->time->arm_count; arm++) {
        const struct ratios_mean *t = &d->time->means[arm], *p = &d->power->means[arm];
        if (!d->shown[arm] || t->workloads == 0 || p->workloads == 0)
            continue;
        count++;
        axis_widen(&time, t->suite.ratio);
        axis_widen(&power, p->suite.ratio);
    }
    return count == 0
               ? NULL
               : arena_printf(&d->sheet->arena,
                              "%zu programs take %s to %s the time of %s at %s to %s its "
                              "%s",
                              count, sheet_ratio(d->sheet, time.low),
                              sheet_ratio(d->sheet, time.high), reference,
                              sheet_ratio(d->sheet, power.low),
                              sheet_ratio(d->sheet, power.high),
                              sheet_metric_noun(d->sheet, METRIC_POWER));
}

static const char *title(const struct decomposition *d, const char *reference)
{
    size_t arms = 0;

    for (size_t arm = 0; arm < d->time->arm_count; arm++)
        arms += d->shown[arm];
    const char *shorter = arms > ARMS_MANY ? title_of_many(d, reference) : NULL;
    if (shorter != NULL)
        return shorter;
    struct text out = {0};
    size_t count = 0;

    for (size_t arm = 0; arm < d->time->arm_count; arm++) {
        const struct ratios_mean *t = &d->time->means[arm], *p = &d->power->means[arm];
        if (!d->shown[arm] || t->workloads == 0 || p->workloads == 0)
            continue;
        text_printf(&out, "%s%s%s %s", count > 0 ? ", " : "", d->time->arms[arm].name,
                    count > 0 ? "" : " takes", sheet_ratio(d->sheet, t->suite.ratio));
        if (count == 0)
            text_printf(&out, " the time of %s", reference);
        text_printf(&out, " at %s", sheet_ratio(d->sheet, p->suite.ratio));
        if (count++ == 0)
            text_printf(&out, " its %spower",
                        d->sheet->hollow ? arena_printf(&d->sheet->arena, "%s ",
                                                        d->sheet->result->energy_source)
                                         : "");
    }
    if (count == 0)
        text_printf(&out, "Time and %s relative to %s",
                    sheet_metric_noun(d->sheet, METRIC_POWER), reference);
    const char *title = arena_dup(&d->sheet->arena, text_string(&out));
    text_free(&out);
    return title;
}

static void lay_out(struct decomposition *d)
{
    struct sheet *s = d->sheet;
    const char *reference = sheet_reference(s, d->time);

    const char *means =
        d->time->means[0].workloads > 1
            ? arena_printf(&s->arena, " Means in the title are geometric, over %zu workloads.",
                           d->time->means[0].workloads)
            : "";
    sheet_head(s, title(d, reference),
               arena_printf(
                   &s->arena,
                   "%s taken apart, both axes log. Energy is constant along the dashed "
                   "lines (× %s). Bars: %g %% intervals.%s",
                   sheet_metric_title(s, METRIC_ENERGY), reference, 100 * RESULT_LEVEL, means));
    sheet_legend(s, d->time, d->shown);
    s->y += 26;
    d->plot = (struct sheet_box){64, s->y, s->width - 48, s->y + 340 * s->stretch};
    s->plot_height = d->plot.bottom - d->plot.top;
    sheet_panel(s, d->plot);
    d->names =
        (struct placement){.sheet = s, .bounds = d->plot, .crowded = d->marks > MARKS_MANY};
    put_marks(d);
    put_iso_lines(d);
    put_names(d);
    sheet_define(s, "XMIN = %.9g; XMAX = %.9g; YMIN = %.9g; YMAX = %.9g", d->x.low, d->x.high,
                 d->y.low, d->y.high);
    axis_log_tics(s, "x", d->x.low, d->x.high, (size_t)((d->plot.right - d->plot.left) / 56));
    axis_log_tics(s, "y", d->y.low, d->y.high, 9);
    sheet_label(s, d->plot.right, d->plot.bottom + 32,
                arena_printf(&s->arena, "time relative to %s → slower", reference),
                (struct sheet_style){.size = 12, .color = SHEET_MUTED, .align = SHEET_RIGHT});
    sheet_label(s, 16, d->plot.top - 27,
                arena_printf(&s->arena, "power relative to %s ↑ hotter", reference),
                (struct sheet_style){.size = 12, .color = SHEET_MUTED});
    s->y = d->plot.bottom + 46;
    sheet_foot(s, d->time, placement_note(&d->names));
}

int figures_decomposition(struct sheet *sheet, struct err *err)
{
    struct decomposition d = {.sheet = sheet};
    int r;

    if (sheet->result->energy_resolver == NULL)
        return err_set(err, -ENODATA,
                       "the decomposition needs energy, which the campaign does not have: %s",
                       sheet->result->energy_reason);
    r = figure_data_ratios(&d.time, sheet->source, METRIC_WALL, err);
    if (r < 0)
        goto out;
    r = figure_data_ratios(&d.power, sheet->source, METRIC_POWER, err);
    if (r < 0)
        goto out;
    d.shown = mem_alloc(d.time->arm_count, sizeof(*d.shown));
    if ((d.marks = survey(&d)) == 0)
        r = err_set(err, -ENODATA, "nothing has a ratio of time and power to the reference");
    else if ((r = sheet_check_arms(sheet, d.time, d.shown, err)) == 0)
        lay_out(&d);
out:
    free(d.shown);
    placement_free(&d.names);
    return r;
}
