/* SPDX-License-Identifier: MIT
 * A meter that plays a script: for tests and demonstrations, and labelled so everywhere. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "energy/busy.h"
#include "energy/meter_backend.h"
#include "energy/script.h"
#include "sys/root.h"

enum { SCRIPT_SIZE = 1 << 16 };

struct simulated_state {
    struct script script;
    struct busy *busy; /* NULL where no power depends on it */
    int64_t start_ns, busy_start_ns[METER_CHANNELS_MAX];
};

static int read_script(struct script *out, const char *path, struct err *err)
{
    char *text = mem_alloc(SCRIPT_SIZE, 1);
    int r;

    if ((r = root_read("", path, text, SCRIPT_SIZE, err)) < 0)
        goto out;
    if ((r = script_parse(out, text, err)) < 0)
        r = err_prefix(err, r, "%s", path);
out:
    free(text);
    return r < 0 ? r : 0;
}

/* A counter that depends on time alone is the same in each run that has the same clock. */
static bool needs_busy(const struct script *script)
{
    for (size_t i = 0; i < script->count; i++)
        if (script->channel[i].busy_mw > 0)
            return true;
    return false;
}

static int busy_of(struct meter *meter, size_t i, int64_t *out_ns, struct err *err)
{
    struct simulated_state *state = meter->state;
    const struct script_channel *channel = &state->script.channel[i];

    *out_ns = 0;
    if (channel->busy_mw == 0)
        return 0;
    return busy_read_ns(state->busy, &meter->places,
                        channel->domain == METER_PSYS ? -1 : channel->package, out_ns, err);
}

static int add_channels(struct meter *meter, const char *path, struct err *err)
{
    struct simulated_state *state = meter->state;
    const char *slash = strrchr(path, '/');
    int r;

    for (size_t i = 0; i < state->script.count; i++) {
        const struct script_channel *from = &state->script.channel[i];
        struct meter_channel channel = {.domain = from->domain,
                                        .package = from->package,
                                        .die = from->die,
                                        .cpu = -1,
                                        .source = METER_SIMULATED,
                                        .resolver = "script",
                                        .step_nj = from->step_nj};
        snprintf(channel.event, sizeof(channel.event), "%.80s, channel %zu",
                 slash != NULL ? slash + 1 : path, i + 1);
        if ((r = meter_add_channel(meter, &channel, err)) < 0 ||
            (r = busy_of(meter, i, &state->busy_start_ns[i], err)) < 0)
            return r;
    }
    return 0;
}

static int open_script(struct meter *meter, const struct meter_options *options,
                       struct err *err)
{
    const char *path = options->source + strlen("simulated:");
    struct simulated_state *state = mem_alloc(1, sizeof(*state));
    int r;

    meter->state = state;
    if ((r = read_script(&state->script, path, err)) < 0)
        return r;
    if (needs_busy(&state->script) && (r = busy_open(&state->busy, options->root, err)) < 0)
        return r;
    state->start_ns = meter_now_ns(meter);
    return add_channels(meter, path, err);
}

static int read_script_energy(struct meter *meter, int64_t *nj, struct err *err)
{
    struct simulated_state *state = meter->state;
    int64_t t_ns = meter_now_ns(meter) - state->start_ns;
    int r;

    for (size_t i = 0; i < state->script.count; i++) {
        int64_t busy_ns;
        if ((r = busy_of(meter, i, &busy_ns, err)) < 0)
            return r;
        nj[i] = script_energy_nj(&state->script.channel[i], t_ns,
                                 busy_ns - state->busy_start_ns[i]);
    }
    return 0;
}

static void close_script(void *memory)
{
    struct simulated_state *state = memory;

    busy_close(state->busy);
    free(state);
}

const struct meter_backend meter_simulated = {METER_SIMULATED, open_script, read_script_energy,
                                              close_script};
