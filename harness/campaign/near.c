/* SPDX-License-Identifier: MIT
 * Comparing texts with numbers in them. */
#include "campaign/near.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Longer ones are compared letter by letter. */
enum { NUMBER_MAX = 63 };

struct cursor {
    const char *at, *end;
};

static size_t digits(const char *from, const char *end)
{
    const char *at = from;

    while (at < end && isdigit((unsigned char)*at))
        at++;
    return (size_t)(at - from);
}

/* The length of the decimal number at C, 0 where there is none: a sign, digits with or without
 * a point, an exponent. */
static size_t number_length(const struct cursor *c)
{
    const char *at = c->at;
    size_t whole, fraction = 0;

    at += at < c->end && (*at == '-' || *at == '+');
    at += whole = digits(at, c->end);
    if (at < c->end && *at == '.')
        at += 1 + (fraction = digits(at + 1, c->end));
    if (whole + fraction == 0)
        return 0;
    if (at < c->end && (*at == 'e' || *at == 'E')) {
        const char *exponent = at + 1;
        exponent += exponent < c->end && (*exponent == '-' || *exponent == '+');
        size_t count = digits(exponent, c->end);
        if (count > 0)
            at = exponent + count;
    }
    return (size_t)(at - c->at);
}

static double value_of(const char *text, size_t length, locale_t c_locale)
{
    char buffer[NUMBER_MAX + 1];

    memcpy(buffer, text, length);
    buffer[length] = '\0';
    return strtod_l(buffer, NULL, c_locale);
}

/* Move both over the numbers at which they are, if both are at one and these are near. */
static bool skip_numbers(struct cursor *expected, struct cursor *got, double tolerance,
                         locale_t c_locale)
{
    size_t a = number_length(expected), b = number_length(got);

    if (a == 0 || b == 0 || a > NUMBER_MAX || b > NUMBER_MAX)
        return false;
    double x = value_of(expected->at, a, c_locale), y = value_of(got->at, b, c_locale);
    if (!(fabs(x - y) <= tolerance * fmax(1, fabs(x))))
        return false;
    expected->at += a;
    got->at += b;
    return true;
}

bool near_equal(const char *expected, size_t expected_length, const char *got,
                size_t got_length, double tolerance)
{
    struct cursor a = {expected, expected + expected_length}, b = {got, got + got_length};
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    bool inside = false; /* a word, where digits are no number */

    if (c_locale == (locale_t)0)
        abort();
    while (a.at < a.end && b.at < b.end) {
        if (!inside && skip_numbers(&a, &b, tolerance, c_locale)) {
            inside = true;
            continue;
        }
        if (*a.at != *b.at)
            break;
        inside = isalnum((unsigned char)*a.at) || *a.at == '_' || *a.at == '.';
        a.at++;
        b.at++;
    }
    freelocale(c_locale);
    return a.at == a.end && b.at == b.end;
}

int near_file(bool *out, const char *path, const char *got, size_t got_length, double tolerance,
              struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    void *expected;
    int r = 0;

    if (fd < 0 || fstat(fd, &status) < 0) {
        r = err_sys(err, "%s", path);
        goto out;
    }
    size_t length = (size_t)status.st_size;
    expected = length > 0 ? mmap(NULL, length, PROT_READ, MAP_PRIVATE, fd, 0) : "";
    if (expected == MAP_FAILED) {
        r = err_sys(err, "%s", path);
        goto out;
    }
    *out = near_equal(expected, length, got, got_length, tolerance);
    if (length > 0)
        munmap(expected, length);
out:
    if (fd >= 0)
        close(fd);
    return r;
}
