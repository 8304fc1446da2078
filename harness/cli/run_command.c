/* SPDX-License-Identifier: MIT
 * polyjoule run: a randomised campaign over programs of the catalogue. */
#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/units.h"
#include "cli/agree.h"
#include "cli/campaign_screen.h"
#include "cli/conduct.h"
#include "cli/voice.h"
#include "sys/host.h"

#define AT(field) offsetof(struct settings, field)

enum { DEFAULT_BLOCKS = 10, PRECISION_BLOCKS = 80, LEAST_BLOCKS = 6, DEFAULT_ITERATIONS = 10 };

static const struct option_row rows[] = {
    {0, "catalog", OPTION_TEXT, AT(catalog), "DIR",
     "workloads of DIR, a folder each, instead of polyjoule's own"},
    {0, "lang", OPTION_COMMAS, AT(languages), "L,L", "only these languages"},
    {0, "variant", OPTION_TEXT, AT(variant), "V",
     "plain, stdlib, parallel, tuned, hybrid [plain]"},
    {0, "size", OPTION_TEXT, AT(size), "N", "tiny, small, ref, paper or a number [small]"},
    {0, "toolchain", OPTION_COMMAS, AT(toolchains), "T,T",
     "these toolchains; all: every one [each runner's first]"},
    {0, "flags", OPTION_COMMAS, AT(flags), "SET,SET", "sets of flags [each runner's first]"},
    {0, "mode", OPTION_TEXT, AT(mode), "M",
     "process: a fresh process each trial; steady: iterations inside one [process]"},
    {0, "iterations", OPTION_INTEGER, AT(iterations), "N", "steady mode: of a trial [10]"},
    {'n', "blocks", OPTION_INTEGER, AT(blocks), "N",
     "randomised passes over all programs [10; with --precision at most 80]"},
    {'w', "warmup", OPTION_INTEGER, AT(warmups), "N", "passes before them, not counted [1]"},
    {0, "precision", OPTION_FRACTION, AT(precision), "P",
     "stop once each ratio's 95 % interval is within P, like 1%"},
    {0, "budget", OPTION_DURATION, AT(budget_ns), "T", "stop after T; --resume goes on"},
    {0, "resume", OPTION_FLAG, AT(resume), NULL,
     "go on with the newest unfinished campaign of this selection, or start one"},
    {0, "built", OPTION_FLAG, AT(built), NULL,
     "where a toolchain is missing, use a build of elsewhere in the cache"},
    {0, "ref", OPTION_TEXT, AT(ref_language), "L", "the language that ratios are to [c]"},
    {0, "dry-run", OPTION_FLAG, AT(dry_run), NULL, "print the plan and run nothing"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

static json_t *json_of_list(const struct option_list *list)
{
    json_t *array = json_array();

    for (size_t i = 0; i < list->count; i++)
        json_array_append_new(array, json_string(list->items[i]));
    return array;
}

/* What was asked, always in the same words: a campaign is resumed by it. The seed is not part
 * of it. */
static char *selection_json(const struct context *context)
{
    const struct settings *s = &context->settings;
    json_t *object =
        json_pack("{s:o, s:s*, s:o, s:s?, s:s, s:o, s:o, s:s, s:I, s:I, s:I, s:f}", "select",
                  json_of_list(&context->words), "catalog", s->catalog, "lang",
                  json_of_list(&s->languages), "variant", s->variant, "size",
                  s->size != NULL ? s->size : "small", "toolchain",
                  json_of_list(&s->toolchains), "flags", json_of_list(&s->flags), "mode",
                  s->mode, "blocks", (json_int_t)s->blocks, "warmup", (json_int_t)s->warmups,
                  "iterations", (json_int_t)s->iterations, "precision", s->precision);
    char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);

    json_decref(object);
    return text;
}

static int settle_defaults(struct settings *s, struct err *err)
{
    bool steady = s->mode != NULL && strcmp(s->mode, "steady") == 0;

    if (s->mode == NULL)
        s->mode = "process";
    if (!steady && strcmp(s->mode, "process") != 0)
        return err_set(err, -EINVAL, "--mode %s: expected process or steady", s->mode);
    if (!steady && s->iterations > 0)
        return err_set(err, -EINVAL, "--iterations goes with --mode steady");
    if (steady && s->iterations == 0)
        s->iterations = DEFAULT_ITERATIONS;
    if (s->iterations > 1000000)
        return err_set(err, -EINVAL, "--iterations: expected at most 1000000");
    if (s->blocks == 0)
        return err_set(err, -EINVAL, "--blocks: expected 1 or more");
    if (s->blocks < 0)
        s->blocks = s->precision > 0 ? PRECISION_BLOCKS : DEFAULT_BLOCKS;
    if (s->warmups < 0)
        s->warmups = 1;
    if (s->ref_language == NULL)
        s->ref_language = "c";
    return 0;
}

/* ------------------------------------------------- answers not known beforehand */

/* A size of the user's own: each workload's programs are run once, and must agree. */
static int learn_answer(struct cells *cells, size_t first, size_t count,
                        struct context *context, struct err *err)
{
    struct agreement g;
    int r = 0;

    agree_check(&g, &cells->items[first], count, cells, context);
    for (size_t i = 0; i < g.count && r == 0; i++)
        if (strcmp(g.answers[i].status, "wrong") == 0)
            r = err_set(err, -EBADMSG, "%s gives another answer than %s at size %" PRId64,
                        g.answers[i].cell->label, g.answers[0].cell->label,
                        g.answers[i].cell->n);
    if (r == 0 && g.known) {
        struct digest *answer = arena_alloc(&context->arena, 1, sizeof(*answer));
        *answer = g.digest;
        for (size_t i = 0; i < count; i++)
            cells->items[first + i].expected = answer;
    }
    free(g.answers);
    return r;
}

static int learn_answers(struct cells *cells, struct context *context, struct err *err)
{
    int r = 0;

    for (size_t first = 0, count; r == 0 && first < cells->count; first += count) {
        const struct campaign_cell *cell = &cells->items[first];
        for (count = 1; first + count < cells->count &&
                        cells->items[first + count].workload == cell->workload;)
            count++;
        if (cell->expected == NULL)
            r = learn_answer(cells, first, count, context, err);
    }
    return r;
}

/* ------------------------------------------------------------------- report */

static void add_skipped(struct text *out, const struct campaign_request *q)
{
    for (size_t i = 0; i < q->cell_count; i++)
        if (q->cells[i].skipped != NULL)
            text_printf(out, "      not run: %s: %s\n", q->cells[i].label, q->cells[i].skipped);
}

/* What will be done; said before anything is measured. */
static void announce(const struct context *context, const struct conduct *c)
{
    const struct settings *s = &context->settings;
    const struct campaign_request *q = &c->request;
    struct text out = {0};

    if (strcmp(s->format, "text") != 0 || s->quiet)
        return;
    if (c->resumed)
        text_printf(&out, "Plan  of campaign %" PRId64 ", gone on with", c->campaign_id);
    else
        text_printf(&out, "Plan  %zu programs, %" PRId64 " randomised blocks", q->cell_count,
                    q->blocks);
    if (!c->resumed && q->warmups > 0)
        text_printf(&out, " and %" PRId64 " to warm up", q->warmups);
    text_printf(&out, ", seed %" PRIu64 "\n", q->seed);
    if (s->precision > 0)
        text_printf(&out, "      until every ratio's 95 %% interval is within %.3g %%\n",
                    100 * s->precision);
    if (context->meter == NULL) {
        text_add(&out, "      no joules: ");
        text_add_wrapped(&out, context->no_energy.text, 17, 6, (size_t)screen_width());
        text_add(&out, "\n");
    }
    add_skipped(&out, q);
    text_add(&out, "\n");
    say(&out);
    text_free(&out);
}

/* Where it is kept. */
static void tell_where(const struct context *context, const struct conduct *c,
                       const char *database)
{
    struct text out = {0};

    if (strcmp(context->settings.format, "text") != 0 || context->settings.quiet)
        return;
    text_printf(&out, "\nCampaign %" PRId64 " is in %s.\n", c->campaign_id, database);
    say(&out);
    text_free(&out);
}

static int status_of_run(const struct context *context, const struct cells *cells,
                         const struct conduct *c, int screen)
{
    bool partial = screen == EXIT_PARTIAL;

    for (size_t i = 0; i < cells->count; i++)
        partial =
            partial || (cells->items[i].skipped != NULL && cells->items[i].toolchain != NULL);
    if (c->outcome == CAMPAIGN_INTERRUPTED)
        return EXIT_INTERRUPTED;
    if (screen == EXIT_BROKEN)
        return EXIT_BROKEN;
    if (partial)
        return EXIT_PARTIAL;
    return context->settings.precision > 0 && !c->precise ? EXIT_UNDECIDED : EXIT_YES;
}

/* ---------------------------------------------------------------------- run */

static int conduct_run(struct context *context, struct cells *cells, struct store *store,
                       struct err *err)
{
    const struct settings *s = &context->settings;
    char *selection = selection_json(context);
    struct conduct c = {
        .store = store,
        .resume = s->resume,
        .announce = announce,
        .precision = s->precision,
        .reference = s->ref_language,
        .least_blocks = LEAST_BLOCKS,
        .request = {.kind = "run",
                    .selection = selection,
                    .mode = s->mode,
                    .tool_version = POLYJOULE_VERSION,
                    .blocks = s->blocks,
                    .warmups = s->warmups,
                    .iterations = (int)s->iterations,
                    .trace_ns = s->trace_ns,
                    .budget_ns = s->budget_ns,
                    .cells = cells->items,
                    .cell_count = cells->count,
                    .cache = cells->paths.cache,
                    .x86_64_level = host_x86_64_level(""),
                    .input = -1},
    };
    int r;

    if ((r = conduct_seed(s, &c.request.seed, err)) < 0)
        goto out;
    if (s->dry_run) {
        announce(context, &c);
        goto out;
    }
    if ((r = conduct_campaign(context, &c, err)) < 0)
        goto out;
    if ((r = campaign_screen(context, store, c.campaign_id, s->ref_language, !s->quiet, err)) <
        0)
        goto out;
    tell_where(context, &c, cells->paths.database);
    r = status_of_run(context, cells, &c, r);
    if (c.outcome == CAMPAIGN_INTERRUPTED || c.outcome == CAMPAIGN_BUDGET)
        mention(context, "what was measured is kept; go on with the same command and --resume");
out:
    free(selection);
    return r;
}

static int run(struct context *context)
{
    struct cells cells = {0};
    struct store *store = NULL;
    struct err err;
    int r;

    if ((r = settle_defaults(&context->settings, &err)) < 0 ||
        (r = cells_select(&cells, context, "plain", &err)) < 0 ||
        (r = cells_find_toolchains(&cells, context, &err)) < 0 ||
        (r = cells_make(&cells, context, &err)) < 0 ||
        (r = learn_answers(&cells, context, &err)) < 0 ||
        (r = store_open(&store, cells.paths.database, STORE_WRITE, &err)) < 0)
        goto out;
    r = conduct_run(context, &cells, store, &err);
out:
    store_close(store);
    cells_free(&cells);
    return r < 0 ? complain(r == -EBADMSG ? EXIT_NO : status_of(r), "%s", err.text) : r;
}

const struct command command_run = {
    .name = "run",
    .summary = "Measure programs of the catalogue in a randomised, resumable campaign",
    .usage = "[SELECTION...] [options]",
    .rows = rows,
    .shared = measuring_rows,
    .notes = "SELECTION: n-body  n-body/rust  'n-body/*/tuned'  lang:go,rust  class:integer\n"
             "           threads:1  threads:all  -python; nothing selects everything.\n",
    .selects = true,
    .meters = true,
    .run = run,
};
