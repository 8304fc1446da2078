/* SPDX-License-Identifier: MIT
 * workload.yaml: its keys as a schema, then what a schema cannot say. */
#include "catalog/workload_file.h"

#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <string.h>
#include <sys/stat.h>

#include <cyaml/cyaml.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/units.h"
#include "catalog/argv.h"
#include "catalog/check.h"

struct raw_range {
    int64_t min, max;
};

struct raw_size {
    char *name, *sha256, *expected, *tolerance, *input;
    int64_t n, bytes;
};

struct raw_implementation {
    char *language, *variant, *source, *threads, *max, *note, *tree, *simd, *native;
    struct check_words files, run, libraries;
};

struct raw_work {
    char *unit, *of;
    int64_t times;
    struct check_words after;
};

struct raw_workload {
    char *name, *title, *class_name, *unit, *input;
    struct raw_work work;
    bool seeded;
    struct raw_range range;
    struct raw_size *sizes;
    unsigned sizes_count;
    struct raw_implementation *implementations;
    unsigned implementations_count;
};

/* A text that must not be empty. */
#define TEXT_KEY(key, structure, member)                                                       \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER, structure, member, 1, CYAML_UNLIMITED)
#define OPTIONAL_TEXT_KEY(key, structure, member)                                              \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, structure, member,   \
                           1, CYAML_UNLIMITED)

static const cyaml_schema_value_t word = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CYAML_UNLIMITED)};
/* An argument may be empty. */
static const cyaml_schema_value_t argument = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED)};

static const cyaml_schema_field_t range_fields[] = {
    CYAML_FIELD_INT("min", CYAML_FLAG_DEFAULT, struct raw_range, min),
    CYAML_FIELD_INT("max", CYAML_FLAG_DEFAULT, struct raw_range, max), CYAML_FIELD_END};

static const cyaml_schema_field_t size_fields[] = {
    TEXT_KEY("name", struct raw_size, name),
    CYAML_FIELD_INT("n", CYAML_FLAG_DEFAULT, struct raw_size, n),
    OPTIONAL_TEXT_KEY("sha256", struct raw_size, sha256),
    CYAML_FIELD_INT("bytes", CYAML_FLAG_OPTIONAL, struct raw_size, bytes),
    OPTIONAL_TEXT_KEY("expected", struct raw_size, expected),
    OPTIONAL_TEXT_KEY("tolerance", struct raw_size, tolerance),
    OPTIONAL_TEXT_KEY("input", struct raw_size, input),
    CYAML_FIELD_END};
static const cyaml_schema_value_t size_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_size, size_fields)};

static const cyaml_schema_field_t implementation_fields[] = {
    TEXT_KEY("language", struct raw_implementation, language),
    TEXT_KEY("variant", struct raw_implementation, variant),
    TEXT_KEY("source", struct raw_implementation, source),
    CYAML_FIELD_SEQUENCE_COUNT("files", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                               struct raw_implementation, files.words, files.count, &word, 0,
                               CYAML_UNLIMITED),
    TEXT_KEY("threads", struct raw_implementation, threads),
    TEXT_KEY("max", struct raw_implementation, max),
    OPTIONAL_TEXT_KEY("note", struct raw_implementation, note),
    CYAML_FIELD_SEQUENCE_COUNT("libraries", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                               struct raw_implementation, libraries.words, libraries.count,
                               &word, 0, CYAML_UNLIMITED),
    OPTIONAL_TEXT_KEY("simd", struct raw_implementation, simd),
    OPTIONAL_TEXT_KEY("native", struct raw_implementation, native),
    OPTIONAL_TEXT_KEY("tree", struct raw_implementation, tree),
    CYAML_FIELD_IGNORE("build", CYAML_FLAG_OPTIONAL), /* a list of lists */
    CYAML_FIELD_SEQUENCE_COUNT("run", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                               struct raw_implementation, run.words, run.count, &argument, 1,
                               CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t implementation_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_implementation, implementation_fields)};

static const cyaml_schema_field_t work_fields[] = {
    TEXT_KEY("unit", struct raw_work, unit), OPTIONAL_TEXT_KEY("of", struct raw_work, of),
    CYAML_FIELD_INT("times", CYAML_FLAG_OPTIONAL, struct raw_work, times),
    CYAML_FIELD_SEQUENCE_COUNT("after", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                               struct raw_work, after.words, after.count, &word, 1,
                               CYAML_UNLIMITED),
    CYAML_FIELD_END};

