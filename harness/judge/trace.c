/* SPDX-License-Identifier: MIT
 * Power over time. */
#include "judge/trace.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* A trial that has a trace. */
struct candidate {
    int64_t ordinal, cell, wall_ns;
};

/* An idle window's channel. */
struct idle {
    int64_t package, die;
    double sum_w;
    size_t count;
};

struct loading {
    struct trace_set *set;
    const struct result *result;
    struct candidate *candidates;
    size_t candidate_count;
    int64_t *chosen; /* the ordinals of SET's traces */
    struct idle *idles;
    size_t idle_count;
};

static int see_candidate(void *context, const struct store_row *row, struct err *err)
{
    struct loading *l = context;
    int64_t ordinal = row_integer_of(row, "ordinal");

    (void)err;
    if (l->candidate_count > 0 && l->candidates[l->candidate_count - 1].ordinal == ordinal)
        return 0; /* its second package */
    l->candidates = mem_grow(l->candidates, l->candidate_count, sizeof(*l->candidates));
    l->candidates[l->candidate_count++] = (struct candidate){
        ordinal, row_integer_of(row, "cell"),
        row_integer_of(row, "end_mono_ns") - row_integer_of(row, "start_mono_ns")};
    if (l->set->source == NULL) {
        l->set->source = arena_dup(&l->set->arena, row_text_of(row, "source"));
        l->set->resolver = arena_dup(&l->set->arena, row_text_of(row, "resolver"));
    }
    return 0;
}

static int by_cell_and_time(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    if (x->cell != y->cell)
        return x->cell < y->cell ? -1 : 1;
    if (x->wall_ns != y->wall_ns)
        return x->wall_ns < y->wall_ns ? -1 : 1;
    return (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

static const struct result_cell *cell_at(const struct result *r, int64_t ordinal)
{
    for (size_t i = 0; i < r->cell_count; i++)
        if (r->cells[i].ordinal == ordinal)
            return &r->cells[i];
    return NULL;
}

/* The median one of each cell. */
static int choose(struct loading *l, struct err *err)
{
    struct trace_set *set = l->set;

    if (l->candidate_count == 0)
        return 0;
    qsort(l->candidates, l->candidate_count, sizeof(*l->candidates), by_cell_and_time);
    set->traces = arena_alloc(&set->arena, l->result->cell_count, sizeof(*set->traces));
    l->chosen = mem_alloc(l->result->cell_count, sizeof(*l->chosen));
    for (size_t first = 0, next; first < l->candidate_count; first = next) {
        for (next = first;
             next < l->candidate_count && l->candidates[next].cell == l->candidates[first].cell;
             next++)
            ;
        const struct candidate *middle = &l->candidates[first + (next - first - 1) / 2];
        const struct result_cell *cell = cell_at(l->result, middle->cell);
        if (cell == NULL)
            return err_set(err, -EPROTO, "a trace of the campaign has no cell");
        l->chosen[set->count] = middle->ordinal;
        set->traces[set->count++] =
            (struct trace){.cell = cell, .trials = next - first, .wall_ns = middle->wall_ns};
    }
    return 0;
}

/* Little-endian 64-bit integers, as they are stored. */
static int64_t unpack(const unsigned char *bytes)
{
    uint64_t out = 0;

    for (int i = 7; i >= 0; i--)
        out = out << 8 | bytes[i];
    return (int64_t)out;
}

/* All channels of a trial are read at the same instants; their energies add up. */
static int read_points(void *context, const struct store_row *row, struct err *err)
{
    struct loading *l = context;
    struct arena *arena = &l->set->arena;
    size_t t = 0, length, energy_length;

    while (t < l->set->count && l->chosen[t] != row_integer_of(row, "ordinal"))
        t++;
    if (t == l->set->count)
        return 0;
    struct trace *trace = &l->set->traces[t];
    const unsigned char *mono = row_blob_of(row, "mono_ns", &length);
    const unsigned char *energy = row_blob_of(row, "energy_nj", &energy_length);
    size_t count = length / 8;
    if (count == 0 || energy_length != length || (trace->count > 0 && trace->count != count))
        return err_set(err, -EPROTO, "the traces of one trial do not have the same points");
    int64_t *ns = arena_alloc(arena, count, sizeof(*ns));
    int64_t *nj = arena_alloc(arena, count, sizeof(*nj));
    for (size_t i = 0; i < count; i++) {
        ns[i] = unpack(mono + 8 * i) - row_integer_of(row, "start_mono_ns");
        nj[i] = unpack(energy + 8 * i) - unpack(energy) +
                (trace->energy_nj != NULL ? trace->energy_nj[i] : 0);
    }
    trace->ns = ns;
    trace->energy_nj = nj;
    trace->count = count;
    return 0;
}

static int read_idle(void *context, const struct store_row *row, struct err *err)
{
    struct loading *l = context;
    int64_t package = row_integer_of(row, "package"), die = row_integer_of(row, "die");
    double power = row_real_of(row, "power_w");
    size_t i = 0;

    (void)err;
    if (strcmp(row_text_of(row, "domain"), "package") != 0 ||
        strcmp(row_text_of(row, "status"), "ok") != 0 || isnan(power))
        return 0;
    while (i < l->idle_count && (l->idles[i].package != package || l->idles[i].die != die))
        i++;
    if (i == l->idle_count) {
        l->idles = mem_grow(l->idles, l->idle_count, sizeof(*l->idles));
        l->idles[l->idle_count++] = (struct idle){.package = package, .die = die};
    }
    l->idles[i].sum_w += power;
    l->idles[i].count++;
    return 0;
}

static double idle_power(const struct loading *l)
{
    double sum = l->idle_count > 0 ? 0 : NAN;

    for (size_t i = 0; i < l->idle_count; i++)
        sum += l->idles[i].sum_w / (double)l->idles[i].count;
    return sum;
}

int trace_load(struct trace_set *out, const struct result *result, struct store *store,
               struct err *err)
{
    const struct store_argument campaign = {.name = ":campaign", .integer = result->id};
    struct loading l = {.set = out, .result = result};
    int r;

    *out = (struct trace_set){.idle_w = NAN};
    if ((r = store_visit(store, "power", &campaign, 1, see_candidate, &l, err)) < 0 ||
        (r = choose(&l, err)) < 0)
        goto out;
    if (out->count > 0 &&
        ((r = store_visit(store, "power", &campaign, 1, read_points, &l, err)) < 0 ||
         (r = store_visit(store, "idle", &campaign, 1, read_idle, &l, err)) < 0))
        goto out;
    out->idle_w = idle_power(&l);
out:
    free(l.candidates);
    free(l.chosen);
    free(l.idles);
    if (r < 0)
        trace_free(out);
    return r;
}

void trace_free(struct trace_set *set)
{
    arena_free(&set->arena);
    *set = (struct trace_set){.idle_w = NAN};
}
