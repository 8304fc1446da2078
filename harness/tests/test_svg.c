/* SPDX-License-Identifier: MIT
 * Tests of report/svg, on what gnuplot 5.4 writes. */
#include <string.h>

#include <CUnit/CUnit.h>

#include "report/svg.h"
#include "suite.h"

static const char drawn[] =
    "<?xml version=\"1.0\" encoding=\"utf-8\"  standalone=\"no\"?>\n"
    "<svg \n width=\"760\" height=\"80\"\n viewBox=\"0 0 760 80\"\n"
    " xmlns=\"http://www.w3.org/2000/svg\"\n "
    "xmlns:xlink=\"http://www.w3.org/1999/xlink\"\n>\n\n"
    "<title>Gnuplot</title>\n<desc>Produced by GNUPLOT 5.4 patchlevel 4 </desc>\n\n"
    "<g id=\"gnuplot_canvas\">\n"
    "<use xlink:href='#gpPt5' id='gpPt6' fill='currentColor' stroke='none'/>\n"
    "<filter id='textbox'><feFlood flood-color='#FFFFFF'/></filter>\n"
    "<g fill=\"none\" color=\"black\" stroke=\"currentColor\">\n</g>\n"
    "<g id=\"gnuplot_plot_1a\" ><title>DATA index 0</title>\n"
    "<path stroke='rgb(  7,   8,   9)' class=\"gridline\"  d='M1,2 L3,4'/>"
    "<g fill=\"rgb(1,2,3)\" font-family=\"DejaVu Sans:Bold\" style=\"filter:url(#textbox)\">\n"
    "<text><tspan xml:space=\"preserve\"> a &lt; b </tspan></text></g></g></g>\n</svg>\n";

static void in_a_file_it_has_a_title_and_fonts(void)
{
    struct text out = {0};

    svg_dress(&out, drawn,
              &(struct svg_dress){.title = "C & \"D\"",
                                  .description = "less < more",
                                  .font = "Inter",
                                  .paper = 0x0d1117});
    CU_ASSERT_STRING_EQUAL(
        out.data,
        "<?xml version=\"1.0\" encoding=\"utf-8\"  standalone=\"no\"?>\n"
        "<svg width=\"760\" height=\"80\" viewBox=\"0 0 760 80\""
        " xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
        " role=\"img\" aria-labelledby=\"figure-title figure-desc\">\n"
        "<title id=\"figure-title\">C &#38; &#34;D&#34;</title>\n"
        "<desc id=\"figure-desc\">less &#60; more</desc>\n"
        "<g id=\"gnuplot_canvas\">\n"
        "<use xlink:href=\"#gpPt5\" id=\"gpPt6\" fill=\"currentColor\" stroke=\"none\"/>\n"
        "<filter id=\"textbox\"><feFlood flood-color=\"#0d1117\"/></filter>\n"
        "<g id=\"gnuplot_plot_1a\">\n"
        "<path stroke=\"rgb(7,8,9)\" class=\"gridline\" d=\"M1,2 L3,4\"/>"
        "<g fill=\"rgb(1,2,3)\" font-family=\"Inter, DejaVu Sans, Verdana, sans-serif\""
        " font-weight=\"bold\" style=\"filter:url(#textbox)\">\n"
        "<text><tspan xml:space=\"preserve\"> a &lt; b </tspan></text></g></g></g>\n</svg>\n");
    text_free(&out);
}

static void in_a_page_it_has_the_pages_colours_and_ids_of_its_own(void)
{
    struct text out = {0};

    svg_dress(&out, drawn,
              &(struct svg_dress){.title = "T", .description = "D", .prefix = "f2"});
    CU_ASSERT_STRING_EQUAL(
        out.data,
        "<svg viewBox=\"0 0 760 80\" role=\"img\" aria-labelledby=\"f2-title f2-desc\">\n"
        "<title id=\"f2-title\">T</title>\n<desc id=\"f2-desc\">D</desc>\n"
        "<g id=\"f2-gnuplot_canvas\">\n"
        "<use href=\"#f2-gpPt5\" id=\"f2-gpPt6\" fill=\"currentColor\" stroke=\"none\"/>\n"
        "<filter id=\"f2-textbox\"><feFlood style=\"flood-color:var(--paper);\"/></filter>\n"
        "<g id=\"f2-gnuplot_plot_1a\">\n"
        "<path d=\"M1,2 L3,4\" style=\"stroke:var(--grid);\"/>"
        "<g font-weight=\"bold\" style=\"fill:var(--fg);filter:url(#f2-textbox);\">\n"
        "<text><tspan> a &lt; b </tspan></text></g></g></g>\n</svg>\n");
    text_free(&out);
}

/* What is no SVG, or an end of one, is passed through or cut, but never read past. */
static void half_an_svg_does_no_harm(void)
{
    for (size_t length = 0; length < sizeof(drawn); length++) {
        char part[sizeof(drawn)];
        struct text out = {0};
        memcpy(part, drawn, length);
        part[length] = '\0';
        svg_dress(&out, part,
                  &(struct svg_dress){.title = "T", .description = "D", .prefix = "f2"});
        text_free(&out);
    }
    CU_PASS("no sanitizer complained");
}

static const struct suite_test tests[] = {
    TEST(in_a_file_it_has_a_title_and_fonts),
    TEST(in_a_page_it_has_the_pages_colours_and_ids_of_its_own),
    TEST(half_an_svg_does_no_harm),
    {NULL, NULL},
};
const struct suite suite_svg = {"svg", tests};
