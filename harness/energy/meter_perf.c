/* SPDX-License-Identifier: MIT
 * RAPL through perf_event_open(2): one group of counters for each package or die. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "energy/meter_backend.h"
#include "energy/perf_group.h"
#include "energy/rapl_pmu.h"
#include "sys/perf.h"
#include "sys/pfm.h"

/* The events of one CPU, read together. */
struct perf_group {
    int fd[METER_DOMAINS]; /* the first leads */
    int shift[METER_DOMAINS];
    uint64_t start[METER_DOMAINS];
    int channel[METER_DOMAINS];
    size_t count;
    int cpu;
    uint64_t missed_ns; /* time enabled but not counting, up to the last reading */
};

struct perf_state {
    struct perf_group *groups;
    size_t count;
};

/* libpfm4's answer, where it has one and sysfs says the same; it knows the CPU's model, sysfs
 * what the kernel does. Intel's encoder answers PERF_TYPE_RAW where it finds no PMU. */
static const char *resolve(struct meter *meter, const struct rapl_pmu *pmu,
                           const struct rapl_event *event, char name[static 128])
{
    static const char *const prefixes[] = {"rapl", "amd64_rapl"};
    struct err unused;
    uint32_t type;
    uint64_t config;

    for (size_t i = 0; i < ARRAY_SIZE(prefixes); i++) {
        snprintf(name, 128, "%s::%s", prefixes[i], rapl_pfm_name(event->domain));
        if (pfm_encode(name, &type, &config, &unused) < 0)
            continue;
        if (type == pmu->type && config == event->config)
            return "libpfm4";
        meter_note(meter,
                   "libpfm4 gives type %" PRIu32 " config 0x%" PRIx64
                   " for %s, sysfs type %" PRIu32 " config 0x%" PRIx64 ": sysfs is used.",
                   type, config, name, pmu->type, event->config);
    }
    snprintf(name, 128, "power/%s/", rapl_event_name(event->domain));
    return "sysfs";
}

static int add_to_group(struct meter *meter, struct perf_group *group,
                        const struct rapl_event *event, int fd,
                        const struct meter_channel *channel, struct err *err)
{
    int number = meter_add_channel(meter, channel, err);

    if (number < 0 || fd < 0)
        return number;
    group->fd[group->count] = fd;
    group->shift[group->count] = event->shift;
    group->channel[group->count] = number;
    group->count++;
    return number;
}

/* Errors that say something of this event, not of this process or machine. */
static bool is_wrong_event(int code)
{
    return code == -EINVAL || code == -ENOENT || code == -ENODEV || code == -EOPNOTSUPP;
}

static int open_event(struct meter *meter, struct perf_group *group, const struct rapl_pmu *pmu,
                      const struct rapl_event *event, const struct reader *reader,
                      struct err *err)
{
    struct meter_channel channel = {.domain = event->domain,
                                    .package = reader->package,
                                    .die = reader->die,
                                    .cpu = reader->cpu,
                                    .source = METER_RAPL_PERF,
                                    .step_nj = 1};
    int fd = -1;
    int r;

    channel.resolver = resolve(meter, pmu, event, channel.event);
    memcpy(channel.defect, event->defect, sizeof(channel.defect));
    if (event->defect[0] == '\0') {
        fd = perf_open_cpu(pmu->type, event->config, reader->cpu,
                           group->count > 0 ? group->fd[0] : -1, err);
        if (is_wrong_event(fd))
            snprintf(channel.defect, sizeof(channel.defect),
                     "sysfs lists %s as config 0x%" PRIx64 ", which perf refuses: %.80s",
                     rapl_event_name(event->domain), event->config, err->text);
        else if (fd < 0)
            return err_prefix(err, fd == -EPERM ? -EACCES : fd, "perf, energy of CPU %d",
                              reader->cpu);
        else if (event->shift != RAPL_SCALE_SHIFT)
            meter_note(meter, "%s counts 2^-%d J by its .scale, not the usual 2^-%d.",
                       rapl_event_name(event->domain), event->shift, RAPL_SCALE_SHIFT);
    }
    r = add_to_group(meter, group, event, fd, &channel, err);
    if (r < 0 && fd >= 0)
        close(fd);
    return r < 0 ? r : 0;
}

/* psys is the platform's: the other packages would only say it again, or nothing. */
static int open_group(struct meter *meter, struct perf_group *group, const struct rapl_pmu *pmu,
                      const struct reader *reader, bool first, struct err *err)
{
    int r;

    group->cpu = reader->cpu;
    for (size_t i = 0; i < pmu->count; i++) {
        if (pmu->event[i].domain == METER_PSYS && !first)
            continue;
        if ((r = open_event(meter, group, pmu, &pmu->event[i], reader, err)) < 0)
            return r;
    }
    return 0;
}

