/* SPDX-License-Identifier: MIT
 * Tests of report/chart and what it stands on. They draw with gnuplot; marks are counted in the
 * SVG, since gnuplot can draw nothing and be content. */
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "base/text.h"
#include "chart_fixture.h"
#include "report/chart.h"
#include "report/figure_inline.h"
#include "report/palette.h"
#include "result_fixture.h"
#include "suite.h"

static int remove_entry(const char *path, const struct stat *stat, int flag, struct FTW *ftw)
{
    (void)stat;
    (void)flag;
    (void)ftw;
    return remove(path);
}

static void make_directory(char path[64])
{
    strcpy(path, "/tmp/polyjoule-chart-XXXXXX");
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(path));
}

static void remove_directory(const char *path)
{
    nftw(path, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

/* The file's bytes, "" where there is none; to be freed. */
static struct text read_bytes(const char *path)
{
    struct text out = {0};
    char buffer[4096];
    FILE *file = fopen(path, "r");

    text_add(&out, "");
    for (size_t n; file != NULL && (n = fread(buffer, 1, sizeof(buffer), file)) > 0;)
        text_add_bytes(&out, buffer, n);
    if (file != NULL)
        fclose(file);
    return out;
}

static size_t count(const char *text, const char *part)
{
    size_t n = 0;

    for (const char *p = strstr(text, part); p != NULL; p = strstr(p + 1, part))
        n++;
    return n;
}

static size_t count_marks(const char *svg)
{
    size_t n = 0;

    for (const char *p = svg; (p = strstr(p, "<use xlink:href=\"#gpPt")) != NULL; p++) {
        size_t length = strcspn(p, ">");
        n += memmem(p, length, "transform=\"translate(", 21) != NULL;
    }
    return n;
}

/* Draw into DIRECTORY/NAME and give the bytes. */
static struct text draw(const struct result *result, struct chart_options options,
                        const char *directory, const char *name)
{
    struct err err = {""};
    char path[256];

    snprintf(path, sizeof(path), "%s/%s", directory, name);
    options.output = path;
    if (options.reference == NULL)
        options.reference = "c";
    if (chart_draw(result, &options, &err) < 0)
        CU_FAIL_FATAL(err.text);
    return read_bytes(path);
}

static void a_forest_has_a_mark_for_each_ratio_and_mean(void)
{
    struct result *r = fixture_result(7, 4, 12, "absent");
    char directory[64];

    make_directory(directory);
    struct text svg = draw(r, (struct chart_options){.kind = CHART_FOREST}, directory, "a.svg");
    CU_ASSERT_EQUAL(count_marks(svg.data), 7 * 3 + 3 + 3); /* ratios, means, legend */
    CU_ASSERT_EQUAL(count(svg.data, ">binary_trees<"), 1);
    CU_ASSERT_EQUAL(count(svg.data, ">geometric mean<"), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(svg.data, "the wall time of C"));
    CU_ASSERT_PTR_NULL(strstr(svg.data, "simulated"));
    text_free(&svg);
    result_free(r);

    r = fixture_result(1, 2, 12, "absent");
    svg = draw(r, (struct chart_options){.kind = CHART_FOREST}, directory, "b.svg");
    CU_ASSERT_EQUAL(count_marks(svg.data), 1 + 1);
    CU_ASSERT_EQUAL(count(svg.data, "geometric mean"), 0);
    text_free(&svg);
    result_free(r);
    remove_directory(directory);
}

static void bars_and_dots_are_as_many_as_the_values(void)
{
    struct result *r = fixture_result(7, 4, 12, "absent");
    char directory[64];

    make_directory(directory);
    struct text svg =
        draw(r, (struct chart_options){.kind = CHART_BARS, .metric = METRIC_MEMORY}, directory,
             "a.svg");
    CU_ASSERT_EQUAL(count(svg.data, "<polygon"), 7 * 4);
    CU_ASSERT_EQUAL(count(svg.data, "<polygon fill=\"rgb("), 7 * 4);
    text_free(&svg);
    svg = draw(r, (struct chart_options){.kind = CHART_STRIP, .metric = METRIC_CPU}, directory,
               "b.svg");
    CU_ASSERT_EQUAL(count_marks(svg.data), 7 * 4 * 12);
    text_free(&svg);
    remove_directory(directory);
    result_free(r);
}

static void energy_that_is_not_measured_is_named_and_hollow(void)
{
    struct result *r = fixture_result(7, 4, 12, "simulated");
    struct fixture_extras extras;
    char directory[64];

    make_directory(directory);
    fixture_open_extras(&extras, r, fixture_result(7, 4, 12, "simulated"));
    for (int kind = 0; kind < CHART_KINDS; kind++) {
        struct chart_options o = fixture_with(
            (struct chart_options){.kind = (enum chart_kind)kind, .metric = METRIC_ENERGY},
            &extras);
        if (kind == CHART_CLAIMS) /* which no simulation answers */
            continue;
        struct text svg = draw(r, o, directory, "a.svg");
        const char *title = strstr(svg.data, "font-weight=\"bold\"");
        CU_ASSERT_PTR_NOT_NULL_FATAL(title);
        CU_ASSERT(count(svg.data, "imulated") >= 2); /* above and below the plot */
        CU_ASSERT_PTR_NOT_NULL(strstr(svg.data, "not measured"));
        if (kind == CHART_BARS)
            CU_ASSERT_EQUAL(count(svg.data, "fill=\"url(#gpPat"), 7 * 4);
        if (kind == CHART_HEATMAP)
            CU_ASSERT_EQUAL(count(svg.data, "fill=\"url(#gpPat"), 7 * 3 + 3);
        if (kind == CHART_DECOMPOSITION) /* each mark on a white one */
            CU_ASSERT_EQUAL(count_marks(svg.data), 2 * 7 * 3 + 3);
        if (kind == CHART_PARETO)
            CU_ASSERT_EQUAL(count_marks(svg.data), 2 * 7 * 4 + 4);
        text_free(&svg);
    }
    struct text svg = draw(r, (struct chart_options){.kind = CHART_FOREST}, directory, "b.svg");
    CU_ASSERT_PTR_NULL(strstr(svg.data, "imulated")); /* wall time is measured */
    text_free(&svg);
    remove_directory(directory);
    result_free(extras.larger);
    result_free(r);
}

static void without_energy_there_is_no_energy_chart_but_its_reason(void)
{
    static const enum chart_kind kinds[] = {CHART_FOREST, CHART_DECOMPOSITION, CHART_BARS,
                                            CHART_STRIP,  CHART_HEATMAP,       CHART_ECDF,
                                            CHART_PARETO};
    struct result *r = fixture_result(2, 2, 6, "absent");
    struct chart_options o = {.metric = METRIC_ENERGY, .reference = "c", .output = "never"};
    struct err err;

    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
        o.kind = kinds[i];
        CU_ASSERT_EQUAL(chart_draw(r, &o, &err), -ENODATA);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "powercap is empty"));
    }
    result_free(r);
}

