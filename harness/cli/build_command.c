/* SPDX-License-Identifier: MIT
 * polyjoule build: build the selection into the cache, and say what was made. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "cli/campaign_screen.h"
#include "cli/cells.h"
#include "cli/voice.h"
#include "judge/toolchain_label.h"
#include "sys/host.h"

#define AT(field) offsetof(struct settings, field)

static const struct option_row rows[] = {
    {0, "catalog", OPTION_TEXT, AT(catalog), "DIR",
     "workloads of DIR, a folder each, instead of polyjoule's own"},
    {0, "lang", OPTION_COMMAS, AT(languages), "L,L", "only these languages"},
    {0, "variant", OPTION_TEXT, AT(variant), "V", "only this variant [all]"},
    {0, "toolchain", OPTION_COMMAS, AT(toolchains), "T,T",
     "these toolchains; all: every one [each runner's first]"},
    {0, "flags", OPTION_COMMAS, AT(flags), "SET,SET", "sets of flags [each runner's first]"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

static const struct table_column columns[] = {
    {"program", "label", UNIT_NONE, false, 0},
    {"toolchain", "toolchain", UNIT_NONE, false, 0},
    {"flags", "flags", UNIT_NONE, false, 0},
    {"build", "build_ns", UNIT_NANOSECONDS, true, 0},
    {"state", "state", UNIT_NONE, false, TABLE_FOR_SHOW},
    {"binary", "binary_sha256", UNIT_NONE, false, TABLE_FOR_DATA},
    {"sha256", "binary_short", UNIT_NONE, false, TABLE_FOR_SHOW},
    {"command", "build_argv", UNIT_NONE, false, TABLE_FOR_DATA},
    {"failure", "failure", UNIT_NONE, false, TABLE_FOR_DATA},
};

static void add_built(struct table *table, const struct build *build)
{
    char digest[DIGEST_TEXT_SIZE];

    if (build->wall_ns >= 0)
        table_integer(table, build->wall_ns);
    else
        table_absent(table, "in the cache");
    table_text(table, build->wall_ns >= 0 ? "built" : "in the cache");
    table_text(table, digest_text(digest, &build->binary));
    table_printf(table, "%.12s", digest);
    table_text(table, build->argv_json);
    table_text(table, NULL);
}

static void add_failed(struct table *table, const char *label, const char *failure)
{
    table_absent(table, failure);
    table_text(table, "failed");
    table_mark(table, TABLE_BAD);
    table_text(table, NULL);
    table_text(table, NULL);
    table_text(table, NULL);
    table_text(table, failure);
    table_note(table, "%s: %s", label, failure);
}

/* Whether the cell is built now. */
static bool build_cell(struct table *table, struct campaign_cell *cell,
                       const struct campaign_request *request, struct context *context)
{
    char label[TOOLCHAIN_LABEL_SIZE];
    const struct toolchain *t = cell->toolchain;
    struct build build;
    struct err err;

    table_row(table);
    table_text(table, cell->label);
    table_text(table, t != NULL ? toolchain_label(label, t->name, t->version) : NULL);
    table_text(table, cell->flags->name);
    if (cell->skipped != NULL) {
        add_failed(table, cell->label, cell->skipped);
        return true; /* a toolchain that is not there is no failure */
    }
    if (campaign_build_cell(cell, request, context->launcher, &build, &err) < 0) {
        add_failed(table, cell->label, err.text);
        return false;
    }
    add_built(table, &build);
    return true;
}

static int build_all(struct cells *cells, struct context *context, struct err *err)
{
    const struct campaign_request request = {.cache = cells->paths.cache,
                                             .x86_64_level = host_x86_64_level(""),
                                             .arena = &context->arena};
    const struct table_style style = campaign_style(context, "polyjoule.build/1");
    struct table *table = table_new(NULL, columns, sizeof(columns) / sizeof(columns[0]));
    struct text out = {0};
    bool all = true;
    int r;

    for (size_t i = 0; i < cells->count && *context->stop == 0; i++)
        if (!build_cell(table, &cells->items[i], &request, context))
            all = false;
    if ((r = table_render(table, &style, &out, err)) == 0)
        r = say(&out);
    table_free(table);
    text_free(&out);
    if (r == EXIT_YES && *context->stop > 0)
        return EXIT_INTERRUPTED;
    return r == EXIT_YES && !all ? EXIT_PARTIAL : r;
}

static int run(struct context *context)
{
    struct cells cells = {0};
    struct err err;
    int r;

    context->settings.size = "tiny";
    if ((r = cells_select(&cells, context, "*", &err)) < 0 ||
        (r = cells_find_toolchains(&cells, context, &err)) < 0 ||
        (r = cells_make(&cells, context, &err)) < 0)
        goto out;
    r = build_all(&cells, context, &err);
out:
    cells_free(&cells);
    return r < 0 ? complain(status_of(r), "%s", err.text) : r;
}

const struct command command_build = {
    .name = "build",
    .summary = "Build programs into the cache",
    .usage = "[SELECTION...] [options]",
    .rows = rows,
    .selects = true,
    .run = run,
};
