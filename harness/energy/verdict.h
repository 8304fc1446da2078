/* SPDX-License-Identifier: MIT
 * The rules by which channels pass or fail. ENERGY.md 2.1 step 7. */
#ifndef VERDICT_H
#define VERDICT_H

#include "energy/channel_view.h"

/* By what the channel itself showed. */
void verdict_alone(const struct channel_view *view);

/* By what its package showed. */
void verdict_inside(const struct channel_view *views, size_t count);

/* By what another package showed. */
void verdict_duplicates(const struct channel_view *views, size_t count,
                        struct certificate *out);

/* Set a verdict and its reason. */
void verdict_set(struct certificate_channel *out, enum certificate_verdict verdict,
                 const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
