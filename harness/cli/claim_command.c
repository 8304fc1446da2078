/* SPDX-License-Identifier: MIT
 * polyjoule claim: what published sentences are worth here. */
#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/paths.h"
#include "cli/voice.h"
#include "judge/claim.h"
#include "judge/ratios.h"
#include "judge/reader.h"

#define AT(field) offsetof(struct settings, field)

static const struct option_row rows[] = {
    {0, "campaign", OPTION_INTEGER, AT(campaign), "N",
     "the campaign that is asked [the newest with trials]"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

/* All claims and what they are asked of. */
struct desk {
    struct context *context;
    struct paths paths;
    struct catalog catalog;
    struct claim_book *books;
    size_t book_count;
    struct store *store;
    struct result *result;
};

static int open_desk(struct desk *d, struct context *context, struct err *err)
{
    int r;

    *d = (struct desk){.context = context};
    if ((r = paths_find(&d->paths, context->settings.database, NULL, &context->arena, err)) <
            0 ||
        (r = catalog_load(&d->catalog, d->paths.bench, d->paths.runners, err)) < 0)
        return r;
    return claim_books_load(&d->books, &d->book_count, &context->arena, d->paths.claims,
                            &d->catalog, err);
}

static int open_campaign(struct desk *d, struct err *err)
{
    int64_t id = d->context->settings.campaign;
    int r;

    if ((r = store_open(&d->store, d->paths.database, STORE_READ, err)) < 0 ||
        (id == 0 && (r = campaign_meant(&id, d->store, NULL, err)) < 0))
        return r;
    return reader_load_trials(&d->result, d->store, id, err);
}

static void close_desk(struct desk *d)
{
    result_free(d->result);
    store_close(d->store);
    catalog_free(&d->catalog);
}

/* Words choose claims by identifier, a book, or what one of them begins with. */
static bool is_meant(const struct desk *d, const struct claim_book *book,
                     const struct claim *claim)
{
    const struct option_list *words = &d->context->words;

    for (size_t i = 1; i < words->count; i++)
        if (strcmp(book->name, words->items[i]) == 0 ||
            strncmp(claim->id, words->items[i], strlen(words->items[i])) == 0)
            return true;
    return words->count == 1;
}

static size_t count_meant(const struct desk *d)
{
    size_t count = 0;

    for (size_t b = 0; b < d->book_count; b++)
        for (size_t c = 0; c < d->books[b].claim_count; c++)
            count += is_meant(d, &d->books[b], &d->books[b].claims[c]);
    return count;
}

/* ------------------------------------------------------------------- list */

static int list(struct desk *d, struct text *out, struct err *err)
{
    static const struct table_column columns[] = {
        {"claim", "claim", UNIT_NONE, false, 0},
        {"book", "book", UNIT_NONE, false, TABLE_FOR_DATA},
        {"sentence", "sentence", UNIT_NONE, false, TABLE_WRAP},
        {"place", "place", UNIT_NONE, false, TABLE_FOR_DATA},
        {"link", "link", UNIT_NONE, false, TABLE_FOR_DATA},
    };
    const struct table_style style = campaign_style(d->context, "polyjoule.claims/1");
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));

    for (size_t b = 0; b < d->book_count; b++)
        for (size_t c = 0; c < d->books[b].claim_count; c++) {
            const struct claim *claim = &d->books[b].claims[c];
            if (!is_meant(d, &d->books[b], claim))
                continue;
            table_row(table);
            table_text(table, claim->id);
            table_text(table, d->books[b].name);
            table_text(table, claim->sentence);
            table_text(table, claim->place);
            table_text(table, d->books[b].link);
        }
    int r = table_render(table, &style, out, err);
    table_free(table);
    return r;
}

/* ------------------------------------------------------------------ check */

