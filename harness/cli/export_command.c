/* SPDX-License-Identifier: MIT
 * polyjoule export: raw trials for other programs, and the files of other tools. */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "cli/bundling.h"
#include "cli/campaign_screen.h"
#include "cli/paths.h"
#include "cli/voice.h"
#include "judge/reader.h"
#include "report/export.h"
#include "report/interchange.h"

#define AT(field) offsetof(struct settings, field)

static const struct option_row rows[] = {
    {'o', "output", OPTION_TEXT, AT(output), "FILE", "write there [standard output]"},
    {0, "anonymise", OPTION_FLAG, AT(anonymise), NULL,
     "bundle: without names of people, machines and folders"},
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
        return err_set(err, -EINVAL, "--format %s: export writes csv, jsonl, bundle, %s", name,
                       interchange_formats());
    return 0;
}

static size_t count_aside(const struct result *result)
{
    size_t count = 0;

    for (size_t i = 0; i < result->cell_count; i++)
        count += result->cells[i].aside;
    return count;
}

/* Another tool's file of campaign ID, whole before a byte of it is written. */
static int interchange_text(struct text *out, struct context *context, struct store *store,
                            int64_t id, struct err *err)
{
    const char *format = context->settings.format;
    struct result *result = NULL;
    int r;

    if ((r = reader_load_trials(&result, store, id, err)) < 0)
        return r;
    if ((r = interchange_write(out, result, format, err)) == 0 &&
        interchange_has_samples(format) && count_aside(result) > 0)
        mention(context,
                "%zu samples are in the file that polyjoule itself sets aside because "
                "something else was running",
                count_aside(result));
    result_free(result);
    return r;
}

static bool is_bundle(const struct context *context)
{
    return strcmp(context->settings.format, "bundle") == 0;
}

/* The campaign that is meant; ABSENT: all. */
static int campaign_asked(int64_t *id, struct context *context, struct store *store,
                          struct err *err)
{
    const char *word = context->words.count > 0 ? context->words.items[0] : NULL;

    *id = STORE_ABSENT;
    if (context->words.count > 1)
        return err_set(err, -EINVAL, "export takes one campaign, or 'all'");
    if (word == NULL || strcmp(word, "all") != 0)
        return campaign_meant(id, store, word, err);
    if (interchange_knows(context->settings.format) || is_bundle(context))
        return err_set(err, -EINVAL, "--format %s holds one campaign, not all",
                       context->settings.format);
    return 0;
}

static int write_trials(struct context *context, struct store *store, struct err *err)
{
    bool foreign = interchange_knows(context->settings.format);
    const char *path = context->settings.output;
    enum export_format format = EXPORT_CSV;
    struct text text = {0};
    FILE *file = stdout;
    int64_t id;
    int r;

    if ((!foreign && (r = export_format_of(context->settings.format, &format, err)) < 0) ||
        (r = campaign_asked(&id, context, store, err)) < 0 ||
        (foreign && (r = interchange_text(&text, context, store, id, err)) < 0))
        goto out;
    if (path != NULL && (file = fopen(path, "we")) == NULL) {
        r = err_sys(err, "%s", path);
        goto out;
    }
    r = foreign ? to_file(file, text_string(&text), text.length, err)
                : export_trials(store, format, id, to_file, file, err);
    if (fflush(file) != 0 && r == 0)
        r = err_sys(err, "%s", path != NULL ? path : "standard output");
    if (file != stdout)
        fclose(file);
out:
    text_free(&text);
    return r == -EPIPE ? 0 : r;
}

static int write_bundle(struct context *context, struct store *store, struct err *err)
{
    int64_t id;
    int r = campaign_asked(&id, context, store, err);

    return r < 0 ? r : bundling_export(context, store, id, err);
}

/* What only a bundle can be without. */
static int check_anonymise(const struct context *context, struct err *err)
{
    if (!context->settings.anonymise || is_bundle(context))
        return 0;
    return err_set(err, -EINVAL, "--anonymise goes with --format bundle, not %s",
                   context->settings.format);
}

static int run(struct context *context)
{
    struct paths paths;
    struct store *store = NULL;
    struct err err, no_catalogue;
    int r;

    if (strcmp(context->settings.format, "text") == 0)
        context->settings.format = context->settings.json ? "jsonl" : "csv";
    paths_find(&paths, context->settings.database, NULL, &context->arena, &no_catalogue);
    if ((r = check_anonymise(context, &err)) == 0 &&
        (r = store_open(&store, paths.database, STORE_READ, &err)) == 0)
        r = is_bundle(context) ? write_bundle(context, store, &err)
                               : write_trials(context, store, &err);
    store_close(store);
    return r < 0 ? complain(status_of(r), "%s", err.text) : r;
}

const struct command command_export = {
    .name = "export",
    .summary = "Export raw trials, or a campaign as another tool's file",
    .usage = "[CAMPAIGN | all] [options]",
    .rows = rows,
    .notes =
        "--format bundle: a campaign as one archive (.tar.zst): its database, plan, trials,\n"
        "claims, figures, environment, report, and their SHA-256, which 'import --format\n"
        "bundle' reads back; named after the campaign unless -o says otherwise.\n"
        "--format csv (a row a trial) or jsonl (an object a trial, with all there is); of one\n"
        "campaign also hyperfine, go (benchstat's), pyperf, google-benchmark, jmh, rebench, "
        "with\n"
        "every admissible sample, and bencher, github (customSmallerIsBetter), openmetrics, "
        "with\n"
        "medians and intervals. Joules that were not measured are called estimated or\n"
        "simulated. Only csv and jsonl hold blocks and trials that failed.\n",
    .reads = true,
    .run = run,
};
