/* SPDX-License-Identifier: MIT
 * JUnit's XML. */
#include "report/junit.h"

#include <stdbool.h>
#include <string.h>
#include <wchar.h>

/* Characters of XML 1.0 (section 2.2); of control characters it has three. */
static bool is_xml(wchar_t c)
{
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) ||
           (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

static const char *entity_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\n':
        return "&#10;"; /* or an attribute's reader makes a blank of it */
    case '\r':
        return "&#13;";
    case '\t':
        return "&#9;";
    default:
        return NULL;
    }
}

static void add_attribute(struct text *out, const char *name, const char *value)
{
    mbstate_t state = {0};
    size_t left = strlen(value);

    text_printf(out, " %s=\"", name);
    while (left > 0) {
        wchar_t c;
        size_t length = mbrtowc(&c, value, left, &state);
        bool good = length != (size_t)-1 && length != (size_t)-2;
        if (!good) {
            length = 1;
            state = (mbstate_t){0};
        }
        const char *entity = entity_of(*value);
        if (entity != NULL)
            text_add(out, entity);
        else if (good && is_xml(c))
            text_add_bytes(out, value, length);
        else
            text_add(out, "\xEF\xBF\xBD");
        value += length;
        left -= length;
    }
    text_add(out, "\"");
}

static size_t count_of(const struct junit_case *cases, size_t count, enum junit_outcome outcome)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++)
        found += cases[i].outcome == outcome;
    return found;
}

static void add_case(struct text *out, const struct junit_case *one)
{
    static const char *const elements[] = {
        [JUNIT_FAILED] = "failure", [JUNIT_SKIPPED] = "skipped", [JUNIT_ERROR] = "error"};

    text_add(out, "  <testcase");
    add_attribute(out, "classname", one->group);
    add_attribute(out, "name", one->name);
    text_printf(out, " time=\"%.3f\"", one->seconds);
    if (one->outcome == JUNIT_PASSED) {
        text_add(out, "/>\n");
        return;
    }
    text_printf(out, ">\n    <%s", elements[one->outcome]);
    if (one->outcome != JUNIT_SKIPPED) /* which has no type in the schema */
        add_attribute(out, "type", one->type);
    add_attribute(out, "message", one->message);
    text_add(out, "/>\n  </testcase>\n");
}

void junit_add(struct text *out, const char *suite, const struct junit_case *cases,
               size_t count)
{
    double seconds = 0;

    for (size_t i = 0; i < count; i++)
        seconds += cases[i].seconds;
    text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite");
    add_attribute(out, "name", suite);
    text_printf(
        out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"%.3f\">\n",
        count, count_of(cases, count, JUNIT_FAILED), count_of(cases, count, JUNIT_ERROR),
        count_of(cases, count, JUNIT_SKIPPED), seconds);
    for (size_t i = 0; i < count; i++)
        add_case(out, &cases[i]);
    text_add(out, "</testsuite>\n");
}
