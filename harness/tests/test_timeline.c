/* SPDX-License-Identifier: MIT
 * Tests of judge/timeline. */
#include <CUnit/CUnit.h>

#include "judge/timeline.h"
#include "latency_fixture.h"
#include "suite.h"

static void the_process_of_median_maximum_is_shown_by_buckets(void)
{
    static const struct fixture_stall stalls[] = {{100, 90}, {500, 50}, {900, 20}};
    struct tails *tails = NULL;
    struct timelines lines;
    struct fixture f;
    struct err err;

    fixture_open(&f, "");
    for (int64_t block = 1; block <= 3; block++)
        fixture_add_process(&f, 0, block, "ok", &stalls[block - 1], 1);
    CU_ASSERT_EQUAL_FATAL(tails_load(&tails, f.store, f.campaign, &err), 0);
    CU_ASSERT_EQUAL_FATAL(timelines_load(&lines, tails, f.store, &err), 0);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    const struct timeline *line = &lines.lines[0];
    CU_ASSERT_PTR_EQUAL(line->cell, &tails->cells[0]);
    CU_ASSERT_EQUAL(line->block, 2);
    CU_ASSERT_EQUAL(line->bucket_ns, 5 * NS_PER_MS); /* of 1000 ticks, 400 at most */
    CU_ASSERT_EQUAL_FATAL(line->count, 200);
    CU_ASSERT_EQUAL(line->highest[99], NS_PER_MS / 10);
    CU_ASSERT_EQUAL(line->highest[100], 50 * NS_PER_MS);
    CU_ASSERT_EQUAL(line->middle[100], 48 * NS_PER_MS); /* two of each of 50 to 46 */
    CU_ASSERT_EQUAL(line->highest[109], 5 * NS_PER_MS);
    CU_ASSERT_EQUAL(line->highest[110], NS_PER_MS / 10);
    timelines_free(&lines);
    tails_free(tails);
    fixture_close(&f);
}

static void no_latencies_have_no_timeline(void)
{
    struct tails *tails = NULL;
    struct timelines lines;
    struct fixture f;
    struct err err;

    fixture_open(&f, "");
    CU_ASSERT_EQUAL_FATAL(tails_load(&tails, f.store, f.campaign, &err), 0);
    CU_ASSERT_EQUAL(timelines_load(&lines, tails, f.store, &err), 0);
    CU_ASSERT_EQUAL(lines.count, 0);
    timelines_free(&lines);
    tails_free(tails);
    fixture_close(&f);
}

static const struct suite_test tests[] = {
    TEST(the_process_of_median_maximum_is_shown_by_buckets),
    TEST(no_latencies_have_no_timeline),
    {NULL, NULL},
};
const struct suite suite_timeline = {"timeline", tests};
