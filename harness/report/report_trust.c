/* SPDX-License-Identifier: MIT
 * Whether a campaign's numbers can be trusted: counters, what was left out and why, drift. */
#include "report/report_sections.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* ---------------------------------------------------------------- counters */

static int add_certificate(void *context, const struct store_row *row, struct err *err)
{
    struct table *table = context;
    const char *verdict = row_text_of(row, "verdict");

    (void)err;
    table_row(table);
    table_printf(table, "%s %" PRId64 ".%" PRId64, row_text_of(row, "domain"),
                 row_integer_of(row, "package"), row_integer_of(row, "die"));
    table_text(table, row_text_of(row, "source"));
    table_text(table, verdict);
    table_mark(table, strcmp(verdict, "pass") == 0 || strcmp(verdict, "idle") == 0 ? TABLE_GOOD
                                                                                   : TABLE_BAD);
    table_text(table, row_text_of(row, "reason"));
    table_real(table, (double)row_integer_of(row, "step_nj"));
    table_real(table, row_real_of(row, "idle_w"));
    table_real(table, row_real_of(row, "load_w"));
    table_detail(table, "named by", row_text_of(row, "resolver"));
    table_detail(table, "event", row_text_of(row, "event"));
    return 0;
}

static int add_counters(struct document *d, const struct report_request *q, struct err *err)
{
    static const struct table_column columns[] = {
        {"counter", "counter", UNIT_NONE, false, 0},
        {"source", "source", UNIT_NONE, false, 0},
        {"verdict", "verdict", UNIT_NONE, false, 0},
        {"why", "reason", UNIT_NONE, false, TABLE_WRAP},
        {"step", "step_nj", UNIT_NANOJOULES, true, 0},
        {"idle", "idle_w", UNIT_WATTS, true, 0},
        {"under load", "load_w", UNIT_WATTS, true, 0},
    };
    const struct result *result = q->result;
    int r = 0;

    if (!result_has_energy(result))
        return 0;
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));
    for (size_t i = 0; r == 0 && i < result->session_count; i++) {
        const struct store_argument session = {.name = ":session",
                                               .integer = result->sessions[i].id};
        r = store_visit(q->store, "certificates", &session, 1, add_certificate, table, err);
    }
    document_table(d, "counters",
                   "Certificate of the counters, as tried when each session began", table);
    return r;
}

/* -------------------------------------------------------------------- idle */

struct idle {
    double energy_nj, window_ns;
    size_t windows;
};

/* Of packages: what their domains used is in it. */
static int add_window(void *context, const struct store_row *row, struct err *err)
{
    struct idle *idle = context;
    double energy = (double)row_integer_of(row, "gross_nj"),
           window = (double)row_integer_of(row, "window_ns");

    (void)err;
    if (strcmp(row_text_of(row, "domain"), "package") != 0 ||
        row_integer_of(row, "package") != 0)
        return 0;
    idle->energy_nj += energy;
    idle->window_ns += window;
    idle->windows++;
    return 0;
}

static void add_idle_share(struct document *d, const struct comparison *c)
{
    double low = INFINITY, high = -INFINITY;

    for (size_t r = 0; c != NULL && r < c->row_count; r++)
        for (size_t e = 0; e < c->rows[r].entry_count; e++) {
            double share = c->rows[r].entries[e].idle_share;
            low = isfinite(share) ? fmin(low, share) : low;
            high = isfinite(share) ? fmax(high, share) : high;
        }
    if (low <= high)
        document_item(d,
                      "The idle machine's share of the joules is %.0f %% to %.0f %%: what the "
                      "programs share whatever they do.",
                      100 * low, 100 * high);
}

static int add_idle(struct document *d, const struct report_request *q, struct err *err)
{
    const struct store_argument campaign = {.name = ":campaign", .integer = q->result->id};
    struct idle idle = {0};
    char watts[UNITS_TEXT_SIZE];
    int r;

    if (!result_has_energy(q->result) ||
        (r = store_visit(q->store, "idle", &campaign, 1, add_window, &idle, err)) < 0)
        return result_has_energy(q->result) ? r : 0;
    if (idle.window_ns > 0)
        document_item(d, "Idle power of package 0, over %zu windows between trials: %s.",
                      idle.windows,
                      units_format(watts, idle.energy_nj / idle.window_ns, UNIT_WATTS));
    else
        document_item(d, "Idle power was not measured: there is no net energy.");
    add_idle_share(d, q->comparison);
    return 0;
}

