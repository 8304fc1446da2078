/* SPDX-License-Identifier: MIT
 * The catalogue: workloads and runners as their YAML files say, checked strictly. Strings live
 * as long as the catalogue. */
#ifndef CATALOG_H
#define CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "sys/digest.h"

struct size {
    const char *name; /* tiny small ref paper */
    int64_t n;
    struct digest answer; /* SHA-256 of the whole stdout, seed 42 where seeded */
    int64_t bytes;        /* its length */
    const char *expected; /* a file with that answer, or NULL */
    double tolerance;     /* numbers may be off by that; 0: not at all */
    const char *input;    /* a file that is the standard input, or NULL */
};

/* What a run gets done, counted in the problem's own unit: times x (1, n, n^2 ...) x what the
 * answer says. */
struct work {
    const char *unit; /* "node"; NULL: the workload names none */
    int power;        /* of n; WORK_FACTORIAL: n! */
    int64_t times;
    bool output;              /* the answer's length is a factor */
    const char *const *after; /* the sum of all numbers that stand behind one of these texts in
                                 the answer is a factor; ends with NULL; NULL: it is none */
};

enum { WORK_FACTORIAL = -1 };

struct implementation {
    const char *language;
    const char *variant;          /* "plain" or "variant/tag" */
    const char *source;           /* below the workload's directory */
    const char *const *files;     /* further sources, ends with NULL */
    int threads;                  /* at most */
    int64_t max_n;                /* the largest N at which verify runs it */
    const char *note;             /* or NULL */
    bool all_threads;             /* "all" is declared: THREADS is what this machine allows */
    const char *const *libraries; /* shared objects beside its language's own; ends with NULL */
    bool explicit_simd;           /* its sources name SIMD instructions or vectors */
    const char *native;           /* the language of its native part, whose first toolchain and
                                     flags BUILD may use; or NULL */
    /* A program that was not written for us; NULL each where the runner's way is taken: */
    const char *tree;                /* a directory that is built in, and run in, as a whole:
                                        SOURCE is below it and there are no FILES */
    const char *const *const *build; /* argvs, ends with NULL */
    const char *const *run;          /* argv; {n} and {seed} stand where they belong */
};

struct workload {
    const char *name, *title, *class_name, *unit;
    bool
        latency; /* its class is "latency": programs serve at a fixed rate and keep latencies */
    const char *directory; /* where workload.yaml lies */
    const char *input; /* the workload whose answer at the same N is the standard input; NULL:
                          none is read */
    int input_line;    /* where workload.yaml says so */
    bool seeded;
    int64_t min_n, max_n;
    struct work work;
    const struct size *sizes;
    size_t size_count;
    const struct implementation *implementations;
    size_t implementation_count;
};

/* One compiler or interpreter of a runner, not looked for yet. */
struct runner_toolchain {
    const char *name;
    const char *const *commands; /* candidates */
    const char *const *version;  /* argv */
    const char *const *describe; /* argv or NULL */
    const char *prefer;          /* or NULL */
};

struct runner_flags {
    const char *name;
    const char *const *arguments;
    const char *const *environment;
    const char *const *const
        *build; /* argvs in the place of the runner's; NULL: the runner's */
};

struct runner {
    const char *language, *title;
    const char *directory;
    const char *const *files;
    const struct runner_toolchain *toolchains;
    size_t toolchain_count;
    const struct runner_flags *flags; /* the first is the default */
    size_t flags_count;
    const char *const *const *build; /* argvs, ends with NULL */
    const char *const *build_environment;
    const char *const *run;
    const char *const *environment;
    const char *const
        *libraries;          /* patterns (fnmatch) of shared objects that belong to the
                                language, of paths where there is a slash; NULL: not known */
    const char *const *simd; /* words that only explicit SIMD has in a source; or NULL */
};

struct catalog {
    const struct workload *workloads; /* by name, ascending */
    size_t workload_count;
    const struct runner
        *runners; /* by language, in the order c rust go python, then ascending */
    size_t runner_count;
    struct catalog_memory *memory;
};

/* Read BENCH/<name>/workload.yaml and RUNNERS/<name>/runner.yaml; a folder without one is
 * skipped. Whatever is wrong gives -EINVAL and "file:line: what, and what was expected". A
 * language without a runner is not wrong. */
int catalog_load(struct catalog *out, const char *bench, const char *runners, struct err *err);

/* It is empty then. */
void catalog_free(struct catalog *catalog);

const struct workload *catalog_workload(const struct catalog *catalog, const char *name);
const struct runner *catalog_runner(const struct catalog *catalog, const char *language);
const struct size *workload_size(const struct workload *workload, const char *name);

#endif
