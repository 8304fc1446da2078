/* SPDX-License-Identifier: MIT
 * The meter's interface: choosing a back end, and judging what it reads. */
#include "energy/meter.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "energy/meter_backend.h"

static const char *const domain_names[METER_DOMAINS] = {
    [METER_PACKAGE] = "package", [METER_CORES] = "cores", [METER_UNCORE] = "uncore",
    [METER_DRAM] = "dram",       [METER_PSYS] = "psys",
};

static const char *const source_names[] = {
    [METER_RAPL_PERF] = "rapl-perf",
    [METER_RAPL_POWERCAP] = "rapl-powercap",
    [METER_SIMULATED] = "simulated",
    [METER_ESTIMATED] = "estimated",
};

const char *meter_domain_name(enum meter_domain domain)
{
    return domain_names[domain];
}

const char *meter_source_name(enum meter_source source)
{
    return source_names[source];
}

static int64_t real_clock(void *unused)
{
    (void)unused;
    return clock_now_ns();
}

static int open_backend(struct meter **out, const struct meter_backend *backend,
                        const struct meter_options *options, struct err *err)
{
    struct meter *meter = mem_alloc(1, sizeof(*meter));
    int64_t nj[METER_CHANNELS_MAX];
    int r;

    meter->backend = backend;
    meter->clock_ns = options->clock_ns != NULL ? options->clock_ns : real_clock;
    meter->clock = options->clock;
    if ((r = places_read(&meter->places, options->root, err)) < 0)
        goto out;
    if ((r = backend->open(meter, options, err)) < 0)
        goto out;
    if ((r = meter_read_raw(meter, nj, err)) < 0)
        goto out;
    *out = meter;
    meter = NULL;
out:
    meter_close(meter);
    return r;
}

/* Why a machine has no counter, as far as it tells. */
static int explain_none(const char *root, struct err *err)
{
    static const char none[] = "no energy counter: neither the perf PMU 'power' nor a powercap "
                               "zone 'intel-rapl' is there";
    struct places places;
    struct err unused;

    if (places_read(&places, root, &unused) < 0)
        return err_set(err, -ENODEV, "%s", none);
    if (places.cpu.hypervisor > 0)
        err_set(err, -ENODEV,
                "%s; this is a virtual machine (CPU flag 'hypervisor'), and few hypervisors "
                "hand RAPL on",
                none);
    else if (places.cpu.vendor[0] == '\0')
        err_set(err, -ENODEV, "%s; this CPU is not of the x86 kind, which RAPL is", none);
    else
        err_set(err, -ENODEV,
                "%s; this kernel lacks the driver for %s family %d model %d, or its modules "
                "are not loaded "
                "(sudo modprobe -a rapl intel_rapl_msr)",
                none, places.cpu.vendor, places.cpu.family, places.cpu.model_number);
    places_free(&places);
    return -ENODEV;
}

/* perf, else powercap. What is refused is more worth telling than what is not there. */
static int open_first(struct meter **out, const struct meter_options *options, struct err *err)
{
    struct err first, second;
    int perf, powercap;

    if ((perf = open_backend(out, &meter_perf, options, &first)) == 0)
        return 0;
    if ((powercap = open_backend(out, &meter_powercap, options, &second)) == 0) {
        if (perf != -ENODEV)
            meter_note(*out, "powercap is read, because perf cannot be: %s.", first.text);
        return 0;
    }
    if (perf == -ENODEV && powercap == -ENODEV)
        return explain_none(options->root, err);
    *err = perf != -ENODEV ? first : second;
    return perf != -ENODEV ? perf : powercap;
}

int meter_open(struct meter **out, const struct meter_options *options, struct err *err)
{
    static const struct {
        const char *name;
        const struct meter_backend *backend;
    } table[] = {
        {"rapl-perf", &meter_perf},
        {"rapl-powercap", &meter_powercap},
        {"estimated", &meter_estimate},
    };

    if (options->source == NULL)
        return open_first(out, options, err);
    for (size_t i = 0; i < ARRAY_SIZE(table); i++)
        if (strcmp(options->source, table[i].name) == 0)
            return open_backend(out, table[i].backend, options, err);
    if (strncmp(options->source, "simulated:", strlen("simulated:")) == 0)
        return open_backend(out, &meter_simulated, options, err);
    return err_set(err, -EINVAL,
                   "'%s' is no source of energy; expected rapl-perf, rapl-powercap, "
                   "simulated:FILE or estimated",
                   options->source);
}

void meter_close(struct meter *meter)
{
    if (meter == NULL)
        return;
    if (meter->state != NULL)
        meter->backend->close(meter->state);
    places_free(&meter->places);
    text_free(&meter->notes);
    free(meter);
}

size_t meter_channels(const struct meter *meter, const struct meter_channel **out)
{
    *out = meter->channel;
    return meter->count;
}

const char *meter_notes(const struct meter *meter)
{
    return text_string(&meter->notes);
}

