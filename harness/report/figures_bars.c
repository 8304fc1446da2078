/* SPDX-License-Identifier: MIT
 * Bars: absolute values, a panel a workload with an axis of its own, which begins at zero. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/axis.h"
#include "report/figures.h"
#include "report/grid.h"
#include "stats/summary.h"

/* Three digits, and no exponent for more. */
static const char *number(struct sheet *s, double value)
{
    return arena_printf(&s->arena, value < 1000 ? "%.3g" : "%.0f", value);
}

/* "796 ms ± 16"; where the interval is far from even around the median, its ends: "1.71 J
 * [1.08, 222]". */
static const char *value_of(struct sheet *s, const struct result_figure *f, enum unit unit)
{
    const double uneven = 1.5;
    double up = f->ci.high - f->median, down = f->median - f->ci.low;
    struct axis_prefix prefix = axis_prefix(f->median, unit);

    if (isnan(f->ci.low))
        return sheet_value(s, f->median, NAN, unit);
    if (fmax(up, down) <= uneven * fmin(up, down))
        return sheet_value(s, f->median, (up + down) / 2, unit);
    return arena_printf(&s->arena, "%s [%s, %s]", sheet_value(s, f->median, NAN, unit),
                        number(s, f->ci.low / prefix.size),
                        number(s, f->ci.high / prefix.size));
}

static void panel(struct grid *g, size_t p, const struct sheet_box *box)
{
    struct sheet *s = g->sheet;
    enum unit unit = metric_facts(s->options->metric)->unit;
    double most = 0, height = (box->bottom - box->top) / (double)g->rows[p].count;

    for (size_t i = 0; i < g->rows[p].count; i++) {
        struct result_figure figure = grid_figure(g, p, i);
        most = fmax(most, fmax(figure.median, isnan(figure.ci.high) ? 0 : figure.ci.high));
    }
    struct axis_prefix prefix = axis_prefix(most, unit);
    double size = prefix.size;
    for (size_t i = 0; i < g->rows[p].count; i++) {
        struct result_figure figure = grid_figure(g, p, i);
        bool none = isnan(figure.ci.low);
        struct palette_look look = sheet_look(s, g->ratios, grid_arm(g, p, i));
        double end = none ? figure.median : figure.ci.high;
        text_printf(&s->data, "%zu %.9g %.9g %.9g %u\n", i, figure.median / size,
                    (none ? figure.median : figure.ci.low) / size, end / size, look.color);
        sheet_label(s, box->left + (box->right - box->left) * end / most + 6,
                    box->top + ((double)i + 0.5) * height, value_of(s, &figure, unit),
                    (struct sheet_style){.size = 11, .color = SHEET_FG, .halo = true});
    }
    sheet_next_index(s);
    g->axis[p] = (struct grid_axis){
        .high = most / size,
        .step = axis_step(most / size, fmax(2, fmin(5, (box->right - box->left) / 44))),
    };
    sheet_label(s, box->right + 10, box->bottom + 14, prefix.name,
                (struct sheet_style){.size = 11.5, .color = SHEET_MUTED});
}

static const char *title(const struct grid *g)
{
    struct sheet *s = g->sheet;
    const char *noun = sheet_metric_noun(s, s->options->metric);
    size_t *wins = mem_alloc(g->ratios->arm_count, sizeof(*wins)), best = 0;

    for (size_t p = 0; p < g->panels; p++) {
        size_t least = 0;
        for (size_t i = 1; i < g->rows[p].count; i++)
            if (grid_figure(g, p, i).median < grid_figure(g, p, least).median)
                least = i;
        wins[grid_arm(g, p, least)]++;
    }
    for (size_t arm = 1; arm < g->ratios->arm_count; arm++)
        if (wins[arm] > wins[best])
            best = arm;
    const char *name = g->ratios->arms[best].name;
    const char *out =
        g->panels == 1 && g->ratios->rows[g->rows[0].row].workload != NULL
            ? arena_printf(&s->arena, "%s: %s has the lowest median %s",
                           g->ratios->rows[g->rows[0].row].name, name, noun)
        : g->panels == 1
            ? arena_printf(&s->arena, "%s has the lowest median %s", name, noun)
            : arena_printf(&s->arena, "%s has the lowest median %s in %zu of %zu workloads",
                           name, noun, wins[best], g->panels);
    free(wins);
    return out;
}

int figures_bars(struct sheet *sheet, struct err *err)
{
    struct grid g;
    int r = grid_open(&g, sheet, err);

    if (r < 0)
        return r;
    const char *subtitle = arena_printf(&sheet->arena,
                                        "%s: median with its exact %g %% interval, n = %s "
                                        "trials. Each panel has an axis of its own, "
                                        "from zero.",
                                        sheet_metric_title(sheet, sheet->options->metric),
                                        100 * RESULT_LEVEL, g.counts);
    sheet_head(sheet, title(&g), subtitle);
    grid_draw(&g, (struct grid_layout){.row = 20, .left = 0.4, .right = 132, .axis = 20},
              panel);
    sheet_foot(sheet, g.ratios,
               g.least < 6 ? "Fewer than 6 trials give no exact interval: such bars have none."
                           : NULL);
    return 0;
}
