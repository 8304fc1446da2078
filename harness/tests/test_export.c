/* SPDX-License-Identifier: MIT
 * Tests of report/export. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <jansson.h>

#include "base/mem.h"
#include "report/export.h"
#include "store_fixture.h"
#include "suite.h"

static int gather(void *context, const char *bytes, size_t length, struct err *err)
{
    (void)err;
    text_add_bytes(context, bytes, length);
    return 0;
}

static void fill(struct fixture *f)
{
    static const int64_t values[] = {1, -2, INT64_MAX};
    struct err err = {""};

    fixture_open(f, "");
    struct store_reading reading = {f->certificate, 10000, 50000, 52000, 415};
    struct store_counter counter = {"instructions", 123, 10, 10};
    struct store_series series = {"wall_ns", values, ARRAY_SIZE(values)};
    struct store_trial trial = fixture_trial(f, fixture_place(f, STORE_TRIAL, f->cells[0], 0));
    trial.edge_mono_ns = 990;
    trial.next_edge_mono_ns = 3250;
    trial.readings = &reading;
    trial.reading_count = 1;
    trial.counters = &counter;
    trial.counter_count = 1;
    trial.series = &series;
    trial.series_count = 1;
    struct store_latency latency = {1000000, 3, values, ARRAY_SIZE(values)};
    trial.latency = &latency;
    CU_ASSERT_EQUAL(store_add_trial(f->store, &trial, &err), 0);
    trial = fixture_trial(f, fixture_place(f, STORE_TRIAL, f->cells[1], 0));
    trial.status = "exit";
    trial.reason = "said \"no\", twice";
    trial.energy_absent = "the counter stepped back";
    CU_ASSERT_EQUAL(store_add_trial(f->store, &trial, &err), 0);
}

/* The value of COLUMN in the line of text number LINE; "" when there is none. */
static const char *csv_value(char *buffer, size_t size, const char *csv, int line,
                             const char *column)
{
    int at = -1, comma = 0;
    size_t length = 0;

    for (const char *c = csv; *c != '\r'; comma++) {
        size_t name = strcspn(c, ",\r");
        if (name == strlen(column) && strncmp(c, column, name) == 0)
            at = comma;
        c += name + (c[name] == ',');
    }
    CU_ASSERT_FATAL(at >= 0);
    for (; line > 0; line--)
        csv = strchr(csv, '\n') + 1;
    bool quoted = false;
    for (; *csv != '\r' || quoted; csv++) {
        quoted ^= *csv == '"';
        if (*csv == ',' && !quoted)
            at--;
        else if (at == 0 && length < size - 1)
            buffer[length++] = *csv;
    }
    buffer[length] = '\0';
    return buffer;
}

static void export_csv_has_a_line_a_trial_with_its_energy(void)
{
    struct fixture f;
    struct err err = {""};
    struct text csv = {0};
    char value[64];

    fill(&f);
    CU_ASSERT_EQUAL(export_trials(f.store, EXPORT_CSV, f.campaign, gather, &csv, &err), 0);
    CU_ASSERT_STRING_EQUAL(csv_value(value, 64, csv.data, 1, "label"), "n-body/c");
    CU_ASSERT_STRING_EQUAL(csv_value(value, 64, csv.data, 1, "package_nj"), "41500");
    CU_ASSERT_STRING_EQUAL(csv_value(value, 64, csv.data, 1, "package_error_nj"), "415");
    CU_ASSERT_STRING_EQUAL(csv_value(value, 64, csv.data, 1, "dram_nj"), "");
    CU_ASSERT_STRING_EQUAL(csv_value(value, 64, csv.data, 1, "energy_source"), "rapl-perf");
    CU_ASSERT_STRING_EQUAL(csv_value(value, 64, csv.data, 1, "energy_resolver"), "libpfm4");
    CU_ASSERT_STRING_EQUAL(csv_value(value, 64, csv.data, 1, "cores_used"), "0.5");
    CU_ASSERT_STRING_EQUAL(csv_value(value, 64, csv.data, 1, "energy_reason"), "");
    CU_ASSERT_STRING_EQUAL(csv_value(value, 64, csv.data, 2, "package_nj"), "");
    CU_ASSERT_STRING_EQUAL(csv_value(value, 64, csv.data, 2, "energy_reason"),
                           "the counter stepped back");
    CU_ASSERT_STRING_EQUAL(csv_value(value, 64, csv.data, 2, "reason"),
                           "\"said \"\"no\"\", twice\"");
    fixture_close(&f);
    text_free(&csv);
}

