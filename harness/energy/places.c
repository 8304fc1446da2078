/* SPDX-License-Identifier: MIT
 * CPUs, packages and dies, from sysfs and /proc/cpuinfo. */
#include "energy/places.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sys/root.h"

/* A number of a CPU's topology folder; 0 where the kernel does not tell (-1 or no file). */
static int read_place(const char *root, int cpu, const char *name)
{
    char path[96];
    int64_t value;
    struct err unused;

    snprintf(path, sizeof(path), "/sys/devices/system/cpu/cpu%d/topology/%s", cpu, name);
    if (root_read_integer(root, path, &value, &unused) < 0 || value < 0 || value > INT32_MAX)
        return 0;
    return (int)value;
}

int places_read(struct places *out, const char *root, struct err *err)
{
    char online[ROOT_FILE_SIZE];
    int *cpus = mem_alloc(PLACES_MAX, sizeof(*cpus));
    struct err unused;
    int r;

    *out = (struct places){0};
    /* Without /proc/cpuinfo its vendor is "", which is no error here. */
    (void)cpuinfo_read(&out->cpu, root, &unused);
    r = root_read(root, "/sys/devices/system/cpu/online", online, sizeof(online), err);
    if (r < 0) {
        r = r == -ENOENT ? 0 : r;
        goto out;
    }
    if ((r = root_parse_cpus(online, cpus, PLACES_MAX, err)) < 0) {
        r = err_prefix(err, r, "/sys/devices/system/cpu/online");
        goto out;
    }
    out->count = (size_t)r;
    out->place = mem_alloc(out->count, sizeof(*out->place));
    for (size_t i = 0; i < out->count; i++)
        out->place[i] = (struct cpu_place){
            .cpu = cpus[i],
            .package = read_place(root, cpus[i], "physical_package_id"),
            .die = read_place(root, cpus[i], "die_id"),
        };
    r = 0;
out:
    free(cpus);
    return r;
}

void places_free(struct places *places)
{
    free(places->place);
    *places = (struct places){0};
}

const struct cpu_place *places_find(const struct places *places, int cpu)
{
    for (size_t i = 0; i < places->count; i++)
        if (places->place[i].cpu == cpu)
            return &places->place[i];
    return NULL;
}

/* For each place whether the mask names its CPU; both ascend. */
static bool *mark_masked(const struct places *places, const int *mask, size_t mask_count)
{
    bool *masked = mem_alloc(places->count, sizeof(*masked));

    for (size_t i = 0, m = 0; i < places->count; i++) {
        while (m < mask_count && mask[m] < places->place[i].cpu)
            m++;
        masked[i] = m < mask_count && mask[m] == places->place[i].cpu;
    }
    return masked;
}

static bool counts_by_package(const struct places *places)
{
    return strcmp(places->cpu.vendor, "AuthenticAMD") == 0 ||
           strcmp(places->cpu.vendor, "HygonGenuine") == 0;
}

/* Whether the package has several dies, each with counters of its own. */
static bool counts_by_die(const struct places *places, int package, const bool *masked)
{
    int die = -1, masked_die = -1;
    bool several = false, several_masked = false;

    for (size_t i = 0; i < places->count; i++) {
        const struct cpu_place *place = &places->place[i];
        if (place->package != package)
            continue;
        several |= die >= 0 && place->die != die;
        die = place->die;
        if (!masked[i])
            continue;
        several_masked |= masked_die >= 0 && place->die != masked_die;
        masked_die = place->die;
    }
    return several && (several_masked || masked_die < 0) && !counts_by_package(places);
}

static int compare_readers(const void *a, const void *b)
{
    const struct reader *x = a, *y = b;

    return x->package != y->package ? x->package - y->package : x->die - y->die;
}

struct readers places_readers(const struct places *places, const int *mask, size_t mask_count)
{
    struct readers out = {.items = mem_alloc(places->count, sizeof(struct reader))};
    bool *masked = mark_masked(places, mask, mask_count);
    bool *reader_masked = mem_alloc(places->count, sizeof(*reader_masked));

    for (size_t i = 0; i < places->count; i++) {
        const struct cpu_place *place = &places->place[i];
        bool by_die = counts_by_die(places, place->package, masked);
        struct reader reader = {place->package, by_die ? place->die : 0, place->cpu};
        size_t at = 0;
        while (at < out.count && compare_readers(&out.items[at], &reader) != 0)
            at++;
        if (at == out.count || (masked[i] && !reader_masked[at])) {
            out.items[at] = reader;
            reader_masked[at] = masked[i];
        }
        out.count += at == out.count;
        out.per_die |= by_die;
    }
    qsort(out.items, out.count, sizeof(*out.items), compare_readers);
    out.mask_wide = mask_count > out.count;
    free(reader_masked);
    free(masked);
    return out;
}
