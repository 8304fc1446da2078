/* SPDX-License-Identifier: MIT
 * From latencies to figures of each process. */
#include "judge/tails.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "judge/reader.h"
#include "judge/service.h"
#include "stats/latency.h"
#include "stats/summary.h"

const int64_t tail_pause_ns = 5 * NS_PER_MS;

enum { PERMUTATIONS = 999, PERIOD_SEED = 1 };

static const struct {
    const char *name, *key;
    double share; /* 0: none */
} figures[TAIL_FIGURES] = {
    [TAIL_P50] = {"p50", "p50_ns", 0.5},
    [TAIL_P90] = {"p90", "p90_ns", 0.9},
    [TAIL_P99] = {"p99", "p99_ns", 0.99},
    [TAIL_P99_9] = {"p99.9", "p99_9_ns", 0.999},
    [TAIL_P99_99] = {"p99.99", "p99_99_ns", 0.9999},
    [TAIL_P99_999] = {"p99.999", "p99_999_ns", 0.99999},
    [TAIL_MAX] = {"max", "max_ns", 0},
    [TAIL_PAUSES] = {"pauses", "pauses_per_min", 0},
};

const char *tail_name(enum tail_figure figure)
{
    return figures[figure].name;
}

const char *tail_key(enum tail_figure figure)
{
    return figures[figure].key;
}

double tail_beyond(enum tail_figure figure)
{
    return figures[figure].share > 0 ? 1 - figures[figure].share : 0;
}

double tail_level(size_t k)
{
    return pow(10, -(double)k / TAIL_STEPS);
}

bool tail_is_periodic(const struct tail_cell *cell)
{
    return cell->period_p <= 1 - RESULT_LEVEL;
}

/* What a period is sought in: a process's highest latency in each stretch, and its median. The
 * highest shows pauses, however short; the median only those that last, but no short work of
 * others on the machine. */
enum { HIGHEST, MIDDLE, SIGNALS };

struct process {
    double signal[SIGNALS][TAIL_STRETCHES], stretch_ns;
    size_t count;
};

struct heights {
    struct process *processes;
    size_t count;
};

struct loading {
    struct tails *tails;
    struct tail_cell *cells; /* one for each of the result's, as is the next */
    struct heights *heights;
};

/* ----------------------------------------------------------------- process */

static void add(struct loading *l, struct result_series *series, const struct service *s,
                double value)
{
    if (isnan(value))
        return;
    if (series->values == NULL)
        series->values = arena_alloc(&l->tails->result->arena, s->cell->trial_count,
                                     sizeof(*series->values));
    series->values[series->count++] = (struct result_value){s->block, value};
}

static void add_heights(struct heights *heights, const struct service *s)
{
    size_t n = heights->count++, ticks = s->count / s->per_tick;
    size_t together = (ticks + TAIL_STRETCHES - 1) / TAIL_STRETCHES,
           per = together * s->per_tick;

    heights->processes = mem_grow(heights->processes, n, sizeof(*heights->processes));
    struct process *p = &heights->processes[n];
    p->stretch_ns = s->tick_ns * (double)together;
    p->count = stats_maxima(p->signal[HIGHEST], s->latency_ns, s->count, per);
    for (size_t i = 0; i < p->count; i++) {
        size_t first = i * per, length = s->count - first < per ? s->count - first : per;
        p->signal[MIDDLE][i] = stats_median(s->latency_ns + first, length);
    }
}

/* Sorts the latencies. */
static void add_percentiles(struct loading *l, struct tail_cell *cell, struct service *s)
{
    stats_sort(s->latency_ns, s->count);
    for (int f = 0; f < TAIL_MAX; f++)
        add(l, &cell->figure[f], s,
            stats_nearest_rank(s->latency_ns, s->count, figures[f].share));
    add(l, &cell->figure[TAIL_MAX], s, s->latency_ns[s->count - 1]);
    for (size_t k = 0; k < TAIL_LEVELS; k++)
        add(l, &cell->curve[k], s,
            stats_nearest_rank(s->latency_ns, s->count, 1 - tail_level(k)));
}

static void add_process(struct loading *l, struct service *s)
{
    size_t at = (size_t)(s->cell - l->tails->result->cells);
    struct tail_cell *cell = &l->cells[at];
    double *ticks = mem_alloc(s->count, sizeof(*ticks));
    size_t tick_count = stats_maxima(ticks, s->latency_ns, s->count, s->per_tick);
    double minutes = (double)tick_count * s->tick_ns / (60.0 * NS_PER_S);

    cell->least = cell->trials == 0 || s->count < cell->least ? s->count : cell->least;
    cell->most = s->count > cell->most ? s->count : cell->most;
    cell->trials++;
    add(l, &cell->figure[TAIL_PAUSES], s,
        (double)stats_runs_above(ticks, tick_count, (double)tail_pause_ns) / minutes);
    add_heights(&l->heights[at], s);
    add_percentiles(l, cell, s);
    free(ticks);
}

