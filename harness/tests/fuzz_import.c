/* SPDX-License-Identifier: MIT
 * A study's file, whatever it holds: the first byte chooses the format. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "report/import.h"

static void import(const char *path, const char *format)
{
    const char *const paths[] = {path};
    struct import_summary summary;
    struct store *store;
    struct err err;

    if (store_open(&store, "", STORE_WRITE, &err) < 0)
        abort();
    if (import_study(&summary, store, format, paths, 1, "0", &err) == 0) {
        if (summary.rows == 0 || summary.doubt_count > summary.rows)
            abort();
        import_summary_free(&summary);
    }
    store_close(store);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];

    if (size == 0)
        return 0;
    int fd = memfd_create("study", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data + 1, size - 1) != (ssize_t)(size - 1))
        abort();
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    import(path, data[0] == 'j' ? "vankempen" : "energy-languages");
    close(fd);
    return 0;
}
