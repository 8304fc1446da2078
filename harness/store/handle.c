/* SPDX-License-Identifier: MIT
 * Errors, statements and transactions of a handle. */
#include "store/handle.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static const char *const verbs[VERBS] = {
    [VERB_BEGIN] = "BEGIN IMMEDIATE",
    [VERB_COMMIT] = "COMMIT",
    [VERB_ROLLBACK] = "ROLLBACK",
    [VERB_SAVE] = "SAVEPOINT record",
    [VERB_RELEASE] = "RELEASE record",
    [VERB_UNDO] = "ROLLBACK TO record",
    [VERB_SET_CELL_BUILD] = ("UPDATE cell SET build_id = coalesce(?2, build_id),"
                             " argv = coalesce(?3, argv), skipped = ?4"
                             " WHERE id = ?1 RETURNING id"),
    [VERB_SET_CELL_WORK] =
        "UPDATE cell SET work = ?2, work_unit = ?3 WHERE id = ?1 RETURNING id",
    [VERB_SET_CAMPAIGN_STATE] =
        "UPDATE campaign SET state = ?2, state_reason = ?3, state_unix_ns = ?4"
        " WHERE id = ?1 RETURNING id",
    [VERB_DROP_PLAN_REST] =
        "DELETE FROM plan WHERE campaign_id = ?1 AND id NOT IN (SELECT plan_id FROM trial)"
        " AND ordinal > (SELECT max(p.ordinal) FROM plan p JOIN trial ON plan_id = p.id"
        " WHERE p.campaign_id = ?1 AND p.kind = 'trial')",
};

static const struct {
    int code, errno_code;
} errno_codes[] = {
    {SQLITE_CONSTRAINT_PRIMARYKEY, -EEXIST},
    {SQLITE_CONSTRAINT_UNIQUE, -EEXIST},
    {SQLITE_CONSTRAINT_ROWID, -EEXIST},
    {SQLITE_CONSTRAINT, -EINVAL},
    {SQLITE_BUSY, -EBUSY},
    {SQLITE_FULL, -ENOSPC},
    {SQLITE_READONLY, -EROFS},
    {SQLITE_CANTOPEN, -EACCES},
    {SQLITE_PERM, -EACCES},
    {SQLITE_NOTADB, -EMEDIUMTYPE},
    {SQLITE_CORRUPT, -EUCLEAN},
};

static int errno_of(int code)
{
    for (size_t i = 0; i < ARRAY_SIZE(errno_codes); i++)
        if (errno_codes[i].code == code || errno_codes[i].code == (code & 0xff))
            return errno_codes[i].errno_code;
    return -EIO;
}

int handle_fail(struct store *store, struct err *err, const char *what)
{
    int code = sqlite3_extended_errcode(store->db);
    int system = sqlite3_system_errno(store->db);

    if ((code & 0xff) == SQLITE_NOMEM)
        abort();
    if ((code & 0xff) == SQLITE_BUSY)
        return err_set(err, -EBUSY,
                       "%s: %s: another process is writing to it; gave up after %d s",
                       store->path, what, HANDLE_BUSY_MS / 1000);
    if ((code & 0xff) == SQLITE_NOTADB)
        return err_set(err, -EMEDIUMTYPE, "%s is not an SQLite database", store->path);
    if (((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN) && system != 0)
        return err_set(err, -system, "%s: %s: %s", store->path, what, strerror(system));
    return err_set(err, errno_of(code), "%s: %s: %s", store->path, what,
                   sqlite3_errmsg(store->db));
}

int handle_prepare(struct store *store, sqlite3_stmt **statement, const char *sql,
                   struct err *err)
{
    if (*statement != NULL)
        return 0;
    if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) !=
        SQLITE_OK)
        return handle_fail(store, err, sql);
    return 0;
}

int handle_run(struct store *store, sqlite3_stmt *statement, int64_t *id, const char *what,
               struct err *err)
{
    int code = sqlite3_step(statement);
    int r = code == SQLITE_ROW;

    if (code == SQLITE_ROW && id != NULL)
        *id = sqlite3_column_int64(statement, 0);
    /* RETURNING gives its row first and may fail after it. */
    if (code == SQLITE_ROW)
        code = sqlite3_step(statement);
    if (code != SQLITE_DONE)
        r = handle_fail(store, err, what);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return r;
}

int handle_verb_prepare(struct store *store, enum handle_verb verb, sqlite3_stmt **out,
                        struct err *err)
{
    int r = handle_prepare(store, &store->verbs[verb], verbs[verb], err);

    *out = store->verbs[verb];
    return r;
}

int handle_verb(struct store *store, enum handle_verb verb, struct err *err)
{
    sqlite3_stmt *statement;
    int r = handle_verb_prepare(store, verb, &statement, err);

    return r < 0 ? r : handle_run(store, statement, NULL, verbs[verb], err);
}

int handle_integer(struct store *store, const char *sql, int64_t *out, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    int r = handle_prepare(store, &statement, sql, err);

    if (r == 0)
        r = handle_run(store, statement, out, sql, err);
    sqlite3_finalize(statement);
    return r < 0 ? r : 0;
}

char *handle_uri(const char *path, const char *parameters)
{
    struct text uri = {0};

    text_add(&uri, path[0] == '/' ? "file://" : "file:");
    for (const char *c = path; *c != '\0'; c++) {
        if (strchr("%?#", *c) != NULL)
            text_printf(&uri, "%%%02X", (unsigned)*c);
        else
            text_add_bytes(&uri, c, 1);
    }
    text_add(&uri, parameters);
    return uri.data;
}

void handle_forget(struct store *store)
{
    for (size_t i = 0; i < store->event_count; i++)
        free(store->events[i].name);
    free(store->events);
    store->events = NULL;
    store->event_count = 0;
}

int handle_enter(struct store *store, bool *nested, struct err *err)
{
    *nested = !sqlite3_get_autocommit(store->db);
    return handle_verb(store, *nested ? VERB_SAVE : VERB_BEGIN, err);
}

int handle_leave(struct store *store, bool nested, int r, struct err *err)
{
    struct err ignored; /* the first cause is in ERR */

    if (r >= 0)
        r = handle_verb(store, nested ? VERB_RELEASE : VERB_COMMIT, err);
    if (r >= 0)
        return 0;
    handle_forget(store);
    /* Some errors (a full disk) have rolled back already. */
    if (sqlite3_get_autocommit(store->db))
        return r;
    if (nested) {
        handle_verb(store, VERB_UNDO, &ignored);
        handle_verb(store, VERB_RELEASE, &ignored);
    } else {
        handle_verb(store, VERB_ROLLBACK, &ignored);
    }
    return r;
}
