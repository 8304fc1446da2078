/* SPDX-License-Identifier: MIT
 * polyjoule selftest: does what it says of noise hold, where the truth is known? */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/conduct.h"
#include "cli/selftest_gate.h"
#include "cli/voice.h"
#include "stats/coverage.h"

#define AT(field) offsetof(struct settings, field)

static const uint64_t usual_seed = 20261123;
static const int64_t fewest_replications = 100;

static const struct option_row rows[] = {
    {0, "coverage", OPTION_FLAG, AT(coverage), NULL,
     "how often 95 % intervals of a ratio hold the true one, for kinds of noise and numbers of "
     "blocks; status 1 where it is not 93 to 97 % (98 with 6 blocks)"},
    {0, "gate", OPTION_FLAG, AT(gate), NULL,
     "how often the gate cries wolf on this machine, and what it finds: real gates of a "
     "command "
     "against itself, as it is and slowed by 0.5, 1, 2 and 5 %"},
    {0, "cmd", OPTION_LIST, AT(commands), "CMD", "the command of --gate [50 ms of a shell]"},
    {0, "replications", OPTION_INTEGER, AT(replications), "N",
     "simulated campaigns in each row, 100 or more [4000]; gates of each slowdown [10], of "
     "none "
     "twice as many"},
    {0, "seed", OPTION_TEXT, AT(seed), "S", "of the simulation [20261123]"},
    {0, "level", OPTION_FRACTION, AT(level), "L",
     "make intervals of this level, judged as if it were 95 %: 80% must fail [95%]"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

/* Shares are shown to a tenth of a percent, and as data in full. */
static const struct table_column columns[] = {
    {"noise", "noise", UNIT_NONE, false, 0},
    {"blocks", "blocks", UNIT_NONE, true, 0},
    {"covered %", "covered_percent_text", UNIT_NONE, true, TABLE_FOR_SHOW},
    {"covered %", "covered_percent", UNIT_NONE, true, TABLE_FOR_DATA},
    {"asked for", "asked", UNIT_NONE, false, TABLE_FOR_SHOW},
    {"at least", "least_percent", UNIT_NONE, true, TABLE_FOR_DATA},
    {"at most", "most_percent", UNIT_NONE, true, TABLE_FOR_DATA},
    {"by t %", "covered_t_percent_text", UNIT_NONE, true, TABLE_FOR_SHOW},
    {"by t %", "covered_t_percent", UNIT_NONE, true, TABLE_FOR_DATA},
    {"by Welch %", "covered_welch_percent_text", UNIT_NONE, true, TABLE_FOR_SHOW},
    {"by Welch %", "covered_welch_percent", UNIT_NONE, true, TABLE_FOR_DATA},
    {"serial %", "flagged_percent_text", UNIT_NONE, true, TABLE_FOR_SHOW},
    {"serial %", "flagged_percent", UNIT_NONE, true, TABLE_FOR_DATA},
    {"serial at least", "least_flagged_percent", UNIT_NONE, true, TABLE_FOR_DATA},
    {"merged %", "covered_batches_percent_text", UNIT_NONE, true, TABLE_FOR_SHOW},
    {"merged %", "covered_batches_percent", UNIT_NONE, true, TABLE_FOR_DATA},
    {"verdict", "verdict", UNIT_NONE, false, TABLE_FOR_DATA},
};

static void add_share(struct table *table, double share, bool good)
{
    table_printf(table, "%.1f", 100 * share);
    if (!good)
        table_mark(table, TABLE_BAD);
    table_real(table, 100 * share);
}

static void add_asked(struct table *table, const struct coverage_cell *cell)
{
    if (!isnan(cell->least))
        table_printf(table, "%.1f to %.1f", 100 * cell->least, 100 * cell->most);
    else if (!isnan(cell->least_flagged))
        table_printf(table, "serial: %.1f", 100 * cell->least_flagged);
    else
        table_text(table, "-");
}

static void add_row(struct table *table, const struct coverage_cell *cell)
{
    bool asked = !isnan(cell->least);

    table_row(table);
    table_text(table, cell->noise);
    table_integer(table, (int64_t)cell->blocks);
    add_share(table, cell->covered[COVERAGE_SIGNED_RANK], cell->good || !asked);
    add_asked(table, cell);
    table_real(table, 100 * cell->least);
    table_real(table, 100 * cell->most);
    add_share(table, cell->covered[COVERAGE_T], true);
    add_share(table, cell->covered[COVERAGE_WELCH], true);
    add_share(table, cell->flagged, cell->good || asked);
    table_real(table, 100 * cell->least_flagged);
    add_share(table, cell->covered[COVERAGE_BATCHES], true);
    table_text(table, cell->good ? "good" : "bad");
}

/* Where the blocks resemble each other no interval holds; how far it falls short is said. */
static void add_shortfall(struct table *table, const struct coverage_cell *cell)
{
    table_note(
        table,
        "%s, %zu blocks: %.1f points short of 95 %%; the serial check sees it in %.1f %%, "
        "and batch means leave %.1f points.",
        cell->noise, cell->blocks, 95 - 100 * cell->covered[COVERAGE_SIGNED_RANK],
        100 * cell->flagged, 95 - 100 * cell->covered[COVERAGE_BATCHES]);
}

static void add_notes(struct table *table, const struct coverage_request *request,
                      const struct coverage_cell *cells, size_t bad)
{
    table_note(table,
               "covered: signed-rank interval, the one that is reported; merged: the same of "
               "batch means; serial: flagged as serially correlated. %zu replications a row, "
               "seed %" PRIu64 ", level %g %%.",
               cells[0].replications, request->seed, 100 * request->level);
    for (size_t i = 0; i < coverage_cells(); i++)
        if (isnan(cells[i].least))
            add_shortfall(table, &cells[i]);
    if (bad > 0)
        table_note(table, "%zu of %zu rows are not as they must be.", bad, coverage_cells());
}

/* EXIT_YES, EXIT_NO, or a negative errno. */
static int show(const struct context *context, const struct coverage_request *request,
                const struct coverage_cell *cells, struct err *err)
{
    const struct table_style style = campaign_style(context, "polyjoule.coverage/1");
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));
    struct text out = {0};
    size_t bad = 0;
    int r;

    for (size_t i = 0; i < coverage_cells(); i++) {
        add_row(table, &cells[i]);
        bad += !cells[i].good;
    }
    add_notes(table, request, cells, bad);
    if ((r = table_render(table, &style, &out, err)) == 0 && (r = say(&out)) == EXIT_YES)
        r = bad > 0 ? EXIT_NO : EXIT_YES;
    table_free(table);
    text_free(&out);
    return r;
}

