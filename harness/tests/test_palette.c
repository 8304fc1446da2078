/* SPDX-License-Identifier: MIT
 * Tests of report/palette: that what is drawn can be seen and told apart, on both backgrounds
 * and by eyes of every kind. Contrast is WCAG 2.1's; colour blindness is Machado, Oliveira and
 * Fernandes' model at full severity (IEEE TVCG 15(6), 2009, table 1), applied to linear sRGB;
 * distances are CIE76's in CIELAB, D65. */
#include <math.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "report/palette.h"
#include "suite.h"

struct rgb {
    double at[3]; /* linear, 0 to 1 */
};

static struct rgb linear(uint32_t color)
{
    struct rgb out;

    for (int i = 0; i < 3; i++) {
        double c = (color >> (16 - 8 * i) & 255) / 255.0;
        out.at[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
    return out;
}

static double luminance(uint32_t color)
{
    struct rgb c = linear(color);

    return 0.2126 * c.at[0] + 0.7152 * c.at[1] + 0.0722 * c.at[2];
}

static double contrast(uint32_t a, uint32_t b)
{
    double x = luminance(a) + 0.05, y = luminance(b) + 0.05;

    return fmax(x, y) / fmin(x, y);
}

static const double eyes[][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868}, /* protanopia */
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, /* deuteranopia */
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779}, /* tritanopia */
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}},
};

static struct rgb seen_by(size_t eye, uint32_t color)
{
    struct rgb in = linear(color), out;

    for (int i = 0; i < 3; i++) {
        double sum = 0;
        for (int j = 0; j < 3; j++)
            sum += eyes[eye][i][j] * in.at[j];
        out.at[i] = fmin(1, fmax(0, sum));
    }
    return out;
}

static double curve(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : t * 841.0 / 108 + 4.0 / 29;
}

static struct rgb to_lab(struct rgb c)
{
    double x =
        curve((0.4124564 * c.at[0] + 0.3575761 * c.at[1] + 0.1804375 * c.at[2]) / 0.95047);
    double y = curve(0.2126729 * c.at[0] + 0.7151522 * c.at[1] + 0.0721750 * c.at[2]);
    double z =
        curve((0.0193339 * c.at[0] + 0.1191920 * c.at[1] + 0.9503041 * c.at[2]) / 1.08883);

    return (struct rgb){{116 * y - 16, 500 * (x - y), 200 * (y - z)}};
}

static double distance(size_t eye, uint32_t a, uint32_t b)
{
    struct rgb x = to_lab(seen_by(eye, a)), y = to_lab(seen_by(eye, b));

    return sqrt(pow(x.at[0] - y.at[0], 2) + pow(x.at[1] - y.at[1], 2) +
                pow(x.at[2] - y.at[2], 2));
}

static void the_yardstick_gives_what_is_known(void)
{
    CU_ASSERT_DOUBLE_EQUAL(contrast(0xffffff, 0x000000), 21, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(contrast(0x767676, 0xffffff), 4.54, 0.005); /* WCAG's own example */
    CU_ASSERT_DOUBLE_EQUAL(distance(0, 0xffffff, 0x000000), 100, 0.01);
    CU_ASSERT_DOUBLE_EQUAL(distance(0, 0xff0000, 0x00ff00), 170.6, 0.1);
    CU_ASSERT(distance(2, 0xff0000, 0x00ff00) < 100); /* who sees no red from green */
}

static void languages_stand_out_from_both_papers_and_bands(void)
{
    uint32_t papers[2] = {palette_color(CHART_LIGHT, INK_PAPER),
                          palette_color(CHART_DARK, INK_PAPER)};

    CU_ASSERT_EQUAL(papers[1], 0x0d1117);
    for (size_t i = 0; i < palette_language_count; i++)
        for (size_t p = 0; p < 2; p++)
            CU_ASSERT(contrast(palette_languages[i].look.color, papers[p]) >= 3);
    for (size_t i = 0; i < 4; i++)
        for (size_t p = 0; p < 2; p++)
            CU_ASSERT(contrast(palette_other(i).color, papers[p]) >= 3);
}

static void words_can_be_read_on_all_that_is_behind_them(void)
{
    static const uint32_t behind[] = {INK_PAPER, INK_BAND, INK_MEAN};

    for (int theme = 0; theme < CHART_THEMES; theme++) {
        for (size_t i = 0; i < ARRAY_SIZE(behind); i++) {
            uint32_t under = palette_color((enum chart_theme)theme, behind[i]);
            CU_ASSERT(contrast(palette_color((enum chart_theme)theme, INK_TEXT), under) >= 7);
            CU_ASSERT(contrast(palette_color((enum chart_theme)theme, INK_MUTED), under) >=
                      4.5);
        }
    }
}

/* Okabe and Ito's four have 16.97 (tritanopia) between the nearest two; no other may be nearer.
 */
static void languages_differ_in_colour_for_every_eye(void)
{
    for (size_t eye = 0; eye < ARRAY_SIZE(eyes); eye++)
        for (size_t i = 0; i < palette_language_count; i++)
            for (size_t j = 0; j < i; j++)
                CU_ASSERT(distance(eye, palette_languages[i].look.color,
                                   palette_languages[j].look.color) >= 16.9);
}

static void languages_differ_without_any_colour(void)
{
    for (size_t i = 0; i < palette_language_count; i++) {
        CU_ASSERT_EQUAL(palette_languages[i].look.point % 2,
                        1); /* filled; hollow is one less */
        for (size_t j = 0; j < i; j++)
            CU_ASSERT_NOT_EQUAL(palette_languages[i].look.point,
                                palette_languages[j].look.point);
    }
}

static void inks_are_colours_that_nothing_else_has(void)
{
    for (size_t i = 0; i < palette_ink_count; i++) {
        CU_ASSERT_EQUAL(palette_color(CHART_INKS, palette_inks[i].ink), palette_inks[i].ink);
        for (size_t j = 0; j < palette_language_count; j++)
            CU_ASSERT_NOT_EQUAL(palette_languages[j].look.color, palette_inks[i].ink);
        for (size_t j = 0; j < palette_ink_count; j++) {
            CU_ASSERT_NOT_EQUAL(palette_inks[j].light, palette_inks[i].ink);
            CU_ASSERT_NOT_EQUAL(palette_inks[j].dark, palette_inks[i].ink);
        }
    }
}

static const struct suite_test tests[] = {
    TEST(the_yardstick_gives_what_is_known),
    TEST(languages_stand_out_from_both_papers_and_bands),
    TEST(words_can_be_read_on_all_that_is_behind_them),
    TEST(languages_differ_in_colour_for_every_eye),
    TEST(languages_differ_without_any_colour),
    TEST(inks_are_colours_that_nothing_else_has),
    {NULL, NULL},
};
const struct suite suite_palette = {"palette", tests};
