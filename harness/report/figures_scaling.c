/* SPDX-License-Identifier: MIT
 * Scaling: a metric by the size of the problem or by the number of threads, over the cells of
 * several campaigns of one machine. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/axis.h"
#include "report/figures.h"
#include "report/panels.h"

enum { HEIGHT = 170 };

struct point {
    double x; /* N, or threads */
    const struct result_cell *cell;
    struct result_figure figure;
};

/* One program over all its sizes, or over all its numbers of threads. */
struct curve {
    const struct result_cell *cell; /* the first; it says which program it is */
    struct point *points;           /* in order of x */
    size_t count;
};

struct panel {
    const char *workload;
    struct curve *curves;
    size_t count;
};

struct scaling {
    struct sheet *sheet;
    bool by_threads;
    struct panel *panels;
    size_t count, least, most;   /* panels; trials of a point */
    struct sheet_entry *entries; /* the programs, each with its look */
    size_t entry_count;
    const struct result_cell **programs; /* an entry's first cell */
};

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Plain is what parallel is on one thread: by threads they are one program. */
static bool is_program(const struct scaling *f, const struct result_cell *a,
                       const struct result_cell *b)
{
    return same(a->language, b->language) && same(a->toolchain, b->toolchain) &&
           same(a->flags, b->flags) && (f->by_threads || same(a->variant, b->variant));
}

static double x_of(const struct scaling *f, const struct result_cell *cell)
{
    if (f->by_threads)
        return same(cell->variant, "plain") || same(cell->variant, "parallel")
                   ? (double)cell->threads
                   : -1;
    return cell->threads <= 1 || !same(cell->variant, "parallel") ? (double)cell->n : -1;
}

static struct panel *panel_of(struct scaling *f, const char *workload)
{
    for (size_t i = 0; i < f->count; i++)
        if (same(f->panels[i].workload, workload))
            return &f->panels[i];
    f->panels = mem_grow(f->panels, f->count, sizeof(*f->panels));
    f->panels[f->count] = (struct panel){.workload = workload};
    return &f->panels[f->count++];
}

static struct curve *curve_of(const struct scaling *f, struct panel *panel,
                              const struct result_cell *cell)
{
    for (size_t i = 0; i < panel->count; i++)
        if (is_program(f, panel->curves[i].cell, cell) &&
            (!f->by_threads || panel->curves[i].cell->n == cell->n))
            return &panel->curves[i];
    panel->curves = mem_grow(panel->curves, panel->count, sizeof(*panel->curves));
    panel->curves[panel->count] = (struct curve){.cell = cell};
    return &panel->curves[panel->count++];
}

/* The first campaign that has a point keeps it, but parallel on one thread goes before plain.
 */
static void add_point(struct scaling *f, const struct result_cell *cell)
{
    const struct result_series *series = &cell->metric[f->sheet->options->metric];
    double x = x_of(f, cell);

    if (series->count == 0 || cell->workload == NULL || x <= 0)
        return;
    struct point point = {x, cell, result_figure(series)};
    if (!(point.figure.median >
          0)) /* the counter did not move: a log axis has no place for it */
        return;
    struct curve *curve = curve_of(f, panel_of(f, cell->workload), cell);
    for (size_t i = 0; i < curve->count; i++) {
        if (curve->points[i].x != x)
            continue;
        if (same(curve->points[i].cell->variant, "plain") && same(cell->variant, "parallel"))
            curve->points[i] = point;
        return;
    }
    curve->points = mem_grow(curve->points, curve->count, sizeof(*curve->points));
    curve->points[curve->count++] = point;
}

static int by_x(const void *a, const void *b)
{
    const struct point *x = a, *y = b;

    return (x->x > y->x) - (x->x < y->x);
}

static void free_panel(struct panel *panel)
{
    for (size_t i = 0; i < panel->count; i++)
        free(panel->curves[i].points);
    free(panel->curves);
}

static void clear(struct scaling *f)
{
    for (size_t i = 0; i < f->count; i++)
        free_panel(&f->panels[i]);
    free(f->panels);
    f->panels = NULL;
    f->count = 0;
}

/* Curves of two points and more, and panels that have one. */
static void tidy(struct scaling *f)
{
    size_t panels = 0;

    for (size_t p = 0; p < f->count; p++) {
        struct panel *panel = &f->panels[p];
        size_t curves = 0;
        for (size_t i = 0; i < panel->count; i++) {
            struct curve curve = panel->curves[i];
            if (curve.count < 2) {
                free(curve.points);
                continue;
            }
            qsort(curve.points, curve.count, sizeof(*curve.points), by_x);
            panel->curves[curves++] = curve;
        }
        panel->count = curves;
        if (curves > 0)
            f->panels[panels++] = *panel;
        else
            free_panel(panel);
    }
    f->count = panels;
}

