/* SPDX-License-Identifier: MIT
 * What the recorded readings of one channel come to. */
#ifndef CHANNEL_VIEW_H
#define CHANNEL_VIEW_H

#include "energy/evidence.h"

struct channel_view {
    const struct evidence *evidence;
    size_t number;
    const struct meter_channel *channel;
    struct certificate_channel *out;
    size_t backs;
    int64_t back_nj, back_ns; /* the largest fall; when the first was, from the start */
    int64_t rise_nj, time_ns; /* of all phases */
    size_t changes;
    int64_t changed_ns;       /* when it last changed, from the start */
    int64_t still_ns;         /* without a change up to the end */
    int64_t smallest_nj;      /* rise between two readings; 0 none */
    int64_t load_nj, load_ns; /* of the phases that load its package */
    size_t load_changes;
};

/* Also sets idle_w and load_w in the channel's part of CERTIFICATE. */
struct channel_view channel_view_make(const struct evidence *evidence, size_t number,
                                      struct certificate *certificate);

double channel_view_mean_w(const struct channel_view *view);

/* What a channel may be off by at each end: a tick's energy, or a step where that is more. */
double channel_view_tick_nj(const struct channel_view *view);

/* Whether it moved steadily at first and was still for long at the end. */
bool channel_view_stopped(const struct channel_view *view);

#endif
