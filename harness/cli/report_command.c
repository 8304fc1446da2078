/* SPDX-License-Identifier: MIT
 * polyjoule report: a campaign as one page, as Markdown or as LaTeX. */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "cli/campaign_screen.h"
#include "cli/reporting.h"
#include "cli/voice.h"
#include "report/outfile.h"

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

/* The campaign that the word names becomes the settings'. */
static int choose_campaign(struct context *context, struct err *err)
{
    if (context->words.count > 1)
        return err_set(err, -EINVAL, "report takes one campaign");
    if (context->words.count == 0)
        return 0;
    return campaign_meant(&context->settings.campaign, NULL, context->words.items[0], err);
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
    struct reporting reporting = {0};
    struct text out = {0};
    enum document_format format;
    struct err err;
    int r;

    if ((r = choose_format(&format, &context->settings, &err)) == 0 &&
        (r = choose_campaign(context, &err)) == 0 &&
        (r = reporting_open(&reporting, context, &err)) == 0 &&
        (r = reporting_write(&reporting, format, &out, &err)) == 0)
        r = deliver(choose_output(&context->settings, format), &out, &err);
    reporting_close(&reporting);
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
