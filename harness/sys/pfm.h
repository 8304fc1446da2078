/* SPDX-License-Identifier: MIT
 * Event names to perf's type and config, by libpfm4. From libpfm4 these two numbers alone are
 * taken: it knows no scale, unit or CPU mask, and its exclude bits are not ours. The only file
 * that includes its headers, which redefine those of the kernel. */
#ifndef PFM_H
#define PFM_H

#include <stdint.h>

#include "base/err.h"

/* NAME as libpfm4 spells it: "rapl::RAPL_ENERGY_PKG", "perf::PERF_COUNT_HW_INSTRUCTIONS".
 * -ENOENT where it does not know the event on this machine. */
int pfm_encode(const char *name, uint32_t *type, uint64_t *config, struct err *err);

/* libpfm4's version, e.g. "4.13". Static. */
const char *pfm_version(void);

#endif
