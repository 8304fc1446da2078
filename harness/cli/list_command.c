/* SPDX-License-Identifier: MIT
 * polyjoule list: what can be run. */
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "cli/campaign_screen.h"
#include "cli/cells.h"
#include "cli/voice.h"
#include "judge/toolchain_label.h"

#define AT(field) offsetof(struct settings, field)

static const struct option_row rows[] = {
    {0, "catalog", OPTION_TEXT, AT(catalog), "DIR",
     "workloads of DIR, a folder each, instead of polyjoule's own"},
    {0, "lang", OPTION_COMMAS, AT(languages), "L,L", "only these languages"},
    {0, "variant", OPTION_TEXT, AT(variant), "V", "only this variant [all]"},
    {0, "toolchain", OPTION_COMMAS, AT(toolchains), "T,T",
     "these toolchains; all: every one [each runner's first]"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

static const struct table_column columns[] = {
    {"workload", "workload", UNIT_NONE, false, 0},
    {"class", "class", UNIT_NONE, false, 0},
    {"language", "language", UNIT_NONE, false, 0},
    {"variant", "variant", UNIT_NONE, false, 0},
    {"toolchain", "toolchain", UNIT_NONE, false, 0},
    {"sizes", "sizes", UNIT_NONE, false, TABLE_SHRINK},
};

static void add_sizes(struct table *table, const struct workload *workload)
{
    struct text sizes = {0};

    for (size_t i = 0; i < workload->size_count; i++)
        text_printf(&sizes, "%s%s %" PRId64, i > 0 ? ", " : "", workload->sizes[i].name,
                    workload->sizes[i].n);
    table_text(table, text_string(&sizes));
    text_free(&sizes);
}

static void add_row(struct table *table, const struct selected *selected,
                    const struct found_toolchain *found, const struct found_toolchain *native)
{
    char label[TOOLCHAIN_LABEL_SIZE];
    const char *missing = found->missing;

    if (missing == NULL && native != NULL)
        missing = native->missing;
    table_row(table);
    table_text(table, selected->workload->name);
    table_text(table, selected->workload->class_name);
    table_text(table, selected->implementation->language);
    table_text(table, selected->implementation->variant);
    if (missing == NULL) {
        table_text(table,
                   toolchain_label(label, found->wanted->name, found->toolchain.version));
    } else {
        table_absent(table, missing);
        table_mark(table, TABLE_WARN);
    }
    add_sizes(table, selected->workload);
}

static void add_notes(struct table *table, const struct found_toolchain *found, size_t count)
{
    for (size_t t = 0; t < count; t++)
        if (!found[t].found)
            table_note(table, "%s: %s.", found[t].runner->title, found[t].missing);
}

static void add_rows(struct table *table, const struct cells *cells)
{
    for (size_t i = 0; i < cells->selected_count; i++)
        for (size_t t = 0; t < cells->toolchain_count; t++)
            if (strcmp(cells->toolchains[t].runner->language,
                       cells->selected[i].implementation->language) == 0)
                add_row(table, &cells->selected[i], &cells->toolchains[t],
                        cells_native(cells, cells->selected[i].implementation));
    add_notes(table, cells->toolchains, cells->toolchain_count);
    add_notes(table, cells->natives, cells->native_count);
}

static int run(struct context *context)
{
    const struct table_style style = campaign_style(context, "polyjoule.list/1");
    struct table *table = NULL;
    struct cells cells = {0};
    struct text out = {0};
    struct err err;
    int r;

    if ((r = cells_select(&cells, context, "*", &err)) < 0 ||
        (r = cells_find_toolchains(&cells, context, &err)) < 0)
        goto out;
    table = table_new(NULL, columns, sizeof(columns) / sizeof(columns[0]));
    add_rows(table, &cells);
    if ((r = table_render(table, &style, &out, &err)) == 0)
        r = say(&out);
out:
    table_free(table);
    text_free(&out);
    cells_free(&cells);
    return r < 0 ? complain(status_of(r), "%s", err.text) : r;
}

const struct command command_list = {
    .name = "list",
    .summary = "List workloads, languages, variants and the toolchains there are",
    .usage = "[SELECTION...] [options]",
    .rows = rows,
    .selects = true,
    .run = run,
};
