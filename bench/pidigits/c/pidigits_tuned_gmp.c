/* SPDX-License-Identifier: MIT
 * The digits of pi from the same spigot, several turns and digits at once, on the limbs of GMP:
 * ../README.md, "Tuned". */
#include "pj.h"

#include <gmp.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>

_Static_assert(GMP_NUMB_BITS == 64, "factors and quotients of 60 bits are multiplied by limbs");

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 unsigned_wide;

enum { DIGITS = 17 }; /* at once: so many that 64 bits of den tell them */
static const uint64_t SCALE = UINT64_C(100000000000000000);

/* Three numbers of LENGTH limbs, the lowest first. acc may be negative, in two's complement,
 * which mpn_ functions heed if their carries are dropped. The highest limb of den is 0, the
 * next is not. */
struct spigot {
    mp_limb_t *acc, *num, *den;
    mp_size_t length, capacity;
    uint64_t k;
};

static mp_limb_t *resize(mp_limb_t *limbs, mp_size_t capacity)
{
    limbs = realloc(limbs, (size_t)capacity * sizeof *limbs);
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
    const bool negative = s->length > 0 && s->acc[s->length - 1] >> 63 != 0;

    s->acc[s->length] = negative ? UINT64_MAX : 0;
    s->num[s->length] = 0;
    s->den[s->length] = 0;
    s->length++;
}

/* As many turns as fit into factors of 60 bits: acc = acc c + num b, den = den c, num = num a.
 * b is less than 5 c. */
static void next_terms(struct spigot *s)
{
    uint64_t a = 1, b = 0, c = 1;

    for (uint64_t odd = 2 * s->k + 3; c < (UINT64_C(1) << 60) / odd; odd += 2) {
        b = (b + 2 * a) * odd;
        c *= odd;
        a *= ++s->k;
    }
    mpn_mul_1(s->acc, s->acc, s->length, c);
    mpn_addmul_1(s->acc, s->num, s->length, b);
    mpn_mul_1(s->den, s->den, s->length, c);
    mpn_mul_1(s->num, s->num, s->length, a);
    if (s->den[s->length - 1] != 0)
        append_limb(s);
}

/* LIMBS in units of which den has at least 2^63 and less than 2^64, rounded down. */
static wide leading(const struct spigot *s, const mp_limb_t *limbs)
{
    const mp_size_t top = s->length - 2;
    const int shift = __builtin_clzll(s->den[top]);
    const uint64_t below = top > 0 && shift > 0 ? limbs[top - 1] >> (64 - shift) : 0;
    const unsigned_wide high = (unsigned_wide)limbs[top + 1] << 64 | limbs[top];

    return (wide)(high << shift | below);
}

/* acc = acc POWER - den DIGITS, num = num POWER. */
static void remove_digits(struct spigot *s, uint64_t power, uint64_t digits)
{
    mpn_mul_1(s->acc, s->acc, s->length, power);
    mpn_submul_1(s->acc, s->den, s->length, digits);
    mpn_mul_1(s->num, s->num, s->length, power);
}

/* The next digits, in *DIGITS, and how many: those in which the least that (acc + 3 num) / den
 * can be and the most that (acc + 4 num) / den can be agree. */
static int next_digits(struct spigot *s, uint64_t *digits)
{
    for (;;) {
        next_terms(s);
        const wide acc = leading(s, s->acc), num = leading(s, s->num), den = leading(s, s->den);
        const wide least = acc + 3 * num, most = acc + 4 * num + 5;
        if (num > den >> 57 || least < 0)
            continue;
        uint64_t low = (uint64_t)((unsigned_wide)least * SCALE / (unsigned_wide)(den + 1));
        uint64_t high = (uint64_t)((unsigned_wide)most * SCALE / (unsigned_wide)den);
        uint64_t power = SCALE;
        int count = DIGITS;

        for (; low != high; low /= 10, high /= 10, power /= 10)
            count--;
        if (count > 0) {
            remove_digits(s, power, low);
            *digits = low;
            return count;
        }
    }
}

static void put_lines(struct pj_out *out, const char *digits, int64_t n)
{
    for (int64_t done = 0; done < n;) {
        const int width = n - done < 10 ? (int)(n - done) : 10;

        done += width;
        pj_printf(out, "%-10.*s\t:%" PRId64 "\n", width, digits, done);
        digits += width;
    }
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    struct spigot s = {0};
    char *text = pj_alloc((size_t)in->n + DIGITS, 1);

    append_limb(&s);
    append_limb(&s);
    s.num[0] = 1;
    s.den[0] = 10; /* not 1: pi / 10 is less than 1, as is all that is left after digits */
    for (int64_t done = 0; done < in->n;) {
        uint64_t digits;
        const int count = next_digits(&s, &digits);

        for (int i = count; i-- > 0; digits /= 10)
            text[done + i] = (char)('0' + digits % 10);
        done += count;
    }
    put_lines(out, text, in->n);
    free(text);
    free(s.acc);
    free(s.num);
    free(s.den);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
