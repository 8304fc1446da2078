/* SPDX-License-Identifier: MIT
 * What the files of this room share: the handle, and errors in SQLite's words. */
#ifndef HANDLE_H
#define HANDLE_H

#include <sqlite3.h>

#include "store/spool.h"
#include "store/store.h"

enum handle_row {
    ROW_MACHINE,
    ROW_HOST_STATE,
    ROW_TOOLCHAIN,
    ROW_IMPLEMENTATION,
    ROW_BUILD,
    ROW_CAMPAIGN,
    ROW_CELL,
    ROW_PLAN,
    ROW_SESSION,
    ROW_CERTIFICATE,
    ROW_TRIAL,
    ROW_READING,
    ROW_EVENT,
    ROW_COUNTER,
    ROW_SERIES,
    ROW_TRACE,
    ROW_NOTE,
    ROW_VERDICT,
    ROW_EXTERNAL_COUNT,
    ROW_STUDY,
    ROW_STUDY_FILE,
    ROW_STUDY_ROW,
    ROWS,
};

enum handle_verb {
    VERB_BEGIN,
    VERB_COMMIT,
    VERB_ROLLBACK,
    VERB_SAVE,
    VERB_RELEASE,
    VERB_UNDO,
    VERB_SET_CELL_BUILD,
    VERB_SET_CELL_WORK,
    VERB_SET_CAMPAIGN_STATE,
    VERB_DROP_PLAN_REST,
    VERBS,
};

/* An event's name and its row, so that a trial does not look it up. */
struct handle_event {
    char *name;
    int64_t id;
};

struct store {
    sqlite3 *db;
    char *path; /* as given; for errors */
    /* Prepared when first used. */
    sqlite3_stmt *inserts[ROWS], *finds[ROWS], *verbs[VERBS];
    struct handle_event *events;
    size_t event_count;
    bool gathers, settling;
    struct spool *spool; /* NULL: none yet, or none to be had */
    struct spool_session session;
    int64_t settled_ns; /* when nothing was left to be put into the database last */
};

enum { HANDLE_BUSY_MS = 5000 };

/* The database's last error, after "PATH: WHAT: ", as a negative errno. */
int handle_fail(struct store *store, struct err *err, const char *what);

/* Prepare SQL into *STATEMENT unless that was done before. */
int handle_prepare(struct store *store, sqlite3_stmt **statement, const char *sql,
                   struct err *err);

/* Step a statement that gives no row or one; *ID, where not NULL, is its first column. The
 * statement is reset and its bindings are cleared. 1: there was a row. */
int handle_run(struct store *store, sqlite3_stmt *statement, int64_t *id, const char *what,
               struct err *err);

/* Run a verb that takes no arguments. */
int handle_verb(struct store *store, enum handle_verb verb, struct err *err);
/* Its statement, to be bound and run. */
int handle_verb_prepare(struct store *store, enum handle_verb verb, sqlite3_stmt **out,
                        struct err *err);

/* The integer that a PRAGMA or a query without arguments answers. */
int handle_integer(struct store *store, const char *sql, int64_t *out, struct err *err);

/* PATH as a URI with PARAMETERS ("?mode=ro"), so that ?, # and % in it are its own; for free().
 */
char *handle_uri(const char *path, const char *parameters);

/* Forget what was looked up: it may have been rolled back. */
void handle_forget(struct store *store);

/* Put what is spooled into the database: before anything else is written or asked. */
int handle_settle(struct store *store, struct err *err);
/* The same with what a process that was killed left. */
int handle_recover(struct store *store, struct err *err);

/* Where a record is several rows: a transaction of its own, or a part of the one that is open.
 * handle_leave() keeps it when R is 0, undoes it otherwise, and returns R or why keeping
 * failed. */
int handle_enter(struct store *store, bool *nested, struct err *err);
int handle_leave(struct store *store, bool nested, int r, struct err *err);

#endif
