/* SPDX-License-Identifier: MIT
 * polyjoule claim: what published sentences are worth here. */
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/claim_desk.h"
#include "cli/paths.h"
#include "cli/voice.h"
#include "judge/claim.h"
#include "judge/ratios.h"
#include "judge/reader.h"
#include "report/claims_table.h"

#define AT(field) offsetof(struct settings, field)

static const struct option_row rows[] = {
    {0, "campaign", OPTION_INTEGER, AT(campaign), "N",
     "the campaign that is asked [the newest with trials]"},
    {0, "claims", OPTION_TEXT, AT(claims), "DIR",
     "the books (*.yaml) of DIR instead of polyjoule's own"},
    {0, "catalog", OPTION_TEXT, AT(catalog), "DIR",
     "the workloads that they are about, instead of polyjoule's own"},
    {0, "record", OPTION_FLAG, AT(record), NULL,
     "check: keep what was said, with the date, in the database"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

/* --------------------------------------------------------------- families */

/* "family" of "family/workload"; NULL: the claim is of none. */
static const char *family_of(struct claim_desk *d, const struct claim *claim)
{
    size_t length = strcspn(claim->id, "/");

    return claim->id[length] == '/'
               ? arena_printf(&d->context->arena, "%.*s", (int)length, claim->id)
               : NULL;
}

/* A row over the claims of FAMILY, unless LAST, the family of the claim before, is it; REST:
 * columns behind the name. */
static void add_family(struct table *table, const char *family, const char *last, int rest)
{
    if (family == NULL || (last != NULL && strcmp(last, family) == 0))
        return;
    table_row(table);
    table_text(table, NULL);
    table_text(table, family);
    for (; rest > 0; rest--)
        table_text(table, "");
}

/* What is left of the identifier below its family. */
static const char *name_below(struct claim_desk *d, const struct claim *claim,
                              const char *family)
{
    return family != NULL
               ? arena_printf(&d->context->arena, "  %s", claim->id + strlen(family) + 1)
               : claim->id;
}

static bool is_for_data(const struct table_style *style)
{
    return style->format == TABLE_JSON || style->format == TABLE_CSV;
}

/* ------------------------------------------------------------------- list */

static int list(struct claim_desk *d, struct text *out, struct err *err)
{
    static const struct table_column columns[] = {
        {"claim", "claim", UNIT_NONE, false, TABLE_FOR_DATA},
        {"claim", "name", UNIT_NONE, false, TABLE_FOR_SHOW},
        {"book", "book", UNIT_NONE, false, TABLE_FOR_DATA},
        {"sentence", "sentence", UNIT_NONE, false, TABLE_WRAP},
        {"place", "place", UNIT_NONE, false, TABLE_FOR_DATA},
        {"link", "link", UNIT_NONE, false, TABLE_FOR_DATA},
        {"note", "note", UNIT_NONE, false, TABLE_FOR_DATA},
    };
    const struct table_style style = campaign_style(d->context, "polyjoule.claims/1");
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));
    const char *last = NULL;

    for (size_t b = 0; b < d->book_count; b++)
        for (size_t c = 0; c < d->books[b].claim_count; c++) {
            const struct claim *claim = &d->books[b].claims[c];
            const char *family = family_of(d, claim);
            if (!claim_desk_means(d, &d->books[b], claim))
                continue;
            if (!is_for_data(&style))
                add_family(table, family, last, 2);
            last = family;
            table_row(table);
            table_text(table, claim->id);
            table_text(table, name_below(d, claim, family));
            table_text(table, d->books[b].name);
            table_text(table, claim->sentence);
            table_text(table, claim->place);
            table_text(table, d->books[b].link);
            table_text(table, claim->note);
        }
    int r = table_render(table, &style, out, err);
    table_free(table);
    return r;
}

/* ------------------------------------------------------------------ check */

/* DESIGN.md 2. */
static int status_of_verdict(enum claim_verdict verdict)
{
    return verdict == CLAIM_REPRODUCED                                        ? EXIT_YES
           : verdict == CLAIM_CONTRADICTED || verdict == CLAIM_DIRECTION_ONLY ? EXIT_NO
                                                                              : EXIT_UNDECIDED;
}

static int record(struct claim_desk *d, const struct claim *claim,
                  const struct claim_answer *answer, struct err *err)
{
    const struct claim_ratio *ratio = &answer->ratio;
    bool numbered = claim->kind == CLAIM_RATIO || claim->kind == CLAIM_CORRELATION;
    const struct store_verdict row = {
        .campaign_id = d->result->id,
        .unix_ns = clock_unix_ns(),
        .kind = "claim",
        .subject = claim->id,
        .question = claim->sentence,
        .verdict = claim_verdict_name(answer->verdict),
        .reason = answer->reason,
        .tool_version = POLYJOULE_VERSION,
        .published = numbered ? claim->published : NAN,
        .tolerance = claim->tolerance > 0 ? claim->tolerance : NAN,
        .ratio = ratio->value,
        .ratio_low = ratio->ci.low,
        .ratio_high = ratio->ci.high,
    };

    return store_add_verdict(d->store, &row, err);
}

