/* SPDX-License-Identifier: MIT
 * Reads what stands beside a campaign's trials. */
#include "judge/reader_beside.h"

#include <string.h>

#include "base/mem.h"

int reader_beside_visit(struct builder *builder, struct store *store, const char *query,
                        int (*visit)(void *beside, const struct store_row *row,
                                     struct err *err),
                        void *context, struct err *err)
{
    struct reader_beside beside = {.builder = builder, .context = context};

    if (builder->trial_count == 0)
        return 0;
    const struct store_argument range[] = {
        {.name = ":first", .integer = builder->trials[0].id},
        {.name = ":last", .integer = builder->trials[builder->trial_count - 1].id},
    };
    return store_visit(store, query, range, ARRAY_SIZE(range), visit, &beside, err);
}

struct builder_trial *reader_beside_trial(struct reader_beside *beside, int64_t id)
{
    struct builder_trial *trials = beside->builder->trials;
    size_t count = beside->builder->trial_count;

    while (beside->at < count && trials[beside->at].id < id)
        beside->at++;
    return beside->at < count && trials[beside->at].id == id ? &trials[beside->at] : NULL;
}

/* The counts of the trial of that id, to be filled; NULL: see above. */
static struct builder_counts *counts_of(struct reader_beside *beside, int64_t id)
{
    struct builder_trial *trial = reader_beside_trial(beside, id);

    if (trial == NULL)
        return NULL;
    if (trial->counts == NULL) {
        trial->counts = arena_alloc(&beside->builder->result->arena, 1, sizeof(*trial->counts));
        *trial->counts = (struct builder_counts){.task_clock_ns = STORE_ABSENT,
                                                 .cache_misses = STORE_ABSENT,
                                                 .instructions = STORE_ABSENT};
    }
    return trial->counts;
}

static int read_count(void *context, const struct store_row *row, struct err *err)
{
    struct builder_counts *counts = counts_of(context, row_integer_of(row, "trial"));
    const char *event = row_text_of(row, "event");
    int64_t value = row_integer_of(row, "value");

    (void)err;
    if (counts == NULL)
        return 0;
    if (strcmp(event, "task-clock") == 0)
        counts->task_clock_ns = value;
    else if (strcmp(event, "cache-misses") == 0)
        counts->cache_misses = value;
    else if (strcmp(event, "instructions") == 0)
        counts->instructions = value;
    return 0;
}

static int read_iterations(void *context, const struct store_row *row, struct err *err)
{
    struct builder_counts *counts = counts_of(context, row_integer_of(row, "trial"));

    (void)err;
    if (counts != NULL)
        counts->iterations = row_integer_of(row, "iterations");
    return 0;
}

int reader_beside_load(struct builder *builder, struct store *store, struct err *err)
{
    int r = reader_beside_visit(builder, store, "counted", read_count, NULL, err);

    return r < 0
               ? r
               : reader_beside_visit(builder, store, "iterations", read_iterations, NULL, err);
}
