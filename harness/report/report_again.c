/* SPDX-License-Identifier: MIT
 * How to measure a campaign again. */
#include "report/report_sections.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/command_line.h"

/* What was asked for, by its key in the campaign's selection, and the option that asks. */
static const struct {
    const char *key, *option;
} options[] = {
    {"lang", "--lang"},
    {"variant", "--variant"},
    {"size", "--size"},
    {"toolchain", "--toolchain"},
    {"flags", "--flags"},
    {"mode", "--mode"},
    {"iterations", "--iterations"},
    {"blocks", "--blocks"},
    {"warmup", "--warmup"},
    {"precision", "--precision"},
    {"catalog", "--catalog"},
};

static void add_list(struct text *out, const json_t *list)
{
    struct text joined = {0};

    for (size_t i = 0; i < json_array_size(list); i++)
        text_printf(&joined, "%s%s", i > 0 ? "," : "",
                    json_string_value(json_array_get(list, i)));
    command_line_word(out, text_string(&joined));
    text_free(&joined);
}

/* Nothing for what was not asked for: null, an empty list, 0. */
static void add_option(struct text *out, const char *option, const json_t *value)
{
    char number[TABLE_NUMBER_SIZE];

    if (json_array_size(value) > 0 || json_string_length(value) > 0 ||
        json_number_value(value) > 0)
        text_printf(out, " %s ", option);
    if (json_array_size(value) > 0)
        add_list(out, value);
    else if (json_string_length(value) > 0)
        command_line_word(out, json_string_value(value));
    else if (json_number_value(value) > 0)
        text_add(out, table_number(number, json_number_value(value)));
}

static void add_run(struct text *out, const struct result *result)
{
    json_t *selection = json_loads(result->selection, 0, NULL);

    text_add(out, "polyjoule run ");
    command_line_words(out, json_object_get(selection, "select"));
    for (size_t i = 0; i < ARRAY_SIZE(options); i++)
        add_option(out, options[i].option, json_object_get(selection, options[i].key));
    text_printf(out, " --seed %" PRId64, result->seed);
    json_decref(selection);
}

static void add_measure(struct text *out, const struct result *result)
{
    struct arena arena = {0};
    size_t planned = 0;

    for (size_t i = 0; i < result->cell_count; i++)
        planned = result->cells[i].planned > planned ? result->cells[i].planned : planned;
    text_printf(out, "polyjoule measure --repeats %zu --seed %" PRId64, planned, result->seed);
    for (size_t i = 0; i < result->cell_count; i++) {
        const char *line = command_line_of(&arena, result->cells[i].argv);
        if (line == NULL)
            continue;
        text_add(out, " --cmd ");
        command_line_word(out, line);
    }
    arena_free(&arena);
}

void report_again(struct document *d, const struct report_request *q)
{
    const struct result *result = q->result;
    struct text line = {0};

    document_section(d, "again", "How to do it again");
    if (result->imported) {
        document_sentence(d, "The measurements are a study's own; polyjoule import reads them "
                             "again from its files.");
    } else {
        document_sentence(d, "The order of trials follows from the seed. In a checkout:");
        if (strcmp(result->kind, "measure") == 0)
            add_measure(&line, result);
        else
            add_run(&line, result);
        text_add(&line, "\npolyjoule report -o report.html");
        document_lines(d, text_string(&line));
        text_free(&line);
    }
    document_sentence(d,
                      "Campaign %s, measured by polyjoule %s and reported by polyjoule %s, "
                      "which is under the MIT licence; CITATION.cff says how to cite it.",
                      result->uuid, result->tool_version, q->tool_version);
}
