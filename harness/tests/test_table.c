/* SPDX-License-Identifier: MIT
 * Tests of report/table. */
#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "report/table.h"
#include "suite.h"

static const struct table_column columns[] = {
    {"Program", "label", UNIT_NONE, false, TABLE_SHRINK},
    {"Energy", "package_nj", UNIT_NANOJOULES, true, 0},
    {"Time", "wall_ns", UNIT_NANOSECONDS, true, 0},
    {NULL, "ci_low_ns", UNIT_NANOSECONDS, true, TABLE_FOR_DATA},
    {"Verdict", "shown", UNIT_NONE, false, TABLE_FOR_SHOW},
};

static struct table *sample(void)
{
    struct table *table = table_new("Costs", columns, ARRAY_SIZE(columns));

    table_row(table);
    table_text(table, "n-body/c, \"plain\" | a_b");
    table_integer(table, 4610000000);
    table_real_pm(table, 205.5e3, 1.5e3);
    table_real(table, 0.1);
    table_text(table, "same");
    table_mark(table, TABLE_GOOD);
    table_row(table);
    table_text(table, "n-body/python");
    table_absent(table, "no RAPL: KVM guest");
    table_integer(table, 2000000000);
    table_real(table, NAN);
    table_text(table, "slower");
    table_mark(table, TABLE_BAD);
    table_note(table, "%d of 2 have no energy", 1);
    return table;
}

/* To be freed. */
static char *render(const struct table *table, struct table_style style)
{
    struct text text = {0};
    struct err err = {""};

    if (table_render(table, &style, &text, &err) != 0)
        CU_FAIL(err.text);
    text_add(&text, "");
    return text.data;
}

static void expect(struct table *table, struct table_style style, const char *expected)
{
    char *text = render(table, style);

    CU_ASSERT_STRING_EQUAL(text, expected);
    if (strcmp(text, expected) != 0)
        printf("\n[%s]\n[%s]\n", text, expected);
    free(text);
    table_free(table);
}

static void table_shows_text_with_units_and_symbols(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    expect(sample(), (struct table_style){.format = TABLE_TEXT},
           "Costs\n"
           "Program                  Energy        Time  Verdict\n"
           "n-body/c, \"plain\" | a_b  4.61 J  206 µs ± 2  ✓ same\n"
           "n-body/python               n/a      2.00 s  ✗ slower\n"
           "1 of 2 have no energy\n");
    setlocale(LC_CTYPE, "C");
}

static void table_shows_ascii_alone_where_it_must(void)
{
    static const char *const expected =
        "Costs\n"
        "Program                  Energy         Time  Verdict\n"
        "n-body/c, \"plain\" | a_b  4.61 J  206 us +- 2  + same\n"
        "n-body/python               n/a       2.00 s  x slower\n"
        "1 of 2 have no energy\n";

    expect(sample(), (struct table_style){.format = TABLE_TEXT}, expected);
    setlocale(LC_CTYPE, "C.UTF-8");
    expect(sample(), (struct table_style){.format = TABLE_TEXT, .ascii = true}, expected);
    setlocale(LC_CTYPE, "C");
    struct table *table = table_new("2 × α", columns, 1);
    table_row(table);
    table_text(table, "größer ≥ 1");
    expect(table, (struct table_style){.format = TABLE_TEXT}, "2 x ?\nProgram\ngr??er >= 1\n");
}

static void table_colours_beside_the_symbol_when_asked(void)
{
    struct table *table = sample();
    char *text = render(table, (struct table_style){.format = TABLE_TEXT, .color = true});

    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\033[32m+ same"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\033[31mx slower"));
    free(text);
    text = render(table, (struct table_style){.format = TABLE_TEXT});
    CU_ASSERT_PTR_NULL(strchr(text, '\033'));
    free(text);
    table_free(table);
}

static size_t longest_line(const char *text)
{
    size_t longest = 0;

    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        longest = length > longest ? length : longest;
        text += length + (text[length] == '\n');
    }
    return longest;
}

static void table_fits_the_screen_by_cutting_what_may_be_cut(void)
{
    struct table *table = sample();

    table_row(table);
    table_text(table, "a-program-with-a-very-long-name/and-a-command-line --that=goes "
                      "--on=and-on-and-on --until the end");
    table_integer(table, 1000);
    char *text = render(table, (struct table_style){.format = TABLE_TEXT});
    CU_ASSERT_EQUAL(longest_line(text), 80);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "a-program-with-a-very-long"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "1.00 uJ"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "4.61 J  206 us +- 2  + same"));
    free(text);
    text = render(table, (struct table_style){.format = TABLE_TEXT, .width = 200});
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "--until the end"));
    free(text);
    table_free(table);
}

static void table_wraps_a_column_that_may_be_wrapped(void)
{
    static const struct table_column two[] = {
        {"Key", "key", UNIT_NONE, false, 0},
        {"Words", "words", UNIT_NONE, false, TABLE_WRAP},
    };
    struct table *table = table_new(NULL, two, 2);

    table_row(table);
    table_text(table, "first");
    table_text(table, "0123456789012345678901234567890123456789");
    char *text = render(table, (struct table_style){.format = TABLE_TEXT, .width = 30});
    CU_ASSERT(longest_line(text) <= 30);
    size_t digits = 0;
    for (const char *c = text; *c != '\0'; c++)
        digits += *c >= '0' && *c <= '9';
    CU_ASSERT_EQUAL(digits, 40);
    free(text);
    table_free(table);
}

