/* SPDX-License-Identifier: MIT
 * A study's files into the database. */
#include "report/import.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "report/import_rows.h"

/* Longer rows are found by file and line. */
enum { ROW_TEXT_MAX = 1024, FILE_MAX = 256 * 1024 * 1024 };

static const struct import_format *const formats[] = {&import_energy_languages,
                                                      &import_vankempen};

struct imported_cell {
    struct store_cell row;
    int64_t id;
    int64_t rows;
};

struct importer {
    struct store *store;
    const struct import_format *format;
    struct import_summary *out;
    int64_t study, campaign, session, file;
    int64_t certificates[IMPORT_CHANNELS_MAX];
    int64_t ordinal;
    const char *file_name;
    struct imported_cell *cells;
    size_t cell_count;
};

const char *import_formats(void)
{
    return "energy-languages or vankempen";
}

struct arena *import_arena(struct importer *importer)
{
    return &importer->out->arena;
}

int import_error(const struct import_file *file, int line, struct err *err, const char *format,
                 ...)
{
    char what[256];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof(what), format, args);
    va_end(args);
    return err_set(err, -EINVAL, "%s:%d: %s", file->path, line, what);
}

int64_t import_paper_n(const char *workload)
{
    static const struct {
        const char *workload;
        int64_t n;
    } sizes[] = {
        {"binary-trees", 21},       {"fannkuch-redux", 12},   {"fasta", 25000000},
        {"k-nucleotide", 25000000}, {"mandelbrot", 16000},    {"n-body", 50000000},
        {"pidigits", 10000},        {"regex-redux", 5000000}, {"reverse-complement", 25000000},
        {"spectral-norm", 5500}};

    for (size_t i = 0; i < ARRAY_SIZE(sizes); i++)
        if (strcmp(sizes[i].workload, workload) == 0)
            return sizes[i].n;
    return STORE_ABSENT;
}

const char *import_language(struct arena *arena, const char *name)
{
    static const char *const others[][2] = {{"C++", "cpp"}, {"C#", "csharp"}, {"F#", "fsharp"}};

    for (size_t i = 0; i < ARRAY_SIZE(others); i++)
        if (strcmp(others[i][0], name) == 0)
            return others[i][1];
    char *lower = arena_dup(arena, name);
    for (char *c = lower; *c != '\0'; c++)
        *c = (char)tolower((unsigned char)*c);
    return lower;
}

/* ------------------------------------------------------------------- rows */

static bool same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static int cell_of(struct importer *im, const struct import_row *row,
                   struct imported_cell **out, struct err *err)
{
    struct arena *arena = import_arena(im);

    for (size_t i = im->cell_count; i > 0; i--) {
        struct imported_cell *cell = &im->cells[i - 1];
        if (same(cell->row.workload, row->workload) &&
            same(cell->row.language, row->language) && same(cell->row.variant, row->variant) &&
            same(cell->row.flags, row->flags)) {
            *out = cell;
            return 0;
        }
    }
    im->cells = mem_grow(im->cells, im->cell_count, sizeof(*im->cells));
    struct imported_cell *cell = &im->cells[im->cell_count];
    bool first = strcmp(row->variant, "published") == 0;
    *cell = (struct imported_cell){
        .row = {.campaign_id = im->campaign,
                .ordinal = (int64_t)im->cell_count,
                .workload = arena_dup(arena, row->workload),
                .language = arena_dup(arena, row->language),
                .variant = arena_dup(arena, row->variant),
                .flags = arena_dup(arena, row->flags),
                .size = row->n != STORE_ABSENT ? "paper" : NULL,
                .label = arena_printf(arena, "%s/%s%s%s", row->workload, row->language,
                                      first ? "" : " ", first ? "" : row->variant),
                .n = row->n,
                .seed = STORE_ABSENT,
                .threads = STORE_ABSENT,
                .deadline_ns = INT64_MAX,
                .toolchain_id = STORE_ABSENT,
                .implementation_id = STORE_ABSENT,
                .tolerance = NAN}};
    im->cell_count++;
    *out = cell;
    return store_add_cell(im->store, &cell->row, &cell->id, err);
}

