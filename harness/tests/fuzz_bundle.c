/* SPDX-License-Identifier: MIT
 * A bundle, whatever its bytes are: it is refused, or its database is there. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "report/bundle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64], database[64];
    struct err err;

    int fd = memfd_create("bundle", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    snprintf(database, sizeof(database), "/tmp/fuzz-bundle-%d.db", getpid());
    int r = bundle_extract(path, database, &err);
    if ((access(database, F_OK) == 0) != (r == 0))
        abort();
    if (r == 0)
        unlink(database);
    close(fd);
    return 0;
}
