/* SPDX-License-Identifier: MIT
 * What the writers of foreign formats share. */
#include "report/interchange_view.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/table.h"
#include "store/store.h"

static const char *const origins[ORIGINS] = {"", "estimated-", "simulated-"};

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* ------------------------------------------------------------------- names */

static const char *size_of(struct interchange_view *view, const struct result_cell *cell)
{
    if (cell->n == STORE_ABSENT)
        return cell->size;
    return arena_printf(&view->arena, "%" PRId64, cell->n);
}

static void add_part(struct interchange_cell *out, const char *key, const char *value)
{
    if (value == NULL || out->part_count == ARRAY_SIZE(out->parts))
        return;
    out->parts[out->part_count].key = key;
    out->parts[out->part_count++].value = value;
}

/* What tells cells of one workload and language apart, here or elsewhere in the campaign: all
 * names have the same parts, so that other tools find partners by them. */
static void find_differences(struct interchange_view *view)
{
    const struct result *r = view->result;

    for (size_t i = 0; i < r->cell_count; i++)
        for (size_t k = 0; k < i; k++) {
            const struct result_cell *a = &r->cells[i], *b = &r->cells[k];
            if (!same(a->workload, b->workload) || !same(a->language, b->language))
                continue;
            view->variants = view->variants || !same(a->variant, b->variant);
            view->toolchains = view->toolchains || !same(a->toolchain, b->toolchain);
            view->flags = view->flags || !same(a->flags, b->flags);
            view->sizes = view->sizes || !same(a->size, b->size) || a->n != b->n;
        }
}

static void add_parts(struct interchange_view *view, struct interchange_cell *out)
{
    const struct result_cell *cell = out->cell;

    if (cell->workload == NULL) /* a command is its own name */
        return;
    if (view->variants)
        add_part(out, "variant", cell->variant);
    if (view->toolchains)
        add_part(out, "toolchain", cell->toolchain);
    if (view->flags)
        add_part(out, "flags", cell->flags);
    if (view->sizes)
        add_part(out, "size", size_of(view, cell));
}

static const char *name_of(struct interchange_view *view, const struct interchange_cell *c)
{
    const struct result_cell *cell = c->cell;
    char *name = cell->workload == NULL
                     ? arena_dup(&view->arena, cell->label)
                     : arena_printf(&view->arena, "%s/%s", cell->workload,
                                    cell->language != NULL ? cell->language : "unknown");

    for (size_t i = 0; i < c->part_count; i++)
        name = arena_printf(&view->arena, "%s/%s=%s", name, c->parts[i].key, c->parts[i].value);
    return name;
}

/* -------------------------------------------------------------------- view */

static void take_trials(struct interchange_view *view, struct interchange_cell *out)
{
    const struct result_cell *cell = out->cell;

    out->trials = arena_alloc(&view->arena, cell->trial_count + 1, sizeof(*out->trials));
    for (size_t i = 0; i < cell->trial_count; i++)
        if (cell->trials[i].status == RESULT_OK)
            out->trials[out->count++] = &cell->trials[i];
}

void interchange_view_make(struct interchange_view *view, const struct result *result)
{
    *view = (struct interchange_view){.result = result};
    if (strcmp(result->energy_source, "estimated") == 0)
        view->origin = ORIGIN_ESTIMATED;
    else if (strcmp(result->energy_source, "simulated") == 0)
        view->origin = ORIGIN_SIMULATED;
    find_differences(view);
    view->cells = arena_alloc(&view->arena, result->cell_count + 1, sizeof(*view->cells));
    for (size_t i = 0; i < result->cell_count; i++) {
        struct interchange_cell *cell = &view->cells[view->cell_count];
        *cell = (struct interchange_cell){.cell = &result->cells[i]};
        take_trials(view, cell);
        if (cell->count == 0)
            continue;
        add_parts(view, cell);
        cell->name = name_of(view, cell);
        view->cell_count++;
    }
}

void interchange_view_free(struct interchange_view *view)
{
    arena_free(&view->arena);
}

/* -------------------------------------------------------------- quantities */

const char *interchange_quantity_name(struct interchange_view *view,
                                      enum interchange_quantity quantity)
{
    static const char *const names[] = {"wall", "cpu", "max-rss"};

    if (quantity < QUANTITY_ENERGY)
        return names[quantity];
    return arena_printf(&view->arena, "%s%s-energy", origins[view->origin],
                        result_domain_name((enum result_domain)(quantity - QUANTITY_ENERGY)));
}

const char *interchange_quantity_unit(enum interchange_quantity quantity)
{
    return quantity >= QUANTITY_ENERGY ? "J" : quantity == QUANTITY_MEMORY ? "B" : "s";
}

bool interchange_energy_parse(const char *name, enum result_domain *domain,
                              enum interchange_origin *origin)
{
    *origin = ORIGIN_MEASURED;
    for (int o = ORIGIN_ESTIMATED; o < ORIGINS; o++)
        if (strncmp(name, origins[o], strlen(origins[o])) == 0) {
            *origin = (enum interchange_origin)o;
            name += strlen(origins[o]);
        }
    for (int d = 0; d < RESULT_DOMAINS; d++) {
        const char *word = result_domain_name((enum result_domain)d);
        size_t length = strlen(word);
        if (strncmp(name, word, length) == 0 &&
            (name[length] == '\0' || strcmp(name + length, "-energy") == 0)) {
            *domain = (enum result_domain)d;
            return true;
        }
    }
    return false;
}

