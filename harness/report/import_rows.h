/* SPDX-License-Identifier: MIT
 * What the readers of foreign formats share: a row in our units, and where it goes. */
#ifndef IMPORT_ROWS_H
#define IMPORT_ROWS_H

#include "report/import.h"

enum { IMPORT_CHANNELS_MAX = 16 };

/* One domain of one package, as the study read it. */
struct import_channel {
    const char *domain; /* "package" ... */
    int package;
    const char *event;  /* the study's own name of it */
    const char *source; /* "estimated" or "simulated": no measurement; NULL: "imported" */
};

/* What was seen of a run's process; NAN: not. */
struct import_process {
    double cpu_ns, max_rss_bytes;
};

/* One run. */
struct import_row {
    const char *workload, *language, *variant, *flags;
    const char *label;            /* of a command, where WORKLOAD and the rest are NULL */
    const char *toolchain, *size; /* NULL: not known */
    int64_t n;                    /* STORE_ABSENT: not known */
    double wall_ns;
    /* By channel: as it stands, and with the wrap of a 32-bit counter undone; NAN: no value. */
    double nj[IMPORT_CHANNELS_MAX], repaired_nj[IMPORT_CHANNELS_MAX];
    const struct import_process *process; /* NULL: not known */
    int64_t process_number; /* rows that follow each other with the same are of one process:
                               what it is called in the file, from 1; 0: one of its own */
    const char *failure;    /* why the run is taken for a failed one; NULL: it is not */
    const struct store_counter *counters;
    size_t counter_count;
    int line;         /* in JSON the number of the sample */
    const char *text; /* as it stands, in JSON the path to it; NULL where it is long */
};

struct importer;

/* The file is FILE's content, called PATH in errors. */
struct import_file {
    const char *path;
    char *content; /* ends with NUL; the reader may write to it */
    size_t length;
};

/* The whole file; its content is the caller's to free(). -EINVAL: it holds a NUL byte. */
int import_load(struct import_file *file, const char *path, struct err *err);

struct import_format {
    const char *name, *suffix;
    const char *title, *source, *licence;
    const char *cpu_model, *kernel, *os;
    int64_t packages, cores, threads, memory_bytes; /* 0: the study does not say */
    const char *resolver;                           /* who read the counters, in its words */
    int64_t step_nj;
    const struct import_channel *channels;
    size_t channel_count;
    bool of_a_tool; /* any tool's file, not a study's: what it cannot tell is noted */
    int (*read)(struct importer *importer, struct import_file *file, struct err *err);
};

extern const struct import_format import_energy_languages, import_vankempen;
extern const struct import_format import_hyperfine, import_go, import_pyperf, import_google,
    import_jmh, import_criterion, import_rebench;

/* "PATH:LINE: FORMAT"; -EINVAL. */
int import_error(const struct import_file *file, int line, struct err *err, const char *format,
                 ...) __attribute__((format(printf, 4, 5)));

/* "PATH: AT: FORMAT", AT being a place in JSON; -EINVAL. */
int import_error_at(const struct import_file *file, const char *at, struct err *err,
                    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* ROW and all it refers to is copied, and written when all files have been read. */
int import_add(struct importer *importer, const struct import_row *row, struct err *err);

/* What a file cannot tell, for the campaign's notes; each of them once. */
enum import_note {
    IMPORT_NOTE_ORDER,
    IMPORT_NOTE_ITERATIONS, /* of one process, or no one knows */
    IMPORT_NOTE_PROCESSES,  /* of which process is known */
    IMPORT_NOTE_SUMMARIES,
    IMPORT_NOTE_OPERATIONS,
    IMPORT_NOTE_MEANS,
    IMPORT_NOTES
};
void import_note(struct importer *importer, enum import_note note);
void import_summary_note(struct import_summary *out, enum import_note note);

/* For texts that live as long as the import. */
struct arena *import_arena(struct importer *importer);

/* The size at which both studies ran a Benchmarks Game's problem; STORE_ABSENT for others. */
int64_t import_paper_n(const char *workload);

/* "cpp" for "C++": the language as polyjoule calls it. */
const char *import_language(struct arena *arena, const char *name);

#endif
