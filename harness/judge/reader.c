/* SPDX-License-Identifier: MIT
 * Reads a campaign out of the database and judges it. */
#include "judge/reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "judge/builder.h"
#include "judge/reader_beside.h"
#include "judge/reader_energy.h"
#include "judge/toolchain_label.h"

/* USER_HZ is 100 wherever RAPL is; the database does not say. */
#define JIFFY_NS INT64_C(10000000)

/* A cell's key in the database and its index in the result. */
struct cell_key {
    int64_t id;
    size_t index;
};

struct reader {
    struct builder builder;
    struct result *result;
    struct cell_key *keys;            /* one a cell */
    bool has_energy;                  /* any session had a counter or an estimate to read */
    struct reader_instants *instants; /* one a trial, where there is energy */
};

static const char *copy(struct reader *reader, const struct store_row *row, const char *name)
{
    return arena_dup(&reader->result->arena, row_text_of(row, name));
}

static int read_campaign(void *context, const struct store_row *row, struct err *err)
{
    struct reader *reader = context;
    struct result *r = reader->result;

    (void)err;
    r->id = row_integer_of(row, "id");
    r->seed = row_integer_of(row, "seed");
    r->created_unix_ns = row_integer_of(row, "created_unix_ns");
    r->imported = row_integer_of(row, "study_id") != STORE_ABSENT;
    r->uuid = copy(reader, row, "uuid");
    r->kind = copy(reader, row, "kind");
    r->selection = copy(reader, row, "selection");
    r->mode = copy(reader, row, "mode");
    r->tool_version = copy(reader, row, "tool_version");
    r->state = copy(reader, row, "state");
    r->state_reason = copy(reader, row, "state_reason");
    return 0;
}

/* What a study did not say stands as 0 in an imported session's row, or as the user -1. */
static int64_t said(const struct reader *reader, const struct store_row *row, const char *name)
{
    int64_t value = row_integer_of(row, name);

    return reader->result->imported && value <= 0 ? STORE_ABSENT : value;
}

static int read_session(void *context, const struct store_row *row, struct err *err)
{
    struct reader *reader = context;
    struct result *r = reader->result;

    (void)err;
    r->sessions = mem_grow(r->sessions, r->session_count, sizeof(*r->sessions));
    r->sessions[r->session_count++] = (struct result_session){
        .id = row_integer_of(row, "id"),
        .started_unix_ns = said(reader, row, "started_unix_ns"),
        .uid = said(reader, row, "uid"),
        .energy_source = copy(reader, row, "energy_source"),
        .energy_reason = copy(reader, row, "energy_reason"),
        .counters_absent = copy(reader, row, "counters_absent"),
        .notes = copy(reader, row, "notes"),
        .cpu_model = copy(reader, row, "cpu_model"),
        .hypervisor = copy(reader, row, "hypervisor"),
        .kernel = copy(reader, row, "kernel"),
        .os = copy(reader, row, "os"),
        .microcode = copy(reader, row, "microcode"),
        .governor = copy(reader, row, "governor"),
        .packages = said(reader, row, "packages"),
        .cores = said(reader, row, "cores"),
        .threads = said(reader, row, "threads"),
        .memory_bytes = said(reader, row, "memory_bytes"),
        .turbo = row_integer_of(row, "turbo"),
        .smt = row_integer_of(row, "smt"),
    };
    return 0;
}

static int read_untrusted(void *context, const struct store_row *row, struct err *err)
{
    struct reader *reader = context;
    struct result *r = reader->result;

    (void)err;
    r->untrusted = mem_grow(r->untrusted, r->untrusted_count, sizeof(*r->untrusted));
    r->untrusted[r->untrusted_count++] = (struct result_untrusted){
        .domain = copy(reader, row, "domain"),
        .verdict = copy(reader, row, "verdict"),
        .reason = copy(reader, row, "reason"),
        .package = row_integer_of(row, "package"),
        .die = row_integer_of(row, "die"),
    };
    return 0;
}

static int read_note(void *context, const struct store_row *row, struct err *err)
{
    struct reader *reader = context;
    struct result *r = reader->result;

    (void)err;
    r->notes = mem_grow(r->notes, r->note_count, sizeof(*r->notes));
    r->notes[r->note_count++] = copy(reader, row, "text");
    return 0;
}

static const char *toolchain(struct reader *reader, const struct store_row *row)
{
    const char *name = row_text_of(row, "toolchain"),
               *version = row_text_of(row, "toolchain_version");
    char buffer[TOOLCHAIN_LABEL_SIZE];

    if (name == NULL)
        return NULL;
    toolchain_label(buffer, name, version != NULL ? version : "");
    return arena_dup(&reader->result->arena, buffer);
}

