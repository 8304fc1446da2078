/* SPDX-License-Identifier: MIT
 * Opening and closing. */
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/handle.h"
#include "store/migrate.h"

static int make_directories(const char *path, struct err *err)
{
    char *directory = mem_dup(path);
    int r = 0;

    for (char *slash = strchr(directory + 1, '/'); slash != NULL && r == 0;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(directory, 0777) < 0 && errno != EEXIST)
            r = err_sys(err, "%s: cannot create the directory", directory);
        *slash = '/';
    }
    free(directory);
    return r;
}

static int connect(struct store *store, int flags, const char *parameters, struct err *err)
{
    char *uri = handle_uri(store->path, parameters);
    int code = sqlite3_open_v2(
        uri, &store->db, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
        NULL);

    free(uri);
    if (code != SQLITE_OK)
        return handle_fail(store, err, "cannot be opened");
    sqlite3_busy_timeout(store->db, HANDLE_BUSY_MS);
    return 0;
}

static int pragma(struct store *store, const char *sql, struct err *err)
{
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return handle_fail(store, err, sql);
    return 0;
}

/* Where SQLite may not create the file it tries to read it, and tells that it is not there. */
static int tell_why_not_created(const char *path, struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

    if (fd < 0)
        return err_sys(err, "%s: cannot be created", path);
    close(fd);
    return err_set(err, -EAGAIN, "%s: cannot be created", path);
}

/* SQLite does not wait by itself for the lock that this change needs. */
static int use_wal(struct store *store, struct err *err)
{
    int64_t give_up_ns = clock_now_ns() + HANDLE_BUSY_MS * NS_PER_MS;
    int r;

    while ((r = pragma(store, "PRAGMA journal_mode = WAL", err)) == -EBUSY &&
           clock_now_ns() < give_up_ns)
        sqlite3_sleep(10);
    return r;
}

/* A trial's transaction appends each page that it changes to the log, so pages are small: what
 * follows the last of 8,000 trials took 76 ms with SQLite's own 4 KiB, and takes 50. The log is
 * merged, which waits for the disk, each 16 MiB: some 12,000 trials. */
static int open_write(struct store *store, struct err *err)
{
    int64_t version;
    int r;

    if ((r = make_directories(store->path, err)) < 0)
        return r;
    r = connect(store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "", err);
    if (r < 0)
        return r == -ENOENT ? tell_why_not_created(store->path, err) : r;
    if (sqlite3_db_readonly(store->db, "main") == 1)
        return err_set(err, -EROFS, "%s cannot be written to", store->path);
    if ((r = pragma(store, "PRAGMA page_size = 1024", err)) < 0 ||
        (r = migrate_version(store, &version, err)) < 0 || (r = use_wal(store, err)) < 0 ||
        (r = pragma(store, "PRAGMA synchronous = NORMAL", err)) < 0 ||
        (r = pragma(store, "PRAGMA wal_autocheckpoint = 16384", err)) < 0 ||
        (r = migrate_run(store, err)) < 0 ||
        (r = pragma(store, "PRAGMA foreign_keys = ON", err)) < 0)
        return r;
    return handle_recover(store, err);
}

static int open_memory(struct store *store, struct err *err)
{
    int r;

    if ((r = connect(store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, "", err)) < 0 ||
        (r = migrate_run(store, err)) < 0)
        return r;
    return pragma(store, "PRAGMA foreign_keys = ON", err);
}

/* The write-ahead log has content that is not in the database file yet. */
static bool log_is_pending(const char *path)
{
    struct text log = {0};
    struct stat status;

    text_printf(&log, "%s-wal", path);
    bool pending = stat(log.data, &status) == 0 && status.st_size > 0;
    text_free(&log);
    return pending;
}

/* To read a database in WAL mode SQLite makes two files beside it. Where it may not (other
 * people's directories, read-only media), the file alone is the database, unless its log was
 * left unmerged: then the file alone would be older than what was measured. */
static int open_immutable(struct store *store, struct err *err)
{
    if (log_is_pending(store->path))
        return err_set(err, -EROFS,
                       "%s: part of it is in %s-wal, and without write access to the "
                       "directory it cannot be read: copy both files to one of yours",
                       store->path, store->path);
    sqlite3_close(store->db);
    store->db = NULL;
    return connect(store, SQLITE_OPEN_READONLY, "?immutable=1", err);
}

static int open_read(struct store *store, struct err *err)
{
    int64_t version = 0;
    int r;

    if (access(store->path, F_OK) < 0)
        return err_sys(err, "%s: no results there", store->path);
    if ((r = connect(store, SQLITE_OPEN_READONLY, "", err)) < 0)
        return r;
    r = migrate_version(store, &version, err);
    int code = sqlite3_errcode(store->db) & 0xff;
    if (r < 0 && (code == SQLITE_CANTOPEN || code == SQLITE_READONLY) &&
        access(store->path, R_OK) == 0) {
        if ((r = open_immutable(store, err)) == 0)
            r = migrate_version(store, &version, err);
    }
    if (r < 0)
        return r;
    if (version == 0)
        return err_set(err, -ENODATA, "%s is empty: nothing was measured into it yet",
                       store->path);
    if (version < migrate_newest())
        return err_set(err, -EPROTO,
                       "%s has schema %" PRId64 ", older than this polyjoule's %" PRId64
                       ": upgrade it with: polyjoule measure --db %s -- true",
                       store->path, version, migrate_newest(), store->path);
    /* Each page is read once: mapped, it is not copied. */
    return pragma(store, "PRAGMA mmap_size = 4294967296", err);
}

int store_open(struct store **out, const char *path, enum store_mode mode, struct err *err)
{
    struct store *store = mem_alloc(1, sizeof(*store));
    int r;

    /* Locks and accounts of its memory are for programs of several threads. Refused, and not
     * needed, where SQLite is in use already. */
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    store->path = mem_dup(path[0] != '\0' ? path : ":memory:");
    if (path[0] == '\0')
        r = open_memory(store, err);
    else
        r = mode == STORE_WRITE ? open_write(store, err) : open_read(store, err);
    if (r < 0) {
        store_close(store);
        store = NULL;
    }
    *out = store;
    return r;
}

void store_close(struct store *store)
{
    struct err ignored; /* what cannot be settled stays in the spool's file */

    if (store == NULL)
        return;
    handle_settle(store, &ignored);
    spool_close(store->spool);
    for (int i = 0; i < ROWS; i++) {
        sqlite3_finalize(store->inserts[i]);
        sqlite3_finalize(store->finds[i]);
    }
    for (int i = 0; i < VERBS; i++)
        sqlite3_finalize(store->verbs[i]);
    sqlite3_close(store->db);
    handle_forget(store);
    free(store->path);
    free(store);
}

int store_begin(struct store *store, struct err *err)
{
    int r = handle_settle(store, err);

    return r < 0 ? r : handle_verb(store, VERB_BEGIN, err);
}

void store_gather(struct store *store)
{
    store->gathers = sqlite3_db_filename(store->db, "main")[0] != '\0';
}

int store_commit(struct store *store, struct err *err)
{
    return handle_verb(store, VERB_COMMIT, err);
}

void store_rollback(struct store *store)
{
    struct err ignored; /* nothing is left to undo */

    handle_forget(store);
    handle_verb(store, VERB_ROLLBACK, &ignored);
}
