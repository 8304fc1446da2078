/* SPDX-License-Identifier: MIT
 * Tables of a campaign. */
#include "cli/campaign_screen.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/voice.h"
#include "judge/ratios.h"
#include "judge/reader.h"
#include "report/results_table.h"
#include "report/show.h"

struct table_style campaign_style(const struct context *context, const char *schema)
{
    struct table_style style = {
        .schema = schema, .width = screen_width(), .color = screen_color(context)};
    struct err ignored;

    table_format_parse(&style.format, context->settings.format, &ignored); /* checked in main */
    return style;
}

enum { WIDE_SCREEN = 110 };

static bool is_wide(void)
{
    return screen_width() >= WIDE_SCREEN;
}

/* --------------------------------------------------------------- omissions */

struct failures {
    struct text *out;
    const struct result *result;
    bool *told; /* by cell */
};

/* The first failure of each cell, with its last words. */
static int tell_failure(void *context, const struct store_row *row, struct err *err)
{
    struct failures *f = context;
    int64_t cell = row_integer(row, 6);
    const char *words = row_text(row, 4);

    (void)err;
    if (cell < 0 || (size_t)cell >= f->result->cell_count || f->told[cell])
        return 0;
    f->told[cell] = true;
    const struct result_cell *c = &f->result->cells[cell];
    text_printf(f->out, "  %s: %s: %s", c->label, row_text(row, 2), row_text(row, 3));
    size_t failed = c->done - c->admissible;
    if (failed > 1)
        text_printf(f->out, " (%zu of %zu trials)", failed, c->done);
    text_printf(f->out, "%s\n", c->skipped != NULL ? "; not run again" : "");
    for (const char *at = words; at != NULL && *at != '\0';) {
        size_t line = strcspn(at, "\n");
        text_printf(f->out, "      | %.*s\n", (int)line, at);
        at += line + (at[line] == '\n');
    }
    return 0;
}

static void add_untrusted(struct text *out, const struct result *result)
{
    for (size_t i = 0; i < result->untrusted_count; i++) {
        const struct result_untrusted *u = &result->untrusted[i];
        struct text line = {0};
        text_printf(&line, "no joules of %s %" PRId64, u->domain, u->package);
        if (u->die > 0)
            text_printf(&line, ".%" PRId64, u->die);
        text_printf(&line, ": %s: %s", u->verdict,
                    u->reason != NULL ? u->reason : "no reason was kept");
        text_add(out, "  ");
        text_add_wrapped(out, text_string(&line), 2, 6, (size_t)screen_width());
        text_add(out, "\n");
        text_free(&line);
    }
}

static void add_screening(struct text *out, const struct screen_report *screen)
{
    if (screen->noisy)
        text_printf(
            out,
            "  This machine is noisy: other work would set aside %zu of %zu trials, so none "
            "was.\n",
            screen->rejected, screen->screened);
    else if (screen->aside > 0)
        text_printf(out,
                    "  %zu of %zu trials set aside: other work took over %.1f %% of the CPU "
                    "meanwhile.\n",
                    screen->aside, screen->screened, 100 * screen->limit);
}

bool campaign_add_omissions(struct text *out, const struct result *result, struct store *store)
{
    const struct store_argument by_id[] = {{.name = ":campaign", .integer = result->id}};
    struct failures failures = {
        .out = out, .result = result, .told = mem_alloc(result->cell_count, sizeof(bool))};
    bool any = false;
    struct err err;

    if (store_visit(store, "failures", by_id, 1, tell_failure, &failures, &err) < 0)
        text_printf(out, "  the failures cannot be read: %s\n", err.text);
    for (size_t i = 0; i < result->cell_count; i++) {
        const struct result_cell *cell = &result->cells[i];
        if (cell->skipped != NULL && !failures.told[i])
            text_printf(out, "  %s: not run: %s\n", cell->label, cell->skipped);
        any = any || failures.told[i] ||
              (cell->skipped != NULL && strstr(cell->skipped, "is not installed") == NULL);
    }
    add_untrusted(out, result);
    add_screening(out, &result->screen);
    free(failures.told);
    return any;
}

void campaign_add_source(struct text *out, const struct result *result)
{
    if (!result_has_energy(result)) {
        text_add(out, "No joules: ");
        text_add_wrapped(out, result->energy_reason, 11, 0, (size_t)screen_width());
        text_add(out, ".\n");
    } else if (!result_is_measured(result->energy_source))
        text_printf(out, "The joules below are %s, not measured.\n", result->energy_source);
}

/* ------------------------------------------------------------------ screens */

