/* SPDX-License-Identifier: MIT
 * A file of results/claims, whatever it holds. */
#include <stdlib.h>

#include "catalog/claim_file.h"
#include "fuzz.h"

static const struct catalog *sound_catalog(void)
{
    static struct catalog catalog;
    struct err err;

    if (catalog.workload_count == 0 && catalog_load(&catalog, FIXTURES "/catalog/bench",
                                                    FIXTURES "/catalog/runners", &err) < 0)
        abort();
    return &catalog;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct manifest *manifest;
    struct arena arena = {0};
    struct claim_book book;
    struct err err;

    if (manifest_parse(&manifest, "f", (const char *)data, size, &err) == 0 &&
        claim_file_read(&book, &arena, manifest, "sound", sound_catalog(), &err) == 0)
        for (size_t i = 0; i < book.claim_count; i++)
            if (book.claims[i].languages == NULL || book.claims[i].languages[0] == NULL ||
                book.claims[i].workloads[0] == NULL)
                abort();
    manifest_close(manifest);
    arena_free(&arena);
    return 0;
}
