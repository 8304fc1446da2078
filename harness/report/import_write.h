/* SPDX-License-Identifier: MIT
 * The rows of a study's files, all of them read, into the tables. */
#ifndef IMPORT_WRITE_H
#define IMPORT_WRITE_H

#include "report/import_rows.h"

struct import_batch_file {
    const char *name;
    struct digest digest;
    int64_t bytes;
};

struct import_batch_row {
    struct import_row row;
    size_t file; /* index */
    size_t cell; /* import_write()'s own */
};

struct import_batch {
    const struct import_format *format;
    const struct digest *digest; /* of all files */
    const char *uuid, *tool_version;
    bool of_many; /* import_study_of_many()'s */
    struct import_batch_file *files;
    size_t file_count;
    struct import_batch_row *rows; /* in the order of the files */
    size_t row_count;
};

/* The batch as a campaign of STORE, in one transaction, with OUT's notes; OUT is filled in. */
int import_write(struct import_summary *out, struct store *store, struct import_batch *batch,
                 struct err *err);

#endif
