/* SPDX-License-Identifier: MIT
 * Terms, parsed, checked against what there is, and matched. */
#include "catalog/selection.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/text.h"
#include "catalog/nearest.h"

/* What a term restricts. The first is "workload[/language[/variant]]"; the others are written
 * "kind:value,value". */
enum kind {
    KIND_PATH,
    KIND_LANG,
    KIND_VARIANT,
    KIND_CLASS,
    KIND_THREADS,
    KIND_TAG,
    KIND_COUNT
};

static const struct {
    const char *prefix;
    const char *noun;
} kinds[KIND_COUNT] = {
    [KIND_PATH] = {NULL, "workload"},
    [KIND_LANG] = {"lang", "language"},
    [KIND_VARIANT] = {"variant", "variant"},
    [KIND_CLASS] = {"class", "class"},
    [KIND_THREADS] = {"threads", "thread count"},
    [KIND_TAG] = {"tag", "tag"},
};

struct term {
    enum kind kind;
    bool excludes;
    const char *text;
    char **values; /* KIND_PATH: workload, language, variant, as many as were given */
    size_t count;
};

struct request {
    const struct catalog *catalog;
    struct arena arena;
    struct term *terms;
    size_t count;
    struct term fallback; /* the variant, where no term names one */
    bool names_variant;
};

/* --- parsing --- */

/* Split TEXT at SEPARATOR into at most MAX parts, the last of which keeps the rest. */
static char **split(struct arena *arena, const char *text, char separator, size_t max,
                    size_t *count)
{
    size_t parts = 1;

    for (const char *c = text; *c != '\0'; c++)
        parts += *c == separator;
    parts = parts < max ? parts : max;
    char **out = arena_alloc(arena, parts, sizeof(*out));
    char *rest = arena_dup(arena, text);
    for (size_t i = 0; i < parts; i++) {
        out[i] = rest;
        rest += i + 1 < parts ? strcspn(rest, (char[]){separator, '\0'}) : 0;
        if (i + 1 < parts)
            *rest++ = '\0';
    }
    *count = parts;
    return out;
}

static int parse_kind(struct term *term, const char *text, size_t length, struct err *err)
{
    for (size_t k = KIND_LANG; k < KIND_COUNT; k++) {
        if (strlen(kinds[k].prefix) == length && strncmp(kinds[k].prefix, text, length) == 0) {
            term->kind = (enum kind)k;
            return 0;
        }
    }
    return err_set(err, -EINVAL,
                   "'%s': unknown kind '%.*s'; expected one of lang, variant, class, threads, "
                   "tag",
                   term->text, (int)length, text);
}

static int parse_term(struct arena *arena, struct term *term, const char *text, struct err *err)
{
    int r;

    *term = (struct term){.kind = KIND_PATH, .excludes = text[0] == '-', .text = text};
    text += term->excludes;
    const char *colon = strchr(text, ':');
    if (colon == NULL) {
        term->values = split(arena, text, '/', 3, &term->count);
    } else {
        if ((r = parse_kind(term, text, (size_t)(colon - text), err)) < 0)
            return r;
        term->values = split(arena, colon + 1, ',', SIZE_MAX, &term->count);
    }
    for (size_t i = 0; i < term->count; i++)
        if (term->values[i][0] == '\0')
            return err_set(err, -EINVAL,
                           "'%s': a name is missing; expected one like n-body, n-body/rust, "
                           "n-body/*/tuned, lang:go,rust or -python",
                           term->text);
    return 0;
}

/* --- matching --- */

/* '*' stands for anything; nothing else is special. */
static bool matches(const char *pattern, const char *name)
{
    const char *star = NULL, *retry = NULL;

    while (*name != '\0') {
        if (*pattern == '*') {
            star = ++pattern;
            retry = name;
        } else if (*pattern == *name) {
            pattern++;
            name++;
        } else if (star != NULL) {
            pattern = star;
            name = ++retry;
        } else {
            return false;
        }
    }
    return pattern[strspn(pattern, "*")] == '\0';
}

static bool has_variant(const struct selected *s, const char *variant)
{
    for (size_t i = 0; i < s->workload->implementation_count; i++) {
        const struct implementation *other = &s->workload->implementations[i];
        if (strcmp(other->language, s->implementation->language) == 0 &&
            strcmp(other->variant, variant) == 0)
            return true;
    }
    return false;
}

/* A variant without a tag means the form without one; in a language that has only tagged forms
 * of it, those: else "stdlib" would silently leave out a language that has "stdlib/pcre2". */
static bool matches_variant(const char *pattern, const struct selected *s)
{
    const char *variant = s->implementation->variant;
    size_t length = strcspn(variant, "/");

    if (matches(pattern, variant))
        return true;
    return strlen(pattern) == length && strncmp(pattern, variant, length) == 0 &&
           !has_variant(s, pattern);
}

enum { NUMBER_SIZE = 16 };

