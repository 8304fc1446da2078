/* SPDX-License-Identifier: MIT
 * Selections: a term a line, the first line the variant. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "catalog/selection.h"
#include "fuzz.h"

static const char *const no_files[] = {NULL};

#define PROGRAM(in, as, count)                                                                 \
    {                                                                                          \
        .language = (in), .variant = (as), .source = "x", .files = no_files,                   \
        .threads = (count), .max_n = 100                                                       \
    }

static const struct implementation n_body[] = {
    PROGRAM("c", "plain", 1),
    PROGRAM("c", "parallel/slab", 4),
    PROGRAM("go", "plain/gogc-off", 1),
};
static const struct implementation empty[] = {
    PROGRAM("c", "plain", 1),
    PROGRAM("python", "stdlib", 1),
};
static const struct workload workloads[] = {
    {.name = "empty",
     .class_name = "startup",
     .implementations = empty,
     .implementation_count = ARRAY_SIZE(empty)},
    {.name = "n-body",
     .class_name = "floating-point",
     .implementations = n_body,
     .implementation_count = ARRAY_SIZE(n_body)},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct catalog catalog = {.workloads = workloads,
                                    .workload_count = ARRAY_SIZE(workloads)};
    const char *lines[64];
    size_t count = 0, selected_count;
    struct selected *selected;
    struct err err;

    char *text = mem_alloc(size + 1, 1);
    if (size > 0)
        memcpy(text, data, size);
    char *rest = text;
    while (rest != NULL && count < ARRAY_SIZE(lines))
        lines[count++] = strsep(&rest, "\n");
    const char *variant = lines[0][0] != '\0' ? lines[0] : NULL;
    int r = selection_resolve(&catalog, lines + 1, count - 1, variant, &selected,
                              &selected_count, &err);
    if ((r == 0) != (selected_count > 0) || (r < 0 && r != -ENOENT && r != -EINVAL))
        abort();
    free(selected);
    free(text);
    return 0;
}
