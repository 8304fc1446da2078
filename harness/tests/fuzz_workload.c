/* SPDX-License-Identifier: MIT
 * workload.yaml, whatever it holds. */
#include <stdlib.h>

#include "catalog/workload_file.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct manifest *manifest;
    struct arena arena = {0};
    struct workload workload;
    struct err err;

    if (manifest_parse(&manifest, "f", (const char *)data, size, &err) == 0 &&
        workload_file_read(&workload, &arena, manifest, FIXTURES "/catalog/bench/sound",
                           "sound", &err) == 0 &&
        (workload.size_count == 0 || workload.implementation_count == 0))
        abort();
    manifest_close(manifest);
    arena_free(&arena);
    return 0;
}
