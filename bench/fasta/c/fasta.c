/* SPDX-License-Identifier: MIT
 * DNA sequences, one repeated and two random, as lines of text: definition in ../README.md. */
#include "pj.h"

#include <string.h>

enum { COLUMNS = 60, FACTOR = 3877, MODULUS = 139968, LETTERS_MAX = 15 };

static const char HEADER_ONE[] = ">ONE Homo sapiens alu\n";
static const char HEADER_TWO[] = ">TWO IUB ambiguity codes\n";
static const char HEADER_THREE[] = ">THREE Homo sapiens frequency\n";

static const char ALU[] = "GGCCGGGCGCGGTGGCTCACGCCTGTAATCCCAGCACTTTGG"
                          "GAGGCCGAGGCGGGCGGATCACCTGAGGTCAGGAGTTCGAGA"
                          "CCAGCCTGGCCAACATGGTGAAACCCCGTCTCTACTAAAAAT"
                          "ACAAAAATTAGCCGGGCGTGGTGGCGCGCGCCTGTAATCCCA"
                          "GCTACTCGGGAGGCTGAGGCAGGAGAATCGCTTGAACCCGGG"
                          "AGGCGGAGGTTGCAGTGAGCCGAGATCGCGCCACTGCACTCC"
                          "AGCCTGGGCGACAGAGCGAGACTCCGTCTCAAAAA";

enum { ALU_LENGTH = sizeof ALU - 1 };

/* So many letters are in memory at a time: with their newlines a little more than a block of
 * pj_flush(). */
enum { PART = 1100 * COLUMNS };

/* letters[i] is drawn with probability[i]. */
struct alphabet {
    const char *letters;
    double probability[LETTERS_MAX];
};

static const struct alphabet IUB = {
    "acgtBDHKMNRSVWY",
    {.27, .12, .12, .27, .02, .02, .02, .02, .02, .02, .02, .02, .02, .02, .02},
};

static const struct alphabet HOMO_SAPIENS = {
    "acgt",
    {0.3029549426680, 0.1979883004921, 0.1975473066391, 0.3015094502008},
};

static size_t text_size(size_t letters)
{
    return letters + letters / COLUMNS + (letters % COLUMNS != 0);
}

static size_t part_of(size_t letters)
{
    return letters < PART ? letters : PART;
}

static void repeat_alu(struct pj_out *out, size_t letters)
{
    char twice[2 * ALU_LENGTH + 1]; /* a line never has to go back to the start */
    size_t at = 0;

    memcpy(twice, ALU, ALU_LENGTH);
    memcpy(twice + ALU_LENGTH, ALU, sizeof ALU);
    for (size_t part; letters > 0; letters -= part) {
        part = part_of(letters);
        unsigned char *to = pj_reserve(out, text_size(part));

        for (size_t line = 0; line < part / COLUMNS; line++) {
            memcpy(to, twice + at, COLUMNS);
            to[COLUMNS] = '\n';
            to += COLUMNS + 1;
            at += COLUMNS;
            if (at >= ALU_LENGTH)
                at -= ALU_LENGTH;
        }
        if (part % COLUMNS > 0) {
            memcpy(to, twice + at, part % COLUMNS);
            to[part % COLUMNS] = '\n';
        }
        pj_flush(out);
    }
}

/* A number as a fraction of MODULUS, times 2^64: the next one's is FACTOR times as much and
 * that of 29573 more, without the whole. That takes 4 cycles, and the number itself is made
 * beside it. The constants are 3877 and 29573 times 2^64 / 139968, rounded up. The excess is
 * less than 2^18 in a fraction made from a number, and 3877 times as much in each after it;
 * from 2^46 on numbers would be wrong, so the third is the last. Exact for each of the 139968
 * numbers. */
static inline uint64_t fraction_after_number(uint32_t number)
{
    return number * UINT64_C(510959839204474821) + UINT64_C(3897502018259977781);
}

static inline uint64_t fraction_after(uint64_t fraction)
{
    return fraction * FACTOR + UINT64_C(3897502018259977781);
}

static inline uint32_t number_of(uint64_t fraction)
{
    return (uint32_t)((unsigned __int128)fraction * MODULUS >> 64);
}

/* The LENGTH numbers after NUMBER; returns the last one. */
static inline uint32_t draw(uint32_t *numbers, size_t length, uint32_t number)
{
    const size_t threes = length / 3 * 3;

    for (size_t i = 0; i < threes; i += 3) {
        const uint64_t first = fraction_after_number(number);
        const uint64_t second = fraction_after(first);
        const uint64_t third = fraction_after(second);

        numbers[i] = number_of(first);
        numbers[i + 1] = number_of(second);
        numbers[i + 2] = number = number_of(third);
    }
    for (size_t i = threes; i < length; i++)
        numbers[i] = number = number_of(fraction_after_number(number));
    return number;
}

/* LENGTH letters, at most a line. They need not wait for one another as the numbers do: in a
 * loop of their own, all COUNT ends compared, the compiler takes several at once. For that it
 * must know COUNT, so this is inlined, whatever it seems to cost. */
__attribute__((always_inline)) static inline unsigned char *
random_line(unsigned char *to, size_t length, const char *letters, const double *end,
            size_t count, uint32_t *number)
{
    uint32_t drawn[COLUMNS];
    int64_t index[COLUMNS];

    *number = draw(drawn, length, *number);
    for (size_t i = 0; i < length; i++) {
        const double r = (double)(int32_t)drawn[i] / MODULUS;

        index[i] = 0;
        for (size_t k = 0; k < count - 1; k++)
            index[i] += end[k] <= r;
    }
    for (size_t i = 0; i < length; i++)
        *to++ = (unsigned char)letters[index[i]];
    *to++ = '\n';
    return to;
}

__attribute__((always_inline)) static inline void
random_letters(struct pj_out *out, size_t letters, const struct alphabet *alphabet,
               size_t count, uint32_t *number)
{
    double end[LETTERS_MAX];
    double sum = 0.0;
    uint32_t last = *number;

    for (size_t k = 0; k < count; k++)
        end[k] = sum += alphabet->probability[k];
    for (size_t part; letters > 0; letters -= part) {
        part = part_of(letters);
        unsigned char *to = pj_reserve(out, text_size(part));

        for (size_t line = 0; line < part / COLUMNS; line++)
            to = random_line(to, COLUMNS, alphabet->letters, end, count, &last);
        if (part % COLUMNS > 0)
            random_line(to, part % COLUMNS, alphabet->letters, end, count, &last);
        pj_flush(out);
    }
    *number = last;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const size_t n = (size_t)in->n;
    uint32_t number = 42;

    pj_put(out, HEADER_ONE, sizeof HEADER_ONE - 1);
    repeat_alu(out, 2 * n);
    pj_put(out, HEADER_TWO, sizeof HEADER_TWO - 1);
    random_letters(out, 3 * n, &IUB, 15, &number);
    pj_put(out, HEADER_THREE, sizeof HEADER_THREE - 1);
    random_letters(out, 5 * n, &HOMO_SAPIENS, 4, &number);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
