/* SPDX-License-Identifier: MIT
 * The certificate's judgement: arithmetic on recorded readings alone. ENERGY.md 2.1 step 7. */
#include "energy/evidence.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

#define MIN_LOAD_W 0.5
#define MAX_W 1000.0
#define SLOWEST_NS (100 * NS_PER_MS) /* a counter in use moves at least that often */
#define STOPPED_NS (200 * NS_PER_MS)
#define FAINT_W 0.05 /* below it a healthy counter may be still for long */

/* What the readings of one channel come to. */
struct view {
    const struct evidence *evidence;
    size_t number;
    const struct meter_channel *channel;
    struct certificate_channel *out;
    size_t backs;
    int64_t back_nj, back_ns; /* the largest fall; when the first was, from the start */
    int64_t rise_nj, time_ns; /* of all phases */
    size_t changes;
    int64_t changed_ns;       /* when it last changed, from the start */
    int64_t still_ns;         /* without a change up to the end */
    int64_t smallest_nj;      /* rise between two readings; 0 none */
    int64_t load_nj, load_ns; /* of the phases that load its package */
    size_t load_changes;
};

void evidence_begin(struct evidence *evidence, bool loaded, int package, int die)
{
    evidence->phase = mem_grow(evidence->phase, evidence->phases, sizeof(*evidence->phase));
    evidence->phase[evidence->phases++] = (struct evidence_phase){
        .loaded = loaded, .package = package, .die = die, .first = evidence->readings};
}

void evidence_add(struct evidence *evidence, int64_t t_ns, const int64_t *nj)
{
    evidence->reading =
        mem_grow(evidence->reading, evidence->readings, sizeof(*evidence->reading));
    struct evidence_reading *reading = &evidence->reading[evidence->readings];
    reading->t_ns = t_ns;
    memcpy(reading->nj, nj, sizeof(reading->nj));
    evidence->phase[evidence->phases - 1].last = evidence->readings++;
}

void evidence_free(struct evidence *evidence)
{
    free(evidence->reading);
    free(evidence->phase);
    *evidence = (struct evidence){0};
}

static void __attribute__((format(printf, 3, 4)))
set_verdict(struct certificate_channel *out, enum certificate_verdict verdict,
            const char *format, ...)
{
    va_list args;

    out->verdict = verdict;
    va_start(args, format);
    vsnprintf(out->reason, sizeof(out->reason), format, args);
    va_end(args);
}

static void __attribute__((format(printf, 2, 3)))
add_note(struct certificate *out, const char *format, ...)
{
    size_t used = strlen(out->notes);
    va_list args;

    if (used > 0 && used + 1 < sizeof(out->notes))
        out->notes[used++] = ' ';
    va_start(args, format);
    vsnprintf(out->notes + used, sizeof(out->notes) - used, format, args);
    va_end(args);
}

static int64_t rise_between(const struct evidence *e, size_t channel, size_t first, size_t last)
{
    return e->reading[last].nj[channel] - e->reading[first].nj[channel];
}

static int64_t time_between(const struct evidence *e, size_t first, size_t last)
{
    return e->reading[last].t_ns - e->reading[first].t_ns;
}

static double watts(int64_t nj, int64_t ns)
{
    return ns > 0 ? (double)nj / (double)ns : NAN;
}

/* Whether the phase's load is on what the channel counts. */
static bool loads(const struct evidence_phase *phase, const struct meter_channel *channel)
{
    return phase->loaded &&
           (channel->domain == METER_PSYS ||
            (phase->package == channel->package && phase->die == channel->die));
}

/* From one reading to the next. A gap in the readings themselves counts for 10 ms at most: the
 * machine stood still then, not the counter. */
static void view_step(struct view *view, size_t i, bool loaded)
{
    const struct evidence *e = view->evidence;
    int64_t rise = rise_between(e, view->number, i - 1, i);
    int64_t gap_ns = time_between(e, i - 1, i);
    int64_t since_start_ns = time_between(e, 0, i);

    view->still_ns += gap_ns < 10 * NS_PER_MS ? gap_ns : 10 * NS_PER_MS;
    if (rise == 0)
        return;
    view->still_ns = 0;
    view->changes++;
    view->load_changes += loaded;
    view->changed_ns = since_start_ns;
    if (rise > 0 && (view->smallest_nj == 0 || rise < view->smallest_nj))
        view->smallest_nj = rise;
    if (rise > 0)
        return;
    if (view->backs++ == 0)
        view->back_ns = since_start_ns;
    if (-rise > view->back_nj)
        view->back_nj = -rise;
}

