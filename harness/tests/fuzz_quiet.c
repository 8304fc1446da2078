/* SPDX-License-Identifier: MIT
 * A record of settings, whatever it holds: refused, or of files that are settings. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"
#include "sys/quiet.h"

static void write_file(const char *root, const char *path, const void *bytes, size_t size)
{
    char name[256];

    snprintf(name, sizeof(name), "%s%s", root, path);
    for (char *at = strchr(name + 1, '/'); at != NULL; at = strchr(at + 1, '/')) {
        *at = '\0';
        mkdir(name, 0700);
        *at = '/';
    }
    FILE *file = fopen(name, "we");
    if (file == NULL || fwrite(bytes, 1, size, file) != size || fclose(file) != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct quiet_changes changes;
    struct arena arena = {0};
    struct err err = {""};
    static const char root[] = "/tmp/fuzz-quiet";

    write_file(root, "/proc/sys/kernel/random/boot_id", "boot\n", 5);
    write_file(root, QUIET_RECORD, data, size);
    if (quiet_recorded(&changes, root, &arena, &err) < 0 && err.text[0] == '\0')
        abort();
    for (size_t i = 0; i < changes.count; i++) {
        const char *path = changes.items[i].path;
        if ((strncmp(path, "/sys/", 5) != 0 && strncmp(path, "/proc/", 6) != 0) ||
            strstr(path, "..") != NULL || changes.items[i].found[0] == '\0')
            abort();
    }
    arena_free(&arena);
    return 0;
}
