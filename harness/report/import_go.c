/* SPDX-License-Identifier: MIT
 * Go's benchmark text (golang.org/design/14313-benchmark-format): "BenchmarkName-8 iterations
 * value unit value unit ...", a line a trial; all other lines are passed over, as benchfmt
 * does. ns/op (or sec/op) has to be there; joules, CPU time and memory are taken in the units
 * that polyjoule writes. A name with the sub-key "/lang=" (or "/language=") has a workload and
 * a language, others stand whole. -count repeats in one process. */
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"
#include "report/import_samples.h"

static const char prefix[] = "Benchmark";

struct reader {
    struct importer *importer;
    const struct import_file *file;
    bool ours; /* a process a line, and names in percent notation */
    int line;
};

/* ------------------------------------------------------------------- names */

/* "%20" to " ", in place. */
static void unescape(char *text)
{
    char *to = text;

    for (const char *c = text; *c != '\0'; c++) {
        char digits[3] = "";
        if (c[0] == '%' && isxdigit((unsigned char)c[1]) && isxdigit((unsigned char)c[2])) {
            memcpy(digits, c + 1, 2);
            long byte = strtol(digits, NULL, 16);
            *to++ = byte != 0 ? (char)byte : '?';
            c += 2;
        } else {
            *to++ = *c;
        }
    }
    *to = '\0';
}

/* Cuts "-8" off NAME: GOMAXPROCS. NULL where there is none. */
static const char *cut_procs(char *name)
{
    char *dash = strrchr(name, '-');

    if (dash == NULL || dash[1] == '\0' || dash[1 + strspn(dash + 1, "0123456789")] != '\0')
        return NULL;
    *dash = '\0';
    return dash + 1;
}

/* One "key=value" of a name; others stay with the workload. */
static bool take_part(struct reader *r, struct import_row *row, const char *key,
                      const char *value)
{
    struct arena *arena = import_arena(r->importer);
    struct err ignored;

    if (strcmp(key, "lang") == 0 || strcmp(key, "language") == 0)
        row->language = import_language(arena, value);
    else if (strcmp(key, "variant") == 0)
        row->variant = value;
    else if (strcmp(key, "toolchain") == 0)
        row->toolchain = value;
    else if (strcmp(key, "flags") == 0)
        row->flags = value;
    else if (strcmp(key, "n") == 0)
        return units_parse_integer(&row->n, value, 0, INT64_MAX, &ignored) == 0;
    else if (strcmp(key, "size") != 0)
        return false;
    else if (units_parse_integer(&row->n, value, 0, INT64_MAX, &ignored) < 0)
        row->size = value;
    return true;
}

static bool has_language(const char *name)
{
    return strstr(name, "/lang=") != NULL || strstr(name, "/language=") != NULL;
}

/* The parts of NAME, which is cut up. */
static void take_parts(struct reader *r, struct import_row *row, char *name)
{
    struct arena *arena = import_arena(r->importer);
    bool capital = r->ours && name[0] != '%'; /* Go's, not the workload's */
    char *workload = NULL;

    for (char *at = name, *next; at != NULL; at = next) {
        if ((next = strchr(at, '/')) != NULL)
            *next++ = '\0';
        char *value = strchr(at, '=');
        if (value != NULL && workload != NULL) {
            *value++ = '\0';
            if (r->ours)
                unescape(value);
            if (take_part(r, row, at, value))
                continue;
            value[-1] = '=';
        } else if (r->ours) {
            unescape(at);
        }
        workload = workload == NULL ? at : arena_printf(arena, "%s/%s", workload, at);
    }
    if (capital)
        workload[0] = (char)tolower((unsigned char)workload[0]);
    row->workload = workload;
}

static void identify(struct reader *r, struct import_row *row, const char *full)
{
    static const char command[] = "Command/";
    struct arena *arena = import_arena(r->importer);
    char *name = arena_dup(arena, full);
    const char *procs = cut_procs(name);

    if (has_language(name)) {
        take_parts(r, row, name);
        if (!r->ours && procs != NULL && strcmp(procs, "1") != 0)
            row->flags = arena_printf(arena, "%s,gomaxprocs=%s", row->flags, procs);
    } else if (r->ours && strncmp(name, command, strlen(command)) == 0) {
        row->label = name + strlen(command);
        unescape(name + strlen(command));
    } else {
        row->label = full;
    }
    if (row->workload == NULL)
        row->variant = row->flags = NULL;
}

