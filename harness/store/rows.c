/* SPDX-License-Identifier: MIT
 * Records in. */
#include <assert.h>
#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/columns.h"

static int prepare_insert(struct store *store, enum handle_row row, const char *end,
                          struct err *err)
{
    struct text sql = {0}, marks = {0};
    int r;

    if (store->inserts[row] != NULL)
        return 0;
    for (size_t i = 0; i < columns_of[row].count; i++) {
        text_printf(&sql, "%s%s", i > 0 ? ", " : "", columns_of[row].fields[i].column);
        text_add(&marks, i > 0 ? ", ?" : "?");
    }
    struct text whole = {0};
    text_printf(&whole, "INSERT INTO %s (%s) VALUES (%s) %s", columns_of[row].table, sql.data,
                marks.data, end);
    r = handle_prepare(store, &store->inserts[row], whole.data, err);
    text_free(&whole);
    text_free(&marks);
    text_free(&sql);
    return r;
}

static int prepare_find(struct store *store, enum handle_row row, struct err *err)
{
    struct text sql = {0};

    if (store->finds[row] != NULL)
        return 0;
    text_printf(&sql, "SELECT id FROM %s WHERE %s = ?", columns_of[row].table,
                columns_of[row].fields[0].column);
    int r = handle_prepare(store, &store->finds[row], sql.data, err);
    text_free(&sql);
    return r;
}

