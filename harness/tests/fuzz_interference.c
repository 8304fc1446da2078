/* SPDX-License-Identifier: MIT
 * Any bytes as /proc/stat and, after the first NUL, as the list of CPUs online. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "exec/interference.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct interference_reading reading;
    struct err err;
    char *stat = mem_alloc(size + 2, 1);

    if (size > 0)
        memcpy(stat, data, size);
    if (interference_parse(&reading, stat, stat + strlen(stat) + 1, &err) == 0 &&
        (reading.busy_ns < 0 || reading.steal_ns < 0 || reading.online < 0))
        abort();
    free(stat);
    return 0;
}
