/* SPDX-License-Identifier: MIT
 * The pure half of the powercap meter: what a zone is, and how its counter goes on. */
#ifndef POWERCAP_ZONE_H
#define POWERCAP_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "energy/meter.h"

/* What a zone's `name` says: "package-0", "package-1-die-0", "core", "uncore", "dram", "psys".
 * *PACKAGE and *DIE are set by a package's name alone. False for any other name. */
bool powercap_parse_name(const char *name, enum meter_domain *domain, int *package, int *die);

/* How far a counter went from LAST_UJ to NOW_UJ in ELAPSED_NS, that begins again at 0 behind
 * RANGE_UJ. A fall is a wrap where that makes a power that a zone can have (5 kW), and
 * otherwise a step back: the result is negative. With readings 10 s apart no wrap and no step
 * back is taken for the other, for ranges of 65 kJ (2^32 steps of 15 uJ) and more. */
int64_t powercap_advance_uj(int64_t last_uj, int64_t now_uj, int64_t range_uj,
                            int64_t elapsed_ns);

#endif
