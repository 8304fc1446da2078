/* SPDX-License-Identifier: MIT
 * Running a tool to its end, unmeasured: compilers, version commands, --prepare. */
#ifndef TOOL_H
#define TOOL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"
#include "sys/launcher.h"

/* What a tool used, from exec to its end. */
struct tool_use {
    int64_t wall_ns, cpu_ns;
};

struct tool {
    const char *const *argv;
    const char *const *extra; /* environment beside the reduced one; NULL: none */
    bool whole_environment;   /* the harness's own environment instead of the reduced one */
    const char *directory;    /* NULL: the current one */
    int64_t deadline_ns;      /* how long it may take; 0: ten minutes */
    size_t capacity;          /* of its standard output, which cannot grow over it; 0: 16 MiB,
                                 and it can, but that is an error */
    int input;                /* its standard input, read from the start; 0: none */
    int save;                 /* a file that gets its standard output; 0: none */
    struct tool_use *use;     /* gets what it used; NULL: not wanted */
    struct digest *answer;    /* gets the digest of its standard output; NULL: not wanted */
};

/* How it ended in words: "exit status 1", "killed by signal 9 (Killed)", "still running after
 * 10 s"; "" for success. */
enum { TOOL_ENDED_SIZE = 128 };

/* Run it. OUT (may be NULL) gets its standard output, Returns 0 when it exited
 * with 0; -ECHILD when it ended otherwise (ERR names it, how it ended and its last words);
 * another error when it could not be started. */
int tool_run(struct launcher *launcher, const struct tool *tool, struct text *out,
             struct err *err);

/* The words for a wait status. Returns BUFFER. */
const char *tool_ended(char buffer[static TOOL_ENDED_SIZE], int wait_status);

#endif
