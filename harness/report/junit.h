/* SPDX-License-Identifier: MIT
 * JUnit's XML, as CI services read it (the schema of Jenkins' xunit plugin, junit-10.xsd). */
#ifndef JUNIT_H
#define JUNIT_H

#include <stddef.h>

#include "base/text.h"

enum junit_outcome { JUNIT_PASSED, JUNIT_FAILED, JUNIT_SKIPPED, JUNIT_ERROR };

struct junit_case {
    const char *group, *name;
    enum junit_outcome outcome;
    const char *type, *message; /* NULL for JUNIT_PASSED */
    double seconds;
};

/* Add the whole document. Texts may be anything: what XML cannot hold becomes U+FFFD. */
void junit_add(struct text *out, const char *suite, const struct junit_case *cases,
               size_t count);

#endif
