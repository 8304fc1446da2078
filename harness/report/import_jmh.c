/* SPDX-License-Identifier: MIT
 * JMH's -rf json (jmh-core, results/format/JSONResultFormat.java): [{"benchmark", "mode",
 * "params", "primaryMetric": {"score", "scoreUnit", "rawData": [[fork 1's], ...]},
 * "secondaryMetrics"}, ...]. A fork is a process; each of its iterations is a trial in the
 * fork's block. Modes of
 * time per operation are read; a throughput is no time of a run. Of the secondary metrics those
 * are taken that polyjoule writes. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/import_samples.h"

struct place {
    struct importer *importer;
    const struct import_file *file;
    char at[64]; /* "[3]" */
};

/* Nanoseconds in "us" of "us/op"; 0: it is no time per operation. */
static double unit_of(const json_t *metric)
{
    const char *unit = json_string_value(json_object_get(metric, "scoreUnit"));
    char name[16];

    if (unit == NULL || strlen(unit) >= sizeof(name))
        return 0;
    snprintf(name, sizeof(name), "%s", unit);
    char *slash = strchr(name, '/');
    if (slash == NULL || strcmp(slash, "/op") != 0)
        return 0;
    *slash = '\0';
    return import_time_unit(name);
}

static int take_primary(struct import_samples *s, const struct place *p, const json_t *metric,
                        const char *mode, struct err *err)
{
    double unit = unit_of(metric);
    int r;

    if (unit <= 0)
        return import_error_at(p->file, p->at, err,
                               "mode '%.20s' does not give times per operation; run JMH with "
                               "-bm avgt or -bm ss",
                               mode != NULL ? mode : "not said");
    json_t *values = import_flatten(p->importer, s, json_object_get(metric, "rawData"));
    s->count = json_array_size(values);
    if (s->count > 0) {
        if (mode == NULL || strcmp(mode, "ss") != 0)
            import_note(p->importer, IMPORT_NOTE_MEANS);
        r = import_numbers(&s->wall_ns, s->count, p->file, s->at, values, unit, err);
    } else {
        import_note(p->importer, IMPORT_NOTE_SUMMARIES);
        s->count = 1;
        s->wall_ns = mem_alloc(1, sizeof(*s->wall_ns));
        r = import_number(s->wall_ns, p->file, p->at, json_object_get(metric, "score"), unit,
                          err);
    }
    json_decref(values);
    return r;
}

static int take_secondaries(struct import_samples *s, const struct place *p,
                            const json_t *metrics, struct err *err)
{
    const char *name;
    json_t *metric;
    int r = 0;

    json_object_foreach((json_t *)metrics, name, metric)
    {
        double unit;
        double **slot = import_slot(s, name, &unit);
        if (r < 0 || slot == NULL || slot == &s->wall_ns)
            continue;
        char at[192];
        snprintf(at, sizeof(at), "%s.secondaryMetrics.%s", p->at, name);
        json_t *values = import_flatten(p->importer, NULL, json_object_get(metric, "rawData"));
        r = import_numbers(slot, s->count, p->file, at, values, unit, err);
        json_decref(values);
    }
    return r;
}

/* "name:size=10,kind=a" where its parameters do not say workload and language. */
static void identify(struct import_samples *s, const struct place *p, const char *name,
                     const json_t *params)
{
    const char *key, *mark = ":";
    json_t *value;
    struct text label = {0};

    if (import_identity(p->importer, params, &s->row))
        return;
    s->row.variant = s->row.flags = NULL;
    text_add(&label, name);
    json_object_foreach((json_t *)params, key, value)
    {
        const char *text = json_string_value(value);
        text_printf(&label, "%s%s=%s", mark, key, text != NULL ? text : "?");
        mark = ",";
    }
    s->row.label = arena_dup(import_arena(p->importer), text_string(&label));
    text_free(&label);
}

static int read_benchmark(const struct place *p, const json_t *object, struct err *err)
{
    const char *name = json_string_value(json_object_get(object, "benchmark"));
    const char *mode = json_string_value(json_object_get(object, "mode"));
    const json_t *metric = json_object_get(object, "primaryMetric");
    struct import_samples s = {.row = import_row_blank()};
    char at[96];
    int r;

    if (name == NULL || !json_is_object(metric))
        return import_error_at(p->file, p->at, err,
                               "no benchmark or no primaryMetric; expected what JMH's -rf json "
                               "writes");
    snprintf(at, sizeof(at), "%s.primaryMetric.rawData", p->at);
    s.at = at;
    identify(&s, p, name, json_object_get(object, "params"));
    if ((r = take_primary(&s, p, metric, mode, err)) == 0 &&
        (r = take_secondaries(&s, p, json_object_get(object, "secondaryMetrics"), err)) == 0)
        r = import_samples_add(p->importer, &s, err);
    import_samples_free(&s);
    return r;
}

static int read_file(struct importer *importer, struct import_file *file, struct err *err)
{
    struct place place = {importer, file, ""};
    json_t *document = import_json(file, err);
    int r = document != NULL ? 0 : -EINVAL;

    if (r == 0 && !json_is_array(document))
        r = import_error(file, 1, err, "no list; expected what JMH's -rf json writes");
    for (size_t i = 0; r == 0 && i < json_array_size(document); i++) {
        snprintf(place.at, sizeof(place.at), "[%zu]", i);
        r = read_benchmark(&place, json_array_get(document, i), err);
    }
    json_decref(document);
    return r;
}

const struct import_format import_jmh = {
    .name = "jmh",
    .suffix = ".json",
    .title = "JMH's times per operation",
    .source = "JMH -rf json",
    IMPORT_OF_A_TOOL,
    .read = read_file,
};
