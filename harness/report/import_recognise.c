/* SPDX-License-Identifier: MIT
 * Which tool wrote a file, by what only its files have. */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "report/import_rows.h"

/* A list, or an object with such a list, of objects that have KEY, says the format. The first
 * row that holds is taken. */
static const struct {
    const char *format;
    const char *list; /* NULL: the document is one */
    const char *key;  /* of its first object */
    const char *also; /* of the document; NULL: nothing */
} shapes[] = {
    {"hyperfine", "results", "command", NULL},
    {"pyperf", "benchmarks", "runs", "version"},
    {"google-benchmark", "benchmarks", "name", "context"},
    {"jmh", NULL, "primaryMetric", NULL},
};

static const char *format_of_json(const json_t *document)
{
    for (size_t i = 0; i < ARRAY_SIZE(shapes); i++) {
        const json_t *list =
            shapes[i].list == NULL ? document : json_object_get(document, shapes[i].list);
        if (json_object_get(json_array_get(list, 0), shapes[i].key) != NULL &&
            (shapes[i].also == NULL || json_object_get(document, shapes[i].also) != NULL))
            return shapes[i].format;
    }
    return NULL;
}

/* The lines of text that only one tool writes begin so. */
static const struct {
    const char *format, *begin;
} lines[] = {{"go", "Benchmark"},
             {"rebench", "invocation\t"},
             {"rebench", "# Execution Start:"},
             {"criterion", "{\"reason\":\""}};

static const char *format_of_lines(const char *content)
{
    for (const char *at = content; *at != '\0';) {
        for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
            if (strncmp(at, lines[i].begin, strlen(lines[i].begin)) == 0)
                return lines[i].format;
        at += strcspn(at, "\n");
        at += *at != '\0';
    }
    return NULL;
}

int import_recognise(const char **format, const char *path, struct err *err)
{
    struct import_file file;
    struct stat status;
    int r;

    if (stat(path, &status) < 0)
        return err_sys(err, "%s", path);
    *format = "criterion"; /* the one whose output is a folder */
    if (S_ISDIR(status.st_mode))
        return 0;
    if ((r = import_load(&file, path, err)) < 0)
        return r;
    json_t *document = json_loadb(file.content, file.length, 0, NULL);
    *format = document != NULL ? format_of_json(document) : NULL;
    if (*format == NULL)
        *format = format_of_lines(file.content);
    json_decref(document);
    free(file.content);
    if (*format == NULL)
        return err_set(err, -EINVAL,
                       "%s: no file of a tool that is known by its content, nor a database; "
                       "polyjoule import "
                       "--db FILE --format FORMAT takes it into a database",
                       path);
    return 0;
}
