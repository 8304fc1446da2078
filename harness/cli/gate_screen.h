/* SPDX-License-Identifier: MIT
 * A gate's workloads, arms and controls, and what it says of them. */
#ifndef GATE_SCREEN_H
#define GATE_SCREEN_H

#include "campaign/campaign.h"
#include "campaign/revision.h"
#include "cli/command.h"
#include "judge/gate.h"
#include "judge/metric.h"

enum { GATE_WORKLOADS_MAX = 100 };

struct gate {
    struct store *store;
    struct revisions revisions;  /* none where commands are compared */
    struct campaign_cell *cells; /* each workload's two arms, then the first one's controls */
    size_t cell_count;
    const char **names; /* of the workloads */
    bool *same; /* of each workload: both arms are the same program, and are not measured */
    bool all_same;
    size_t *failed; /* of each workload: trials of both arms; NULL where none was run */
    size_t workload_count;
    enum metric metrics[METRIC_COUNT]; /* that decide */
    size_t metric_count;
    struct gate_terms terms;
    double injected;             /* the positive control's slowdown */
    double slow_b;               /* what B is slowed by, to try the gate; 0: not */
    struct gate_answer *answers; /* of each workload its metrics' */
    struct gate_answer null, slow;
    struct result *result;
    const struct gate_judged *judged; /* NULL: it measured */
};

static inline size_t gate_base(size_t workload)
{
    return 2 * workload;
}
static inline size_t gate_head(size_t workload)
{
    return 2 * workload + 1;
}
static inline size_t gate_null(const struct gate *g)
{
    return 2 * g->workload_count;
}
static inline size_t gate_slow(const struct gate *g)
{
    return 2 * g->workload_count + 1;
}
static inline struct gate_answer *gate_answer_at(struct gate *g, size_t workload, size_t metric)
{
    return &g->answers[workload * g->metric_count + metric];
}

/* Neither a false alarm nor a missed slowdown. */
bool gate_controls_hold(const struct gate *g);

/* Print all in the settings' format; the exit status. */
int gate_screen_print(struct context *context, struct gate *gate, struct err *err);

#endif
