/* SPDX-License-Identifier: MIT
 * A document as a page: one file that asks for no other. page.css and page.js are in it, and
 * its policy lets nothing run but that script. FIGURES.md 4. */
#include "base/embedded.h"
#include "report/document_parts.h"
#include "report/html.h"
#include "report/table_html.h"
#include "sys/digest.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *page_file(const char *name)
{
    const struct embedded *file = embedded_page;

    while (file->name != NULL && strcmp(file->name, name) != 0)
        file++;
    assert(file->name != NULL);
    return file->text;
}

/* RFC 4648, of a digest. */
static void add_base64(struct text *out, const struct digest *digest)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *bytes = digest->bytes;

    for (size_t i = 0; i < DIGEST_SIZE; i += 3) {
        size_t left = DIGEST_SIZE - i;
        unsigned bits = (unsigned)bytes[i] << 16 |
                        (left > 1 ? (unsigned)bytes[i + 1] << 8 : 0) |
                        (left > 2 ? bytes[i + 2] : 0);
        text_printf(out, "%c%c%c%c", digits[bits >> 18], digits[bits >> 12 & 63],
                    left > 1 ? digits[bits >> 6 & 63] : '=',
                    left > 2 ? digits[bits & 63] : '=');
    }
}

static void add_head(struct text *out, const struct document *d)
{
    const char *script = page_file("script");
    struct digest digest = digest_of(script, strlen(script));

    text_add(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                  "style-src 'unsafe-inline'; img-src data:; script-src 'sha256-");
    add_base64(out, &digest);
    text_add(out, "'\">\n<meta name=\"viewport\" content=\"width=device-width, "
                  "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
    html_element(out, "title", NULL, d->title);
    text_printf(out, "\n<style>\n%s</style>\n</head>\n<body>\n", page_file("style"));
}

/* The sections, to jump to. */
static void add_contents(struct text *out, const struct document *d)
{
    text_add(out, "<nav aria-label=\"Sections\"><ul>");
    for (size_t i = 0; i < d->part_count; i++) {
        const struct document_part *part = &d->parts[i];
        if (part->kind != PART_SECTION)
            continue;
        text_printf(out, "<li><a href=\"#%s\">", part->id);
        html_text(out, part->text);
        text_add(out, "</a></li>");
    }
    text_add(out, "</ul></nav>\n");
}

static void add_figure(struct text *out, const struct document_part *part)
{
    text_printf(out, "<figure>\n<div class=\"drawing\">%s</div>\n<figcaption>How to read it: ",
                part->svg);
    html_text(out, part->text);
    text_add(out, "</figcaption>\n</figure>\n");
}

static void add_part(struct text *out, const struct document_part *part)
{
    switch (part->kind) {
    case PART_SECTION:
        break;
    case PART_LEAD:
        html_element(out, "p", "lead", part->text);
        break;
    case PART_SENTENCE:
        html_element(out, "p", NULL, part->text);
        break;
    case PART_ITEM:
        html_element(out, "li", NULL, part->text);
        break;
    case PART_LINES:
        text_add(out, "<pre tabindex=\"0\">");
        html_text(out, part->text);
        text_add(out, "</pre>");
        break;
    case PART_TABLE:
        table_html(part->table, part->id, part->text, out);
        break;
    case PART_FIGURE:
        add_figure(out, part);
        break;
    }
    text_add(out, "\n");
}

static void add_parts(struct text *out, const struct document *d)
{
    bool listing = false, section = false;

    for (size_t i = 0; i < d->part_count; i++) {
        const struct document_part *part = &d->parts[i];
        if (listing != (part->kind == PART_ITEM))
            text_add(out, listing ? "</ul>\n" : "<ul>\n");
        listing = part->kind == PART_ITEM;
        if (part->kind == PART_SECTION) {
            text_printf(out, "%s<section id=\"%s\" aria-labelledby=\"%s-h\">\n<h2 id=\"%s-h\">",
                        section ? "</section>\n" : "", part->id, part->id, part->id);
            html_text(out, part->text);
            text_add(out, "</h2>");
            section = true;
        }
        add_part(out, part);
    }
    text_printf(out, "%s%s", listing ? "</ul>\n" : "", section ? "</section>\n" : "");
}

void document_html(const struct document *d, struct text *out)
{
    add_head(out, d);
    text_add(out, "<header>\n");
    html_element(out, "h1", NULL, d->title);
    text_add(out, "\n");
    add_contents(out, d);
    text_add(out, "</header>\n<main>\n");
    add_parts(out, d);
    text_add(out, "</main>\n");
    if (d->data != NULL) {
        char *json = json_dumps(d->data, JSON_COMPACT);
        text_add(out, "<script type=\"application/json\" id=\"report-data\">");
        html_json(out, json);
        text_add(out, "</script>\n");
        free(json);
    }
    text_printf(out, "<script>%s</script>\n</body>\n</html>\n", page_file("script"));
}
