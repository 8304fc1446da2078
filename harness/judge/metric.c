/* SPDX-License-Identifier: MIT
 * The quantities that are compared. */
#include "judge/metric.h"

#include <errno.h>
#include <string.h>

static const struct metric_facts table[METRIC_COUNT] = {
    [METRIC_WALL] = {"wall", "wall_ns", "Wall time", "wall time", UNIT_NANOSECONDS},
    [METRIC_CPU] = {"cpu", "cpu_ns", "CPU time", "CPU time", UNIT_NANOSECONDS},
    [METRIC_MEMORY] = {"memory", "max_rss_bytes", "Peak memory", "peak memory", UNIT_BYTES},
    [METRIC_INSTRUCTIONS] = {"instructions", "instructions", "Instructions", "instructions",
                             UNIT_NONE},
    [METRIC_ENERGY] = {"energy", "package_nj", "Package energy", "package energy",
                       UNIT_NANOJOULES},
    [METRIC_NET_ENERGY] = {"net-energy", "package_net_nj", "Package energy above idle",
                           "package energy above idle", UNIT_NANOJOULES},
    [METRIC_POWER] = {"power", "package_w", "Mean package power", "mean package power",
                      UNIT_WATTS},
};

const struct metric_facts *metric_facts(enum metric metric)
{
    return &table[metric];
}

int metric_parse(enum metric *out, const char *name, struct err *err)
{
    for (int i = 0; i < METRIC_COUNT; i++) {
        if (strcmp(table[i].name, name) == 0) {
            *out = (enum metric)i;
            return 0;
        }
    }
    return err_set(err, -EINVAL,
                   "no metric is called \"%s\": expected wall, cpu, memory, instructions, "
                   "energy, net-energy or power",
                   name);
}
