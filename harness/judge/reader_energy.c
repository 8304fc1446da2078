/* SPDX-License-Identifier: MIT
 * Reads what the energy counters said of a campaign's trials. */
#include "judge/reader_energy.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "judge/reader_beside.h"

/* A channel, as one session read it. */
struct counter {
    int64_t certificate, tick_ns;
    size_t channel;
    bool ticks; /* an estimate does not */
};

/* One channel's power in an idle window. */
struct idle {
    int64_t session, trial, start_ns, certificate;
    double middle_ns, power_w;
};

struct loading {
    struct builder *builder;
    const struct reader_instants *instants; /* of each trial */
    struct counter *counters;               /* by certificate */
    size_t counter_count;
    struct idle *idles; /* by session, start and window */
    size_t idle_count;
};

static int read_channel(void *context, const struct store_row *row, struct err *err)
{
    struct loading *l = context;
    const char *source = row_text_of(row, "source");
    const struct builder_channel channel = {
        .domain = row_text_of(row, "domain"),
        .source = source,
        .resolver = row_text_of(row, "resolver"),
        .package = row_integer_of(row, "package"),
        .die = row_integer_of(row, "die"),
    };

    (void)err;
    l->counters = mem_grow(l->counters, l->counter_count, sizeof(*l->counters));
    l->counters[l->counter_count++] = (struct counter){
        .certificate = row_integer_of(row, "certificate"),
        .tick_ns = row_integer_of(row, "tick_ns"),
        .channel = builder_put_channel(l->builder, &channel),
        .ticks = strcmp(source, "estimated") != 0,
    };
    return 0;
}

static int by_certificate(const void *a, const void *b)
{
    const struct counter *x = a, *y = b;

    return (x->certificate > y->certificate) - (x->certificate < y->certificate);
}

/* -------------------------------------------------------------------- idle */

static int read_idle(void *context, const struct store_row *row, struct err *err)
{
    struct loading *l = context;

    (void)err;
    l->idles = mem_grow(l->idles, l->idle_count, sizeof(*l->idles));
    l->idles[l->idle_count++] = (struct idle){
        .session = row_integer_of(row, "session"),
        .trial = row_integer_of(row, "trial"),
        .start_ns = row_integer_of(row, "start_mono_ns"),
        .middle_ns = row_real_of(row, "middle_ns"),
        .certificate = row_integer_of(row, "certificate"),
        .power_w = row_real_of(row, "power_w"),
    };
    return 0;
}

