/* SPDX-License-Identifier: MIT
 * The loop that fills a plan. */
#include "campaign/campaign.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "campaign/input.h"
#include "campaign/plan.h"
#include "campaign/record.h"
#include "campaign/tool.h"
#include "campaign/trial.h"
#include "campaign/work.h"
#include "exec/output.h"

static const int64_t idle_length_ns = NS_PER_S;

/* Idle power is measured again after so much time in trials. */
static const int64_t idle_every_ns = 20 * NS_PER_S;

/* A program that failed so often from its first trial on is not run again. */
enum { FAILURES_MAX = 2 };

/* A place of the plan that is still empty. */
struct place {
    int64_t plan_id, ordinal, block, cell;
    enum plan_kind kind;
};

struct loop {
    struct store *store;
    struct campaign_request *request;
    struct session *session;
    const struct campaign_hooks *hooks;
    int64_t campaign_id;
    struct place *places;
    size_t place_count, at;
    size_t planned, done; /* trials of the whole plan, and those that are filled */
    int64_t blocks;       /* of the plan */
    int64_t started_ns;
    bool told_uncounted;   /* the database knows that counters could not be opened */
    int64_t since_idle_ns; /* spent in trials; -1: no idle window yet */
    const char *status;    /* of the last trial */
    char reason[RECORD_REASON_SIZE];
};

static int stop_asked(const struct loop *l)
{
    return l->hooks->stop != NULL ? *l->hooks->stop : 0;
}

/* ------------------------------------------------------------------- plan */

static int take_place(void *context, const struct store_row *row, struct err *err)
{
    struct loop *l = context;
    const char *kind = row_text(row, 3);
    struct place place = {
        .plan_id = row_integer(row, 0),
        .ordinal = row_integer(row, 1),
        .block = row_integer(row, 2),
        .cell = row_integer(row, 4),
        .kind = strcmp(kind, "trial") == 0    ? PLAN_TRIAL
                : strcmp(kind, "warmup") == 0 ? PLAN_WARMUP
                                              : PLAN_IDLE,
    };

    if (place.kind != PLAN_IDLE &&
        (place.cell < 0 || place.cell >= (int64_t)l->request->cell_count))
        return err_set(err, -ESTALE, "the plan names cell %lld, which the selection lacks",
                       (long long)place.cell);
    if (place.kind != PLAN_IDLE)
        l->request->cells[place.cell].places++;
    l->places = mem_grow(l->places, l->place_count, sizeof(*l->places));
    l->places[l->place_count++] = place;
    return 0;
}

static int load_plan(struct loop *l, struct err *err)
{
    const struct store_argument by_id[] = {{.name = ":campaign", .integer = l->campaign_id}};
    int64_t planned;
    int r;

    if ((r = store_visit(l->store, "plan", by_id, 1, take_place, l, err)) < 0 ||
        (r = store_get_integer(l->store, "planned_trials", by_id, 1, &planned, err)) < 0 ||
        (r = store_get_integer(l->store, "planned_blocks", by_id, 1, &l->blocks, err)) < 0)
        return r;
    l->planned = (size_t)planned;
    l->done = l->planned;
    for (size_t i = 0; i < l->place_count; i++)
        l->done -= l->places[i].kind != PLAN_IDLE;
    return 0;
}

/* --------------------------------------------------------------- progress */

/* What is left, from what each cell's trials took so far; -1 while one has not run. */
static int64_t remaining_ns(const struct loop *l)
{
    int64_t total_ns = 0;

    for (size_t c = 0; c < l->request->cell_count; c++) {
        const struct campaign_cell *cell = &l->request->cells[c];
        if (cell->skipped != NULL || cell->resting || cell->places == 0)
            continue;
        if (cell->trials == 0)
            return -1;
        total_ns += cell->places * (cell->trials_ns / cell->trials);
    }
    return total_ns;
}

