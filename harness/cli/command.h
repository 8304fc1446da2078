/* SPDX-License-Identifier: MIT
 * The commands: one table, one file each. */
#ifndef COMMAND_H
#define COMMAND_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "cli/options.h"
#include "energy/meter.h"
#include "exec/counters.h"
#include "sys/launcher.h"
#include "sys/privilege.h"

/* DESIGN.md 5. */
enum exit_status {
    EXIT_YES = 0,
    EXIT_NO = 1,
    EXIT_INPUT = 2,
    EXIT_UNDECIDED = 3,
    EXIT_INVALID = 4,
    EXIT_PARTIAL = 5,
    EXIT_BROKEN = 6,
    EXIT_INTERRUPTED = 130,
};

/* Values of all options; each command's rows point into it. Zero is the default. */
struct settings {
    /* everywhere */
    const char *database, *format, *color, *progress, *directory, *sysroot, *user, *energy;
    bool json, quiet, help;
    /* what is measured */
    struct option_list languages, flags, toolchains;
    const char *catalog, *variant, *size, *mode, *cpus, *events;
    const char *seed; /* a number; NULL: drawn */
    int64_t blocks, warmups, iterations, budget_ns, deadline_ns, trace_ns;
    double precision;
    bool resume, built, estimate, dry_run;
    const char *watts_idle, *watts_max;
    /* measure */
    struct option_list commands, parameters;
    int64_t repeats, min_time_ns;
    const char *prepare, *cleanup, *input;
    bool shell, no_save, keep_output, ignore_exit;
    int64_t reference;
    /* verify */
    int64_t rounds, deep_ns;
    bool all_sizes;
    /* claim */
    const char *claims;
    bool record;
    /* gate */
    struct option_list arm_a, arm_b, metrics, most, tolerance;
    const char *base, *head, *build, *markdown, *junit, *instructions;
    bool github, judge;
    double alpha, slow_b;
    bool measure_same;
    /* show, plot, export */
    int64_t campaign;
    const char *ref_language, *column, *metric, *output, *theme;
    struct option_list workloads;
    struct option_list row_keys;
    double margin;
    bool keep_data;
    /* history */
    const char *since, *good, *bad;
    bool bisect;
    /* selftest */
    bool coverage, gate;
    int64_t replications;
    double level;
};

/* What a command works with. */
struct context {
    struct launcher *launcher;
    struct settings settings;
    struct option_list words; /* that are no options */
    struct principal principal;
    bool told_of_root;   /* that what is measured runs as root: once is enough */
    struct meter *meter; /* NULL: no energy, for this reason */
    struct err no_energy;
    struct counters counters; /* of measured programs, tried while the program still might */
    const volatile sig_atomic_t *stop;
    struct arena arena; /* for what lives as long as the program */
};

struct command {
    const char *name, *summary;
    const char *usage;               /* what follows the name */
    const struct option_row *rows;   /* its own options */
    const struct option_row *shared; /* options of several commands; NULL: none */
    const char *notes;               /* after the options in --help */
    bool selects;                    /* its words are a selection */
    bool meters;                     /* needs the energy counters */
    bool reads; /* --format names files, of which it knows the formats itself */
    int (*run)(struct context *context);
};

extern const struct command command_build, command_claim, command_compare, command_doctor,
    command_export, command_gate, command_history, command_import, command_list,
    command_measure, command_merge, command_plot, command_report, command_run, command_selftest,
    command_show, command_verify;

/* Options of every command; of those that measure. */
extern const struct option_row common_rows[], measuring_rows[];

#endif