static const char *wrapped(struct importer *im, const struct import_row *row)
{
    for (size_t i = 0; i < im->format->channel_count; i++)
        if (row->nj[i] < 0)
            return arena_printf(import_arena(im), "%s wrapped: %.3f - %.0f J",
                                im->format->channels[i].domain, row->repaired_nj[i] / 1e9,
                                (row->repaired_nj[i] - row->nj[i]) / 1e9);
    return NULL;
}

static void add_doubt(struct importer *im, const struct imported_cell *cell,
                      const struct import_row *row, const char *reason)
{
    struct import_summary *out = im->out;

    out->doubts = mem_grow(out->doubts, out->doubt_count, sizeof(*out->doubts));
    out->doubts[out->doubt_count++] = (struct import_doubt){.file = im->file_name,
                                                            .label = cell->row.label,
                                                            .reason = reason,
                                                            .line = row->line,
                                                            .wrapped = row->failure == NULL};
}

static size_t fill_readings(struct importer *im, const struct import_row *row,
                            struct store_reading *readings)
{
    size_t count = 0;

    for (size_t i = 0; i < im->format->channel_count; i++) {
        double nj = row->repaired_nj[i];
        if (!(nj >= 0))
            continue;
        /* A counter moves in ticks of about 1 ms; the study does not say where it read. */
        double tick_nj = row->wall_ns > 0 ? nj / (double)row->wall_ns * 1e6 : 0;
        readings[count++] = (struct store_reading){
            .certificate_id = im->certificates[i],
            .end_nj = llround(nj),
            .next_nj = llround(nj),
            .error_nj = llround(fmax(tick_nj, (double)im->format->step_nj)),
        };
    }
    return count;
}

static struct store_trial trial_of(const struct importer *im, const struct import_row *row,
                                   int64_t plan_id)
{
    return (struct store_trial){
        .plan_id = plan_id,
        .session_id = im->session,
        .end_mono_ns = row->wall_ns,
        .edge_mono_ns = STORE_ABSENT,
        .next_edge_mono_ns = STORE_ABSENT,
        .align_ns = STORE_ABSENT,
        .status = "ok",
        .exit_code = STORE_ABSENT,
        .term_signal = STORE_ABSENT,
        .user_ns = STORE_ABSENT,
        .system_ns = STORE_ABSENT,
        .max_rss_bytes = STORE_ABSENT,
        .minor_faults = STORE_ABSENT,
        .major_faults = STORE_ABSENT,
        .voluntary_switches = STORE_ABSENT,
        .involuntary_switches = STORE_ABSENT,
        .pad_bytes = STORE_ABSENT,
        .cpu = STORE_ABSENT,
        .output_bytes = STORE_ABSENT,
        .other_cpu_ns = STORE_ABSENT,
        .steal_ns = STORE_ABSENT,
        .throttles = STORE_ABSENT,
        .frequency_hz = STORE_ABSENT,
        .suspended_ns = STORE_ABSENT,
        .counters = row->counters,
        .counter_count = row->counter_count,
    };
}

int import_add(struct importer *im, const struct import_row *row, struct err *err)
{
    struct store_reading readings[IMPORT_CHANNELS_MAX];
    struct imported_cell *cell;
    int64_t plan_id;
    int r;

    if ((r = cell_of(im, row, &cell, err)) < 0)
        return r;
    const struct store_plan place = {im->campaign, ++im->ordinal, cell->rows++, cell->id,
                                     STORE_TRIAL};
    if ((r = store_add_plan(im->store, &place, &plan_id, err)) < 0)
        return r;
    struct store_trial trial = trial_of(im, row, plan_id);
    trial.readings = readings;
    trial.reading_count = fill_readings(im, row, readings);
    const char *wrap = wrapped(im, row);
    if (row->failure != NULL || wrap != NULL) {
        trial.status = row->failure != NULL ? "exit" : "disturbed";
        trial.reason = row->failure != NULL ? row->failure : wrap;
        add_doubt(im, cell, row, trial.reason);
    }
    const struct store_study_row from = {
        plan_id, im->file, row->line,
        row->text != NULL && strlen(row->text) <= ROW_TEXT_MAX ? row->text : NULL};
    if ((r = store_add_trial(im->store, &trial, err)) < 0 ||
        (r = store_add_study_row(im->store, &from, err)) < 0)
        return r;
    im->out->rows++;
    return 0;
}

