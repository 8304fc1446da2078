/* SPDX-License-Identifier: MIT
 * Files that commands leave. */
#include "report/outfile.h"

#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

int outfile_save(const char *path, const struct text *text, struct err *err)
{
    FILE *file = fopen(path, "we");

    if (file == NULL)
        return err_sys(err, "%s", path);
    bool failed = fwrite(text_string(text), 1, text->length, file) < text->length;
    if (fclose(file) != 0 || failed)
        return err_sys(err, "%s", path);
    return 0;
}

int outfile_replace(const char *path, const struct text *text, struct err *err)
{
    struct text partial = {0};
    int r;

    text_printf(&partial, "%s.partial", path);
    r = outfile_save(text_string(&partial), text, err);
    if (r == 0 && rename(text_string(&partial), path) < 0)
        r = err_sys(err, "%s", path);
    if (r < 0)
        unlink(text_string(&partial));
    text_free(&partial);
    return r;
}