/* A package whose counter failed: the other's joules are not the machine's. */
static void export_csv_sums_a_domain_only_when_it_is_whole(void)
{
    struct fixture f;
    struct err err = {""};
    struct text csv = {0};
    int64_t id;
    char value[64];

    fill(&f);
    struct store_certificate dead = fixture_certificate(&f, 1, "package");
    dead.package = 1;
    dead.verdict = "dead";
    CU_ASSERT_EQUAL(store_add_certificate(f.store, &dead, &id, &err), 0);
    CU_ASSERT_EQUAL(export_trials(f.store, EXPORT_CSV, f.campaign, gather, &csv, &err), 0);
    CU_ASSERT_STRING_EQUAL(csv_value(value, 64, csv.data, 1, "package_nj"), "");
    fixture_close(&f);
    text_free(&csv);
}

static void export_jsonl_has_everything_about_a_trial(void)
{
    struct fixture f;
    struct err err = {""};
    struct text lines = {0};

    fill(&f);
    CU_ASSERT_EQUAL(export_trials(f.store, EXPORT_JSONL, STORE_ABSENT, gather, &lines, &err),
                    0);
    char *second = strchr(lines.data, '\n') + 1;
    second[-1] = '\0';
    json_t *first = json_loads(lines.data, 0, NULL);
    json_t *energy = json_array_get(json_object_get(first, "energy"), 0);
    json_t *reading = json_array_get(json_object_get(first, "readings"), 0);
    json_t *counter = json_array_get(json_object_get(first, "counters"), 0);
    json_t *series = json_array_get(json_object_get(first, "series"), 0);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(first, "schema")),
                           "polyjoule.trial/1");
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(energy, "gross_nj")), 41500);
    CU_ASSERT(json_is_false(json_object_get(energy, "quantised")));
    CU_ASSERT(json_is_null(json_object_get(energy, "net_nj")));
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(reading, "next_nj")), 52000);
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(counter, "value")), 123);
    json_t *values = json_object_get(series, "values");
    CU_ASSERT_EQUAL(json_array_size(values), 3);
    CU_ASSERT_EQUAL(json_integer_value(json_array_get(values, 1)), -2);
    CU_ASSERT_EQUAL(json_integer_value(json_array_get(values, 2)), INT64_MAX);
    json_t *latency = json_array_get(json_object_get(first, "latencies"), 0);
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(latency, "per_tick")), 3);
    CU_ASSERT(json_equal(json_object_get(latency, "latency_ns"), values));
    json_decref(first);
    first = json_loads(second, 0, NULL);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(first, "status")), "exit");
    CU_ASSERT_EQUAL(json_array_size(json_object_get(first, "readings")), 0);
    json_decref(first);
    fixture_close(&f);
    text_free(&lines);
}

struct limits {
    size_t largest, total;
};

static int watch(void *context, const char *bytes, size_t length, struct err *err)
{
    struct limits *limits = context;

    (void)err;
    CU_ASSERT_EQUAL(bytes[length - 1], '\n');
    limits->total += length;
    limits->largest = length > limits->largest ? length : limits->largest;
    return 0;
}

static int refuse(void *context, const char *bytes, size_t length, struct err *err)
{
    (void)context, (void)bytes, (void)length;
    return err_set(err, -ENOSPC, "the disk is full");
}

static void export_hands_on_what_it_has_as_it_goes(void)
{
    struct fixture f;
    struct err err = {""};
    struct limits limits = {0};

    fixture_open(&f, "");
    CU_ASSERT_EQUAL(store_begin(f.store, &err), 0);
    for (int i = 0; i < 2000; i++) {
        struct store_trial trial =
            fixture_trial(&f, fixture_place(&f, STORE_TRIAL, f.cells[0], i));
        CU_ASSERT_EQUAL(store_add_trial(f.store, &trial, &err), 0);
    }
    CU_ASSERT_EQUAL(store_commit(f.store, &err), 0);
    CU_ASSERT_EQUAL(export_trials(f.store, EXPORT_CSV, f.campaign, watch, &limits, &err), 0);
    CU_ASSERT(limits.total > 300000);
    CU_ASSERT(limits.largest < 100000);
    CU_ASSERT_EQUAL(export_trials(f.store, EXPORT_JSONL, f.campaign, refuse, NULL, &err),
                    -ENOSPC);
    fixture_close(&f);
}

static const struct suite_test tests[] = {
    TEST(export_csv_has_a_line_a_trial_with_its_energy),
    TEST(export_csv_sums_a_domain_only_when_it_is_whole),
    TEST(export_jsonl_has_everything_about_a_trial),
    TEST(export_hands_on_what_it_has_as_it_goes),
    {NULL, NULL},
};
const struct suite suite_export = {"export", tests};
