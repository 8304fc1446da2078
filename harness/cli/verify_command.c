/* SPDX-License-Identifier: MIT
 * polyjoule verify: are the answers right, and the same in every language? */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/mem.h"
#include "base/rng.h"
#include "base/units.h"
#include "cli/agree.h"
#include "cli/conduct.h"
#include "cli/voice.h"
#include "judge/toolchain_label.h"

#define AT(field) offsetof(struct settings, field)

static const struct option_row rows[] = {
    {0, "lang", OPTION_COMMAS, AT(languages), "L,L", "only these languages"},
    {0, "variant", OPTION_TEXT, AT(variant), "V", "only this variant [all]"},
    {0, "size", OPTION_TEXT, AT(size), "N",
     "only this size, a name or a number, for every language whatever its 'max'"},
    {0, "seed", OPTION_TEXT, AT(seed), "S",
     "with --size: of the workload's generator [42]; else: of the random sizes"},
    {0, "rounds", OPTION_INTEGER, AT(rounds), "N",
     "random sizes and seeds to try for each workload [2]"},
    {0, "all-sizes", OPTION_FLAG, AT(all_sizes), NULL,
     "every named size up to each language's 'max', not just tiny and small; random ones as "
     "far as two languages go"},
    {0, "toolchain", OPTION_COMMAS, AT(toolchains), "T,T",
     "these toolchains; all: every one [each runner's first]"},
    {0, "flags", OPTION_COMMAS, AT(flags), "F,F", "sets of flags [each runner's first]"},
    {0, "deadline", OPTION_DURATION, AT(deadline_ns), "T", "give a program up after T [10m]"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

enum { FEW_SIZES = 64 };

/* What is asked of one workload. */
struct question {
    const struct workload *workload;
    const char *size; /* NULL: a number */
    int64_t n, seed;  /* seed -1: none */
    bool beyond_max;  /* asked for by name: every language answers */
};

struct verifying {
    struct context *context;
    struct cells cells;
    json_t *workloads;
    struct text out;
    size_t asked, wrong, failed, skipped;
};

/* ---------------------------------------------------------------- answers */

static json_t *json_of_answer(const struct answer *a)
{
    char digest[DIGEST_TEXT_SIZE], label[TOOLCHAIN_LABEL_SIZE];
    const struct toolchain *t = a->cell->toolchain;
    bool given = strcmp(a->status, "ok") == 0 || strcmp(a->status, "wrong") == 0;
    json_t *object =
        json_pack("{s:s, s:s, s:s?, s:s, s:s?}", "language", a->cell->implementation->language,
                  "variant", a->cell->implementation->variant, "toolchain",
                  t != NULL ? toolchain_label(label, t->name, t->version) : NULL, "status",
                  a->status, "reason", a->reason);

    json_object_set_new(object, "digest",
                        given ? json_sprintf("sha256:%s", digest_text(digest, &a->digest))
                              : json_null());
    return object;
}

static void add_json(struct verifying *v, const struct question *q, const struct agreement *g)
{
    json_t *answers = json_array();

    for (size_t i = 0; i < g->count; i++)
        json_array_append_new(answers, json_of_answer(&g->answers[i]));
    json_array_append_new(v->workloads,
                          json_pack("{s:s, s:I, s:o, s:b, s:o}", "workload", q->workload->name,
                                    "size", (json_int_t)q->n, "seed",
                                    q->seed >= 0 ? json_integer(q->seed) : json_null(), "agree",
                                    g->agree && g->known, "answers", answers));
}

/* One line where all is well, else one more for each answer that is not. */
static void add_text(struct verifying *v, const struct question *q, const struct agreement *g)
{
    char digest[DIGEST_TEXT_SIZE] = "no answer";
    struct text size = {0};

    if (q->size != NULL)
        text_printf(&size, "%s ", q->size);
    text_printf(&size, "%" PRId64, q->n);
    if (q->seed >= 0 && q->seed != CELLS_SEED)
        text_printf(&size, " seed %" PRId64, q->seed);
    if (g->known)
        digest_text(digest, &g->digest);
    text_printf(&v->out, "%-6s %-16s %-26s %.12s ", g->agree && g->known ? "ok" : "WRONG",
                q->workload->name, text_string(&size), digest);
    for (size_t i = 0; i < g->count; i++)
        if (strcmp(g->answers[i].status, "ok") == 0)
            text_printf(&v->out, " %s", g->answers[i].cell->implementation->language);
    text_add(&v->out, "\n");
    for (size_t i = 0; i < g->count; i++) {
        const struct answer *a = &g->answers[i];
        if (strcmp(a->status, "ok") != 0)
            text_printf(&v->out, "         %s: %s: %s\n", a->cell->label, a->status, a->reason);
    }
    text_free(&size);
}

static void count_answers(struct verifying *v, const struct agreement *g)
{
    v->asked++;
    v->wrong += !g->agree;
    for (size_t i = 0; i < g->count; i++) {
        v->failed += strcmp(g->answers[i].status, "failed") == 0;
        v->skipped += strcmp(g->answers[i].status, "skipped") == 0;
    }
}

/* ---------------------------------------------------------------- questions */

/* The cells of the question's workload whose language goes that far. */
static size_t gather(struct campaign_cell *out, const struct cells *cells,
                     const struct question *q)
{
    size_t count = 0;

    for (size_t i = 0; i < cells->count; i++) {
        const struct campaign_cell *cell = &cells->items[i];
        if (cell->workload == q->workload &&
            (q->beyond_max || q->n <= cell->implementation->max_n))
            out[count++] = *cell;
    }
    return count;
}

static int ask(struct verifying *v, const struct question *q, struct err *err)
{
    struct campaign_cell *cells;
    struct agreement g;
    int r;

    if ((r = cells_make_for(&v->cells, v->context, q->workload, q->size, q->n, q->seed, err)) <
        0)
        return r;
    cells = mem_alloc(v->cells.count, sizeof(*cells));
    size_t count = gather(cells, &v->cells, q);
    agree_check(&g, cells, count, &v->cells, v->context);
    if (g.count > 0 && *v->context->stop == 0) {
        count_answers(v, &g);
        add_json(v, q, &g);
        add_text(v, q, &g);
        if (strcmp(v->context->settings.format, "text") == 0) {
            say(&v->out);
            v->out.length = 0;
        }
    }
    free(g.answers);
    free(cells);
    return 0;
}

/* How far the slowest language goes: there all can be compared. With --all-sizes, how far two
 * of them go. */
static int64_t common_limit(const struct cells *cells, const struct workload *workload,
                            bool two)
{
    int64_t least = INT64_MAX, first = 0, second = 0;

    for (size_t i = 0; i < cells->selected_count; i++) {
        int64_t max = cells->selected[i].implementation->max_n;
        if (cells->selected[i].workload != workload)
            continue;
        least = max < least ? max : least;
        second = max >= first ? first : max > second ? max : second;
        first = max > first ? max : first;
    }
    return two && second > 0 ? second : least;
}

/* N from the range's start to LIMIT: even where they are few, else even on the log scale. */
static int64_t random_size(struct rng *rng, const struct workload *workload, int64_t limit)
{
    int64_t least = workload->min_n, count = limit - least + 1;

    if (count <= FEW_SIZES)
        return least + (int64_t)rng_below(rng, (uint64_t)count);
    double low = log((double)least + 1), high = log((double)limit + 2);
    int64_t n = (int64_t)exp(low + (high - low) * rng_uniform(rng)) - 1;
    return n < least ? least : n > limit ? limit : n;
}

static int ask_named(struct verifying *v, const struct workload *w, struct err *err)
{
    bool all = v->context->settings.all_sizes;
    int r = 0;

    for (size_t i = 0; r == 0 && i < w->size_count && *v->context->stop == 0; i++) {
        const struct size *size = &w->sizes[i];
        if (!all && strcmp(size->name, "tiny") != 0 && strcmp(size->name, "small") != 0)
            continue;
        const struct question q = {w, size->name, size->n, w->seeded ? CELLS_SEED : -1, false};
        r = ask(v, &q, err);
    }
    return r;
}

/* The range's first size, and random ones. */
static int ask_random(struct verifying *v, const struct workload *w, struct rng *rng,
                      struct err *err)
{
    int64_t rounds = v->context->settings.rounds,
            limit = common_limit(&v->cells, w, v->context->settings.all_sizes);
    struct question q = {w, NULL, w->min_n, w->seeded ? 1 : -1, false};
    int r = 0;

    if (rounds > 0 && limit >= w->min_n)
        r = ask(v, &q, err);
    for (int64_t i = 0; r == 0 && i < rounds && limit > w->min_n && *v->context->stop == 0;
         i++) {
        q.n = random_size(rng, w, limit);
        if (w->seeded)
            q.seed = 1 + (int64_t)rng_below(rng, INT64_C(2147483646));
        r = ask(v, &q, err);
    }
    return r;
}

/* --size: one question, whatever each language's limit. */
static int ask_given(struct verifying *v, const struct workload *w, struct err *err)
{
    const struct settings *s = &v->context->settings;
    struct question q = {w, s->size, 0, w->seeded ? CELLS_SEED : -1, true};
    int r;

    if (s->seed != NULL && !w->seeded)
        return err_set(err, -EINVAL, "--seed: %s has no generator", w->name);
    if (s->seed != NULL &&
        (r = units_parse_integer(&q.seed, s->seed, 1, INT64_C(2147483646), err)) < 0)
        return err_prefix(err, r, "--seed");
    if (s->size[0] >= '0' && s->size[0] <= '9') {
        if ((r = units_parse_integer(&q.n, s->size, w->min_n, w->max_n, err)) < 0)
            return err_prefix(err, r, "--size");
        q.size = NULL;
    } else {
        const struct size *size = workload_size(w, s->size);
        if (size == NULL)
            return err_set(err, -EINVAL, "--size %s: %s has no such size", s->size, w->name);
        q.n = size->n;
    }
    return ask(v, &q, err);
}

static int verify_workload(struct verifying *v, const struct workload *w, struct rng *rng,
                           struct err *err)
{
    int r;

    if (v->context->settings.size != NULL)
        return ask_given(v, w, err);
    if ((r = ask_named(v, w, err)) < 0)
        return r;
    return ask_random(v, w, rng, err);
}

static int verify_all(struct verifying *v, struct err *err)
{
    const struct workload *last = NULL;
    struct rng rng;
    uint64_t seed = 0;
    int r = 0;

    if (v->context->settings.size == NULL &&
        (r = conduct_seed(&v->context->settings, &seed, err)) < 0)
        return r;
    rng_seed(&rng, seed);
    for (size_t i = 0; r == 0 && i < v->cells.selected_count && *v->context->stop == 0; i++) {
        if (v->cells.selected[i].workload == last)
            continue;
        last = v->cells.selected[i].workload;
        r = verify_workload(v, last, &rng, err);
    }
    return r;
}

static int finish(struct verifying *v)
{
    struct text summary = {0};

    if (strcmp(v->context->settings.format, "json") == 0) {
        json_t *document =
            json_pack("{s:s, s:O}", "schema", "polyjoule.verify/1", "workloads", v->workloads);
        char *text = json_dumps(document, JSON_INDENT(2));
        text_printf(&summary, "%s\n", text);
        free(text);
        json_decref(document);
    } else {
        text_printf(&summary,
                    "%zu questions asked, %zu answered wrong, %zu programs failed, "
                    "%zu skipped\n",
                    v->asked, v->wrong, v->failed, v->skipped);
    }
    int status = say(&summary);
    text_free(&summary);
    if (*v->context->stop > 0)
        return EXIT_INTERRUPTED;
    if (v->wrong > 0)
        return EXIT_NO;
    return v->failed > 0 ? EXIT_PARTIAL : status;
}

static int run(struct context *context)
{
    struct verifying v = {.context = context, .workloads = json_array()};
    struct err err;
    int r, status;

    if (context->settings.rounds < 0)
        context->settings.rounds = 2;
    if ((r = cells_select(&v.cells, context, "*", &err)) < 0 ||
        (r = cells_find_toolchains(&v.cells, context, &err)) < 0 ||
        (r = verify_all(&v, &err)) < 0)
        status = complain(status_of(r), "%s", err.text);
    else
        status = finish(&v);
    json_decref(v.workloads);
    text_free(&v.out);
    cells_free(&v.cells);
    return status;
}

const struct command command_verify = {
    .name = "verify",
    .summary = "Check the answers: against the expected ones, and across languages",
    .usage = "[SELECTION...] [options]",
    .rows = rows,
    .selects = true,
    .run = run,
};
