/* SPDX-License-Identifier: MIT
 * gnuplot's SVG, made fit to be seen. */
#include "report/svg.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/palette.h"
#include "report/quote.h"

struct dresser {
    struct text *out;
    const struct svg_dress *dress;
    size_t opened; /* where in OUT the last tag is, while nothing but blanks came after it; 0 */
};

/* One attribute; the strings are not terminated. */
struct attribute {
    const char *name, *value;
    int name_length, value_length;
};

static bool is_named(const struct attribute *a, const char *name)
{
    return (int)strlen(name) == a->name_length &&
           strncmp(a->name, name, (size_t)a->name_length) == 0;
}

static bool has_value(const struct attribute *a, const char *value)
{
    return (int)strlen(value) == a->value_length &&
           strncmp(a->value, value, (size_t)a->value_length) == 0;
}

/* Read the attribute at *P, which is moved behind it; false where there is none. */
static bool next_attribute(const char **p, struct attribute *a)
{
    const char *at = *p + strspn(*p, " \t\n"), *end = at + strcspn(at, " \t\n=>/");

    *a = (struct attribute){.name = at, .name_length = (int)(end - at)};
    end += strspn(end, " \t\n");
    if (a->name_length == 0 || *end != '=')
        return false;
    end += 1 + strspn(end + 1, " \t\n");
    const char *close = *end == '"' || *end == '\'' ? strchr(end + 1, *end) : NULL;
    if (close == NULL)
        return false;
    a->value = end + 1;
    a->value_length = (int)(close - end - 1);
    *p = close + 1;
    return true;
}

/* "rgb( 1, 2, 3)" or "#010203". */
static bool parse_color(const struct attribute *a, uint32_t *out)
{
    unsigned red, green, blue;
    char value[32];

    if (a->value_length >= (int)sizeof(value))
        return false;
    memcpy(value, a->value, (size_t)a->value_length);
    value[a->value_length] = '\0';
    if (sscanf(value, "rgb(%u,%u,%u)", &red, &green, &blue) == 3 ||
        sscanf(value, "#%2x%2x%2x", &red, &green, &blue) == 3)
        return *out = red << 16 | green << 8 | blue, true;
    return false;
}

/* The page's variable for the colour, NULL where it has none. */
static const char *variable_of(const struct attribute *a)
{
    uint32_t color;

    if (has_value(a, "black"))
        return palette_variable(INK_TEXT);
    if (is_named(a, "flood-color")) /* behind boxed words: white, whatever the script says */
        return palette_variable(INK_PAPER);
    if (!parse_color(a, &color))
        return NULL;
    return palette_variable(color);
}

static bool is_color(const struct attribute *a)
{
    static const char *const names[] = {"fill", "stroke", "color", "flood-color"};

    for (size_t i = 0; i < ARRAY_SIZE(names); i++)
        if (is_named(a, names[i]))
            return true;
    return false;
}

/* For double quotes, whatever gnuplot had; references are to ids with the prefix. */
static void put_value(struct text *out, const struct dresser *d, const struct attribute *a)
{
    static const char reference[] = "url(#";

    for (int i = 0; i < a->value_length; i++) {
        if (a->value[i] == '"')
            text_add(out, "&quot;");
        else
            text_add_bytes(out, a->value + i, 1);
        int from = i + 1 - (int)strlen(reference);
        if (d->dress->prefix != NULL && from >= 0 &&
            strncmp(a->value + from, reference, strlen(reference)) == 0)
            text_printf(out, "%s-", d->dress->prefix);
    }
}

static void put_attribute(struct dresser *d, const struct attribute *a)
{
    text_printf(d->out, " %.*s=\"", a->name_length, a->name);
    put_value(d->out, d, a);
    text_add(d->out, "\"");
}

/* Without the blanks of "rgb( 31,  35,  40)". */
static void put_color(struct dresser *d, const struct attribute *a)
{
    uint32_t color;

    if (is_named(a, "flood-color"))
        text_printf(d->out, " flood-color=\"#%06x\"", d->dress->paper);
    else if (a->value[0] == 'r' && parse_color(a, &color))
        text_printf(d->out, " %.*s=\"rgb(%u,%u,%u)\"", a->name_length, a->name, color >> 16,
                    color >> 8 & 255, color & 255);
    else
        put_attribute(d, a);
}

static void put_font(struct dresser *d, const struct attribute *a)
{
    bool bold = memmem(a->value, (size_t)a->value_length, ":Bold", 5) != NULL;

    if (d->dress->prefix == NULL)
        text_printf(d->out, " font-family=\"%s, DejaVu Sans, Verdana, sans-serif\"",
                    d->dress->font);
    if (bold)
        text_add(d->out, " font-weight=\"bold\"");
}

/* Of an element inside a page. STYLE gathers what only a style sheet may say: var() means
 * nothing in an attribute. */
