/* SPDX-License-Identifier: MIT
 * Counters first, privileges last. DESIGN.md 1.8. */
#include "cli/power.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/units.h"

/* Cloud Carbon Footprint's average of AWS machines, watts for one vCPU idle and busy
 * (Apache-2.0; ENERGY.md 6). */
static const double vcpu_idle_w = 0.74, vcpu_max_w = 3.5;

static int coefficients(const struct settings *s, struct meter_options *options,
                        struct err *err)
{
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    int r;

    options->idle_w = vcpu_idle_w * (double)cpus;
    options->max_w = vcpu_max_w * (double)cpus;
    if (s->watts_idle != NULL &&
        (r = units_parse_number(&options->idle_w, s->watts_idle, err)) < 0)
        return err_prefix(err, r, "--watts-idle");
    if (s->watts_max != NULL &&
        (r = units_parse_number(&options->max_w, s->watts_max, err)) < 0)
        return err_prefix(err, r, "--watts-max");
    if (!(options->idle_w >= 0 && options->max_w > options->idle_w))
        return err_set(err, -EINVAL, "--watts-max must be above --watts-idle");
    return 0;
}

static bool is_unavailable(int error)
{
    return error == -ENODEV || error == -EACCES;
}

/* -EINVAL for settings that make no sense; every other failure is a reason for having no
 * energy. */
static int open_meter(struct context *context, struct err *err)
{
    const struct settings *s = &context->settings;
    struct meter_options options = {.root = s->sysroot != NULL ? s->sysroot : "",
                                    .source = s->energy};
    int r;

    if (s->energy != NULL && strcmp(s->energy, "none") == 0) {
        err_set(&context->no_energy, -ENODEV, "not asked for (--energy none)");
        return 0;
    }
    r = meter_open(&context->meter, &options, &context->no_energy);
    if (is_unavailable(r) && s->estimate) {
        if ((r = coefficients(s, &options, err)) < 0)
            return r;
        options.source = "estimated";
        r = meter_open(&context->meter, &options, &context->no_energy);
    }
    if (r < 0 && (!is_unavailable(r) || s->energy != NULL)) {
        *err = context->no_energy;
        return r;
    }
    if (r < 0)
        context->meter = NULL;
    return 0;
}

/* The launcher will open them on each child, with what it keeps of today's privileges. */
static int resolve_counters(struct context *context, struct err *err)
{
    const struct settings *s = &context->settings;
    int r = counters_resolve(&context->counters, s->events != NULL ? s->events : "auto",
                             s->sysroot != NULL ? s->sysroot : "", err);

    return r < 0 ? err_prefix(err, r, "--events") : 0;
}

static int become_user(struct context *context, struct err *err)
{
    const struct principal *p = &context->principal;
    int r;

    if (p->is_root)
        return 0;
    if ((r = launcher_become(context->launcher, p->uid, p->gid, privilege_has_perfmon(), err)) <
            0 ||
        (r = privilege_drop(p, err)) < 0)
        return r;
    return setenv("HOME", p->home, 1) < 0 ? err_sys(err, "HOME") : 0;
}

int power_open(struct context *context, const struct command *command, struct err *err)
{
    int r;

    if ((r = privilege_principal(&context->principal, context->settings.user, err)) < 0)
        return r;
    if ((command->meters || context->settings.bisect || context->settings.gate) &&
        ((r = open_meter(context, err)) < 0 || (r = resolve_counters(context, err)) < 0))
        return r;
    return become_user(context, err);
}