static struct view view_channel(const struct evidence *e, size_t number,
                                struct certificate *certificate)
{
    struct view view = {.evidence = e,
                        .number = number,
                        .channel = &e->channel[number],
                        .out = &certificate->channel[number]};
    int64_t idle_nj = 0, idle_ns = 0;

    for (size_t p = 0; p < e->phases; p++) {
        const struct evidence_phase *phase = &e->phase[p];
        bool loaded = loads(phase, view.channel);
        int64_t nj = rise_between(e, number, phase->first, phase->last);
        int64_t ns = time_between(e, phase->first, phase->last);
        for (size_t i = phase->first + (p == 0); i <= phase->last; i++)
            view_step(&view, i, loaded);
        view.load_nj += loaded ? nj : 0;
        view.load_ns += loaded ? ns : 0;
        idle_nj += phase->loaded ? 0 : nj;
        idle_ns += phase->loaded ? 0 : ns;
        view.rise_nj += nj;
        view.time_ns += ns;
    }
    view.out->idle_w = watts(idle_nj, idle_ns);
    view.out->load_w = watts(view.load_nj, view.load_ns);
    return view;
}

static double mean_w(const struct view *view)
{
    return watts(view->rise_nj, view->time_ns);
}

/* What a channel may be off by at each end: a tick's energy, or a step where that is more. */
static double tick_nj(const struct view *view)
{
    double w = fmax(fabs(mean_w(view)), isnan(view->out->load_w) ? 0 : view->out->load_w);

    return fmax(w * (double)view->evidence->tick_ns, (double)view->smallest_nj);
}

static bool judge_defect(const struct view *view)
{
    if (view->channel->defect[0] == '\0')
        return false;
    set_verdict(view->out, CERTIFICATE_UNIT, "%s", view->channel->defect);
    return true;
}

static bool judge_backward(const struct view *view)
{
    if (view->backs == 0)
        return false;
    set_verdict(view->out, CERTIFICATE_BACKWARD,
                "went back %zu times in %.1f s, by %.3g mJ at most, first after %.0f ms",
                view->backs, (double)view->time_ns / 1e9, (double)view->back_nj / 1e6,
                (double)view->back_ns / 1e6);
    return true;
}

/* The load is arithmetic and memory traffic: nothing of it is the graphics'. */
static bool judge_dead(const struct view *view)
{
    if (view->changes > 0)
        return false;
    if (view->channel->domain == METER_UNCORE)
        set_verdict(view->out, CERTIFICATE_IDLE, "did not move, and nothing used it");
    else if (view->load_ns == 0 && view->channel->domain != METER_PACKAGE)
        set_verdict(view->out, CERTIFICATE_IDLE,
                    "did not move, but none of its CPUs could be loaded");
    else
        set_verdict(view->out, CERTIFICATE_DEAD, "did not move in %.1f s, %.1f s of it loaded",
                    (double)view->time_ns / 1e9, (double)view->load_ns / 1e9);
    return true;
}

static bool is_stopped(const struct view *view)
{
    return view->still_ns > STOPPED_NS && view->changes > 0 &&
           view->still_ns / 10 > view->changed_ns / (int64_t)view->changes;
}

static bool judge_stopped(const struct view *view)
{
    if (!is_stopped(view) ||
        (view->channel->domain != METER_PACKAGE && view->channel->domain != METER_PSYS))
        return false;
    set_verdict(view->out, CERTIFICATE_STUCK,
                "stopped after %.0f ms, and did not move in the %.0f ms that were left",
                (double)view->changed_ns / 1e6,
                (double)(view->time_ns - view->changed_ns) / 1e6);
    return true;
}

/* A domain that draws next to nothing moves seldom because it has nothing to show. */
static bool judge_seldom(const struct view *view)
{
    bool loaded = view->load_ns > 0;
    int64_t time_ns = loaded ? view->load_ns : view->time_ns;
    size_t changes = loaded ? view->load_changes : view->changes;

    if ((int64_t)changes >= time_ns / SLOWEST_NS)
        return false;
    if (view->channel->domain != METER_PACKAGE &&
        fmax(mean_w(view), watts(view->load_nj, time_ns)) < FAINT_W)
        set_verdict(view->out, CERTIFICATE_IDLE, "hardly moves: %.3g mW", mean_w(view) * 1e3);
    else
        set_verdict(view->out, CERTIFICATE_STUCK, "moved %zu times in %.0f ms%s", changes,
                    (double)time_ns / 1e6, loaded ? " under load" : "");
    return true;
}

