/* SPDX-License-Identifier: MIT
 * Which counters a child gets. */
#include "exec/counters.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "sys/perf.h"
#include "sys/pfm.h"
#include "sys/root.h"

struct known {
    const char *name;
    const char *pfm_name;
    bool hardware;
    bool automatic;
};

static const struct known known[] = {
    {"instructions", "perf::PERF_COUNT_HW_INSTRUCTIONS", true, true},
    {"cycles", "perf::PERF_COUNT_HW_CPU_CYCLES", true, true},
    {"cache-misses", "perf::PERF_COUNT_HW_CACHE_MISSES", true, true},
    {"branch-misses", "perf::PERF_COUNT_HW_BRANCH_MISSES", true, true},
    {"task-clock", "perf::PERF_COUNT_SW_TASK_CLOCK", false, true},
    {"context-switches", "perf::PERF_COUNT_SW_CONTEXT_SWITCHES", false, true},
    {"cpu-migrations", "perf::PERF_COUNT_SW_CPU_MIGRATIONS", false, true},
    {"page-faults", "perf::PERF_COUNT_SW_PAGE_FAULTS", false, true},
    {"minor-faults", "perf::PERF_COUNT_SW_PAGE_FAULTS_MIN", false, false},
    {"major-faults", "perf::PERF_COUNT_SW_PAGE_FAULTS_MAJ", false, false},
    {"branches", "perf::PERF_COUNT_HW_BRANCH_INSTRUCTIONS", true, false},
    {"cache-references", "perf::PERF_COUNT_HW_CACHE_REFERENCES", true, false},
    {"ref-cycles", "perf::PERF_COUNT_HW_REF_CPU_CYCLES", true, false},
    {"stalled-cycles-frontend", "perf::PERF_COUNT_HW_STALLED_CYCLES_FRONTEND", true, false},
    {"stalled-cycles-backend", "perf::PERF_COUNT_HW_STALLED_CYCLES_BACKEND", true, false},
};

/* cpu, or cpu_core and cpu_atom; armv8_pmuv3_0 and its like. */
static int is_core_pmu(void *context, const char *name, struct err *err)
{
    (void)context;
    (void)err;
    return strncmp(name, "cpu", 3) == 0 || strncmp(name, "armv", 4) == 0;
}

/* Why KNOWN cannot be counted here, in ERR; 0 where it can, tried on this process. */
static int try_event(const struct known *event, const char *root, struct launch_event *out,
                     struct err *err)
{
    static const char devices[] = "/sys/bus/event_source/devices";
    struct err ignored;
    int r;

    if (event->hardware && root_list(root, devices, is_core_pmu, NULL, &ignored) != 1)
        return err_set(err, -ENODEV, "no counters of the CPU: no PMU in %s%s", root, devices);
    if ((r = pfm_encode(event->pfm_name, &out->type, &out->config, err)) < 0)
        return r;
    int fd = perf_open_child(out->type, out->config, getpid(), err);
    if (fd < 0)
        return fd;
    close(fd);
    return 0;
}

/* Each reason once: mostly it is the same for all. */
static void note_absent(struct counters *out, const char *name, const struct err *why)
{
    size_t used = strlen(out->absent);

    if (strstr(out->absent, why->text) == NULL)
        snprintf(out->absent + used, sizeof(out->absent) - used, "%s%s: %s",
                 used > 0 ? "; " : "", name, why->text);
}

static int add(struct counters *out, const struct known *event, const char *root)
{
    struct counter_event *next = &out->event[out->count];
    struct err err;

    for (size_t i = 0; i < out->count; i++)
        if (out->event[i].name == event->name)
            return 0;
    int r = try_event(event, root, &next->event, &err);
    if (r < 0) {
        note_absent(out, event->name, &err);
        return r;
    }
    next->name = event->name;
    out->count++;
    return 0;
}

/* Where the first, a hardware event, is not to be had, rusage tells as much as the rest would.
 */
static void add_automatic(struct counters *out, const char *root, bool hardware)
{
    for (size_t i = 0; i < ARRAY_SIZE(known); i++)
        if (known[i].automatic && (hardware || !known[i].hardware) &&
            add(out, &known[i], root) < 0 && i == 0)
            return;
}

static int refuse(const char *name, size_t length, struct err *err)
{
    struct text names = {0};

    for (size_t i = 0; i < ARRAY_SIZE(known); i++)
        text_printf(&names, " %s", known[i].name);
    int r =
        err_set(err, -EINVAL, "'%.*s' is not a counter; there are: auto software none, or%s",
                (int)length, name, text_string(&names));
    text_free(&names);
    return r;
}

static int add_named(struct counters *out, const char *set, const char *root, struct err *err)
{
    for (const char *at = set;; at++) {
        size_t length = strcspn(at, ",");
        size_t i = 0;
        while (i < ARRAY_SIZE(known) &&
               (strncmp(known[i].name, at, length) != 0 || known[i].name[length] != '\0'))
            i++;
        if (i == ARRAY_SIZE(known))
            return refuse(at, length, err);
        add(out, &known[i], root);
        at += length;
        if (*at == '\0')
            return 0;
    }
}

_Static_assert(ARRAY_SIZE(known) <= LAUNCH_EVENTS_MAX, "all known counters fit");

int counters_resolve(struct counters *out, const char *set, const char *root, struct err *err)
{
    *out = (struct counters){0};
    if (strcmp(set, "none") == 0)
        return 0;
    if (strcmp(set, "auto") != 0 && strcmp(set, "software") != 0)
        return add_named(out, set, root, err);
    add_automatic(out, root, strcmp(set, "auto") == 0);
    return 0;
}
