/* SPDX-License-Identifier: MIT
 * Tests of sys/launcher, with the nursery, held children and descendants behind it: real small
 * programs. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/clock.h"
#include "base/mem.h"
#include "suite.h"
#include "sys/launcher.h"
#include "sys/perf.h"

#define NOBODY 65534

static const char *const environment[] = {"PATH=/usr/local/bin:/usr/bin:/bin", "COLOUR=blue",
                                          NULL};

/* One program's run: what it wrote and how it ended. */
struct run {
    struct launch_end end;
    char text[16384];
};

static struct launcher *start(void)
{
    struct launcher *launcher = NULL;
    struct err err;

    CU_ASSERT_EQUAL_FATAL(launcher_start(&launcher, &err), 0);
    return launcher;
}

static void wait_for(int pidfd)
{
    struct pollfd ended = {.fd = pidfd, .events = POLLIN};

    CU_ASSERT_EQUAL(poll(&ended, 1, 20000), 1);
}

/* Hold, release, wait, reap, with stdout taken where SPEC gives none. */
static int run(struct launcher *launcher, struct launch_spec spec, struct run *out,
               struct err *err)
{
    int file = memfd_create("output", MFD_CLOEXEC);
    int stdio[3] = {-1, file, -1};
    int pidfd;
    int r;

    memset(out, 0, sizeof(*out));
    if (spec.stdio == NULL)
        spec.stdio = stdio;
    if (spec.envp == NULL)
        spec.envp = environment;
    if ((r = launcher_hold(launcher, &spec, &pidfd, NULL, err)) == 0) {
        launcher_release(launcher);
        wait_for(pidfd);
        r = launcher_reap(launcher, &out->end, err);
        CU_ASSERT(pread(file, out->text, sizeof(out->text) - 1, 0) >= 0);
    }
    close(file);
    return r;
}

static void shell(struct launcher *launcher, const char *script, struct run *out)
{
    const char *argv[] = {"/bin/sh", "-c", script, NULL};
    struct err err = {""};

    int r = run(launcher, (struct launch_spec){.argv = argv}, out, &err);
    if (r < 0)
        printf("%s\n", err.text);
    CU_ASSERT_EQUAL_FATAL(r, 0);
}

/* Processes whose command line has TOKEN in it or, ITSELF, begins with it. */
static int count_processes(const char *token, bool itself)
{
    DIR *processes = opendir("/proc");
    struct dirent *entry;
    int count = 0;

    while (processes != NULL && (entry = readdir(processes)) != NULL) {
        char path[300], line[4096];
        snprintf(path, sizeof(path), "/proc/%s/cmdline", entry->d_name);
        int fd = open(path, O_RDONLY);
        ssize_t n = fd >= 0 ? read(fd, line, sizeof(line) - 1) : 0;
        if (fd >= 0)
            close(fd);
        for (ssize_t i = 0; i < n; i++)
            line[i] = line[i] == '\0' ? ' ' : line[i];
        line[n > 0 ? n : 0] = '\0';
        const char *found = strstr(line, token);
        count += itself ? found == line : found != NULL;
    }
    if (processes != NULL)
        closedir(processes);
    return count;
}

/* The line NAME of /proc/PID/status, without NAME and tab. */
static void status_line(pid_t pid, const char *name, char value[static 128])
{
    char path[64], line[256];

    value[0] = '\0';
    snprintf(path, sizeof(path), "/proc/%d/status", pid);
    FILE *file = fopen(path, "re");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL)
        if (strncmp(line, name, strlen(name)) == 0 && line[strlen(name)] == ':')
            sscanf(line + strlen(name) + 1, " %127[^\n]", value);
    if (file != NULL)
        fclose(file);
}

/* pidfd_open(2): fdinfo tells the process of a pidfd. */
static pid_t process_of(int pidfd)
{
    char path[64], line[128];
    pid_t pid = 0;

    snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", pidfd);
    FILE *file = fopen(path, "re");
    while (file != NULL && pid == 0 && fgets(line, sizeof(line), file) != NULL)
        sscanf(line, "Pid: %d", &pid);
    if (file != NULL)
        fclose(file);
    return pid;
}

static void launcher_tells_how_a_child_ended(void)
{
    struct launcher *launcher = start();
    struct run result;

    shell(launcher, "echo hello; exit 3", &result);
    CU_ASSERT(WIFEXITED(result.end.wait_status) && WEXITSTATUS(result.end.wait_status) == 3);
    CU_ASSERT_STRING_EQUAL(result.text, "hello\n");
    CU_ASSERT_EQUAL(result.end.exec_errno, 0);
    CU_ASSERT_EQUAL(result.end.stragglers, 0);
    shell(launcher, "kill -SEGV $$", &result);
    CU_ASSERT(WIFSIGNALED(result.end.wait_status) &&
              WTERMSIG(result.end.wait_status) == SIGSEGV);
    launcher_stop(launcher);
}

static void launcher_gives_a_child_its_environment_directory_and_arguments(void)
{
    const char *argv[] = {"sh",  "-c", "echo $COLOUR $# \"$2\"; pwd; env | wc -l", "x", "",
                          "a b", NULL};
    const char *missing[] = {"sh", "-c", "pwd", NULL};
    struct launcher *launcher = start();
    struct run result;
    struct err err = {""};

    struct launch_spec spec = {.argv = argv, .directory = "/usr/lib"};
    CU_ASSERT_EQUAL(run(launcher, spec, &result, &err), 0);
    /* PATH, COLOUR, and PWD, which the shell adds */
    CU_ASSERT_STRING_EQUAL(result.text, "blue 2 a b\n/usr/lib\n3\n");

    spec = (struct launch_spec){.argv = missing, .directory = "/usr/none"};
    CU_ASSERT_EQUAL(run(launcher, spec, &result, &err), -ENOENT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "/usr/none"));
    launcher_stop(launcher);
}

