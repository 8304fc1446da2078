/* SPDX-License-Identifier: MIT
 * Trying a meter: an idle stretch, a load on each package, and what the other interface says.
 */
#include "energy/certificate.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "energy/evidence.h"
#include "energy/load.h"
#include "energy/meter_backend.h"

#define IDLE_NS (300 * NS_PER_MS)
#define LOAD_NS (700 * NS_PER_MS)
#define TOTAL_NS (1300 * NS_PER_MS)  /* at least, so that what happens once a second happens */
#define LOAD_STEP_NS (NS_PER_MS / 2) /* from reading to reading */
#define EDGES_NS (300 * NS_PER_MS)   /* the longest wait for EDGES of them */

enum { EDGES = 30, COST_READINGS = 31, PAIR_TRIES = 20 };

static const char *const verdict_names[CERTIFICATE_VERDICTS] = {
    [CERTIFICATE_PASS] = "pass",
    [CERTIFICATE_IDLE] = "idle",
    [CERTIFICATE_DEAD] = "dead",
    [CERTIFICATE_STUCK] = "stuck",
    [CERTIFICATE_BACKWARD] = "backward",
    [CERTIFICATE_DUPLICATE] = "duplicate",
    [CERTIFICATE_IMPLAUSIBLE] = "implausible",
    [CERTIFICATE_UNIT] = "unit",
    [CERTIFICATE_DISAGREES] = "disagrees",
};

/* What a trial of the meter needs. */
struct trying {
    struct meter *meter;
    struct meter *peer; /* powercap beside perf, NULL none */
    struct load *load;
    struct evidence evidence;
    struct certificate *out;
    int64_t edge_gap_ns[EDGES * 16];
    size_t edges;
};

const char *certificate_verdict_name(enum certificate_verdict verdict)
{
    return verdict_names[verdict];
}

bool certificate_allows(enum certificate_verdict verdict)
{
    return verdict == CERTIFICATE_PASS || verdict == CERTIFICATE_IDLE;
}

void certificate_note(struct certificate *out, const char *format, ...)
{
    size_t used = strlen(out->notes);
    va_list args;

    if (used > 0 && used + 1 < sizeof(out->notes))
        out->notes[used++] = ' ';
    va_start(args, format);
    vsnprintf(out->notes + used, sizeof(out->notes) - used, format, args);
    va_end(args);
}