/* How many of them are of windows of earlier sessions, or of SESSION from before START_NS. */
static size_t idles_before(const struct loading *l, int64_t session, int64_t start_ns)
{
    size_t low = 0, high = l->idle_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct idle *idle = &l->idles[middle];
        if (idle->session < session || (idle->session == session && idle->start_ns < start_ns))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The channel's power in the window at FIRST, whose rows go on by STEP. NULL: there is no such
 * window, or the channel was not read in it; another session's channels are others. */
static const struct idle *power_in(const struct loading *l, size_t first, size_t step,
                                   int64_t certificate)
{
    /* A step of SIZE_MAX goes backwards, and from the first row to SIZE_MAX. */
    for (size_t i = first; i < l->idle_count && l->idles[i].trial == l->idles[first].trial;
         i += step)
        if (l->idles[i].certificate == certificate && !isnan(l->idles[i].power_w))
            return &l->idles[i];
    return NULL;
}

/* Interpolated between the middles of the last window before the trial and of the first one
 * after it. NAN: there is none. */
static double idle_w(const struct loading *l, const struct reader_instants *t, int64_t session,
                     int64_t certificate)
{
    size_t before = idles_before(l, session, t->start_ns + 1) - 1,
           after = idles_before(l, session, t->end_ns);
    const struct idle *b = power_in(l, before, SIZE_MAX, certificate),
                      *a = power_in(l, after, 1, certificate);

    if (b == NULL || a == NULL)
        return b != NULL ? b->power_w : a != NULL ? a->power_w : NAN;
    double middle_ns = (double)(t->start_ns + t->end_ns) / 2;
    if (a->middle_ns == b->middle_ns)
        return NAN;
    return b->power_w + (a->power_w - b->power_w) * (middle_ns - b->middle_ns) /
                            (a->middle_ns - b->middle_ns);
}

/* ---------------------------------------------------------------- readings */

/* Columns of the query "readings", in its order: there can be millions of rows. */
enum {
    READING_TRIAL,
    READING_CERTIFICATE,
    READING_SPENT,
    READING_REST,
    READING_ERROR,
};

/* The part of the last tick that is the trial's: DESIGN.md 4. False: where the next edge was is
 * not known. */
static bool completed(int64_t *nj, const struct counter *counter,
                      const struct reader_instants *t, int64_t rest_nj)
{
    *nj = 0;
    if (rest_nj == 0 || !counter->ticks)
        return true;
    if (t->next_edge_ns == STORE_ABSENT || counter->tick_ns == STORE_ABSENT)
        return false;
    double share = 1 - (double)(t->next_edge_ns - t->end_ns) / (double)counter->tick_ns;
    *nj = llround((double)rest_nj * fmax(0, fmin(1, share)));
    return true;
}

/* What the channel COUNTER says of TRIAL. */
static struct builder_energy energy_of(const struct loading *l, const struct counter *counter,
                                       const struct builder_trial *trial,
                                       const struct store_row *row)
{
    const struct reader_instants *t = &l->instants[trial - l->builder->trials];
    int64_t window_ns = t->end_ns - (t->edge_ns != STORE_ABSENT ? t->edge_ns : t->start_ns);
    struct builder_energy out = {
        .trial = trial->id,
        .channel = counter->channel,
        .gross_nj = NAN,
        .net_nj = NAN,
        .error_nj = (double)row_integer(row, READING_ERROR),
    };
    int64_t rest_nj;

    if (!completed(&rest_nj, counter, t, row_integer(row, READING_REST)))
        return out;
    int64_t gross_nj = row_integer(row, READING_SPENT) + rest_nj;
    double power_w = idle_w(l, t, trial->session, counter->certificate);
    out.gross_nj = (double)gross_nj;
    if (!isnan(power_w))
        out.net_nj = (double)(gross_nj - llround(power_w * (double)window_ns));
    return out;
}

static int read_reading(void *context, const struct store_row *row, struct err *err)
{
    struct reader_beside *beside = context;
    const struct loading *l = beside->context;
    const struct counter wanted = {.certificate = row_integer(row, READING_CERTIFICATE)};
    const struct builder_trial *trial =
        reader_beside_trial(beside, row_integer(row, READING_TRIAL));
    const struct counter *counter =
        bsearch(&wanted, l->counters, l->counter_count, sizeof(*l->counters), by_certificate);

    (void)err;
    if (trial == NULL || counter == NULL) /* the latter: it failed its certificate */
        return 0;
    const struct builder_energy energy = energy_of(l, counter, trial, row);
    builder_add_energy(l->builder, &energy);
    return 0;
}

static int read_readings(struct loading *l, struct store *store,
                         const struct store_argument *campaign, struct err *err)
{
    int r;

    if ((r = store_visit(store, "channels", campaign, 1, read_channel, l, err)) < 0 ||
        (r = store_visit(store, "idle_power", campaign, 1, read_idle, l, err)) < 0 ||
        l->counter_count == 0)
        return r;
    mem_sort(l->counters, l->counter_count, sizeof(*l->counters), by_certificate);
    return reader_beside_visit(l->builder, store, "readings", read_reading, l, err);
}

static bool has_package(const struct builder *builder)
{
    for (size_t i = 0; i < builder->channel_count; i++)
        if (builder->channels[i].was_read &&
            strcmp(builder->channels[i].domain, "package") == 0)
            return true;
    return false;
}

static int read_absence(void *context, const struct store_row *row, struct err *err)
{
    struct builder *builder = context;

    (void)err;
    builder->energy_absent = arena_dup(&builder->result->arena, row_text(row, 0));
    return 0;
}

static int by_trial(const void *a, const void *b)
{
    const struct reader_instants *x = a, *y = b;

    return (x->trial > y->trial) - (x->trial < y->trial);
}

int reader_energy_load(struct builder *builder, struct reader_instants *instants,
                       struct store *store, int64_t campaign_id, struct err *err)
{
    const struct store_argument campaign = {.name = ":campaign", .integer = campaign_id};
    struct loading l = {.builder = builder, .instants = instants};

    mem_sort(instants, builder->trial_count, sizeof(*instants), by_trial);
    int r = read_readings(&l, store, &campaign, err);
    free(l.counters);
    free(l.idles);
    if (r == 0 && !has_package(builder))
        r = store_visit(store, "energy_absent", &campaign, 1, read_absence, builder, err);
    return r;
}
