/* SPDX-License-Identifier: MIT
 * A held child's counters, and a spare of each kind. */
#include "sys/tally.h"

#include <unistd.h>

#include "sys/perf.h"

/* Opening the first event of a kind and closing the last switches code in the kernel on and
 * off, which stops every CPU for a moment: one event of each kind stays open for ever. */
static void keep_spare(struct tally *tally, const struct launch_event *event)
{
    for (size_t i = 0; i < tally->spare_count; i++)
        if (tally->spares[i].type == event->type && tally->spares[i].config == event->config)
            return;
    if (tally->spare_count < TALLY_SPARES && perf_open_spare(event->type, event->config) >= 0)
        tally->spares[tally->spare_count++] = *event;
}

int tally_open(struct tally *tally, const struct launch_event *events, size_t count, pid_t pid)
{
    struct err ignored;

    for (size_t i = 0; i < count; i++) {
        keep_spare(tally, &events[i]);
        int fd = perf_open_child(events[i].type, events[i].config, pid, &ignored);
        if (fd < 0) {
            tally_close(tally);
            return -fd;
        }
        tally->fds[tally->count++] = fd;
    }
    return 0;
}

void tally_read(const struct tally *tally, struct launch_count *counts)
{
    for (size_t i = 0; i < tally->count; i++)
        if (read(tally->fds[i], &counts[i], sizeof(counts[i])) != sizeof(counts[i]))
            counts[i] = (struct launch_count){0};
}

void tally_close(struct tally *tally)
{
    for (size_t i = 0; i < tally->count; i++)
        close(tally->fds[i]);
    tally->count = 0;
}
