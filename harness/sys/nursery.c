/* SPDX-License-Identifier: MIT
 * The launcher's process: makes children, holds them, reaps them and what they left behind. */
#include "sys/nursery.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "sys/descendants.h"
#include "sys/lean.h"
#include "sys/privilege.h"
#include "sys/program.h"
#include "sys/tally.h"

/* Descriptors 0, 1, 3 and 4 are /dev/null, so that what arrives lands above the numbers that a
 * child gets. */
enum { NULL_DEVICE = 3, FIRST_OWN = 5 };

#define PATIENCE_NS (30 * NS_PER_S)

struct nursery {
    int socket;
    int pidfd; /* of a child that runs without the harness's watching it, or -1 */
    struct nursery_shared *shared;
    struct held held;
    char *stack_top;
    cpu_set_t cpus;
    char program[PROGRAM_SIZE];
    struct tally tally;
    struct robust_list_head debts;
    pid_t pid;
    bool perfmon;
    bool drops_capabilities; /* a child does */
    bool calm;               /* we are SCHED_BATCH, and were not born so */
};

/* Dispositions are the default ones for every child from here on, at no cost to each. */
static void settle_signals(void)
{
    sigset_t all;

    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    for (int signal_number = 1; signal_number < NSIG; signal_number++)
        signal(signal_number, SIG_DFL);
}

static int settle_descriptors(int *link, struct err *err)
{
    int device = open("/dev/null", O_RDWR | O_CLOEXEC);
    int high = fcntl(*link, F_DUPFD_CLOEXEC, FIRST_OWN);

    if (device < 0 || high < 0 || (fcntl(2, F_GETFD) < 0 && dup2(device, 2) < 0) ||
        dup2(device, 0) < 0 || dup2(device, 1) < 0)
        return err_sys(err, "cannot arrange the launcher's descriptors");
    for (int fd = NULL_DEVICE; fd < FIRST_OWN; fd++)
        if (fd != device && dup3(device, fd, O_CLOEXEC) < 0)
            return err_sys(err, "cannot arrange the launcher's descriptors");
    if ((high > FIRST_OWN && close_range(FIRST_OWN, (unsigned)high - 1, 0) < 0) ||
        close_range((unsigned)high + 1, ~0U, 0) < 0)
        return err_sys(err, "cannot close what the launcher inherited");
    *link = high;
    return 0;
}

/* A stack for children, with a page below it that nobody may touch. */
static int make_stack(struct nursery *nursery, struct err *err)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *stack = mmap(NULL, HELD_STACK + page, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);

    if (stack == MAP_FAILED || mprotect(stack, page, PROT_NONE) < 0)
        return err_sys(err, "cannot make a stack for children");
    nursery->stack_top = stack + page + HELD_STACK;
    return 0;
}

/* The kernel tells the harness when we end and owe an answer. */
static int promise(struct nursery *nursery, struct err *err)
{
    struct nursery_shared *shared = nursery->shared;

    nursery->debts.list.next = &shared->owing;
    nursery->debts.futex_offset = (char *)&shared->owed - (char *)&shared->owing;
    shared->owing.next = &nursery->debts.list;
    if (syscall(SYS_set_robust_list, &nursery->debts, sizeof(nursery->debts)) < 0)
        return err_sys(err, "set_robust_list");
    return 0;
}

/* A batch process that is woken does not take the CPU from who woke it
 * (linux/kernel/sched/fair.c, check_preempt_wakeup_fair): on a shared CPU the harness gets to
 * its sleep first, and then the launcher or the held child, which inherits this, is alone
 * there. exec moves a process that is not alone on its CPU to another, where nothing is warm.
 */
static void calm_down(struct nursery *nursery)
{
    const struct sched_param none = {0};

    nursery->calm =
        sched_getscheduler(0) == SCHED_OTHER && sched_setscheduler(0, SCHED_BATCH, &none) == 0;
}

/* exec as root brings capabilities back; without them root could not reach the program's file.
 */
