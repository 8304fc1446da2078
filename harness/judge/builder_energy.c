/* SPDX-License-Identifier: MIT
 * What the energy channels say of each trial. */
#include "judge/builder_energy.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "judge/builder.h"

/* Best first. */
static const char *const sources[] = {"rapl-perf", "rapl-powercap", "imported", "estimated",
                                      "simulated"};

static bool is_same(const struct builder_channel *a, const struct builder_channel *b)
{
    return a->package == b->package && a->die == b->die && strcmp(a->domain, b->domain) == 0 &&
           strcmp(a->source, b->source) == 0 && strcmp(a->resolver, b->resolver) == 0;
}

size_t builder_put_channel(struct builder *builder, const struct builder_channel *channel)
{
    struct arena *arena = &builder->result->arena;
    size_t i = 0;

    while (i < builder->channel_count && !is_same(&builder->channels[i], channel))
        i++;
    if (i < builder->channel_count)
        return i;
    builder->channels = mem_grow(builder->channels, i, sizeof(*channel));
    builder->channels[builder->channel_count++] = (struct builder_channel){
        .domain = arena_dup(arena, channel->domain),
        .source = arena_dup(arena, channel->source),
        .resolver = arena_dup(arena, channel->resolver),
        .package = channel->package,
        .die = channel->die,
    };
    return i;
}

void builder_add_energy(struct builder *builder, const struct builder_energy *energy)
{
    builder->energies = mem_grow(builder->energies, builder->energy_count, sizeof(*energy));
    builder->energies[builder->energy_count++] = *energy;
    builder->channels[energy->channel].was_read = true;
}

static int by_id(const void *a, const void *b)
{
    const struct builder_trial *x = a, *y = b;

    return (x->id > y->id) - (x->id < y->id);
}

void builder_sort_trials(struct builder *builder)
{
    mem_sort(builder->trials, builder->trial_count, sizeof(*builder->trials), by_id);
}

static int by_trial(const void *a, const void *b)
{
    const struct builder_energy *x = a, *y = b;

    if (x->trial != y->trial)
        return (x->trial > y->trial) - (x->trial < y->trial);
    return (x->channel > y->channel) - (x->channel < y->channel);
}

void builder_give_energies(struct builder *builder)
{
    size_t at = 0;

    if (builder->energy_count == 0)
        return;
    builder_sort_trials(builder);
    mem_sort(builder->energies, builder->energy_count, sizeof(*builder->energies), by_trial);
    for (size_t t = 0; t < builder->trial_count; t++) {
        struct builder_trial *trial = &builder->trials[t];
        while (at < builder->energy_count && builder->energies[at].trial < trial->id)
            at++;
        trial->first_energy = (uint32_t)at;
        for (; at < builder->energy_count && builder->energies[at].trial == trial->id; at++)
            trial->energy_count++;
    }
}

static const char *package_reason(struct result *result, const struct result_untrusted *u)
{
    return arena_printf(&result->arena, "package %" PRId64 " failed its certificate: %s: %s",
                        u->package, u->verdict,
                        u->reason != NULL ? u->reason : "no reason kept");
}

static void tell_why_absent(struct builder *builder)
{
    struct result *result = builder->result;

    result->energy_source = "absent";
    for (size_t i = 0; i < result->session_count && result->energy_reason == NULL; i++)
        result->energy_reason = result->sessions[i].energy_reason;
    for (size_t i = 0; i < result->untrusted_count && result->energy_reason == NULL; i++)
        if (strcmp(result->untrusted[i].domain, "package") == 0)
            result->energy_reason = package_reason(result, &result->untrusted[i]);
    if (result->energy_reason == NULL)
        result->energy_reason = builder->energy_absent;
    if (result->energy_reason == NULL)
        result->energy_reason =
            builder->trial_count == 0 ? "no trial was run" : "no package counter was read";
}

/* Of a package channel's source among all, the best is 0; of another channel none. */
static size_t rank_of(const struct builder_channel *channel)
{
    size_t rank = 0;

    if (strcmp(channel->domain, "package") != 0)
        return ARRAY_SIZE(sources);
    while (rank < ARRAY_SIZE(sources) && strcmp(sources[rank], channel->source) != 0)
        rank++;
    return rank;
}

