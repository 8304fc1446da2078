/* SPDX-License-Identifier: MIT
 * Tests of catalog/manifest: what the tables of wrong files in fixtures/catalog cannot show. */
#include <errno.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/text.h"
#include "catalog/manifest.h"
#include "suite.h"

static int parse(struct manifest **out, const char *text, struct err *err)
{
    return manifest_parse(out, "f", text, strlen(text), err);
}

static void manifest_keeps_the_line_of_every_value(void)
{
    struct manifest *m;
    struct err err;

    CU_ASSERT_EQUAL_FATAL(parse(&m, "a: 1\n\nb:\n  - x\n  - [y,\n     z]\n", &err), 0);
    const struct manifest_node *list = manifest_get(manifest_root(m), "b");
    CU_ASSERT_EQUAL(list->line, 3);
    CU_ASSERT_EQUAL(manifest_item(list, 0)->line, 4);
    CU_ASSERT_EQUAL(manifest_item(manifest_item(list, 1), 1)->line, 6);
    CU_ASSERT_STRING_EQUAL(manifest_item(list, 0)->key, "b");
    CU_ASSERT_PTR_NULL(manifest_item(list, 2));
    CU_ASSERT_PTR_NULL(manifest_get(list, "x"));
    CU_ASSERT_PTR_NULL(manifest_get(manifest_root(m), "c"));
    CU_ASSERT_EQUAL(manifest_error(m, list, &err, "no %s", "luck"), -EINVAL);
    CU_ASSERT_STRING_EQUAL(err.text, "f:3: no luck");
    manifest_close(m);
}

static void manifest_refuses_a_bomb_of_aliases_at_its_first_anchor(void)
{
    struct manifest *m;
    struct text text = {0};
    struct err err;

    text_add(&text, "a: &a [x]\n");
    for (char c = 'b'; c <= 'z'; c++)
        text_printf(&text, "%c: &%c [*%c, *%c, *%c, *%c]\n", c, c, c - 1, c - 1, c - 1, c - 1);
    CU_ASSERT_EQUAL(parse(&m, text_string(&text), &err), -EINVAL);
    CU_ASSERT_PTR_NULL(m);
    CU_ASSERT_STRING_EQUAL(err.text, "f:1: anchor '&a'; expected the value written out");
    text_free(&text);
}

static void manifest_refuses_depth_that_no_file_needs(void)
{
    struct manifest *m;
    struct text text = {0};
    struct err err;

    text_add(&text, "a: ");
    for (int i = 0; i < 60000; i++)
        text_add(&text, "[");
    CU_ASSERT_EQUAL(parse(&m, text_string(&text), &err), -EINVAL);
    CU_ASSERT_STRING_EQUAL(err.text, "f:1: nested deeper than 8 levels");
    text_free(&text);
}

static void manifest_refuses_a_file_larger_than_its_bound(void)
{
    struct manifest *m;
    struct err err;

    CU_ASSERT_EQUAL(manifest_open(&m, "/dev/zero", &err), -EFBIG);
    CU_ASSERT_PTR_NULL(m);
    CU_ASSERT_EQUAL(manifest_open(&m, FIXTURES "/none.yaml", &err), -ENOENT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "/none.yaml: No such file"));
}

static const struct suite_test tests[] = {
    TEST(manifest_keeps_the_line_of_every_value),
    TEST(manifest_refuses_a_bomb_of_aliases_at_its_first_anchor),
    TEST(manifest_refuses_depth_that_no_file_needs),
    TEST(manifest_refuses_a_file_larger_than_its_bound),
    {NULL, NULL},
};
const struct suite suite_manifest = {"manifest", tests};
