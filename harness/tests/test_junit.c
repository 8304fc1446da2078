/* SPDX-License-Identifier: MIT
 * Tests of report/junit. */
#include <locale.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "report/junit.h"
#include "suite.h"

static void each_outcome_has_its_element_and_is_counted(void)
{
    static const struct junit_case cases[] = {
        {"a", "CPU time", JUNIT_PASSED, NULL, NULL, 1.5},
        {"a", "memory", JUNIT_FAILED, "PerformanceRegression", "+5 %", 0},
        {"b", "CPU time", JUNIT_SKIPPED, NULL, "undecided", 0},
        {"b", "memory", JUNIT_ERROR, "ControlFailed", "invalid", 0},
    };
    static const char wanted[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuite name=\"gate\" tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\" "
        "time=\"1.500\">\n"
        "  <testcase classname=\"a\" name=\"CPU time\" time=\"1.500\"/>\n"
        "  <testcase classname=\"a\" name=\"memory\" time=\"0.000\">\n"
        "    <failure type=\"PerformanceRegression\" message=\"+5 %\"/>\n"
        "  </testcase>\n"
        "  <testcase classname=\"b\" name=\"CPU time\" time=\"0.000\">\n"
        "    <skipped message=\"undecided\"/>\n"
        "  </testcase>\n"
        "  <testcase classname=\"b\" name=\"memory\" time=\"0.000\">\n"
        "    <error type=\"ControlFailed\" message=\"invalid\"/>\n"
        "  </testcase>\n"
        "</testsuite>\n";
    struct text out = {0};

    junit_add(&out, "gate", cases, ARRAY_SIZE(cases));
    CU_ASSERT_STRING_EQUAL(text_string(&out), wanted);
    text_free(&out);
}

/* Whatever a command line holds, the document is XML. */
static void hostile_texts_are_text(void)
{
    static const struct junit_case one = {"<a href=\"x\">&'",
                                          "tab\tline\ncontrol\x01 bad\xff ok\xc3\xa9",
                                          JUNIT_PASSED,
                                          NULL,
                                          NULL,
                                          0};
    struct text out = {0};

    setlocale(LC_ALL, "C.UTF-8");
    junit_add(&out, "s", &one, 1);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(text_string(&out),
               "classname=\"&lt;a href=&quot;x&quot;&gt;&amp;'\" "
               "name=\"tab&#9;line&#10;control\xEF\xBF\xBD bad\xEF\xBF\xBD ok\xc3\xa9\""));
    text_free(&out);
    setlocale(LC_ALL, "C");
}

static const struct suite_test tests[] = {
    TEST(each_outcome_has_its_element_and_is_counted),
    TEST(hostile_texts_are_text),
    {NULL, NULL},
};

const struct suite suite_junit = {"junit", tests};
