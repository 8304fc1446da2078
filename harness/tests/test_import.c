/* SPDX-License-Identifier: MIT
 * Tests of report/import. */
#include <errno.h>
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

/* ------------------------------------------------------- other tools' files */

static int take_time(void *context, const struct store_row *row, struct err *err)
{
    struct text *text = context;

    (void)err;
    text_printf(text, "%s %lld %s|", row_text_of(row, "label"),
                (long long)row_integer_of(row, "wall_ns"), row_text_of(row, "status"));
    return 0;
}

static void expect_times(struct bench *b, const char *expected)
{
    struct text text = {0};

    CU_ASSERT_EQUAL(store_visit(b->store, "export_csv", NULL, 0, take_time, &text, &b->err), 0);
    CU_ASSERT_STRING_EQUAL(text_string(&text), expected);
    if (strcmp(text_string(&text), expected) != 0)
        printf("\n  %s\n", text_string(&text));
    text_free(&text);
}

static bool is_warned(const struct bench *b, const char *words)
{
    for (size_t i = 0; i < b->summary.note_count; i++)
        if (strstr(b->summary.notes[i], words) != NULL)
            return true;
    return false;
}

static const struct {
    const char *format, *below, *name, *text, *times;
    const char *warning; /* beside that of the order */
} shapes[] = {
    {"hyperfine", "", "h.json",
     "{\"results\":[{\"command\":\"sleep 0.1\",\"mean\":0.15,\"stddev\":null,\"median\":0.15,"
     "\"user\":0.001,\"system\":0.002,\"min\":0.1,\"max\":0.2,\"times\":[0.1,0.2],"
     "\"exit_codes\":[0,3]}]}",
     "sleep 0.1 100000000 ok|sleep 0.1 200000000 exit|", NULL},
    {"hyperfine", "", "h.json", "{\"results\":[{\"command\":\"x\",\"mean\":0.15}]}",
     "x 150000000 ok|", "only a summary"},
    {"go", "", "g.txt",
     "goos: linux\nBenchmarkFib\nBenchmarkFib-8   \t 100\t  1500.5 ns/op\t  8 B/op\n"
     "BenchmarkFib-8 120 1498 ns/op\nPASS\nok  \tx\t1.2s\n",
     "Fib-8 x 1000000 1500500000 ok|Fib-8 x 1000000 1498000000 ok|", "1 000 000 operations"},
    {"go", "", "g.txt", "BenchmarkSort/lang=Rust/n=10-4 1 5000000 ns/op\n",
     "Sort/rust 5000000 ok|", "of one process"},
    {"pyperf", "", "p.json",
     "{\"version\":\"1.0\",\"metadata\":{\"unit\":\"second\",\"loops\":4},\"benchmarks\":["
     "{\"metadata\":{\"name\":\"nbody\"},\"runs\":[{\"warmups\":[[1,0.5]]},"
     "{\"values\":[0.25,0.26]},{\"values\":[0.27]}]}]}",
     "nbody 250000000 ok|nbody 260000000 ok|nbody 270000000 ok|", "of one process"},
    {"google-benchmark", "", "b.json",
     "{\"context\":{\"num_cpus\":2},\"benchmarks\":[{\"name\":\"BM_x/8\",\"run_name\":\"BM_x/"
     "8\","
     "\"run_type\":\"iteration\",\"iterations\":1000,\"real_time\":2.5,\"cpu_time\":2.4,"
     "\"time_unit\":\"us\"},{\"name\":\"BM_x/8_mean\",\"run_name\":\"BM_x/8\",\"run_type\":"
     "\"aggregate\",\"aggregate_name\":\"mean\",\"real_time\":2.5,\"time_unit\":\"us\"}]}",
     "BM_x/8 2500 ok|", "means over many"},
    {"google-benchmark", "", "b.json",
     "{\"benchmarks\":[{\"name\":\"BM_x_mean\",\"run_name\":\"BM_x\",\"run_type\":"
     "\"aggregate\",\"aggregate_name\":\"mean\",\"real_time\":9,\"time_unit\":\"ms\"},"
     "{\"name\":\"BM_x_median\",\"run_name\":\"BM_x\",\"run_type\":\"aggregate\","
     "\"aggregate_name\":\"median\",\"real_time\":8,\"time_unit\":\"ms\"},"
     "{\"name\":\"BM_y\",\"error_occurred\":true,\"error_message\":\"no\"}]}",
     "BM_x 8000000 ok|BM_y 0 exit|", "only a summary"},
    {"jmh", "", "j.json",
     "[{\"benchmark\":\"a.B.c\",\"mode\":\"avgt\",\"forks\":2,\"params\":{\"size\":\"10\"},"
     "\"primaryMetric\":{\"score\":1.5,\"scoreError\":\"NaN\",\"scoreUnit\":\"ms/op\","
     "\"rawData\":[[1.0,2.0],[1.25,1.5]]},\"secondaryMetrics\":{\"gc.count\":{\"score\":1}}}]",
     "a.B.c:size=10 1000000 ok|a.B.c:size=10 2000000 ok|a.B.c:size=10 1250000 ok|"
     "a.B.c:size=10 1500000 ok|",
     "of one process"},
    {"criterion", "criterion/group/fast/new/", "sample.json",
     "{\"sampling_mode\":\"Linear\",\"iters\":[2.0,4.0],\"times\":[4000.0,9000.0]}",
     "group/fast 2000 ok|group/fast 2250 ok|", "of one process"},
    {"criterion", "x/new/", "sample.json", "[[1,2],[5000,9000]]", "", "of one process"},
    {"criterion", "", "lines.json",
     "{\"reason\":\"benchmark-complete\",\"id\":\"nbody\",\"iteration_count\":[1,2],"
     "\"measured_values\":[1.0e6,2.5e6],\"unit\":\"ns\"}\n{\"reason\":\"group-complete\"}\n",
     "nbody 1000000 ok|nbody 1250000 ok|", "of one process"},
    {"rebench", "", "r.data",
     "#!/usr/bin/rebench\n# Execution Start: 2026\ninvocation\titeration\tvalue\tunit\t"
     "criterion\tbenchmark\texecutor\tsuite\textraArgs\tcores\tinputSize\tvarValue\n"
     "1\t1\t12.5\tJ\tenergy\tNBody\tRust\tgame\t\t1\t50\t\n"
     "1\t1\t1010.25\tms\ttotal\tNBody\tRust\tgame\t\t1\t50\t\n"
     "1\t2\t990\tms\ttotal\tNBody\tRust\tgame\t\t1\t50\t\n",
     "NBody/rust 1010250000 ok|NBody/rust 990000000 ok|", "of one process"},
    {"rebench", "", "r.data", "1\t1\t2000\tus\ttotal\tb\te\ts\t\t\t\t\n", "b/e 2000000 ok|",
     NULL},
};