static void a_figure_without_its_data_says_what_to_measure(void)
{
    static const struct {
        enum chart_kind kind;
        const char *words;
    } wanting[] = {{CHART_CLAIMS, "no claim that was chosen is a ratio"},
                   {CHART_SCALING, "at a second --size"},
                   {CHART_TRACE, "run --trace"}};
    struct result *r = fixture_result(2, 2, 6, "rapl-perf");
    struct chart_options o = {.reference = "c", .output = "never"};
    struct err err;

    for (size_t i = 0; i < ARRAY_SIZE(wanting); i++) {
        o.kind = wanting[i].kind;
        CU_ASSERT_EQUAL(chart_draw(r, &o, &err), -ENODATA);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.text, wanting[i].words));
    }
    result_free(r);
}

/* A counter that ticks rarely shows no energy for short programs: a log axis has no place for
 * it. */
static void energies_of_nothing_are_left_out_of_log_axes(void)
{
    struct result *r = fixture_result(3, 3, 8, "rapl-perf");
    struct fixture_extras extras;
    char directory[64];

    make_directory(directory);
    for (size_t k = 0; k < 8; k++) {
        r->cells[0].metric[METRIC_ENERGY].values[k].value = 0;
        r->cells[4].metric[METRIC_ENERGY].values[k].value *= k < 3 ? 0 : 1;
    }
    fixture_open_extras(&extras, r, fixture_result(3, 3, 8, "rapl-perf"));
    struct chart_options o = fixture_with(
        (struct chart_options){.kind = CHART_PARETO, .metric = METRIC_ENERGY}, &extras);
    struct text svg = draw(r, o, directory, "a.svg");
    CU_ASSERT_EQUAL(count_marks(svg.data), 3 * 3 - 1 + 3);
    text_free(&svg);
    o.kind = CHART_SCALING;
    svg = draw(r, o, directory, "a.svg");
    CU_ASSERT_EQUAL(count_marks(svg.data), 2 * (3 * 3 - 1) + 3);
    text_free(&svg);
    remove_directory(directory);
    result_free(extras.larger);
    result_free(r);
}