static void launcher_says_which_program_is_missing_or_cannot_be_executed(void)
{
    static const struct {
        const char *program;
        int held, executed;
    } cases[] = {
        {"no-such-program", -ENOENT, 0}, {"/no/such/program", 0, ENOENT},
        {"/etc/passwd", 0, EACCES},      {"/etc", 0, EACCES},
        {"/etc/passwd/x", 0, ENOTDIR},
    };
    struct launcher *launcher = start();
    struct run result;
    struct err err = {""};

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        const char *argv[] = {cases[i].program, NULL};
        int r = run(launcher, (struct launch_spec){.argv = argv}, &result, &err);
        CU_ASSERT_EQUAL(r, cases[i].held);
        CU_ASSERT_EQUAL(result.end.exec_errno, cases[i].executed);
        if (r == 0) {
            CU_ASSERT(WIFEXITED(result.end.wait_status) &&
                      WEXITSTATUS(result.end.wait_status) == 127);
        } else {
            CU_ASSERT_STRING_EQUAL(err.text, "no-such-program: not found on PATH");
        }
    }
    shell(launcher, "echo usable", &result);
    CU_ASSERT_STRING_EQUAL(result.text, "usable\n");
    launcher_stop(launcher);
}

static void launcher_searches_path_from_the_childs_directory(void)
{
    char directory[] = "/tmp/launcher-XXXXXX";
    const char *const envp[] = {"PATH=/none:.:/usr/bin", NULL};
    const char *argv[] = {"tool", NULL};
    struct launcher *launcher = start();
    struct run result;
    struct err err = {""};
    char path[64];

    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
    snprintf(path, sizeof(path), "%s/tool", directory);
    FILE *file = fopen(path, "we");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs("#!/bin/sh\necho found\n", file);
    fclose(file);
    struct launch_spec spec = {.argv = argv, .envp = envp, .directory = directory};
    CU_ASSERT_EQUAL(run(launcher, spec, &result, &err), -EACCES);
    CU_ASSERT_EQUAL(chmod(path, 0700), 0);
    CU_ASSERT_EQUAL(run(launcher, spec, &result, &err), 0);
    CU_ASSERT_STRING_EQUAL(result.text, "found\n");
    unlink(path);
    rmdir(directory);
    launcher_stop(launcher);
}

static void launcher_refuses_arguments_that_are_too_long(void)
{
    enum { HUGE_SIZE = 7 * 1024 * 1024, LONG_SIZE = 200 * 1024 };
    char *huge = mem_alloc(HUGE_SIZE, 1);
    const char *argv[] = {"/bin/true", huge, NULL};
    const char *none[] = {NULL};
    struct launcher *launcher = start();
    struct run result;
    struct err err = {""};

    memset(huge, 'x', HUGE_SIZE - 1);
    CU_ASSERT_EQUAL(run(launcher, (struct launch_spec){.argv = argv}, &result, &err), -E2BIG);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "longer than 6 MiB"));
    /* The kernel's own limit for one argument is 128 KiB. */
    huge[LONG_SIZE] = '\0';
    CU_ASSERT_EQUAL(run(launcher, (struct launch_spec){.argv = argv}, &result, &err), 0);
    CU_ASSERT_EQUAL(result.end.exec_errno, E2BIG);
    CU_ASSERT_EQUAL(run(launcher, (struct launch_spec){.argv = none}, &result, &err), -EINVAL);
    free(huge);
    launcher_stop(launcher);
}

static void children_inherit_nothing_but_their_descriptors(void)
{
    static const char script[] = "for i in 0 1 2 3 4 5 6 7 8 9; do "
                                 "readlink /proc/self/fd/$i; done; ls /proc/self/fd";
    const char *argv[] = {"/bin/sh", "-c", script, NULL};
    int open_without_close_on_exec = open("/etc/passwd", O_RDONLY); /* NOLINT */
    struct launcher *launcher = start();
    int also_open = open("/etc/passwd", O_RDONLY); /* NOLINT */
    struct run result;
    struct err err = {""};
    int link[2];

    CU_ASSERT_EQUAL(run(launcher, (struct launch_spec){.argv = argv}, &result, &err), 0);
    CU_ASSERT_STRING_EQUAL(result.text,
                           "/dev/null\n/memfd:output (deleted)\n/dev/null\n0\n1\n2\n3\n");

    CU_ASSERT_EQUAL_FATAL(pipe(link), 0);
    struct launch_spec steady = {
        .argv = argv, .control_read = link[0], .control_write = link[1]};
    CU_ASSERT_EQUAL(run(launcher, steady, &result, &err), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(result.text, "/dev/null\npipe:["));
    CU_ASSERT_PTR_NOT_NULL(strstr(result.text, "]\n0\n1\n2\n3\n4\n5\n"));
    close(link[0]);
    close(link[1]);
    close(also_open);
    close(open_without_close_on_exec);
    launcher_stop(launcher);
}

static void children_have_default_signals_and_a_group_of_their_own(void)
{
    static const char script[] = "while read -r name value rest; do case $name in "
                                 "SigBlk:|SigIgn:) echo $value;; esac; done </proc/$$/status; "
                                 "read -r pid name state parent group session rest "
                                 "</proc/$$/stat; [ $group = $$ ] && [ $session = $parent ] "
                                 "&& echo own";
    sigset_t usr1, before;
    struct run result;

    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);
    sigprocmask(SIG_BLOCK, &usr1, &before);
    void (*old)(int) = signal(SIGPIPE, SIG_IGN);
    struct launcher *launcher = start();
    shell(launcher, script, &result);
    CU_ASSERT_STRING_EQUAL(result.text, "0000000000000000\n0000000000000000\nown\n");
    launcher_stop(launcher);
    signal(SIGPIPE, old);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