/* ------------------------------------------------------------------ files */

struct paths {
    struct arena arena;
    const char **items;
    size_t count;
};

static void add_path(struct paths *paths, const char *path)
{
    paths->items = mem_grow(paths->items, paths->count, sizeof(*paths->items));
    paths->items[paths->count++] = arena_dup(&paths->arena, path);
}

static bool ends_with(const char *text, const char *end)
{
    size_t a = strlen(text), b = strlen(end);

    return a >= b && strcmp(text + a - b, end) == 0;
}

static int collect(struct paths *paths, const char *path, const char *suffix, struct err *err);

static int collect_folder(struct paths *paths, const char *path, const char *suffix,
                          struct err *err)
{
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, alphasort);
    int r = 0;

    if (count < 0)
        return err_sys(err, "%s", path);
    for (int i = 0; i < count; i++) {
        char *child = arena_printf(&paths->arena, "%s/%s", path, entries[i]->d_name);
        struct stat status;
        if (r == 0 && entries[i]->d_name[0] != '.' && stat(child, &status) == 0 &&
            (S_ISDIR(status.st_mode) || ends_with(child, suffix)))
            r = collect(paths, child, suffix, err);
        free(entries[i]);
    }
    free(entries);
    return r;
}

/* A file, or all of that kind below a folder. */
static int collect(struct paths *paths, const char *path, const char *suffix, struct err *err)
{
    struct stat status;

    if (stat(path, &status) < 0)
        return err_sys(err, "%s", path);
    if (S_ISDIR(status.st_mode))
        return collect_folder(paths, path, suffix, err);
    add_path(paths, path);
    return 0;
}

static int load_file(struct import_file *file, const char *path, struct err *err)
{
    FILE *stream = fopen(path, "re");
    struct stat status;
    int r = 0;

    *file = (struct import_file){.path = path};
    if (stream == NULL)
        return err_sys(err, "%s", path);
    if (fstat(fileno(stream), &status) < 0)
        r = err_sys(err, "%s", path);
    else if (!S_ISREG(status.st_mode) || status.st_size > FILE_MAX)
        r = err_set(err, -EFBIG, "%s: no regular file of at most %d MiB", path,
                    FILE_MAX / 1024 / 1024);
    if (r == 0) {
        file->content = mem_alloc((size_t)status.st_size + 1, 1);
        file->length = fread(file->content, 1, (size_t)status.st_size, stream);
        if (ferror(stream))
            r = err_sys(err, "%s", path);
        else if (memchr(file->content, '\0', file->length) != NULL)
            r = err_set(err, -EINVAL, "%s: a NUL byte; expected a text", path);
    }
    fclose(stream);
    if (r < 0) {
        free(file->content);
        file->content = NULL;
    }
    return r;
}

/* The last three parts of a path tell a file from the others of its study. */
static const char *short_name(const char *path)
{
    const char *at = path + strlen(path);

    for (int slashes = 0; at > path; at--)
        if (at[-1] == '/' && ++slashes == 3)
            break;
    return at;
}

static int import_file(struct importer *im, const char *path, struct err *err)
{
    struct import_file file;
    int r = load_file(&file, path, err);

    if (r < 0)
        return r;
    const struct store_study_file row = {.study_id = im->study,
                                         .name = short_name(path),
                                         .digest = digest_of(file.content, file.length),
                                         .bytes = (int64_t)file.length};
    im->file_name = arena_dup(import_arena(im), row.name);
    size_t rows = im->out->rows;
    if ((r = store_add_study_file(im->store, &row, &im->file, err)) == 0)
        r = im->format->read(im, &file, err);
    if (r == 0 && im->out->rows == rows)
        r = err_set(err, -EINVAL, "%s: no row of format %s", path, im->format->name);
    free(file.content);
    return r;
}