static void other_tools_files_become_trials_with_what_they_cannot_tell(void)
{
    for (size_t i = 0; i < ARRAY_SIZE(shapes); i++) {
        struct bench b;
        open_bench(&b, shapes[i].below, shapes[i].name, shapes[i].text);
        int r = import(&b, shapes[i].format);
        CU_ASSERT_EQUAL(r, 0);
        if (r < 0)
            printf("\n  %s\n", b.err.text);
        if (shapes[i].times[0] != '\0')
            expect_times(&b, shapes[i].times);
        CU_ASSERT_TRUE(is_warned(&b, "in which order"));
        CU_ASSERT_TRUE(shapes[i].warning == NULL || is_warned(&b, shapes[i].warning));
        CU_ASSERT_EQUAL(is_warned(&b, "of one process"),
                        shapes[i].warning != NULL &&
                            strcmp(shapes[i].format, "hyperfine") != 0 &&
                            strstr(shapes[i].warning, "only a summary") == NULL);
        close_bench(&b);
    }
}

static const struct {
    const char *format, *text, *words;
} wrong_shapes[] = {
    {"hyperfine", "{\"results\":[\n{\"command\":}]}", ":2: "},
    {"hyperfine", "[]", "results: no list"},
    {"hyperfine", "{\"results\":[{\"times\":[1]}]}", "results[0]: no command"},
    {"hyperfine", "{\"results\":[{\"command\":\"a\",\"times\":[1,\"x\"]}]}",
     "results[0].times[1]: no number; expected a number"},
    {"hyperfine", "{\"results\":[{\"command\":\"a\",\"times\":[1,-1]}]}",
     "results[0].times[1]: "},
    {"hyperfine", "{\"results\":[{\"command\":\"a\",\"times\":[1],\"exit_codes\":[0,0]}]}",
     "results[0].exit_codes: expected 1"},
    {"hyperfine", "{\"results\":[{\"command\":\"a\"}]}", "results[0].mean: nothing"},
    {"hyperfine", "{\"results\":[]}", "no row of format hyperfine"},
    {"hyperfine",
     "{\"results\":[{\"command\":\"a\",\"times\":[1],\"package-energy-J\":[1]},"
     "{\"command\":\"b\",\"times\":[1],\"estimated-package-energy-J\":[1]}]}",
     "its joules are estimated, those before are imported"},
    {"hyperfine",
     "{\"results\":[{\"command\":\"a\",\"times\":[1]},{\"command\":\"b\",\"times\":[1],"
     "\"parameters\":{\"workload\":\"w\",\"language\":\"c\"}}]}",
     "import such files apart"},
    {"go", "BenchmarkA 1 x ns/op\n", ":1: 'x' before ns/op"},
    {"go", "ok\nBenchmarkA 1 5\n", ":2: '5' without a unit"},
    {"go", "BenchmarkA 1 5 B/op\n", ":1: no time; expected"},
    {"go", "BenchmarkA many 5 ns/op\n", ":1: 'many' iterations"},
    {"go", "BenchmarkA 1 5 ns/op -1 package-J/op\n", ":1: -1 package-J/op"},
    {"pyperf", "{\"version\":\"1.0\"}", "benchmarks: no list"},
    {"pyperf", "{\"version\":5,\"benchmarks\":[]}", "version: expected \"1.0\""},
    {"pyperf",
     "{\"version\":\"1.0\",\"benchmarks\":[{\"metadata\":{\"name\":\"m\",\"unit\":"
     "\"byte\"},\"runs\":[{\"values\":[1]}]}]}",
     "--exclude-benchmark"},
    {"google-benchmark",
     "{\"benchmarks\":[{\"name\":\"a\",\"real_time\":1,\"time_unit\":\"x\"}]}",
     "benchmarks[0]: time_unit 'x'"},
    {"google-benchmark", "{\"benchmarks\":[{\"name\":\"a\",\"time_unit\":\"ns\"}]}",
     "benchmarks[0]: nothing"},
    {"jmh", "{}", ":1: no list"},
    {"jmh",
     "[{\"benchmark\":\"a\",\"mode\":\"thrpt\",\"primaryMetric\":{\"scoreUnit\":"
     "\"ops/s\",\"rawData\":[[1]]}}]",
     "[0]: mode 'thrpt' does not give times per operation; run JMH with -bm avgt"},
    {"criterion", "{\"iters\":[1],\"times\":[1,2]}", "times: expected a list of 2"},
    {"criterion", "{\"iters\":[0],\"times\":[1]}", "times: a sample of no iterations"},
    {"rebench", "1\t1\t5\tops\ttotal\tb\te\n", ":1: a total in 'ops'"},
    {"rebench", "1\t1\t5\tJ\tenergy\tb\te\n2\t1\t5\tms\ttotal\tb\te\n", ":2: the data point"},
    {"rebench", "1\t1\t5\tJ\tenergy\tb\te\n", "the last data point has no 'total'"},
    {"rebench", "invocation\tvalue\n", ":1: no column 'iteration'"},
    {"rebench", "1 1 5 ms total b e\n", ":1: 1 fields"},
};