static void collect(struct scaling *f, bool by_threads)
{
    const struct chart_options *o = f->sheet->options;

    clear(f);
    f->by_threads = by_threads;
    for (size_t c = 0; c < o->campaign_count; c++)
        for (size_t i = 0; i < o->campaigns[c]->cell_count; i++)
            if (figure_data_has(o, &o->campaigns[c]->cells[i]))
                add_point(f, &o->campaigns[c]->cells[i]);
    tidy(f);
}

static void name_programs(struct scaling *f)
{
    struct arena *arena = &f->sheet->arena;
    size_t most = 0;

    for (size_t p = 0; p < f->count; p++)
        most += f->panels[p].count;
    f->entries = arena_alloc(arena, most + 1, sizeof(*f->entries));
    f->programs = arena_alloc(arena, most + 1, sizeof(*f->programs));
    f->least = SIZE_MAX;
    for (size_t p = 0; p < f->count; p++) {
        for (size_t i = 0; i < f->panels[p].count; i++) {
            const struct curve *curve = &f->panels[p].curves[i];
            size_t known = 0;
            while (known < f->entry_count && !is_program(f, f->programs[known], curve->cell))
                known++;
            if (known == f->entry_count)
                f->programs[f->entry_count++] = curve->cell;
            for (size_t k = 0; k < curve->count; k++) {
                size_t n = curve->points[k].figure.count;
                f->least = n < f->least ? n : f->least;
                f->most = n > f->most ? n : f->most;
            }
        }
    }
    for (size_t e = 0; e < f->entry_count; e++) {
        const struct result_cell *cell = f->programs[e];
        size_t before = 0;
        for (size_t k = 0; k < e; k++)
            before += same(f->programs[k]->language, cell->language);
        f->entries[e] = (struct sheet_entry){
            before == 0 ? ratios_language_title(cell->language)
                        : arena_printf(arena, "%s %s %s", ratios_language_title(cell->language),
                                       cell->variant, cell->toolchain),
            sheet_look_of(f->sheet, cell->language, e, before)};
    }
}

static struct palette_look look_of(const struct scaling *f, const struct result_cell *cell)
{
    size_t e = 0;

    while (!is_program(f, f->programs[e], cell))
        e++;
    return f->entries[e].look;
}

/* Without an interval the value itself stands for both ends. */
static struct interval ends_of(const struct point *point)
{
    const struct result_figure *f = &point->figure;

    return isnan(f->ci.low) ? (struct interval){f->median, f->median} : f->ci;
}

static struct axis_frame frame_of(const struct panel *panel, const struct sheet_box *box,
                                  double size)
{
    struct axis_frame f = {
        .box = *box, .x = {INFINITY, 0}, .y = {INFINITY, 0}, .log_x = true, .log_y = true};

    for (size_t i = 0; i < panel->count; i++) {
        for (size_t k = 0; k < panel->curves[i].count; k++) {
            const struct point *point = &panel->curves[i].points[k];
            axis_widen_log(&f.x, point->x);
            axis_widen_log(&f.y, point->figure.median / size);
            axis_widen_log(&f.y, ends_of(point).low / size);
            axis_widen_log(&f.y, ends_of(point).high / size);
        }
    }
    f.x = axis_pad(f.x, 0.06, 1.5, true);
    f.y = axis_pad(f.y, 0.06, 1.5, true);
    return f;
}

static void put_curve(const struct scaling *f, const struct curve *curve, double size,
                      const struct axis_frame *frame)
{
    struct palette_look look = look_of(f, curve->cell);

    for (size_t k = 0; k < curve->count; k++) {
        const struct point *point = &curve->points[k];
        struct interval ends = ends_of(point);
        text_printf(&f->sheet->data, "%.9g %.9g %.9g %.9g %u %d\n", point->x,
                    point->figure.median / size, axis_edge(frame->y, ends.low / size),
                    ends.high / size, look.color, look.point);
    }
    text_add(&f->sheet->data, "\n");
}

static void draw(void *context, size_t p, const struct sheet_box *box)
{
    struct scaling *f = context;
    struct sheet *s = f->sheet;
    const struct panel *panel = &f->panels[p];
    struct sheet_style axis = {.size = 11, .color = INK_MUTED, .align = SHEET_RIGHT};
    double highest = 0;

    for (size_t i = 0; i < panel->count; i++)
        for (size_t k = 0; k < panel->curves[i].count; k++)
            highest = fmax(highest, panel->curves[i].points[k].figure.median);
    struct axis_prefix prefix = axis_prefix(highest, metric_facts(s->options->metric)->unit);
    struct axis_frame frame = frame_of(panel, box, prefix.size);
    for (size_t i = 0; i < panel->count; i++)
        put_curve(f, &panel->curves[i], prefix.size, &frame);
    sheet_next_index(s);
    axis_put_frame(s, p, &frame);
    sheet_label(s, box->right, box->bottom + 28, f->by_threads ? "threads →" : "N →", axis);
    sheet_label(s, box->right, box->top - 12, arena_printf(&s->arena, "%s ↑", prefix.name),
                axis);
}

