/* SPDX-License-Identifier: MIT
 * perf events of a CPU and of a child. */
#include "sys/perf.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/mem.h"
#include "sys/root.h"

#define BOTH_TIMES (PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING)

static int open_event(struct perf_event_attr *attr, uint32_t type, uint64_t config, pid_t pid,
                      int cpu, int group)
{
    attr->size = sizeof(*attr);
    attr->type = type;
    attr->config = config;
    long fd = syscall(SYS_perf_event_open, attr, pid, cpu, group, PERF_FLAG_FD_CLOEXEC);
    return fd < 0 ? -errno : (int)fd;
}

int perf_open_cpu(uint32_t type, uint64_t config, int cpu, int group, struct err *err)
{
    struct perf_event_attr attr = {.read_format = PERF_FORMAT_GROUP | BOTH_TIMES};
    int fd = open_event(&attr, type, config, -1, cpu, group);

    return fd < 0 ? perf_explain(-fd, true, err) : fd;
}

/* One descriptor an event: the kernel refuses `inherit` with PERF_FORMAT_GROUP. */
int perf_open_child(uint32_t type, uint64_t config, pid_t pid, struct err *err)
{
    struct perf_event_attr attr = {
        .read_format = BOTH_TIMES, .disabled = 1, .inherit = 1, .enable_on_exec = 1};
    int fd = open_event(&attr, type, config, pid, -1, -1);

    return fd < 0 ? perf_explain(-fd, false, err) : fd;
}

int perf_open_spare(uint32_t type, uint64_t config)
{
    struct perf_event_attr attr = {.disabled = 1};

    return open_event(&attr, type, config, 0, -1, -1);
}

/* The command that would give this very program the right to count. */
static void setcap_line(char *line, size_t size)
{
    char path[400];
    ssize_t length = readlink("/proc/self/exe", path, sizeof(path));
    bool whole = length > 0 && length < (ssize_t)sizeof(path);

    snprintf(line, size, "sudo setcap cap_perfmon+ep '%.*s'", whole ? (int)length : 9,
             whole ? path : "polyjoule");
}

static int explain_refusal(int code, bool machine_wide, struct err *err)
{
    int64_t paranoid;
    int needed = machine_wide ? 0 : 1;
    char line[sizeof(err->text) / 2];

    if (perf_paranoid("", &paranoid, err) < 0 || paranoid <= needed)
        return err_set(err, -code,
                       "the system refuses it, whatever kernel.perf_event_paranoid says: in "
                       "a container its seccomp profile, else a security module");
    setcap_line(line, sizeof(line));
    return err_set(err, -code,
                   "kernel.perf_event_paranoid is %d: it takes %d or less, or CAP_PERFMON "
                   "(Linux 5.8), or CAP_SYS_ADMIN; %s",
                   (int)paranoid, needed, line);
}

int perf_explain(int code, bool machine_wide, struct err *err)
{
    static const struct {
        int code;
        const char *text;
    } texts[] = {
        {ENOENT, "this machine has no such counter"},
        {ENODEV, "this machine has no such counter"},
        {EOPNOTSUPP, "this machine has no such counter"},
        {ENXIO, "this machine has no such counter"},
        {EINVAL, "the kernel does not take the event with these settings"},
        {ENOSYS, "the kernel has no perf events, or a container's seccomp profile hides them"},
        {EMFILE, "too many open descriptors (ulimit -n)"},
        {EBUSY, "another user of the counter has it for itself"},
        {ENOSPC, "the machine has no counter left for it"},
        {ESRCH, "the process has ended"},
    };

    if (code == EACCES || code == EPERM)
        return explain_refusal(code, machine_wide, err);
    for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
        if (texts[i].code == code)
            return err_set(err, -code, "%s", texts[i].text);
    errno = code;
    return err_sys(err, "perf_event_open");
}

int perf_paranoid(const char *root, int64_t *out, struct err *err)
{
    return root_read_integer(root, "/proc/sys/kernel/perf_event_paranoid", out, err);
}
