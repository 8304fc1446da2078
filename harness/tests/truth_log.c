/* SPDX-License-Identifier: MIT
 * Copies the test bed's true energy to standard output every so many milliseconds until it is
 * told to end (SIGTERM): what polyjoule's joules are compared with. */
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_MS 1000000L
#define NS_PER_S 1000000000L

static volatile sig_atomic_t ended;

static void end(int signal)
{
    (void)signal;
    ended = 1;
}

static int copy(int truth)
{
    char text[8192];
    ssize_t n = pread(truth, text, sizeof(text), 0);

    return n > 0 && write(STDOUT_FILENO, text, (size_t)n) == n ? 0 : -1;
}

int main(int argc, char **argv)
{
    long period_ms = argc == 2 ? strtol(argv[1], NULL, 10) : 0;
    int truth = open("/sys/kernel/debug/rapl_testbed/truth", O_RDONLY | O_CLOEXEC);
    struct timespec next;

    if (period_ms <= 0 || period_ms > 1000) {
        fputs("usage: truth_log MILLISECONDS >FILE\n", stderr);
        return 2;
    }
    if (truth < 0) {
        perror("truth_log: the test bed's truth");
        return 1;
    }
    /* What is measured shall not make it late. */
    if (sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){.sched_priority = 1}) < 0) {
        perror("truth_log: SCHED_FIFO");
        return 1;
    }
    signal(SIGTERM, end);
    clock_gettime(CLOCK_MONOTONIC, &next);
    while (!ended) {
        if (copy(truth) < 0) {
            perror("truth_log");
            return 1;
        }
        next.tv_nsec += period_ms * NS_PER_MS;
        next.tv_sec += next.tv_nsec / NS_PER_S;
        next.tv_nsec %= NS_PER_S;
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
    return 0;
}
