/* SPDX-License-Identifier: MIT
 * Tests of judge/screen: cases computed by hand. */
#include <math.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "judge/screen.h"
#include "suite.h"

#define MS INT64_C(1000000)
#define JIFFY (10 * MS)

static void a_long_trial_is_judged_alone(void)
{
    /* Shares 0.5, 0.5, 0.5, 0.5, 0.5, 3.5 %: median 0.5, limit max(2, 1.5) = 2 %. */
    struct screen_trial trials[6];
    struct screen_mark marks[6];
    struct screen_report report;
    char text[SCREEN_TEXT_SIZE];

    for (int i = 0; i < 6; i++)
        trials[i] = (struct screen_trial){i / 2, 2000 * MS, 10 * MS};
    trials[3].other_ns = 70 * MS;
    screen_apply(trials, 6, JIFFY, marks, &report);
    for (int i = 0; i < 6; i++)
        CU_ASSERT_EQUAL(marks[i].aside, i == 3);
    CU_ASSERT_EQUAL(report.aside, 1);
    CU_ASSERT_EQUAL(report.screened, 6);
    CU_ASSERT_DOUBLE_EQUAL(report.median_share, 0.005, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(report.limit, 0.02, 1e-12);
    CU_ASSERT_FALSE(report.noisy);
    CU_ASSERT_STRING_EQUAL(screen_reason(text, &marks[3], &report),
                           "other work took 3.5 % of 2.00 s (limit 2.0 %)");
}

static void a_busy_machine_raises_the_limit_to_three_medians(void)
{
    /* Shares 3, 3, 3, 3, 3, 8.9 %: limit 9 %; then 9.1 %. */
    struct screen_trial trials[6];
    struct screen_mark marks[6];
    struct screen_report report;

    for (int i = 0; i < 6; i++)
        trials[i] = (struct screen_trial){i, 1000 * MS, 30 * MS};
    trials[5].other_ns = 89 * MS;
    screen_apply(trials, 6, JIFFY, marks, &report);
    CU_ASSERT_EQUAL(report.aside, 0);
    CU_ASSERT_DOUBLE_EQUAL(report.limit, 0.09, 1e-12);
    trials[5].other_ns = 91 * MS;
    screen_apply(trials, 6, JIFFY, marks, &report);
    CU_ASSERT_EQUAL(report.aside, 1);
    CU_ASSERT(marks[5].aside);
}

static void two_jiffies_are_never_too_much(void)
{
    struct screen_trial trials[6];
    struct screen_mark marks[6];
    struct screen_report report;

    for (int i = 0; i < 6; i++)
        trials[i] = (struct screen_trial){i, 1000 * MS, 0};
    trials[0].other_ns = 20 * MS;
    screen_apply(trials, 6, 2 * JIFFY, marks, &report); /* 20 ms of 40 allowed, 2 % of 1 s */
    CU_ASSERT_EQUAL(report.aside, 0);
    trials[0].other_ns = 40 * MS;
    screen_apply(trials, 6, 2 * JIFFY, marks, &report);
    CU_ASSERT_EQUAL(report.aside, 0);
    trials[0].other_ns = 41 * MS;
    screen_apply(trials, 6, 2 * JIFFY, marks, &report);
    CU_ASSERT_EQUAL(report.aside, 1);
}

static void short_trials_are_judged_as_many_blocks_as_make_a_second(void)
{
    /* Blocks of two trials of 300 ms: two blocks make 1.2 s. Of 7 blocks: (0 1) (2 3) (4 5),
     * and block 6 joins (4 5). 50 ms in block 3 are 4.2 % of 1.2 s and take block 2 along. */
    struct screen_trial trials[60];
    struct screen_mark marks[60];
    struct screen_report report;

    for (int i = 0; i < 60; i++)
        trials[i] = (struct screen_trial){i / 2, 300 * MS, 0};
    trials[6].other_ns = 50 * MS;
    screen_apply(trials, 14, JIFFY, marks, &report);
    CU_ASSERT_EQUAL(marks[0].group, marks[3].group);
    CU_ASSERT_NOT_EQUAL(marks[3].group, marks[4].group);
    CU_ASSERT_EQUAL(marks[8].group, marks[13].group);
    CU_ASSERT_EQUAL(marks[13].window_ns, 1800 * MS);
    CU_ASSERT_EQUAL(report.rejected, 4);
    CU_ASSERT(report.noisy); /* 4 of 14 are more than a fifth */
    screen_apply(trials, 60, JIFFY, marks, &report);
    CU_ASSERT_FALSE(report.noisy);
    for (int i = 0; i < 60; i++)
        CU_ASSERT_EQUAL(marks[i].aside, i >= 4 && i < 8);
}

static void long_trials_do_not_hide_in_the_group_of_short_ones(void)
{
    struct screen_trial trials[20];
    struct screen_mark marks[20];
    struct screen_report report;

    for (int i = 0; i < 20; i++)
        trials[i] = (struct screen_trial){i / 2, i % 2 == 0 ? 5000 * MS : 100 * MS, 0};
    trials[5].other_ns = 100 * MS; /* 100 ms of the 1 s that ten short ones make */
    screen_apply(trials, 20, JIFFY, marks, &report);
    CU_ASSERT_EQUAL(report.rejected, 10);
    CU_ASSERT(report.noisy);
    trials[5].other_ns = 0;
    trials[4].other_ns = 200 * MS; /* 4 % of its own 5 s */
    screen_apply(trials, 20, JIFFY, marks, &report);
    CU_ASSERT_EQUAL(report.aside, 1);
    CU_ASSERT(marks[4].aside);
}

static void too_many_rejections_set_nothing_aside(void)
{
    struct screen_trial trials[10];
    struct screen_mark marks[10];
    struct screen_report report;

    for (int i = 0; i < 10; i++)
        trials[i] = (struct screen_trial){i, 1000 * MS, i < 2 ? 500 * MS : 0};
    screen_apply(trials, 10, JIFFY, marks, &report);
    CU_ASSERT_EQUAL(report.aside, 2); /* exactly a fifth may go */
    CU_ASSERT_FALSE(report.noisy);
    trials[2].other_ns = 500 * MS;
    screen_apply(trials, 10, JIFFY, marks, &report);
    CU_ASSERT(report.noisy);
    CU_ASSERT_EQUAL(report.aside, 0);
    CU_ASSERT_EQUAL(report.rejected, 3);
    CU_ASSERT_FALSE(marks[0].aside);
}

static void what_is_not_known_is_not_set_aside(void)
{
    struct screen_trial trials[6];
    struct screen_mark marks[6];
    struct screen_report report;

    for (int i = 0; i < 6; i++)
        trials[i] = (struct screen_trial){i, 1000 * MS, SCREEN_UNKNOWN};
    screen_apply(trials, 6, JIFFY, marks, &report);
    CU_ASSERT_EQUAL(report.screened, 0);
    CU_ASSERT_EQUAL(report.aside, 0);
    CU_ASSERT(isnan(report.median_share));
    screen_apply(trials, 0, JIFFY, marks, &report);
    CU_ASSERT_EQUAL(report.screened, 0);
    CU_ASSERT_FALSE(report.noisy);
}

static const struct suite_test tests[] = {
    TEST(a_long_trial_is_judged_alone),
    TEST(a_busy_machine_raises_the_limit_to_three_medians),
    TEST(two_jiffies_are_never_too_much),
    TEST(short_trials_are_judged_as_many_blocks_as_make_a_second),
    TEST(long_trials_do_not_hide_in_the_group_of_short_ones),
    TEST(too_many_rejections_set_nothing_aside),
    TEST(what_is_not_known_is_not_set_aside),
    {NULL, NULL},
};
const struct suite suite_screen = {"screen", tests};