double interchange_value(const struct result_trial *trial, enum interchange_quantity quantity)
{
    switch (quantity) {
    case QUANTITY_WALL:
        return trial->wall_ns / 1e9;
    case QUANTITY_CPU:
        return trial->cpu_ns / 1e9;
    case QUANTITY_MEMORY:
        return trial->max_rss_bytes;
    default:
        return trial->nj[quantity - QUANTITY_ENERGY] / 1e9;
    }
}

bool interchange_has(const struct interchange_cell *cell, enum interchange_quantity quantity)
{
    for (size_t i = 0; i < cell->count; i++)
        if (!isfinite(interchange_value(cell->trials[i], quantity)))
            return false;
    return cell->count > 0;
}

/* Of joules, those of the whole machine alone have a series that was screened. */
bool interchange_figure(const struct interchange_cell *cell, enum interchange_quantity quantity,
                        struct result_figure *out)
{
    static const struct {
        enum metric metric;
        double unit;
    } metrics[] = {
        {METRIC_WALL, 1e9}, {METRIC_CPU, 1e9}, {METRIC_MEMORY, 1}, {METRIC_ENERGY, 1e9}};

    if (quantity > QUANTITY_ENERGY)
        return false;
    *out = result_figure(&cell->cell->metric[metrics[quantity].metric]);
    out->median /= metrics[quantity].unit;
    out->ci.low /= metrics[quantity].unit;
    out->ci.high /= metrics[quantity].unit;
    return out->count > 0;
}

/* -------------------------------------------------------------------- JSON */

json_t *interchange_list(const struct interchange_cell *cell,
                         enum interchange_quantity quantity)
{
    json_t *list = json_array();

    for (size_t i = 0; i < cell->count; i++) {
        double value = interchange_value(cell->trials[i], quantity);
        json_array_append_new(list, quantity == QUANTITY_MEMORY
                                        ? json_integer((json_int_t)value)
                                        : json_real(value));
    }
    return list;
}

bool interchange_goes_on(const struct interchange_cell *cell, size_t trial)
{
    return cell->cell->imported && trial > 0 &&
           cell->trials[trial]->block == cell->trials[trial - 1]->block;
}

json_t *interchange_processes(const struct interchange_cell *cell,
                              enum interchange_quantity quantity)
{
    json_t *lists = json_array(), *values = interchange_list(cell, quantity);

    for (size_t i = 0; i < cell->count; i++) {
        if (!interchange_goes_on(cell, i))
            json_array_append_new(lists, json_array());
        json_array_append(json_array_get(lists, json_array_size(lists) - 1),
                          json_array_get(values, i));
    }
    json_decref(values);
    return lists;
}

double *interchange_values(const struct interchange_cell *cell,
                           enum interchange_quantity quantity)
{
    double *x = mem_alloc(cell->count + 1, sizeof(*x));

    for (size_t i = 0; i < cell->count; i++)
        x[i] = interchange_value(cell->trials[i], quantity);
    return x;
}

static void add_text(json_t *object, const char *key, const char *value)
{
    if (value != NULL)
        json_object_set_new(object, key, table_json_text(value));
}

void interchange_add_identity(json_t *object, const struct interchange_cell *c, bool texts)
{
    const struct result_cell *cell = c->cell;

    add_text(object, "workload", cell->workload);
    add_text(object, "language", cell->language);
    add_text(object, "variant", cell->variant);
    add_text(object, "toolchain", cell->toolchain);
    add_text(object, "flags", cell->flags);
    add_text(object, "size", cell->size);
    if (cell->n == STORE_ABSENT)
        return;
    if (texts) {
        char n[32];
        snprintf(n, sizeof(n), "%" PRId64, cell->n);
        add_text(object, "n", n);
    } else {
        json_object_set_new(object, "n", json_integer((json_int_t)cell->n));
    }
}

void interchange_add_origin(json_t *object, const struct interchange_view *view)
{
    const struct result *r = view->result;

    add_text(object, "polyjoule_campaign", r->uuid);
    add_text(object, "polyjoule_version", r->tool_version);
    add_text(object, "energy_source", r->energy_source);
    add_text(object, "energy_resolver", r->energy_resolver);
    add_text(object, "energy_reason", r->energy_reason);
    if (r->session_count > 0) {
        add_text(object, "cpu_model_name", r->sessions[0].cpu_model);
        add_text(object, "kernel", r->sessions[0].kernel);
    }
}

/* 15 digits give every nanosecond of eleven days back, and read better than 17. */
void interchange_add_json(struct text *out, json_t *document)
{
    char *text = json_dumps(document, JSON_INDENT(1) | JSON_REAL_PRECISION(15));

    json_decref(document);
    if (text == NULL)
        abort();
    text_printf(out, "%s\n", text);
    free(text);
}
