/* SPDX-License-Identifier: MIT
 * The build cache: CACHE/builds/<key>/ holds the staged sources, the program, and build.json,
 * which says what made it. A build is made in a directory beside it and renamed when it is
 * whole. */
#include "campaign/build.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include "base/clock.h"
#include "base/mem.h"
#include "campaign/placeholder.h"
#include "campaign/stage.h"
#include "campaign/tool.h"

/* The program's own way of being built and run, or else its flags', or its language's. */
static const char *const *const *build_of(const struct build_request *q)
{
    if (q->implementation->build != NULL)
        return q->implementation->build;
    return q->flags->build != NULL ? q->flags->build : q->runner->build;
}

/* The N that a program is trained with, where it is: the second size, which takes some time. */
static int64_t training_of(const struct build_request *q)
{
    return q->workload->sizes[q->workload->size_count > 1].n;
}

static const char *const *run_of(const struct build_request *q)
{
    return q->implementation->run != NULL ? q->implementation->run : q->runner->run;
}

/* The source's path in the directory where it is built. */
static const char *staged_source(const struct build_request *q)
{
    const char *source = q->implementation->source;

    return q->implementation->tree != NULL ? source : stage_base_name(source);
}

typedef int visit_file(void *context, const char *path, const char *name, struct err *err);

static int each_of(const char *directory, const char *const *files, struct arena *arena,
                   visit_file *visit, void *context, struct err *err)
{
    int r = 0;

    for (size_t f = 0; r == 0 && files != NULL && files[f] != NULL; f++)
        r = visit(context, arena_printf(arena, "%s/%s", directory, files[f]),
                  stage_base_name(files[f]), err);
    return r;
}

/* Call VISIT with the path of each file that is staged, and its name there: a whole tree, or
 * source, files and the runner's files. */
static int each_file(const struct build_request *q, struct arena *arena, visit_file *visit,
                     void *context, struct err *err)
{
    const struct implementation *i = q->implementation;
    const char *const source[] = {i->source, NULL};
    const char *directory = q->workload->directory;
    int r;

    if (i->tree != NULL)
        return stage_walk(i->tree, arena, visit, context, err);
    if ((r = each_of(directory, source, arena, visit, context, err)) < 0 ||
        (r = each_of(directory, i->files, arena, visit, context, err)) < 0)
        return r;
    return each_of(q->runner->directory, q->runner->files, arena, visit, context, err);
}

/* ------------------------------------------------------------------ keys */

static int add_file(void *context, const char *path, const char *name, struct err *err)
{
    struct digest content;
    int r;

    if ((r = digest_of_file(&content, path, err)) < 0)
        return r;
    digest_add_text(context, name);
    digest_add(context, content.bytes, DIGEST_SIZE);
    return 0;
}

static void add_list(struct digest_state *state, const char *const *list)
{
    for (size_t i = 0; list != NULL && list[i] != NULL; i++)
        digest_add_text(state, list[i]);
    digest_add_text(state, "");
}

int build_implementation_digest(struct digest *out, const struct build_request *q,
                                struct err *err)
{
    struct digest_state state;
    struct arena arena = {0};
    int r;

    digest_init(&state);
    digest_add_text(&state, q->workload->name);
    digest_add_text(&state, q->implementation->language);
    digest_add_text(&state, q->implementation->variant);
    r = each_file(q, &arena, add_file, &state, err);
    for (size_t i = 0; q->implementation->build != NULL && q->implementation->build[i] != NULL;
         i++)
        add_list(&state, q->implementation->build[i]);
    if (q->implementation->run != NULL)
        add_list(&state, q->implementation->run);
    *out = digest_end(&state);
    arena_free(&arena);
    return r;
}

/* Of everything that decides what is built, command lines before {dir} and {cache} are known.
 */
static struct digest key_of(const struct build_request *q, const struct digest *implementation)
{
    struct digest_state state;

    digest_init(&state);
    digest_add(&state, implementation->bytes, DIGEST_SIZE);
    digest_add(&state, q->toolchain->digest.bytes, DIGEST_SIZE);
    digest_add_text(&state, q->toolchain->path);
    digest_add_text(&state, q->flags->name);
    add_list(&state, q->flags->arguments);
    add_list(&state, q->flags->environment);
    if (q->native != NULL) {
        digest_add(&state, q->native->digest.bytes, DIGEST_SIZE);
        digest_add_text(&state, q->native->path);
        add_list(&state, q->native_flags->arguments);
    }
    for (size_t i = 0; build_of(q)[i] != NULL; i++)
        add_list(&state, build_of(q)[i]);
    if (q->flags->build != NULL) {
        int64_t n = training_of(q);
        digest_add(&state, &n, sizeof(n));
    }
    add_list(&state, q->runner->build_environment);
    add_list(&state, run_of(q));
    digest_add(&state, &q->x86_64_level, sizeof(q->x86_64_level));
    digest_add(&state, &q->implementation->threads, sizeof(q->implementation->threads));
    return digest_end(&state);
}

