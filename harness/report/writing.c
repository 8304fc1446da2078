/* SPDX-License-Identifier: MIT
 * Text in the ways of writing that outputs need. */
#include "report/writing.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"

/* How one character is written where it cannot stand as it is; NULL: as it is. */
struct character {
    const char *character, *ascii, *markdown, *latex;
};

static const struct character characters[] = {
    {"µ", "u", NULL, "$\\mu$"},
    {"±", "+-", NULL, "$\\pm$"},
    {"×", "x", NULL, "$\\times$"},
    {"·", "-", NULL, "$\\cdot$"},
    {"–", "-", NULL, "--"},
    {"—", "-", NULL, "---"},
    {"…", "...", NULL, "\\ldots{}"},
    {"≤", "<=", NULL, "$\\leq$"},
    {"≥", ">=", NULL, "$\\geq$"},
    {"→", "->", NULL, "$\\to$"},
    {"↑", "^", NULL, "$\\uparrow$"},
    {"≈", "~", NULL, "$\\approx$"},
    {"−", "-", NULL, "$-$"},
    {"\u00a0", " ", NULL, "~"},
    {"✓", "+", NULL, "$\\surd$"},
    {"✗", "x", NULL, "$\\times$"},
    {"\n", NULL, " ", " "},
    {"\r", NULL, " ", " "},
    {"\\", NULL, "\\\\", "\\textbackslash{}"},
    {"|", NULL, "\\|", "$|$"},
    {"*", NULL, "\\*", NULL},
    {"_", NULL, "\\_", "\\_"},
    {"`", NULL, "\\`", "\\textasciigrave{}"},
    {"<", NULL, "&lt;", "$<$"},
    {">", NULL, NULL, "$>$"},
    {"&", NULL, "&amp;", "\\&"},
    {"%", NULL, NULL, "\\%"},
    {"$", NULL, NULL, "\\$"},
    {"#", NULL, NULL, "\\#"},
    {"{", NULL, NULL, "\\{"},
    {"}", NULL, NULL, "\\}"},
    {"~", NULL, NULL, "\\textasciitilde{}"},
    {"^", NULL, NULL, "\\textasciicircum{}"},
};

static const char *instead_of(const struct character *c, enum writing how)
{
    switch (how) {
    case WRITING_ASCII:
        return c->ascii;
    case WRITING_MARKDOWN:
        return c->markdown;
    case WRITING_LATEX:
        return c->latex;
    case WRITING_UTF8:
        break;
    }
    return NULL;
}

static size_t bytes_of(unsigned char first)
{
    if (first < 0xc0)
        return 1;
    return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* LaTeX stops at a character that its fonts have not: of others than ASCII's it always has the
 * letters of Latin-1, but for two that are not made of accents. */
static bool latex_has(const char *character, size_t length)
{
    unsigned char first = (unsigned char)character[0], second = (unsigned char)character[1];

    if (length == 1)
        return first >= ' ' && first < 127;
    return length == 2 && first == 0xc3 && second >= 0x80 && second <= 0xbf &&
           (second & 0x1f) != 0x10 && (second & 0x1f) != 0x1e;
}

void writing_add(struct text *out, const char *text, enum writing how)
{
    while (*text != '\0') {
        size_t length = strnlen(text, bytes_of((unsigned char)*text));
        const char *instead = NULL;
        for (size_t i = 0; i < ARRAY_SIZE(characters) && instead == NULL; i++)
            if (strlen(characters[i].character) == length &&
                memcmp(characters[i].character, text, length) == 0)
                instead = instead_of(&characters[i], how);
        if (instead == NULL && how == WRITING_ASCII && (unsigned char)*text > 127)
            instead = "?";
        if (instead == NULL && how == WRITING_LATEX && !latex_has(text, length))
            instead = "?";
        if (instead != NULL)
            text_add(out, instead);
        else
            text_add_bytes(out, text, length);
        text += length;
    }
}
