/* SPDX-License-Identifier: MIT
 * Every cell as a row that opens to all that is known of it. */
#include "report/report_sections.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/command_line.h"
#include "report/comparison_suites.h"
#include "report/comparison_table.h"
#include "report/results_table.h"
#include "report/strip_drawing.h"
#include "sys/digest.h"

/* What the database knows of a cell's program; strings are NULL where it does not. */
struct program {
    const char *source, *source_sha256, *toolchain, *toolchain_sha256, *build, *environment,
        *binary_sha256, *argv, *expected_sha256;
};

struct programs {
    struct arena arena;
    struct program *items; /* in the result's order of cells, which is the query's too */
    size_t count;
    const struct result *result;
};

/* ---------------------------------------------------------------- programs */

/* A digest in hexadecimal; NULL where there is none. */
static const char *hex(struct programs *p, const struct store_row *row, const char *name)
{
    char text[DIGEST_TEXT_SIZE];
    struct digest digest;
    size_t length;
    const void *bytes = row_blob_of(row, name, &length);

    if (bytes == NULL || length != sizeof(digest.bytes))
        return NULL;
    memcpy(digest.bytes, bytes, sizeof(digest.bytes));
    return arena_dup(&p->arena, digest_text(text, &digest));
}

static int read_program(void *context, const struct store_row *row, struct err *err)
{
    struct programs *p = context;
    const char *source = row_text_of(row, "source"), *name = row_text_of(row, "toolchain"),
               *version = row_text_of(row, "toolchain_version"),
               *path = row_text_of(row, "toolchain_path");

    (void)err;
    if (p->count == p->result->cell_count)
        return 0;
    const char *workload = p->result->cells[p->count].workload;
    p->items[p->count++] = (struct program){
        .source = source != NULL && workload != NULL
                      ? arena_printf(&p->arena, "bench/%s/%s", workload, source)
                      : NULL,
        .source_sha256 = hex(p, row, "implementation_digest"),
        .toolchain =
            name != NULL ? arena_printf(&p->arena, "%s: %s\n%s", name, version, path) : NULL,
        .toolchain_sha256 = hex(p, row, "toolchain_binary_digest"),
        .build = command_line_of(&p->arena, row_text_of(row, "build_argv")),
        .environment = command_line_of(&p->arena, row_text_of(row, "build_environment")),
        .binary_sha256 = hex(p, row, "binary_digest"),
        .argv = command_line_of(&p->arena, row_text_of(row, "argv")),
        .expected_sha256 = hex(p, row, "expected_digest"),
    };
    return 0;
}

/* ----------------------------------------------------------------- details */

static void add_samples(struct table *table, const struct result_cell *cell)
{
    static const enum metric metrics[] = {METRIC_ENERGY, METRIC_WALL};

    for (size_t i = 0; i < ARRAY_SIZE(metrics); i++) {
        const struct metric_facts *facts = metric_facts(metrics[i]);
        struct text drawing = {0};
        strip_drawing(&drawing, &cell->metric[metrics[i]], &cell->set_aside[metrics[i]],
                      facts->unit);
        if (drawing.length > 0)
            table_drawing(table, facts->noun, text_string(&drawing));
        text_free(&drawing);
    }
}

static void add_counts(struct table *table, const struct result_cell *cell)
{
    struct text text = {0};

    text_printf(&text, "%zu planned, %zu run, %zu admissible, %zu set aside", cell->planned,
                cell->done, cell->admissible, cell->aside);
    for (int s = RESULT_OK + 1; s < RESULT_STATUSES; s++)
        if (cell->status[s] > 0)
            text_printf(&text, ", %zu %s", cell->status[s],
                        result_status_name((enum result_status)s));
    table_detail(table, "trials", text_string(&text));
    text_free(&text);
}

static void add_details(void *context, struct table *table, const struct result_cell *cell)
{
    const struct programs *programs = context;
    const struct program *p = &programs->items[cell - programs->result->cells];

    table_detail(table, "source", p->source);
    table_detail(table, "its SHA-256", p->source_sha256);
    table_detail(table, "compiler", p->toolchain);
    table_detail(table, "its SHA-256", p->toolchain_sha256);
    table_detail(table, "built by", p->build);
    table_detail(table, "built with", p->environment);
    table_detail(table, "program", p->binary_sha256);
    table_detail(table, "command line", p->argv);
    table_detail(table, "output", p->expected_sha256);
    add_counts(table, cell);
    add_samples(table, cell);
}

