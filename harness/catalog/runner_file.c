/* SPDX-License-Identifier: MIT
 * runner.yaml: its keys as a schema, then what a schema cannot say. */
#include "catalog/runner_file.h"

#include <errno.h>
#include <string.h>

#include <cyaml/cyaml.h>

#include "base/mem.h"
#include "catalog/argv.h"
#include "catalog/check.h"

struct raw_toolchain {
    char *name, *prefer;
    struct check_words commands, version, describe;
};

struct raw_flags {
    char *name;
    struct check_words arguments, environment;
};

struct raw_runner {
    char *language, *title;
    struct check_words files, build_environment, run, environment, libraries, simd;
    struct raw_toolchain *toolchains;
    unsigned toolchains_count;
    struct raw_flags *flags;
    unsigned flags_count;
};

/* A text that must not be empty. */
#define TEXT_KEY(key, structure, member)                                                       \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER, structure, member, 1, CYAML_UNLIMITED)
#define LIST_KEY(key, flags, structure, member, entry, min)                                    \
    CYAML_FIELD_SEQUENCE_COUNT(key, CYAML_FLAG_POINTER | (flags), structure, member.words,     \
                               member.count, entry, min, CYAML_UNLIMITED)

static const cyaml_schema_value_t word = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CYAML_UNLIMITED)};
/* An argument may be empty. */
static const cyaml_schema_value_t argument = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED)};

static const cyaml_schema_field_t toolchain_fields[] = {
    TEXT_KEY("name", struct raw_toolchain, name),
    LIST_KEY("commands", CYAML_FLAG_DEFAULT, struct raw_toolchain, commands, &word, 1),
    LIST_KEY("version", CYAML_FLAG_DEFAULT, struct raw_toolchain, version, &argument, 1),
    LIST_KEY("describe", CYAML_FLAG_OPTIONAL, struct raw_toolchain, describe, &argument, 1),
    CYAML_FIELD_STRING_PTR("prefer", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                           struct raw_toolchain, prefer, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t toolchain_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_toolchain, toolchain_fields)};

static const cyaml_schema_field_t flags_fields[] = {
    TEXT_KEY("name", struct raw_flags, name),
    LIST_KEY("arguments", CYAML_FLAG_DEFAULT, struct raw_flags, arguments, &argument, 0),
    LIST_KEY("environment", CYAML_FLAG_DEFAULT, struct raw_flags, environment, &word, 0),
    CYAML_FIELD_IGNORE("build", CYAML_FLAG_OPTIONAL), /* a list of lists */
    CYAML_FIELD_END};
static const cyaml_schema_value_t flags_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_flags, flags_fields)};

static const cyaml_schema_field_t runner_fields[] = {
    TEXT_KEY("language", struct raw_runner, language),
    TEXT_KEY("title", struct raw_runner, title),
    LIST_KEY("files", CYAML_FLAG_DEFAULT, struct raw_runner, files, &word, 0),
    CYAML_FIELD_SEQUENCE("toolchains", CYAML_FLAG_POINTER, struct raw_runner, toolchains,
                         &toolchain_value, 1, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("flags", CYAML_FLAG_POINTER, struct raw_runner, flags, &flags_value, 1,
                         CYAML_UNLIMITED),
    CYAML_FIELD_IGNORE("build", CYAML_FLAG_DEFAULT), /* a list of lists: read_build() */
    LIST_KEY("build_environment", CYAML_FLAG_DEFAULT, struct raw_runner, build_environment,
             &word, 0),
    LIST_KEY("run", CYAML_FLAG_DEFAULT, struct raw_runner, run, &argument, 1),
    LIST_KEY("environment", CYAML_FLAG_DEFAULT, struct raw_runner, environment, &word, 0),
    LIST_KEY("libraries", CYAML_FLAG_OPTIONAL, struct raw_runner, libraries, &word, 0),
    LIST_KEY("simd", CYAML_FLAG_OPTIONAL, struct raw_runner, simd, &word, 1),
    CYAML_FIELD_END};
static const cyaml_schema_value_t runner_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_runner, runner_fields)};

