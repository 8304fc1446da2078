/* SPDX-License-Identifier: MIT
 * Tests of store/extract on small databases in files. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <sqlite3.h>

#include "base/mem.h"
#include "place_fixture.h"
#include "store/extract.h"
#include "store_fixture.h"
#include "suite.h"

struct files {
    struct place place;
    char whole[128], part[128];
};

/* A database of the campaigns u-1 and u-2, the second with a note. */
static void make(struct files *f, struct fixture *fixture)
{
    struct err err = {""};

    place_make(&f->place);
    snprintf(f->whole, sizeof(f->whole), "%s/whole.db", f->place.directory);
    snprintf(f->part, sizeof(f->part), "%s/part.db", f->place.directory);
    fixture_open(fixture, f->whole);
    fixture_measure(fixture, 0, 1, 500);
    fixture_measure(fixture, 1, 1, 600);
    fixture_add_campaign(fixture, "u-2", 1000);
    if (store_add_note(fixture->store, fixture->campaign, "at /home/alice/x by alice", &err) <
        0)
        CU_FAIL_FATAL(err.text);
}

static void drop(struct files *f, struct fixture *fixture)
{
    fixture_close(fixture);
    place_remove(&f->place);
}

static void extract(struct files *f, struct fixture *fixture, int64_t campaign,
                    const struct nameless *who)
{
    struct err err = {""};

    if (extract_campaign(fixture->store, campaign, f->part, who, &err) < 0)
        CU_FAIL_FATAL(err.text);
}

static void admits(const char *path)
{
    struct err err = {""};

    if (extract_admit(path, &err) < 0)
        CU_FAIL(err.text);
}

static void refuses(const char *path, const char *why)
{
    struct err err = {""};

    CU_ASSERT_EQUAL(extract_admit(path, &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, why));
}

