/* SPDX-License-Identifier: MIT
 * An archive that holds a campaign: tar, compressed by zstd, with the digests of its files in
 * SHA256SUMS, as sha256sum(1) reads them. Any tar unpacks it. */
#ifndef BUNDLE_H
#define BUNDLE_H

#include <stdint.h>

#include "base/err.h"

#define BUNDLE_DATABASE "campaign.db"

struct bundle;

/* Begin PATH, whose files are to be below FOLDER and of the time UNIX_NS. Until bundle_finish()
 * it is PATH.partial. The same files give the same bytes. */
int bundle_create(struct bundle **out, const char *path, const char *folder, int64_t unix_ns,
                  struct err *err);
/* Add the file FROM as NAME, like "figures/forest.svg". */
int bundle_add(struct bundle *bundle, const char *name, const char *from, struct err *err);
/* Add the digests; the archive is then at PATH, or, after a failure, what was there before. */
int bundle_finish(struct bundle *bundle, struct err *err);
/* Accepts NULL. Without bundle_finish() nothing is left. */
void bundle_close(struct bundle *bundle);

/* Copy the database of the bundle PATH, which anybody may have made, to DATABASE, which must
 * not be there; nothing else is written anywhere. -EINVAL, with what is wrong: no such archive,
 * cut short, a member that is no file, that is there twice, that has no digest or not the one
 * that is stated, or unpacks to far more than a bundle does. DATABASE is there only after 0. */
int bundle_extract(const char *path, const char *database, struct err *err);

#endif
