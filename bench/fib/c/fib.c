/* SPDX-License-Identifier: MIT
 * Fibonacci numbers by naive recursion, a micro-benchmark: definition in ../README.md. */
#include "pj.h"

#include <inttypes.h>

static uint64_t fib(uint64_t n)
{
    if (n < 2)
        return n;
    return fib(n - 1) + fib(n - 2);
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    pj_printf(out, "fib %" PRIu64 "\n", fib((uint64_t)in->n));
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
