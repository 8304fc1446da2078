/* SPDX-License-Identifier: MIT
 * Prefixes on the way out, units on the way in. */
#include "base/units.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

struct prefix {
    enum unit unit;
    double factor; /* of the base unit */
    const char *symbol;
};

/* Ascending within a unit; the largest that does not exceed the value is taken. */
static const struct prefix prefixes[] = {
    {UNIT_NONE, 1, ""},
    {UNIT_NANOSECONDS, 1, "ns"},
    {UNIT_NANOSECONDS, 1e3, "us"},
    {UNIT_NANOSECONDS, 1e6, "ms"},
    {UNIT_NANOSECONDS, 1e9, "s"},
    {UNIT_NANOJOULES, 1, "nJ"},
    {UNIT_NANOJOULES, 1e3, "uJ"},
    {UNIT_NANOJOULES, 1e6, "mJ"},
    {UNIT_NANOJOULES, 1e9, "J"},
    {UNIT_NANOJOULES, 1e12, "kJ"},
    {UNIT_NANOJOULES, 1e15, "MJ"},
    {UNIT_WATTS, 1e-3, "mW"},
    {UNIT_WATTS, 1, "W"},
    {UNIT_WATTS, 1e3, "kW"},
    {UNIT_BYTES, 1, "B"},
    {UNIT_BYTES, 1024, "KiB"},
    {UNIT_BYTES, 1048576, "MiB"},
    {UNIT_BYTES, 1073741824, "GiB"},
    {UNIT_HERTZ, 1e3, "kHz"},
    {UNIT_HERTZ, 1e6, "MHz"},
    {UNIT_HERTZ, 1e9, "GHz"},
    {UNIT_RATIO, 1, "x"},
};

/* 999.6 ms would be rounded to "1000 ms": from there on the next prefix is taken. */
static const struct prefix *prefix_for(double value, enum unit unit)
{
    const struct prefix *best = NULL;

    for (size_t i = 0; i < ARRAY_SIZE(prefixes); i++) {
        if (prefixes[i].unit != unit)
            continue;
        if (best == NULL || fabs(value) >= 0.9995 * prefixes[i].factor)
            best = &prefixes[i];
    }
    return best;
}

/* Decimals that leave three significant digits in a scaled value. */
static int decimals_for(double scaled)
{
    double size = fabs(scaled);

    if (size == 0 || size >= 99.95)
        return 0;
    if (size >= 9.995)
        return 1;
    return size >= 0.9995 ? 2 : 3;
}

const char *units_format(char buffer[static UNITS_TEXT_SIZE], double value, enum unit unit)
{
    return units_format_pm(buffer, value, NAN, unit);
}

const char *units_format_pm(char buffer[static UNITS_TEXT_SIZE], double value, double delta,
                            enum unit unit)
{
    const struct prefix *prefix = prefix_for(value, unit);
    double scaled = value / prefix->factor;
    bool whole = (unit == UNIT_NONE || unit == UNIT_BYTES) && prefix->factor == 1 &&
                 value == floor(value);
    int decimals = whole ? 0 : decimals_for(scaled);
    const char *space = unit == UNIT_NONE || unit == UNIT_RATIO ? "" : " ";

    if (isnan(value))
        snprintf(buffer, UNITS_TEXT_SIZE, "n/a");
    else if (isnan(delta))
        snprintf(buffer, UNITS_TEXT_SIZE, "%.*f%s%s", decimals, scaled, space, prefix->symbol);
    else
        snprintf(buffer, UNITS_TEXT_SIZE, "%.*f%s%s +- %.*f", decimals, scaled, space,
                 prefix->symbol, decimals, delta / prefix->factor);
    return buffer;
}

const char *units_format_span(char buffer[static UNITS_TEXT_SIZE], int64_t ns)
{
    int64_t s = (ns + NS_PER_S / 2) / NS_PER_S;

    if (s < 100)
        snprintf(buffer, UNITS_TEXT_SIZE, "%" PRId64 " s", s);
    else if (s < 3600)
        snprintf(buffer, UNITS_TEXT_SIZE, "%" PRId64 ":%02" PRId64 " min", s / 60, s % 60);
    else
        snprintf(buffer, UNITS_TEXT_SIZE, "%" PRId64 ":%02" PRId64 " h", s / 3600, s / 60 % 60);
    return buffer;
}

/* strtod in the C locale: with a decimal comma "2.3e-10" would otherwise be 2. */
static double parse_double(const char *text, char **end)
{
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);

    if (c == (locale_t)0)
        abort();
    double value = strtod_l(text, end, c);
    freelocale(c);
    return value;
}

int units_parse_number(double *out, const char *text, struct err *err)
{
    char *end;
    double value = parse_double(text, &end);

    while (isspace((unsigned char)*end))
        end++;
    if (end == text || *end != '\0' || !isfinite(value))
        return err_set(err, -EINVAL, "'%s' is not a number", text);
    *out = value;
    return 0;
}

int units_parse_duration(int64_t *out_ns, const char *text, struct err *err)
{
    static const struct {
        const char *name;
        double ns;
    } spans[] = {{"", 1e9},  {"ns", 1},   {"us", 1e3},   {"ms", 1e6},
                 {"s", 1e9}, {"m", 60e9}, {"min", 60e9}, {"h", 3600e9}};
    char *end;
    double value = parse_double(text, &end);

    while (isspace((unsigned char)*end))
        end++;
    for (size_t i = 0; i < ARRAY_SIZE(spans) && end != text && value >= 0; i++) {
        if (strcmp(end, spans[i].name) == 0 && value * spans[i].ns < 9e18) {
            *out_ns = (int64_t)(value * spans[i].ns);
            return 0;
        }
    }
    return err_set(err, -EINVAL, "'%s' is not a time; expected one like 10ms, 1.5s, 2m or 1h",
                   text);
}

int units_parse_fraction(double *out, const char *text, struct err *err)
{
    char *end;
    double value = parse_double(text, &end);

    if (end != text && strcmp(end, "%") == 0)
        value /= 100;
    else if (end == text || *end != '\0')
        value = NAN;
    if (!(value > 0 && value < 1))
        return err_set(err, -EINVAL, "'%s' is not a share; expected one like 1%% or 0.01",
                       text);
    *out = value;
    return 0;
}

int units_parse_integer(int64_t *out, const char *text, int64_t low, int64_t high,
                        struct err *err)
{
    char *end;

    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || isspace((unsigned char)text[0]))
        return err_set(err, -EINVAL, "'%s' is not a whole number", text);
    if (errno == ERANGE || value < low || value > high)
        return err_set(err, -ERANGE, "%s is out of range; expected %" PRId64 " to %" PRId64,
                       text, low, high);
    *out = value;
    return 0;
}