static void sizes_and_threads_make_curves(void)
{
    struct result *r = fixture_result(2, 3, 8, "rapl-perf");
    struct fixture_extras extras;
    char directory[64];
    struct err err;

    make_directory(directory);
    fixture_open_extras(&extras, r, fixture_result(2, 3, 8, "rapl-perf"));
    struct chart_options o =
        fixture_with((struct chart_options){.kind = CHART_SCALING, .data = true}, &extras);
    struct text svg = draw(r, o, directory, "a.svg");
    CU_ASSERT_EQUAL(count_marks(svg.data), 2 * 3 * 2 + 3);
    CU_ASSERT_PTR_NOT_NULL(strstr(svg.data, "N^1.58")); /* log2(3) */
    text_free(&svg);

    for (size_t i = 0; i < extras.larger->cell_count; i++) { /* the same size on two threads */
        extras.larger->cells[i].n = r->cells[i].n;
        extras.larger->cells[i].variant = "parallel";
        extras.larger->cells[i].threads = 2;
    }
    svg = draw(r, o, directory, "a.svg");
    CU_ASSERT_EQUAL(count_marks(svg.data), 2 * 3 * 2 + 3);
    CU_ASSERT_PTR_NOT_NULL(strstr(svg.data, "on all threads is from 3.00×"));
    text_free(&svg);

    extras.larger->sessions[0].cpu_model = "another";
    o.output = "never";
    CU_ASSERT_EQUAL(chart_draw(r, &o, &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "different machines"));
    remove_directory(directory);
    result_free(extras.larger);
    result_free(r);
}

static void a_claim_has_a_published_and_a_measured_mark(void)
{
    struct result *r = fixture_result(2, 2, 8, "absent");
    struct fixture_extras extras;
    char directory[64];

    make_directory(directory);
    fixture_open_extras(&extras, r, fixture_result(2, 2, 8, "absent"));
    struct chart_options o =
        fixture_with((struct chart_options){.kind = CHART_CLAIMS}, &extras);
    struct text svg = draw(r, o, directory, "a.svg");
    CU_ASSERT_EQUAL(count_marks(svg.data), 2);
    CU_ASSERT_EQUAL(count(svg.data, ">✓ reproduced<"), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(svg.data, "1 of 1 published ratios is reproduced here"));
    text_free(&svg);
    remove_directory(directory);
    result_free(extras.larger);
    result_free(r);
}

static void a_trace_is_drawn_with_its_mean_and_the_idle_machine(void)
{
    struct result *r = fixture_result(2, 2, 8, "rapl-perf");
    struct fixture_extras extras;
    char directory[64];

    make_directory(directory);
    fixture_open_extras(&extras, r, fixture_result(2, 2, 8, "rapl-perf"));
    struct chart_options o = fixture_with((struct chart_options){.kind = CHART_TRACE}, &extras);
    struct text svg = draw(r, o, directory, "a.svg");
    CU_ASSERT_EQUAL(count(svg.data, ">mean 20.0 W · W ↑<"), 2);
    CU_ASSERT_PTR_NOT_NULL(strstr(svg.data, "the idle machine, 8.00 W"));
    CU_ASSERT_PTR_NOT_NULL(strstr(svg.data, "median duration of n = 8"));
    text_free(&svg);
    remove_directory(directory);
    result_free(extras.larger);
    result_free(r);
}

