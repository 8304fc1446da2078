/* SPDX-License-Identifier: MIT
 * Event names to perf's type and config, by libpfm4. From libpfm4 these two numbers alone are
 * taken: it knows no scale, unit or CPU mask, and its exclude bits are not ours. The only file
 * that includes its headers, which redefine those of the kernel. */
#ifndef PFM_H
#define PFM_H

#include <stdint.h>

#include "base/err.h"

enum { PFM_VERSION_SIZE = 16 };

/* NAME as libpfm4 spells it: "rapl::RAPL_ENERGY_PKG", "perf::PERF_COUNT_HW_INSTRUCTIONS".
 * -ENOENT where it does not know the event on this machine. Success does not prove the type:
 * for Intel's RAPL it is PERF_TYPE_RAW where the kernel's PMU was not found. */
int pfm_encode(const char *name, uint32_t *type, uint64_t *config, struct err *err);

/* libpfm4's version, "4.13.0", from the name of the loaded library: its own number stands at
 * 4.0. Returns BUFFER. */
const char *pfm_version(char buffer[static PFM_VERSION_SIZE]);

#endif
