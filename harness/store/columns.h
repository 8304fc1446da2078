/* SPDX-License-Identifier: MIT
 * Each table's columns and where they are in its record: statements are made from them, so that
 * a column and its value cannot part. */
#ifndef COLUMNS_H
#define COLUMNS_H

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
struct latency_row {
    int64_t plan_id, period_ns, per_tick, n;
    struct blob latency_ns;
};
struct event_row {
    const char *name;
};
struct note_row {
    int64_t campaign_id, unix_ns;
    const char *text;
};

/* Tables whose rows repeat are found by their first column, which is unique. */
struct columns {
    const char *table;
    const struct field *fields;
    size_t count;
};
extern const struct columns columns_of[ROWS];

#endif
