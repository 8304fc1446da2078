/* SPDX-License-Identifier: MIT
 * How often each k letters of a DNA sequence occur: definition in ../README.md. */
#include "pj.h"

#include <inttypes.h>
#include <string.h>

static const char LETTERS[] = "ACTG"; /* by bits 1 and 2 of their code, either case */

enum { LETTER_BITS = 2, WORD = 32 /* letters */, PAIRS = 16, BLOCK = 65536 };

static const uint64_t EMPTY = UINT64_MAX; /* no key is so long */

/* The letters in words of 32, the first in a word's lowest bits. */
struct text {
    uint64_t *words;
    size_t capacity; /* words */
    size_t length;   /* letters */
};

/* Open addressing, linear probing, at most half full. The slots are as many as 2^(64 - shift);
 * a slot has the number of a key and of its count, in the order in which keys were met, or 0.
 */
struct table {
    uint32_t *slots;
    uint64_t *keys;
    uint32_t *counts;
    uint32_t used;
    uint64_t shift;
};

static void *resize(void *memory, size_t count, size_t size)
{
    if ((memory = realloc(memory, count * size)) == NULL)
        pj_out_of_memory();
    return memory;
}

/* Empty slots, and room for keys that fill half of them and one more. */
static void table_make_room(struct table *t)
{
    const size_t capacity = (size_t)1 << (64 - t->shift);

    free(t->slots);
    if ((t->slots = calloc(capacity, sizeof *t->slots)) == NULL)
        pj_out_of_memory();
    t->keys = resize(t->keys, capacity / 2 + 2, sizeof *t->keys);
    t->counts = resize(t->counts, capacity / 2 + 2, sizeof *t->counts);
}

static struct table table_open(uint64_t bits)
{
    struct table t = {.shift = 64 - bits};

    table_make_room(&t);
    t.keys[0] = EMPTY;
    t.counts[0] = 0;
    return t;
}

static void table_close(struct table *t)
{
    free(t->slots);
    free(t->keys);
    free(t->counts);
}

static inline size_t table_slot(uint64_t key, uint64_t shift)
{
    return key * UINT64_C(0x9e3779b97f4a7c15) >> shift;
}

/* The slot of KEY, or else the empty one where it belongs, from SLOT on. */
static size_t table_search(const struct table *t, uint64_t key, size_t slot)
{
    const size_t mask = ((size_t)1 << (64 - t->shift)) - 1;

    while (t->slots[slot] != 0 && t->keys[t->slots[slot]] != key)
        slot = (slot + 1) & mask;
    return slot;
}

static void table_grow(struct table *t)
{
    t->shift--;
    table_make_room(t);
    for (uint32_t i = 1; i <= t->used; i++)
        t->slots[table_search(t, t->keys[i], table_slot(t->keys[i], t->shift))] = i;
}

/* The number of KEY, which is not in its first slot, SLOT; a new one if need be. Not inline, so
 * that the loop that counts has the table in registers. */
#ifdef __GNUC__
__attribute__((noinline))
#endif
static uint32_t
table_add(struct table *t, uint64_t key, size_t slot)
{
    slot = table_search(t, key, slot);
    if (t->slots[slot] == 0) {
        t->slots[slot] = ++t->used;
        t->keys[t->used] = key;
        t->counts[t->used] = 0;
        if ((uint64_t)t->used * 2 > UINT64_C(1) << (64 - t->shift)) {
            table_grow(t);
            return t->used;
        }
    }
    return t->slots[slot];
}

static uint32_t table_get(const struct table *t, uint64_t key)
{
    return t->counts[t->slots[table_search(t, key, table_slot(key, t->shift))]];
}

/* Of a letter, in either case. */
static inline uint64_t bits_of(unsigned char letter)
{
    return letter >> 1 & 3;
}

static inline uint64_t append(uint64_t key, uint64_t letter)
{
    return key << LETTER_BITS | letter;
}

