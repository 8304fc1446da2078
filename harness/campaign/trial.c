/* SPDX-License-Identifier: MIT
 * One trial. Readings mirror each other, energy outside and time inside, so that neither
 * bracket is charged for taking the other; in between nothing is allocated, printed or stored.
 */
#include "campaign/trial.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "base/mem.h"
#include "exec/child.h"

/* A counter may wrap or step back unseen if it is left alone for longer (ENERGY.md 2.4). */
static const int64_t watchdog_ns = 10 * NS_PER_S;

/* Counters refresh every millisecond or so; one that is still after this, or after three ticks
 * of its own, has no edge to give. */
static const int64_t edge_patience_ns = 20 * NS_PER_MS;

/* A trial under way. */
struct window {
    struct sample *sample;
    struct session *session;
    const struct trial_spec *spec;
    bool clock_alone; /* nothing else is read around the run */
    size_t edge_channel;
    int64_t deadline_ns; /* absolute */
    struct surroundings before;
};

static int64_t cpu_ns_of(const struct rusage *usage)
{
    return (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * NS_PER_S +
           (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) * 1000;
}

static int64_t own_cpu_ns(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage); /* cannot fail */
    return cpu_ns_of(&usage);
}

/* ---------------------------------------------------------------- energy */

/* A counter that fails ends the metering, not the trial: its time is as good as before. */
static void give_up_energy(struct window *w, const struct err *err)
{
    w->sample->metered = false;
    snprintf(w->sample->energy_lost, sizeof(w->sample->energy_lost), "%.*s",
             (int)sizeof(w->sample->energy_lost) - 1, err->text);
}

static void read_moment(struct window *w, struct trial_moment *moment)
{
    struct err err;

    if (w->sample->metered && meter_read(w->session->meter, moment->nj, &err) < 0)
        give_up_energy(w, &err);
}

static void read_edge(struct window *w, struct trial_moment *moment)
{
    int64_t ticks_ns = 3 * w->session->certificate.tick_ns;
    int64_t give_up_ns = ticks_ns > edge_patience_ns ? ticks_ns : edge_patience_ns;
    struct err err;

    if (w->sample->metered && meter_edge(w->session->meter, w->edge_channel, give_up_ns,
                                         moment->nj, &moment->mono_ns, &err) < 0)
        give_up_energy(w, &err);
}

/* Stand at a tick's edge, so that the start of the trial is one. */
static void align(struct window *w)
{
    int64_t begin_ns = clock_now_ns();

    read_edge(w, &w->sample->edge);
    w->sample->align_ns = clock_now_ns() - begin_ns;
}

/* --------------------------------------------------------------- process */

/* One point of the power trace; the watchdog's reading where none is asked for. */
static void read_between(struct window *w)
{
    struct sample *s = w->sample;
    struct trial_moment moment;

    read_moment(w, &moment);
    if (w->spec->trace_ns == 0 || !s->metered || s->traced == TRIAL_TRACE_MAX)
        return;
    s->trace_ns[s->traced] = clock_now_ns();
    memcpy(s->trace_nj + s->traced * w->session->channel_count, moment.nj,
           w->session->channel_count * sizeof(*moment.nj));
    s->traced++;
}

/* Sleep until the child has ended. Where nothing is metered the harness wakes once, at the end.
 */
static int await_end(struct window *w, struct child *child, struct err *err)
{
    int64_t period_ns = w->spec->trace_ns > 0 ? w->spec->trace_ns : watchdog_ns;
    int64_t look_ns = w->sample->metered ? clock_now_ns() + period_ns : INT64_MAX;
    enum child_state state;
    int r;

    for (;;) {
        int64_t until_ns = look_ns < w->deadline_ns ? look_ns : w->deadline_ns;
        if ((r = child_wait(child, until_ns, &state, err)) < 0 || state == CHILD_ENDED)
            return r;
        if (until_ns == w->deadline_ns) {
            w->sample->timed_out = true;
            return 0;
        }
        read_between(w);
        look_ns += period_ns;
    }
}

/* Where the clock alone is read, who is there reads it: the child just before exec, and the
 * launcher, on the child's CPU, just after its end. */
static void take_clock(struct sample *s)
{
    if (s->ended.start_ns > 0) { /* else it did not come that far */
        s->start_ns = s->ended.start_ns;
        s->end_ns = s->ended.end_ns;
    }
    s->event_errno = s->ended.event_errno;
}

static int run_process(struct window *w, struct child *child, struct err *err)
{
    struct sample *s = w->sample;

    align(w);
    s->start_ns = clock_now_ns();
    child_release(child);
    int r = await_end(w, child, err);
    s->end_ns = clock_now_ns();
    read_moment(w, &s->end);
    s->end.mono_ns = s->end_ns;
    read_edge(w, &s->next);
    return r;
}

