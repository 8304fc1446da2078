/* SPDX-License-Identifier: MIT
 * From packed latencies to figures of each process. */
#include "judge/tails.h"

#include <endian.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "judge/reader.h"
#include "stats/latency.h"
#include "stats/summary.h"

const int64_t tail_pause_ns = 5 * NS_PER_MS;
const int64_t tail_window_ns = 100 * NS_PER_MS;

/* More windows than this are taken together, so that a test of their order ends soon. */
enum { WINDOWS_MAX = 512, PERMUTATIONS = 999, PERIOD_SEED = 1 };

static const struct {
    const char *key;
    double share; /* 0: none */
} figures[TAIL_FIGURES] = {
    [TAIL_P50] = {"p50_ns", 0.5},
    [TAIL_P90] = {"p90_ns", 0.9},
    [TAIL_P99] = {"p99_ns", 0.99},
    [TAIL_P99_9] = {"p99_9_ns", 0.999},
    [TAIL_P99_99] = {"p99_99_ns", 0.9999},
    [TAIL_P99_999] = {"p99_999_ns", 0.99999},
    [TAIL_MAX] = {"max_ns", 0},
    [TAIL_PAUSES] = {"pauses_per_min", 0},
};

const char *tail_key(enum tail_figure figure)
{
    return figures[figure].key;
}

struct loading {
    struct tails *tails;
    struct {
        double *period_ns, *p; /* of the processes that have one */
        size_t count;
    } * periods; /* by tail cell */
};

/* One process's latencies, in ns. */
struct service {
    double *latency;
    size_t count, per_tick;
    double period_ns;
    int64_t block;
};

/* ----------------------------------------------------------------- process */

static void add(struct arena *arena, struct result_series *series, int64_t block, double value)
{
    if (isnan(value))
        return;
    struct result_value *longer = arena_alloc(arena, series->count + 1, sizeof(*longer));
    if (series->count > 0)
        memcpy(longer, series->values, series->count * sizeof(*longer));
    longer[series->count++] = (struct result_value){block, value};
    series->values = longer;
}

static struct period period_of(const double *ticks, size_t count, double *window_ns,
                               double tick_ns)
{
    double *maxima = mem_alloc(count, sizeof(*maxima));
    size_t per = *window_ns > tick_ns ? (size_t)(*window_ns / tick_ns) : 1;
    size_t windows = stats_maxima(maxima, ticks, count, per);
    size_t together = (windows + WINDOWS_MAX - 1) / WINDOWS_MAX;

    windows = stats_maxima(maxima, maxima, windows, together);
    struct period period = stats_period(maxima, windows, PERMUTATIONS, PERIOD_SEED);
    *window_ns = tick_ns * (double)(per * together);
    free(maxima);
    return period;
}

static void add_process(struct loading *l, size_t at, const struct service *s)
{
    struct tail_cell *cell = &l->tails->cells[at];
    struct arena *arena = &l->tails->result->arena;
    double *ticks = mem_alloc(s->count, sizeof(*ticks)), window_ns = (double)tail_window_ns;
    size_t tick_count = stats_maxima(ticks, s->latency, s->count, s->per_tick);
    double minutes = (double)tick_count * s->period_ns / (60.0 * NS_PER_S);
    struct period period = period_of(ticks, tick_count, &window_ns, s->period_ns);

    add(arena, &cell->figure[TAIL_PAUSES], s->block,
        (double)stats_runs_above(ticks, tick_count, (double)tail_pause_ns) / minutes);
    stats_sort(s->latency, s->count);
    for (int f = 0; f < TAIL_MAX; f++)
        add(arena, &cell->figure[f], s->block,
            stats_nearest_rank(s->latency, s->count, figures[f].share));
    add(arena, &cell->figure[TAIL_MAX], s->block, s->latency[s->count - 1]);
    cell->trials++;
    free(ticks);
    if (period.lag == 0)
        return;
    size_t n = l->periods[at].count++;
    l->periods[at].period_ns = mem_grow(l->periods[at].period_ns, n, sizeof(double));
    l->periods[at].p = mem_grow(l->periods[at].p, n, sizeof(double));
    l->periods[at].period_ns[n] = (double)period.lag * window_ns;
    l->periods[at].p[n] = period.p;
}

