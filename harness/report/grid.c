/* SPDX-License-Identifier: MIT
 * Small multiples. */
#include "report/grid.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/panels.h"

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
    return grid->rows[panel].figures[row];
}

const char *grid_title(const struct grid *grid, size_t panel)
{
    return grid->ratios->rows[grid->rows[panel].row].name;
}

const bool *grid_shown(const struct grid *g)
{
    bool *shown = arena_alloc(&g->sheet->arena, g->ratios->arm_count + 1, sizeof(*shown));

    for (size_t p = 0; p < g->panels; p++)
        for (size_t i = 0; i < g->rows[p].count; i++)
            shown[grid_arm(g, p, i)] = true;
    return shown;
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
            .arms = arena_alloc(arena, g->ratios->arm_count + 1, sizeof(*to->arms)),
            .figures = arena_alloc(arena, g->ratios->arm_count + 1, sizeof(*to->figures)),
        };
        for (size_t arm = 0; arm < g->ratios->arm_count; arm++) {
            const struct result_series *values = series(g, row, arm);
            if (values == NULL || values->count == 0)
                continue;
            to->figures[to->count] =
                figure_data_median(g->sheet->source, ratios_at(g->ratios, row, arm)->cell,
                                   g->sheet->options->metric);
            to->arms[to->count++] = arm;
            g->least = values->count < g->least ? values->count : g->least;
            most = values->count > most ? values->count : most;
        }
        g->panels += to->count > 0;
    }
    g->counts = sheet_range(g->sheet, g->least, most);
}

int grid_open(struct grid *g, struct sheet *sheet, struct err *err)
{
    int r;

    *g = (struct grid){.sheet = sheet};
    r = figure_data_ratios(&g->ratios, sheet->source, sheet->options->metric, err);
    if (r < 0)
        return r;
    collect(g);
    if (g->panels > 0)
        return 0;
    return sheet_no_data(sheet, err);
}

static const char *name_of(const struct grid *g, size_t p, size_t i, bool with_value)
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
            width =
                fmax(width, sheet_text_width(g->sheet, name_of(g, p, i, with_value), 12, true));
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

/* What is being drawn, for panels_place(). */
struct drawing {
    struct grid *grid;
    struct grid_layout layout;
    double names; /* their width */
    void (*draw)(struct grid *grid, size_t panel, const struct sheet_box *box);
};

static const char *title(void *context, size_t p)
{
    const struct drawing *d = context;

    return grid_title(d->grid, p);
}

static double height(void *context, size_t p)
{
    const struct drawing *d = context;

    return d->layout.row * (double)d->grid->rows[p].count;
}

static void draw_panel(void *context, size_t p, const struct sheet_box *box)
{
    const struct drawing *d = context;
    const struct grid *g = d->grid;
    double row = (box->bottom - box->top) / (double)g->rows[p].count;

    for (size_t i = 0; i < g->rows[p].count; i++)
        sheet_label(g->sheet, box->left - 8, box->top + ((double)i + 0.5) * row,
                    sheet_fit_bold(g->sheet, name_of(g, p, i, d->layout.values), 12, d->names),
                    (struct sheet_style){
                        .size = 12, .bold = true, .color = INK_TEXT, .align = SHEET_RIGHT});
    d->draw(d->grid, p, box);
}

void grid_draw(struct grid *g, struct grid_layout layout,
               void (*draw)(struct grid *grid, size_t panel, const struct sheet_box *box))
{
    double width = panels_width(g->sheet, g->panels);
    struct drawing drawing = {g, layout, names_width(g, layout.values, width * layout.left),
                              draw};

    panels_place(g->sheet, &(struct panels){
                               .count = g->panels,
                               .left = drawing.names + 10,
                               .right = layout.right,
                               .below = layout.axis,
                               .context = &drawing,
                               .title = title,
                               .height = height,
                               .draw = draw_panel,
                           });
    define_axes(g);
}
