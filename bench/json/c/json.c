/* SPDX-License-Identifier: MIT
 * A JSON text parsed into a tree, walked, written again and freed: definition in ../README.md.
 */
#include "pj.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { RECORDS = 2000, FIRST_ROOM = 2, SECOND_ROOM = 8 };

enum kind { NOTHING, FALSE, TRUE, NUMBER, STRING, ARRAY, OBJECT };

struct value {
    enum kind kind;
    uint32_t length; /* a string's bytes, an array's elements, an object's pairs */
    union {
        int64_t number;
        char *bytes; /* decoded; no NUL follows */
        struct value *items;
        struct pair *pairs;
    };
};

struct pair {
    struct value key;
    struct value value;
};

static _Noreturn void fail(const char *message)
{
    fprintf(stderr, "%s\n", message);
    exit(70);
}

/* VECTOR of COUNT elements, with room for one more: it has room for 2, 8, 16, 32 ... */
static inline void *room_for_one(void *vector, uint32_t count, size_t size)
{
    if (count == 0)
        return pj_alloc(FIRST_ROOM, size);
    if (count != FIRST_ROOM && (count < SECOND_ROOM || (count & (count - 1)) != 0))
        return vector;
    const size_t room = count == FIRST_ROOM ? SECOND_ROOM : 2 * (size_t)count;
    void *wider = realloc(vector, room * size);
    if (wider == NULL)
        pj_out_of_memory();
    return wider;
}

/* --- Parsing: each function takes where its text begins and returns where it ended. The text's
 * NUL is no part of any value, so that nothing need ask for the end. --- */

static const char *parse_value(const char *at, struct value *out);

static inline const char *skip_space(const char *at)
{
    while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r')
        at++;
    return at;
}

static inline bool is_plain(char c)
{
    return (unsigned char)c >= ' ' && c != '"' && c != '\\';
}

static char unescape(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        fail("no such escape");
    }
}

/* The string's end, its quote, or a character that may not be in it. */
static const char *find_end(const char *at)
{
    for (;;) {
        while (is_plain(*at))
            at++;
        if (*at != '\\' || at[1] == '\0')
            return at;
        at += 2;
    }
}

static inline const char *parse_string(const char *at, struct value *out)
{
    const char *start = ++at;

    while (is_plain(*at))
        at++;
    const char *end = find_end(at);
    if (*end != '"')
        fail("a string does not end");
    char *to = pj_alloc((size_t)(end - start), 1);
    *out = (struct value){.kind = STRING, .bytes = to};
    memcpy(to, start, (size_t)(at - start));
    to += at - start;
    while (at < end) {
        const char c = *at++;
        *to++ = c != '\\' ? c : unescape(*at++);
    }
    out->length = (uint32_t)(to - out->bytes);
    return end + 1;
}

static inline const char *parse_number(const char *at, struct value *out)
{
    const bool negative = *at == '-';
    int64_t number = 0;

    at += negative;
    const char *start = at;
    for (; *at >= '0' && *at <= '9'; at++) {
        const int digit = *at - '0';
        if (__builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, negative ? -digit : digit, &number))
            fail("a number has more than 64 bits");
    }
    if (at == start || (*start == '0' && at > start + 1))
        fail("not a number");
    *out = (struct value){.kind = NUMBER, .number = number};
    return at;
}

static const char *parse_array(const char *at, struct value *out)
{
    struct value *items = NULL;
    uint32_t count = 0;

    at = skip_space(at + 1);
    if (*at != ']') {
        for (;;) {
            items = room_for_one(items, count, sizeof *items);
            at = skip_space(parse_value(at, &items[count++]));
            if (*at != ',')
                break;
            at = skip_space(at + 1);
        }
        if (*at != ']')
            fail("an array does not end");
    }
    *out = (struct value){.kind = ARRAY, .length = count, .items = items};
    return at + 1;
}

static const char *parse_pair(const char *at, struct pair *out)
{
    if (*at != '"')
        fail("a pair has no key");
    at = skip_space(parse_string(at, &out->key));
    if (*at != ':')
        fail("a pair has no value");
    return parse_value(skip_space(at + 1), &out->value);
}