/* ------------------------------------------------------------------ values */

static char *next_field(char **at)
{
    char *field = *at + strspn(*at, " \t\r");
    size_t length = strcspn(field, " \t\r");

    *at = field + length + (field[length] != '\0');
    field[length] = '\0';
    return field;
}

/* "estimated-package" of "estimated-package-J/op". */
static int channel_of(const char *unit)
{
    static const char end[] = "-J/op";
    size_t length = strlen(unit);
    char name[64];

    if (length <= strlen(end) || length >= sizeof(name) ||
        strcmp(unit + length - strlen(end), end) != 0)
        return -1;
    snprintf(name, sizeof(name), "%.*s", (int)(length - strlen(end)), unit);
    return import_channel_of(name);
}

static int take_value(struct reader *r, struct import_row *row, struct import_process *process,
                      const char *number, const char *unit, struct err *err)
{
    static const struct {
        const char *unit;
        double ns;
    } times[] = {{"ns/op", 1}, {"sec/op", 1e9}, {"s/op", 1e9}};
    int channel = channel_of(unit);
    struct err ignored;
    double value;

    if (units_parse_number(&value, number, &ignored) < 0)
        return import_error(r->file, r->line, err, "'%.40s' before %.40s; expected a number",
                            number, unit);
    for (size_t i = 0; i < ARRAY_SIZE(times); i++)
        if (strcmp(unit, times[i].unit) == 0)
            row->wall_ns = value * times[i].ns;
    if (strcmp(unit, "cpu-ns/op") == 0)
        process->cpu_ns = value;
    else if (strcmp(unit, "peak-RSS-bytes") == 0)
        process->max_rss_bytes = value;
    else if (channel >= 0)
        row->nj[channel] = row->repaired_nj[channel] = value * 1e9;
    else
        return 0;
    if (value < 0)
        return import_error(r->file, r->line, err, "%.40s %.40s; expected 0 or more", number,
                            unit);
    return 0;
}

static int read_benchmark(struct reader *r, char *at, const char *text, struct err *err)
{
    struct import_process process = {NAN, NAN};
    struct import_row row = import_row_blank();
    int64_t iterations;
    struct err ignored;
    int status;

    const char *name = next_field(&at);
    const char *count = next_field(&at);
    if (count[0] == '\0') /* -v says what begins */
        return 0;
    if (units_parse_integer(&iterations, count, 0, INT64_MAX, &ignored) < 0)
        return import_error(r->file, r->line, err,
                            "'%.40s' iterations; expected a whole number", count);
    row.wall_ns = -1;
    for (;;) {
        const char *number = next_field(&at), *unit = next_field(&at);
        if (number[0] == '\0')
            break;
        if (unit[0] == '\0')
            return import_error(r->file, r->line, err, "'%.40s' without a unit", number);
        if ((status = take_value(r, &row, &process, number, unit, err)) < 0)
            return status;
    }
    if (row.wall_ns < 0)
        return import_error(r->file, r->line, err,
                            "no time; expected a value in ns/op or sec/op, 0 or more");
    identify(r, &row, name);
    if (!r->ours)
        import_note(r->importer, IMPORT_NOTE_ITERATIONS);
    if (iterations > 1)
        import_note(r->importer, IMPORT_NOTE_MEANS);
    row.process = &process;
    row.line = r->line;
    row.text = text;
    return import_add(r->importer, &row, err);
}

static int read_file(struct importer *importer, struct import_file *file, struct err *err)
{
    struct reader r = {importer, file, strstr(file->content, "# polyjoule-") != NULL, 0};
    char *at = file->content;
    int status = 0;

    while (status == 0 && *at != '\0') {
        char *end = at + strcspn(at, "\n");
        bool last = *end == '\0';
        *end = '\0';
        r.line++;
        if (strncmp(at, prefix, strlen(prefix)) == 0) {
            const char *text = arena_dup(import_arena(importer), at);
            status = read_benchmark(&r, at + strlen(prefix), text, err);
        }
        at = last ? end : end + 1;
    }
    return status;
}

const struct import_format import_go = {
    .name = "go",
    .suffix = ".txt",
    .title = "Go benchmarks' times per operation",
    .source = "go test -bench",
    IMPORT_OF_A_TOOL,
    .read = read_file,
};