/* ---------------------------------------------------------------- record */

static json_t *json_of_list(const char *const *list)
{
    json_t *array = json_array();

    for (size_t i = 0; list != NULL && list[i] != NULL; i++)
        json_array_append_new(array, json_string(list[i]));
    return array;
}

static const char *const *list_of_json(const json_t *array, struct arena *arena)
{
    const char **list = arena_alloc(arena, json_array_size(array) + 1, sizeof(*list));

    for (size_t i = 0; i < json_array_size(array); i++)
        list[i] = arena_dup(arena, json_string_value(json_array_get(array, i)));
    return list;
}

static char *dump(const json_t *json, struct arena *arena)
{
    char *text = json_dumps(json, JSON_COMPACT);
    char *kept = arena_dup(arena, text);

    free(text);
    return kept;
}

static const char *text_in(const json_t *object, const char *key, struct arena *arena)
{
    return arena_dup(arena, json_string_value(json_object_get(object, key)));
}

static int digest_in(struct digest *out, const json_t *object, const char *key, struct err *err)
{
    const char *text = json_string_value(json_object_get(object, key));

    if (text == NULL)
        return err_set(err, -EINVAL, "no '%s'", key);
    return digest_parse(out, text, err);
}

static json_t *record_of(const struct build *b, const struct build_request *q)
{
    char key[DIGEST_TEXT_SIZE], implementation[DIGEST_TEXT_SIZE], binary[DIGEST_TEXT_SIZE];
    char tool[DIGEST_TEXT_SIZE], tool_binary[DIGEST_TEXT_SIZE];
    const struct toolchain *t = &b->toolchain;

    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:{s:s, s:s, s:s, s:s*, s:s, s:s, "
                     "s:s}, s:o, s:o, s:o, s:o, s:I}",
                     "workload", q->workload->name, "language", q->implementation->language,
                     "variant", q->implementation->variant, "flags", q->flags->name, "digest",
                     digest_text(key, &b->digest), "implementation",
                     digest_text(implementation, &b->implementation), "binary",
                     digest_text(binary, &b->binary), "toolchain", "language", t->language,
                     "name", t->name, "version", t->version, "describe", t->describe, "path",
                     t->path, "binary", digest_text(tool_binary, &t->binary), "digest",
                     digest_text(tool, &t->digest), "build", json_loads(b->argv_json, 0, NULL),
                     "build_environment", json_loads(b->environment_json, 0, NULL), "run",
                     json_of_list(b->run), "environment", json_of_list(b->environment),
                     "wall_ns", (json_int_t)b->wall_ns);
}

/* Fill *OUT from DIRECTORY/build.json; -EINVAL where that is not a record. */
static int record_read(struct build *out, const char *directory, struct arena *arena,
                       struct err *err)
{
    char *path = arena_printf(arena, "%s/build.json", directory);
    json_error_t where;
    json_t *record = json_load_file(path, 0, &where);
    struct build b = {.wall_ns = -1};
    int r;

    if (record == NULL)
        return err_set(err, -EINVAL, "%s:%d: %s", path, where.line, where.text);
    const json_t *t = json_object_get(record, "toolchain");
    if ((r = digest_in(&b.digest, record, "digest", err)) < 0 ||
        (r = digest_in(&b.implementation, record, "implementation", err)) < 0 ||
        (r = digest_in(&b.binary, record, "binary", err)) < 0 ||
        (r = digest_in(&b.toolchain.binary, t, "binary", err)) < 0 ||
        (r = digest_in(&b.toolchain.digest, t, "digest", err)) < 0)
        goto out;
    b.toolchain.language = text_in(t, "language", arena);
    b.toolchain.name = text_in(t, "name", arena);
    b.toolchain.version = text_in(t, "version", arena);
    b.toolchain.describe = text_in(t, "describe", arena);
    b.toolchain.path = text_in(t, "path", arena);
    b.argv_json = dump(json_object_get(record, "build"), arena);
    b.environment_json = dump(json_object_get(record, "build_environment"), arena);
    b.flags = text_in(record, "flags", arena);
    b.run = list_of_json(json_object_get(record, "run"), arena);
    b.environment = list_of_json(json_object_get(record, "environment"), arena);
    if (b.toolchain.name == NULL || b.toolchain.version == NULL || b.toolchain.path == NULL ||
        b.toolchain.language == NULL || b.flags == NULL || b.run[0] == NULL)
        r = err_set(err, -EINVAL, "%s: a key is missing", path);
    else
        *out = b;
out:
    json_decref(record);
    return r < 0 ? err_prefix(err, r, "%s", path) : 0;
}

