/* SPDX-License-Identifier: MIT
 * polyjoule verify: are the answers right, and the same in every language? */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/units.h"
#include "cli/conduct.h"
#include "cli/verifying.h"
#include "cli/voice.h"

#define AT(field) offsetof(struct settings, field)

static const struct option_row rows[] = {
    {0, "catalog", OPTION_TEXT, AT(catalog), "DIR",
     "workloads of DIR, a folder each, instead of polyjoule's own"},
    {0, "lang", OPTION_COMMAS, AT(languages), "L,L", "only these languages"},
    {0, "variant", OPTION_TEXT, AT(variant), "V", "only this variant [all]"},
    {0, "size", OPTION_TEXT, AT(size), "N",
     "only this size, a name or a number, for every language whatever its 'max'"},
    {0, "seed", OPTION_TEXT, AT(seed), "S",
     "with --size: of the workload's generator [42]; else: of the random sizes"},
    {0, "rounds", OPTION_INTEGER, AT(rounds), "N",
     "random sizes and seeds to try for each workload [2]"},
    {0, "deep", OPTION_DURATION, AT(deep_ns), "T",
     "random sizes and seeds for T, up to the first that differs; then the smallest size that "
     "does"},
    {0, "all-sizes", OPTION_FLAG, AT(all_sizes), NULL,
     "every named size up to each language's 'max', not just tiny and small; random ones as "
     "far as two languages go"},
    {0, "toolchain", OPTION_COMMAS, AT(toolchains), "T,T",
     "these toolchains; all: every one [each runner's first]"},
    {0, "flags", OPTION_COMMAS, AT(flags), "F,F", "sets of flags [each runner's first]"},
    {0, "deadline", OPTION_DURATION, AT(deadline_ns), "T", "give a program up after T [10m]"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

static int ask(struct verifying *v, const struct question *q, struct err *err)
{
    bool well;

    return verifying_examine(v, q, TELL_ALL, &well, err);
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
            limit = verifying_limit(&v->cells, w, v->context->settings.all_sizes);
    struct question q = {w, NULL, w->min_n, w->seeded ? 1 : -1, false};
    int r = 0;

    if (rounds > 0 && limit >= w->min_n)
        r = ask(v, &q, err);
    for (int64_t i = 0; r == 0 && i < rounds && limit > w->min_n && *v->context->stop == 0;
         i++) {
        q = verifying_random(rng, w, limit);
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
    if (v->context->settings.deep_ns > 0)
        return verify_deep(v, &rng, v->context->settings.deep_ns, err);
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

    if (context->settings.deep_ns > 0 && context->settings.size != NULL)
        return complain(EXIT_INPUT, "--deep chooses the sizes: --size does not go with it");
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