static void what_is_too_much_to_be_read_is_refused(void)
{
    struct result *r = fixture_result(1, 4, 8, "absent");
    static const char *const rust[] = {"rust"};
    struct chart_options o = {.kind = CHART_FOREST, .reference = "c", .output = "never"};
    struct result_cell *cells = arena_alloc(&r->arena, 20, sizeof(*cells));
    char directory[64];
    struct err err;

    for (size_t i = 0; i < 20; i++) {
        cells[i] = r->cells[i < 4 ? i : 3];
        if (i >= 4)
            cells[i].flags = arena_printf(&r->arena, "set-%zu", i);
    }
    r->cells = cells;
    r->cell_count = 20;
    CU_ASSERT_EQUAL(chart_draw(r, &o, &err), -E2BIG);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "choose 12 or fewer with --lang"));
    make_directory(directory);
    o.languages = rust;
    o.language_count = 1;
    struct text svg = draw(r, o, directory, "a.svg");
    CU_ASSERT_EQUAL(count_marks(svg.data), 2); /* the reference stays, unseen */
    text_free(&svg);
    remove_directory(directory);
    result_free(r);
}

static void the_same_result_gives_the_same_bytes(void)
{
    static const enum chart_format formats[] = {CHART_SVG, CHART_PNG, CHART_PDF, CHART_TEX};
    struct result *r = fixture_result(3, 3, 8, "rapl-perf");
    char one[64], two[64];

    make_directory(one);
    make_directory(two);
    for (size_t i = 0; i < ARRAY_SIZE(formats); i++) {
        struct chart_options o = {.kind = CHART_DECOMPOSITION, .format = formats[i]};
        struct text a = draw(r, o, one, "a"), b;
        if (formats[i] == CHART_PDF || formats[i] == CHART_TEX)
            usleep(1100000); /* the date in it has seconds */
        b = draw(r, o, two, "a");
        CU_ASSERT(a.length > 1000 && a.length == b.length &&
                  memcmp(a.data, b.data, a.length) == 0);
        text_free(&a);
        text_free(&b);
    }
    remove_directory(one);
    remove_directory(two);
    result_free(r);
}

static void a_slide_is_as_high_as_a_slide(void)
{
    struct result *r = fixture_result(7, 4, 8, "rapl-perf");
    struct fixture_extras extras;
    char directory[64];

    make_directory(directory);
    fixture_open_extras(&extras, r, fixture_result(7, 4, 8, "rapl-perf"));
    for (int kind = 0; kind < CHART_KINDS; kind++) {
        struct chart_options o = fixture_with(
            (struct chart_options){.kind = (enum chart_kind)kind, .size = CHART_SLIDE},
            &extras);
        struct text svg = draw(r, o, directory, "a.svg");
        CU_ASSERT_PTR_NOT_NULL(strstr(svg.data, "width=\"1920\" height=\"1080\""));
        text_free(&svg);
    }
    result_free(extras.larger);
    remove_directory(directory);
    result_free(r);
}

static void names_are_words_and_never_commands(void)
{
    struct result *r = fixture_result(1, 3, 8, "absent");
    struct chart_options o = {.kind = CHART_FOREST, .data = true};
    char directory[64];
    struct err err;

    make_directory(directory);
    for (size_t i = 0; i < 3; i++) {
        struct result_cell *c = &r->cells[i];
        c->workload = c->language = c->variant = c->flags = c->size = c->toolchain = NULL;
        c->label = i == 0   ? "true"
                   : i == 1 ? "a_b^{2} 'x' \"y\" <&> `touch z` @m \xff\n%d"
                            : "";
    }
    char path[256];
    snprintf(path, sizeof(path), "%s/| touch owned; 'q'.svg", directory);
    o.output = path;
    if (chart_draw(r, &o, &err) < 0)
        CU_FAIL_FATAL(err.text);
    struct text svg = read_bytes(path);
    CU_ASSERT_PTR_NOT_NULL(strstr(svg.data, "a_b^{2} 'x' \"y\" &lt;&amp;> `touch z` @m ? %d"));
    CU_ASSERT_EQUAL(count_marks(svg.data), 2 + 2);
    text_free(&svg);
    remove_directory(directory);
    result_free(r);
}