static int record_write(const struct build *b, const struct build_request *q,
                        const char *directory, struct arena *arena, struct err *err)
{
    char *path = arena_printf(arena, "%s/build.json", directory);
    json_t *record = record_of(b, q);
    int r = json_dump_file(record, path, JSON_INDENT(2));

    json_decref(record);
    return r < 0 ? err_set(err, -EIO, "%s: cannot be written", path) : 0;
}

/* -------------------------------------------------------------- building */

/* The expanded build commands as JSON, {dir} and {cache} kept as they are: the same wherever it
 * was built. */
static int describe_build(struct build *b, const struct build_request *q,
                          struct placeholders values, struct arena *arena, struct err *err)
{
    const char *const *argv;
    const char *const *environment;
    json_t *commands = json_array();
    int r = 0;

    values.dir = "{dir}";
    values.cache = "{cache}";
    for (size_t i = 0; r == 0 && build_of(q)[i] != NULL; i++)
        if ((r = placeholder_expand_argv(build_of(q)[i], &values, arena, &argv, err)) == 0)
            json_array_append_new(commands, json_of_list(argv));
    if (r == 0)
        r = placeholder_expand_argv(q->flags->environment, &values, arena, &environment, err);
    if (r == 0) {
        json_t *list = json_of_list(environment);
        b->argv_json = dump(commands, arena);
        b->environment_json = dump(list, arena);
        json_decref(list);
        values.n = "{n}";
        values.seed = "{seed}";
        r = placeholder_expand_argv(run_of(q), &values, arena, &b->run, err);
    }
    if (r == 0)
        r = placeholder_expand_argv(q->runner->environment, &values, arena, &b->environment,
                                    err);
    json_decref(commands);
    return r;
}

/* The runner's build environment and the flags' together. */
static int build_environment(const char *const **out, const struct build_request *q,
                             const struct placeholders *values, struct arena *arena,
                             struct err *err)
{
    const char *const *lists[2];
    size_t count = 0;
    int r;

    if ((r = placeholder_expand_argv(q->runner->build_environment, values, arena, &lists[0],
                                     err)) < 0 ||
        (r = placeholder_expand_argv(q->flags->environment, values, arena, &lists[1], err)) < 0)
        return r;
    for (int l = 0; l < 2; l++)
        for (size_t i = 0; lists[l][i] != NULL; i++)
            count++;
    const char **all = arena_alloc(arena, count + 1, sizeof(*all));
    count = 0;
    for (int l = 0; l < 2; l++)
        for (size_t i = 0; lists[l][i] != NULL; i++)
            all[count++] = lists[l][i];
    *out = all;
    return 0;
}

static int run_commands(const struct build_request *q, const struct placeholders *values,
                        struct launcher *launcher, struct arena *arena, struct err *err)
{
    struct tool tool = {.directory = values->dir};
    int r;

    if ((r = build_environment(&tool.extra, q, values, arena, err)) < 0)
        return r;
    for (size_t i = 0; build_of(q)[i] != NULL; i++) {
        if ((r = placeholder_expand_argv(build_of(q)[i], values, arena, &tool.argv, err)) < 0 ||
            (r = tool_run(launcher, &tool, NULL, err)) < 0)
            return r;
    }
    return 0;
}

/* The program where there is one, else the source that is run. */
static int digest_of_program(struct digest *out, const struct build_request *q,
                             const struct build *b, const char *directory, struct arena *arena,
                             struct err *err)
{
    const char *name = staged_source(q);

    if (strncmp(b->run[0], "{dir}/", 6) == 0)
        name = b->run[0] + 6;
    else if (strncmp(b->run[0], "./", 2) == 0)
        name = b->run[0] + 2;
    return digest_of_file(out, arena_printf(arena, "%s/%s", directory, name), err);
}

static int stage_into(void *directory, const char *path, const char *name, struct err *err)
{
    return stage_file(path, directory, name, err);
}

