/* SPDX-License-Identifier: MIT
 * DNA sequences as lines of text, a period of each and then copies: ../README.md, "Tuned". */
#include "pj.h"

#include <string.h>

/* The numbers come back after MODULUS of them, for none is left out. */
enum { COLUMNS = 60, FACTOR = 3877, INCREMENT = 29573, MODULUS = 139968, LETTERS_MAX = 15 };

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

/* How many numbers are less than END as fractions of MODULUS. */
static uint32_t numbers_below(double end)
{
    uint32_t number = (uint32_t)(end * MODULUS);

    while (number > 0 && (double)(number - 1) / MODULUS >= end)
        number--;
    while (number < MODULUS && (double)number / MODULUS < end)
        number++;
    return number;
}

/* The letter that each number draws. */
static void make_table(char *table, const struct alphabet *alphabet)
{
    double end = 0.0;
    uint32_t from = 0;

    for (size_t k = 0; alphabet->letters[k] != 0; k++) {
        end += alphabet->probability[k];
        const uint32_t to = numbers_below(end);

        memset(table + from, alphabet->letters[k], to - from);
        from = to;
    }
}

/* LETTERS letters in lines, those of CYCLE again and again, from START on. CYCLE has PERIOD of
 * them and a line more. After BLOCK bytes the text comes back: from there on it is copied. */
static unsigned char *put_lines(unsigned char *to, const char *cycle, size_t period,
                                size_t start, size_t letters)
{
    const size_t size = text_size(letters);
    const size_t divisor = period % 12 == 0 ? 12 : 1; /* of PERIOD and COLUMNS, the greatest */
    const size_t block = period / divisor * (COLUMNS + 1);
    unsigned char *const end = to + size;
    unsigned char *const first_end = size < block ? end : to + block;
    size_t at = start;

    if (letters == 0)
        return to;
    for (; first_end - to > COLUMNS; to += COLUMNS + 1) {
        memcpy(to, cycle + at, COLUMNS);
        to[COLUMNS] = '\n';
        at += COLUMNS;
        if (at >= period)
            at -= period;
    }
    if (to < first_end)
        memcpy(to, cycle + at, (size_t)(first_end - to));
    for (to = first_end; to < end; to += block)
        memcpy(to, to - block, (size_t)(end - to) < block ? (size_t)(end - to) : block);
    end[-1] = '\n';
    return end;
}

/* What the numbers draw from both alphabets, in order, a period and a line. */
struct drawn {
    char iub[MODULUS + COLUMNS];
    char homo_sapiens[MODULUS + COLUMNS];
};

static struct drawn *draw(void)
{
    struct drawn *drawn = pj_alloc(1, sizeof *drawn);
    char *iub = pj_alloc(MODULUS, 1);
    char *homo_sapiens = pj_alloc(MODULUS, 1);
    uint32_t number = 42;

    make_table(iub, &IUB);
    make_table(homo_sapiens, &HOMO_SAPIENS);
    for (size_t i = 0; i < MODULUS + COLUMNS; i++) {
        number = (number * FACTOR + INCREMENT) % MODULUS;
        drawn->iub[i] = iub[number];
        drawn->homo_sapiens[i] = homo_sapiens[number];
    }
    free(iub);
    free(homo_sapiens);
    return drawn;
}

static unsigned char *put(unsigned char *to, const char *bytes, size_t length)
{
    memcpy(to, bytes, length);
    return to + length;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const size_t n = (size_t)in->n;
    const size_t headers = sizeof HEADER_ONE + sizeof HEADER_TWO + sizeof HEADER_THREE - 3;
    char alu[ALU_LENGTH + COLUMNS];
    struct drawn *drawn = draw();
    unsigned char *to =
        pj_reserve(out, headers + text_size(2 * n) + text_size(3 * n) + text_size(5 * n));

    memcpy(alu, ALU, ALU_LENGTH);
    memcpy(alu + ALU_LENGTH, ALU, COLUMNS);
    to = put(to, HEADER_ONE, sizeof HEADER_ONE - 1);
    to = put_lines(to, alu, ALU_LENGTH, 0, 2 * n);
    to = put(to, HEADER_TWO, sizeof HEADER_TWO - 1);
    to = put_lines(to, drawn->iub, MODULUS, 0, 3 * n);
    to = put(to, HEADER_THREE, sizeof HEADER_THREE - 1);
    put_lines(to, drawn->homo_sapiens, MODULUS, 3 * n % MODULUS, 5 * n);
    free(drawn);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
