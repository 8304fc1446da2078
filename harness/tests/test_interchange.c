/* SPDX-License-Identifier: MIT
 * Tests of report/interchange. */
#include <string.h>

#include <CUnit/CUnit.h>

#include "report/interchange.h"
#include "suite.h"

static const struct suite_test tests[] = {
    {NULL, NULL},
};

const struct suite suite_interchange = {"interchange", tests};
