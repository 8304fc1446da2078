/* SPDX-License-Identifier: MIT
 * Tests of sys/digest. */
#include <errno.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "suite.h"
#include "sys/digest.h"

/* FIPS 180-4, the example "abc" of NIST's example values. */
static void digest_of_abc_is_nists(void)
{
    char text[DIGEST_TEXT_SIZE];
    struct digest digest = digest_of("abc", 3);

    CU_ASSERT_STRING_EQUAL(digest_text(text, &digest),
                           "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void digest_of_two_texts_tells_where_one_ends(void)
{
    struct digest_state a, b;

    digest_init(&a);
    digest_add_text(&a, "ab");
    digest_add_text(&a, "c");
    digest_init(&b);
    digest_add_text(&b, "a");
    digest_add_text(&b, "bc");
    struct digest first = digest_end(&a), second = digest_end(&b);
    CU_ASSERT_FALSE(digest_equal(&first, &second));
}

static void digest_reads_back_what_it_writes_and_nothing_else(void)
{
    char text[DIGEST_TEXT_SIZE];
    struct digest digest = digest_of("", 0), again;
    struct err err;

    CU_ASSERT_EQUAL(digest_parse(&again, digest_text(text, &digest), &err), 0);
    CU_ASSERT(digest_equal(&digest, &again));
    text[10] = 'G';
    CU_ASSERT_EQUAL(digest_parse(&again, text, &err), -EINVAL);
    CU_ASSERT_EQUAL(digest_parse(&again, "abcd", &err), -EINVAL);
}

static void digest_of_a_missing_file_is_an_error_that_names_it(void)
{
    struct digest digest;
    struct err err;

    CU_ASSERT_EQUAL(digest_of_file(&digest, "no/such/file", &err), -ENOENT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "no/such/file"));
}

static const struct suite_test tests[] = {
    TEST(digest_of_abc_is_nists),
    TEST(digest_of_two_texts_tells_where_one_ends),
    TEST(digest_reads_back_what_it_writes_and_nothing_else),
    TEST(digest_of_a_missing_file_is_an_error_that_names_it),
    {NULL, NULL},
};
const struct suite suite_digest = {"digest", tests};