static const char *parse_object(const char *at, struct value *out)
{
    struct pair *pairs = NULL;
    uint32_t count = 0;

    at = skip_space(at + 1);
    if (*at != '}') {
        for (;;) {
            pairs = room_for_one(pairs, count, sizeof *pairs);
            at = skip_space(parse_pair(at, &pairs[count++]));
            if (*at != ',')
                break;
            at = skip_space(at + 1);
        }
        if (*at != '}')
            fail("an object does not end");
    }
    *out = (struct value){.kind = OBJECT, .length = count, .pairs = pairs};
    return at + 1;
}

static const char *parse_word(const char *at, const char *word, enum kind kind,
                              struct value *out)
{
    const size_t length = strlen(word);

    if (strncmp(at, word, length) != 0)
        fail("no such word");
    out->kind = kind;
    return at + length;
}

static const char *parse_value(const char *at, struct value *out)
{
    switch (*at) {
    case '{':
        return parse_object(at, out);
    case '[':
        return parse_array(at, out);
    case '"':
        return parse_string(at, out);
    case 't':
        return parse_word(at, "true", TRUE, out);
    case 'f':
        return parse_word(at, "false", FALSE, out);
    case 'n':
        return parse_word(at, "null", NOTHING, out);
    default:
        return parse_number(at, out);
    }
}

static struct value parse(const char *text)
{
    struct value tree;

    if (*skip_space(parse_value(skip_space(text), &tree)) != '\0')
        fail("something follows the value");
    return tree;
}

/* --- Walking and freeing. --- */

struct counts {
    int64_t values[OBJECT + 1]; /* by kind */
    int64_t sum;
    int64_t string_bytes;
};

static void walk(const struct value *value, struct counts *counts)
{
    counts->values[value->kind]++;
    switch (value->kind) {
    case NUMBER:
        counts->sum += value->number;
        break;
    case STRING:
        counts->string_bytes += value->length;
        break;
    case ARRAY:
        for (uint32_t i = 0; i < value->length; i++)
            walk(&value->items[i], counts);
        break;
    case OBJECT:
        for (uint32_t i = 0; i < value->length; i++)
            walk(&value->pairs[i].value, counts);
        break;
    default:
        break;
    }
}

static void drop(struct value *value)
{
    switch (value->kind) {
    case STRING:
        free(value->bytes);
        break;
    case ARRAY:
        for (uint32_t i = 0; i < value->length; i++)
            drop(&value->items[i]);
        free(value->items);
        break;
    case OBJECT:
        for (uint32_t i = 0; i < value->length; i++) {
            free(value->pairs[i].key.bytes);
            drop(&value->pairs[i].value);
        }
        free(value->pairs);
        break;
    default:
        break;
    }
}

/* --- Writing. --- */

struct buffer {
    char *bytes;
    size_t length;
    size_t capacity;
};

/* Where LENGTH more bytes may be written; the writer then adds what it wrote to the length. */
static inline char *room(struct buffer *b, size_t length)
{
    if (length > b->capacity - b->length) {
        b->capacity = 2 * b->capacity + length;
        b->bytes = realloc(b->bytes, b->capacity);
        if (b->bytes == NULL)
            pj_out_of_memory();
    }
    return b->bytes + b->length;
}

static inline void put(struct buffer *b, const char *bytes, size_t length)
{
    memcpy(room(b, length), bytes, length);
    b->length += length;
}

static inline void put_char(struct buffer *b, char c)
{
    *room(b, 1) = c;
    b->length++;
}

/* After a backslash: what stands for C. */
static char escape(char c)
{
    switch (c) {
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return c;
    }
}

static inline void write_string(struct buffer *b, const struct value *string)
{
    const char *from = string->bytes;
    const char *const end = from + string->length;
    char *const start = room(b, 2 * (size_t)string->length + 2);
    char *to = start;

    *to++ = '"';
    for (; from < end; from++) {
        if (!is_plain(*from))
            *to++ = '\\';
        *to++ = is_plain(*from) ? *from : escape(*from);
    }
    *to++ = '"';
    b->length += (size_t)(to - start);
}

