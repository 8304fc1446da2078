/* SPDX-License-Identifier: MIT
 * Joining databases. Statements are made from the schema itself: a column that a migration adds
 * is copied and compared without being named here. */
#include "store/merge.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/handle.h"

enum kind {
    SHARED, /* found by its key; where both have it, the columns that its digest is made of
               agree */
    OWNED,  /* comes with the row that it belongs to, if that is new */
    ADDED,  /* is taken unless there is one exactly like it */
};

struct merged {
    const char *name;
    enum kind kind;
    const char *key; /* SHARED: the column; OWNED, ADDED: the column that says whose it is */
    const char
        *called; /* the column by which its campaign's other rows know it; NULL: by none */
    const char *agree; /* SHARED: " column column ", all of them */
};

/* What is referred to comes before what refers. */
static const struct merged tables[] = {
    {"machine", SHARED, "digest", "digest",
     " cpu_vendor cpu_model cpu_family cpu_model_number cpu_stepping packages threads "
     "hypervisor "},
    {"host_state", SHARED, "digest", "digest",
     " machine_id kernel os microcode governor frequency_driver online_cpus turbo smt aslr sgx "
     "min_frequency_hz max_frequency_hz perf_event_paranoid "},
    {"toolchain", SHARED, "digest", "digest", " language name version describe binary_digest "},
    {"implementation", SHARED, "digest", "digest", " workload language variant "},
    {"build", SHARED, "digest", "digest",
     " implementation_id toolchain_id flags binary_digest failure "},
    {"event", SHARED, "name", "name", " name "},
    {"study", SHARED, "digest", "digest", " format "},
    {"study_file", OWNED, "study_id", "name", NULL},
    {"campaign", SHARED, "uuid", "uuid", " uuid "},
    {"cell", OWNED, "campaign_id", "ordinal", NULL},
    {"plan", OWNED, "campaign_id", "ordinal", NULL},
    {"session", OWNED, "campaign_id", "started_unix_ns", NULL},
    {"certificate", OWNED, "session_id", "channel", NULL},
    {"trial", OWNED, "plan_id", NULL, NULL},
    {"reading", OWNED, "plan_id", NULL, NULL},
    {"counter", OWNED, "plan_id", NULL, NULL},
    {"iteration_series", OWNED, "plan_id", NULL, NULL},
    {"power_trace", OWNED, "plan_id", NULL, NULL},
    {"study_row", OWNED, "plan_id", NULL, NULL},
    {"external_count", OWNED, "cell_id", NULL, NULL},
    {"note", ADDED, "campaign_id", NULL, NULL},
    {"verdict", ADDED, "campaign_id", NULL, NULL},
};

struct column {
    const char *name;
    const struct merged *refers; /* NULL: to none */
};

struct merger {
    struct store *store;
    const char *from;
    struct arena arena;
    struct column *columns[ARRAY_SIZE(tables)];
    size_t column_count[ARRAY_SIZE(tables)];
};

static size_t index_of(const struct merged *table)
{
    return (size_t)(table - tables);
}

/* A trial has its place's number. */
static const struct merged *find_table(const char *name)
{
    if (name != NULL && strcmp(name, "trial") == 0)
        name = "plan";
    for (size_t i = 0; name != NULL && i < ARRAY_SIZE(tables); i++)
        if (strcmp(tables[i].name, name) == 0)
            return &tables[i];
    return NULL;
}

static bool is_id(const struct column *column)
{
    return strcmp(column->name, "id") == 0;
}

/* ---------------------------------------------------------------- statements */

static int execute(struct merger *m, struct text *sql, struct err *err)
{
    int r = 0;

    if (sqlite3_exec(m->store->db, text_string(sql), NULL, NULL, NULL) != SQLITE_OK)
        r = handle_fail(m->store, err, m->from);
    text_free(sql);
    return r;
}

/* The first row's first column as text, in the arena; NULL where there is no row. */
static int ask(struct merger *m, struct text *sql, const char **out, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    int r = 0, code = sqlite3_prepare_v2(m->store->db, text_string(sql), -1, &statement, NULL);

    *out = NULL;
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        *out = arena_dup(&m->arena, (const char *)sqlite3_column_text(statement, 0));
    else if (code != SQLITE_DONE)
        r = handle_fail(m->store, err, m->from);
    sqlite3_finalize(statement);
    text_free(sql);
    return r;
}

