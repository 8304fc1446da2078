/* SPDX-License-Identifier: MIT
 * Go's benchmark text (golang.org/design/14313-benchmark-format and
 * golang.org/x/perf/benchfmt): a line a sample, which benchstat reads; sub-keys "/lang=rust"
 * are for its -col and -filter. What a name may not hold is in percent notation. It has no
 * place for blocks and for trials that failed; what tells no cells apart is not in the names.
 */
#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "report/interchange_view.h"
#include "report/table.h"

/* "/" divides names, "=" keys from values, blanks fields. */
static void add_escaped(struct text *out, const char *value)
{
    for (const char *c = value; *c != '\0'; c++) {
        unsigned char byte = (unsigned char)*c;
        if (byte <= ' ' || byte == 0x7f || strchr("/=%", byte) != NULL)
            text_printf(out, "%%%02X", byte);
        else
            text_add_bytes(out, c, 1);
    }
}

static void add_line(struct text *out, const char *key, const char *value)
{
    if (value == NULL || value[0] == '\0')
        return;
    text_printf(out, "%s: ", key);
    for (const char *c = value; *c != '\0'; c++)
        text_add_bytes(out, (unsigned char)*c < ' ' ? " " : c, 1);
    text_add(out, "\n");
}

/* Go wants a capital there; one that is the workload's own is told from it by its notation. */
static void add_workload(struct text *out, const char *workload)
{
    unsigned char first = (unsigned char)workload[0];

    if (islower(first)) {
        char capital[2] = {(char)toupper(first), '\0'};
        text_add(out, capital);
    } else if (first != '\0') {
        text_printf(out, "%%%02X", first);
    }
    add_escaped(out, first != '\0' ? workload + 1 : "");
}

static void add_name(struct text *out, const struct interchange_cell *c)
{
    const struct result_cell *cell = c->cell;

    text_add(out, "Benchmark");
    if (cell->workload == NULL) {
        text_add(out, "Command/");
        add_escaped(out, cell->label);
    } else {
        add_workload(out, cell->workload);
        text_add(out, "/lang=");
        add_escaped(out, cell->language != NULL ? cell->language : "unknown");
    }
    for (size_t i = 0; i < c->part_count; i++) {
        text_printf(out, "/%s=", c->parts[i].key);
        add_escaped(out, c->parts[i].value);
    }
    /* GOMAXPROCS, so that no name that ends with a number loses it. */
    text_add(out, "-1");
}

static const char *unit_of(struct interchange_view *view, enum interchange_quantity q)
{
    static const char *const units[] = {"ns/op", "cpu-ns/op", "peak-RSS-bytes"};

    if (q < QUANTITY_ENERGY)
        return units[q];
    const char *name = interchange_quantity_name(view, q);
    return arena_printf(&view->arena, "%.*sJ/op", (int)(strlen(name) - strlen("energy")), name);
}

static void add_sample(struct text *out, struct interchange_view *view,
                       const struct interchange_cell *cell, const struct result_trial *trial)
{
    char number[TABLE_NUMBER_SIZE];

    add_name(out, cell);
    text_add(out, " 1");
    for (int i = 0; i < QUANTITIES; i++) {
        enum interchange_quantity q = (enum interchange_quantity)i;
        double value = q == QUANTITY_WALL  ? trial->wall_ns
                       : q == QUANTITY_CPU ? trial->cpu_ns
                                           : interchange_value(trial, q);
        if (isfinite(value) && (q != QUANTITY_MEMORY || interchange_has(cell, q)))
            text_printf(out, " %s %s", table_number(number, value), unit_of(view, q));
    }
    text_add(out, "\n");
}

static bool is_anywhere(const struct interchange_view *view, enum interchange_quantity q)
{
    for (size_t i = 0; i < view->cell_count; i++)
        for (size_t k = 0; k < view->cells[i].count; k++)
            if (isfinite(interchange_value(view->cells[i].trials[k], q)))
                return true;
    return false;
}

/* benchstat makes a table for each value of a configuration line, and compares none across:
 * what differs from campaign to campaign is in comments. */
void interchange_go(struct text *out, struct interchange_view *view)
{
    const struct result *r = view->result;

    add_line(out, "# polyjoule-campaign", r->uuid);
    add_line(out, "# polyjoule-version", r->tool_version);
    add_line(out, "# energy-source", r->energy_source);
    add_line(out, "# energy-resolver", r->energy_resolver);
    add_line(out, "# energy-reason", r->energy_reason);
    if (r->session_count > 0)
        add_line(out, "cpu", r->sessions[0].cpu_model);
    for (int i = 0; i < QUANTITIES; i++)
        if (is_anywhere(view, (enum interchange_quantity)i))
            text_printf(out, "Unit %s better=lower\n",
                        unit_of(view, (enum interchange_quantity)i));
    for (size_t i = 0; i < view->cell_count; i++)
        for (size_t k = 0; k < view->cells[i].count; k++)
            add_sample(out, view, &view->cells[i], view->cells[i].trials[k]);
}
