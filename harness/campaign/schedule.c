/* SPDX-License-Identifier: MIT
 * Writing a campaign and its plan into the database, and finding one again. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include <jansson.h>

#include "base/clock.h"
#include "campaign/campaign.h"
#include "campaign/input.h"
#include "campaign/placeholder.h"
#include "campaign/plan.h"

enum { UUID_SIZE = 37 };

/* RFC 9562, version 7: milliseconds since 1970, then random bits. */
static int make_uuid(char uuid[static UUID_SIZE], struct err *err)
{
    uint64_t ms = (uint64_t)(clock_unix_ns() / NS_PER_MS);
    unsigned char b[16];

    if (getrandom(b, sizeof(b), 0) != (ssize_t)sizeof(b))
        return err_sys(err, "getrandom");
    for (int i = 0; i < 6; i++)
        b[i] = (unsigned char)(ms >> (40 - 8 * i));
    b[6] = (unsigned char)(0x70 | (b[6] & 0x0f));
    b[8] = (unsigned char)(0x80 | (b[8] & 0x3f));
    for (int i = 0, at = 0; i < 16; i++)
        at += snprintf(uuid + at, (size_t)(UUID_SIZE - at), "%s%02x",
                       i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", b[i]);
    return 0;
}

static char *argv_json(const char *const *argv)
{
    json_t *array = json_array();

    for (size_t i = 0; argv[i] != NULL; i++)
        json_array_append_new(array, json_stringn_nocheck(argv[i], strlen(argv[i])));
    char *text = json_dumps(array, JSON_COMPACT);
    json_decref(array);
    return text;
}

/* ------------------------------------------------------------------ cells */

static int put_toolchain(struct store *store, const struct toolchain *toolchain, int64_t *id,
                         struct err *err)
{
    const struct store_toolchain row = {
        .digest = toolchain->digest,
        .language = toolchain->language,
        .name = toolchain->name,
        .version = toolchain->version,
        .describe = toolchain->describe,
        .path = toolchain->path,
        .binary_digest = &toolchain->binary,
    };

    return store_put_toolchain(store, &row, id, err);
}

static struct build_request build_request_of(const struct campaign_request *q,
                                             const struct campaign_cell *cell)
{
    return (struct build_request){
        .workload = cell->workload,
        .implementation = cell->implementation,
        .runner = cell->runner,
        .flags = cell->flags,
        .toolchain = cell->toolchain,
        .toolchain_name = cell->toolchain_name,
        .native = cell->native,
        .native_flags = cell->native_flags,
        .x86_64_level = q->x86_64_level,
        .cache = q->cache,
    };
}

static int put_implementation(struct store *store, const struct campaign_request *q,
                              const struct campaign_cell *cell, int64_t *id, struct err *err)
{
    const struct build_request build = build_request_of(q, cell);
    struct store_implementation row = {
        .workload = cell->workload->name,
        .language = cell->implementation->language,
        .variant = cell->implementation->variant,
        .source = cell->implementation->source,
        .threads = cell->implementation->all_threads ? 0 : cell->implementation->threads,
    };
    int r;

    if ((r = build_implementation_digest(&row.digest, &build, err)) < 0)
        return r;
    return store_put_implementation(store, &row, id, err);
}

static int add_cell(struct store *store, const struct campaign_request *q, int64_t campaign_id,
                    size_t ordinal, struct err *err)
{
    struct campaign_cell *cell = &q->cells[ordinal];
    struct store_cell row = {
        .campaign_id = campaign_id,
        .ordinal = (int64_t)ordinal,
        .label = cell->label,
        .n = STORE_ABSENT,
        .seed = STORE_ABSENT,
        .threads = cell->threads,
        .deadline_ns = cell->deadline_ns,
        .toolchain_id = STORE_ABSENT,
        .implementation_id = STORE_ABSENT,
        .expected = cell->expected,
        .tolerance = cell->tolerance > 0 ? cell->tolerance : NAN,
        .skipped = cell->skipped,
    };
    char *argv = NULL;
    int r = 0;

    if (cell->workload != NULL) {
        row.workload = cell->workload->name;
        row.language = cell->implementation->language;
        row.variant = cell->implementation->variant;
        row.flags = cell->flags->name;
        row.size = cell->size;
        row.n = cell->n;
        row.seed = cell->seed >= 0 ? cell->seed : STORE_ABSENT;
        r = put_implementation(store, q, cell, &row.implementation_id, err);
        if (r == 0 && cell->toolchain != NULL)
            r = put_toolchain(store, cell->toolchain, &row.toolchain_id, err);
    } else {
        row.argv_json = argv = argv_json(cell->argv);
    }
    if (r == 0)
        r = store_add_cell(store, &row, &cell->id, err);
    free(argv);
    return r;
}

static int add_plan(struct store *store, const struct campaign_request *q, int64_t campaign_id,
                    struct err *err)
{
    static const enum store_plan_kind kinds[] = {
        [PLAN_WARMUP] = STORE_WARMUP, [PLAN_TRIAL] = STORE_TRIAL, [PLAN_IDLE] = STORE_IDLE};
    const struct plan_shape shape = {.cells = q->cell_count,
                                     .blocks = q->blocks,
                                     .warmups = q->warmups,
                                     .seed = q->seed,
                                     .without_idle = q->without_idle};
    struct plan_item *items;
    int r = 0;

    size_t count = plan_make(&items, &shape);
    for (size_t i = 0; i < count && r == 0; i++) {
        const struct store_plan row = {
            .campaign_id = campaign_id,
            .ordinal = (int64_t)i,
            .block = items[i].block,
            .kind = kinds[items[i].kind],
            .cell_id = items[i].kind == PLAN_IDLE ? STORE_ABSENT : q->cells[items[i].cell].id,
        };
        int64_t id;
        r = store_add_plan(store, &row, &id, err);
    }
    free(items);
    return r;
}

int campaign_create(struct store *store, const struct campaign_request *q, int64_t *out_id,
                    struct err *err)
{
    char uuid[UUID_SIZE];
    int r;

    if ((r = make_uuid(uuid, err)) < 0 || (r = store_begin(store, err)) < 0)
        return r;
    const struct store_campaign row = {
        .uuid = uuid,
        .kind = q->kind,
        .selection = q->selection,
        .mode = q->mode,
        .seed = (int64_t)q->seed,
        .created_unix_ns = clock_unix_ns(),
        .tool_version = q->tool_version,
        .study_id = STORE_ABSENT,
    };
    r = store_add_campaign(store, &row, out_id, err);
    for (size_t c = 0; r == 0 && c < q->cell_count; c++)
        r = add_cell(store, q, *out_id, c, err);
    if (r == 0)
        r = add_plan(store, q, *out_id, err);
    if (r == 0)
        r = store_commit(store, err);
    if (r < 0)
        store_rollback(store);
    return r;
}

/* ----------------------------------------------------------------- resume */

struct joining {
    struct store *store;
    struct campaign_request *request;
    size_t seen;
};

/* The cell in the database and the one that the catalogue gives today must be the same program.
 */
static int join_cell(void *context, const struct store_row *row, struct err *err)
{
    struct joining *j = context;
    const char *label = row_text_of(row, "label"), *skipped = row_text_of(row, "skipped");
    int64_t now = STORE_ABSENT;
    int r;

    if (j->seen == j->request->cell_count)
        return err_set(err, -ESTALE, "the selection gives fewer programs than when it began");
    struct campaign_cell *cell = &j->request->cells[j->seen++];
    cell->id = row_integer_of(row, "id");
    if (cell->workload != NULL &&
        (r = put_implementation(j->store, j->request, cell, &now, err)) < 0)
        return r;
    if (strcmp(label, cell->label) != 0 || now != row_integer_of(row, "implementation_id"))
        return err_set(err, -ESTALE, "%s has changed since it began", label);
    if (skipped != NULL)
        cell->skipped = arena_dup(j->request->arena, skipped);
    return 0;
}

static int adopt_campaign(void *context, const struct store_row *row, struct err *err)
{
    struct campaign_request *q = context;

    (void)err;
    q->seed = (uint64_t)row_integer_of(row, "seed");
    return 0;
}

int campaign_resume(struct store *store, struct campaign_request *q, int64_t *out_id,
                    struct err *err)
{
    const struct store_argument by_selection[] = {{.name = ":selection", .text = q->selection}};
    struct joining joining = {.store = store, .request = q};
    int64_t id;
    int r;

    if ((r = store_get_integer(store, "newest_unfinished", by_selection, 1, &id, err)) < 0)
        return r;
    if (id == STORE_ABSENT)
        return err_set(err, -ENOENT, "no unfinished campaign of this selection");
    const struct store_argument by_id[] = {{.name = ":campaign", .integer = id}};
    if ((r = store_visit(store, "campaign", by_id, 1, adopt_campaign, q, err)) < 0)
        return r;
    r = store_visit(store, "cells", by_id, 1, join_cell, &joining, err);
    if (r == 0 && joining.seen != q->cell_count)
        r = err_set(err, -ESTALE, "the selection gives more programs than when it began");
    if (r < 0)
        return err_prefix(err, r, "campaign %lld cannot be resumed", (long long)id);
    *out_id = id;
    return 0;
}

/* ------------------------------------------------------------------ builds */

/* A program that has a command line of its own. */
static const char *const *own_argv(const struct build *build, const struct campaign_cell *cell,
                                   struct arena *arena)
{
    const struct placeholders values = {
        .n = arena_printf(arena, "%lld", (long long)cell->n),
        .seed = arena_printf(arena, "%lld", (long long)(cell->seed >= 0 ? cell->seed : 0)),
    };
    const char *const *argv;
    struct err impossible; /* the words were read before */

    placeholder_expand_argv(build->run, &values, arena, &argv, &impossible);
    return argv;
}

/* The program's command line: the runner's, N, and the seed where the workload takes one. */
static const char *const *program_argv(const struct build *build,
                                       const struct campaign_cell *cell, struct arena *arena)
{
    size_t count = 0;

    if (cell->implementation->run != NULL)
        return own_argv(build, cell, arena);
    while (build->run[count] != NULL)
        count++;
    const char **argv = arena_alloc(arena, count + 3, sizeof(*argv));
    memcpy(argv, build->run, count * sizeof(*argv));
    argv[count++] = arena_printf(arena, "%lld", (long long)cell->n);
    if (cell->seed >= 0)
        argv[count++] = arena_printf(arena, "%lld", (long long)cell->seed);
    return argv;
}

/* A build row is one outcome: the same inputs may give another program some day. */
static struct digest digest_of_outcome(const struct build *build)
{
    struct digest_state state;

    digest_init(&state);
    digest_add(&state, build->digest.bytes, DIGEST_SIZE);
    digest_add(&state, build->binary.bytes, DIGEST_SIZE);
    return digest_end(&state);
}

static int store_build(struct store *store, struct campaign_cell *cell,
                       const struct campaign_request *q, const struct build *build,
                       struct err *err)
{
    int64_t toolchain_id, implementation_id, build_id;
    char *argv = NULL;
    int r;

    if ((r = put_toolchain(store, &build->toolchain, &toolchain_id, err)) < 0 ||
        (r = put_implementation(store, q, cell, &implementation_id, err)) < 0)
        return r;
    const struct store_build row = {
        .digest = digest_of_outcome(build),
        .implementation_id = implementation_id,
        .toolchain_id = toolchain_id,
        .flags = cell->flags->name,
        .argv_json = build->argv_json,
        .environment_json = build->environment_json,
        .binary_digest = &build->binary,
        .wall_ns = build->wall_ns >= 0 ? build->wall_ns : STORE_ABSENT,
    };
    if ((r = store_put_build(store, &row, &build_id, err)) < 0)
        return r;
    argv = argv_json(cell->argv);
    r = store_set_cell_build(store, cell->id, build_id, argv, NULL, err);
    free(argv);
    return r;
}

int campaign_build_cell(struct campaign_cell *cell, const struct campaign_request *q,
                        struct launcher *launcher, struct build *out, struct err *err)
{
    const struct build_request request = build_request_of(q, cell);
    int r = build_get(out, &request, launcher, q->arena, err);

    if (r < 0)
        return r;
    cell->argv = program_argv(out, cell, q->arena);
    cell->environment = out->environment;
    cell->directory = out->directory;
    return 0;
}

/* A program that does not build is told of and left out; nothing else stops. */
static int build_and_store(struct store *store, struct campaign_request *q,
                           struct campaign_cell *cell, struct launcher *launcher,
                           struct err *err)
{
    struct build build;

    if (campaign_build_cell(cell, q, launcher, &build, err) < 0)
        cell->skipped = arena_printf(q->arena, "did not build: %s", err->text);
    else if (input_open(cell, q, launcher, err) < 0)
        cell->skipped = arena_dup(q->arena, err->text);
    else
        return store_build(store, cell, q, &build, err);
    return store_set_cell_build(store, cell->id, STORE_ABSENT, NULL, cell->skipped, err);
}

int campaign_build(struct store *store, struct campaign_request *q, struct launcher *launcher,
                   const struct campaign_hooks *hooks, struct err *err)
{
    int r = 0;

    for (size_t c = 0; r == 0 && c < q->cell_count; c++) {
        struct campaign_cell *cell = &q->cells[c];
        if (cell->workload == NULL || cell->skipped != NULL)
            continue;
        if (hooks->stop != NULL && *hooks->stop > 0)
            return 0;
        const struct campaign_progress progress = {.doing = "build",
                                                   .label = cell->label,
                                                   .done = c,
                                                   .total = q->cell_count,
                                                   .remaining_ns = -1};
        if (hooks->progress != NULL)
            hooks->progress(hooks->context, &progress);
        r = build_and_store(store, q, cell, launcher, err);
    }
    return r;
}
