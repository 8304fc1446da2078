/* SPDX-License-Identifier: MIT
 * The tables' columns. */
#include "store/columns.h"

#include <stddef.h>

#include "base/mem.h"

#define COLUMN(record, type, column, member)                                                   \
    {                                                                                          \
        column, FIELD_##type, offsetof(struct record, member)                                  \
    }
#define SAME(record, type, member) COLUMN(record, type, #member, member)

static const struct field machine_fields[] = {
    SAME(store_machine, DIGEST, digest),
    SAME(store_machine, TEXT, cpu_vendor),
    SAME(store_machine, TEXT, cpu_model),
    SAME(store_machine, INTEGER, cpu_family),
    SAME(store_machine, INTEGER, cpu_model_number),
    SAME(store_machine, INTEGER, cpu_stepping),
    SAME(store_machine, INTEGER, packages),
    SAME(store_machine, INTEGER, cores),
    SAME(store_machine, INTEGER, threads),
    SAME(store_machine, INTEGER, memory_bytes),
    SAME(store_machine, TEXT, hypervisor),
    SAME(store_machine, TEXT, topology_xml),
};

static const struct field host_state_fields[] = {
    SAME(store_host_state, DIGEST, digest),
    SAME(store_host_state, INTEGER, machine_id),
    SAME(store_host_state, TEXT, kernel),
    SAME(store_host_state, TEXT, os),
    SAME(store_host_state, TEXT, microcode),
    SAME(store_host_state, TEXT, governor),
    SAME(store_host_state, TEXT, frequency_driver),
    SAME(store_host_state, TEXT, online_cpus),
    SAME(store_host_state, INTEGER, turbo),
    SAME(store_host_state, INTEGER, smt),
    SAME(store_host_state, INTEGER, aslr),
    SAME(store_host_state, INTEGER, sgx),
    SAME(store_host_state, INTEGER, min_frequency_hz),
    SAME(store_host_state, INTEGER, max_frequency_hz),
    SAME(store_host_state, INTEGER, perf_event_paranoid),
};

static const struct field toolchain_fields[] = {
    SAME(store_toolchain, DIGEST, digest),
    SAME(store_toolchain, TEXT, language),
    SAME(store_toolchain, TEXT, name),
    SAME(store_toolchain, TEXT, version),
    SAME(store_toolchain, TEXT, describe),
    SAME(store_toolchain, TEXT, path),
    SAME(store_toolchain, DIGEST_AT, binary_digest),
};

static const struct field implementation_fields[] = {
    SAME(store_implementation, DIGEST, digest), SAME(store_implementation, TEXT, workload),
    SAME(store_implementation, TEXT, language), SAME(store_implementation, TEXT, variant),
    SAME(store_implementation, TEXT, source),   SAME(store_implementation, INTEGER, threads),
};

static const struct field build_fields[] = {
    SAME(store_build, DIGEST, digest),
    SAME(store_build, INTEGER, implementation_id),
    SAME(store_build, INTEGER, toolchain_id),
    SAME(store_build, TEXT, flags),
    COLUMN(store_build, TEXT, "argv", argv_json),
    COLUMN(store_build, TEXT, "environment", environment_json),
    SAME(store_build, DIGEST_AT, binary_digest),
    SAME(store_build, TEXT, failure),
    SAME(store_build, INTEGER, wall_ns),
};

static const struct field campaign_fields[] = {
    SAME(store_campaign, TEXT, uuid),         SAME(store_campaign, TEXT, kind),
    SAME(store_campaign, TEXT, selection),    SAME(store_campaign, TEXT, mode),
    SAME(store_campaign, INTEGER, seed),      SAME(store_campaign, INTEGER, created_unix_ns),
    SAME(store_campaign, TEXT, tool_version), SAME(store_campaign, INTEGER, study_id),
};

static const struct field cell_fields[] = {
    SAME(store_cell, INTEGER, campaign_id),
    SAME(store_cell, INTEGER, ordinal),
    SAME(store_cell, TEXT, label),
    SAME(store_cell, TEXT, workload),
    SAME(store_cell, TEXT, language),
    SAME(store_cell, TEXT, variant),
    SAME(store_cell, TEXT, flags),
    SAME(store_cell, TEXT, size),
    SAME(store_cell, INTEGER, n),
    SAME(store_cell, INTEGER, seed),
    SAME(store_cell, INTEGER, threads),
    SAME(store_cell, INTEGER, toolchain_id),
    SAME(store_cell, INTEGER, implementation_id),
    COLUMN(store_cell, TEXT, "argv", argv_json),
    COLUMN(store_cell, DIGEST_AT, "expected_digest", expected),
    SAME(store_cell, REAL, tolerance),
    SAME(store_cell, INTEGER, deadline_ns),
    SAME(store_cell, TEXT, skipped),
};

