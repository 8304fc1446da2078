/* SPDX-License-Identifier: MIT
 * Tests of report/report: that its sections say what the campaign has. */
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "report/report.h"
#include "result_fixture.h"
#include "suite.h"

struct bench {
    struct result *result;
    struct store *store;
    struct comparison *comparison;
    struct text out;
};

static struct report_request request_of(const struct bench *b)
{
    return (struct report_request){
        .store = b->store,
        .result = b->result,
        .comparison = b->comparison,
        .no_comparison = "there is one program",
        .reference = "c",
        .variant = "plain",
        .tool_version = "9.9.9",
        .gnuplot = "/nonexistent/gnuplot",
    };
}

static void open_bench(struct bench *b, struct result *result)
{
    struct comparison_request usual = comparison_usual(result);
    struct err err;

    *b = (struct bench){.result = result};
    if (store_open(&b->store, "", STORE_WRITE, &err) < 0)
        CU_FAIL_FATAL("no store");
    usual.reference = "c";
    comparison_make(&b->comparison, result, NULL, &usual, &err);
}

static void write_report(struct bench *b, const struct report_request *q,
                         enum document_format format)
{
    struct document *document;
    struct err err;

    if (report_make(&document, q, &err) < 0)
        CU_FAIL_FATAL("no report");
    text_free(&b->out);
    document_render(document, format, &b->out);
    document_free(document);
}

static void close_bench(struct bench *b)
{
    text_free(&b->out);
    comparison_free(b->comparison);
    store_close(b->store);
    result_free(b->result);
}

static void has(const struct bench *b, const char *part)
{
    CU_ASSERT_PTR_NOT_NULL(strstr(text_string(&b->out), part));
    if (strstr(text_string(&b->out), part) == NULL)
        printf("\n[%s] is not in\n[%.6000s]\n", part, text_string(&b->out));
}

static void the_question_names_the_languages_and_the_answer_their_means(void)
{
    struct bench b;

    open_bench(&b, fixture_result(3, 3, 12, "simulated"));
    struct report_request q = request_of(&b);
    write_report(&b, &q, DOCUMENT_MD);
    has(&b, "# What does the same work cost in C, Rust and Go?\n");
    has(&b, "108 trials of 9 programs in 12 blocks, Invented CPU for tests @ 2.00GHz.");
    has(&b, "The joules are simulated, not measured.");
    has(&b, "- Go: ");
    has(&b, "the package energy of C over 3 (geometric mean).");
    close_bench(&b);
}

static void without_gnuplot_the_page_comes_and_says_so(void)
{
    struct bench b;

    open_bench(&b, fixture_result(2, 2, 8, "absent"));
    struct report_request q = request_of(&b);
    q.page = true;
    write_report(&b, &q, DOCUMENT_HTML);
    has(&b, "<li>No forest: /nonexistent/gnuplot is not installed: figures need it.</li>");
    has(&b, "No joules: no RAPL counters here: /sys/class/powercap is empty.");
    close_bench(&b);
}

static void every_row_is_a_cell_with_its_samples(void)
{
    struct bench b;

    open_bench(&b, fixture_result(2, 2, 8, "absent"));
    struct report_request q = request_of(&b);
    q.page = true;
    write_report(&b, &q, DOCUMENT_HTML);
    for (size_t i = 0; i < b.result->cell_count; i++) {
        struct text row = {0};
        text_printf(&row, "<summary>%s</summary>", b.result->cells[i].label);
        has(&b, text_string(&row));
        text_free(&row);
    }
    has(&b, "8 planned, 8 run, 8 admissible, 0 set aside");
    has(&b, "8 in the order they ran, from ");
    close_bench(&b);
}

static void nothing_to_compare_is_said_with_the_reason(void)
{
    struct bench b;

    open_bench(&b, fixture_result(1, 1, 8, "absent"));
    struct report_request q = request_of(&b);
    write_report(&b, &q, DOCUMENT_MD);
    has(&b, "Nothing is compared: there is one program.");
    close_bench(&b);
}

static void drift_is_seen_where_there_is_one(void)
{
    struct bench b;
    struct result *r = fixture_result(2, 2, 20, "absent");

    for (size_t i = 0; i < r->cell_count; i++)
        for (size_t k = 0; k < r->cells[i].metric[METRIC_WALL].count; k++)
            r->cells[i].metric[METRIC_WALL].values[k].value *= k < 10 ? 1 : 1.5;
    open_bench(&b, r);
    struct report_request q = request_of(&b);
    write_report(&b, &q, DOCUMENT_MD);
    has(&b, "- Drift: wall times of the second half of the blocks are 1.5");
    close_bench(&b);
}

static void a_page_of_too_many_trials_says_where_their_values_are(void)
{
    struct bench b;
    struct result *r = fixture_result(1, 2, 8, "absent");

    r->cells[0].done = REPORT_EMBEDDED_TRIALS;
    open_bench(&b, r);
    struct report_request q = request_of(&b);
    q.page = true;
    write_report(&b, &q, DOCUMENT_HTML);
    has(&b, "are too many for a page and were left out");
    has(&b, "polyjoule show 7 --json");
    has(&b, "\"values\":null,\"values_reason\":");
    close_bench(&b);
}

static void a_study_is_not_said_to_be_more_than_it_is(void)
{
    struct bench b;
    struct result *r = fixture_result(2, 2, 8, "absent");

    r->imported = true;
    open_bench(&b, r);
    struct report_request q = request_of(&b);
    write_report(&b, &q, DOCUMENT_MD);
    has(&b, "Drift: not known, since others measured in an order of theirs");
    has(&b, "| ! not checked |"); /* whether outputs were the same */
    has(&b, "The measurements are a study's own");
    close_bench(&b);
}

static const struct suite_test tests[] = {
    TEST(the_question_names_the_languages_and_the_answer_their_means),
    TEST(without_gnuplot_the_page_comes_and_says_so),
    TEST(every_row_is_a_cell_with_its_samples),
    TEST(nothing_to_compare_is_said_with_the_reason),
    TEST(drift_is_seen_where_there_is_one),
    TEST(a_page_of_too_many_trials_says_where_their_values_are),
    TEST(a_study_is_not_said_to_be_more_than_it_is),
    {NULL, NULL},
};
const struct suite suite_report = {"report", tests};
