/* SPDX-License-Identifier: MIT
 * verify --deep: looking for a disagreement, and for its smallest form. */
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "cli/verifying.h"
#include "cli/voice.h"

/* From one N to the next: by ones where they are few, then by halves more. */
static int64_t next_size(const struct workload *w, int64_t n)
{
    return n - w->min_n < FEW_SIZES ? n + 1 : n + n / 2;
}

/* The smallest N below Q's that fails too, as far as that goes: the first of a walk upwards,
 * then halves between it and the last that was well. */
static int shrink(struct verifying *v, struct question *q, struct err *err)
{
    int64_t well_n = q->workload->min_n - 1, n = q->workload->min_n;
    struct question smaller = *q;
    bool well = true;
    int r = 0;

    for (; r == 0 && n < q->n && well && *v->context->stop == 0;
         n = next_size(q->workload, n)) {
        smaller.n = n;
        if ((r = verifying_examine(v, &smaller, TELL_NONE, &well, err)) == 0 && well)
            well_n = n;
        else if (r == 0)
            q->n = n;
    }
    while (r == 0 && q->n - well_n > 1 && *v->context->stop == 0) {
        smaller.n = well_n + (q->n - well_n) / 2;
        if ((r = verifying_examine(v, &smaller, TELL_NONE, &well, err)) < 0)
            return r;
        if (well)
            well_n = smaller.n;
        else
            q->n = smaller.n;
    }
    return r;
}

/* What to type to see it again. */
static void tell_smallest(struct verifying *v, const struct question *q)
{
    if (strcmp(v->context->settings.format, "text") != 0)
        return;
    text_printf(&v->out, "smallest: polyjoule verify %s --size %" PRId64, q->workload->name,
                q->n);
    if (q->seed >= 0)
        text_printf(&v->out, " --seed %" PRId64, q->seed);
    text_add(&v->out, "\n");
    say(&v->out);
    v->out.length = 0;
}

static int dig_workload(struct verifying *v, const struct workload *w, struct rng *rng,
                        bool *out_well, struct err *err)
{
    int64_t limit = verifying_limit(&v->cells, w, v->context->settings.all_sizes);
    int r;

    *out_well = true;
    if (limit < w->min_n)
        return 0;
    struct question q = verifying_random(rng, w, limit);
    if ((r = verifying_examine(v, &q, TELL_WRONG, out_well, err)) < 0 || *out_well)
        return r;
    if ((r = shrink(v, &q, err)) == 0)
        tell_smallest(v, &q);
    return r;
}

int verify_deep(struct verifying *v, struct rng *rng, int64_t deep_ns, struct err *err)
{
    int64_t end_ns = clock_now_ns() + deep_ns;
    bool well = true;
    int r = 0;

    while (r == 0 && well && *v->context->stop == 0 && clock_now_ns() < end_ns) {
        const struct workload *last = NULL;
        for (size_t i = 0; r == 0 && well && i < v->cells.selected_count; i++) {
            if (v->cells.selected[i].workload == last || clock_now_ns() >= end_ns)
                continue;
            last = v->cells.selected[i].workload;
            r = dig_workload(v, last, rng, &well, err);
        }
    }
    return r;
}