/* -------------------------------------------------------------------- left out */

struct rejections {
    struct table *table;
    const struct result *result;
    unsigned *told; /* by cell: statuses, as bits */
};

/* The first of each cell and status, with its last words. */
static int add_rejection(void *context, const struct store_row *row, struct err *err)
{
    struct rejections *out = context;
    int64_t at = row_integer_of(row, "cell");
    enum result_status status = result_status_parse(row_text_of(row, "status"));

    (void)err;
    if (at < 0 || (size_t)at >= out->result->cell_count || out->told[at] & 1u << status)
        return 0;
    const struct result_cell *cell = &out->result->cells[at];
    out->told[at] |= 1u << status;
    table_row(out->table);
    table_text(out->table, cell->label);
    table_text(out->table, result_status_name(status));
    table_mark(out->table, TABLE_BAD);
    table_integer(out->table, (int64_t)cell->status[status]);
    table_integer(out->table, (int64_t)cell->done);
    table_text(out->table, row_text_of(row, "reason"));
    table_detail(out->table, "last words", row_text_of(row, "stderr_tail"));
    return 0;
}

static void add_skipped(struct rejections *out)
{
    for (size_t i = 0; i < out->result->cell_count; i++) {
        const struct result_cell *cell = &out->result->cells[i];
        if (cell->skipped == NULL || out->told[i] != 0)
            continue;
        table_row(out->table);
        table_text(out->table, cell->label);
        table_text(out->table, "not run");
        table_integer(out->table, (int64_t)cell->planned);
        table_integer(out->table, (int64_t)cell->done);
        table_text(out->table, cell->skipped);
    }
}

static bool any_rejection(const struct result *result)
{
    for (size_t i = 0; i < result->cell_count; i++)
        if (result->cells[i].skipped != NULL ||
            result->cells[i].admissible < result->cells[i].done)
            return true;
    return false;
}

static int add_rejections(struct document *d, const struct report_request *q, struct err *err)
{
    static const struct table_column columns[] = {
        {"program", "label", UNIT_NONE, false, 0},
        {"status", "status", UNIT_NONE, false, 0},
        {"trials", "trials", UNIT_NONE, true, 0},
        {"of", "of", UNIT_NONE, true, 0},
        {"why", "reason", UNIT_NONE, false, TABLE_WRAP},
    };
    const struct store_argument campaign = {.name = ":campaign", .integer = q->result->id};
    struct rejections out = {.result = q->result};
    int r;

    if (!any_rejection(q->result))
        return 0;
    out.table = table_new(NULL, columns, ARRAY_SIZE(columns));
    out.told = mem_alloc(q->result->cell_count + 1, sizeof(*out.told));
    r = store_visit(q->store, "failures", &campaign, 1, add_rejection, &out, err);
    add_skipped(&out);
    document_table(d, "rejected", "Trials that do not count, and why", out.table);
    free(out.told);
    return r;
}

static void add_screening(struct document *d, const struct screen_report *s)
{
    if (isnan(s->median_share)) {
        document_item(d, "What else the machine did meanwhile is not known.");
        return;
    }
    if (s->median_share > 0)
        document_item(d, "Other work took %.*f %% of the CPU time in the median of %zu trials.",
                      s->median_share < 0.1 ? 1 : 0, 100 * s->median_share, s->screened);
    else
        document_item(d,
                      "Other work took no CPU time that could be seen in the median of %zu "
                      "trials.",
                      s->screened);
    if (s->noisy)
        document_item(d,
                      "This machine is noisy: the rule would set aside %zu of %zu trials, so "
                      "none was.",
                      s->rejected, s->screened);
    else
        document_item(d,
                      "%zu of %zu trials were set aside, since other work took over %.1f %% "
                      "meanwhile; decided blind to what was measured.",
                      s->aside, s->screened, 100 * s->limit);
}

