/* SPDX-License-Identifier: MIT
 * Makes a result from what happened. */
#include "judge/builder.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "judge/builder_energy.h"
#include "stats/summary.h"
#include "store/store.h"

void builder_add_trial(struct builder *builder, const struct builder_trial *trial)
{
    assert(trial->cell < builder->result->cell_count);
    builder->trials = mem_grow(builder->trials, builder->trial_count, sizeof(*trial));
    struct builder_trial *copy = &builder->trials[builder->trial_count++];
    *copy = *trial;
    copy->status = result_status_name(result_status_parse(trial->status));
    copy->energy_absent = arena_dup(&builder->result->arena, trial->energy_absent);
}

void builder_free(struct builder *builder)
{
    free(builder->trials);
    free(builder->energies);
    *builder = (struct builder){.result = builder->result};
}

static int by_ordinal(const void *a, const void *b)
{
    const struct builder_trial *x = a, *y = b;

    return (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

static int by_block(const void *a, const void *b)
{
    const struct result_value *x = a, *y = b;

    return (x->block > y->block) - (x->block < y->block);
}

void builder_add_value(struct result_series *series, int64_t block, double value)
{
    if (isnan(value))
        return;
    series->values = mem_grow(series->values, series->count, sizeof(*series->values));
    series->values[series->count++] = (struct result_value){block, value};
}

/* While they grow, series are on the heap; they end in the arena. */
static void settle(struct arena *arena, struct result_series *series, const char *reason)
{
    struct result_value *values = NULL;

    if (series->count > 0) {
        values = arena_alloc(arena, series->count, sizeof(*values));
        memcpy(values, series->values, series->count * sizeof(*values));
        mem_sort(values, series->count, sizeof(*values), by_block);
    }
    free(series->values);
    series->values = values;
    series->reason = series->count == 0 ? reason : NULL;
}

static bool is_ok(const struct builder_trial *trial)
{
    return result_status_parse(trial->status) == RESULT_OK;
}

static int64_t other_ns(const struct builder_trial *trial)
{
    if (trial->other_cpu_ns == STORE_ABSENT && trial->steal_ns == STORE_ABSENT)
        return SCREEN_UNKNOWN;
    return (trial->other_cpu_ns == STORE_ABSENT ? 0 : trial->other_cpu_ns) +
           (trial->steal_ns == STORE_ABSENT ? 0 : trial->steal_ns);
}

/* Which trials are set aside, in their order. */
static bool *screen(struct builder *builder, int64_t jiffy_ns)
{
    size_t count = builder->trial_count, used = 0;
    struct screen_trial *trials = mem_alloc(count + 1, sizeof(*trials));
    struct screen_mark *marks = mem_alloc(count + 1, sizeof(*marks));
    bool *aside = mem_alloc(count + 1, sizeof(*aside));

    for (size_t i = 0; i < count; i++) {
        const struct builder_trial *t = &builder->trials[i];
        if (is_ok(t))
            trials[used++] = (struct screen_trial){t->block, t->wall_ns, other_ns(t)};
    }
    screen_apply(trials, used, jiffy_ns, marks, &builder->result->screen);
    used = 0;
    for (size_t i = 0; i < count; i++)
        if (is_ok(&builder->trials[i]))
            aside[i] = marks[used++].aside;
    free(trials);
    free(marks);
    return aside;
}

static double measured(int64_t value)
{
    return value == STORE_ABSENT ? NAN : (double)value;
}

static double cpu_ns_of(const struct builder_trial *trial)
{
    double cpu_ns = measured(trial->user_ns) + measured(trial->system_ns);

    return isnan(cpu_ns) ? measured(trial->task_clock_ns) : cpu_ns;
}

static void add_values(struct result_series to[METRIC_COUNT], const struct builder_trial *trial,
                       const struct builder_reading *energy)
{
    double wall_ns = measured(trial->wall_ns), share = builder_share_of(trial);

    builder_add_value(&to[METRIC_WALL], trial->block, wall_ns * share);
    if (trial->iterations <= 0) /* else it has start-up in it */
        builder_add_value(&to[METRIC_CPU], trial->block, cpu_ns_of(trial));
    builder_add_value(&to[METRIC_MEMORY], trial->block, measured(trial->max_rss_bytes));
    if (trial->iterations <= 0 && trial->instructions > 0)
        builder_add_value(&to[METRIC_INSTRUCTIONS], trial->block,
                          measured(trial->instructions));
    if (energy == NULL)
        return;
    builder_add_value(&to[METRIC_ENERGY], trial->block, energy->gross_nj * share);
    builder_add_value(&to[METRIC_NET_ENERGY], trial->block, energy->net_nj * share);
    builder_add_value(&to[METRIC_POWER], trial->block,
                      wall_ns > 0 ? energy->gross_nj / wall_ns : NAN);
}

/* A sum with fewer channels than another trial has would be of less than the machine. */
static void keep_domain(struct builder *builder, const struct builder_reading *all,
                        enum result_domain domain)
{
    struct result *result = builder->result;
    size_t *counts = mem_alloc(builder->trial_count + 1, sizeof(*counts)), most = 1;

    for (size_t i = 0; i < builder->trial_count; i++) {
        counts[i] = builder_sum_domain(result, &all[i], result_domain_name(domain),
                                       &result->trials[i].nj[domain]);
        most = counts[i] > most ? counts[i] : most;
    }
    for (size_t i = 0; i < builder->trial_count; i++)
        if (counts[i] < most)
            result->trials[i].nj[domain] = NAN;
    free(counts);
}

static int by_cell(const void *a, const void *b)
{
    const struct result_trial *x = a, *y = b;

    if (x->cell != y->cell)
        return (x->cell > y->cell) - (x->cell < y->cell);
    return (x->block > y->block) - (x->block < y->block);
}

static void give_cells_their_trials(struct result *result)
{
    mem_sort(result->trials, result->trial_count, sizeof(*result->trials), by_cell);
    for (size_t i = 0; i < result->trial_count; i++) {
        struct result_cell *cell = &result->cells[result->trials[i].cell];
        if (cell->trial_count++ == 0)
            cell->trials = &result->trials[i];
    }
}

static void keep_trials(struct builder *builder, const struct builder_reading *all,
                        const bool *aside)
{
    struct result *result = builder->result;

    result->trials =
        arena_alloc(&result->arena, builder->trial_count + 1, sizeof(*result->trials));
    result->trial_count = builder->trial_count;
    for (size_t i = 0; i < builder->trial_count; i++) {
        const struct builder_trial *t = &builder->trials[i];
        result->trials[i] = (struct result_trial){.cell = t->cell,
                                                  .block = t->block,
                                                  .status = result_status_parse(t->status),
                                                  .aside = aside[i],
                                                  .wall_ns = measured(t->wall_ns),
                                                  .cpu_ns = cpu_ns_of(t),
                                                  .max_rss_bytes = measured(t->max_rss_bytes),
                                                  .user_ns = measured(t->user_ns),
                                                  .system_ns = measured(t->system_ns),
                                                  .cache_misses = measured(t->cache_misses)};
    }
    for (int d = 0; d < RESULT_DOMAINS; d++)
        keep_domain(builder, all, (enum result_domain)d);
    give_cells_their_trials(result);
}

static void place(struct builder *builder, const struct builder_reading *all, const bool *aside)
{
    struct result *result = builder->result;
    int64_t session = 0;
    size_t packages = 0;

    for (size_t i = 0; i < builder->trial_count; i++) {
        const struct builder_trial *trial = &builder->trials[i];
        struct result_cell *cell = &result->cells[trial->cell];
        enum result_status status = result_status_parse(trial->status);

        cell->done++;
        cell->status[status]++;
        if (status != RESULT_OK)
            continue;
        cell->admissible++;
        cell->aside += aside[i];
        if (packages == 0 || trial->session != session) {
            session = trial->session;
            packages = builder_packages_of_session(builder, all, session);
        }
        bool whole = all[i].packages == packages;
        add_values(aside[i] ? cell->set_aside : cell->metric, trial, whole ? &all[i] : NULL);
        result->energy_trials_elsewhere += all[i].count > 0 && all[i].packages == 0;
        if (aside[i])
            continue;
        builder_add_channels(cell, trial, &all[i]);
        if (whole)
            builder_add_value(&cell->energy_error_nj, trial->block,
                              all[i].error_nj * builder_share_of(trial));
    }
}

static bool is_quantised(const struct result_series *value, const struct result_series *error)
{
    return error->count > 0 && value->count > 0 &&
           result_figure(error).median * 100 > result_figure(value).median;
}

static const char *reason_for(const struct result *result, const struct result_cell *cell,
                              enum metric metric)
{
    if (cell->skipped != NULL)
        return cell->skipped;
    if (cell->done == 0)
        return "no trial was run";
    if (cell->admissible == 0)
        return "no trial is admissible";
    if (cell->admissible == cell->aside)
        return "all trials were set aside: something else was running";
    if ((metric == METRIC_CPU || metric == METRIC_INSTRUCTIONS) && result->mode != NULL &&
        strcmp(result->mode, "steady") == 0)
        return "an iteration's is not told apart from start-up's";
    if (metric == METRIC_INSTRUCTIONS)
        return "no counter of instructions counted all the time";
    if (metric == METRIC_MEMORY)
        return "a peak is below what the launcher itself occupies";
    if (metric == METRIC_NET_ENERGY && cell->metric[METRIC_ENERGY].count > 0)
        return "no idle window was measured";
    if (metric >= METRIC_ENERGY)
        return result->energy_reason != NULL ? result->energy_reason
                                             : "its trials have no reading of all packages";
    return "not recorded";
}

static void settle_cell(struct result *result, struct result_cell *cell)
{
    struct arena *arena = &result->arena;
    struct result_channel *channels = cell->channels;

    /* Peaks that could not be seen are the small ones: the rest would be a wrong sample. */
    if (cell->metric[METRIC_MEMORY].count < cell->metric[METRIC_WALL].count)
        cell->metric[METRIC_MEMORY].count = 0;
    for (int m = METRIC_COUNT - 1; m >= 0; m--) {
        settle(arena, &cell->metric[m], reason_for(result, cell, (enum metric)m));
        settle(arena, &cell->set_aside[m], NULL);
    }
    settle(arena, &cell->energy_error_nj, NULL);
    cell->quantised = is_quantised(&cell->metric[METRIC_ENERGY], &cell->energy_error_nj);
    cell->channels = arena_alloc(arena, cell->channel_count + 1, sizeof(*channels));
    for (size_t i = 0; i < cell->channel_count; i++) {
        struct result_channel *channel = &cell->channels[i];
        *channel = channels[i];
        settle(arena, &channel->nj, "its counter cannot be completed to the trial's end");
        settle(arena, &channel->net_nj, "no idle window was measured");
        settle(arena, &channel->error_nj, "not recorded");
        channel->quantised = is_quantised(&channel->nj, &channel->error_nj);
    }
    free(channels);
}

static size_t count_blocks(const struct builder *builder)
{
    size_t blocks = 0;
    int64_t last = 0;

    for (size_t i = 0; i < builder->trial_count; i++) {
        if (!is_ok(&builder->trials[i]) || (blocks > 0 && builder->trials[i].block == last))
            continue;
        last = builder->trials[i].block;
        blocks++;
    }
    return blocks;
}

void builder_finish(struct builder *builder, int64_t jiffy_ns)
{
    struct result *result = builder->result;

    mem_sort(builder->trials, builder->trial_count, sizeof(*builder->trials), by_ordinal);
    builder_choose_source(builder);
    struct builder_reading *all = builder_readings(builder);
    bool *aside = screen(builder, jiffy_ns);
    if (builder->keeps_trials)
        keep_trials(builder, all, aside);
    place(builder, all, aside);
    for (size_t i = 0; i < result->cell_count; i++)
        settle_cell(result, &result->cells[i]);
    result->blocks = count_blocks(builder);
    free(all);
    free(aside);
    builder_free(builder);
}
