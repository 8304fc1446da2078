/* SPDX-License-Identifier: MIT
 * Opening a session and telling the database of it. */
#include "campaign/session.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "sys/host.h"

/* A meter of which no channel is believed is none: nothing waits for its ticks, and the reason
 * is what the certificate says of the first. */
static void give_up_meter(struct session *s)
{
    const struct certificate_channel *first = &s->certificate.channel[0];
    size_t failed = 0;

    while (failed < s->channel_count && !session_channel_counts(s, failed))
        failed++;
    if (s->meter == NULL || failed < s->channel_count)
        return;
    snprintf(s->untrusted, sizeof(s->untrusted),
             "no counter passed its certificate: %s %d: %s: %s",
             meter_domain_name(s->channels[0].domain), s->channels[0].package,
             certificate_verdict_name(first->verdict), first->reason);
    s->meter = NULL;
    s->energy_reason = s->untrusted;
}

int session_open(struct session *out, const struct session_request *q, struct err *err)
{
    struct session s = {.launcher = q->launcher,
                        .meter = q->meter,
                        .energy_reason = q->energy_reason,
                        .root = q->root,
                        .cpus = q->cpus,
                        .uid = q->uid};
    int r;

    if ((r = affinity_choose(&s.pinned, 1, q->cpus, err)) < 0 ||
        (r = affinity_choose(&s.unpinned, 0, q->cpus, err)) < 0 ||
        (r = interference_open(&s.interference, q->root, s.pinned.child_cpu, err)) < 0 ||
        (r = output_open(&s.errors, OUTPUT_ERRORS, err)) < 0)
        goto out;
    if (q->counters != NULL)
        s.counters = *q->counters;
    for (size_t i = 0; i < s.counters.count; i++)
        s.events[i] = s.counters.event[i].event;
    if (s.meter != NULL) {
        s.channel_count = meter_channels(s.meter, &s.channels);
        r = certificate_run(&s.certificate, s.meter, q->root, err);
    }
out:
    if (r < 0) {
        session_close(&s);
        return r;
    }
    *out = s;
    give_up_meter(out);
    return 0;
}

bool session_channel_counts(const struct session *session, size_t i)
{
    return certificate_allows(session->certificate.channel[i].verdict);
}

int64_t session_step_nj(const struct session *session, size_t i)
{
    int64_t shown_nj = session->channels[i].step_nj;
    int64_t seen_nj = session->certificate.channel[i].step_nj;

    return seen_nj > shown_nj ? seen_nj : shown_nj;
}

int session_output(struct session *session, size_t capacity, struct output **out,
                   struct err *err)
{
    struct output *fresh;
    int r;

    for (size_t i = 0; i < session->output_count; i++)
        if (session->outputs[i].capacity == capacity) {
            *out = session->outputs[i].output;
            return 0;
        }
    if ((r = output_open(&fresh, capacity, err)) < 0)
        return r;
    session->outputs =
        mem_grow(session->outputs, session->output_count, sizeof(*session->outputs));
    session->outputs[session->output_count++] =
        (struct session_output){.capacity = capacity, .output = fresh};
    *out = fresh;
    return 0;
}

int session_latencies(struct session *session, struct output **out, struct err *err)
{
    int r = 0;

    if (session->latencies == NULL)
        r = output_open(&session->latencies, OUTPUT_UNKNOWN, err);
    *out = session->latencies;
    return r;
}

/* Texts that the machine did not tell are NULL in the database, numbers below zero too. */
static const char *told(const char *text)
{
    return text[0] != '\0' ? text : NULL;
}

static int64_t told_number(int64_t number)
{
    return number >= 0 ? number : STORE_ABSENT;
}

static int store_host(struct store *store, const char *root, int64_t *id, char boot_id[40],
                      struct err *err)
{
    struct machine machine;
    struct host_state state;
    int64_t machine_id;
    int r;

