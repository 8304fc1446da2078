/* SPDX-License-Identifier: MIT
 * Tests of cli/options. */
#include <errno.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "cli/options.h"
#include "suite.h"

struct target {
    bool flag;
    const char *text;
    struct option_list list, commas;
    int64_t number, span_ns;
    double share;
};

#define AT(field) offsetof(struct target, field)

static const struct option_row rows[] = {
    {'f', "flag", OPTION_FLAG, AT(flag), NULL, "a flag"},
    {0, "text", OPTION_TEXT, AT(text), "T",
     "a text that is explained at some length, so that its help needs a second line"},
    {'l', "list", OPTION_LIST, AT(list), "L", "a list"},
    {0, "commas", OPTION_COMMAS, AT(commas), "A,B", "a list with commas"},
    {'n', "number", OPTION_INTEGER, AT(number), "N", "a number"},
    {0, "span", OPTION_DURATION, AT(span_ns), "T", "a time"},
    {0, "share", OPTION_FRACTION, AT(share), "P", "a share"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};
static const struct option_row *const tables[] = {rows, NULL};

/* Parse LINE, cut at blanks, into TARGET and REST. STORE keeps the words. */
static int parse(const char *line, char store[256], bool dashed, struct target *target,
                 struct option_list *rest, struct err *err)
{
    char *argv[32] = {"program"};
    int argc = 1;

    strncpy(store, line, 255);
    store[255] = '\0';
    for (char *word = strtok(store, " "); word != NULL; word = strtok(NULL, " "))
        argv[argc++] = word;
    return options_parse(target, tables, argc, argv, dashed, rest, err);
}

static void options_of_every_type_are_read(void)
{
    struct target t = {0};
    struct option_list rest = {0};
    struct err err;
    char store[256];

    CU_ASSERT_EQUAL(
        parse("-f --text=x -l a --list b --commas c,d -n 7 --span 2ms --share 5% word", store,
              false, &t, &rest, &err),
        0);
    CU_ASSERT(t.flag);
    CU_ASSERT_STRING_EQUAL(t.text, "x");
    CU_ASSERT_EQUAL(t.list.count, 2);
    CU_ASSERT_STRING_EQUAL(t.list.items[1], "b");
    CU_ASSERT_EQUAL(t.commas.count, 2);
    CU_ASSERT_STRING_EQUAL(t.commas.items[1], "d");
    CU_ASSERT_EQUAL(t.number, 7);
    CU_ASSERT_EQUAL(t.span_ns, 2000000);
    CU_ASSERT_DOUBLE_EQUAL(t.share, 0.05, 1e-12);
    CU_ASSERT_EQUAL(rest.count, 1);
    options_free(&t, tables, &rest);
}

static void options_after_two_dashes_are_words(void)
{
    struct target t = {0};
    struct option_list rest = {0};
    struct err err;
    char store[256];

    CU_ASSERT_EQUAL(parse("-n 1 -- ls -f --nope", store, false, &t, &rest, &err), 0);
    CU_ASSERT_FALSE(t.flag);
    CU_ASSERT_EQUAL(rest.count, 3);
    CU_ASSERT_STRING_EQUAL(rest.items[2], "--nope");
    options_free(&t, tables, &rest);
}

static void options_take_dashed_words_only_where_asked(void)
{
    struct target t = {0};
    struct option_list rest = {0};
    struct err err;
    char store[256];

    CU_ASSERT_EQUAL(parse("n-body -python -n 3", store, true, &t, &rest, &err), 0);
    CU_ASSERT_EQUAL(rest.count, 2);
    CU_ASSERT_EQUAL(t.number, 3);
    options_free(&t, tables, &rest);
    CU_ASSERT_EQUAL(parse("n-body -python", store, false, &t, &rest, &err), -EINVAL);
    options_free(&t, tables, &rest);
}

static void options_that_are_wrong_are_named(void)
{
    static const struct {
        const char *line, *words;
    } wrong[] = {{"--nope", "--nope"},     {"-n x", "--number"}, {"--span soon", "--span"},
                 {"--share 2", "--share"}, {"-n", "-n"},         {"--commas a,,b", "--commas"},
                 {"-n -5", "out of range"}};

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct target t = {0};
        struct option_list rest = {0};
        struct err err = {""};
        char store[256];
        CU_ASSERT(parse(wrong[i].line, store, false, &t, &rest, &err) < 0);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.text, wrong[i].words));
        options_free(&t, tables, &rest);
    }
}

static void options_before_a_command_are_passed_over(void)
{
    char *argv[] = {"program", "-f", "-n", "7", "--text", "run", "run", "-l", "x"};
    char *none[] = {"program", "-f", "-n"};

    CU_ASSERT_EQUAL(options_first_word(rows, 9, argv), 6);
    CU_ASSERT_EQUAL(options_first_word(rows, 3, none), 3);
    CU_ASSERT_EQUAL(options_first_word(rows, 1, none), 1);
}

static void options_help_stays_within_eighty_columns(void)
{
    struct text out = {0};

    options_help(&out, rows);
    for (const char *at = text_string(&out); *at != '\0';) {
        size_t line = strcspn(at, "\n");
        CU_ASSERT(line <= 80);
        at += line + 1;
    }
    CU_ASSERT_PTR_NOT_NULL(strstr(text_string(&out), "-n, --number N"));
    text_free(&out);
}

static const struct suite_test tests[] = {
    TEST(options_of_every_type_are_read),
    TEST(options_after_two_dashes_are_words),
    TEST(options_take_dashed_words_only_where_asked),
    TEST(options_that_are_wrong_are_named),
    TEST(options_before_a_command_are_passed_over),
    TEST(options_help_stays_within_eighty_columns),
    {NULL, NULL},
};
const struct suite suite_options = {"options", tests};
