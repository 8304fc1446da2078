/* SPDX-License-Identifier: MIT
 * Tests of campaign/work. */
#include <string.h>

#include <CUnit/CUnit.h>

#include "campaign/work.h"
#include "suite.h"

enum { UNKNOWN = -1 };

static int64_t count(struct work work, int64_t n, const char *answer)
{
    int64_t out;

    work.unit = "thing";
    work.times = work.times > 0 ? work.times : 1;
    return work_count(&out, &work, n, answer, strlen(answer)) ? out : UNKNOWN;
}

static void work_may_follow_from_the_size(void)
{
    CU_ASSERT_EQUAL(count((struct work){.power = 1}, 7, ""), 7);
    CU_ASSERT_EQUAL(count((struct work){.power = 3, .times = 2}, 10, ""), 2000);
    CU_ASSERT_EQUAL(count((struct work){.power = WORK_FACTORIAL}, 5, ""), 120);
    CU_ASSERT_EQUAL(count((struct work){.power = WORK_FACTORIAL}, 1, ""), 1);
}

static void work_may_be_what_was_printed(void)
{
    CU_ASSERT_EQUAL(count((struct work){.output = true}, 9, "four"), 4);
}

static void work_may_be_what_the_answer_says(void)
{
    const char *const check[] = {"check:", NULL}, *const two[] = {"hits", "misses", NULL};

    CU_ASSERT_EQUAL(count((struct work){.after = check}, 0,
                          "stretch tree of depth 7\t check: 255\n128\t trees of depth 4\t "
                          "check: 3968\nlong lived tree of depth 6\t check: 127\n"),
                    255 + 3968 + 127);
    CU_ASSERT_EQUAL(count((struct work){.after = two}, 0, "hits 5\nmisses 7\nsum 9\n"), 12);
    CU_ASSERT_EQUAL(count((struct work){.after = two, .power = 1}, 3, "hits 5"), 15);
}

static void a_word_that_ends_alike_is_not_meant(void)
{
    const char *const bytes[] = {"bytes", NULL};

    CU_ASSERT_EQUAL(count((struct work){.after = bytes}, 0, "bytes 280\nstrbytes 51\n"), 280);
}

static void work_that_cannot_be_told_is_not_known(void)
{
    const char *const pushes[] = {"pushes", NULL};
    struct work none = {.times = 1};
    int64_t out;

    CU_ASSERT_FALSE(work_count(&out, &none, 1, "", 0));
    CU_ASSERT_EQUAL(count((struct work){.after = pushes}, 1, "sum 3\n"), UNKNOWN);
    CU_ASSERT_EQUAL(count((struct work){.after = pushes}, 1, "pushes many\n"), UNKNOWN);
    CU_ASSERT_EQUAL(count((struct work){.after = pushes}, 1, "pushes 0\n"), UNKNOWN);
    CU_ASSERT_EQUAL(count((struct work){.power = 1}, 0, ""), UNKNOWN);
}

static void work_beyond_64_bits_is_not_known(void)
{
    const char *const pushes[] = {"pushes", NULL};

    CU_ASSERT_EQUAL(count((struct work){.power = 3}, INT64_C(1) << 21, ""), UNKNOWN);
    CU_ASSERT_EQUAL(count((struct work){.power = WORK_FACTORIAL}, 21, ""), UNKNOWN);
    CU_ASSERT_EQUAL(count((struct work){.after = pushes}, 1, "pushes 9223372036854775808"),
                    UNKNOWN);
    CU_ASSERT_EQUAL(
        count((struct work){.after = pushes}, 1, "pushes 9223372036854775807 pushes 1"),
        UNKNOWN);
}

static const struct suite_test tests[] = {
    TEST(work_may_follow_from_the_size),
    TEST(work_may_be_what_was_printed),
    TEST(work_may_be_what_the_answer_says),
    TEST(a_word_that_ends_alike_is_not_meant),
    TEST(work_that_cannot_be_told_is_not_known),
    TEST(work_beyond_64_bits_is_not_known),
    {NULL, NULL},
};
const struct suite suite_work = {"work", tests};
