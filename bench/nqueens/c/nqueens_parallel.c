/* SPDX-License-Identifier: MIT
 * N queens that do not attack each other, counted on all CPUs: definition in ../README.md. */
#define _GNU_SOURCE /* for sched_getaffinity */
#include "pj.h"

#include <inttypes.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { MAX_N = 18 };

/* The nodes of the path that have squares left to try. Four arrays: gcc would build each
 * node in vector registers before it stored a struct of four. */
struct stack {
    uint32_t columns[MAX_N];
    uint32_t left[MAX_N];
    uint32_t right[MAX_N];
    uint32_t squares[MAX_N];
};

/* COLUMNS has the free ones, SQUARES those of the first row to be tried. LEFT and RIGHT lose on
 * the next row what leaves the board. */
static uint64_t solve(uint32_t columns, uint32_t squares)
{
    struct stack stack;
    size_t depth = 0;
    uint32_t left = 0, right = 0;
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

struct board {
    uint32_t n;
    _Atomic uint32_t next_square; /* the first of the first row that nobody has taken */
    _Atomic uint64_t solutions;
};

/* One thread's part. */
static void *solve_squares(void *argument)
{
    struct board *board = argument;
    const uint32_t columns = (UINT32_C(1) << board->n) - 1;
    uint64_t solutions = 0;
    uint32_t i;

    while ((i = atomic_fetch_add(&board->next_square, 1)) < board->n)
        solutions += solve(columns, UINT32_C(1) << i);
    atomic_fetch_add(&board->solutions, solutions);
    return NULL;
}

static size_t count_cpus(void)
{
    cpu_set_t cpus;

    return sched_getaffinity(0, sizeof(cpus), &cpus) == 0 ? (size_t)CPU_COUNT(&cpus) : 1;
}

/* The calling thread takes squares too, and all of them where no other can be started. */
static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    /* Without rows there is one solution, the empty one. */
    struct board board = {.n = (uint32_t)in->n, .solutions = in->n == 0};
    pthread_t others[MAX_N];
    const size_t cpus = count_cpus();
    size_t count = 0;

    while (count + 1 < cpus && count + 1 < board.n &&
           pthread_create(&others[count], NULL, solve_squares, &board) == 0)
        count++;
    solve_squares(&board);
    while (count > 0)
        pthread_join(others[--count], NULL);
    pj_printf(out, "solutions %" PRIu64 "\n", board.solutions);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
