/* SPDX-License-Identifier: MIT
 * The rows of a study's files into the tables. */
#include "report/import_write.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

/* Longer rows are found by file and line. */
enum { ROW_TEXT_MAX = 1024 };

/* What one stored nanosecond may be off by, and the most that is stored. */
static const double resolution = 1e-6, most = 9e18;

struct imported_cell {
    struct store_cell row;
    const char *toolchain;
    int64_t id;
    int64_t block; /* of its last row; -1: none so far */
    size_t file;   /* of that row, and the number of its process there */
    int64_t number;
};

struct writer {
    struct store *store;
    struct import_summary *out;
    struct import_batch *batch;
    int64_t study, campaign, session;
    int64_t *files;                            /* their rows' identifiers */
    int64_t certificates[IMPORT_CHANNELS_MAX]; /* 0: none so far */
    struct imported_cell *cells;
    size_t cell_count;
    int64_t ordinal;
    int64_t operations; /* of a stored trial: 1 or IMPORT_MANY */
};

static struct arena *arena_of(struct writer *w)
{
    return &w->out->arena;
}

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* ------------------------------------------------------------------- cells */

static bool is_of(const struct imported_cell *cell, const struct import_row *row)
{
    const struct store_cell *c = &cell->row;

    return same(c->workload, row->workload) && same(c->language, row->language) &&
           same(c->variant, row->variant) && same(c->flags, row->flags) &&
           same(c->size, row->size) && c->n == row->n &&
           same(cell->toolchain, row->toolchain) &&
           (row->workload != NULL || same(c->label, row->label));
}

static const char *label_of(struct writer *w, const struct import_row *row)
{
    bool usual = same(row->variant, "published") || same(row->variant, "plain");

    if (row->workload == NULL)
        return row->label;
    return arena_printf(arena_of(w), "%s/%s%s%s", row->workload, row->language,
                        usual ? "" : " ", usual ? "" : row->variant);
}

static size_t cell_of(struct writer *w, const struct import_row *row)
{
    for (size_t i = w->cell_count; i > 0; i--)
        if (is_of(&w->cells[i - 1], row))
            return i - 1;
    w->cells = mem_grow(w->cells, w->cell_count, sizeof(*w->cells));
    w->cells[w->cell_count] = (struct imported_cell){.toolchain = row->toolchain,
                                                     .block = -1,
                                                     .row = {.ordinal = (int64_t)w->cell_count,
                                                             .workload = row->workload,
                                                             .language = row->language,
                                                             .variant = row->variant,
                                                             .flags = row->flags,
                                                             .size = row->size,
                                                             .label = label_of(w, row),
                                                             .n = row->n,
                                                             .seed = STORE_ABSENT,
                                                             .threads = STORE_ABSENT,
                                                             .deadline_ns = INT64_MAX,
                                                             .toolchain_id = STORE_ABSENT,
                                                             .implementation_id = STORE_ABSENT,
                                                             .tolerance = NAN}};
    return w->cell_count++;
}

static void find_cells(struct writer *w)
{
    for (size_t i = 0; i < w->batch->row_count; i++) {
        struct import_batch_row *kept = &w->batch->rows[i];
        double ns = kept->row.wall_ns;
        kept->cell = cell_of(w, &kept->row);
        if (fabs(ns - round(ns)) > resolution * ns)
            w->operations = IMPORT_MANY;
    }
    if (w->operations == IMPORT_MANY)
        import_summary_note(w->out, IMPORT_NOTE_OPERATIONS);
}

/* By this nothing compares a cell of IMPORT_MANY operations with one of a single one. */
static void name_operations(struct writer *w, struct store_cell *cell)
{
    if (cell->workload == NULL)
        cell->label = arena_printf(arena_of(w), "%s x %d", cell->label, IMPORT_MANY);
    else
        cell->flags = arena_printf(arena_of(w), "%s, x %d", cell->flags, IMPORT_MANY);
}

/* "gcc" and "gcc 12.2.0" of "gcc 12.2.0". */
static int add_toolchain(struct writer *w, struct imported_cell *cell, struct err *err)
{
    struct digest_state digest;

    if (cell->toolchain == NULL || cell->row.language == NULL)
        return 0;
    char *name = arena_dup(arena_of(w), cell->toolchain);
    name[strcspn(name, " ")] = '\0';
    struct store_toolchain toolchain = {.language = cell->row.language,
                                        .name = name,
                                        .version = cell->toolchain,
                                        .path = "not said"};
    digest_init(&digest);
    digest_add_text(&digest, "imported");
    digest_add_text(&digest, cell->row.language);
    digest_add_text(&digest, cell->toolchain);
    toolchain.digest = digest_end(&digest);
    return store_put_toolchain(w->store, &toolchain, &cell->row.toolchain_id, err);
}

