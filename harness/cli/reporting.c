/* SPDX-License-Identifier: MIT
 * What a report of a campaign is made of. */
#include "cli/reporting.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/voice.h"

static void ask_claims(struct reporting *s)
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

static int compare(struct reporting *s, const struct settings *settings, struct err *err)
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

static const struct settings *settings_of(const struct reporting *s)
{
    return &s->desk.context->settings;
}

int reporting_open(struct reporting *s, struct context *context, struct err *err)
{
    const struct settings *settings = &context->settings;
    int r;

    *s = (struct reporting){0};
    if ((r = claim_desk_open(&s->desk, context, err)) == -ENOENT && settings->claims == NULL &&
        settings->catalog == NULL)
        mention(context, "no claims are asked: %s", err->text);
    else if (r < 0)
        return r;
    if ((r = claim_desk_ask(&s->desk, err)) < 0)
        return r;
    if (strcmp(s->desk.result->kind, "measure") != 0)
        ask_claims(s);
    return compare(s, settings, err);
}

void reporting_close(struct reporting *s)
{
    comparison_free(s->comparison);
    for (size_t i = 0; i < s->claim_count; i++)
        claim_answer_free(&s->answers[i]);
    free(s->answers);
    free(s->claims);
    claim_desk_close(&s->desk);
}

const char *reporting_reference(const struct reporting *s)
{
    const struct result *result = s->desk.result;

    if (comparison_usual(result).column == PROJECTION_COMMAND)
        return NULL;
    if (settings_of(s)->ref_language != NULL)
        return settings_of(s)->ref_language;
    if (s->comparison != NULL)
        return s->comparison->reference;
    for (size_t i = 0; i < result->cell_count; i++)
        if (strcmp(result->cells[i].language, "c") == 0)
            return "c";
    return result->cell_count > 0 ? result->cells[0].language : "c";
}

const char *reporting_variant(const struct reporting *s)
{
    const char *asked = settings_of(s)->variant;

    if (asked == NULL)
        return comparison_usual(s->desk.result).variant;
    return strcmp(asked, "all") != 0 ? asked : NULL;
}

int reporting_write(const struct reporting *s, enum document_format format, struct text *out,
                    struct err *err)
{
    const struct report_request request = {
        .store = s->desk.store,
        .result = s->desk.result,
        .comparison = s->comparison,
        .no_comparison = s->no_comparison.text,
        .claims = s->claims,
        .claim_count = s->claim_count,
        .reference = reporting_reference(s),
        .variant = reporting_variant(s),
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
