/* SPDX-License-Identifier: MIT
 * Tests of catalog/selection. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/text.h"
#include "catalog/selection.h"
#include "suite.h"

static const char *const no_files[] = {NULL};

#define PROGRAM(in, as, count, all)                                                            \
    {                                                                                          \
        .language = (in), .variant = (as), .source = "x", .files = no_files,                   \
        .threads = (count), .max_n = 100, .all_threads = (all)                                 \
    }

static const struct implementation binary_trees[] = {
    PROGRAM("c", "plain", 1, false),    PROGRAM("c", "plain/slab", 1, false),
    PROGRAM("go", "plain", 1, false),   PROGRAM("go", "plain/gogc-off", 1, false),
    PROGRAM("go", "parallel", 4, true),
};
static const struct implementation n_body[] = {
    PROGRAM("c", "plain", 1, false),
    PROGRAM("c", "tuned", 1, false),
    PROGRAM("rust", "plain", 1, false),
    PROGRAM("python", "plain", 1, false),
};
static const struct implementation regex_redux[] = {
    PROGRAM("c", "stdlib/pcre2", 1, false),
    PROGRAM("python", "stdlib", 1, false),
};
static const struct workload workloads[] = {
    {.name = "binary-trees",
     .class_name = "allocation",
     .implementations = binary_trees,
     .implementation_count = ARRAY_SIZE(binary_trees)},
    {.name = "n-body",
     .class_name = "floating-point",
     .implementations = n_body,
     .implementation_count = ARRAY_SIZE(n_body)},
    {.name = "regex-redux",
     .class_name = "text",
     .implementations = regex_redux,
     .implementation_count = ARRAY_SIZE(regex_redux)},
};
static const struct catalog catalog = {.workloads = workloads,
                                       .workload_count = ARRAY_SIZE(workloads)};

/* Resolve TERMS, separated by blanks, into "workload/language/variant ..." or the error's text.
 * Returns its code. */
static int resolve(const char *terms, const char *variant, struct text *out)
{
    char *copy = mem_dup(terms);
    const char *list[16];
    size_t count = 0, selected_count;
    struct selected *selected;
    struct err err;

    for (char *t = strtok(copy, " "); t != NULL; t = strtok(NULL, " "))
        list[count++] = t;
    int r = selection_resolve(&catalog, list, count, variant, &selected, &selected_count, &err);
    if (r < 0)
        text_add(out, err.text);
    for (size_t i = 0; i < selected_count; i++)
        text_printf(out, "%s%s/%s/%s", i > 0 ? " " : "", selected[i].workload->name,
                    selected[i].implementation->language, selected[i].implementation->variant);
    free(selected);
    free(copy);
    return r;
}

static void expect(const char *terms, const char *variant, int code, const char *expected)
{
    struct text text = {0};

    CU_ASSERT_EQUAL(resolve(terms, variant, &text), code);
    if (strcmp(text_string(&text), expected) != 0)
        printf("\n    %s\n    expected %s\n    got      %s\n", terms, expected,
               text_string(&text));
    CU_ASSERT_STRING_EQUAL(text_string(&text), expected);
    text_free(&text);
}

static void selection_of_nothing_is_every_plain_implementation(void)
{
    expect("", NULL, 0,
           "binary-trees/c/plain binary-trees/go/plain n-body/c/plain n-body/rust/plain "
           "n-body/python/plain");
    expect("", "tuned", 0, "n-body/c/tuned");
    expect("", "tuned,parallel", 0, "binary-trees/go/parallel n-body/c/tuned");
}

static void selection_takes_paths(void)
{
    expect("n-body", NULL, 0, "n-body/c/plain n-body/rust/plain n-body/python/plain");
    expect("n-body/rust", NULL, 0, "n-body/rust/plain");
    expect("n-body/*/tuned", NULL, 0, "n-body/c/tuned");
    expect("*/c", NULL, 0, "binary-trees/c/plain n-body/c/plain");
    expect("b*s/go/*", NULL, 0,
           "binary-trees/go/plain binary-trees/go/plain/gogc-off binary-trees/go/parallel");
    expect("binary-trees/c/plain/slab", NULL, 0, "binary-trees/c/plain/slab");
}

static void selection_adds_terms_of_one_kind_and_keeps_the_catalogues_order(void)
{
    expect("n-body/rust binary-trees/go", NULL, 0, "binary-trees/go/plain n-body/rust/plain");
    expect("lang:rust lang:go", NULL, 0, "binary-trees/go/plain n-body/rust/plain");
    expect("lang:go,rust", NULL, 0, "binary-trees/go/plain n-body/rust/plain");
    expect("n-body n-body/c", NULL, 0, "n-body/c/plain n-body/rust/plain n-body/python/plain");
}

