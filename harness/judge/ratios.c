/* SPDX-License-Identifier: MIT
 * All ratios of a campaign to one reference language. */
#include "judge/ratios.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

const char *ratios_language_title(const char *language)
{
    static const char *const titles[][2] = {{"c", "C"},
                                            {"rust", "Rust"},
                                            {"go", "Go"},
                                            {"python", "Python"},
                                            {"cpp", "C++"},
                                            {"c++", "C++"},
                                            {"java", "Java"},
                                            {"zig", "Zig"},
                                            {"javascript", "JavaScript"},
                                            {"typescript", "TypeScript"},
                                            {"csharp", "C#"},
                                            {"fsharp", "F#"},
                                            {"php", "PHP"},
                                            {"ocaml", "OCaml"}};

    for (size_t i = 0; i < ARRAY_SIZE(titles); i++)
        if (same(titles[i][0], language))
            return titles[i][1];
    return language;
}

const struct ratios_entry *ratios_at(const struct ratios *ratios, size_t row, size_t arm)
{
    return &ratios->entries[row * ratios->arm_count + arm];
}

/* Each command of a measure campaign is an arm. */
static bool is_arm_of(const struct ratios_arm *arm, const struct result_cell *cell)
{
    if (cell->workload == NULL)
        return same(arm->name, cell->label);
    return same(arm->language, cell->language) && same(arm->variant, cell->variant) &&
           same(arm->toolchain, cell->toolchain) && same(arm->flags, cell->flags);
}

static void add_row(struct ratios *r, const struct result_cell *cell)
{
    for (size_t i = 0; i < r->row_count; i++)
        if (same(r->rows[i].workload, cell->workload) && same(r->rows[i].size, cell->size))
            return;
    r->rows[r->row_count++] =
        (struct ratios_row){.workload = cell->workload, .size = cell->size};
}

static void add_arm(struct ratios *r, const struct result_cell *cell)
{
    for (size_t i = 0; i < r->arm_count; i++)
        if (is_arm_of(&r->arms[i], cell))
            return;
    r->arms[r->arm_count++] =
        (struct ratios_arm){.name = cell->workload == NULL ? cell->label : NULL,
                            .language = cell->language,
                            .variant = cell->variant,
                            .toolchain = cell->toolchain,
                            .flags = cell->flags};
}

static void collect(struct ratios *r, const struct result *result, const char *variant)
{
    r->rows = arena_alloc(&r->arena, result->cell_count + 1, sizeof(*r->rows));
    r->arms = arena_alloc(&r->arena, result->cell_count + 1, sizeof(*r->arms));
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < result->cell_count; i++) {
            const struct result_cell *cell = &result->cells[i];
            if (!result_is_variant(cell->variant, variant))
                continue;
            add_row(r, cell);
            if (pass == 1 || same(cell->language, r->reference))
                add_arm(r, cell);
        }
    }
}

static void name_rows(struct ratios *r)
{
    for (size_t i = 0; i < r->row_count; i++) {
        bool several = false;
        for (size_t j = 0; j < r->row_count; j++)
            several |= j != i && same(r->rows[i].workload, r->rows[j].workload);
        r->rows[i].name =
            r->rows[i].workload == NULL ? "commands"
            : several ? arena_printf(&r->arena, "%s %s", r->rows[i].workload, r->rows[i].size)
                      : r->rows[i].workload;
    }
}

/* An arm's name has of variant, toolchain and flags what differs within its language. */
static void name_arms(struct ratios *r)
{
    for (size_t i = 0; i < r->arm_count; i++) {
        struct ratios_arm *arm = &r->arms[i];
        bool variant = arm->variant != NULL && strcmp(arm->variant, "plain") != 0;
        bool toolchain = false, flags = false;
        for (size_t j = 0; j < r->arm_count && arm->language != NULL; j++) {
            if (!same(r->arms[j].language, arm->language))
                continue;
            toolchain |= !same(r->arms[j].toolchain, arm->toolchain);
            flags |= !same(r->arms[j].flags, arm->flags);
        }
        if (arm->name == NULL)
            arm->name = arena_printf(&r->arena, "%s%s%s%s%s%s%s",
                                     ratios_language_title(arm->language), variant ? " " : "",
                                     variant ? arm->variant : "", toolchain ? " " : "",
                                     toolchain && arm->toolchain != NULL ? arm->toolchain : "",
                                     flags ? " " : "", flags && arm->flags ? arm->flags : "");
    }
}

