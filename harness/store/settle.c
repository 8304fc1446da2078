/* SPDX-License-Identifier: MIT
 * From the spool into the database. */
#include <errno.h>

#include "base/clock.h"
#include "store/handle.h"

/* Of a process that was killed after its transaction, and before the spool knew of it, the
 * trials are there. */
static int add_spooled(struct store *store, bool may_be_there, struct err *err)
{
    int r = 0;

    for (size_t i = 0; i < spool_count(store->spool) && r == 0; i++) {
        struct store_trial trial = spool_trial(store->spool, i);
        r = store_add_trial(store, &trial, err);
        if (r == -EEXIST && may_be_there)
            r = 0;
    }
    return r;
}

static int settle(struct store *store, bool may_be_there, struct err *err)
{
    bool nested;
    int r;

    store->settling = true;
    if ((r = handle_enter(store, &nested, err)) == 0)
        r = handle_leave(store, nested, add_spooled(store, may_be_there, err), err);
    store->settling = false;
    store->settled_ns = clock_now_ns();
    if (r == 0)
        spool_clear(store->spool);
    return r;
}

int handle_settle(struct store *store, struct err *err)
{
    if (store->spool == NULL || store->settling || spool_count(store->spool) == 0)
        return 0;
    return settle(store, false, err);
}

/* Trials say nothing without their session, which their plan went with. */
static int is_known(struct store *store, bool *out, struct err *err)
{
    struct spool_session session = spool_session(store->spool);
    sqlite3_stmt *statement = NULL;
    int r = handle_prepare(store, &statement,
                           "SELECT 1 FROM session WHERE id = ? AND started_unix_ns = ?", err);

    if (r == 0) {
        sqlite3_bind_int64(statement, 1, session.id);
        sqlite3_bind_int64(statement, 2, session.started_unix_ns);
        r = handle_run(store, statement, NULL, "session", err);
    }
    sqlite3_finalize(statement);
    *out = r > 0;
    return r < 0 ? r : 0;
}

int handle_recover(struct store *store, struct err *err)
{
    bool known;
    int r;

    if ((r = spool_open(&store->spool, store->path, false, err)) < 0 || store->spool == NULL)
        return r;
    if (spool_count(store->spool) > 0 && (r = is_known(store, &known, err)) == 0) {
        if (known)
            r = settle(store, true, err);
        else
            spool_clear(store->spool);
    }
    spool_close(store->spool);
    store->spool = NULL;
    return r;
}