static int add_cells(struct writer *w, struct err *err)
{
    int r = 0;

    for (size_t i = 0; r == 0 && i < w->cell_count; i++) {
        struct imported_cell *cell = &w->cells[i];
        cell->row.campaign_id = w->campaign;
        if (w->operations == IMPORT_MANY)
            name_operations(w, &cell->row);
        if ((r = add_toolchain(w, cell, err)) == 0)
            r = store_add_cell(w->store, &cell->row, &cell->id, err);
        if (r == 0 && w->operations == IMPORT_MANY)
            r = store_set_cell_work(w->store, cell->id, IMPORT_MANY, "operation", err);
    }
    return r;
}

/* ------------------------------------------------------------------- rows */

static const char *wrapped(struct writer *w, const struct import_row *row)
{
    const struct import_format *f = w->batch->format;

    for (size_t i = 0; i < f->channel_count; i++)
        if (row->nj[i] < 0)
            return arena_printf(arena_of(w), "%s wrapped: %.3f - %.0f J", f->channels[i].domain,
                                row->repaired_nj[i] / 1e9,
                                (row->repaired_nj[i] - row->nj[i]) / 1e9);
    return NULL;
}

static void add_doubt(struct writer *w, const struct import_batch_row *kept, const char *reason)
{
    struct import_summary *out = w->out;

    out->doubts = mem_grow(out->doubts, out->doubt_count, sizeof(*out->doubts));
    out->doubts[out->doubt_count++] =
        (struct import_doubt){.file = w->batch->files[kept->file].name,
                              .label = w->cells[kept->cell].row.label,
                              .reason = reason,
                              .line = kept->row.line,
                              .wrapped = kept->row.failure == NULL};
}

/* A channel has its certificate when its first value comes: others were not read. */
static int certify(struct writer *w, size_t channel, struct err *err)
{
    const struct import_format *f = w->batch->format;
    const struct import_channel *c = &f->channels[channel];
    const struct store_certificate certificate = {
        .session_id = w->session,
        .channel = (int64_t)channel,
        .domain = c->domain,
        .source = c->source != NULL ? c->source : "imported",
        .resolver = f->resolver,
        .event = c->event,
        .verdict = "pass",
        .reason = "as the study published it; not tried by polyjoule",
        .package = c->package,
        .cpu = STORE_ABSENT,
        .step_nj = f->step_nj,
        .idle_w = NAN,
        .load_w = NAN,
        .powercap_ratio = NAN};

    if (w->certificates[channel] != 0)
        return 0;
    return store_add_certificate(w->store, &certificate, &w->certificates[channel], err);
}

static int fill_readings(struct writer *w, const struct import_batch_row *kept,
                         struct store_reading *readings, size_t *count, struct err *err)
{
    const struct import_row *row = &kept->row;
    double operations = (double)w->operations;
    int r;

    *count = 0;
    for (size_t i = 0; i < w->batch->format->channel_count; i++) {
        double nj = row->repaired_nj[i] * operations, wall_ns = row->wall_ns * operations;
        if (!(nj >= 0))
            continue;
        if (nj > most)
            return err_set(err, -EINVAL, "%s:%d: joules beyond all measure",
                           w->batch->files[kept->file].name, row->line);
        if ((r = certify(w, i, err)) < 0)
            return r;
        /* A counter moves in ticks of about 1 ms; the study does not say where it read. */
        double tick_nj = wall_ns > 0 ? fmin(nj / wall_ns * 1e6, most) : 0;
        readings[(*count)++] = (struct store_reading){
            .certificate_id = w->certificates[i],
            .end_nj = llround(nj),
            .next_nj = llround(nj),
            .error_nj = llround(fmax(tick_nj, (double)w->batch->format->step_nj)),
        };
    }
    return 0;
}

