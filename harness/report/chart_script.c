/* SPDX-License-Identifier: MIT
 * From a result to what gnuplot is told. */
#include "report/chart_script.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <string.h>

#include "base/embedded.h"
#include "report/figures.h"
#include "report/palette.h"
#include "report/quote.h"

static int (*const lay_outs[CHART_KINDS])(struct sheet *sheet, struct err *err) = {
    [CHART_FOREST] = figures_forest,   [CHART_DECOMPOSITION] = figures_decomposition,
    [CHART_BARS] = figures_bars,       [CHART_STRIP] = figures_strip,
    [CHART_HEATMAP] = figures_heatmap, [CHART_ECDF] = figures_ecdf,
    [CHART_PARETO] = figures_pareto,   [CHART_CLAIMS] = figures_claims,
    [CHART_SCALING] = figures_scaling, [CHART_TRACE] = figures_trace,
    [CHART_HISTORY] = figures_history,
};

/* In CSS px (96 an inch), and what 13 px of the layout become. */
static const struct {
    double width, height; /* 0: as high as it needs */
    double most;          /* but not higher; 0: as it likes */
    double scale, least;  /* smaller words cannot be read where such a figure is seen */
} sizes[CHART_SIZES] = {
    [CHART_WEB] = {760, 0, 0, 1, 1},
    [CHART_COLUMN] = {320, 0, 864, 0.82,
                      0.5}, /* 3.33 in, 8 pt; 9 in are a column of most journals */
    [CHART_PAGE] = {672, 0, 864, 0.82, 0.5}, /* 7 in, 8 pt */
    [CHART_SLIDE] = {1920, 1080, 0, 2.2, 0.85},
    [CHART_SOCIAL] = {1200, 675, 0, 1.5, 0.6},
};

#define LEAST_STRETCH 0.8 /* words of neighbouring rows touch below that */

static const char *plot_text(const char *name)
{
    for (const struct embedded *p = embedded_plots; p->name != NULL; p++)
        if (strcmp(p->name, name) == 0)
            return p->text;
    assert(false && "every figure has its script");
    return "";
}

static bool is_of_energy(const struct result *result, const struct chart_options *options)
{
    static const bool of_energy[CHART_KINDS] = {
        [CHART_DECOMPOSITION] = true, [CHART_PARETO] = true, [CHART_TRACE] = true};
    bool energy = of_energy[options->kind] ||
                  (options->kind != CHART_CLAIMS && options->metric >= METRIC_ENERGY);

    return energy && result->energy_resolver != NULL;
}

static int lay_out_once(struct sheet *sheet, double scale, double stretch, struct err *err)
{
    struct figure_data *source = sheet->source;
    const struct chart_options *o = source->options;

    *sheet = (struct sheet){
        .source = source,
        .result = &source->result,
        .options = o,
        .font = sheet->font,
        .width = sizes[o->size].width / scale,
        .scale = scale,
        .stretch = stretch,
        .of_energy = is_of_energy(&source->result, o),
    };
    /* Energy that is no measurement is drawn hollow and named so. */
    sheet->hollow = sheet->of_energy && !result_is_measured(source->result.energy_source);
    return lay_outs[o->kind](sheet, err);
}

static int check_scale(const struct sheet *sheet, double scale, struct err *err)
{
    const struct chart_options *o = sheet->options;

    if (scale >= sizes[o->size].least)
        return 0;
    return err_set(err, -E2BIG,
                   "%s: too much for this size: words would be %.0f %% of what they should "
                   "be; choose some of it (--lang, --workload), or --size web",
                   chart_kind_name(o->kind), 100 * scale / sizes[o->size].scale);
}

/* Where the height is limited, what does not fit is brought closer, then made smaller; where it
 * is fixed, what is left over goes to the plot. Each changes how words wrap, so it is done
 * again. */
int chart_lay_out(struct sheet *sheet, struct err *err)
{
    enum chart_size size = sheet->source->options->size;
    double scale = sizes[size].scale, target = sizes[size].height, stretch = 1;
    bool fixed = target > 0;
    int r = lay_out_once(sheet, scale, stretch, err);

    if (r == 0 && !fixed && sizes[size].most > 0 && sheet->height * scale > sizes[size].most)
        target = sizes[size].most;
    for (int pass = 0; r == 0 && target > 0 && pass < 12; pass++) {
        double spare = target / scale - sheet->height, plot = sheet->plot_height / stretch;
        if (fabs(spare) <= 0.5 || (spare > 0 && !fixed && stretch >= 1))
            break;
        if (spare < 0 && stretch <= LEAST_STRETCH)
            scale *= 0.99 * sqrt(target / scale / sheet->height);
        else
            stretch = fmin(fixed ? INFINITY : 1, fmax(LEAST_STRETCH, stretch + spare / plot));
        sheet_free(sheet);
        r = lay_out_once(sheet, scale, stretch, err);
    }
    if (r == 0 && fixed)
        sheet->height = target / scale;
    return r < 0 ? r : check_scale(sheet, scale, err);
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
        text_printf(
            out,
            "set terminal pdfcairo noenhanced size %.4fin,%.4fin linewidth 1.6 fontscale %g",
            width / 96, height / 96, 0.75 * s->scale);
        break;
    case CHART_TEX: /* the words' sizes are in the words */
    case CHART_FORMATS:
        text_printf(out,
                    "set terminal cairolatex pdf input colortext size "
                    "%.4fin,%.4fin linewidth 1.6 background rgb '#%06x'\n",
                    width / 96, height / 96, palette_color(s->options->theme, INK_PAPER));
        return;
    }
    text_printf(out, " font '%s,%g' background rgb '#%06x'\n", s->font,
                s->options->format == CHART_SVG ? 11.5 : 11.5 * 0.75,
                palette_color(s->options->theme, INK_PAPER));
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

/* The colours of the theme, by the names that the scripts have for them. */
static void write_inks(const struct sheet *s, struct text *out)
{
    for (size_t i = 0; i < palette_ink_count; i++)
        text_printf(out, "%s = '#%06x'%s", palette_inks[i].name,
                    palette_color(s->options->theme, palette_inks[i].ink),
                    i + 1 < palette_ink_count ? "; " : "\n");
}

void chart_script(const struct sheet *s, struct text *out, const char *output,
                  const char *data_file)
{
    /* The oldest that speaks this language; what is older understands this line, too. */
    text_add(out,
             "if (GPVAL_VERSION < 5.4) print sprintf('version %.1f is too old: 5.4 or newer "
             "is needed', GPVAL_VERSION); exit\n");
    write_terminal(s, out);
    if (output != NULL)
        write_output(out, output);
    write_inks(s, out);
    bool tex = s->options->format == CHART_TEX;
    text_printf(out, "SCALE = %g; HOLLOW = %d; TEX = %d; PERCENT = '%s'\n", mark_scale(s),
                s->hollow, tex, tex ? "\\%%" : "%%");
    if (data_file == NULL) {
        text_printf(out, "$D << EOD\n%s\nEOD\nDATA = '$D'\n", text_string(&s->data));
    } else {
        text_add(out, "DATA = ");
        quote_gnuplot(out, data_file);
        text_add(out, "\n");
    }
    text_add(out, plot_text("style"));
    sheet_script(s, out);
    text_add(out, plot_text(chart_kind_name(s->options->kind)));
    sheet_words(s, out);
    text_add(out, plot_text("words"));
}