static const struct field plan_fields[] = {
    COLUMN(plan_row, INTEGER, "campaign_id", plan.campaign_id),
    COLUMN(plan_row, INTEGER, "ordinal", plan.ordinal),
    COLUMN(plan_row, INTEGER, "block", plan.block),
    COLUMN(plan_row, INTEGER, "cell_id", plan.cell_id),
    SAME(plan_row, TEXT, kind),
};

static const struct field session_fields[] = {
    SAME(store_session, INTEGER, campaign_id),
    SAME(store_session, INTEGER, host_state_id),
    SAME(store_session, INTEGER, started_unix_ns),
    SAME(store_session, TEXT, boot_id),
    SAME(store_session, INTEGER, uid),
    SAME(store_session, TEXT, energy_source),
    SAME(store_session, TEXT, energy_reason),
    SAME(store_session, INTEGER, tick_ns),
    SAME(store_session, INTEGER, read_cost_ns),
    SAME(store_session, INTEGER, rss_floor_bytes),
    SAME(store_session, TEXT, counters_absent),
    SAME(store_session, TEXT, notes),
};

static const struct field certificate_fields[] = {
    SAME(store_certificate, INTEGER, session_id),  SAME(store_certificate, INTEGER, channel),
    SAME(store_certificate, TEXT, domain),         SAME(store_certificate, INTEGER, package),
    SAME(store_certificate, INTEGER, die),         SAME(store_certificate, TEXT, source),
    SAME(store_certificate, TEXT, resolver),       SAME(store_certificate, TEXT, event),
    SAME(store_certificate, INTEGER, cpu),         SAME(store_certificate, INTEGER, step_nj),
    SAME(store_certificate, TEXT, verdict),        SAME(store_certificate, TEXT, reason),
    SAME(store_certificate, REAL, idle_w),         SAME(store_certificate, REAL, load_w),
    SAME(store_certificate, REAL, powercap_ratio),
};

static const struct field trial_fields[] = {
    SAME(store_trial, INTEGER, plan_id),
    SAME(store_trial, INTEGER, session_id),
    SAME(store_trial, INTEGER, started_unix_ns),
    SAME(store_trial, INTEGER, start_mono_ns),
    SAME(store_trial, INTEGER, end_mono_ns),
    SAME(store_trial, INTEGER, edge_mono_ns),
    SAME(store_trial, INTEGER, next_edge_mono_ns),
    SAME(store_trial, INTEGER, align_ns),
    SAME(store_trial, TEXT, status),
    SAME(store_trial, TEXT, reason),
    SAME(store_trial, INTEGER, exit_code),
    SAME(store_trial, INTEGER, term_signal),
    SAME(store_trial, INTEGER, user_ns),
    SAME(store_trial, INTEGER, system_ns),
    SAME(store_trial, INTEGER, max_rss_bytes),
    SAME(store_trial, INTEGER, minor_faults),
    SAME(store_trial, INTEGER, major_faults),
    SAME(store_trial, INTEGER, voluntary_switches),
    SAME(store_trial, INTEGER, involuntary_switches),
    SAME(store_trial, INTEGER, pad_bytes),
    SAME(store_trial, INTEGER, cpu),
    SAME(store_trial, INTEGER, output_bytes),
    SAME(store_trial, DIGEST_AT, output_digest),
    SAME(store_trial, TEXT, stderr_tail),
    SAME(store_trial, INTEGER, other_cpu_ns),
    SAME(store_trial, INTEGER, steal_ns),
    SAME(store_trial, INTEGER, throttles),
    SAME(store_trial, INTEGER, frequency_hz),
    SAME(store_trial, INTEGER, suspended_ns),
    SAME(store_trial, TEXT, energy_absent),
};

static const struct field reading_fields[] = {
    SAME(reading_row, INTEGER, plan_id),
    COLUMN(reading_row, INTEGER, "certificate_id", reading.certificate_id),
    COLUMN(reading_row, INTEGER, "start_nj", reading.start_nj),
    COLUMN(reading_row, INTEGER, "end_nj", reading.end_nj),
    COLUMN(reading_row, INTEGER, "next_nj", reading.next_nj),
    COLUMN(reading_row, INTEGER, "error_nj", reading.error_nj),
};

static const struct field event_fields[] = {
    SAME(event_row, TEXT, name),
};

