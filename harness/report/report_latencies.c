/* SPDX-License-Identifier: MIT
 * Latencies of a report, where the campaign has some. */
#include "report/report_sections.h"

#include <string.h>

#include "base/mem.h"
#include "report/figure_inline.h"
#include "report/tails_table.h"

static const struct {
    enum chart_kind kind;
    const char *how_to_read;
} figures[] = {
    {CHART_TAIL,
     "a line falls as fewer requests waited longer; further down are the rare ones, each "
     "grid line ten times rarer. What lies to the right waits longer; a foot that goes far to "
     "the right is a program that pauses."},
    {CHART_TIMELINE,
     "peaks of the upper line are pauses, and their distance is the period, if there is one. "
     "A lower line that climbs is a program that does not keep up with its rate."},
};

static void add_figures(struct document *d, const struct report_request *q,
                        const struct tails *tails, const struct timelines *timelines)
{
    struct arena arena = {0};

    for (size_t i = 0; i < ARRAY_SIZE(figures); i++) {
        const char *name = chart_kind_name(figures[i].kind);
        const struct chart_options options = {
            .kind = figures[i].kind,
            .metric = METRIC_WALL,
            .variant = q->variant,
            .tails = tails,
            .timelines = timelines,
            .size = CHART_WEB,
            .gnuplot = q->gnuplot,
        };
        struct text svg = {0};
        struct err err;
        if (q->page && figure_inline(&svg, q->result, &options, name, &err) < 0)
            document_item(d, "No %s: %s.", name, err.text);
        else
            document_figure(d, text_string(&svg), figures[i].how_to_read,
                            arena_printf(&arena, "polyjoule plot %s", name));
        text_free(&svg);
    }
    arena_free(&arena);
}

/* read-states/go/p99.9, for who writes a paper. */
static void add_numbers(struct document *d, const struct tails *tails)
{
    struct text key = {0};

    for (size_t i = 0; i < tails->count; i++)
        for (int f = 0; f < TAIL_FIGURES; f++) {
            const struct result_figure figure = result_figure(&tails->cells[i].figure[f]);
            text_printf(&key, "%s/%s", tails->cells[i].cell->label,
                        tail_name((enum tail_figure)f));
            document_interval(d, figure.median, figure.ci,
                              f == TAIL_PAUSES ? UNIT_NONE : UNIT_NANOSECONDS,
                              text_string(&key));
            text_free(&key);
        }
}

int report_latencies(struct document *d, const struct report_request *q,
                     const struct tails *tails, struct err *err)
{
    struct timelines timelines;
    int r;

    if (tails->count == 0)
        return 0;
    if ((r = timelines_load(&timelines, tails, q->store, err)) == 0) {
        document_section(d, "latencies", "Latencies");
        document_sentence(d, "The rate of requests is given; each waits from when it was due. "
                             "Time and its ratios say nothing of these programs.");
        add_figures(d, q, tails, &timelines);
        document_table(d, "tails", NULL, tails_table(tails, "Latencies", true));
        struct table *ratios =
            q->reference != NULL ? tails_ratio_table(tails, q->reference, true) : NULL;
        if (ratios != NULL)
            document_table(d, "tailratios", "Latencies as ratios", ratios);
        document_table(d, "pauses", "Pauses", tails_pauses_table(tails));
        if (!q->page)
            add_numbers(d, tails);
    }
    timelines_free(&timelines);
    return r;
}
