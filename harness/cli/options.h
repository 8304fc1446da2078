/* SPDX-License-Identifier: MIT
 * Command-line options as a table: parsing and --help read the same rows. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"

enum option_type {
    OPTION_FLAG,     /* bool */
    OPTION_TEXT,     /* const char * */
    OPTION_LIST,     /* struct option_list: may be given several times */
    OPTION_COMMAS,   /* struct option_list: "a,b", may be given several times */
    OPTION_INTEGER,  /* int64_t, 0 or more */
    OPTION_DURATION, /* int64_t, nanoseconds */
    OPTION_FRACTION, /* double in (0, 1) */
};

struct option_list {
    const char **items; /* freed by options_free() */
    size_t count;
};

/* One option; a table ends with a row whose name is NULL. */
struct option_row {
    char letter; /* 0: none */
    const char *name;
    enum option_type type;
    size_t offset;        /* of the value in the caller's struct */
    const char *argument; /* its name in the help; NULL for flags */
    const char *help;
};

/* Read ARGV[1..ARGC-1] into TARGET by the rows of TABLES (ends with NULL). What is no option
 * goes to REST, as does all that follows "--". -EINVAL names the option and says what was
 * expected. Strings are borrowed from ARGV, which is cut at the commas of OPTION_COMMAS.
 * DASHED: a word like "-python" whose letter is no option goes to REST too, as a selection's
 * term. */
int options_parse(void *target, const struct option_row *const *tables, int argc, char **argv,
                  bool dashed, struct option_list *rest, struct err *err);

/* Where the first word of ARGV[1..] stands that is no option of TABLE and no value of one; ARGC
 * where there is none. */
int options_first_word(const struct option_row *table, int argc, char **argv);

/* The rows' help, aligned, wrapped at 80 columns. */
void options_help(struct text *out, const struct option_row *table);

/* Free the lists that options_parse() made in TARGET, and REST. */
void options_free(void *target, const struct option_row *const *tables,
                  struct option_list *rest);

#endif
