/* SPDX-License-Identifier: MIT
 * One question and its answers. */
#include "cli/verifying.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/voice.h"
#include "judge/toolchain_label.h"

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

static bool is_well(const struct agreement *g)
{
    bool well = g->agree && g->known;

    for (size_t i = 0; i < g->count; i++)
        well = well && strcmp(g->answers[i].status, "failed") != 0;
    return well;
}

int verifying_examine(struct verifying *v, const struct question *q, enum telling telling,
                      bool *out_well, struct err *err)
{
    struct campaign_cell *cells;
    struct agreement g;
    int r;

    *out_well = true;
    if ((r = cells_make_for(&v->cells, v->context, q->workload, q->size, q->n, q->seed, err)) <
        0)
        return r;
    cells = mem_alloc(v->cells.count, sizeof(*cells));
    size_t count = gather(cells, &v->cells, q);
    agree_check(&g, cells, count, &v->cells, v->context);
    bool asked = g.count > 0 && *v->context->stop == 0;
    if (asked)
        *out_well = is_well(&g);
    if (asked && telling != TELL_NONE)
        count_answers(v, &g);
    if (asked && (telling == TELL_ALL || (telling == TELL_WRONG && !*out_well))) {
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

/* Its answers are known, or its input is there, at its own sizes alone. */
static bool is_of_fixed_sizes(const struct workload *workload)
{
    for (size_t i = 0; i < workload->size_count; i++)
        if (workload->sizes[i].expected != NULL || workload->sizes[i].input != NULL)
            return true;
    return false;
}

int64_t verifying_limit(const struct cells *cells, const struct workload *workload, bool two)
{
    int64_t least = INT64_MAX, first = 0, second = 0;

    if (is_of_fixed_sizes(workload))
        return workload->min_n - 1;
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

static int64_t random_size(struct rng *rng, const struct workload *workload, int64_t limit)
{
    int64_t least = workload->min_n, count = limit - least + 1;

    if (count <= FEW_SIZES)
        return least + (int64_t)rng_below(rng, (uint64_t)count);
    double low = log((double)least + 1), high = log((double)limit + 2);
    int64_t n = (int64_t)exp(low + (high - low) * rng_uniform(rng)) - 1;
    return n < least ? least : n > limit ? limit : n;
}

struct question verifying_random(struct rng *rng, const struct workload *workload,
                                 int64_t limit)
{
    struct question q = {workload, NULL, random_size(rng, workload, limit), -1, false};

    if (workload->seeded)
        q.seed = 1 + (int64_t)rng_below(rng, INT64_C(2147483646));
    return q;
}
