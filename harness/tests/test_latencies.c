/* SPDX-License-Identifier: MIT
 * Tests of campaign/latencies. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/clock.h"
#include "base/mem.h"
#include "campaign/latencies.h"
#include "suite.h"

/* What is said of BYTES of WORDS, handed over by a program that ran for WALL_NS. */
static struct store_latency handed_over(const int64_t *words, size_t bytes, int64_t wall_ns,
                                        int64_t **kept, char reason[LATENCIES_REASON_SIZE])
{
    struct output *output;
    struct store_latency series;
    struct err err;

    CU_ASSERT_EQUAL_FATAL(output_open(&output, OUTPUT_SLACK, &err), 0);
    CU_ASSERT_EQUAL_FATAL(write(output_descriptor(output), words, bytes), (ssize_t)bytes);
    CU_ASSERT_EQUAL_FATAL(latencies_read(&series, kept, output, wall_ns, reason, &err), 0);
    output_close(output);
    return series;
}

static void is_refused(const int64_t *words, size_t bytes, int64_t wall_ns, const char *why)
{
    char reason[LATENCIES_REASON_SIZE];
    int64_t *kept;
    struct store_latency series = handed_over(words, bytes, wall_ns, &kept, reason);

    CU_ASSERT_EQUAL(series.count, 0);
    CU_ASSERT_STRING_EQUAL(reason, why);
    free(kept);
}

static void latencies_are_taken_as_they_were_handed_over(void)
{
    static const int64_t words[] = {NS_PER_MS, 2, 70, 80, 5 * NS_PER_S, 0};
    char reason[LATENCIES_REASON_SIZE];
    int64_t *kept;
    struct store_latency series = handed_over(words, sizeof(words), NS_PER_MS, &kept, reason);

    CU_ASSERT_STRING_EQUAL(reason, "");
    CU_ASSERT_EQUAL(series.period_ns, NS_PER_MS);
    CU_ASSERT_EQUAL(series.per_tick, 2);
    CU_ASSERT_EQUAL_FATAL(series.count, 4);
    CU_ASSERT_EQUAL(memcmp(series.latency_ns, words + 2, 4 * sizeof(*words)), 0);
    free(kept);
}

static void what_the_protocol_does_not_know_is_refused(void)
{
    static const char what[] = "handed over something else than latencies";
    static const int64_t good[] = {NS_PER_MS, 2, 70, 80};

    is_refused(good, 0, NS_PER_S, "handed over no latencies");
    is_refused(good, 2 * sizeof(*good), NS_PER_S, what);     /* the header alone */
    is_refused(good, 3 * sizeof(*good), NS_PER_S, what);     /* half a tick */
    is_refused(good, 4 * sizeof(*good) - 1, NS_PER_S, what); /* half a word */
    is_refused((const int64_t[]){0, 2, 70, 80}, sizeof(good), NS_PER_S, what);
    is_refused((const int64_t[]){NS_PER_MS, 0, 70, 80}, sizeof(good), NS_PER_S, what);
    is_refused((const int64_t[]){NS_PER_MS, -2, 70, 80}, sizeof(good), NS_PER_S, what);
    is_refused((const int64_t[]){NS_PER_MS, 2, -1, 80}, sizeof(good), NS_PER_S, what);
}

static void nobody_serves_what_is_not_yet_due(void)
{
    static const int64_t words[] = {NS_PER_MS, 1, 70, 80, 90};
    static const int64_t far[] = {INT64_MAX, 1, 70, 80, 90};
    static const char why[] = "ended before its last tick was due";

    is_refused(words, sizeof(words), 2 * NS_PER_MS - 1, why);
    is_refused(far, sizeof(far), INT64_MAX, why);
}

static const struct suite_test tests[] = {
    TEST(latencies_are_taken_as_they_were_handed_over),
    TEST(what_the_protocol_does_not_know_is_refused),
    TEST(nobody_serves_what_is_not_yet_due),
    {NULL, NULL},
};
const struct suite suite_latencies = {"latencies", tests};