/* What a value of KIND is compared with; NULL where there is nothing. */
static const char *attribute(enum kind kind, const struct selected *s,
                             char number[static NUMBER_SIZE])
{
    const char *slash;

    switch (kind) {
    case KIND_PATH:
        return s->workload->name;
    case KIND_LANG:
        return s->implementation->language;
    case KIND_VARIANT:
        return s->implementation->variant;
    case KIND_CLASS:
        return s->workload->class_name;
    case KIND_THREADS:
        if (s->implementation->all_threads)
            return "all";
        snprintf(number, NUMBER_SIZE, "%d", s->implementation->threads);
        return number;
    default:
        slash = strchr(s->implementation->variant, '/');
        return slash != NULL ? slash + 1 : NULL;
    }
}

static bool matches_value(enum kind kind, const char *pattern, const struct selected *s)
{
    char number[NUMBER_SIZE];

    if (kind == KIND_VARIANT)
        return matches_variant(pattern, s);
    const char *name = attribute(kind, s, number);
    return name != NULL && matches(pattern, name);
}

static bool matches_term(const struct term *term, const struct selected *s)
{
    if (term->kind == KIND_PATH) {
        /* "-python": a workload's name or a language's. */
        if (term->excludes && term->count == 1 && matches_value(KIND_LANG, term->values[0], s))
            return true;
        for (size_t i = 0; i < term->count;
             i++) /* workload, language, variant, in this order */
            if (!matches_value((enum kind)(KIND_PATH + i), term->values[i], s))
                return false;
        return true;
    }
    for (size_t i = 0; i < term->count; i++)
        if (matches_value(term->kind, term->values[i], s))
            return true;
    return false;
}

/* Whether TERM, which includes, gives S, the variant that goes without saying considered. */
static bool includes(const struct request *request, const struct term *term,
                     const struct selected *s)
{
    if (!matches_term(term, s))
        return false;
    return term->kind != KIND_PATH || term->count == 3 || request->names_variant ||
           matches_term(&request->fallback, s);
}

static bool is_selected(const struct request *request, const struct selected *s)
{
    bool asked[KIND_COUNT] = {false}, given[KIND_COUNT] = {false};

    for (size_t i = 0; i < request->count; i++) {
        const struct term *term = &request->terms[i];
        if (term->excludes && matches_term(term, s))
            return false;
        if (term->excludes)
            continue;
        asked[term->kind] = true;
        given[term->kind] |= includes(request, term, s);
    }
    for (size_t k = 0; k < KIND_COUNT; k++)
        if (asked[k] && !given[k])
            return false;
    return asked[KIND_PATH] || request->names_variant || matches_term(&request->fallback, s);
}

/* Call VISIT for every implementation until it returns true. Returns whether it did. */
static bool any(const struct catalog *catalog,
                bool (*visit)(void *context, const struct selected *s), void *context)
{
    for (size_t w = 0; w < catalog->workload_count; w++) {
        const struct workload *workload = &catalog->workloads[w];
        for (size_t i = 0; i < workload->implementation_count; i++) {
            struct selected s = {workload, &workload->implementations[i]};
            if (visit(context, &s))
                return true;
        }
    }
    return false;
}

/* --- names that are not there --- */

/* The distinct names of one kind. */
struct names {
    struct arena *arena;
    enum kind kind;
    const char **items;
    size_t count;
};

static bool collect(void *context, const struct selected *s)
{
    struct names *names = context;
    char number[NUMBER_SIZE];

    const char *name = attribute(names->kind, s, number);
    for (size_t i = 0; name != NULL && i < names->count; i++)
        if (strcmp(names->items[i], name) == 0)
            name = NULL;
    if (name == NULL)
        return false;
    names->items = mem_grow(names->items, names->count, sizeof(*names->items));
    names->items[names->count++] = arena_dup(names->arena, name);
    return false;
}

static int no_such_name(struct request *request, const struct term *term, enum kind kind,
                        const char *value, struct err *err)
{
    struct names names = {.arena = &request->arena, .kind = kind};
    bool either = term->kind == KIND_PATH && term->excludes && term->count == 1;
    struct text there = {0};

    any(request->catalog, collect, &names);
    if (either) {
        names.kind = KIND_LANG;
        any(request->catalog, collect, &names);
    }
    for (size_t i = 0; i < names.count; i++)
        text_printf(&there, "%s%s", i > 0 ? ", " : "", names.items[i]);
    const char *nearest = nearest_name(value, names.items, names.count);
    err_set(err, -ENOENT, "'%s': no %s%s '%s'%s%s%s; there %s %s", term->text, kinds[kind].noun,
            either ? " or language" : "", value, nearest != NULL ? ", nearest is '" : "",
            nearest != NULL ? nearest : "", nearest != NULL ? "'" : "",
            names.count == 1 ? "is" : "are", names.count > 0 ? text_string(&there) : "none");
    free(names.items);
    text_free(&there);
    return -ENOENT;
}