static void table_breaks_lines_between_words(void)
{
    static const struct table_column two[] = {
        {"Name", "name", UNIT_NONE, false, 0},
        {"Words", "words", UNIT_NONE, false, TABLE_WRAP},
    };
    struct table *table = table_new(NULL, two, 2);

    table_row(table);
    table_text(table, "first");
    table_text(table, "here are some words to read");
    char *text = render(table, (struct table_style){.format = TABLE_TEXT, .width = 20});
    CU_ASSERT_STRING_EQUAL(text, "Name   Words\n"
                                 "first  here are some\n"
                                 "       words to read\n");
    free(text);
    table_free(table);
}

static void table_writes_csv_in_base_units(void)
{
    expect(sample(), (struct table_style){.format = TABLE_CSV},
           "label,package_nj,wall_ns,ci_low_ns\r\n"
           "\"n-body/c, \"\"plain\"\" | a_b\",4610000000,205500,0.1\r\n"
           "n-body/python,,2000000000,\r\n");
}

static void table_writes_json_with_nulls_and_reasons(void)
{
    struct table *table = sample();
    char *text =
        render(table, (struct table_style){.format = TABLE_JSON, .schema = "polyjoule.test/1"});
    json_t *root = json_loads(text, 0, NULL);
    json_t *rows = json_object_get(root, "rows");
    json_t *first = json_array_get(rows, 0), *second = json_array_get(rows, 1);

    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(root, "schema")),
                           "polyjoule.test/1");
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(first, "package_nj")), 4610000000);
    CU_ASSERT_EQUAL(json_real_value(json_object_get(first, "ci_low_ns")), 0.1);
    CU_ASSERT_PTR_NULL(json_object_get(first, "shown"));
    CU_ASSERT_PTR_NULL(json_object_get(first, "package_nj_reason"));
    CU_ASSERT(json_is_null(json_object_get(second, "package_nj")));
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(second, "package_nj_reason")),
                           "no RAPL: KVM guest");
    CU_ASSERT(json_is_null(json_object_get(second, "ci_low_ns")));
    CU_ASSERT_EQUAL(json_array_size(json_object_get(root, "notes")), 1);
    json_decref(root);
    free(text);
    table_free(table);
}

static void table_writes_json_of_text_that_is_not_utf8(void)
{
    struct table *table = table_new(NULL, columns, 1);

    table_row(table);
    table_text(table, "caf\xe9");
    json_t *rows = table_json(table);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(json_array_get(rows, 0), "label")),
                           "caf?");
    json_decref(rows);
    table_free(table);
}

static void table_writes_markdown_that_a_pipe_does_not_break(void)
{
    expect(sample(), (struct table_style){.format = TABLE_MD},
           "Costs\n\n"
           "| Program | Energy | Time | Verdict |\n"
           "| --- | ---: | ---: | --- |\n"
           "| n-body/c, \"plain\" \\| a\\_b | 4.61 J | 206 µs ± 2 | ✓ same |\n"
           "| n-body/python | n/a | 2.00 s | ✗ slower |\n"
           "\n1 of 2 have no energy\n");
}

static void table_writes_latex_that_compiles(void)
{
    struct table *table = sample();

    table_row(table);
    table_text(table, "100 % & $x^2$ \\cmd{#1} ~ <µ>");
    expect(
        table, (struct table_style){.format = TABLE_TEX},
        "\\begin{tabular}{lrrl}\n\\toprule\n"
        "Program & Energy & Time & Verdict \\\\\n\\midrule\n"
        "n-body/c, \"plain\" $|$ a\\_b & 4.61 J & 206 $\\mu$s $\\pm$ 2 & $\\surd$ same \\\\\n"
        "n-body/python & n/a & 2.00 s & $\\times$ slower \\\\\n"
        "100 \\% \\& \\$x\\textasciicircum{}2\\$ \\textbackslash{}cmd\\{\\#1\\} "
        "\\textasciitilde{} $<$$\\mu$$>$ & n/a & n/a & n/a \\\\\n"
        "\\bottomrule\n"
        "\\multicolumn{4}{p{.9\\linewidth}}{\\footnotesize 1 of 2 have no energy} \\\\\n"
        "\\end{tabular}\n");
}

static void table_numbers_come_back_as_they_were(void)
{
    static const double values[] = {0.1, 1.0 / 3, 1e300, -5e-324, 4610000000.0, 2.5};
    char buffer[TABLE_NUMBER_SIZE];

    for (size_t i = 0; i < ARRAY_SIZE(values); i++)
        CU_ASSERT_EQUAL(strtod(table_number(buffer, values[i]), NULL), values[i]);
    CU_ASSERT_STRING_EQUAL(table_number(buffer, 0.1), "0.1");
}

static void table_knows_its_formats(void)
{
    enum table_format format;
    struct err err;

    CU_ASSERT_EQUAL(table_format_parse(&format, "md", &err), 0);
    CU_ASSERT_EQUAL(format, TABLE_MD);
    CU_ASSERT_EQUAL(table_format_parse(&format, "xml", &err), -EINVAL);
}

static const struct suite_test tests[] = {
    TEST(table_shows_text_with_units_and_symbols),
    TEST(table_shows_ascii_alone_where_it_must),
    TEST(table_colours_beside_the_symbol_when_asked),
    TEST(table_fits_the_screen_by_cutting_what_may_be_cut),
    TEST(table_wraps_a_column_that_may_be_wrapped),
    TEST(table_breaks_lines_between_words),
    TEST(table_writes_csv_in_base_units),
    TEST(table_writes_json_with_nulls_and_reasons),
    TEST(table_writes_json_of_text_that_is_not_utf8),
    TEST(table_writes_markdown_that_a_pipe_does_not_break),
    TEST(table_writes_latex_that_compiles),
    TEST(table_numbers_come_back_as_they_were),
    TEST(table_knows_its_formats),
    {NULL, NULL},
};
const struct suite suite_table = {"table", tests};