static void selection_lets_kinds_restrict_each_other(void)
{
    expect("n-body lang:c,go", NULL, 0, "n-body/c/plain");
    expect("class:allocation lang:c", NULL, 0, "binary-trees/c/plain");
    expect("threads:all variant:*", NULL, 0, "binary-trees/go/parallel");
    expect("tag:gogc-off,pcre2", NULL, 0,
           "binary-trees/go/plain/gogc-off "
           "regex-redux/c/stdlib/pcre2");
    expect("tag:* variant:plain*", NULL, 0,
           "binary-trees/c/plain/slab binary-trees/go/plain/gogc-off");
    expect("class:text lang:go variant:*", NULL, -ENOENT,
           "nothing is selected: the terms exclude each other");
}

static void selection_takes_away_what_follows_a_minus(void)
{
    expect("n-body -python", NULL, 0, "n-body/c/plain n-body/rust/plain");
    expect("-n-body", NULL, 0, "binary-trees/c/plain binary-trees/go/plain");
    expect("-lang:c,go", NULL, 0, "n-body/rust/plain n-body/python/plain");
    expect("variant:* -variant:plain -regex-redux", NULL, 0,
           "binary-trees/c/plain/slab binary-trees/go/plain/gogc-off binary-trees/go/parallel "
           "n-body/c/tuned");
    expect("-*/c -class:floating-point", NULL, 0, "binary-trees/go/plain");
    expect("-*", NULL, -ENOENT, "nothing is selected: the terms exclude each other");
}

static void selection_prefers_the_form_without_a_tag_but_loses_no_language(void)
{
    expect("variant:plain lang:c", NULL, 0, "binary-trees/c/plain n-body/c/plain");
    expect("variant:stdlib", NULL, 0, "regex-redux/c/stdlib/pcre2 regex-redux/python/stdlib");
    expect("regex-redux/c/stdlib", NULL, 0, "regex-redux/c/stdlib/pcre2");
}

static void selection_gives_the_variant_only_to_terms_without_one(void)
{
    expect("n-body/c/tuned binary-trees/c", NULL, 0, "binary-trees/c/plain n-body/c/tuned");
    expect("n-body/c/tuned", "parallel", 0, "n-body/c/tuned");
    expect("regex-redux", NULL, -ENOENT,
           "variant:plain, as is meant where no variant is named: 'regex-redux' names nothing; "
           "there are regex-redux/c/stdlib/pcre2, regex-redux/python/stdlib");
}

static void selection_names_the_nearest_of_what_there_is(void)
{
    expect("n-bdy", NULL, -ENOENT,
           "'n-bdy': no workload 'n-bdy', nearest is 'n-body'; there are binary-trees, n-body, "
           "regex-redux");
    expect("n-body/pyton", NULL, -ENOENT,
           "'n-body/pyton': no language 'pyton', nearest is 'python'; there are c, go, rust, "
           "python");
    expect("lang:c,javascript", NULL, -ENOENT,
           "'lang:c,javascript': no language 'javascript'; there are c, go, rust, python");
    expect("-pyhton", NULL, -ENOENT,
           "'-pyhton': no workload or language 'pyhton', nearest is 'python'; there are "
           "binary-trees, n-body, regex-redux, c, go, rust, python");
    expect("rust", NULL, -ENOENT, "'rust': no workload of that name; expected lang:rust");
    expect("class:txt", NULL, -ENOENT,
           "'class:txt': no class 'txt', nearest is 'text'; there are allocation, "
           "floating-point, text");
    expect("threads:2", NULL, -ENOENT, "'threads:2': no thread count '2'; there are 1, all");
    expect("", "tune", -ENOENT,
           "'variant:tune': no variant 'tune', nearest is 'tuned'; there are plain, "
           "plain/slab, plain/gogc-off, parallel, tuned, stdlib/pcre2, stdlib");
    expect("n-body/python/tuned", NULL, -ENOENT,
           "'n-body/python/tuned' names nothing; there are n-body/c/plain, n-body/c/tuned, "
           "n-body/rust/plain, n-body/python/plain");
}

static void selection_refuses_what_is_no_term(void)
{
    static const char *const wrong[] = {"-", "n-body/", "/c", "lang:", "lang:c,", "a//b"};
    struct text text = {0};

    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
        CU_ASSERT_EQUAL(resolve(wrong[i], NULL, &text), -EINVAL);
    text_free(&text);
    expect("language:c", NULL, -EINVAL,
           "'language:c': unknown kind 'language'; expected one of lang, variant, class, "
           "threads, tag");
}

static const struct suite_test tests[] = {
    TEST(selection_of_nothing_is_every_plain_implementation),
    TEST(selection_takes_paths),
    TEST(selection_adds_terms_of_one_kind_and_keeps_the_catalogues_order),
    TEST(selection_lets_kinds_restrict_each_other),
    TEST(selection_takes_away_what_follows_a_minus),
    TEST(selection_prefers_the_form_without_a_tag_but_loses_no_language),
    TEST(selection_gives_the_variant_only_to_terms_without_one),
    TEST(selection_names_the_nearest_of_what_there_is),
    TEST(selection_refuses_what_is_no_term),
    {NULL, NULL},
};
const struct suite suite_selection = {"selection", tests};
