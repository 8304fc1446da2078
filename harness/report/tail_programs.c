/* SPDX-License-Identifier: MIT
 * Programs that have latencies, their names and looks. */
#include "report/tail_programs.h"

#include <errno.h>
#include <string.h>

#include "base/mem.h"
#include "report/program_name.h"

static bool is_asked_for(const struct chart_options *o, const struct result_cell *cell)
{
    return figure_data_has(o, cell) && result_is_variant(cell->variant, o->variant);
}

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* With the workload and size where there are SEVERAL. */
static const char *name_of(struct arena *arena, const struct result_cell *cell, bool several)
{
    struct text name = {0};

    program_name(&name, cell);
    if (several && cell->workload != NULL)
        text_printf(&name, ", %s %s", cell->workload, cell->size);
    const char *kept = arena_dup(arena, text_string(&name));
    text_free(&name);
    return kept;
}

static void add(struct tail_programs *out, struct sheet *sheet, const struct tail_cell *cell)
{
    size_t before = 0;

    for (size_t i = 0; i < out->count; i++)
        before += same(out->items[i].cell->cell->language, cell->cell->language);
    struct palette_look look = sheet_look_of(sheet, cell->cell->language, out->count, before);
    out->least = out->count == 0 || cell->trials < out->least ? cell->trials : out->least;
    out->most = cell->trials > out->most ? cell->trials : out->most;
    out->fewest_latencies = out->count == 0 || cell->least < out->fewest_latencies
                                ? cell->least
                                : out->fewest_latencies;
    out->most_latencies = cell->most > out->most_latencies ? cell->most : out->most_latencies;
    out->items[out->count++] = (struct tail_program){cell, NULL, look};
}

int tail_programs_find(struct tail_programs *out, struct sheet *sheet, struct err *err)
{
    const struct tails *tails = sheet->options->tails;

    *out = (struct tail_programs){0};
    if (tails == NULL || tails->count == 0)
        return err_set(err, -ENODATA,
                       "the campaign has no latencies: measure a workload that has them, as "
                       "polyjoule run read-states");
    out->items = arena_alloc(&sheet->arena, tails->count, sizeof(*out->items));
    for (size_t i = 0; i < tails->count; i++)
        if (is_asked_for(sheet->options, tails->cells[i].cell))
            add(out, sheet, &tails->cells[i]);
    if (out->count == 0)
        return err_set(err, -ENODATA,
                       "nothing that was asked for has latencies: see --lang, --workload and "
                       "--variant");
    const struct result_cell *first = out->items[0].cell->cell;
    for (size_t i = 1; i < out->count; i++)
        out->several |= !same(out->items[i].cell->cell->workload, first->workload) ||
                        !same(out->items[i].cell->cell->size, first->size);
    for (size_t i = 0; i < out->count; i++)
        out->items[i].name = name_of(&sheet->arena, out->items[i].cell->cell, out->several);
    return sheet_check_count(sheet, out->count, err);
}

const char *tail_programs_processes(const struct tail_programs *programs, struct sheet *sheet)
{
    return sheet_range(sheet, programs->least, programs->most);
}
