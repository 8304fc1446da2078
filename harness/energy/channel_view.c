/* SPDX-License-Identifier: MIT
 * Summing up the readings of one channel. */
#include "energy/channel_view.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

#define STOPPED_NS (200 * NS_PER_MS)

/* From one reading to the next. A gap in the readings themselves counts for 10 ms at most: the
 * machine stood still then, not the counter. */
static void view_step(struct channel_view *view, size_t i, bool loaded)
{
    const struct evidence *e = view->evidence;
    int64_t rise = evidence_rise_nj(e, view->number, i - 1, i);
    int64_t gap_ns = evidence_time_ns(e, i - 1, i);
    int64_t since_start_ns = evidence_time_ns(e, 0, i);

    view->still_ns += gap_ns < 10 * NS_PER_MS ? gap_ns : 10 * NS_PER_MS;
    if (rise == 0)
        return;
    view->still_ns = 0;
    view->changes++;
    view->load_changes += loaded;
    view->changed_ns = since_start_ns;
    if (rise > 0 && (view->smallest_nj == 0 || rise < view->smallest_nj))
        view->smallest_nj = rise;
    if (rise > 0)
        return;
    if (view->backs++ == 0)
        view->back_ns = since_start_ns;
    if (-rise > view->back_nj)
        view->back_nj = -rise;
}

struct channel_view channel_view_make(const struct evidence *e, size_t number,
                                      struct certificate *certificate)
{
    struct channel_view view = {.evidence = e,
                                .number = number,
                                .channel = &e->channel[number],
                                .out = &certificate->channel[number]};
    int64_t idle_nj = 0, idle_ns = 0;

    for (size_t p = 0; p < e->phases; p++) {
        const struct evidence_phase *phase = &e->phase[p];
        bool loaded = evidence_loads(phase, view.channel);
        int64_t nj = evidence_rise_nj(e, number, phase->first, phase->last);
        int64_t ns = evidence_time_ns(e, phase->first, phase->last);
        for (size_t i = phase->first + (p == 0); i <= phase->last; i++)
            view_step(&view, i, loaded);
        view.load_nj += loaded ? nj : 0;
        view.load_ns += loaded ? ns : 0;
        idle_nj += phase->loaded ? 0 : nj;
        idle_ns += phase->loaded ? 0 : ns;
        view.rise_nj += nj;
        view.time_ns += ns;
    }
    view.out->step_nj = view.smallest_nj;
    view.out->idle_w = evidence_w(idle_nj, idle_ns);
    view.out->load_w = evidence_w(view.load_nj, view.load_ns);
    return view;
}

double channel_view_mean_w(const struct channel_view *view)
{
    return evidence_w(view->rise_nj, view->time_ns);
}

/* What a channel may be off by at each end: a tick's energy, or a step where that is more. */
double channel_view_tick_nj(const struct channel_view *view)
{
    double w =
        fmax(fabs(channel_view_mean_w(view)), isnan(view->out->load_w) ? 0 : view->out->load_w);

    return fmax(w * (double)view->evidence->tick_ns, (double)view->smallest_nj);
}

bool channel_view_stopped(const struct channel_view *view)
{
    return view->still_ns > STOPPED_NS && view->changes > 0 &&
           view->still_ns / 10 > view->changed_ns / (int64_t)view->changes;
}
