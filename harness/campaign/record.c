/* SPDX-License-Identifier: MIT
 * Judging a sample and storing it. */
#include "campaign/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/mem.h"
#include "campaign/latencies.h"
#include "campaign/near.h"
#include "campaign/tool.h"
#include "exec/output.h"

enum { STDERR_TAIL_BYTES = 2000 };

const char *record_status(char reason[static RECORD_REASON_SIZE], const struct sample *s,
                          const struct expectation *expected, const struct digest *answer,
                          bool overflowed)
{
    char ended[TOOL_ENDED_SIZE];
    int status = s->ended.wait_status;

    reason[0] = '\0';
    if (s->ended.exec_errno != 0) {
        snprintf(reason, RECORD_REASON_SIZE, "could not be started: %s",
                 strerror(s->ended.exec_errno));
        return "not-started";
    }
    if (s->timed_out) {
        snprintf(reason, RECORD_REASON_SIZE, "still running at its deadline; killed");
        return "timeout";
    }
    if (overflowed) {
        snprintf(reason, RECORD_REASON_SIZE, "wrote more than an answer can be");
        return "output-overflow";
    }
    if (WIFSIGNALED(status)) {
        snprintf(reason, RECORD_REASON_SIZE, "%s", tool_ended(ended, status));
        return "signal";
    }
    if (WEXITSTATUS(status) != 0 && !expected->ignore_exit) {
        snprintf(reason, RECORD_REASON_SIZE, "%s", tool_ended(ended, status));
        return "exit";
    }
    if (s->ended.stragglers > 0) {
        snprintf(reason, RECORD_REASON_SIZE, "left %d process%s running; killed",
                 s->ended.stragglers, s->ended.stragglers == 1 ? "" : "es");
        return "left-children";
    }
    if (expected->answer != NULL && answer != NULL && !digest_equal(expected->answer, answer)) {
        char got[DIGEST_TEXT_SIZE], want[DIGEST_TEXT_SIZE];
        snprintf(reason, RECORD_REASON_SIZE, "answer %.12s... is not the expected %.12s...",
                 digest_text(got, answer), digest_text(want, expected->answer));
        return "wrong-answer";
    }
    if (s->suspended_ns > 10 * NS_PER_MS) {
        snprintf(reason, RECORD_REASON_SIZE, "the machine was suspended meanwhile");
        return "disturbed";
    }
    if (s->hotplugged) {
        snprintf(reason, RECORD_REASON_SIZE, "CPUs came or went meanwhile");
        return "disturbed";
    }
    return "ok";
}

/* ------------------------------------------------------------------ rows */

static int64_t told(int64_t number)
{
    return number >= 0 ? number : STORE_ABSENT;
}

static int64_t ns_of(struct timeval t)
{
    return t.tv_sec * NS_PER_S + t.tv_usec * 1000;
}

/* One tick of energy, as the tick after the end showed it, and never less than the counter's
 * step. */
static int64_t error_of(const struct sample *s, size_t channel, int64_t step_nj)
{
    int64_t tick_nj = s->next.nj[channel] - s->end.nj[channel];

    return tick_nj > step_nj ? tick_nj : step_nj;
}

static size_t fill_readings(struct store_reading *out, const struct session *session,
                            const struct sample *s)
{
    size_t count = 0;

    for (size_t i = 0; s->metered && i < session->channel_count; i++) {
        if (!session_channel_counts(session, i))
            continue;
        out[count++] = (struct store_reading){
            .certificate_id = session->certificate_id[i],
            .start_nj = s->edge.nj[i],
            .end_nj = s->end.nj[i],
            .next_nj = s->next.nj[i],
            .error_nj = error_of(s, i, session_step_nj(session, i)),
        };
    }
    return count;
}

static size_t fill_counters(struct store_counter *out, const struct session *session,
                            const struct sample *s)
{
    if (s->event_errno != 0)
        return 0;
    for (size_t i = 0; i < session->counters.count; i++)
        out[i] = (struct store_counter){
            .event = session->counters.event[i].name,
            .value = (int64_t)s->ended.counts[i].value,
            .enabled_ns = (int64_t)s->ended.counts[i].enabled_ns,
            .running_ns = (int64_t)s->ended.counts[i].running_ns,
        };
    return session->counters.count;
}

/* Take channel C out of rows of CHANNELS values. */
static int64_t *column_of(struct arena *arena, const int64_t *rows, size_t count,
                          size_t channels, size_t c)
{
    int64_t *column = arena_alloc(arena, count, sizeof(*column));

    for (size_t i = 0; i < count; i++)
        column[i] = rows[i * channels + c];
    return column;
}

