/* SPDX-License-Identifier: MIT
 * Which trials something else disturbed: decided from what else the machine did, blind to arm
 * and to value. DESIGN.md 4, "Screening". */
#ifndef SCREEN_H
#define SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SCREEN_UNKNOWN INT64_MIN

/* Constants of the rule, fixed beforehand. */
#define SCREEN_GROUP_NS INT64_C(1000000000) /* shorter trials are screened together */
#define SCREEN_LEAST_SHARE 0.02
#define SCREEN_TIMES_MEDIAN 3
#define SCREEN_JIFFIES 2
#define SCREEN_MOST_REJECTED 0.2

struct screen_trial {
    int64_t block;
    int64_t wall_ns;
    int64_t other_ns; /* CPU time of others + steal; SCREEN_UNKNOWN */
};

struct screen_mark {
    bool aside;
    size_t group;      /* trials judged together have the same */
    int64_t other_ns;  /* of the group, SCREEN_UNKNOWN where one of it is */
    int64_t window_ns; /* wall time of the group */
};

struct screen_report {
    double median_share; /* of the groups' other / wall; NAN where nothing is known */
    double limit;        /* the share above which a group is set aside */
    size_t screened;     /* trials that could be judged */
    size_t rejected;     /* trials the rule would set aside */
    size_t aside;        /* trials set aside: rejected, or none */
    bool noisy;          /* more than a fifth would be rejected, so none is */
};

/* TRIALS in the order they ran; MARKS[count] is filled. A trial of a second or more is a group
 * of its own; shorter ones are joined with those of their block, and blocks with the next until
 * they make a second (a rest at the end joins the group before it). A group is rejected when
 * its OTHER exceeds two jiffies and, over its wall time, max(2 %, 3 x median of the groups).
 * That a set-aside trial takes its partners with it follows from pairing: a block without it
 * gives no pair. */
void screen_apply(const struct screen_trial *trials, size_t count, int64_t jiffy_ns,
                  struct screen_mark *marks, struct screen_report *report);

enum { SCREEN_TEXT_SIZE = 128 };

/* Why a trial was set aside: "other work took 4.1 % of 1.23 s (limit 2.0 %)". Returns BUFFER.
 */
const char *screen_reason(char buffer[static SCREEN_TEXT_SIZE], const struct screen_mark *mark,
                          const struct screen_report *report);

#endif
