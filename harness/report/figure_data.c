/* SPDX-License-Identifier: MIT
 * What a figure shows of a campaign. */
#include "report/figure_data.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stats/summary.h"

struct figure_sorted {
    double *values; /* NULL: not asked for yet */
    struct result_figure figure;
};

static bool is_in(const char *name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (name != NULL && strcmp(list[i], name) == 0)
            return true;
    return count == 0;
}

bool figure_data_has(const struct chart_options *o, const struct result_cell *cell)
{
    bool ratios =
        o->kind == CHART_FOREST || o->kind == CHART_DECOMPOSITION || o->kind == CHART_HEATMAP;
    bool reference = ratios && o->reference != NULL && cell->language != NULL &&
                     strcmp(cell->language, o->reference) == 0;

    return (reference || is_in(cell->language, o->languages, o->language_count)) &&
           is_in(cell->workload, o->workloads, o->workload_count);
}

int figure_data_open(struct figure_data *data, const struct result *result,
                     const struct chart_options *options, struct err *err)
{
    *data = (struct figure_data){.options = options, .result = *result};
    data->result.cell_count = 0;
    data->result.cells = mem_alloc(result->cell_count + 1, sizeof(*data->result.cells));
    for (size_t i = 0; i < result->cell_count; i++)
        if (figure_data_has(options, &result->cells[i]))
            data->result.cells[data->result.cell_count++] = result->cells[i];
    data->sorted = mem_alloc(data->result.cell_count * METRIC_COUNT + 1, sizeof(*data->sorted));
    if (data->result.cell_count == 0)
        return err_set(
            err, -ENODATA,
            "the campaign has nothing of the languages and workloads that were asked "
            "for");
    return 0;
}

void figure_data_close(struct figure_data *data)
{
    for (size_t i = 0; i < data->result.cell_count * METRIC_COUNT; i++)
        free(data->sorted[i].values);
    free(data->sorted);
    free(data->result.cells);
    for (size_t i = 0; i < METRIC_COUNT; i++)
        ratios_free(data->ratios[i]);
    arena_free(&data->arena);
}

int figure_data_ratios(const struct ratios **out, struct figure_data *data, enum metric metric,
                       struct err *err)
{
    const struct chart_options *o = data->options;
    int r = 0;

    if (data->ratios[metric] == NULL)
        r = ratios_make(&data->ratios[metric], &data->result, o->reference, o->variant, metric,
                        RESULT_LEVEL, err);
    *out = data->ratios[metric];
    return r;
}

static struct figure_sorted *sorted(struct figure_data *data, const struct result_cell *cell,
                                    enum metric metric)
{
    const struct result_series *series = &cell->metric[metric];
    struct figure_sorted *s =
        &data->sorted[(size_t)(cell - data->result.cells) * METRIC_COUNT + metric];

    if (s->values != NULL)
        return s;
    s->values = result_values(series);
    stats_sort(s->values, series->count);
    s->figure = (struct result_figure){
        .median = stats_median(s->values, series->count),
        .ci = stats_median_interval(s->values, series->count, RESULT_LEVEL),
        .count = series->count,
        .needs = stats_median_interval_needs(RESULT_LEVEL),
    };
    return s;
}

const double *figure_data_sorted(struct figure_data *data, const struct result_cell *cell,
                                 enum metric metric)
{
    return sorted(data, cell, metric)->values;
}

struct result_figure figure_data_median(struct figure_data *data,
                                        const struct result_cell *cell, enum metric metric)
{
    return sorted(data, cell, metric)->figure;
}
