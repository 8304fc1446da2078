/* SPDX-License-Identifier: MIT
 * The harness's side of the launcher. */
#include "sys/launcher.h"

#include <errno.h>
#include <linux/futex.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "sys/bare.h"
#include "sys/nursery.h"
#include "sys/privilege.h"

struct launcher {
    pid_t pid;
    int socket;
    volatile sig_atomic_t pidfd; /* of the child, or -1 */
    bool left;                   /* the child ended before it was watched */
    bool stuck;                  /* a child could not be killed */
    struct nursery_shared *shared;
    cpu_set_t initial_cpus;
    bool may_spin; /* the child and the launcher are on other CPUs than we */
};

/* About 0.2 ms: what a launcher's answer and a child's way to the gate usually take. */
enum { SPINS = 8000 };

/* Above the launcher's own with what a program leaves behind. */
enum { PATIENCE_MS = 45000 };

/* Until *WORD is no longer PENDING, awake at first where the other side has CPUs of its own: an
 * interrupt takes longer than what is waited for. Where it may have ours, it gets a turn. Then
 * *WORD says AWAITED if that is still to come. */
static bool spin(const struct launcher *launcher, _Atomic uint32_t *word, uint32_t pending,
                 uint32_t awaited)
{
    if (!launcher->may_spin)
        sched_yield();
    for (int i = 0; launcher->may_spin && i < SPINS; i++) {
        if (atomic_load_explicit(word, memory_order_acquire) != pending)
            return true;
        bare_pause();
    }
    return !atomic_compare_exchange_strong(word, &pending, awaited);
}

static int take_answer(struct launcher *launcher, struct err *err)
{
    struct nursery_shared *shared = launcher->shared;
    struct pollfd answered = {.fd = launcher->socket, .events = POLLIN};
    char byte;
    int n = 1;

    if (!spin(launcher, &shared->answer, NURSERY_PENDING, NURSERY_AWAITED)) {
        do
            n = poll(&answered, 1, PATIENCE_MS);
        while (n < 0 && errno == EINTR);
        if (n > 0)
            n = recv(launcher->socket, &byte, 1, 0) == 1 ? 1 : -1;
    }
    launcher->stuck = n == 0;
    if (n == 0)
        return err_set(err, -EBUSY, "the program cannot be killed");
    if (n < 0)
        return err_set(err, -EPIPE, "the launcher has ended");
    if (shared->result < 0)
        *err = shared->err;
    return shared->result;
}

/* Send MESSAGE with COUNT descriptors and wait for the answer. */
static int ask(struct launcher *launcher, enum nursery_message message, const int *fds,
               size_t count, struct err *err)
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int) * NURSERY_DESCRIPTORS)];
    } control = {0};
    char byte = (char)message;
    struct iovec body = {&byte, 1};
    struct msghdr header = {.msg_iov = &body, .msg_iovlen = 1};

    if (count > 0) {
        header.msg_control = &control;
        header.msg_controllen = CMSG_SPACE(sizeof(int) * count);
        control.header.cmsg_level = SOL_SOCKET;
        control.header.cmsg_type = SCM_RIGHTS;
        control.header.cmsg_len = CMSG_LEN(sizeof(int) * count);
        memcpy(CMSG_DATA(&control.header), fds, sizeof(int) * count);
    }
    atomic_store(&launcher->shared->answer, NURSERY_PENDING);
    if (sendmsg(launcher->socket, &header, MSG_NOSIGNAL) != 1) {
        if (errno == EPIPE || errno == ECONNRESET)
            return err_set(err, -EPIPE, "the launcher has ended");
        return err_sys(err, "cannot ask the launcher");
    }
    return take_answer(launcher, err);
}

int launcher_start(struct launcher **out, struct err *err)
{
    struct launcher *launcher = mem_alloc(1, sizeof(*launcher));
    int link[2] = {-1, -1};
    int r;

    *launcher = (struct launcher){.socket = -1, .pidfd = -1};
    CPU_ZERO(&launcher->initial_cpus);
    if (sched_getaffinity(0, sizeof(cpu_set_t), &launcher->initial_cpus) < 0) {
        r = err_sys(err, "sched_getaffinity");
        goto out;
    }
    launcher->shared = mmap(NULL, sizeof(*launcher->shared), PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (launcher->shared == MAP_FAILED) {
        launcher->shared = NULL;
        r = err_sys(err, "cannot share memory with the launcher");
        goto out;
    }
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, link) < 0) {
        r = err_sys(err, "cannot make a socket for the launcher");
        goto out;
    }
    if ((launcher->pid = fork()) < 0) {
        r = err_sys(err, "cannot fork the launcher");
        goto out;
    }
    if (launcher->pid == 0)
        nursery_run(link[1], launcher->shared);
    launcher->socket = link[0];
    link[0] = -1;
    close(link[1]);
    link[1] = -1;
    r = take_answer(launcher, err);