static void tell(const struct loop *l, const struct place *place)
{
    static const char *const doing[] = {
        [PLAN_WARMUP] = "warm-up", [PLAN_TRIAL] = "trial", [PLAN_IDLE] = "idle"};

    if (l->hooks->progress == NULL)
        return;
    const struct campaign_progress progress = {
        .doing = doing[place->kind],
        .label = place->kind != PLAN_IDLE ? l->request->cells[place->cell].label : NULL,
        .status = l->status,
        .reason = l->reason,
        .block = place->block,
        .blocks = l->blocks,
        .done = l->done,
        .total = l->planned,
        .remaining_ns = remaining_ns(l),
    };
    l->hooks->progress(l->hooks->context, &progress);
}

/* ------------------------------------------------------------------ places */

static int fill_idle(struct loop *l, const struct place *place, struct err *err)
{
    struct sample sample;
    int r;

    tell(l, place);
    if ((r = trial_idle(&sample, l->session, idle_length_ns, err)) < 0)
        return r;
    l->since_idle_ns = 0;
    if (stop_asked(l) > 0)
        return 0; /* the sleep may have been cut short */
    return record_idle(l->store, l->session, &sample, place->plan_id, err);
}

static bool idle_is_due(const struct loop *l)
{
    return l->session->meter != NULL &&
           (l->since_idle_ns < 0 || l->since_idle_ns >= idle_every_ns ||
            (l->at + 1 == l->place_count && l->since_idle_ns > 0));
}

/* Where a program's answer goes: its own size and some slack, or, where that is not known,
 * much. */
static int output_for(struct loop *l, const struct campaign_cell *cell, struct output **out,
                      struct err *err)
{
    *out = NULL;
    if (cell->workload == NULL && !l->request->keep_output)
        return 0;
    size_t capacity = cell->expected_bytes >= 0 ? (size_t)cell->expected_bytes + OUTPUT_SLACK
                                                : (size_t)OUTPUT_UNKNOWN;
    return session_output(l->session, capacity, out, err);
}

/* --prepare and --cleanup. */
static int run_beside(struct loop *l, const char *option, const char *const *argv,
                      struct err *err)
{
    const struct tool tool = {
        .argv = argv, .directory = l->request->directory, .whole_environment = true};

    if (argv == NULL)
        return 0;
    int r = tool_run(l->session->launcher, &tool, NULL, err);
    return r < 0 ? err_prefix(err, r, "%s", option) : 0;
}

static void learn(struct loop *l, struct campaign_cell *cell, const struct sample *sample)
{
    int64_t span_ns = sample->end_ns - sample->start_ns;

    cell->trials_ns += span_ns;
    cell->trials++;
    if (l->since_idle_ns >= 0)
        l->since_idle_ns += span_ns;
    bool ok = strcmp(l->status, "ok") == 0;
    cell->failures_in_a_row = ok ? 0 : cell->failures_in_a_row + 1;
    cell->worked = cell->worked || ok;
}

/* Two failures from the start, and the program is left alone: the rest of its places stay
 * empty. */
static int give_up_cell(struct loop *l, struct campaign_cell *cell, struct err *err)
{
    if (cell->worked || cell->failures_in_a_row < FAILURES_MAX)
        return 0;
    cell->skipped =
        arena_printf(l->request->arena, "failed %d times of %d and was not run again",
                     cell->failures_in_a_row, cell->failures_in_a_row);
    return store_set_cell_build(l->store, cell->id, STORE_ABSENT, NULL, cell->skipped, err);
}

/* The first right answer of a cell says what all its runs get done. */
static int count_work(struct loop *l, struct campaign_cell *cell, const struct output *out,
                      struct err *err)
{
    char *answer = NULL;
    size_t length;
    int64_t work;
    bool full;
    int r = 0;

    if (cell->counted || cell->workload == NULL || strcmp(l->status, "ok") != 0)
        return 0;
    const struct work *what = &cell->workload->work;
    cell->counted = true;
    if (what->unit == NULL || (r = output_length(out, &length, &full, err)) < 0 ||
        (what->after != NULL && (r = output_head(out, SIZE_MAX, &answer, &length, err)) < 0))
        return r;
    if (work_count(&work, what, cell->n, answer, length))
        r = store_set_cell_work(l->store, cell->id, work, what->unit, err);
    free(answer);
    return r;
}