static inline void write_number(struct buffer *b, int64_t number)
{
    char digits[20];
    char *at = digits + sizeof digits;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;

    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (number < 0)
        *--at = '-';
    put(b, at, (size_t)(digits + sizeof digits - at));
}

static void write_value(struct buffer *b, const struct value *value)
{
    switch (value->kind) {
    case NOTHING:
        put(b, "null", 4);
        break;
    case FALSE:
        put(b, "false", 5);
        break;
    case TRUE:
        put(b, "true", 4);
        break;
    case NUMBER:
        write_number(b, value->number);
        break;
    case STRING:
        write_string(b, value);
        break;
    case ARRAY:
        put_char(b, '[');
        for (uint32_t i = 0; i < value->length; i++) {
            if (i != 0)
                put_char(b, ',');
            write_value(b, &value->items[i]);
        }
        put_char(b, ']');
        break;
    case OBJECT:
        put_char(b, '{');
        for (uint32_t i = 0; i < value->length; i++) {
            if (i != 0)
                put_char(b, ',');
            write_string(b, &value->pairs[i].key);
            put_char(b, ':');
            write_value(b, &value->pairs[i].value);
        }
        put_char(b, '}');
        break;
    }
}

/* --- The document and the answer. --- */

static void write_record(struct buffer *b, int i, uint32_t *seed)
{
    const uint32_t x = pj_next(seed), y = pj_next(seed), z = pj_next(seed);
    char ref[12] = "null", record[256];

    if (z % 5 != 0)
        snprintf(ref, sizeof ref, "%" PRIu32, x % 97);
    const int length =
        snprintf(record, sizeof record,
                 "{\"id\":%d,\"name\":\"user%" PRIu32 "\",\"score\":%" PRId32
                 ",\"active\":%s,\"ref\":%s,\"tags\":[\"t%" PRIu32 "\",\"t%" PRIu32
                 "\"],\"pos\":{\"x\":%" PRIu32 ",\"y\":%" PRIu32
                 "},\"note\":\"line\\n\\\"q%" PRIu32 "\\\"\\t\\\\end\"}",
                 i, x % 1000, (int32_t)(y % 2000001) - 1000000, z % 2 == 0 ? "true" : "false",
                 ref, x % 10, y % 10, y % 640, z % 480, z % 100);
    put(b, record, (size_t)length);
}

static void *setup(const struct pj_input *in)
{
    struct buffer *text = pj_alloc(1, sizeof *text);
    uint32_t seed = (uint32_t)in->seed;

    *text = (struct buffer){0};
    put_char(text, '[');
    for (int i = 0; i < RECORDS; i++) {
        if (i != 0)
            put_char(text, ',');
        write_record(text, i, &seed);
    }
    put_char(text, ']');
    *room(text, 1) = '\0';
    return text;
}

static void finish(void *state)
{
    struct buffer *text = state;

    free(text->bytes);
    free(text);
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    const struct buffer *text = state;
    struct buffer written = {0};
    struct counts n = {{0}, 0, 0};
    uint32_t check = 0;

    for (int64_t round = 0; round < in->n; round++) {
        struct value tree = parse(text->bytes);
        walk(&tree, &n);
        written.length = 0;
        write_value(&written, &tree);
        if (written.length != text->length ||
            memcmp(written.bytes, text->bytes, text->length) != 0)
            fail("what was written is not what was read");
        drop(&tree);
    }
    for (size_t i = 0; i < text->length; i++)
        check = pj_check(check, (unsigned char)text->bytes[i]);
    pj_printf(out, "bytes %zu\nobjects %" PRId64 "\narrays %" PRId64 "\nstrings %" PRId64 "\n",
              text->length, n.values[OBJECT], n.values[ARRAY], n.values[STRING]);
    pj_printf(out, "ints %" PRId64 "\nbools %" PRId64 " %" PRId64 "\nnulls %" PRId64 "\n",
              n.values[NUMBER], n.values[TRUE], n.values[FALSE], n.values[NOTHING]);
    pj_printf(out, "sum %" PRId64 "\nstrbytes %" PRId64 "\ncheck %" PRIu32 "\n", n.sum,
              n.string_bytes, check);
    free(written.bytes);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv,
                   &(struct pj_program){.setup = setup, .run = run, .finish = finish});
}
