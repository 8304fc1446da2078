/* SPDX-License-Identifier: MIT
 * What the same data would say of a claim if they were put together otherwise: a part of
 * claim.c. */
#ifndef CLAIM_VIEWS_H
#define CLAIM_VIEWS_H

#include "judge/claim.h"
#include "judge/claim_pair.h"

/* OUT's views: the same data under every aggregation, and for energy under the domain sets that
 * there are. */
void claim_fill_views(const struct claim_question *asked, struct claim_answer *out);

/* "package+dram", of bits in the order of a result's domains. */
const char *claim_domains_name(struct arena *arena, unsigned domains);

#endif