/* What is being read. */
struct reader {
    const struct manifest *manifest;
    struct arena *arena;
    const char *directory;
    struct runner *out;
};

/* "NAME=value", no NAME twice. */
static int check_environment(const struct reader *reader, const struct manifest_node *list,
                             struct err *err)
{
    for (const struct manifest_node *n = list->first; n != NULL; n = n->next) {
        size_t length = strspn(n->value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                         "0123456789_");
        if (length == 0 || n->value[length] != '=')
            return manifest_error(reader->manifest, n, err, "'%s' in '%s'; expected NAME=value",
                                  n->value, n->key);
        for (const struct manifest_node *b = list->first; b != n; b = b->next)
            if (strncmp(b->value, n->value, length + 1) == 0)
                return manifest_error(reader->manifest, n, err, "'%.*s' is in '%s' twice",
                                      (int)length, n->value, n->key);
    }
    return argv_check_list(reader->manifest, list, ARGV_ENVIRONMENT, reader->arena, err);
}

static int read_toolchain(const struct reader *reader, const struct manifest_node *node,
                          const struct raw_toolchain *raw, struct runner_toolchain *out,
                          struct err *err)
{
    const struct manifest *m = reader->manifest;
    struct arena *arena = reader->arena;
    int r;

    if ((r = check_name(m, manifest_get(node, "name"), err)) < 0 ||
        (r = argv_check_list(m, manifest_get(node, "commands"), ARGV_COMMANDS, arena, err)) <
            0 ||
        (r = argv_check(m, manifest_get(node, "version"), ARGV_PROBE, arena, err)) < 0 ||
        (r = argv_check(m, manifest_get(node, "describe"), ARGV_PROBE, arena, err)) < 0)
        return r;
    if (raw->prefer != NULL && raw->describe.count == 0)
        return manifest_error(reader->manifest, manifest_get(node, "prefer"), err,
                              "'prefer' without 'describe'; expected both or neither");
    out->name = arena_dup(reader->arena, raw->name);
    out->commands = check_copy(reader->arena, &raw->commands);
    out->version = check_copy(reader->arena, &raw->version);
    if (raw->describe.count > 0)
        out->describe = check_copy(reader->arena, &raw->describe);
    out->prefer = arena_dup(reader->arena, raw->prefer);
    return 0;
}

static int read_toolchains(const struct reader *reader, const struct raw_runner *raw,
                           struct err *err)
{
    const struct manifest_node *list =
        manifest_get(manifest_root(reader->manifest), "toolchains");
    const struct manifest_node *node = list->first;
    struct runner_toolchain *all =
        arena_alloc(reader->arena, raw->toolchains_count, sizeof(*all));
    int r;

    for (unsigned i = 0; i < raw->toolchains_count; i++, node = node->next)
        if ((r = read_toolchain(reader, node, &raw->toolchains[i], &all[i], err)) < 0)
            return r;
    reader->out->toolchains = all;
    reader->out->toolchain_count = raw->toolchains_count;
    return check_distinct(reader->manifest, list, "name", err);
}

static int read_flags(const struct reader *reader, const struct raw_runner *raw,
                      struct err *err)
{
    const struct manifest_node *list = manifest_get(manifest_root(reader->manifest), "flags");
    const struct manifest_node *node = list->first;
    struct runner_flags *all = arena_alloc(reader->arena, raw->flags_count, sizeof(*all));
    int r;

