/* SPDX-License-Identifier: MIT
 * Settings of the kernel that make measurements noisy: quieted, and put back exactly as they
 * were found. What was found is on record before anything is changed, so that it can be put
 * back whoever was killed meanwhile. The record is in /run, which a restart empties as it
 * undoes the settings. */
#ifndef QUIET_H
#define QUIET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

#define QUIET_RECORD "/run/polyjoule/quiet"

/* One file of the kernel's. */
struct quiet_change {
    const char *setting; /* "governor" */
    const char *why;
    const char *path;
    const char *found, *wanted;
};

struct quiet_changes {
    struct quiet_change *items; /* in the order of writing */
    size_t count;
};

/* "governor, preference, boost, watchdog or counters". */
const char *quiet_names(void);

/* What would be changed below ROOT ("": this machine) of the settings NAMES, or, where COUNT is
 * 0, of all that only cost noise (not `counters`, which lets everybody read them). Strings live
 * in ARENA. -EINVAL: no such setting. A machine that does not have a setting has nothing of it
 * to be changed. */
int quiet_look(struct quiet_changes *out, const char *root, const char *const *names,
               size_t count, struct arena *arena, struct err *err);

/* Record what was found, beside what is on record from before, then write. On failure what was
 * written is put back, and the record is as it was. */
int quiet_apply(const struct quiet_changes *changes, const char *root, struct err *err);

/* What is on record; empty where nothing is, or where the record is of before a restart.
 * -EINVAL: the record is none. */
int quiet_recorded(struct quiet_changes *out, const char *root, struct arena *arena,
                   struct err *err);

/* Write back what CHANGES, the record, say was found, the last one first, read each again, and
 * remove the record. An error names the first that is not as it was found; the others are, and
 * the record stays. */
int quiet_restore(const struct quiet_changes *changes, const char *root, struct err *err);

#endif
