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

/* Where an operation takes too few nanoseconds to be stored whole, trials of the campaign are
 * of so many, all of them, since they are compared; a power of ten, so that people can divide
 * by it. */
enum { IMPORT_MANY = 1000000 };

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

/* The same, but that times and joules are of IMPORT_MANY operations although they could be
 * stored whole: for who compares them with others that could not. */
int import_study_of_many(struct import_summary *out, struct store *store, const char *format,
                         const char *const *paths, size_t count, const char *tool_version,
                         struct err *err);

/* The tool's format that PATH is of, by its content; a folder is criterion's. -EINVAL: no
 * tool's that is known. */
int import_recognise(const char **format, const char *path, struct err *err);

/* Whether NOTE, of an imported campaign, says that its values are iterations of one process, no
 * one knows which: they are no replicates, and nothing can be proven by them. */
bool import_are_iterations(const char *note);

void import_summary_free(struct import_summary *summary);

/* "energy-languages, vankempen ... or rebench", for messages. */
const char *import_formats(void);

#endif
