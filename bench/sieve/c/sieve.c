/* SPDX-License-Identifier: MIT
 * The sieve of Eratosthenes, one byte a number: definition in ../README.md. */
#include "pj.h"

#include <inttypes.h>
#include <string.h>

/* Clears MARKS of all multiples of I from I * I to N. */
static void clear_multiples(unsigned char *marks, size_t n, size_t i)
{
    size_t j = i * i;
    size_t left = (n - j) / i + 1;

    /* Four a turn: what counts is how many stores are under way at once. */
    for (; left >= 4; left -= 4) {
        marks[j] = 0;
        marks[j + i] = 0;
        marks[j + 2 * i] = 0;
        marks[j + 3 * i] = 0;
        j += 4 * i;
    }
    for (; left > 0; left--, j += i)
        marks[j] = 0;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const size_t n = (size_t)in->n;
    unsigned char *marks = pj_alloc(n + 1, 1);
    uint32_t primes = 0, last = 0, check = 0;

    memset(marks, 1, n + 1);
    for (size_t i = 2; i * i <= n; i++)
        if (marks[i] != 0)
            clear_multiples(marks, n, i);

    for (size_t i = 2; i <= n; i++) {
        const unsigned char *found = memchr(marks + i, 1, n + 1 - i);
        if (found == NULL)
            break;
        i = (size_t)(found - marks);
        primes++;
        last = (uint32_t)i;
        check = pj_check(check, i);
    }
    pj_printf(out, "primes %" PRIu32 "\nlast %" PRIu32 "\ncheck %" PRIu32 "\n", primes, last,
              check);
    free(marks);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
