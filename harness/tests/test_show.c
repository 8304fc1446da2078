/* SPDX-License-Identifier: MIT
 * Tests of report/show. */
#include <string.h>

#include <CUnit/CUnit.h>

#include "report/show.h"
#include "result_fixture.h"
#include "suite.h"

static const char *string_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text != NULL ? text : "";
}

static void show_has_the_shape_that_others_rely_on(void)
{
    struct result *r = fixture_result(1, 2, 7, "simulated");
    json_t *shown = show_json(r);
    json_t *cell = json_array_get(json_object_get(shown, "cells"), 1);
    json_t *wall = json_object_get(cell, "wall_ns");
    json_t *energy = json_array_get(json_object_get(cell, "energy"), 0);

    CU_ASSERT_STRING_EQUAL(string_at(shown, "schema"), "polyjoule.show/1");
    CU_ASSERT_STRING_EQUAL(string_at(cell, "workload"), "n-body");
    CU_ASSERT_STRING_EQUAL(string_at(cell, "language"), "rust");
    CU_ASSERT_STRING_EQUAL(string_at(cell, "variant"), "plain");
    CU_ASSERT_STRING_EQUAL(string_at(cell, "toolchain"), "rustc 1.95.0");
    CU_ASSERT_STRING_EQUAL(string_at(cell, "flags"), "native");
    CU_ASSERT_STRING_EQUAL(string_at(cell, "size"), "ref");
    CU_ASSERT(json_is_null(json_object_get(cell, "seed")));
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(cell, "trials")), 7);
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(cell, "admissible")), 7);
    CU_ASSERT(json_is_integer(json_object_get(wall, "median")));
    CU_ASSERT(json_is_integer(json_object_get(wall, "ci_low")));
    CU_ASSERT(json_integer_value(json_object_get(wall, "ci_low")) <
              json_integer_value(json_object_get(wall, "ci_high")));
    CU_ASSERT_EQUAL(json_array_size(json_object_get(wall, "values")), 7);
    CU_ASSERT(json_is_object(json_object_get(cell, "cpu_ns")));
    CU_ASSERT(json_is_object(json_object_get(cell, "max_rss_bytes")));
    CU_ASSERT_STRING_EQUAL(string_at(energy, "domain"), "package");
    CU_ASSERT_STRING_EQUAL(string_at(energy, "source"), "simulated");
    CU_ASSERT_STRING_EQUAL(string_at(energy, "resolver"), "model");
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(energy, "package")), 0);
    CU_ASSERT(json_is_object(json_object_get(energy, "nj")));
    json_decref(shown);
    result_free(r);
}

static void show_divides_by_the_work_that_is_known(void)
{
    struct result *r = fixture_result(1, 2, 7, "simulated");

    r->cells[1].work = 1000;
    r->cells[1].work_unit = "step";
    json_t *shown = show_json(r);
    json_t *cells = json_object_get(shown, "cells"), *cell = json_array_get(cells, 1);
    json_t *work = json_object_get(cell, "work"), *wall = json_object_get(cell, "wall_ns");
    CU_ASSERT_STRING_EQUAL(string_at(work, "unit"), "step");
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(work, "count")), 1000);
    CU_ASSERT_DOUBLE_EQUAL(json_number_value(json_object_get(work, "wall_ns_per_unit")),
                           json_number_value(json_object_get(wall, "median")) / 1000, 1e-6);
    CU_ASSERT(json_number_value(json_object_get(work, "package_nj_per_unit")) > 0);
    CU_ASSERT(json_is_null(json_object_get(json_array_get(cells, 0), "work")));
    json_decref(shown);
    result_free(r);
}

static void show_has_what_starting_costs_beside_each_cell(void)
{
    struct result *r = fixture_result(2, 2, 7, "absent");

    r->cells[2].workload = r->cells[3].workload = "empty";
    json_t *shown = show_json(r);
    json_t *cells = json_object_get(shown, "cells");
    json_t *startup = json_object_get(json_array_get(cells, 1), "startup");
    json_t *empty = json_object_get(json_array_get(cells, 3), "wall_ns");
    CU_ASSERT_EQUAL(json_number_value(json_object_get(startup, "wall_ns")),
                    json_number_value(json_object_get(empty, "median")));
    CU_ASSERT(json_number_value(json_object_get(startup, "wall_ns")) > 0);
    CU_ASSERT(json_is_null(json_object_get(json_array_get(cells, 3), "startup")));
    json_decref(shown);
    result_free(r);
}

static void show_gives_null_and_the_reason_for_what_is_absent(void)
{
    struct result *r = fixture_result(1, 2, 5, "absent");
    json_t *shown = show_json(r);
    json_t *cell = json_array_get(json_object_get(shown, "cells"), 0);
    json_t *wall = json_object_get(cell, "wall_ns");

    CU_ASSERT(json_is_null(json_object_get(wall, "ci_low")));
    CU_ASSERT_STRING_EQUAL(string_at(wall, "ci_reason"),
                           "an exact 95 % interval needs 6 values, here are 5");
    CU_ASSERT(json_is_null(json_object_get(cell, "package_nj")));
    CU_ASSERT_STRING_EQUAL(string_at(cell, "package_nj_reason"),
                           "no RAPL counters here: /sys/class/powercap is empty");
    CU_ASSERT_EQUAL(json_array_size(json_object_get(cell, "energy")), 0);
    CU_ASSERT_STRING_EQUAL(string_at(cell, "energy_reason"),
                           "no RAPL counters here: /sys/class/powercap is empty");
    json_decref(shown);
    result_free(r);
}

static const struct suite_test tests[] = {
    TEST(show_has_the_shape_that_others_rely_on),
    TEST(show_divides_by_the_work_that_is_known),
    TEST(show_has_what_starting_costs_beside_each_cell),
    TEST(show_gives_null_and_the_reason_for_what_is_absent),
    {NULL, NULL},
};
const struct suite suite_show = {"show", tests};
