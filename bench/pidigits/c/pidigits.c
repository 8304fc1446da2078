/* SPDX-License-Identifier: MIT
 * The digits of pi from an unbounded spigot, with big numbers of its own: definition in
 * ../README.md. */
#include "pj.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>

/* Three numbers of LENGTH limbs of 32 bits, the lowest first. acc may be negative, in two's
 * complement. The highest limb of den is 0: so much room has the next step for all three. */
struct spigot {
    uint32_t *acc, *num, *den;
    size_t length, capacity;
};

static uint32_t *resize(uint32_t *limbs, size_t capacity)
{
    limbs = realloc(limbs, capacity * sizeof *limbs);
    if (limbs == NULL)
        pj_out_of_memory();
    return limbs;
}

static void append_limb(struct spigot *s)
{
    if (s->length == s->capacity) {
        s->capacity += s->capacity / 2 + 16;
        s->acc = resize(s->acc, s->capacity);
        s->num = resize(s->num, s->capacity);
        s->den = resize(s->den, s->capacity);
    }
    const bool negative = s->length > 0 && s->acc[s->length - 1] >> 31 != 0;

    s->acc[s->length] = negative ? UINT32_MAX : 0;
    s->num[s->length] = 0;
    s->den[s->length] = 0;
    s->length++;
}

/* acc = (acc + 2 num) (2k + 1), den = den (2k + 1), num = num k. */
static void next_term(struct spigot *s, uint32_t k)
{
    uint32_t *restrict acc = s->acc, *restrict num = s->num, *restrict den = s->den;
    const uint64_t odd = 2 * k + 1;
    uint64_t a = 0, n = 0, d = 0;

    for (size_t i = 0; i < s->length; i++) {
        a = (acc[i] + 2 * (uint64_t)num[i]) * odd + (a >> 32);
        d = den[i] * odd + (d >> 32);
        n = num[i] * (uint64_t)k + (n >> 32);
        acc[i] = (uint32_t)a;
        den[i] = (uint32_t)d;
        num[i] = (uint32_t)n;
    }
    if (den[s->length - 1] != 0)
        append_limb(s);
}

/* acc = (acc - den DIGIT) 10, num = num 10. */
static void remove_digit(struct spigot *s, int digit)
{
    uint32_t *restrict acc = s->acc, *restrict num = s->num, *restrict den = s->den;
    int64_t a = 0;
    uint64_t n = 0;

    for (size_t i = 0; i < s->length; i++) {
        a = (acc[i] - (int64_t)den[i] * digit) * 10 + (a >> 32);
        n = num[i] * UINT64_C(10) + (n >> 32);
        acc[i] = (uint32_t)a;
        num[i] = (uint32_t)n;
    }
}

/* Whether X num + acc >= Y den, from -1 to 4 and 0 to 10: from the top, until what is left of
 * the lower limbs, more than -11 and less than 5 of this one's units, cannot change the sign.
 */
static bool at_least(const struct spigot *s, int x, int y)
{
    size_t i = s->length - 1;
    int64_t sum = (int32_t)s->acc[i];

    sum += (int64_t)s->num[i] * x - (int64_t)s->den[i] * y;
    while (i > 0 && sum > -5 && sum < 11) {
        i--;
        sum = sum * 4294967296 + s->acc[i] + (int64_t)s->num[i] * x - (int64_t)s->den[i] * y;
    }
    return sum >= 0;
}

/* The next digit, and its terms: K counts them all. */
static int next_digit(struct spigot *s, uint32_t *k)
{
    for (;;) {
        next_term(s, ++*k);
        if (!at_least(s, -1, 0)) /* num > acc */
            continue;
        int digit = 0;
        while (at_least(s, 3, digit + 1))
            digit++;
        if (at_least(s, 4, digit + 1))
            continue;
        remove_digit(s, digit);
        return digit;
    }
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    struct spigot s = {0};
    uint32_t k = 0;

    append_limb(&s);
    append_limb(&s);
    s.num[0] = s.den[0] = 1;
    for (int64_t done = 0; done < in->n;) {
        char line[] = "          ";

        for (int column = 0; column < 10 && done < in->n; column++, done++)
            line[column] = (char)('0' + next_digit(&s, &k));
        pj_printf(out, "%s\t:%" PRId64 "\n", line, done);
    }
    free(s.acc);
    free(s.num);
    free(s.den);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
