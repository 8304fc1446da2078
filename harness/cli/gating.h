/* SPDX-License-Identifier: MIT
 * A gate under way: its workloads, arms, controls and terms. */
#ifndef GATING_H
#define GATING_H

#include "campaign/campaign.h"
#include "campaign/revision.h"
#include "cli/command.h"
#include "judge/gate.h"
#include "judge/metric.h"

enum { GATE_WORKLOADS_MAX = 100 };

/* Instructions of a workload's arms, as runs under a tool of their own counted them. */
enum { GATE_COUNTS = 3 };
struct gate_counts {
    int64_t a[GATE_COUNTS], b[GATE_COUNTS];
    const char *absent;      /* why there are none; NULL */
    double ratio, low, high; /* of the medians; the least and the greatest of any two runs */
    enum gate_verdict verdict;
};

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
    enum metric metrics[METRIC_COUNT];     /* that decide */
    struct gate_terms terms[METRIC_COUNT]; /* of each of these */
    size_t metric_count;
    struct gate_terms control;   /* of the controls */
    double injected;             /* the positive control's slowdown */
    double slow_b;               /* what B is slowed by, to try the gate; 0: not */
    struct gate_answer *answers; /* of each workload its metrics' */
    struct gate_answer null, slow;
    struct gate_terms count_terms;
    const char *count_tool;     /* "valgrind-3.19.0"; NULL: nothing is counted so */
    struct gate_counts *counts; /* of each workload */
    struct result *result;
    int64_t campaign_id;
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

/* What --metric, --max-slowdown, --tolerance and --alpha say. -EINVAL: nothing that can be
 * asked. */
int gate_read_terms(struct gate *gate, struct context *context, struct err *err);

/* --instructions valgrind: look for it. -ENOENT: it is not there. */
int gate_find_tool(struct gate *gate, struct context *context, struct err *err);
/* Count the instructions of each workload's arms, keep the counts, compare. */
int gate_count(struct gate *gate, struct context *context, struct err *err);

/* That --a and --b, or --base and --cmd, make arms. -EINVAL. */
int gate_check_arms(const struct settings *settings, struct err *err);
/* Each workload's two arms, then the first one's controls; those whose arms are one and the
 * same program rest and pass. */
int gate_make_arms(struct gate *gate, struct context *context, struct err *err);

/* All of it but the screen: check, build, measure, judge, keep. EXIT_INTERRUPTED; -ECHILD: a
 * revision does not build, or a tool fails; other errors. With --judge the terms alone are
 * read. */
int gate_run(struct gate *gate, struct context *context, struct err *err);
void gate_close(struct gate *gate);

/* What was said, for people who look at the database later. */
int gate_record(struct gate *gate, struct arena *arena, int64_t campaign_id, struct err *err);

#endif
