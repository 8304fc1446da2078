/* SPDX-License-Identifier: MIT
 * The signal handler. What it needs stands at file scope: a handler has no other place to look.
 */
#include "cli/interrupt.h"

#include <stddef.h>

static volatile sig_atomic_t interrupts;
static const struct launcher *watched;

static void count_interrupt(int signal)
{
    (void)signal;
    interrupts++;
    if (interrupts > 1)
        launcher_kill(watched);
}

const volatile sig_atomic_t *interrupt_watch(const struct launcher *launcher)
{
    struct sigaction action = {.sa_handler = count_interrupt, .sa_flags = SA_RESTART};

    watched = launcher;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    return &interrupts;
}