void builder_choose_source(struct builder *builder)
{
    size_t best = ARRAY_SIZE(sources);

    for (size_t i = 0; i < builder->channel_count; i++) {
        const struct builder_channel *channel = &builder->channels[i];
        if (!channel->was_read || rank_of(channel) >= best)
            continue;
        best = rank_of(channel);
        builder->result->energy_source = channel->source;
        builder->result->energy_resolver = channel->resolver;
    }
    for (size_t i = 0; i < builder->channel_count; i++)
        builder->channels[i].is_chosen =
            best < ARRAY_SIZE(sources) && rank_of(&builder->channels[i]) == best;
    if (best == ARRAY_SIZE(sources))
        tell_why_absent(builder);
}

struct builder_reading builder_reading_of(const struct builder *builder,
                                          const struct builder_trial *trial)
{
    struct builder_reading out = {0};

    for (size_t i = 0; i < trial->energy_count; i++) {
        const struct builder_energy *energy = &builder->energies[trial->first_energy + i];
        if (!builder->channels[energy->channel].is_chosen)
            continue;
        out.gross_nj += energy->gross_nj;
        out.net_nj += energy->net_nj;
        out.error_nj += energy->error_nj;
        out.packages++;
    }
    return out;
}

size_t builder_packages_of_session(const struct builder *builder, int64_t session)
{
    size_t most = 1;

    for (size_t i = 0; i < builder->trial_count && builder->energy_count > 0; i++) {
        if (builder->trials[i].session != session)
            continue;
        size_t packages = builder_reading_of(builder, &builder->trials[i]).packages;
        most = packages > most ? packages : most;
    }
    return most;
}

/* A channel's texts are its own: one of them tells it from the others. */
static struct result_channel *channel_of(struct result_cell *cell,
                                         const struct builder_channel *wanted)
{
    for (size_t i = 0; i < cell->channel_count; i++)
        if (cell->channels[i].domain == wanted->domain)
            return &cell->channels[i];
    cell->channels = mem_grow(cell->channels, cell->channel_count, sizeof(*cell->channels));
    struct result_channel *channel = &cell->channels[cell->channel_count++];
    *channel = (struct result_channel){.domain = wanted->domain,
                                       .source = wanted->source,
                                       .resolver = wanted->resolver,
                                       .package = wanted->package,
                                       .die = wanted->die};
    return channel;
}

double builder_share_of(const struct builder_trial *trial)
{
    return trial->counts != NULL && trial->counts->iterations > 0
               ? 1 / (double)trial->counts->iterations
               : 1;
}

void builder_add_channels(const struct builder *builder, struct result_cell *cell,
                          const struct builder_trial *trial, const struct builder_place *place)
{
    double share = builder_share_of(trial);

    for (size_t i = 0; i < trial->energy_count; i++) {
        const struct builder_energy *energy = &builder->energies[trial->first_energy + i];
        struct result_channel *channel = channel_of(cell, &builder->channels[energy->channel]);
        builder_add_value(&channel->nj, place, energy->gross_nj * share);
        builder_add_value(&channel->net_nj, place, energy->net_nj * share);
        builder_add_value(&channel->error_nj, place, energy->error_nj * share);
    }
}

static bool is_of(const struct builder *builder, const struct builder_energy *energy,
                  const char *domain)
{
    const struct builder_channel *channel = &builder->channels[energy->channel];

    return strcmp(channel->domain, domain) == 0 &&
           strcmp(channel->source, builder->result->energy_source) == 0;
}

size_t builder_sum_domain(const struct builder *builder, const struct builder_trial *trial,
                          const char *domain, double *nj)
{
    size_t count = 0;

    *nj = 0;
    for (size_t i = 0; i < trial->energy_count; i++) {
        const struct builder_energy *energy = &builder->energies[trial->first_energy + i];
        if (!is_of(builder, energy, domain))
            continue;
        *nj += energy->gross_nj;
        count++;
    }
    return count;
}
