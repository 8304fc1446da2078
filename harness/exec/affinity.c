/* SPDX-License-Identifier: MIT
 * Which CPUs the measured program and the harness get. */
#include "exec/affinity.h"

#include <assert.h>
#include <errno.h>
#include <hwloc.h>
#include <stdlib.h>

#include "base/mem.h"
#include "sys/root.h"

static bool holds(const cpu_set_t *set, int cpu)
{
    return CPU_ISSET((size_t)cpu, set);
}

static int first_cpu(const cpu_set_t *set)
{
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (holds(set, cpu))
            return cpu;
    return -1;
}

static bool overlap(const cpu_set_t *a, const cpu_set_t *b)
{
    cpu_set_t common;

    CPU_AND(&common, a, b);
    return CPU_COUNT(&common) > 0;
}

/* A group of cores: of one package and kind, of one kind (package -1), or all (both -1). */
struct group {
    int package, kind;
};

static bool is_in(const struct affinity_core *core, const struct group *group)
{
    return (group->package < 0 || core->package == group->package) &&
           (group->kind < 0 || core->kind == group->kind);
}

static size_t size_of(const struct group *group, const struct affinity_core *cores,
                      size_t count)
{
    size_t size = 0;

    for (size_t i = 0; i < count; i++)
        size += is_in(&cores[i], group);
    return size;
}

/* The group of one kind (and, with ONE_PACKAGE, one package) that has WANTED cores: the fastest
 * kind, then the larger group, then the later. */
static bool find_group(const struct affinity_core *cores, size_t count, size_t wanted,
                       bool one_package, struct group *out)
{
    size_t best = 0;

    for (size_t i = 0; i < count; i++) {
        struct group group = {one_package ? cores[i].package : -1, cores[i].kind};
        size_t size = size_of(&group, cores, count);
        if (size >= wanted && (best == 0 || group.kind > out->kind ||
                               (group.kind == out->kind && size >= best))) {
            best = size;
            *out = group;
        }
    }
    return best > 0;
}

/* Give the child the first CPU of each of the last WANTED cores of the group. */
static void take_cores(struct affinity *out, const struct affinity_core *cores, size_t count,
                       size_t wanted, const struct group *group)
{
    for (size_t i = count; i-- > 0 && wanted > 0;)
        if (is_in(&cores[i], group)) {
            wanted--;
            CPU_SET((size_t)first_cpu(&cores[i].cpus), &out->child);
        }
}

/* More threads than cores: further hyperthreads of the cores, from the last core on. */
static void take_siblings(struct affinity *out, const struct affinity_core *cores, size_t count,
                          int threads)
{
    for (size_t i = count; i-- > 0;)
        for (int cpu = 0; cpu < CPU_SETSIZE && CPU_COUNT(&out->child) < threads; cpu++)
            if (holds(&cores[i].cpus, cpu))
                CPU_SET((size_t)cpu, &out->child);
}

/* The child's set is there; the harness gets one CPU beside it, or where there is none all. */
static void place_harness(struct affinity *out, const struct affinity_core *cores, size_t count)
{
    const struct affinity_core *best = NULL;
    cpu_set_t all, others;
    int package = -1;

    CPU_ZERO(&all);
    CPU_ZERO(&out->harness);
    out->home = out->child;
    out->child_cpu = first_cpu(&out->child);
    for (size_t i = 0; i < count; i++) {
        CPU_OR(&all, &all, &cores[i].cpus);
        if (holds(&cores[i].cpus, out->child_cpu))
            package = cores[i].package;
    }
    for (size_t i = 0; i < count; i++)
        if (!overlap(&cores[i].cpus, &out->child) &&
            (best == NULL || (best->package != package && cores[i].package == package)))
            best = &cores[i];
    CPU_XOR(&others, &all, &out->child);
    CPU_AND(&others, &others, &all);
    out->shared = best == NULL;
    if (best != NULL)
        CPU_SET((size_t)first_cpu(&best->cpus), &out->harness);
    else if (CPU_COUNT(&others) > 0)
        CPU_SET((size_t)first_cpu(&others), &out->harness);
    else
        out->harness = all;
}

void affinity_assign(struct affinity *out, const struct affinity_core *cores, size_t count,
                     int threads)
{
    struct group group = {-1, -1};
    size_t wanted = (size_t)threads < count ? (size_t)threads : count;

    assert(count > 0 && threads > 0);
    CPU_ZERO(&out->child);
    if (!find_group(cores, count, wanted, true, &group))
        find_group(cores, count, wanted, false, &group);
    take_cores(out, cores, count, wanted, &group);
    take_siblings(out, cores, count, threads);
    place_harness(out, cores, count);
}

