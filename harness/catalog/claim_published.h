/* SPDX-License-Identifier: MIT
 * What a claim was published with, a number or one a workload, and the tolerance around it. */
#ifndef CLAIM_PUBLISHED_H
#define CLAIM_PUBLISHED_H

#include "catalog/claim_file.h"

/* The number above 0 at NODE. */
int claim_published_number(double *out, const struct manifest *manifest,
                           const struct manifest_node *node, struct err *err);

/* "25%", or a rule such as "25% below 10, 33% above", which only a ratio may have: 10 itself is
 * above. PUBLISHED is what it depends on; NAN: nothing. */
int claim_published_tolerance(double *out, const struct manifest *manifest,
                              const struct manifest_node *node, double published,
                              struct err *err);

/* Whether NODE has a number a workload. */
bool claim_published_is_spread(const struct manifest_node *node);

/* One claim for each number at PUBLISHED into OUT, *COUNT of them: FAMILY with the identifier
 * "family/workload", of that workload alone, and the sentence with {workload} and {published}
 * filled in. */
int claim_published_spread(struct claim *out, size_t *count, struct arena *arena,
                           const struct manifest *manifest,
                           const struct manifest_node *published,
                           const struct manifest_node *tolerance, const struct claim *family,
                           struct err *err);

#endif
