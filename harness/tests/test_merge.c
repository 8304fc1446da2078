/* SPDX-License-Identifier: MIT
 * Tests of store/merge on small databases in files. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "place_fixture.h"
#include "store/merge.h"
#include "store_fixture.h"
#include "suite.h"

struct paths_of {
    struct place place;
    char a[128], b[128], into[128];
};

static void make_place(struct paths_of *p)
{
    place_make(&p->place);
    snprintf(p->a, sizeof(p->a), "%s/a?b%%.db", p->place.directory);
    snprintf(p->b, sizeof(p->b), "%s/b.db", p->place.directory);
    snprintf(p->into, sizeof(p->into), "%s/into.db", p->place.directory);
}

/* The campaign u-1, the same everywhere, and one of its own. */
static void make_database(const char *path, const char *uuid, int64_t wall_ns)
{
    struct fixture f;

    fixture_open(&f, path);
    fixture_measure(&f, 0, 1, 500);
    fixture_measure(&f, 1, 1, 600);
    fixture_add_campaign(&f, uuid, wall_ns);
    fixture_close(&f);
}

static int try_merge(struct merge_report *report, const char *into, const char *from,
                     struct err *err)
{
    struct store *store = NULL;

    *err = (struct err){""};
    if (store_open(&store, into, STORE_WRITE, err) < 0)
        CU_FAIL_FATAL(err->text);
    int r = merge_database(report, store, from, err);
    store_close(store);
    return r;
}

/* A and B, with a campaign of their own each. */
static void make_two(struct paths_of *p)
{
    make_place(p);
    make_database(p->a, "u-a", 1000);
    make_database(p->b, "u-b", 2000);
}

static struct merge_report merged(const char *into, const char *from)
{
    struct merge_report report;
    struct err err;

    if (try_merge(&report, into, from, &err) < 0)
        CU_FAIL(err.text);
    return report;
}

static int take_id(void *context, const struct store_row *row, struct err *err)
{
    (void)err;
    *(int64_t *)context = row_integer(row, 0);
    return 0;
}

static int64_t id_of(struct fixture *f, const char *uuid)
{
    const struct store_argument argument = {.name = ":uuid", .text = uuid};
    int64_t id = 0;
    struct err err;

    CU_ASSERT_EQUAL(store_visit(f->store, "campaign_by_uuid", &argument, 1, take_id, &id, &err),
                    0);
    return id;
}

/* What the campaign of UUID holds, without numbers of rows; for free(). */
static char *content(const char *path, const char *uuid)
{
    static const char *const queries[] = {"plan_all", "counts", "counters", "ratios", "notes"};
    struct fixture f = {0};
    struct text text = {0};
    struct err err = {""};

    if (store_open(&f.store, path, STORE_READ, &err) < 0)
        CU_FAIL_FATAL(err.text);
    int64_t id = id_of(&f, uuid);
    for (size_t i = 0; i < ARRAY_SIZE(queries); i++) {
        char *rows = fixture_visit(&f, queries[i], ":campaign", id);
        text_printf(&text, "%s: %s\n", queries[i], rows);
        free(rows);
    }
    store_close(f.store);
    return text.data;
}

static void same_content(const char *one, const char *other, const char *uuid)
{
    char *a = content(one, uuid), *b = content(other, uuid);

    CU_ASSERT_STRING_EQUAL(a, b);
    CU_ASSERT_PTR_NOT_NULL(strstr(a, "n-body/rust"));
    free(a);
    free(b);
}

/* All that was measured, with the numbers of its rows. */
static char *everything(const char *path)
{
    struct fixture f = {0};
    struct err err = {""};

    if (store_open(&f.store, path, STORE_READ, &err) < 0)
        CU_FAIL_FATAL(err.text);
    char *rows = fixture_visit(&f, "export_jsonl", ":campaign", STORE_ABSENT);
    store_close(f.store);
    return rows;
}

static void campaigns_of_both_are_there_once_with_all_that_belongs_to_them(void)
{
    struct paths_of p;

    make_two(&p);
    struct merge_report a = merged(p.into, p.a), b = merged(p.into, p.b);
    CU_ASSERT_EQUAL(a.campaigns, 2);
    CU_ASSERT_EQUAL(a.trials, 8);
    CU_ASSERT_EQUAL(a.known, 0);
    CU_ASSERT_EQUAL(b.campaigns, 1);
    CU_ASSERT_EQUAL(b.trials, 6);
    CU_ASSERT_EQUAL(b.known, 1);
    same_content(p.into, p.a, "u-1");
    same_content(p.into, p.a, "u-a");
    same_content(p.into, p.b, "u-b");
    place_remove(&p.place);
}

static void merging_again_changes_nothing(void)
{
    struct paths_of p;

    make_two(&p);
    merged(p.into, p.a);
    merged(p.into, p.b);
    char *before = everything(p.into);
    struct merge_report again = merged(p.into, p.a);
    CU_ASSERT_EQUAL(again.campaigns + again.trials, 0);
    CU_ASSERT_EQUAL(again.known, 2);
    merged(p.into, p.into);
    char *after = everything(p.into);
    CU_ASSERT_STRING_EQUAL(before, after);
    free(before);
    free(after);
    place_remove(&p.place);
}

