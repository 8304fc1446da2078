/* SPDX-License-Identifier: MIT
 * Which trials something else disturbed. */
#include "judge/screen.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/units.h"
#include "stats/summary.h"

struct group {
    int64_t window_ns, other_ns;
    size_t trials;
};

static void group_add(struct group *group, const struct screen_trial *trial)
{
    group->window_ns += trial->wall_ns;
    if (group->other_ns != SCREEN_UNKNOWN)
        group->other_ns = trial->other_ns == SCREEN_UNKNOWN ? SCREEN_UNKNOWN
                                                            : group->other_ns + trial->other_ns;
    group->trials++;
}

/* Give each trial its group. Returns how many there are. */
static size_t form_groups(const struct screen_trial *trials, size_t count,
                          struct screen_mark *marks, struct group *groups)
{
    size_t used = 0, open = SIZE_MAX, before = SIZE_MAX;
    int64_t block = 0;

    for (size_t i = 0; i < count; i++) {
        size_t g;
        if (trials[i].wall_ns >= SCREEN_GROUP_NS) {
            g = used++;
        } else {
            if (open != SIZE_MAX && trials[i].block != block &&
                groups[open].window_ns >= SCREEN_GROUP_NS) {
                before = open;
                open = SIZE_MAX;
            }
            if (open == SIZE_MAX)
                open = used++;
            block = trials[i].block;
            g = open;
        }
        group_add(&groups[g], &trials[i]);
        marks[i].group = g;
    }
    if (open == SIZE_MAX || before == SIZE_MAX || groups[open].window_ns >= SCREEN_GROUP_NS)
        return used;
    for (size_t i = 0; i < count; i++) {
        if (marks[i].group == open) {
            marks[i].group = before;
            group_add(&groups[before], &trials[i]);
        }
    }
    groups[open] = (struct group){0};
    return used;
}

static double share(const struct group *group)
{
    return (double)group->other_ns / (double)group->window_ns;
}

static bool is_known(const struct group *group)
{
    return group->trials > 0 && group->other_ns != SCREEN_UNKNOWN && group->window_ns > 0;
}

static double median_share(const struct group *groups, size_t count)
{
    double *shares = mem_alloc(count, sizeof(*shares));
    size_t known = 0;

    for (size_t i = 0; i < count; i++)
        if (is_known(&groups[i]))
            shares[known++] = share(&groups[i]);
    double median = stats_median(shares, known);
    free(shares);
    return median;
}

void screen_apply(const struct screen_trial *trials, size_t count, int64_t jiffy_ns,
                  struct screen_mark *marks, struct screen_report *report)
{
    struct group *groups = mem_alloc(count + 1, sizeof(*groups));
    size_t group_count = form_groups(trials, count, marks, groups);

    *report = (struct screen_report){.median_share = median_share(groups, group_count)};
    report->limit = fmax(SCREEN_LEAST_SHARE, SCREEN_TIMES_MEDIAN * report->median_share);
    for (size_t i = 0; i < count; i++) {
        const struct group *group = &groups[marks[i].group];
        marks[i].other_ns = group->other_ns;
        marks[i].window_ns = group->window_ns;
        marks[i].aside = is_known(group) && group->other_ns > SCREEN_JIFFIES * jiffy_ns &&
                         share(group) > report->limit;
        report->screened += is_known(group);
        report->rejected += marks[i].aside;
    }
    report->noisy = (double)report->rejected > SCREEN_MOST_REJECTED * (double)report->screened;
    report->aside = report->noisy ? 0 : report->rejected;
    for (size_t i = 0; report->noisy && i < count; i++)
        marks[i].aside = false;
    free(groups);
}

const char *screen_reason(char buffer[static SCREEN_TEXT_SIZE], const struct screen_mark *mark,
                          const struct screen_report *report)
{
    char window[UNITS_TEXT_SIZE];

    snprintf(buffer, SCREEN_TEXT_SIZE, "other work took %.1f %% of %s (limit %.1f %%)",
             100 * (double)mark->other_ns / (double)mark->window_ns,
             units_format(window, (double)mark->window_ns, UNIT_NANOSECONDS),
             100 * report->limit);
    return buffer;
}
