/* SPDX-License-Identifier: MIT
 * Names and wraps of powercap zones. */
#include "energy/powercap_zone.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

bool powercap_parse_name(const char *name, enum meter_domain *domain, int *package, int *die)
{
    static const struct {
        const char *name;
        enum meter_domain domain;
    } table[] = {
        {"core", METER_CORES},
        {"uncore", METER_UNCORE},
        {"dram", METER_DRAM},
        {"psys", METER_PSYS},
    };
    int end = 0, first, second;

    for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
        if (strcmp(name, table[i].name) == 0) {
            *domain = table[i].domain;
            return true;
        }
    }
    if (sscanf(name, "package-%4d-die-%4d%n", &first, &second, &end) != 2) {
        second = 0;
        if (sscanf(name, "package-%4d%n", &first, &end) != 1)
            return false;
    }
    if (name[end] != '\0' || first < 0 || second < 0)
        return false;
    *domain = METER_PACKAGE;
    *package = first;
    *die = second;
    return true;
}

int64_t powercap_advance_uj(int64_t last_uj, int64_t now_uj, int64_t range_uj,
                            int64_t elapsed_ns)
{
    const int64_t limit_w = 5000; /* more than a package draws, or a board of eight */

    if (now_uj >= last_uj)
        return now_uj - last_uj;
    int64_t wrapped = range_uj - last_uj + now_uj;
    int64_t limit_uj =
        elapsed_ns / 1000 > INT64_MAX / limit_w ? INT64_MAX : elapsed_ns / 1000 * limit_w;
    return wrapped >= 0 && wrapped <= limit_uj ? wrapped : now_uj - last_uj;
}