void meter_note(struct meter *meter, const char *format, ...)
{
    struct text note = {0};
    va_list args;

    va_start(args, format);
    text_vprintf(&note, format, args);
    va_end(args);
    if (strstr(text_string(&meter->notes), text_string(&note)) == NULL)
        text_printf(&meter->notes, "%s%s", meter->notes.length > 0 ? " " : "",
                    text_string(&note));
    text_free(&note);
}

int64_t meter_now_ns(const struct meter *meter)
{
    return meter->clock_ns(meter->clock);
}

int meter_add_channel(struct meter *meter, const struct meter_channel *channel, struct err *err)
{
    if (meter->count == METER_CHANNELS_MAX)
        return err_set(err, -ENOSPC, "the machine has more than %d energy counters",
                       METER_CHANNELS_MAX);
    meter->channel[meter->count] = *channel;
    return (int)meter->count++;
}

int meter_find(const struct meter *meter, enum meter_domain domain, int package, int die)
{
    for (size_t i = 0; i < meter->count; i++)
        if (meter->channel[i].domain == domain && meter->channel[i].package == package &&
            meter->channel[i].die == die)
            return (int)i;
    return -1;
}

int meter_package_of_cpu(const struct meter *meter, int cpu)
{
    const struct cpu_place *place = places_find(&meter->places, cpu);
    int found;

    if (place == NULL)
        return -1;
    found = meter_find(meter, METER_PACKAGE, place->package, place->die);
    return found >= 0 ? found : meter_find(meter, METER_PACKAGE, place->package, 0);
}

void meter_distrust(struct meter *meter, size_t channel)
{
    assert(channel < meter->count);
    meter->watch[channel].distrusted = true;
}

int meter_read_raw(struct meter *meter, int64_t *nj, struct err *err)
{
    memset(nj, 0, METER_CHANNELS_MAX * sizeof(*nj));
    return meter->backend->read(meter, nj, err);
}

#define STILL_NS (250 * NS_PER_MS)

/* Only a package is never still that long: 10 mW are 40 of its coarsest steps in that time. */
static bool stands_still(const struct meter_channel *channel, const struct meter_watch *watch,
                         int64_t now_ns)
{
    return channel->domain == METER_PACKAGE && now_ns - watch->since_ns > STILL_NS;
}

/* Take NJ as the newest reading of a channel; 0, or why it is not to be believed. */
static int judge(const struct meter_channel *channel, struct meter_watch *watch, int64_t nj,
                 int64_t now_ns, struct err *err)
{
    struct meter_watch last = *watch;
    bool moved = !last.begun || nj != last.nj;

    watch->nj = nj;
    watch->begun = true;
    if (moved)
        watch->since_ns = now_ns;
    if (last.distrusted || channel->defect[0] != '\0')
        return 0;
    if (last.begun && nj < last.nj)
        return err_set(err, -EIO, "%s %d: the counter went back by %" PRId64 " nJ",
                       domain_names[channel->domain], channel->package, last.nj - nj);
    if (!moved && stands_still(channel, &last, now_ns))
        return err_set(err, -EIO, "%s %d: the counter has not moved for %.2f s",
                       domain_names[channel->domain], channel->package,
                       (double)(now_ns - last.since_ns) / 1e9);
    return 0;
}

int meter_read(struct meter *meter, int64_t nj[static METER_CHANNELS_MAX], struct err *err)
{
    int r = meter_read_raw(meter, nj, err);
    int64_t now_ns = meter_now_ns(meter);

    if (r < 0)
        return r;
    for (size_t i = 0; i < meter->count; i++) {
        struct err own;
        int verdict = judge(&meter->channel[i], &meter->watch[i], nj[i], now_ns, &own);
        if (r == 0 && verdict < 0) {
            *err = own;
            r = verdict;
        }
    }
    return r;
}

/* Readings that are slower do not tell when the change was: the thread was interrupted. Where
 * all are, the interface is slow. */
#define PROMPT_NS (NS_PER_MS / 2)

int meter_edge(struct meter *meter, size_t channel, int64_t give_up_ns,
               int64_t nj[static METER_CHANNELS_MAX], int64_t *out_ns, struct err *err)
{
    int r;

    assert(channel < meter->count);
    int64_t before_ns = meter_now_ns(meter);
    if ((r = meter_read(meter, nj, err)) < 0)
        return r;
    *out_ns = meter_now_ns(meter);
    int64_t fastest_ns = *out_ns - before_ns;
    int64_t deadline_ns = *out_ns + give_up_ns;
    do {
        int64_t last = nj[channel];
        before_ns = *out_ns;
        if ((r = meter_read(meter, nj, err)) < 0)
            return r;
        *out_ns = meter_now_ns(meter);
        int64_t took_ns = *out_ns - before_ns;
        if (nj[channel] != last &&
            (took_ns <= PROMPT_NS || took_ns <= 2 * fastest_ns || *out_ns >= deadline_ns))
            return 0;
        if (took_ns < fastest_ns)
            fastest_ns = took_ns;
    } while (*out_ns < deadline_ns);
    return err_set(err, -ETIME, "%s %d: the counter did not move for %.1f ms",
                   domain_names[meter->channel[channel].domain],
                   meter->channel[channel].package, (double)give_up_ns / 1e6);
}