int campaign_meant(int64_t *id, struct store *store, const char *word, struct err *err)
{
    int r;

    if (word != NULL) {
        r = units_parse_integer(id, word, 1, INT64_MAX, err);
        return r < 0 ? err_prefix(err, r, "campaign") : 0;
    }
    if ((r = store_get_integer(store, "newest_campaign", NULL, 0, id, err)) < 0)
        return r;
    return *id == STORE_ABSENT
               ? err_set(err, -ENOENT, "the database has no campaign with trials")
               : 0;
}

static bool first_of_workload(const struct result *result, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (strcmp(result->cells[j].workload, result->cells[i].workload) == 0)
            return false;
    return true;
}

static void add_title(struct text *title, const struct result *result,
                      const struct result_cell *cell)
{
    text_printf(title, "%s", cell->workload);
    if (cell->size != NULL)
        text_printf(title, ", %s", cell->size);
    if (cell->n != STORE_ABSENT)
        text_printf(title, " (N = %" PRId64 ")", cell->n);
    text_printf(title, ", %zu trials", cell->admissible - cell->aside);
    if (strcmp(result->mode, "steady") == 0)
        text_add(title, ", figures of one iteration in a running process");
}

/* Below it, starting is a share that nobody overlooks. */
static const double startup_share = 0.1;

/* Where starting is much of a program's time: what it is, beside the figures that hold it. */
static void add_startup(struct text *out, const struct result *result, const char *workload)
{
    struct text line = {0};

    for (size_t i = 0; i < result->cell_count; i++) {
        const struct result_cell *cell = &result->cells[i];
        const struct result_cell *empty = result_startup(result, cell);
        char value[UNITS_TEXT_SIZE];
        if (cell->workload == NULL || strcmp(cell->workload, workload) != 0 || empty == NULL ||
            cell->metric[METRIC_WALL].count == 0)
            continue;
        double start = result_figure(&empty->metric[METRIC_WALL]).median;
        if (start < startup_share * result_figure(&cell->metric[METRIC_WALL]).median)
            continue;
        text_printf(&line, "%s%s %s", line.length > 0 ? ", " : "",
                    ratios_language_title(cell->language),
                    units_format(value, start, UNIT_NANOSECONDS));
    }
    if (line.length > 0) {
        text_add(out, "  Of these, starting alone: ");
        text_add_wrapped(out, text_string(&line), 28, 4, (size_t)screen_width());
        text_add(out, "\n");
    }
    text_free(&line);
}

/* Commands are of no workload and in one table, the first being what others are compared with.
 */
static int add_commands(struct text *out, const struct context *context,
                        const struct result *result, struct results_alike *alike,
                        struct err *err)
{
    const struct table_style style = campaign_style(context, NULL);
    const struct results_request all = {.title = "Commands", .wide = is_wide()};
    struct table *table = results_table(result, &all, alike);
    int r = table_render(table, &style, out, err);

    table_free(table);
    return r;
}

static int add_workloads(struct text *out, const struct context *context,
                         const struct result *result, const char *reference,
                         struct results_alike *alike, struct err *err)
{
    const struct table_style style = campaign_style(context, NULL);
    int r = 0;

    for (size_t i = 0; r == 0 && i < result->cell_count; i++) {
        struct text title = {0};
        if (result->cells[i].workload == NULL || !first_of_workload(result, i))
            continue;
        if (i > 0)
            text_add(out, "\n");
        add_title(&title, result, &result->cells[i]);
        struct table *table =
            results_table(result,
                          &(struct results_request){.workload = result->cells[i].workload,
                                                    .reference = reference,
                                                    .title = text_string(&title),
                                                    .wide = is_wide()},
                          alike);
        r = table_render(table, &style, out, err);
        if (r == 0)
            add_startup(out, result, result->cells[i].workload);
        table_free(table);
        text_free(&title);
    }
    return r;
}

static void add_mean(struct table *table, const struct ratios_arm *arm,
                     const struct ratios_mean *mean)
{
    table_row(table);
    table_text(table, arm->name);
    table_real(table, mean->programs.ratio);
    if (isnan(mean->programs.ci.low))
        table_text(table, NULL);
    else
        table_printf(table, "%.3g to %.3g", mean->programs.ci.low, mean->programs.ci.high);
}