static void what_has_no_value_is_named_with_its_reason(void)
{
    struct result *r = fixture_result(2, 3, 8, "absent");
    char directory[64];

    make_directory(directory);
    r->cells[5].metric[METRIC_WALL] = (struct result_series){.reason = "go is not installed"};
    struct text svg = draw(r, (struct chart_options){.kind = CHART_BARS}, directory, "a.svg");
    CU_ASSERT_EQUAL(count(svg.data, "<polygon"), 5);
    CU_ASSERT_PTR_NOT_NULL(strstr(svg.data, "Not shown: binary_trees/go: go is not installed"));
    text_free(&svg);
    remove_directory(directory);
    result_free(r);
}

static void a_failing_gnuplot_leaves_what_was_there_and_the_script(void)
{
    struct result *r = fixture_result(2, 2, 8, "absent");
    struct chart_options o = {.kind = CHART_FOREST, .reference = "c", .data = true};
    char directory[64], path[128], beside[160];
    struct err err;
    FILE *file;

    make_directory(directory);
    snprintf(path, sizeof(path), "%s/a.svg", directory);
    if ((file = fopen(path, "w")) != NULL) {
        fputs("old", file);
        fclose(file);
    }
    o.output = path;
    o.gnuplot = "no-such-gnuplot";
    CU_ASSERT_EQUAL(chart_draw(r, &o, &err), -EIO);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(err.text, "no-such-gnuplot is not installed: figures need it (kept: "));
    o.gnuplot = "/bin/false";
    CU_ASSERT_EQUAL(chart_draw(r, &o, &err), -EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "/bin/false ended with status 1 (kept: "));
    o.gnuplot = "/bin/true"; /* content, and no picture */
    CU_ASSERT_EQUAL(chart_draw(r, &o, &err), -EIO);

    struct text old = read_bytes(path);
    CU_ASSERT_STRING_EQUAL(old.data, "old");
    text_free(&old);
    snprintf(beside, sizeof(beside), "%s.partial", path);
    CU_ASSERT_EQUAL(access(beside, F_OK), -1);
    snprintf(beside, sizeof(beside), "%s/a.gp", directory);
    struct text script = read_bytes(beside);
    CU_ASSERT_PTR_NOT_NULL(strstr(script.data, "DATA = 'a.dat'"));
    CU_ASSERT_PTR_NULL(strstr(script.data, directory)); /* moves with its folder */
    text_free(&script);
    snprintf(beside, sizeof(beside), "%s/a.dat", directory);
    CU_ASSERT_EQUAL(access(beside, F_OK), 0);
    remove_directory(directory);
    result_free(r);
}

/* Whether each of the ids in SVG begins with PREFIX, and each reference is to one of them. */
static bool ids_begin_with(const char *svg, const char *prefix)
{
    static const char *const keys[] = {" id=\"", "href=\"#", "url(#"};

    for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
        for (const char *p = strstr(svg, keys[i]); p != NULL; p = strstr(p, keys[i])) {
            p += strlen(keys[i]);
            if (strncmp(p, prefix, strlen(prefix)) != 0)
                return false;
        }
    }
    return true;
}

static void a_figure_in_a_page_takes_its_colours_and_font_from_there(void)
{
    struct result *r = fixture_result(7, 4, 12, "simulated");
    struct fixture_extras extras;
    struct err err = {""};

    fixture_open_extras(&extras, r, fixture_result(7, 4, 12, "simulated"));
    for (int kind = 0; kind < CHART_KINDS; kind++) {
        struct chart_options o = fixture_with(
            (struct chart_options){
                .kind = (enum chart_kind)kind, .metric = METRIC_ENERGY, .reference = "c"},
            &extras);
        struct text svg = {0};
        if (figure_inline(&svg, r, &o, "f1", &err) < 0)
            CU_FAIL_FATAL(err.text);
        CU_ASSERT_EQUAL(strncmp(svg.data, "<svg viewBox=\"0 0 760 ", 22), 0);
        CU_ASSERT_PTR_NOT_NULL(strstr(svg.data,
                                      "role=\"img\" aria-labelledby=\"f1-title f1-desc\">\n"
                                      "<title id=\"f1-title\">"));
        CU_ASSERT_EQUAL(count(svg.data, "<title"), 1);
        CU_ASSERT(ids_begin_with(svg.data, "f1-"));
        CU_ASSERT_EQUAL(count(svg.data, "font-family"), 0);
        CU_ASSERT_EQUAL(count(svg.data, "black"), 0);
        CU_ASSERT_EQUAL(count(svg.data, "#FFFFFF"), 0);
        CU_ASSERT_EQUAL(count(svg.data, "xlink"), 0);
        for (size_t i = 0; i < palette_ink_count; i++) {
            char rgb[32];
            uint32_t ink = palette_inks[i].ink;
            snprintf(rgb, sizeof(rgb), "rgb(%u,%u,%u)", ink >> 16, ink >> 8 & 255, ink & 255);
            CU_ASSERT_EQUAL(count(svg.data, rgb), 0);
        }
        CU_ASSERT(count(svg.data, "var(--muted)") > 4);
        CU_ASSERT(count(svg.data, "var(--fg)") > 4);
        text_free(&svg);
    }
    result_free(extras.larger);
    result_free(r);
}

