/* SPDX-License-Identifier: MIT
 * Judging a channel by another one. */
#include "energy/verdict.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

static bool same_place(const struct channel_view *a, const struct channel_view *b)
{
    return a->channel->package == b->channel->package && a->channel->die == b->channel->die;
}

static bool allowed(const struct channel_view *view)
{
    return certificate_allows(view->out->verdict);
}

/* A domain that stopped at the moment its package did. */
static void judge_stopped_with(const struct channel_view *package,
                               const struct channel_view *inner)
{
    int64_t apart_ns = llabs(package->changed_ns - inner->changed_ns);

    if (channel_view_stopped(package) && channel_view_stopped(inner) && allowed(inner) &&
        apart_ns < 20 * NS_PER_MS)
        verdict_set(inner->out, CERTIFICATE_STUCK, "stopped together with its package");
}

/* Cores draw less than their package, to be judged where the package's counter is good. */
static void judge_cores_above(const struct channel_view *package,
                              const struct channel_view *inner)
{
    const struct evidence *e = package->evidence;

    if (inner->channel->domain != METER_CORES || !allowed(package) || !allowed(inner))
        return;
    for (size_t p = 0; p < e->phases; p++) {
        size_t first = e->phase[p].first, last = e->phase[p].last;
        int64_t ns = evidence_time_ns(e, first, last);
        int64_t package_nj = evidence_rise_nj(e, package->number, first, last);
        int64_t cores_nj = evidence_rise_nj(e, inner->number, first, last);
        if ((double)cores_nj <= (double)package_nj + 2 * channel_view_tick_nj(package) +
                                    2 * channel_view_tick_nj(inner))
            continue;
        verdict_set(inner->out, CERTIFICATE_IMPLAUSIBLE,
                    "%.4g W are more than its package's %.4g W", evidence_w(cores_nj, ns),
                    evidence_w(package_nj, ns));
        return;
    }
}

/* The same number nearly always, though they are two domains: which it is nobody can say. */
static void judge_same_number(const struct channel_view *package,
                              const struct channel_view *inner)
{
    const struct evidence *e = package->evidence;
    size_t same = 0;

    if (!allowed(package) || !allowed(inner) || inner->load_nj == 0)
        return;
    for (size_t i = 0; i < e->readings; i++)
        same += evidence_rise_nj(e, package->number, 0, i) ==
                evidence_rise_nj(e, inner->number, 0, i);
    if (same < e->readings / 10 * 9)
        return;
    verdict_set(package->out, CERTIFICATE_IMPLAUSIBLE,
                "counts exactly as its %s: one counter under two names",
                meter_domain_name(inner->channel->domain));
    verdict_set(inner->out, CERTIFICATE_IMPLAUSIBLE,
                "counts exactly as its package: one counter under two names");
}

void verdict_inside(const struct channel_view *views, size_t count)
{
    for (size_t p = 0; p < count; p++) {
        for (size_t i = 0; i < count; i++) {
            if (views[p].channel->domain != METER_PACKAGE ||
                !same_place(&views[p], &views[i]) ||
                views[i].channel->domain == METER_PACKAGE ||
                views[i].channel->domain == METER_PSYS)
                continue;
            judge_stopped_with(&views[p], &views[i]);
            judge_cores_above(&views[p], &views[i]);
            if (views[p].out->load_w > 1.05 * views[p].out->idle_w)
                judge_same_number(&views[p], &views[i]);
        }
    }
}

static int compare_nj(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* How far A is above B in readings FIRST to LAST - 1: their median. The two are not read at one
 * moment, and on a machine that stands still at times the difference may be that of many ticks,
 * but not mostly. APART has room for all. */
static int64_t apart_nj(const struct channel_view *a, const struct channel_view *b,
                        size_t first, size_t last, int64_t *apart)
{
    const struct evidence_reading *reading = a->evidence->reading;

    for (size_t i = first; i < last; i++)
        apart[i - first] = reading[i].nj[a->number] - reading[i].nj[b->number];
    qsort(apart, last - first, sizeof(*apart), compare_nj);
    return apart[(last - first) / 2];
}

/* Whether two channels rose alike in a phase: from quarter to quarter neither gains more than
 * two ticks on the other. */
static bool alike_in(const struct channel_view *a, const struct channel_view *b,
                     const struct evidence_phase *phase)
{
    size_t length = phase->last + 1 - phase->first;
    double slack = 2 * fmax(channel_view_tick_nj(a), channel_view_tick_nj(b));
    int64_t *apart = mem_alloc(length, sizeof(*apart));
    int64_t least = INT64_MAX, most = INT64_MIN;

    for (size_t quarter = 0; quarter < 4; quarter++) {
        size_t first = phase->first + length * quarter / 4;
        size_t last = phase->first + length * (quarter + 1) / 4;
        if (first == last)
            continue;
        int64_t nj = apart_nj(a, b, first, last, apart);
        least = nj < least ? nj : least;
        most = nj > most ? nj : most;
    }
    free(apart);
    return (double)(most - least) <= slack;
}

/* The load shows in a package's counter: its power rises by half a watt and a twentieth. */
static bool shows_load(const struct channel_view *view)
{
    double more = view->out->load_w - view->out->idle_w;

    return more > 0.5 && more > 0.05 * view->out->idle_w;
}

/* Whether two packages rose alike in all phases that load one of them, of which there is one.
 */
static bool alike_under_load(const struct channel_view *a, const struct channel_view *b)
{
    const struct evidence *e = a->evidence;
    bool loaded = false;

    for (size_t p = 0; p < e->phases; p++) {
        if (!evidence_loads(&e->phase[p], a->channel) &&
            !evidence_loads(&e->phase[p], b->channel))
            continue;
        if (!alike_in(a, b, &e->phase[p]))
            return false;
        loaded = true;
    }
    return loaded;
}

/* The copy's other domains are copies too where they count as the original's. */
static void judge_copied(const struct channel_view *views, size_t count,
                         const struct channel_view *original, const struct channel_view *copy)
{
    for (size_t i = 0; i < count; i++) {
        const struct channel_view *own = &views[i];
        if (!same_place(own, copy) || own->channel->domain == METER_PSYS || !allowed(own))
            continue;
        for (size_t k = 0; k < count; k++)
            if (same_place(&views[k], original) &&
                views[k].channel->domain == own->channel->domain &&
                alike_under_load(&views[k], own))
                verdict_set(own->out, CERTIFICATE_DUPLICATE,
                            "counts exactly as package %d, die %d", original->channel->package,
                            original->channel->die);
    }
}

/* Two packages that count alike are two counters only if the load on one shows in one. A
 * counter belongs to the package whose load raises it; the other is the copy. */
void verdict_duplicates(const struct channel_view *views, size_t count, struct certificate *out)
{
    for (size_t a = 0; a < count; a++) {
        for (size_t b = a + 1; b < count; b++) {
            if (views[a].channel->domain != METER_PACKAGE ||
                views[b].channel->domain != METER_PACKAGE || !allowed(&views[a]) ||
                !allowed(&views[b]) || !alike_under_load(&views[a], &views[b]))
                continue;
            if (!shows_load(&views[a]) && !shows_load(&views[b]))
                certificate_note(
                    out,
                    "Packages %d and %d drew the same power whatever was loaded: that they "
                    "are two counters is not proved.",
                    views[a].channel->package, views[b].channel->package);
            else if (shows_load(&views[a]))
                judge_copied(views, count, &views[a], &views[b]);
            else
                judge_copied(views, count, &views[b], &views[a]);
        }
    }
}
