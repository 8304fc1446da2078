/* SPDX-License-Identifier: MIT
 * A database with one campaign of two cells and one session, for the tests of store and of what
 * reads it. */
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H

#include <math.h>
#include <stdlib.h>

#include <CUnit/CUnit.h>

#include "base/text.h"
#include "store/store.h"

struct fixture {
    struct store *store;
    int64_t campaign, cells[2], host_state, session, certificate;
    int64_t places; /* ordinals given so far */
};

static inline struct digest fixture_digest(unsigned char byte)
{
    return (struct digest){{byte}};
}

static inline struct store_session fixture_session(const struct fixture *f)
{
    return (struct store_session){
        .campaign_id = f->campaign,
        .host_state_id = f->host_state,
        .started_unix_ns = 12,
        .energy_source = "rapl-perf",
        .uid = 1000,
        .rss_floor_bytes = 0,
        .tick_ns = 1000,
        .read_cost_ns = STORE_ABSENT,
    };
}

static inline struct store_certificate fixture_certificate(const struct fixture *f,
                                                           int64_t channel, const char *domain)
{
    return (struct store_certificate){
        .session_id = f->session,
        .channel = channel,
        .domain = domain,
        .source = "rapl-perf",
        .resolver = "libpfm4",
        .event = "e",
        .verdict = "pass",
        .step_nj = 1000,
        .cpu = 0,
        .idle_w = NAN,
        .load_w = 0,
        .powercap_ratio = NAN,
    };
}

static inline struct store_trial fixture_trial(const struct fixture *f, int64_t plan_id)
{
    return (struct store_trial){
        .plan_id = plan_id,
        .session_id = f->session,
        .started_unix_ns = 5,
        .start_mono_ns = 1000,
        .end_mono_ns = 3000,
        .edge_mono_ns = STORE_ABSENT,
        .next_edge_mono_ns = STORE_ABSENT,
        .align_ns = STORE_ABSENT,
        .status = "ok",
        .exit_code = 0,
        .term_signal = STORE_ABSENT,
        .user_ns = 700,
        .system_ns = 300,
        .max_rss_bytes = 4096,
        .minor_faults = STORE_ABSENT,
        .major_faults = STORE_ABSENT,
        .voluntary_switches = STORE_ABSENT,
        .involuntary_switches = STORE_ABSENT,
        .pad_bytes = STORE_ABSENT,
        .cpu = STORE_ABSENT,
        .output_bytes = STORE_ABSENT,
        .other_cpu_ns = STORE_ABSENT,
        .steal_ns = STORE_ABSENT,
        .throttles = STORE_ABSENT,
        .frequency_hz = STORE_ABSENT,
        .suspended_ns = 0,
    };
}

static inline int64_t fixture_place(struct fixture *f, enum store_plan_kind kind, int64_t cell,
                                    int64_t block)
{
    struct store_plan plan = {f->campaign, ++f->places, block, cell, kind};
    struct err err;
    int64_t id = 0;

    CU_ASSERT_EQUAL_FATAL(store_add_plan(f->store, &plan, &id, &err), 0);
    return id;
}

static inline void fixture_add_cells(struct fixture *f)
{
    static const char *const languages[] = {"c", "rust"};
    struct err err;

    for (int i = 0; i < 2; i++) {
        struct store_cell cell = {
            .campaign_id = f->campaign,
            .ordinal = i,
            .workload = "n-body",
            .language = languages[i],
            .variant = "plain",
            .flags = "native",
            .size = "ref",
            .label = i == 0 ? "n-body/c" : "n-body/rust",
            .n = 1000,
            .seed = STORE_ABSENT,
            .threads = 1,
            .deadline_ns = 1000000000,
            .toolchain_id = STORE_ABSENT,
            .implementation_id = STORE_ABSENT,
            .tolerance = NAN,
        };
        CU_ASSERT_EQUAL_FATAL(store_add_cell(f->store, &cell, &f->cells[i], &err), 0);
    }
}

static inline struct store_machine fixture_machine(const char *cpu_model)
{
    return (struct store_machine){
        .digest = fixture_digest(1),
        .cpu_model = cpu_model,
        .cpu_family = STORE_ABSENT,
        .cpu_model_number = STORE_ABSENT,
        .cpu_stepping = STORE_ABSENT,
        .packages = 1,
        .cores = 2,
        .threads = 2,
        .memory_bytes = 1024,
    };
}

