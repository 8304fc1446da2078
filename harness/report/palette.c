/* SPDX-License-Identifier: MIT
 * Colours and marks. */
#include "report/palette.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

const struct palette_ink palette_inks[] = {
    {INK_TEXT, "FG", "--fg", 0x1f2328, 0xe6edf3},
    {INK_MUTED, "MUTED", "--muted", 0x59636e, 0x9198a1},
    {INK_GRID, "GRID", "--grid", 0xd8dee4, 0x30363d},
    {INK_BAND, "BAND", "--band", 0xf3f5f7, 0x151b23},
    {INK_PAPER, "PAPER", "--paper", 0xffffff, 0x0d1117},
    {INK_MEAN, "MEAN", "--mean", 0xe4e9ee, 0x212830},
};
const size_t palette_ink_count = ARRAY_SIZE(palette_inks);

uint32_t palette_color(enum chart_theme theme, uint32_t ink)
{
    if (theme == CHART_INKS)
        return ink;
    for (size_t i = 0; i < palette_ink_count; i++)
        if (palette_inks[i].ink == ink)
            return theme == CHART_DARK ? palette_inks[i].dark : palette_inks[i].light;
    return ink;
}

double palette_luminance(uint32_t color)
{
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;

    for (int i = 0; i < 3; i++) {
        double c = (color >> (16 - 8 * i) & 255) / 255.0;
        sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

const char *palette_variable(uint32_t color)
{
    for (size_t i = 0; i < palette_ink_count; i++)
        if (palette_inks[i].ink == color)
            return palette_inks[i].variable;
    return NULL;
}

/* Four of Okabe and Ito's colours, and two that are at least as far from these as they are from
 * each other for eyes of every kind, with 3:1 or more against both papers; test_palette
 * computes it again. */
const struct palette_language palette_languages[] = {
    {"c", {0x0072b2, 7}},       {"rust", {0xd55e00, 5}}, {"go", {0x009e73, 9}},
    {"python", {0xcc79a7, 13}}, {"cpp", {0x8c78f8, 11}}, {"javascript", {0xdc183c, 15}},
};
const size_t palette_language_count = ARRAY_SIZE(palette_languages);

const struct palette_look *palette_language(const char *language)
{
    for (size_t i = 0; i < palette_language_count; i++)
        if (strcmp(palette_languages[i].language, language) == 0)
            return &palette_languages[i].look;
    return NULL;
}

struct palette_look palette_other(size_t nth)
{
    static const struct palette_look others[] = {
        {0x767676, 7}, {0x8a6d3b, 5}, {0x5a7d7c, 9}, {0x8a5a83, 13}};

    return others[nth % ARRAY_SIZE(others)];
}
