/* SPDX-License-Identifier: MIT
 * Charts of a campaign, drawn by gnuplot. FIGURES.md 3. */
#ifndef CHART_H
#define CHART_H

#include <stdbool.h>

#include "judge/claim.h"
#include "judge/history.h"
#include "judge/result.h"
#include "judge/trace.h"

enum chart_kind {
    CHART_FOREST,        /* ratios to a reference language, log axis */
    CHART_DECOMPOSITION, /* time ratio by power ratio; needs energy */
    CHART_BARS,          /* absolute values from zero, a panel a workload */
    CHART_STRIP,         /* every trial */
    CHART_HEATMAP,       /* ratios as numbers on colours */
    CHART_ECDF,          /* how trials spread around their median, a panel a workload */
    CHART_PARETO,        /* energy by time, a panel a workload; needs energy */
    CHART_CLAIMS,        /* published ratios and measured ones; needs CLAIMS */
    CHART_SCALING,       /* a metric by size or threads; needs CAMPAIGNS */
    CHART_TRACE,         /* power over time; needs TRACES */
    CHART_HISTORY,       /* a run chart for each series; needs HISTORY */
    CHART_KINDS,
};

/* CHART_TEX: words for LaTeX over a PDF, which is beside OUTPUT with "-inc.pdf" for its ending.
 */
enum chart_format { CHART_SVG, CHART_PNG, CHART_PDF, CHART_TEX, CHART_FORMATS };

/* CHART_INKS: left to be chosen by who puts the SVG into a page; palette.h. */
enum chart_theme { CHART_LIGHT, CHART_DARK, CHART_THEMES, CHART_INKS = CHART_THEMES };

enum chart_size { CHART_WEB, CHART_COLUMN, CHART_PAGE, CHART_SLIDE, CHART_SOCIAL, CHART_SIZES };

struct chart_claim {
    const struct claim *claim;
    const struct claim_answer *answer; /* of the campaign */
};

struct chart_options {
    enum chart_kind kind;
    enum metric metric;    /* of those that are of one */
    const char *reference; /* language; NULL: the first command of a measure campaign */
    const char *variant;   /* base variant, NULL: all */
    const char *const *languages, *const
                                      *workloads; /* only these; the reference stays. 0: all */
    size_t language_count, workload_count;
    const struct chart_claim
        *claims; /* of CHART_CLAIMS; those that are no ratios are left out */
    size_t claim_count;
    const struct result *const *campaigns; /* of CHART_SCALING; the chart's own is among them */
    size_t campaign_count;
    const struct trace_set *traces; /* of CHART_TRACE */
    const struct history *history;  /* of CHART_HISTORY */
    enum chart_format format;
    enum chart_size size;
    enum chart_theme theme;
    const char *output; /* the picture's path */
    bool data; /* keep the script and its numbers beside it: OUTPUT with .gp and .dat */
    const char *gnuplot; /* NULL: gnuplot on PATH */
};

/* Names as typed: "forest" ...; "svg" "png" "pdf" "tex"; "web" "col"
 * "page" "slide" "social"; "light" "dark". -EINVAL, with the names that there are. */
int chart_parse_kind(enum chart_kind *out, const char *name, struct err *err);
int chart_parse_format(enum chart_format *out, const char *name, struct err *err);
int chart_parse_size(enum chart_size *out, const char *name, struct err *err);
int chart_parse_theme(enum chart_theme *out, const char *name, struct err *err);
const char *chart_kind_name(enum chart_kind kind);
const char *chart_format_name(enum chart_format format);

/* Draw OUTPUT; it is there whole or, after a failure, as it was. -ENODATA where the campaign
 * does not have what the chart shows, with the reason; -E2BIG where it would be too much to be
 * read, with what to choose; -ENOENT where the reference is missing; -EIO where gnuplot is
 * missing, older than 5.4, fails, is killed or complains: script and numbers are kept then,
 * asked for or not, and named. -EINVAL for a name of a CHART_TEX that LaTeX cannot read. The
 * same result gives the same bytes. */
int chart_draw(const struct result *result, const struct chart_options *options,
               struct err *err);

#endif