    for (unsigned i = 0; i < raw->flags_count; i++, node = node->next) {
        if ((r = check_name(reader->manifest, manifest_get(node, "name"), err)) < 0 ||
            (r = argv_check_list(reader->manifest, manifest_get(node, "arguments"), ARGV_FLAGS,
                                 reader->arena, err)) < 0 ||
            (r = check_environment(reader, manifest_get(node, "environment"), err)) < 0)
            return r;
        const struct manifest_node *build = manifest_get(node, "build");
        if (build != NULL && (r = argv_read_several(reader->manifest, build, ARGV_TRAINED,
                                                    reader->arena, &all[i].build, err)) < 0)
            return r;
        all[i].name = arena_dup(reader->arena, raw->flags[i].name);
        all[i].arguments = check_copy(reader->arena, &raw->flags[i].arguments);
        all[i].environment = check_copy(reader->arena, &raw->flags[i].environment);
    }
    reader->out->flags = all;
    reader->out->flags_count = raw->flags_count;
    return check_distinct(reader->manifest, list, "name", err);
}

static int read_build(const struct reader *reader, struct err *err)
{
    return argv_read_several(reader->manifest,
                             manifest_get(manifest_root(reader->manifest), "build"), ARGV_BUILD,
                             reader->arena, &reader->out->build, err);
}

static int read_head(const struct reader *reader, const struct raw_runner *raw,
                     const char *name, struct err *err)
{
    const struct manifest_node *node =
        manifest_get(manifest_root(reader->manifest), "language");
    int r;

    if (strcmp(raw->language, name) != 0)
        return manifest_error(reader->manifest, node, err,
                              "language '%s'; expected '%s', as its folder", raw->language,
                              name);
    if ((r = check_name(reader->manifest, node, err)) < 0)
        return r;
    *reader->out = (struct runner){
        .language = arena_dup(reader->arena, raw->language),
        .title = arena_dup(reader->arena, raw->title),
        .directory = arena_dup(reader->arena, reader->directory),
        .files = check_copy(reader->arena, &raw->files),
        .build_environment = check_copy(reader->arena, &raw->build_environment),
        .run = check_copy(reader->arena, &raw->run),
        .environment = check_copy(reader->arena, &raw->environment),
    };
    const struct manifest_node *root = manifest_root(reader->manifest);
    if (manifest_get(root, "libraries") != NULL)
        reader->out->libraries = check_copy(reader->arena, &raw->libraries);
    if (manifest_get(root, "simd") != NULL)
        reader->out->simd = check_copy(reader->arena, &raw->simd);
    return 0;
}

static int check_commands(const struct reader *reader, struct err *err)
{
    const struct manifest_node *root = manifest_root(reader->manifest);
    int r;

    if ((r = check_environment(reader, manifest_get(root, "build_environment"), err)) < 0 ||
        (r = argv_check(reader->manifest, manifest_get(root, "run"), ARGV_BUILD, reader->arena,
                        err)) < 0)
        return r;
    return check_environment(reader, manifest_get(root, "environment"), err);
}

static int check_files(const struct reader *reader, struct err *err)
{
    const struct manifest_node *list = manifest_get(manifest_root(reader->manifest), "files");
    int r = 0;

    for (const struct manifest_node *n = list->first; n != NULL && r == 0; n = n->next)
        r = check_file(reader->manifest, n, reader->directory, err);
    return r;
}

int runner_file_read(struct runner *out, struct arena *arena, const struct manifest *manifest,
                     const char *directory, const char *name, struct err *err)
{
    const struct reader reader = {manifest, arena, directory, out};
    void *data = NULL;
    int r;

    if ((r = manifest_load(manifest, &runner_value, &data, err)) < 0)
        return r;
    const struct raw_runner *raw = data;
    if ((r = read_head(&reader, raw, name, err)) == 0 &&
        (r = read_toolchains(&reader, raw, err)) == 0 &&
        (r = read_flags(&reader, raw, err)) == 0 && (r = read_build(&reader, err)) == 0 &&
        (r = check_commands(&reader, err)) == 0)
        r = check_files(&reader, err);
    manifest_unload(&runner_value, data);
    return r;
}
