/* SPDX-License-Identifier: MIT
 * Charts of a campaign, drawn by gnuplot. */
#include "report/chart.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "report/chart_script.h"
#include "report/chart_tex.h"
#include "report/gnuplot.h"
#include "report/outfile.h"
#include "report/svg.h"

static const char *const kinds[CHART_KINDS] = {"forest",  "decomposition", "bars",   "strip",
                                               "heatmap", "ecdf",          "pareto", "claims",
                                               "scaling", "trace",         "history"};
static const char *const formats[CHART_FORMATS] = {"svg", "png", "pdf", "tex"};
static const char *const sizes[CHART_SIZES] = {"web", "col", "page", "slide", "social"};
static const char *const themes[CHART_THEMES] = {"light", "dark"};

/* The place of NAME in the list; -EINVAL, with all of it. */
static int find(const char *const *list, size_t count, const char *name, const char *what,
                struct err *err)
{
    struct text known = {0};

    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i], name) == 0)
            return (int)i;
    for (size_t i = 0; i < count; i++)
        text_printf(&known, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " or ", list[i]);
    int r = err_set(err, -EINVAL, "no %s is called \"%s\": expected %s", what, name,
                    text_string(&known));
    text_free(&known);
    return r;
}

int chart_parse_kind(enum chart_kind *out, const char *name, struct err *err)
{
    int r = find(kinds, CHART_KINDS, name, "chart", err);

    return r < 0 ? r : (*out = (enum chart_kind)r, 0);
}

int chart_parse_format(enum chart_format *out, const char *name, struct err *err)
{
    int r = find(formats, CHART_FORMATS, name, "format of charts", err);

    return r < 0 ? r : (*out = (enum chart_format)r, 0);
}

int chart_parse_size(enum chart_size *out, const char *name, struct err *err)
{
    int r = find(sizes, CHART_SIZES, name, "size", err);

    return r < 0 ? r : (*out = (enum chart_size)r, 0);
}

int chart_parse_theme(enum chart_theme *out, const char *name, struct err *err)
{
    int r = find(themes, CHART_THEMES, name, "theme", err);

    return r < 0 ? r : (*out = (enum chart_theme)r, 0);
}

const char *chart_kind_name(enum chart_kind kind)
{
    return kinds[kind];
}

const char *chart_format_name(enum chart_format format)
{
    return formats[format];
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

/* OUTPUT with another ending. */
static char *beside(const char *output, const char *ending)
{
    const char *dot = strrchr(base_name(output), '.');
    size_t length =
        dot != NULL && dot != base_name(output) ? (size_t)(dot - output) : strlen(output);
    struct text out = {0};

    text_add_bytes(&out, output, length);
    text_add(&out, ending);
    return out.data;
}

static int save_data(const struct sheet *s, struct err *err)
{
    const char *output = s->options->output;
    char *gp = beside(output, ".gp"), *dat = beside(output, ".dat");
    struct text script = {0};
    int r = outfile_save(dat, &s->data, err);

    chart_script(s, &script, base_name(output), base_name(dat));
    if (r == 0)
        r = outfile_save(gp, &script, err);
    text_free(&script);
    free(gp);
    free(dat);
    return r;
}

/* What is drawn: the file asked for, and what it includes. */
struct picture {
    struct text main, included;
    char *included_path; /* NULL: nothing is */
};

static void free_picture(struct picture *picture)
{
    text_free(&picture->main);
    text_free(&picture->included);
    free(picture->included_path);
}

/* LaTeX reads the name of what is included: it must not be read as anything else. */
static int check_name(const char *output, struct err *err)
{
    const char *name = base_name(output);

    for (const char *p = name; *p != '\0'; p++)
        if (!isalnum((unsigned char)*p) && strchr("-_.+", *p) == NULL)
            return err_set(err, -EINVAL,
                           "%s: the name of a LaTeX figure may have letters, digits and -_.+ "
                           "only, since LaTeX has to read it",
                           output);
    return 0;
}

static int draw_tex(const struct sheet *s, struct picture *picture, struct err *err)
{
    picture->included_path = beside(s->options->output, "-inc.pdf");
    char *name = beside(base_name(s->options->output), "-inc");
    int r = chart_tex(&picture->main, &picture->included, s, name, err);

    free(name);
    return r;
}

/* The same bytes for the same result. */
static int draw(const struct sheet *s, struct picture *picture, struct err *err)
{
    struct text script = {0}, raw = {0};
    int r;

    if (s->options->format == CHART_TEX)
        return draw_tex(s, picture, err);
    chart_script(s, &script, NULL, NULL);
    r = gnuplot_run(s->options->gnuplot, &script, NULL, &raw, err);
    text_free(&script);
    if (r == 0 && raw.length == 0)
        r = err_set(err, -EIO, "gnuplot wrote nothing");
    if (r == 0 && s->options->format == CHART_PDF)
        r = gnuplot_fix_pdf(&raw, s->result->created_unix_ns, err);
    if (r == 0 && s->options->format == CHART_SVG) {
        const struct svg_dress dress = {
            .title = s->title,
            .description = s->subtitle,
            .font = s->font,
            .paper = palette_color(s->options->theme, INK_PAPER),
        };
        svg_dress(&picture->main, raw.data, &dress);
        text_free(&raw);
    } else {
        picture->main = raw;
    }
    return r;
}

/* gnuplot failed: what it was given is kept, for another day or another gnuplot. */
static int keep_data(const struct sheet *s, int r, struct err *err)
{
    struct err first = *err, second;
    char *gp = beside(s->options->output, ".gp"), *dat = beside(s->options->output, ".dat");

    if (s->options->data || save_data(s, &second) == 0)
        r = err_set(err, r, "%s (kept: %s and %s)", first.text, gp, dat);
    else
        r = err_set(err, r, "%s (and not kept: %s)", first.text, second.text);
    free(gp);
    free(dat);
    return r;
}

int chart_draw(const struct result *result, const struct chart_options *options,
               struct err *err)
{
    struct figure_data source;
    struct sheet sheet = {.source = &source, .font = gnuplot_font()};
    struct picture picture = {0};
    int r = figure_data_open(&source, result, options, err);

    if (r == 0 && options->format == CHART_TEX)
        r = check_name(options->output, err);
    if (r == 0)
        r = chart_lay_out(&sheet, err);
    if (r == 0 && options->data)
        r = save_data(&sheet, err);
    if (r == 0 && (r = draw(&sheet, &picture, err)) == -EIO)
        r = keep_data(&sheet, r, err);
    if (r == 0 && picture.included_path != NULL)
        r = outfile_replace(picture.included_path, &picture.included, err);
    if (r == 0)
        r = outfile_replace(options->output, &picture.main, err);
    free_picture(&picture);
    sheet_free(&sheet);
    figure_data_close(&source);
    return r;
}