static int compare_ns(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static int64_t median_ns(int64_t *ns, size_t count)
{
    if (count == 0)
        return 0;
    qsort(ns, count, sizeof(*ns), compare_ns);
    return ns[count / 2];
}

static int take_reading(struct trying *trying, struct err *err)
{
    int64_t nj[METER_CHANNELS_MAX];
    int r = meter_read_raw(trying->meter, nj, err);

    if (r == 0)
        evidence_add(&trying->evidence, clock_now_ns(), nj);
    return r;
}

static int watch_idle(struct trying *trying, struct err *err)
{
    const struct timespec pause = {.tv_nsec = 2 * NS_PER_MS};
    int64_t end_ns = clock_now_ns() + IDLE_NS;
    int r;

    evidence_begin(&trying->evidence, false, 0, 0);
    do {
        if ((r = take_reading(trying, err)) < 0)
            return r;
        nanosleep(&pause, NULL);
    } while (clock_now_ns() < end_ns);
    return 0;
}

/* Whether the package is counted as one, whatever dies the topology has. */
static bool is_whole(const struct meter *meter, int package, int die)
{
    for (size_t i = 0; i < meter->count; i++)
        if (meter->channel[i].package == package && meter->channel[i].die != die)
            return false;
    return die == 0;
}

/* The first CPU of a package or die that this thread may move to; -1 none. */
static int move_to(struct trying *trying, int package, int die, struct err *err)
{
    const struct places *places = &trying->meter->places;
    bool whole = is_whole(trying->meter, package, die);

    err_set(err, -ENOENT, "none of its CPUs is online");
    for (size_t i = 0; i < places->count; i++) {
        const struct cpu_place *place = &places->place[i];
        if (place->package == package && (whole || place->die == die) &&
            load_move(trying->load, place->cpu, err) == 0)
            return place->cpu;
    }
    return -1;
}

/* Read until CHANNEL changes or END_NS has come, and keep what is seen on the way; the time of
 * the change, or 0. */
static int64_t wait_edge(struct trying *trying, size_t channel, int64_t end_ns)
{
    int64_t nj[METER_CHANNELS_MAX];
    struct err unused;

    if (meter_read_raw(trying->meter, nj, &unused) < 0)
        return 0;
    int64_t first = nj[channel];
    int64_t kept_ns = clock_now_ns(), now_ns;
    do {
        if (meter_read_raw(trying->meter, nj, &unused) < 0)
            return 0;
        now_ns = clock_now_ns();
        if (now_ns - kept_ns >= LOAD_STEP_NS) {
            evidence_add(&trying->evidence, now_ns, nj);
            kept_ns = now_ns;
        }
        if (nj[channel] != first)
            return now_ns;
    } while (now_ns < end_ns);
    return 0;
}

/* Whose ticks are timed: the package's, or another's of that place where it has not moved; -1
 * no counter of it has. */
static int find_moving(const struct trying *trying, int package, int die)
{
    const struct evidence *e = &trying->evidence;
    int found = -1;

    for (size_t i = 0; i < e->channels; i++) {
        if (e->channel[i].package != package || e->channel[i].die != die ||
            evidence_rise_nj(e, i, 0, e->readings - 1) == 0)
            continue;
        if (e->channel[i].domain == METER_PACKAGE)
            return (int)i;
        if (found < 0)
            found = (int)i;
    }
    return found;
}

/* The distances of ticks, while the thread is on the package's CPU: reading is a load. */
static void watch_edges(struct trying *trying, int package, int die)
{
    int channel = find_moving(trying, package, die);
    int64_t end_ns = clock_now_ns() + EDGES_NS;
    int64_t last_ns = 0;

    for (int i = 0; channel >= 0 && i <= EDGES; i++) {
        int64_t edge_ns = wait_edge(trying, (size_t)channel, end_ns);
        if (edge_ns == 0)
            return;
        if (last_ns > 0 && trying->edges < ARRAY_SIZE(trying->edge_gap_ns))
            trying->edge_gap_ns[trying->edges++] = edge_ns - last_ns;
        last_ns = edge_ns;
    }
}

static int watch_load(struct trying *trying, int package, int die, int64_t ns, struct err *err)
{
    struct err why;
    int r;

    if (move_to(trying, package, die, &why) < 0) {
        certificate_note(trying->out, "Package %d, die %d could not be loaded: %s.", package,
                         die, why.text);
        return 0;
    }
    load_burn(trying->load, 20 * NS_PER_MS); /* until it is awake and at speed */
    evidence_begin(&trying->evidence, true, package, die);
    int64_t end_ns = clock_now_ns() + ns;
    do {
        if ((r = take_reading(trying, err)) < 0)
            return r;
        load_burn(trying->load, LOAD_STEP_NS);
    } while (clock_now_ns() < end_ns);
    watch_edges(trying, package, die);
    return 0;
}

/* Whether an earlier channel is of the same package or die. */
static bool is_met(const struct meter_channel *channel, size_t number)
{
    for (size_t i = 0; i < number; i++)
        if (channel[i].package == channel[number].package &&
            channel[i].die == channel[number].die)
            return true;
    return false;
}

static int watch_loads(struct trying *trying, struct err *err)
{
    const struct meter_channel *channel = trying->meter->channel;
    int64_t count = 0;
    int r;

    for (size_t i = 0; i < trying->meter->count; i++)
        count += !is_met(channel, i);
    int64_t share_ns = (TOTAL_NS - IDLE_NS) / count;
    int64_t ns = share_ns > LOAD_NS ? share_ns : LOAD_NS;
    for (size_t i = 0; i < trying->meter->count; i++)
        if (!is_met(channel, i) &&
            (r = watch_load(trying, channel[i].package, channel[i].die, ns, err)) < 0)
            return r;
    return 0;
}

/* Both interfaces at one moment, as near as it goes: powercap between two readings of perf that
 * are less than a tick apart. */
static int read_pair(struct trying *trying, int64_t *own, int64_t *peer, struct err *err)
{
    int64_t again[METER_CHANNELS_MAX];
    int r;

    for (int i = 0; i < PAIR_TRIES; i++) {
        int64_t start_ns = clock_now_ns();
        if ((r = meter_read_raw(trying->meter, own, err)) < 0 ||
            (r = meter_read_raw(trying->peer, peer, err)) < 0 ||
            (r = meter_read_raw(trying->meter, again, err)) < 0)
            return r;
        if (clock_now_ns() - start_ns < NS_PER_MS)
            break;
    }
    for (size_t i = 0; i < trying->meter->count; i++)
        own[i] = (own[i] + again[i]) / 2;
    return 0;
}

static void compare_peer(struct trying *trying, const int64_t *own, const int64_t *peer,
                         const int64_t *own_end, const int64_t *peer_end)
{
    for (size_t i = 0; i < trying->meter->count; i++) {
        const struct meter_channel *channel = &trying->meter->channel[i];
        int k = meter_find(trying->peer, channel->domain, channel->package, channel->die);
        if (k < 0 || trying->peer->channel[k].defect[0] != '\0')
            continue;
        trying->evidence.peer[i] = (struct evidence_peer){
            .compared = true,
            .own_nj = own_end[i] - own[i],
            .peer_nj = peer_end[k] - peer[k],
        };
    }
}

/* Which other interface may be asked: powercap, where perf is the meter and both are there. */
static void open_peer(struct trying *trying, const char *root)
{
    const struct meter_options options = {.root = root, .source = "rapl-powercap"};
    struct err err;
    int r;

    if (trying->meter->backend->source != METER_RAPL_PERF)
        return;
    r = meter_open(&trying->peer, &options, &err);
    if (r == -EACCES)
        certificate_note(trying->out,
                         "perf was not compared with powercap, which root alone may read.");
}

static int collect(struct trying *trying, struct err *err)
{
    int64_t own[METER_CHANNELS_MAX], own_end[METER_CHANNELS_MAX];
    int64_t peer[METER_CHANNELS_MAX], peer_end[METER_CHANNELS_MAX];
    struct err why;
    int r;

    bool paired = trying->peer != NULL && read_pair(trying, own, peer, &why) == 0;
    if ((r = watch_idle(trying, err)) < 0 || (r = watch_loads(trying, err)) < 0)
        return r;
    if (paired && read_pair(trying, own_end, peer_end, &why) == 0)
        compare_peer(trying, own, peer, own_end, peer_end);
    trying->evidence.tick_ns = median_ns(trying->edge_gap_ns, trying->edges);
    return 0;
}

static void measure_cost(struct certificate *out, struct meter *meter)
{
    int64_t ns[COST_READINGS], nj[METER_CHANNELS_MAX];
    struct err unused;

    for (size_t i = 0; i < COST_READINGS; i++) {
        int64_t start_ns = clock_now_ns();
        (void)meter_read(meter, nj, &unused);
        ns[i] = clock_now_ns() - start_ns;
    }
    out->read_cost_ns = median_ns(ns, COST_READINGS);
}

static void distrust_failed(const struct certificate *out, struct meter *meter)
{
    for (size_t i = 0; i < meter->count; i++)
        if (!certificate_allows(out->channel[i].verdict))
            meter_distrust(meter, i);
}

/* A script's refresh period is its word; an estimate has none. */
static void pass_invented(struct certificate *out, struct meter *meter)
{
    bool simulated = meter->backend->source == METER_SIMULATED;

    for (size_t i = 0; i < meter->count; i++) {
        struct certificate_channel *channel = &out->channel[i];
        snprintf(channel->reason, sizeof(channel->reason), "%s",
                 simulated ? "simulated: no counter was read"
                           : "estimated by a model: no counter was read");
        channel->idle_w = channel->load_w = channel->powercap_ratio = NAN;
    }
}

/* The ticks of a simulated meter, by its own clock. */
static int64_t simulated_tick_ns(struct meter *meter)
{
    int64_t gap_ns[EDGES], nj[METER_CHANNELS_MAX];
    int64_t last_ns = 0, now_ns;
    struct err unused;
    size_t count = 0;
    size_t channel = 0;

    while (channel < meter->count && meter->channel[channel].domain != METER_PACKAGE)
        channel++;
    if (channel == meter->count)
        return 0;
    for (int i = 0; i <= EDGES; i++) {
        if (meter_edge(meter, channel, EDGES_NS, nj, &now_ns, &unused) < 0)
            break;
        if (i > 0)
            gap_ns[count++] = now_ns - last_ns;
        last_ns = now_ns;
    }
    return median_ns(gap_ns, count);
}

static int try_counters(struct certificate *out, struct meter *meter, const char *root,
                        struct err *err)
{
    struct trying *trying = mem_alloc(1, sizeof(*trying));
    int r;

    trying->meter = meter;
    trying->out = out;
    trying->evidence.channel = meter->channel;
    trying->evidence.channels = meter->count;
    open_peer(trying, root);
    if ((r = load_open(&trying->load, err)) < 0 || (r = collect(trying, err)) < 0)
        goto out;
    out->tick_ns = trying->evidence.tick_ns;
    evidence_judge(&trying->evidence, out);
    distrust_failed(out, meter);
out:
    load_close(trying->load);
    meter_close(trying->peer);
    evidence_free(&trying->evidence);
    free(trying);
    return r;
}

int certificate_run(struct certificate *out, struct meter *meter, const char *root,
                    struct err *err)
{
    enum meter_source source = meter->backend->source;
    int r = 0;

    *out = (struct certificate){0};
    if (source == METER_RAPL_PERF || source == METER_RAPL_POWERCAP)
        r = try_counters(out, meter, root, err);
    else
        pass_invented(out, meter);
    if (r < 0)
        return err_prefix(err, r, "certificate");
    if (source == METER_SIMULATED)
        out->tick_ns = simulated_tick_ns(meter);
    if (meter_notes(meter)[0] != '\0')
        certificate_note(out, "%s", meter_notes(meter));
    if (meter->places.cpu.hypervisor > 0)
        certificate_note(out,
                         "The CPU says that it is a virtual machine's (flag 'hypervisor').");
    measure_cost(out, meter);
    return 0;
}
