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
    builder->trials[builder->trial_count++] = *trial;
}

void builder_free(struct builder *builder)
{
    free(builder->trials);
    free(builder->channels);
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

void builder_add_value(struct result_series *series, const struct builder_place *place,
                       double value)
{
    if (isnan(value))
        return;
    if (series->count == 0)
        series->values = arena_alloc(place->arena, place->room, sizeof(*series->values));
    series->values[series->count++] = (struct result_value){place->block, value};
}

static void settle(struct result_series *series, const char *reason)
{
    mem_sort(series->values, series->count, sizeof(*series->values), by_block);
    series->reason = series->count == 0 ? reason : NULL;
}

static bool is_ok(const struct builder_trial *trial)
{
    return trial->status == RESULT_OK;
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
            trials[used++] = (struct screen_trial){t->block, t->wall_ns, t->other_ns};
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

    return isnan(cpu_ns) && trial->counts != NULL ? measured(trial->counts->task_clock_ns)
                                                  : cpu_ns;
}

static void add_values(struct result_series to[METRIC_COUNT], const struct builder_place *place,
                       const struct builder_trial *trial, const struct builder_reading *energy)
{
    double wall_ns = measured(trial->wall_ns), share = builder_share_of(trial);
    const struct builder_counts *counts = trial->counts;
    bool is_whole = counts == NULL || counts->iterations <= 0; /* else start-up is in it */

    builder_add_value(&to[METRIC_WALL], place, wall_ns * share);
    if (is_whole)
        builder_add_value(&to[METRIC_CPU], place, cpu_ns_of(trial));
    builder_add_value(&to[METRIC_MEMORY], place, measured(trial->max_rss_bytes));
    if (is_whole && counts != NULL && counts->instructions > 0)
        builder_add_value(&to[METRIC_INSTRUCTIONS], place, measured(counts->instructions));
    if (energy == NULL)
        return;
    builder_add_value(&to[METRIC_ENERGY], place, energy->gross_nj * share);
    builder_add_value(&to[METRIC_NET_ENERGY], place, energy->net_nj * share);
    builder_add_value(&to[METRIC_POWER], place, wall_ns > 0 ? energy->gross_nj / wall_ns : NAN);
}

/* A sum with fewer channels than another trial has would be of less than the machine. */
static void keep_domain(struct builder *builder, enum result_domain domain)
{
    struct result *result = builder->result;
    size_t *counts = mem_alloc(builder->trial_count + 1, sizeof(*counts)), most = 1;

    for (size_t i = 0; i < builder->trial_count; i++) {
        counts[i] = builder_sum_domain(builder, &builder->trials[i], result_domain_name(domain),
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

static void keep_trials(struct builder *builder, const bool *aside)
{
    struct result *result = builder->result;

    result->trials =
        arena_alloc(&result->arena, builder->trial_count + 1, sizeof(*result->trials));
    result->trial_count = builder->trial_count;
    for (size_t i = 0; i < builder->trial_count; i++) {
        const struct builder_trial *t = &builder->trials[i];
        result->trials[i] = (struct result_trial){
            .cell = t->cell,
            .block = t->block,
            .status = t->status,
            .aside = aside[i],
            .wall_ns = measured(t->wall_ns),
            .cpu_ns = cpu_ns_of(t),
            .max_rss_bytes = measured(t->max_rss_bytes),
            .user_ns = measured(t->user_ns),
            .system_ns = measured(t->system_ns),
            .cache_misses = t->counts != NULL ? measured(t->counts->cache_misses) : NAN};
    }
    for (int d = 0; d < RESULT_DOMAINS; d++)
        keep_domain(builder, (enum result_domain)d);
    give_cells_their_trials(result);
}

/* What is counted, and how many blocks have a trial that counts. */
static void count(struct builder *builder, const bool *aside)
{
    struct result *result = builder->result;
    int64_t last = 0;

    for (size_t i = 0; i < builder->trial_count; i++) {
        const struct builder_trial *trial = &builder->trials[i];
        struct result_cell *cell = &result->cells[trial->cell];

        cell->done++;
        cell->status[trial->status]++;
        if (!is_ok(trial))
            continue;
        cell->admissible++;
        cell->aside += aside[i];
        result->blocks += result->blocks == 0 || trial->block != last;
        last = trial->block;
    }
}

static void place(struct builder *builder, const bool *aside)
{
    struct result *result = builder->result;
    int64_t session = 0;
    size_t packages = 0;

    for (size_t i = 0; i < builder->trial_count; i++) {
        const struct builder_trial *trial = &builder->trials[i];
        struct result_cell *cell = &result->cells[trial->cell];
        if (!is_ok(trial))
            continue;
        if (packages == 0 || trial->session != session) {
            session = trial->session;
            packages = builder_packages_of_session(builder, session);
        }
        const struct builder_reading reading = builder_reading_of(builder, trial);
        const struct builder_place where = {
            .arena = &result->arena, .room = cell->admissible, .block = trial->block};
        bool whole = reading.packages == packages;
        add_values(aside[i] ? cell->set_aside : cell->metric, &where, trial,
                   whole ? &reading : NULL);
        result->energy_trials_elsewhere += trial->energy_count > 0 && reading.packages == 0;
        if (aside[i])
            continue;
        builder_add_channels(builder, cell, trial, &where);
        if (whole)
            builder_add_value(&cell->energy_error_nj, &where,
                              reading.error_nj * builder_share_of(trial));
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
    struct result_channel *channels = cell->channels;

    /* Peaks that could not be seen are the small ones: the rest would be a wrong sample. */
    if (cell->metric[METRIC_MEMORY].count < cell->metric[METRIC_WALL].count)
        cell->metric[METRIC_MEMORY].count = 0;
    for (int m = METRIC_COUNT - 1; m >= 0; m--) {
        settle(&cell->metric[m], reason_for(result, cell, (enum metric)m));
        settle(&cell->set_aside[m], NULL);
    }
    settle(&cell->energy_error_nj, NULL);
    cell->quantised = is_quantised(&cell->metric[METRIC_ENERGY], &cell->energy_error_nj);
    cell->channels = arena_alloc(&result->arena, cell->channel_count + 1, sizeof(*channels));
    for (size_t i = 0; i < cell->channel_count; i++) {
        struct result_channel *channel = &cell->channels[i];
        *channel = channels[i];
        settle(&channel->nj, "its counter cannot be completed to the trial's end");
        settle(&channel->net_nj, "no idle window was measured");
        settle(&channel->error_nj, "not recorded");
        channel->quantised = is_quantised(&channel->nj, &channel->error_nj);
    }
    free(channels);
}

void builder_finish(struct builder *builder, int64_t jiffy_ns)
{
    struct result *result = builder->result;

    builder_give_energies(builder);
    mem_sort(builder->trials, builder->trial_count, sizeof(*builder->trials), by_ordinal);
    builder_choose_source(builder);
    bool *aside = screen(builder, jiffy_ns);
    if (builder->keeps_trials)
        keep_trials(builder, aside);
    count(builder, aside);
    place(builder, aside);
    free(aside);
    builder_free(builder);
    for (size_t i = 0; i < result->cell_count; i++)
        settle_cell(result, &result->cells[i]);
}
