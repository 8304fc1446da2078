/* SPDX-License-Identifier: MIT
 * Tests of report/document and of its three writers. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "report/document.h"
#include "suite.h"

static const char hostile[] = "</title><script>x</script>\"'&|`*_\\input{a}$%#^~\xff";

static struct table *make_table(const char *name)
{
    static const struct table_column columns[] = {
        {"", "the_label", UNIT_NONE, false, 0},
        {"time", "wall_ns", UNIT_NANOSECONDS, true, 0},
        {"secret", "secret", UNIT_NONE, false, TABLE_FOR_DATA},
        {"verdict", "verdict", UNIT_NONE, false, 0},
    };
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));

    table_row(table);
    table_text(table, name);
    table_integer(table, 4610000000);
    table_text(table, "data alone");
    table_text(table, "good");
    table_mark(table, TABLE_GOOD);
    table_detail(table, "command line", name);
    table_detail(table, "empty", "");
    table_detail(table, "absent", NULL);
    table_drawing(table, "samples", "<svg></svg>");
    table_row(table);
    table_text(table, "other");
    table_absent(table, "no \"clock\"");
    table_note(table, "A note on <%s>.", "it");
    return table;
}

static char *write(const struct document *d, enum document_format format)
{
    struct text out = {0};

    document_render(d, format, &out);
    return out.data;
}

static struct document *make_document(const char *text)
{
    struct document *d = document_new(text);

    document_sentence(d, "%s", text);
    document_section(d, "answers", text);
    document_lead(d, text);
    document_item(d, "%s", text);
    document_item(d, "two");
    document_lines(d, text);
    document_figure(d, "<svg id=\"drawn\"></svg>", text, "polyjoule plot forest");
    document_table(d, "cells", text, make_table(text));
    document_data(d, json_pack("{s:s}", "key", "</script>"));
    return d;
}

static void has(const char *text, const char *part)
{
    CU_ASSERT_PTR_NOT_NULL(strstr(text, part));
    if (strstr(text, part) == NULL)
        printf("\n[%s] is not in\n[%.4000s]\n", part, text);
}

static void a_page_has_all_parts_in_their_order(void)
{
    struct document *d = make_document("words");
    char *page = write(d, DOCUMENT_HTML);

    has(page, "<title>words</title>");
    has(page, "<h1>words</h1>");
    has(page, "<li><a href=\"#answers\">words</a></li>");
    has(page, "<p>words</p>\n<section id=\"answers\" aria-labelledby=\"answers-h\">\n"
              "<h2 id=\"answers-h\">words</h2>\n<p class=\"lead\">words</p>\n<ul>\n"
              "<li>words</li>\n<li>two</li>\n</ul>\n<pre tabindex=\"0\">words</pre>");
    has(page, "<div class=\"drawing\"><svg id=\"drawn\"></svg></div>\n"
              "<figcaption>How to read it: words</figcaption>");
    has(page, "<script type=\"application/json\" id=\"report-data\">"
              "{\"key\":\"\\u003c/script>\"}</script>");
    free(page);
    document_free(d);
}

static void a_table_of_a_page_has_the_words_of_every_format_and_the_numbers(void)
{
    struct document *d = make_document("words");
    char *page = write(d, DOCUMENT_HTML);

    has(page, "<caption id=\"cells-t\">words</caption>");
    has(page, "<th scope=\"col\">the label</th><th scope=\"col\" class=\"n\">time</th>"
              "<th scope=\"col\">verdict</th>");
    has(page, "<th scope=\"row\"><details><summary>words</summary></details></th>"
              "<td class=\"n\" data-value=\"4610000000\">4.61 s</td>"
              "<td><span class=\"good\">\xe2\x9c\x93 good</span></td></tr>");
    has(page, "<tr class=\"more\"><td colspan=\"3\"><dl>\n"
              "<div><dt>command line</dt><dd>words</dd></div>\n"
              "<div><dt>samples</dt><dd><svg></svg></dd></div>\n</dl>");
    has(page, "<tr><th scope=\"row\">other</th><td class=\"n\">"
              "<abbr title=\"no &#34;clock&#34;\">n/a</abbr></td>");
    has(page, "<p class=\"note\">A note on &#60;it&#62;.</p>");
    CU_ASSERT_PTR_NULL(strstr(page, "data alone"));
    free(page);
    document_free(d);
}

/* printf '%s' SCRIPT | openssl dgst -sha256 -binary | base64 is what a browser computes; that
 * it lets the script run is seen in e2e/report.sh. */
