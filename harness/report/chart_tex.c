/* SPDX-License-Identifier: MIT
 * A figure for LaTeX. */
#include "report/chart_tex.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "report/chart_script.h"
#include "report/gnuplot.h"

/* What gnuplot calls its two files, where nothing else is. */
#define TEX_NAME "figure.tex"
#define PDF_NAME "figure.pdf"

static int make_directory(struct text *path, struct err *err)
{
    const char *place = getenv("TMPDIR");

    text_printf(path, "%s/polyjoule-tex-XXXXXX",
                place != NULL && *place != '\0' ? place : "/tmp");
    return mkdtemp(path->data) != NULL ? 0 : err_sys(err, "%s", text_string(path));
}

static void remove_directory(const char *directory)
{
    static const char *const names[] = {TEX_NAME, PDF_NAME};
    struct text path = {0};

    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        text_printf(&path, "%s/%s", directory, names[i]);
        unlink(path.data);
        text_free(&path);
    }
    rmdir(directory);
}

/* Add DIRECTORY/NAME to OUT. */
static int take(struct text *out, const char *directory, const char *name, struct err *err)
{
    struct text path = {0};
    char buffer[4096];
    size_t n;
    int r = 0;

    text_printf(&path, "%s/%s", directory, name);
    FILE *file = fopen(text_string(&path), "re");
    while (file != NULL && (n = fread(buffer, 1, sizeof(buffer), file)) > 0)
        text_add_bytes(out, buffer, n);
    if (file == NULL || ferror(file) != 0)
        r = err_set(err, -EIO, "gnuplot wrote no %s", name);
    if (file != NULL)
        fclose(file);
    text_free(&path);
    return r;
}

/* With the size of the figure's small words for the numbers of axes, which gnuplot leaves to
 * the document, and the picture under its own name. */
static void rewrite(struct text *out, const char *tex, const struct sheet *s,
                    const char *pdf_name)
{
    static const char group[] = "\\begingroup\n", picture[] = "{./figure}";
    const char *begin = strstr(tex, group), *end = strstr(tex, picture);

    if (begin == NULL || end == NULL || end < begin) {
        text_add(out, tex);
        return;
    }
    begin += strlen(group);
    text_add_bytes(out, tex, (size_t)(begin - tex));
    sheet_tex_size(s, out, 11.5);
    text_add(out, "%\n");
    text_add_bytes(out, begin, (size_t)(end - begin));
    text_printf(out, "{%s}%s", pdf_name, end + strlen(picture));
}

int chart_tex(struct text *tex, struct text *pdf, const struct sheet *sheet,
              const char *pdf_name, struct err *err)
{
    struct text directory = {0}, script = {0}, raw = {0}, said = {0};
    int r = make_directory(&directory, err);

    if (r < 0)
        goto out;
    chart_script(sheet, &script, TEX_NAME, NULL);
    r = gnuplot_run(sheet->options->gnuplot, &script, directory.data, &said, err);
    if (r == 0)
        r = take(&raw, directory.data, TEX_NAME, err);
    if (r == 0)
        r = take(pdf, directory.data, PDF_NAME, err);
    if (r == 0)
        r = gnuplot_fix_pdf(pdf, sheet->result->created_unix_ns, err);
    if (r == 0)
        rewrite(tex, text_string(&raw), sheet, pdf_name);
    remove_directory(directory.data);
out:
    text_free(&directory);
    text_free(&script);
    text_free(&raw);
    text_free(&said);
    return r;
}
