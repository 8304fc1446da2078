/* SPDX-License-Identifier: MIT
 * RAPL through powercap: one file a zone, kept open and read again and again. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/units.h"
#include "energy/meter_backend.h"
#include "energy/powercap_zone.h"
#include "sys/root.h"

#define FOLDER "/sys/class/powercap"

struct zone {
    int fd, channel;
    int64_t range_uj;
    int64_t last_uj, total_uj, last_ns;
};

struct powercap_state {
    struct zone zone[METER_CHANNELS_MAX];
    size_t count;
};

/* What the walk carries. */
struct walk {
    struct meter *meter;
    const char *root;
    int package, die; /* of the top zone last met; its subzones follow it */
};

static int open_energy(const char *root, const char *zone, struct err *err)
{
    char path[512];

    snprintf(path, sizeof(path), "%s" FOLDER "/%s/energy_uj", root, zone);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0)
        return fd;
    if (errno == EACCES || errno == EPERM)
        return err_set(err, -EACCES,
                       "powercap: %s is for root alone (since Linux 5.10, CVE-2020-8694); "
                       "start polyjoule with sudo: it opens the counter and then works as you",
                       path);
    return err_sys(err, "%s", path);
}

static int read_zone_file(const char *root, const char *zone, const char *file, char *text,
                          size_t size, struct err *err)
{
    char path[512];

    snprintf(path, sizeof(path), FOLDER "/%s/%s", zone, file);
    return root_read(root, path, text, size, err);
}

/* The range behind which it begins again; without one no wrap could be told. */
static void read_range(struct meter_channel *channel, int64_t *range_uj, const char *root,
                       const char *zone)
{
    struct err err;
    char text[64];

    if (read_zone_file(root, zone, "max_energy_range_uj", text, sizeof(text), &err) < 0 ||
        units_parse_integer(range_uj, text, 1, INT64_MAX / 1000, &err) < 0)
        snprintf(channel->defect, sizeof(channel->defect),
                 "powercap, max_energy_range_uj of %.40s: %.80s", zone, err.text);
}

static int add_zone(struct walk *walk, const char *zone, const char *name,
                    enum meter_domain domain, struct err *err)
{
    struct meter *meter = walk->meter;
    struct powercap_state *state = meter->state;
    struct meter_channel channel = {.domain = domain,
                                    .package = domain == METER_PSYS ? 0 : walk->package,
                                    .die = domain == METER_PSYS ? 0 : walk->die,
                                    .cpu = -1,
                                    .source = METER_RAPL_POWERCAP,
                                    .resolver = "powercap",
                                    .step_nj = 1000};
    struct zone new = {.fd = -1};

    snprintf(channel.event, sizeof(channel.event), "%.60s %.60s", zone, name);
    if (meter_find(meter, channel.domain, channel.package, channel.die) >= 0) {
        meter_note(meter, "powercap lists %s of package %d twice: %s is left out.", name,
                   channel.package, zone);
        return 0;
    }
    read_range(&channel, &new.range_uj, walk->root, zone);
    new.fd = open_energy(walk->root, zone, err);
    if (new.fd < 0)
        return new.fd;
    new.channel = meter_add_channel(meter, &channel, err);
    if (new.channel < 0) {
        close(new.fd);
        return new.channel;
    }
    new.last_ns = -1;
    state->zone[state->count++] = new;
    return 0;
}

/* "intel-rapl:0" and its subzones "intel-rapl:0:1"; "intel-rapl-mmio:0" counts the package a
 * second time. */
static int visit_zone(void *context, const char *zone, struct err *err)
{
    struct walk *walk = context;
    enum meter_domain domain;
    char name[64];
    int r;

    if (strncmp(zone, "intel-rapl:", strlen("intel-rapl:")) != 0)
        return 0;
    if ((r = read_zone_file(walk->root, zone, "name", name, sizeof(name), err)) < 0)
        return r;
    if (powercap_parse_name(name, &domain, &walk->package, &walk->die))
        return add_zone(walk, zone, name, domain, err);
    meter_note(walk->meter, "powercap zone %s is called '%s', which is no domain of RAPL.",
               zone, name);
    return 0;
}

static int open_all(struct meter *meter, const struct meter_options *options, struct err *err)
{
    struct walk walk = {.meter = meter, .root = options->root};
    int r;

    meter->state = mem_alloc(1, sizeof(struct powercap_state));
    r = root_list(options->root, FOLDER, visit_zone, &walk, err);
    if (r == -ENOENT)
        return err_set(err, -ENODEV, "this kernel shows no powercap zones");
    if (r == 0 && meter->count == 0)
        return err_set(err, -ENODEV, "powercap has no zone 'intel-rapl'");
    return r;
}

static int read_zone(struct zone *zone, int64_t now_ns, struct err *err)
{
    char text[32];
    int64_t now_uj;
    ssize_t n;

    do {
        n = pread(zone->fd, text, sizeof(text) - 1, 0);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        return err_sys(err, "powercap, energy_uj");
    text[n] = '\0';
    text[strcspn(text, "\n")] = '\0';
    if (units_parse_integer(&now_uj, text, 0, INT64_MAX / 1000, err) < 0)
        return err_prefix(err, -EIO, "powercap, energy_uj");
    if (zone->last_ns >= 0)
        zone->total_uj +=
            powercap_advance_uj(zone->last_uj, now_uj, zone->range_uj, now_ns - zone->last_ns);
    zone->last_uj = now_uj;
    zone->last_ns = now_ns;
    return 0;
}

static int read_all(struct meter *meter, int64_t *nj, struct err *err)
{
    struct powercap_state *state = meter->state;
    int r;

    for (size_t i = 0; i < state->count; i++) {
        struct zone *zone = &state->zone[i];
        if (meter->channel[zone->channel].defect[0] != '\0')
            continue;
        if ((r = read_zone(zone, meter_now_ns(meter), err)) < 0)
            return r;
        nj[zone->channel] = zone->total_uj * 1000;
    }
    return 0;
}

static void close_all(void *memory)
{
    struct powercap_state *state = memory;

    for (size_t i = 0; i < state->count; i++)
        close(state->zone[i].fd);
    free(state);
}

const struct meter_backend meter_powercap = {METER_RAPL_POWERCAP, open_all, read_all,
                                             close_all};
