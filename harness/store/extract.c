/* SPDX-License-Identifier: MIT
 * One campaign as a database of its own. */
#include "store/extract.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/mem.h"
#include "store/handle.h"

static int execute(struct store *store, const char *sql, const char *what, struct err *err)
{
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return handle_fail(store, err, what);
    return 0;
}

/* Run the file of results/bundle of that name. */
static int run_script(struct store *store, const char *name, struct err *err)
{
    const struct embedded *script = embedded_bundle;

    while (strcmp(script->name, name) != 0)
        script++;
    return execute(store, script->text, name, err);
}

/* ------------------------------------------------------------------ one text */

/* The text that SQL answers, for free(); NULL where there is no row. */
static int ask(struct store *store, const char *sql, char **out, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    int r = handle_prepare(store, &statement, sql, err);

    *out = NULL;
    if (r < 0)
        return r;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL)
        *out = mem_dup((const char *)sqlite3_column_text(statement, 0));
    else if (code != SQLITE_ROW && code != SQLITE_DONE)
        r = handle_fail(store, err, sql);
    sqlite3_finalize(statement);
    return r;
}

/* -EINVAL where SQL, which looks for faults, finds one: WHAT, and its words. */
static int find_none(struct store *store, const char *sql, const char *what, struct err *err)
{
    char *fault;
    int r = ask(store, sql, &fault, err);

    if (r == 0 && fault != NULL)
        r = err_set(err, -EINVAL, "%s: %s", what, fault);
    free(fault);
    return r;
}

/* A row that refers to one that is not there. */
static int check_references(struct store *store, struct err *err)
{
    return find_none(store,
                     "SELECT \"table\" || ' without its ' || parent"
                     " FROM pragma_foreign_key_check LIMIT 1",
                     "rows are missing", err);
}

/* -------------------------------------------------------------------- extract */

static void nameless_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    const char *text = (const char *)sqlite3_value_text(values[0]);
    struct text out = {0};

    (void)count;
    if (text == NULL)
        return; /* NULL stays NULL */
    nameless_add(&out, text, sqlite3_user_data(context));
    sqlite3_result_text(context, text_string(&out), -1, SQLITE_TRANSIENT);
    text_free(&out);
}

/* Names by which data are told apart are data. */
static int is_datum(bool *out, struct store *store, const char *name, struct err *err)
{
    static const char sql[] = "SELECT count(*) FROM cell WHERE ?1 IN (language, workload)";
    sqlite3_stmt *statement = NULL;
    int64_t count = 0;
    int r = handle_prepare(store, &statement, sql, err);

    if (r < 0)
        return r;
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    r = handle_run(store, statement, &count, sql, err);
    sqlite3_finalize(statement);
    *out = count > 0;
    return r < 0 ? r : 0;
}

static int anonymise(struct store *store, const struct nameless *who, struct err *err)
{
    const char **names = mem_alloc(who->count + 1, sizeof(*names));
    struct nameless others = {.names = names};
    bool datum;
    int r = 0;

    for (size_t i = 0; i < who->count && r == 0; i++)
        if ((r = is_datum(&datum, store, who->names[i], err)) == 0 && !datum)
            names[others.count++] = who->names[i];
    if (r == 0 && sqlite3_create_function(store->db, "nameless", 1, SQLITE_UTF8, &others,
                                          nameless_function, NULL, NULL) != SQLITE_OK)
        r = handle_fail(store, err, "nameless");
    if (r == 0)
        r = run_script(store, "anonymise", err);
    free(names);
    return r;
}

static int copy(struct store *store, const char *path, struct err *err)
{
    static const char sql[] = "VACUUM INTO ?1";
    sqlite3_stmt *statement = NULL;
    int r = handle_settle(store, err);

    if (r < 0 || (r = handle_prepare(store, &statement, sql, err)) < 0)
        return r;
    sqlite3_bind_text(statement, 1, path, -1, SQLITE_STATIC);
    r = handle_run(store, statement, NULL, sql, err);
    sqlite3_finalize(statement);
    return r < 0 ? r : 0;
}

/* What was deleted or overwritten is gone from the file only after VACUUM; without a log beside
 * it, it is one file. */
static int reduce(struct store *store, int64_t campaign, const struct nameless *who,
                  struct err *err)
{
    char kept[96];
    int r;

    snprintf(kept, sizeof(kept), "CREATE TEMP TABLE kept AS SELECT %" PRId64 " AS id",
             campaign);
    if ((r = execute(store, "PRAGMA foreign_keys = OFF", "extract", err)) < 0 ||
        (r = execute(store, kept, "extract", err)) < 0 ||
        (r = execute(store, "BEGIN", "extract", err)) < 0 ||
        (r = run_script(store, "extract", err)) < 0 ||
        (who != NULL && (r = anonymise(store, who, err)) < 0) ||
        (r = check_references(store, err)) < 0 ||
        (r = execute(store, "COMMIT", "extract", err)) < 0 ||
        (r = execute(store, "PRAGMA journal_mode = DELETE", "extract", err)) < 0)
        return r;
    return execute(store, "VACUUM", "extract", err);
}

int extract_campaign(struct store *store, int64_t campaign, const char *path,
                     const struct nameless *who, struct err *err)
{
    struct store *own = NULL;
    int r;

    if ((r = copy(store, path, err)) == 0 &&
        (r = store_open(&own, path, STORE_WRITE, err)) == 0)
        r = reduce(own, campaign, who, err);
    store_close(own);
    return r;
}

/* ---------------------------------------------------------------------- admit */

/* ANALYZE's tables hold no data of ours. */
static const char schema_sql[] =
    "SELECT group_concat(type || ' ' || name || ' ' || coalesce(sql, ''), char(10))"
    " FROM (SELECT * FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, "
    "name)";

static int check_schema(struct store *store, struct err *err)
{
    struct store *own = NULL;
    char *theirs = NULL, *ours = NULL;
    int r;

    if ((r = ask(store, schema_sql, &theirs, err)) == 0 &&
        (r = store_open(&own, "", STORE_WRITE, err)) == 0 &&
        (r = ask(own, schema_sql, &ours, err)) == 0 &&
        (theirs == NULL || strcmp(theirs, ours) != 0))
        r = err_set(err, -EINVAL, "its tables, views and triggers are not polyjoule's");
    store_close(own);
    free(theirs);
    free(ours);
    return r;
}

int extract_admit(const char *path, struct err *err)
{
    struct store *store = NULL;
    int r;

    if ((r = store_open(&store, path, STORE_READ, err)) == -EPROTO)
        r = store_open(&store, path, STORE_WRITE, err);
    /* The schema first: what is asked of the rows runs the checks that it has. */
    if (r == 0 && (r = check_schema(store, err)) == 0 &&
        (r = find_none(store,
                       "SELECT quick_check FROM pragma_quick_check WHERE quick_check <> 'ok'",
                       "it is damaged", err)) == 0)
        r = check_references(store, err);
    store_close(store);
    return r;
}
