/* SPDX-License-Identifier: MIT
 * Records in: each table's columns and where they are in its record. The statements are made
 * from these tables, so that a column and its value cannot part. */
#include <assert.h>
#include <endian.h>
#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/handle.h"

enum field_type {
    FIELD_INTEGER,   /* int64_t; STORE_ABSENT is NULL */
    FIELD_REAL,      /* double; NAN is NULL */
    FIELD_TEXT,      /* const char * */
    FIELD_DIGEST,    /* struct digest */
    FIELD_DIGEST_AT, /* const struct digest *; NULL is NULL */
    FIELD_BLOB,      /* struct blob */
};

struct field {
    const char *column;
    enum field_type type;
    size_t offset;
};

struct blob {
    const void *bytes;
    size_t length;
};

/* Records that are not the caller's alone. */
struct plan_row {
    struct store_plan plan;
    const char *kind;
};
struct reading_row {
    int64_t plan_id;
    struct store_reading reading;
};
struct counter_row {
    int64_t plan_id, event_id;
    struct store_counter counter;
};
struct series_row {
    int64_t plan_id, n;
    const char *metric;
    struct blob data;
};
struct trace_row {
    int64_t plan_id, certificate_id, n;
    struct blob mono_ns, energy_nj;
};
struct event_row {
    const char *name;
};
struct note_row {
    int64_t campaign_id, unix_ns;
    const char *text;
};

#define COLUMN(record, type, column, member)                                                   \
    {                                                                                          \
        column, FIELD_##type, offsetof(struct record, member)                                  \
    }
#define SAME(record, type, member) COLUMN(record, type, #member, member)

static const struct field machine_fields[] = {
    SAME(store_machine, DIGEST, digest),
    SAME(store_machine, TEXT, cpu_vendor),
    SAME(store_machine, TEXT, cpu_model),
    SAME(store_machine, INTEGER, cpu_family),
    SAME(store_machine, INTEGER, cpu_model_number),
    SAME(store_machine, INTEGER, cpu_stepping),
    SAME(store_machine, INTEGER, packages),
    SAME(store_machine, INTEGER, cores),
    SAME(store_machine, INTEGER, threads),
    SAME(store_machine, INTEGER, memory_bytes),
    SAME(store_machine, TEXT, hypervisor),
    SAME(store_machine, TEXT, topology_xml),
};

static const struct field host_state_fields[] = {
    SAME(store_host_state, DIGEST, digest),
    SAME(store_host_state, INTEGER, machine_id),
    SAME(store_host_state, TEXT, kernel),
    SAME(store_host_state, TEXT, os),
    SAME(store_host_state, TEXT, microcode),
    SAME(store_host_state, TEXT, governor),
    SAME(store_host_state, TEXT, frequency_driver),
    SAME(store_host_state, TEXT, online_cpus),
    SAME(store_host_state, INTEGER, turbo),
    SAME(store_host_state, INTEGER, smt),
    SAME(store_host_state, INTEGER, aslr),
    SAME(store_host_state, INTEGER, sgx),
    SAME(store_host_state, INTEGER, min_frequency_hz),
    SAME(store_host_state, INTEGER, max_frequency_hz),
    SAME(store_host_state, INTEGER, perf_event_paranoid),
};

static const struct field toolchain_fields[] = {
    SAME(store_toolchain, DIGEST, digest),
    SAME(store_toolchain, TEXT, language),
    SAME(store_toolchain, TEXT, name),
    SAME(store_toolchain, TEXT, version),
    SAME(store_toolchain, TEXT, describe),
    SAME(store_toolchain, TEXT, path),
    SAME(store_toolchain, DIGEST_AT, binary_digest),
};

static const struct field implementation_fields[] = {
    SAME(store_implementation, DIGEST, digest), SAME(store_implementation, TEXT, workload),
    SAME(store_implementation, TEXT, language), SAME(store_implementation, TEXT, variant),
    SAME(store_implementation, TEXT, source),   SAME(store_implementation, INTEGER, threads),
};

static const struct field build_fields[] = {
    SAME(store_build, DIGEST, digest),
    SAME(store_build, INTEGER, implementation_id),
    SAME(store_build, INTEGER, toolchain_id),
    SAME(store_build, TEXT, flags),
    COLUMN(store_build, TEXT, "argv", argv_json),
    COLUMN(store_build, TEXT, "environment", environment_json),
    SAME(store_build, DIGEST_AT, binary_digest),
    SAME(store_build, TEXT, failure),
    SAME(store_build, INTEGER, wall_ns),
};

static const struct field campaign_fields[] = {
    SAME(store_campaign, TEXT, uuid),         SAME(store_campaign, TEXT, kind),
    SAME(store_campaign, TEXT, selection),    SAME(store_campaign, TEXT, mode),
    SAME(store_campaign, INTEGER, seed),      SAME(store_campaign, INTEGER, created_unix_ns),
    SAME(store_campaign, TEXT, tool_version),
};

