/* SPDX-License-Identifier: MIT
 * ReBench's data file (rebench/persistence.py, model/measurement.py): a line a value, separated
 * by tabs; the criterion "total" ends a data point. A trial is an invocation of one iteration,
 * but for imported ones of one process.
 * The benchmark is the workload, the executor the language, the suite the variant, the extra
 * arguments what else tells cells apart. It has no place for blocks and for trials that
 * failed. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "report/interchange_view.h"
#include "report/table.h"
#include "store/store.h"

/* Tabs and newlines would be its own. */
static void add_field(struct text *out, const char *value)
{
    for (const char *c = value != NULL ? value : ""; *c != '\0'; c++)
        text_add_bytes(out, (unsigned char)*c < ' ' ? " " : c, 1);
    text_add(out, "\t");
}

static void add_extra(struct text *out, const struct interchange_cell *c)
{
    for (size_t i = 0; i < c->part_count; i++)
        if (strcmp(c->parts[i].key, "toolchain") == 0 ||
            strcmp(c->parts[i].key, "flags") == 0) {
            struct text part = {0};
            text_printf(&part, "%s=%s", c->parts[i].key, c->parts[i].value);
            for (char *at = part.data; *at != '\0'; at++)
                *at = (unsigned char)*at < ' ' ? ' ' : *at;
            text_add(out, out->data[out->length - 1] == '\t' ? "" : ";");
            text_add(out, part.data);
            text_free(&part);
        }
    text_add(out, "\t");
}

/* What ReBench 1.4 knows a line's run by, the number in its last column. It wants the keys that
 * are here, and the run's command as texts. */
static void add_run(struct text *out, const struct interchange_cell *c, size_t id)
{
    const struct result_cell *cell = c->cell;
    const char *language = cell->workload != NULL ? cell->language : "command",
               *name = cell->workload != NULL ? cell->workload : cell->label,
               *suite = cell->variant != NULL ? cell->variant : "polyjoule";
    json_t *benchmark = json_pack(
        "{s:o, s:o, s:{}, s:{}, s:{s:o, s:s, s:{s:o, s:s, s:{}, s:{}}}}", "name",
        table_json_text(name), "command", table_json_text(c->name), "runDetails", "variables",
        "suite", "name", table_json_text(suite), "command", "%(benchmark)s", "executor", "name",
        table_json_text(language), "executable", "polyjoule", "runDetails", "variables");
    json_t *run = json_pack("{s:I, s:o}", "benchmark_id", (json_int_t)id, "cmdline",
                            table_json_text(c->name));

    if (cell->n != STORE_ABSENT)
        json_object_set_new(run, "inputSize", json_integer(cell->n));
    char *benchmark_text = json_dumps(benchmark, JSON_COMPACT),
         *run_text = json_dumps(run, JSON_COMPACT);
    text_printf(out, "# benchmark: %zu=%s\n# run_id: %zu=%s\n", id, benchmark_text, id,
                run_text);
    free(benchmark_text);
    free(run_text);
    json_decref(benchmark);
    json_decref(run);
}

/* Where a line belongs: its cell and, from 1, its process and the iteration in it. */
struct line {
    size_t cell, invocation, iteration;
};

static void add_line(struct text *out, struct interchange_view *view, const struct line *at,
                     const struct result_trial *trial, enum interchange_quantity q)
{
    const struct interchange_cell *c = &view->cells[at->cell];
    static const char *const units[] = {"ms", "ms", "byte"};
    const struct result_cell *cell = c->cell;
    double value = interchange_value(trial, q);

    if (!isfinite(value) || (q == QUANTITY_MEMORY && !interchange_has(c, q)))
        return;
    text_printf(out, "%zu\t%zu\t%.6f\t%s\t%s\t", at->invocation, at->iteration,
                q <= QUANTITY_CPU ? value * 1e3 : value, q >= QUANTITY_ENERGY ? "J" : units[q],
                q == QUANTITY_WALL ? "total" : interchange_quantity_name(view, q));
    add_field(out, cell->workload != NULL ? cell->workload : cell->label);
    add_field(out, cell->workload != NULL ? cell->language : "command");
    add_field(out, cell->variant != NULL ? cell->variant : "polyjoule");
    add_extra(out, c);
    if (cell->threads > 0)
        text_printf(out, "%" PRId64, cell->threads);
    text_add(out, "\t");
    if (cell->n != STORE_ABSENT)
        text_printf(out, "%" PRId64, cell->n);
    text_printf(out, "\t\t\t\t%zu\n", at->cell);
}

static void add_lines(struct text *out, struct interchange_view *view, size_t cell)
{
    const struct interchange_cell *c = &view->cells[cell];
    struct line at = {cell, 0, 0};

    for (size_t i = 0; i < c->count; i++) {
        bool goes_on = interchange_goes_on(c, i);
        at.invocation += !goes_on;
        at.iteration = goes_on ? at.iteration + 1 : 1;
        for (int q = QUANTITY_CPU; q < QUANTITIES; q++)
            add_line(out, view, &at, c->trials[i], (enum interchange_quantity)q);
        add_line(out, view, &at, c->trials[i], QUANTITY_WALL);
    }
}

void interchange_rebench(struct text *out, struct interchange_view *view)
{
    const struct result *r = view->result;
    time_t seconds = (time_t)(r->created_unix_ns / 1000000000);
    struct tm parts;
    char date[32];

    gmtime_r(&seconds, &parts);
    strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%S+00:00", &parts);
    text_printf(out, "# Execution Start: %s\n", date);
    json_t *origin = json_object();
    interchange_add_origin(origin, view);
    char *source = json_dumps(origin, JSON_COMPACT);
    text_printf(out, "# polyjoule: %s\n", source != NULL ? source : "{}");
    free(source);
    json_decref(origin);
    text_add(out, "invocation\titeration\tvalue\tunit\tcriterion\tbenchmark\texecutor\tsuite\t"
                  "extraArgs\tcores\tinputSize\tvarValue\ttag\tmachine\trunId\n");
    for (size_t i = 0; i < view->cell_count; i++)
        add_run(out, &view->cells[i], i);
    for (size_t i = 0; i < view->cell_count; i++)
        add_lines(out, view, i);
}
