/* SPDX-License-Identifier: MIT
 * Tests of store/nameless. */
#include <stdlib.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "store/nameless.h"
#include "suite.h"

static const char *const names[] = {"alice", "build-7", "Alice Smith"};
static const struct nameless who = {names, ARRAY_SIZE(names)};

static void becomes(const char *text, const char *wanted)
{
    struct text out = {0};

    nameless_add(&out, text, &who);
    CU_ASSERT_STRING_EQUAL(text_string(&out), wanted);
    text_free(&out);
}

static void only_the_last_part_of_a_path_is_left(void)
{
    becomes("/home/alice/secret/bin/program", "/anonymous/program");
    becomes("cannot open /srv/customer/data.bin: No such file",
            "cannot open /anonymous/data.bin: No such file");
    becomes("a=/x/y:/z/w", "a=/anonymous/y:/anonymous/w");
    becomes("/opt/customer/", "/anonymous/customer");
    becomes("/", "/");
}

static void a_quoted_path_is_one_path_whatever_is_in_it(void)
{
    becomes("[\"/home/a b/c, d/program\",\"18\"]", "[\"/anonymous/program\",\"18\"]");
    becomes("'/home/a b/c' -x", "'/anonymous/c' -x");
    becomes("\"/home/a b", "\"/anonymous/a b");
}

static void what_every_system_has_stays(void)
{
    becomes("[[\"/usr/bin/gcc\",\"-O3\"]]", "[[\"/usr/bin/gcc\",\"-O3\"]]");
    becomes("/proc/self/maps and /dev/null", "/proc/self/maps and /dev/null");
}

static void what_is_no_path_stays(void)
{
    becomes("n-body/rust", "n-body/rust");
    becomes("1/2, a/b", "1/2, a/b");
    becomes("../bench/x", "../bench/x");
    becomes("", "");
}

static void options_lose_the_folders_that_stick_to_them(void)
{
    becomes("-I/home/alice/include -L/x/lib", "-I/anonymous/include -L/anonymous/lib");
    becomes("--prefix=/home/alice/y", "--prefix=/anonymous/y");
}

static void names_go_where_they_are_words(void)
{
    becomes("alice@build-7: made by Alice Smith", "anonymous@anonymous: made by anonymous");
    becomes("malice alices alice_", "malice alices alice_");
    becomes("./alice/x", "./anonymous/x");
    becomes("/home/x/alice", "/anonymous/anonymous");
}

static const struct suite_test tests[] = {
    TEST(only_the_last_part_of_a_path_is_left),
    TEST(a_quoted_path_is_one_path_whatever_is_in_it),
    TEST(what_every_system_has_stays),
    TEST(what_is_no_path_stays),
    TEST(options_lose_the_folders_that_stick_to_them),
    TEST(names_go_where_they_are_words),
    {NULL, NULL},
};

const struct suite suite_nameless = {"nameless", tests};
