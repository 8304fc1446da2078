/* SPDX-License-Identifier: MIT
 * Tests of catalog/: the sound trees, a table of wrong files, the repository's own. A wrong
 * file's first line says what must be said of it, as "# LINE: MESSAGE". */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "catalog/claim_file.h"
#include "catalog/runner_file.h"
#include "catalog/workload_file.h"
#include "suite.h"
#include "sys/root.h"

#define TREES FIXTURES "/catalog"

static void catalog_reads_every_key_of_a_workload(void)
{
    struct catalog catalog;
    struct err err;
    char digest[DIGEST_TEXT_SIZE];

    CU_ASSERT_EQUAL_FATAL(catalog_load(&catalog, TREES "/bench", TREES "/runners", &err), 0);
    CU_ASSERT_EQUAL(catalog.workload_count, 3);
    CU_ASSERT_STRING_EQUAL(catalog.workloads[0].name, "another");
    CU_ASSERT_PTR_NULL(catalog_workload(&catalog, "left-behind"));
    const struct workload *w = catalog_workload(&catalog, "sound");
    CU_ASSERT_PTR_NOT_NULL_FATAL(w);
    CU_ASSERT_STRING_EQUAL(w->title, "A sound file");
    CU_ASSERT_STRING_EQUAL(w->class_name, "floating-point");
    CU_ASSERT_STRING_EQUAL(w->unit, "steps");
    CU_ASSERT_STRING_EQUAL(w->work.unit, "step");
    CU_ASSERT_EQUAL(w->work.power, 2);
    CU_ASSERT_EQUAL(w->work.times, 3);
    CU_ASSERT_FALSE(w->work.output);
    CU_ASSERT_STRING_EQUAL(w->work.after[1], "turns:");
    CU_ASSERT_PTR_NULL(w->work.after[2]);
    CU_ASSERT_PTR_NULL(catalog.workloads[0].work.unit);
    CU_ASSERT_STRING_EQUAL(w->directory, TREES "/bench/sound");
    CU_ASSERT_TRUE(w->seeded);
    CU_ASSERT_FALSE(catalog.workloads[0].seeded);
    CU_ASSERT_EQUAL(w->min_n, 1);
    CU_ASSERT_EQUAL(w->max_n, 1000);
    CU_ASSERT_EQUAL(w->size_count, 2);
    CU_ASSERT_PTR_NULL(workload_size(w, "paper"));
    const struct size *ref = workload_size(w, "ref");
    CU_ASSERT_PTR_NOT_NULL_FATAL(ref);
    CU_ASSERT_EQUAL(ref->n, 1000);
    CU_ASSERT_EQUAL(ref->bytes, 25);
    CU_ASSERT_NSTRING_EQUAL(digest_text(digest, &ref->answer), "fedcba9876543210fedc", 20);
    catalog_free(&catalog);
    CU_ASSERT_PTR_NULL(catalog.workloads);
}

static void catalog_reads_every_key_of_an_implementation(void)
{
    struct catalog catalog;
    struct err err;

    CU_ASSERT_EQUAL_FATAL(catalog_load(&catalog, TREES "/bench", TREES "/runners", &err), 0);
    const struct workload *w = catalog_workload(&catalog, "sound");
    CU_ASSERT_PTR_NOT_NULL_FATAL(w);
    CU_ASSERT_EQUAL_FATAL(w->implementation_count, 2);
    const struct implementation *c = &w->implementations[0], *zig = &w->implementations[1];
    CU_ASSERT_STRING_EQUAL(c->language, "c");
    CU_ASSERT_EQUAL(c->max_n, 1000);
    CU_ASSERT_PTR_NULL(c->files[0]);
    CU_ASSERT_PTR_NULL(c->note);
    CU_ASSERT_STRING_EQUAL(zig->variant, "parallel/slab");
    CU_ASSERT_STRING_EQUAL(zig->source, "c/other.c");
    CU_ASSERT_STRING_EQUAL(zig->files[0], "c/help.h");
    CU_ASSERT_PTR_NULL(zig->files[1]);
    CU_ASSERT_EQUAL(c->threads, 1);
    CU_ASSERT_FALSE(c->all_threads);
    CU_ASSERT_TRUE(zig->all_threads);
    CU_ASSERT_TRUE(zig->threads >= 1);
    CU_ASSERT_EQUAL(zig->max_n, 500);
    CU_ASSERT_PTR_NULL(c->native);
    CU_ASSERT_STRING_EQUAL(zig->native, "c");
    CU_ASSERT_STRING_EQUAL(zig->build[0][1], "{native_flags}");
    CU_ASSERT_STRING_EQUAL(zig->note, "zig has no runner here: not an error");
    catalog_free(&catalog);
}