/* ----------------------------------------------------------------- numbers */

/* Of each cell, for who writes a paper: n-body/c/wall; of commands by their numbers: 1/wall. */
static void add_numbers(struct document *d, const struct result *result)
{
    struct text key = {0};

    for (size_t i = 0; i < result->cell_count; i++) {
        const struct result_cell *cell = &result->cells[i];
        for (int m = 0; m < METRIC_COUNT; m++) {
            const struct metric_facts *facts = metric_facts((enum metric)m);
            const struct result_figure figure = result_figure(&cell->metric[m]);
            if (cell->workload != NULL)
                text_printf(&key, "%s/%s", cell->label, facts->name);
            else
                text_printf(&key, "%zu/%s", i + 1, facts->name);
            document_interval(d, figure.median, figure.ci, facts->unit, text_string(&key));
            text_free(&key);
        }
    }
}

/* n-body/rust/wall-ratio */
static void add_ratio_numbers(struct document *d, const struct comparison *c)
{
    struct text key = {0};

    for (size_t r = 0; r < c->row_count; r++)
        for (size_t e = 0; e < c->rows[r].entry_count; e++) {
            const struct comparison_entry *entry = &c->rows[r].entries[e];
            const struct effect *effect = &entry->effect[c->terms.metric];
            text_printf(&key, "%s/%s/%s-ratio", c->rows[r].name, entry->value,
                        metric_facts(c->terms.metric)->name);
            document_interval(d, effect->ratio, effect->ci, UNIT_RATIO, text_string(&key));
            text_free(&key);
        }
}

/* ------------------------------------------------------------------ ratios */

static void add_comparison(struct document *d, const struct report_request *q)
{
    static const char *const ids[COMPARISON_SUITE_TABLES] = {"means", "moves", "domains"};
    struct text title = {0};
    struct table *tables[COMPARISON_SUITE_TABLES];
    const struct comparison_view view = {
        .comparison = q->comparison,
        .sources = {{NULL, NULL, q->result}},
        .source_count = 1,
        .energy = result_has_energy(q->result),
    };
    size_t count = comparison_suite_tables(tables, q->comparison);

    add_ratio_numbers(d, q->comparison);
    text_printf(&title, "%s, as ratios to %s", metric_facts(q->comparison->terms.metric)->title,
                projection_title(q->comparison->reference, q->comparison->column));
    document_table(d, "ratios", text_string(&title), comparison_table(&view));
    text_free(&title);
    for (size_t i = 0; i < count; i++)
        document_table(d, ids[i], NULL, tables[i]);
}

int report_results(struct document *d, const struct report_request *q, struct err *err)
{
    const struct result *result = q->result;
    const struct store_argument campaign = {.name = ":campaign", .integer = result->id};
    struct programs programs = {.result = result};
    struct results_alike alike = {0};
    struct text text = {0};
    int r;

    programs.items =
        arena_alloc(&programs.arena, result->cell_count + 1, sizeof(struct program));
    if ((r = store_visit(q->store, "cells", &campaign, 1, read_program, &programs, err)) < 0)
        goto out;
    document_section(d, "results", "Results");
    document_sentence(d, "Medians with exact 95 %% intervals.%s",
                      q->page ? " A row opens to its source, compiler, command lines, digests "
                                "and samples; headings sort."
                              : "");
    const struct results_request request = {
        .reference = q->reference, .wide = true, .each = add_details, .context = &programs};
    struct table *table = results_table(result, &request, &alike);
    results_alike_text(&text, &alike);
    if (text.length > 0)
        table_note(table, "%s", text_string(&text));
    document_table(d, "programs", "Programs", table);
    if (q->comparison != NULL)
        add_comparison(d, q);
    if (!q->page)
        add_numbers(d, result);
out:
    text_free(&text);
    arena_free(&programs.arena);
    return r;
}