static void a_page_lets_nothing_run_but_its_own_script(void)
{
    struct document *d = make_document("words");
    char *page = write(d, DOCUMENT_HTML);
    char *policy = strstr(page, "script-src 'sha256-");

    has(page, "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
              "script-src 'sha256-");
    CU_ASSERT_EQUAL(strcspn(policy + strlen("script-src 'sha256-"), "'"), 44);
    CU_ASSERT_EQUAL(policy[strlen("script-src 'sha256-") + 43], '=');
    CU_ASSERT_PTR_NULL(strstr(page, "http:"));
    CU_ASSERT_PTR_NULL(strstr(page, "https:"));
    free(page);
    document_free(d);
}

static void hostile_words_are_words_in_every_format(void)
{
    struct document *d = make_document(hostile);
    char *page = write(d, DOCUMENT_HTML), *md = write(d, DOCUMENT_MD),
         *tex = write(d, DOCUMENT_TEX);

    CU_ASSERT_PTR_NULL(strstr(page, "<script>x"));
    CU_ASSERT_PTR_NULL(strstr(page, "\xff"));
    has(md, "# &lt;/title>&lt;script>x&lt;/script>\"'&amp;\\|\\`\\*\\_\\\\input{a}$%#^~");
    CU_ASSERT_PTR_NULL(strstr(tex, "\\input{a}"));
    has(tex, "\\textbackslash{}input\\{a\\}\\$\\%\\#\\textasciicircum{}\\textasciitilde{}?");
    free(page);
    free(md);
    free(tex);
    document_free(d);
}

/* pdflatex would stop at them; e2e/report.sh has it read some. */
static void latex_gets_no_character_that_its_fonts_may_lack(void)
{
    struct document *d = document_new("t");

    document_sentence(d, "%s", "caf\u00e9 \u00de \u0639\u0631\u0628 \u202e\u00b1\x01");
    char *tex = write(d, DOCUMENT_TEX);
    has(tex, "caf\u00e9 ? ??? ?$\\pm$?\n");
    free(tex);
    document_free(d);
}

static void lines_of_backticks_do_not_end_their_fence(void)
{
    struct document *d = document_new("t");

    document_lines(d, "a\n````\nb");
    char *md = write(d, DOCUMENT_MD);
    has(md, "`````\na\n````\nb\n`````\n");
    free(md);
    document_free(d);
}

static void each_number_has_a_macro_of_its_own(void)
{
    static const char *const wanted[] = {
        "\\pjset{n-body/c/wall}{4.61 s}\n",
        "\\pjset{n-body/c/wall/low}{4.00 s}\n",
        "\\pjset{n-body/c/wall/high}{5.00 s}\n",
        "\\pjset{a--/-b}{1.02x}\n",
        "\\pjset{a--/-b+2}{1.03x}\n",
        "\\pjset{a--/-b+3}{1.04x}\n",
    };
    struct document *d = document_new("t");

    document_interval(d, 4.61e9, (struct interval){4e9, 5e9}, UNIT_NANOSECONDS,
                      "n-body/c/wall");
    document_number(d, 1.02, UNIT_RATIO, "a\\%%/%sb", "{");
    document_number(d, 1.03, UNIT_RATIO, "a%%#/}b");
    document_number(d, 1.04, UNIT_RATIO, "a\\%%/{b");
    document_number(d, NAN, UNIT_RATIO, "absent");
    char *tex = write(d, DOCUMENT_TEX);
    for (size_t i = 0; i < ARRAY_SIZE(wanted); i++)
        has(tex, wanted[i]);
    CU_ASSERT_PTR_NULL(strstr(tex, "absent"));
    free(tex);
    document_free(d);
}

static void a_format_that_is_none_is_refused_with_those_that_are(void)
{
    enum document_format format;
    struct err err;

    CU_ASSERT_EQUAL(document_format_parse(&format, "tex", &err), 0);
    CU_ASSERT_EQUAL(format, DOCUMENT_TEX);
    CU_ASSERT_EQUAL(document_format_parse(&format, "pdf", &err), -EINVAL);
    has(err.text, "'pdf' is not a report's format; expected html, md or tex");
}

static const struct suite_test tests[] = {
    TEST(a_page_has_all_parts_in_their_order),
    TEST(a_table_of_a_page_has_the_words_of_every_format_and_the_numbers),
    TEST(a_page_lets_nothing_run_but_its_own_script),
    TEST(hostile_words_are_words_in_every_format),
    TEST(latex_gets_no_character_that_its_fonts_may_lack),
    TEST(lines_of_backticks_do_not_end_their_fence),
    TEST(each_number_has_a_macro_of_its_own),
    TEST(a_format_that_is_none_is_refused_with_those_that_are),
    {NULL, NULL},
};
const struct suite suite_document = {"document", tests};
