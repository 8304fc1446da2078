/* SPDX-License-Identifier: MIT
 * What the same data would say of a claim if they were put together otherwise. */
#include "judge/claim_views.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

const char *claim_domains_name(struct arena *arena, unsigned domains)
{
    struct text text = {0};

    for (int d = 0; d < RESULT_DOMAINS; d++)
        if (domains & 1u << d)
            text_printf(&text, "%s%s", text.length > 0 ? "+" : "",
                        result_domain_name((enum result_domain)d));
    const char *name = arena_dup(arena, text_string(&text));
    text_free(&text);
    return name;
}

static void add_view(const struct claim_question *q, struct claim_answer *out,
                     const struct claim_pair *p, enum claim_across across,
                     enum claim_missing missing)
{
    bool energy = q->claim->metric == CLAIM_ENERGY;

    const char *whole = q->more > 0 ? arena_printf(q->arena, ", %zu workloads", q->more) : "";

    out->views[out->view_count++] = (struct claim_view){
        arena_printf(q->arena, "%s%s%s%s%s", claim_across_name(across), energy ? ", " : "",
                     energy ? claim_domains_name(q->arena, q->domains) : "",
                     across != CLAIM_RATIO_OF_MEANS || q->more > 0 ? ""
                     : missing == CLAIM_COMMON                     ? ", workloads of both"
                                                                   : ", each over its own",
                     whole),
        exp(claim_pair_aggregate(p, across, missing, CLAIM_NOTHING_LEFT_OUT).value)};
}

/* All workloads of which RESULT has both languages; how many. */
static size_t workloads_of_both(const struct claim_question *q, const char ***out)
{
    const struct result *r = q->result;
    const char **all = arena_alloc(q->arena, r->cell_count + 1, sizeof(*all));
    size_t count = 0;

    for (size_t c = 0; c < r->cell_count; c++) {
        const char *workload = r->cells[c].workload;
        bool known = workload == NULL;
        for (size_t i = 0; i < count && !known; i++)
            known = strcmp(all[i], workload) == 0;
        if (!known && strcmp(workload, "empty") != 0 &&
            claim_cell(q, workload, q->claim->languages[0]) != NULL &&
            claim_cell(q, workload, q->claim->languages[1]) != NULL)
            all[count++] = workload;
    }
    all[count] = NULL;
    *out = all;
    return count;
}

/* What was measured and the claim leaves out, as the study's pidigits, would move it so far. */
static void fill_wider_views(const struct claim_question *asked, struct claim_answer *out)
{
    struct claim wider = *asked->claim;
    struct claim_question q = *asked;
    const char **all;
    size_t count = 0;

    while (asked->claim->workloads[count] != NULL)
        count++;
    q.more = workloads_of_both(asked, &all);
    if (count < 2 || q.more <= count)
        return;
    wider.workloads = all;
    q.claim = &wider;
    struct claim_pair p = claim_pair_make(&q, wider.languages[0], wider.languages[1]);
    for (int a = 0; a < CLAIM_ACROSS_COUNT; a++)
        add_view(&q, out, &p, (enum claim_across)a, CLAIM_COMMON);
}

/* Of one workload there is nothing to aggregate. */
static void add_lone_view(const struct claim_question *q, struct claim_answer *out,
                          const struct claim_pair *p)
{
    bool energy = q->claim->metric == CLAIM_ENERGY;

    out->views[out->view_count++] = (struct claim_view){
        energy ? claim_domains_name(q->arena, q->domains) : claim_metric_name(q->claim->metric),
        p->a[0].value / p->b[0].value};
}

void claim_fill_views(const struct claim_question *asked, struct claim_answer *out)
{
    static const unsigned sets[] = {CLAIM_PACKAGE, CLAIM_PACKAGE | CLAIM_DRAM, CLAIM_CORES,
                                    CLAIM_CORES | CLAIM_DRAM};
    struct claim_question q = *asked;
    size_t count = asked->claim->metric == CLAIM_ENERGY ? ARRAY_SIZE(sets) : 1;

    out->views =
        arena_alloc(q.arena, (count + 1) * (CLAIM_ACROSS_COUNT + 1), sizeof(*out->views));
    for (size_t s = 0; s < count; s++) {
        q.domains = sets[s];
        struct claim_pair p = claim_pair_make(&q, q.claim->languages[0], q.claim->languages[1]);
        bool any = false;
        for (size_t w = 0; w < p.count; w++)
            any = any || claim_pair_both(&p, w);
        if (!any)
            continue;
        if (p.count == 1) { /* all aggregations are the same there */
            add_lone_view(&q, out, &p);
            continue;
        }
        add_view(&q, out, &p, CLAIM_RATIO_OF_MEANS, CLAIM_AVAILABLE);
        add_view(&q, out, &p, CLAIM_RATIO_OF_MEANS, CLAIM_COMMON);
        for (int a = CLAIM_GEOMETRIC_MEAN; a < CLAIM_ACROSS_COUNT; a++)
            add_view(&q, out, &p, (enum claim_across)a, CLAIM_COMMON);
    }
    fill_wider_views(asked, out);
}