static const struct field cell_fields[] = {
    SAME(store_cell, INTEGER, campaign_id),
    SAME(store_cell, INTEGER, ordinal),
    SAME(store_cell, TEXT, label),
    SAME(store_cell, TEXT, workload),
    SAME(store_cell, TEXT, language),
    SAME(store_cell, TEXT, variant),
    SAME(store_cell, TEXT, flags),
    SAME(store_cell, TEXT, size),
    SAME(store_cell, INTEGER, n),
    SAME(store_cell, INTEGER, seed),
    SAME(store_cell, INTEGER, threads),
    SAME(store_cell, INTEGER, toolchain_id),
    SAME(store_cell, INTEGER, implementation_id),
    COLUMN(store_cell, TEXT, "argv", argv_json),
    COLUMN(store_cell, DIGEST_AT, "expected_digest", expected),
    SAME(store_cell, INTEGER, deadline_ns),
    SAME(store_cell, TEXT, skipped),
};

static const struct field plan_fields[] = {
    COLUMN(plan_row, INTEGER, "campaign_id", plan.campaign_id),
    COLUMN(plan_row, INTEGER, "ordinal", plan.ordinal),
    COLUMN(plan_row, INTEGER, "block", plan.block),
    COLUMN(plan_row, INTEGER, "cell_id", plan.cell_id),
    SAME(plan_row, TEXT, kind),
};

static const struct field session_fields[] = {
    SAME(store_session, INTEGER, campaign_id),
    SAME(store_session, INTEGER, host_state_id),
    SAME(store_session, INTEGER, started_unix_ns),
    SAME(store_session, TEXT, boot_id),
    SAME(store_session, INTEGER, uid),
    SAME(store_session, TEXT, energy_source),
    SAME(store_session, TEXT, energy_reason),
    SAME(store_session, INTEGER, tick_ns),
    SAME(store_session, INTEGER, read_cost_ns),
    SAME(store_session, INTEGER, rss_floor_bytes),
    SAME(store_session, TEXT, counters_absent),
    SAME(store_session, TEXT, notes),
};

static const struct field certificate_fields[] = {
    SAME(store_certificate, INTEGER, session_id),  SAME(store_certificate, INTEGER, channel),
    SAME(store_certificate, TEXT, domain),         SAME(store_certificate, INTEGER, package),
    SAME(store_certificate, INTEGER, die),         SAME(store_certificate, TEXT, source),
    SAME(store_certificate, TEXT, resolver),       SAME(store_certificate, TEXT, event),
    SAME(store_certificate, INTEGER, cpu),         SAME(store_certificate, INTEGER, step_nj),
    SAME(store_certificate, TEXT, verdict),        SAME(store_certificate, TEXT, reason),
    SAME(store_certificate, REAL, idle_w),         SAME(store_certificate, REAL, load_w),
    SAME(store_certificate, REAL, powercap_ratio),
};

static const struct field trial_fields[] = {
    SAME(store_trial, INTEGER, plan_id),
    SAME(store_trial, INTEGER, session_id),
    SAME(store_trial, INTEGER, started_unix_ns),
    SAME(store_trial, INTEGER, start_mono_ns),
    SAME(store_trial, INTEGER, end_mono_ns),
    SAME(store_trial, INTEGER, edge_mono_ns),
    SAME(store_trial, INTEGER, next_edge_mono_ns),
    SAME(store_trial, INTEGER, align_ns),
    SAME(store_trial, TEXT, status),
    SAME(store_trial, TEXT, reason),
    SAME(store_trial, INTEGER, exit_code),
    SAME(store_trial, INTEGER, term_signal),
    SAME(store_trial, INTEGER, user_ns),
    SAME(store_trial, INTEGER, system_ns),
    SAME(store_trial, INTEGER, max_rss_bytes),
    SAME(store_trial, INTEGER, minor_faults),
    SAME(store_trial, INTEGER, major_faults),
    SAME(store_trial, INTEGER, voluntary_switches),
    SAME(store_trial, INTEGER, involuntary_switches),
    SAME(store_trial, INTEGER, pad_bytes),
    SAME(store_trial, INTEGER, cpu),
    SAME(store_trial, INTEGER, output_bytes),
    SAME(store_trial, DIGEST_AT, output_digest),
    SAME(store_trial, TEXT, stderr_tail),
    SAME(store_trial, INTEGER, other_cpu_ns),
    SAME(store_trial, INTEGER, steal_ns),
    SAME(store_trial, INTEGER, throttles),
    SAME(store_trial, INTEGER, frequency_hz),
    SAME(store_trial, INTEGER, suspended_ns),
    SAME(store_trial, TEXT, energy_absent),
};

static const struct field reading_fields[] = {
    SAME(reading_row, INTEGER, plan_id),
    COLUMN(reading_row, INTEGER, "certificate_id", reading.certificate_id),
    COLUMN(reading_row, INTEGER, "start_nj", reading.start_nj),
    COLUMN(reading_row, INTEGER, "end_nj", reading.end_nj),
    COLUMN(reading_row, INTEGER, "next_nj", reading.next_nj),
    COLUMN(reading_row, INTEGER, "error_nj", reading.error_nj),
};

static const struct field event_fields[] = {
    SAME(event_row, TEXT, name),
};

