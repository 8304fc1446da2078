/* SPDX-License-Identifier: MIT
 * The sieve of Eratosthenes, a bit for each odd number, in segments that fit the cache:
 * ../README.md, "Tuned". */
#include "pj.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

/* A segment has the numbers from a multiple of SPAN on; its bit i stands for the odd one of
 * i's pair, 2 i + 1 more. The pattern is one of the multiples of 3, 5, 7, 11 and 13, which
 * repeats after so many bytes. */
enum {
    BYTES = 32768,
    BITS = BYTES * 8,
    SPAN = BITS * 2,
    PATTERN = 3 * 5 * 7 * 11 * 13,
    FIRST_PRIME = 17, /* that is not in the pattern */
    LAST_ROOT = 31623 /* of the largest N */
};

struct prime {
    uint32_t prime;
    uint32_t next; /* the bit of its next odd multiple, from the segment's beginning */
};

struct sieve {
    size_t prime_count;
    struct prime primes[LAST_ROOT / 8];
    unsigned char pattern[PATTERN];
    _Alignas(64) unsigned char bits[BYTES];
};

enum { WAITING = 1024 };

/* What has been found. Primes wait until there are many, and are hashed by fours. */
struct answer {
    uint32_t count, last, check;
    size_t waiting;
    uint32_t primes[WAITING + 64];
};

/* The primes from FIRST_PRIME to the root of N, and their first multiples: their squares. */
static void find_roots(struct sieve *s, size_t n)
{
    static const uint32_t LIMIT = LAST_ROOT + 1;
    bool *composite = calloc(LIMIT, sizeof *composite);

    if (composite == NULL)
        pj_out_of_memory();
    s->prime_count = 0;
    for (uint32_t i = 3; i < LIMIT && (size_t)i * i <= n; i += 2) {
        if (composite[i])
            continue;
        for (uint32_t j = i * i; j < LIMIT; j += 2 * i)
            composite[j] = true;
        if (i >= FIRST_PRIME)
            s->primes[s->prime_count++] = (struct prime){i, i * i / 2};
    }
    free(composite);
}

static void make_pattern(struct sieve *s)
{
    static const uint32_t PRIMES[] = {3, 5, 7, 11, 13};

    memset(s->pattern, 0xFF, PATTERN);
    for (size_t i = 0; i < sizeof PRIMES / sizeof *PRIMES; i++)
        for (uint32_t j = PRIMES[i] / 2; j < PATTERN * 8; j += PRIMES[i])
            s->pattern[j / 8] &= (unsigned char)~(1U << j % 8);
}

static void copy_pattern(struct sieve *s, size_t base)
{
    size_t from = base / 16 % PATTERN;

    for (size_t to = 0; to < BYTES; from = 0) {
        const size_t length = BYTES - to < PATTERN - from ? BYTES - to : PATTERN - from;
        memcpy(s->bits + to, s->pattern + from, length);
        to += length;
    }
}

/* Eight multiples are as many bytes apart from the next eight as the prime is great, and have
 * the same bits there. */
static void clear_multiples(unsigned char *bits, struct prime *p)
{
    const size_t step = p->prime;
    size_t next = p->next;
    size_t at[8];
    unsigned char mask[8];

    /* Both loops unrolled: then offsets and masks can be in registers. */
#pragma GCC unroll 8
    for (size_t i = 0; i < 8; i++) {
        at[i] = (next + i * step) / 8;
        mask[i] = (unsigned char)~(1U << (next + i * step) % 8);
    }
    for (; at[7] < BYTES; next += 8 * step)
#pragma GCC unroll 8
        for (size_t i = 0; i < 8; i++) {
            bits[at[i]] &= mask[i];
            at[i] += step;
        }
    for (; next < BITS; next += step)
        bits[next / 8] &= (unsigned char)~(1U << next % 8);
    p->next = (uint32_t)(next - BITS);
}

static void sieve_segment(struct sieve *s, size_t base)
{
    copy_pattern(s, base);
    if (base == 0)
        s->bits[0] = 0x6E; /* 3, 5, 7, 11, 13: not 1, 9, 15 */
    for (size_t i = 0; i < s->prime_count; i++) {
        if (s->primes[i].next < BITS)
            clear_multiples(s->bits, &s->primes[i]);
        else
            s->primes[i].next -= BITS;
    }
}

/* CK of four primes at once, by powers of its factor modulo 2^31 - 1; a prime is below 2^30. */
static void hash_fours(struct answer *a)
{
    static const uint64_t P1 = 1000003, P2 = 1426104154, P3 = 1049561761, P4 = 1604566856;
    const size_t fours = a->waiting - a->waiting % 4;
    uint64_t check = a->check;

    if (fours == 0)
        return;
    a->count += (uint32_t)fours;
    a->last = a->primes[fours - 1];
    for (size_t i = 0; i < fours; i += 4) {
        const uint32_t *x = &a->primes[i];

        check = (check * P4 + (x[0] + UINT64_C(1)) * P3 + (x[1] + UINT64_C(1)) * P2 +
                 (x[2] + UINT64_C(1)) * P1 + x[3] + 1) %
                2147483647;
    }
    a->check = (uint32_t)check;
    a->waiting -= fours;
    memcpy(a->primes, a->primes + fours, a->waiting % 4 * sizeof *a->primes);
}

static void finish(struct answer *a)
{
    hash_fours(a);
    for (size_t i = 0; i < a->waiting; i++) {
        a->count++;
        a->last = a->primes[i];
        a->check = pj_check(a->check, a->primes[i]);
    }
}

/* The primes of a segment, of which bits up to LIMIT count. */
static void collect(struct answer *a, const unsigned char *bits, size_t base, size_t limit)
{
    for (size_t i = 0; i < limit; i += 64) {
        uint64_t word;

        memcpy(&word, bits + i / 8, sizeof word);
        if (limit - i < 64)
            word &= (UINT64_C(1) << (limit - i)) - 1;
        for (; word != 0; word &= word - 1)
            a->primes[a->waiting++] =
                (uint32_t)(base + 2 * (i + (size_t)__builtin_ctzll(word)) + 1);
        if (a->waiting >= WAITING)
            hash_fours(a);
    }
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const size_t n = (size_t)in->n;
    struct sieve *s = pj_alloc(1, sizeof *s);
    struct answer a = {0};

    if (n >= 2)
        a.primes[a.waiting++] = 2;
    make_pattern(s);
    find_roots(s, n);
    for (size_t base = 0; base < n; base += SPAN) {
        const size_t odd = (n - base + 1) / 2;

        sieve_segment(s, base);
        collect(&a, s->bits, base, odd < BITS ? odd : BITS);
    }
    finish(&a);
    pj_printf(out, "primes %" PRIu32 "\nlast %" PRIu32 "\ncheck %" PRIu32 "\n", a.count, a.last,
              a.check);
    free(s);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
