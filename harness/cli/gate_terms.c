/* SPDX-License-Identifier: MIT
 * What a gate asks of each metric. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "base/units.h"
#include "cli/gating.h"

static const double default_most = 0.01, default_alpha = 0.01, least_injected = 0.05;

/* Of one option: a margin for all metrics and those of some. */
struct margins {
    const char *option;
    double all, of[METRIC_COUNT]; /* NAN: not given */
};

/* "1%" or "cpu=1%". */
static int read_margin(struct margins *m, const char *word, struct context *context,
                       struct err *err)
{
    const char *equals = strchr(word, '=');
    double *to = &m->all;
    enum metric metric;
    int r;

    if (equals != NULL) {
        const char *name = arena_printf(&context->arena, "%.*s", (int)(equals - word), word);
        if ((r = metric_parse(&metric, name, err)) < 0)
            return err_prefix(err, r, "%s", m->option);
        to = &m->of[metric];
        word = equals + 1;
    }
    if (!isnan(*to))
        return err_set(err, -EINVAL, "%s: each metric once", m->option);
    r = units_parse_fraction(to, word, err);
    return r < 0 ? err_prefix(err, r, "%s", m->option) : 0;
}

static int read_margins(struct margins *m, const char *option, const struct option_list *words,
                        struct context *context, struct err *err)
{
    int r = 0;

    *m = (struct margins){.option = option, .all = NAN};
    for (int i = 0; i < METRIC_COUNT; i++)
        m->of[i] = NAN;
    for (size_t i = 0; i < words->count && r == 0; i++)
        r = read_margin(m, words->items[i], context, err);
    return r;
}

static double margin_of(const struct margins *m, enum metric metric, double otherwise)
{
    return !isnan(m->of[metric]) ? m->of[metric] : !isnan(m->all) ? m->all : otherwise;
}

static bool decides(const struct gate *g, enum metric metric)
{
    for (size_t i = 0; i < g->metric_count; i++)
        if (g->metrics[i] == metric)
            return true;
    return false;
}

/* Those of --metric; else those that have a margin of their own, and CPU time if nothing has or
 * there is a margin for all. */
static int read_metrics(struct gate *g, const struct settings *s, const struct margins *most,
                        struct err *err)
{
    enum metric metric;
    int r;

    for (size_t i = 0; i < s->metrics.count; i++) {
        if ((r = metric_parse(&metric, s->metrics.items[i], err)) < 0)
            return err_prefix(err, r, "--metric");
        if (decides(g, metric))
            return err_set(err, -EINVAL, "--metric: each once");
        g->metrics[g->metric_count++] = metric;
    }
    for (int m = 0; m < METRIC_COUNT && s->metrics.count == 0; m++)
        if (m == METRIC_INSTRUCTIONS && g->count_tool != NULL)
            continue;
        else if (!isnan(most->of[m]) ||
                 (m == (s->judge ? METRIC_WALL : METRIC_CPU) && !isnan(most->all)))
            g->metrics[g->metric_count++] = (enum metric)m;
    if (g->metric_count == 0) /* what every tool's file has, or what says most */
        g->metrics[g->metric_count++] = s->judge ? METRIC_WALL : METRIC_CPU;
    return 0;
}

static int check_margins(const struct gate *g, const struct margins *m, struct err *err)
{
    for (int i = 0; i < METRIC_COUNT; i++)
        if (!isnan(m->of[i]) && !decides(g, (enum metric)i) &&
            !(i == METRIC_INSTRUCTIONS && g->count_tool != NULL))
            return err_set(err, -EINVAL, "%s: %s does not decide; add it to --metric",
                           m->option, metric_facts((enum metric)i)->name);
    return 0;
}

int gate_read_terms(struct gate *g, struct context *context, struct err *err)
{
    const struct settings *s = &context->settings;
    struct margins most, tolerance;
    int r;

    if ((r = read_margins(&most, "--max-slowdown", &s->most, context, err)) < 0 ||
        (r = read_margins(&tolerance, "--tolerance", &s->tolerance, context, err)) < 0 ||
        (r = read_metrics(g, s, &most, err)) < 0 || (r = check_margins(g, &most, err)) < 0 ||
        (r = check_margins(g, &tolerance, err)) < 0)
        return r;
    double alpha = s->alpha > 0 ? s->alpha : default_alpha;
    size_t workloads = s->base != NULL ? s->commands.count : s->arm_a.count;
    for (size_t i = 0; i < g->metric_count; i++) {
        enum metric metric = g->metrics[i];
        g->terms[i] = (struct gate_terms){.most = margin_of(&most, metric, default_most),
                                          .tolerance = margin_of(&tolerance, metric, 0),
                                          .alpha = alpha,
                                          .tests = g->metric_count * workloads};
        if (!(g->terms[i].tolerance < g->terms[i].most))
            return err_set(err, -EINVAL,
                           "--tolerance: less than --max-slowdown (%g %% of %s) is needed",
                           100 * g->terms[i].most, metric_facts(metric)->noun);
    }
    g->control = (struct gate_terms){.most = margin_of(&most, METRIC_CPU, default_most),
                                     .tolerance = margin_of(&tolerance, METRIC_CPU, 0),
                                     .alpha = alpha,
                                     .tests = 1};
    g->count_terms = g->control;
    g->count_terms.most = margin_of(&most, METRIC_INSTRUCTIONS, g->control.most);
    g->slow_b = s->slow_b;
    g->injected = fmax(least_injected, 2 * g->control.most);
    return 0;
}
