/* SPDX-License-Identifier: MIT
 * Killing and reaping all that is below this process. */
#include "sys/descendants.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

/* Deeper or wider trees come nearer as their upper part dies, and are reached in a later pass.
 */
enum { DEPTH = 32, LIST_SIZE = 4096 };

/* The children of PID's main thread, "12 345 ", NUL-terminated; what does not fit is left. */
static int read_children(pid_t pid, char list[static LIST_SIZE])
{
    char path[64];

    snprintf(path, sizeof(path), "/proc/%d/task/%d/children", pid, pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    ssize_t length = read(fd, list, LIST_SIZE - 1);
    int r = length < 0 ? -errno : 0;
    close(fd);
    if (length == LIST_SIZE - 1) /* the last number may be cut */
        while (length > 0 && list[length - 1] != ' ')
            length--;
    list[length > 0 ? length : 0] = '\0';
    return r;
}

/* PID's group in one blow, since then none of it can go on forking; never our own group, which
 * a child may have joined. */
static void kill_with_group(pid_t pid)
{
    pid_t group = getpgid(pid);

    if (group > 1 && group != getpgrp())
        kill(-group, SIGKILL);
    kill(pid, SIGKILL);
}

/* A list of children is read before their parent is killed, which sends them to us. */
static int kill_below(pid_t pid, int depth)
{
    char list[LIST_SIZE];
    char *at = list, *end;
    int r = read_children(pid, list);

    if (depth > 0 && pid != getpid())
        kill_with_group(pid);
    for (long child; r == 0 && depth < DEPTH && (child = strtol(at, &end, 10)) > 0; at = end)
        kill_below((pid_t)child, depth + 1);
    return r;
}

/* Reap what has ended; how many of them were killed, -ECHILD when there is no child left. */
static int reap_ended(void)
{
    int killed = 0;
    int status;
    pid_t pid;

    while ((pid = waitpid(-1, &status, WNOHANG | __WALL)) > 0)
        killed += WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    return pid < 0 && killed == 0 ? -errno : killed;
}

int descendants_end(int64_t patience_ns, struct err *err)
{
    const struct timespec pause = {.tv_nsec = 10 * NS_PER_MS};
    int64_t give_up_ns = clock_now_ns() + patience_ns;
    sigset_t child_ended;
    int total = 0;
    int r;

    sigemptyset(&child_ended);
    sigaddset(&child_ended, SIGCHLD);
    while ((r = reap_ended()) != -ECHILD) {
        if (r < 0) {
            errno = -r;
            return err_sys(err, "cannot reap what the program left behind");
        }
        total += r;
        if (clock_now_ns() > give_up_ns)
            return err_set(err, -EBUSY, "what the program left behind cannot be killed");
        if ((r = kill_below(getpid(), 0)) < 0) {
            errno = -r;
            return err_sys(err, "cannot find what the program left behind");
        }
        sigtimedwait(&child_ended, NULL, &pause);
    }
    return total;
}
