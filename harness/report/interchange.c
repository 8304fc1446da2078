/* SPDX-License-Identifier: MIT
 * A campaign in the files of other tools: which there are, and what none of them can carry. */
#include "report/interchange.h"

#include <errno.h>
#include <string.h>

#include "base/mem.h"
#include "report/interchange_view.h"

static const struct {
    const char *name;
    bool samples, processes; /* with several values each */
    interchange_writer *write;
} formats[] = {
    {"hyperfine", true, false, interchange_hyperfine},
    {"go", true, false, interchange_go},
    {"pyperf", true, true, interchange_pyperf},
    {"google-benchmark", true, false, interchange_google},
    {"jmh", true, true, interchange_jmh},
    {"rebench", true, true, interchange_rebench},
    {"bencher", false, false, interchange_bencher},
    {"github", false, false, interchange_github},
    {"openmetrics", false, false, interchange_openmetrics},
};

const char *interchange_formats(void)
{
    return "hyperfine, go, pyperf, google-benchmark, jmh, rebench, bencher, github or "
           "openmetrics";
}

/* ARRAY_SIZE(formats): there is none of that name. */
static size_t find(const char *format)
{
    size_t i = 0;

    while (i < ARRAY_SIZE(formats) && strcmp(formats[i].name, format) != 0)
        i++;
    return i;
}

bool interchange_knows(const char *format)
{
    return find(format) < ARRAY_SIZE(formats);
}

bool interchange_has_samples(const char *format)
{
    size_t i = find(format);

    return i < ARRAY_SIZE(formats) && formats[i].samples;
}

/* The first of its cells of which several values are of one process; NULL: none is. */
static const struct interchange_cell *find_nested(const struct interchange_view *view)
{
    for (size_t i = 0; i < view->cell_count; i++)
        for (size_t k = 1; k < view->cells[i].count; k++)
            if (interchange_goes_on(&view->cells[i], k))
                return &view->cells[i];
    return NULL;
}

static int check(const struct interchange_view *view, size_t format, struct err *err)
{
    const struct result *result = view->result;

    if (formats[format].samples && result->mode != NULL && strcmp(result->mode, "steady") == 0)
        return err_set(err, -EINVAL,
                       "campaign %lld is of iterations inside processes (--mode steady), which "
                       "%s has no place for beside runs; --format jsonl has both",
                       (long long)result->id, formats[format].name);
    if (view->cell_count == 0)
        return err_set(err, -EINVAL,
                       "campaign %lld has no admissible trial; 'polyjoule show' says why",
                       (long long)result->id);
    const struct interchange_cell *nested = find_nested(view);
    if (formats[format].samples && !formats[format].processes && nested != NULL)
        return err_set(
            err, -EINVAL,
            "'%s' has several values of one process, which %s would take for as many "
            "runs; jmh, pyperf and rebench have a place for them",
            nested->name, formats[format].name);
    for (size_t i = 0; i < view->cell_count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(view->cells[i].name, view->cells[k].name) == 0)
                return err_set(err, -EINVAL,
                               "two cells of campaign %lld would both be called '%s'; --format "
                               "jsonl tells them apart",
                               (long long)result->id, view->cells[i].name);
    return 0;
}

int interchange_write(struct text *out, const struct result *result, const char *format,
                      struct err *err)
{
    struct interchange_view view;
    size_t i = find(format);
    int r;

    if (i == ARRAY_SIZE(formats))
        return err_set(err, -EINVAL, "--format %s: export writes csv, jsonl, %s", format,
                       interchange_formats());
    interchange_view_make(&view, result);
    if ((r = check(&view, i, err)) == 0)
        formats[i].write(out, &view);
    if (r == 0 && view.nothing)
        r = err_set(err, -EINVAL, "campaign %lld has no value above 0, and %s takes no other",
                    (long long)result->id, formats[i].name);
    interchange_view_free(&view);
    return r;
}