/* That a child could not be counted, and why: once is enough. */
static int note_uncounted(struct loop *l, const struct sample *sample, struct err *err)
{
    char text[128];

    if (sample->event_errno == 0 || l->told_uncounted)
        return 0;
    l->told_uncounted = true;
    snprintf(text, sizeof(text), "the child's counters could not be opened: %s",
             strerror(sample->event_errno));
    return store_add_note(l->store, l->campaign_id, text, err);
}

/* In steady mode the programs of this class are asked for their work alone. */
static int latencies_for(struct loop *l, const struct campaign_cell *cell, struct output **out,
                         struct err *err)
{
    *out = NULL;
    if (cell->workload == NULL || !cell->workload->latency || l->request->iterations > 0)
        return 0;
    return session_latencies(l->session, out, err);
}

static int fill_trial(struct loop *l, const struct place *place,
                      struct environment *environment, struct err *err)
{
    const struct campaign_request *q = l->request;
    struct campaign_cell *cell = &q->cells[place->cell];
    const struct expectation expected = {.answer = cell->expected,
                                         .near_to = cell->expected_path,
                                         .tolerance = cell->tolerance,
                                         .ignore_exit = q->ignore_exit};
    struct trial_spec spec = {
        .argv = cell->argv,
        .directory = cell->directory != NULL ? cell->directory : q->directory,
        .environment = environment,
        .pad_bytes = (size_t)plan_padding(q->seed, place->ordinal, ENVIRONMENT_PAD_MAX),
        .input = cell->input > 0 ? cell->input : q->input,
        .pinned = cell->threads == 1,
        .deadline_ns = cell->deadline_ns,
        .iterations = q->iterations,
        .trace_ns = q->trace_ns,
        .burn_ns = cell->burn_ns,
        .stop = l->hooks->stop,
    };
    struct sample sample;
    int r;

    tell(l, place);
    if ((r = output_for(l, cell, &spec.out, err)) < 0 ||
        (r = latencies_for(l, cell, &spec.latencies, err)) < 0 ||
        (r = run_beside(l, "--prepare", q->prepare, err)) < 0)
        return r;
    if (spec.input >= 0 && lseek(spec.input, 0, SEEK_SET) < 0 && errno != ESPIPE)
        return err_sys(err, "standard input");
    if ((r = trial_run(&sample, l->session, &spec, err)) < 0)
        return err_prefix(err, r, "run %s", cell->label);
    if (sample.abandoned)
        goto out;
    if ((r = record_trial(l->store, l->session, &sample, &spec, &expected, place->plan_id,
                          &l->status, l->reason, err)) < 0)
        goto out;
    l->done++;
    learn(l, cell, &sample);
    if ((r = note_uncounted(l, &sample, err)) < 0 ||
        (r = count_work(l, cell, spec.out, err)) < 0)
        goto out;
    if ((r = give_up_cell(l, cell, err)) == 0)
        r = run_beside(l, "--cleanup", q->cleanup, err);
out:
    sample_free(&sample);
    return r;
}

/* --------------------------------------------------------------------- loop */

static bool last_of_block(const struct loop *l)
{
    for (size_t i = l->at + 1; i < l->place_count; i++)
        if (l->places[i].kind != PLAN_IDLE)
            return l->places[i].block != l->places[l->at].block;
    return true;
}

/* Whether the campaign ends here, and why; asked after each trial. */
static int ask_for_end(struct loop *l, bool *end, enum campaign_outcome *outcome,
                       struct err *err)
{
    const struct campaign_request *q = l->request;
    const struct place *place = &l->places[l->at];
    bool enough = false;
    int r;

    if (stop_asked(l) > 0) {
        *outcome = CAMPAIGN_INTERRUPTED;
        *end = true;
        return 0;
    }
    if (place->kind == PLAN_TRIAL && l->hooks->enough != NULL && last_of_block(l)) {
        if ((r = l->hooks->enough(l->hooks->context, l->campaign_id, place->block, &enough,
                                  err)) < 0)
            return r;
        if (enough) {
            *outcome = CAMPAIGN_ENOUGH;
            *end = true;
            return 0;
        }
    }
    if (q->budget_ns > 0 && clock_now_ns() - l->started_ns > q->budget_ns &&
        l->at + 1 < l->place_count) {
        *outcome = CAMPAIGN_BUDGET;
        *end = true;
    }
    return 0;
}

