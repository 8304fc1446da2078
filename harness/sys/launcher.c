/* SPDX-License-Identifier: MIT
 * The harness's side of the launcher. */
#include "sys/launcher.h"

#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "sys/bare.h"
#include "sys/nursery.h"
#include "sys/privilege.h"

struct launcher {
    pid_t pid;
    int socket;
    volatile sig_atomic_t pidfd;   /* of the held child, or -1 */
    volatile sig_atomic_t running; /* a child that the launcher watches */
    bool stuck;                    /* a child could not be killed */
    struct nursery_shared *shared;
    cpu_set_t initial_cpus;
    bool may_spin; /* the child and the launcher are on other CPUs than we */
};

/* About 0.2 ms: what a launcher's answer and a child's way to the gate usually take. */
enum { SPINS = 8000 };

/* The launcher's first answer is owed before its number is known. */
static const uint32_t UNBORN = FUTEX_TID_MASK;

/* Above the launcher's own with what a program leaves behind. */
enum { PATIENCE_S = 45 };

static bool has_ended(const struct launcher *launcher)
{
    siginfo_t ended = {0};
    int r = waitid(P_PID, (id_t)launcher->pid, &ended, WEXITED | WNOHANG | WNOWAIT);

    return r < 0 || ended.si_pid != 0;
}

/* Asleep until *WORD is no longer ASLEEP: 0; or clock_now_ns() is UNTIL_NS: -ETIMEDOUT. What a
 * signal asks for is done when the trial is over. */
static int sleep_on(_Atomic uint32_t *word, uint32_t asleep, int64_t until_ns)
{
    const struct timespec until = {until_ns / NS_PER_S, until_ns % NS_PER_S};

    while (atomic_load(word) == asleep)
        if (syscall(SYS_futex, word, FUTEX_WAIT_BITSET, asleep, &until, NULL,
                    FUTEX_BITSET_MATCH_ANY) < 0 &&
            errno == ETIMEDOUT)
            return -ETIMEDOUT;
    return 0;
}

/* Until *WORD is no longer PENDING, which becomes ASLEEP where that is still to come: awake at
 * first where the other side has CPUs of its own, since an interrupt takes longer than what is
 * waited for. */
static int await(struct launcher *launcher, _Atomic uint32_t *word, uint32_t pending,
                 uint32_t asleep, struct err *err)
{
    for (int i = 0; launcher->may_spin && i < SPINS; i++) {
        uint32_t seen = atomic_load_explicit(word, memory_order_acquire);
        if (seen != pending && seen != asleep)
            return 0;
        bare_pause();
    }
    if (!atomic_compare_exchange_strong(word, &pending, asleep) && pending != asleep)
        return 0;
    for (int waited_s = 0; waited_s < PATIENCE_S; waited_s++) {
        if (sleep_on(word, asleep, clock_now_ns() + NS_PER_S) == 0)
            return 0;
        if (has_ended(launcher))
            return err_set(err, -EPIPE, "the launcher has ended");
    }
    launcher->stuck = true;
    return err_set(err, -EBUSY, "the program cannot be killed");
}

static int take_answer(struct launcher *launcher, struct err *err)
{
    struct nursery_shared *shared = launcher->shared;
    uint32_t owner = (uint32_t)launcher->pid;
    int r = await(launcher, &shared->owed, owner, owner | FUTEX_WAITERS, err);

    if (r < 0)
        return r;
    if (atomic_load(&shared->owed) != 0)
        return err_set(err, -EPIPE, "the launcher has ended");
    if (shared->result < 0)
        *err = shared->err;
    return shared->result;
}

/* Send MESSAGE with COUNT descriptors. */
static int tell(struct launcher *launcher, enum nursery_message message, const int *fds,
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
    atomic_store(&launcher->shared->owed, (uint32_t)launcher->pid);
    if (sendmsg(launcher->socket, &header, MSG_NOSIGNAL) != 1) {
        if (errno == EPIPE || errno == ECONNRESET)
            return err_set(err, -EPIPE, "the launcher has ended");
        return err_sys(err, "cannot ask the launcher");
    }
    return 0;
}

static int ask(struct launcher *launcher, enum nursery_message message, struct err *err)
{
    int r = tell(launcher, message, NULL, 0, err);

    return r < 0 ? r : take_answer(launcher, err);
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
    atomic_store(&launcher->shared->owed, UNBORN);
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
    r = await(launcher, &launcher->shared->owed, UNBORN, UNBORN | FUTEX_WAITERS, err);
    if (r == 0)
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
    shared->burn_ns = spec->burn_ns;
    shared->event_count = spec->event_count;
    for (size_t i = 0; i < spec->event_count; i++)
        shared->events[i] = spec->events[i];
    return 0;
}

/* Where the harness does not wait for the child to come to the gate, nobody has to be awake. */
static int put_cpus(struct launcher *launcher, enum nursery_message message,
                    const struct launch_spec *spec, struct err *err)
{
    struct nursery_shared *shared = launcher->shared;
    cpu_set_t own, common;

    shared->cpus = spec->cpus != NULL ? *spec->cpus : launcher->initial_cpus;
    shared->home = spec->home != NULL ? *spec->home : shared->cpus;
    launcher->may_spin = shared->may_spin = false;
    if (message == NURSERY_RUN)
        return 0;
    CPU_ZERO(&own);
    if (sched_getaffinity(0, sizeof(own), &own) < 0)
        return err_sys(err, "sched_getaffinity");
    CPU_AND(&common, &own, &shared->home);
    launcher->may_spin = shared->may_spin = CPU_COUNT(&common) == 0;
    return 0;
}

