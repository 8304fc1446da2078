/* SPDX-License-Identifier: MIT
 * What a file of unit tests gives: a table of tests, each named by a sentence. */
#ifndef SUITE_H
#define SUITE_H

#include <stddef.h>

struct suite_test {
    const char *name; /* powercap_counts_one_wrap_between_reads */
    void (*run)(void);
};

struct suite {
    const char *name;
    const struct suite_test *tests; /* ends with a NULL name */
};

/* Ends with NULL; made by CMake. */
extern const struct suite *const suites[];

#define TEST(function)                                                                         \
    {                                                                                          \
#function, function                                                                    \
    }

#endif
