/* SPDX-License-Identifier: MIT
 * The programs of a campaign that have latencies, as figures show them. */
#ifndef TAIL_PROGRAMS_H
#define TAIL_PROGRAMS_H

#include "judge/tails.h"
#include "report/sheet_parts.h"

struct tail_program {
    const struct tail_cell *cell;
    const char *name; /* "Go gc-forced" */
    struct palette_look look;
};

struct tail_programs {
    struct tail_program *items; /* in the order of cells, as long as the sheet */
    size_t count;
    size_t least, most;                      /* processes of one */
    size_t fewest_latencies, most_latencies; /* of a process */
    bool several;                            /* workloads or sizes: names have them */
};

/* Those of the options' TAILS that the options ask for. -ENODATA where there are none, with the
 * reason; -E2BIG where they are too many to tell apart. */
int tail_programs_find(struct tail_programs *out, struct sheet *sheet, struct err *err);

/* "7", "6 to 7": how many processes of a program there are. */
const char *tail_programs_processes(const struct tail_programs *programs, struct sheet *sheet);

#endif