static const cyaml_schema_field_t workload_fields[] = {
    TEXT_KEY("workload", struct raw_workload, name),
    TEXT_KEY("title", struct raw_workload, title),
    TEXT_KEY("class", struct raw_workload, class_name),
    TEXT_KEY("unit", struct raw_workload, unit),
    OPTIONAL_TEXT_KEY("input", struct raw_workload, input),
    CYAML_FIELD_MAPPING("work", CYAML_FLAG_OPTIONAL, struct raw_workload, work, work_fields),
    CYAML_FIELD_BOOL("seeded", CYAML_FLAG_DEFAULT, struct raw_workload, seeded),
    CYAML_FIELD_MAPPING("range", CYAML_FLAG_DEFAULT, struct raw_workload, range, range_fields),
    CYAML_FIELD_SEQUENCE("sizes", CYAML_FLAG_POINTER, struct raw_workload, sizes, &size_value,
                         1, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("implementations", CYAML_FLAG_POINTER, struct raw_workload,
                         implementations, &implementation_value, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t workload_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_workload, workload_fields)};

/* What is being read. */
struct reader {
    const struct manifest *manifest;
    struct arena *arena;
    const char *directory;
    struct workload *out;
};

static int in_range(const struct reader *r, const struct manifest_node *node, int64_t n,
                    struct err *err)
{
    if (n >= r->out->min_n && n <= r->out->max_n)
        return 0;
    return manifest_error(r->manifest, node, err,
                          "%" PRId64 " in '%s'; expected one within the range, %" PRId64
                          " to %" PRId64,
                          n, node->key, r->out->min_n, r->out->max_n);
}

static int read_head(const struct reader *reader, const struct raw_workload *raw,
                     const char *name, struct err *err)
{
    const struct manifest_node *root = manifest_root(reader->manifest);
    const struct manifest_node *node = manifest_get(root, "workload");
    const struct manifest_node *input = manifest_get(root, "input");
    struct workload *out = reader->out;
    int r;

    if (strcmp(raw->name, name) != 0)
        return manifest_error(reader->manifest, node, err,
                              "workload '%s'; expected '%s', as its folder", raw->name, name);
    if ((r = check_name(reader->manifest, node, err)) < 0 ||
        (r = check_name(reader->manifest, manifest_get(root, "class"), err)) < 0)
        return r;
    if (raw->range.min < 0 || raw->range.max < raw->range.min)
        return manifest_error(reader->manifest, manifest_get(root, "range"), err,
                              "range of %" PRId64 " to %" PRId64 "; expected 0 <= min <= max",
                              raw->range.min, raw->range.max);
    *out = (struct workload){
        .name = arena_dup(reader->arena, raw->name),
        .title = arena_dup(reader->arena, raw->title),
        .class_name = arena_dup(reader->arena, raw->class_name),
        .latency = strcmp(raw->class_name, "latency") == 0,
        .unit = arena_dup(reader->arena, raw->unit),
        .input = arena_dup(reader->arena, raw->input),
        .input_line = input != NULL ? input->line : 0,
        .directory = arena_dup(reader->arena, reader->directory),
        .seeded = raw->seeded,
        .min_n = raw->range.min,
        .max_n = raw->range.max,
    };
    return 0;
}

static int read_work(const struct reader *reader, const struct raw_work *raw, struct err *err)
{
    static const struct {
        const char *name;
        int power;
        bool output;
    } all[] = {{"n", 1, false},
               {"n^2", 2, false},
               {"n^3", 3, false},
               {"n!", WORK_FACTORIAL, false},
               {"output", 0, true}};
    const struct manifest_node *node = manifest_get(manifest_root(reader->manifest), "work");
    struct work *out = &reader->out->work;
    size_t i = 0;

    if (node == NULL)
        return 0;
    if (raw->of == NULL && raw->after.count == 0)
        return manifest_error(reader->manifest, node, err,
                              "neither 'of' nor 'after' in 'work'; expected one or both");
    while (raw->of != NULL && i < ARRAY_SIZE(all) && strcmp(all[i].name, raw->of) != 0)
        i++;
    if (i == ARRAY_SIZE(all))
        return manifest_error(reader->manifest, manifest_get(node, "of"), err,
                              "'%s' in 'of'; expected n, n^2, n^3, n! or output", raw->of);
    const struct manifest_node *times = manifest_get(node, "times");
    if (times != NULL && raw->times < 1)
        return manifest_error(reader->manifest, times, err,
                              "%" PRId64 " in 'times'; expected 1 or more", raw->times);
    *out = (struct work){.unit = arena_dup(reader->arena, raw->unit),
                         .power = raw->of != NULL ? all[i].power : 0,
                         .output = raw->of != NULL && all[i].output,
                         .times = times != NULL ? raw->times : 1};
    if (raw->after.count > 0)
        out->after = check_copy(reader->arena, &raw->after);
    return 0;
}

/* A path from the workload's folder, out of it too, of a file or a FOLDER that is there. */
static int read_path(const struct reader *reader, const struct manifest_node *node, bool folder,
                     const char **out, struct err *err)
{
    const char *path = node->value[0] == '/' ? node->value
                                             : arena_printf(reader->arena, "%s/%s",
                                                            reader->directory, node->value);
    int r = check_there(reader->manifest, node, path, folder, err);

    *out = arena_dup(reader->arena, path);
    return r;
}

static int missing(const struct reader *reader, const struct manifest_node *node,
                   const char *key, struct err *err)
{
    return manifest_error(reader->manifest, node, err, "key '%s' is missing", key);
}

/* An answer that is there as a file, which a program's may be near to. */
static int read_expected(const struct reader *reader, const struct manifest_node *node,
                         const struct raw_size *raw, struct size *out, struct err *err)
{
    const struct manifest_node *file = manifest_get(node, "expected");
    const struct manifest_node *tolerance = manifest_get(node, "tolerance");
    struct stat status;
    struct err why;
    int r;

    if (raw->sha256 != NULL || manifest_get(node, "bytes") != NULL)
        return manifest_error(reader->manifest, file, err,
                              "'expected' beside 'sha256' or 'bytes'; expected the one or the "
                              "others");
    if ((r = read_path(reader, file, false, &out->expected, err)) < 0)
        return r;
    if (digest_of_file(&out->answer, out->expected, &why) < 0)
        return manifest_error(reader->manifest, file, err, "%s", why.text);
    if (stat(out->expected, &status) < 0)
        return manifest_error(reader->manifest, file, err, "%s: %s", out->expected,
                              strerror(errno));
    out->bytes = status.st_size;
    if (raw->tolerance != NULL &&
        (units_parse_number(&out->tolerance, raw->tolerance, &why) < 0 ||
         !(out->tolerance >= 0 && out->tolerance < 1)))
        return manifest_error(reader->manifest, tolerance, err,
                              "'%s' in 'tolerance'; expected a number from 0 to below 1",
                              raw->tolerance);
    return 0;
}

static int read_answer(const struct reader *reader, const struct manifest_node *node,
                       const struct raw_size *raw, struct size *out, struct err *err)
{
    const struct manifest *m = reader->manifest;
    struct err why;

    if (raw->expected != NULL)
        return read_expected(reader, node, raw, out, err);
    if (raw->tolerance != NULL)
        return manifest_error(m, manifest_get(node, "tolerance"), err,
                              "'tolerance' without 'expected'; expected both or neither");
    if (raw->sha256 == NULL)
        return missing(reader, node, "sha256", err);
    if (manifest_get(node, "bytes") == NULL)
        return missing(reader, node, "bytes", err);
    if (digest_parse(&out->answer, raw->sha256, &why) < 0)
        return manifest_error(m, manifest_get(node, "sha256"), err, "%s", why.text);
    if (raw->bytes < 0)
        return manifest_error(m, manifest_get(node, "bytes"), err,
                              "%" PRId64 " in 'bytes'; expected 0 or more", raw->bytes);
    out->bytes = raw->bytes;
    return 0;
}

/* A size's name that begins with a digit could be taken for a number by --size. */
static int read_size(const struct reader *reader, const struct manifest_node *node,
                     const struct raw_size *raw, struct size *out, struct err *err)
{
    const struct manifest *m = reader->manifest;
    const struct manifest_node *name = manifest_get(node, "name");
    int r;

    if ((r = check_name(m, name, err)) < 0)
        return r;
    if (raw->name[0] >= '0' && raw->name[0] <= '9')
        return manifest_error(m, name, err, "'%s' in 'name'; expected a letter first",
                              raw->name);
    if ((r = in_range(reader, manifest_get(node, "n"), raw->n, err)) < 0)
        return r;
    out->name = arena_dup(reader->arena, raw->name);
    out->n = raw->n;
    if ((r = read_answer(reader, node, raw, out, err)) < 0)
        return r;
    return raw->input != NULL
               ? read_path(reader, manifest_get(node, "input"), false, &out->input, err)
               : 0;
}

static int read_sizes(const struct reader *reader, const struct raw_workload *raw,
                      struct err *err)
{
    const struct manifest_node *list = manifest_get(manifest_root(reader->manifest), "sizes");
    struct size *sizes = arena_alloc(reader->arena, raw->sizes_count, sizeof(*sizes));
    const struct manifest_node *node = list->first;
    int r;

    for (unsigned i = 0; i < raw->sizes_count; i++, node = node->next)
        if ((r = read_size(reader, node, &raw->sizes[i], &sizes[i], err)) < 0)
            return r;
    reader->out->sizes = sizes;
    reader->out->size_count = raw->sizes_count;
    return check_distinct(reader->manifest, list, "name", err);
}

static int check_variant(const struct manifest *m, const struct manifest_node *node,
                         struct err *err)
{
    static const char *const bases[] = {"plain", "stdlib", "parallel", "tuned", "hybrid"};
    size_t length = strcspn(node->value, "/");

    for (size_t i = 0; i < ARRAY_SIZE(bases); i++) {
        if (strlen(bases[i]) != length || strncmp(bases[i], node->value, length) != 0)
            continue;
        if (node->value[length] == '\0')
            return 0;
        struct manifest_node tag = *node;
        tag.value += length + 1;
        return check_name(m, &tag, err);
    }
    return manifest_error(m, node, err,
                          "'%s' in 'variant'; expected one of plain, stdlib, parallel, tuned, "
                          "hybrid, or one of them with a tag, as in plain/slab",
                          node->value);
}

/* A size's name, or a number. */
static int read_max(const struct reader *reader, const struct manifest_node *node, int64_t *out,
                    struct err *err)
{
    const struct size *size = workload_size(reader->out, node->value);
    struct text names = {0};
    struct err ignored;

    if (size != NULL) {
        *out = size->n;
        return 0;
    }
    if (units_parse_integer(out, node->value, INT64_MIN, INT64_MAX, &ignored) == 0)
        return in_range(reader, node, *out, err);
    for (size_t i = 0; i < reader->out->size_count; i++)
        text_printf(&names, "%s, ", reader->out->sizes[i].name);
    manifest_error(reader->manifest, node, err, "'%s' in 'max'; expected one of %sor a number",
                   node->value, text_string(&names));
    text_free(&names);
    return -EINVAL;
}

/* All files of a build lie in one directory, by their base names. */
static int check_staging(const struct reader *reader, const struct manifest_node *node,
                         const char *tree, struct err *err)
{
    const struct manifest_node *source = manifest_get(node, "source");
    const struct manifest_node *files = manifest_get(node, "files");
    const struct manifest_node *first = files != NULL ? files->first : NULL;
    int r;

    if (tree != NULL && files != NULL)
        return manifest_error(reader->manifest, files, err,
                              "'files' beside 'tree'; expected the one or the other");
    if ((r = check_file(reader->manifest, source, tree != NULL ? tree : reader->directory,
                        err)) < 0)
        return r;
    for (const struct manifest_node *file = first; file != NULL; file = file->next) {
        const char *base = check_base_name(file->value);
        int same = strcmp(base, check_base_name(source->value)) == 0;
        for (const struct manifest_node *f = first; f != file; f = f->next)
            same |= strcmp(base, check_base_name(f->value)) == 0;
        if (same)
            return manifest_error(reader->manifest, file, err,
                                  "a second '%s'; expected distinct base names", base);
        if ((r = check_file(reader->manifest, file, reader->directory, err)) < 0)
            return r;
    }
    return 0;
}

/* How many CPUs a program may use that uses all. */
static int count_cpus(void)
{
    cpu_set_t cpus;

    CPU_ZERO(&cpus);
    return sched_getaffinity(0, sizeof(cpus), &cpus) == 0 ? CPU_COUNT(&cpus) : 1;
}

static int read_threads(const struct reader *reader, const struct manifest_node *node,
                        const char *text, struct implementation *out, struct err *err)
{
    struct err ignored;
    int64_t threads;

    out->all_threads = strcmp(text, "all") == 0;
    if (out->all_threads)
        threads = count_cpus();
    else if (units_parse_integer(&threads, text, 1, CPU_SETSIZE, &ignored) < 0)
        return manifest_error(reader->manifest, node, err,
                              "'%s' in 'threads'; expected 1 to %d, or all", text, CPU_SETSIZE);
    out->threads = (int)threads;
    return 0;
}

/* What a program that was not written for us has of its own. */
static int read_own_way(const struct reader *reader, const struct manifest_node *node,
                        const struct raw_implementation *raw, struct implementation *out,
                        struct err *err)
{
    const struct manifest *m = reader->manifest;
    const struct manifest_node *build = manifest_get(node, "build");
    const struct manifest_node *native = manifest_get(node, "native");
    int r;

    if (native != NULL && build == NULL)
        return manifest_error(m, native, err,
                              "'native' without 'build'; expected both or neither");
    if (native != NULL && (r = check_name(m, native, err)) < 0)
        return r;
    out->native = arena_dup(reader->arena, raw->native);
    if (raw->tree != NULL &&
        (r = read_path(reader, manifest_get(node, "tree"), true, &out->tree, err)) < 0)
        return r;
    if (build != NULL &&
        (r = argv_read_several(m, build, native != NULL ? ARGV_NATIVE : ARGV_BUILD,
                               reader->arena, &out->build, err)) < 0)
        return r;
    if (raw->run.count == 0)
        return 0;
    for (unsigned i = 0; i < raw->run.count && !reader->out->seeded; i++)
        if (strstr(raw->run.words[i], "{seed}") != NULL)
            return manifest_error(m, manifest_item(manifest_get(node, "run"), i), err,
                                  "'{seed}' in 'run'; expected none where 'seeded' is false");
    out->run = check_copy(reader->arena, &raw->run);
    return argv_check(m, manifest_get(node, "run"), ARGV_PROGRAM, reader->arena, err);
}

static int read_implementation(const struct reader *reader, const struct manifest_node *node,
                               const struct raw_implementation *raw, struct implementation *out,
                               struct err *err)
{
    const struct manifest *m = reader->manifest;
    int r;

    if ((r = check_name(m, manifest_get(node, "language"), err)) < 0 ||
        (r = check_variant(m, manifest_get(node, "variant"), err)) < 0 ||
        (r = read_max(reader, manifest_get(node, "max"), &out->max_n, err)) < 0 ||
        (r = read_threads(reader, manifest_get(node, "threads"), raw->threads, out, err)) < 0)
        return r;
    out->language = arena_dup(reader->arena, raw->language);
    out->variant = arena_dup(reader->arena, raw->variant);
    out->source = arena_dup(reader->arena, raw->source);
    out->files = check_copy(reader->arena, &raw->files);
    out->libraries = check_copy(reader->arena, &raw->libraries);
    out->explicit_simd = raw->simd != NULL;
    if (raw->simd != NULL && strcmp(raw->simd, "explicit") != 0)
        return manifest_error(m, manifest_get(node, "simd"), err,
                              "'%s' in 'simd'; expected explicit, or no such key", raw->simd);
    out->note = arena_dup(reader->arena, raw->note);
    if ((r = read_own_way(reader, node, raw, out, err)) < 0)
        return r;
    return check_staging(reader, node, out->tree, err);
}

static int check_repeated(const struct reader *reader, const struct manifest_node *list,
                          const struct implementation *all, size_t index, struct err *err)
{
    const struct implementation *one = &all[index];

    for (size_t i = 0; i < index; i++)
        if (strcmp(all[i].language, one->language) == 0 &&
            strcmp(all[i].variant, one->variant) == 0)
            return manifest_error(reader->manifest, manifest_item(list, index), err,
                                  "%s/%s is here twice; the first is in line %d", one->language,
                                  one->variant, manifest_item(list, i)->line);
    return 0;
}

static int read_implementations(const struct reader *reader, const struct raw_workload *raw,
                                struct err *err)
{
    const struct manifest_node *list =
        manifest_get(manifest_root(reader->manifest), "implementations");
    const struct manifest_node *node = list->first;
    size_t count = raw->implementations_count;
    struct implementation *all = arena_alloc(reader->arena, count, sizeof(*all));
    int r;

    for (size_t i = 0; i < count; i++, node = node->next)
        if ((r = read_implementation(reader, node, &raw->implementations[i], &all[i], err)) <
                0 ||
            (r = check_repeated(reader, list, all, i, err)) < 0)
            return r;
    reader->out->implementations = all;
    reader->out->implementation_count = count;
    return 0;
}

int workload_file_read(struct workload *out, struct arena *arena,
                       const struct manifest *manifest, const char *directory, const char *name,
                       struct err *err)
{
    const struct reader reader = {manifest, arena, directory, out};
    void *data = NULL;
    int r;

    if ((r = manifest_load(manifest, &workload_value, &data, err)) < 0)
        return r;
    const struct raw_workload *raw = data;
    if ((r = read_head(&reader, raw, name, err)) == 0 &&
        (r = read_work(&reader, &raw->work, err)) == 0 &&
        (r = read_sizes(&reader, raw, err)) == 0)
        r = read_implementations(&reader, raw, err);
    manifest_unload(&workload_value, data);
    return r;
}