static int read_cell(void *context, const struct store_row *row, struct err *err)
{
    struct reader *reader = context;
    struct result *r = reader->result;

    (void)err;
    r->cells = mem_grow(r->cells, r->cell_count, sizeof(*r->cells));
    reader->keys = mem_grow(reader->keys, r->cell_count, sizeof(*reader->keys));
    reader->keys[r->cell_count] = (struct cell_key){row_integer_of(row, "id"), r->cell_count};
    struct result_cell *cell = &r->cells[r->cell_count++];
    *cell = (struct result_cell){
        .ordinal = row_integer_of(row, "ordinal"),
        .label = copy(reader, row, "label"),
        .workload = copy(reader, row, "workload"),
        .language = copy(reader, row, "language"),
        .variant = copy(reader, row, "variant"),
        .flags = copy(reader, row, "flags"),
        .size = copy(reader, row, "size"),
        .n = row_integer_of(row, "n"),
        .seed = row_integer_of(row, "seed"),
        .threads = row_integer_of(row, "threads"),
        .toolchain = toolchain(reader, row),
        .toolchain_version = copy(reader, row, "toolchain_version"),
        .argv = copy(reader, row, "argv"),
        .skipped = copy(reader, row, "skipped"),
        .imported = r->imported,
        .work = row_integer_of(row, "work"),
        .work_unit = copy(reader, row, "work_unit"),
        .planned = (size_t)row_integer_of(row, "planned"),
    };
    return 0;
}

static int by_id(const void *a, const void *b)
{
    const struct cell_key *x = a, *y = b;

    return (x->id > y->id) - (x->id < y->id);
}

/* Columns of the query "trials", in its order: there can be a million rows. */
enum {
    TRIAL_CELL,
    TRIAL_ID,
    TRIAL_SESSION,
    TRIAL_BLOCK,
    TRIAL_FAILURE,
    TRIAL_START,
    TRIAL_END,
    TRIAL_USER,
    TRIAL_SYSTEM,
    TRIAL_MAX_RSS,
    TRIAL_OTHER_CPU,
    TRIAL_STEAL,
    TRIAL_EDGE,
    TRIAL_NEXT_EDGE,
};

/* Ids mostly follow one another, as they were given. NULL: there is no such cell. */
static const struct cell_key *key_of(const struct reader *reader, int64_t id)
{
    size_t count = reader->result->cell_count;
    const struct cell_key wanted = {.id = id}, *keys = reader->keys;

    if (count == 0)
        return NULL;
    uint64_t guess = (uint64_t)id - (uint64_t)keys[0].id;
    return guess < count && keys[guess].id == id
               ? &keys[guess]
               : bsearch(&wanted, keys, count, sizeof(*keys), by_id);
}

static void add_instants(struct reader *reader, const struct reader_instants *instants)
{
    size_t count = reader->builder.trial_count;

    reader->instants = mem_grow(reader->instants, count, sizeof(*instants));
    reader->instants[count] = *instants;
}

/* SCREEN_UNKNOWN where neither was recorded. */
static int64_t other_ns(int64_t cpu_ns, int64_t steal_ns)
{
    if (cpu_ns == STORE_ABSENT && steal_ns == STORE_ABSENT)
        return SCREEN_UNKNOWN;
    return (cpu_ns == STORE_ABSENT ? 0 : cpu_ns) + (steal_ns == STORE_ABSENT ? 0 : steal_ns);
}

static int read_trial(void *context, const struct store_row *row, struct err *err)
{
    struct reader *reader = context;
    struct builder *builder = &reader->builder;
    const struct cell_key *key = key_of(reader, row_integer(row, TRIAL_CELL));
    const char *failure = row_text(row, TRIAL_FAILURE);
    int64_t id = row_integer(row, TRIAL_ID), start_ns = row_integer(row, TRIAL_START),
            end_ns = row_integer(row, TRIAL_END);

    if (key == NULL)
        return err_set(err, -EPROTO, "a trial of the campaign has no cell");
    if (reader->has_energy)
        add_instants(reader, &(struct reader_instants){id, start_ns, end_ns,
                                                       row_integer(row, TRIAL_EDGE),
                                                       row_integer(row, TRIAL_NEXT_EDGE)});
    const struct builder_trial trial = {
        .id = id,
        .session = row_integer(row, TRIAL_SESSION),
        .ordinal = (int64_t)builder->trial_count, /* rows come in the plan's order */
        .block = row_integer(row, TRIAL_BLOCK),
        .cell = (uint32_t)key->index,
        .status = failure != NULL ? result_status_parse(failure) : RESULT_OK,
        .wall_ns = end_ns - start_ns,
        .user_ns = row_integer(row, TRIAL_USER),
        .system_ns = row_integer(row, TRIAL_SYSTEM),
        .max_rss_bytes = row_integer(row, TRIAL_MAX_RSS),
        .other_ns = other_ns(row_integer(row, TRIAL_OTHER_CPU), row_integer(row, TRIAL_STEAL)),
    };
    builder_add_trial(builder, &trial);
    return 0;
}

