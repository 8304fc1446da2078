/* SPDX-License-Identifier: MIT
 * Whether a campaign was fair, and where it ran. */
#include "report/report_sections.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "judge/ratios.h"

/* ---------------------------------------------------------------- fairness */

static bool first_of_workload(const struct result *result, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(result->cells[k].workload, result->cells[i].workload) == 0)
            return false;
    return true;
}

/* How a cell's outputs were looked at. */
enum checked { CHECKED_NOT, CHECKED_NEAR, CHECKED_EXACTLY };

/* Of each cell, in the result's order, which is the query's too. */
struct checks {
    enum checked *items;
    size_t count, most;
};

static int read_checked(void *context, const struct store_row *row, struct err *err)
{
    struct checks *checks = context;
    size_t length;

    (void)err;
    if (checks->count < checks->most)
        checks->items[checks->count++] = row_blob_of(row, "expected_digest", &length) == NULL
                                             ? CHECKED_NOT
                                         : row_real_of(row, "tolerance") > 0 ? CHECKED_NEAR
                                                                             : CHECKED_EXACTLY;
    return 0;
}

struct fairness {
    size_t programs, unlike_input, unlike_work, wrong, threads;
    enum checked checked; /* the least of them */
};

static struct fairness fairness_of(const struct result *result, const struct result_cell *first,
                                   const enum checked *checked)
{
    struct fairness f = {.checked = CHECKED_EXACTLY};

    for (size_t i = 0; i < result->cell_count; i++) {
        const struct result_cell *cell = &result->cells[i];
        if (strcmp(cell->workload, first->workload) != 0)
            continue;
        f.programs++;
        f.unlike_input += cell->n != first->n || cell->seed != first->seed;
        f.unlike_work += cell->work != first->work && cell->work != STORE_ABSENT &&
                         first->work != STORE_ABSENT && cell->n == first->n;
        f.wrong += cell->status[RESULT_WRONG_ANSWER] > 0;
        f.threads += cell->threads != first->threads;
        f.checked = checked[i] < f.checked ? checked[i] : f.checked;
    }
    return f;
}

/* "C, Rust, Go", and what is not the plain program. */
static void add_languages(struct table *table, const struct result *result,
                          const char *workload)
{
    struct text text = {0};

    for (size_t i = 0; i < result->cell_count; i++) {
        const struct result_cell *cell = &result->cells[i];
        if (strcmp(cell->workload, workload) != 0)
            continue;
        text_printf(&text, "%s%s", text.length > 0 ? ", " : "",
                    ratios_language_title(cell->language));
        if (cell->variant != NULL && strcmp(cell->variant, "plain") != 0)
            text_printf(&text, " (%s)", cell->variant);
    }
    table_text(table, text_string(&text));
    text_free(&text);
}

static void add_outputs(struct table *table, const struct fairness *f)
{
    if (f->wrong > 0) {
        table_text(table, "some were wrong");
        table_mark(table, TABLE_BAD);
    } else if (f->checked == CHECKED_NOT) {
        table_text(table, "not checked");
        table_mark(table, TABLE_WARN);
    } else {
        table_text(table, f->checked == CHECKED_NEAR ? "right within a tolerance"
                          : f->unlike_input > 0      ? "right"
                                                     : "identical");
        table_mark(table, TABLE_GOOD);
    }
}

static void add_workload(struct table *table, const struct result *result,
                         const struct result_cell *first, const enum checked *checked)
{
    struct fairness f = fairness_of(result, first, checked);

    table_row(table);
    table_text(table, first->workload);
    table_integer(table, (int64_t)f.programs);
    add_outputs(table, &f);
    if (f.unlike_input > 0)
        table_text(table, "unlike sizes");
    else if (first->n != STORE_ABSENT)
        table_printf(table, "N = %" PRId64, first->n);
    else
        table_text(table, NULL);
    if (first->work_unit != NULL && f.unlike_work == 0)
        table_printf(table, "the same: %" PRId64 " %s%s", first->work, first->work_unit,
                     first->work == 1 ? "" : "s");
    else
        table_text(table, f.unlike_work > 0 ? "differs" : NULL);
    if (f.threads > 0)
        table_text(table, "differ");
    else
        table_integer(table, first->threads);
    add_languages(table, result, first->workload);
}