out:
    if (link[0] >= 0)
        close(link[0]);
    if (link[1] >= 0)
        close(link[1]);
    if (r < 0) {
        launcher_stop(launcher);
        launcher = NULL;
    }
    *out = launcher;
    return r;
}

/* What a message says beside its descriptors, packed into the shared text. */
struct packer {
    char *at, *end;
};

/* SIZE bytes aligned for pointers; NULL when there is no room, here and ever after. */
static void *pack_room(struct packer *packer, size_t size)
{
    char *room = packer->at;
    size_t rounded = (size + sizeof(void *) - 1) / sizeof(void *) * sizeof(void *);

    if (room == NULL || rounded > (size_t)(packer->end - room)) {
        packer->at = NULL;
        return NULL;
    }
    packer->at += rounded;
    return room;
}

static char *pack_text(struct packer *packer, const char *text)
{
    size_t size = strlen(text) + 1;
    char *room = pack_room(packer, size);

    return room != NULL ? memcpy(room, text, size) : NULL;
}

static char **pack_list(struct packer *packer, const char *const *list)
{
    size_t count = 0;

    while (list[count] != NULL)
        count++;
    char **room = pack_room(packer, (count + 1) * sizeof(*room));
    if (room == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++)
        room[i] = pack_text(packer, list[i]);
    room[count] = NULL;
    return room;
}

static struct packer pack_start(struct nursery_shared *shared)
{
    return (struct packer){shared->text, shared->text + sizeof(shared->text)};
}

static const char *find_path(const char *const *envp)
{
    for (; *envp != NULL; envp++)
        if (strncmp(*envp, "PATH=", 5) == 0)
            return *envp + 5;
    return "/usr/local/bin:/usr/bin:/bin";
}

/* The descriptors given, in order, into FDS; how many. */
static size_t list_descriptors(const struct launch_spec *spec, bool *given, int *fds)
{
    size_t count = 0;

    for (int i = 0; i < NURSERY_DESCRIPTORS; i++) {
        int fd = i == 3 ? spec->control_read : i == 4 ? spec->control_write : -1;
        if (i < 3)
            fd = spec->stdio != NULL ? spec->stdio[i] : -1;
        given[i] = i < 3 ? fd >= 0 : fd > 0;
        if (given[i])
            fds[count++] = fd;
    }
    return count;
}

static int put_spec(struct nursery_shared *shared, const struct launch_spec *spec,
                    struct err *err)
{
    static const char *const none[] = {NULL};
    const char *const *envp = spec->envp != NULL ? spec->envp : none;
    struct packer packer = pack_start(shared);

    if (spec->argv == NULL || spec->argv[0] == NULL || spec->argv[0][0] == '\0')
        return err_set(err, -EINVAL, "no program is named");
    if (spec->event_count > LAUNCH_EVENTS_MAX)
        return err_set(err, -EINVAL, "%zu counters are asked for, at most %d are possible",
                       spec->event_count, LAUNCH_EVENTS_MAX);
    shared->argv = pack_list(&packer, spec->argv);
    shared->envp = pack_list(&packer, envp);
    shared->directory = spec->directory != NULL ? pack_text(&packer, spec->directory) : NULL;
    shared->search =
        strchr(spec->argv[0], '/') == NULL ? pack_text(&packer, find_path(envp)) : NULL;
    if (packer.at == NULL)
        return err_set(err, -E2BIG,
                       "%s: arguments and environment are longer than %d MiB together",
                       spec->argv[0], NURSERY_TEXT / 1024 / 1024);
    shared->event_count = spec->event_count;
    for (size_t i = 0; i < spec->event_count; i++)
        shared->events[i] = spec->events[i];
    return 0;
}

static int put_cpus(struct launcher *launcher, const struct launch_spec *spec, struct err *err)
{
    struct nursery_shared *shared = launcher->shared;
    cpu_set_t own, common;

    CPU_ZERO(&own);
    if (sched_getaffinity(0, sizeof(own), &own) < 0)
        return err_sys(err, "sched_getaffinity");
    shared->cpus = spec->cpus != NULL ? *spec->cpus : launcher->initial_cpus;
    shared->home = spec->home != NULL ? *spec->home : shared->cpus;
    CPU_AND(&common, &own, &shared->home);
    launcher->may_spin = shared->may_spin = CPU_COUNT(&common) == 0;
    return 0;
}

/* Until the child has come to the gate; if it has ended instead, why. */
static int await_held(struct launcher *launcher, struct err *err)
{
    struct nursery_shared *shared = launcher->shared;
    struct held_shared *held = &shared->held;

    if (!spin(launcher, &held->where, HELD_BUSY, HELD_AWAITED))
        while (atomic_load(&held->where) == HELD_AWAITED)
            syscall(SYS_futex, &held->where, FUTEX_WAIT, HELD_AWAITED, NULL, NULL, 0);
    if (atomic_load(&held->where) == HELD_WAITING)
        return 0;
    const char *what = held->failed == HELD_DIRECTORY ? shared->directory : shared->argv[0];
    if (held->failed == HELD_NOTHING)
        return err_set(err, -ECHILD, "%s: %s", what, held_step_text(held->failed));
    errno = held->failed_errno;
    return err_sys(err, "%s: %s", what, held_step_text(held->failed));
}

