/* SPDX-License-Identifier: MIT
 * runner.yaml, whatever it holds. */
#include <stdlib.h>

#include "catalog/runner_file.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct manifest *manifest;
    struct arena arena = {0};
    struct runner runner;
    struct err err;

    if (manifest_parse(&manifest, "f", (const char *)data, size, &err) == 0 &&
        runner_file_read(&runner, &arena, manifest, FIXTURES "/catalog/runners/c", "c", &err) ==
            0 &&
        (runner.flags_count == 0 || runner.run[0] == NULL))
        abort();
    manifest_close(manifest);
    arena_free(&arena);
    return 0;
}
