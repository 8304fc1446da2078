/* SPDX-License-Identifier: MIT
 * Invented campaigns for tests: SIMULATED values with known ratios, not measurements. */
#ifndef RESULT_FIXTURE_H
#define RESULT_FIXTURE_H

#include <math.h>

#include "base/mem.h"
#include "base/rng.h"
#include "judge/builder.h"
#include "store/store.h"

enum { FIXTURE_WORKLOADS = 7, FIXTURE_LANGUAGES = 4 };

static const char *const fixture_workloads[FIXTURE_WORKLOADS] = {
    "n-body",     "binary_trees", "spectral-norm", "fannkuch-redux",
    "mandelbrot", "hashmap",      "startup"};
static const char *const fixture_languages[FIXTURE_LANGUAGES] = {"c", "rust", "go", "python"};
static const char *const fixture_toolchains[FIXTURE_LANGUAGES] = {"gcc 12.2.0", "rustc 1.95.0",
                                                                  "go 1.26.1", "python 3.11.2"};
static const double fixture_time_ratio[FIXTURE_WORKLOADS][FIXTURE_LANGUAGES] = {
    {1, 1.02, 1.31, 68}, {1, 0.91, 1.93, 18}, {1, 1.0, 1.01, 120}, {1, 1.05, 1.43, 44},
    {1, 1.01, 1.2, 300}, {1, 0.9, 2.4, 3.1},  {1, 1.1, 1.9, 14}};
static const double fixture_power_ratio[FIXTURE_LANGUAGES] = {1, 1.01, 1.12, 0.9};
static const double fixture_c_ns[FIXTURE_WORKLOADS] = {1.2e9, 0.8e9,  0.31e9, 0.6e9,
                                                       0.9e9, 0.45e9, 0.9e6};

static inline double fixture_noise(struct rng *rng, double sd)
{
    double sum = 0;

    for (int i = 0; i < 12; i++)
        sum += rng_uniform(rng);
    return exp(sd * (sum - 6));
}

static inline void fixture_cell(struct result *r, size_t w, size_t l, int64_t blocks)
{
    r->cells[r->cell_count] = (struct result_cell){
        .ordinal = (int64_t)r->cell_count,
        .label = arena_printf(&r->arena, "%s/%s", fixture_workloads[w], fixture_languages[l]),
        .workload = fixture_workloads[w],
        .language = fixture_languages[l],
        .variant = "plain",
        .flags = "native",
        .size = "ref",
        .n = 1000,
        .seed = STORE_ABSENT,
        .threads = 1,
        .toolchain = fixture_toolchains[l],
        .toolchain_version = fixture_toolchains[l],
        .planned = (size_t)blocks,
    };
    r->cell_count++;
}

static inline struct result *fixture_empty(const char *source)
{
    struct result *r = mem_alloc(1, sizeof(*r));

    r->id = 7;
    r->seed = 42;
    r->created_unix_ns = INT64_C(1764000000000000000);
    r->uuid = "0192f3a4-7c21-7d3e-9b11-5a0c7be81234";
    r->kind = "run";
    r->selection = "{}";
    r->mode = "process";
    r->tool_version = "0.1.0";
    r->state = "done";
    r->sessions = arena_alloc(&r->arena, 1, sizeof(*r->sessions));
    r->session_count = 1;
    r->sessions[0] = (struct result_session){
        .id = 1,
        .started_unix_ns = r->created_unix_ns,
        .uid = 1000,
        .energy_source = source,
        .energy_reason =
            source[0] == 'a' ? "no RAPL counters here: /sys/class/powercap is empty" : NULL,
        .cpu_model = "Invented CPU for tests @ 2.00GHz",
        .kernel = "6.1.0-test",
        .governor = "performance",
        .packages = 1,
        .cores = 4,
        .threads = 8,
        .memory_bytes = INT64_C(8) << 30,
        .turbo = 0,
        .smt = STORE_ABSENT,
    };
    return r;
}

static inline void fixture_trial(struct builder *b, struct rng *rng, size_t cell, size_t w,
                                 size_t l, int64_t block, const char *source)
{
    double ns = fixture_c_ns[w] * fixture_time_ratio[w][l] * fixture_noise(rng, 0.02);
    double watts = 20 * fixture_power_ratio[l] * fixture_noise(rng, 0.01);
    struct builder_trial trial = {
        .id = (int64_t)b->trial_count + 1,
        .session = 1,
        .ordinal = (int64_t)b->trial_count,
        .block = block,
        .cell = (uint32_t)cell,
        .status = RESULT_OK,
        .wall_ns = (int64_t)ns,
        .user_ns = (int64_t)(0.97 * ns),
        .system_ns = (int64_t)(0.02 * ns),
        .max_rss_bytes = (int64_t)(3e6 * (double)(l + 1) * fixture_noise(rng, 0.01)),
        .other_ns = (int64_t)(0.002 * ns),
    };
    const struct builder_channel channel = {
        .domain = "package", .source = source, .resolver = "model"};
    struct builder_energy energy = {
        .trial = trial.id,
        .channel = builder_put_channel(b, &channel),
        .gross_nj = ns * watts,
        .net_nj = ns * (watts - 8),
        .error_nj = 20e6,
    };

    builder_add_trial(b, &trial);
    if (source[0] != 'a')
        builder_add_energy(b, &energy);
}

/* The first WORKLOADS by the first LANGUAGES in BLOCKS blocks. */
static inline struct result *fixture_result(size_t workloads, size_t languages, int64_t blocks,
                                            const char *source)
{
    struct result *r = fixture_empty(source);
    struct builder builder = {.result = r};
    struct rng rng;

    rng_seed(&rng, 42);
    r->cells = arena_alloc(&r->arena, workloads * languages, sizeof(*r->cells));
    for (size_t w = 0; w < workloads; w++)
        for (size_t l = 0; l < languages; l++)
            fixture_cell(r, w, l, blocks);
    for (int64_t block = 1; block <= blocks; block++)
        for (size_t i = 0; i < r->cell_count; i++)
            fixture_trial(&builder, &rng, i, i / languages, i % languages, block, source);
    builder_finish(&builder, 10000000);
    return r;
}

#endif