static const struct field counter_fields[] = {
    SAME(counter_row, INTEGER, plan_id),
    SAME(counter_row, INTEGER, event_id),
    COLUMN(counter_row, INTEGER, "value", counter.value),
    COLUMN(counter_row, INTEGER, "enabled_ns", counter.enabled_ns),
    COLUMN(counter_row, INTEGER, "running_ns", counter.running_ns),
};

static const struct field series_fields[] = {
    SAME(series_row, INTEGER, plan_id),
    SAME(series_row, TEXT, metric),
    SAME(series_row, INTEGER, n),
    SAME(series_row, BLOB, data),
};

static const struct field trace_fields[] = {
    SAME(trace_row, INTEGER, plan_id), SAME(trace_row, INTEGER, certificate_id),
    SAME(trace_row, INTEGER, n),       SAME(trace_row, BLOB, mono_ns),
    SAME(trace_row, BLOB, energy_nj),
};

static const struct field note_fields[] = {
    SAME(note_row, INTEGER, campaign_id),
    SAME(note_row, INTEGER, unix_ns),
    SAME(note_row, TEXT, text),
};

#define TABLE(name)                                                                            \
    {                                                                                          \
#name, name##_fields, ARRAY_SIZE(name##_fields)                                        \
    }

/* Tables whose rows repeat are found by their first column, which is unique. */
static const struct {
    const char *name;
    const struct field *fields;
    size_t count;
} tables[ROWS] = {
    [ROW_MACHINE] = TABLE(machine),
    [ROW_HOST_STATE] = TABLE(host_state),
    [ROW_TOOLCHAIN] = TABLE(toolchain),
    [ROW_IMPLEMENTATION] = TABLE(implementation),
    [ROW_BUILD] = TABLE(build),
    [ROW_CAMPAIGN] = TABLE(campaign),
    [ROW_CELL] = TABLE(cell),
    [ROW_PLAN] = TABLE(plan),
    [ROW_SESSION] = TABLE(session),
    [ROW_CERTIFICATE] = TABLE(certificate),
    [ROW_TRIAL] = TABLE(trial),
    [ROW_READING] = TABLE(reading),
    [ROW_EVENT] = TABLE(event),
    [ROW_COUNTER] = TABLE(counter),
    [ROW_SERIES] = {"iteration_series", series_fields, ARRAY_SIZE(series_fields)},
    [ROW_TRACE] = {"power_trace", trace_fields, ARRAY_SIZE(trace_fields)},
    [ROW_NOTE] = TABLE(note),
};

static int prepare_insert(struct store *store, enum handle_row row, const char *end,
                          struct err *err)
{
    struct text sql = {0}, marks = {0};
    int r;

    if (store->inserts[row] != NULL)
        return 0;
    for (size_t i = 0; i < tables[row].count; i++) {
        text_printf(&sql, "%s%s", i > 0 ? ", " : "", tables[row].fields[i].column);
        text_add(&marks, i > 0 ? ", ?" : "?");
    }
    struct text whole = {0};
    text_printf(&whole, "INSERT INTO %s (%s) VALUES (%s) %s", tables[row].name, sql.data,
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
    text_printf(&sql, "SELECT id FROM %s WHERE %s = ?", tables[row].name,
                tables[row].fields[0].column);
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
    int r = prepare_insert(store, row, "", err);

    if (r < 0)
        return r;
    sqlite3_stmt *statement = store->inserts[row];
    for (size_t i = 0; i < tables[row].count; i++)
        if (bind_field(statement, (int)i + 1, &tables[row].fields[i], record) != SQLITE_OK)
            return handle_fail(store, err, tables[row].name);
    r = handle_run(store, statement, NULL, tables[row].name, err);
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
    if (bind_field(store->finds[row], 1, &tables[row].fields[0], record) != SQLITE_OK)
        return handle_fail(store, err, tables[row].name);
    r = handle_run(store, store->finds[row], id, tables[row].name, err);
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
    return insert(s, ROW_SESSION, row, id, err);
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
    int r = handle_verb_prepare(s, VERB_SET_CELL_BUILD, &statement, err);

    if (r < 0)
        return r;
    bind_integer(statement, 1, cell_id);
    bind_integer(statement, 2, build_id);
    bind_text(statement, 3, argv_json);
    bind_text(statement, 4, skipped);
    return update(s, statement, "cell", err);
}

int store_set_campaign_state(struct store *s, int64_t campaign_id, const char *state,
                             const char *reason, struct err *err)
{
    sqlite3_stmt *statement;
    int r = handle_verb_prepare(s, VERB_SET_CAMPAIGN_STATE, &statement, err);

    if (r < 0)
        return r;
    bind_integer(statement, 1, campaign_id);
    bind_text(statement, 2, state);
    bind_text(statement, 3, reason);
    bind_integer(statement, 4, clock_unix_ns());
    return update(s, statement, "campaign", err);
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

int store_add_trial(struct store *s, const struct store_trial *row, struct err *err)
{
    bool nested;
    int r = handle_enter(s, &nested, err);

    return r < 0 ? r : handle_leave(s, nested, add_trial_rows(s, row, err), err);
}
