/* SPDX-License-Identifier: MIT
 * The JSON lines of nicovank/Energy-Languages (van Kempen et al., arXiv 2410.05460), an object
 * a run: runtime_ms, counters {event: count}, energy_samples [{duration_ms, energy: [{pkg, pp0,
 * dram}, ...]}, ...] in joules a socket. The path ends with configuration/language/benchmark.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/clock.h"
#include "report/import_rows.h"

/* MOST: of joules and milliseconds; more is no measurement. */
enum { SOCKETS = 2, COUNTERS_MAX = 16, MOST = 1000000000 };
enum { PACKAGE_0, PACKAGE_1, DRAM_0, DRAM_1, CHANNELS };

/* The path's parts: what the run was of. */
struct place {
    const char *configuration, *language, *benchmark;
};

static int parts_of(struct place *out, struct importer *importer,
                    const struct import_file *file, struct err *err)
{
    char *path = arena_dup(import_arena(importer), file->path);
    char *parts[3] = {NULL};

    for (int i = 2; i >= 0; i--) {
        char *slash = strrchr(path, '/');
        if (slash == NULL && i > 0)
            return import_error(file, 1, err,
                                "expected a path that ends with "
                                "configuration/language/benchmark.json");
        parts[i] = slash != NULL ? slash + 1 : path;
        if (slash != NULL)
            *slash = '\0';
    }
    char *dot = strrchr(parts[2], '.');
    if (dot != NULL)
        *dot = '\0';
    *out =
        (struct place){parts[0], import_language(import_arena(importer), parts[1]), parts[2]};
    return 0;
}

static double joules(const json_t *socket, const char *domain)
{
    const json_t *value = json_object_get(socket, domain);

    return json_is_number(value) ? json_number_value(value) : NAN;
}

/* Sums over the samples. A counter that the machine lacks reads 0 all the time: no value. */
static int sum_energy(struct import_row *row, const json_t *samples,
                      const struct import_file *file, struct err *err)
{
    double sums[CHANNELS] = {0};
    size_t i;
    json_t *sample;

    json_array_foreach(samples, i, sample)
    {
        const json_t *sockets = json_object_get(sample, "energy");
        if (json_array_size(sockets) != SOCKETS)
            return import_error(file, row->line, err,
                                "energy of %zu sockets in sample %zu; expected %d",
                                json_array_size(sockets), i + 1, SOCKETS);
        for (size_t s = 0; s < SOCKETS; s++) {
            const json_t *socket = json_array_get(sockets, s);
            sums[PACKAGE_0 + s] += joules(socket, "pkg");
            sums[DRAM_0 + s] += joules(socket, "dram");
        }
    }
    for (int c = 0; c < CHANNELS; c++) {
        if (!(sums[c] >= 0 && sums[c] <= MOST))
            return import_error(file, row->line, err,
                                "a sample whose pkg or dram is missing, negative or beyond all "
                                "measure; expected joules");
        row->nj[c] = row->repaired_nj[c] = json_array_size(samples) > 0 ? sums[c] * 1e9 : NAN;
    }
    return 0;
}

/* The task clock is the program's CPU time. */
static size_t read_counters(struct importer *importer, const json_t *counters, int64_t wall_ns,
                            struct store_counter *out)
{
    static const struct {
        const char *theirs, *ours;
    } names[] = {{"PERF_COUNT_SW_TASK_CLOCK", "task-clock"},
                 {"PERF_COUNT_HW_CACHE_REFERENCES", "cache-references"},
                 {"PERF_COUNT_HW_CACHE_MISSES", "cache-misses"}};
    const char *name;
    json_t *value;
    size_t count = 0;

    json_object_foreach((json_t *)counters, name, value)
    {
        const char *ours = name;
        if (!json_is_integer(value) || count == COUNTERS_MAX)
            continue;
        for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
            if (strcmp(names[i].theirs, name) == 0)
                ours = names[i].ours;
        out[count++] = (struct store_counter){.event = arena_dup(import_arena(importer), ours),
                                              .value = json_integer_value(value),
                                              .enabled_ns = wall_ns,
                                              .running_ns = wall_ns};
    }
    return count;
}

static int add_run(struct importer *importer, const struct import_file *file,
                   const struct place *place, int line, const json_t *run, struct err *err)
{
    const json_t *runtime = json_object_get(run, "runtime_ms");
    const json_t *samples = json_object_get(run, "energy_samples");
    struct store_counter counters[COUNTERS_MAX];
    struct import_row row = {.workload = place->benchmark,
                             .language = place->language,
                             .variant = "published",
                             .flags = place->configuration,
                             .n = import_paper_n(place->benchmark),
                             .line = line};
    int r;

    if (!json_is_number(runtime) ||
        !(json_number_value(runtime) >= 0 && json_number_value(runtime) <= MOST))
        return import_error(file, line, err, "no runtime_ms; expected milliseconds");
    if (!json_is_array(samples))
        return import_error(file, line, err, "no energy_samples; expected a list");
    row.wall_ns = round(json_number_value(runtime) * 1e6);
    row.size = row.n != STORE_ABSENT ? "paper" : NULL;
    if ((r = sum_energy(&row, samples, file, err)) < 0)
        return r;
    row.counters = counters;
    row.counter_count = read_counters(importer, json_object_get(run, "counters"),
                                      llround(row.wall_ns), counters);
    return import_add(importer, &row, err);
}

static int read_file(struct importer *importer, struct import_file *file, struct err *err)
{
    struct place place;
    const char *at = file->content;
    int r;

    if ((r = parts_of(&place, importer, file, err)) < 0)
        return r;
    for (int line = 1; r == 0 && *at != '\0'; line++) {
        size_t length = strcspn(at, "\n");
        json_error_t why;
        json_t *run = json_loadb(at, length, 0, &why);
        if (run == NULL && strspn(at, " \t\r") < length)
            r = import_error(file, line, err, "%s; expected a JSON object a line", why.text);
        if (run != NULL)
            r = add_run(importer, file, &place, line, run, err);
        json_decref(run);
        at += length + (at[length] == '\n');
    }
    return r;
}

static const struct import_channel channels[CHANNELS] = {
    [PACKAGE_0] = {"package", 0, "pkg", NULL},
    [PACKAGE_1] = {"package", 1, "pkg", NULL},
    [DRAM_0] = {"dram", 0, "dram", NULL},
    [DRAM_1] = {"dram", 1, "dram", NULL}};

const struct import_format import_vankempen = {
    .name = "vankempen",
    .suffix = ".json",
    .title = "van Kempen et al. 2024, It's Not Easy Being Green",
    .source = "https://github.com/nicovank/Energy-Languages, commit ef67eb6",
    .licence = "Apache-2.0",
    .cpu_model = "Intel, two sockets (the study's host osmium)",
    .kernel = "not said",
    .packages = SOCKETS,
    .resolver = "msr",
    .step_nj = 61035,
    .channels = channels,
    .channel_count = CHANNELS,
    .read = read_file,
};
