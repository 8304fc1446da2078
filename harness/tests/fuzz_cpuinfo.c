/* SPDX-License-Identifier: MIT
 * /proc/cpuinfo, whatever it holds. */
#include <stdlib.h>

#include "fuzz.h"
#include "sys/cpuinfo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cpuinfo cpu;

    cpuinfo_parse(&cpu, (const char *)data, size);
    if (cpu.x86_64_level < 1 || cpu.x86_64_level > 4 || cpu.family < -1 || cpu.sgx > 1)
        abort();
    return 0;
}
