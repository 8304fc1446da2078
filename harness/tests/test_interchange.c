/* SPDX-License-Identifier: MIT
 * Tests of report/interchange, and of what import makes of what it wrote. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>
#include <jansson.h>

#include "base/mem.h"
#include "judge/reader.h"
#include "report/import.h"
#include "report/interchange.h"
#include "suite.h"

/* SIMULATED values: three programs, joules and all. %s: what the joules are. */
static const char source[] =
    "{\"results\":["
    "{\"command\":\"a\",\"times\":[0.123456789,0.2,0.1000000001],\"cpu-s\":[0.1,0.15,0.09],"
    "\"memory_usage_byte\":[1048576,2097152,1048577],\"%spackage-energy-J\":[2.5,3.25,2.125],"
    "\"%sdram-energy-J\":[0.5,0.75,0.25],\"parameters\":{\"workload\":\"n-body\","
    "\"language\":\"rust\",\"variant\":\"plain\",\"flags\":\"native\","
    "\"toolchain\":\"rustc 1.95.0\",\"size\":\"ref\",\"n\":\"5000000\"}},"
    "{\"command\":\"b\",\"times\":[0.5,0.25],\"cpu-s\":[0.5,0.25],"
    "\"%spackage-energy-J\":[7.000001,8],\"parameters\":{\"workload\":\"n-body\","
    "\"language\":\"rust\",\"variant\":\"stdlib/pcre2\",\"flags\":\"native\","
    "\"toolchain\":\"rustc 1.95.0\",\"size\":\"ref\",\"n\":\"5000000\"}},"
    "{\"command\":\"c\",\"times\":[1.5],\"parameters\":{\"workload\":\"sieve\","
    "\"language\":\"c\",\"variant\":\"plain\",\"flags\":\"native\",\"n\":\"5000000\","
    "\"size\":\"ref\",\"toolchain\":\"gcc 12.2.0\"}}]}";

/* CONTENT in FORMAT as a campaign of a database of its own. */
static struct result *load(const char *format, const char *content)
{
    char path[] = "/tmp/interchange-XXXXXX";
    const char *const paths[] = {path};
    int fd = mkstemp(path);
    struct import_summary summary;
    struct store *store = NULL;
    struct result *result = NULL;
    struct err err = {""};

    CU_ASSERT_FATAL(fd >= 0 && write(fd, content, strlen(content)) == (ssize_t)strlen(content));
    close(fd);
    if (store_open(&store, "", STORE_WRITE, &err) < 0 ||
        import_study(&summary, store, format, paths, 1, "0.1.0", &err) < 0) {
        printf("\n  %s: %s\n", format, err.text);
        CU_FAIL_FATAL("import");
    }
    if (reader_load_trials(&result, store, summary.campaign, &err) < 0)
        CU_FAIL_FATAL(err.text);
    import_summary_free(&summary);
    store_close(store);
    unlink(path);
    return result;
}

static struct result *load_source(const char *origin)
{
    char content[4096];

    snprintf(content, sizeof(content), source, origin, origin, origin);
    return load("hyperfine", content);
}

static char *written(const struct result *result, const char *format)
{
    struct text out = {0};
    struct err err = {""};

    if (interchange_write(&out, result, format, &err) < 0)
        CU_FAIL_FATAL(err.text);
    return out.data;
}

static void expect_same(const struct result_cell *a, const struct result_cell *b,
                        enum metric metric, double within)
{
    const struct result_series *x = &a->metric[metric], *y = &b->metric[metric];

    CU_ASSERT_EQUAL_FATAL(x->count, y->count);
    for (size_t i = 0; i < x->count; i++) {
        CU_ASSERT(fabs(x->values[i].value - y->values[i].value) <= within);
    }
}

static const char *const with_samples[] = {"hyperfine",        "go",  "pyperf",
                                           "google-benchmark", "jmh", "rebench"};

