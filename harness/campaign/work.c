/* SPDX-License-Identifier: MIT
 * Counting work. */
#include "campaign/work.h"

#include <ctype.h>
#include <string.h>

static bool times_power(int64_t *product, int64_t n, int power)
{
    bool fits = true;

    for (int64_t i = 2; power == WORK_FACTORIAL && fits && i <= n; i++)
        fits = !__builtin_mul_overflow(*product, i, product);
    for (int i = 0; fits && i < power; i++)
        fits = !__builtin_mul_overflow(*product, n, product);
    return fits;
}

/* The decimal number at AT, behind blanks; 0 where there is none. */
static bool add_number(int64_t *sum, const char *at, const char *end)
{
    int64_t value = 0;
    bool fits = true;

    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    for (; fits && at < end && isdigit((unsigned char)*at); at++)
        fits = !__builtin_mul_overflow(value, 10, &value) &&
               !__builtin_add_overflow(value, *at - '0', &value);
    return fits && !__builtin_add_overflow(*sum, value, sum);
}

/* "bytes" is not in "strbytes". */
static bool inside_word(const char *answer, const char *at)
{
    return at > answer && isalnum((unsigned char)at[-1]) && isalnum((unsigned char)at[0]);
}

static bool add_numbers(int64_t *sum, const char *text, const char *answer, size_t length)
{
    const char *end = answer + length, *at = answer;
    size_t size = strlen(text);
    bool fits = true;

    while (fits && (at = memmem(at, (size_t)(end - at), text, size)) != NULL) {
        if (!inside_word(answer, at))
            fits = add_number(sum, at + size, end);
        at += size;
    }
    return fits;
}

bool work_count(int64_t *out, const struct work *work, int64_t n, const char *answer,
                size_t length)
{
    int64_t product = work->times, sum = 0;

    if (work->unit == NULL || !times_power(&product, n, work->power) ||
        (work->output && __builtin_mul_overflow(product, (int64_t)length, &product)))
        return false;
    for (const char *const *text = work->after; text != NULL && *text != NULL; text++)
        if (!add_numbers(&sum, *text, answer, length))
            return false;
    if (work->after != NULL && __builtin_mul_overflow(product, sum, &product))
        return false;
    *out = product;
    return product > 0;
}
