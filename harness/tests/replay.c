/* SPDX-License-Identifier: MIT
 * Runs the files named on the command line through a fuzz target, for compilers without
 * libFuzzer; exits 1 if one cannot be read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "fuzz.h"

static int replay(const char *path)
{
    struct text text = {0};
    char buffer[4096];
    size_t n;

    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return -1;
    while ((n = fread(buffer, 1, sizeof(buffer), file)) > 0)
        text_add_bytes(&text, buffer, n);
    int r = ferror(file) ? -1 : 0;
    fclose(file);
    if (r == 0) {
        /* A copy of exactly this size, so that a sanitizer sees a read behind the end. */
        uint8_t *data = mem_alloc(text.length, 1);
        if (text.length > 0)
            memcpy(data, text.data, text.length);
        LLVMFuzzerTestOneInput(data, text.length);
        free(data);
    }
    text_free(&text);
    return r;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (replay(argv[i]) < 0) {
            perror(argv[i]);
            return 1;
        }
    }
    return 0;
}
