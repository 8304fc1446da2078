/* SPDX-License-Identifier: MIT
 * The words of a text, counted in a chained hash table and sorted: definition in ../README.md.
 */
#include "pj.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 1 << 15, SHOWN = 5 };

/* Eight zero bytes stand behind the text, for it is read by eights. */
struct text {
    size_t length;
    unsigned char bytes[];
};

struct word {
    struct word *next;
    uint32_t hash;
    uint32_t count;
    size_t length;
    unsigned char letters[]; /* filled up with zeros to eights, one at least */
};

struct table {
    struct word **buckets;
    size_t distinct;
};

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static void *write_text(const struct pj_input *in)
{
    const size_t n = (size_t)in->n;
    /* Nine bytes a word are the most; what is not written to costs nothing. */
    struct text *text = pj_alloc(sizeof *text + 9 * n + 8, 1);
    unsigned char *p = text->bytes;
    uint32_t seed = (uint32_t)in->seed;

    for (size_t i = 0; i < n; i++) {
        const uint32_t a = pj_next(&seed) % 20000;
        const uint32_t b = pj_next(&seed) % 20000;
        const uint32_t d = pj_next(&seed) % 20000;
        const uint32_t k = least(least(a, b), d);
        uint32_t x = k * 7919 + 12345;

        /* Always seven letters, the next byte goes where the word ends: a loop of as many
         * turns as letters would end where no branch predictor expects it. */
        for (int letter = 0; letter < 7; letter++) {
            p[letter] = (unsigned char)('a' + x % 26);
            x /= 26;
        }
        if (i % 7 == 0)
            *p = (unsigned char)(*p - 'a' + 'A');
        p += 3 + k % 5;
        if (i % 11 == 10)
            *p++ = i % 22 == 10 ? ',' : '.';
        *p++ = i % 13 == 12 ? '\n' : ' ';
    }
    memset(p, 0, 8);
    text->length = (size_t)(p - text->bytes);
    return text;
}

/* Byte 0 in the lowest bits; one load where the machine has that order. */
static inline uint64_t load_eight(const unsigned char *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
           (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
           (uint64_t)p[7] << 56;
}

/* What lower case is for letters. */
static inline uint64_t lower(uint64_t eight)
{
    return eight | UINT64_C(0x2020202020202020);
}

/* How many of EIGHT bytes, from the lowest, are letters before the first that is none. */
static inline size_t leading_letters(uint64_t eight)
{
    const uint64_t low = lower(eight) & UINT64_C(0x7f7f7f7f7f7f7f7f);
    const uint64_t from_a = low + UINT64_C(0x1f1f1f1f1f1f1f1f); /* the high bit: >= 'a' */
    const uint64_t past_z = low + UINT64_C(0x0505050505050505); /* the high bit: > 'z' */
    const uint64_t other = ~(from_a & ~past_z & ~eight) & UINT64_C(0x8080808080808080);

    return other != 0 ? (size_t)__builtin_ctzll(other) / 8 : 8;
}

static inline size_t word_length(const unsigned char *p)
{
    size_t length = 0, more;

    do {
        more = leading_letters(load_eight(p + length));
        length += more;
    } while (more == 8);
    return length;
}

/* FNV-1a of the word in lower case. The states after each of the last eight bytes, from which
 * the length picks, cost less than a loop whose end cannot be predicted. */
static inline uint32_t hash_word(const unsigned char *p, size_t length)
{
    uint32_t states[9];

    states[0] = 2166136261u;
    for (;; p += 8, length -= 8) {
        const uint64_t eight = lower(load_eight(p));
        for (int i = 0; i < 8; i++)
            states[i + 1] = (states[i] ^ (uint32_t)(eight >> 8 * i & 0xff)) * 16777619u;
        if (length < 8)
            return states[length];
        states[0] = states[8];
    }
}

static inline int is_same(const struct word *word, const unsigned char *p, size_t length)
{
    size_t i = 0;

    for (; length - i >= 8; i += 8)
        if (load_eight(word->letters + i) != lower(load_eight(p + i)))
            return 0;
    const uint64_t rest = (UINT64_C(1) << 8 * (length - i)) - 1;
    return load_eight(word->letters + i) == (lower(load_eight(p + i)) & rest);
}

static struct word *new_word(const unsigned char *p, size_t length, uint32_t hash)
{
    const size_t room = (length / 8 + 1) * 8;
    struct word *word = pj_alloc(sizeof *word + room, 1);

    *word = (struct word){.hash = hash, .length = length};
    memset(word->letters, 0, room);
    for (size_t i = 0; i < length; i++)
        word->letters[i] = p[i] | 0x20;
    return word;
}

/* The word at P, which is put at its chain's end if it is new. */
static inline struct word *find(struct table *table, const unsigned char *p, size_t length)
{
    const uint32_t hash = hash_word(p, length);
    struct word **link = &table->buckets[hash % BUCKETS];

    for (; *link != NULL; link = &(*link)->next) {
        struct word *word = *link;
        if (word->hash == hash && word->length == length && is_same(word, p, length))
            return word;
    }
    table->distinct++;
    return *link = new_word(p, length, hash);
}

/* How many words there are in the text. */
static size_t count_words(const struct text *text, struct table *table)
{
    const unsigned char *p = text->bytes, *end = p + text->length;
    size_t tokens = 0;

    while (p < end) {
        const size_t length = word_length(p);
        if (length > 0) {
            find(table, p, length)->count++;
            tokens++;
        }
        p += length + 1; /* the byte behind a word is none of it */
    }
    return tokens;
}

/* The greater count first, then the lesser word. */
static int compare(const void *left, const void *right)
{
    const struct word *a = *(struct word *const *)left, *b = *(struct word *const *)right;

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return strcmp((const char *)a->letters, (const char *)b->letters);
}

/* Moves the words out of the table. */
static struct word **sort_words(const struct table *table)
{
    struct word **sorted = pj_alloc(table->distinct, sizeof *sorted);
    size_t n = 0;

    for (size_t i = 0; i < BUCKETS; i++)
        for (struct word *word = table->buckets[i]; word != NULL; word = word->next)
            sorted[n++] = word;
    qsort(sorted, n, sizeof *sorted, compare);
    return sorted;
}

static struct word **no_buckets(void)
{
    struct word **buckets = pj_alloc(BUCKETS, sizeof *buckets);

    for (size_t i = 0; i < BUCKETS; i++)
        buckets[i] = NULL;
    return buckets;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)in;
    const struct text *text = state;
    struct table table = {.buckets = no_buckets()};
    const size_t tokens = count_words(text, &table);
    struct word **sorted = sort_words(&table);
    uint32_t check = 0;

    pj_printf(out, "bytes %zu\ntokens %zu\ndistinct %zu\n", text->length, tokens,
              table.distinct);
    for (size_t i = 0; i < table.distinct; i++) {
        struct word *word = sorted[i];
        if (i < SHOWN)
            pj_printf(out, "%s %" PRIu32 "\n", (const char *)word->letters, word->count);
        check = pj_check(check, word->count);
        for (size_t letter = 0; letter < word->length; letter++)
            check = pj_check(check, word->letters[letter]);
        free(word);
    }
    pj_printf(out, "check %" PRIu32 "\n", check);
    free(sorted);
    free(table.buckets);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv,
                   &(struct pj_program){.setup = write_text, .run = run, .finish = free});
}