static void a_dark_figure_is_light_on_dark(void)
{
    struct result *r = fixture_result(2, 2, 8, "absent");
    char directory[64];

    make_directory(directory);
    struct text svg = draw(r, (struct chart_options){.kind = CHART_FOREST, .theme = CHART_DARK},
                           directory, "a.svg");
    CU_ASSERT_EQUAL(count(svg.data, "fill=\"#0d1117\""), 1);
    CU_ASSERT_EQUAL(count(svg.data, "#FFFFFF"), 0);
    CU_ASSERT(count(svg.data, "rgb(230,237,243)") > 3);
    CU_ASSERT_EQUAL(count(svg.data, "rgb(31,35,40)"), 0);
    text_free(&svg);
    remove_directory(directory);
    result_free(r);
}

static void the_reference_must_be_there(void)
{
    struct result *r = fixture_result(2, 2, 8, "absent");
    struct chart_options o = {.kind = CHART_FOREST, .reference = "zig", .output = "never"};
    struct err err;

    CU_ASSERT_EQUAL(chart_draw(r, &o, &err), -ENOENT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "zig"));
    result_free(r);
}

static void options_are_parsed_by_name(void)
{
    enum chart_kind kind;
    enum chart_format format;
    enum chart_size size;
    struct err err;

    CU_ASSERT_EQUAL(chart_parse_kind(&kind, "strip", &err), 0);
    CU_ASSERT_EQUAL(kind, CHART_STRIP);
    CU_ASSERT_EQUAL(chart_parse_format(&format, "pdf", &err), 0);
    CU_ASSERT_EQUAL(format, CHART_PDF);
    CU_ASSERT_EQUAL(chart_parse_size(&size, "col", &err), 0);
    CU_ASSERT_EQUAL(size, CHART_COLUMN);
    CU_ASSERT_EQUAL(chart_parse_kind(&kind, "pie", &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(err.text, "no chart is called \"pie\": expected forest, decomposition, "));
}

static const struct suite_test tests[] = {
    TEST(a_forest_has_a_mark_for_each_ratio_and_mean),
    TEST(bars_and_dots_are_as_many_as_the_values),
    TEST(energy_that_is_not_measured_is_named_and_hollow),
    TEST(without_energy_there_is_no_energy_chart_but_its_reason),
    TEST(a_figure_without_its_data_says_what_to_measure),
    TEST(energies_of_nothing_are_left_out_of_log_axes),
    TEST(sizes_and_threads_make_curves),
    TEST(a_claim_has_a_published_and_a_measured_mark),
    TEST(a_trace_is_drawn_with_its_mean_and_the_idle_machine),
    TEST(what_is_too_much_to_be_read_is_refused),
    TEST(the_same_result_gives_the_same_bytes),
    TEST(a_slide_is_as_high_as_a_slide),
    TEST(names_are_words_and_never_commands),
    TEST(what_has_no_value_is_named_with_its_reason),
    TEST(a_failing_gnuplot_leaves_what_was_there_and_the_script),
    TEST(a_figure_in_a_page_takes_its_colours_and_font_from_there),
    TEST(a_dark_figure_is_light_on_dark),
    TEST(the_reference_must_be_there),
    TEST(options_are_parsed_by_name),
    {NULL, NULL},
};
const struct suite suite_chart = {"chart", tests};
