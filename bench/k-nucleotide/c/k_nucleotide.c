/* SPDX-License-Identifier: MIT
 * How often each k letters of a DNA sequence occur: definition in ../README.md. */
#include "pj.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char LETTERS[] = "ACTG"; /* by bits 1 and 2 of their code, either case */

enum { LETTER_BITS = 2, PAIRS = 16, BLOCK = 65536 };

static const uint64_t EMPTY = UINT64_MAX; /* no key is so long */

struct text {
    unsigned char *bytes;
    size_t length;
};

struct entry {
    uint64_t key;
    uint32_t count;
};

/* Open addressing, linear probing, at most half full. */
struct table {
    struct entry *entries;
    size_t capacity; /* 2^(64 - shift) */
    size_t used;
    uint64_t shift;
};

static struct table table_open(uint64_t bits)
{
    const size_t capacity = (size_t)1 << bits;
    struct table t = {pj_alloc(capacity, sizeof *t.entries), capacity, 0, 64 - bits};

    for (size_t i = 0; i < capacity; i++)
        t.entries[i] = (struct entry){EMPTY, 0};
    return t;
}

/* The entry of KEY, or else the empty one where it belongs. */
static inline struct entry *table_find(const struct table *t, uint64_t key)
{
    size_t slot = key * UINT64_C(0x9e3779b97f4a7c15) >> t->shift;

    while (t->entries[slot].key != key && t->entries[slot].key != EMPTY)
        slot = (slot + 1) & (t->capacity - 1);
    return &t->entries[slot];
}

static void table_grow(struct table *t)
{
    struct table larger = table_open(64 - t->shift + 1);

    for (size_t i = 0; i < t->capacity; i++)
        if (t->entries[i].key != EMPTY)
            *table_find(&larger, t->entries[i].key) = t->entries[i];
    larger.used = t->used;
    free(t->entries);
    *t = larger;
}

static inline void table_add(struct table *t, uint64_t key)
{
    struct entry *entry = table_find(t, key);

    if (entry->key == EMPTY) {
        entry->key = key;
        if (++t->used * 2 > t->capacity) {
            table_grow(t);
            entry = table_find(t, key);
        }
    }
    entry->count++;
}

static inline uint64_t append(uint64_t key, unsigned char letter)
{
    return key << LETTER_BITS | (letter >> 1 & 3);
}

/* Counts all K letters in a row. */
static struct table count(const struct text *lines, int k)
{
    const uint64_t mask = (UINT64_C(1) << LETTER_BITS * k) - 1;
    const unsigned char *at = lines->bytes, *const end = at + lines->length;
    struct table t = table_open(4);
    uint64_t key = 0;

    for (int missing = k - 1; missing > 0 && at != end; at++) {
        if (*at != '\n') {
            key = append(key, *at);
            missing--;
        }
    }
    while (at != end) {
        const unsigned char *newline = memchr(at, '\n', (size_t)(end - at));

        for (; at != newline; at++) {
            key = append(key, *at) & mask;
            table_add(&t, key);
        }
        at++;
    }
    return t;
}

struct frequency {
    char name[3];
    uint32_t count;
};

/* The most frequent first, then by name. */
static int compare(const void *left, const void *right)
{
    const struct frequency *a = left, *b = right;

    return a->count != b->count ? (a->count < b->count ? 1 : -1) : strcmp(a->name, b->name);
}

/* K is 1 or 2. */
static void put_frequencies(struct pj_out *out, const struct text *lines, int k)
{
    const struct table t = count(lines, k);
    struct frequency found[PAIRS];
    size_t n = 0;
    uint64_t total = 0;

    for (size_t i = 0; i < t.capacity; i++) {
        const struct entry entry = t.entries[i];

        if (entry.key == EMPTY)
            continue;
        found[n] = (struct frequency){.count = entry.count};
        for (int j = 0; j < k; j++)
            found[n].name[j] = LETTERS[entry.key >> LETTER_BITS * (k - 1 - j) & 3];
        n++;
        total += entry.count;
    }
    qsort(found, n, sizeof *found, compare);
    for (size_t i = 0; i < n; i++)
        pj_printf(out, "%s %.3f\n", found[i].name, 100.0 * found[i].count / (double)total);
    pj_put(out, "\n", 1);
    free(t.entries);
}

static void put_count(struct pj_out *out, const struct text *lines, const char *name)
{
    const struct table t = count(lines, (int)strlen(name));
    uint64_t key = 0;

    for (const char *letter = name; *letter != '\0'; letter++)
        key = append(key, (unsigned char)*letter);
    pj_printf(out, "%" PRIu32 "\t%s\n", table_find(&t, key)->count, name);
    free(t.entries);
}

/* A part of standard input. */
static size_t read_block(unsigned char *bytes, size_t length)
{
    const size_t got = fread(bytes, 1, length, stdin);

    if (ferror(stdin)) {
        fputs("cannot read the input\n", stderr);
        exit(66);
    }
    return got;
}

/* Reads the input and keeps its third and last record: the rest would double the memory. */
static void *setup(const struct pj_input *in)
{
    struct text *text = pj_alloc(1, sizeof *text);
    size_t capacity = BLOCK, got;
    const unsigned char *at, *end;
    int records = 0;

    (void)in;
    text->bytes = pj_alloc(capacity, 1);
    do {
        got = read_block(text->bytes, BLOCK);
        at = text->bytes;
        end = at + got;
        while (records < 3 && (at = memchr(at, '>', (size_t)(end - at))) != NULL) {
            at++;
            records++;
        }
    } while (records < 3 && got == BLOCK);
    text->length = at != NULL ? (size_t)(end - at) : 0;
    memmove(text->bytes, end - text->length, text->length);
    while (got > 0) {
        if (text->length == capacity) {
            capacity *= 2;
            if ((text->bytes = realloc(text->bytes, capacity)) == NULL)
                pj_out_of_memory();
        }
        got = read_block(text->bytes + text->length, capacity - text->length);
        text->length += got;
    }
    return text;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)in;
    static const char *const names[] = {"GGT", "GGTA", "GGTATT", "GGTATTTTAATT",
                                        "GGTATTTTAATTTATAGT"};
    const struct text *record = state;
    const unsigned char *header_end = memchr(record->bytes, '\n', record->length);
    const size_t header = (size_t)(header_end - record->bytes) + 1;
    const struct text lines = {record->bytes + header, record->length - header};

    put_frequencies(out, &lines, 1);
    put_frequencies(out, &lines, 2);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put_count(out, &lines, names[i]);
}

static void finish(void *state)
{
    struct text *text = state;

    free(text->bytes);
    free(text);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv,
                   &(struct pj_program){.setup = setup, .run = run, .finish = finish});
}
