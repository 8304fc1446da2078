/* SPDX-License-Identifier: MIT
 * Recording what a meter shows while it is tried, and having it judged. */
#include "energy/evidence.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "energy/channel_view.h"
#include "energy/verdict.h"

void evidence_begin(struct evidence *evidence, bool loaded, int package, int die)
{
    evidence->phase = mem_grow(evidence->phase, evidence->phases, sizeof(*evidence->phase));
    evidence->phase[evidence->phases++] = (struct evidence_phase){
        .loaded = loaded, .package = package, .die = die, .first = evidence->readings};
}

void evidence_add(struct evidence *evidence, int64_t t_ns, const int64_t *nj)
{
    evidence->reading =
        mem_grow(evidence->reading, evidence->readings, sizeof(*evidence->reading));
    struct evidence_reading *reading = &evidence->reading[evidence->readings];
    reading->t_ns = t_ns;
    memcpy(reading->nj, nj, sizeof(reading->nj));
    evidence->phase[evidence->phases - 1].last = evidence->readings++;
}

void evidence_free(struct evidence *evidence)
{
    free(evidence->reading);
    free(evidence->phase);
    *evidence = (struct evidence){0};
}

int64_t evidence_rise_nj(const struct evidence *e, size_t channel, size_t first, size_t last)
{
    return e->reading[last].nj[channel] - e->reading[first].nj[channel];
}

int64_t evidence_time_ns(const struct evidence *e, size_t first, size_t last)
{
    return e->reading[last].t_ns - e->reading[first].t_ns;
}

double evidence_w(int64_t nj, int64_t ns)
{
    return ns > 0 ? (double)nj / (double)ns : NAN;
}

/* Whether the phase's load is on what the channel counts. */
bool evidence_loads(const struct evidence_phase *phase, const struct meter_channel *channel)
{
    return phase->loaded &&
           (channel->domain == METER_PSYS ||
            (phase->package == channel->package && phase->die == channel->die));
}

void evidence_judge(const struct evidence *evidence, struct certificate *out)
{
    struct channel_view views[METER_CHANNELS_MAX];

    for (size_t i = 0; i < evidence->channels; i++) {
        views[i] = channel_view_make(evidence, i, out);
        verdict_alone(&views[i]);
    }
    verdict_inside(views, evidence->channels);
    verdict_duplicates(views, evidence->channels, out);
    if (evidence->tick_ns > 5 * NS_PER_MS)
        certificate_note(out, "The counters are refreshed every %.1f ms; 1 ms is usual.",
                         (double)evidence->tick_ns / 1e6);
}
