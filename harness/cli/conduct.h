/* SPDX-License-Identifier: MIT
 * Carrying out a campaign on behalf of a command: store, builds, session, loop, and what it
 * came to. */
#ifndef CONDUCT_H
#define CONDUCT_H

#include "campaign/campaign.h"
#include "cli/command.h"

struct conduct {
    struct store *store; /* open, given by the caller */
    struct campaign_request request;
    bool resume;
    double precision; /* half-width asked of each ratio's interval; 0: none */
    void (*announce)(const struct context *context,
                     const struct conduct *conduct); /* once it is in the database */
    const char *reference; /* language that ratios are formed against */
    /* A stop rule of the caller's, instead of the ones below; NULL: none. */
    int (*enough)(void *context, int64_t campaign_id, int64_t block, bool *out,
                  struct err *err);
    void *enough_context;
    int64_t least_blocks, least_ns; /* the stop rule is satisfied no sooner; without least_ns
                                       and precision the end is the plan's */
    /* what came of it */
    int64_t campaign_id;
    bool resumed;
    enum campaign_outcome outcome;
    bool precise; /* the precision asked for was reached */
};

/* -ENOENT etc.: input; the words in ERR. The campaign's state is in the database whatever is
 * returned. */
int conduct_campaign(struct context *context, struct conduct *conduct, struct err *err);

/* What is asked for by --seed, or a drawn number that people can type. */
int conduct_seed(const struct settings *settings, uint64_t *out, struct err *err);

#endif
