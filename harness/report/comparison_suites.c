/* SPDX-License-Identifier: MIT
 * What sums a comparison up. */
#include "report/comparison_suites.h"

#include <math.h>

#include "base/mem.h"

void comparison_effect_text(struct table *table, const struct effect *effect)
{
    if (isnan(effect->ratio))
        table_text(table, NULL);
    else if (isnan(effect->ci.low))
        table_printf(table, "%.3g", effect->ratio);
    else
        table_printf(table, "%.3g [%.3g, %.3g]", effect->ratio, effect->ci.low,
                     effect->ci.high);
}

static void suite_name(struct table *table, const struct comparison *c,
                       const struct comparison_suite *s)
{
    table_row(table);
    table_printf(table, "%s%s%s (%zu)", s->row != NULL ? s->row : "",
                 s->row != NULL ? ": " : "", projection_title(s->value, c->column), s->rows);
}

static void range_text(struct table *table, double low, double high)
{
    if (isnan(low))
        table_text(table, NULL);
    else
        table_printf(table, "%.3g to %.3g", low, high);
}

/* The mean over all rows, with both of its intervals. */
static struct table *means_table(const struct comparison *c)
{
    static const struct table_column columns[] = {
        {"", "value", UNIT_NONE, false, TABLE_WRAP},
        {"geometric mean", "geometric_mean", UNIT_NONE, false, 0},
        {"other workloads could give", "programs", UNIT_NONE, false, 0},
    };
    struct table *table = table_new("Over all", columns, ARRAY_SIZE(columns));

    for (size_t i = 0; i < c->suite_count; i++) {
        suite_name(table, c, &c->suites[i]);
        comparison_effect_text(table, &c->suites[i].suite);
        range_text(table, c->suites[i].programs.ci.low, c->suites[i].programs.ci.high);
    }
    return table;
}

/* Whether some value lacks what another one has. */
static bool has_gaps(const struct comparison *c)
{
    for (size_t i = 0; i < c->suite_count; i++)
        if (c->suites[i].common_rows != c->suites[i].rows)
            return true;
    return false;
}

/* How far it moves by other ways to sum up. */
static struct table *others_table(const struct comparison *c)
{
    const struct table_column columns[] = {
        {"", "value", UNIT_NONE, false, TABLE_WRAP},
        {"without any one", "leave_one_out", UNIT_NONE, false, 0},
        {"mean", "mean", UNIT_RATIO, true, 0},
        {"median", "median", UNIT_RATIO, true, 0},
        {"ratio of sums", "ratio_of_sums", UNIT_RATIO, true, 0},
        {"in common", "common", UNIT_NONE, false, has_gaps(c) ? 0 : TABLE_FOR_DATA},
    };
    struct table *table = table_new("How far that moves", columns, ARRAY_SIZE(columns));

    for (size_t i = 0; i < c->suite_count; i++) {
        const struct comparison_suite *s = &c->suites[i];
        suite_name(table, c, s);
        range_text(table, s->low, s->high);
        table_real(table, s->mean);
        table_real(table, s->median);
        table_real(table, s->sums);
        if (s->common_rows > 0)
            table_printf(table, "%.3gx (%zu)", s->common, s->common_rows);
        else
            table_text(table, NULL);
    }
    return table;
}

static bool has_domains(const struct comparison *c, size_t set)
{
    for (size_t i = 0; i < c->suite_count; i++)
        if (!isnan(c->suites[i].domains[set]))
            return true;
    return false;
}

/* The same mean of other counters' joules. NULL where none were read. */
static struct table *domains_table(const struct comparison *c)
{
    struct table_column columns[COMPARISON_DOMAIN_SETS + 1] = {
        {"", "value", UNIT_NONE, false, TABLE_WRAP}};
    bool any = false;

    for (size_t set = 0; set < COMPARISON_DOMAIN_SETS; set++) {
        const char *name = comparison_domains_name((enum comparison_domains)set);
        any = any || (set != COMPARISON_PACKAGE && has_domains(c, set));
        columns[set + 1] = (struct table_column){name, name, UNIT_RATIO, true,
                                                 has_domains(c, set) ? 0 : TABLE_FOR_DATA};
    }
    if (!any || c->terms.metric != METRIC_ENERGY)
        return NULL;
    struct table *table =
        table_new("With joules of other domains", columns, ARRAY_SIZE(columns));
    for (size_t i = 0; i < c->suite_count; i++) {
        suite_name(table, c, &c->suites[i]);
        for (size_t set = 0; set < COMPARISON_DOMAIN_SETS; set++)
            table_real(table, c->suites[i].domains[set]);
    }
    return table;
}

static bool has_suites(const struct comparison *c)
{
    for (size_t i = 0; i < c->suite_count; i++)
        if (c->suites[i].rows > 1)
            return true;
    return false;
}

size_t comparison_suite_tables(struct table *tables[static COMPARISON_SUITE_TABLES],
                               const struct comparison *comparison)
{
    static struct table *(*const makers[COMPARISON_SUITE_TABLES])(const struct comparison *) = {
        means_table, others_table, domains_table};
    size_t count = 0;

    for (size_t t = 0; t < ARRAY_SIZE(makers) && has_suites(comparison); t++)
        if ((tables[count] = makers[t](comparison)) != NULL)
            count++;
    return count;
}