static void children_run_on_their_cpus_and_on_all_when_not_pinned(void)
{
    static const char script[] = "exec cat /proc/self/status";
    const char *argv[] = {"/bin/sh", "-c", script, NULL};
    struct launcher *launcher = start();
    char wanted[64], all[128], line[256];
    struct run result;
    struct err err = {""};
    cpu_set_t allowed, one;

    CU_ASSERT_EQUAL(sched_getaffinity(0, sizeof(allowed), &allowed), 0);
    status_line(getpid(), "Cpus_allowed_list", all);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        if (!CPU_ISSET((size_t)cpu, &allowed))
            continue;
        CPU_ZERO(&one);
        CPU_SET((size_t)cpu, &one);
        struct launch_spec spec = {.argv = argv, .cpus = &one};
        CU_ASSERT_EQUAL(run(launcher, spec, &result, &err), 0);
        snprintf(wanted, sizeof(wanted), "Cpus_allowed_list:\t%d\n", cpu);
        CU_ASSERT_PTR_NOT_NULL(strstr(result.text, wanted));
        /* The harness moves; the launcher goes with it, unpinned children do not. */
        CU_ASSERT_EQUAL(sched_setaffinity(0, sizeof(one), &one), 0);
    }
    shell(launcher, script, &result);
    snprintf(line, sizeof(line), "Cpus_allowed_list:\t%s\n", all);
    CU_ASSERT_PTR_NOT_NULL(strstr(result.text, line));
    CU_ASSERT_EQUAL(sched_setaffinity(0, sizeof(allowed), &allowed), 0);
    launcher_stop(launcher);
}

static void children_are_made_at_home_and_may_leave_it(void)
{
    const char *argv[] = {"/bin/cat", "/proc/self/status", NULL};
    struct launcher *launcher = start();
    char wanted[64], all[128], line[256];
    struct run result;
    struct err err = {""};
    cpu_set_t allowed, one;

    CU_ASSERT_EQUAL(sched_getaffinity(0, sizeof(allowed), &allowed), 0);
    status_line(getpid(), "Cpus_allowed_list", all);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        if (!CPU_ISSET((size_t)cpu, &allowed))
            continue;
        CPU_ZERO(&one);
        CPU_SET((size_t)cpu, &one);
        struct launch_spec spec = {.argv = argv, .home = &one};
        CU_ASSERT_EQUAL(run(launcher, spec, &result, &err), 0);
        snprintf(line, sizeof(line), "Cpus_allowed_list:\t%s\n", all);
        CU_ASSERT_PTR_NOT_NULL(strstr(result.text, line));
        status_line(launcher_pid(launcher), "Cpus_allowed_list", line);
        snprintf(wanted, sizeof(wanted), "%d", cpu);
        CU_ASSERT_STRING_EQUAL(line, wanted);
    }
    launcher_stop(launcher);
}

static void children_on_a_cpu_that_is_not_there_are_refused(void)
{
    const char *argv[] = {"/bin/true", NULL};
    struct launcher *launcher = start();
    struct run result;
    struct err err = {""};
    cpu_set_t far;

    CPU_ZERO(&far);
    CPU_SET(CPU_SETSIZE - 1, &far);
    struct launch_spec spec = {.argv = argv, .cpus = &far};
    CU_ASSERT_EQUAL(run(launcher, spec, &result, &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "CPUs"));
    launcher_stop(launcher);
}

static void held_children_do_nothing_until_released_and_can_be_killed(void)
{
    const char *argv[] = {"/bin/sleep", "100", NULL};
    struct launcher *launcher = start();
    struct launch_spec spec = {.argv = argv};
    struct launch_end end;
    struct err err = {""};
    int pidfd, second;

    struct run before; /* whose start must not be taken for the next child's */
    shell(launcher, "exit 0", &before);
    CU_ASSERT(before.end.start_ns > 0);
    CU_ASSERT_EQUAL_FATAL(launcher_hold(launcher, &spec, &pidfd, NULL, &err), 0);
    struct pollfd ended = {.fd = pidfd, .events = POLLIN};
    CU_ASSERT_EQUAL(poll(&ended, 1, 30), 0);
    CU_ASSERT_EQUAL(count_processes("/bin/sleep 100", false), 0);
    CU_ASSERT_EQUAL(launcher_hold(launcher, &spec, &second, NULL, &err), -EBUSY);
    CU_ASSERT_EQUAL(launcher_reap(launcher, &end, &err), 0);
    CU_ASSERT(WIFSIGNALED(end.wait_status) && WTERMSIG(end.wait_status) == SIGKILL);
    CU_ASSERT_EQUAL(end.at_gate.ru_maxrss, 0);
    CU_ASSERT_EQUAL(end.start_ns, 0);

    CU_ASSERT_EQUAL_FATAL(launcher_hold(launcher, &spec, &pidfd, NULL, &err), 0);
    launcher_release(launcher);
    launcher_kill(launcher);
    wait_for(pidfd);
    CU_ASSERT_EQUAL(launcher_reap(launcher, &end, &err), 0);
    CU_ASSERT(WIFSIGNALED(end.wait_status) && WTERMSIG(end.wait_status) == SIGKILL);
    launcher_kill(launcher);
    CU_ASSERT_EQUAL(launcher_reap(launcher, &end, &err), -ECHILD);
    launcher_stop(launcher);
}