/* What check says so far. */
struct answers {
    struct table *table;
    struct text words;
    const char *first, *last, *reason; /* claims in a row with one reason, not in words yet */
    const char *family;                /* of the last claim */
    bool families;                     /* are shown */
    int status;
};

static void end_words(struct answers *out)
{
    struct text line = {0};

    if (out->reason == NULL)
        return;
    text_printf(&line, "%s%s%s: %s.", out->first, out->last != out->first ? " to " : "",
                out->last != out->first ? out->last : "", out->reason);
    text_add(&out->words, "\n");
    text_add_wrapped(&out->words, text_string(&line), 0, 4, (size_t)screen_width());
    text_free(&line);
    out->reason = NULL;
}

/* What is not a ratio with an interval is said in words, below the table; once for neighbours
 * of which the same is to be said. */
static void add_words(struct answers *out, struct arena *arena, const struct claim *claim,
                      const struct claim_answer *answer)
{
    bool in_table = claim->kind == CLAIM_RATIO && !isnan(answer->ratio.ci.low);

    if (!in_table && out->reason != NULL && strcmp(out->reason, answer->reason) == 0) {
        out->last = claim->id;
        return;
    }
    end_words(out);
    if (in_table)
        return;
    out->first = out->last = claim->id;
    out->reason = arena_dup(arena, answer->reason);
}

static int check_one(struct claim_desk *d, struct answers *out, const struct claim *claim,
                     struct err *err)
{
    const char *family = family_of(d, claim);
    struct claim_answer answer;

    if (out->families)
        add_family(out->table, family, out->family, 7);
    out->family = family;
    claim_ask(&answer, claim, d->result);
    claims_table_add(out->table, claim, name_below(d, claim, family), &answer);
    add_words(out, &d->context->arena, claim, &answer);
    int own = status_of_verdict(answer.verdict);
    out->status = own == EXIT_NO || out->status == EXIT_YES ? own : out->status;
    int r = d->context->settings.record ? record(d, claim, &answer, err) : 0;
    claim_answer_free(&answer);
    return r;
}

/* In one transaction, or what is recorded would be a part. */
static int check_all(struct claim_desk *d, struct answers *out, struct err *err)
{
    bool records = d->context->settings.record;
    int r = records ? store_begin(d->store, err) : 0;

    for (size_t b = 0; b < d->book_count; b++)
        for (size_t c = 0; r == 0 && c < d->books[b].claim_count; c++)
            if (claim_desk_means(d, &d->books[b], &d->books[b].claims[c]))
                r = check_one(d, out, &d->books[b].claims[c], err);
    return r == 0 && records ? store_commit(d->store, err) : r;
}

static int check(struct claim_desk *d, struct text *out, int *status, struct err *err)
{
    const struct table_style style = campaign_style(d->context, "polyjoule.claim/1");
    struct answers answers = {
        .table = claims_table(false),
        .families = !is_for_data(&style),
        .status = EXIT_YES,
    };
    int r = check_all(d, &answers, err);

    end_words(&answers);
    if (r == 0)
        r = table_render(answers.table, &style, out, err);
    if (style.format == TABLE_TEXT && answers.words.length > 0)
        text_printf(out, "%s\n", text_string(&answers.words));
    text_free(&answers.words);
    table_free(answers.table);
    *status = answers.status;
    return r;
}

/* ---------------------------------------------------------------- explain */

static enum unit unit_of(const struct claim *claim)
{
    return claim->metric == CLAIM_ENERGY  ? UNIT_NANOJOULES
           : claim->metric == CLAIM_POWER ? UNIT_WATTS
           : claim->metric == CLAIM_TIME  ? UNIT_NANOSECONDS
                                          : UNIT_BYTES;
}

static int add_rows(struct text *out, const struct claim_desk *d, const struct claim *claim,
                    const struct claim_answer *answer, struct err *err)
{
    const struct table_column columns[] = {
        {"", "workload", UNIT_NONE, false, 0},
        {ratios_language_title(claim->languages[0]), "language", unit_of(claim), true, 0},
        {ratios_language_title(claim->languages[1]), "reference", unit_of(claim), true, 0},
        {"ratio", "ratio", UNIT_RATIO, true, 0},
    };
    const struct table_style style = campaign_style(d->context, NULL);
    struct table *table = table_new("\nBy workload", columns, ARRAY_SIZE(columns));

    for (size_t i = 0; i < answer->ratio.row_count; i++) {
        const struct claim_row *row = &answer->ratio.rows[i];
        table_row(table);
        table_text(table, row->workload);
        table_real(table, row->language);
        table_real(table, row->reference);
        table_real(table, row->ratio);
    }
    int r = table_render(table, &style, out, err);
    table_free(table);
    return r;
}