/* Counts all K letters in a row, no more than 32. */
static struct table count(const struct text *text, size_t k)
{
    const uint64_t mask = (UINT64_C(1) << LETTER_BITS * k) - 1;
    struct table t = table_open(4), now = t;
    uint64_t key = 0;
    size_t at = 0;

    for (; at < k - 1 && at < text->length; at++)
        key = append(key, text->words[0] >> at * LETTER_BITS & 3);
    while (at < text->length) {
        uint64_t word = text->words[at / WORD] >> at % WORD * LETTER_BITS;
        size_t end = (at / WORD + 1) * WORD;

        if (end > text->length)
            end = text->length;
        for (; at < end; at++, word >>= LETTER_BITS) {
            key = append(key, word & 3) & mask;
            const size_t slot = table_slot(key, now.shift);
            uint32_t number = now.slots[slot];

            if (now.keys[number] != key) {
                number = table_add(&t, key, slot);
                now = t;
            }
            now.counts[number]++;
        }
    }
    return t;
}

/* Adds the letters of whole or broken lines. */
static void pack(struct text *text, const unsigned char *at, const unsigned char *end)
{
    const size_t words = (text->length + (size_t)(end - at)) / WORD + 1;
    size_t length = text->length;
    uint64_t word = 0;

    if (words > text->capacity) {
        text->capacity = 2 * words;
        text->words = resize(text->words, text->capacity, sizeof *text->words);
    }
    if (length % WORD != 0)
        word = text->words[length / WORD];
    for (; at != end; at++) {
        if (*at == '\n')
            continue;
        word |= bits_of(*at) << length % WORD * LETTER_BITS;
        text->words[length / WORD] = word;
        length++;
        if (length % WORD == 0)
            word = 0;
    }
    text->length = length;
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
static void put_frequencies(struct pj_out *out, const struct text *text, size_t k)
{
    struct table t = count(text, k);
    struct frequency found[PAIRS];
    uint64_t total = 0;

    for (uint32_t i = 0; i < t.used; i++) {
        found[i] = (struct frequency){.count = t.counts[i + 1]};
        for (size_t j = 0; j < k; j++)
            found[i].name[j] = LETTERS[t.keys[i + 1] >> LETTER_BITS * (k - 1 - j) & 3];
        total += found[i].count;
    }
    qsort(found, t.used, sizeof *found, compare);
    for (uint32_t i = 0; i < t.used; i++)
        pj_printf(out, "%s %.3f\n", found[i].name, 100.0 * found[i].count / (double)total);
    pj_put(out, "\n", 1);
    table_close(&t);
}

static void put_count(struct pj_out *out, const struct text *text, const char *name)
{
    struct table t = count(text, strlen(name));
    uint64_t key = 0;

    for (const char *letter = name; *letter != '\0'; letter++)
        key = append(key, bits_of((unsigned char)*letter));
    pj_printf(out, "%" PRIu32 "\t%s\n", table_get(&t, key), name);
    table_close(&t);
}

/* Reads the input and keeps the letters of its third and last record. */
static void *setup(const struct pj_input *in)
{
    struct text *text = pj_alloc(1, sizeof *text);
    unsigned char *block = pj_alloc(BLOCK, 1);
    const char *marks = ">>>\n"; /* to be passed */
    size_t got;

    (void)in;
    *text = (struct text){0};
    while ((got = pj_read_part(block, BLOCK)) > 0) {
        const unsigned char *at = block, *end = block + got;

        while (*marks != '\0' && (at = memchr(at, *marks, (size_t)(end - at))) != NULL) {
            at++;
            marks++;
        }
        if (at != NULL)
            pack(text, at, end);
    }
    free(block);
    return text;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    static const char *const names[] = {"GGT", "GGTA", "GGTATT", "GGTATTTTAATT",
                                        "GGTATTTTAATTTATAGT"};

    (void)in;
    put_frequencies(out, state, 1);
    put_frequencies(out, state, 2);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put_count(out, state, names[i]);
}

static void finish(void *state)
{
    struct text *text = state;

    free(text->words);
    free(text);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv,
                   &(struct pj_program){.setup = setup, .run = run, .finish = finish});
}
