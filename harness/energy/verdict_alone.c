/* SPDX-License-Identifier: MIT
 * Judging a channel by itself. */
#include "energy/verdict.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

#define MIN_LOAD_W 0.5
#define MAX_W 1000.0
#define SLOWEST_NS (100 * NS_PER_MS) /* a counter in use moves at least that often */
#define FAINT_W 0.05                 /* below it a healthy counter may be still for long */

void verdict_set(struct certificate_channel *out, enum certificate_verdict verdict,
                 const char *format, ...)
{
    va_list args;

    out->verdict = verdict;
    va_start(args, format);
    vsnprintf(out->reason, sizeof(out->reason), format, args);
    va_end(args);
}

static bool judge_defect(const struct channel_view *view)
{
    if (view->channel->defect[0] == '\0')
        return false;
    verdict_set(view->out, CERTIFICATE_UNIT, "%s", view->channel->defect);
    return true;
}

static bool judge_backward(const struct channel_view *view)
{
    if (view->backs == 0)
        return false;
    verdict_set(view->out, CERTIFICATE_BACKWARD,
                "went back %zu time%s in %.1f s, by %.3g J at most, first after %.0f ms",
                view->backs, view->backs == 1 ? "" : "s", (double)view->time_ns / 1e9,
                (double)view->back_nj / 1e9, (double)view->back_ns / 1e6);
    return true;
}

/* The load is arithmetic and memory traffic: nothing of it is the graphics'. */
static bool judge_dead(const struct channel_view *view)
{
    if (view->changes > 0)
        return false;
    if (view->channel->domain == METER_UNCORE)
        verdict_set(view->out, CERTIFICATE_IDLE, "did not move, and nothing used it");
    else if (view->load_ns == 0 && view->channel->domain != METER_PACKAGE)
        verdict_set(view->out, CERTIFICATE_IDLE,
                    "did not move, but none of its CPUs could be loaded");
    else
        verdict_set(view->out, CERTIFICATE_DEAD, "did not move in %.1f s, %.1f s of it loaded",
                    (double)view->time_ns / 1e9, (double)view->load_ns / 1e9);
    return true;
}

static bool judge_stopped(const struct channel_view *view)
{
    if (!channel_view_stopped(view) ||
        (view->channel->domain != METER_PACKAGE && view->channel->domain != METER_PSYS))
        return false;
    verdict_set(view->out, CERTIFICATE_STUCK,
                "stopped after %.0f ms, and did not move in the %.0f ms that were left",
                (double)view->changed_ns / 1e6,
                (double)(view->time_ns - view->changed_ns) / 1e6);
    return true;
}

/* A domain that draws next to nothing moves seldom because it has nothing to show. */
static bool judge_seldom(const struct channel_view *view)
{
    bool loaded = view->load_ns > 0;
    int64_t time_ns = loaded ? view->load_ns : view->time_ns;
    size_t changes = loaded ? view->load_changes : view->changes;

    if ((int64_t)changes >= time_ns / SLOWEST_NS)
        return false;
    if (view->channel->domain != METER_PACKAGE &&
        fmax(channel_view_mean_w(view), evidence_w(view->load_nj, time_ns)) < FAINT_W)
        verdict_set(view->out, CERTIFICATE_IDLE, "hardly moves: %.3g mW",
                    channel_view_mean_w(view) * 1e3);
    else
        verdict_set(view->out, CERTIFICATE_STUCK, "moved %zu time%s in %.0f ms%s", changes,
                    changes == 1 ? "" : "s", (double)time_ns / 1e6,
                    loaded ? " under load" : "");
    return true;
}

static size_t packages_of(const struct evidence *e)
{
    size_t count = 0;

    for (size_t i = 0; i < e->channels; i++)
        count += e->channel[i].domain == METER_PACKAGE;
    return count > 0 ? count : 1;
}

/* The lower bound is for a package under load: an idle one may sleep. */
static bool judge_power(const struct channel_view *view)
{
    double load_w = view->out->load_w;
    double most = view->channel->domain == METER_PSYS
                      ? MAX_W * (double)packages_of(view->evidence)
                      : MAX_W;
    double seen = fmax(view->out->idle_w, isnan(load_w) ? channel_view_mean_w(view) : load_w);

    if (seen > most)
        verdict_set(view->out, CERTIFICATE_IMPLAUSIBLE, "%.4g W is more than %.0f W", seen,
                    most);
    else if (view->channel->domain == METER_PACKAGE && load_w < MIN_LOAD_W)
        verdict_set(view->out, CERTIFICATE_IMPLAUSIBLE, "%.3g W under load is below %.1f W",
                    load_w, MIN_LOAD_W);
    else
        return false;
    return true;
}

static bool judge_peer(const struct channel_view *view)
{
    const struct evidence_peer *peer = &view->evidence->peer[view->number];

    view->out->powercap_ratio = NAN;
    if (!peer->compared)
        return false;
    double own = (double)peer->own_nj, other = (double)peer->peer_nj;
    if (other > 0)
        view->out->powercap_ratio = own / other;
    if (fabs(own - other) <= 0.01 * fmax(own, other) + 2 * channel_view_tick_nj(view))
        return false;
    verdict_set(view->out, CERTIFICATE_DISAGREES, "perf counted %.4g J, powercap %.4g J",
                own / 1e9, other / 1e9);
    return true;
}

void verdict_alone(const struct channel_view *view)
{
    static bool (*const tests[])(const struct channel_view *) = {
        judge_defect, judge_backward, judge_dead, judge_stopped,
        judge_seldom, judge_power,    judge_peer,
    };

    view->out->verdict = CERTIFICATE_PASS;
    view->out->reason[0] = '\0';
    view->out->powercap_ratio = NAN;
    for (size_t i = 0; i < ARRAY_SIZE(tests); i++)
        if (tests[i](view))
            return;
}
