/* SPDX-License-Identifier: MIT
 * Busy time of CPUs, from /proc/stat. */
#include "energy/busy.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"

enum { BUSY_TEXT_SIZE = 1 << 19 }; /* some 80 bytes for each of PLACES_MAX */

struct busy {
    int fd;
    int64_t jiffy_ns;
    char text[BUSY_TEXT_SIZE];
};

int busy_open(struct busy **out, const char *root, struct err *err)
{
    char path[4096];

    snprintf(path, sizeof(path), "%s/proc/stat", root);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_sys(err, "%s", path);
    *out = mem_alloc(1, sizeof(**out));
    (*out)->fd = fd;
    (*out)->jiffy_ns = NS_PER_S / sysconf(_SC_CLK_TCK);
    return 0;
}

void busy_close(struct busy *busy)
{
    if (busy == NULL)
        return;
    close(busy->fd);
    free(busy);
}

bool busy_parse_line(const char *line, int *cpu, int64_t *jiffies)
{
    int64_t user, nice, system, irq, softirq;

    if (sscanf(line,
               "cpu%4d %15" SCNd64 " %15" SCNd64 " %15" SCNd64 " %*15u %*15u %15" SCNd64
               " %15" SCNd64,
               cpu, &user, &nice, &system, &irq, &softirq) != 6 ||
        line[3] == ' ')
        return false;
    *jiffies = user + nice + system + irq + softirq;
    return *cpu >= 0 && user >= 0 && nice >= 0 && system >= 0 && irq >= 0 && softirq >= 0;
}

/* The lines of CPUs come first; a read may end before the file does. */
static int read_text(struct busy *busy, struct err *err)
{
    size_t used = 0;

    while (used < BUSY_TEXT_SIZE - 1) {
        ssize_t n = pread(busy->fd, busy->text + used, BUSY_TEXT_SIZE - 1 - used, (off_t)used);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_sys(err, "/proc/stat");
        if (n == 0)
            break;
        used += (size_t)n;
    }
    busy->text[used] = '\0';
    return 0;
}

static bool counts(const struct places *places, int package, int cpu)
{
    const struct cpu_place *place = package < 0 ? NULL : places_find(places, cpu);

    return package < 0 || (place != NULL && place->package == package);
}

int busy_read_ns(struct busy *busy, const struct places *places, int package, int64_t *out_ns,
                 struct err *err)
{
    int64_t sum = 0, jiffies;
    int cpu, r;

    if ((r = read_text(busy, err)) < 0)
        return r;
    for (char *line = busy->text; strncmp(line, "cpu", 3) == 0; line++) {
        if (busy_parse_line(line, &cpu, &jiffies) && counts(places, package, cpu))
            sum += jiffies;
        if ((line = strchr(line, '\n')) == NULL)
            break;
    }
    *out_ns = sum * busy->jiffy_ns;
    return 0;
}