static size_t packages_of(const struct evidence *e)
{
    size_t count = 0;

    for (size_t i = 0; i < e->channels; i++)
        count += e->channel[i].domain == METER_PACKAGE;
    return count > 0 ? count : 1;
}

/* The lower bound is for a package under load: an idle one may sleep. */
static bool judge_power(const struct view *view)
{
    double load_w = view->out->load_w;
    double most = view->channel->domain == METER_PSYS
                      ? MAX_W * (double)packages_of(view->evidence)
                      : MAX_W;
    double seen = fmax(view->out->idle_w, isnan(load_w) ? mean_w(view) : load_w);

    if (seen > most)
        set_verdict(view->out, CERTIFICATE_IMPLAUSIBLE, "%.4g W is more than %.0f W", seen,
                    most);
    else if (view->channel->domain == METER_PACKAGE && load_w < MIN_LOAD_W)
        set_verdict(view->out, CERTIFICATE_IMPLAUSIBLE, "%.3g W under load is below %.1f W",
                    load_w, MIN_LOAD_W);
    else
        return false;
    return true;
}

static bool judge_peer(const struct view *view)
{
    const struct evidence_peer *peer = &view->evidence->peer[view->number];

    view->out->powercap_ratio = NAN;
    if (!peer->compared)
        return false;
    double own = (double)peer->own_nj, other = (double)peer->peer_nj;
    if (other > 0)
        view->out->powercap_ratio = own / other;
    if (fabs(own - other) <= 0.01 * fmax(own, other) + 2 * tick_nj(view))
        return false;
    set_verdict(view->out, CERTIFICATE_DISAGREES, "perf counted %.4g J, powercap %.4g J",
                own / 1e9, other / 1e9);
    return true;
}

static void judge_alone(const struct view *view)
{
    static bool (*const tests[])(const struct view *) = {
        judge_defect, judge_backward, judge_dead, judge_stopped,
        judge_seldom, judge_power,    judge_peer,
    };

    view->out->verdict = CERTIFICATE_PASS;
    view->out->reason[0] = '\0';
    view->out->powercap_ratio = NAN;
    for (size_t i = 0; i < ARRAY_SIZE(tests); i++)
        if (tests[i](view))
            return;
}

/* --- what takes two channels --- */

static bool same_place(const struct view *a, const struct view *b)
{
    return a->channel->package == b->channel->package && a->channel->die == b->channel->die;
}

static bool allowed(const struct view *view)
{
    return certificate_allows(view->out->verdict);
}

/* A domain that stopped at the moment its package did. */
static void judge_stopped_with(const struct view *package, const struct view *inner)
{
    int64_t apart_ns = llabs(package->changed_ns - inner->changed_ns);

    if (is_stopped(package) && is_stopped(inner) && allowed(inner) && apart_ns < 20 * NS_PER_MS)
        set_verdict(inner->out, CERTIFICATE_STUCK, "stopped together with its package");
}

/* Cores draw less than their package, to be judged where the package's counter is good. */
static void judge_cores_above(const struct view *package, const struct view *inner)
{
    const struct evidence *e = package->evidence;

    if (inner->channel->domain != METER_CORES || !allowed(package) || !allowed(inner))
        return;
    for (size_t p = 0; p < e->phases; p++) {
        size_t first = e->phase[p].first, last = e->phase[p].last;
        int64_t ns = time_between(e, first, last);
        int64_t package_nj = rise_between(e, package->number, first, last);
        int64_t cores_nj = rise_between(e, inner->number, first, last);
        if ((double)cores_nj <= (double)package_nj + 2 * tick_nj(package) + 2 * tick_nj(inner))
            continue;
        set_verdict(inner->out, CERTIFICATE_IMPLAUSIBLE,
                    "%.4g W are more than its package's %.4g W", watts(cores_nj, ns),
                    watts(package_nj, ns));
        return;
    }
}

/* The same number nearly always, though they are two domains. */
static void judge_same_number(const struct view *package, const struct view *inner)
{
    const struct evidence *e = package->evidence;
    size_t same = 0;

    if (!allowed(inner) || inner->load_nj == 0)
        return;
    for (size_t i = 0; i < e->readings; i++)
        same += rise_between(e, package->number, 0, i) == rise_between(e, inner->number, 0, i);
    if (same >= e->readings / 10 * 9)
        set_verdict(inner->out, CERTIFICATE_IMPLAUSIBLE,
                    "counts exactly as its package: one counter under two names");
}