static void put_inlined(struct dresser *d, const struct attribute *a, struct text *style)
{
    const char *variable = is_color(a) ? variable_of(a) : NULL, *prefix = d->dress->prefix;

    if (variable != NULL)
        text_printf(style, "%.*s:var(%s);", a->name_length, a->name, variable);
    else if (is_named(a, "id"))
        text_printf(d->out, " id=\"%s-%.*s\"", prefix, a->value_length, a->value);
    else if (is_named(a, "xlink:href") && a->value[0] == '#')
        text_printf(d->out, " href=\"#%s-%.*s\"", prefix, a->value_length - 1, a->value + 1);
    else if (is_named(a, "style")) {
        put_value(style, d, a);
        text_add(style, ";");
    } else if (is_color(a))
        put_color(d, a);
    else if (!is_named(a, "class") && !is_named(a, "xml:space"))
        put_attribute(d, a);
}

static void put_words(struct dresser *d, const char *element, const char *prefix,
                      const char *words)
{
    text_printf(d->out, "<%s id=\"%s-%s\">", element, prefix, element);
    quote_xml(d->out, words);
    text_printf(d->out, "</%s>\n", element);
}

/* The attributes of the root that say what is seen to who does not see it. */
static void put_role(struct dresser *d, const char *prefix)
{
    text_printf(d->out, " role=\"img\" aria-labelledby=\"%s-title %s-desc\"", prefix, prefix);
}

static bool is_size_of_root(const struct attribute *a)
{
    return is_named(a, "width") || is_named(a, "height") || strncmp(a->name, "xmlns", 5) == 0;
}

/* An opening tag, from its < on; the end of it. */
static const char *put_opening(struct dresser *d, const char *p)
{
    const char *prefix = d->dress->prefix, *name = p + 1;
    int length = (int)strcspn(name, " \t\n/>");
    bool root = length == 3 && strncmp(name, "svg", 3) == 0;
    struct text style = {0};
    struct attribute a;

    d->opened = length == 1 && *name == 'g' ? d->out->length : 0;
    text_printf(d->out, "<%.*s", length, name);
    for (p = name + length; next_attribute(&p, &a);) {
        if (is_named(&a, "font-family"))
            put_font(d, &a);
        else if (prefix == NULL)
            (is_color(&a) ? put_color : put_attribute)(d, &a);
        else if (!root || !is_size_of_root(&a))
            put_inlined(d, &a, &style);
    }
    if (style.length > 0)
        text_printf(d->out, " style=\"%s\"", style.data);
    text_free(&style);
    if (root)
        put_role(d, prefix != NULL ? prefix : "figure");
    p += strspn(p, " \t\n");
    text_add(d->out, *p == '/' ? "/>" : ">");
    p += strcspn(p, ">");
    if (root) {
        text_add(d->out, "\n");
        put_words(d, "title", prefix != NULL ? prefix : "figure", d->dress->title);
        put_words(d, "desc", prefix != NULL ? prefix : "figure", d->dress->description);
    }
    return *p == '>' ? p + 1 : p;
}

/* Past </ELEMENT>, where P is at <ELEMENT: gnuplot's titles are its own plot commands. NULL
 * where it is not. */
static const char *past(const char *p, const char *element)
{
    size_t length = strlen(element);

    if (strncmp(p + 1, element, length) != 0 || (p[1 + length] != '>' && p[1 + length] != ' '))
        return NULL;
    const char *end = strstr(p, "</");
    end = end != NULL ? strchr(end, '>') : NULL;
    return end != NULL ? end + 1 : NULL;
}

static const char *put_closing(struct dresser *d, const char *p)
{
    size_t length = strcspn(p, ">") + 1;

    if (d->opened > 0 && strncmp(p, "</g>", 4) == 0) { /* a group of nothing */
        d->out->length = d->opened;
        d->out->data[d->out->length] = '\0';
    } else {
        text_add_bytes(d->out, p, strnlen(p, length));
    }
    d->opened = 0;
    return p + strnlen(p, length);
}

static const char *put_tag(struct dresser *d, const char *p)
{
    const char *skipped;

    if (p[1] == '?') { /* the prolog */
        size_t length = strcspn(p, ">") + 1;
        if (d->dress->prefix == NULL)
            text_add_bytes(d->out, p, strnlen(p, length));
        return p + strnlen(p, length);
    }
    if ((skipped = past(p, "title")) != NULL || (skipped = past(p, "desc")) != NULL)
        return skipped;
    return p[1] == '/' ? put_closing(d, p) : put_opening(d, p);
}

void svg_dress(struct text *out, const char *svg, const struct svg_dress *dress)
{
    struct dresser d = {.out = out, .dress = dress};

    const char *root = dress->prefix != NULL ? strstr(svg, "<svg") : NULL;
    for (const char *p = root != NULL ? root : svg; *p != '\0';) {
        size_t words = strcspn(p, "<"), blanks = strspn(p, " \t\n");
        if (blanks < words) {
            text_add_bytes(out, p, words);
            d.opened = 0;
        } else if (words > 0 && out->length > 0 && out->data[out->length - 1] != '\n') {
            text_add(out, "\n"); /* of blanks between tags one is enough */
        }
        p += words;
        if (*p == '<')
            p = put_tag(&d, p);
    }
}
