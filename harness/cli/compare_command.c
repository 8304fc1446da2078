/* SPDX-License-Identifier: MIT
 * polyjoule compare: ratios that explain themselves, energy = time x power. */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/compare_screen.h"
#include "cli/side.h"
#include "cli/voice.h"

#define AT(field) offsetof(struct settings, field)

static const struct option_row rows[] = {
    {0, "col", OPTION_TEXT, AT(column), "WHAT",
     "what differs: language, variant, toolchain, flags, size or workload [language]"},
    {0, "row", OPTION_COMMAS, AT(row_keys), "WHAT,..",
     "what rows are formed by, of the same words [workload, and all else that differs]"},
    {0, "ref", OPTION_TEXT, AT(ref_language), "X",
     "the one that ratios are to [c, plain, or the plan's first]"},
    {0, "variant", OPTION_TEXT, AT(variant), "V",
     "only this variant; all: every one [plain, with --col language]"},
    {0, "metric", OPTION_TEXT, AT(metric), "M",
     "wall, cpu, memory, energy, net-energy or power [energy where measured, else wall]"},
    {0, "margin", OPTION_FRACTION, AT(margin), "P",
     "a difference that would not matter, to show that there is none larger [2%]"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

/* Longer ones leave no room for a table. */
enum { NAME_MOST = 24 };

struct request {
    struct context *context;
    struct side sides[2];
    size_t count;
};

/* ------------------------------------------------------------------- words */

static int load(struct request *q, struct err *err)
{
    const struct option_list *words = &q->context->words;

    if (words->count > 2)
        return err_set(err, -EINVAL, "compare takes one campaign, or two");
    q->count = words->count == 2 ? 2 : 1;
    for (size_t i = 0; i < words->count; i++)
        side_name(&q->sides[i], words->items[i], &q->context->arena);
    return side_load(q->sides, q->count, q->context, err);
}

/* ----------------------------------------------------------------- request */

static const char *short_name(const struct side *side, struct arena *arena)
{
    const char *slash = strrchr(side->path, '/');

    return arena_printf(arena, "%s:%lld", slash != NULL ? slash + 1 : side->path,
                        (long long)side->result->id);
}

/* Where databases were named: what tells the two apart in a table. */
static void name_sides(const struct request *q, const char *names[2])
{
    struct arena *arena = &q->context->arena;

    if (q->count < 2 || (q->sides[0].database == NULL && q->sides[1].database == NULL))
        return;
    for (size_t i = 0; i < 2; i++)
        names[i] = short_name(&q->sides[i], arena);
    if (strcmp(names[0], names[1]) != 0 && strlen(names[0]) <= NAME_MOST &&
        strlen(names[1]) <= NAME_MOST)
        return;
    names[0] = "the first";
    names[1] = "the second";
}

static bool has_energy(const struct request *q)
{
    const char *source = q->sides[0].result->energy_source;

    return strcmp(source, "absent") != 0 &&
           (q->count < 2 || strcmp(q->sides[1].result->energy_source, source) == 0);
}

static int choose_projection(struct comparison_request *out, const struct request *q,
                             struct err *err)
{
    const struct settings *s = &q->context->settings;
    bool commands = out->column == PROJECTION_COMMAND;
    int r;

    if (q->count == 2)
        out->column = PROJECTION_CAMPAIGN;
    if (s->column != NULL && out->column != PROJECTION_LANGUAGE)
        return err_set(err, -EINVAL,
                       "--col: two campaigns, and commands, differ in themselves");
    if (s->row_keys.count > 0 && commands)
        return err_set(err, -EINVAL, "--row: commands are in one row");
    if (s->column != NULL && (r = projection_parse(&out->column, "--col", s->column, err)) < 0)
        return r;
    enum projection_key *keys =
        arena_alloc(&q->context->arena, s->row_keys.count + 1, sizeof(*keys));
    for (size_t i = 0; i < s->row_keys.count; i++) {
        if ((r = projection_parse(&keys[i], "--row", s->row_keys.items[i], err)) < 0)
            return r;
        if (projection_follows(keys[i], out->column))
            return err_set(err, -EINVAL, "--row %s: the columns differ in that",
                           s->row_keys.items[i]);
    }
    out->rows = keys;
    out->row_count = s->row_keys.count;
    return 0;
}

static int choose(struct comparison_request *out, const struct request *q, struct err *err)
{
    const struct settings *s = &q->context->settings;
    int r;

    *out = comparison_usual(q->sides[0].result);
    out->reference = s->ref_language;
    out->margin = s->margin;
    out->for_show = strcmp(s->format, "json") != 0 && strcmp(s->format, "csv") != 0;
    if ((r = choose_projection(out, q, err)) < 0)
        return r;
    if (s->variant != NULL || out->column != PROJECTION_LANGUAGE)
        out->variant = s->variant;
    if (s->variant != NULL && strcmp(s->variant, "all") == 0)
        out->variant = NULL;
    name_sides(q, out->campaigns);
    out->metric = has_energy(q) ? METRIC_ENERGY : METRIC_WALL;
    if (s->metric != NULL && (r = metric_parse(&out->metric, s->metric, err)) < 0)
        return r;
    if (out->metric >= METRIC_ENERGY && !has_energy(q) && q->count == 2)
        return err_set(err, -EINVAL,
                       "--metric %s: the joules of the two are of different sources: %s and %s",
                       s->metric, q->sides[0].result->energy_source,
                       q->sides[1].result->energy_source);
    return 0;
}

/* --------------------------------------------------------------------- run */

static void fill_view(struct comparison_view *view, const struct request *q,
                      const struct comparison_request *request)
{
    *view = (struct comparison_view){.source_count = q->count, .energy = has_energy(q)};
    for (size_t i = 0; i < q->count; i++)
        view->sources[i] = (struct comparison_source){request->campaigns[i], q->sides[i].path,
                                                      q->sides[i].result};
}

static int compare(struct request *q, struct text *out, struct err *err)
{
    struct comparison_request request;
    struct comparison *comparison;
    struct comparison_view view;
    int r;

    if ((r = load(q, err)) < 0 || (r = choose(&request, q, err)) < 0 ||
        (r = comparison_make(&comparison, q->sides[0].result, q->sides[1].result, &request,
                             err)) < 0)
        return r;
    fill_view(&view, q, &request);
    view.comparison = comparison;
    r = compare_screen(out, q->context, &view, err);
    comparison_free(comparison);
    return r;
}

static int run(struct context *context)
{
    struct request request = {.context = context};
    struct text out = {0};
    struct err err;
    int r = compare(&request, &out, &err);

    if (r == 0)
        r = say(&out);
    for (size_t i = 0; i < 2; i++)
        side_close(&request.sides[i]);
    text_free(&out);
    return r < 0 ? complain(status_of(r), "%s", err.text) : r;
}

const struct command command_compare = {
    .name = "compare",
    .summary = "Compare languages, variants, flags, campaigns or databases, and explain",
    .usage = "[CAMPAIGN [CAMPAIGN]] [options]",
    .rows = rows,
    .notes =
        "A campaign is a number, a database (of which it is the newest that has trials),\n"
        "a database and a number, or a file that 'import' reads: 7, old.db, old.db:7,\n"
        "old.json. Without one: the newest. Two: the second over the first, not paired.\n"
        "Cells are compared only where they are alike in all but --col; --row gathers what\n"
        "has its words in common.\n",
    .run = run,
};
