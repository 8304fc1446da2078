/* SPDX-License-Identifier: MIT
 * Tests of base/units. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/units.h"
#include "suite.h"

static void units_show_three_digits_and_the_prefix_that_fits(void)
{
    static const struct {
        double value;
        enum unit unit;
        const char *expected;
    } cases[] = {
        {4.61e9, UNIT_NANOJOULES, "4.61 J"},
        {205e6, UNIT_NANOSECONDS, "205 ms"},
        {999.6e6, UNIT_NANOSECONDS, "1.00 s"},
        {18.94e6, UNIT_NANOSECONDS, "18.9 ms"},
        {3, UNIT_BYTES, "3 B"},
        {1310720, UNIT_BYTES, "1.25 MiB"},
        {22.54, UNIT_WATTS, "22.5 W"},
        {0, UNIT_NANOJOULES, "0 nJ"},
        {1.0213, UNIT_RATIO, "1.02x"},
        {1234567, UNIT_NONE, "1234567"},
        {-3.2e9, UNIT_NANOJOULES, "-3.20 J"},
        {13.7e12, UNIT_NANOJOULES, "13.7 kJ"},
        {NAN, UNIT_NANOJOULES, "n/a"},
    };
    char buffer[UNITS_TEXT_SIZE];

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
        CU_ASSERT_STRING_EQUAL(units_format(buffer, cases[i].value, cases[i].unit),
                               cases[i].expected);
    CU_ASSERT_STRING_EQUAL(units_format_pm(buffer, 4.61e9, 0.031e9, UNIT_NANOJOULES),
                           "4.61 J +- 0.03");
}

static void units_read_times_as_people_write_them(void)
{
    static const struct {
        const char *text;
        int64_t ns;
    } cases[] = {{"10ms", 10000000},    {"1.5s", 1500000000}, {"2m", 120000000000},
                 {"1h", 3600000000000}, {"3", 3000000000},    {"1.5 s", 1500000000},
                 {"250us", 250000}};
    static const char *const wrong[] = {"", "s", "-1s", "10 parsecs", "1e300h", "1s2"};
    struct err err;
    int64_t ns;

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        CU_ASSERT_EQUAL(units_parse_duration(&ns, cases[i].text, &err), 0);
        CU_ASSERT_EQUAL(ns, cases[i].ns);
    }
    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
        CU_ASSERT_EQUAL(units_parse_duration(&ns, wrong[i], &err), -EINVAL);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "expected"));
    }
}

static void units_read_shares_only_between_nothing_and_all(void)
{
    struct err err;
    double share;

    CU_ASSERT_EQUAL(units_parse_fraction(&share, "1%", &err), 0);
    CU_ASSERT_DOUBLE_EQUAL(share, 0.01, 1e-15);
    CU_ASSERT_EQUAL(units_parse_fraction(&share, "0.25", &err), 0);
    CU_ASSERT_DOUBLE_EQUAL(share, 0.25, 1e-15);
    CU_ASSERT_EQUAL(units_parse_fraction(&share, "0", &err), -EINVAL);
    CU_ASSERT_EQUAL(units_parse_fraction(&share, "100%", &err), -EINVAL);
    CU_ASSERT_EQUAL(units_parse_fraction(&share, "1 %%", &err), -EINVAL);
}

static void units_read_whole_numbers_within_their_range(void)
{
    struct err err;
    int64_t value;

    CU_ASSERT_EQUAL(units_parse_integer(&value, "42", 1, 100, &err), 0);
    CU_ASSERT_EQUAL(value, 42);
    CU_ASSERT_EQUAL(units_parse_integer(&value, "101", 1, 100, &err), -ERANGE);
    CU_ASSERT_EQUAL(units_parse_integer(&value, "99999999999999999999", 1, INT64_MAX, &err),
                    -ERANGE);
    CU_ASSERT_EQUAL(units_parse_integer(&value, "4x", 1, 100, &err), -EINVAL);
    CU_ASSERT_EQUAL(units_parse_integer(&value, " 4", 1, 100, &err), -EINVAL);
    CU_ASSERT_EQUAL(units_parse_integer(&value, "", 1, 100, &err), -EINVAL);
}

static const struct suite_test tests[] = {
    TEST(units_show_three_digits_and_the_prefix_that_fits),
    TEST(units_read_times_as_people_write_them),
    TEST(units_read_shares_only_between_nothing_and_all),
    TEST(units_read_whole_numbers_within_their_range),
    {NULL, NULL},
};
const struct suite suite_units = {"units", tests};
