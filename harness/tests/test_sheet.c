/* SPDX-License-Identifier: MIT
 * Tests of report/sheet and of what figures lay on it: at every size, no words on others, none
 * cut off. Widths are those that the layout itself reckons with; test_chart and people look at
 * pictures. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "chart_fixture.h"
#include "report/chart_script.h"
#include "result_fixture.h"
#include "suite.h"

static struct sheet_box box_of(const struct sheet *s, const struct sheet_label *l)
{
    double width = sheet_text_width(s, l->text, l->style.size, l->style.bold);
    double height = 0.72 * l->style.size; /* of letters, without what hangs below */
    double left = l->x + (l->style.point != 0 ? 16 : 0) -
                  (l->style.align == SHEET_RIGHT    ? width
                   : l->style.align == SHEET_CENTER ? width / 2
                                                    : 0);

    return (struct sheet_box){left, l->y - height / 2, left + width, l->y + height / 2};
}

/* The first label that is cut off or lies on another, with what is wrong; NULL: none. */
static const char *find_fault(struct sheet *s)
{
    for (size_t i = 0; i < s->label_count; i++) {
        struct sheet_box a = box_of(s, &s->labels[i]);
        if (a.left < 0 || a.right > s->width + 0.5 || a.top < 0 || a.bottom > s->height)
            return arena_printf(
                &s->arena, "\"%s\" is cut off: %.0f to %.0f of %.0f, %.0f of %.0f",
                s->labels[i].text, a.left, a.right, s->width, a.bottom, s->height);
        for (size_t k = 0; k < i; k++) {
            struct sheet_box b = box_of(s, &s->labels[k]);
            if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
                return arena_printf(&s->arena, "\"%s\" lies on \"%s\"", s->labels[i].text,
                                    s->labels[k].text);
        }
    }
    return NULL;
}

static void try_figure(const struct result *r, struct chart_options o)
{
    struct figure_data source;
    struct sheet sheet = {.source = &source, .font = "DejaVu Sans"};
    struct err err = {""};
    int status = figure_data_open(&source, r, &o, &err);

    if (status == 0)
        status = chart_lay_out(&sheet, &err);
    CU_ASSERT(status == 0 || status == -E2BIG);
    const char *fault = status == 0 ? find_fault(&sheet) : NULL;
    if (fault != NULL) {
        CU_FAIL("words collide");
        fprintf(stderr, "%s at size %d: %s\n", chart_kind_name(o.kind), (int)o.size, fault);
    }
    sheet_free(&sheet);
    figure_data_close(&source);
}

static void lengthen_names(struct result *r)
{
    for (size_t i = 0; i < r->cell_count; i++) {
        struct result_cell *c = &r->cells[i];
        c->workload =
            arena_printf(&r->arena, "%s-with-a-name-as-long-as-nobody-would", c->workload);
        c->label = arena_printf(&r->arena, "%s/%s", c->workload, c->language);
        c->toolchain =
            arena_printf(&r->arena, "%s-of-some-vendor-built-yesterday", c->toolchain);
        c->variant = i % 2 == 0 ? "plain" : "plain/as-somebody-else-wrote-it";
    }
}

static void try_all(size_t workloads, size_t languages, const char *source, bool lengthy)
{
    struct result *r = fixture_result(workloads, languages, 8, source);
    struct fixture_extras extras;

    fixture_open_extras(&extras, r, fixture_result(workloads, languages, 8, source));
    if (lengthy) {
        lengthen_names(r);
        lengthen_names(extras.larger);
    }
    for (int kind = 0; kind < CHART_KINDS; kind++)
        for (int size = 0; size < CHART_SIZES; size++)
            for (int m = METRIC_WALL; m <= METRIC_ENERGY; m += METRIC_ENERGY)
                try_figure(r, fixture_with((struct chart_options){.kind = (enum chart_kind)kind,
                                                                  .size = (enum chart_size)size,
                                                                  .metric = (enum metric)m,
                                                                  .reference = "c"},
                                           &extras));
    result_free(extras.larger);
    result_free(r);
}

static void no_words_collide_and_none_are_cut_off_at_any_size(void)
{
    try_all(7, 4, "rapl-perf", false);
    try_all(7, 4, "simulated", false);
    try_all(1, 2, "rapl-perf", false);
    try_all(2, 3, "estimated", false);
}

static void long_names_are_shortened_and_collide_no_more(void)
{
    try_all(3, 4, "rapl-perf", true);
}

static void a_word_is_never_broken_from_its_number(void)
{
    struct figure_data source = {0};
    struct chart_options o = {0};
    struct sheet s = {.source = &source, .options = &o, .font = "DejaVu Sans", .width = 200};

    sheet_paragraph(&s, "it took about as long as 12 s, and then 95 % of it",
                    (struct sheet_style){.size = 13});
    for (size_t i = 0; i < s.label_count; i++) {
        CU_ASSERT_PTR_NULL(strstr(s.labels[i].text, "\n"));
        CU_ASSERT_NOT_EQUAL(s.labels[i].text[0], '%');
        CU_ASSERT_NOT_EQUAL(strncmp(s.labels[i].text, "s,", 2), 0);
    }
    CU_ASSERT(s.label_count > 1);
    sheet_free(&s);
}

static const struct suite_test tests[] = {
    TEST(no_words_collide_and_none_are_cut_off_at_any_size),
    TEST(long_names_are_shortened_and_collide_no_more),
    TEST(a_word_is_never_broken_from_its_number),
    {NULL, NULL},
};
const struct suite suite_sheet = {"sheet", tests};