static const char *panel_title(void *context, size_t p)
{
    const struct scaling *f = context;

    return f->panels[p].workload;
}

/* The mean slope of a curve between its ends: of the size, as an exponent; of threads, as a
 * ratio. */
static double growth(const struct scaling *f, const struct curve *curve)
{
    const struct point *first = &curve->points[0], *last = &curve->points[curve->count - 1];
    double ratio = last->figure.median / first->figure.median;

    return f->by_threads ? ratio : log(ratio) / log(last->x / first->x);
}

static const char *title(const struct scaling *f)
{
    struct sheet *s = f->sheet;
    const char *ends[2] = {"", ""};
    double least = INFINITY, most = -INFINITY;

    for (size_t p = 0; p < f->count; p++) {
        for (size_t i = 0; i < f->panels[p].count; i++) {
            const struct curve *curve = &f->panels[p].curves[i];
            double g = growth(f, curve);
            const char *words = arena_printf(
                &s->arena, f->by_threads ? "%.2f× (%s in %s)" : "N^%.2f (%s in %s)", g,
                ratios_language_title(curve->cell->language), f->panels[p].workload);
            if (g < least)
                least = g, ends[0] = words;
            if (g > most)
                most = g, ends[1] = words;
        }
    }
    const char *noun = sheet_metric_title(s, s->options->metric);
    if (f->by_threads)
        return arena_printf(&s->arena, "%s on all threads is from %s to %s that on the fewest",
                            noun, ends[0], ends[1]);
    return arena_printf(&s->arena, "%s grows like %s to %s", noun, ends[0], ends[1]);
}

/* Curves join what one machine did. */
static int check_machines(const struct scaling *f, struct err *err)
{
    const struct chart_options *o = f->sheet->options;
    const char *first = NULL;

    for (size_t c = 0; c < o->campaign_count; c++) {
        const struct result *r = o->campaigns[c];
        const char *model = r->session_count > 0 ? r->sessions[0].cpu_model : NULL;
        if (first != NULL && model != NULL && strcmp(first, model) != 0)
            return err_set(
                err, -EINVAL,
                "campaigns %lld and %lld were measured on different machines (%s, %s): "
                "no curve joins them",
                (long long)o->campaigns[0]->id, (long long)r->id, first, model);
        first = first != NULL ? first : model;
    }
    return 0;
}

static const char *list_campaigns(const struct scaling *f)
{
    const struct chart_options *o = f->sheet->options;
    struct text out = {0};

    for (size_t c = 0; c < o->campaign_count && o->campaign_count > 1; c++)
        text_printf(&out, "%s%s", c == 0 ? "Points of campaigns " : ", ",
                    o->campaigns[c]->uuid);
    const char *list = out.length > 0 ? arena_dup(&f->sheet->arena, out.data) : NULL;
    text_free(&out);
    return list;
}

static void lay_out(struct scaling *f)
{
    struct sheet *s = f->sheet;
    const char *n = sheet_range(s, f->least, f->most);

    sheet_head(
        s, title(f),
        arena_printf(&s->arena,
                     "%s (up) by %s (across), both axes log: medians with their exact %g %% "
                     "intervals, n = %s trials a mark.%s",
                     sheet_metric_title(s, s->options->metric),
                     f->by_threads ? "number of threads" : "size of the problem",
                     100 * RESULT_LEVEL, n,
                     f->by_threads ? " Plain programs stand for parallel ones on one thread "
                                     "where these were not run so."
                                   : " Exponents in the title are between the ends of a "
                                     "curve."));
    sheet_key(s, f->entries, f->entry_count);
    axis_frames(s, f->count);
    panels_place(s, &(struct panels){.count = f->count,
                                     .left = 44,
                                     .right = 6,
                                     .below = 40,
                                     .beside = 40,
                                     .context = f,
                                     .title = panel_title,
                                     .tall = HEIGHT,
                                     .draw = draw});
    sheet_foot(s, NULL, list_campaigns(f));
}

int figures_scaling(struct sheet *sheet, struct err *err)
{
    struct scaling f = {.sheet = sheet};
    int r = check_machines(&f, err);

    if (r < 0)
        return r;
    collect(&f, false);
    if (f.count == 0)
        collect(&f, true);
    if (f.count == 0) {
        r = err_set(
            err, -ENODATA,
            "scaling needs a program at two sizes or on two numbers of threads with %s: "
            "measure it at a second --size (or its parallel variant, too) and name the "
            "campaigns: plot scaling 1 2",
            metric_facts(sheet->options->metric)->noun);
    } else {
        name_programs(&f);
        if ((r = sheet_check_count(sheet, f.entry_count, err)) == 0)
            lay_out(&f);
    }
    clear(&f);
    return r;
}
