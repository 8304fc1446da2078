/* SPDX-License-Identifier: MIT
 * 32-bit integers sorted by the C library's qsort(): definition in ../README.md. */
#include "pj.h"

#include <inttypes.h>

static int compare(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

    return (left > right) - (left < right);
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const size_t n = (size_t)in->n;
    uint32_t *values = pj_alloc(n, sizeof *values);
    uint32_t seed = (uint32_t)in->seed, check = 0;

    for (size_t i = 0; i < n; i++)
        values[i] = pj_next(&seed);
    qsort(values, n, sizeof *values, compare);
    for (size_t i = 0; i < n; i++)
        check = pj_check(check, values[i]);
    pj_printf(out, "min %" PRIu32 "\nmedian %" PRIu32 "\nmax %" PRIu32 "\ncheck %" PRIu32 "\n",
              values[0], values[n / 2], values[n - 1], check);
    free(values);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
