/* SPDX-License-Identifier: MIT
 * From what happened to what is stored: was the trial admissible, and the row that says so. */
#ifndef RECORD_H
#define RECORD_H

#include "campaign/trial.h"
#include "store/store.h"

/* What a trial is held against. */
struct expectation {
    const struct digest *answer; /* NULL: any */
    const char *near_to;         /* a file with it, where numbers may be off; or NULL */
    double tolerance;            /* by how much */
    bool ignore_exit;            /* an exit status other than 0 is no failure */
};

/* The trial's state in words, one of those that the database allows: "ok", "wrong-answer" ...
 * REASON gets the words for a person, "" when ok. */
enum { RECORD_REASON_SIZE = 256 };
const char *record_status(char reason[static RECORD_REASON_SIZE], const struct sample *sample,
                          const struct expectation *expected, const struct digest *answer,
                          bool overflowed);

/* Judge SAMPLE and add it at PLAN_ID. *OUT_STATUS gets the status, REASON the words. */
int record_trial(struct store *store, const struct session *session,
                 const struct sample *sample, const struct trial_spec *spec,
                 const struct expectation *expected, int64_t plan_id, const char **out_status,
                 char reason[static RECORD_REASON_SIZE], struct err *err);

/* Add an idle window at PLAN_ID. */
int record_idle(struct store *store, const struct session *session, const struct sample *sample,
                int64_t plan_id, struct err *err);

#endif