static int read_request(struct coverage_request *out, const struct settings *s, struct err *err)
{
    *out =
        (struct coverage_request){.seed = usual_seed, .level = s->level > 0 ? s->level : 0.95};
    if (s->replications >= 0 && s->replications < fewest_replications)
        return err_set(err, -EINVAL, "--replications %" PRId64 ": expected %" PRId64 " or more",
                       s->replications, fewest_replications);
    if (s->replications > 0)
        out->replications = (size_t)s->replications;
    return s->seed != NULL ? conduct_seed(s, &out->seed, err) : 0;
}

static int run(struct context *context)
{
    struct coverage_request request;
    struct err err;
    int r;

    if (context->words.count > 0)
        return complain(EXIT_INPUT, "selftest takes no '%s'", context->words.items[0]);
    if (context->settings.gate) {
        r = selftest_gate(context, &err);
        return r < 0 ? complain(status_of(r), "%s", err.text) : r;
    }
    if (!context->settings.coverage)
        return complain(EXIT_INPUT,
                        "what is to be tested? polyjoule selftest --coverage, or --gate");
    if ((r = read_request(&request, &context->settings, &err)) < 0)
        return complain(status_of(r), "%s", err.text);
    struct coverage_cell *cells =
        arena_alloc(&context->arena, coverage_cells(), sizeof(*cells));
    for (size_t i = 0; i < coverage_cells(); i++) {
        if (*context->stop > 0)
            return EXIT_INTERRUPTED;
        coverage_simulate(&cells[i], i, &request);
    }
    r = show(context, &request, cells, &err);
    return r < 0 ? complain(status_of(r), "%s", err.text) : r;
}

const struct command command_selftest = {
    .name = "selftest",
    .summary = "Test the statistics where the truth is known",
    .usage = "--coverage | --gate [options]",
    .rows = rows,
    .run = run,
};
