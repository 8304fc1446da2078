/* SPDX-License-Identifier: MIT
 * An estimate: a line from idle to full power by how busy the CPUs are. It can add nothing to a
 * comparison of programs (its joules are CPU time in other units), and is opt-in. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "energy/busy.h"
#include "energy/meter_backend.h"

struct estimate_state {
    struct busy *busy;
    double idle_w, watts_per_cpu; /* W x ns are nJ */
    int64_t start_ns, busy_start_ns;
};

static int open_estimate(struct meter *meter, const struct meter_options *options,
                         struct err *err)
{
    struct estimate_state *state = mem_alloc(1, sizeof(*state));
    /* All packages as one: the line is the whole machine's. */
    struct meter_channel channel = {.domain = METER_PACKAGE,
                                    .cpu = -1,
                                    .source = METER_ESTIMATED,
                                    .resolver = "model",
                                    .step_nj = 1};
    int r;

    meter->state = state;
    if (!(options->idle_w >= 0 && options->max_w > options->idle_w && options->max_w < 1e6))
        return err_set(err, -EINVAL,
                       "an estimate needs the machine's power when idle and when fully busy "
                       "(--watts-idle and --watts-max), the first below the second");
    if (meter->places.count == 0)
        return err_set(err, -ENODEV, "an estimate needs to know how many CPUs are online");
    if ((r = busy_open(&state->busy, options->root, err)) < 0 ||
        (r = busy_read_ns(state->busy, &meter->places, -1, &state->busy_start_ns, err)) < 0)
        return r;
    state->idle_w = options->idle_w;
    state->watts_per_cpu = (options->max_w - options->idle_w) / (double)meter->places.count;
    state->start_ns = meter_now_ns(meter);
    snprintf(channel.event, sizeof(channel.event),
             "model linear: %g W idle to %g W busy on %zu CPUs, +-50 %% or more",
             options->idle_w, options->max_w, meter->places.count);
    r = meter_add_channel(meter, &channel, err);
    return r < 0 ? r : 0;
}

static int read_estimate(struct meter *meter, int64_t *nj, struct err *err)
{
    struct estimate_state *state = meter->state;
    int64_t busy_ns;
    int r;

    if ((r = busy_read_ns(state->busy, &meter->places, -1, &busy_ns, err)) < 0)
        return r;
    double time_ns = (double)(meter_now_ns(meter) - state->start_ns);
    nj[0] = (int64_t)(state->idle_w * time_ns +
                      state->watts_per_cpu * (double)(busy_ns - state->busy_start_ns));
    return 0;
}

static void close_estimate(void *memory)
{
    struct estimate_state *state = memory;

    busy_close(state->busy);
    free(state);
}

const struct meter_backend meter_estimate = {METER_ESTIMATED, open_estimate, read_estimate,
                                             close_estimate};