/* ---------------------------------------------------------------- steady */

/* The readings before the first iteration and after each; the energy column is left out once
 * lost. */
static int run_iterations(struct window *w, struct child *child, enum child_state *state,
                          struct err *err)
{
    struct sample *s = w->sample;
    size_t channels = w->session->channel_count;
    struct trial_moment previous = s->edge, now = {0};
    int r = 0;

    for (int i = 0; i < w->spec->iterations; i++) {
        int64_t begin_ns = clock_now_ns();
        if ((r = child_step(child, w->deadline_ns, state, err)) < 0 || *state == CHILD_ENDED)
            break;
        int64_t end_ns = clock_now_ns();
        read_moment(w, &now);
        for (size_t c = 0; c < channels; c++)
            s->iteration_nj[(size_t)i * channels + c] = now.nj[c] - previous.nj[c];
        previous = now;
        s->iteration_ns[i] = end_ns - begin_ns;
        s->iterations++;
        s->end_ns = end_ns;
    }
    s->end = previous;
    s->end.mono_ns = s->end_ns;
    return r;
}

static int run_steady(struct window *w, struct child *child, struct err *err)
{
    struct sample *s = w->sample;
    enum child_state state;
    int r;

    child_release(child);
    s->start_ns = s->end_ns = clock_now_ns();
    r = child_ready(child, w->deadline_ns, &state, err);
    if (r == 0 && state == CHILD_RUNNING) {
        align(w);
        s->start_ns = s->end_ns = clock_now_ns();
        r = run_iterations(w, child, &state, err);
        read_edge(w, &s->next);
    }
    if (r == 0 && state == CHILD_RUNNING && (r = child_quit(child, err)) == 0)
        r = child_wait(child, w->deadline_ns, &state, err);
    if (r == -ETIME || (r == 0 && state == CHILD_RUNNING)) {
        s->timed_out = true;
        r = 0;
    }
    if (s->iterations < (size_t)w->spec->iterations)
        s->metered =
            false; /* it did not come that far: there is nothing that joules could belong to */
    return r;
}

/* ----------------------------------------------------------------- frame */

/* The machine is told of in jiffies, and in a text that grows with it: what was read less than
 * five jiffies ago is as good as new. What happened during trials shorter than that is in the
 * last of them, and their sum is right: they are screened by the second (judge/screen.h). */
enum { LOOK_JIFFIES = 5 };

static int look_around(struct session *session, struct err *err)
{
    struct surroundings *seen = &session->seen;
    int64_t now_ns = clock_boot_ns();

    if (seen->read_ns > 0 && now_ns - seen->read_ns < LOOK_JIFFIES * interference_jiffy_ns())
        return 0;
    seen->read_ns = now_ns;
    seen->own_cpu_ns = own_cpu_ns();
    return interference_read(session->interference, &seen->reading, err);
}

static int look_around_before(struct window *w, struct err *err)
{
    int r = look_around(w->session, err);

    w->before = w->session->seen;
    return r;
}

static int look_around_after(struct window *w, struct err *err)
{
    struct sample *s = w->sample;
    const struct surroundings *seen = &w->session->seen;
    const struct interference_reading *before = &w->before.reading, *after = &seen->reading;
    int r;

    if ((r = look_around(w->session, err)) < 0)
        return r;
    s->other_cpu_ns = after->busy_ns - before->busy_ns - cpu_ns_of(&s->ended.usage) -
                      (seen->own_cpu_ns - w->before.own_cpu_ns);
    s->steal_ns = after->steal_ns - before->steal_ns;
    s->suspended_ns = after->suspended_ns - before->suspended_ns;
    s->throttles = after->throttles >= 0 ? after->throttles - before->throttles : -1;
    s->frequency_hz = after->frequency_hz;
    s->hotplugged = after->online != before->online;
    return 0;
}

/* Before anything is measured: what will be written while it is. */
static void make_room(struct sample *s, const struct session *session,
                      const struct trial_spec *spec)
{
    size_t channels = session->channel_count, iterations = (size_t)spec->iterations;

    if (iterations > 0) {
        s->iteration_ns = mem_alloc(iterations, sizeof(*s->iteration_ns));
        s->iteration_nj = mem_alloc(iterations * channels, sizeof(*s->iteration_nj));
    }
    if (spec->trace_ns > 0 && channels > 0) {
        s->trace_ns = mem_alloc(TRIAL_TRACE_MAX, sizeof(*s->trace_ns));
        s->trace_nj = mem_alloc(TRIAL_TRACE_MAX * channels, sizeof(*s->trace_nj));
    }
}

