/* SPDX-License-Identifier: MIT
 * Tests of report/html. */
#include <string.h>

#include <CUnit/CUnit.h>
#include <jansson.h>

#include "base/mem.h"
#include "report/html.h"
#include "suite.h"

static void no_text_leaves_its_element_or_its_attribute(void)
{
    struct text out = {0};

    html_element(&out, "td", "n", "</td><script>x('\"')</script>\x01&amp;\xff\nnext");
    CU_ASSERT_STRING_EQUAL(text_string(&out),
                           "<td class=\"n\">&#60;/td&#62;&#60;script&#62;x('&#34;')"
                           "&#60;/script&#62; &#38;amp;?\nnext</td>");
    text_free(&out);
    html_attribute(&out, "title", "\"><img onerror=x>");
    CU_ASSERT_STRING_EQUAL(text_string(&out), " title=\"&#34;&#62;&#60;img onerror=x&#62;\"");
    text_free(&out);
}

static void json_in_a_script_ends_no_script_and_is_the_same_json(void)
{
    static const char json[] = "{\"a\":\"</script><!--<script>\",\"b\":\"\\u003c\\\\<\"}";
    struct text out = {0};

    html_json(&out, json);
    CU_ASSERT_PTR_NULL(strchr(text_string(&out), '<'));
    json_t *got = json_loads(text_string(&out), 0, NULL), *wanted = json_loads(json, 0, NULL);
    CU_ASSERT(got != NULL && json_equal(got, wanted));
    json_decref(got);
    json_decref(wanted);
    text_free(&out);
}

static const struct suite_test tests[] = {
    TEST(no_text_leaves_its_element_or_its_attribute),
    TEST(json_in_a_script_ends_no_script_and_is_the_same_json),
    {NULL, NULL},
};
const struct suite suite_html = {"html", tests};
