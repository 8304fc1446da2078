/* SPDX-License-Identifier: MIT
 * selftest --gate: is the gate right, on this machine? */
#include "cli/selftest_gate.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/gate_screen.h"
#include "cli/paths.h"
#include "cli/voice.h"
#include "stats/logistic.h"
#include "stats/summary.h"

/* Some 50 ms of CPU time, wherever there is a shell. */
static const char usual_command[] = "sh -c 'i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done'";

enum { USUAL_RUNS = 10, DOSES = 5 };
static const double doses[DOSES] = {0, 0.005, 0.01, 0.02, 0.05};

/* Of one slowdown. */
struct row {
    size_t gates, said[GATE_VERDICTS], invalid;
    double *seconds;
};

struct trial_of_gates {
    struct context *context;
    struct row rows[DOSES];
    size_t runs; /* of each slowdown; of none twice as many */
    int64_t campaign_id;
};

static size_t runs_of(const struct trial_of_gates *t, size_t dose)
{
    return dose == 0 ? 2 * t->runs : t->runs;
}

static int run_gate(struct trial_of_gates *t, size_t dose, struct err *err)
{
    struct row *row = &t->rows[dose];
    struct gate g;
    int64_t start_ns = clock_now_ns();

    t->context->settings.slow_b = doses[dose];
    int r = gate_run(&g, t->context, err);
    if (r == 0) {
        bool invalid = !gate_controls_hold(&g);
        row->invalid += invalid;
        row->said[g.answers[0].verdict] += !invalid;
        row->seconds[row->gates++] = (double)(clock_now_ns() - start_ns) / (double)NS_PER_S;
        t->campaign_id = g.campaign_id;
    }
    gate_close(&g);
    return r;
}

/* In turns, so that whatever else goes on here falls on all of them. */
static int run_all(struct trial_of_gates *t, struct err *err)
{
    size_t total = t->runs * (DOSES + 1), done = 0;
    int r = 0;

    for (size_t i = 0; i < 2 * t->runs && r == 0; i++)
        for (size_t d = 0; d < DOSES && r == 0; d++) {
            if (i >= runs_of(t, d))
                continue;
            mention(t->context, "gate %zu of %zu", ++done, total);
            r = run_gate(t, d, err);
        }
    return r;
}

/* ------------------------------------------------------------------- screen */

/* "19 of 20 [75.1, 99.9]" */
static void add_share(struct table *table, const struct row *row, size_t hits)
{
    struct interval ci = stats_share_interval(hits, row->gates, 0.95);

    if (row->gates == 0)
        table_text(table, NULL);
    else
        table_printf(table, "%zu of %zu [%.1f, %.1f] %%", hits, row->gates, 100 * ci.low,
                     100 * ci.high);
    table_integer(table, (int64_t)hits);
}

static void add_row(struct table *table, const struct row *row, double dose)
{
    table_row(table);
    table_printf(table, "%g %%", 100 * dose);
    table_real(table, dose);
    table_integer(table, (int64_t)row->gates);
    add_share(table, row, row->said[GATE_FAIL]);
    add_share(table, row, row->said[GATE_PASS]);
    table_integer(table, (int64_t)row->said[GATE_UNDECIDED]);
    table_integer(table, (int64_t)row->invalid);
    table_real(table, row->gates > 0 ? stats_median(row->seconds, row->gates) * NS_PER_S : NAN);
}

/* The least slowdown that is found, by the curve or, where all is told apart, between doses. */
static void add_power(struct table *table, const struct trial_of_gates *t)
{
    double x[DOSES];
    size_t hits[DOSES], n[DOSES];
    struct logistic fit;
    double missed = 0, found = NAN;

    for (size_t d = 0; d < DOSES; d++) {
        const struct row *row = &t->rows[d];
        x[d] = 100 * doses[d];
        hits[d] = row->said[GATE_FAIL];
        n[d] = row->gates;
        if (row->gates > 0 && (double)hits[d] < 0.8 * (double)row->gates)
            missed = x[d];
    }
    for (size_t d = DOSES; d-- > 0 && x[d] > missed;)
        if (n[d] > 0)
            found = x[d];
    if (stats_logistic_fit(&fit, x, hits, n, DOSES))
        table_note(
            table,
            "Found in 80 %% of gates: a slowdown of %.2f %%; in 95 %%: of %.2f %% (logistic "
            "curve through the rows).",
            stats_logistic_dose(&fit, 0.8), stats_logistic_dose(&fit, 0.95));
    else if (!isnan(found))
        table_note(
            table,
            "Found in 80 %% of gates and more from a slowdown between %g %% and %g %% on; "
            "too few gates erred for a curve.",
            missed, found);
    else
        table_note(table, "No slowdown up to %g %% is found in 80 %% of gates.", x[DOSES - 1]);
}

