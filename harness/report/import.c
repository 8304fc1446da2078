/* SPDX-License-Identifier: MIT
 * A study's files, or another tool's, into the database: first all are read, then written. */
#include "report/import.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/text.h"
#include "report/import_write.h"

enum { FILE_MAX = 256 * 1024 * 1024 };

/* In nanoseconds, nanojoules and bytes: 30 years, a gigajoule, a tebibyte of tebibytes. */
static const double most = 1e18;

static const struct import_format *const formats[] = {
    &import_energy_languages, &import_vankempen, &import_hyperfine, &import_go,
    &import_pyperf,           &import_google,    &import_jmh,       &import_criterion,
    &import_rebench};

struct importer {
    struct import_summary *out;
    struct import_batch batch;
};

const char *import_formats(void)
{
    return "energy-languages, vankempen, hyperfine, go, pyperf, google-benchmark, jmh, "
           "criterion or rebench";
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

int import_error_at(const struct import_file *file, const char *at, struct err *err,
                    const char *format, ...)
{
    char what[256];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof(what), format, args);
    va_end(args);
    return err_set(err, -EINVAL, "%s: %s: %s", file->path, at, what);
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

/* ------------------------------------------------------------------- notes */

void import_note(struct importer *importer, enum import_note note)
{
    import_summary_note(importer->out, note);
}

/* ------------------------------------------------------------------- rows */

static void keep_texts(struct arena *arena, struct import_row *row)
{
    const char **texts[] = {&row->workload, &row->language, &row->variant,
                            &row->flags,    &row->label,    &row->toolchain,
                            &row->size,     &row->failure,  &row->text};

    for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
        *texts[i] = arena_dup(arena, *texts[i]);
}

static void keep_process(struct arena *arena, struct import_row *row)
{
    struct import_process *process;
    struct store_counter *counters;

    if (row->process != NULL) {
        process = arena_alloc(arena, 1, sizeof(*process));
        *process = *row->process;
        row->process = process;
    }
    if (row->counter_count == 0)
        return;
    counters = arena_alloc(arena, row->counter_count, sizeof(*counters));
    memcpy(counters, row->counters, row->counter_count * sizeof(*counters));
    for (size_t i = 0; i < row->counter_count; i++)
        counters[i].event = arena_dup(arena, counters[i].event);
    row->counters = counters;
}

static bool is_measurable(const struct import_row *row, size_t channels)
{
    const struct import_process *p = row->process;

    for (size_t i = 0; i < channels; i++)
        if (fabs(row->nj[i]) > most || fabs(row->repaired_nj[i]) > most)
            return false;
    if (p != NULL && (p->cpu_ns > most || p->max_rss_bytes > most))
        return false;
    return row->wall_ns >= 0 && row->wall_ns <= most;
}

int import_add(struct importer *importer, const struct import_row *row, struct err *err)
{
    struct import_batch *batch = &importer->batch;
    size_t file = batch->file_count - 1;

    if (!is_measurable(row, batch->format->channel_count))
        return err_set(err, -EINVAL, "%s: %s: a value that is negative or beyond all measure",
                       batch->files[file].name,
                       row->text != NULL ? row->text : "one of the rows");
    batch->rows = mem_grow(batch->rows, batch->row_count, sizeof(*batch->rows));
    struct import_batch_row *kept = &batch->rows[batch->row_count++];
    *kept = (struct import_batch_row){.row = *row, .file = file};
    keep_texts(import_arena(importer), &kept->row);
    keep_process(import_arena(importer), &kept->row);
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

int import_load(struct import_file *file, const char *path, struct err *err)
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

static int read_file(struct importer *im, const char *path, struct err *err)
{
    struct import_batch *batch = &im->batch;
    struct import_file file;
    size_t rows = batch->row_count;
    int r = import_load(&file, path, err);

    if (r < 0)
        return r;
    batch->files = mem_grow(batch->files, batch->file_count, sizeof(*batch->files));
    batch->files[batch->file_count++] =
        (struct import_batch_file){.name = arena_dup(import_arena(im), short_name(path)),
                                   .digest = digest_of(file.content, file.length),
                                   .bytes = (int64_t)file.length};
    r = batch->format->read(im, &file, err);
    if (r == 0 && batch->row_count == rows)
        r = err_set(err, -EINVAL, "%s: no row of format %s", path, batch->format->name);
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

/* Whether these files are there already. */
static int find_known(struct importer *im, struct store *store, struct err *err)
{
    const struct store_argument by_uuid = {.name = ":uuid", .text = im->batch.uuid};
    int64_t id;
    int r = store_get_integer(store, "campaign_by_uuid", &by_uuid, 1, &id, err);

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

static int import_all(struct importer *im, struct store *store, const struct paths *paths,
                      struct err *err)
{
    int r = 0;

    if (im->batch.format->of_a_tool)
        import_note(im, IMPORT_NOTE_ORDER);
    for (size_t i = 0; r == 0 && i < paths->count; i++)
        r = read_file(im, paths->items[i], err);
    return r < 0 ? r : import_write(im->out, store, &im->batch, err);
}

/* IM has what is known beforehand. */
static int import_paths(struct importer *im, struct store *store, const char *format,
                        const char *const *paths, size_t count, struct err *err)
{
    struct import_summary *out = im->out;
    struct paths files = {0};
    struct digest digest;
    int r = 0;

    *out = (struct import_summary){0};
    for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
        if (strcmp(formats[i]->name, format) == 0)
            im->batch.format = formats[i];
    if (im->batch.format == NULL)
        return err_set(err, -EINVAL, "no format is called '%s'; expected %s", format,
                       import_formats());
    for (size_t i = 0; r == 0 && i < count; i++)
        r = collect(&files, paths[i], im->batch.format->suffix, err);
    if (r == 0 && files.count == 0)
        r = err_set(err, -EINVAL, "no file %s in %s", im->batch.format->suffix,
                    count > 0 ? paths[0] : "nothing");
    if (r < 0)
        goto out;
    qsort(files.items, files.count, sizeof(*files.items), by_name);
    out->title = im->batch.format->title;
    out->files = files.count;
    if ((r = digest_files(&digest, &files, format, err)) < 0)
        goto out;
    im->batch.digest = &digest;
    im->batch.uuid = uuid_of(import_arena(im), &digest);
    if ((r = find_known(im, store, err)) == 0 && !out->known)
        r = import_all(im, store, &files, err);
out:
    free(im->batch.rows);
    free(im->batch.files);
    free(files.items);
    arena_free(&files.arena);
    if (r < 0)
        import_summary_free(out);
    return r;
}

int import_study(struct import_summary *out, struct store *store, const char *format,
                 const char *const *paths, size_t count, const char *tool_version,
                 struct err *err)
{
    struct importer im = {.out = out, .batch = {.tool_version = tool_version}};

    return import_paths(&im, store, format, paths, count, err);
}

int import_study_of_many(struct import_summary *out, struct store *store, const char *format,
                         const char *const *paths, size_t count, const char *tool_version,
                         struct err *err)
{
    struct importer im = {.out = out, .batch = {.tool_version = tool_version, .of_many = true}};

    return import_paths(&im, store, format, paths, count, err);
}

void import_summary_free(struct import_summary *summary)
{
    free(summary->doubts);
    arena_free(&summary->arena);
    *summary = (struct import_summary){0};
}
