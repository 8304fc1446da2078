/* SPDX-License-Identifier: MIT
 * libarchive, loaded only where it is needed. */
#include "report/libarchive.h"

#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "base/mem.h"

static const struct {
    const char *name;
    size_t offset;
} functions[] = {
#define LIBARCHIVE_ROW(name) {#name, offsetof(struct libarchive, name)},
    LIBARCHIVE_FUNCTIONS(LIBARCHIVE_ROW)
#undef LIBARCHIVE_ROW
};

int libarchive_load(struct libarchive *out, struct err *err)
{
    *out = (struct libarchive){.handle = dlopen("libarchive.so.13", RTLD_NOW | RTLD_LOCAL)};
    if (out->handle == NULL)
        return err_set(err, -ENOENT,
                       "bundles need libarchive, Debian's package libarchive13: %s", dlerror());
    for (size_t i = 0; i < ARRAY_SIZE(functions); i++) {
        void *symbol = dlsym(out->handle, functions[i].name);
        if (symbol == NULL)
            return err_set(err, -ENOENT, "libarchive is too old: %s", dlerror());
        memcpy((char *)out + functions[i].offset, &symbol, sizeof(symbol));
    }
    return 0;
}

void libarchive_unload(struct libarchive *library)
{
    if (library->handle != NULL)
        dlclose(library->handle);
    library->handle = NULL;
}
