/* SPDX-License-Identifier: MIT
 * libpfm4, asked for an event's type and config. */
#include "sys/pfm.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <perfmon/pfmlib_perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A PMU that is not this machine's is "not found", as is a name that it does not have. */
static int code_of(pfm_err_t result)
{
    return result == PFM_ERR_NOTFOUND || result == PFM_ERR_NOTSUPP ? -ENOENT : -EINVAL;
}

int pfm_encode(const char *name, uint32_t *type, uint64_t *config, struct err *err)
{
    struct perf_event_attr attr = {.size = sizeof(attr)};
    pfm_perf_encode_arg_t arg = {.attr = &attr, .size = sizeof(arg)};
    pfm_err_t result = pfm_initialize();

    if (result == PFM_SUCCESS)
        result =
            pfm_get_os_event_encoding(name, PFM_PLM0 | PFM_PLM3, PFM_OS_PERF_EVENT_EXT, &arg);
    if (result != PFM_SUCCESS)
        return err_set(err, code_of(result), "libpfm4: %s: %s", name, pfm_strerror(result));
    *type = attr.type;
    *config = attr.config;
    return 0;
}

const char *pfm_version(char buffer[static PFM_VERSION_SIZE])
{
    static const char stem[] = "/libpfm.so.";
    char path[PATH_MAX];
    Dl_info info;
    int number = pfm_get_version();
    char *end = NULL; /* of the path: the version */

    if (dladdr(pfm_strerror(PFM_SUCCESS), &info) != 0 && realpath(info.dli_fname, path) != NULL)
        end = strstr(path, stem);
    if (end != NULL)
        snprintf(buffer, PFM_VERSION_SIZE, "%.*s", PFM_VERSION_SIZE - 1, end + strlen(stem));
    else
        snprintf(buffer, PFM_VERSION_SIZE, "%d.%d", PFM_MAJ_VERSION(number),
                 PFM_MIN_VERSION(number));
    return buffer;
}