/* Open PATH for writing and put the campaign there. */
static inline void fixture_open(struct fixture *f, const char *path)
{
    struct err err = {""};
    int64_t machine_id;
    struct store_machine machine = fixture_machine("Test CPU");
    struct store_campaign campaign = {
        .uuid = "u-1",
        .kind = "run",
        .selection = "{}",
        .mode = "process",
        .seed = 7,
        .created_unix_ns = 11,
        .tool_version = "0.1.0",
        .study_id = STORE_ABSENT,
    };

    *f = (struct fixture){0};
    if (store_open(&f->store, path, STORE_WRITE, &err) < 0)
        CU_FAIL_FATAL(err.text);
    CU_ASSERT_EQUAL_FATAL(store_put_machine(f->store, &machine, &machine_id, &err), 0);
    struct store_host_state state = {
        .digest = fixture_digest(2),
        .machine_id = machine_id,
        .kernel = "6.1.0",
        .turbo = STORE_ABSENT,
        .smt = STORE_ABSENT,
        .aslr = 2,
        .sgx = STORE_ABSENT,
        .min_frequency_hz = STORE_ABSENT,
        .max_frequency_hz = STORE_ABSENT,
        .perf_event_paranoid = 2,
    };
    CU_ASSERT_EQUAL_FATAL(store_put_host_state(f->store, &state, &f->host_state, &err), 0);
    CU_ASSERT_EQUAL_FATAL(store_add_campaign(f->store, &campaign, &f->campaign, &err), 0);
    fixture_add_cells(f);
    struct store_session session = fixture_session(f);
    CU_ASSERT_EQUAL_FATAL(store_add_session(f->store, &session, &f->session, &err), 0);
    struct store_certificate certificate = fixture_certificate(f, 0, "package");
    CU_ASSERT_EQUAL_FATAL(store_add_certificate(f->store, &certificate, &f->certificate, &err),
                          0);
}

/* A trial with a reading and a counter, of the campaign that F is at. */
static inline void fixture_measure(struct fixture *f, int cell, int64_t block, int64_t wall_ns)
{
    struct store_trial trial =
        fixture_trial(f, fixture_place(f, STORE_TRIAL, f->cells[cell], block));
    struct store_reading reading = {f->certificate, 1000, 1000 + 20 * wall_ns,
                                    1000 + 20 * wall_ns, 10};
    struct store_counter counter = {"instructions", 7 * wall_ns, 100, 100};
    struct err err = {""};

    trial.end_mono_ns = trial.start_mono_ns + wall_ns;
    trial.readings = &reading;
    trial.reading_count = 1;
    trial.counters = &counter;
    trial.counter_count = 1;
    if (store_add_trial(f->store, &trial, &err) < 0)
        CU_FAIL(err.text);
}

/* Another campaign of six trials, at which F is then. */
static inline void fixture_add_campaign(struct fixture *f, const char *uuid, int64_t wall_ns)
{
    struct store_campaign campaign = {
        .uuid = uuid,
        .kind = "run",
        .selection = "{}",
        .mode = "process",
        .seed = 8,
        .created_unix_ns = wall_ns,
        .tool_version = "0.1.0",
        .study_id = STORE_ABSENT,
    };
    struct err err = {""};

    CU_ASSERT_EQUAL_FATAL(store_add_campaign(f->store, &campaign, &f->campaign, &err), 0);
    f->places = 0;
    fixture_add_cells(f);
    struct store_session session = fixture_session(f);
    CU_ASSERT_EQUAL_FATAL(store_add_session(f->store, &session, &f->session, &err), 0);
    struct store_certificate certificate = fixture_certificate(f, 0, "package");
    CU_ASSERT_EQUAL_FATAL(store_add_certificate(f->store, &certificate, &f->certificate, &err),
                          0);
    for (int64_t block = 1; block <= 3; block++) {
        fixture_measure(f, 0, block, wall_ns + block);
        fixture_measure(f, 1, block, 2 * wall_ns + block);
    }
}

static inline void fixture_close(struct fixture *f)
{
    store_close(f->store);
}

static inline int fixture_print(void *context, const struct store_row *row, struct err *err)
{
    struct text *text = context;

    (void)err;
    for (int i = 0; i < row_columns(row); i++) {
        size_t length;
        const unsigned char *bytes;
        text_add(text, i > 0 ? " " : "");
        switch (row_type(row, i)) {
        case ROW_NULL:
            text_add(text, "-");
            break;
        case ROW_BLOB:
            bytes = row_blob(row, i, &length);
            text_add(text, "x'");
            for (size_t b = 0; b < length; b++)
                text_printf(text, "%02x", bytes[b]);
            text_add(text, "'");
            break;
        case ROW_REAL:
            text_printf(text, "%.9g", row_real(row, i));
            break;
        case ROW_INTEGER:
        case ROW_TEXT:
            text_add(text, row_text(row, i));
            break;
        }
    }
    text_add(text, "|");
    return 0;
}

static inline char *fixture_visit(struct fixture *f, const char *query, const char *name,
                                  int64_t value)
{
    struct store_argument argument = {name, value, NULL};
    struct text text = {0};
    struct err err = {""};

    text_add(&text, "");
    if (store_visit(f->store, query, &argument, 1, fixture_print, &text, &err) != 0)
        CU_FAIL(err.text);
    return text.data;
}

/* The rows' values, separated by spaces, each row ended by |, NULL as -; to be freed. */
static inline char *fixture_ask(struct fixture *f, const char *query)
{
    return fixture_visit(f, query, ":campaign", f->campaign);
}

static inline char *fixture_ask_session(struct fixture *f, const char *query)
{
    return fixture_visit(f, query, ":session", f->session);
}

#endif
