/* SPDX-License-Identifier: MIT
 * Trials that are not in the database yet: a mapped file beside it, so that they outlive a
 * process that is killed. What is written to it costs no system call. */
#ifndef SPOOL_H
#define SPOOL_H

#include <stdbool.h>

#include "store/store.h"

struct spool;

/* Whose trials these are: a number alone could be another database's. */
struct spool_session {
    int64_t id, started_unix_ns;
};

/* The spool of the database at PATH, ours until it is closed. *OUT is NULL, and 0 returned,
 * where there is none (and CREATE is not asked for), where another process has it, and, with
 * CREATE, where it cannot be made: then rows go straight into the database. Without CREATE, one
 * that is there and cannot be read is an error.
 * -EPROTO: another version of this program left it. */
int spool_open(struct spool **out, const char *path, bool create, struct err *err);

/* Only a trial that went well and is one row is taken: false otherwise, and when it is full. A
 * process killed in here leaves the trial out. */
bool spool_add(struct spool *spool, const struct spool_session *session,
               const struct store_trial *row);

size_t spool_count(const struct spool *spool);
/* Meaningful while it is not empty. */
struct spool_session spool_session(const struct spool *spool);
/* Its texts and digest are the spool's. */
struct store_trial spool_trial(const struct spool *spool, size_t at);

void spool_clear(struct spool *spool);

/* The file goes if it is empty. Accepts NULL. */
void spool_close(struct spool *spool);

#endif
