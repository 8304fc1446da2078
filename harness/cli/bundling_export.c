/* SPDX-License-Identifier: MIT
 * A campaign as one archive: its database, and all that people want to see without polyjoule.
 */
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "campaign/stage.h"
#include "cli/bundling.h"
#include "cli/reporting.h"
#include "cli/voice.h"
#include "report/bundle.h"
#include "report/claims_table.h"
#include "report/export.h"
#include "report/outfile.h"
#include "report/show.h"
#include "store/extract.h"

/* A bundle in the making. */
struct bundling {
    struct context *context;
    struct reporting reporting;
    char *place;        /* the directory that its files are put into */
    const char *folder; /* that they are to be in */
    bool anonymous;
};

static const char *path_of(struct bundling *b, const char *name)
{
    return arena_printf(&b->context->arena, "%s/%s", b->place, name);
}

/* ------------------------------------------------------------------- anonymous */

/* Words of one or two letters, and root, are everybody's. */
static void add_name(struct context *context, const char **names, size_t *count,
                     const char *name, const char *until)
{
    size_t length = name != NULL ? strcspn(name, until) : 0;

    if (length < 3 || (length == 4 && strncmp(name, "root", 4) == 0))
        return;
    names[(*count)++] = arena_printf(&context->arena, "%.*s", (int)length, name);
}

/* What the user and the machine are called. */
static struct nameless names_of(struct context *context)
{
    enum { NAMES = 8 };
    const char **names = arena_alloc(&context->arena, NAMES, sizeof(*names));
    const struct passwd *user = getpwuid(getuid());
    char host[256] = "";
    size_t count = 0;

    gethostname(host, sizeof(host) - 1);
    add_name(context, names, &count, host, "");
    add_name(context, names, &count, host, ".");
    add_name(context, names, &count, getenv("SUDO_USER"), "");
    add_name(context, names, &count, getenv("LOGNAME"), "");
    if (user != NULL) {
        add_name(context, names, &count, user->pw_name, "");
        add_name(context, names, &count, user->pw_gecos, ",");
    }
    return (struct nameless){names, count};
}

/* ------------------------------------------------------------------------ data */

static int save(struct bundling *b, const char *name, struct text *text, struct err *err)
{
    int r = outfile_save(path_of(b, name), text, err);

    text_free(text);
    return r;
}

static int save_json(struct bundling *b, const char *name, json_t *document, struct err *err)
{
    char *dump = json_dumps(document, JSON_INDENT(2));
    struct text text = {0};

    text_printf(&text, "%s\n", dump);
    free(dump);
    json_decref(document);
    return save(b, name, &text, err);
}

static json_t *value_json(const struct store_row *row, int column)
{
    struct digest digest;
    char digits[DIGEST_TEXT_SIZE];
    size_t length;

    switch (row_type(row, column)) {
    case ROW_INTEGER:
        return json_integer(row_integer(row, column));
    case ROW_REAL:
        return json_real(row_real(row, column));
    case ROW_TEXT:
        return table_json_text(row_text(row, column));
    case ROW_BLOB: /* these queries have digests alone */
        memcpy(digest.bytes, row_blob(row, column, &length), DIGEST_SIZE);
        return json_string(digest_text(digits, &digest));
    case ROW_NULL:
        break;
    }
    return json_null();
}

static int add_row(void *list, const struct store_row *row, struct err *err)
{
    json_t *object = json_object();

    (void)err;
    for (int c = 0; c < row_columns(row); c++)
        json_object_set_new(object, row_name(row, c), value_json(row, c));
    json_array_append_new(list, object);
    return 0;
}

/* All rows that QUERY has of ARGUMENT, :campaign or :session, as DOCUMENT's KEY. */
static int add_rows(json_t *document, const char *key, const struct bundling *b,
                    const char *query, struct store_argument argument, struct err *err)
{
    json_t *list = json_array();

    json_object_set_new(document, key, list);
    return store_visit(b->reporting.desk.store, query, &argument, 1, add_row, list, err);
}

static struct store_argument campaign_of(const struct bundling *b)
{
    return (struct store_argument){.name = ":campaign",
                                   .integer = b->reporting.desk.result->id};
}

static int save_plan(struct bundling *b, struct err *err)
{
    json_t *document = json_pack("{s:s}", "schema", "polyjoule.plan/1");
    int r = add_rows(document, "places", b, "plan_all", campaign_of(b), err);

    if (r == 0)
        return save_json(b, "plan.json", document, err);
    json_decref(document);
    return r;
}

