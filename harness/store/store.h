/* SPDX-License-Identifier: MIT
 * The database: the only room that knows SQLite. Rows go in as plain records and come out by
 * named queries. Absent values are the ABSENT constants on the way in and NULL in the database.
 */
#ifndef STORE_H
#define STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "sys/digest.h"

struct store;

/* Stored as NULL. Texts are absent as NULL, digests as NULL pointers. */
#define STORE_ABSENT INT64_MIN

enum store_mode {
    STORE_READ,  /* must exist (-ENOENT) and hold something (-ENODATA); nothing is written; a
                    database of an older schema is refused with the command that upgrades it */
    STORE_WRITE, /* created, directories included, and upgraded as needed */
};

/* A newer schema is refused (-EPROTO), as is a file that is no polyjoule database
 * (-EMEDIUMTYPE).
 * "" as PATH: a private database in memory.
 * Of two processes that write, one waits for the other's transaction for up to 5 s, then its
 * call fails with -EBUSY. Readers wait for nobody. */
int store_open(struct store **out, const char *path, enum store_mode mode, struct err *err);
/* Accepts NULL. */
void store_close(struct store *store);

/* Group writes into one transaction; the records below are written one transaction each
 * otherwise. Not nested. */
int store_begin(struct store *store, struct err *err);
int store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store);

/* --- rows found by digest: added once, the identifier of the one that is there returned --- */

struct store_machine {
    struct digest digest;
    const char *cpu_vendor, *cpu_model;
    int64_t cpu_family, cpu_model_number, cpu_stepping;
    int64_t packages, cores, threads, memory_bytes;
    const char *hypervisor; /* NULL on bare metal */
    const char *topology_xml;
};

struct store_host_state {
    struct digest digest;
    int64_t machine_id;
    const char *kernel, *os, *microcode, *governor, *frequency_driver, *online_cpus;
    int64_t turbo, smt, aslr, sgx, min_frequency_hz, max_frequency_hz, perf_event_paranoid;
};

struct store_toolchain {
    struct digest digest;
    const char *language, *name, *version, *describe, *path;
    const struct digest *binary_digest;
};

struct store_implementation {
    struct digest digest; /* of all that defines it: sources, runner files */
    const char *workload, *language, *variant, *source;
    int64_t threads; /* 0: as many as there are CPUs */
};

struct store_build {
    /* Of implementation, toolchain, flags, argvs and what came out (binary digest or failure):
     * without it a build that failed once would be found again when it no longer does. */
    struct digest digest;
    int64_t implementation_id, toolchain_id;
    const char *flags, *argv_json, *environment_json;
    const struct digest *binary_digest; /* NULL: it did not build */
    const char *failure;                /* NULL: it did */
    int64_t wall_ns;                    /* ABSENT: from the cache */
};

int store_put_machine(struct store *s, const struct store_machine *row, int64_t *id,
                      struct err *err);
int store_put_host_state(struct store *s, const struct store_host_state *row, int64_t *id,
                         struct err *err);
int store_put_toolchain(struct store *s, const struct store_toolchain *row, int64_t *id,
                        struct err *err);
int store_put_implementation(struct store *s, const struct store_implementation *row,
                             int64_t *id, struct err *err);
int store_put_build(struct store *s, const struct store_build *row, int64_t *id,
                    struct err *err);

/* --- a campaign and its plan --- */

struct store_campaign {
    const char *uuid;
    const char *kind;      /* "run" or "measure" */
    const char *selection; /* what was asked, canonical JSON: a campaign is resumed by it */
    const char *mode;      /* "process" or "steady" */
    int64_t seed, created_unix_ns;
    const char *tool_version;
    int64_t study_id; /* ABSENT: measured here */
};

struct store_cell {
    int64_t campaign_id, ordinal;
    const char *workload, *language, *variant, *flags, *size; /* NULL in measure */
    const char *label;     /* shown: "n-body/rust", or the command as typed */
    const char *argv_json; /* measure: the command; run: NULL until built */
    int64_t n, seed, threads, deadline_ns;
    int64_t toolchain_id, implementation_id;
    const struct digest *expected; /* NULL: no answer is expected */
    double tolerance;              /* numbers in it may be off by that; NAN: not at all */
    const char *skipped;           /* why it is not run; NULL: it is */
};