static void judge_inside(const struct view *views, size_t count)
{
    for (size_t p = 0; p < count; p++) {
        for (size_t i = 0; i < count; i++) {
            if (views[p].channel->domain != METER_PACKAGE ||
                !same_place(&views[p], &views[i]) ||
                views[i].channel->domain == METER_PACKAGE ||
                views[i].channel->domain == METER_PSYS)
                continue;
            judge_stopped_with(&views[p], &views[i]);
            judge_cores_above(&views[p], &views[i]);
            if (views[p].out->load_w > 1.05 * views[p].out->idle_w)
                judge_same_number(&views[p], &views[i]);
        }
    }
}

/* Whether two channels rose alike, to two ticks, in each quarter of a phase. */
static bool alike_in(const struct view *a, const struct view *b,
                     const struct evidence_phase *phase)
{
    const struct evidence *e = a->evidence;
    size_t length = phase->last - phase->first;
    double slack = 2 * fmax(tick_nj(a), tick_nj(b));

    for (size_t quarter = 0; quarter < 4; quarter++) {
        size_t first = phase->first + length * quarter / 4;
        size_t last = phase->first + length * (quarter + 1) / 4;
        int64_t rise_a = rise_between(e, a->number, first, last);
        int64_t rise_b = rise_between(e, b->number, first, last);
        if (fabs((double)(rise_a - rise_b)) > slack)
            return false;
    }
    return true;
}

/* The load shows in a package's counter: its power rises by half a watt and a twentieth. */
static bool shows_load(const struct view *view)
{
    double more = view->out->load_w - view->out->idle_w;

    return more > 0.5 && more > 0.05 * view->out->idle_w;
}

/* Whether two packages rose alike in all phases that load one of them, of which there is one.
 */
static bool alike_under_load(const struct view *a, const struct view *b)
{
    const struct evidence *e = a->evidence;
    bool loaded = false;

    for (size_t p = 0; p < e->phases; p++) {
        if (!loads(&e->phase[p], a->channel) && !loads(&e->phase[p], b->channel))
            continue;
        if (!alike_in(a, b, &e->phase[p]))
            return false;
        loaded = true;
    }
    return loaded;
}

/* The copy's other domains are copies too where they count as the original's. */
static void judge_copied(const struct view *views, size_t count, const struct view *original,
                         const struct view *copy)
{
    for (size_t i = 0; i < count; i++) {
        const struct view *own = &views[i];
        if (!same_place(own, copy) || own->channel->domain == METER_PSYS || !allowed(own))
            continue;
        for (size_t k = 0; k < count; k++)
            if (same_place(&views[k], original) &&
                views[k].channel->domain == own->channel->domain &&
                alike_under_load(&views[k], own))
                set_verdict(own->out, CERTIFICATE_DUPLICATE,
                            "counts exactly as package %d, die %d", original->channel->package,
                            original->channel->die);
    }
}

/* Two packages that count alike are two counters only if the load on one shows in one. A
 * counter belongs to the package whose load raises it; the other is the copy. */
static void judge_duplicates(const struct view *views, size_t count, struct certificate *out)
{
    for (size_t a = 0; a < count; a++) {
        for (size_t b = a + 1; b < count; b++) {
            if (views[a].channel->domain != METER_PACKAGE ||
                views[b].channel->domain != METER_PACKAGE || !allowed(&views[a]) ||
                !allowed(&views[b]) || !alike_under_load(&views[a], &views[b]))
                continue;
            if (!shows_load(&views[a]) && !shows_load(&views[b]))
                add_note(
                    out,
                    "Packages %d and %d drew the same power whatever was loaded: that they "
                    "are two counters is not proved.",
                    views[a].channel->package, views[b].channel->package);
            else if (shows_load(&views[a]))
                judge_copied(views, count, &views[a], &views[b]);
            else
                judge_copied(views, count, &views[b], &views[a]);
        }
    }
}

void evidence_judge(const struct evidence *evidence, struct certificate *out)
{
    struct view views[METER_CHANNELS_MAX];

    for (size_t i = 0; i < evidence->channels; i++) {
        views[i] = view_channel(evidence, i, out);
        judge_alone(&views[i]);
    }
    judge_inside(views, evidence->channels);
    judge_duplicates(views, evidence->channels, out);
    if (evidence->tick_ns > 5 * NS_PER_MS)
        add_note(out, "The counters are refreshed every %.1f ms; 1 ms is usual.",
                 (double)evidence->tick_ns / 1e6);
}
