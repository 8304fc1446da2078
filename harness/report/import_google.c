/* SPDX-License-Identifier: MIT
 * google-benchmark's JSON: {"context", "benchmarks": [{"run_name", "run_type", "iterations",
 * "real_time", "cpu_time", "time_unit"}, ...]}. An entry of run_type "iteration" is the mean of
 * its iterations and becomes a trial; aggregates are passed over, unless there is nothing else
 * (--benchmark_report_aggregates_only). Repetitions are in one process. User counters are taken
 * where polyjoule wrote them ("package-energy-J", "max-rss-B"). */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "report/import_samples.h"

struct reader {
    struct importer *importer;
    const struct import_file *file;
    const json_t *entries;
    bool ours; /* a process a repetition */
};

static const char *text_of(const json_t *entry, const char *key)
{
    return json_string_value(json_object_get(entry, key));
}

/* Before version 1.5 there was no run_name. */
static const char *name_of(const json_t *entry)
{
    const char *name = text_of(entry, "run_name");

    return name != NULL ? name : text_of(entry, "name");
}

static bool is_aggregate(const json_t *entry)
{
    const char *type = text_of(entry, "run_type");

    return type != NULL && strcmp(type, "aggregate") == 0;
}

/* The entry of NAME that is no aggregate, or is AGGREGATE. */
static bool has_entry(const struct reader *r, const char *name, const char *aggregate)
{
    size_t i;
    json_t *entry;

    json_array_foreach(r->entries, i, entry)
    {
        const char *own = name_of(entry), *kind = text_of(entry, "aggregate_name");
        if (own == NULL || strcmp(own, name) != 0 || is_aggregate(entry) != (aggregate != NULL))
            continue;
        if (aggregate == NULL || (kind != NULL && strcmp(kind, aggregate) == 0))
            return true;
    }
    return false;
}

/* An aggregate is wanted only for want of samples, and then the median before the mean. */
static bool is_wanted(const struct reader *r, const json_t *entry)
{
    const char *name = name_of(entry), *kind = text_of(entry, "aggregate_name");

    if (!is_aggregate(entry))
        return true;
    if (name == NULL || kind == NULL || has_entry(r, name, NULL))
        return false;
    return strcmp(kind, "median") == 0 ||
           (strcmp(kind, "mean") == 0 && !has_entry(r, name, "median"));
}

static int take_counters(const struct reader *r, const char *at, const json_t *entry,
                         struct import_row *row, struct import_process *process,
                         struct err *err)
{
    const json_t *rss = json_object_get(entry, "max-rss-B");
    const char *key;
    json_t *value;
    int status = 0;

    if (rss != NULL)
        status = import_number(&process->max_rss_bytes, r->file, at, rss, 1, err);
    json_object_foreach((json_t *)entry, key, value)
    {
        size_t length = strlen(key);
        char name[64];
        if (status < 0 || length < 3 || length > sizeof(name) ||
            strcmp(key + length - 2, "-J") != 0)
            continue;
        snprintf(name, sizeof(name), "%.*s", (int)(length - 2), key);
        int channel = import_channel_of(name);
        if (channel < 0)
            continue;
        status = import_number(&row->nj[channel], r->file, at, value, 1e9, err);
        row->repaired_nj[channel] = row->nj[channel];
    }
    return status;
}

static int take_times(const struct reader *r, const char *at, const json_t *entry,
                      struct import_row *row, struct import_process *process, struct err *err)
{
    const char *unit = text_of(entry, "time_unit");
    double ns = import_time_unit(unit != NULL ? unit : "ns"), cpu;
    struct err ignored;
    int status;

    if (ns <= 0)
        return import_error_at(r->file, at, err, "time_unit '%.20s'; expected ns, us, ms or s",
                               unit);
    if ((status = import_number(&row->wall_ns, r->file, at, json_object_get(entry, "real_time"),
                                ns, err)) < 0) {
        row->wall_ns = 0;
        return row->failure != NULL ? 0 : err_prefix(err, status, "real_time");
    }
    if (import_number(&cpu, r->file, at, json_object_get(entry, "cpu_time"), ns, &ignored) ==
            0 &&
        cpu > 0)
        process->cpu_ns = cpu;
    return 0;
}

static int read_entry(struct reader *r, const char *at, int number, const json_t *entry,
                      struct err *err)
{
    struct import_process process = {NAN, NAN};
    struct import_row row = import_row_blank();
    int status;

    if ((row.label = name_of(entry)) == NULL)
        return import_error_at(r->file, at, err, "no name; expected google-benchmark's JSON");
    if (!import_identity(r->importer, entry, &row))
        row.variant = row.flags = NULL;
    if (json_is_true(json_object_get(entry, "error_occurred"))) {
        const char *why = text_of(entry, "error_message");
        row.failure = why != NULL && why[0] != '\0' ? why : "it reported an error";
    }
    if ((status = take_times(r, at, entry, &row, &process, err)) < 0 ||
        (status = take_counters(r, at, entry, &row, &process, err)) < 0)
        return status;
    if (is_aggregate(entry))
        import_note(r->importer, IMPORT_NOTE_SUMMARIES);
    else if (!r->ours && row.failure == NULL)
        import_note(r->importer, IMPORT_NOTE_ITERATIONS);
    if (json_integer_value(json_object_get(entry, "iterations")) > 1 && !is_aggregate(entry))
        import_note(r->importer, IMPORT_NOTE_MEANS);
    row.process = &process;
    row.line = number;
    row.text = at;
    return import_add(r->importer, &row, err);
}

static int read_file(struct importer *importer, struct import_file *file, struct err *err)
{
    json_t *document = import_json(file, err);
    const json_t *context = json_object_get(document, "context");
    struct reader r = {importer, file, json_object_get(document, "benchmarks"),
                       json_object_get(context, "polyjoule_campaign") != NULL};
    int status = document != NULL ? 0 : -EINVAL;

    if (status == 0 && !json_is_array(r.entries))
        status = import_error_at(file, "benchmarks", err,
                                 "no list; expected google-benchmark's JSON");
    for (size_t i = 0; status == 0 && i < json_array_size(r.entries); i++) {
        const json_t *entry = json_array_get(r.entries, i);
        char at[64];
        snprintf(at, sizeof(at), "benchmarks[%zu]", i);
        if (is_wanted(&r, entry))
            status = read_entry(&r, at, (int)(i + 1), entry, err);
    }
    json_decref(document);
    return status;
}

const struct import_format import_google = {
    .name = "google-benchmark",
    .suffix = ".json",
    .title = "google-benchmark's times",
    .source = "--benchmark_format=json",
    IMPORT_OF_A_TOOL,
    .read = read_file,
};
