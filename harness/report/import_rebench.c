/* SPDX-License-Identifier: MIT
 * ReBench's data file (rebench/persistence.py, model/measurement.py): comments, from
 * version 1.3 on a row of headings, then a line a value, separated by tabs. The lines of a data
 * point end with its criterion "total", which becomes a trial; of the others those are taken
 * that polyjoule writes, and MaxRSS (kb). The executor is the language. Iterations of one
 * invocation are trials in its block, and warm-ups among them cannot be told. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"
#include "report/import_samples.h"

enum {
    INVOCATION,
    ITERATION,
    VALUE,
    UNIT,
    CRITERION,
    BENCHMARK,
    EXECUTOR,
    SUITE,
    EXTRA,
    CORES,
    SIZE,
    VARIABLE,
    COLUMNS,
    FIELDS_MAX = 24
};

static const char *const headings[COLUMNS] = {
    "invocation", "iteration", "value",     "unit",  "criterion", "benchmark",
    "executor",   "suite",     "extraArgs", "cores", "inputSize", "varValue"};

struct reader {
    struct importer *importer;
    const struct import_file *file;
    bool ours;
    int place[COLUMNS]; /* of a column in the line; -1: it is not there */
    int line;
    /* The data point under way, its criteria before "total". */
    const char *point; /* NULL: none */
    struct import_row row;
    struct import_process process;
};

/* How many there are; more than FIELDS_MAX are not told apart. */
static int split(char *line, char *fields[FIELDS_MAX])
{
    int count = 0;

    for (char *at = line; at != NULL && count < FIELDS_MAX;) {
        fields[count++] = at;
        if ((at = strchr(at, '\t')) != NULL)
            *at++ = '\0';
    }
    return count;
}

static int read_headings(struct reader *r, char *const *fields, int count, struct err *err)
{
    for (int c = 0; c < COLUMNS; c++) {
        r->place[c] = -1;
        for (int i = 0; i < count; i++)
            if (strcmp(fields[i], headings[c]) == 0)
                r->place[c] = i;
    }
    for (int c = INVOCATION; c <= BENCHMARK; c++)
        if (r->place[c] < 0)
            return import_error(r->file, r->line, err,
                                "no column '%s'; expected ReBench's data", headings[c]);
    return 0;
}

/* What the line has in COLUMN; "" where nothing. */
static const char *field(const struct reader *r, char *const *fields, int count, int column)
{
    int place = r->place[column];

    return place >= 0 && place < count ? fields[place] : "";
}

/* ---------------------------------------------------------------- identity */

/* "flags=O2;toolchain=gcc 12.2.0", as polyjoule writes it. */
static void take_extra(struct import_row *row, char *extra)
{
    for (char *at = extra, *next; at != NULL; at = next) {
        if ((next = strchr(at, ';')) != NULL)
            *next++ = '\0';
        if (strncmp(at, "flags=", 6) == 0)
            row->flags = at + 6;
        else if (strncmp(at, "toolchain=", 10) == 0)
            row->toolchain = at + 10;
    }
}

/* All that tells a ReBench run from others but the executor, so that executors compare. */
static const char *join_settings(struct reader *r, char *const *fields, int count)
{
    static const int columns[] = {SUITE, EXTRA, CORES, SIZE, VARIABLE};
    struct arena *arena = import_arena(r->importer);
    const char *joined = NULL;

    for (size_t i = 0; i < ARRAY_SIZE(columns); i++) {
        const char *value = field(r, fields, count, columns[i]);
        if (value[0] == '\0' || strcmp(value, "None") == 0)
            continue;
        joined = joined == NULL
                     ? arena_printf(arena, "%s=%s", headings[columns[i]], value)
                     : arena_printf(arena, "%s,%s=%s", joined, headings[columns[i]], value);
    }
    return joined != NULL ? joined : "as-published";
}

static void identify(struct reader *r, char *const *fields, int count)
{
    struct arena *arena = import_arena(r->importer);
    const char *executor = field(r, fields, count, EXECUTOR);
    const char *size = field(r, fields, count, SIZE);
    struct import_row *row = &r->row;
    struct err ignored;

    row->workload = arena_dup(arena, field(r, fields, count, BENCHMARK));
    row->language = import_language(arena, executor[0] != '\0' ? executor : "unknown");
    if (!r->ours) {
        row->flags = join_settings(r, fields, count);
        return;
    }
    row->variant = arena_dup(arena, field(r, fields, count, SUITE));
    take_extra(row, arena_dup(arena, field(r, fields, count, EXTRA)));
    if (units_parse_integer(&row->n, size, 0, INT64_MAX, &ignored) < 0)
        row->n = STORE_ABSENT;
    if (strcmp(executor, "command") != 0)
        return;
    row->label = row->workload;
    row->workload = row->language = row->variant = row->flags = NULL;
}