/* ---------------------------------------------------------------- campaign */

static bool counts(const struct result_cell *cell, int64_t block)
{
    for (size_t i = 0; i < cell->trial_count; i++)
        if (cell->trials[i].block == block)
            return cell->trials[i].status == RESULT_OK && !cell->trials[i].aside;
    return false;
}

/* The query goes cell by cell: a new one is the last. */
static size_t cell_at(struct loading *l, const struct result_cell *cell)
{
    struct tails *tails = l->tails;

    if (tails->count > 0 && tails->cells[tails->count - 1].cell == cell)
        return tails->count - 1;
    tails->cells = mem_grow(tails->cells, tails->count, sizeof(*tails->cells));
    l->periods = mem_grow(l->periods, tails->count, sizeof(*l->periods));
    tails->cells[tails->count] =
        (struct tail_cell){.cell = cell, .period_ns = NAN, .period_p = NAN};
    memset(&l->periods[tails->count], 0, sizeof(*l->periods));
    return tails->count++;
}

static int read_series(void *context, const struct store_row *row, struct err *err)
{
    struct loading *l = context;
    const struct result *result = l->tails->result;
    int64_t ordinal = row_integer_of(row, "cell");
    size_t length;
    const unsigned char *packed = row_blob_of(row, "latency_ns", &length);

    if (ordinal < 0 || (size_t)ordinal >= result->cell_count)
        return err_set(err, -EPROTO, "latencies of the campaign have no cell");
    const struct result_cell *cell = &result->cells[ordinal];
    struct service s = {.count = length / sizeof(int64_t),
                        .per_tick = (size_t)row_integer_of(row, "per_tick"),
                        .period_ns = (double)row_integer_of(row, "period_ns"),
                        .block = row_integer_of(row, "block")};
    if (!counts(cell, s.block))
        return 0;
    s.latency = mem_alloc(s.count, sizeof(*s.latency));
    for (size_t i = 0; i < s.count; i++) {
        uint64_t word;
        memcpy(&word, packed + i * sizeof(word), sizeof(word));
        s.latency[i] = (double)(int64_t)le64toh(word);
    }
    add_process(l, cell_at(l, cell), &s);
    free(s.latency);
    return 0;
}

/* Why a figure is absent; the processes together. */
static void settle(struct loading *l)
{
    for (size_t i = 0; i < l->tails->count; i++) {
        struct tail_cell *cell = &l->tails->cells[i];
        size_t periods = l->periods[i].count;
        for (int f = 0; f < TAIL_FIGURES; f++)
            if (cell->figure[f].count == 0)
                cell->figure[f].reason = "too few latencies in a run for one to lie beyond it";
        if (periods > 0) {
            cell->period_ns = stats_median(l->periods[i].period_ns, periods);
            cell->period_p = stats_median(l->periods[i].p, periods);
        }
        if (periods > 1)
            cell->period_p = fmin(1, 2 * cell->period_p);
        free(l->periods[i].period_ns);
        free(l->periods[i].p);
    }
    free(l->periods);
}

int tails_load(struct tails **out, struct store *store, int64_t campaign_id, struct err *err)
{
    const struct store_argument campaign = {.name = ":campaign", .integer = campaign_id};
    struct loading l = {.tails = mem_alloc(1, sizeof(*l.tails))};
    int64_t any = 0;
    int r;

    *l.tails = (struct tails){0};
    *out = NULL;
    if ((r = store_get_integer(store, "has_latencies", &campaign, 1, &any, err)) == 0 &&
        any > 0 && (r = reader_load_trials(&l.tails->result, store, campaign_id, err)) == 0)
        r = store_visit(store, "latencies", &campaign, 1, read_series, &l, err);
    settle(&l);
    if (r < 0)
        tails_free(l.tails);
    else
        *out = l.tails;
    return r;
}

void tails_free(struct tails *tails)
{
    if (tails == NULL)
        return;
    free(tails->cells);
    result_free(tails->result);
    free(tails);
}