enum store_plan_kind { STORE_WARMUP, STORE_TRIAL, STORE_IDLE };

struct store_plan {
    int64_t campaign_id, ordinal, block, cell_id; /* cell ABSENT for idle windows */
    enum store_plan_kind kind;
};

int store_add_campaign(struct store *s, const struct store_campaign *row, int64_t *id,
                       struct err *err);
int store_add_cell(struct store *s, const struct store_cell *row, int64_t *id, struct err *err);
int store_add_plan(struct store *s, const struct store_plan *row, int64_t *id, struct err *err);
/* A cell's build and the argv it is run with, once known; or why it is skipped: what is ABSENT
 * or NULL then stays as it is. */
int store_set_cell_build(struct store *s, int64_t cell_id, int64_t build_id,
                         const char *argv_json, const char *skipped, struct err *err);
/* What one run of it gets done, in UNITs. */
int store_set_cell_work(struct store *s, int64_t cell_id, int64_t work, const char *unit,
                        struct err *err);
/* STATE: "planned", "running", "done", "stopped"; the time is stored beside it. */
int store_set_campaign_state(struct store *s, int64_t campaign_id, const char *state,
                             const char *reason, struct err *err);
/* Of a campaign that had enough: the places after its last trial, which nobody will fill. The
 * seed would give them again. */
int store_drop_plan_rest(struct store *s, int64_t campaign_id, struct err *err);

/* --- a session: one process working on a campaign --- */

struct store_session {
    int64_t campaign_id, host_state_id, started_unix_ns;
    const char *boot_id;
    const char *energy_source; /* "rapl-perf" ... or "absent" */
    const char *energy_reason; /* why absent; NULL where it is not */
    int64_t uid;               /* of the measured programs; 0 says they ran as root */
    int64_t rss_floor_bytes, tick_ns, read_cost_ns;
    const char *counters_absent; /* why there are no hardware counters */
    const char *notes;
};

struct store_certificate {
    int64_t session_id, channel;
    const char *domain, *source, *resolver, *event, *verdict, *reason;
    int64_t package, die, cpu, step_nj;
    double idle_w, load_w, powercap_ratio; /* NAN: NULL */
};

int store_add_session(struct store *s, const struct store_session *row, int64_t *id,
                      struct err *err);
int store_add_certificate(struct store *s, const struct store_certificate *row, int64_t *id,
                          struct err *err);

/* --- what happened --- */

struct store_reading {
    int64_t certificate_id;
    int64_t start_nj, end_nj,
        next_nj;      /* at the edge before, the end, the edge after; since meter_open() */
    int64_t error_nj; /* one tick of energy */
};

struct store_counter {
    const char *event;
    int64_t value, enabled_ns, running_ns;
};

struct store_series {
    const char *metric; /* "wall_ns", "package-0_nj" */
    const int64_t *values;
    size_t count;
};

/* --trace: time and energy of one channel, read while the trial ran. */
struct store_trace {
    int64_t certificate_id;
    const int64_t *mono_ns, *energy_nj;
    size_t count;
};

struct store_trial {
    int64_t plan_id, session_id;
    int64_t started_unix_ns, start_mono_ns, end_mono_ns;
    int64_t edge_mono_ns, next_edge_mono_ns, align_ns; /* ABSENT without counters */
    const char *status; /* "ok" "wrong-answer" "exit" "signal" "timeout" "not-started"
                           "left-children" "output-overflow" "disturbed" */
    const char *reason; /* in words; NULL when ok */
    int64_t exit_code, term_signal;
    int64_t user_ns, system_ns, max_rss_bytes, minor_faults, major_faults, voluntary_switches,
        involuntary_switches;
    int64_t pad_bytes, cpu;
    int64_t output_bytes;
    const struct digest *output_digest;
    const char *stderr_tail;
    int64_t other_cpu_ns, steal_ns, throttles, frequency_hz, suspended_ns;
    const char *energy_absent; /* why this trial has no reading in a session that has a meter;
                                  NULL else */
    const struct store_reading *readings;
    size_t reading_count;
    const struct store_counter *counters;
    size_t counter_count;
    const struct store_series *series; /* steady mode */
    size_t series_count;
    const struct store_trace *traces; /* --trace */
    size_t trace_count;
};

