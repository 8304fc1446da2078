/* SPDX-License-Identifier: MIT
 * A figure as a piece of a page. */
#include "report/figure_inline.h"

#include <errno.h>

#include "report/chart_script.h"
#include "report/gnuplot.h"
#include "report/svg.h"

int figure_inline(struct text *out, const struct result *result,
                  const struct chart_options *options, const char *prefix, struct err *err)
{
    struct chart_options inlined = *options;
    struct figure_data source;
    struct sheet sheet = {.source = &source, .font = "DejaVu Sans"};
    struct text script = {0}, svg = {0};
    int r;

    inlined.format = CHART_SVG;
    inlined.theme = CHART_INKS;
    if ((r = figure_data_open(&source, result, &inlined, err)) < 0 ||
        (r = chart_lay_out(&sheet, err)) < 0)
        goto out;
    chart_script(&sheet, &script, NULL, NULL);
    if ((r = gnuplot_run(options->gnuplot, &script, NULL, &svg, err)) < 0)
        goto out;
    if (svg.length == 0) {
        r = err_set(err, -EIO, "gnuplot wrote no %s", chart_kind_name(options->kind));
        goto out;
    }
    svg_dress(out, svg.data,
              &(struct svg_dress){
                  .title = sheet.title, .description = sheet.subtitle, .prefix = prefix});
out:
    text_free(&script);
    text_free(&svg);
    sheet_free(&sheet);
    figure_data_close(&source);
    return r;
}