/* Edges are those of the package that the child runs on. Where its counter is not believed,
 * they are those of one that is: beside it, or else anywhere. */
static size_t edge_channel_of(const struct session *session, bool pinned)
{
    const struct affinity *cpus = pinned ? &session->pinned : &session->unpinned;
    int package =
        session->meter != NULL ? meter_package_of_cpu(session->meter, cpus->child_cpu) : -1;

    if (package < 0)
        return 0;
    if (session_channel_counts(session, (size_t)package))
        return (size_t)package;
    for (int beside = 1; beside >= 0; beside--)
        for (size_t i = 0; i < session->channel_count; i++)
            if (session->certificate.channel[i].verdict == CERTIFICATE_PASS &&
                (!beside || session->channels[i].package == session->channels[package].package))
                return i;
    return (size_t)package;
}

static struct child_spec child_spec_of(const struct session *session,
                                       const struct trial_spec *spec)
{
    const struct affinity *affinity = spec->pinned ? &session->pinned : &session->unpinned;

    return (struct child_spec){
        .launch = {.argv = spec->argv,
                   .envp = environment_padded(spec->environment, spec->pad_bytes),
                   .directory = spec->directory,
                   .cpus = &affinity->child,
                   .home = &affinity->home,
                   .burn_ns = spec->burn_ns,
                   .events = session->events,
                   .event_count = session->counters.count},
        .out = spec->out,
        .errors = session->errors,
        .input = spec->input,
        .latencies = spec->latencies,
        .steady = spec->iterations > 0,
    };
}

static int start(struct window *w, struct child **out, const struct child_spec *spec,
                 struct err *err)
{
    struct launcher *launcher = w->session->launcher;

    return w->clock_alone ? child_run(out, launcher, spec, err)
                          : child_hold(out, launcher, spec, &w->sample->event_errno, err);
}

static int run(struct window *w, struct child *child, struct err *err)
{
    if (w->spec->iterations > 0)
        return run_steady(w, child, err);
    return w->clock_alone ? await_end(w, child, err) : run_process(w, child, err);
}

int trial_run(struct sample *out, struct session *session, const struct trial_spec *spec,
              struct err *err)
{
    struct sample s = {.started_unix_ns = clock_unix_ns(), .metered = session->meter != NULL};
    struct window w = {.sample = &s,
                       .session = session,
                       .spec = spec,
                       .clock_alone = session->meter == NULL && spec->iterations == 0};
    struct child_spec child_spec = child_spec_of(session, spec);
    struct child *child = NULL;
    struct err late;
    int r, finished;

    make_room(&s, session, spec);
    w.edge_channel = edge_channel_of(session, spec->pinned);
    if ((r = look_around_before(&w, err)) < 0)
        goto out;
    s.start_ns = clock_now_ns();
    w.deadline_ns = s.start_ns + spec->deadline_ns;
    if ((r = start(&w, &child, &child_spec, err)) < 0)
        goto out;
    r = run(&w, child, err);
    if (w.clock_alone)
        s.end_ns = clock_now_ns();
    finished = child_finish(child, &s.ended, &late);
    s.abandoned = spec->stop != NULL && *spec->stop >= 2;
    if (r == 0 && finished < 0) {
        *err = late;
        r = finished;
    }
    if (w.clock_alone)
        take_clock(&s);
    if (r == 0)
        r = look_around_after(&w, err);
out:
    if (r < 0)
        sample_free(&s);
    else
        *out = s;
    return r;
}

int trial_idle(struct sample *out, struct session *session, int64_t length_ns, struct err *err)
{
    struct sample s = {.started_unix_ns = clock_unix_ns(), .metered = session->meter != NULL};
    struct window w = {.sample = &s, .session = session};
    int r;

    w.edge_channel = edge_channel_of(session, false);
    if ((r = look_around_before(&w, err)) < 0)
        return r;
    align(&w);
    s.start_ns = clock_now_ns();
    clock_sleep_until_ns(s.start_ns + length_ns);
    s.end_ns = clock_now_ns();
    read_moment(&w, &s.end);
    s.end.mono_ns = s.end_ns;
    read_edge(&w, &s.next);
    if ((r = look_around_after(&w, err)) < 0)
        return r;
    *out = s;
    return 0;
}

void sample_free(struct sample *sample)
{
    free(sample->iteration_ns);
    free(sample->iteration_nj);
    free(sample->trace_ns);
    free(sample->trace_nj);
    *sample = (struct sample){0};
}