static void note_privilege(struct nursery *nursery)
{
    nursery->perfmon = privilege_has_perfmon();
    nursery->drops_capabilities = geteuid() != 0;
}

static void note_floor(struct nursery *nursery)
{
    struct rusage usage;

    if (getrusage(RUSAGE_SELF, &usage) == 0)
        nursery->shared->floor_bytes = usage.ru_maxrss * 1024;
}

static int prepare(struct nursery *nursery, struct err *err)
{
    int r;

    settle_signals();
    if ((r = promise(nursery, err)) < 0)
        return r;
    if (setsid() < 0)
        return err_sys(err, "the launcher cannot have a session of its own");
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) < 0)
        return err_sys(err, "the launcher cannot be a subreaper");
    if ((r = settle_descriptors(&nursery->socket, err)) < 0)
        return r;
    if ((r = make_stack(nursery, err)) < 0)
        return r;
    CPU_ZERO(&nursery->cpus);
    if (sched_getaffinity(0, sizeof(nursery->cpus), &nursery->cpus) < 0)
        return err_sys(err, "sched_getaffinity");
    nursery->pid = getpid();
    note_privilege(nursery);
    calm_down(nursery);
    lean_down();
    if (prctl(PR_SET_DUMPABLE, 0) < 0)
        return err_sys(err, "the launcher cannot be made undumpable");
    note_floor(nursery);
    return 0;
}

/* The launcher lives where its child is held: so the child is born there, where the kernel's
 * paths are warm, and nothing has to move or be interrupted. */
static int go_home(struct nursery *nursery, struct err *err)
{
    const cpu_set_t *wanted = &nursery->shared->home;

    if (CPU_EQUAL(wanted, &nursery->cpus))
        return 0;
    if (sched_setaffinity(0, sizeof(*wanted), wanted) < 0)
        return err_sys(err, "%s: cannot be put on its CPUs", nursery->held.program);
    nursery->cpus = *wanted;
    return 0;
}

static void fill_held(struct nursery *nursery, const int fds[static NURSERY_DESCRIPTORS])
{
    struct nursery_shared *shared = nursery->shared;
    struct held *held = &nursery->held;

    held->shared = &shared->held;
    atomic_store(&shared->held.gate, HELD_CLOSED);
    shared->held.failed = HELD_NOTHING;
    shared->held.failed_errno = 0;
    shared->held.at_gate = (struct rusage){0};
    shared->held.start_ns = 0;
    held->argv = shared->argv;
    held->envp = shared->envp;
    held->directory = shared->directory;
    for (int i = 0; i < 3; i++)
        held->stdio[i] = fds[i];
    if (fds[2] < 0)
        held->stdio[2] = NULL_DEVICE;
    for (int i = 0; i < 2; i++)
        held->control[i] = fds[3 + i];
    held->cpus = CPU_EQUAL(&shared->cpus, &shared->home) ? NULL : &shared->cpus;
    held->calm = nursery->calm;
    held->may_spin = shared->may_spin;
    held->burn_ns = shared->burn_ns;
    held->drop_capabilities = nursery->drops_capabilities;
    held->maker = nursery->pid;
}

/* A held child's pidfd the harness opens, by number: that stays the child's until we reap it.
 */
static int make_child(struct nursery *nursery, bool watched, struct err *err)
{
    struct held *held = &nursery->held;
    int pidfd = watched ? CLONE_PIDFD : 0;

    pid_t pid =
        clone(held_main, nursery->stack_top, CLONE_VM | CLONE_CHILD_CLEARTID | pidfd | SIGCHLD,
              held, &nursery->pidfd, NULL, &held->shared->where);
    if (pid < 0) {
        nursery->pidfd = -1;
        return err_sys(err, "cannot make a process");
    }
    nursery->shared->child = pid;
    /* Without CAP_PERFMON the kernel looks whether the child's memory, which is ours, may be
     * read. There is then no capability of ours to protect. */
    bool open_up = nursery->shared->event_count > 0 && !nursery->perfmon;
    if (open_up)
        prctl(PR_SET_DUMPABLE, 1);
    nursery->shared->event_errno =
        tally_open(&nursery->tally, nursery->shared->events, nursery->shared->event_count, pid);
    if (open_up)
        prctl(PR_SET_DUMPABLE, 0);
    return 0;
}