/* Run without being held, waited for until it has ended. */
static int run_at_once(struct launcher *launcher, const struct launch_spec *spec,
                       struct launch_end *end, struct err *err)
{
    bool ended = false;
    int r = launcher_run(launcher, spec, err);

    if (r < 0)
        return r;
    CU_ASSERT_EQUAL(launcher_await(launcher, clock_now_ns() + 20 * NS_PER_S, &ended, err), 0);
    CU_ASSERT(ended);
    return launcher_reap(launcher, end, err);
}

static void children_that_are_not_held_fare_as_those_that_are(void)
{
    static const char *const argvs[][4] = {
        {"/bin/sh", "-c", "exit 3", NULL},
        {"/bin/sh", "-c", "kill -SEGV $$", NULL},
        {"/bin/sh", "-c", "setsid sleep 4242.6 & sleep 0.05", NULL},
        {"/no/such/program", NULL},
        {"no-such-program", NULL},
        {"/etc/passwd", NULL},
    };
    static const char *const directories[] = {NULL, "/usr/none"};
    struct launcher *launcher = start();

    for (size_t i = 0; i < ARRAY_SIZE(argvs) * 2; i++) {
        struct launch_spec spec = {.argv = argvs[i / 2], .directory = directories[i % 2]};
        struct launch_end end = {.wait_status = -1};
        struct run held;
        struct err held_err = {""}, err = {""};
        int held_r = run(launcher, spec, &held, &held_err);
        spec.envp = environment;
        CU_ASSERT_EQUAL(run_at_once(launcher, &spec, &end, &err), held_r);
        CU_ASSERT_STRING_EQUAL(err.text, held_err.text);
        if (held_r < 0)
            continue;
        CU_ASSERT_EQUAL(end.wait_status, held.end.wait_status);
        CU_ASSERT_EQUAL(end.exec_errno, held.end.exec_errno);
        CU_ASSERT_EQUAL(end.stragglers, held.end.stragglers);
        CU_ASSERT(end.at_gate.ru_maxrss > 0);
    }
    CU_ASSERT_EQUAL(count_processes("sleep 4242.6", false), 0);
    launcher_stop(launcher);
}

static void a_child_that_is_not_held_is_timed_by_itself_and_the_launcher(void)
{
    const char *argv[] = {"/bin/sleep", "0.05", NULL};
    struct launcher *launcher = start();
    struct launch_spec spec = {.argv = argv};
    struct launch_end end;
    struct err err = {""};
    int64_t before_ns = clock_now_ns();

    CU_ASSERT_EQUAL(run_at_once(launcher, &spec, &end, &err), 0);
    CU_ASSERT(before_ns <= end.start_ns);
    CU_ASSERT(end.end_ns - end.start_ns >= 50 * NS_PER_MS);
    CU_ASSERT(end.end_ns <= clock_now_ns());
    launcher_stop(launcher);
}

/* CPUS: of the child; NULL: all, as the harness has them. */
static void kill_at_deadline_and_before(const cpu_set_t *cpus)
{
    const char *argv[] = {"/bin/sh", "-c", "sleep 4242.7 & exec sleep 4242.7", NULL};
    struct launcher *launcher = start();
    struct launch_spec spec = {.argv = argv, .envp = environment, .cpus = cpus};
    struct launch_end end;
    struct err err = {""};
    bool ended = true;

    for (int killed_first = 0; killed_first < 2; killed_first++) {
        CU_ASSERT_EQUAL_FATAL(launcher_run(launcher, &spec, &err), 0);
        CU_ASSERT_EQUAL(launcher_run(launcher, &spec, &err), -EBUSY);
        int64_t until_ns = clock_now_ns() + 30 * NS_PER_MS;
        CU_ASSERT_EQUAL(launcher_await(launcher, until_ns, &ended, &err), 0);
        CU_ASSERT_FALSE(ended);
        CU_ASSERT(clock_now_ns() >= until_ns);
        if (killed_first) {
            launcher_kill(launcher);
            CU_ASSERT_EQUAL(launcher_await(launcher, INT64_MAX, &ended, &err), 0);
            CU_ASSERT(ended);
        }
        CU_ASSERT_EQUAL(launcher_reap(launcher, &end, &err), 0);
        CU_ASSERT(WIFSIGNALED(end.wait_status) && WTERMSIG(end.wait_status) == SIGKILL);
        CU_ASSERT_EQUAL(count_processes("sleep 4242.7", false), 0);
    }
    launcher_kill(launcher);
    CU_ASSERT_EQUAL(launcher_reap(launcher, &end, &err), -ECHILD);
    launcher_stop(launcher);
}

static int64_t spent_ns(const struct launch_end *end)
{
    const struct rusage *all = &end->usage, *before = &end->at_gate;

    return (all->ru_utime.tv_sec - before->ru_utime.tv_sec + all->ru_stime.tv_sec -
            before->ru_stime.tv_sec) *
               NS_PER_S +
           (all->ru_utime.tv_usec - before->ru_utime.tv_usec + all->ru_stime.tv_usec -
            before->ru_stime.tv_usec) *
               1000;
}

