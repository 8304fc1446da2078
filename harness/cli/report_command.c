/* SPDX-License-Identifier: MIT
 * polyjoule report: a campaign as one page, as Markdown or as LaTeX. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/claim_desk.h"
#include "cli/voice.h"
#include "report/outfile.h"
#include "report/report.h"

#define AT(field) offsetof(struct settings, field)

static const struct option_row rows[] = {
    {'o', "output", OPTION_TEXT, AT(output), "FILE",
     "the report; its ending says html, md or tex; -: standard output [report.html]"},
    {0, "ref", OPTION_TEXT, AT(ref_language), "L", "the language that ratios are to [c]"},
    {0, "variant", OPTION_TEXT, AT(variant), "V",
     "compare and draw only this variant; all: every one [plain]"},
    {0, "metric", OPTION_TEXT, AT(metric), "M",
     "compare by wall, cpu, memory, energy, net-energy or power [energy, else wall]"},
    {0, "claims", OPTION_TEXT, AT(claims), "DIR",
     "the books (*.yaml) of DIR instead of polyjoule's own"},
    {0, "catalog", OPTION_TEXT, AT(catalog), "DIR",
     "the workloads that they are about, instead of polyjoule's own"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

/* What a report is made of, kept until it is. */
struct source {
    struct claim_desk desk;
    struct chart_claim *claims;
    struct claim_answer *answers;
    size_t claim_count;
    struct comparison *comparison;
    struct err no_comparison;
};

static void close_source(struct source *s)
{
    comparison_free(s->comparison);
    for (size_t i = 0; i < s->claim_count; i++)
        claim_answer_free(&s->answers[i]);
    free(s->answers);
    free(s->claims);
    claim_desk_close(&s->desk);
}

/* ------------------------------------------------------------------- words */

/* FORMAT by name, else by OUTPUT's ending, else a page. */
static int choose_format(enum document_format *out, const struct settings *s, struct err *err)
{
    const char *dot = s->output != NULL ? strrchr(s->output, '.') : NULL;
    int r;

    if (s->json)
        return err_set(err, -EINVAL,
                       "the report's data are JSON in its page; alone: show --json, "
                       "compare --json");
    if (strcmp(s->format, "text") != 0) {
        r = document_format_parse(out, s->format, err);
        return r < 0 ? err_prefix(err, r, "--format") : 0;
    }
    *out = DOCUMENT_HTML;
    if (dot == NULL || strchr(dot, '/') != NULL)
        return 0;
    r = document_format_parse(out, dot + 1, err);
    return r < 0 ? err_prefix(err, r, "-o %s", s->output) : 0;
}

/* A page is for a file, the others are for a pipe as well. */
static const char *choose_output(const struct settings *s, enum document_format format)
{
    if (s->output != NULL)
        return strcmp(s->output, "-") != 0 ? s->output : NULL;
    return format == DOCUMENT_HTML ? "report.html" : NULL;
}

/* ------------------------------------------------------------------ source */

static void ask_claims(struct source *s)
{
    const struct claim_desk *d = &s->desk;
    size_t count = 0;

    for (size_t b = 0; b < d->book_count; b++)
        count += d->books[b].claim_count;
    s->claims = mem_alloc(count + 1, sizeof(*s->claims));
    s->answers = mem_alloc(count + 1, sizeof(*s->answers));
    for (size_t b = 0; b < d->book_count; b++)
        for (size_t c = 0; c < d->books[b].claim_count; c++) {
            struct claim_answer *answer = &s->answers[s->claim_count];
            claim_ask(answer, &d->books[b].claims[c], d->result);
            s->claims[s->claim_count++] = (struct chart_claim){&d->books[b].claims[c], answer};
        }
}

static int compare(struct source *s, const struct settings *settings, struct err *err)
{
    struct comparison_request request = comparison_usual(s->desk.result);
    int r = 0;

    if (request.column == PROJECTION_LANGUAGE)
        request.reference = settings->ref_language;
    if (settings->variant != NULL)
        request.variant = strcmp(settings->variant, "all") != 0 ? settings->variant : NULL;
    if (settings->metric != NULL &&
        (r = metric_parse(&request.metric, settings->metric, err)) < 0)
        return r;
    r = comparison_make(&s->comparison, s->desk.result, NULL, &request, &s->no_comparison);
    return r == 0 || r == -ENOENT ? 0 : err_set(err, r, "%s", s->no_comparison.text);
}

