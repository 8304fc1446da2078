/* SPDX-License-Identifier: MIT
 * Streams of raw results: the queries say what is in a row, this file how it is written. */
#include "report/export.h"

#include <endian.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/mem.h"
#include "base/text.h"
#include "report/table.h"

enum { CHUNK_BYTES = 64 * 1024 };

struct stream {
    struct text chunk;
    bool headed;
    export_sink *sink;
    void *context;
};

static int flush(struct stream *stream, size_t threshold, struct err *err)
{
    int r = 0;

    if (stream->chunk.length > threshold) {
        r = stream->sink(stream->context, stream->chunk.data, stream->chunk.length, err);
        stream->chunk.length = 0;
    }
    return r;
}

static void csv_head(struct text *out, const struct store_row *row)
{
    for (int i = 0; i < row_columns(row); i++) {
        text_add(out, i > 0 ? "," : "");
        table_csv_field(out, row_name(row, i));
    }
    text_add(out, "\r\n");
}

static int csv_row(void *context, const struct store_row *row, struct err *err)
{
    struct stream *stream = context;
    struct text *out = &stream->chunk;
    char number[TABLE_NUMBER_SIZE];

    if (!stream->headed)
        csv_head(out, row);
    stream->headed = true;
    for (int i = 0; i < row_columns(row); i++) {
        text_add(out, i > 0 ? "," : "");
        if (row_type(row, i) == ROW_REAL)
            text_add(out, table_number(number, row_real(row, i)));
        else if (row_type(row, i) == ROW_INTEGER)
            text_printf(out, "%" PRId64, row_integer(row, i));
        else if (row_type(row, i) != ROW_NULL)
            table_csv_field(out, row_text(row, i));
    }
    text_add(out, "\r\n");
    return flush(stream, CHUNK_BYTES, err);
}

static unsigned nibble(char digit)
{
    return (unsigned)(digit <= '9' ? digit - '0' : digit - 'A' + 10);
}

/* The schema's packed integers, as SQLite's hex() writes them. */
static json_t *unpack(const char *hex)
{
    json_t *values = json_array();
    const char *end = hex + strlen(hex) / 16 * 16;

    for (; hex < end; hex += 16) {
        uint64_t packed;
        unsigned char *byte = (unsigned char *)&packed;
        for (size_t i = 0; i < sizeof(packed); i++)
            byte[i] = (unsigned char)(nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]));
        json_array_append_new(values, json_integer((json_int_t)le64toh(packed)));
    }
    return values;
}

/* In each object of ARRAY, the texts of these keys become arrays. */
static void unpack_keys(json_t *array)
{
    static const char *const keys[] = {"values", "mono_ns", "energy_nj", "latency_ns"};
    size_t at;
    json_t *object;

    json_array_foreach(array, at, object)
    {
        for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
            const char *hex = json_string_value(json_object_get(object, keys[i]));
            if (hex != NULL)
                json_object_set_new(object, keys[i], unpack(hex));
        }
    }
}

static bool is_list(const char *name)
{
    static const char *const lists[] = {"readings", "energy", "counters",
                                        "series",   "traces", "latencies"};

    for (size_t i = 0; i < ARRAY_SIZE(lists); i++)
        if (strcmp(name, lists[i]) == 0)
            return true;
    return false;
}

static json_t *json_value(const struct store_row *row, int column)
{
    json_t *value = NULL;

    switch (row_type(row, column)) {
    case ROW_INTEGER:
        return json_integer(row_integer(row, column));
    case ROW_REAL:
        return json_real(row_real(row, column));
    case ROW_TEXT:
        if (is_list(row_name(row, column))) {
            value = json_loads(row_text(row, column), 0, NULL);
            unpack_keys(value);
        } else {
            value = table_json_text(row_text(row, column));
        }
        break;
    case ROW_BLOB:
    case ROW_NULL:
        break;
    }
    return value != NULL ? value : json_null();
}

static int jsonl_row(void *context, const struct store_row *row, struct err *err)
{
    struct stream *stream = context;
    json_t *object = json_object();

    json_object_set_new(object, "schema", json_string("polyjoule.trial/1"));
    for (int i = 0; i < row_columns(row); i++)
        json_object_set_new(object, row_name(row, i), json_value(row, i));
    char *line = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    if (line == NULL)
        abort();
    text_add(&stream->chunk, line);
    text_add(&stream->chunk, "\n");
    free(line);
    return flush(stream, CHUNK_BYTES, err);
}

int export_trials(struct store *store, enum export_format format, int64_t campaign,
                  export_sink *sink, void *context, struct err *err)
{
    struct stream stream = {.sink = sink, .context = context};
    struct store_argument argument = {":campaign", campaign, NULL};
    int r;

    if (format == EXPORT_CSV)
        r = store_visit(store, "export_csv", &argument, 1, csv_row, &stream, err);
    else
        r = store_visit(store, "export_jsonl", &argument, 1, jsonl_row, &stream, err);
    if (r == 0)
        r = flush(&stream, 0, err);
    text_free(&stream.chunk);
    return r;
}