/* The iterations' times and, channel by channel, their energies. */
static size_t fill_series(struct store_series *out, const struct session *session,
                          const struct sample *s, struct arena *arena)
{
    size_t count = 0;

    if (s->iterations == 0)
        return 0;
    out[count++] = (struct store_series){
        .metric = "wall_ns", .values = s->iteration_ns, .count = s->iterations};
    for (size_t c = 0; s->metered && c < session->channel_count; c++) {
        const struct meter_channel *channel = &session->channels[c];
        if (!session_channel_counts(session, c))
            continue;
        out[count++] = (struct store_series){
            .metric = arena_printf(arena, "%s-%d-%d_nj", meter_domain_name(channel->domain),
                                   channel->package, channel->die),
            .values =
                column_of(arena, s->iteration_nj, s->iterations, session->channel_count, c),
            .count = s->iterations};
    }
    return count;
}

static size_t fill_traces(struct store_trace *out, const struct session *session,
                          const struct sample *s, struct arena *arena)
{
    size_t count = 0;

    for (size_t c = 0; s->metered && s->traced > 0 && c < session->channel_count; c++) {
        if (!session_channel_counts(session, c))
            continue;
        out[count++] = (struct store_trace){
            .certificate_id = session->certificate_id[c],
            .mono_ns = s->trace_ns,
            .energy_nj = column_of(arena, s->trace_nj, s->traced, session->channel_count, c),
            .count = s->traced};
    }
    return count;
}

/* What trials and idle windows have in common. */
static struct store_trial row_of(const struct session *session, const struct sample *s,
                                 int64_t plan_id)
{
    return (struct store_trial){
        .plan_id = plan_id,
        .session_id = session->id,
        .started_unix_ns = s->started_unix_ns,
        .start_mono_ns = s->start_ns,
        .end_mono_ns = s->end_ns,
        .edge_mono_ns = s->metered ? s->edge.mono_ns : STORE_ABSENT,
        .next_edge_mono_ns = s->metered ? s->next.mono_ns : STORE_ABSENT,
        .align_ns = s->metered ? s->align_ns : STORE_ABSENT,
        .energy_absent = s->energy_lost[0] != '\0' ? s->energy_lost : NULL,
        .status = "ok",
        .exit_code = STORE_ABSENT,
        .term_signal = STORE_ABSENT,
        .user_ns = STORE_ABSENT,
        .system_ns = STORE_ABSENT,
        .max_rss_bytes = STORE_ABSENT,
        .minor_faults = STORE_ABSENT,
        .major_faults = STORE_ABSENT,
        .voluntary_switches = STORE_ABSENT,
        .involuntary_switches = STORE_ABSENT,
        .pad_bytes = STORE_ABSENT,
        .cpu = STORE_ABSENT,
        .output_bytes = STORE_ABSENT,
        .other_cpu_ns = s->other_cpu_ns,
        .steal_ns = s->steal_ns,
        .throttles = told(s->throttles),
        .frequency_hz = told(s->frequency_hz),
        .suspended_ns = s->suspended_ns,
    };
}

/* What the program itself used: what was spent in its process before exec is ours, and a peak
 * no higher than it was then says nothing of the program. */
static void fill_process(struct store_trial *row, const struct session *session,
                         const struct sample *s, const struct trial_spec *spec)
{
    const struct rusage *all = &s->ended.usage, *ours = &s->ended.at_gate;

    if (WIFEXITED(s->ended.wait_status))
        row->exit_code = WEXITSTATUS(s->ended.wait_status);
    else
        row->term_signal = WTERMSIG(s->ended.wait_status);
    row->user_ns = ns_of(all->ru_utime) - ns_of(ours->ru_utime);
    row->system_ns = ns_of(all->ru_stime) - ns_of(ours->ru_stime);
    row->max_rss_bytes =
        all->ru_maxrss > ours->ru_maxrss ? all->ru_maxrss * 1024 : STORE_ABSENT;
    row->minor_faults = all->ru_minflt - ours->ru_minflt;
    row->major_faults = all->ru_majflt - ours->ru_majflt;
    row->voluntary_switches = all->ru_nvcsw - ours->ru_nvcsw;
    row->involuntary_switches = all->ru_nivcsw - ours->ru_nivcsw;
    row->pad_bytes = (int64_t)spec->pad_bytes;
    row->cpu = spec->pinned ? session->pinned.child_cpu : STORE_ABSENT;
}

