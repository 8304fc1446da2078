/* SPDX-License-Identifier: MIT
 * Charts of a campaign, drawn by gnuplot. */
#include "report/chart.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/mem.h"
#include "report/figures.h"
#include "report/gnuplot.h"
#include "report/quote.h"

static const struct {
    const char *name;
    int (*lay_out)(struct sheet *sheet, struct err *err);
} kinds[CHART_KINDS] = {
    [CHART_FOREST] = {"forest", figures_forest},
    [CHART_DECOMPOSITION] = {"decomposition", figures_decomposition},
    [CHART_BARS] = {"bars", figures_bars},
    [CHART_STRIP] = {"strip", figures_strip},
};

static const char *const formats[CHART_FORMATS] = {"svg", "png", "pdf"};

/* Widths in CSS px (96 an inch), and what 13 px of the layout become. */
static const struct {
    const char *name;
    double width, height, scale; /* height 0: as high as it needs */
} sizes[CHART_SIZES] = {
    [CHART_WEB] = {"web", 760, 0, 1},
    [CHART_COLUMN] = {"col", 320, 0, 0.82}, /* 3.33 in, 8 pt */
    [CHART_PAGE] = {"page", 672, 0, 0.82},  /* 7 in, 8 pt */
    [CHART_SLIDE] = {"slide", 1920, 1080, 2.2},
    [CHART_SOCIAL] = {"social", 1200, 675, 1.5},
};

static int unknown(struct err *err, const char *what, const char *name, const char *known)
{
    return err_set(err, -EINVAL, "no %s is called \"%s\": expected %s", what, name, known);
}