static void catalog_reads_every_key_of_a_runner(void)
{
    struct catalog catalog;
    struct err err;

    CU_ASSERT_EQUAL_FATAL(catalog_load(&catalog, TREES "/bench", TREES "/runners", &err), 0);
    const struct runner *c = catalog_runner(&catalog, "c");
    CU_ASSERT_PTR_NOT_NULL_FATAL(c);
    CU_ASSERT_STRING_EQUAL(c->title, "C");
    CU_ASSERT_STRING_EQUAL(c->directory, TREES "/runners/c");
    CU_ASSERT_STRING_EQUAL(c->files[0], "pj.h");
    CU_ASSERT_EQUAL_FATAL(c->toolchain_count, 2);
    CU_ASSERT_STRING_EQUAL(c->toolchains[0].commands[1], "gcc");
    CU_ASSERT_STRING_EQUAL(c->toolchains[0].describe[1], "-dumpmachine");
    CU_ASSERT_STRING_EQUAL(c->toolchains[0].prefer, "x86_64");
    CU_ASSERT_STRING_EQUAL(c->toolchains[1].version[0], "{command}");
    CU_ASSERT_PTR_NULL(c->toolchains[1].describe);
    CU_ASSERT_PTR_NULL(c->toolchains[1].prefer);
    CU_ASSERT_EQUAL_FATAL(c->flags_count, 2);
    CU_ASSERT_STRING_EQUAL(c->flags[0].name, "native");
    CU_ASSERT_STRING_EQUAL(c->flags[0].arguments[1], "-march=native");
    CU_ASSERT_STRING_EQUAL(c->flags[0].environment[0], "LEVEL={x86_64_level}");
    CU_ASSERT_PTR_NULL(c->flags[1].arguments[0]);
    CU_ASSERT_STRING_EQUAL(c->build[0][1], "{flags}");
    CU_ASSERT_STRING_EQUAL(c->build[0][5], "");
    CU_ASSERT_PTR_NULL(c->build[0][6]);
    CU_ASSERT_STRING_EQUAL(c->build[1][0], "strip");
    CU_ASSERT_PTR_NULL(c->build[2]);
    CU_ASSERT_STRING_EQUAL(c->build_environment[1], "EMPTY=");
    CU_ASSERT_STRING_EQUAL(c->run[0], "{dir}/program");
    CU_ASSERT_PTR_NULL(c->run[1]);
    CU_ASSERT_STRING_EQUAL(c->environment[0], "THREADS={threads}");
    catalog_free(&catalog);
}

static void catalog_puts_the_four_languages_before_others(void)
{
    struct catalog catalog;
    struct err err;

    CU_ASSERT_EQUAL_FATAL(catalog_load(&catalog, TREES "/bench", TREES "/runners", &err), 0);
    CU_ASSERT_EQUAL_FATAL(catalog.runner_count, 3);
    CU_ASSERT_STRING_EQUAL(catalog.runners[0].language, "c");
    CU_ASSERT_STRING_EQUAL(catalog.runners[1].language, "go");
    CU_ASSERT_STRING_EQUAL(catalog.runners[2].language, "ada");
    CU_ASSERT_PTR_NULL(catalog_runner(&catalog, "zig"));
    catalog_free(&catalog);
}

static void catalog_refuses_files_that_would_overwrite_the_runners(void)
{
    struct catalog catalog;
    struct err err;

    CU_ASSERT_EQUAL(catalog_load(&catalog, TREES "/clash", TREES "/runners", &err), -EINVAL);
    CU_ASSERT_STRING_EQUAL(
        err.text, TREES "/clash/clash/workload.yaml:11: 'c/pj.h' in 'files'; expected another "
                        "base name than the files of the runner c have");
    CU_ASSERT_PTR_NULL(catalog.memory);
}

