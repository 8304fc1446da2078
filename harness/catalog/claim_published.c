/* SPDX-License-Identifier: MIT
 * A claim's numbers and their tolerances. */
#include "catalog/claim_published.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/units.h"

int claim_published_number(double *out, const struct manifest *manifest,
                           const struct manifest_node *node, struct err *err)
{
    struct err why;

    if (node->kind != MANIFEST_TEXT)
        return manifest_error(manifest, node, err,
                              "a list or mapping in '%s'; expected a number above 0",
                              node->key);
    if (units_parse_number(out, node->value, &why) == 0 && *out > 0)
        return 0;
    return manifest_error(manifest, node, err, "'%s' in '%s'; expected a number above 0",
                          node->value, node->key);
}

int claim_published_tolerance(double *out, const struct manifest *manifest,
                              const struct manifest_node *node, double published,
                              struct err *err)
{
    char below[16], edge_text[16], above[16];
    double edge;
    int end = -1;
    struct err why;

    if (strchr(node->value, ' ') == NULL) {
        if (units_parse_fraction(out, node->value, &why) < 0)
            return manifest_error(manifest, node, err, "%s", why.text);
        return 0;
    }
    if (isnan(published))
        return manifest_error(manifest, node, err,
                              "'%s' in 'tolerance' of what is no ratio; expected 25%%",
                              node->value);
    sscanf(node->value, "%15s below %15[^, ], %15s above%n", below, edge_text, above, &end);
    if (end != (int)strlen(node->value) || units_parse_number(&edge, edge_text, &why) < 0 ||
        units_parse_fraction(out, published < edge ? above : below, &why) < 0 ||
        units_parse_fraction(out, published < edge ? below : above, &why) < 0)
        return manifest_error(manifest, node, err,
                              "'%s' in 'tolerance'; expected 25%%, or '25%% below 10, 33%% "
                              "above'",
                              node->value);
    return 0;
}

/* ----------------------------------------------------------------- spread */

bool claim_published_is_spread(const struct manifest_node *node)
{
    return node != NULL && node->kind == MANIFEST_MAPPING;
}

static const char workload_mark[] = "{workload}", published_mark[] = "{published}";

/* TEXT with every MARK replaced. */
static const char *filled(struct arena *arena, const char *text, const char *mark,
                          const char *value)
{
    struct text out = {0};

    for (const char *at; (at = strstr(text, mark)) != NULL; text = at + strlen(mark))
        text_printf(&out, "%.*s%s", (int)(at - text), text, value);
    text_add(&out, text);
    const char *copy = arena_dup(arena, text_string(&out));
    text_free(&out);
    return copy;
}

/* The family's own copy of the name WORKLOAD; NULL: it has no such workload. */
static const char *const *member(const struct claim *family, const char *workload)
{
    const char *const *w = family->workloads;

    while (*w != NULL && strcmp(*w, workload) != 0)
        w++;
    return *w != NULL ? w : NULL;
}

static int spread_one(struct claim *out, struct arena *arena, const struct manifest *manifest,
                      const struct manifest_node *node, const struct manifest_node *tolerance,
                      const struct claim *family, struct err *err)
{
    const char *const *workload = member(family, node->key);
    const char **alone = arena_alloc(arena, 2, sizeof(*alone));
    int r;

    if (workload == NULL)
        return manifest_error(manifest, node, err,
                              "'%s' in 'published' is not in 'workloads'; expected one of them",
                              node->key);
    *out = *family;
    if ((r = claim_published_number(&out->published, manifest, node, err)) < 0 ||
        (r = claim_published_tolerance(&out->tolerance, manifest, tolerance, out->published,
                                       err)) < 0)
        return r;
    alone[0] = *workload;
    out->workloads = alone;
    out->id = arena_printf(arena, "%s/%s", family->id, *workload);
    out->sentence = filled(arena, filled(arena, family->sentence, workload_mark, *workload),
                           published_mark, node->value);
    return 0;
}

int claim_published_spread(struct claim *out, size_t *count, struct arena *arena,
                           const struct manifest *manifest,
                           const struct manifest_node *published,
                           const struct manifest_node *tolerance, const struct claim *family,
                           struct err *err)
{
    int r;

    *count = 0;
    if (published->first == NULL)
        return manifest_error(manifest, published, err,
                              "nothing in 'published'; expected a number, or one a workload");
    if (strstr(family->sentence, workload_mark) == NULL)
        return manifest_error(manifest, published, err,
                              "numbers by workload, and a sentence without %s; expected it "
                              "there",
                              workload_mark);
    for (const struct manifest_node *n = published->first; n != NULL; n = n->next)
        if ((r = spread_one(&out[(*count)++], arena, manifest, n, tolerance, family, err)) < 0)
            return r;
    return 0;
}