static int package_of(hwloc_obj_t core)
{
    hwloc_obj_t at = core;

    while (at != NULL && at->type != HWLOC_OBJ_PACKAGE)
        at = at->parent;
    return at != NULL ? (int)at->os_index : 0;
}

/* The CPUs of OBJECT that are allowed. */
static cpu_set_t allowed_of(hwloc_obj_t object, const cpu_set_t *allowed)
{
    cpu_set_t cpus;

    CPU_ZERO(&cpus);
    for (unsigned cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (hwloc_bitmap_isset(object->cpuset, cpu) && CPU_ISSET(cpu, allowed))
            CPU_SET(cpu, &cpus);
    return cpus;
}

/* Allowed cores of the machine, at least one; freed by the caller. */
static int find_cores(struct affinity_core **out, size_t *count, const cpu_set_t *allowed,
                      struct err *err)
{
    hwloc_topology_t topology = NULL;
    hwloc_obj_t object = NULL;
    int r = 0;

    *out = NULL;
    *count = 0;
    if (hwloc_topology_init(&topology) < 0 || hwloc_topology_load(topology) < 0) {
        r = err_sys(err, "hwloc cannot tell the machine's cores");
        goto out;
    }
    /* Some virtual machines have no cores, only CPUs. */
    hwloc_obj_type_t type =
        hwloc_get_nbobjs_by_type(topology, HWLOC_OBJ_CORE) > 0 ? HWLOC_OBJ_CORE : HWLOC_OBJ_PU;
    while ((object = hwloc_get_next_obj_by_type(topology, type, object)) != NULL) {
        struct affinity_core core = {.package = package_of(object),
                                     .cpus = allowed_of(object, allowed)};
        int kind = hwloc_cpukinds_get_by_cpuset(topology, object->cpuset, 0);
        core.kind = kind > 0 ? kind : 0;
        if (CPU_COUNT(&core.cpus) == 0)
            continue;
        *out = mem_grow(*out, *count, sizeof(**out));
        (*out)[(*count)++] = core;
    }
    if (*count == 0)
        r = err_set(err, -ENODEV, "hwloc finds none of the CPUs we are allowed");
out:
    if (topology != NULL)
        hwloc_topology_destroy(topology);
    return r;
}

static int parse_wanted(cpu_set_t *out, const char *wanted, const cpu_set_t *allowed,
                        struct err *err)
{
    int cpus[CPU_SETSIZE];
    int count = root_parse_cpus(wanted, cpus, CPU_SETSIZE, err);

    if (count < 0)
        return count;
    if (count == 0)
        return err_set(err, -EINVAL, "no CPU is named");
    CPU_ZERO(out);
    for (int i = 0; i < count; i++) {
        if (cpus[i] >= CPU_SETSIZE || !holds(allowed, cpus[i]))
            return err_set(err, -EINVAL, "CPU %d of '%s' is not there, or not allowed to us",
                           cpus[i], wanted);
        CPU_SET((size_t)cpus[i], out);
    }
    return 0;
}

int affinity_choose(struct affinity *out, int threads, const char *wanted, struct err *err)
{
    struct affinity_core *cores = NULL;
    cpu_set_t allowed;
    size_t count;
    int r = 0;

    *out = (struct affinity){.child_cpu = -1};
    CPU_ZERO(&allowed);
    if (sched_getaffinity(0, sizeof(allowed), &allowed) < 0)
        return err_sys(err, "sched_getaffinity");
    if (wanted != NULL && (r = parse_wanted(&out->child, wanted, &allowed, err)) < 0)
        return r;
    if ((r = find_cores(&cores, &count, &allowed, err)) < 0)
        goto out;
    if (wanted != NULL)
        place_harness(out, cores, count);
    else
        affinity_assign(out, cores, count, threads > 0 ? threads : 1);
    if (wanted == NULL && threads <= 0) {
        out->child = allowed;
        out->harness = out->home;
        out->shared = true;
    }
out:
    free(cores);
    return r;
}

int affinity_apply_harness(const struct affinity *affinity, struct err *err)
{
    if (sched_setaffinity(0, sizeof(affinity->harness), &affinity->harness) < 0)
        return err_sys(err, "the harness cannot be kept to its own CPUs");
    return 0;
}