/* From now on the launcher reaps the child as soon as it ends. */
static int watch(struct launcher *launcher, struct err *err)
{
    struct nursery_shared *shared = launcher->shared;
    uint32_t unseen = NURSERY_UNSEEN;
    int pidfd = pidfd_open(shared->child, 0);

    launcher->left = true;
    if (pidfd < 0)
        return err_sys(err, "pidfd_open");
    launcher->pidfd = pidfd;
    atomic_store(&shared->answer, NURSERY_PENDING);
    launcher->left = !atomic_compare_exchange_strong(&shared->watch, &unseen, NURSERY_WATCHED);
    return 0;
}

int launcher_hold(struct launcher *launcher, const struct launch_spec *spec, int *out_pidfd,
                  int *event_errno, struct err *err)
{
    struct nursery_shared *shared = launcher->shared;
    int fds[NURSERY_DESCRIPTORS];
    struct launch_end end;
    struct err ignored;
    int r;

    if (launcher->pidfd >= 0 || launcher->stuck)
        return err_set(err, -EBUSY, "the launcher has a child already");
    if ((r = put_spec(shared, spec, err)) < 0 || (r = put_cpus(launcher, spec, err)) < 0)
        return r;
    size_t count = list_descriptors(spec, shared->given, fds);
    if ((r = ask(launcher, NURSERY_HOLD, fds, count, err)) < 0)
        return r;
    r = watch(launcher, err);
    if (r == 0)
        r = await_held(launcher, err);
    if (r < 0) {
        launcher_reap(launcher, &end, &ignored);
        return r;
    }
    if (event_errno != NULL)
        *event_errno = shared->event_errno;
    *out_pidfd = launcher->pidfd;
    return 0;
}

void launcher_release(struct launcher *launcher)
{
    _Atomic uint32_t *gate = &launcher->shared->held.gate;

    if (atomic_exchange(gate, HELD_OPEN) == HELD_ASLEEP)
        syscall(SYS_futex, gate, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* The launcher sees to the group when its leader has ended. */
void launcher_kill(const struct launcher *launcher)
{
    int pidfd = launcher->pidfd;

    if (pidfd >= 0)
        pidfd_send_signal(pidfd, SIGKILL, NULL, 0);
}

int launcher_reap(struct launcher *launcher, struct launch_end *out, struct err *err)
{
    int pidfd = launcher->pidfd;
    int r;

    memset(out, 0, sizeof(*out));
    launcher_kill(launcher);
    launcher->pidfd = -1;
    if (pidfd < 0 || launcher->left)
        r = ask(launcher, NURSERY_REAP, NULL, 0, err);
    else
        r = take_answer(launcher, err);
    if (pidfd >= 0)
        close(pidfd);
    if (r == 0)
        *out = launcher->shared->end;
    return r;
}

int launcher_become(struct launcher *launcher, uid_t uid, gid_t gid, bool keep_perfmon,
                    struct err *err)
{
    struct nursery_shared *shared = launcher->shared;
    struct packer packer = pack_start(shared);
    size_t count;
    int r;

    if (uid == 0)
        return 0;
    if (launcher->pidfd >= 0 || launcher->stuck)
        return err_set(err, -EBUSY, "the launcher has a child already");
    gid_t *groups = privilege_groups(uid, gid, &count);
    size_t size = count * sizeof(*groups);
    gid_t *room = pack_room(&packer, size);
    if (room == NULL) {
        r = err_set(err, -E2BIG, "user %u is in too many groups", uid);
        goto out;
    }
    memcpy(room, groups, size);
    shared->uid = uid;
    shared->gid = gid;
    shared->groups = room;
    shared->group_count = count;
    shared->keep_perfmon = keep_perfmon;
    r = ask(launcher, NURSERY_BECOME, NULL, 0, err);
out:
    free(groups);
    return r;
}

int64_t launcher_rss_floor_bytes(const struct launcher *launcher)
{
    return launcher->shared->floor_bytes;
}

pid_t launcher_pid(const struct launcher *launcher)
{
    return launcher->pid;
}

void launcher_stop(struct launcher *launcher)
{
    if (launcher == NULL)
        return;
    if (launcher->pidfd >= 0)
        close(launcher->pidfd);
    if (launcher->socket >= 0)
        close(launcher->socket);
    while (launcher->pid > 0 && waitpid(launcher->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    if (launcher->shared != NULL)
        munmap(launcher->shared, sizeof(*launcher->shared));
    free(launcher);
}