int perf_group_decode(const uint64_t *words, size_t length, size_t count, uint64_t *missed_ns,
                      struct err *err)
{
    if (length != 3 + count || words[0] != count)
        return err_set(err, -EIO, "perf gave %zu words for %zu counters", length, count);
    if (words[1] < words[2])
        return err_set(err, -EIO, "perf counted for longer than it was enabled");
    uint64_t missed = words[1] - words[2];
    uint64_t now = missed - *missed_ns;
    *missed_ns = missed;
    if (now > PERF_GROUP_SLACK_NS && now <= INT64_MAX)
        return err_set(err, -EIO, "perf did not count for %" PRIu64 " ns", now);
    return 0;
}

static int read_group(struct perf_group *group, uint64_t words[static 3 + METER_DOMAINS],
                      struct err *err)
{
    size_t size = (3 + group->count) * sizeof(*words);
    ssize_t n;

    do {
        n = read(group->fd[0], words, size);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        return err_sys(err, "energy of CPU %d", group->cpu);
    int r = perf_group_decode(words, (size_t)n / sizeof(*words), group->count,
                              &group->missed_ns, err);
    return r < 0 ? err_prefix(err, r, "energy of CPU %d", group->cpu) : 0;
}

/* Counting begins here, when all is open: opening an event interrupts those of its group. */
static int start_group(struct perf_group *group, struct err *err)
{
    uint64_t words[3 + METER_DOMAINS];
    int r;

    group->missed_ns = 0;
    if (group->count == 0)
        return 0;
    if ((r = read_group(group, words, err)) < 0 && r != -EIO)
        return r;
    if ((r = read_group(group, words, err)) < 0)
        return r;
    memcpy(group->start, words + 3, group->count * sizeof(*words));
    return 0;
}

static int read_all(struct meter *meter, int64_t *nj, struct err *err)
{
    struct perf_state *state = meter->state;
    uint64_t words[3 + METER_DOMAINS];
    struct err own;
    int result = 0;

    for (size_t g = 0; g < state->count; g++) {
        struct perf_group *group = &state->groups[g];
        int r = group->count > 0 ? read_group(group, words, &own) : 0;
        if (r < 0 && result == 0) {
            result = r;
            *err = own;
        }
        for (size_t i = 0; r == 0 && i < group->count; i++)
            nj[group->channel[i]] = rapl_nj(words[3 + i] - group->start[i], group->shift[i]);
    }
    return result;
}

static void close_all(void *memory)
{
    struct perf_state *state = memory;

    for (size_t g = 0; g < state->count; g++)
        for (size_t i = state->groups[g].count; i > 0; i--)
            close(state->groups[g].fd[i - 1]);
    free(state->groups);
    free(state);
}

static void note_mask(struct meter *meter, const struct rapl_pmu *pmu,
                      const struct readers *readers)
{
    if (readers->mask_wide)
        meter_note(
            meter,
            "cpumask names %zu CPUs, but the counters are by %s: one CPU of each is read "
            "(%zu), so that nothing counts twice.",
            pmu->mask_count, readers->per_die ? "die" : "package", readers->count);
}

static int open_groups(struct meter *meter, const struct rapl_pmu *pmu,
                       const struct readers *readers, struct err *err)
{
    struct perf_state *state = meter->state;
    bool usable = false;
    int r;

    state->groups = mem_alloc(readers->count, sizeof(*state->groups));
    for (size_t i = 0; i < readers->count; i++) {
        state->count++;
        if ((r = open_group(meter, &state->groups[i], pmu, &readers->items[i], i == 0, err)) <
            0)
            return r;
    }
    for (size_t i = 0; i < pmu->count; i++)
        usable |= pmu->event[i].defect[0] != '\0';
    for (size_t i = 0; i < state->count; i++)
        usable |= state->groups[i].count > 0;
    if (!usable) /* no domain whose defect would be worth showing, and none to read */
        return err_set(err, -EIO, "the perf PMU 'power' has no event that perf would open: %s",
                       meter->channel[0].defect);
    for (size_t i = 0; i < state->count; i++)
        if ((r = start_group(&state->groups[i], err)) < 0)
            return r;
    return 0;
}

static int open_all(struct meter *meter, const struct meter_options *options, struct err *err)
{
    struct rapl_pmu *pmu = mem_alloc(1, sizeof(*pmu));
    struct readers readers = {0};
    int r;

    meter->state = mem_alloc(1, sizeof(struct perf_state));
    if (strcmp(options->root, "") != 0 && strcmp(options->root, "/") != 0) {
        r = err_set(err, -ENODEV, "perf's counters are those of the running machine, not of %s",
                    options->root);
        goto out;
    }
    if ((r = rapl_pmu_read(pmu, options->root, err)) < 0)
        goto out;
    readers = places_readers(&meter->places, pmu->mask, pmu->mask_count);
    note_mask(meter, pmu, &readers);
    r = open_groups(meter, pmu, &readers, err);
out:
    free(readers.items);
    free(pmu);
    return r;
}

const struct meter_backend meter_perf = {METER_RAPL_PERF, open_all, read_all, close_all};