static int save_environment(struct bundling *b, struct err *err)
{
    json_t *document = json_pack("{s:s}", "schema", "polyjoule.environment/1"), *session;
    int r = add_rows(document, "sessions", b, "sessions", campaign_of(b), err);
    size_t i;

    json_array_foreach(json_object_get(document, "sessions"), i, session)
    {
        const struct store_argument which = {
            .name = ":session", .integer = json_integer_value(json_object_get(session, "id"))};
        if (r == 0)
            r = add_rows(session, "certificates", b, "certificates", which, err);
    }
    if (r == 0 && (r = add_rows(document, "programs", b, "builds", campaign_of(b), err)) == 0)
        return save_json(b, "environment.json", document, err);
    json_decref(document);
    return r;
}

static int to_file(void *file, const char *bytes, size_t length, struct err *err)
{
    return fwrite(bytes, 1, length, file) == length ? 0 : err_sys(err, "trials.csv");
}

static int save_trials(struct bundling *b, struct err *err)
{
    const struct claim_desk *d = &b->reporting.desk;
    FILE *file = fopen(path_of(b, "trials.csv"), "we");

    if (file == NULL)
        return err_sys(err, "trials.csv");
    int r = export_trials(d->store, EXPORT_CSV, d->result->id, to_file, file, err);
    if (fclose(file) != 0 && r == 0)
        r = err_sys(err, "trials.csv");
    return r;
}

/* ---------------------------------------------------------------------- claims */

/* The books that were asked, as they stand, and what was answered. */
static int save_claims(struct bundling *b, struct err *err)
{
    const struct reporting *q = &b->reporting;
    const struct claim_desk *d = &q->desk;
    const struct settings *s = &b->context->settings;
    struct text out = {0};
    int r;

    if (q->claim_count == 0)
        return 0;
    r = stage_directories(path_of(b, "claims"), err);
    for (size_t i = 0; i < d->book_count && r == 0; i++) {
        const char *name = arena_printf(&b->context->arena, "%s.yaml", d->books[i].name);
        r = stage_file(arena_printf(&b->context->arena, "%s/%s",
                                    s->claims != NULL ? s->claims : d->paths.claims, name),
                       path_of(b, "claims"), name, err);
    }
    if (r < 0)
        return r;
    struct table *table = claims_table(false);
    for (size_t i = 0; i < q->claim_count; i++)
        claims_table_add(table, q->claims[i].claim, q->claims[i].claim->id,
                         q->claims[i].answer);
    const struct table_style style = {.format = TABLE_JSON, .schema = "polyjoule.claim/1"};
    r = table_render(table, &style, &out, err);
    table_free(table);
    return r < 0 ? r : save(b, "claims/verdicts.json", &out, err);
}

/* --------------------------------------------------------------------- figures */

static const enum chart_kind drawn[] = {
    CHART_CLAIMS, CHART_FOREST, CHART_DECOMPOSITION, CHART_BARS, CHART_HEATMAP,
    CHART_ECDF,   CHART_STRIP,  CHART_PARETO,        CHART_TAIL, CHART_TIMELINE};

static int draw(struct bundling *b, enum chart_kind kind, const struct tails *tails,
                const struct timelines *timelines, struct err *err)
{
    const struct reporting *q = &b->reporting;
    const struct result *result = q->desk.result;
    const char *name =
        arena_printf(&b->context->arena, "figures/%s.svg", chart_kind_name(kind));
    const struct chart_options options = {
        .kind = kind,
        .metric = result_has_energy(result) ? METRIC_ENERGY : METRIC_WALL,
        .reference = reporting_reference(q),
        .variant = reporting_variant(q),
        .claims = q->claims,
        .claim_count = q->claim_count,
        .tails = tails,
        .timelines = timelines,
        .size = CHART_WEB,
        .output = path_of(b, name),
        .data = true,
    };

    return chart_draw(result, &options, err);
}

/* Each that the campaign has something for. Without gnuplot a bundle is whole but for them. */
static int draw_all(struct bundling *b, const struct tails *tails,
                    const struct timelines *timelines, struct err *err)
{
    int r = stage_directories(path_of(b, "figures"), err);

    for (size_t i = 0; i < ARRAY_SIZE(drawn) && r == 0; i++) {
        r = draw(b, drawn[i], tails, timelines, err);
        if (r == -EIO) {
            mention(b->context, "the bundle has no figures: %s", err->text);
            stage_remove(path_of(b, "figures"));
            return 0;
        }
        if (r == -ENODATA || r == -E2BIG || r == -ENOENT)
            r = 0;
    }
    return r;
}

static int save_figures(struct bundling *b, struct err *err)
{
    const struct claim_desk *d = &b->reporting.desk;
    struct timelines timelines = {0};
    struct tails *tails;
    int r = tails_load(&tails, d->store, d->result->id, err);

    if (r == 0 && (r = timelines_load(&timelines, tails, d->store, err)) == 0)
        r = draw_all(b, tails, &timelines, err);
    timelines_free(&timelines);
    tails_free(tails);
    return r;
}

