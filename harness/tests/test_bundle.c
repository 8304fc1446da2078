/* SPDX-License-Identifier: MIT
 * Tests of report/bundle. Archives that were made to do harm are in e2e/bundle.sh. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/text.h"
#include "place_fixture.h"
#include "report/bundle.h"
#include "suite.h"

struct files {
    struct place place;
    char bundle[128], again[128], from[128], back[128];
};

static void put(const char *path, const char *content)
{
    FILE *file = fopen(path, "w");

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs(content, file);
    fclose(file);
}

/* The file's content, for free(). */
static char *get(const char *path, size_t *length)
{
    struct text text = {0};
    char buffer[4096];
    size_t n;
    FILE *file = fopen(path, "r");

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    while ((n = fread(buffer, 1, sizeof(buffer), file)) > 0)
        text_add_bytes(&text, buffer, n);
    fclose(file);
    *length = text.length;
    return text.data;
}

static void make_place(struct files *f)
{
    place_make(&f->place);
    snprintf(f->bundle, sizeof(f->bundle), "%s/x.tar.zst", f->place.directory);
    snprintf(f->again, sizeof(f->again), "%s/y.tar.zst", f->place.directory);
    snprintf(f->from, sizeof(f->from), "%s/from", f->place.directory);
    snprintf(f->back, sizeof(f->back), "%s/back", f->place.directory);
    put(f->from, "what a database holds\n");
}

static void write_bundle(struct files *f, const char *path, const char *const *names)
{
    struct bundle *bundle = NULL;
    struct err err = {""};

    if (bundle_create(&bundle, path, "folder", 1000000000, &err) < 0)
        CU_FAIL_FATAL(err.text);
    for (; *names != NULL; names++)
        if (bundle_add(bundle, *names, f->from, &err) < 0)
            CU_FAIL(err.text);
    if (bundle_finish(bundle, &err) < 0)
        CU_FAIL(err.text);
    bundle_close(bundle);
}

static const char *const usual[] = {BUNDLE_DATABASE, "figures/a.svg", NULL};

static void the_database_comes_back_as_it_was(void)
{
    struct files f;
    struct err err = {""};
    size_t length;

    make_place(&f);
    write_bundle(&f, f.bundle, usual);
    if (bundle_extract(f.bundle, f.back, &err) < 0)
        CU_FAIL_FATAL(err.text);
    char *back = get(f.back, &length);
    CU_ASSERT_STRING_EQUAL(back, "what a database holds\n");
    free(back);
    place_remove(&f.place);
}

static void the_same_files_give_the_same_bytes(void)
{
    struct files f;
    size_t first, second;

    make_place(&f);
    write_bundle(&f, f.bundle, usual);
    write_bundle(&f, f.again, usual);
    char *one = get(f.bundle, &first), *other = get(f.again, &second);
    CU_ASSERT_EQUAL_FATAL(first, second);
    CU_ASSERT_EQUAL(memcmp(one, other, first), 0);
    free(one);
    free(other);
    place_remove(&f.place);
}

static void without_an_end_nothing_is_left(void)
{
    struct bundle *bundle = NULL;
    struct files f;
    struct err err;
    char partial[160];

    make_place(&f);
    put(f.bundle, "of before");
    CU_ASSERT_EQUAL_FATAL(bundle_create(&bundle, f.bundle, "folder", 0, &err), 0);
    CU_ASSERT_EQUAL(bundle_add(bundle, BUNDLE_DATABASE, f.from, &err), 0);
    CU_ASSERT_EQUAL(bundle_add(bundle, "x", "/nonexistent/x", &err), -ENOENT);
    bundle_close(bundle);
    snprintf(partial, sizeof(partial), "%s.partial", f.bundle);
    CU_ASSERT_EQUAL(access(partial, F_OK), -1);
    size_t length;
    char *before = get(f.bundle, &length);
    CU_ASSERT_STRING_EQUAL(before, "of before");
    free(before);
    place_remove(&f.place);
}

static void every_cut_is_noticed_and_leaves_no_database(void)
{
    struct files f;
    struct err err;
    size_t length;

    make_place(&f);
    write_bundle(&f, f.bundle, usual);
    char *whole = get(f.bundle, &length);
    for (size_t n = 0; n < length; n += 7) {
        FILE *file = fopen(f.again, "w");
        CU_ASSERT_PTR_NOT_NULL_FATAL(file);
        fwrite(whole, 1, n, file);
        fclose(file);
        CU_ASSERT_EQUAL(bundle_extract(f.again, f.back, &err), -EINVAL);
        CU_ASSERT_EQUAL(access(f.back, F_OK), -1);
    }
    free(whole);
    place_remove(&f.place);
}

static void an_archive_without_a_database_is_none_of_ours(void)
{
    static const char *const others[] = {"README", NULL};
    struct files f;
    struct err err;

    make_place(&f);
    write_bundle(&f, f.bundle, others);
    CU_ASSERT_EQUAL(bundle_extract(f.bundle, f.back, &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "no campaign.db"));
    place_remove(&f.place);
}

static void a_file_that_is_there_is_not_overwritten(void)
{
    struct files f;
    struct err err;
    size_t length;

    make_place(&f);
    write_bundle(&f, f.bundle, usual);
    put(f.back, "mine");
    CU_ASSERT_EQUAL(bundle_extract(f.bundle, f.back, &err), -EEXIST);
    char *mine = get(f.back, &length);
    CU_ASSERT_STRING_EQUAL(mine, "mine");
    free(mine);
    place_remove(&f.place);
}

static const struct suite_test tests[] = {
    TEST(the_database_comes_back_as_it_was),
    TEST(the_same_files_give_the_same_bytes),
    TEST(without_an_end_nothing_is_left),
    TEST(every_cut_is_noticed_and_leaves_no_database),
    TEST(an_archive_without_a_database_is_none_of_ours),
    TEST(a_file_that_is_there_is_not_overwritten),
    {NULL, NULL},
};

const struct suite suite_bundle = {"bundle", tests};
