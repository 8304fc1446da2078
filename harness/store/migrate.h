/* SPDX-License-Identifier: MIT
 * Whose database a file is, and its way to the newest schema. */
#ifndef MIGRATE_H
#define MIGRATE_H

#include <stdint.h>

#include "base/err.h"

struct store;

enum { MIGRATE_APPLICATION_ID = 0x4A4F554C }; /* "JOUL", as file(1) shows it */

/* The schema's version in *OUT; 0: new, or left by a process that was killed before it could
 * write anything. -EMEDIUMTYPE: another program's; -EPROTO: a newer polyjoule's. */
int migrate_version(struct store *store, int64_t *out, struct err *err);

/* The version that this program writes. */
int64_t migrate_newest(void);

/* Step to the newest version, one transaction a step. */
int migrate_run(struct store *store, struct err *err);

#endif
