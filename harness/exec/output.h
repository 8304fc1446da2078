/* SPDX-License-Identifier: MIT
 * Where a child's output goes: a memory file, sized first and sealed, so that writing to it
 * disturbs nothing and cannot fill the machine. Reused from trial to trial. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "sys/digest.h"

struct output;

/* Slack above an answer's expected size, and the size where none is known. */
enum {
    OUTPUT_SLACK = 64 * 1024,
    OUTPUT_UNKNOWN = 512 * 1024 * 1024,
    OUTPUT_ERRORS = 1024 * 1024
};

int output_open(struct output **out, size_t capacity, struct err *err);
/* The same, empty and not sealed, for tools: some (make) put their output into append mode, and
 * what is at its full size from the start cannot be appended to. What is over CAPACITY counts
 * as too much, afterwards. */
int output_open_growing(struct output **out, size_t capacity, struct err *err);
int output_descriptor(const struct output *output);
int output_rewind(struct output *output, struct err *err);

/* What the child wrote, by the file's offset: its length; whether it came to the end of its
 * room. */
int output_length(const struct output *output, size_t *length, bool *full, struct err *err);
int output_digest(const struct output *output, struct digest *out, struct err *err);

/* At most MAX bytes from the end, cut at a line's start where possible, into a string the
 * caller frees. */
int output_tail(const struct output *output, size_t max, char **out, struct err *err);
/* At most MAX bytes from the beginning; the caller frees; *LENGTH bytes. */
int output_head(const struct output *output, size_t max, char **out, size_t *length,
                struct err *err);

/* All of it to the file FD. */
int output_save(const struct output *output, int fd, struct err *err);

void output_close(struct output *output);

#endif