/* What sums up: the ratios over all workloads, and how they might move for others. */
static int add_means(struct text *out, const struct context *context,
                     const struct result *result, const char *reference, struct err *err)
{
    const struct table_style style = campaign_style(context, NULL);
    struct ratios *ratios = NULL;
    struct text title = {0}, heading = {0};
    struct err ignored;
    int r = 0;

    if (ratios_make(&ratios, result, reference, "plain",
                    result_has_energy(result) ? METRIC_ENERGY : METRIC_WALL, RESULT_LEVEL,
                    &ignored) < 0)
        return 0; /* the reference was not run: there is nothing to sum up */
    size_t workloads = ratios->arm_count > 1 ? ratios->means[1].workloads : 0;
    text_printf(&title, "\nAll %zu workloads: geometric mean", workloads);
    text_printf(&heading, "%s to %s", result_has_energy(result) ? "energy" : "time",
                ratios_language_title(reference));
    const struct table_column columns[] = {
        {"", "arm", UNIT_NONE, false, 0},
        {text_string(&heading), "ratio", UNIT_RATIO, true, 0},
        {"other workloads could give", "range", UNIT_NONE, false, 0},
    };
    struct table *table = table_new(text_string(&title), columns, ARRAY_SIZE(columns));
    for (size_t a = 0; a < ratios->arm_count; a++)
        if (strcmp(ratios->arms[a].language, reference) != 0)
            add_mean(table, &ratios->arms[a], &ratios->means[a]);
    if (workloads > 1)
        r = table_render(table, &style, out, err);
    table_free(table);
    text_free(&title);
    text_free(&heading);
    ratios_free(ratios);
    return r;
}

static void add_quantised(struct text *out, const struct result *result)
{
    for (size_t i = 0; i < result->cell_count; i++)
        if (result->cells[i].quantised) {
            text_add(out,
                     "  * so short that one tick of the counter is over 1 % of its joules\n");
            return;
        }
}

static void add_alike(struct text *out, const struct results_alike *alike)
{
    struct text text = {0};

    results_alike_text(&text, alike);
    if (text.length > 0) {
        text_add(out, "  ");
        text_add_wrapped(out, text_string(&text), 2, 2, (size_t)screen_width());
        text_add(out, "\n");
    }
    text_free(&text);
}

/* What imported files could not tell. */
static void add_notes(struct text *out, const struct result *result)
{
    for (size_t i = 0; i < result->note_count; i++) {
        text_add(out, "  WARNING: ");
        text_add_wrapped(out, result->notes[i], 11, 2, (size_t)screen_width() - 1);
        text_add(out, ".\n");
    }
}

static int screen_text(struct text *out, const struct context *context,
                       const struct result *result, struct store *store, const char *reference,
                       bool *failed, struct err *err)
{
    struct text omissions = {0};
    struct results_alike alike = {0};
    int r;

    r = strcmp(result->kind, "measure") == 0
            ? add_commands(out, context, result, &alike, err)
            : add_workloads(out, context, result, reference, &alike, err);
    if (r < 0)
        return r;
    add_quantised(out, result);
    add_alike(out, &alike);
    add_notes(out, result);
    if ((r = add_means(out, context, result, reference, err)) < 0)
        return r;
    *failed = campaign_add_omissions(&omissions, result, store);
    if (omissions.length > 0)
        text_printf(out, "\nLeft out:\n%s", text_string(&omissions));
    text_free(&omissions);
    return 0;
}

static int screen_data(struct text *out, const struct context *context,
                       const struct result *result, struct store *store, const char *reference,
                       bool *failed, struct err *err)
{
    const struct table_style style = campaign_style(context, "polyjoule.show/1");
    struct text omissions = {0};
    struct results_alike alike = {0};
    int r = 0;

    *failed = campaign_add_omissions(&omissions, result, store);
    text_free(&omissions);
    if (style.format == TABLE_JSON) {
        json_t *document = show_json(result);
        char *text = json_dumps(document, JSON_INDENT(2));
        text_printf(out, "%s\n", text);
        free(text);
        json_decref(document);
        return 0;
    }
    const struct results_request all = {.reference = reference, .wide = is_wide()};
    struct table *table = results_table(result, &all, &alike);
    if (!result_has_energy(result))
        table_note(table, "No joules: %s.", result->energy_reason);
    else if (!result_is_measured(result->energy_source))
        table_note(table, "The joules are %s, not measured.", result->energy_source);
    results_alike_text(&omissions, &alike);
    if (omissions.length > 0)
        table_note(table, "%s", text_string(&omissions));
    text_free(&omissions);
    r = table_render(table, &style, out, err);
    table_free(table);
    return r;
}

int campaign_screen(const struct context *context, struct store *store, int64_t id,
                    const char *reference, bool told, struct err *err)
{
    struct result *result = NULL;
    struct text out = {0};
    bool failed = false;
    int r;

    if ((r = reader_load(&result, store, id, err)) < 0)
        return r;
    bool text = strcmp(context->settings.format, "text") == 0;
    if (text && (!told || result_has_energy(result)))
        campaign_add_source(&out, result);
    if (text)
        r = screen_text(&out, context, result, store, reference, &failed, err);
    else
        r = screen_data(&out, context, result, store, reference, &failed, err);
    if (r == 0)
        r = say(&out);
    if (r == EXIT_YES && failed)
        r = EXIT_PARTIAL;
    text_free(&out);
    result_free(result);
    return r;
}