/* The answer's length and digest; whether it ran over. */
static int read_answer(const struct output *out, struct store_trial *row, struct digest *answer,
                       bool *overflowed, struct err *err)
{
    size_t length;
    int r;

    *overflowed = false;
    if (out == NULL)
        return 0;
    if ((r = output_length(out, &length, overflowed, err)) < 0 ||
        (r = output_digest(out, answer, err)) < 0)
        return r;
    row->output_bytes = (int64_t)length;
    row->output_digest = answer;
    return 0;
}

/* The answer as it is to be judged: where it is as near to the expected one as is asked, that.
 */
static int settle_answer(const struct output *out, const struct expectation *expected,
                         const struct digest **answer, struct err *err)
{
    char *text;
    size_t length;
    bool is_near;
    int r;

    if (*answer == NULL || expected->near_to == NULL || digest_equal(expected->answer, *answer))
        return 0;
    if ((r = output_head(out, SIZE_MAX, &text, &length, err)) < 0)
        return r;
    r = near_file(&is_near, expected->near_to, text, length, expected->tolerance, err);
    free(text);
    if (r == 0 && is_near)
        *answer = expected->answer;
    return r;
}

/* Into *ROW what the program handed over, *OUT, of which *WORDS is to be freed; without that a
 * trial of the class is none. */
static int take_latencies(struct store_trial *row, struct store_latency *out, int64_t **words,
                          const struct trial_spec *spec, const struct sample *sample,
                          char reason[static RECORD_REASON_SIZE], struct err *err)
{
    char fault[LATENCIES_REASON_SIZE];
    int r;

    if (spec->latencies == NULL || strcmp(row->status, "ok") != 0)
        return 0;
    if ((r = latencies_read(out, words, spec->latencies, sample->end_ns - sample->start_ns,
                            fault, err)) < 0)
        return r;
    if (out->count > 0) {
        row->latency = out;
        return 0;
    }
    row->status = "wrong-answer";
    snprintf(reason, RECORD_REASON_SIZE, "%s", fault);
    return 0;
}

int record_trial(struct store *store, const struct session *session,
                 const struct sample *sample, const struct trial_spec *spec,
                 const struct expectation *expected, int64_t plan_id, const char **out_status,
                 char reason[static RECORD_REASON_SIZE], struct err *err)
{
    struct store_trial row = row_of(session, sample, plan_id);
    struct store_reading readings[METER_CHANNELS_MAX];
    struct store_counter counters[LAUNCH_EVENTS_MAX];
    struct store_series series[METER_CHANNELS_MAX + 1];
    struct store_trace traces[METER_CHANNELS_MAX];
    struct store_latency latency;
    int64_t *words_of_latency = NULL;
    struct arena arena = {0};
    struct digest digest;
    const struct digest *answer;
    char *words = NULL;
    bool overflowed;
    int r;

    fill_process(&row, session, sample, spec);
    if ((r = read_answer(spec->out, &row, &digest, &overflowed, err)) < 0)
        goto out;
    answer = row.output_digest;
    if ((r = settle_answer(spec->out, expected, &answer, err)) < 0)
        goto out;
    row.status = record_status(reason, sample, expected, answer, overflowed);
    if ((r = take_latencies(&row, &latency, &words_of_latency, spec, sample, reason, err)) < 0)
        goto out;
    if (reason[0] != '\0') {
        row.reason = reason;
        if ((r = output_tail(session->errors, STDERR_TAIL_BYTES, &words, err)) < 0)
            goto out;
        row.stderr_tail = words != NULL && words[0] != '\0' ? words : NULL;
    }
    row.readings = readings;
    row.reading_count = fill_readings(readings, session, sample);
    row.counters = counters;
    row.counter_count = fill_counters(counters, session, sample);
    row.series = series;
    row.series_count = fill_series(series, session, sample, &arena);
    row.traces = traces;
    row.trace_count = fill_traces(traces, session, sample, &arena);
    *out_status = row.status;
    r = store_add_trial(store, &row, err);
out:
    free(words);
    free(words_of_latency);
    arena_free(&arena);
    return r;
}

int record_idle(struct store *store, const struct session *session, const struct sample *sample,
                int64_t plan_id, struct err *err)
{
    struct store_trial row = row_of(session, sample, plan_id);
    struct store_reading readings[METER_CHANNELS_MAX];

    row.readings = readings;
    row.reading_count = fill_readings(readings, session, sample);
    return store_add_trial(store, &row, err);
}
