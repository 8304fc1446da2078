/* SPDX-License-Identifier: MIT
 * criterion.rs: its private target/criterion/<id>/new/sample.json, {"iters": [..], "times":
 * [..]} in nanoseconds ([[iters], [times]] before version 0.4), called after the folders above;
 * and the lines of cargo-criterion's --message-format=json, whose "benchmark-complete" has
 * iteration_count, measured_values and unit. A sample is the time of so many iterations of one
 * process: their mean is a trial. Of a folder the newest measurements are taken, not "base". */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/import_samples.h"

/* One benchmark's two lists and where they are. */
struct lists {
    const char *id, *at;
    const json_t *iterations, *times;
    double unit;
};

static int add_lists(struct importer *importer, const struct import_file *file,
                     const struct lists *lists, struct err *err)
{
    struct import_samples s = {
        .row = import_row_blank(), .at = lists->at, .count = json_array_size(lists->times)};
    double *counts = NULL;
    int r;

    s.row.label = lists->id;
    s.row.variant = s.row.flags = NULL;
    if (s.count == 0)
        return import_error_at(file, lists->at, err, "no times; expected a list of numbers");
    if ((r = import_numbers(&s.wall_ns, s.count, file, lists->at, lists->times, lists->unit,
                            err)) < 0 ||
        (r = import_numbers(&counts, s.count, file, lists->at, lists->iterations, 1, err)) < 0)
        goto out;
    for (size_t i = 0; i < s.count; i++) {
        if (!(counts[i] >= 1)) {
            r = import_error_at(file, lists->at, err, "a sample of no iterations");
            goto out;
        }
        s.wall_ns[i] /= counts[i];
        if (counts[i] > 1)
            import_note(importer, IMPORT_NOTE_MEANS);
    }
    import_note(importer, IMPORT_NOTE_ITERATIONS);
    r = import_samples_add(importer, &s, err);
out:
    free(counts);
    import_samples_free(&s);
    return r;
}

/* "group/function" of target/criterion/group/function/new/sample.json. */
static const char *id_of(struct importer *importer, const char *path)
{
    static const char folder[] = "criterion/";
    char *id = arena_dup(import_arena(importer), path), *at;
    const char *begin = id;

    for (int i = 0; i < 2; i++) /* sample.json, then new or base */
        if ((at = strrchr(id, '/')) != NULL && at > id)
            *at = '\0';
    for (const char *next = id; (next = strstr(next, folder)) != NULL; next += strlen(folder))
        begin = next + strlen(folder);
    return begin[0] != '\0' ? begin : path;
}

static int read_sample(struct importer *importer, const struct import_file *file,
                       const json_t *document, struct err *err)
{
    bool old = json_is_array(document);
    const struct lists lists = {
        .id = id_of(importer, file->path),
        .at = "times",
        .iterations = old ? json_array_get(document, 0) : json_object_get(document, "iters"),
        .times = old ? json_array_get(document, 1) : json_object_get(document, "times"),
        .unit = 1};

    return add_lists(importer, file, &lists, err);
}

static int read_message(struct importer *importer, const struct import_file *file, int line,
                        const json_t *message, struct err *err)
{
    const char *reason = json_string_value(json_object_get(message, "reason"));
    const char *unit = json_string_value(json_object_get(message, "unit"));
    char at[64];
    struct lists lists = {.id = json_string_value(json_object_get(message, "id")),
                          .at = at,
                          .iterations = json_object_get(message, "iteration_count"),
                          .times = json_object_get(message, "measured_values"),
                          .unit = import_time_unit(unit != NULL ? unit : "")};

    snprintf(at, sizeof(at), "line %d: measured_values", line);
    if (reason == NULL || strcmp(reason, "benchmark-complete") != 0)
        return 0;
    if (lists.id == NULL)
        return import_error(file, line, err, "no id; expected cargo-criterion's lines");
    if (lists.unit <= 0)
        return import_error(file, line, err, "unit '%.20s'; expected a unit of time",
                            unit != NULL ? unit : "");
    return add_lists(importer, file, &lists, err);
}

static int read_lines(struct importer *importer, const struct import_file *file,
                      struct err *err)
{
    const char *at = file->content;
    int r = 0;

    for (int line = 1; r == 0 && *at != '\0'; line++) {
        size_t length = strcspn(at, "\n");
        json_error_t why;
        json_t *message = json_loadb(at, length, 0, &why);
        if (message == NULL && strspn(at, " \t\r") < length)
            r = import_error(file, line, err,
                             "%s; expected sample.json, or cargo-criterion's lines", why.text);
        if (message != NULL)
            r = read_message(importer, file, line, message, err);
        json_decref(message);
        at += length + (at[length] == '\n');
    }
    return r;
}

static int read_file(struct importer *importer, struct import_file *file, struct err *err)
{
    json_t *document = json_loadb(file->content, file->length, 0, NULL);
    int r;

    if (document != NULL && json_object_get(document, "reason") == NULL)
        r = read_sample(importer, file, document, err);
    else
        r = read_lines(importer, file, err);
    json_decref(document);
    return r;
}

const struct import_format import_criterion = {
    .name = "criterion",
    .suffix = "new/sample.json",
    .title = "criterion's times",
    .source = "criterion.rs, or cargo-criterion --message-format=json",
    IMPORT_OF_A_TOOL,
    .read = read_file,
};
