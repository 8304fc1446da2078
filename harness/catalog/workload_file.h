/* SPDX-License-Identifier: MIT
 * One workload.yaml. */
#ifndef WORKLOAD_FILE_H
#define WORKLOAD_FILE_H

#include "base/arena.h"
#include "catalog/catalog.h"
#include "catalog/manifest.h"

/* Check MANIFEST, that of the directory DIRECTORY called NAME, and fill OUT, whose strings come
 * from ARENA. The sources are looked for below DIRECTORY. */
int workload_file_read(struct workload *out, struct arena *arena,
                       const struct manifest *manifest, const char *directory, const char *name,
                       struct err *err);

#endif
