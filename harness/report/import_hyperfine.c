/* SPDX-License-Identifier: MIT
 * hyperfine's --export-json: {"results": [{"command", "times" (s), "memory_usage_byte",
 * "exit_codes", "parameters"}, ...]}, a run a trial. Its user and system times are means over
 * the runs and are not taken. Parameters called workload and language name the program;
 * polyjoule's own exports have joules and CPU time beside ("package-energy-J", "cpu-s"). */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "report/import_samples.h"

/* Where in the file. */
struct place {
    struct importer *importer;
    const struct import_file *file;
    char at[64]; /* "results[3]" */
};

/* A mean or a median alone is one trial. */
static int take_summary(struct import_samples *s, const struct place *p, const json_t *result,
                        struct err *err)
{
    const char *key = json_object_get(result, "median") != NULL ? "median" : "mean";
    char at[96];

    snprintf(at, sizeof(at), "%s.%s", p->at, key);
    s->count = 1;
    s->wall_ns = mem_alloc(1, sizeof(*s->wall_ns));
    import_note(p->importer, IMPORT_NOTE_SUMMARIES);
    return import_number(s->wall_ns, p->file, at, json_object_get(result, key), 1e9, err);
}

static int take_times(struct import_samples *s, const struct place *p, const json_t *result,
                      struct err *err)
{
    const json_t *times = json_object_get(result, "times");
    char at[96];

    snprintf(at, sizeof(at), "%s.times", p->at);
    s->count = json_array_size(times);
    return import_numbers(&s->wall_ns, s->count, p->file, at, times, 1e9, err);
}

/* null stands for a run that a signal ended. */
static int take_exits(struct import_samples *s, const struct place *p, const json_t *codes,
                      struct err *err)
{
    char at[96];

    snprintf(at, sizeof(at), "%s.exit_codes", p->at);
    if (codes == NULL || json_array_size(codes) == 0)
        return 0;
    if (json_array_size(codes) != s->count)
        return import_error_at(p->file, at, err, "expected %zu codes, one a time", s->count);
    s->failures = mem_alloc(s->count, sizeof(*s->failures));
    for (size_t i = 0; i < s->count; i++) {
        const json_t *code = json_array_get(codes, i);
        if (json_is_null(code))
            s->failures[i] = "ended by a signal";
        else if (!json_is_integer(code))
            return import_error_at(p->file, at, err, "expected whole numbers");
        else if (json_integer_value(code) != 0)
            s->failures[i] = arena_printf(import_arena(p->importer), "exit status %lld",
                                          (long long)json_integer_value(code));
    }
    return 0;
}

/* "package-energy-J", "cpu-s". */
static int take_others(struct import_samples *s, const struct place *p, const json_t *result,
                       struct err *err)
{
    const json_t *memory = json_object_get(result, "memory_usage_byte");
    const char *key;
    json_t *list;
    int r = 0;
    char at[256], name[64];

    snprintf(at, sizeof(at), "%s.memory_usage_byte", p->at);
    if (json_array_size(memory) > 0)
        r = import_numbers(&s->max_rss_bytes, s->count, p->file, at, memory, 1, err);
    json_object_foreach((json_t *)result, key, list)
    {
        const char *dash = strrchr(key, '-');
        double unit;
        if (r < 0 || dash == NULL || (strcmp(dash, "-J") != 0 && strcmp(dash, "-s") != 0))
            continue;
        snprintf(name, sizeof(name), "%.*s", (int)(dash - key), key);
        double **slot = import_slot(s, name, &unit);
        bool joules = slot != NULL && import_channel_of(name) >= 0;
        snprintf(at, sizeof(at), "%s.%s", p->at, key);
        if (slot != NULL && slot != &s->wall_ns && joules == (dash[1] == 'J'))
            r = import_numbers(slot, s->count, p->file, at, list, unit, err);
    }
    return r;
}

static int read_result(const struct place *p, const json_t *result, struct err *err)
{
    const char *command = json_string_value(json_object_get(result, "command"));
    struct import_samples s = {.row = import_row_blank()};
    char at[96];
    int r;

    if (command == NULL)
        return import_error_at(p->file, p->at, err,
                               "no command; expected an object of "
                               "hyperfine's --export-json");
    s.row.label = command;
    if (!import_identity(p->importer, json_object_get(result, "parameters"), &s.row))
        s.row.variant = s.row.flags = NULL;
    snprintf(at, sizeof(at), "%s.times", p->at);
    s.at = at;
    bool samples = json_array_size(json_object_get(result, "times")) > 0;
    r = samples ? take_times(&s, p, result, err) : take_summary(&s, p, result, err);
    if (r == 0 && samples &&
        (r = take_exits(&s, p, json_object_get(result, "exit_codes"), err)) == 0)
        r = take_others(&s, p, result, err);
    if (r == 0)
        r = import_samples_add(p->importer, &s, err);
    import_samples_free(&s);
    return r;
}

static int read_file(struct importer *importer, struct import_file *file, struct err *err)
{
    struct place place = {importer, file, ""};
    json_t *document = import_json(file, err);
    const json_t *results = json_object_get(document, "results");
    int r = document != NULL ? 0 : -EINVAL;

    if (r == 0 && !json_is_array(results))
        r = import_error_at(file, "results", err,
                            "no list; expected what hyperfine --export-json writes");
    for (size_t i = 0; r == 0 && i < json_array_size(results); i++) {
        snprintf(place.at, sizeof(place.at), "results[%zu]", i);
        r = read_result(&place, json_array_get(results, i), err);
    }
    json_decref(document);
    return r;
}

const struct import_format import_hyperfine = {
    .name = "hyperfine",
    .suffix = ".json",
    .title = "hyperfine's times",
    .source = "hyperfine --export-json",
    IMPORT_OF_A_TOOL,
    .read = read_file,
};