struct question {
    const struct request *request;
    const struct term *term;
    enum kind kind;
    const char *value;
};

static bool answers_value(void *context, const struct selected *s)
{
    const struct question *question = context;
    return matches_value(question->kind, question->value, s);
}

static bool answers_term(void *context, const struct selected *s)
{
    const struct question *question = context;
    return matches_term(question->term, s);
}

/* Each part is there, but never together: say what the workload has. */
static int no_such_path(const struct request *request, const struct term *term, struct err *err)
{
    struct text there = {0};

    for (size_t w = 0; w < request->catalog->workload_count; w++) {
        const struct workload *workload = &request->catalog->workloads[w];
        if (!matches(term->values[0], workload->name))
            continue;
        for (size_t i = 0; i < workload->implementation_count; i++)
            text_printf(&there, "%s%s/%s/%s", there.length > 0 ? ", " : "", workload->name,
                        workload->implementations[i].language,
                        workload->implementations[i].variant);
    }
    err_set(err, -ENOENT, "'%s' names nothing; there are %s", term->text, text_string(&there));
    text_free(&there);
    return -ENOENT;
}

static int check_path(struct request *request, const struct term *term, struct err *err)
{
    struct question question = {.term = term};

    if (any(request->catalog, answers_term, &question))
        return 0;
    for (size_t i = 0; i < term->count; i++) {
        question.kind = (enum kind)(KIND_PATH + i);
        question.value = term->values[i];
        if (any(request->catalog, answers_value, &question))
            continue;
        struct question as_language = {.kind = KIND_LANG, .value = term->values[i]};
        if (i == 0 && term->count == 1 && any(request->catalog, answers_value, &as_language))
            return err_set(err, -ENOENT, "'%s': no workload of that name; expected lang:%s",
                           term->text, term->values[0]);
        return no_such_name(request, term, question.kind, question.value, err);
    }
    return no_such_path(request, term, err);
}

static int check_term(struct request *request, const struct term *term, struct err *err)
{
    if (term->kind == KIND_PATH)
        return check_path(request, term, err);
    for (size_t i = 0; i < term->count; i++) {
        struct question question = {.kind = term->kind, .value = term->values[i]};
        if (!any(request->catalog, answers_value, &question))
            return no_such_name(request, term, term->kind, term->values[i], err);
    }
    return 0;
}

static bool answers_with_fallback(void *context, const struct selected *s)
{
    const struct question *question = context;
    return includes(question->request, question->term, s);
}

/* "fasta n-body/go" must not lose n-body/go without a word because it is tuned only. */
static int check_fallback(const struct request *request, struct err *err)
{
    for (size_t i = 0; i < request->count; i++) {
        struct question question = {.request = request, .term = &request->terms[i]};
        if (question.term->kind != KIND_PATH || question.term->excludes ||
            any(request->catalog, answers_with_fallback, &question))
            continue;
        no_such_path(request, question.term, err);
        return err_prefix(err, -ENOENT, "%s, as is meant where no variant is named",
                          request->fallback.text);
    }
    return 0;
}

/* --- all together --- */

static int parse_request(struct request *request, const char *const *terms, size_t count,
                         const char *variant, struct err *err)
{
    int r;

    request->terms = arena_alloc(&request->arena, count, sizeof(*request->terms));
    request->count = count;
    for (size_t i = 0; i < count; i++) {
        struct term *term = &request->terms[i];
        if ((r = parse_term(&request->arena, term, terms[i], err)) < 0 ||
            (r = check_term(request, term, err)) < 0)
            return r;
        request->names_variant |=
            !term->excludes && (term->kind == KIND_VARIANT || term->kind == KIND_TAG);
    }
    const char *text = arena_printf(&request->arena, "variant:%s", variant ? variant : "plain");
    if ((r = parse_term(&request->arena, &request->fallback, text, err)) < 0)
        return r;
    if (variant != NULL && (r = check_term(request, &request->fallback, err)) < 0)
        return r;
    return check_fallback(request, err);
}

struct result {
    const struct request *request;
    struct selected *items;
    size_t count;
};

static bool keep(void *context, const struct selected *s)
{
    struct result *result = context;

    if (is_selected(result->request, s)) {
        result->items = mem_grow(result->items, result->count, sizeof(*s));
        result->items[result->count++] = *s;
    }
    return false;
}

int selection_resolve(const struct catalog *catalog, const char *const *terms, size_t count,
                      const char *variant, struct selected **out, size_t *out_count,
                      struct err *err)
{
    struct request request = {.catalog = catalog};
    struct result result = {.request = &request};
    int r;

    if ((r = parse_request(&request, terms, count, variant, err)) < 0)
        goto out;
    any(catalog, keep, &result);
    if (result.count == 0)
        r = err_set(err, -ENOENT, "nothing is selected: the terms exclude each other");
out:
    *out = result.items;
    *out_count = result.count;
    arena_free(&request.arena);
    return r;
}
