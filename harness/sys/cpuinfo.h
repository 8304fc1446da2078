/* SPDX-License-Identifier: MIT
 * /proc/cpuinfo, as far as it describes the machine: its first processor. */
#ifndef CPUINFO_H
#define CPUINFO_H

#include <stddef.h>

#include "base/err.h"

/* What the kernel does not tell is "" or -1. */
struct cpuinfo {
    char vendor[32];
    char model[128];
    char microcode[32];
    int family, model_number, stepping;
    int hypervisor, sgx; /* CPU flags; -1 where no flags are told */
    int x86_64_level;    /* 1 to 4; 1 where no flags are told */
};

/* TEXT may end anywhere, and need not be sound. */
void cpuinfo_parse(struct cpuinfo *out, const char *text, size_t length);

int cpuinfo_read(struct cpuinfo *out, const char *root, struct err *err);

#endif