static void samples_come_back_from_every_format_that_has_them(void)
{
    struct result *before = load_source("");

    CU_ASSERT_EQUAL(before->cell_count, 3);
    CU_ASSERT_STRING_EQUAL(before->energy_source, "imported");
    for (size_t f = 0; f < ARRAY_SIZE(with_samples); f++) {
        char *text = written(before, with_samples[f]);
        struct result *after = load(with_samples[f], text);
        double within = strcmp(with_samples[f], "pyperf") == 0    ? 500
                        : strcmp(with_samples[f], "rebench") == 0 ? 500
                                                                  : 1;
        CU_ASSERT_TRUE(interchange_has_samples(with_samples[f]));
        CU_ASSERT_EQUAL_FATAL(after->cell_count, 3);
        for (size_t i = 0; i < 3; i++) {
            const struct result_cell *a = &before->cells[i], *b = &after->cells[i];
            CU_ASSERT_STRING_EQUAL(a->workload, b->workload);
            CU_ASSERT_STRING_EQUAL(a->language, b->language);
            expect_same(a, b, METRIC_WALL, 0);
            expect_same(a, b, METRIC_CPU, 0);
            expect_same(a, b, METRIC_MEMORY, 0);
            expect_same(a, b, METRIC_ENERGY, within);
        }
        CU_ASSERT_STRING_EQUAL(after->cells[1].variant, "stdlib/pcre2");
        CU_ASSERT_STRING_EQUAL(after->energy_source, "imported");
        result_free(after);
        free(text);
    }
    result_free(before);
}

static const struct {
    const char *format, *content;
} two_levels[] = {
    {"jmh", "[{\"benchmark\":\"a\",\"mode\":\"ss\",\"primaryMetric\":{\"scoreUnit\":\"ms/op\","
            "\"rawData\":[[1,2],[4],[7,8,9]]}}]"},
    {"pyperf", "{\"version\":\"1.0\",\"metadata\":{\"name\":\"a\"},\"benchmarks\":[{\"runs\":["
               "{\"values\":[0.001,0.002]},{\"metadata\":{}},{\"values\":[0.004]},"
               "{\"values\":[0.007,0.008,0.009]}]}]}"},
    {"rebench",
     "# polyjoule: {}\n1\t1\t1\tms\ttotal\ta\tcommand\n1\t2\t2\tms\ttotal\ta\tcommand\n"
     "2\t1\t4\tms\ttotal\ta\tcommand\n3\t1\t7\tms\ttotal\ta\tcommand\n"
     "3\t2\t8\tms\ttotal\ta\tcommand\n3\t3\t9\tms\ttotal\ta\tcommand\n"},
};

static void expect_two_levels(const struct result *result)
{
    static const double means[] = {1.5e6, 4e6, 8e6};
    size_t count;

    CU_ASSERT_EQUAL_FATAL(result->cell_count, 1);
    CU_ASSERT_EQUAL(result->cells[0].metric[METRIC_WALL].count, 6);
    double *own = result_process_means(&result->cells[0].metric[METRIC_WALL], &count);
    CU_ASSERT_EQUAL_FATAL(count, 3);
    for (size_t i = 0; i < 3; i++)
        CU_ASSERT_EQUAL(own[i], means[i]);
    free(own);
}

/* Forks, runs, invocations are the replicates, what is in them is not. */
static void iterations_stay_in_their_processes(void)
{
    for (size_t from = 0; from < ARRAY_SIZE(two_levels); from++) {
        struct result *before = load(two_levels[from].format, two_levels[from].content);
        expect_two_levels(before);
        for (size_t to = 0; to < ARRAY_SIZE(two_levels); to++) {
            char *text = written(before, two_levels[to].format);
            struct result *after = load(two_levels[to].format, text);
            expect_two_levels(after);
            result_free(after);
            free(text);
        }
        result_free(before);
    }
}

static void iterations_are_not_exported_as_runs(void)
{
    static const char *const flat[] = {"hyperfine", "go", "google-benchmark"};
    struct result *result = load(two_levels[0].format, two_levels[0].content);

    for (size_t i = 0; i < ARRAY_SIZE(flat); i++) {
        struct text out = {0};
        struct err err = {""};
        CU_ASSERT_EQUAL(interchange_write(&out, result, flat[i], &err), -EINVAL);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "'a' has several values of one process"));
        text_free(&out);
    }
    result_free(result);
}

static void estimated_joules_stay_estimated(void)
{
    struct result *before = load_source("estimated-");

    CU_ASSERT_STRING_EQUAL(before->energy_source, "estimated");
    for (size_t f = 0; f < ARRAY_SIZE(with_samples); f++) {
        char *text = written(before, with_samples[f]);
        struct result *after = load(with_samples[f], text);
        CU_ASSERT_PTR_NOT_NULL(strstr(text, "estimated-package"));
        CU_ASSERT_STRING_EQUAL(after->energy_source, "estimated");
        result_free(after);
        free(text);
    }
    char *text = written(before, "openmetrics");
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "polyjoule_estimated_energy_joules{"));
    CU_ASSERT_PTR_NULL(strstr(text, "polyjoule_energy_joules"));
    free(text);
    text = written(before, "bencher");
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\"estimated-package-energy-joules\""));
    free(text);
    result_free(before);
}

