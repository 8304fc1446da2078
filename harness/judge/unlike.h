/* SPDX-License-Identifier: MIT
 * In what two campaigns differ beside their programs: host, toolchains, how they were run. */
#ifndef UNLIKE_H
#define UNLIKE_H

#include "judge/result.h"

struct unlike {
    const char *what;           /* "kernel" */
    const char *first, *second; /* "unknown" where a campaign does not say */
};

enum { UNLIKE_HOST_MOST = 24 }; /* that unlike_host() can find */

/* What differs, in the order of weight, into OUT, which has room for UNLIKE_HOST_MOST; how
 * many. Of several sessions the first. Texts live in ARENA or in the results. */
size_t unlike_host(struct unlike *out, const struct result *a, const struct result *b,
                   struct arena *arena);

#endif
