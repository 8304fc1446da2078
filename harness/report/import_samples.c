/* SPDX-License-Identifier: MIT
 * What the readers of other tools' files share. */
#include "report/import_samples.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"

/* In base units; more is no measurement. */
static const double most = 1e18;

const struct import_channel import_channels_any[IMPORT_CHANNELS_ANY] = {
    {"package", 0, "package", NULL},
    {"cores", 0, "cores", NULL},
    {"uncore", 0, "uncore", NULL},
    {"dram", 0, "dram", NULL},
    {"psys", 0, "psys", NULL},
    {"package", 0, "package", "estimated"},
    {"cores", 0, "cores", "estimated"},
    {"uncore", 0, "uncore", "estimated"},
    {"dram", 0, "dram", "estimated"},
    {"psys", 0, "psys", "estimated"},
    {"package", 0, "package", "simulated"},
    {"cores", 0, "cores", "simulated"},
    {"uncore", 0, "uncore", "simulated"},
    {"dram", 0, "dram", "simulated"},
    {"psys", 0, "psys", "simulated"},
};

int import_channel_of(const char *name)
{
    enum result_domain domain;
    enum interchange_origin origin;

    if (!interchange_energy_parse(name, &domain, &origin))
        return -1;
    return (int)origin * RESULT_DOMAINS + (int)domain;
}

struct import_row import_row_blank(void)
{
    struct import_row row = {
        .variant = "published", .flags = "as-published", .n = STORE_ABSENT, .line = 1};

    for (size_t i = 0; i < IMPORT_CHANNELS_MAX; i++)
        row.nj[i] = row.repaired_nj[i] = NAN;
    return row;
}

double import_time_unit(const char *name)
{
    static const struct {
        const char *name;
        double ns;
    } units[] = {{"ns", 1},   {"us", 1e3},   {"\302\265s", 1e3}, {"\316\274s", 1e3},
                 {"ms", 1e6}, {"s", 1e9},    {"sec", 1e9},       {"second", 1e9},
                 {"m", 60e9}, {"min", 60e9}, {"h", 3600e9},      {"hr", 3600e9}};

    for (size_t i = 0; i < ARRAY_SIZE(units); i++)
        if (strcmp(units[i].name, name) == 0)
            return units[i].ns;
    return 0;
}

/* -------------------------------------------------------------------- JSON */

json_t *import_json(const struct import_file *file, struct err *err)
{
    json_error_t why;
    json_t *document = json_loadb(file->content, file->length, 0, &why);

    if (document == NULL)
        import_error(file, why.line > 0 ? why.line : 1, err, "%s; expected JSON", why.text);
    return document;
}

bool import_identity(struct importer *importer, const json_t *object, struct import_row *row)
{
    const char *workload = json_string_value(json_object_get(object, "workload"));
    const char *language = json_string_value(json_object_get(object, "language"));
    const char *variant = json_string_value(json_object_get(object, "variant"));
    const char *flags = json_string_value(json_object_get(object, "flags"));
    const json_t *n = json_object_get(object, "n");
    struct err ignored;

    if (workload == NULL || language == NULL || workload[0] == '\0' || language[0] == '\0')
        return false;
    row->workload = workload;
    row->language = import_language(import_arena(importer), language);
    row->variant = variant != NULL ? variant : row->variant;
    row->flags = flags != NULL ? flags : row->flags;
    row->toolchain = json_string_value(json_object_get(object, "toolchain"));
    row->size = json_string_value(json_object_get(object, "size"));
    if (json_is_integer(n) && json_integer_value(n) >= 0)
        row->n = json_integer_value(n);
    else if (!json_is_string(n) ||
             units_parse_integer(&row->n, json_string_value(n), 0, INT64_MAX, &ignored) < 0)
        row->n = STORE_ABSENT;
    return true;
}