int report_fairness(struct document *d, const struct report_request *q, struct err *err)
{
    static const struct table_column columns[] = {
        {"workload", "workload", UNIT_NONE, false, 0},
        {"programs", "programs", UNIT_NONE, true, 0},
        {"outputs", "outputs", UNIT_NONE, false, 0},
        {"input", "input", UNIT_NONE, false, 0},
        {"work", "work", UNIT_NONE, false, 0},
        {"threads", "threads", UNIT_NONE, true, 0},
        {"in", "languages", UNIT_NONE, false, TABLE_WRAP},
    };
    const struct result *result = q->result;
    const struct store_argument campaign = {.name = ":campaign", .integer = result->id};

    document_section(d, "fairness", "Is the comparison fair?");
    if (strcmp(result->kind, "measure") == 0) {
        document_sentence(d,
                          "These are commands of somebody's own: whether they do the same is "
                          "not known here.");
        return 0;
    }
    struct checks checks = {.most = result->cell_count};
    checks.items = mem_alloc(result->cell_count + 1, sizeof(*checks.items));
    int r = store_visit(q->store, "cells", &campaign, 1, read_checked, &checks, err);
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));
    for (size_t i = 0; i < result->cell_count; i++)
        if (first_of_workload(result, i))
            add_workload(table, result, &result->cells[i], checks.items);
    free(checks.items);
    if (!result->imported)
        table_note(table,
                   "Outputs: each run's is compared with the digest of the known answer. "
                   "A variant in brackets is not the plain program: a library, native "
                   "code or a tuned one does the work.");
    document_table(d, "workloads", "Workload by workload", table);
    return r;
}

/* ------------------------------------------------------------- environment */

static void add_fact(struct table *table, const char *name, const char *value)
{
    if (value == NULL)
        return;
    table_row(table);
    table_text(table, name);
    table_text(table, value);
}

static void add_count(struct table *table, const char *name, int64_t value, enum unit unit)
{
    char text[UNITS_TEXT_SIZE];

    if (value != STORE_ABSENT)
        add_fact(table, name, units_format(text, (double)value, unit));
}

static void add_switch(struct table *table, const char *name, int64_t value)
{
    if (value != STORE_ABSENT)
        add_fact(table, name, value != 0 ? "on" : "off");
}

static void utc(char when[static 32], int64_t unix_ns)
{
    time_t seconds = unix_ns / NS_PER_S;
    struct tm tm;

    strftime(when, 32, "%Y-%m-%d %H:%M:%S UTC", gmtime_r(&seconds, &tm));
}

static void add_session(struct document *d, const struct result_session *s, size_t nth)
{
    static const struct table_column columns[] = {
        {"what", "what", UNIT_NONE, false, 0},
        {"value", "value", UNIT_NONE, false, TABLE_WRAP}};
    struct text id = {0}, title = {0};
    char when[32];

    text_printf(&id, "session-%zu", nth);
    text_printf(&title, "Session %zu", nth);
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));
    utc(when, s->started_unix_ns);
    add_fact(table, "begun", when);
    add_fact(table, "CPU", s->cpu_model);
    add_count(table, "packages", s->packages, UNIT_NONE);
    add_count(table, "cores", s->cores, UNIT_NONE);
    add_count(table, "threads", s->threads, UNIT_NONE);
    add_count(table, "memory", s->memory_bytes, UNIT_BYTES);
    add_fact(table, "hypervisor", s->hypervisor);
    add_fact(table, "system", s->os);
    add_fact(table, "kernel", s->kernel);
    add_fact(table, "microcode", s->microcode);
    add_fact(table, "governor", s->governor);
    add_switch(table, "boost", s->turbo);
    add_switch(table, "SMT", s->smt);
    add_fact(table, "energy", s->energy_source);
    add_fact(table, "why no energy", s->energy_reason);
    add_fact(table, "why no counters", s->counters_absent);
    add_fact(table, "notes", s->notes);
    if (s->uid != STORE_ABSENT)
        add_fact(table, "ran as", s->uid == 0 ? "root" : "an ordinary user");
    document_table(d, text_string(&id), text_string(&title), table);
    text_free(&id);
    text_free(&title);
}

static int add_study(void *context, const struct store_row *row, struct err *err)
{
    const char *licence = row_text_of(row, "licence");

    (void)err;
    document_sentence(context, "Measured by others: %s, %s%s%s.", row_text_of(row, "title"),
                      row_text_of(row, "source"), licence != NULL ? "; licence " : "",
                      licence != NULL ? licence : "");
    return 0;
}

int report_environment(struct document *d, const struct report_request *q, struct err *err)
{
    const struct store_argument campaign = {.name = ":campaign", .integer = q->result->id};

    document_section(d, "environment", "Where it was measured");
    int r = store_visit(q->store, "study", &campaign, 1, add_study, d, err);
    for (size_t i = 0; i < q->result->session_count; i++)
        add_session(d, &q->result->sessions[i], i + 1);
    return r;
}