static void catalog_knows_whose_answer_a_workload_reads(void)
{
    struct catalog catalog;
    struct err err;

    CU_ASSERT_EQUAL_FATAL(catalog_load(&catalog, TREES "/bench", TREES "/runners", &err), 0);
    CU_ASSERT_STRING_EQUAL(catalog_workload(&catalog, "reading")->input, "another");
    CU_ASSERT_PTR_NULL(catalog_workload(&catalog, "sound")->input);
    catalog_free(&catalog);
}

static void catalog_refuses_inputs_that_cannot_be_made(void)
{
    static const char *const names[] = {"input-of-nobody", "input-of-itself", "input-too-small",
                                        "input-seeded"};
    struct catalog catalog;
    struct text bench = {0}, line = {0};
    struct err err;

    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        bench.length = line.length = 0;
        text_printf(&bench, TREES "/inputs/%s", names[i]);
        text_printf(&line, "%s/%s/workload.yaml:5: '", text_string(&bench), names[i]);
        CU_ASSERT_EQUAL(catalog_load(&catalog, text_string(&bench), TREES "/runners", &err),
                        -EINVAL);
        CU_ASSERT_EQUAL(strncmp(err.text, text_string(&line), line.length), 0);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "in 'input'"));
    }
    text_free(&bench);
    text_free(&line);
}

static void catalog_needs_both_trees(void)
{
    struct catalog catalog;
    struct err err;

    CU_ASSERT_EQUAL(catalog_load(&catalog, TREES "/none", TREES "/runners", &err), -EINVAL);
    CU_ASSERT_STRING_EQUAL(err.text, TREES "/none: No such file or directory");
    CU_ASSERT_EQUAL(catalog_load(&catalog, TREES "/bench", TREES "/none", &err), -EINVAL);
}

static int read_workload(const char *path, struct err *err)
{
    struct manifest *manifest;
    struct arena arena = {0};
    struct workload out;
    int r;

    if ((r = manifest_open(&manifest, path, err)) == 0)
        r = workload_file_read(&out, &arena, manifest, TREES "/bench/sound", "sound", err);
    manifest_close(manifest);
    arena_free(&arena);
    return r;
}

static int read_runner(const char *path, struct err *err)
{
    struct manifest *manifest;
    struct arena arena = {0};
    struct runner out;
    int r;

    if ((r = manifest_open(&manifest, path, err)) == 0)
        r = runner_file_read(&out, &arena, manifest, TREES "/runners/c", "c", err);
    manifest_close(manifest);
    arena_free(&arena);
    return r;
}

static int read_claims(const char *path, struct err *err)
{
    struct manifest *manifest;
    struct catalog catalog;
    struct arena arena = {0};
    struct claim_book out;
    int r;

    if ((r = catalog_load(&catalog, TREES "/bench", TREES "/runners", err)) < 0)
        return r;
    if ((r = manifest_open(&manifest, path, err)) == 0)
        r = claim_file_read(&out, &arena, manifest, "sound", &catalog, err);
    manifest_close(manifest);
    arena_free(&arena);
    catalog_free(&catalog);
    return r;
}

struct table {
    const char *directory;
    int (*read)(const char *path, struct err *err);
    int count;
};

/* The rest of the file's first line, behind "# ". */
static void read_expectation(const char *path, char *line, size_t size)
{
    FILE *file = fopen(path, "r");

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_PTR_NOT_NULL_FATAL(fgets(line, (int)size, file));
    fclose(file);
    line[strcspn(line, "\n")] = '\0';
}

