/* SPDX-License-Identifier: MIT
 * A campaign: a plan, stored first, and the trials that fill it. There is one loop for
 * everything that is measured. */
#ifndef CAMPAIGN_H
#define CAMPAIGN_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "campaign/build.h"
#include "campaign/session.h"
#include "store/store.h"

/* One cell: a program of the catalogue at one size, or any command. The first part is given,
 * the second filled in here. */
struct campaign_cell {
    const char *label;
    const struct workload *workload; /* NULL for a command, as are the next four */
    const struct implementation *implementation;
    const struct runner *runner;
    const struct runner_flags *flags;
    const struct toolchain *toolchain; /* NULL: not on this machine */
    const char *toolchain_name;
    const struct toolchain *native; /* of the native part, or NULL */
    const struct runner_flags *native_flags;
    const char *size; /* its name; NULL for a number */
    int64_t n;
    int64_t seed;                  /* -1: the workload takes none */
    const struct digest *expected; /* NULL: not known */
    int64_t expected_bytes;        /* -1: not known */
    const char *expected_path;     /* a file with that answer, where one may be near to it */
    double tolerance;              /* how near */
    const char *input_path;        /* the file that is its standard input; NULL: see MAKER */
    int64_t deadline_ns;
    int threads;                 /* 1: pinned to one CPU; 0: as many as it likes */
    struct campaign_cell *maker; /* whose answer is its standard input; NULL: it reads none */
    const char *const *argv;     /* a command's; else filled in once it is built */
    const char *skipped; /* why it is not run; NULL: it is. May be set when building fails */
    int64_t burn_ns;     /* a control's known slowdown: CPU time spent before exec */
    bool resting;        /* set by the stop rule: its places are left empty while it is */

    int64_t id;
    int input; /* the maker's answer; 0: none is open */
    const char *const *environment;
    const char *directory; /* where it is run; NULL: where all are */
    int failures_in_a_row;
    bool worked;               /* at least one trial was admissible */
    bool counted;              /* its work is stored, or cannot be known */
    int64_t trials_ns, trials; /* what they took so far, for the estimate of what is left */
    int64_t places;            /* of the plan, that are still before it */
};

struct campaign_request {
    const char *kind;      /* "run", "measure" */
    const char *selection; /* canonical JSON of what was asked; resuming goes by it */
    const char *mode;      /* "process", "steady" */
    const char *tool_version;
    uint64_t seed;
    int64_t blocks, warmups;
    int iterations;    /* of a trial in steady mode; 0: process */
    int64_t trace_ns;  /* 0: no power trace */
    int64_t budget_ns; /* 0: none */
    struct campaign_cell *cells;
    size_t cell_count;
    const char *cache; /* of builds */
    int x86_64_level;
    const char *const *prepare,
        *const *cleanup;   /* argvs run around each trial, unmeasured; NULL: none */
    const char *directory; /* of what is run; NULL: where the program was started */
    int input; /* standard input of commands, as the cells have theirs: rewound before each
                  trial; or -1 */
    bool keep_output; /* of commands: captured and digested */
    bool ignore_exit;
    bool without_idle; /* no place for idle windows: there is no counter, and no resuming */
    bool whole_environment; /* commands see the user's environment, programs of the catalogue
                               never */
    struct arena *arena;    /* for what lives as long as the campaign */
};

/* Told between trials, never while one is measured. */
struct campaign_progress {
    const char *doing;           /* "build", "warm-up", "trial", "idle" */
    const char *label;           /* of the cell; NULL for idle */
    const char *status, *reason; /* of the trial that has just ended; NULL before the first */
    int64_t block, blocks;
    size_t done, total;   /* of the plan's trials */
    int64_t remaining_ns; /* an estimate; -1: too early to say */
};

struct campaign_hooks {
    void *context;
    void (*progress)(void *context,
                     const struct campaign_progress *progress); /* NULL: not told */
    /* The stop rule, asked after each measured block; NULL: the plan's end is the end. */
    int (*enough)(void *context, int64_t campaign_id, int64_t block, bool *out,
                  struct err *err);
    const volatile sig_atomic_t
        *stop; /* 1: end after this trial; 2: forget it too; NULL: never */
};

enum campaign_outcome {
    CAMPAIGN_COMPLETE,    /* every place that could be filled is */
    CAMPAIGN_ENOUGH,      /* the stop rule was satisfied */
    CAMPAIGN_BUDGET,      /* time ran out; can be resumed */
    CAMPAIGN_INTERRUPTED, /* can be resumed */
};

/* Store the campaign, its cells and its whole plan in one transaction. */
int campaign_create(struct store *store, const struct campaign_request *request,
                    int64_t *out_id, struct err *err);

/* The newest unfinished campaign of that selection, with its cells joined to the request's.
 * -ENOENT: there is none; -ESTALE: a source or a toolchain has changed since it began. The
 * request's seed and blocks become its own. */
int campaign_resume(struct store *store, struct campaign_request *request, int64_t *out_id,
                    struct err *err);

/* Build one cell, or find it in the cache: its argv and environment are set, *OUT says what was
 * built. -ECHILD: a build command failed; -ENOENT: no toolchain and no build of elsewhere. */
int campaign_build_cell(struct campaign_cell *cell, const struct campaign_request *request,
                        struct launcher *launcher, struct build *out, struct err *err);

/* Build every cell of the catalogue that is not skipped. A build that fails makes its cell
 * skipped, with the reason. */
int campaign_build(struct store *store, struct campaign_request *request,
                   struct launcher *launcher, const struct campaign_hooks *hooks,
                   struct err *err);

/* Fill the plan. */
int campaign_run(struct store *store, struct campaign_request *request, int64_t id,
                 struct session *session, const struct campaign_hooks *hooks,
                 enum campaign_outcome *out, struct err *err);

#endif
