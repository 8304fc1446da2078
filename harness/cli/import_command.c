/* SPDX-License-Identifier: MIT
 * polyjoule import: raw measurements of others, studies and tools, into the database. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/bundling.h"
#include "cli/campaign_screen.h"
#include "cli/command.h"
#include "cli/paths.h"
#include "cli/voice.h"
#include "report/import.h"

/* How many rows from FIRST on follow each other in a file and are left out alike. */
static size_t alike(const struct import_summary *summary, size_t first)
{
    const struct import_doubt *one = &summary->doubts[first];
    size_t i = first + 1;

    while (i < summary->doubt_count && summary->doubts[i].wrapped == one->wrapped &&
           strcmp(summary->doubts[i].label, one->label) == 0 &&
           summary->doubts[i].line == summary->doubts[i - 1].line + 1)
        i++;
    return i - first;
}

static struct table *doubts_table(const struct import_summary *summary)
{
    static const struct table_column columns[] = {
        {"program", "program", UNIT_NONE, false, 0},
        {"rows", "rows", UNIT_NONE, true, 0},
        {"lines", "lines", UNIT_NONE, false, 0},
        {"why, of the first", "reason", UNIT_NONE, false, TABLE_WRAP},
    };
    struct table *table =
        table_new("Rows that are kept and not admissible", columns, ARRAY_SIZE(columns));
    bool wrapped = false;

    for (size_t i = 0; i < summary->doubt_count;) {
        const struct import_doubt *first = &summary->doubts[i];
        size_t rows = alike(summary, i);
        wrapped = wrapped || first->wrapped;
        table_row(table);
        table_text(table, first->label);
        table_integer(table, (int64_t)rows);
        if (rows > 1)
            table_printf(table, "%d-%d", first->line, first[rows - 1].line);
        else
            table_printf(table, "%d", first->line);
        table_text(table, first->reason);
        i += rows;
    }
    if (wrapped)
        table_note(table,
                   "A counter of 32 bits that wraps loses 2^32 steps. A run that is much "
                   "shorter than the fastest program failed.");
    return table;
}

static int add_doubts(struct text *out, const struct context *context,
                      const struct import_summary *summary, struct err *err)
{
    const struct table_style style = {
        .format = TABLE_TEXT, .width = screen_width(), .color = screen_color(context)};
    struct table *table = doubts_table(summary);
    int r = summary->doubt_count > 0 ? table_render(table, &style, out, err) : 0;

    table_free(table);
    if (summary->doubt_count > 0)
        text_add(out, "\n");
    return r;
}

static json_t *summary_json(const struct import_summary *summary)
{
    json_t *doubts = json_array(), *warnings = json_array();

    for (size_t i = 0; i < summary->doubt_count; i++) {
        const struct import_doubt *d = &summary->doubts[i];
        json_array_append_new(doubts, json_pack("{s:o, s:i, s:o, s:o}", "file",
                                                table_json_text(d->file), "line", d->line,
                                                "program", table_json_text(d->label), "reason",
                                                table_json_text(d->reason)));
    }
    for (size_t i = 0; i < summary->note_count; i++)
        json_array_append_new(warnings, json_string(summary->notes[i]));
    return json_pack("{s:s, s:I, s:b, s:s, s:I, s:I, s:I, s:o, s:o}", "schema",
                     "polyjoule.import/1", "campaign", (json_int_t)summary->campaign, "known",
                     summary->known, "title", summary->title, "files",
                     (json_int_t)summary->files, "rows", (json_int_t)summary->rows, "programs",
                     (json_int_t)summary->cells, "kept_aside", doubts, "warnings", warnings);
}

/* What the files cannot tell decides what may be said of them. */
static void add_warnings(struct text *out, const struct import_summary *summary)
{
    for (size_t i = 0; i < summary->note_count; i++) {
        text_add(out, "WARNING: ");
        text_add_wrapped(out, summary->notes[i], 9, 9, (size_t)screen_width() - 1);
        text_add(out, ".\n");
    }
}

static int tell(struct context *context, const struct import_summary *summary, struct err *err)
{
    struct text out = {0};
    int r = 0;

    if (context->settings.json) {
        json_t *document = summary_json(summary);
        char *text = json_dumps(document, JSON_INDENT(2));
        text_printf(&out, "%s\n", text);
        free(text);
        json_decref(document);
    } else if (summary->known) {
        text_printf(&out,
                    "These files are campaign %" PRId64 " already; nothing was changed.\n",
                    summary->campaign);
    } else if ((r = add_doubts(&out, context, summary, err)) == 0) {
        text_printf(&out,
                    "%s\n%zu rows of %zu programs from %zu files are campaign %" PRId64
                    "; %zu of them are not admissible.\n",
                    summary->title, summary->rows, summary->cells, summary->files,
                    summary->campaign, summary->doubt_count);
        add_warnings(&out, summary);
    }
    if (r == 0)
        r = say(&out);
    text_free(&out);
    return r;
}

static int import(struct context *context, struct err *err)
{
    const struct option_list *words = &context->words;
    struct import_summary summary;
    struct paths paths;
    struct store *store = NULL;
    struct err no_catalogue;
    int r;

    if (strcmp(context->settings.format, "text") == 0)
        return err_set(err, -EINVAL, "import needs --format bundle, %s", import_formats());
    if (words->count == 0)
        return err_set(err, -EINVAL, "import needs files, or folders of them");
    if (strcmp(context->settings.format, "bundle") == 0)
        return bundling_import(context, err);
    paths_find(&paths, context->settings.database, NULL, &context->arena, &no_catalogue);
    if ((r = store_open(&store, paths.database, STORE_WRITE, err)) < 0)
        return r;
    r = import_study(&summary, store, context->settings.format, words->items, words->count,
                     POLYJOULE_VERSION, err);
    store_close(store);
    if (r < 0)
        return r;
    r = tell(context, &summary, err);
    import_summary_free(&summary);
    return r;
}

static int run(struct context *context)
{
    struct err err;
    int r = import(context, &err);

    return r < 0 ? complain(status_of(r), "%s", err.text) : r;
}

const struct command command_import = {
    .name = "import",
    .summary = "Take a study's, or another tool's, raw measurements into the database",
    .usage = "--format FORMAT FILE... [options]",
    .reads = true,
    .notes =
        "Formats: bundle (an archive by 'export --format bundle': its digests are checked, "
        "and\n"
        "all of it or nothing is taken); energy-languages (the CSV files of "
        "greensoftwarelab/Energy-Languages,\n"
        "one a language), vankempen (the JSON lines of nicovank/Energy-Languages, below\n"
        "configuration/language/); hyperfine (--export-json), go (go test -bench), pyperf,\n"
        "google-benchmark (--benchmark_format=json), jmh (-rf json), criterion (a folder\n"
        "target/criterion, or cargo-criterion's lines), rebench (its data file), and\n"
        "polyjoule's exports in these. A FILE may be a folder; one command's files are one\n"
        "campaign. Rows whose counter wrapped and rows of programs that failed are kept,\n"
        "with the reason, and not admissible. What a tool's file cannot tell is warned of,\n"
        "here and in 'compare'.\n",
    .run = run,
};
