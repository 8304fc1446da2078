/* SPDX-License-Identifier: MIT
 * Any line is split or refused; what was split can be joined and split again to the same words.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cli/words.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    const char *const *words, *const *again;
    struct err err;
    char *line = malloc(size + 1);

    if (line == NULL)
        return 0;
    memcpy(line, data, size);
    line[size] = '\0';
    if (words_split(line, &arena, &words, &err) == 0) {
        int r = words_split(words_join(words, &arena), &arena, &again, &err);
        assert(r == 0);
        (void)r;
        for (size_t i = 0; words[i] != NULL || again[i] != NULL; i++)
            assert(words[i] != NULL && again[i] != NULL && strcmp(words[i], again[i]) == 0);
    }
    free(line);
    arena_free(&arena);
    return 0;
}
