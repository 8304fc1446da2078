/* SPDX-License-Identifier: MIT
 * The edit distance of two random strings, 64 rows in a word: ../README.md, "Tuned". */
#include "pj.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { LETTERS = 4, BITS = 64, BLOCKS = 4, STRIP = BLOCKS * BITS };

/* 64 rows in one column: of each, whether its cell is one more or one less than that above. */
struct block {
    uint64_t more;
    uint64_t less;
};

/* From a column to the next, in one row. */
struct step {
    uint64_t up;
    uint64_t down;
};

/* Moves B to the next column, EQUAL are the rows with that column's letter. Takes the step of
 * the row above it and returns that of its last row. */
static inline struct step advance(struct block *b, uint64_t equal, struct step in)
{
    const uint64_t vertical = equal | b->less;
    const uint64_t match = equal | in.down;
    const uint64_t diagonal = (((match & b->more) + b->more) ^ b->more) | match;
    const uint64_t up = b->less | ~(diagonal | b->more);
    const uint64_t down = b->more & diagonal;
    const uint64_t above_up = up << 1 | in.up;
    const uint64_t above_down = down << 1 | in.down;

    b->more = above_down | ~(vertical | above_up);
    b->less = above_up & vertical;
    return (struct step){up >> (BITS - 1), down >> (BITS - 1)};
}

static uint8_t *letters(size_t n, uint32_t *seed)
{
    uint8_t *text = pj_alloc(n, 1);

    for (size_t i = 0; i < n; i++)
        text[i] = pj_next(seed) % LETTERS;
    return text;
}

/* Goes through the strip's rows, whose first SPARE are none, and whose letters are A. STEPS are
 * those of the row above the strip, then those of its last. */
static void cross(const uint8_t *a, size_t spare, const uint8_t *b, int8_t *steps, size_t n)
{
    uint64_t equal[LETTERS][BLOCKS] = {{0}};
    uint64_t more[BLOCKS] = {0};

    for (size_t row = spare; row < STRIP; row++) {
        const uint64_t bit = UINT64_C(1) << row % BITS;
        equal[a[row - spare]][row / BITS] |= bit;
        more[row / BITS] |= bit;
    }

    /* By name, so that they live in registers. */
    struct block b0 = {more[0], 0}, b1 = {more[1], 0}, b2 = {more[2], 0}, b3 = {more[3], 0};
    for (size_t j = 0; j < n; j++) {
        const uint64_t *const rows = equal[b[j]];
        struct step step = {steps[j] > 0, steps[j] < 0};

        step = advance(&b0, rows[0], step);
        step = advance(&b1, rows[1], step);
        step = advance(&b2, rows[2], step);
        step = advance(&b3, rows[3], step);
        steps[j] = (int8_t)((int)step.up - (int)step.down);
    }
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const size_t n = (size_t)in->n;
    uint32_t seed = (uint32_t)in->seed;
    uint8_t *a = letters(n, &seed);
    uint8_t *b = letters(n, &seed);
    int8_t *steps = pj_alloc(n, 1);

    memset(steps, 1, n);
    /* The first strip has what rows are too many, as rows that are like row 0. */
    size_t spare = (STRIP - n % STRIP) % STRIP;
    for (size_t row = 0; row < n; spare = 0) {
        cross(a + row, spare, b, steps, n);
        row += STRIP - spare;
    }

    int64_t cell = in->n;
    uint32_t check = pj_check(0, (uint64_t)cell);
    for (size_t j = 0; j < n; j++) {
        cell += steps[j];
        check = pj_check(check, (uint64_t)cell);
    }
    pj_printf(out, "distance %" PRId64 "\ncheck %" PRIu32 "\n", cell, check);
    free(steps);
    free(b);
    free(a);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