static void change(const char *path, const char *sql)
{
    sqlite3 *db = NULL;

    CU_ASSERT_EQUAL_FATAL(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        CU_FAIL(sqlite3_errmsg(db));
    sqlite3_close(db);
}

/* QUERY's rows of CAMPAIGN in the database PATH; for free(). */
static char *ask(const char *path, const char *query, int64_t campaign)
{
    struct fixture f = {0};
    struct err err = {""};

    if (store_open(&f.store, path, STORE_READ, &err) < 0)
        CU_FAIL_FATAL(err.text);
    char *rows = fixture_visit(&f, query, ":campaign", campaign);
    store_close(f.store);
    return rows;
}

static char *content(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    char *bytes = mem_alloc(*length + 1, 1);
    CU_ASSERT_EQUAL(fread(bytes, 1, *length, file), *length);
    fclose(file);
    return bytes;
}

static void a_campaign_comes_with_all_of_its_own_and_nothing_else(void)
{
    static const char *const queries[] = {"plan_all", "counts", "counters", "ratios", "notes"};
    struct fixture fixture;
    struct files f;

    make(&f, &fixture);
    extract(&f, &fixture, fixture.campaign, NULL);
    for (size_t i = 0; i < ARRAY_SIZE(queries); i++) {
        char *there = ask(f.whole, queries[i], fixture.campaign);
        char *here = ask(f.part, queries[i], fixture.campaign);
        CU_ASSERT_STRING_EQUAL(here, there);
        CU_ASSERT_STRING_NOT_EQUAL(here, "");
        free(there);
        free(here);
    }
    char *other = ask(f.part, "plan_all", fixture.campaign - 1);
    CU_ASSERT_STRING_EQUAL(other, "");
    free(other);
    size_t length;
    char *bytes = content(f.part, &length);
    CU_ASSERT_PTR_NULL(memmem(bytes, length, "u-1", 3));
    CU_ASSERT_PTR_NOT_NULL(memmem(bytes, length, "u-2", 3));
    free(bytes);
    admits(f.part);
    drop(&f, &fixture);
}

static void the_same_campaign_gives_the_same_bytes(void)
{
    struct fixture fixture;
    struct files f;
    size_t first, second;

    make(&f, &fixture);
    extract(&f, &fixture, fixture.campaign, NULL);
    char *one = content(f.part, &first);
    CU_ASSERT_EQUAL(remove(f.part), 0);
    extract(&f, &fixture, fixture.campaign, NULL);
    char *other = content(f.part, &second);
    CU_ASSERT_EQUAL_FATAL(first, second);
    CU_ASSERT_EQUAL(memcmp(one, other, first), 0);
    free(one);
    free(other);
    drop(&f, &fixture);
}

static void names_are_nowhere_in_an_anonymous_file(void)
{
    static const char *const names[] = {"alice", "rust"};
    const struct nameless who = {names, ARRAY_SIZE(names)};
    struct fixture fixture;
    struct files f;
    size_t length;

    make(&f, &fixture);
    extract(&f, &fixture, fixture.campaign, &who);
    char *bytes = content(f.part, &length);
    CU_ASSERT_PTR_NULL(memmem(bytes, length, "alice", 5));
    CU_ASSERT_PTR_NULL(memmem(bytes, length, "/home", 5));
    CU_ASSERT_PTR_NOT_NULL(memmem(bytes, length, "at /anonymous/x by anonymous", 28));
    CU_ASSERT_PTR_NOT_NULL(memmem(bytes, length, "n-body/rust", 11)); /* a language is data */
    free(bytes);
    admits(f.part);
    drop(&f, &fixture);
}

static void a_file_that_is_there_is_not_overwritten(void)
{
    struct fixture fixture;
    struct err err;
    struct files f;

    make(&f, &fixture);
    extract(&f, &fixture, fixture.campaign, NULL);
    CU_ASSERT_TRUE(extract_campaign(fixture.store, 1, f.part, NULL, &err) < 0);
    drop(&f, &fixture);
}

static void a_schema_that_is_not_ours_is_refused(void)
{
    static const char *const changes[] = {
        "CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM campaign; END",
        "DROP VIEW v_energy; CREATE VIEW v_energy AS SELECT 1",
        "CREATE TABLE more (a)",
        "DROP TABLE note",
    };

    for (size_t i = 0; i < ARRAY_SIZE(changes); i++) {
        struct fixture fixture;
        struct files f;
        make(&f, &fixture);
        extract(&f, &fixture, fixture.campaign, NULL);
        change(f.part, changes[i]);
        refuses(f.part, "are not polyjoule's");
        drop(&f, &fixture);
    }
}

static void statistics_of_analyze_are_no_change(void)
{
    struct fixture fixture;
    struct files f;

    make(&f, &fixture);
    extract(&f, &fixture, fixture.campaign, NULL);
    change(f.part, "ANALYZE");
    admits(f.part);
    drop(&f, &fixture);
}

static void rows_without_what_they_refer_to_are_refused(void)
{
    struct fixture fixture;
    struct files f;

    make(&f, &fixture);
    extract(&f, &fixture, fixture.campaign, NULL);
    change(f.part, "DELETE FROM campaign");
    refuses(f.part, "without its campaign");
    drop(&f, &fixture);
}

static void a_damaged_file_is_refused(void)
{
    struct fixture fixture;
    struct files f;
    struct err err;

    make(&f, &fixture);
    extract(&f, &fixture, fixture.campaign, NULL);
    FILE *file = fopen(f.part, "r+b");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    for (long at = 20 * 1024; fseek(file, at, SEEK_SET) == 0 && at < 60 * 1024; at += 1024)
        fwrite("????????????????", 1, 16, file);
    fclose(file);
    CU_ASSERT_TRUE(extract_admit(f.part, &err) < 0);
    drop(&f, &fixture);
}

static const struct suite_test tests[] = {
    TEST(a_campaign_comes_with_all_of_its_own_and_nothing_else),
    TEST(the_same_campaign_gives_the_same_bytes),
    TEST(names_are_nowhere_in_an_anonymous_file),
    TEST(a_file_that_is_there_is_not_overwritten),
    TEST(a_schema_that_is_not_ours_is_refused),
    TEST(statistics_of_analyze_are_no_change),
    TEST(rows_without_what_they_refer_to_are_refused),
    TEST(a_damaged_file_is_refused),
    {NULL, NULL},
};

const struct suite suite_extract = {"extract", tests};
