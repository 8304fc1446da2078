/* SPDX-License-Identifier: MIT
 * A report, section by section. */
#include "report/report.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "judge/ratios.h"
#include "report/claims_table.h"
#include "report/comparison_json.h"
#include "report/report_sections.h"
#include "report/show.h"

static bool seen_before(const struct result *result, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(result->cells[k].language, result->cells[i].language) == 0)
            return true;
    return false;
}

/* "What does the same work cost in C, Rust and Python?" */
static void add_question(struct text *out, const struct result *result)
{
    size_t languages = 0, told = 0;

    if (strcmp(result->kind, "measure") == 0) {
        text_add(out, result->cell_count == 1 ? "What does this command cost?"
                                              : "Which of these commands costs the least?");
        return;
    }
    for (size_t i = 0; i < result->cell_count; i++)
        languages += !seen_before(result, i);
    text_add(out, "What does the same work cost in ");
    if (languages > 8) {
        text_printf(out, "%zu languages?", languages);
        return;
    }
    for (size_t i = 0; i < result->cell_count; i++) {
        if (seen_before(result, i))
            continue;
        text_printf(out, "%s%s",
                    told == 0               ? ""
                    : told + 1 == languages ? " and "
                                            : ", ",
                    ratios_language_title(result->cells[i].language));
        told++;
    }
    text_add(out, "?");
}

static size_t count_trials(const struct result *result)
{
    size_t trials = 0;

    for (size_t i = 0; i < result->cell_count; i++)
        trials += result->cells[i].done;
    return trials;
}

static void add_opening(struct document *d, const struct result *result)
{
    time_t seconds = result->created_unix_ns / NS_PER_S;
    char day[16];
    struct tm tm;

    strftime(day, sizeof(day), "%Y-%m-%d", gmtime_r(&seconds, &tm));
    document_sentence(
        d, "Campaign %" PRId64 " of %s: %zu trials of %zu programs in %zu blocks, %s.",
        result->id, day, count_trials(result), result->cell_count, result->blocks,
        result->session_count > 0 ? result->sessions[0].cpu_model
                                  : "on a machine that is not known");
    if (!result_has_energy(result))
        document_sentence(d, "No joules: %s.", result->energy_reason);
    else if (!result_is_measured(result->energy_source))
        document_sentence(d, "The joules are %s, not measured.", result->energy_source);
    if (strcmp(result->state, "done") != 0)
        document_sentence(d, "The campaign is %s%s%s.", result->state,
                          result->state_reason != NULL ? ": " : "",
                          result->state_reason != NULL ? result->state_reason : "");
}

/* -------------------------------------------------------------------- data */

static json_t *claims_data(const struct report_request *q)
{
    struct table *table = claims_table(false);

    for (size_t i = 0; i < q->claim_count; i++)
        claims_table_add(table, q->claims[i].claim, q->claims[i].claim->id,
                         q->claims[i].answer);
    json_t *rows = table_json(table);
    table_free(table);
    return json_pack("{s:s, s:o}", "schema", "polyjoule.claim/1", "rows", rows);
}

/* As --json has them; where the database was is no part of the campaign. */
static void add_data(struct document *d, const struct report_request *q)
{
    const struct comparison_source source = {NULL, NULL, q->result};
    size_t trials = count_trials(q->result);
    bool whole = trials <= REPORT_EMBEDDED_TRIALS;

    document_section(d, "data", "The data");
    document_sentence(d,
                      "All numbers are in this page as JSON, in the element #report-data: what "
                      "polyjoule show --json, compare --json and claim check --json say.");
    if (!whole)
        document_sentence(d,
                          "The values of the %zu trials are too many for a page and were left "
                          "out; drawings show some of them. All are in the database: polyjoule "
                          "show %" PRId64 " --json, or polyjoule export.",
                          trials, q->result->id);
    document_data(
        d, json_pack(
               "{s:s, s:o, s:o, s:o}", "schema", "polyjoule.report/1", "show",
               whole ? show_json(q->result) : show_json_without_values(q->result), "compare",
               q->comparison != NULL ? comparison_json(q->comparison, &source, 1) : json_null(),
               "claims", q->claim_count > 0 ? claims_data(q) : json_null()));
}

int report_make(struct document **out, const struct report_request *q, struct err *err)
{
    struct text title = {0};
    int r;

    add_question(&title, q->result);
    struct document *d = document_new(text_string(&title));
    text_free(&title);
    add_opening(d, q->result);
    report_answers(d, q);
    report_figures(d, q);
    if ((r = report_results(d, q, err)) < 0 || (r = report_trust(d, q, err)) < 0 ||
        (r = report_fairness(d, q, err)) < 0 || (r = report_environment(d, q, err)) < 0) {
        document_free(d);
        return r;
    }
    report_again(d, q);
    if (q->page)
        add_data(d, q);
    *out = d;
    return 0;
}