/* ------------------------------------------------------------------ study */

static int digest_files(struct digest *out, const struct paths *paths, const char *format,
                        struct err *err)
{
    struct digest_state state;
    int r = 0;

    digest_init(&state);
    digest_add_text(&state, format);
    for (size_t i = 0; r == 0 && i < paths->count; i++) {
        struct digest one;
        digest_add_text(&state, short_name(paths->items[i]));
        if ((r = digest_of_file(&one, paths->items[i], err)) == 0)
            digest_add(&state, one.bytes, DIGEST_SIZE);
    }
    *out = digest_end(&state);
    return r;
}

/* By the content: who imports the same files has the same campaign (UUID version 8, RFC 9562).
 */
static const char *uuid_of(struct arena *arena, const struct digest *digest)
{
    unsigned char b[16];
    char text[DIGEST_TEXT_SIZE];
    struct digest d = *digest;

    memcpy(b, d.bytes, sizeof(b));
    d.bytes[6] = (unsigned char)((b[6] & 0x0f) | 0x80);
    d.bytes[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
    digest_text(text, &d);
    return arena_printf(arena, "%.8s-%.4s-%.4s-%.4s-%.12s", text, text + 8, text + 12,
                        text + 16, text + 20);
}

static int add_host(struct importer *im, int64_t *id, struct err *err)
{
    const struct import_format *f = im->format;
    struct store_machine machine = {.cpu_model = f->cpu_model,
                                    .cpu_family = STORE_ABSENT,
                                    .cpu_model_number = STORE_ABSENT,
                                    .cpu_stepping = STORE_ABSENT,
                                    .packages = f->packages,
                                    .cores = f->cores,
                                    .threads = f->threads,
                                    .memory_bytes = f->memory_bytes};
    struct store_host_state state = {.kernel = f->kernel,
                                     .os = f->os,
                                     .turbo = STORE_ABSENT,
                                     .smt = STORE_ABSENT,
                                     .aslr = STORE_ABSENT,
                                     .sgx = STORE_ABSENT,
                                     .min_frequency_hz = STORE_ABSENT,
                                     .max_frequency_hz = STORE_ABSENT,
                                     .perf_event_paranoid = STORE_ABSENT};
    struct digest_state digest;
    int r;

    digest_init(&digest);
    digest_add_text(&digest, f->name);
    digest_add_text(&digest, f->cpu_model);
    machine.digest = digest_end(&digest);
    digest_init(&digest);
    digest_add_text(&digest, f->name);
    digest_add_text(&digest, f->kernel);
    state.digest = digest_end(&digest);
    if ((r = store_put_machine(im->store, &machine, &state.machine_id, err)) < 0)
        return r;
    return store_put_host_state(im->store, &state, id, err);
}

static int add_session(struct importer *im, struct err *err)
{
    const struct import_format *f = im->format;
    struct store_session session = {.campaign_id = im->campaign,
                                    .energy_source = "imported",
                                    .uid = -1,
                                    .rss_floor_bytes = 0,
                                    .tick_ns = STORE_ABSENT,
                                    .read_cost_ns = STORE_ABSENT,
                                    .counters_absent = "not read by polyjoule",
                                    .notes = "times of day are not known and stand as 0"};
    int r;

    if ((r = add_host(im, &session.host_state_id, err)) < 0 ||
        (r = store_add_session(im->store, &session, &im->session, err)) < 0)
        return r;
    for (size_t i = 0; r == 0 && i < f->channel_count; i++) {
        const struct store_certificate certificate = {
            .session_id = im->session,
            .channel = (int64_t)i,
            .domain = f->channels[i].domain,
            .source = "imported",
            .resolver = f->resolver,
            .event = f->channels[i].event,
            .verdict = "pass",
            .reason = "as the study published it; not tried by polyjoule",
            .package = f->channels[i].package,
            .cpu = STORE_ABSENT,
            .step_nj = f->step_nj,
            .idle_w = NAN,
            .load_w = NAN,
            .powercap_ratio = NAN};
        r = store_add_certificate(im->store, &certificate, &im->certificates[i], err);
    }
    return r;
}

static int add_campaign(struct importer *im, const struct digest *digest,
                        const char *tool_version, struct err *err)
{
    const struct import_format *f = im->format;
    const struct store_study study = {.digest = *digest,
                                      .format = f->name,
                                      .title = f->title,
                                      .source = f->source,
                                      .licence = f->licence,
                                      .unix_ns = clock_unix_ns()};
    int r = store_add_study(im->store, &study, &im->study, err);

    if (r < 0)
        return r;
    const struct store_campaign campaign = {
        .uuid = uuid_of(import_arena(im), digest),
        .kind = "run",
        .selection = arena_printf(import_arena(im), "{\"import\":\"%s\"}", f->name),
        .mode = "process",
        .created_unix_ns = study.unix_ns,
        .tool_version = tool_version,
        .study_id = im->study};
    if ((r = store_add_campaign(im->store, &campaign, &im->campaign, err)) < 0)
        return r;
    im->out->campaign = im->campaign;
    return add_session(im, err);
}

static int import_all(struct importer *im, const struct paths *paths,
                      const struct digest *digest, const char *tool_version, struct err *err)
{
    int r;

    if ((r = store_begin(im->store, err)) < 0)
        return r;
    r = add_campaign(im, digest, tool_version, err);
    for (size_t i = 0; r == 0 && i < paths->count; i++)
        r = import_file(im, paths->items[i], err);
    if (r == 0)
        r = store_set_campaign_state(im->store, im->campaign, "done", "imported", err);
    if (r == 0)
        r = store_commit(im->store, err);
    if (r < 0)
        store_rollback(im->store);
    return r;
}

/* Whether these files are there already. */
static int find_known(struct importer *im, const struct digest *digest, struct err *err)
{
    const struct store_argument by_uuid = {.name = ":uuid",
                                           .text = uuid_of(import_arena(im), digest)};
    int64_t id;
    int r = store_get_integer(im->store, "campaign_by_uuid", &by_uuid, 1, &id, err);

    if (r == 0 && id != STORE_ABSENT) {
        im->out->campaign = id;
        im->out->known = true;
    }
    return r;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(short_name(*(const char *const *)a), short_name(*(const char *const *)b));
}

int import_study(struct import_summary *out, struct store *store, const char *format,
                 const char *const *paths, size_t count, const char *tool_version,
                 struct err *err)
{
    struct importer im = {.store = store, .out = out};
    struct paths files = {0};
    struct digest digest;
    int r = 0;

    *out = (struct import_summary){0};
    for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
        if (strcmp(formats[i]->name, format) == 0)
            im.format = formats[i];
    if (im.format == NULL)
        return err_set(err, -EINVAL, "no format is called '%s'; expected %s", format,
                       import_formats());
    for (size_t i = 0; r == 0 && i < count; i++)
        r = collect(&files, paths[i], im.format->suffix, err);
    if (r == 0 && files.count == 0)
        r = err_set(err, -EINVAL, "no file %s in %s", im.format->suffix,
                    count > 0 ? paths[0] : "nothing");
    if (r < 0)
        goto out;
    qsort(files.items, files.count, sizeof(*files.items), by_name);
    out->title = im.format->title;
    out->files = files.count;
    if ((r = digest_files(&digest, &files, format, err)) == 0 &&
        (r = find_known(&im, &digest, err)) == 0 && !out->known)
        r = import_all(&im, &files, &digest, tool_version, err);
    out->cells = im.cell_count;
out:
    free(im.cells);
    free(files.items);
    arena_free(&files.arena);
    if (r < 0)
        import_summary_free(out);
    return r;
}

void import_summary_free(struct import_summary *summary)
{
    free(summary->doubts);
    arena_free(&summary->arena);
    *summary = (struct import_summary){0};
}