static enum table_mark mark_of(enum claim_verdict verdict)
{
    switch (verdict) {
    case CLAIM_REPRODUCED:
        return TABLE_GOOD;
    case CLAIM_CONTRADICTED:
        return TABLE_BAD;
    case CLAIM_DIRECTION_ONLY:
    case CLAIM_INCONCLUSIVE:
        return TABLE_WARN;
    default:
        return TABLE_PLAIN;
    }
}

/* DESIGN.md 2. */
static int status_of_verdict(enum claim_verdict verdict)
{
    return verdict == CLAIM_REPRODUCED                                        ? EXIT_YES
           : verdict == CLAIM_CONTRADICTED || verdict == CLAIM_DIRECTION_ONLY ? EXIT_NO
                                                                              : EXIT_UNDECIDED;
}

static void add_answer(struct table *table, const struct claim *claim,
                       const struct claim_answer *answer)
{
    bool ratio = claim->kind == CLAIM_RATIO;

    table_row(table);
    table_text(table, claim->id);
    table_text(table, claim->sentence);
    table_real(table, ratio ? claim->published : NAN);
    table_real(table, answer->ratio.value);
    table_real(table, answer->ratio.ci.low);
    table_real(table, answer->ratio.ci.high);
    table_text(table, claim_verdict_name(answer->verdict));
    table_mark(table, mark_of(answer->verdict));
    if (ratio && !isnan(answer->ratio.ci.low))
        table_printf(table, "%.3gx [%.3g, %.3g]", answer->ratio.value, answer->ratio.ci.low,
                     answer->ratio.ci.high);
    else
        table_text(table, NULL);
    table_text(table, answer->reason);
}

/* What is not a ratio with an interval is said in words, below the table. */
static void add_words(struct text *words, const struct claim *claim,
                      const struct claim_answer *answer)
{
    if (claim->kind == CLAIM_RATIO && !isnan(answer->ratio.ci.low))
        return;
    text_printf(words, "\n%s: ", claim->id);
    text_add_wrapped(words, answer->reason, strlen(claim->id) + 2, 4, (size_t)screen_width());
    text_add(words, ".");
}

static int check(struct desk *d, struct text *out, int *status, struct err *err)
{
    static const struct table_column columns[] = {
        {"claim", "claim", UNIT_NONE, false, 0},
        {"sentence", "sentence", UNIT_NONE, false, TABLE_FOR_DATA},
        {"published", "published", UNIT_RATIO, true, 0},
        {"here", "ratio", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"low", "ratio_ci_low", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"high", "ratio_ci_high", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"verdict", "verdict", UNIT_NONE, false, 0},
        {"here", "here", UNIT_NONE, false, TABLE_FOR_SHOW},
        {"reason", "reason", UNIT_NONE, false, TABLE_FOR_DATA},
    };
    const struct table_style style = campaign_style(d->context, "polyjoule.claim/1");
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));
    bool text = strcmp(d->context->settings.format, "text") == 0;
    struct text words = {0};

    *status = EXIT_YES;
    for (size_t b = 0; b < d->book_count; b++)
        for (size_t c = 0; c < d->books[b].claim_count; c++) {
            const struct claim *claim = &d->books[b].claims[c];
            struct claim_answer answer;
            if (!is_meant(d, &d->books[b], claim))
                continue;
            claim_ask(&answer, claim, d->result);
            add_answer(table, claim, &answer);
            add_words(&words, claim, &answer);
            int own = status_of_verdict(answer.verdict);
            *status = own == EXIT_NO || *status == EXIT_YES ? own : *status;
            claim_answer_free(&answer);
        }
    int r = table_render(table, &style, out, err);
    if (text && words.length > 0)
        text_printf(out, "%s\n", text_string(&words));
    text_free(&words);
    table_free(table);
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