/* ----------------------------------------------------------------------- words */

static const char readme[] =
    "This is campaign %s, measured by polyjoule %s.\n"
    "\n"
    "campaign.db        its database (SQLite): everything else here was made from it\n"
    "plan.json          its places in the order of running\n"
    "trials.csv         a row a trial\n"
    "campaign.json      medians and intervals of each program\n"
    "environment.json   machine, toolchains, command lines and digests\n"
    "claims/            published claims, and verdicts.json: what it says of them; not of\n"
    "                   commands of one's own\n"
    "figures/           each with its gnuplot script and numbers; none without gnuplot\n"
    "report.html, .md   the report\n"
    "SHA256SUMS         of all of these: sha256sum -c SHA256SUMS\n"
    "\n"
    "To take it into a database of your own, after its digests were checked:\n"
    "\n"
    "    polyjoule import --format bundle %s.tar.zst\n"
    "%s";

static const char anonymous_words[] =
    "\nNames of people, machines and folders were taken out of it, and what programs wrote to\n"
    "stderr.\n";

static int save_report(struct bundling *b, enum document_format format, const char *name,
                       struct err *err)
{
    struct text text = {0};
    int r = reporting_write(&b->reporting, format, &text, err);

    if (r == 0)
        return save(b, name, &text, err);
    text_free(&text);
    return r;
}

static int save_words(struct bundling *b, struct err *err)
{
    const struct result *result = b->reporting.desk.result;
    struct text text = {0};
    int r;

    if ((r = save_report(b, DOCUMENT_HTML, "report.html", err)) < 0 ||
        (r = save_report(b, DOCUMENT_MD, "report.md", err)) < 0)
        return r;
    text_printf(&text, readme, result->uuid, result->tool_version, b->folder,
                b->anonymous ? anonymous_words : "");
    return save(b, "README", &text, err);
}

/* --------------------------------------------------------------------- archive */

static int add_member(void *bundle, const char *path, const char *name, struct err *err)
{
    return bundle_add(bundle, name, path, err);
}

static int pack(struct bundling *b, const char *output, struct err *err)
{
    struct bundle *bundle = NULL;
    int r;

    if ((r = bundle_create(&bundle, output, b->folder,
                           b->reporting.desk.result->created_unix_ns, err)) == 0 &&
        (r = stage_walk(b->place, &b->context->arena, add_member, bundle, err)) == 0)
        r = bundle_finish(bundle, err);
    bundle_close(bundle);
    return r;
}

/* Everything is made from the database that goes into it: what that does not tell, nothing
 * does. */
static int fill(struct bundling *b, struct store *store, int64_t id, struct err *err)
{
    struct settings *s = &b->context->settings;
    const struct nameless names = names_of(b->context);
    const char *database = path_of(b, BUNDLE_DATABASE);
    int r;

    if ((r = extract_campaign(store, id, database, b->anonymous ? &names : NULL, err)) < 0)
        return r;
    s->database = database;
    s->campaign = id;
    if ((r = reporting_open(&b->reporting, b->context, err)) < 0 ||
        (r = save_plan(b, err)) < 0 || (r = save_environment(b, err)) < 0 ||
        (r = save_trials(b, err)) < 0 ||
        (r = save_json(b, "campaign.json", show_json_without_values(b->reporting.desk.result),
                       err)) < 0 ||
        (r = save_claims(b, err)) < 0 || (r = save_figures(b, err)) < 0)
        return r;
    b->folder =
        arena_printf(&b->context->arena, "polyjoule-%.8s", b->reporting.desk.result->uuid);
    return save_words(b, err);
}

static int tell(const struct bundling *b, const char *output)
{
    struct text name = {0};

    if (b->anonymous)
        mention(b->context,
                "relative paths and other words of commands are as they were typed: "
                "read trials.csv before you publish it");
    text_printf(&name, "%s\n", output);
    int r = say(&name);
    text_free(&name);
    return r;
}

int bundling_export(struct context *context, struct store *store, int64_t id, struct err *err)
{
    struct bundling b = {.context = context, .anonymous = context->settings.anonymise};
    const char *output = context->settings.output;
    int r;

    if ((r = stage_temporary(&b.place, err)) < 0)
        return r;
    if ((r = fill(&b, store, id, err)) == 0) {
        if (output == NULL)
            output = arena_printf(&context->arena, "%s.tar.zst", b.folder);
        r = pack(&b, output, err);
    }
    reporting_close(&b.reporting);
    stage_remove(b.place);
    free(b.place);
    return r < 0 ? r : tell(&b, output);
}
