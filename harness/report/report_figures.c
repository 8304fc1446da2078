/* SPDX-License-Identifier: MIT
 * Figures, each with how to read it. */
#include "report/report_sections.h"

#include <errno.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/figure_inline.h"
#include "report/palette.h"

static const struct {
    enum chart_kind kind;
    bool claims; /* wants some that were answered */
    const char *how_to_read;
} figures[] = {
    {CHART_CLAIMS, true,
     "each row is a claim; what was published stands against what was measured "
     "here. Where the two intervals are apart, the claim does not hold here."},
    {CHART_FOREST, false,
     "a dot is how many times the reference's cost a program has, on a "
     "logarithmic axis; the bar is its 95 % interval. A bar that crosses 1x shows no "
     "difference."},
    {CHART_DECOMPOSITION, false,
     "to the right is slower, upwards is hotter; energy is the product, the "
     "same "
     "along each dashed diagonal. Most of a gap is time where points lie to the right, and "
     "cores "
     "or memory where they lie above."},
    {CHART_ECDF, false,
     "each line climbs as runs come in, from the fastest to the slowest. A "
     "steep "
     "line is a program that takes the same each time; steps and long tails are what a mean "
     "hides."},
};

static size_t answered(const struct report_request *q, struct chart_claim *out)
{
    size_t count = 0;

    for (size_t i = 0; i < q->claim_count; i++)
        if (report_is_answered(&q->claims[i]))
            out[count++] = q->claims[i];
    return count;
}

/* Where there are too many languages to tell apart, those that have a look of their own. */
static int draw(struct text *svg, const struct result *result,
                const struct chart_options *options, const char *prefix, struct err *err)
{
    struct chart_options fewer = *options;
    int r = figure_inline(svg, result, options, prefix, err);

    if (r != -E2BIG)
        return r;
    const char **languages = mem_alloc(palette_language_count, sizeof(*languages));
    for (size_t i = 0; i < palette_language_count; i++)
        languages[i] = palette_languages[i].language;
    fewer.languages = languages;
    fewer.language_count = palette_language_count;
    struct err second;
    text_free(svg);
    r = figure_inline(svg, result, &fewer, prefix, &second);
    free(languages);
    return r;
}

void report_figures(struct document *d, const struct report_request *q)
{
    struct arena arena = {0};
    struct chart_claim *claims = arena_alloc(&arena, q->claim_count + 1, sizeof(*claims));
    size_t claim_count = answered(q, claims);

    document_section(d, "figures", "Figures");
    for (size_t i = 0; i < ARRAY_SIZE(figures); i++) {
        const char *name = chart_kind_name(figures[i].kind);
        const char *command = arena_printf(&arena, "polyjoule plot %s", name);
        const struct chart_options options = {
            .kind = figures[i].kind,
            .metric = result_has_energy(q->result) ? METRIC_ENERGY : METRIC_WALL,
            .reference = q->reference,
            .variant = q->variant,
            .claims = claims,
            .claim_count = claim_count,
            .size = CHART_WEB,
            .gnuplot = q->gnuplot,
        };
        struct text svg = {0};
        struct err err;
        if (figures[i].claims && claim_count == 0)
            continue;
        if (q->page && draw(&svg, q->result, &options, name, &err) < 0)
            document_item(d, "No %s: %s.", name, err.text);
        else
            document_figure(d, text_string(&svg), figures[i].how_to_read, command);
        text_free(&svg);
    }
    arena_free(&arena);
}
