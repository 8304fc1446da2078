/* SPDX-License-Identifier: MIT
 * Small multiples. */
#include "report/grid.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static const struct result_series *series(const struct grid *g, size_t row, size_t arm)
{
    const struct result_cell *cell = ratios_at(g->ratios, row, arm)->cell;

    return cell != NULL ? &cell->metric[g->sheet->options->metric] : NULL;
}

size_t grid_arm(const struct grid *grid, size_t panel, size_t row)
{
    return grid->rows[panel].arms[row];
}

const struct result_cell *grid_cell(const struct grid *grid, size_t panel, size_t row)
{
    return ratios_at(grid->ratios, grid->rows[panel].row, grid_arm(grid, panel, row))->cell;
}

struct result_figure grid_figure(const struct grid *grid, size_t panel, size_t row)
{
    return result_figure(&grid_cell(grid, panel, row)->metric[grid->sheet->options->metric]);
}

static void collect(struct grid *g)
{
    struct arena *arena = &g->sheet->arena;
    size_t most = 0;

    g->least = SIZE_MAX;
    g->rows = arena_alloc(arena, g->ratios->row_count + 1, sizeof(*g->rows));
    g->axis = arena_alloc(arena, g->ratios->row_count + 1, sizeof(*g->axis));
    for (size_t row = 0; row < g->ratios->row_count; row++) {
        struct grid_row *to = &g->rows[g->panels];
        *to = (struct grid_row){
            .row = row,
            .arms = arena_alloc(arena, g->ratios->arm_count + 1, sizeof(*to->arms))};
        for (size_t arm = 0; arm < g->ratios->arm_count; arm++) {
            const struct result_series *values = series(g, row, arm);
            if (values == NULL || values->count == 0)
                continue;
            to->arms[to->count++] = arm;
            g->least = values->count < g->least ? values->count : g->least;
            most = values->count > most ? values->count : most;
        }
        g->panels += to->count > 0;
    }
    g->counts = g->least == most ? arena_printf(arena, "%zu", most)
                                 : arena_printf(arena, "%zu to %zu", g->least, most);
}

int grid_open(struct grid *g, struct sheet *sheet, struct err *err)
{
    const struct chart_options *o = sheet->options;
    int r;

    *g = (struct grid){.sheet = sheet};
    r = ratios_make(&g->ratios, sheet->result, o->reference, o->variant, o->metric,
                    RESULT_LEVEL, err);
    if (r < 0)
        return r;
    collect(g);
    if (g->panels > 0)
        return 0;
    grid_close(g);
    return sheet_no_data(sheet, err);
}

void grid_close(struct grid *grid)
{
    ratios_free(grid->ratios);
}

static const char *row_name(const struct grid *g, size_t p, size_t i, bool with_value)
{
    const char *name = g->ratios->arms[grid_arm(g, p, i)].name;

    if (!with_value)
        return name;
    return arena_printf(&g->sheet->arena, "%s  %s", name,
                        sheet_value(g->sheet, grid_figure(g, p, i).median, NAN,
                                    metric_facts(g->sheet->options->metric)->unit));
}

static double names_width(const struct grid *g, bool with_value, double limit)
{
    double width = 0;

    for (size_t p = 0; p < g->panels; p++)
        for (size_t i = 0; i < g->rows[p].count; i++)
            width = fmax(width,
                         sheet_text_width(g->sheet, row_name(g, p, i, with_value), 12, true));
    return fmin(width, limit);
}

static void define_axes(struct grid *g)
{
    struct sheet *s = g->sheet;

    sheet_define(s, "array P_MIN[%zu]; array P_MAX[%zu]; array P_STEP[%zu]; array P_ROWS[%zu]",
                 g->panels, g->panels, g->panels, g->panels);
    for (size_t p = 0; p < g->panels; p++) {
        const struct grid_axis *a = &g->axis[p];
        sheet_define(
            s, "P_MIN[%zu] = %.9g; P_MAX[%zu] = %.9g; P_STEP[%zu] = %.9g; P_ROWS[%zu] = %zu.0",
            p + 1, a->low, p + 1, a->high, p + 1, a->step, p + 1, g->rows[p].count);
    }
}

void grid_draw(struct grid *g, struct grid_layout layout,
               void (*draw)(struct grid *grid, size_t panel, const struct sheet_box *box))
{
    struct sheet *s = g->sheet;
    size_t columns = s->width < 560 || g->panels == 1  ? 1
                     : g->panels > 4 && s->width > 860 ? 3
                                                       : 2;
    double gap = 28, width = (s->width - 32 - gap * (double)(columns - 1)) / (double)columns;
    double names = names_width(g, layout.values, width * layout.left), top = s->y;

    for (size_t first = 0; first < g->panels; first += columns) {
        double lowest = top;
        for (size_t p = first; p < first + columns && p < g->panels; p++) {
            double left = 16 + (width + gap) * (double)(p - first);
            double row = layout.row * s->stretch;
            struct sheet_box box = {left + names + 10, top + 24, left + width - layout.right,
                                    top + 24 + row * (double)g->rows[p].count};
            sheet_label(s, left, top + 11,
                        sheet_fit(s, g->ratios->rows[g->rows[p].row].name, 14, width),
                        (struct sheet_style){.bold = true, .color = SHEET_FG});
            for (size_t i = 0; i < g->rows[p].count; i++) {
                sheet_label(
                    s, box.left - 8, box.top + ((double)i + 0.5) * row,
                    sheet_fit(s, row_name(g, p, i, layout.values), 12.5, names),
                    (struct sheet_style){
                        .size = 12, .bold = true, .color = INK_TEXT, .align = SHEET_RIGHT});
            }
            sheet_panel(s, box);
            draw(g, p, &box);
            lowest = fmax(lowest, box.bottom + layout.axis);
            if (p == first)
                s->plot_height += box.bottom - box.top;
        }
        top = lowest + 12;
    }
    s->y = top;
    define_axes(g);
}
