/* SPDX-License-Identifier: MIT
 * Reading what else the machine does, from descriptors that stay open, without allocation. */
#include "exec/interference.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/units.h"
#include "sys/root.h"

enum { THROTTLES_MAX = 16 };

struct interference {
    int stat;
    int online;
    int frequency; /* -1: the machine does not tell */
    int throttles[THROTTLES_MAX];
    size_t throttle_count;
};

/* The files are read before and after each trial, so one package's count once, and the cores'
 * only of the child's. */
struct throttle_search {
    struct interference *interference;
    const char *root;
    int cpu;
    int64_t packages[THROTTLES_MAX];
    size_t package_count;
};

static int open_below(const char *root, const char *path)
{
    struct text name = {0};

    text_printf(&name, "%s%s", root, path);
    int fd = open(text_string(&name), O_RDONLY | O_CLOEXEC);
    int r = fd < 0 ? -errno : fd;
    text_free(&name);
    return r;
}

static void add_throttle(struct throttle_search *search, int cpu, const char *kind)
{
    struct interference *interference = search->interference;
    char path[128];

    snprintf(path, sizeof(path), "/sys/devices/system/cpu/cpu%d/thermal_throttle/%s", cpu,
             kind);
    int fd = interference->throttle_count < THROTTLES_MAX ? open_below(search->root, path) : -1;
    if (fd >= 0)
        interference->throttles[interference->throttle_count++] = fd;
}

static int visit_cpu(void *context, const char *name, struct err *err)
{
    struct throttle_search *search = context;
    char path[128];
    int64_t cpu, package;

    if (strncmp(name, "cpu", 3) != 0 ||
        units_parse_integer(&cpu, name + 3, 0, CPU_SETSIZE - 1, err) < 0)
        return 0;
    if (cpu == search->cpu)
        add_throttle(search, (int)cpu, "core_throttle_count");
    snprintf(path, sizeof(path), "/sys/devices/system/cpu/%s/topology/physical_package_id",
             name);
    if (root_read_integer(search->root, path, &package, err) < 0)
        return 0;
    for (size_t i = 0; i < search->package_count; i++)
        if (search->packages[i] == package)
            return 0;
    if (search->package_count < THROTTLES_MAX) {
        search->packages[search->package_count++] = package;
        add_throttle(search, (int)cpu, "package_throttle_count");
    }
    return 0;
}

int interference_open(struct interference **out, const char *root, int cpu, struct err *err)
{
    struct interference *interference = mem_alloc(1, sizeof(*interference));
    struct throttle_search search = {.interference = interference, .root = root, .cpu = cpu};
    struct err ignored;
    char path[128];
    int r = 0;

    snprintf(path, sizeof(path), "/sys/devices/system/cpu/cpu%d/cpufreq/scaling_cur_freq", cpu);
    interference->frequency = cpu >= 0 ? open_below(root, path) : -1;
    interference->online = open_below(root, "/sys/devices/system/cpu/online");
    interference->stat = open_below(root, "/proc/stat");
    root_list(root, "/sys/devices/system/cpu", visit_cpu, &search, &ignored);
    if (interference->stat < 0 || interference->online < 0) {
        errno = interference->stat < 0 ? -interference->stat : -interference->online;
        r = err_sys(err, "%s%s", root,
                    interference->stat < 0 ? "/proc/stat" : "/sys/devices/system/cpu/online");
        interference_close(interference);
        interference = NULL;
    }
    *out = interference;
    return r;
}

/* The beginning of the file FD as a string. */
static int read_start(int fd, char *buffer, size_t size)
{
    ssize_t n;

    do
        n = pread(fd, buffer, size - 1, 0);
    while (n < 0 && errno == EINTR);
    buffer[n > 0 ? n : 0] = '\0';
    return n < 0 ? -errno : 0;
}

/* The number that the file FD holds; -1 where it does not. */
static int64_t read_number(int fd)
{
    char buffer[32];
    char *end;

    if (fd < 0 || read_start(fd, buffer, sizeof(buffer)) < 0)
        return -1;
    long long value = strtoll(buffer, &end, 10);
    return end == buffer || value < 0 || value > INT64_MAX / 1000 ? -1 : value;
}

/* proc(5): "cpu  user nice system idle iowait irq softirq steal ...", in jiffies. */
static int parse_stat(const char *text, struct interference_reading *out)
{
    enum { USER, NICE, SYSTEM, IDLE, IOWAIT, IRQ, SOFTIRQ, STEAL, COUNT };
    int64_t jiffies[COUNT];
    char *end;

    if (strncmp(text, "cpu ", 4) != 0)
        return -EINVAL;
    text += 4;
    for (int i = 0; i < COUNT; i++, text = end) {
        jiffies[i] = strtoll(text, &end, 10);
        if (end == text || jiffies[i] < 0 || jiffies[i] > INT64_MAX / 8 / NS_PER_S)
            return -EINVAL;
    }
    out->busy_ns =
        (jiffies[USER] + jiffies[NICE] + jiffies[SYSTEM] + jiffies[IRQ] + jiffies[SOFTIRQ]) *
        interference_jiffy_ns();
    out->steal_ns = jiffies[STEAL] * interference_jiffy_ns();
    return 0;
}

int interference_parse(struct interference_reading *out, const char *stat, const char *online,
                       struct err *err)
{
    int cpus[CPU_SETSIZE];
    int r;

    if ((r = parse_stat(stat, out)) < 0)
        return err_set(err, r, "/proc/stat begins with no line 'cpu' of eight numbers");
    if ((r = root_parse_cpus(online, cpus, CPU_SETSIZE, err)) < 0)
        return err_prefix(err, r, "/sys/devices/system/cpu/online");
    out->online = r;
    return 0;
}

int interference_read(struct interference *interference, struct interference_reading *out,
                      struct err *err)
{
    char stat[256], online[1024];
    int r;

    if ((r = read_start(interference->stat, stat, sizeof(stat))) < 0 ||
        (r = read_start(interference->online, online, sizeof(online))) < 0) {
        errno = -r;
        return err_sys(err, "/proc/stat or /sys/devices/system/cpu/online");
    }
    online[strcspn(online, "\n")] = '\0';
    if ((r = interference_parse(out, stat, online, err)) < 0)
        return r;
    out->suspended_ns = clock_boot_ns() - clock_now_ns();
    out->throttles = interference->throttle_count > 0 ? 0 : -1;
    for (size_t i = 0; i < interference->throttle_count; i++) {
        int64_t count = read_number(interference->throttles[i]);
        out->throttles += count > 0 ? count : 0;
    }
    int64_t khz = read_number(interference->frequency);
    out->frequency_hz = khz < 0 ? -1 : khz * 1000;
    return 0;
}

int64_t interference_jiffy_ns(void)
{
    return NS_PER_S / sysconf(_SC_CLK_TCK);
}

void interference_close(struct interference *interference)
{
    if (interference == NULL)
        return;
    if (interference->stat >= 0)
        close(interference->stat);
    if (interference->online >= 0)
        close(interference->online);
    if (interference->frequency >= 0)
        close(interference->frequency);
    for (size_t i = 0; i < interference->throttle_count; i++)
        close(interference->throttles[i]);
    free(interference);
}