/* Until the child has come to the gate, or there is none. */
static int await_held(struct launcher *launcher, struct err *err)
{
    return await(launcher, &launcher->shared->held.where, HELD_BUSY, HELD_AWAITED, err);
}

/* What kept a child from the gate. */
static int refuse(const struct nursery_shared *shared, struct err *err)
{
    const struct held_shared *held = &shared->held;
    const char *what = held->failed == HELD_DIRECTORY ? shared->directory : shared->argv[0];

    if (held->failed == HELD_NOTHING)
        return err_set(err, -ECHILD, "%s: %s", what, held_step_text(held->failed));
    errno = held->failed_errno;
    return err_sys(err, "%s: %s", what, held_step_text(held->failed));
}

/* A pidfd of the child at the gate; if it has ended instead, why. */
static int take_held(struct launcher *launcher, struct err *err)
{
    struct nursery_shared *shared = launcher->shared;

    if (atomic_load(&shared->held.where) == HELD_WAITING) {
        launcher->pidfd = pidfd_open(shared->child, 0);
        return launcher->pidfd < 0 ? err_sys(err, "pidfd_open") : 0;
    }
    return refuse(shared, err);
}

static bool has_child(const struct launcher *launcher)
{
    return launcher->pidfd >= 0 || launcher->running || launcher->stuck;
}

static int ask_for_child(struct launcher *launcher, enum nursery_message message,
                         const struct launch_spec *spec, struct err *err)
{
    struct nursery_shared *shared = launcher->shared;
    int fds[NURSERY_DESCRIPTORS];
    int r;

    if (has_child(launcher))
        return err_set(err, -EBUSY, "the launcher has a child already");
    if ((r = put_spec(shared, spec, err)) < 0 ||
        (r = put_cpus(launcher, message, spec, err)) < 0)
        return r;
    size_t count = list_descriptors(spec, shared->given, fds);
    atomic_store(&shared->held.where, HELD_BUSY);
    return tell(launcher, message, fds, count, err);
}

int launcher_hold(struct launcher *launcher, const struct launch_spec *spec, int *out_pidfd,
                  int *event_errno, struct err *err)
{
    struct nursery_shared *shared = launcher->shared;
    struct launch_end end;
    struct err ignored;
    int r;

    /* The child comes to the gate after its maker has answered, or as good as: one sleep. */
    if ((r = ask_for_child(launcher, NURSERY_HOLD, spec, err)) < 0 ||
        (r = await_held(launcher, err)) < 0 || (r = take_answer(launcher, err)) < 0)
        return r;
    if ((r = take_held(launcher, err)) < 0) {
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

int launcher_run(struct launcher *launcher, const struct launch_spec *spec, struct err *err)
{
    int r = ask_for_child(launcher, NURSERY_RUN, spec, err);

    if (r == 0)
        launcher->running = 1;
    return r;
}

int launcher_await(struct launcher *launcher, int64_t until_ns, bool *out_ended,
                   struct err *err)
{
    _Atomic uint32_t *owed = &launcher->shared->owed;
    uint32_t owner = (uint32_t)launcher->pid, asleep = owner | FUTEX_WAITERS;

    if (atomic_compare_exchange_strong(owed, &owner, asleep) || owner == asleep)
        *out_ended = sleep_on(owed, asleep, until_ns) == 0;
    else
        *out_ended = true;
    if (atomic_load(owed) == 0 || !*out_ended)
        return 0;
    return err_set(err, -EPIPE, "the launcher has ended");
}

/* The launcher sees to the group when its leader has ended. */
void launcher_kill(const struct launcher *launcher)
{
    int pidfd = launcher->pidfd;
    const char message = NURSERY_KILL;

    if (pidfd >= 0)
        pidfd_send_signal(pidfd, SIGKILL, NULL, 0);
    else if (launcher->running)
        send(launcher->socket, &message, 1, MSG_NOSIGNAL);
}

/* What had failed before the gate is no end of the program's. */
static int reap_run(struct launcher *launcher, struct err *err)
{
    const struct nursery_shared *shared = launcher->shared;
    int r;

    if (atomic_load(&shared->owed) != 0)
        launcher_kill(launcher);
    if ((r = take_answer(launcher, err)) < 0)
        return r;
    if (shared->held.failed != HELD_NOTHING && shared->held.failed != HELD_EXEC)
        return refuse(shared, err);
    return 0;
}

int launcher_reap(struct launcher *launcher, struct launch_end *out, struct err *err)
{
    int pidfd = launcher->pidfd;

    memset(out, 0, sizeof(*out));
    launcher->pidfd = -1;
    int r = launcher->running ? reap_run(launcher, err) : ask(launcher, NURSERY_REAP, err);
    launcher->running = 0;
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
    if (has_child(launcher))
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
    r = ask(launcher, NURSERY_BECOME, err);
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
