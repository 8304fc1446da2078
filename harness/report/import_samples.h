/* SPDX-License-Identifier: MIT
 * What the readers of other tools' files share: channels of any domain, units of time, values
 * of JSON with their places, and samples as lists. */
#ifndef IMPORT_SAMPLES_H
#define IMPORT_SAMPLES_H

#include <jansson.h>

#include "report/import_rows.h"
#include "report/interchange_view.h"

/* A channel for each domain and origin, so that joules that were estimated stay estimated. */
enum { IMPORT_CHANNELS_ANY = ORIGINS * RESULT_DOMAINS };
extern const struct import_channel import_channels_any[IMPORT_CHANNELS_ANY];

/* What the formats of tools have in common: their files do not tell of the machine. */
#define IMPORT_OF_A_TOOL                                                                       \
    .cpu_model = "not said", .kernel = "not said", .resolver = "not said",                     \
    .channels = import_channels_any, .channel_count = IMPORT_CHANNELS_ANY, .of_a_tool = true

/* The channel of NAME ("package-energy", "estimated-dram" ...); -1: none. */
int import_channel_of(const char *name);

/* Nothing known: published, as published, no joules. */
struct import_row import_row_blank(void);

/* Nanoseconds in one "ns", "us", "ms", "s" ...; 0: no unit of time. */
double import_time_unit(const char *name);

/* FILE as JSON, the caller's reference; NULL: it is none, and ERR has the line. */
json_t *import_json(const struct import_file *file, struct err *err);

/* Of OBJECT, what it says of the cell with the keys of polyjoule's exports; texts live as long
 * as OBJECT. False: not what workload and which language. */
bool import_identity(struct importer *importer, const json_t *object, struct import_row *row);

/* A number from 0 to MOST in base units, UNIT of which is one of VALUE. */
int import_number(double *out, const struct import_file *file, const char *at,
                  const json_t *value, double unit, struct err *err);
/* A list of such numbers, on the heap, COUNT of them. */
int import_numbers(double **out, size_t count, const struct import_file *file, const char *at,
                   const json_t *list, double unit, struct err *err);

/* LISTS, of a process each, as one list, the caller's reference. Whose a value is goes to
 * SAMPLES, where it is not NULL, and to the notes. */
struct import_samples;
json_t *import_flatten(struct importer *importer, struct import_samples *samples,
                       const json_t *lists);

/* The samples of one program, lists of COUNT values each or NULL. */
struct import_samples {
    struct import_row row; /* what all have in common */
    size_t count;
    double *wall_ns, *cpu_ns, *max_rss_bytes, *nj[IMPORT_CHANNELS_ANY]; /* owned */
    int64_t *processes;    /* owned: of each value, from 1; NULL: each is of one of its own */
    const char **failures; /* owned, the texts not; NULL among them: it is ok */
    const char *at;        /* where the list of times is in the file */
};

/* Where the values of a quantity that polyjoule's exports name so are kept, and what one of its
 * base SI unit is there; NULL: no such quantity. */
double **import_slot(struct import_samples *samples, const char *quantity, double *unit);

int import_samples_add(struct importer *importer, const struct import_samples *samples,
                       struct err *err);
void import_samples_free(struct import_samples *samples);

#endif
