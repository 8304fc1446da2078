/* SPDX-License-Identifier: MIT
 * The CSV of greensoftwarelab/Energy-Languages (Pereira et al., SLE 2017): benchmark; package;
 * cores; GPU; DRAM (J); time (ms). The file is called after its language. Some files hold two
 * sets of ten rows a benchmark, some have commas and a header, and one has both separators. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/units.h"
#include "report/import_rows.h"

/* What stands behind the benchmark. */
enum { PACKAGE, CORES, GPU, DRAM, CHANNELS, TIME = CHANNELS, VALUES, COLUMNS };
enum { BENCHMARKS_MAX = 64, SET = 10 };

/* 2^32 steps of 2^-14 J, which a register loses when it wraps (Intel SDM 3B, 15.10). */
static const double wrap_nj = 262144e9;

/* The fastest program that the study lists, reverse-complement in C++, takes 217 ms. */
static const double shortest_ns = 100 * NS_PER_MS;

struct reader {
    struct importer *importer;
    struct import_file *file;
    const char *language;
    struct {
        const char *name;
        int rows;
    } seen[BENCHMARKS_MAX];
    int count;
};

static char *trim(char *text)
{
    char *end = text + strlen(text);

    while (end > text && strchr(" \t\r\n", end[-1]) != NULL)
        *--end = '\0';
    return text + strspn(text, " \t");
}

/* The cells of LINE, which is cut up; how many there are. */
static int split(char *line, char *cells[COLUMNS + 1])
{
    int count = 0;

    for (char *at = line;;) {
        char *end = at + strcspn(at, ";,");
        bool last = *end == '\0';
        *end = '\0';
        char *cell = trim(at);
        if (count == COLUMNS)
            return COLUMNS + 1;
        cells[count++] = cell;
        if (last)
            return count;
        at = end + 1;
    }
}

static int read_values(const struct reader *r, int line, char *const *cells, double *out,
                       struct err *err)
{
    static const char *const names[] = {"package", "cores", "GPU", "DRAM", "time"};

    for (int i = 0; i < VALUES; i++) {
        struct err ignored;
        out[i] = NAN;
        if (cells[i + 1][0] == '\0' && i < CHANNELS)
            continue;
        if (units_parse_number(&out[i], cells[i + 1], &ignored) < 0 || fabs(out[i]) > 1e9)
            return import_error(r->file, line, err, "'%s' as %s; expected a number",
                                cells[i + 1], names[i]);
    }
    if (out[TIME] < 0)
        return import_error(r->file, line, err, "a time of %s ms", cells[TIME + 1]);
    return 0;
}

/* How many rows of BENCHMARK came before; the eleventh begins a second set. */
static int rows_of(struct reader *r, const char *benchmark)
{
    int i = 0;

    while (i < r->count && strcmp(r->seen[i].name, benchmark) != 0)
        i++;
    if (i == BENCHMARKS_MAX)
        return -1;
    if (i == r->count)
        r->seen[r->count++].name = arena_dup(import_arena(r->importer), benchmark);
    return r->seen[i].rows++;
}

static const char *variant_of(struct reader *r, int set)
{
    return set == 0 ? "published"
                    : arena_printf(import_arena(r->importer), "published/set-%d", set + 1);
}

static int add(struct reader *r, int line, const char *text, char *const *cells,
               struct err *err)
{
    double values[VALUES];
    int rows, status;

    if ((status = read_values(r, line, cells, values, err)) < 0)
        return status;
    if ((rows = rows_of(r, cells[0])) < 0)
        return import_error(r->file, line, err, "more than %d benchmarks", BENCHMARKS_MAX);
    struct import_row row = {.workload = cells[0],
                             .language = r->language,
                             .variant = variant_of(r, rows / SET),
                             .flags = "as-published",
                             .n = import_paper_n(cells[0]),
                             .wall_ns = round(values[TIME] * 1e6),
                             .line = line,
                             .text = text};
    for (int i = 0; i < CHANNELS; i++) {
        row.nj[i] = values[i] * 1e9;
        row.repaired_nj[i] = row.nj[i] + wrap_nj * ceil(fmax(-row.nj[i], 0) / wrap_nj);
    }
    row.size = row.n != STORE_ABSENT ? "paper" : NULL;
    if (row.wall_ns < shortest_ns)
        row.failure = arena_printf(import_arena(r->importer), "failed: %.3g ms, %.2g J",
                                   values[TIME], values[PACKAGE]);
    return import_add(r->importer, &row, err);
}

static int read_line(struct reader *r, int line, char *text, struct err *err)
{
    char *cells[COLUMNS + 1];
    char *whole = arena_dup(import_arena(r->importer), trim(text));
    int count = split(text, cells);

    if (count == 1 && cells[0][0] == '\0')
        return 0;
    if (strcmp(cells[0], "benchmark-name") == 0)
        return 0;
    if (count != COLUMNS)
        return import_error(r->file, line, err,
                            "%s columns; expected benchmark; package; cores; GPU; DRAM; time",
                            count < COLUMNS ? "too few" : "too many");
    return add(r, line, whole, cells, err);
}

/* "CSharp" for /a/b/CSharp.csv, "Julia" for Julia_2020.csv. */
static const char *language_of(struct importer *importer, const char *path)
{
    const char *slash = strrchr(path, '/');
    char *name = arena_dup(import_arena(importer), slash != NULL ? slash + 1 : path);

    name[strcspn(name, "._")] = '\0';
    return import_language(import_arena(importer), name);
}

static int read_file(struct importer *importer, struct import_file *file, struct err *err)
{
    struct reader r = {importer, file, language_of(importer, file->path), {{0}}, 0};
    char *at = file->content;
    int status = 0;

    for (int line = 1; status == 0 && *at != '\0'; line++) {
        char *end = at + strcspn(at, "\n");
        bool last = *end == '\0';
        *end = '\0';
        status = read_line(&r, line, at, err);
        at = last ? end : end + 1;
    }
    return status;
}

static const struct import_channel channels[CHANNELS] = {
    [PACKAGE] = {"package", 0, "PKG", NULL},
    [CORES] = {"cores", 0, "CPU", NULL},
    [GPU] = {"uncore", 0, "GPU", NULL},
    [DRAM] = {"dram", 0, "DRAM", NULL}};

const struct import_format import_energy_languages = {
    .name = "energy-languages",
    .suffix = ".csv",
    .title = "Pereira et al. 2017, Energy Efficiency across Programming Languages",
    .source = "https://github.com/greensoftwarelab/Energy-Languages, commit 1356528",
    .licence = "MIT",
    .cpu_model = "Intel Core i5-4460 (as the study says)",
    .kernel = "not said",
    .packages = 1,
    .cores = 4,
    .threads = 4,
    .resolver = "msr",
    .step_nj = 61035,
    .channels = channels,
    .channel_count = CHANNELS,
    .read = read_file,
};