static const struct field counter_fields[] = {
    SAME(counter_row, INTEGER, plan_id),
    SAME(counter_row, INTEGER, event_id),
    COLUMN(counter_row, INTEGER, "value", counter.value),
    COLUMN(counter_row, INTEGER, "enabled_ns", counter.enabled_ns),
    COLUMN(counter_row, INTEGER, "running_ns", counter.running_ns),
};

static const struct field series_fields[] = {
    SAME(series_row, INTEGER, plan_id),
    SAME(series_row, TEXT, metric),
    SAME(series_row, INTEGER, n),
    SAME(series_row, BLOB, data),
};

static const struct field trace_fields[] = {
    SAME(trace_row, INTEGER, plan_id), SAME(trace_row, INTEGER, certificate_id),
    SAME(trace_row, INTEGER, n),       SAME(trace_row, BLOB, mono_ns),
    SAME(trace_row, BLOB, energy_nj),
};

static const struct field note_fields[] = {
    SAME(note_row, INTEGER, campaign_id),
    SAME(note_row, INTEGER, unix_ns),
    SAME(note_row, TEXT, text),
};

static const struct field verdict_fields[] = {
    SAME(store_verdict, INTEGER, campaign_id), SAME(store_verdict, INTEGER, unix_ns),
    SAME(store_verdict, TEXT, kind),           SAME(store_verdict, TEXT, subject),
    SAME(store_verdict, TEXT, question),       SAME(store_verdict, TEXT, verdict),
    SAME(store_verdict, REAL, published),      SAME(store_verdict, REAL, tolerance),
    SAME(store_verdict, REAL, ratio),          SAME(store_verdict, REAL, ratio_low),
    SAME(store_verdict, REAL, ratio_high),     SAME(store_verdict, TEXT, reason),
    SAME(store_verdict, TEXT, tool_version),
};

static const struct field external_count_fields[] = {
    SAME(store_external_count, INTEGER, cell_id), SAME(store_external_count, TEXT, tool),
    SAME(store_external_count, TEXT, event),      SAME(store_external_count, INTEGER, run),
    SAME(store_external_count, INTEGER, value),
};

static const struct field study_fields[] = {
    SAME(store_study, DIGEST, digest), SAME(store_study, TEXT, format),
    SAME(store_study, TEXT, title),    SAME(store_study, TEXT, source),
    SAME(store_study, TEXT, licence),  SAME(store_study, INTEGER, unix_ns),
};

static const struct field study_file_fields[] = {
    SAME(store_study_file, INTEGER, study_id),
    SAME(store_study_file, TEXT, name),
    SAME(store_study_file, DIGEST, digest),
    SAME(store_study_file, INTEGER, bytes),
};

static const struct field study_row_fields[] = {
    SAME(store_study_row, INTEGER, plan_id),
    SAME(store_study_row, INTEGER, file_id),
    SAME(store_study_row, INTEGER, line),
    SAME(store_study_row, TEXT, text),
};

#define TABLE(name)                                                                            \
    {                                                                                          \
#name, name##_fields, ARRAY_SIZE(name##_fields)                                        \
    }

const struct columns columns_of[ROWS] = {
    [ROW_MACHINE] = TABLE(machine),
    [ROW_HOST_STATE] = TABLE(host_state),
    [ROW_TOOLCHAIN] = TABLE(toolchain),
    [ROW_IMPLEMENTATION] = TABLE(implementation),
    [ROW_BUILD] = TABLE(build),
    [ROW_CAMPAIGN] = TABLE(campaign),
    [ROW_CELL] = TABLE(cell),
    [ROW_PLAN] = TABLE(plan),
    [ROW_SESSION] = TABLE(session),
    [ROW_CERTIFICATE] = TABLE(certificate),
    [ROW_TRIAL] = TABLE(trial),
    [ROW_READING] = TABLE(reading),
    [ROW_EVENT] = TABLE(event),
    [ROW_COUNTER] = TABLE(counter),
    [ROW_SERIES] = {"iteration_series", series_fields, ARRAY_SIZE(series_fields)},
    [ROW_TRACE] = {"power_trace", trace_fields, ARRAY_SIZE(trace_fields)},
    [ROW_NOTE] = TABLE(note),
    [ROW_VERDICT] = TABLE(verdict),
    [ROW_EXTERNAL_COUNT] = TABLE(external_count),
    [ROW_STUDY] = TABLE(study),
    [ROW_STUDY_FILE] = TABLE(study_file),
    [ROW_STUDY_ROW] = TABLE(study_row),
};