static void the_order_makes_no_difference(void)
{
    struct paths_of p;

    make_two(&p);
    merged(p.into, p.b);
    merged(p.into, p.a);
    merged(p.a, p.b);
    same_content(p.into, p.a, "u-1");
    same_content(p.into, p.a, "u-a");
    same_content(p.into, p.a, "u-b");
    place_remove(&p.place);
}

/* Another trial of u-1. */
static void a_campaign_with_other_content_is_refused_and_named(void)
{
    struct paths_of p;
    struct merge_report report;
    struct fixture f;
    struct err err;

    make_place(&p);
    make_database(p.a, "u-a", 1000);
    fixture_open(&f, p.b);
    fixture_measure(&f, 0, 1, 500);
    fixture_measure(&f, 1, 1, 601);
    fixture_add_campaign(&f, "u-b", 2000);
    fixture_close(&f);
    merged(p.into, p.a);
    char *before = everything(p.into);
    CU_ASSERT_EQUAL(try_merge(&report, p.into, p.b, &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "campaign u-1 is in "));
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "(trial)"));
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, p.b));
    CU_ASSERT_EQUAL(try_merge(&report, p.b, p.into, &err), -EINVAL);
    char *after = everything(p.into); /* u-b was not taken */
    CU_ASSERT_STRING_EQUAL(before, after);
    free(before);
    free(after);
    place_remove(&p.place);
}

/* u-1 went on in one of them. */
static void a_campaign_that_has_more_in_one_of_them_is_refused_both_ways(void)
{
    struct paths_of p;
    struct merge_report report;
    struct fixture f;
    struct err err;

    make_place(&p);
    make_database(p.a, "u-a", 1000);
    fixture_open(&f, p.b);
    fixture_measure(&f, 0, 1, 500);
    fixture_close(&f);
    CU_ASSERT_EQUAL(try_merge(&report, p.a, p.b, &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "campaign u-1 is in "));
    CU_ASSERT_EQUAL(try_merge(&report, p.b, p.a, &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "campaign u-1 is in "));
    place_remove(&p.place);
}

static void a_digest_of_something_else_is_refused_and_named(void)
{
    struct paths_of p;
    struct merge_report report;
    struct store *store = NULL;
    struct err err = {""};
    int64_t id;
    struct store_machine machine = fixture_machine("Other CPU");

    make_place(&p);
    make_database(p.a, "u-a", 1000);
    CU_ASSERT_EQUAL_FATAL(store_open(&store, p.b, STORE_WRITE, &err), 0);
    CU_ASSERT_EQUAL(store_put_machine(store, &machine, &id, &err), 0);
    store_close(store);
    CU_ASSERT_EQUAL(try_merge(&report, p.a, p.b, &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "machine 0100"));
    place_remove(&p.place);
}

/* They may come after the campaign was merged. */
static void notes_are_taken_of_known_campaigns_too_and_once(void)
{
    struct paths_of p;
    struct fixture f = {0};
    struct err err;

    make_place(&p);
    make_database(p.a, "u-a", 1000);
    make_database(p.b, "u-b", 1000);
    merged(p.into, p.a);
    merged(p.b, p.a); /* where the campaigns have other numbers */
    CU_ASSERT_EQUAL_FATAL(store_open(&f.store, p.b, STORE_WRITE, &err), 0);
    CU_ASSERT_EQUAL(store_add_note(f.store, id_of(&f, "u-a"), "the fan was loud", &err), 0);
    store_close(f.store);
    merged(p.into, p.b);
    merged(p.into, p.b);
    same_content(p.into, p.b, "u-a");
    char *a = content(p.into, "u-a");
    const char *first = strstr(a, "loud");
    CU_ASSERT_PTR_NOT_NULL_FATAL(first);
    CU_ASSERT_PTR_NULL(strstr(first + 1, "loud"));
    free(a);
    place_remove(&p.place);
}

static void what_is_no_database_is_no_source(void)
{
    struct paths_of p;
    struct merge_report report;
    struct err err;

    make_place(&p);
    CU_ASSERT_EQUAL(try_merge(&report, p.into, p.a, &err), -ENOENT);
    FILE *file = fopen(p.b, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs("something else, long enough to be looked at", file);
    fclose(file);
    CU_ASSERT_EQUAL(try_merge(&report, p.into, p.b, &err), -EMEDIUMTYPE);
    make_database(p.a, "u-a", 1000);
    CU_ASSERT_EQUAL(merged(p.into, p.a).campaigns, 2); /* nothing is left of those */
    place_remove(&p.place);
}

static const struct suite_test tests[] = {
    TEST(campaigns_of_both_are_there_once_with_all_that_belongs_to_them),
    TEST(merging_again_changes_nothing),
    TEST(the_order_makes_no_difference),
    TEST(a_campaign_with_other_content_is_refused_and_named),
    TEST(a_campaign_that_has_more_in_one_of_them_is_refused_both_ways),
    TEST(a_digest_of_something_else_is_refused_and_named),
    TEST(notes_are_taken_of_known_campaigns_too_and_once),
    TEST(what_is_no_database_is_no_source),
    {NULL, NULL},
};

const struct suite suite_merge = {"merge", tests};