    if ((r = machine_read(&machine, root, err)) < 0)
        return r;
    struct store_machine row = {
        .digest = machine_digest(&machine),
        .cpu_vendor = told(machine.cpu_vendor),
        .cpu_model = machine.cpu_model,
        .cpu_family = told_number(machine.cpu_family),
        .cpu_model_number = told_number(machine.cpu_model_number),
        .cpu_stepping = told_number(machine.cpu_stepping),
        .packages = machine.packages,
        .cores = machine.cores,
        .threads = machine.threads,
        .memory_bytes = machine.memory_bytes,
        .hypervisor = told(machine.hypervisor),
        .topology_xml = machine.topology_xml,
    };
    if ((r = store_put_machine(store, &row, &machine_id, err)) < 0 ||
        (r = host_state_read(&state, root, err)) < 0)
        goto out;
    state.machine = row.digest;
    struct store_host_state state_row = {
        .digest = host_state_digest(&state),
        .machine_id = machine_id,
        .kernel = state.kernel,
        .os = told(state.os),
        .microcode = told(state.microcode),
        .governor = told(state.governor),
        .frequency_driver = told(state.frequency_driver),
        .online_cpus = told(state.online_cpus),
        .turbo = told_number(state.turbo),
        .smt = told_number(state.smt),
        .aslr = told_number(state.aslr),
        .sgx = told_number(state.sgx),
        .min_frequency_hz = told_number(state.min_frequency_hz),
        .max_frequency_hz = told_number(state.max_frequency_hz),
        .perf_event_paranoid = state.perf_event_paranoid,
    };
    memcpy(boot_id, state.boot_id, sizeof(state.boot_id));
    r = store_put_host_state(store, &state_row, id, err);
out:
    machine_free(&machine);
    return r;
}

static int store_certificates(struct session *s, struct store *store, struct err *err)
{
    int r = 0;

    for (size_t i = 0; r == 0 && i < s->channel_count; i++) {
        const struct meter_channel *channel = &s->channels[i];
        const struct certificate_channel *found = &s->certificate.channel[i];
        struct store_certificate row = {
            .session_id = s->id,
            .channel = (int64_t)i,
            .domain = meter_domain_name(channel->domain),
            .source = meter_source_name(channel->source),
            .resolver = channel->resolver,
            .event = channel->event,
            .verdict = certificate_verdict_name(found->verdict),
            .reason = told(found->reason),
            .package = channel->package,
            .die = channel->die,
            .cpu = told_number(channel->cpu),
            .step_nj = session_step_nj(s, i),
            .idle_w = found->idle_w,
            .load_w = found->load_w,
            .powercap_ratio = found->powercap_ratio,
        };
        r = store_add_certificate(store, &row, &s->certificate_id[i], err);
    }
    return r;
}

int session_store(struct session *s, struct store *store, int64_t campaign_id, struct err *err)
{
    char boot_id[40] = "";
    int64_t host_state_id;
    int r;

    if ((r = store_begin(store, err)) < 0)
        return r;
    if ((r = store_host(store, s->root, &host_state_id, boot_id, err)) < 0)
        goto out;
    struct store_session row = {
        .campaign_id = campaign_id,
        .host_state_id = host_state_id,
        .started_unix_ns = clock_unix_ns(),
        .boot_id = told(boot_id),
        .energy_source = s->meter != NULL && s->channel_count > 0
                             ? meter_source_name(s->channels[0].source)
                             : "absent",
        .energy_reason = s->meter != NULL ? NULL : s->energy_reason,
        .uid = s->uid,
        .rss_floor_bytes = launcher_rss_floor_bytes(s->launcher),
        .tick_ns = s->certificate.tick_ns > 0 ? s->certificate.tick_ns : STORE_ABSENT,
        .read_cost_ns = s->meter != NULL ? s->certificate.read_cost_ns : STORE_ABSENT,
        .counters_absent = told(s->counters.absent),
        .notes = told(s->certificate.notes),
    };
    if ((r = store_add_session(store, &row, &s->id, err)) < 0 ||
        (r = store_certificates(s, store, err)) < 0)
        goto out;
    r = store_commit(store, err);
out:
    if (r < 0)
        store_rollback(store);
    return r;
}

void session_close(struct session *s)
{
    for (size_t i = 0; i < s->output_count; i++)
        output_close(s->outputs[i].output);
    free(s->outputs);
    output_close(s->latencies);
    output_close(s->errors);
    interference_close(s->interference);
    *s = (struct session){0};
}
