/* SPDX-License-Identifier: MIT
 * polyjoule merge: several databases into one. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/voice.h"
#include "store/merge.h"

static struct table *make_table(const char *into, const struct option_list *words,
                                const struct merge_report *reports)
{
    static const struct table_column columns[] = {
        {"", "database", UNIT_NONE, false, 0},
        {"campaigns", "campaigns", UNIT_NONE, true, 0},
        {"trials", "trials", UNIT_NONE, true, 0},
        {"there already", "known_campaigns", UNIT_NONE, true, 0},
    };
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));

    for (size_t i = 1; i < words->count; i++) {
        table_row(table);
        table_text(table, words->items[i]);
        table_integer(table, reports[i].campaigns);
        table_integer(table, reports[i].trials);
        table_integer(table, reports[i].known);
    }
    table_note(table, "Taken into %s.", into);
    return table;
}

static int tell(const struct context *context, const struct merge_report *reports,
                struct err *err)
{
    const struct option_list *words = &context->words;
    const struct table_style style = campaign_style(context, "polyjoule.merge/1");
    struct table *table = make_table(words->items[0], words, reports);
    struct text out = {0};
    int r = table_render(table, &style, &out, err);

    if (r == 0)
        r = say(&out);
    table_free(table);
    text_free(&out);
    return r;
}

static int merge_all(struct context *context, struct merge_report *reports, struct err *err)
{
    const struct option_list *words = &context->words;
    struct store *store = NULL;
    int r = store_open(&store, words->items[0], STORE_WRITE, err);

    for (size_t i = 1; i < words->count && r == 0; i++)
        r = merge_database(&reports[i], store, words->items[i], err);
    store_close(store);
    return r < 0 ? r : tell(context, reports, err);
}

static int run(struct context *context)
{
    const struct option_list *words = &context->words;
    struct err err;

    if (words->count < 2)
        return complain(EXIT_INPUT, "merge needs INTO.db and at least one FROM.db");
    struct merge_report *reports = mem_alloc(words->count, sizeof(*reports));
    int r = merge_all(context, reports, &err);
    free(reports);
    return r < 0 ? complain(status_of(r), "%s", err.text) : r;
}

const struct command command_merge = {
    .name = "merge",
    .summary = "Take the campaigns of other databases into one",
    .usage = "INTO.db FROM.db... [options]",
    .notes =
        "What has the same UUID or digest is the same, and is there once; merging again, or\n"
        "in another order, makes no difference. Where one is not the same in both, nothing\n"
        "of that FROM.db is taken: 2, and it is named. INTO.db is made if it is not there;\n"
        "each FROM.db is only read, and goes in as a whole or not at all.\n",
    .run = run,
};
