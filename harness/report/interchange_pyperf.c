/* SPDX-License-Identifier: MIT
 * pyperf's JSON, version 1.0 (pyperf/_bench.py): a benchmark a cell and quantity, a run a trial
 * with one value. Units are second, byte and integer alone, so joules are whole microjoules;
 * values of 0 are refused by it, and a quantity that has one is left out. It has no place for
 * blocks and for trials that failed. */
#include <math.h>

#include "report/interchange_view.h"
#include "report/table.h"

static bool fits(const struct interchange_cell *cell, enum interchange_quantity q)
{
    if (!interchange_has(cell, q))
        return false;
    for (size_t i = 0; i < cell->count; i++)
        if (interchange_value(cell->trials[i], q) * (q >= QUANTITY_ENERGY ? 1e6 : 1) <
            (q >= QUANTITY_MEMORY ? 0.5 : 1e-12))
            return false;
    return true;
}

static json_t *value_of(const struct result_trial *trial, enum interchange_quantity q)
{
    double value = interchange_value(trial, q);

    if (q >= QUANTITY_ENERGY)
        return json_integer(llround(value * 1e6));
    return q == QUANTITY_MEMORY ? json_integer(llround(value)) : json_real(value);
}

static json_t *runs_of(const struct interchange_cell *cell, enum interchange_quantity q)
{
    json_t *runs = json_array();

    for (size_t i = 0; i < cell->count; i++)
        if (interchange_goes_on(cell, i)) {
            const json_t *run = json_array_get(runs, json_array_size(runs) - 1);
            json_array_append_new(json_object_get(run, "values"), value_of(cell->trials[i], q));
        } else {
            json_array_append_new(runs,
                                  json_pack("{s:[o]}", "values", value_of(cell->trials[i], q)));
        }
    return runs;
}

static json_t *metadata_of(struct interchange_view *view, const struct interchange_cell *cell,
                           enum interchange_quantity q)
{
    static const char *const units[] = {"second", "second", "byte"};
    const char *quantity = interchange_quantity_name(view, q);
    json_t *metadata = json_object();
    const char *name = cell->name;

    if (q != QUANTITY_WALL)
        name = arena_printf(&view->arena, "%s %s%s", name, quantity,
                            q >= QUANTITY_ENERGY ? " uJ" : "");
    json_object_set_new(metadata, "name", table_json_text(name));
    json_object_set_new(metadata, "unit",
                        json_string(q >= QUANTITY_ENERGY ? "integer" : units[q]));
    json_object_set_new(metadata, "loops", json_integer(1));
    json_object_set_new(metadata, "polyjoule_cell", table_json_text(cell->name));
    json_object_set_new(metadata, "polyjoule_quantity", json_string(quantity));
    interchange_add_identity(metadata, cell, false);
    return metadata;
}

void interchange_pyperf(struct text *out, struct interchange_view *view)
{
    json_t *document = json_object(), *metadata = json_object(), *benchmarks = json_array();

    for (size_t i = 0; i < view->cell_count; i++)
        for (int k = 0; k < QUANTITIES; k++) {
            enum interchange_quantity q = (enum interchange_quantity)k;
            const struct interchange_cell *cell = &view->cells[i];
            if (fits(cell, q))
                json_array_append_new(benchmarks, json_pack("{s:o, s:o}", "metadata",
                                                            metadata_of(view, cell, q), "runs",
                                                            runs_of(cell, q)));
        }
    view->nothing = json_array_size(benchmarks) == 0;
    interchange_add_origin(metadata, view);
    json_object_set_new(document, "version", json_string("1.0"));
    json_object_set_new(document, "metadata", metadata);
    json_object_set_new(document, "benchmarks", benchmarks);
    interchange_add_json(out, document);
}
