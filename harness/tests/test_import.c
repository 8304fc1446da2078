/* SPDX-License-Identifier: MIT
 * Tests of report/import. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "report/import.h"
#include "store_fixture.h"
#include "suite.h"

struct bench {
    struct store *store;
    struct import_summary summary;
    struct err err;
    char folder[64], path[192];
};

static void open_bench(struct bench *b, const char *below, const char *name,
                       const char *content)
{
    struct err err = {""};

    *b = (struct bench){.folder = "/tmp/import-XXXXXX"};
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(b->folder));
    if (store_open(&b->store, "", STORE_WRITE, &err) < 0)
        CU_FAIL_FATAL(err.text);
    snprintf(b->path, sizeof(b->path), "%s/%s", b->folder, below);
    for (char *slash = b->path + strlen(b->folder) + 1; (slash = strchr(slash, '/')) != NULL;
         slash++) {
        *slash = '\0';
        mkdir(b->path, 0700);
        *slash = '/';
    }
    snprintf(b->path, sizeof(b->path), "%s/%s%s", b->folder, below, name);
    FILE *file = fopen(b->path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs(content, file);
    fclose(file);
}

static int import(struct bench *b, const char *format)
{
    const char *const paths[] = {b->path};

    import_summary_free(&b->summary);
    return import_study(&b->summary, b->store, format, paths, 1, "0.1.0", &b->err);
}

static void close_bench(struct bench *b)
{
    char command[96];

    import_summary_free(&b->summary);
    store_close(b->store);
    snprintf(command, sizeof(command), "rm -r '%s'", b->folder);
    CU_ASSERT_EQUAL(system(command), 0);
}

static int take_text(void *context, const struct store_row *row, struct err *err)
{
    struct text *text = context;

    (void)err;
    text_printf(text, "%s %lld %s|", row_text_of(row, "label"),
                (long long)row_integer_of(row, "package_nj"), row_text_of(row, "status"));
    return 0;
}

static void expect_rows(struct bench *b, const char *expected)
{
    struct text text = {0};

    CU_ASSERT_EQUAL(store_visit(b->store, "export_csv", NULL, 0, take_text, &text, &b->err), 0);
    CU_ASSERT_STRING_EQUAL(text_string(&text), expected);
    text_free(&text);
}

static void a_row_becomes_a_trial_with_its_joules(void)
{
    struct bench b;

    open_bench(&b, "", "C++.csv",
               "n-body ; 72.5 ; 59.25 ; 0.001 ; 8.25 ; 4186.76 \r\n"
               "n-body ; 71 ; 58 ; 0 ; 8 ; 4187\n\n");
    CU_ASSERT_EQUAL(import(&b, "energy-languages"), 0);
    CU_ASSERT_EQUAL(b.summary.rows, 2);
    CU_ASSERT_EQUAL(b.summary.cells, 1);
    CU_ASSERT_EQUAL(b.summary.doubt_count, 0);
    expect_rows(&b, "n-body/cpp 72500000000 ok|n-body/cpp 71000000000 ok|");
    close_bench(&b);
}

static void a_wrapped_row_is_kept_and_not_admissible(void)
{
    struct bench b;

    open_bench(&b, "", "Python.csv",
               "n-body ; -250468.25 ; -255667.0 ; 0.0 ; 1340.0 ;  554673\n");
    CU_ASSERT_EQUAL(import(&b, "energy-languages"), 0);
    CU_ASSERT_EQUAL_FATAL(b.summary.doubt_count, 1);
    CU_ASSERT_STRING_EQUAL(b.summary.doubts[0].reason, "package wrapped: 11675.750 - 262144 J");
    expect_rows(&b, "n-body/python 11675750000000 disturbed|");
    close_bench(&b);
}

static void a_run_that_failed_is_kept_and_not_admissible(void)
{
    struct bench b;

    open_bench(&b, "", "Smalltalk.csv", "n-body ; 0.01 ; 0.008 ; 0 ; 0.001 ; 0.858\n");
    CU_ASSERT_EQUAL(import(&b, "energy-languages"), 0);
    CU_ASSERT_EQUAL_FATAL(b.summary.doubt_count, 1);
    CU_ASSERT_STRING_EQUAL(b.summary.doubts[0].reason, "failed: 0.858 ms, 0.01 J");
    expect_rows(&b, "n-body/smalltalk 10000000 exit|");
    close_bench(&b);
}

static void the_eleventh_row_of_a_benchmark_begins_a_second_set(void)
{
    struct bench b;
    struct text rows = {0};

    for (int i = 0; i < 11; i++)
        text_printf(&rows, "fasta ; %d ; 1 ; 0 ; 1 ; 1000\n", i + 1);
    open_bench(&b, "", "C.csv", text_string(&rows));
    CU_ASSERT_EQUAL(import(&b, "energy-languages"), 0);
    CU_ASSERT_EQUAL(b.summary.cells, 2);
    text_free(&rows);
    close_bench(&b);
}

static void commas_a_header_and_empty_cells_are_read_too(void)
{
    struct bench b;

    open_bench(&b, "", "GraalVM.csv",
               "benchmark-name, PKG (Joules), CPU (J), DRAM (J) , Time (ms)\n"
               "fasta , 75.5, 63.25,  ,  , 4117.37 \n");
    CU_ASSERT_EQUAL(import(&b, "energy-languages"), 0);
    expect_rows(&b, "fasta/graalvm 75500000000 ok|");
    close_bench(&b);
}

static void what_is_no_row_is_an_error_with_its_line_and_nothing_is_kept(void)
{
    static const struct {
        const char *text, *words;
    } wrong[] = {
        {"fasta ; 1 ; 1 ; 0 ; 1 ; 1000\nfasta ; 1 ; 1\n", ":2: too few columns; expected"},
        {"fasta ; 1 ; 1 ; 0 ; 1 ; 1000 ; 7\n", ":1: too many columns; expected"},
        {"fasta ; 1 ; one ; 0 ; 1 ; 1000\n", ":1: 'one' as cores; expected a number"},
        {"fasta ; 1 ; 1 ; 0 ; 1 ; \n", ":1: '' as time; expected a number"},
        {"fasta ; 1 ; 1 ; 0 ; 1 ; -5\n", ":1: a time of -5 ms"},
        {"\n", "no row of format energy-languages"},
    };

    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
        struct bench b;
        open_bench(&b, "", "C.csv", wrong[i].text);
        CU_ASSERT_EQUAL(import(&b, "energy-languages"), -EINVAL);
        CU_ASSERT_PTR_NOT_NULL(strstr(b.err.text, wrong[i].words));
        if (strstr(b.err.text, wrong[i].words) == NULL)
            printf("\n  %s\n", b.err.text);
        expect_rows(&b, "");
        close_bench(&b);
    }
}

static void the_same_files_are_imported_once(void)
{
    struct bench b;

    open_bench(&b, "", "C.csv", "fasta ; 1 ; 1 ; 0 ; 1 ; 1000\n");
    CU_ASSERT_EQUAL(import(&b, "energy-languages"), 0);
    CU_ASSERT_FALSE(b.summary.known);
    int64_t campaign = b.summary.campaign;
    CU_ASSERT_EQUAL(import(&b, "energy-languages"), 0);
    CU_ASSERT_TRUE(b.summary.known);
    CU_ASSERT_EQUAL(b.summary.campaign, campaign);
    expect_rows(&b, "fasta/c 1000000000 ok|");
    close_bench(&b);
}

static void samples_and_sockets_of_json_lines_are_summed(void)
{
    struct bench b;

    open_bench(&b, "docker-default/Rust/", "n-body.json",
               "{\"runtime_ms\":1019,\"counters\":{\"PERF_COUNT_SW_TASK_CLOCK\":23251641672},"
               "\"energy_samples\":[{\"duration_ms\":1000,\"energy\":[{\"pkg\":161.5,\"pp0\":0,"
               "\"dram\":6},{\"pkg\":159.25,\"pp0\":0,\"dram\":5.5}]},{\"duration_ms\":18,"
               "\"energy\":[{\"pkg\":2.75,\"pp0\":0,\"dram\":0.25},{\"pkg\":3,\"pp0\":0,"
               "\"dram\":0.25}]}]}\n");
    CU_ASSERT_EQUAL(import(&b, "vankempen"), 0);
    expect_rows(&b, "n-body/rust 326500000000 ok|");
    close_bench(&b);
}

static void json_that_is_wrong_is_an_error_with_its_line(void)
{
    static const struct {
        const char *text, *words;
    } wrong[] = {
        {"{\n", ":1: "},
        {"{\"energy_samples\":[]}\n", ":1: no runtime_ms"},
        {"{\"runtime_ms\":1}\n", ":1: no energy_samples"},
        {"{\"runtime_ms\":1,\"energy_samples\":[{\"energy\":[{\"pkg\":1}]}]}\n",
         ":1: energy of 1 sockets"},
        {"{\"runtime_ms\":1,\"energy_samples\":[{\"energy\":[{\"pkg\":1},{\"pkg\":1}]}]}\n",
         ":1: a sample whose pkg or dram is missing"},
        {"{\"runtime_ms\":1e300,\"energy_samples\":[]}\n", ":1: no runtime_ms"},
    };

    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
        struct bench b;
        open_bench(&b, "x/C/", "n-body.json", wrong[i].text);
        CU_ASSERT_EQUAL(import(&b, "vankempen"), -EINVAL);
        CU_ASSERT_PTR_NOT_NULL(strstr(b.err.text, wrong[i].words));
        if (strstr(b.err.text, wrong[i].words) == NULL)
            printf("\n  %s\n", b.err.text);
        close_bench(&b);
    }
}

static const struct suite_test tests[] = {
    TEST(a_row_becomes_a_trial_with_its_joules),
    TEST(a_wrapped_row_is_kept_and_not_admissible),
    TEST(a_run_that_failed_is_kept_and_not_admissible),
    TEST(the_eleventh_row_of_a_benchmark_begins_a_second_set),
    TEST(commas_a_header_and_empty_cells_are_read_too),
    TEST(what_is_no_row_is_an_error_with_its_line_and_nothing_is_kept),
    TEST(the_same_files_are_imported_once),
    TEST(samples_and_sockets_of_json_lines_are_summed),
    TEST(json_that_is_wrong_is_an_error_with_its_line),
    {NULL, NULL},
};

const struct suite suite_import = {"import", tests};
