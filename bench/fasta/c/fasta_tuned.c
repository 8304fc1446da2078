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
 * them and a line more. */
static void put_lines(struct pj_out *out, const char *cycle, size_t period, size_t start,
                      size_t letters)
{
    size_t at = start;

    for (size_t part; letters > 0; letters -= part) {
        part = letters < PART ? letters : PART;
        unsigned char *to = pj_reserve(out, text_size(part));

        for (size_t line = 0; line < part / COLUMNS; line++) {
            memcpy(to, cycle + at, COLUMNS);
            to[COLUMNS] = '\n';
            to += COLUMNS + 1;
            at += COLUMNS;
            if (at >= period)
                at -= period;
        }
        if (part % COLUMNS > 0) {
            memcpy(to, cycle + at, part % COLUMNS);
            to[part % COLUMNS] = '\n';
        }
        pj_flush(out);
    }
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

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const size_t n = (size_t)in->n;
    char alu[ALU_LENGTH + COLUMNS];
    struct drawn *drawn = draw();

    memcpy(alu, ALU, ALU_LENGTH);
    memcpy(alu + ALU_LENGTH, ALU, COLUMNS);
    pj_put(out, HEADER_ONE, sizeof HEADER_ONE - 1);
    put_lines(out, alu, ALU_LENGTH, 0, 2 * n);
    pj_put(out, HEADER_TWO, sizeof HEADER_TWO - 1);
    put_lines(out, drawn->iub, MODULUS, 0, 3 * n);
    pj_put(out, HEADER_THREE, sizeof HEADER_THREE - 1);
    put_lines(out, drawn->homo_sapiens, MODULUS, 3 * n % MODULUS, 5 * n);
    free(drawn);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