/* Arrays that grew on the heap go to the arena, with everything else. */
static void settle(struct result *r)
{
    struct result_cell *cells = arena_alloc(&r->arena, r->cell_count + 1, sizeof(*cells));
    struct result_session *sessions =
        arena_alloc(&r->arena, r->session_count + 1, sizeof(*sessions));
    struct result_untrusted *untrusted =
        arena_alloc(&r->arena, r->untrusted_count + 1, sizeof(*untrusted));
    const char **notes = arena_alloc(&r->arena, r->note_count + 1, sizeof(*notes));

    if (r->cell_count > 0)
        memcpy(cells, r->cells, r->cell_count * sizeof(*cells));
    if (r->session_count > 0)
        memcpy(sessions, r->sessions, r->session_count * sizeof(*sessions));
    if (r->untrusted_count > 0)
        memcpy(untrusted, r->untrusted, r->untrusted_count * sizeof(*untrusted));
    if (r->note_count > 0)
        memcpy(notes, r->notes, r->note_count * sizeof(*notes));
    free(r->notes);
    r->notes = notes;
    free(r->cells);
    free(r->sessions);
    free(r->untrusted);
    r->cells = cells;
    r->sessions = sessions;
    r->untrusted = untrusted;
}

static int visit(struct reader *reader, struct store *store, const char *query,
                 int64_t campaign, int (*each)(void *, const struct store_row *, struct err *),
                 struct err *err)
{
    const struct store_argument argument = {.name = ":campaign", .integer = campaign};

    return store_visit(store, query, &argument, 1, each, reader, err);
}

static int read_what_was_planned(struct reader *reader, struct store *store, int64_t campaign,
                                 struct err *err)
{
    int r;

    if ((r = visit(reader, store, "campaign", campaign, read_campaign, err)) < 0)
        return r;
    if (reader->result->uuid == NULL)
        return err_set(err, -ENOENT, "there is no campaign %lld", (long long)campaign);
    if ((r = visit(reader, store, "sessions", campaign, read_session, err)) < 0)
        return r;
    if ((r = visit(reader, store, "untrusted", campaign, read_untrusted, err)) < 0)
        return r;
    if (reader->result->imported &&
        (r = visit(reader, store, "notes", campaign, read_note, err)) < 0)
        return r;
    if ((r = visit(reader, store, "cells", campaign, read_cell, err)) < 0)
        return r;
    mem_sort(reader->keys, reader->result->cell_count, sizeof(*reader->keys), by_id);
    return 0;
}

/* Whether any session had a counter or an estimate to read. */
static bool has_energy(const struct result *r)
{
    for (size_t i = 0; i < r->session_count; i++)
        if (strcmp(r->sessions[i].energy_source, "absent") != 0)
            return true;
    return false;
}

static int load(struct result **out, struct store *store, int64_t campaign_id, bool trials,
                struct err *err)
{
    struct reader reader = {.builder = {.keeps_trials = trials},
                            .result = mem_alloc(1, sizeof(*reader.result))};
    int r = read_what_was_planned(&reader, store, campaign_id, err);

    settle(reader.result);
    reader.builder.result = reader.result;
    if (r < 0)
        goto out;
    reader.has_energy = has_energy(reader.result);
    if ((r = visit(&reader, store, "trials", campaign_id, read_trial, err)) < 0)
        goto out;
    builder_sort_trials(&reader.builder);
    if ((r = reader_beside_load(&reader.builder, store, err)) < 0)
        goto out;
    if (reader.has_energy &&
        (r = reader_energy_load(&reader.builder, reader.instants, store, campaign_id, err)) < 0)
        goto out;
    free(reader.instants);
    reader.instants = NULL;
    builder_finish(&reader.builder, JIFFY_NS);
    *out = reader.result;
    reader.result = NULL;
out:
    builder_free(&reader.builder);
    free(reader.instants);
    free(reader.keys);
    result_free(reader.result);
    return r;
}

int reader_load(struct result **out, struct store *store, int64_t campaign_id, struct err *err)
{
    return load(out, store, campaign_id, false, err);
}

int reader_load_trials(struct result **out, struct store *store, int64_t campaign_id,
                       struct err *err)
{
    return load(out, store, campaign_id, true, err);
}
