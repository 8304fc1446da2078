/* SPDX-License-Identifier: MIT
 * What the energy channels say of each trial. */
#include "judge/builder_energy.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "judge/builder.h"

/* Best first. */
static const char *const sources[] = {"rapl-perf", "rapl-powercap", "imported", "estimated",
                                      "simulated"};

/* Few words are copied: those of a row are mostly those of an earlier one. */
static const char *keep(struct builder *builder, const char *text)
{
    for (size_t i = 0; i < ARRAY_SIZE(sources); i++)
        if (strcmp(sources[i], text) == 0)
            return sources[i];
    for (size_t i = builder->energy_count, back = 0; i > 0 && back < 16; i--, back++) {
        if (strcmp(builder->energies[i - 1].domain, text) == 0)
            return builder->energies[i - 1].domain;
        if (strcmp(builder->energies[i - 1].resolver, text) == 0)
            return builder->energies[i - 1].resolver;
    }
    return arena_dup(&builder->result->arena, text);
}

void builder_add_energy(struct builder *builder, const struct builder_energy *energy)
{
    struct builder_energy copy = *energy;

    copy.domain = keep(builder, energy->domain);
    copy.source = keep(builder, energy->source);
    copy.resolver = keep(builder, energy->resolver);
    builder->energies = mem_grow(builder->energies, builder->energy_count, sizeof(copy));
    builder->energies[builder->energy_count++] = copy;
}

static int by_trial(const void *a, const void *b)
{
    const struct builder_energy *x = a, *y = b;

    return (x->trial > y->trial) - (x->trial < y->trial);
}

static const char *package_reason(struct result *result, const struct result_untrusted *u)
{
    return arena_printf(&result->arena, "package %" PRId64 " failed its certificate: %s: %s",
                        u->package, u->verdict,
                        u->reason != NULL ? u->reason : "no reason kept");
}

void builder_choose_source(struct builder *builder)
{
    struct result *result = builder->result;

    for (size_t s = 0; s < ARRAY_SIZE(sources); s++) {
        for (size_t i = 0; i < builder->energy_count; i++) {
            const struct builder_energy *energy = &builder->energies[i];
            if (energy->source == sources[s] && strcmp(energy->domain, "package") == 0) {
                result->energy_source = sources[s];
                result->energy_resolver = energy->resolver;
                return;
            }
        }
    }
    result->energy_source = "absent";
    for (size_t i = 0; i < result->session_count && result->energy_reason == NULL; i++)
        result->energy_reason = result->sessions[i].energy_reason;
    for (size_t i = 0; i < result->untrusted_count && result->energy_reason == NULL; i++)
        if (strcmp(result->untrusted[i].domain, "package") == 0)
            result->energy_reason = package_reason(result, &result->untrusted[i]);
    for (size_t i = 0; i < builder->trial_count && result->energy_reason == NULL; i++)
        result->energy_reason = builder->trials[i].energy_absent;
    if (result->energy_reason == NULL)
        result->energy_reason =
            builder->trial_count == 0 ? "no trial was run" : "no package counter was read";
}

static void sum_packages(const struct result *result, struct builder_reading *reading)
{
    for (size_t i = 0; i < reading->count; i++) {
        const struct builder_energy *energy = &reading->energies[i];
        if (energy->source != result->energy_source || strcmp(energy->domain, "package") != 0)
            continue;
        reading->gross_nj += energy->gross_nj;
        reading->net_nj += energy->net_nj;
        reading->error_nj += energy->error_nj;
        reading->packages++;
    }
}

struct builder_reading *builder_readings(struct builder *builder)
{
    struct builder_reading *out = mem_alloc(builder->trial_count + 1, sizeof(*out));

    if (builder->energy_count == 0)
        return out;
    mem_sort(builder->energies, builder->energy_count, sizeof(*builder->energies), by_trial);
    for (size_t t = 0; t < builder->trial_count; t++) {
        struct builder_energy key = {.trial = builder->trials[t].id};
        const struct builder_energy *first =
            bsearch(&key, builder->energies, builder->energy_count, sizeof(key), by_trial);
        if (first == NULL)
            continue;
        while (first > builder->energies && first[-1].trial == key.trial)
            first--;
        out[t].energies = first;
        while (first + out[t].count < builder->energies + builder->energy_count &&
               first[out[t].count].trial == key.trial)
            out[t].count++;
        sum_packages(builder->result, &out[t]);
    }
    return out;
}

size_t builder_packages_of_session(const struct builder *builder,
                                   const struct builder_reading *all, int64_t session)
{
    size_t most = 1;

    for (size_t i = 0; i < builder->trial_count; i++)
        if (builder->trials[i].session == session && all[i].packages > most)
            most = all[i].packages;
    return most;
}

static struct result_channel *channel_of(struct result_cell *cell,
                                         const struct builder_energy *energy)
{
    for (size_t i = 0; i < cell->channel_count; i++) {
        struct result_channel *c = &cell->channels[i];
        if (c->package == energy->package && c->die == energy->die &&
            c->source == energy->source && strcmp(c->domain, energy->domain) == 0 &&
            strcmp(c->resolver, energy->resolver) == 0)
            return c;
    }
    cell->channels = mem_grow(cell->channels, cell->channel_count, sizeof(*cell->channels));
    struct result_channel *channel = &cell->channels[cell->channel_count++];
    *channel = (struct result_channel){.domain = energy->domain,
                                       .source = energy->source,
                                       .resolver = energy->resolver,
                                       .package = energy->package,
                                       .die = energy->die};
    return channel;
}

double builder_share_of(const struct builder_trial *trial)
{
    return trial->iterations > 0 ? 1 / (double)trial->iterations : 1;
}

void builder_add_channels(struct result_cell *cell, const struct builder_trial *trial,
                          const struct builder_reading *reading)
{
    double share = builder_share_of(trial);

    for (size_t i = 0; i < reading->count; i++) {
        const struct builder_energy *energy = &reading->energies[i];
        struct result_channel *channel = channel_of(cell, energy);
        builder_add_value(&channel->nj, trial->block, energy->gross_nj * share);
        builder_add_value(&channel->net_nj, trial->block, energy->net_nj * share);
        builder_add_value(&channel->error_nj, trial->block, energy->error_nj * share);
    }
}

size_t builder_sum_domain(const struct result *result, const struct builder_reading *reading,
                          const char *domain, double *nj)
{
    size_t count = 0;

    *nj = 0;
    for (size_t i = 0; i < reading->count; i++) {
        const struct builder_energy *energy = &reading->energies[i];
        if (energy->source != result->energy_source || strcmp(energy->domain, domain) != 0)
            continue;
        *nj += energy->gross_nj;
        count++;
    }
    return count;
}