/* A campaign that ends early measures its idle power once more, at the next place for it. */
static int close_with_idle(struct loop *l, struct err *err)
{
    if (l->session->meter == NULL || l->since_idle_ns <= 0)
        return 0;
    for (size_t i = l->at; i < l->place_count; i++)
        if (l->places[i].kind == PLAN_IDLE)
            return fill_idle(l, &l->places[i], err);
    return 0;
}

static int fill_place(struct loop *l, const struct place *place,
                      struct environment *const *environments, struct err *err)
{
    if (place->kind == PLAN_IDLE)
        return idle_is_due(l) ? fill_idle(l, place, err) : 0;
    if (l->request->cells[place->cell].skipped != NULL ||
        l->request->cells[place->cell].resting)
        return 0;
    return fill_trial(l, place, environments[place->cell], err);
}

static int fill_plan(struct loop *l, struct environment *const *environments,
                     enum campaign_outcome *outcome, struct err *err)
{
    bool end = false;
    int r = 0;

    *outcome = CAMPAIGN_COMPLETE;
    for (l->at = 0; l->at < l->place_count; l->at++) {
        if (stop_asked(l) > 0) {
            *outcome = CAMPAIGN_INTERRUPTED;
            return 0;
        }
        const struct place *place = &l->places[l->at];
        if ((r = fill_place(l, place, environments, err)) < 0)
            return r;
        if (place->kind == PLAN_IDLE)
            continue;
        l->request->cells[place->cell].places--;
        if ((r = ask_for_end(l, &end, outcome, err)) < 0)
            return r;
        if (end)
            return *outcome == CAMPAIGN_INTERRUPTED ? 0 : close_with_idle(l, err);
    }
    return 0;
}

static int store_outcome(struct loop *l, enum campaign_outcome outcome, struct err *err)
{
    static const struct {
        const char *state, *reason;
    } ends[] = {
        [CAMPAIGN_COMPLETE] = {"done", "complete"},
        [CAMPAIGN_ENOUGH] = {"done", "precise enough"},
        [CAMPAIGN_BUDGET] = {"stopped", "budget"},
        [CAMPAIGN_INTERRUPTED] = {"stopped", "interrupted"},
    };

    int r =
        outcome == CAMPAIGN_ENOUGH ? store_drop_plan_rest(l->store, l->campaign_id, err) : 0;

    return r < 0 ? r
                 : store_set_campaign_state(l->store, l->campaign_id, ends[outcome].state,
                                            ends[outcome].reason, err);
}

/* The database says too why a campaign could not go on; what was measured stays. */
static void store_failure(struct loop *l, const struct err *why)
{
    struct err ignored; /* the first cause is the one to report */

    store_set_campaign_state(l->store, l->campaign_id, "stopped", why->text, &ignored);
}

int campaign_run(struct store *store, struct campaign_request *q, int64_t id,
                 struct session *session, const struct campaign_hooks *hooks,
                 enum campaign_outcome *out, struct err *err)
{
    struct loop l = {.store = store,
                     .request = q,
                     .session = session,
                     .hooks = hooks,
                     .campaign_id = id,
                     .started_ns = clock_now_ns(),
                     .since_idle_ns = -1};
    struct environment **environments = mem_alloc(q->cell_count, sizeof(struct environment *));
    int r;

    for (size_t c = 0; c < q->cell_count; c++)
        environments[c] = environment_new(
            !(q->whole_environment && q->cells[c].workload == NULL), q->cells[c].environment);
    if ((r = load_plan(&l, err)) < 0 ||
        (r = store_set_campaign_state(store, id, "running", NULL, err)) < 0 ||
        (r = fill_plan(&l, environments, out, err)) < 0)
        goto out;
    r = store_outcome(&l, *out, err);
out:
    if (r < 0)
        store_failure(&l, err);
    for (size_t c = 0; c < q->cell_count; c++) {
        environment_free(environments[c]);
        input_close(&q->cells[c]);
    }
    free(environments);
    free(l.places);
    return r;
}
