/* SPDX-License-Identifier: MIT
 * Users, groups and capabilities, by libcap. */
#include "sys/privilege.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/capability.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/units.h"

#ifndef CAP_PERFMON
#define CAP_PERFMON 38
#endif

static bool has(cap_value_t capability, cap_flag_t flag)
{
    cap_t now = cap_get_proc();
    cap_flag_value_t value = CAP_CLEAR;

    if (now != NULL)
        cap_get_flag(now, capability, flag, &value);
    cap_free(now);
    return value == CAP_SET;
}

bool privilege_has_perfmon(void)
{
    return has(CAP_PERFMON, CAP_EFFECTIVE) || has(CAP_SYS_ADMIN, CAP_EFFECTIVE);
}

/* By name, or by number where no user has the number as a name. */
static const struct passwd *find_user(const char *user)
{
    const struct passwd *entry = getpwnam(user);
    struct err ignored;
    int64_t uid;

    if (entry == NULL && units_parse_integer(&uid, user, 0, UINT32_MAX - 1, &ignored) == 0)
        entry = getpwuid((uid_t)uid);
    return entry;
}

static void fill(struct principal *out, uid_t uid, gid_t gid, const struct passwd *entry)
{
    *out = (struct principal){.uid = uid, .gid = gid, .is_root = uid == 0};
    if (entry != NULL) {
        snprintf(out->name, sizeof(out->name), "%s", entry->pw_name);
        snprintf(out->home, sizeof(out->home), "%s", entry->pw_dir);
    } else {
        snprintf(out->name, sizeof(out->name), "%u", uid);
        snprintf(out->home, sizeof(out->home), "/");
    }
}

/* Only root's word is taken: sudo made it root and set the variable. */
static int sudo_user(uid_t *uid)
{
    const char *text = geteuid() == 0 ? getenv("SUDO_UID") : NULL;
    struct err ignored;
    int64_t value;

    if (text == NULL || units_parse_integer(&value, text, 0, UINT32_MAX - 1, &ignored) < 0)
        return -ENOENT;
    *uid = (uid_t)value;
    return 0;
}

int privilege_principal(struct principal *out, const char *user, struct err *err)
{
    uid_t uid = getuid();
    gid_t gid = getgid();
    const struct passwd *entry;

    if (user != NULL) {
        if ((entry = find_user(user)) == NULL)
            return err_set(err, -ENOENT, "there is no user '%s'", user);
        if (entry->pw_uid != uid &&
            !(has(CAP_SETUID, CAP_EFFECTIVE) && has(CAP_SETGID, CAP_EFFECTIVE)))
            return err_set(err, -EPERM, "only root may work for another user, here %s",
                           entry->pw_name);
        fill(out, entry->pw_uid, entry->pw_gid, entry);
        return 0;
    }
    if (sudo_user(&uid) == 0) {
        entry = getpwuid(uid);
        if (entry == NULL)
            return err_set(err, -ENOENT, "SUDO_UID is %u, whom the system does not know", uid);
        fill(out, uid, entry->pw_gid, entry);
        return 0;
    }
    fill(out, uid, gid, getpwuid(uid));
    return 0;
}

static bool is_already(uid_t uid, gid_t gid)
{
    uid_t uids[3];
    gid_t gids[3];

    return getresuid(&uids[0], &uids[1], &uids[2]) == 0 &&
           getresgid(&gids[0], &gids[1], &gids[2]) == 0 && uids[0] == uid && uids[1] == uid &&
           uids[2] == uid && gids[0] == gid && gids[1] == gid && gids[2] == gid;
}

/* Change the user, keeping permitted capabilities until they are sorted out. */
static int change_user(uid_t uid, gid_t gid, const gid_t *groups, size_t count, struct err *err)
{
    if (prctl(PR_SET_KEEPCAPS, 1) < 0)
        return err_sys(err, "PR_SET_KEEPCAPS");
    if (setgroups(count, groups) < 0)
        return err_sys(err, "cannot take the groups of user %u", uid);
    if (setresgid(gid, gid, gid) < 0)
        return err_sys(err, "cannot become group %u", gid);
    if (setresuid(uid, uid, uid) < 0)
        return err_sys(err, "cannot become user %u", uid);
    return 0;
}

/* Permitted and effective are exactly KEPT (CAP_PERFMON or nothing), the other sets empty. */
static int set_capabilities(bool keep, struct err *err)
{
    const cap_value_t perfmon[] = {CAP_PERFMON};
    cap_t wanted = cap_init();
    int r = 0;

    if (wanted == NULL ||
        (keep && (cap_set_flag(wanted, CAP_PERMITTED, 1, perfmon, CAP_SET) < 0 ||
                  cap_set_flag(wanted, CAP_EFFECTIVE, 1, perfmon, CAP_SET) < 0)) ||
        cap_set_proc(wanted) < 0 || prctl(PR_SET_KEEPCAPS, 0) < 0)
        r = err_sys(err, "cannot give up capabilities");
    cap_free(wanted);
    return r;
}

static int verify(uid_t uid, gid_t gid, bool keep, struct err *err)
{
    cap_t now = cap_get_proc();
    cap_t wanted = cap_init();
    const cap_value_t perfmon[] = {CAP_PERFMON};
    bool right = now != NULL && wanted != NULL && is_already(uid, gid);

    if (right && keep)
        right = cap_set_flag(wanted, CAP_PERMITTED, 1, perfmon, CAP_SET) == 0 &&
                cap_set_flag(wanted, CAP_EFFECTIVE, 1, perfmon, CAP_SET) == 0;
    right = right && cap_compare(now, wanted) == 0;
    for (cap_value_t i = 0; right && CAP_AMBIENT_SUPPORTED() && i < cap_max_bits(); i++)
        right = cap_get_ambient(i) != CAP_SET;
    cap_free(now);
    cap_free(wanted);
    return right ? 0 : err_set(err, -EPERM, "privileges came through that were given up");
}

int privilege_become(uid_t uid, gid_t gid, const gid_t *groups, size_t count, bool keep_perfmon,
                     struct err *err)
{
    bool keep = keep_perfmon && has(CAP_PERFMON, CAP_PERMITTED);
    int r;

    if (!is_already(uid, gid) && (r = change_user(uid, gid, groups, count, err)) < 0)
        return r;
    if ((r = set_capabilities(keep, err)) < 0)
        return r;
    return verify(uid, gid, keep, err);
}

gid_t *privilege_groups(uid_t uid, gid_t gid, size_t *out_count)
{
    const struct passwd *user = getpwuid(uid);
    gid_t *groups = NULL;
    int count = 16;

    do
        groups = mem_resize(groups, (size_t)count, sizeof(*groups));
    while (user != NULL && getgrouplist(user->pw_name, gid, groups, &count) < 0);
    if (user == NULL) {
        groups[0] = gid;
        count = 1;
    }
    *out_count = (size_t)count;
    return groups;
}

int privilege_drop(const struct principal *principal, struct err *err)
{
    size_t count;

    if (principal->is_root)
        return 0;
    gid_t *groups = privilege_groups(principal->uid, principal->gid, &count);
    int r = privilege_become(principal->uid, principal->gid, groups, count, false, err);
    free(groups);
    return r;
}