static int hold(struct nursery *nursery, const int fds[static NURSERY_DESCRIPTORS],
                bool watched)
{
    struct nursery_shared *shared = nursery->shared;
    int r;

    if (shared->child != 0)
        return err_set(&shared->err, -EBUSY, "the launcher has a child already");
    nursery->held.program = shared->argv[0];
    if (shared->search != NULL) {
        nursery->held.program = nursery->program;
        if ((r = program_find(nursery->program, shared->argv[0], shared->search,
                              shared->directory, &shared->err)) < 0)
            return r;
    }
    if ((r = go_home(nursery, &shared->err)) < 0)
        return r;
    fill_held(nursery, fds);
    return make_child(nursery, watched, &shared->err);
}

static void wake(_Atomic uint32_t *word)
{
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static void open_gate(struct nursery *nursery)
{
    _Atomic uint32_t *gate = &nursery->shared->held.gate;

    if (atomic_exchange(gate, HELD_OPEN) == HELD_ASLEEP)
        wake(gate);
}

/* The group is killed while its leader, ended or not, still keeps its number from being given
 * to another; the leader itself too, which may have gone over to another group. A child that
 * has ended does not change by it. */
static void kill_child(const struct nursery *nursery)
{
    pid_t child = nursery->shared->child;

    if (child == 0)
        return;
    kill(-child, SIGKILL);
    kill(child, SIGKILL);
}

static int reap(struct nursery *nursery)
{
    struct nursery_shared *shared = nursery->shared;
    struct launch_end *end = &shared->end;
    pid_t pid;

    if (shared->child == 0)
        return err_set(&shared->err, -ECHILD, "the launcher has no child");
    memset(end, 0, sizeof(*end));
    kill_child(nursery);
    do
        pid = wait4(shared->child, &end->wait_status, 0, &end->usage);
    while (pid < 0 && errno == EINTR);
    if (pid < 0)
        return err_sys(&shared->err, "wait4");
    shared->child = 0;
    int killed = descendants_end(PATIENCE_NS, &shared->err);
    tally_read(&nursery->tally, end->counts);
    tally_close(&nursery->tally);
    if (shared->held.failed != HELD_NOTHING)
        end->exec_errno = shared->held.failed_errno;
    end->at_gate = shared->held.at_gate;
    int64_t floor_bytes = end->at_gate.ru_maxrss * 1024;
    if (floor_bytes > shared->floor_bytes)
        shared->floor_bytes = floor_bytes;
    end->start_ns = shared->held.start_ns;
    end->event_errno = shared->event_errno;
    if (killed < 0)
        return killed;
    end->stragglers = killed;
    return 0;
}

static int become(struct nursery *nursery)
{
    struct nursery_shared *shared = nursery->shared;
    int r = privilege_become(shared->uid, shared->gid, shared->groups, shared->group_count,
                             shared->keep_perfmon, &shared->err);

    /* A change of credentials makes a process dumpable or not as the system likes. */
    if (prctl(PR_SET_DUMPABLE, 0) < 0 || prctl(PR_GET_DUMPABLE) != 0)
        return err_set(&shared->err, -EPERM, "the launcher cannot be made undumpable");
    note_privilege(nursery);
    note_floor(nursery);
    return r;
}

static int take_descriptors(const struct nursery_shared *shared, struct msghdr *message,
                            int fds[static NURSERY_DESCRIPTORS])
{
    const struct cmsghdr *header = CMSG_FIRSTHDR(message);
    const unsigned char *data = header != NULL ? CMSG_DATA(header) : NULL;
    size_t count = header != NULL ? (header->cmsg_len - CMSG_LEN(0)) / sizeof(int) : 0;
    size_t taken = 0;
    bool missing = false;

    for (size_t i = 0; i < NURSERY_DESCRIPTORS; i++) {
        fds[i] = -1;
        if (shared->given[i] && taken < count)
            memcpy(&fds[i], data + sizeof(int) * taken++, sizeof(int));
        missing = missing || (shared->given[i] && fds[i] < 0);
    }
    return missing ? -EMFILE : 0;
}

static int make(struct nursery *nursery, bool watched, struct msghdr *header)
{
    struct err *err = &nursery->shared->err;
    int fds[NURSERY_DESCRIPTORS];
    int r = take_descriptors(nursery->shared, header, fds);

    if (r < 0)
        r = err_set(err, r, "the launcher was not given the program's descriptors");
    else
        r = hold(nursery, fds, watched);
    for (size_t i = 0; i < NURSERY_DESCRIPTORS; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    return r;
}

static void answer(struct nursery *nursery, int result)
{
    struct nursery_shared *shared = nursery->shared;

    shared->result = result;
    /* Where there is no child, none can say that it has come to the gate. */
    if (shared->child == 0 && atomic_exchange(&shared->held.where, HELD_GONE) == HELD_AWAITED)
        wake(&shared->held.where);
    if ((atomic_exchange(&shared->owed, 0) & FUTEX_WAITERS) != 0)
        wake(&shared->owed);
}

static void serve(struct nursery *nursery, char message, struct msghdr *header)
{
    struct err *err = &nursery->shared->err;
    int r;

    switch (message) {
    case NURSERY_HOLD:
        answer(nursery, make(nursery, false, header));
        return;
    case NURSERY_RUN:
        if ((r = make(nursery, true, header)) < 0)
            answer(nursery, r);
        else
            open_gate(nursery);
        return;
    case NURSERY_KILL:
        kill_child(nursery);
        return;
    case NURSERY_REAP:
        answer(nursery, reap(nursery));
        return;
    case NURSERY_BECOME:
        answer(nursery, become(nursery));
        return;
    default:
        answer(nursery,
               err_set(err, -EPROTO, "the launcher does not know message %d", message));
    }
}

/* Here is the CPU that the child leaves: nobody is sooner to know when. */
static void child_ended(struct nursery *nursery)
{
    int64_t now_ns = clock_now_ns();

    close(nursery->pidfd);
    nursery->pidfd = -1;
    int r = reap(nursery);
    nursery->shared->end.end_ns = now_ns;
    answer(nursery, r);
}

/* 0 when the harness has gone. */
static int take_message(struct nursery *nursery)
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int) * NURSERY_DESCRIPTORS)];
    } control;
    char message;
    struct iovec body = {&message, 1};
    struct msghdr header = {.msg_iov = &body,
                            .msg_iovlen = 1,
                            .msg_control = &control,
                            .msg_controllen = sizeof(control)};

    if (recvmsg(nursery->socket, &header, MSG_CMSG_CLOEXEC) <= 0)
        return 0;
    serve(nursery, message, &header);
    return 1;
}

/* Sleep until something has happened and deal with it; 0 when the harness has gone. */
static int serve_next(struct nursery *nursery)
{
    struct pollfd fds[] = {{.fd = nursery->socket, .events = POLLIN},
                           {.fd = nursery->pidfd, .events = POLLIN}};

    if (nursery->pidfd >= 0) {
        if (poll(fds, ARRAY_SIZE(fds), -1) < 0)
            return errno == EINTR;
        if (fds[1].revents != 0)
            child_ended(nursery);
        if (fds[0].revents == 0)
            return 1;
    }
    return take_message(nursery);
}

_Noreturn void nursery_run(int link, struct nursery_shared *shared)
{
    struct nursery nursery = {.socket = link, .pidfd = -1, .shared = shared};
    struct err err;
    int r = prepare(&nursery, &shared->err);

    answer(&nursery, r);
    while (r == 0 && serve_next(&nursery))
        ;
    _exit(descendants_end(PATIENCE_NS, &err) < 0);
}