static struct store_trial trial_of(const struct writer *w, const struct import_batch_row *kept,
                                   int64_t plan_id)
{
    const struct import_row *row = &kept->row;
    int64_t bytes = STORE_ABSENT;

    if (row->process != NULL && isfinite(row->process->max_rss_bytes))
        bytes = llround(row->process->max_rss_bytes);
    return (struct store_trial){
        .plan_id = plan_id,
        .session_id = w->session,
        .end_mono_ns = llround(row->wall_ns * (double)w->operations),
        .edge_mono_ns = STORE_ABSENT,
        .next_edge_mono_ns = STORE_ABSENT,
        .align_ns = STORE_ABSENT,
        .status = "ok",
        .exit_code = STORE_ABSENT,
        .term_signal = STORE_ABSENT,
        .user_ns = STORE_ABSENT,
        .system_ns = STORE_ABSENT,
        .max_rss_bytes = bytes,
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

/* CPU time that was not told apart into the user's and the system's is the task clock's. */
static void count_cpu(struct writer *w, const struct import_batch_row *kept,
                      struct store_counter *counter, struct store_trial *trial)
{
    const struct import_process *process = kept->row.process;
    double operations = (double)w->operations;

    if (process == NULL || !(process->cpu_ns >= 0) || process->cpu_ns * operations > most)
        return;
    *counter = (struct store_counter){.event = "task-clock",
                                      .value = llround(process->cpu_ns * operations),
                                      .enabled_ns = trial->end_mono_ns,
                                      .running_ns = trial->end_mono_ns};
    trial->counters = counter;
    trial->counter_count = 1;
}

/* A row's block is its process: those of one share it. */
static int64_t next_block(struct imported_cell *cell, const struct import_batch_row *kept)
{
    int64_t number = kept->row.process_number;
    bool same_process =
        cell->block >= 0 && number > 0 && number == cell->number && kept->file == cell->file;

    cell->block += !same_process;
    cell->file = kept->file;
    cell->number = number;
    return cell->block;
}

static int add_row(struct writer *w, const struct import_batch_row *kept, struct err *err)
{
    const struct import_row *row = &kept->row;
    struct store_reading readings[IMPORT_CHANNELS_MAX];
    struct imported_cell *cell = &w->cells[kept->cell];
    struct store_counter counter;
    int64_t plan_id;
    int r;

    if (row->wall_ns * (double)w->operations > most)
        return err_set(err, -EINVAL, "%s:%d: a time beyond all measure beside the others of %s",
                       w->batch->files[kept->file].name, row->line, cell->row.label);
    const struct store_plan place = {w->campaign, ++w->ordinal, next_block(cell, kept),
                                     cell->id, STORE_TRIAL};
    if ((r = store_add_plan(w->store, &place, &plan_id, err)) < 0)
        return r;
    struct store_trial trial = trial_of(w, kept, plan_id);
    if ((r = fill_readings(w, kept, readings, &trial.reading_count, err)) < 0)
        return r;
    trial.readings = readings;
    count_cpu(w, kept, &counter, &trial);
    const char *wrap = wrapped(w, row);
    if (row->failure != NULL || wrap != NULL) {
        trial.status = row->failure != NULL ? "exit" : "disturbed";
        trial.reason = row->failure != NULL ? row->failure : wrap;
        add_doubt(w, kept, trial.reason);
    }
    const struct store_study_row from = {
        plan_id, w->files[kept->file], row->line,
        row->text != NULL && strlen(row->text) <= ROW_TEXT_MAX ? row->text : NULL};
    if ((r = store_add_trial(w->store, &trial, err)) < 0 ||
        (r = store_add_study_row(w->store, &from, err)) < 0)
        return r;
    w->out->rows++;
    return 0;
}

/* ------------------------------------------------------------------ study */

static int add_host(struct writer *w, int64_t *id, struct err *err)
{
    const struct import_format *f = w->batch->format;
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
    if ((r = store_put_machine(w->store, &machine, &state.machine_id, err)) < 0)
        return r;
    return store_put_host_state(w->store, &state, id, err);
}

/* Where the joules are from. Measured and estimated ones in one session would be taken for each
 * other. */
static int find_source(const struct import_batch *batch, struct store_session *session,
                       struct err *err)
{
    const struct import_format *f = batch->format;
    const char *source = NULL;

    for (size_t i = 0; i < batch->row_count; i++)
        for (size_t c = 0; c < f->channel_count; c++) {
            const char *own = f->channels[c].source;
            if (!(batch->rows[i].row.repaired_nj[c] >= 0))
                continue;
            own = own != NULL ? own : "imported";
            if (source != NULL && strcmp(source, own) != 0)
                return err_set(err, -EINVAL,
                               "%s: its joules are %s, those before are %s; import such files "
                               "apart",
                               batch->files[batch->rows[i].file].name, own, source);
            source = own;
        }
    session->energy_source = source != NULL ? source : "absent";
    session->energy_reason = source != NULL ? NULL : "the imported files have no joules";
    return 0;
}

static int add_session(struct writer *w, struct err *err)
{
    struct store_session session = {.campaign_id = w->campaign,
                                    .uid = -1,
                                    .rss_floor_bytes = 0,
                                    .tick_ns = STORE_ABSENT,
                                    .read_cost_ns = STORE_ABSENT,
                                    .counters_absent = "not read by polyjoule",
                                    .notes = "times of day are not known and stand as 0"};
    int r;

    if ((r = find_source(w->batch, &session, err)) < 0 ||
        (r = add_host(w, &session.host_state_id, err)) < 0)
        return r;
    return store_add_session(w->store, &session, &w->session, err);
}

static int add_files(struct writer *w, struct err *err)
{
    int r = 0;

    w->files = mem_alloc(w->batch->file_count + 1, sizeof(*w->files));
    for (size_t i = 0; r == 0 && i < w->batch->file_count; i++) {
        const struct import_batch_file *file = &w->batch->files[i];
        const struct store_study_file row = {.study_id = w->study,
                                             .name = file->name,
                                             .digest = file->digest,
                                             .bytes = file->bytes};
        r = store_add_study_file(w->store, &row, &w->files[i], err);
    }
    return r;
}

/* Programs named by workload and language are a run's, commands a measure's. */
static int find_kind(const struct import_batch *batch, const char **kind, struct err *err)
{
    bool commands = batch->rows[0].row.workload == NULL;

    for (size_t i = 1; i < batch->row_count; i++)
        if ((batch->rows[i].row.workload == NULL) != commands)
            return err_set(err, -EINVAL,
                           "%s: some programs have a workload and a language, others a name "
                           "alone; import such files apart",
                           batch->files[batch->rows[i].file].name);
    *kind = commands ? "measure" : "run";
    return 0;
}

static int add_campaign(struct writer *w, struct err *err)
{
    const struct import_format *f = w->batch->format;
    const struct store_study study = {.digest = *w->batch->digest,
                                      .format = f->name,
                                      .title = f->title,
                                      .source = f->source,
                                      .licence = f->licence,
                                      .unix_ns = clock_unix_ns()};
    struct store_campaign campaign = {
        .uuid = w->batch->uuid,
        .selection = arena_printf(arena_of(w), "{\"import\":\"%s\"}", f->name),
        .mode = "process",
        .created_unix_ns = study.unix_ns,
        .tool_version = w->batch->tool_version};
    int r;

    if ((r = find_kind(w->batch, &campaign.kind, err)) < 0 ||
        (r = store_add_study(w->store, &study, &w->study, err)) < 0)
        return r;
    campaign.study_id = w->study;
    if ((r = store_add_campaign(w->store, &campaign, &w->campaign, err)) < 0)
        return r;
    w->out->campaign = w->campaign;
    return 0;
}

static int write_all(struct writer *w, struct err *err)
{
    int r;

    find_cells(w);
    if ((r = add_campaign(w, err)) < 0 || (r = add_session(w, err)) < 0 ||
        (r = add_files(w, err)) < 0 || (r = add_cells(w, err)) < 0)
        return r;
    for (size_t i = 0; r == 0 && i < w->batch->row_count; i++)
        r = add_row(w, &w->batch->rows[i], err);
    for (size_t i = 0; r == 0 && i < w->out->note_count; i++)
        r = store_add_note(w->store, w->campaign, w->out->notes[i], err);
    if (r == 0)
        r = store_set_campaign_state(w->store, w->campaign, "done", "imported", err);
    return r;
}

int import_write(struct import_summary *out, struct store *store, struct import_batch *batch,
                 struct err *err)
{
    struct writer w = {.store = store,
                       .out = out,
                       .batch = batch,
                       .operations = batch->of_many ? IMPORT_MANY : 1};
    int r;

    if ((r = store_begin(store, err)) < 0)
        return r;
    if ((r = write_all(&w, err)) == 0)
        r = store_commit(store, err);
    if (r < 0)
        store_rollback(store);
    out->cells = w.cell_count;
    free(w.cells);
    free(w.files);
    return r;
}
