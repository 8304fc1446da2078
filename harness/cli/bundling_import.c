/* SPDX-License-Identifier: MIT
 * Bundles that others made, taken into the database. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "campaign/stage.h"
#include "cli/bundling.h"
#include "cli/paths.h"
#include "cli/voice.h"
#include "report/bundle.h"
#include "report/table.h"
#include "store/extract.h"
#include "store/merge.h"

/* One bundle's campaigns as they are called here. */
struct taken {
    const char *path; /* the bundle */
    struct store *into;
    struct table *table;
    bool known; /* nothing was new */
    bool some;  /* rows are in TABLE */
};

static int add_campaign(void *context, const struct store_row *row, struct err *err)
{
    struct taken *t = context;
    const struct store_argument uuid = {.name = ":uuid", .text = row_text_of(row, "uuid")};
    int64_t id;
    int r = store_get_integer(t->into, "campaign_by_uuid", &uuid, 1, &id, err);

    if (r < 0)
        return r;
    t->some = true;
    table_row(t->table);
    table_text(t->table, t->path);
    table_integer(t->table, id);
    table_text(t->table, row_text_of(row, "uuid"));
    table_integer(t->table, row_integer_of(row, "filled"));
    table_text(t->table, t->known ? "there already" : "taken");
    return 0;
}

static int name_campaigns(struct taken *t, const char *database, struct err *err)
{
    struct store *from = NULL;
    int r = store_open(&from, database, STORE_READ, err);

    if (r == 0)
        r = store_visit(from, "campaigns", NULL, 0, add_campaign, t, err);
    store_close(from);
    return r;
}

static int take(struct taken *t, const char *database, struct err *err)
{
    struct merge_report report;
    int r;

    if ((r = bundle_extract(t->path, database, err)) < 0)
        return r;
    if ((r = extract_admit(database, err)) < 0 ||
        (r = merge_database(&report, t->into, database, err)) < 0)
        return err_prefix(err, r, "%s", t->path);
    t->known = report.campaigns == 0;
    return name_campaigns(t, database, err);
}

/* The database is at a name of ours in a directory of ours, whatever the bundle calls it. */
static int take_aside(struct taken *t, struct err *err)
{
    struct text database = {0};
    char *place;
    int r = stage_temporary(&place, err);

    if (r < 0)
        return r;
    text_printf(&database, "%s/" BUNDLE_DATABASE, place);
    r = take(t, text_string(&database), err);
    text_free(&database);
    stage_remove(place);
    free(place);
    return r;
}

/* What was taken before a bundle failed is there, and told. */
static int tell(const struct taken *t, const struct context *context, int r, struct err *err)
{
    const struct table_style style = {
        .format = context->settings.json ? TABLE_JSON : TABLE_TEXT,
        .schema = "polyjoule.import/1",
        .width = screen_width(),
        .color = screen_color(context),
    };
    struct text out = {0};
    struct err second;

    if (t->some) {
        int also = table_render(t->table, &style, &out, &second);
        if (also == 0)
            also = say(&out);
        if (r == 0 && also < 0)
            *err = second;
        r = r == 0 ? also : r;
    }
    text_free(&out);
    return r;
}

static int take_all(struct taken *t, const struct context *context, struct err *err)
{
    const struct option_list *words = &context->words;
    int r = 0;

    for (size_t i = 0; i < words->count && r == 0; i++) {
        t->path = words->items[i];
        r = take_aside(t, err);
    }
    return r;
}

int bundling_import(struct context *context, struct err *err)
{
    static const struct table_column columns[] = {
        {"bundle", "bundle", UNIT_NONE, false, TABLE_SHRINK},
        {"campaign", "campaign", UNIT_NONE, true, 0},
        {"uuid", "uuid", UNIT_NONE, false, TABLE_FOR_DATA},
        {"trials", "trials", UNIT_NONE, true, 0},
        {"", "state", UNIT_NONE, false, 0},
    };
    struct taken t = {0};
    struct paths paths;
    struct err no_catalogue;
    int r;

    paths_find(&paths, context->settings.database, NULL, &context->arena, &no_catalogue);
    if ((r = store_open(&t.into, paths.database, STORE_WRITE, err)) < 0)
        return r;
    t.table = table_new(NULL, columns, ARRAY_SIZE(columns));
    r = tell(&t, context, take_all(&t, context, err), err);
    table_free(t.table);
    store_close(t.into);
    return r;
}
