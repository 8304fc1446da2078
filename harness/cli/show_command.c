/* SPDX-License-Identifier: MIT
 * polyjoule show: what the database holds. */
#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "cli/campaign_screen.h"
#include "cli/paths.h"
#include "cli/voice.h"

#define AT(field) offsetof(struct settings, field)

static const struct option_row rows[] = {
    {0, "ref", OPTION_TEXT, AT(ref_language), "L", "the language that ratios are to [c]"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

static int add_campaign(void *context, const struct store_row *row, struct err *err)
{
    struct table *table = context;
    time_t created = row_integer(row, 7) / NS_PER_S;
    char when[32];
    struct tm local;

    (void)err;
    strftime(when, sizeof(when), "%Y-%m-%d %H:%M", localtime_r(&created, &local));
    table_row(table);
    table_integer(table, row_integer(row, 0));
    table_text(table, when);
    table_text(table, row_text(row, 2));
    table_text(table, row_text(row, 3));
    table_text(table, row_text(row, 5));
    table_integer(table, row_integer(row, 9));
    table_integer(table, row_integer(row, 8));
    table_text(table, row_text(row, 11));
    return 0;
}

static int show_campaigns(const struct context *context, struct store *store, struct err *err)
{
    static const struct table_column columns[] = {
        {"campaign", "campaign", UNIT_NONE, true, 0},
        {"begun", "begun", UNIT_NONE, false, 0},
        {"kind", "kind", UNIT_NONE, false, 0},
        {"mode", "mode", UNIT_NONE, false, TABLE_FOR_DATA},
        {"state", "state", UNIT_NONE, false, 0},
        {"trials", "trials", UNIT_NONE, true, 0},
        {"planned", "planned_trials", UNIT_NONE, true, 0},
        {"asked for", "selection", UNIT_NONE, false, TABLE_SHRINK},
    };
    const struct table_style style = campaign_style(context, "polyjoule.campaigns/1");
    struct table *table = table_new(NULL, columns, sizeof(columns) / sizeof(columns[0]));
    struct text out = {0};
    int r;

    if ((r = store_visit(store, "campaigns", NULL, 0, add_campaign, table, err)) == 0 &&
        (r = table_render(table, &style, &out, err)) == 0)
        r = say(&out);
    table_free(table);
    text_free(&out);
    return r;
}

static int show(struct context *context, struct store *store, struct err *err)
{
    const char *word = context->words.count > 0 ? context->words.items[0] : NULL;
    const char *reference = context->settings.ref_language;
    int64_t id;
    int r;

    if (context->words.count > 1)
        return err_set(err, -EINVAL, "show takes one campaign, or 'campaigns'");
    if (word != NULL && strcmp(word, "campaigns") == 0)
        return show_campaigns(context, store, err);
    if ((r = campaign_meant(&id, store, word, err)) < 0)
        return r;
    /* It is shown: that trials of it failed is no failure of showing. */
    r = campaign_screen(context, store, id, reference != NULL ? reference : "c", false, err);
    return r == EXIT_PARTIAL ? EXIT_YES : r;
}

static int run(struct context *context)
{
    struct paths paths;
    struct store *store = NULL;
    struct err err, no_catalogue;
    int r;

    paths_find(&paths, context->settings.database, NULL, &context->arena, &no_catalogue);
    if ((r = store_open(&store, paths.database, STORE_READ, &err)) == 0)
        r = show(context, store, &err);
    store_close(store);
    return r < 0 ? complain(status_of(r), "%s", err.text) : r;
}

const struct command command_show = {
    .name = "show",
    .summary = "Show a campaign's results, or what campaigns there are",
    .usage = "[CAMPAIGN | campaigns] [options]",
    .rows = rows,
    .notes = "Without an argument: the newest campaign that has trials.\n",
    .run = run,
};
