/* SPDX-License-Identifier: MIT
 * Migrations by number, each in one transaction with the version that it leads to. */
#include "store/migrate.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/embedded.h"
#include "store/handle.h"

int64_t migrate_newest(void)
{
    int64_t newest = 0;

    for (const struct embedded *m = embedded_schema; m->name != NULL; m++)
        newest = strtol(m->name, NULL, 10);
    return newest;
}

struct identity {
    int64_t application, version, objects;
};

/* In one statement, so that another process's migration is seen whole or not at all. */
static int identify(struct store *store, struct identity *out, struct err *err)
{
    static const char sql[] = "SELECT application_id, user_version,"
                              " (SELECT count(*) FROM sqlite_schema)"
                              " FROM pragma_application_id, pragma_user_version";
    sqlite3_stmt *statement = NULL;
    int r = handle_prepare(store, &statement, sql, err);

    if (r == 0 && sqlite3_step(statement) == SQLITE_ROW)
        *out = (struct identity){
            sqlite3_column_int64(statement, 0),
            sqlite3_column_int64(statement, 1),
            sqlite3_column_int64(statement, 2),
        };
    else if (r == 0)
        r = handle_fail(store, err, "cannot be read");
    sqlite3_finalize(statement);
    return r;
}

int migrate_version(struct store *store, int64_t *out, struct err *err)
{
    struct identity is = {0};
    int r = identify(store, &is, err);

    if (r < 0)
        return r;
    if (is.application != MIGRATE_APPLICATION_ID &&
        (is.application != 0 || is.version != 0 || is.objects != 0))
        return err_set(err, -EMEDIUMTYPE,
                       "%s is an SQLite database, but not one of polyjoule's", store->path);
    if (is.version > migrate_newest())
        return err_set(err, -EPROTO,
                       "%s has schema %" PRId64 ", newer than this polyjoule's %" PRId64
                       ": use a newer polyjoule",
                       store->path, is.version, migrate_newest());
    *out = is.version;
    return 0;
}

static int execute(struct store *store, const char *sql, const char *what, struct err *err)
{
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return handle_fail(store, err, what);
    return 0;
}

static int check_references(struct store *store, const char *what, struct err *err)
{
    int64_t broken = 0;
    int r =
        handle_integer(store, "SELECT count(*) FROM pragma_foreign_key_check", &broken, err);

    if (r == 0 && broken > 0)
        r = err_set(err, -EUCLEAN, "%s: migration %s: %" PRId64 " rows refer to none",
                    store->path, what, broken);
    return r;
}

static int step(struct store *store, const struct embedded *migration, struct err *err)
{
    int64_t version = 0;
    bool nested = false;
    char pragmas[128];
    int r = handle_enter(store, &nested, err);

    if (r < 0)
        return r;
    /* Another process may have been here between our look and our lock. */
    if ((r = migrate_version(store, &version, err)) < 0 ||
        version >= strtol(migration->name, NULL, 10))
        goto out;
    if ((r = execute(store, migration->text, migration->name, err)) < 0 ||
        (r = check_references(store, migration->name, err)) < 0)
        goto out;
    snprintf(pragmas, sizeof(pragmas), "PRAGMA application_id = %d; PRAGMA user_version = %ld",
             MIGRATE_APPLICATION_ID, strtol(migration->name, NULL, 10));
    r = execute(store, pragmas, migration->name, err);
out:
    return handle_leave(store, nested, r, err);
}

int migrate_run(struct store *store, struct err *err)
{
    int r = 0;

    for (const struct embedded *m = embedded_schema; m->name != NULL && r == 0; m++)
        r = step(store, m, err);
    return r;
}