static int check_wrong(void *context, const char *name, struct err *ignored)
{
    struct table *table = context;
    struct text path = {0}, expected = {0};
    char line[512];
    struct err err = {.text = "nothing"};

    (void)ignored;
    text_printf(&path, "%s/%s", table->directory, name);
    read_expectation(text_string(&path), line, sizeof(line));
    text_printf(&expected, "%s:%s", text_string(&path), line + strlen("# "));
    int r = table->read(text_string(&path), &err);
    if (r != -EINVAL || strcmp(err.text, text_string(&expected)) != 0)
        printf("\n    expected %s\n    got      %s\n", text_string(&expected), err.text);
    CU_ASSERT_EQUAL(r, -EINVAL);
    CU_ASSERT_STRING_EQUAL(err.text, text_string(&expected));
    table->count++;
    text_free(&path);
    text_free(&expected);
    return 0;
}

static void a_claim_file_says_what_is_wrong_and_where(void)
{
    struct table table = {TREES "/wrong-claim", read_claims, 0};
    struct err err;

    CU_ASSERT_EQUAL(root_list("", table.directory, check_wrong, &table, &err), 0);
    CU_ASSERT_EQUAL(table.count, 28);
}

static void a_claim_has_its_own_terms_or_those_of_its_file(void)
{
    struct catalog catalog;
    struct arena arena = {0};
    struct claim_book *books;
    struct err err;
    size_t count;

    CU_ASSERT_EQUAL_FATAL(catalog_load(&catalog, TREES "/bench", TREES "/runners", &err), 0);
    CU_ASSERT_EQUAL_FATAL(
        claim_books_load(&books, &count, &arena, TREES "/claims", &catalog, &err), 0);
    CU_ASSERT_EQUAL_FATAL(count, 1);
    CU_ASSERT_EQUAL_FATAL(books[0].claim_count, 8);
    const struct claim *ratio = &books[0].claims[0], *order = &books[0].claims[1];
    CU_ASSERT_STRING_EQUAL(ratio->id, "sound-ratio");
    CU_ASSERT_EQUAL(ratio->kind, CLAIM_RATIO);
    CU_ASSERT_EQUAL(ratio->domains, CLAIM_CORES | CLAIM_DRAM);
    CU_ASSERT_STRING_EQUAL(ratio->languages[0], "zig");
    CU_ASSERT_STRING_EQUAL(ratio->languages[1], "c");
    CU_ASSERT_EQUAL(ratio->across, CLAIM_GEOMETRIC_MEAN);
    CU_ASSERT_DOUBLE_EQUAL(ratio->published, 2, 0);
    CU_ASSERT_DOUBLE_EQUAL(ratio->tolerance, 0.2, 1e-15);
    CU_ASSERT_EQUAL(order->kind, CLAIM_ORDER);
    CU_ASSERT_STRING_EQUAL(order->workloads[1], "sound");
    CU_ASSERT_PTR_NULL(order->workloads[2]);
    const struct claim *same = &books[0].claims[2], *fit = &books[0].claims[4];
    CU_ASSERT_EQUAL(same->kind, CLAIM_EQUIVALENCE);
    CU_ASSERT_EQUAL(same->metric, CLAIM_POWER);
    CU_ASSERT_STRING_EQUAL(same->languages[0], "c");
    CU_ASSERT_STRING_EQUAL(same->languages[1], "zig");
    CU_ASSERT_EQUAL(books[0].claims[3].kind, CLAIM_REVERSAL);
    CU_ASSERT_EQUAL(fit->kind, CLAIM_CORRELATION);
    CU_ASSERT_EQUAL(fit->by, CLAIM_BY_TIME);
    CU_ASSERT_DOUBLE_EQUAL(fit->published, 0.9, 1e-15);
    arena_free(&arena);
    catalog_free(&catalog);
}

