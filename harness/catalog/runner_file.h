/* SPDX-License-Identifier: MIT
 * One runner.yaml. */
#ifndef RUNNER_FILE_H
#define RUNNER_FILE_H

#include "base/arena.h"
#include "catalog/catalog.h"
#include "catalog/manifest.h"

/* Check MANIFEST, that of the directory DIRECTORY called NAME, and fill OUT, whose strings come
 * from ARENA. The files are looked for below DIRECTORY. */
int runner_file_read(struct runner *out, struct arena *arena, const struct manifest *manifest,
                     const char *directory, const char *name, struct err *err);

#endif