static void what_is_wrong_in_other_tools_files_is_told_by_place_and_nothing_is_kept(void)
{
    for (size_t i = 0; i < ARRAY_SIZE(wrong_shapes); i++) {
        struct bench b;
        open_bench(&b, "", "file", wrong_shapes[i].text);
        CU_ASSERT_EQUAL(import(&b, wrong_shapes[i].format), -EINVAL);
        CU_ASSERT_PTR_NOT_NULL(strstr(b.err.text, wrong_shapes[i].words));
        if (strstr(b.err.text, wrong_shapes[i].words) == NULL)
            printf("\n  %s: %s\n", wrong_shapes[i].format, b.err.text);
        expect_times(&b, "");
        close_bench(&b);
    }
}

static const struct {
    const char *format, *content; /* NULL: it is of no tool */
} contents[] = {
    {"hyperfine", "{\"results\":[{\"command\":\"a\",\"times\":[1]}]}"},
    {"go", "goos: linux\nBenchmarkA 1 2 ns/op\n"},
    {"pyperf", "{\"version\":\"1.0\",\"benchmarks\":[{\"runs\":[]}]}"},
    {"google-benchmark", "{\"context\":{},\"benchmarks\":[{\"name\":\"a\"}]}"},
    {"jmh", "[{\"benchmark\":\"a\",\"primaryMetric\":{}}]"},
    {"criterion", "{\"reason\":\"benchmark-complete\",\"id\":\"a\"}\n{}\n"},
    {"rebench", "# Execution Start: 2026\n1\t1\t2\n"},
    {"rebench", "invocation\titeration\tvalue\n"},
    {NULL, "{\"benchmarks\":[]}"},
    {NULL, "a Benchmark\n"},
    {NULL, "[]"},
};

static void a_tools_file_is_known_by_its_content(void)
{
    for (size_t i = 0; i < ARRAY_SIZE(contents); i++) {
        const char *format = NULL;
        struct bench b;
        open_bench(&b, "", "file", contents[i].content);
        int r = import_recognise(&format, b.path, &b.err);
        CU_ASSERT_EQUAL(r, contents[i].format != NULL ? 0 : -EINVAL);
        if (contents[i].format != NULL && format != NULL)
            CU_ASSERT_STRING_EQUAL(format, contents[i].format);
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
    TEST(other_tools_files_become_trials_with_what_they_cannot_tell),
    TEST(a_tools_file_is_known_by_its_content),
    TEST(what_is_wrong_in_other_tools_files_is_told_by_place_and_nothing_is_kept),
    {NULL, NULL},
};

const struct suite suite_import = {"import", tests};