static void fill_entry(struct ratios *r, const struct result *result, struct ratios_row *row,
                       size_t arm, struct ratios_entry *entry)
{
    entry->effect = stats_paired_ratio(NULL, NULL, 0, r->level);
    for (size_t i = 0; i < result->cell_count && entry->cell == NULL; i++) {
        const struct result_cell *cell = &result->cells[i];
        if (same(cell->workload, row->workload) && same(cell->size, row->size) &&
            is_arm_of(&r->arms[arm], cell))
            entry->cell = cell;
    }
    if (entry->cell == NULL)
        return;
    const struct result_cell *reference = result_reference(result, entry->cell, r->reference);
    if (reference == NULL)
        return;
    entry->effect = result_ratio(reference, entry->cell, r->metric, r->level);
    if (row->reference == NULL)
        row->reference = reference;
}

static bool is_complete(const struct ratios *r, size_t row)
{
    if (r->rows[row].reference != NULL && r->rows[row].reference->open_loop)
        return false;
    for (size_t arm = 0; arm < r->arm_count; arm++)
        if (ratios_at(r, row, arm)->effect.pairs == 0)
            return false;
    return true;
}

static void fill_means(struct ratios *r)
{
    double *ratio = mem_alloc(r->row_count + 1, sizeof(*ratio));
    struct effect *effects = mem_alloc(r->row_count + 1, sizeof(*effects));

    r->means = arena_alloc(&r->arena, r->arm_count + 1, sizeof(*r->means));
    for (size_t arm = 0; arm < r->arm_count; arm++) {
        size_t used = 0;
        for (size_t row = 0; row < r->row_count; row++) {
            if (!is_complete(r, row))
                continue;
            effects[used] = ratios_at(r, row, arm)->effect;
            ratio[used] = effects[used].ratio;
            used++;
        }
        r->means[arm].workloads = used;
        r->means[arm].programs = stats_geometric_mean(ratio, used, r->level);
        r->means[arm].suite = stats_geometric_mean_fixed(effects, used, r->level);
    }
    free(ratio);
    free(effects);
}

int ratios_make(struct ratios **out, const struct result *result, const char *reference,
                const char *variant, enum metric metric, double level, struct err *err)
{
    struct ratios *r = mem_alloc(1, sizeof(*r));
    bool found = false;

    r->metric = metric;
    r->level = level;
    r->reference = arena_dup(&r->arena, reference);
    collect(r, result, variant);
    name_rows(r);
    name_arms(r);
    r->entries = arena_alloc(&r->arena, r->row_count * r->arm_count + 1, sizeof(*r->entries));
    for (size_t row = 0; row < r->row_count; row++) {
        for (size_t arm = 0; arm < r->arm_count; arm++)
            fill_entry(r, result, &r->rows[row], arm, &r->entries[row * r->arm_count + arm]);
        found |= r->rows[row].reference != NULL;
    }
    if (!found) {
        ratios_free(r);
        return err_set(err, -ENOENT, "the campaign has no cell of the reference language %s",
                       reference != NULL ? reference : "(none)");
    }
    fill_means(r);
    *out = r;
    return 0;
}

void ratios_free(struct ratios *ratios)
{
    if (ratios == NULL)
        return;
    arena_free(&ratios->arena);
    free(ratios);
}

double ratios_widest(const struct ratios *ratios, size_t *row, size_t *arm)
{
    double widest = 0;

    for (size_t i = 0; i < ratios->row_count; i++) {
        for (size_t j = 0; j < ratios->arm_count; j++) {
            const struct ratios_entry *entry = ratios_at(ratios, i, j);
            if (entry->cell == NULL || entry->cell->skipped != NULL ||
                entry->cell == ratios->rows[i].reference)
                continue;
            double half = stats_half_width(&entry->effect);
            if (half <= widest)
                continue;
            widest = half;
            if (row != NULL)
                *row = i;
            if (arm != NULL)
                *arm = j;
        }
    }
    return widest;
}