/* ------------------------------------------------------------------ values */

static int take_total(struct reader *r, double value, const char *unit, const char *text,
                      struct err *err)
{
    double ns = import_time_unit(unit);

    if (ns <= 0)
        return import_error(r->file, r->line, err,
                            "a total in '%.20s'; expected a unit of time", unit);
    r->row.wall_ns = value * ns;
    r->row.process = &r->process;
    r->row.line = r->line;
    r->row.text = text;
    r->point = NULL;
    return import_add(r->importer, &r->row, err);
}

static void take_other(struct reader *r, const char *criterion, double value, const char *unit)
{
    int channel = import_channel_of(criterion);

    if (strcmp(criterion, "cpu") == 0 && import_time_unit(unit) > 0)
        r->process.cpu_ns = value * import_time_unit(unit);
    else if (strcmp(criterion, "max-rss") == 0 && strcmp(unit, "byte") == 0)
        r->process.max_rss_bytes = value;
    else if (strcmp(criterion, "MaxRSS") == 0 && strcasecmp(unit, "kb") == 0)
        r->process.max_rss_bytes = value * 1024;
    else if (channel >= 0 && strcmp(unit, "J") == 0)
        r->row.nj[channel] = r->row.repaired_nj[channel] = value * 1e9;
}

/* By what is the same in all lines of a data point: begins one, or goes on with it. */
static int enter_point(struct reader *r, char *const *fields, int count, struct err *err)
{
    struct text point = {0};
    struct err ignored;
    int status = 0;

    for (int c = 0; c < COLUMNS; c++)
        if (c < VALUE || c > CRITERION)
            text_printf(&point, "%s\t", field(r, fields, count, c));
    if (r->point == NULL) {
        r->point = arena_dup(import_arena(r->importer), text_string(&point));
        r->row = import_row_blank();
        r->process = (struct import_process){NAN, NAN};
        identify(r, fields, count);
        if (units_parse_integer(&r->row.process_number, field(r, fields, count, INVOCATION), 1,
                                INT64_MAX, &ignored) < 0)
            r->row.process_number = 0;
    } else if (strcmp(r->point, text_string(&point)) != 0) {
        status = import_error(r->file, r->line, err,
                              "the data point before has no 'total'; expected it as its last "
                              "line");
    }
    text_free(&point);
    return status;
}

static int read_value(struct reader *r, char *const *fields, int count, const char *text,
                      struct err *err)
{
    const char *criterion = field(r, fields, count, CRITERION);
    const char *unit = field(r, fields, count, UNIT);
    const char *number = field(r, fields, count, VALUE);
    struct err ignored;
    double value;
    int status;

    if (count <= r->place[BENCHMARK] || count <= r->place[CRITERION])
        return import_error(r->file, r->line, err,
                            "%d fields; expected ReBench's, separated by tabs", count);
    if (units_parse_number(&value, number, &ignored) < 0 || value < 0)
        return import_error(r->file, r->line, err, "'%.40s' as value; expected a number",
                            number);
    if ((status = enter_point(r, fields, count, err)) < 0)
        return status;
    if (strcmp(field(r, fields, count, ITERATION), "1") != 0)
        import_note(r->importer, IMPORT_NOTE_PROCESSES);
    if (strcmp(criterion, "total") == 0)
        return take_total(r, value, unit, text, err);
    take_other(r, criterion, value, unit);
    return 0;
}

static int read_line(struct reader *r, char *line, struct err *err)
{
    char *fields[FIELDS_MAX];

    line[strcspn(line, "\r")] = '\0';
    if (line[0] == '#' || line[0] == '\0')
        return 0;
    const char *text = arena_dup(import_arena(r->importer), line);
    int count = split(line, fields);
    if (strcmp(fields[0], headings[INVOCATION]) == 0)
        return read_headings(r, fields, count, err);
    return read_value(r, fields, count, text, err);
}

static int read_file(struct importer *importer, struct import_file *file, struct err *err)
{
    struct reader r = {.importer = importer,
                       .file = file,
                       .ours = strstr(file->content, "# polyjoule: ") != NULL};
    char *at = file->content;
    int status = 0;

    for (int c = 0; c < COLUMNS; c++)
        r.place[c] = c;
    while (status == 0 && *at != '\0') {
        char *end = at + strcspn(at, "\n");
        bool last = *end == '\0';
        *end = '\0';
        r.line++;
        status = read_line(&r, at, err);
        at = last ? end : end + 1;
    }
    if (status == 0 && r.point != NULL)
        status = import_error(file, r.line, err, "the last data point has no 'total'");
    return status;
}

const struct import_format import_rebench = {
    .name = "rebench",
    .suffix = ".data",
    .title = "ReBench's totals",
    .source = "ReBench's data file",
    IMPORT_OF_A_TOOL,
    .read = read_file,
};