static int count(struct merger *m, const char *query, int64_t *out, struct err *err)
{
    struct text sql = {0};
    const char *number;

    text_add(&sql, query);
    int r = ask(m, &sql, &number, err);
    *out = r == 0 && number != NULL ? strtoll(number, NULL, 10) : 0;
    return r;
}

static int load_columns(struct merger *m, size_t t, struct err *err)
{
    static const char sql[] =
        "SELECT i.name, (SELECT f.\"table\" FROM pragma_foreign_key_list(?1) AS f"
        " WHERE f.\"from\" = i.name) FROM pragma_table_info(?1) AS i ORDER BY i.cid";
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(m->store->db, sql, -1, &statement, NULL), r = 0;
    struct column *columns = NULL;
    size_t n = 0;

    if (code == SQLITE_OK)
        code = sqlite3_bind_text(statement, 1, tables[t].name, -1, SQLITE_STATIC);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(statement);
        if (code != SQLITE_ROW)
            break;
        columns = mem_grow(columns, n, sizeof(*columns));
        columns[n++] = (struct column){
            arena_dup(&m->arena, (const char *)sqlite3_column_text(statement, 0)),
            find_table((const char *)sqlite3_column_text(statement, 1))};
    }
    if (code != SQLITE_DONE)
        r = handle_fail(m->store, err, m->from);
    sqlite3_finalize(statement);
    m->columns[t] = columns;
    m->column_count[t] = n;
    return r;
}

/* --------------------------------------------------------------- same content */

/* What a row of SCHEMA that column C refers to is called in both databases. */
static void add_called(struct text *sql, const char *schema, const char *row,
                       const struct column *c)
{
    if (c->refers == NULL)
        text_printf(sql, "%s.%s", row, c->name);
    else
        text_printf(sql, "(SELECT %s FROM %s.%s WHERE id = %s.%s)", c->refers->called, schema,
                    c->refers->name, row, c->name);
}

static bool has_word(const char *words, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = words; (at = strstr(at, word)) != NULL; at += length)
        if (at[-1] == ' ' && at[length] == ' ')
            return true;
    return false;
}

static int check_shared(struct merger *m, size_t t, struct err *err)
{
    const struct merged *table = &tables[t];
    bool blob = strcmp(table->key, "digest") == 0;
    struct text sql = {0};
    const char *differs;

    text_printf(&sql, "SELECT %s FROM main.%s AS m JOIN source.%s AS s ON s.%s = m.%s WHERE 0",
                blob ? "lower(hex(m.digest))" : "1", table->name, table->name, table->key,
                table->key);
    for (size_t c = 0; c < m->column_count[t]; c++) {
        if (!has_word(table->agree, m->columns[t][c].name))
            continue;
        text_add(&sql, " OR ");
        add_called(&sql, "main", "m", &m->columns[t][c]);
        text_add(&sql, " IS NOT ");
        add_called(&sql, "source", "s", &m->columns[t][c]);
    }
    int r = ask(m, &sql, &differs, err);
    if (r == 0 && differs != NULL)
        r = err_set(err, -EINVAL, "%s: %s %s is in %s too, with other content", m->from,
                    table->name, differs, m->store->path);
    return r;
}

/* The column whose row says whose it is. */
static const struct column *owner_of(const struct merger *m, size_t t)
{
    for (size_t c = 0; c < m->column_count[t]; c++)
        if (strcmp(m->columns[t][c].name, tables[t].key) == 0)
            return &m->columns[t][c];
    abort();
}

/* The UUID of the campaign of row t. */
static void add_uuid(struct text *sql, const struct merger *m, size_t t, const char *schema)
{
    const struct merged *campaign = find_table("campaign");
    const struct column *owner = owner_of(m, t);

    if (&tables[t] == campaign)
        text_add(sql, "t.uuid");
    else if (owner->refers == campaign)
        text_printf(sql, "(SELECT uuid FROM %s.campaign WHERE id = t.campaign_id)", schema);
    else
        text_printf(sql,
                    "(SELECT c.uuid FROM %s.%s AS o JOIN %s.campaign AS c"
                    " ON c.id = o.campaign_id WHERE o.id = t.%s)",
                    schema, owner->refers->name, schema, owner->name);
}

