/* SPDX-License-Identifier: MIT
 * Claims of how much one quantity explains of another, a point a program. */
#ifndef CLAIM_CORRELATION_H
#define CLAIM_CORRELATION_H

#include "judge/claim.h"
#include "judge/claim_pair.h"

/* Which counter the claim is by that no trial has, in words; NULL: none, or it is no
 * correlation. What a correlation is by need not be counted on every machine. */
const char *claim_correlation_lacks(const struct claim_question *q);

/* Fills the verdict and its reason. */
void claim_correlation_judge(const struct claim_question *q, struct claim_answer *out);

#endif
