/* SPDX-License-Identifier: MIT
 * N queens that do not attack each other, counted: definition in ../README.md. */
#include "pj.h"

#include <inttypes.h>

enum { MAX_N = 18 };

/* The nodes of the path that have squares left to try. Four arrays: gcc would build each
 * node in vector registers before it stored a struct of four. */
struct stack {
    uint32_t columns[MAX_N];
    uint32_t left[MAX_N];
    uint32_t right[MAX_N];
    uint32_t squares[MAX_N];
};

/* COLUMNS has the free ones. LEFT and RIGHT lose on the next row what leaves the board. */
static uint64_t solve(uint32_t columns)
{
    struct stack stack;
    size_t depth = 0;
    uint32_t left = 0, right = 0;
    uint32_t squares = columns;
    uint64_t solutions = 0;

    for (;;) {
        const uint32_t queen = squares & -squares;
        const uint32_t rest = squares ^ queen;
        const uint32_t next_columns = columns ^ queen;
        const uint32_t next_left = (left | queen) << 1;
        const uint32_t next_right = (right | queen) >> 1;

        squares = next_columns & ~(next_left | next_right);
        if (squares != 0) {
            stack.columns[depth] = columns;
            stack.left[depth] = left;
            stack.right[depth] = right;
            stack.squares[depth] = rest;
            /* No branch, for none could be predicted: without a rest the entry is dropped. */
            depth += rest != 0;
            columns = next_columns;
            left = next_left;
            right = next_right;
            continue;
        }
        solutions += next_columns == 0;
        squares = rest;
        if (rest == 0) {
            if (depth == 0)
                return solutions;
            depth--;
            columns = stack.columns[depth];
            left = stack.left[depth];
            right = stack.right[depth];
            squares = stack.squares[depth];
        }
    }
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    pj_printf(out, "solutions %" PRIu64 "\n", solve((UINT32_C(1) << in->n) - 1));
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
