/* SPDX-License-Identifier: MIT
 * Raw measurements of others, a study's or another tool's, taken into the database as a
 * campaign of source `imported`: every row is a trial; rows whose counter wrapped and rows of
 * programs that failed are kept, with the reason, and not admissible. */
#ifndef IMPORT_H
#define IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

/* What was found in one row that keeps it out of every average. */
struct import_doubt {
    const char *file, *label, *reason;
    int line;
    bool wrapped; /* else it failed */
};

enum { IMPORT_NOTES_MAX = 8 };

struct import_summary {
    struct arena arena; /* of the doubts */
    int64_t campaign;
    bool known; /* the same files had been imported before: nothing was done */
    const char *title;
    size_t files, rows, cells;
    struct import_doubt *doubts; /* in the order of the files */
    size_t doubt_count;
    const char *notes[IMPORT_NOTES_MAX]; /* what the files cannot tell: the campaign's notes */
    size_t note_count;
};

/* "energy-languages": the CSV of greensoftwarelab/Energy-Languages, a file a language.
 * "vankempen": the JSON lines of nicovank/Energy-Languages, a file a program, whose path ends
 * with configuration/language/benchmark.json.
 * "hyperfine", "go", "pyperf", "google-benchmark", "jmh", "criterion", "rebench": files of
 * these tools, polyjoule's own exports among them. A value is a trial, in the order of the
 * file. PATHS are files, or folders whose files of that kind are taken, by name. All or
 * nothing: what is wrong gives -EINVAL and "file:line: what" (in JSON "file: path: what") with
 * what was expected. */
int import_study(struct import_summary *out, struct store *store, const char *format,
                 const char *const *paths, size_t count, const char *tool_version,
                 struct err *err);

void import_summary_free(struct import_summary *summary);

/* "energy-languages, vankempen ... or rebench", for messages. */
const char *import_formats(void);

#endif