int import_number(double *out, const struct import_file *file, const char *at,
                  const json_t *value, double unit, struct err *err)
{
    *out = json_number_value(value) * unit;
    if (json_is_number(value) && *out >= 0 && *out <= most)
        return 0;
    return import_error_at(file, at, err, "%s; expected a number, 0 or more",
                           value == NULL           ? "nothing"
                           : json_is_null(value)   ? "null"
                           : json_is_number(value) ? "a number that no run can have"
                                                   : "no number");
}

int import_numbers(double **out, size_t count, const struct import_file *file, const char *at,
                   const json_t *list, double unit, struct err *err)
{
    char place[256];
    int r = 0;

    if (!json_is_array(list) || json_array_size(list) != count)
        return import_error_at(file, at, err, "expected a list of %zu numbers", count);
    double *values = mem_alloc(count + 1, sizeof(*values));
    for (size_t i = 0; r == 0 && i < count; i++) {
        snprintf(place, sizeof(place), "%s[%zu]", at, i);
        r = import_number(&values[i], file, place, json_array_get(list, i), unit, err);
    }
    if (r < 0) {
        free(values);
        return r;
    }
    free(*out);
    *out = values;
    return 0;
}

/* ----------------------------------------------------------------- samples */

double **import_slot(struct import_samples *samples, const char *quantity, double *unit)
{
    int channel = import_channel_of(quantity);

    *unit = strcmp(quantity, "max-rss") == 0 ? 1 : 1e9;
    if (strcmp(quantity, "wall") == 0)
        return &samples->wall_ns;
    if (strcmp(quantity, "cpu") == 0)
        return &samples->cpu_ns;
    if (strcmp(quantity, "max-rss") == 0)
        return &samples->max_rss_bytes;
    return channel >= 0 ? &samples->nj[channel] : NULL;
}

json_t *import_flatten(struct importer *importer, struct import_samples *samples,
                       const json_t *lists)
{
    json_t *values = json_array();
    int64_t *processes = NULL;

    for (size_t i = 0; i < json_array_size(lists); i++) {
        json_t *own = json_array_get(lists, i);
        size_t first = json_array_size(values);
        if (json_is_array(own))
            json_array_extend(values, own);
        else
            json_array_append(values, own);
        for (size_t k = first; k < json_array_size(values); k++) {
            processes = mem_grow(processes, k, sizeof(*processes));
            processes[k] = (int64_t)i + 1;
        }
        if (json_array_size(own) > 1)
            import_note(importer, IMPORT_NOTE_PROCESSES);
    }
    if (samples == NULL) {
        free(processes);
    } else {
        free(samples->processes);
        samples->processes = processes;
    }
    return values;
}

static double value_of(const double *list, size_t i)
{
    return list != NULL ? list[i] : NAN;
}

int import_samples_add(struct importer *importer, const struct import_samples *s,
                       struct err *err)
{
    char text[256];
    int r = 0;

    for (size_t i = 0; r == 0 && i < s->count; i++) {
        struct import_row row = s->row;
        const struct import_process process = {value_of(s->cpu_ns, i),
                                               value_of(s->max_rss_bytes, i)};
        row.wall_ns = s->wall_ns[i];
        row.process = &process;
        for (size_t c = 0; c < IMPORT_CHANNELS_ANY; c++)
            row.nj[c] = row.repaired_nj[c] = value_of(s->nj[c], i);
        row.process_number = s->processes != NULL ? s->processes[i] : 0;
        row.failure = s->failures != NULL ? s->failures[i] : NULL;
        row.line = (int)(i + 1);
        snprintf(text, sizeof(text), "%s[%zu]", s->at, i);
        row.text = text;
        r = import_add(importer, &row, err);
    }
    return r;
}

void import_samples_free(struct import_samples *samples)
{
    free(samples->wall_ns);
    free(samples->cpu_ns);
    free(samples->max_rss_bytes);
    for (size_t c = 0; c < IMPORT_CHANNELS_ANY; c++)
        free(samples->nj[c]);
    free(samples->processes);
    free(samples->failures);
    *samples = (struct import_samples){0};
}
