/* SPDX-License-Identifier: MIT
 * Tests of sys/privilege. What is given up is given up in a process of its own. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "suite.h"
#include "sys/privilege.h"

static void privilege_works_for_whoever_started_it(void)
{
    struct principal principal;
    struct err err = {""};

    unsetenv("SUDO_UID");
    CU_ASSERT_EQUAL(privilege_principal(&principal, NULL, &err), 0);
    CU_ASSERT_EQUAL(principal.uid, getuid());
    CU_ASSERT_EQUAL(principal.is_root, getuid() == 0);
    CU_ASSERT(strlen(principal.name) > 0);
}

static void privilege_works_for_the_user_behind_sudo_if_it_is_root(void)
{
    struct principal principal;
    struct err err = {""};

    setenv("SUDO_UID", "65534", 1);
    CU_ASSERT_EQUAL(privilege_principal(&principal, NULL, &err), 0);
    CU_ASSERT_EQUAL(principal.uid, geteuid() == 0 ? 65534 : getuid());
    CU_ASSERT_FALSE(principal.is_root && geteuid() != 0);
    unsetenv("SUDO_UID");
}

static void privilege_knows_whom_it_may_become(void)
{
    struct principal principal;
    struct err err = {""};

    CU_ASSERT_EQUAL(privilege_principal(&principal, "no such user", &err), -ENOENT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "no such user"));
    int r = privilege_principal(&principal, "nobody", &err);
    if (geteuid() == 0) {
        CU_ASSERT_EQUAL(r, 0);
        CU_ASSERT_EQUAL(principal.uid, 65534);
        CU_ASSERT_STRING_EQUAL(principal.name, "nobody");
        CU_ASSERT_EQUAL(privilege_principal(&principal, "65534", &err), 0);
        CU_ASSERT_EQUAL(principal.uid, 65534);
    } else if (getuid() != 65534) {
        CU_ASSERT_EQUAL(r, -EPERM);
    }
}

static void privilege_that_was_dropped_does_not_come_back(void)
{
    struct principal nobody;
    struct err err = {""};
    int status = -1;

    if (geteuid() != 0) {
        CU_PASS("only root has something to drop");
        return;
    }
    CU_ASSERT_EQUAL(privilege_principal(&nobody, "nobody", &err), 0);
    pid_t pid = fork();
    if (pid == 0) {
        if (privilege_drop(&nobody, &err) < 0)
            _exit(1);
        if (getuid() != 65534 || geteuid() != 65534 || getgroups(0, NULL) > 1)
            _exit(2);
        if (setuid(0) == 0 || seteuid(0) == 0 || setgid(0) == 0 || privilege_has_perfmon())
            _exit(3);
        _exit(privilege_drop(&nobody, &err) < 0 ? 4 : 0);
    }
    CU_ASSERT_EQUAL(waitpid(pid, &status, 0), pid);
    CU_ASSERT_EQUAL(status, 0);
}

static void privilege_of_root_itself_stays(void)
{
    struct principal root = {.is_root = true, .name = "root"};
    struct err err = {""};
    uid_t before = geteuid();

    CU_ASSERT_EQUAL(privilege_drop(&root, &err), 0);
    CU_ASSERT_EQUAL(geteuid(), before);
}

static const struct suite_test tests[] = {
    TEST(privilege_works_for_whoever_started_it),
    TEST(privilege_works_for_the_user_behind_sudo_if_it_is_root),
    TEST(privilege_knows_whom_it_may_become),
    TEST(privilege_that_was_dropped_does_not_come_back),
    TEST(privilege_of_root_itself_stays),
    {NULL, NULL},
};
const struct suite suite_privilege = {"privilege", tests};