static struct table *make_table(const struct trial_of_gates *t, const char *command)
{
    static const struct table_column columns[] = {
        {"slowed by", "slowed", UNIT_NONE, false, TABLE_FOR_SHOW},
        {"", "slowdown", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"gates", "gates", UNIT_NONE, true, TABLE_FOR_DATA},
        {"fail", "fail_text", UNIT_NONE, false, TABLE_FOR_SHOW},
        {"", "fail", UNIT_NONE, true, TABLE_FOR_DATA},
        {"pass", "pass_text", UNIT_NONE, false, TABLE_FOR_SHOW},
        {"", "pass", UNIT_NONE, true, TABLE_FOR_DATA},
        {"undecided", "undecided", UNIT_NONE, true, 0},
        {"invalid", "invalid", UNIT_NONE, true, 0},
        {"median", "seconds_ns", UNIT_NANOSECONDS, true, 0},
    };
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));

    for (size_t d = 0; d < DOSES; d++)
        add_row(table, &t->rows[d], doses[d]);
    add_power(table, t);
    table_note(table,
               "%s against itself by CPU time, B slowed before it starts; intervals: "
               "Clopper and Pearson, 95 %%.",
               command);
    return table;
}

static int record(struct trial_of_gates *t, const char *database, struct err *err)
{
    struct arena *arena = &t->context->arena;
    struct store *store;
    int r = store_open(&store, database, STORE_WRITE, err);

    for (size_t d = 0; d < DOSES && r == 0; d++) {
        const struct row *row = &t->rows[d];
        const struct store_verdict verdict = {
            .campaign_id = t->campaign_id,
            .unix_ns = clock_unix_ns(),
            .kind = "gate",
            .subject = arena_printf(arena, "selftest: slowed by %g %%", 100 * doses[d]),
            .question = "how often does the gate fail it?",
            .verdict = arena_printf(arena, "%zu of %zu", row->said[GATE_FAIL], row->gates),
            .reason =
                arena_printf(arena, "%zu pass, %zu undecided, %zu invalid",
                             row->said[GATE_PASS], row->said[GATE_UNDECIDED], row->invalid),
            .tool_version = POLYJOULE_VERSION,
            .published = NAN,
            .tolerance = NAN,
            .ratio = NAN,
            .ratio_low = NAN,
            .ratio_high = NAN,
        };
        r = store_add_verdict(store, &verdict, err);
    }
    store_close(store);
    return r;
}

/* A false alarm rate that is proven to be above what is promised, or a slowdown of 5 % that
 * mostly passes, is a no. */
static bool is_right(const struct trial_of_gates *t)
{
    const struct row *none = &t->rows[0], *most = &t->rows[DOSES - 1];

    return stats_share_interval(none->said[GATE_FAIL], none->gates, 0.95).low <= 0.01 &&
           2 * most->said[GATE_PASS] <= most->gates;
}

static int show(struct trial_of_gates *t, const char *command, struct err *err)
{
    const struct table_style style = campaign_style(t->context, "polyjoule.selftest-gate/1");
    struct table *table = make_table(t, command);
    struct text out = {0};
    int r = table_render(table, &style, &out, err);

    if (r == 0)
        r = say(&out);
    text_free(&out);
    table_free(table);
    return r != EXIT_YES ? r : is_right(t) ? EXIT_YES : EXIT_NO;
}

int selftest_gate(struct context *context, struct err *err)
{
    struct settings *s = &context->settings;
    const char *command = s->commands.count > 0 ? s->commands.items[0] : usual_command;
    struct trial_of_gates t = {
        .context = context, .runs = s->replications > 0 ? (size_t)s->replications : USUAL_RUNS};
    struct paths paths;
    struct err no_catalogue;

    if (s->commands.count > 1)
        return err_set(err, -EINVAL, "--cmd: one");
    paths_find(&paths, s->database, NULL, &context->arena, &no_catalogue);
    s->commands.count = 0;
    s->arm_a = s->arm_b = (struct option_list){.items = &command, .count = 1};
    s->measure_same = true;
    s->warmups = -1;
    for (size_t d = 0; d < DOSES; d++)
        t.rows[d].seconds = arena_alloc(&context->arena, 2 * t.runs, sizeof(double));
    mention(context, "%zu gates of some 5 to 10 s each", t.runs * (DOSES + 1));
    int r = run_all(&t, err);
    if (r < 0 || (t.campaign_id == 0 && r != 0))
        return r;
    int kept = record(&t, paths.database, err);
    if (kept < 0)
        return kept;
    int shown = show(&t, command, err);
    return r != 0 && shown >= 0 ? r : shown; /* interrupted: what was done is shown */
}