/* Rows of SCHEMA's campaigns that are in both, with nothing of their own database in them. */
static void add_rows(struct text *sql, const struct merger *m, size_t t, const char *schema)
{
    text_add(sql, "SELECT ");
    add_uuid(sql, m, t, schema);
    text_add(sql, " AS uuid");
    for (size_t c = 0; c < m->column_count[t]; c++) {
        if (is_id(&m->columns[t][c]))
            continue;
        text_add(sql, ", ");
        add_called(sql, schema, "t", &m->columns[t][c]);
    }
    text_printf(sql,
                " FROM %s.%s AS t WHERE uuid IN (SELECT a.uuid FROM main.campaign AS a"
                " JOIN source.campaign AS b ON b.uuid = a.uuid)",
                schema, tables[t].name);
}

static int check_rows(struct merger *m, size_t t, const char *one, const char *other,
                      struct err *err)
{
    struct text sql = {0};
    const char *uuid;

    text_add(&sql, "SELECT uuid FROM (");
    add_rows(&sql, m, t, one);
    text_add(&sql, " EXCEPT ");
    add_rows(&sql, m, t, other);
    text_add(&sql, ") LIMIT 1");
    int r = ask(m, &sql, &uuid, err);
    if (r == 0 && uuid != NULL)
        r = err_set(err, -EINVAL, "%s: campaign %s is in %s too, with other content (%s)",
                    m->from, uuid, m->store->path, tables[t].name);
    return r;
}

static int check(struct merger *m, struct err *err)
{
    const struct merged *campaign = find_table("campaign");
    int r = 0;

    for (size_t t = 0; t < ARRAY_SIZE(tables) && r == 0; t++) {
        if (tables[t].kind == SHARED && &tables[t] != campaign)
            r = check_shared(m, t, err);
        if (t < index_of(campaign) || tables[t].kind == ADDED)
            continue;
        if (r == 0)
            r = check_rows(m, t, "main", "source", err);
        if (r == 0)
            r = check_rows(m, t, "source", "main", err);
    }
    return r;
}

/* ------------------------------------------------------------------- copying */

/* temp.map_<table>: the number of a row of the source, and its own here. */
static void add_new_number(struct text *sql, const struct merged *table, const char *column)
{
    text_printf(sql, "(SELECT new FROM temp.map_%s WHERE old = t.%s)", table->name, column);
}

/* Names of columns, or what stands in them for row t of the source. */
static void add_columns(struct text *sql, const struct merger *m, size_t t, bool id,
                        bool values)
{
    const char *comma = "";

    for (size_t c = 0; c < m->column_count[t]; c++) {
        const struct column *column = &m->columns[t][c];
        if (is_id(column) && !id)
            continue;
        text_add(sql, comma);
        comma = ", ";
        if (values && is_id(column))
            add_new_number(sql, &tables[t], "id");
        else if (values && column->refers != NULL)
            add_new_number(sql, column->refers, column->name);
        else
            text_printf(sql, "%s%s", values ? "t." : "", column->name);
    }
}

static void add_insert(struct text *sql, const struct merger *m, size_t t, bool id)
{
    text_printf(sql, "INSERT INTO main.%s (", tables[t].name);
    add_columns(sql, m, t, id, false);
    text_add(sql, ") SELECT ");
    add_columns(sql, m, t, id, true);
    text_printf(sql, " FROM source.%s AS t", tables[t].name);
}

static void add_map(struct text *sql, const struct merged *table)
{
    text_printf(sql,
                "CREATE TEMP TABLE IF NOT EXISTS map_%s"
                " (old INTEGER PRIMARY KEY, new INTEGER NOT NULL, fresh INTEGER NOT NULL);"
                "DELETE FROM temp.map_%s;",
                table->name, table->name);
}

/* Those that are there, those that are not, and their numbers then. */
static void copy_shared(struct text *sql, const struct merger *m, size_t t)
{
    const char *name = tables[t].name, *key = tables[t].key;

    for (int fresh = 0; fresh <= 1; fresh++) {
        if (fresh) {
            add_insert(sql, m, t, false);
            text_printf(sql, " WHERE t.%s NOT IN (SELECT %s FROM main.%s) ORDER BY t.id;", key,
                        key, name);
        }
        text_printf(
            sql,
            "INSERT OR IGNORE INTO temp.map_%s SELECT s.id, m.id, %d FROM source.%s AS s"
            " JOIN main.%s AS m ON m.%s = s.%s;",
            name, fresh, name, name, key, key);
    }
}