static void names_say_what_tells_cells_apart_and_no_more(void)
{
    struct result *result = load_source("");
    char *go = written(result, "go"), *bencher = written(result, "bencher");

    CU_ASSERT_PTR_NOT_NULL(
        strstr(go, "BenchmarkN-body/lang=rust/variant=stdlib%2Fpcre2-1 1 500000000 ns/op "));
    CU_ASSERT_PTR_NOT_NULL(strstr(go, "BenchmarkSieve/lang=c/variant=plain-1 1 1500000000 "));
    CU_ASSERT_PTR_NOT_NULL(strstr(go, "Unit package-J/op better=lower\n"));
    CU_ASSERT_PTR_NULL(strstr(go, "Unit psys"));
    CU_ASSERT_PTR_NOT_NULL(strstr(bencher, "\"n-body/rust/variant=stdlib/pcre2\""));
    CU_ASSERT_PTR_NULL(strstr(bencher, "flags"));
    free(go);
    free(bencher);
    result_free(result);
}

static void formats_without_samples_have_the_median_and_its_interval(void)
{
    struct result *result = load("hyperfine", "{\"results\":[{\"command\":\"./a b\",\"times\":"
                                              "[0.101,0.102,0.103,0.104,0.105,0.106,0.107]}]}");
    char *bencher = written(result, "bencher"), *github = written(result, "github"),
         *metrics = written(result, "openmetrics");
    json_t *document = json_loads(bencher, 0, NULL);
    json_t *latency = json_object_get(json_object_get(document, "./a b"), "latency");

    CU_ASSERT_EQUAL(json_number_value(json_object_get(latency, "value")), 104e6);
    CU_ASSERT_EQUAL(json_number_value(json_object_get(latency, "lower_value")), 101e6);
    CU_ASSERT_EQUAL(json_number_value(json_object_get(latency, "upper_value")), 107e6);
    json_decref(document);
    document = json_loads(github, 0, NULL);
    json_t *bench = json_array_get(document, 0);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(bench, "name")), "./a b wall");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(bench, "unit")), "s");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(bench, "range")),
                           "0.101 to 0.107");
    json_decref(document);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(metrics, "polyjoule_wall_time_seconds{name=\"./a b\",stat=\"median\"} 0.104\n"));
    CU_ASSERT_STRING_EQUAL(metrics + strlen(metrics) - 6, "# EOF\n");
    CU_ASSERT_FALSE(interchange_has_samples("bencher"));
    free(bencher);
    free(github);
    free(metrics);
    result_free(result);
}

static void what_a_format_cannot_carry_is_refused_with_a_remedy(void)
{
    struct result *result = load_source("");
    struct text out = {0};
    struct err err = {""};

    CU_ASSERT_EQUAL(interchange_write(&out, result, "sarif", &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "hyperfine, go"));
    result->mode = "steady";
    CU_ASSERT_EQUAL(interchange_write(&out, result, "pyperf", &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "jsonl"));
    result->mode = "process";
    result->cells[1].variant = "plain";
    CU_ASSERT_EQUAL(interchange_write(&out, result, "go", &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "'n-body/rust'"));
    for (size_t i = 0; i < result->trial_count; i++)
        result->trials[i].status = RESULT_EXIT;
    CU_ASSERT_EQUAL(interchange_write(&out, result, "go", &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "no admissible trial"));
    CU_ASSERT_EQUAL(out.length, 0);
    result_free(result);
}

static const struct suite_test tests[] = {
    TEST(samples_come_back_from_every_format_that_has_them),
    TEST(iterations_stay_in_their_processes),
    TEST(iterations_are_not_exported_as_runs),
    TEST(estimated_joules_stay_estimated),
    TEST(names_say_what_tells_cells_apart_and_no_more),
    TEST(formats_without_samples_have_the_median_and_its_interval),
    TEST(what_a_format_cannot_carry_is_refused_with_a_remedy),
    {NULL, NULL},
};

const struct suite suite_interchange = {"interchange", tests};
