/* SPDX-License-Identifier: MIT
 * Units of measurement as people read and write them. Inside the program a quantity is an
 * integer in the base unit that its name ends with (_ns, _nj, _bytes); prefixes appear here
 * alone. */
#ifndef UNITS_H
#define UNITS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum unit {
    UNIT_NONE,        /* a count */
    UNIT_NANOSECONDS, /* shown as ns us ms s, from 100 s on as min s */
    UNIT_NANOJOULES,  /* nJ uJ mJ J kJ MJ */
    UNIT_WATTS,       /* mW W kW */
    UNIT_BYTES,       /* B KiB MiB GiB */
    UNIT_HERTZ,       /* kHz MHz GHz */
    UNIT_RATIO,       /* 1.02x */
};

enum { UNITS_TEXT_SIZE = 48 };

/* VALUE with three significant digits or more and its unit: "4.61 J", "205 ms", "1.25 MiB".
 * Returns BUFFER. */
const char *units_format(char buffer[static UNITS_TEXT_SIZE], double value, enum unit unit);

/* Two values with one prefix, the first's: "4.61 J +- 0.03". DELTA may be NAN: left out. */
const char *units_format_pm(char buffer[static UNITS_TEXT_SIZE], double value, double delta,
                            enum unit unit);

/* The time as people say it: "1:05 min", "14 s". For screens, not for data. */
const char *units_format_span(char buffer[static UNITS_TEXT_SIZE], int64_t ns);

/* "10ms", "1.5 s", "2m", "1h" to nanoseconds; a bare number is seconds. -EINVAL with what was
 * expected. */
int units_parse_duration(int64_t *out_ns, const char *text, struct err *err);

/* "1%" or "0.01" to 0.01; in (0, 1). */
int units_parse_fraction(double *out, const char *text, struct err *err);

/* A decimal integer in [LOW, HIGH] and nothing else. */
int units_parse_integer(int64_t *out, const char *text, int64_t low, int64_t high,
                        struct err *err);

/* A decimal number, whatever the locale says of decimal points, and nothing else. */
int units_parse_number(double *out, const char *text, struct err *err);

#endif