static void a_claim_with_a_number_a_workload_is_as_many_claims(void)
{
    struct catalog catalog;
    struct arena arena = {0};
    struct claim_book *books;
    struct err err;
    size_t count;

    CU_ASSERT_EQUAL_FATAL(catalog_load(&catalog, TREES "/bench", TREES "/runners", &err), 0);
    CU_ASSERT_EQUAL_FATAL(
        claim_books_load(&books, &count, &arena, TREES "/claims", &catalog, &err), 0);
    CU_ASSERT_EQUAL_FATAL(books[0].claim_count, 8);
    const struct claim *memory = &books[0].claims[5], *sound = &books[0].claims[6],
                       *another = &books[0].claims[7];
    CU_ASSERT_EQUAL(memory->by, CLAIM_BY_CACHE_MISSES);
    CU_ASSERT_PTR_NULL(memory->note);
    CU_ASSERT_STRING_EQUAL(sound->id, "sound-family/sound");
    CU_ASSERT_STRING_EQUAL(sound->sentence,
                           "In sound Zig takes 9.99 times the time of C, says sound.");
    CU_ASSERT_STRING_EQUAL(sound->note, "Both are short.");
    CU_ASSERT_STRING_EQUAL(sound->workloads[0], "sound");
    CU_ASSERT_PTR_NULL(sound->workloads[1]);
    CU_ASSERT_DOUBLE_EQUAL(sound->published, 9.99, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(sound->tolerance, 0.25, 1e-15);
    CU_ASSERT_STRING_EQUAL(another->id, "sound-family/another");
    CU_ASSERT_DOUBLE_EQUAL(another->published, 10, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(another->tolerance, 0.33, 1e-15);
    arena_free(&arena);
    catalog_free(&catalog);
}

static void the_shipped_claims_are_sound(void)
{
    struct catalog catalog;
    struct arena arena = {0};
    struct claim_book *books;
    struct err err = {""};
    size_t count = 0;

    CU_ASSERT_EQUAL_FATAL(
        catalog_load(&catalog, SOURCE_ROOT "/bench", SOURCE_ROOT "/runners", &err), 0);
    if (claim_books_load(&books, &count, &arena, SOURCE_ROOT "/results/claims", &catalog,
                         &err) < 0)
        CU_FAIL(err.text);
    CU_ASSERT(count > 0);
    arena_free(&arena);
    catalog_free(&catalog);
}

static void catalog_says_what_is_wrong_with_a_workload_and_where(void)
{
    struct table table = {TREES "/wrong-workload", read_workload, 0};
    struct err err;

    CU_ASSERT_EQUAL(root_list("", table.directory, check_wrong, &table, &err), 0);
    CU_ASSERT_TRUE(table.count >= 50);
}

static void catalog_says_what_is_wrong_with_a_runner_and_where(void)
{
    struct table table = {TREES "/wrong-runner", read_runner, 0};
    struct err err;

    CU_ASSERT_EQUAL(root_list("", table.directory, check_wrong, &table, &err), 0);
    CU_ASSERT_TRUE(table.count >= 25);
}

static void catalog_loads_the_repositorys_own_trees(void)
{
    struct catalog catalog;
    struct err err = {.text = ""};

    int r = catalog_load(&catalog, SOURCE_ROOT "/bench", SOURCE_ROOT "/runners", &err);
    if (r < 0)
        printf("\n    %s\n", err.text);
    CU_ASSERT_EQUAL_FATAL(r, 0);
    CU_ASSERT_TRUE(catalog.workload_count > 0);
    for (size_t i = 0; i < 4; i++)
        CU_ASSERT_PTR_NOT_NULL(
            catalog_runner(&catalog, (const char *[]){"c", "rust", "go", "python"}[i]));
    catalog_free(&catalog);
}

static const struct suite_test tests[] = {
    TEST(a_claim_file_says_what_is_wrong_and_where),
    TEST(a_claim_has_its_own_terms_or_those_of_its_file),
    TEST(a_claim_with_a_number_a_workload_is_as_many_claims),
    TEST(the_shipped_claims_are_sound),
    TEST(catalog_reads_every_key_of_a_workload),
    TEST(catalog_reads_every_key_of_an_implementation),
    TEST(catalog_reads_every_key_of_a_runner),
    TEST(catalog_puts_the_four_languages_before_others),
    TEST(catalog_refuses_files_that_would_overwrite_the_runners),
    TEST(catalog_knows_whose_answer_a_workload_reads),
    TEST(catalog_refuses_inputs_that_cannot_be_made),
    TEST(catalog_needs_both_trees),
    TEST(catalog_says_what_is_wrong_with_a_workload_and_where),
    TEST(catalog_says_what_is_wrong_with_a_runner_and_where),
    TEST(catalog_loads_the_repositorys_own_trees),
    {NULL, NULL},
};
const struct suite suite_catalog = {"catalog", tests};