/* The record outlives the statement's run: nothing is copied. */
static int bind_text(sqlite3_stmt *statement, int at, const char *text)
{
    return sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

static int bind_integer(sqlite3_stmt *statement, int at, int64_t value)
{
    return value == STORE_ABSENT ? sqlite3_bind_null(statement, at)
                                 : sqlite3_bind_int64(statement, at, value);
}

static int bind_digest(sqlite3_stmt *statement, int at, const struct digest *digest)
{
    return digest == NULL
               ? sqlite3_bind_null(statement, at)
               : sqlite3_bind_blob(statement, at, digest->bytes, DIGEST_SIZE, SQLITE_STATIC);
}

static int bind_field(sqlite3_stmt *statement, int at, const struct field *field,
                      const void *record)
{
    const void *value = (const char *)record + field->offset;
    const struct blob *blob = value;

    switch (field->type) {
    case FIELD_INTEGER:
        return bind_integer(statement, at, *(const int64_t *)value);
    case FIELD_REAL:
        /* SQLite makes NULL of NAN. */
        return sqlite3_bind_double(statement, at, *(const double *)value);
    case FIELD_TEXT:
        return bind_text(statement, at, *(const char *const *)value);
    case FIELD_DIGEST:
        return bind_digest(statement, at, value);
    case FIELD_DIGEST_AT:
        return bind_digest(statement, at, *(const struct digest *const *)value);
    case FIELD_BLOB:
        return sqlite3_bind_blob64(statement, at, blob->bytes, blob->length, SQLITE_STATIC);
    }
    abort();
}

static int insert(struct store *store, enum handle_row row, const void *record, int64_t *id,
                  struct err *err)
{
    int r;

    if ((r = handle_settle(store, err)) < 0 || (r = prepare_insert(store, row, "", err)) < 0)
        return r;
    sqlite3_stmt *statement = store->inserts[row];
    for (size_t i = 0; i < columns_of[row].count; i++)
        if (bind_field(statement, (int)i + 1, &columns_of[row].fields[i], record) != SQLITE_OK)
            return handle_fail(store, err, columns_of[row].table);
    r = handle_run(store, statement, NULL, columns_of[row].table, err);
    if (r == 0 && id != NULL)
        *id = sqlite3_last_insert_rowid(store->db);
    return r;
}

/* Another process may add the row between a look and an insert, so that the insert goes first.
 */
static int put(struct store *store, enum handle_row row, const void *record, int64_t *id,
               struct err *err)
{
    int r;

    if ((r = prepare_insert(store, row, "ON CONFLICT DO NOTHING", err)) < 0 ||
        (r = prepare_find(store, row, err)) < 0 ||
        (r = insert(store, row, record, NULL, err)) < 0)
        return r;
    if (bind_field(store->finds[row], 1, &columns_of[row].fields[0], record) != SQLITE_OK)
        return handle_fail(store, err, columns_of[row].table);
    r = handle_run(store, store->finds[row], id, columns_of[row].table, err);
    assert(r != 0); /* it was there, or it is now */
    return r < 0 ? r : 0;
}

int store_put_machine(struct store *s, const struct store_machine *row, int64_t *id,
                      struct err *err)
{
    return put(s, ROW_MACHINE, row, id, err);
}

int store_put_host_state(struct store *s, const struct store_host_state *row, int64_t *id,
                         struct err *err)
{
    return put(s, ROW_HOST_STATE, row, id, err);
}

int store_put_toolchain(struct store *s, const struct store_toolchain *row, int64_t *id,
                        struct err *err)
{
    return put(s, ROW_TOOLCHAIN, row, id, err);
}

int store_put_implementation(struct store *s, const struct store_implementation *row,
                             int64_t *id, struct err *err)
{
    return put(s, ROW_IMPLEMENTATION, row, id, err);
}

int store_put_build(struct store *s, const struct store_build *row, int64_t *id,
                    struct err *err)
{
    return put(s, ROW_BUILD, row, id, err);
}

int store_add_campaign(struct store *s, const struct store_campaign *row, int64_t *id,
                       struct err *err)
{
    return insert(s, ROW_CAMPAIGN, row, id, err);
}

int store_add_cell(struct store *s, const struct store_cell *row, int64_t *id, struct err *err)
{
    return insert(s, ROW_CELL, row, id, err);
}

int store_add_plan(struct store *s, const struct store_plan *row, int64_t *id, struct err *err)
{
    static const char *const kinds[] = {
        [STORE_WARMUP] = "warmup",
        [STORE_TRIAL] = "trial",
        [STORE_IDLE] = "idle",
    };
    struct plan_row record = {*row, kinds[row->kind]};

    return insert(s, ROW_PLAN, &record, id, err);
}

int store_add_session(struct store *s, const struct store_session *row, int64_t *id,
                      struct err *err)
{
    int r = insert(s, ROW_SESSION, row, id, err);

    if (r == 0)
        s->session = (struct spool_session){*id, row->started_unix_ns};
    return r;
}

int store_add_certificate(struct store *s, const struct store_certificate *row, int64_t *id,
                          struct err *err)
{
    return insert(s, ROW_CERTIFICATE, row, id, err);
}

int store_add_note(struct store *s, int64_t campaign_id, const char *text, struct err *err)
{
    struct note_row record = {campaign_id, clock_unix_ns(), text};

    return insert(s, ROW_NOTE, &record, NULL, err);
}

int store_add_verdict(struct store *s, const struct store_verdict *row, struct err *err)
{
    return insert(s, ROW_VERDICT, row, NULL, err);
}

int store_add_external_count(struct store *s, const struct store_external_count *row,
                             struct err *err)
{
    return insert(s, ROW_EXTERNAL_COUNT, row, NULL, err);
}

int store_add_study(struct store *s, const struct store_study *row, int64_t *id,
                    struct err *err)
{
    return insert(s, ROW_STUDY, row, id, err);
}

int store_add_study_file(struct store *s, const struct store_study_file *row, int64_t *id,
                         struct err *err)
{
    return insert(s, ROW_STUDY_FILE, row, id, err);
}

int store_add_study_row(struct store *s, const struct store_study_row *row, struct err *err)
{
    return insert(s, ROW_STUDY_ROW, row, NULL, err);
}

/* An UPDATE that found no row was given a wrong identifier. */
static int update(struct store *s, sqlite3_stmt *statement, const char *what, struct err *err)
{
    int r = handle_run(s, statement, NULL, what, err);

    return r == 0 ? err_set(err, -ENOENT, "%s: there is no such %s", s->path, what)
                  : (r < 0 ? r : 0);
}

int store_set_cell_build(struct store *s, int64_t cell_id, int64_t build_id,
                         const char *argv_json, const char *skipped, struct err *err)
{
    sqlite3_stmt *statement;
    int r;

    if ((r = handle_settle(s, err)) < 0 ||
        (r = handle_verb_prepare(s, VERB_SET_CELL_BUILD, &statement, err)) < 0)
        return r;
    bind_integer(statement, 1, cell_id);
    bind_integer(statement, 2, build_id);
    bind_text(statement, 3, argv_json);
    bind_text(statement, 4, skipped);
    return update(s, statement, "cell", err);
}

int store_set_cell_work(struct store *s, int64_t cell_id, int64_t work, const char *unit,
                        struct err *err)
{
    sqlite3_stmt *statement;
    int r;

    if ((r = handle_settle(s, err)) < 0 ||
        (r = handle_verb_prepare(s, VERB_SET_CELL_WORK, &statement, err)) < 0)
        return r;
    bind_integer(statement, 1, cell_id);
    bind_integer(statement, 2, work);
    bind_text(statement, 3, unit);
    return update(s, statement, "cell", err);
}

int store_set_campaign_state(struct store *s, int64_t campaign_id, const char *state,
                             const char *reason, struct err *err)
{
    sqlite3_stmt *statement;
    int r;

    if ((r = handle_settle(s, err)) < 0 ||
        (r = handle_verb_prepare(s, VERB_SET_CAMPAIGN_STATE, &statement, err)) < 0)
        return r;
    bind_integer(statement, 1, campaign_id);
    bind_text(statement, 2, state);
    bind_text(statement, 3, reason);
    bind_integer(statement, 4, clock_unix_ns());
    return update(s, statement, "campaign", err);
}

int store_drop_plan_rest(struct store *s, int64_t campaign_id, struct err *err)
{
    sqlite3_stmt *statement;
    int r;

    if ((r = handle_settle(s, err)) < 0 ||
        (r = handle_verb_prepare(s, VERB_DROP_PLAN_REST, &statement, err)) < 0)
        return r;
    bind_integer(statement, 1, campaign_id);
    return handle_run(s, statement, NULL, "plan", err);
}

static int event_id(struct store *store, const char *name, int64_t *id, struct err *err)
{
    struct event_row record = {name};
    int r;

    for (size_t i = 0; i < store->event_count; i++) {
        if (strcmp(store->events[i].name, name) == 0) {
            *id = store->events[i].id;
            return 0;
        }
    }
    if ((r = put(store, ROW_EVENT, &record, id, err)) < 0)
        return r;
    store->events = mem_grow(store->events, store->event_count, sizeof(*store->events));
    store->events[store->event_count++] = (struct handle_event){mem_dup(name), *id};
    return 0;
}

/* COUNT values as the schema keeps them; to be freed. */
static struct blob pack(const int64_t *values, size_t count)
{
    uint64_t *bytes = mem_alloc(count, sizeof(*bytes));

    for (size_t i = 0; i < count; i++)
        bytes[i] = htole64((uint64_t)values[i]);
    return (struct blob){bytes, count * sizeof(*bytes)};
}

static int add_series(struct store *s, int64_t plan_id, const struct store_series *series,
                      struct err *err)
{
    struct series_row record = {plan_id, (int64_t)series->count, series->metric,
                                pack(series->values, series->count)};
    int r = insert(s, ROW_SERIES, &record, NULL, err);

    free((void *)record.data.bytes);
    return r;
}

static int add_trace(struct store *s, int64_t plan_id, const struct store_trace *trace,
                     struct err *err)
{
    struct trace_row record = {plan_id, trace->certificate_id, (int64_t)trace->count,
                               pack(trace->mono_ns, trace->count),
                               pack(trace->energy_nj, trace->count)};
    int r = insert(s, ROW_TRACE, &record, NULL, err);

    free((void *)record.mono_ns.bytes);
    free((void *)record.energy_nj.bytes);
    return r;
}

static int add_trial_rows(struct store *s, const struct store_trial *row, struct err *err)
{
    int r = insert(s, ROW_TRIAL, row, NULL, err);

    for (size_t i = 0; i < row->reading_count && r == 0; i++) {
        struct reading_row record = {row->plan_id, row->readings[i]};
        r = insert(s, ROW_READING, &record, NULL, err);
    }
    for (size_t i = 0; i < row->counter_count && r == 0; i++) {
        struct counter_row record = {row->plan_id, 0, row->counters[i]};
        if ((r = event_id(s, row->counters[i].event, &record.event_id, err)) == 0)
            r = insert(s, ROW_COUNTER, &record, NULL, err);
    }
    for (size_t i = 0; i < row->series_count && r == 0; i++)
        r = add_series(s, row->plan_id, &row->series[i], err);
    for (size_t i = 0; i < row->trace_count && r == 0; i++)
        r = add_trace(s, row->plan_id, &row->traces[i], err);
    return r;
}

/* One row by itself is a transaction anyway. */
static bool is_one_row(const struct store_trial *row)
{
    return row->reading_count + row->counter_count + row->series_count + row->trace_count == 0;
}

static int add_trial(struct store *s, const struct store_trial *row, struct err *err)
{
    bool nested;

    if (is_one_row(row))
        return insert(s, ROW_TRIAL, row, NULL, err);
    int r = handle_enter(s, &nested, err);
    return r < 0 ? r : handle_leave(s, nested, add_trial_rows(s, row, err), err);
}

/* Where no spool is to be had, each row goes its own way, and it is asked for once. */
static int take_spool(struct store *s, struct err *err)
{
    int r = spool_open(&s->spool, s->path, true, err);

    s->gathers = s->spool != NULL;
    return r;
}

/* Whether the row waits in the spool. */
static int gather(struct store *s, const struct store_trial *row, bool *out, struct err *err)
{
    int r = 0;

    *out = false;
    if (!s->gathers || s->settling || !sqlite3_get_autocommit(s->db) ||
        clock_now_ns() - s->settled_ns >= STORE_GATHER_NS)
        return 0;
    if (s->spool == NULL)
        r = take_spool(s, err);
    if (s->spool != NULL)
        *out = spool_add(s->spool, &s->session, row);
    return r;
}

int store_add_trial(struct store *s, const struct store_trial *row, struct err *err)
{
    bool gathered;
    int r;

    if ((r = gather(s, row, &gathered, err)) < 0 || gathered)
        return r;
    if ((r = add_trial(s, row, err)) == 0 && !s->settling)
        s->settled_ns = clock_now_ns();
    return r;
}