int chart_parse_kind(enum chart_kind *out, const char *name, struct err *err)
{
    for (int i = 0; i < CHART_KINDS; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return *out = (enum chart_kind)i, 0;
    return unknown(err, "chart", name, "forest, decomposition, bars or strip");
}

int chart_parse_format(enum chart_format *out, const char *name, struct err *err)
{
    for (int i = 0; i < CHART_FORMATS; i++)
        if (strcmp(formats[i], name) == 0)
            return *out = (enum chart_format)i, 0;
    return unknown(err, "format of charts", name, "svg, png or pdf");
}

int chart_parse_size(enum chart_size *out, const char *name, struct err *err)
{
    for (int i = 0; i < CHART_SIZES; i++)
        if (strcmp(sizes[i].name, name) == 0)
            return *out = (enum chart_size)i, 0;
    return unknown(err, "size", name, "web, col, page, slide or social");
}

const char *chart_kind_name(enum chart_kind kind)
{
    return kinds[kind].name;
}

const char *chart_format_name(enum chart_format format)
{
    return formats[format];
}

static const char *plot_text(const char *name)
{
    for (const struct embedded *p = embedded_plots; p->name != NULL; p++)
        if (strcmp(p->name, name) == 0)
            return p->text;
    assert(false && "every figure has its script");
    return "";
}

/* Energy that is no measurement is drawn hollow and named so. */
static bool is_hollow(const struct result *result, const struct chart_options *options)
{
    bool energy = options->kind == CHART_DECOMPOSITION || options->metric >= METRIC_ENERGY;

    return energy && result->energy_resolver != NULL &&
           !result_is_measured(result->energy_source);
}

static int lay_out_once(struct sheet *sheet, const struct result *result,
                        const struct chart_options *options, double scale, double stretch,
                        struct err *err)
{
    *sheet = (struct sheet){
        .result = result,
        .options = options,
        .font = sheet->font,
        .width = sizes[options->size].width / scale,
        .scale = scale,
        .stretch = stretch,
        .hollow = is_hollow(result, options),
    };
    return kinds[options->kind].lay_out(sheet, err);
}

/* Where the height is fixed, what does not fit is made smaller and what is left over goes to
 * the plot; each changes how words wrap, so it is done again. */
static int lay_out(struct sheet *sheet, const struct result *result,
                   const struct chart_options *options, struct err *err)
{
    double scale = sizes[options->size].scale, target = sizes[options->size].height,
           stretch = 1;
    int r = lay_out_once(sheet, result, options, scale, stretch, err);

    for (int pass = 0; r == 0 && target > 0 && pass < 8; pass++) {
        double spare = target / scale - sheet->height, plot = sheet->plot_height / stretch;
        if (spare < -0.5 && stretch <= 1)
            scale *= 0.99 * sqrt(target / scale / sheet->height);
        else if (fabs(spare) > 0.5)
            stretch = fmax(1, stretch + spare / plot);
        else
            break;
        sheet_free(sheet);
        r = lay_out_once(sheet, result, options, scale, stretch, err);
    }
    if (r == 0 && target > 0)
        sheet->height = target / scale;
    return r;
}

static void write_terminal(const struct sheet *s, struct text *out)
{
    double width = s->width * s->scale, height = round(s->height * s->scale);

    switch (s->options->format) {
    case CHART_SVG:
        text_printf(out, "set terminal svg noenhanced size %.0f,%.0f fontscale %g", width,
                    height, s->scale);
        break;
    case CHART_PNG: /* two dots a pixel, for screens that have them */
        text_printf(out, "set terminal pngcairo noenhanced size %.0f,%.0f fontscale %g",
                    s->options->size >= CHART_SLIDE ? width : 2 * width,
                    s->options->size >= CHART_SLIDE ? height : 2 * height,
                    s->options->size >= CHART_SLIDE ? s->scale : 2 * s->scale);
        break;
    case CHART_PDF: /* its font sizes are of 1/72 in, but drawn as if of 1/96 */
    case CHART_FORMATS:
        text_printf(
            out,
            "set terminal pdfcairo noenhanced size %.4fin,%.4fin linewidth 1.6 fontscale %g",
            width / 96, height / 96, 0.75 * s->scale);
        break;
    }
    text_printf(out, " font '%s,%g' background rgb 'white'\n", s->font,
                s->options->format == CHART_SVG ? 11.5 : 11.5 * 0.75);
}

static double mark_scale(const struct sheet *s)
{
    if (s->options->format == CHART_PNG && s->options->size < CHART_SLIDE)
        return 2 * s->scale;
    return s->scale;
}

/* OUTPUT as gnuplot shall open it: never as a pipe, which a name that begins with | would be.
 */
static void write_output(struct text *out, const char *path)
{
    struct text safe = {0};

    text_printf(&safe, "%s%s", path[0] == '/' ? "" : "./", path);
    text_add(out, "set output ");
    /* Names of files are bytes: only the quote is special here. */
    text_add(out, "'");
    for (const char *p = text_string(&safe); *p != '\0'; p++)
        text_add_bytes(out, *p == '\'' ? "''" : p, *p == '\'' ? 2 : 1);
    text_add(out, "'\n");
    text_free(&safe);
}

/* The whole script; DATA_FILE NULL: with the numbers inside. */
static void write_script(const struct sheet *s, struct text *out, const char *path,
                         const char *data_file)
{
    write_terminal(s, out);
    write_output(out, path);
    text_printf(out, "SCALE = %g; HOLLOW = %d\n", mark_scale(s), s->hollow);
    if (data_file == NULL) {
        text_printf(out, "$D << EOD\n%s\nEOD\nDATA = '$D'\n", text_string(&s->data));
    } else {
        text_add(out, "DATA = ");
        quote_gnuplot(out, data_file);
        text_add(out, "\n");
    }
    text_add(out, plot_text("style"));
    sheet_script(s, out);
    text_add(out, plot_text(kinds[s->options->kind].name));
    sheet_words(s, out);
    text_add(out, plot_text("words"));
}

static int save(const char *path, const char *text, struct err *err)
{
    FILE *file = fopen(path, "we");

    if (file == NULL)
        return err_sys(err, "%s", path);
    bool failed = fputs(text, file) < 0;
    if (fclose(file) != 0 || failed)
        return err_sys(err, "%s", path);
    return 0;
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
    int r = save(dat, text_string(&s->data), err);

    write_script(s, &script, base_name(output), base_name(dat));
    if (r == 0)
        r = save(gp, text_string(&script), err);
    text_free(&script);
    free(gp);
    free(dat);
    return r;
}

static int draw(const struct sheet *s, const char *partial, struct err *err)
{
    struct text script = {0};
    int r;

    write_script(s, &script, partial, NULL);
    r = gnuplot_run(s->options->gnuplot, text_string(&script), script.length, err);
    text_free(&script);
    if (r < 0)
        return r;
    if (access(partial, F_OK) < 0)
        return err_set(err, -EIO, "%s: gnuplot wrote nothing", s->options->output);
    if (s->options->format == CHART_PDF)
        return gnuplot_fix_pdf(partial, s->result->created_unix_ns, err);
    if (s->options->format == CHART_SVG)
        return gnuplot_fix_svg(partial, s->font, err);
    return 0;
}

int chart_draw(const struct result *result, const struct chart_options *options,
               struct err *err)
{
    struct sheet sheet = {.font = gnuplot_font()};
    struct text partial = {0};
    int r = lay_out(&sheet, result, options, err);

    if (r < 0)
        goto out;
    if (options->data && (r = save_data(&sheet, err)) < 0)
        goto out;
    text_printf(&partial, "%s.partial", options->output);
    r = draw(&sheet, text_string(&partial), err);
    if (r == 0 && rename(text_string(&partial), options->output) < 0)
        r = err_sys(err, "%s", options->output);
    if (r < 0)
        unlink(text_string(&partial));
out:
    text_free(&partial);
    sheet_free(&sheet);
    return r;
}