static void a_child_that_burns_spends_that_much_before_its_program(void)
{
    const char *argv[] = {"/bin/true", NULL};
    struct launcher *launcher = start();
    struct launch_spec spec = {.argv = argv, .envp = environment, .burn_ns = 30 * NS_PER_MS};
    struct launch_end end;
    struct run held;
    struct err err = {""};

    CU_ASSERT_EQUAL(run_at_once(launcher, &spec, &end, &err), 0);
    CU_ASSERT(spent_ns(&end) >= spec.burn_ns);
    CU_ASSERT(end.end_ns - end.start_ns >= spec.burn_ns);
    CU_ASSERT_EQUAL(run(launcher, spec, &held, &err), 0);
    CU_ASSERT(spent_ns(&held.end) >= spec.burn_ns);
    spec.burn_ns = 0;
    CU_ASSERT_EQUAL(run_at_once(launcher, &spec, &end, &err), 0);
    CU_ASSERT(spent_ns(&end) < 30 * NS_PER_MS);
    launcher_stop(launcher);
}

static void a_child_that_is_not_held_can_be_killed_at_its_deadline_or_before(void)
{
    kill_at_deadline_and_before(NULL);
}

/* The harness then waits awake at first. */
static void so_can_one_that_has_other_cpus_than_the_harness(void)
{
    cpu_set_t all, one, others;

    CPU_ZERO(&all);
    CU_ASSERT_EQUAL_FATAL(sched_getaffinity(0, sizeof(all), &all), 0);
    if (CPU_COUNT(&all) < 2) {
        CU_PASS("needs two CPUs");
        return;
    }
    size_t cpu = 0;
    while (!CPU_ISSET(cpu, &all))
        cpu++;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    others = all;
    CPU_CLR(cpu, &others);
    CU_ASSERT_EQUAL(sched_setaffinity(0, sizeof(one), &one), 0);
    kill_at_deadline_and_before(&others);
    CU_ASSERT_EQUAL(sched_setaffinity(0, sizeof(all), &all), 0);
}

static void the_end_of_the_launcher_ends_the_wait_for_its_child(void)
{
    const char *argv[] = {"/bin/sleep", "4242.8", NULL};
    struct launcher *launcher = start();
    struct launch_spec spec = {.argv = argv};
    struct launch_end end;
    struct err err = {""};
    bool ended;

    CU_ASSERT_EQUAL_FATAL(launcher_run(launcher, &spec, &err), 0);
    for (int i = 0; i < 2000 && count_processes("/bin/sleep 4242.8", true) < 1; i++)
        usleep(1000);
    pid_t killer = fork();
    if (killer == 0) {
        usleep(50000);
        kill(launcher_pid(launcher), SIGKILL);
        _exit(0);
    }
    int64_t began_ns = clock_now_ns();
    CU_ASSERT_EQUAL(launcher_await(launcher, began_ns + 20 * NS_PER_S, &ended, &err), -EPIPE);
    CU_ASSERT(clock_now_ns() - began_ns < 10 * NS_PER_S);
    CU_ASSERT_STRING_EQUAL(err.text, "the launcher has ended");
    CU_ASSERT_EQUAL(launcher_reap(launcher, &end, &err), -EPIPE);
    waitpid(killer, NULL, 0);
    launcher_stop(launcher);
    /* exec as root may clear PDEATHSIG: the child then outlives both. */
    CU_ASSERT(system("pkill -KILL -f '^/bin/sleep 4242[.]8$'") != -1);
}

static void nobody_wakes_while_a_child_that_is_not_held_runs(void)
{
    const char *argv[] = {"/bin/sleep", "0.3", NULL};
    struct launcher *launcher = start();
    struct launch_spec spec = {.argv = argv};
    struct launch_end end;
    struct rusage before, after;
    struct err err = {""};
    char asleep[128], still[128];
    bool ended;

    CU_ASSERT_EQUAL_FATAL(launcher_run(launcher, &spec, &err), 0);
    nanosleep(&(struct timespec){.tv_nsec = 50 * NS_PER_MS}, NULL);
    status_line(launcher_pid(launcher), "voluntary_ctxt_switches", asleep);
    getrusage(RUSAGE_SELF, &before);
    CU_ASSERT_EQUAL(launcher_await(launcher, clock_now_ns() + 100 * NS_PER_MS, &ended, &err),
                    0);
    CU_ASSERT_FALSE(ended);
    status_line(launcher_pid(launcher), "voluntary_ctxt_switches", still);
    CU_ASSERT_EQUAL(launcher_await(launcher, INT64_MAX, &ended, &err), 0);
    getrusage(RUSAGE_SELF, &after);
    CU_ASSERT_STRING_NOT_EQUAL(asleep, "");
    CU_ASSERT_STRING_EQUAL(asleep, still);
    CU_ASSERT_EQUAL(after.ru_nvcsw - before.ru_nvcsw, 2);
    CU_ASSERT_EQUAL(launcher_reap(launcher, &end, &err), 0);
    launcher_stop(launcher);
}

static void nobody_wakes_while_a_child_runs(void)
{
    const char *argv[] = {"/bin/sleep", "0.2", NULL};
    struct launcher *launcher = start();
    struct launch_spec spec = {.argv = argv};
    struct launch_end end;
    struct rusage before, after;
    struct err err = {""};
    char asleep[128], still[128];
    int pidfd;

    CU_ASSERT_EQUAL_FATAL(launcher_hold(launcher, &spec, &pidfd, NULL, &err), 0);
    nanosleep(&(struct timespec){.tv_nsec = 20 * NS_PER_MS}, NULL);
    status_line(launcher_pid(launcher), "voluntary_ctxt_switches", asleep);
    getrusage(RUSAGE_SELF, &before);
    launcher_release(launcher);
    struct pollfd ended = {.fd = pidfd, .events = POLLIN};
    CU_ASSERT_EQUAL(poll(&ended, 1, 100), 0);
    status_line(launcher_pid(launcher), "voluntary_ctxt_switches", still);
    wait_for(pidfd);
    getrusage(RUSAGE_SELF, &after);
    CU_ASSERT_STRING_NOT_EQUAL(asleep, "");
    CU_ASSERT_STRING_EQUAL(asleep, still);
    CU_ASSERT_EQUAL(after.ru_nvcsw - before.ru_nvcsw, 2);
    CU_ASSERT_EQUAL(launcher_reap(launcher, &end, &err), 0);
    launcher_stop(launcher);
}