static int add_views(struct text *out, const struct claim_desk *d,
                     const struct claim_answer *answer, struct err *err)
{
    static const struct table_column columns[] = {
        {"", "aggregation", UNIT_NONE, false, 0},
        {"ratio", "ratio", UNIT_RATIO, true, 0},
    };
    const struct table_style style = campaign_style(d->context, NULL);
    struct table *table =
        table_new(answer->ratio.row_count > 1 ? "\nThe same data, aggregated otherwise"
                                              : "\nThe same data, of other domains",
                  columns, ARRAY_SIZE(columns));

    for (size_t i = 0; i < answer->view_count; i++) {
        table_row(table);
        table_text(table, answer->views[i].name);
        table_real(table, answer->views[i].ratio);
    }
    int r = table_render(table, &style, out, err);
    table_free(table);
    return r;
}

/* LEAD and WORDS in lines of the screen's width, those after the first two blanks in. */
__attribute__((format(printf, 3, 4))) static void
add_paragraph(struct text *out, const char *lead, const char *format, ...)
{
    struct text words = {0};
    va_list args;

    va_start(args, format);
    text_vprintf(&words, format, args);
    va_end(args);
    text_add(out, lead);
    text_add_wrapped(out, text_string(&words), strlen(lead), 2, (size_t)screen_width());
    text_add(out, "\n");
    text_free(&words);
}

static void add_source(struct text *out, const struct claim_book *book,
                       const struct claim *claim)
{
    text_printf(out, "%s\n", claim->id);
    add_paragraph(out, "  ", "\"%s\"", claim->sentence);
    add_paragraph(out, "  ", "%s%s%s", book->title, claim->place != NULL ? ", " : "",
                  claim->place != NULL ? claim->place : "");
    text_printf(out, "  %s\n\n", book->link);
}

static int explain_one(struct claim_desk *d, struct text *out, const struct claim_book *book,
                       const struct claim *claim, struct err *err)
{
    struct claim_answer answer;
    int r = 0;

    claim_ask(&answer, claim, d->result);
    add_source(out, book, claim);
    add_paragraph(out, "", "%s: %s.", claim_verdict_name(answer.verdict), answer.reason);
    if (claim->note != NULL) {
        text_add(out, "\n");
        add_paragraph(out, "Note: ", "%s", claim->note);
    }
    if (claim->kind == CLAIM_RATIO && answer.view_count > 0 &&
        (r = add_rows(out, d, claim, &answer, err)) == 0 &&
        (answer.view_count == 1 || (r = add_views(out, d, &answer, err)) == 0) &&
        !isnan(answer.low))
        text_printf(out, "\nWithout any one workload: %.4gx to %.4gx.\n", answer.low,
                    answer.high);
    claim_answer_free(&answer);
    return r;
}

static int explain(struct claim_desk *d, struct text *out, struct err *err)
{
    int r = 0;
    bool first = true;

    for (size_t b = 0; b < d->book_count; b++)
        for (size_t c = 0; r == 0 && c < d->books[b].claim_count; c++) {
            if (!claim_desk_means(d, &d->books[b], &d->books[b].claims[c]))
                continue;
            if (!first)
                text_add(out, "\n");
            first = false;
            r = explain_one(d, out, &d->books[b], &d->books[b].claims[c], err);
        }
    return r;
}

/* -------------------------------------------------------------------- run */

static int answer(struct claim_desk *d, struct context *context, struct text *out, int *status,
                  struct err *err)
{
    const char *verb = context->words.count > 0 ? context->words.items[0] : "";
    int r;

    *status = EXIT_YES;
    if (strcmp(verb, "list") != 0 && strcmp(verb, "check") != 0 && strcmp(verb, "explain") != 0)
        return err_set(err, -EINVAL, "claim list, claim check or claim explain");
    if (strcmp(verb, "explain") == 0 && context->words.count == 1)
        return err_set(err, -EINVAL, "claim explain needs a claim; see polyjoule claim list");
    if ((r = claim_desk_open(d, context, err)) < 0)
        return r;
    if (claim_desk_count(d) == 0)
        return err_set(err, -ENOENT, "no claim is called '%s'; see polyjoule claim list",
                       context->words.count > 1 ? context->words.items[1] : "");
    if (strcmp(verb, "list") == 0)
        return list(d, out, err);
    if ((r = claim_desk_ask(d, err)) < 0)
        return r;
    return strcmp(verb, "check") == 0 ? check(d, out, status, err) : explain(d, out, err);
}

static int run(struct context *context)
{
    struct claim_desk desk = {0};
    struct text out = {0};
    struct err err;
    int status;
    int r = answer(&desk, context, &out, &status, &err);

    if (r == 0)
        r = say(&out);
    claim_desk_close(&desk);
    text_free(&out);
    return r < 0 ? complain(status_of(r), "%s", err.text) : r == EXIT_YES ? status : r;
}

const struct command command_claim = {
    .name = "claim",
    .summary = "Ask what published sentences are worth here",
    .usage = "list | check [CLAIM...] | explain CLAIM...",
    .rows = rows,
    .notes =
        "A CLAIM is an identifier, or a book of results/claims, or the beginning of some.\n"
        "check: 0 all reproduced, 1 one is contradicted or has the direction alone,\n"
        "3 one is inconclusive, not comparable, or has no energy.\n",
    .run = run,
};
