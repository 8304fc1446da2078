/* SPDX-License-Identifier: MIT
 * Another tool's file, whatever it holds: the first byte chooses the format. What can be read
 * can be written in every format, what was written with samples is known by its content and
 * can be read again, and against itself nothing fails. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"
#include "fuzz.h"
#include "judge/gate_fixed.h"
#include "judge/reader.h"
#include "report/import.h"
#include "report/interchange.h"

static const struct {
    char letter;
    const char *name;
} formats[] = {{'h', "hyperfine"},        {'g', "go"},    {'p', "pyperf"},
               {'b', "google-benchmark"}, {'j', "jmh"},   {'r', "rebench"},
               {'c', "criterion"},        {0, "bencher"}, {0, "github"},
               {0, "openmetrics"}};

/* Whether FORMAT is what PATH, which polyjoule wrote, is taken for. */
static bool is_known(const char *path, const char *format)
{
    const char *known;
    struct err err;

    return import_recognise(&known, path, &err) == 0 && strcmp(known, format) == 0;
}

/* CONTENT as a campaign, loaded with its trials; NULL: it was refused. OURS: polyjoule wrote
 * it. */
static struct result *import(const char *format, const void *content, size_t size, bool ours)
{
    char path[64];
    const char *const paths[] = {path};
    struct import_summary summary;
    struct result *result = NULL;
    struct store *store;
    struct err err;
    int fd = memfd_create("file", MFD_CLOEXEC);

    if (fd < 0 || write(fd, content, size) != (ssize_t)size ||
        store_open(&store, "", STORE_WRITE, &err) < 0)
        abort();
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    if (is_known(path, format) < ours)
        abort();
    if (import_study(&summary, store, format, paths, 1, "0", &err) == 0) {
        if (summary.rows == 0 || summary.doubt_count > summary.rows ||
            summary.note_count == 0 ||
            reader_load_trials(&result, store, summary.campaign, &err) < 0)
            abort();
        import_summary_free(&summary);
    }
    store_close(store);
    close(fd);
    return result;
}

static void export_all(const struct result *result)
{
    for (size_t i = 0; i < ARRAY_SIZE(formats); i++) {
        struct text out = {0};
        struct err err;
        if (strcmp(formats[i].name, "criterion") != 0 &&
            interchange_write(&out, result, formats[i].name, &err) == 0 &&
            interchange_has_samples(formats[i].name))
            result_free(import(formats[i].name, text_string(&out), out.length, true));
        text_free(&out);
    }
}

static void judge_all(const struct result *result)
{
    const struct gate_terms terms = {.most = 0.01, .alpha = 0.01};

    for (size_t i = 0; i < result->cell_count; i++) {
        const struct gate_fixed_test test = {&result->cells[i], &result->cells[i], METRIC_WALL,
                                             false, NULL};
        struct gate_answer answer;
        gate_fixed_judge(&answer, &test, 1, &terms);
        if (answer.verdict == GATE_FAIL || answer.ratio < 1 - 1e-9 || answer.ratio > 1 + 1e-9)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (size_t i = 0; size > 0 && i < ARRAY_SIZE(formats); i++)
        if (formats[i].letter == (char)data[0] && data[0] != 0) {
            struct result *result = import(formats[i].name, data + 1, size - 1, false);
            if (result != NULL) {
                judge_all(result);
                export_all(result);
            }
            result_free(result);
        }
    return 0;
}