static void add_quantised(struct document *d, const struct result *result)
{
    size_t count = 0;

    for (size_t i = 0; i < result->cell_count; i++)
        count += result->cells[i].quantised;
    if (!result_has_energy(result))
        return;
    if (count == 0)
        document_item(d, "Quantisation: no program is so short that one tick of the counter is "
                         "over 1 %% of its joules.");
    else
        document_item(d,
                      "Quantisation: of %zu programs one tick of the counter is over 1 %% of "
                      "the joules; their rows have a mark.",
                      count);
}

static int add_disturbance(void *context, const struct store_row *row, struct err *err)
{
    int64_t known = row_integer_of(row, "throttles_known"),
            throttled = row_integer_of(row, "throttled"),
            steal = row_integer_of(row, "steal_ns"),
            suspended = row_integer_of(row, "suspended");
    char time[UNITS_TEXT_SIZE];

    (void)err;
    if (known > 0)
        document_item(context, "The CPU throttled in %" PRId64 " of %" PRId64 " trials.",
                      throttled, known);
    else
        document_item(context,
                      "Whether the CPU throttled is not known: it does not count that.");
    if (steal != STORE_ABSENT)
        document_item(context, "A hypervisor took %s of CPU time from all trials together.",
                      units_format(time, (double)steal, UNIT_NANOSECONDS));
    if (suspended != STORE_ABSENT && suspended > 0)
        document_item(context, "The machine slept in %" PRId64 " trials.", suspended);
    return 0;
}

static int add_disturbances(struct document *d, const struct report_request *q, struct err *err)
{
    const struct store_argument campaign = {.name = ":campaign", .integer = q->result->id};

    return q->result->imported
               ? 0
               : store_visit(q->store, "disturbances", &campaign, 1, add_disturbance, d, err);
}

/* -------------------------------------------------------------------- A/A */

/* A command against itself: what is seen between them is noise. */
static void add_same(struct document *d, const struct result *result)
{
    enum metric metric = result_has_energy(result) ? METRIC_ENERGY : METRIC_WALL;

    if (strcmp(result->kind, "measure") != 0)
        return;
    for (size_t i = 0; i < result->cell_count; i++)
        for (size_t k = i + 1; k < result->cell_count; k++) {
            const struct result_cell *a = &result->cells[i], *b = &result->cells[k];
            if (a->argv == NULL || b->argv == NULL || strcmp(a->argv, b->argv) != 0)
                continue;
            struct effect e = result_ratio(a, b, metric, RESULT_LEVEL);
            if (!isnan(e.ci.low))
                document_item(d,
                              "A/A: commands %zu and %zu are the same, %s: %.3gx [%.3g, %.3g] "
                              "of %s is what noise alone gives here.",
                              i + 1, k + 1, a->label, e.ratio, e.ci.low, e.ci.high,
                              metric_facts(metric)->noun);
        }
}

static void add_energy_source(struct document *d, const struct result *result)
{
    if (!result_has_energy(result))
        document_item(d, "No joules: %s.", result->energy_reason);
    else if (!result_is_measured(result->energy_source))
        document_item(d, "The joules are %s, not measured.", result->energy_source);
    else
        document_item(d, "The joules were counted by %s.", result->energy_source);
}

int report_trust(struct document *d, const struct report_request *q, struct err *err)
{
    int r;

    document_section(d, "trust", "Can this be trusted?");
    for (size_t i = 0; i < q->result->note_count; i++)
        document_item(d, "WARNING: %s.", q->result->notes[i]);
    add_energy_source(d, q->result);
    if ((r = add_idle(d, q, err)) < 0)
        return r;
    add_quantised(d, q->result);
    add_same(d, q->result);
    add_screening(d, &q->result->screen);
    if ((r = add_disturbances(d, q, err)) < 0)
        return r;
    if (!any_rejection(q->result))
        document_item(d, "No trial failed.");
    report_drift(d, q);
    if ((r = add_counters(d, q, err)) < 0)
        return r;
    return add_rejections(d, q, err);
}
