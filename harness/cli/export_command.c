/* SPDX-License-Identifier: MIT
 * polyjoule export: raw trials for other programs. */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "cli/campaign_screen.h"
#include "cli/paths.h"
#include "cli/voice.h"
#include "report/export.h"

#define AT(field) offsetof(struct settings, field)

static const struct option_row rows[] = {
    {'o', "output", OPTION_TEXT, AT(output), "FILE", "write there [standard output]"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

static int to_file(void *context, const char *bytes, size_t length, struct err *err)
{
    return fwrite(bytes, 1, length, context) == length ? 0 : err_sys(err, "write");
}

static int export_format_of(const char *name, enum export_format *out, struct err *err)
{
    if (strcmp(name, "csv") == 0)
        *out = EXPORT_CSV;
    else if (strcmp(name, "json") == 0 || strcmp(name, "jsonl") == 0)
        *out = EXPORT_JSONL;
    else
        return err_set(err, -EINVAL, "--format %s: export writes csv and jsonl", name);
    return 0;
}

static int write_trials(struct context *context, struct store *store, struct err *err)
{
    const char *word = context->words.count > 0 ? context->words.items[0] : NULL;
    const char *path = context->settings.output;
    enum export_format format = EXPORT_CSV;
    FILE *file = stdout;
    int64_t id = STORE_ABSENT;
    int r;

    if (context->words.count > 1)
        return err_set(err, -EINVAL, "export takes one campaign, or 'all'");
    if ((r = export_format_of(context->settings.format, &format, err)) < 0 ||
        ((word == NULL || strcmp(word, "all") != 0) &&
         (r = campaign_meant(&id, store, word, err)) < 0))
        return r;
    if (path != NULL && (file = fopen(path, "we")) == NULL)
        return err_sys(err, "%s", path);
    r = export_trials(store, format, id, to_file, file, err);
    if (fflush(file) != 0 && r == 0)
        r = err_sys(err, "%s", path != NULL ? path : "standard output");
    if (file != stdout)
        fclose(file);
    return r == -EPIPE ? 0 : r;
}

static int run(struct context *context)
{
    struct paths paths;
    struct store *store = NULL;
    struct err err, no_catalogue;
    int r;

    if (strcmp(context->settings.format, "text") == 0)
        context->settings.format = "csv";
    paths_find(&paths, context->settings.database, NULL, &context->arena, &no_catalogue);
    if ((r = store_open(&store, paths.database, STORE_READ, &err)) == 0)
        r = write_trials(context, store, &err);
    store_close(store);
    return r < 0 ? complain(status_of(r), "%s", err.text) : r;
}

const struct command command_export = {
    .name = "export",
    .summary = "Export raw trials as CSV or JSON lines",
    .usage = "[CAMPAIGN | all] [options]",
    .rows = rows,
    .notes = "--format csv (a row a trial) or jsonl (an object a trial, with all there is).\n",
    .run = run,
};
