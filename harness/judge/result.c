/* SPDX-License-Identifier: MIT
 * A campaign in memory, judged. */
#include "judge/result.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stats/summary.h"

static const char *const status_names[RESULT_STATUSES] = {
    "ok",       "wrong-answer", "exit",          "signal",
    "timeout",  "not-started",  "left-children", "output-overflow",
    "disturbed"};

const char *result_status_name(enum result_status status)
{
    return status_names[status];
}

enum result_status result_status_parse(const char *name)
{
    for (int i = 0; i < RESULT_STATUSES; i++)
        if (strcmp(status_names[i], name) == 0)
            return (enum result_status)i;
    return RESULT_DISTURBED;
}

double *result_values(const struct result_series *series)
{
    double *x = mem_alloc(series->count + 1, sizeof(*x));

    for (size_t i = 0; i < series->count; i++)
        x[i] = series->values[i].value;
    return x;
}

struct result_figure result_figure(const struct result_series *series)
{
    double *x = result_values(series);

    stats_sort(x, series->count);
    struct result_figure figure = {
        .median = stats_median(x, series->count),
        .ci = stats_median_interval(x, series->count, RESULT_LEVEL),
        .count = series->count,
        .needs = stats_median_interval_needs(RESULT_LEVEL),
    };

    free(x);
    return figure;
}

const char *result_domain_name(enum result_domain domain)
{
    static const char *const names[RESULT_DOMAINS] = {"package", "cores", "uncore", "dram",
                                                      "psys"};

    return names[domain];
}

bool result_has_energy(const struct result *result)
{
    return strcmp(result->energy_source, "absent") != 0;
}

bool result_is_measured(const char *source)
{
    return strcmp(source, "rapl-perf") == 0 || strcmp(source, "rapl-powercap") == 0 ||
           strcmp(source, "imported") == 0;
}

double *result_process_means(const struct result_series *series, size_t *count)
{
    double *means = mem_alloc(series->count + 1, sizeof(*means));

    *count = 0;
    for (size_t i = 0; i < series->count;) {
        int64_t block = series->values[i].block;
        double sum = 0;
        size_t n = 0;
        for (; i < series->count && series->values[i].block == block; i++)
            if (series->values[i].value > 0) {
                sum += series->values[i].value;
                n++;
            }
        if (n > 0)
            means[(*count)++] = sum / (double)n;
    }
    return means;
}

double *result_process_logs(const struct result_series *series, size_t *count)
{
    double *values = result_process_means(series, count);

    for (size_t i = 0; i < *count; i++)
        values[i] = log(values[i]);
    return values;
}

static struct effect unpaired_ratio(const struct result_series *a,
                                    const struct result_series *b, double level)
{
    size_t nx, ny;
    double *x = result_process_means(a, &nx), *y = result_process_means(b, &ny);
    struct effect effect = stats_unpaired_ratio(x, nx, y, ny, level);

    free(x);
    free(y);
    return effect;
}

struct effect result_ratio_unpaired(const struct result_cell *a, const struct result_cell *b,
                                    enum metric metric, double level)
{
    return unpaired_ratio(&a->metric[metric], &b->metric[metric], level);
}

struct result_pairs result_pairs(const struct result_cell *a, const struct result_cell *b,
                                 enum metric metric)
{
    const struct result_series *sa = &a->metric[metric], *sb = &b->metric[metric];
    struct result_pairs pairs = {mem_alloc(sa->count + 1, sizeof(double)),
                                 mem_alloc(sa->count + 1, sizeof(double)), 0};

    for (size_t i = 0, j = 0; i < sa->count && j < sb->count;) {
        const struct result_value *va = &sa->values[i], *vb = &sb->values[j];
        if (va->block == vb->block && va->value > 0 && vb->value > 0) {
            pairs.a[pairs.count] = va->value;
            pairs.b[pairs.count++] = vb->value;
        }
        i += va->block <= vb->block;
        j += vb->block <= va->block;
    }
    return pairs;
}

struct effect result_ratio(const struct result_cell *a, const struct result_cell *b,
                           enum metric metric, double level)
{
    if (a->imported || b->imported)
        return unpaired_ratio(&a->metric[metric], &b->metric[metric], level);
    struct result_pairs pairs = result_pairs(a, b, metric);
    struct effect effect = stats_batched_ratio(pairs.a, pairs.b, pairs.count, level, NULL);
    free(pairs.a);
    free(pairs.b);
    return effect;
}

size_t result_failed(const struct result_cell *cell)
{
    size_t failed = 0;

    for (int status = 0; status < RESULT_STATUSES; status++)
        if (status != RESULT_OK && status != RESULT_DISTURBED)
            failed += cell->status[status];
    return failed;
}

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool same_base(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    size_t length = strcspn(a, "/");
    return length == strcspn(b, "/") && strncmp(a, b, length) == 0;
}

/* The same problem; -1 where it is not, else how alike the two are. */
static int likeness(const struct result_cell *a, const struct result_cell *b)
{
    if (!same(a->workload, b->workload) || !same(a->size, b->size) || a->n != b->n ||
        a->seed != b->seed || !same_base(a->variant, b->variant))
        return -1;
    return same(a->flags, b->flags) + 2 * same(a->variant, b->variant);
}

const struct result_cell *result_reference(const struct result *result,
                                           const struct result_cell *cell, const char *language)
{
    const struct result_cell *best = NULL;
    int most = -1;

    for (size_t i = 0; i < result->cell_count; i++) {
        const struct result_cell *candidate = &result->cells[i];
        int alike = likeness(cell, candidate);
        if (same(candidate->language, language) && alike > most) {
            best = candidate;
            most = alike;
        }
    }
    return best;
}

const struct result_cell *result_startup(const struct result *result,
                                         const struct result_cell *cell)
{
    const struct result_cell *found = NULL;

    for (size_t i = 0; i < result->cell_count; i++) {
        const struct result_cell *c = &result->cells[i];
        if (!same(c->workload, "empty") || !same(c->language, cell->language) || c == cell ||
            same(cell->workload, "empty") || c->metric[METRIC_WALL].count == 0)
            continue;
        if (found == NULL ||
            (same(c->toolchain, cell->toolchain) && !same(found->toolchain, cell->toolchain)))
            found = c;
    }
    return found;
}

const struct result_cell *result_find(const struct result *result, const char *label)
{
    for (size_t i = 0; i < result->cell_count; i++)
        if (same(result->cells[i].label, label))
            return &result->cells[i];
    for (size_t i = 0; i < result->cell_count; i++) {
        const struct result_cell *cell = &result->cells[i];
        size_t length = cell->workload != NULL ? strlen(cell->workload) : 0;
        if (length > 0 && strncmp(label, cell->workload, length) == 0 && label[length] == '/' &&
            same(cell->language, label + length + 1))
            return cell;
    }
    return NULL;
}

void result_free(struct result *result)
{
    if (result == NULL)
        return;
    struct arena arena = result->arena;
    arena_free(&arena);
    free(result);
}
