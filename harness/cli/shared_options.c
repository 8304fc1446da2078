/* SPDX-License-Identifier: MIT
 * Options that several commands share. */
#include <stddef.h>

#include "cli/command.h"

#define AT(field) offsetof(struct settings, field)

const struct option_row common_rows[] = {
    {0, "db", OPTION_TEXT, AT(database), "FILE",
     "the database [results/local/polyjoule.db in a checkout]"},
    {0, "format", OPTION_TEXT, AT(format), "F", "text, json, csv, md or tex [text]"},
    {0, "json", OPTION_FLAG, AT(json), NULL, "the same as --format json"},
    {0, "color", OPTION_TEXT, AT(color), "WHEN", "auto, always or never [auto]"},
    {'C', "directory", OPTION_TEXT, AT(directory), "DIR", "work as if started in DIR"},
    {0, "sysroot", OPTION_TEXT, AT(sysroot), "DIR",
     "read /sys and /proc below DIR (a recorded machine)"},
    {0, "user", OPTION_TEXT, AT(user), "NAME", "open the counters, then become NAME for good"},
    {'q', "quiet", OPTION_FLAG, AT(quiet), NULL, "no notes on stderr"},
    {'h', "help", OPTION_FLAG, AT(help), NULL, "this text"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

const struct option_row measuring_rows[] = {
    {0, "energy", OPTION_TEXT, AT(energy), "SOURCE",
     "rapl-perf, rapl-powercap, simulated:FILE or none [perf, else powercap]"},
    {0, "estimate", OPTION_FLAG, AT(estimate), NULL,
     "without counters, estimate joules from CPU time by a line between two powers; never "
     "decides anything"},
    {0, "watts-idle", OPTION_TEXT, AT(watts_idle), "W",
     "the line's lower end, for the whole machine"},
    {0, "watts-max", OPTION_TEXT, AT(watts_max), "W", "its upper end"},
    {0, "cpus", OPTION_TEXT, AT(cpus), "LIST", "CPUs of the measured programs, like 2-3"},
    {0, "events", OPTION_TEXT, AT(events), "SET",
     "counters of the child: auto, software, none, or names with commas [auto]"},
    {0, "deadline", OPTION_DURATION, AT(deadline_ns), "T",
     "kill a trial that takes longer [10m]"},
    {0, "trace", OPTION_DURATION, AT(trace_ns), "T",
     "record power every T while a trial runs (disturbs it)"},
    {0, "progress", OPTION_TEXT, AT(progress), "HOW",
     "auto, bar, plain or none [auto: on a terminal]"},
    {0, "seed", OPTION_TEXT, AT(seed), "N", "of the random order [drawn, and stored]"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};