static int add_rows(struct text *out, const struct desk *d, const struct claim *claim,
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

static int add_views(struct text *out, const struct desk *d, const struct claim_answer *answer,
                     struct err *err)
{
    static const struct table_column columns[] = {
        {"", "aggregation", UNIT_NONE, false, 0},
        {"ratio", "ratio", UNIT_RATIO, true, 0},
    };
    const struct table_style style = campaign_style(d->context, NULL);
    struct table *table =
        table_new("\nThe same data, aggregated otherwise", columns, ARRAY_SIZE(columns));

    for (size_t i = 0; i < answer->view_count; i++) {
        table_row(table);
        table_text(table, answer->views[i].name);
        table_real(table, answer->views[i].ratio);
    }
    int r = table_render(table, &style, out, err);
    table_free(table);
    return r;
}

static int explain_one(struct desk *d, struct text *out, const struct claim_book *book,
                       const struct claim *claim, struct err *err)
{
    struct claim_answer answer;
    int r = 0;

    claim_ask(&answer, claim, d->result);
    text_printf(out, "%s\n  \"%s\"\n  %s%s%s\n  %s\n\n%s: ", claim->id, claim->sentence,
                book->title, claim->place != NULL ? ", " : "",
                claim->place != NULL ? claim->place : "", book->link,
                claim_verdict_name(answer.verdict));
    text_add_wrapped(out, answer.reason, 16, 2, (size_t)screen_width());
    text_add(out, ".\n");
    if (claim->kind == CLAIM_RATIO && answer.view_count > 0 &&
        (r = add_rows(out, d, claim, &answer, err)) == 0 &&
        (r = add_views(out, d, &answer, err)) == 0)
        text_printf(out, "\nWithout any one workload: %.4gx to %.4gx.\n", answer.low,
                    answer.high);
    claim_answer_free(&answer);
    return r;
}

static int explain(struct desk *d, struct text *out, struct err *err)
{
    int r = 0;
    bool first = true;

    for (size_t b = 0; b < d->book_count; b++)
        for (size_t c = 0; r == 0 && c < d->books[b].claim_count; c++) {
            if (!is_meant(d, &d->books[b], &d->books[b].claims[c]))
                continue;
            if (!first)
                text_add(out, "\n");
            first = false;
            r = explain_one(d, out, &d->books[b], &d->books[b].claims[c], err);
        }
    return r;
}

/* -------------------------------------------------------------------- run */

static int answer(struct desk *d, struct context *context, struct text *out, int *status,
                  struct err *err)
{
    const char *verb = context->words.count > 0 ? context->words.items[0] : "";
    int r;

    *status = EXIT_YES;
    if (strcmp(verb, "list") != 0 && strcmp(verb, "check") != 0 && strcmp(verb, "explain") != 0)
        return err_set(err, -EINVAL, "claim list, claim check or claim explain");
    if (strcmp(verb, "explain") == 0 && context->words.count == 1)
        return err_set(err, -EINVAL, "claim explain needs a claim; see polyjoule claim list");
    if ((r = open_desk(d, context, err)) < 0)
        return r;
    if (count_meant(d) == 0)
        return err_set(err, -ENOENT, "no claim is called '%s'; see polyjoule claim list",
                       context->words.count > 1 ? context->words.items[1] : "");
    if (strcmp(verb, "list") == 0)
        return list(d, out, err);
    if ((r = open_campaign(d, err)) < 0)
        return r;
    return strcmp(verb, "check") == 0 ? check(d, out, status, err) : explain(d, out, err);
}

static int run(struct context *context)
{
    struct desk desk = {0};
    struct text out = {0};
    struct err err;
    int status;
    int r = answer(&desk, context, &out, &status, &err);

    if (r == 0)
        r = say(&out);
    close_desk(&desk);
    text_free(&out);
    return r < 0 ? complain(status_of(r), "%s", err.text) : r == EXIT_YES ? status : r;
}

const struct command command_claim = {
    .name = "claim",
    .summary = "Ask what published sentences are worth here",
    .usage = "list | check [CLAIM...] | explain CLAIM...",
    .rows = rows,
    .notes = "A CLAIM is an identifier, the beginning of some, or a book of results/claims.\n"
             "check: 0 all reproduced, 1 one is contradicted or has the direction alone,\n"
             "3 one is inconclusive, not comparable, or has no energy.\n",
    .run = run,
};