static void launcher_kills_and_counts_what_a_program_leaves_behind(void)
{
    static const char script[] = "sleep 4242.1 & setsid sleep 4242.1 & (setsid sh -c 'sleep "
                                 "4242.1 & sleep 4242.1; :' &) "
                                 "; read line; exit 7";
    const char *argv[] = {"/bin/sh", "-c", script, NULL};
    struct launcher *launcher = start();
    struct launch_end end;
    struct run result;
    struct err err = {""};
    int input[2], pidfd;

    CU_ASSERT_EQUAL_FATAL(pipe2(input, O_CLOEXEC), 0);
    const int stdio[] = {input[0], -1, -1};
    struct launch_spec spec = {.argv = argv, .envp = environment, .stdio = stdio};
    CU_ASSERT_EQUAL_FATAL(launcher_hold(launcher, &spec, &pidfd, NULL, &err), 0);
    launcher_release(launcher);
    /* Four sleeps; the shell of two of them is the fifth. */
    for (int i = 0; i < 2000 && count_processes("sleep 4242.1", true) < 4; i++)
        usleep(5000);
    CU_ASSERT_EQUAL(write(input[1], "\n", 1), 1);
    wait_for(pidfd);
    CU_ASSERT_EQUAL(launcher_reap(launcher, &end, &err), 0);
    CU_ASSERT(WIFEXITED(end.wait_status) && WEXITSTATUS(end.wait_status) == 7);
    /* A sleep may be reaped by its shell while that dies. */
    CU_ASSERT(end.stragglers >= 3 && end.stragglers <= 5);
    CU_ASSERT_EQUAL(count_processes("sleep 4242.1", false), 0);
    shell(launcher, "exit 0", &result);
    CU_ASSERT_EQUAL(result.end.stragglers, 0);
    close(input[0]);
    close(input[1]);
    launcher_stop(launcher);
}

static void launcher_gets_the_better_of_a_program_that_keeps_forking(void)
{
    struct launcher *launcher = start();
    struct run result;

    shell(
        launcher,
        "for i in 1 2 3; do setsid sh -c 'for j in $(seq 300); do setsid sleep 4242.2 & done; "
        "exec sleep 4242.2' & done; sleep 0.1",
        &result);
    CU_ASSERT(result.end.stragglers > 3);
    CU_ASSERT_EQUAL(count_processes("sleep 4242.2", false), 0);
    launcher_stop(launcher);
}

static void a_child_that_joins_the_launchers_group_is_killed_without_the_launcher(void)
{
    const char *argv[] = {
        "/usr/bin/perl", "-e",
        "setpgrp(0, getppid()) or die; fork(); fork(); exec 'sleep', '4242.5'", NULL};
    struct launcher *launcher = start();
    struct launch_spec spec = {.argv = argv, .envp = environment};
    struct launch_end end;
    struct run result;
    struct err err = {""};
    int pidfd;

    for (int killed_first = 0; killed_first < 2; killed_first++) {
        CU_ASSERT_EQUAL_FATAL(launcher_hold(launcher, &spec, &pidfd, NULL, &err), 0);
        launcher_release(launcher);
        for (int i = 0; i < 2000 && count_processes("sleep 4242.5", true) < 4; i++)
            usleep(5000);
        if (killed_first) {
            launcher_kill(launcher);
            wait_for(pidfd);
        }
        CU_ASSERT_EQUAL(launcher_reap(launcher, &end, &err), 0);
        CU_ASSERT(WIFSIGNALED(end.wait_status));
        CU_ASSERT(end.stragglers >= 1);
        CU_ASSERT_EQUAL(count_processes("sleep 4242.5", false), 0);
    }
    shell(launcher, "echo alive", &result);
    CU_ASSERT_STRING_EQUAL(result.text, "alive\n");
    launcher_stop(launcher);
}

/* A process that is a harness: starts a launcher and a child that leaves its group, and says
 * the launcher's pid. */
static _Noreturn void be_harness(int out, bool held)
{
    const char *argv[] = {"/bin/sh", "-c",
                          "setsid sleep 4242.3 & sleep 4242.3 & exec sleep 4242.3", NULL};
    struct launch_spec spec = {.argv = argv, .envp = environment};
    struct launcher *launcher;
    struct err err;
    int pidfd;

    if (launcher_start(&launcher, &err) < 0 ||
        (held ? launcher_hold(launcher, &spec, &pidfd, NULL, &err)
              : launcher_run(launcher, &spec, &err)) < 0)
        _exit(1);
    if (held)
        launcher_release(launcher);
    while (count_processes("sleep 4242.3", true) < 3)
        usleep(10000);
    pid_t pid = launcher_pid(launcher);
    if (write(out, &pid, sizeof(pid)) != sizeof(pid))
        _exit(1);
    for (;;)
        pause();
}

