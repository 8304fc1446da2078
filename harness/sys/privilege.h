/* SPDX-License-Identifier: MIT
 * Whom the program works for, and giving up what it does not need. DESIGN.md 1.8. */
#ifndef PRIVILEGE_H
#define PRIVILEGE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/err.h"

/* The user behind the program: --user's, else sudo's (SUDO_UID), else the one who started it.
 */
struct principal {
    uid_t uid;
    gid_t gid;
    char name[64];
    char home[256];
    bool is_root; /* root itself, no user behind it: measured programs run as root */
};

/* USER: the argument of --user, or NULL. -EPERM where another user is asked for without the
 * right to become it; -ENOENT for an unknown one. */
int privilege_principal(struct principal *out, const char *user, struct err *err);

/* Become the principal for good: groups, gid, uid, every capability (permitted, inheritable,
 * ambient). Verified afterwards: an error if any came through. A no-op for root itself. */
int privilege_drop(const struct principal *principal, struct err *err);

/* UID's groups by the user database, GID among them; GID alone where it does not know UID. The
 * caller frees. */
gid_t *privilege_groups(uid_t uid, gid_t gid, size_t *out_count);

/* Become UID and GID with GROUPS for good, all of real, effective and saved, and drop every
 * capability but, where KEEP_PERFMON and it is there, CAP_PERFMON. Verified afterwards. Where
 * the process is that user already only the capabilities go. */
int privilege_become(uid_t uid, gid_t gid, const gid_t *groups, size_t count, bool keep_perfmon,
                     struct err *err);

/* Whether the process can open machine-wide events (CAP_PERFMON or CAP_SYS_ADMIN effective). */
bool privilege_has_perfmon(void);

#endif