/* ---------------------------------------------------------------- campaign */

static int read_series(void *context, const struct store_row *row, struct err *err)
{
    struct loading *l = context;
    struct service s;
    int r = service_read(&s, l->tails->result, row, err);

    if (r == 0 && s.count > 0)
        add_process(l, &s);
    service_free(&s);
    return r;
}

/* Halfway, in logarithms, from a usual stretch to the highest one, and no less than twice a
 * usual one: less is no pause. A process that was disturbed moves neither median far. */
static double peak_of(const struct heights *heights, int signal)
{
    double *usual = mem_alloc(heights->count + 1, sizeof(*usual));
    double *highest = mem_alloc(heights->count + 1, sizeof(*highest));

    for (size_t i = 0; i < heights->count; i++) {
        const struct process *p = &heights->processes[i];
        usual[i] = stats_median(p->signal[signal], p->count);
        stats_maxima(&highest[i], p->signal[signal], p->count, p->count);
    }
    double low = stats_median(usual, heights->count);
    double peak = fmax(2 * low, sqrt(low * stats_median(highest, heights->count)));
    free(usual);
    free(highest);
    return peak;
}

/* Of the processes together, in one signal. Where most have too few peaks there is no period;
 * elsewhere the few that have not speak against one. */
static void find_period(struct tail_cell *cell, const struct heights *heights, int signal)
{
    double *ns = mem_alloc(heights->count + 1, sizeof(*ns));
    double *p = mem_alloc(heights->count + 1, sizeof(*p));
    double peak = peak_of(heights, signal);
    size_t found = 0;

    for (size_t i = 0; i < heights->count; i++) {
        const struct process *process = &heights->processes[i];
        const struct period period = stats_period(process->signal[signal], process->count, peak,
                                                  PERMUTATIONS, PERIOD_SEED);
        p[i] = isnan(period.p) ? 1 : period.p;
        if (!isnan(period.p))
            ns[found++] = period.distance * process->stretch_ns;
    }
    double together = SIGNALS * (heights->count > 1 ? 2 : 1) * stats_median(p, heights->count);
    if (2 * found > heights->count && !(cell->period_p <= together)) {
        cell->period_ns = stats_median(ns, found);
        cell->period_p = together;
    }
    free(ns);
    free(p);
}

static void settle(struct tail_cell *cell, struct heights *heights)
{
    for (int f = 0; f < TAIL_FIGURES; f++)
        if (cell->figure[f].count == 0)
            cell->figure[f].reason = "too few latencies in a run for one to lie beyond it";
    cell->period_ns = cell->period_p = NAN;
    for (int signal = 0; signal < SIGNALS; signal++)
        find_period(cell, heights, signal);
    cell->period_p = cell->period_p > 1 ? 1 : cell->period_p;
    free(heights->processes);
}

static int load(struct tails *tails, struct store *store, int64_t campaign_id, struct err *err)
{
    const struct store_argument campaign = {.name = ":campaign", .integer = campaign_id};
    int r = reader_load_trials(&tails->result, store, campaign_id, err);

    if (r < 0)
        return r;
    size_t count = tails->result->cell_count;
    struct loading l = {tails, mem_alloc(count + 1, sizeof(*l.cells)),
                        mem_alloc(count + 1, sizeof(*l.heights))};
    r = store_visit(store, "latencies", &campaign, 1, read_series, &l, err);
    for (size_t i = 0; i < count; i++) {
        l.cells[i].cell = &tails->result->cells[i];
        settle(&l.cells[i], &l.heights[i]);
        if (l.cells[i].trials > 0)
            l.cells[tails->count++] = l.cells[i];
    }
    tails->cells = l.cells;
    free(l.heights);
    return r;
}

int tails_load(struct tails **out, struct store *store, int64_t campaign_id, struct err *err)
{
    const struct store_argument campaign = {.name = ":campaign", .integer = campaign_id};
    struct tails *tails = mem_alloc(1, sizeof(*tails));
    int64_t any = 0;
    int r = store_get_integer(store, "has_latencies", &campaign, 1, &any, err);

    *out = NULL;
    if (r == 0 && any > 0)
        r = load(tails, store, campaign_id, err);
    if (r < 0)
        tails_free(tails);
    else
        *out = tails;
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

/* ------------------------------------------------------------------ ratios */

struct effect tails_ratio(const struct tails *tails, const struct tail_cell *cell,
                          enum tail_figure figure, const char *language)
{
    static const struct result_series none = {0};
    const struct result_cell *reference = result_reference(tails->result, cell->cell, language);
    const struct result_series *base = &none;

    for (size_t i = 0; i < tails->count && reference != cell->cell; i++)
        if (tails->cells[i].cell == reference)
            base = &tails->cells[i].figure[figure];
    return result_series_ratio(base, &cell->figure[figure], RESULT_LEVEL);
}