static void check_nothing_is_left(bool held)
{
    pid_t launcher = 0;
    int link[2];
    int status;

    /* So that the launcher comes to us when its harness dies, and can be awaited. */
    CU_ASSERT_EQUAL(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    CU_ASSERT_EQUAL_FATAL(pipe(link), 0);
    pid_t harness = fork();
    if (harness == 0)
        be_harness(link[1], held);
    CU_ASSERT_EQUAL(read(link[0], &launcher, sizeof(launcher)), (ssize_t)sizeof(launcher));
    CU_ASSERT_EQUAL(count_processes("sleep 4242.3", false), 3);
    kill(harness, SIGKILL);
    CU_ASSERT_EQUAL(waitpid(harness, &status, 0), harness);
    CU_ASSERT_EQUAL(waitpid(launcher, &status, 0), launcher);
    CU_ASSERT(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CU_ASSERT_EQUAL(count_processes("sleep 4242.3", false), 0);
    prctl(PR_SET_CHILD_SUBREAPER, 0);
    close(link[0]);
    close(link[1]);
}

static void nothing_is_left_when_the_harness_is_killed(void)
{
    check_nothing_is_left(true);
    check_nothing_is_left(false);
}

static void a_killed_launcher_is_an_error_and_takes_its_child_along(void)
{
    const char *argv[] = {"/bin/sleep", "4242.4", NULL};
    struct launcher *launcher = start();
    struct launch_spec spec = {.argv = argv};
    struct launch_end end;
    struct err err = {""};
    int pidfd;

    CU_ASSERT_EQUAL_FATAL(launcher_hold(launcher, &spec, &pidfd, NULL, &err), 0);
    /* Held, since exec as root clears PDEATHSIG with the rise of capabilities. */
    kill(launcher_pid(launcher), SIGKILL);
    wait_for(pidfd);
    CU_ASSERT_EQUAL(launcher_reap(launcher, &end, &err), -EPIPE);
    CU_ASSERT_EQUAL(launcher_hold(launcher, &spec, &pidfd, NULL, &err), -EPIPE);
    CU_ASSERT_STRING_EQUAL(err.text, "the launcher has ended");
    launcher_stop(launcher);
}

static void launcher_counts_events_from_exec_on(void)
{
    const struct launch_event events[] = {
        {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_TASK_CLOCK},
        {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_PAGE_FAULTS},
    };
    const char *argv[] = {"/bin/sh", "-c", "/bin/true; /bin/true", NULL};
    struct launch_spec spec = {.argv = argv, .events = events, .event_count = 2};
    struct launcher *launcher = start();
    struct launch_end end;
    struct err err = {""};
    int64_t paranoid = 3;
    int event_errno = -1;
    int pidfd;

    CU_ASSERT_EQUAL(perf_paranoid("", &paranoid, &err), 0);
    for (int i = 0; i < 3; i++) {
        CU_ASSERT_EQUAL_FATAL(launcher_hold(launcher, &spec, &pidfd, &event_errno, &err), 0);
        launcher_release(launcher);
        wait_for(pidfd);
        CU_ASSERT_EQUAL(launcher_reap(launcher, &end, &err), 0);
        if (geteuid() != 0 && paranoid > 1) {
            CU_ASSERT_EQUAL(event_errno, EACCES);
            continue;
        }
        int64_t cpu_ns = (end.usage.ru_utime.tv_sec + end.usage.ru_stime.tv_sec) * NS_PER_S +
                         (end.usage.ru_utime.tv_usec + end.usage.ru_stime.tv_usec) * 1000;
        CU_ASSERT_EQUAL(event_errno, 0);
        /* The counter has what interrupts and a hypervisor took meanwhile, rusage has not. */
        CU_ASSERT(end.counts[0].value > 0 && (int64_t)end.counts[0].value <= 2 * cpu_ns);
        CU_ASSERT(end.counts[1].value > 50);
        CU_ASSERT(end.counts[0].enabled_ns >= end.counts[0].running_ns);
        CU_ASSERT(end.counts[0].running_ns > 0);
    }
    launcher_stop(launcher);
}

static void a_counter_that_is_not_there_leaves_the_child_held_without_any(void)
{
    const struct launch_event events[] = {
        {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_DUMMY},
        {0x7fff0000, 1},
    };
    const char *argv[] = {"/bin/true", NULL};
    struct launch_spec spec = {.argv = argv, .events = events, .event_count = 2};
    struct launcher *launcher = start();
    struct launch_end end;
    struct err err = {""};
    int event_errno = 0;
    int pidfd;

    CU_ASSERT_EQUAL_FATAL(launcher_hold(launcher, &spec, &pidfd, &event_errno, &err), 0);
    CU_ASSERT(event_errno == ENOENT || event_errno == EACCES);
    launcher_release(launcher);
    wait_for(pidfd);
    CU_ASSERT_EQUAL(launcher_reap(launcher, &end, &err), 0);
    CU_ASSERT_EQUAL(end.wait_status, 0);
    CU_ASSERT_EQUAL(end.counts[0].enabled_ns, 0);
    launcher_stop(launcher);
}

static void the_floor_of_the_resident_set_is_told_with_each_child(void)
{
    struct launcher *launcher = start();
    struct run result;

    CU_ASSERT(launcher_rss_floor_bytes(launcher) > 0);
    shell(launcher, "exit 0", &result);
    CU_ASSERT(result.end.at_gate.ru_maxrss > 0);
    CU_ASSERT(result.end.at_gate.ru_maxrss * 1024 <= launcher_rss_floor_bytes(launcher));
    CU_ASSERT(result.end.usage.ru_maxrss >= result.end.at_gate.ru_maxrss);
    launcher_stop(launcher);
}

static void a_launcher_that_became_a_user_has_no_capability_nor_have_its_children(void)
{
    static const char *const sets[] = {"CapInh", "CapPrm", "CapEff", "CapAmb"};
    const char *argv[] = {"/bin/cat", "/proc/self/status", NULL};
    struct launcher *launcher = start();
    char value[128], line[64];
    struct run result;
    struct err err = {""};

    if (geteuid() != 0) {
        CU_PASS("only root can become another user");
        launcher_stop(launcher);
        return;
    }
    CU_ASSERT_EQUAL(launcher_become(launcher, NOBODY, NOBODY, false, &err), 0);
    for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
        status_line(launcher_pid(launcher), sets[i], value);
        CU_ASSERT_STRING_EQUAL(value, "0000000000000000");
    }
    CU_ASSERT_EQUAL(run(launcher, (struct launch_spec){.argv = argv}, &result, &err), 0);
    for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
        snprintf(line, sizeof(line), "%s:\t0000000000000000\n", sets[i]);
        CU_ASSERT_PTR_NOT_NULL(strstr(result.text, line));
    }
    CU_ASSERT_PTR_NOT_NULL(strstr(result.text, "Uid:\t65534\t65534\t65534\t65534\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(result.text, "Gid:\t65534\t65534\t65534\t65534\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(result.text, "Groups:\t65534 \n"));
    launcher_stop(launcher);
}

static void a_launcher_may_keep_perfmon_alone_and_its_children_never_have_it(void)
{
    const struct launch_event events[] = {{PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CONTEXT_SWITCHES}};
    const char *argv[] = {"/bin/cat", "/proc/self/status", NULL};
    struct launcher *launcher = start();
    struct launch_spec spec = {.argv = argv, .events = events, .event_count = 1};
    char value[128], before[128];
    struct run result;
    struct err err = {""};
    int event_errno = -1;
    int pidfd;

    status_line(getpid(), "CapEff", before);
    if (geteuid() != 0 || (strtoull(before, NULL, 16) >> 38 & 1) == 0) {
        CU_PASS("needs CAP_PERFMON");
        launcher_stop(launcher);
        return;
    }
    CU_ASSERT_EQUAL(launcher_become(launcher, NOBODY, NOBODY, true, &err), 0);
    status_line(launcher_pid(launcher), "CapPrm", value);
    CU_ASSERT_STRING_EQUAL(value, "0000004000000000");
    CU_ASSERT_EQUAL(run(launcher, spec, &result, &err), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(result.text, "CapPrm:\t0000000000000000\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(result.text, "CapEff:\t0000000000000000\n"));
    CU_ASSERT_EQUAL(launcher_hold(launcher, &spec, &pidfd, &event_errno, &err), 0);
    CU_ASSERT_EQUAL(event_errno, 0);
    status_line(process_of(pidfd), "CapPrm", value);
    CU_ASSERT_STRING_EQUAL(value, "0000000000000000");
    CU_ASSERT_EQUAL(launcher_reap(launcher, &result.end, &err), 0);
    launcher_stop(launcher);
}

static void a_launcher_cannot_be_looked_into_by_its_user(void)
{
    struct launcher *launcher = start();
    struct stat status;
    char path[64];

    snprintf(path, sizeof(path), "/proc/%d/environ", launcher_pid(launcher));
    CU_ASSERT_EQUAL(stat(path, &status), 0);
    /* proc(5): the files of a process that is not dumpable belong to root. */
    CU_ASSERT_EQUAL(status.st_uid, 0);
    if (geteuid() != 0) {
        CU_ASSERT_EQUAL(open(path, O_RDONLY | O_CLOEXEC), -1);
    }
    launcher_stop(launcher);
}

static const struct suite_test tests[] = {
    TEST(launcher_tells_how_a_child_ended),
    TEST(launcher_gives_a_child_its_environment_directory_and_arguments),
    TEST(launcher_says_which_program_is_missing_or_cannot_be_executed),
    TEST(launcher_searches_path_from_the_childs_directory),
    TEST(launcher_refuses_arguments_that_are_too_long),
    TEST(children_inherit_nothing_but_their_descriptors),
    TEST(children_have_default_signals_and_a_group_of_their_own),
    TEST(children_run_on_their_cpus_and_on_all_when_not_pinned),
    TEST(children_are_made_at_home_and_may_leave_it),
    TEST(children_on_a_cpu_that_is_not_there_are_refused),
    TEST(held_children_do_nothing_until_released_and_can_be_killed),
    TEST(nobody_wakes_while_a_child_runs),
    TEST(children_that_are_not_held_fare_as_those_that_are),
    TEST(a_child_that_is_not_held_is_timed_by_itself_and_the_launcher),
    TEST(a_child_that_burns_spends_that_much_before_its_program),
    TEST(a_child_that_is_not_held_can_be_killed_at_its_deadline_or_before),
    TEST(so_can_one_that_has_other_cpus_than_the_harness),
    TEST(nobody_wakes_while_a_child_that_is_not_held_runs),
    TEST(the_end_of_the_launcher_ends_the_wait_for_its_child),
    TEST(launcher_kills_and_counts_what_a_program_leaves_behind),
    TEST(launcher_gets_the_better_of_a_program_that_keeps_forking),
    TEST(a_child_that_joins_the_launchers_group_is_killed_without_the_launcher),
    TEST(nothing_is_left_when_the_harness_is_killed),
    TEST(a_killed_launcher_is_an_error_and_takes_its_child_along),
    TEST(launcher_counts_events_from_exec_on),
    TEST(a_counter_that_is_not_there_leaves_the_child_held_without_any),
    TEST(the_floor_of_the_resident_set_is_told_with_each_child),
    TEST(a_launcher_that_became_a_user_has_no_capability_nor_have_its_children),
    TEST(a_launcher_may_keep_perfmon_alone_and_its_children_never_have_it),
    TEST(a_launcher_cannot_be_looked_into_by_its_user),
    {NULL, NULL},
};
const struct suite suite_launcher = {"launcher", tests};