/* Without a catalogue there are no claims, unless some are asked for. */
static int load(struct source *s, struct context *context, struct err *err)
{
    struct settings *settings = &context->settings;
    const char *word = context->words.count > 0 ? context->words.items[0] : NULL;
    int r;

    if (context->words.count > 1)
        return err_set(err, -EINVAL, "report takes one campaign");
    if ((r = claim_desk_open(&s->desk, context, err)) == -ENOENT && settings->claims == NULL &&
        settings->catalog == NULL)
        mention(context, "no claims are asked: %s", err->text);
    else if (r < 0)
        return r;
    if (word != NULL && (r = campaign_meant(&settings->campaign, NULL, word, err)) < 0)
        return r;
    if ((r = claim_desk_ask(&s->desk, err)) < 0)
        return r;
    if (strcmp(s->desk.result->kind, "measure") != 0)
        ask_claims(s);
    return compare(s, settings, err);
}

/* The comparison's; where there is none, c or what there is. */
static const char *choose_reference(const struct source *s, const struct settings *settings)
{
    const struct result *result = s->desk.result;

    if (settings->ref_language != NULL)
        return settings->ref_language;
    if (s->comparison != NULL)
        return s->comparison->reference;
    for (size_t i = 0; i < result->cell_count; i++)
        if (strcmp(result->cells[i].language, "c") == 0)
            return "c";
    return result->cell_count > 0 ? result->cells[0].language : "c";
}

static int make(struct source *s, const struct settings *settings, enum document_format format,
                struct text *out, struct err *err)
{
    const struct comparison_request usual = comparison_usual(s->desk.result);
    bool commands = usual.column == PROJECTION_COMMAND;
    const struct report_request request = {
        .store = s->desk.store,
        .result = s->desk.result,
        .comparison = s->comparison,
        .no_comparison = s->no_comparison.text,
        .claims = s->claims,
        .claim_count = s->claim_count,
        .reference = commands ? NULL : choose_reference(s, settings),
        .variant = settings->variant == NULL               ? usual.variant
                   : strcmp(settings->variant, "all") == 0 ? NULL
                                                           : settings->variant,
        .page = format == DOCUMENT_HTML,
        .tool_version = POLYJOULE_VERSION,
    };
    struct document *document;
    int r = report_make(&document, &request, err);

    if (r < 0)
        return r;
    document_render(document, format, out);
    document_free(document);
    return 0;
}

/* --------------------------------------------------------------------- run */

static int deliver(const char *path, const struct text *report, struct err *err)
{
    struct text name = {0};
    int r;

    if (path == NULL)
        return say(report);
    if ((r = outfile_replace(path, report, err)) < 0)
        return r;
    text_printf(&name, "%s\n", path);
    r = say(&name);
    text_free(&name);
    return r;
}

static int run(struct context *context)
{
    struct source source = {0};
    struct text out = {0};
    enum document_format format;
    struct err err;
    int r;

    if ((r = choose_format(&format, &context->settings, &err)) == 0 &&
        (r = load(&source, context, &err)) == 0 &&
        (r = make(&source, &context->settings, format, &out, &err)) == 0)
        r = deliver(choose_output(&context->settings, format), &out, &err);
    close_source(&source);
    text_free(&out);
    return r < 0 ? complain(status_of(r), "%s", err.text) : r;
}

const struct command command_report = {
    .name = "report",
    .summary = "Write a campaign's report: one page that needs no other file",
    .usage = "[CAMPAIGN] [options]",
    .rows = rows,
    .notes =
        "--format html, md (for a README or a pull request) or tex (tables for booktabs and\n"
        "a macro for each number); else what the ending of -o says. md and tex go to\n"
        "standard output unless -o says otherwise. Without an argument: the newest\n"
        "campaign that has trials.\n",
    .reads = true,
    .run = run,
};
