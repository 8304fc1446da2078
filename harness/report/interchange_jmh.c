/* SPDX-License-Identifier: MIT
 * JMH's -rf json (jmh-core, results/format/JSONResultFormat.java): a fork a trial with one
 * single-shot measurement, so that its two levels say what is a replicate. Score and error are
 * JMH's: the mean and the half-width of its 99.9 % interval by Student's t, "NaN" below two
 * values. Joules, bytes and CPU time are secondary metrics. It has no place for blocks and for
 * trials that failed. */
#include <math.h>
#include <stdlib.h>

#include "report/interchange_view.h"
#include "report/table.h"
#include "stats/distribution.h"
#include "stats/summary.h"

static json_t *number(double value)
{
    return isfinite(value) ? json_real(value) : json_string("NaN");
}

static json_t *percentiles(const double *sorted, size_t count)
{
    static const struct {
        const char *key;
        double share;
    } keys[] = {{"0.0", 0},    {"50.0", 0.5},   {"90.0", 0.9},     {"95.0", 0.95},
                {"99.0", .99}, {"99.9", 0.999}, {"99.99", 0.9999}, {"100.0", 1}};
    json_t *object = json_object();

    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        json_object_set_new(object, keys[i].key,
                            json_real(stats_quantile(sorted, count, keys[i].share)));
    return object;
}

static json_t *metric_json(const struct interchange_cell *cell, enum interchange_quantity q,
                           const char *unit)
{
    double *x = interchange_values(cell, q), n = (double)cell->count;
    double mean = stats_mean(x, cell->count), error = NAN;
    json_t *object = json_object();

    if (cell->count > 1)
        error = stats_t_quantile(0.9995, n - 1) * stats_sd(x, cell->count) / sqrt(n);
    stats_sort(x, cell->count);
    json_object_set_new(object, "score", json_real(mean));
    json_object_set_new(object, "scoreError", number(error));
    json_object_set_new(object, "scoreConfidence",
                        json_pack("[o, o]", number(mean - error), number(mean + error)));
    json_object_set_new(object, "scorePercentiles", percentiles(x, cell->count));
    json_object_set_new(object, "scoreUnit", json_string(unit));
    json_object_set_new(object, "rawData", interchange_processes(cell, q));
    free(x);
    return object;
}

static json_t *benchmark(struct interchange_view *view, const struct interchange_cell *cell)
{
    static const char *const units[] = {"s/op", "s/op", "bytes"};
    json_t *primary = metric_json(cell, QUANTITY_WALL, "s/op");
    const json_t *forks = json_object_get(primary, "rawData");
    json_t *object =
        json_pack("{s:o, s:s, s:i, s:I, s:i, s:s, s:i, s:I, s:s, s:i}", "benchmark",
                  table_json_text(cell->name), "mode", "ss", "threads", 1, "forks",
                  (json_int_t)json_array_size(forks), "warmupIterations", 0, "warmupTime",
                  "single-shot", "warmupBatchSize", 1, "measurementIterations",
                  (json_int_t)json_array_size(json_array_get(forks, 0)), "measurementTime",
                  "single-shot", "measurementBatchSize", 1);
    json_t *parameters = json_object(), *secondary = json_object();

    interchange_add_identity(parameters, cell, true);
    if (json_object_size(parameters) > 0)
        json_object_set(object, "params", parameters);
    json_decref(parameters);
    json_object_set_new(object, "primaryMetric", primary);
    for (int k = QUANTITY_CPU; k < QUANTITIES; k++) {
        enum interchange_quantity q = (enum interchange_quantity)k;
        if (interchange_has(cell, q))
            json_object_set_new(secondary, interchange_quantity_name(view, q),
                                metric_json(cell, q, q >= QUANTITY_ENERGY ? "J/op" : units[q]));
    }
    json_object_set_new(object, "secondaryMetrics", secondary);
    return object;
}

void interchange_jmh(struct text *out, struct interchange_view *view)
{
    json_t *list = json_array();

    for (size_t i = 0; i < view->cell_count; i++)
        json_array_append_new(list, benchmark(view, &view->cells[i]));
    interchange_add_json(out, list);
}
