/* SPDX-License-Identifier: MIT
 * From the latencies of one process to a maximum and a median a bucket. */
#include "judge/timeline.h"

#include <stdlib.h>

#include "base/mem.h"
#include "judge/service.h"
#include "stats/latency.h"
#include "stats/summary.h"

struct loading {
    struct timelines *out;
    const struct tails *tails;
};

static int by_value(const void *a, const void *b)
{
    const struct result_value *x = a, *y = b;

    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->block > y->block) - (x->block < y->block);
}

static int64_t median_block(const struct result_series *series)
{
    struct result_value *ordered = mem_alloc(series->count, sizeof(*ordered));

    for (size_t i = 0; i < series->count; i++)
        ordered[i] = series->values[i];
    qsort(ordered, series->count, sizeof(*ordered), by_value);
    int64_t block = ordered[(series->count - 1) / 2].block;
    free(ordered);
    return block;
}

/* The fewest ticks, of 1, 2, 5, 10 ..., with which TICKS make no more than TIMELINE_BUCKETS. */
static size_t ticks_of_bucket(size_t ticks)
{
    static const size_t steps[] = {1, 2, 5};

    for (size_t power = 1;; power *= 10)
        for (size_t i = 0; i < ARRAY_SIZE(steps); i++)
            if (ticks <= steps[i] * power * TIMELINE_BUCKETS)
                return steps[i] * power;
}

static void fill(struct timeline *line, struct service *s, struct arena *arena)
{
    size_t bucket = ticks_of_bucket(s->count / s->per_tick), per = bucket * s->per_tick;

    line->count = (s->count + per - 1) / per;
    line->bucket_ns = (double)bucket * s->tick_ns;
    line->highest = arena_alloc(arena, line->count, sizeof(*line->highest));
    line->middle = arena_alloc(arena, line->count, sizeof(*line->middle));
    stats_maxima(line->highest, s->latency_ns, s->count, per);
    for (size_t i = 0; i < line->count; i++) {
        size_t first = i * per, length = s->count - first < per ? s->count - first : per;
        line->middle[i] = stats_median(s->latency_ns + first, length);
    }
}

static int read_series(void *context, const struct store_row *row, struct err *err)
{
    struct loading *l = context;
    const struct result_cell *cell =
        result_cell_at(l->tails->result, row_integer_of(row, "cell"));
    struct service s;
    int r = 0;

    for (size_t i = 0; i < l->out->count && r == 0; i++) {
        struct timeline *line = &l->out->lines[i];
        if (line->cell->cell != cell || line->block != row_integer_of(row, "block"))
            continue;
        if ((r = service_read(&s, l->tails->result, row, err)) == 0)
            fill(line, &s, &l->out->arena);
        service_free(&s);
    }
    return r;
}

int timelines_load(struct timelines *out, const struct tails *tails, struct store *store,
                   struct err *err)
{
    struct loading l = {out, tails};

    *out = (struct timelines){0};
    if (tails->count == 0)
        return 0;
    out->lines = arena_alloc(&out->arena, tails->count, sizeof(*out->lines));
    for (; out->count < tails->count; out->count++)
        out->lines[out->count] = (struct timeline){
            .cell = &tails->cells[out->count],
            .block = median_block(&tails->cells[out->count].figure[TAIL_MAX])};
    const struct store_argument campaign = {.name = ":campaign", .integer = tails->result->id};
    return store_visit(store, "latencies", &campaign, 1, read_series, &l, err);
}

void timelines_free(struct timelines *timelines)
{
    arena_free(&timelines->arena);
    *timelines = (struct timelines){0};
}
