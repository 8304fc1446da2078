/* SPDX-License-Identifier: MIT
 * pyperf's JSON, version 1.0 (pyperf/_bench.py): {"version", "metadata", "benchmarks":
 * [{"metadata", "runs": [{"metadata", "values"}, ...]}, ...]}. A run is a process, a value a
 * mean over its loops; each value is a trial
 * in the run's block. Runs without values calibrate. In polyjoule's own
 * exports a benchmark is one quantity of a cell. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/import_samples.h"

struct reader {
    struct importer *importer;
    const struct import_file *file;
    const json_t *document;
    struct import_samples *sets; /* one a program */
    const char **names;          /* of the sets */
    size_t count;
};

/* One benchmark, and the place of it. */
struct benchmark {
    const json_t *object, *first; /* FIRST: of its runs */
    char at[64];
};

/* Metadata of a benchmark may stand with it, with all of them, or with each run. */
static const json_t *metadata(const struct reader *r, const struct benchmark *b,
                              const char *key)
{
    const json_t *places[] = {b->object, r->document, b->first};

    for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
        const json_t *value = json_object_get(json_object_get(places[i], "metadata"), key);
        if (value != NULL)
            return value;
    }
    return NULL;
}

/* Its runs' values, a list a run that has some, the caller's reference. */
static json_t *values_of(const struct reader *r, const struct benchmark *b)
{
    const json_t *runs = json_object_get(b->object, "runs");
    json_t *lists = json_array();

    for (size_t i = 0; i < json_array_size(runs); i++) {
        const json_t *run = json_array_get(runs, i);
        json_t *own = json_object_get(run, "values");
        const json_t *loops = json_object_get(json_object_get(run, "metadata"), "loops");
        if (loops == NULL)
            loops = metadata(r, b, "loops");
        if (json_array_size(own) > 0 && json_integer_value(loops) > 1)
            import_note(r->importer, IMPORT_NOTE_MEANS);
        if (json_array_size(own) > 0)
            json_array_append(lists, own);
    }
    return lists;
}

static struct import_samples *set_of(struct reader *r, const char *name, bool add)
{
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->names[i], name) == 0)
            return &r->sets[i];
    if (!add)
        return NULL;
    r->sets = mem_grow(r->sets, r->count, sizeof(*r->sets));
    r->names = mem_grow(r->names, r->count, sizeof(*r->names));
    r->names[r->count] = name;
    r->sets[r->count] = (struct import_samples){.row = import_row_blank()};
    return &r->sets[r->count++];
}

static int take_times(struct reader *r, const struct benchmark *b, const char *name,
                      const json_t *lists, struct err *err)
{
    struct import_samples *set = set_of(r, name, true);

    if (set->count > 0)
        return import_error_at(r->file, b->at, err,
                               "'%.60s' is there twice; expected a name a benchmark", name);
    set->row.label = name;
    if (!import_identity(r->importer, json_object_get(b->object, "metadata"), &set->row))
        set->row.variant = set->row.flags = NULL;
    set->at = arena_printf(import_arena(r->importer), "%s.values", b->at);
    json_t *values = import_flatten(r->importer, set, lists);
    set->count = json_array_size(values);
    int status = import_numbers(&set->wall_ns, set->count, r->file, set->at, values, 1e9, err);
    json_decref(values);
    return status;
}

/* What polyjoule measured beside time. */
static int take_quantity(struct reader *r, const struct benchmark *b, const char *quantity,
                         const json_t *lists, struct err *err)
{
    const char *cell = json_string_value(metadata(r, b, "polyjoule_cell"));
    struct import_samples *set = cell != NULL ? set_of(r, cell, false) : NULL;
    double unit;

    if (set == NULL)
        return import_error_at(r->file, b->at, err,
                               "%.60s of a benchmark that is not before it", quantity);
    double **slot = import_slot(set, quantity, &unit);
    if (slot == NULL || slot == &set->wall_ns)
        return import_error_at(r->file, b->at, err, "no quantity is called '%.60s'", quantity);
    if (import_channel_of(quantity) >= 0)
        unit = 1e3; /* they are microjoules */
    json_t *values = import_flatten(r->importer, NULL, lists);
    int status = import_numbers(slot, set->count, r->file, b->at, values, unit, err);
    json_decref(values);
    return status;
}

static int read_benchmark(struct reader *r, const struct benchmark *b, struct err *err)
{
    const char *name = json_string_value(metadata(r, b, "name"));
    const char *unit = json_string_value(metadata(r, b, "unit"));
    const char *quantity = json_string_value(metadata(r, b, "polyjoule_quantity"));
    bool is_other = quantity != NULL && strcmp(quantity, "wall") != 0;
    int status;

    if (!json_is_array(json_object_get(b->object, "runs")))
        return import_error_at(r->file, b->at, err, "no runs; expected a list");
    if (name == NULL)
        return import_error_at(r->file, b->at, err, "no metadata.name; expected a text");
    if (!is_other && unit != NULL && strcmp(unit, "second") != 0)
        return import_error_at(r->file, b->at, err,
                               "'%.60s' is in unit '%.20s', and times are wanted; leave it out "
                               "with pyperf convert --exclude-benchmark",
                               name, unit);
    json_t *lists = values_of(r, b);
    if (json_array_size(lists) == 0)
        status = import_error_at(r->file, b->at, err, "'%.60s' has no value", name);
    else if (is_other)
        status = take_quantity(r, b, quantity, lists, err);
    else
        status = take_times(r, b, name, lists, err);
    json_decref(lists);
    return status;
}

static int read_document(struct reader *r, struct err *err)
{
    const char *version = json_string_value(json_object_get(r->document, "version"));
    const json_t *benchmarks = json_object_get(r->document, "benchmarks");
    int status = 0;

    if (!json_is_array(benchmarks))
        return import_error_at(r->file, "benchmarks", err, "no list; expected pyperf's JSON");
    if (version == NULL || strcmp(version, "1.0") != 0)
        return import_error_at(r->file, "version", err,
                               "expected \"1.0\"; pyperf convert writes it from older files");
    for (size_t i = 0; status == 0 && i < json_array_size(benchmarks); i++) {
        struct benchmark b = {.object = json_array_get(benchmarks, i)};
        b.first = json_array_get(json_object_get(b.object, "runs"), 0);
        snprintf(b.at, sizeof(b.at), "benchmarks[%zu]", i);
        status = read_benchmark(r, &b, err);
    }
    for (size_t i = 0; status == 0 && i < r->count; i++)
        status = import_samples_add(r->importer, &r->sets[i], err);
    return status;
}

static int read_file(struct importer *importer, struct import_file *file, struct err *err)
{
    json_t *document = import_json(file, err);
    struct reader r = {.importer = importer, .file = file, .document = document};
    int status = document != NULL ? read_document(&r, err) : -EINVAL;

    for (size_t i = 0; i < r.count; i++)
        import_samples_free(&r.sets[i]);
    free(r.sets);
    free(r.names);
    json_decref(document);
    return status;
}

const struct import_format import_pyperf = {
    .name = "pyperf",
    .suffix = ".json",
    .title = "pyperf's values",
    .source = "pyperf's JSON 1.0",
    IMPORT_OF_A_TOOL,
    .read = read_file,
};