/* From now on let trials that come less than STORE_GATHER_NS apart share a transaction: for
 * commands so short that one each would cost more than all else that is done about a trial.
 * Until then they wait in a file beside the database, PATH-trials, where a killed process
 * leaves them for the next one that opens it to write. Whatever this process asks or writes
 * comes after them. */
#define STORE_GATHER_NS INT64_C(100000000)
void store_gather(struct store *store);

/* All of it or nothing: one transaction, or a part of the one that is open. Idle windows are
 * given so too: status "ok", process columns ABSENT (user_ns must be: v_energy looks for them
 * there). -EEXIST: the place is filled, by another process perhaps. */
int store_add_trial(struct store *s, const struct store_trial *row, struct err *err);

int store_add_note(struct store *s, int64_t campaign_id, const char *text, struct err *err);

/* What was said of a campaign: a record for people, never read back as data. */
struct store_verdict {
    int64_t campaign_id, unix_ns;
    const char *kind; /* "claim" or "gate" */
    const char *subject, *question, *verdict, *reason, *tool_version;
    double published, tolerance, ratio, ratio_low, ratio_high; /* NAN: NULL */
};

int store_add_verdict(struct store *s, const struct store_verdict *row, struct err *err);

/* What a tool of its own counted in a run of a cell's command. */
struct store_external_count {
    int64_t cell_id, run, value;
    const char *tool, *event;
};

int store_add_external_count(struct store *s, const struct store_external_count *row,
                             struct err *err);

/* --- published raw measurements --- */

struct store_study {
    struct digest digest; /* of all its files */
    const char *format, *title, *source, *licence;
    int64_t unix_ns;
};

struct store_study_file {
    int64_t study_id;
    const char *name;
    struct digest digest;
    int64_t bytes;
};

/* The row of a file that became the trial of PLAN_ID. */
struct store_study_row {
    int64_t plan_id, file_id, line;
    const char *text; /* NULL where it is long */
};

/* -EEXIST: it is there already. */
int store_add_study(struct store *s, const struct store_study *row, int64_t *id,
                    struct err *err);
int store_add_study_file(struct store *s, const struct store_study_file *row, int64_t *id,
                         struct err *err);
int store_add_study_row(struct store *s, const struct store_study_row *row, struct err *err);

/* --- questions: the files of results/queries, one statement each, by file name --- */

struct store_row;
enum row_type { ROW_NULL, ROW_INTEGER, ROW_REAL, ROW_TEXT, ROW_BLOB };
enum row_type row_type(const struct store_row *row, int column);
int64_t row_integer(const struct store_row *row, int column); /* ABSENT for NULL */
double row_real(const struct store_row *row, int column);     /* NAN for NULL */
const char *row_text(const struct store_row *row,
                     int column); /* NULL for NULL; valid during the visit */
const void *row_blob(const struct store_row *row, int column, size_t *length);
/* The same by the column's name; absent too where the query has no such column. */
int64_t row_integer_of(const struct store_row *row, const char *name);
double row_real_of(const struct store_row *row, const char *name);
const char *row_text_of(const struct store_row *row, const char *name);
const void *row_blob_of(const struct store_row *row, const char *name, size_t *length);
int row_columns(const struct store_row *row);
const char *row_name(const struct store_row *row, int column);

struct store_argument {
    const char *name; /* ":campaign" */
    int64_t integer;
    const char *text; /* where not NULL, this is bound */
};

/* Run the query of that name and visit each row, until VISIT returns other than 0, which is
 * returned. Parameters that are not given, or given as ABSENT, are NULL. -EINVAL: no such
 * query, or no such parameter of it. VISIT may ask further questions. */
int store_visit(struct store *s, const char *query, const struct store_argument *arguments,
                size_t count,
                int (*visit)(void *context, const struct store_row *row, struct err *err),
                void *context, struct err *err);
/* The first row's first column; ABSENT where there is no row. */
int store_get_integer(struct store *s, const char *query,
                      const struct store_argument *arguments, size_t count, int64_t *out,
                      struct err *err);

#endif