static void copy_owned(struct text *sql, const struct merger *m, size_t t)
{
    const char *name = tables[t].name, *key = tables[t].key,
               *owner = owner_of(m, t)->refers->name;
    bool id = is_id(&m->columns[t][0]);

    if (id)
        text_printf(sql,
                    "INSERT INTO temp.map_%s SELECT t.id,"
                    " t.id + (SELECT coalesce(max(id), 0) FROM main.%s), 1 FROM source.%s AS t"
                    " WHERE t.%s IN (SELECT old FROM temp.map_%s WHERE fresh);",
                    name, name, name, key, owner);
    add_insert(sql, m, t, id);
    text_printf(sql, " WHERE t.%s IN (SELECT old FROM temp.map_%s WHERE fresh);", key, owner);
}

static void copy_added(struct text *sql, const struct merger *m, size_t t)
{
    add_insert(sql, m, t, false);
    text_add(sql, " EXCEPT SELECT ");
    add_columns(sql, m, t, false, false);
    text_printf(sql, " FROM main.%s;", tables[t].name);
}

static int copy(struct merger *m, struct err *err)
{
    struct text sql = {0};

    for (size_t t = 0; t < ARRAY_SIZE(tables); t++) {
        if (is_id(&m->columns[t][0]) && tables[t].kind != ADDED)
            add_map(&sql, &tables[t]);
        switch (tables[t].kind) {
        case SHARED:
            copy_shared(&sql, m, t);
            break;
        case OWNED:
            copy_owned(&sql, m, t);
            break;
        case ADDED:
            copy_added(&sql, m, t);
            break;
        }
    }
    return execute(m, &sql, err);
}

/* ---------------------------------------------------------------------- merge */

/* Whether FROM is a database that this program reads. */
static int try_source(const char *from, struct err *err)
{
    struct store *store = NULL;
    int r = store_open(&store, from, STORE_READ, err);

    store_close(store);
    return r;
}

static int attach(struct merger *m, struct err *err)
{
    char *uri = handle_uri(m->from, "?mode=ro");
    sqlite3_stmt *statement = NULL;
    int r = handle_prepare(m->store, &statement, "ATTACH ?1 AS source", err);

    if (r == 0 && (sqlite3_bind_text(statement, 1, uri, -1, SQLITE_STATIC) != SQLITE_OK ||
                   sqlite3_step(statement) != SQLITE_DONE))
        r = handle_fail(m->store, err, m->from);
    sqlite3_finalize(statement);
    free(uri);
    return r;
}

static int detach(struct merger *m, int r, struct err *err)
{
    struct err later; /* the first cause is in ERR */
    struct text sql = {0};

    text_add(&sql, "DETACH source");
    int also = execute(m, &sql, r < 0 ? &later : err);
    return r < 0 ? r : also;
}

static int merge(struct merge_report *out, struct merger *m, struct err *err)
{
    int r = 0;

    for (size_t t = 0; t < ARRAY_SIZE(tables) && r == 0; t++)
        r = load_columns(m, t, err);
    if (r < 0 || (r = check(m, err)) < 0 || (r = copy(m, err)) < 0 ||
        (r = count(m, "SELECT count(*) FROM temp.map_campaign WHERE fresh", &out->campaigns,
                   err)) < 0 ||
        (r = count(m, "SELECT count(*) FROM temp.map_campaign WHERE NOT fresh", &out->known,
                   err)) < 0)
        return r;
    return count(m,
                 "SELECT count(*) FROM main.trial JOIN temp.map_plan ON new = plan_id"
                 " JOIN main.plan ON plan.id = plan_id WHERE plan.kind = 'trial'",
                 &out->trials, err);
}

int merge_database(struct merge_report *out, struct store *into, const char *from,
                   struct err *err)
{
    struct merger m = {.store = into, .from = from};
    bool nested;
    int r;

    *out = (struct merge_report){0};
    if ((r = try_source(from, err)) < 0 || (r = handle_settle(into, err)) < 0 ||
        (r = attach(&m, err)) < 0)
        return r;
    if ((r = handle_enter(into, &nested, err)) == 0)
        r = handle_leave(into, nested, merge(out, &m, err), err);
    r = detach(&m, r, err);
    for (size_t t = 0; t < ARRAY_SIZE(tables); t++)
        free(m.columns[t]);
    arena_free(&m.arena);
    return r;
}