/* Build in a directory of its own below CACHE/builds and rename it to FINAL. */
static int build_here(struct build *b, const struct build_request *q, const char *final,
                      struct launcher *launcher, struct arena *arena, struct err *err)
{
    char *compilers = arena_printf(arena, "%s/compilers", q->cache);
    char *directory = arena_printf(arena, "%s/builds/new-XXXXXX", q->cache);
    int r;

    if ((r = stage_directories(compilers, err)) < 0 ||
        (r = stage_directories(arena_printf(arena, "%s/builds", q->cache), err)) < 0)
        return r;
    if (mkdtemp(directory) == NULL)
        return err_sys(err, "%s", directory);
    const struct placeholders values = {
        .command = q->toolchain->path,
        .dir = directory,
        .source = staged_source(q),
        .cache = compilers,
        .train = arena_printf(arena, "%lld", (long long)training_of(q)),
        .flags = q->flags->arguments,
        .native = q->native != NULL ? q->native->path : NULL,
        .native_flags = q->native != NULL ? q->native_flags->arguments : NULL,
        .threads = q->implementation->threads,
        .x86_64_level = q->x86_64_level,
    };
    int64_t start_ns = clock_now_ns();
    if ((r = describe_build(b, q, values, arena, err)) < 0 ||
        (r = each_file(q, arena, stage_into, directory, err)) < 0 ||
        (r = run_commands(q, &values, launcher, arena, err)) < 0 ||
        (r = digest_of_program(&b->binary, q, b, directory, arena, err)) < 0)
        goto out;
    b->wall_ns = clock_now_ns() - start_ns;
    if ((r = record_write(b, q, directory, arena, err)) < 0)
        goto out;
    if (chmod(directory, 0755) < 0 ||
        (rename(directory, final) < 0 && errno != EEXIST && errno != ENOTEMPTY))
        r = err_sys(err, "%s", final);
out:
    if (r < 0 || access(directory, F_OK) == 0)
        stage_remove(directory);
    return r;
}

/* Put the directory into the command line that was kept without it. */
static int settle(struct build *b, const struct build_request *q, const char *directory,
                  struct arena *arena, struct err *err)
{
    const struct placeholders values = {.dir = directory, .n = "{n}", .seed = "{seed}"};
    int r;

    b->directory = q->implementation->tree != NULL ? directory : NULL;
    if ((r = placeholder_expand_argv(b->run, &values, arena, &b->run, err)) < 0)
        return r;
    return placeholder_expand_argv(b->environment, &values, arena, &b->environment, err);
}

/* A build made elsewhere of the same sources, by a toolchain and flags of the same names. */
static int build_of_elsewhere(struct build *out, const struct build_request *q,
                              const struct digest *implementation, struct arena *arena,
                              struct err *err)
{
    char *builds = arena_printf(arena, "%s/builds", q->cache);
    DIR *directory = opendir(builds);
    int r = -ENOENT;

    for (struct dirent *e; directory != NULL && r != 0 && (e = readdir(directory)) != NULL;) {
        char *path = arena_printf(arena, "%s/%s", builds, e->d_name);
        struct err ignored;
        struct build b;
        if (e->d_name[0] == '.' || strncmp(e->d_name, "new-", 4) == 0 ||
            record_read(&b, path, arena, &ignored) < 0)
            continue;
        if (digest_equal(&b.implementation, implementation) &&
            strcmp(b.flags, q->flags->name) == 0 &&
            strcmp(b.toolchain.name, q->toolchain_name) == 0) {
            *out = b;
            r = settle(out, q, path, arena, err);
        }
    }
    if (directory != NULL)
        closedir(directory);
    if (r == -ENOENT)
        err_set(err, r, "%s is not installed, and no build of elsewhere is in %s",
                q->toolchain_name, builds);
    return r;
}

int build_get(struct build *out, const struct build_request *q, struct launcher *launcher,
              struct arena *arena, struct err *err)
{
    struct digest implementation;
    char key[DIGEST_TEXT_SIZE];
    struct err ignored;
    int r;

    if ((r = build_implementation_digest(&implementation, q, err)) < 0)
        return r;
    if (q->toolchain == NULL)
        return build_of_elsewhere(out, q, &implementation, arena, err);

    struct build b = {.digest = key_of(q, &implementation),
                      .implementation = implementation,
                      .toolchain = *q->toolchain,
                      .flags = q->flags->name,
                      .wall_ns = -1};
    digest_text(key, &b.digest);
    char *final = arena_printf(arena, "%s/builds/%.24s", q->cache, key);
    if (record_read(&b, final, arena, &ignored) < 0 &&
        (r = build_here(&b, q, final, launcher, arena, err)) < 0)
        return r;
    *out = b;
    return settle(out, q, final, arena, err);
}
