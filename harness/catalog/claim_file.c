/* SPDX-License-Identifier: MIT
 * results/claims/NAME.yaml: its keys as a schema, then what a schema cannot say. */
#include "catalog/claim_file.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cyaml/cyaml.h>

#include "base/mem.h"
#include "base/text.h"
#include "catalog/check.h"
#include "catalog/claim_published.h"

/* What a claim may say, and the file's `common` in its place. */
struct raw_terms {
    char *metric, *within, *across, *missing, *tolerance, *reference, *place, *configuration;
    struct check_words domains, workloads, sizes;
};

struct raw_claim {
    char *id, *sentence, *kind, *language, *by, *note;
    struct check_words order, languages;
    struct raw_terms terms;
};

struct raw_book {
    char *publication, *title, *link;
    struct raw_terms common;
    struct raw_claim *claims;
    unsigned claims_count;
};

#define TEXT_KEY(key, structure, member)                                                       \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER, structure, member, 1, CYAML_UNLIMITED)
#define OPTIONAL_TEXT_KEY(key, structure, member)                                              \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, structure, member,   \
                           1, CYAML_UNLIMITED)
#define LIST_KEY(key, structure, member)                                                       \
    CYAML_FIELD_SEQUENCE_COUNT(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, structure,       \
                               member.words, member.count, &word, 1, CYAML_UNLIMITED)
static const cyaml_schema_value_t word = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CYAML_UNLIMITED)};

/* AT is what leads to a struct raw_terms, with its dot. */
#define TERMS(structure, at)                                                                   \
    OPTIONAL_TEXT_KEY("metric", structure, at metric),                                         \
        OPTIONAL_TEXT_KEY("within", structure, at within),                                     \
        OPTIONAL_TEXT_KEY("across", structure, at across),                                     \
        OPTIONAL_TEXT_KEY("missing", structure, at missing),                                   \
        OPTIONAL_TEXT_KEY("tolerance", structure, at tolerance),                               \
        OPTIONAL_TEXT_KEY("reference", structure, at reference),                               \
        OPTIONAL_TEXT_KEY("place", structure, at place),                                       \
        OPTIONAL_TEXT_KEY("configuration", structure, at configuration),                       \
        LIST_KEY("domains", structure, at domains),                                            \
        LIST_KEY("workloads", structure, at workloads), LIST_KEY("sizes", structure, at sizes)

static const cyaml_schema_field_t common_fields[] = {TERMS(struct raw_terms, ),
                                                     CYAML_FIELD_END};

static const cyaml_schema_field_t claim_fields[] = {
    TEXT_KEY("id", struct raw_claim, id),
    TEXT_KEY("sentence", struct raw_claim, sentence),
    TEXT_KEY("kind", struct raw_claim, kind),
    OPTIONAL_TEXT_KEY("language", struct raw_claim, language),
    CYAML_FIELD_IGNORE("published", CYAML_FLAG_OPTIONAL), /* a text or a mapping */
    LIST_KEY("order", struct raw_claim, order),
    LIST_KEY("languages", struct raw_claim, languages),
    OPTIONAL_TEXT_KEY("by", struct raw_claim, by),
    OPTIONAL_TEXT_KEY("note", struct raw_claim, note),
    TERMS(struct raw_claim, terms.),
    CYAML_FIELD_END};
static const cyaml_schema_value_t claim_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_claim, claim_fields)};

static const cyaml_schema_field_t book_fields[] = {
    TEXT_KEY("publication", struct raw_book, publication),
    TEXT_KEY("title", struct raw_book, title),
    TEXT_KEY("link", struct raw_book, link),
    CYAML_FIELD_MAPPING("common", CYAML_FLAG_OPTIONAL, struct raw_book, common, common_fields),
    CYAML_FIELD_SEQUENCE("claims", CYAML_FLAG_POINTER, struct raw_book, claims, &claim_value, 1,
                         CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t book_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_book, book_fields)};

/* A word and what it stands for. */
struct choice {
    const char *name;
    int value;
};

static const struct choice kinds[] = {{"ratio", CLAIM_RATIO},
                                      {"order", CLAIM_ORDER},
                                      {"equivalence", CLAIM_EQUIVALENCE},
                                      {"reversal", CLAIM_REVERSAL},
                                      {"correlation", CLAIM_CORRELATION},
                                      {0}};
static const struct choice predictors[] = {{"time", CLAIM_BY_TIME},
                                           {"time-and-cores", CLAIM_BY_TIME_AND_CORES},
                                           {"cache-misses", CLAIM_BY_CACHE_MISSES},
                                           {0}};
static const struct choice metrics[] = {{"energy", CLAIM_ENERGY},
                                        {"time", CLAIM_TIME},
                                        {"memory", CLAIM_MEMORY},
                                        {"power", CLAIM_POWER},
                                        {0}};
static const struct choice domains[] = {{"package", CLAIM_PACKAGE}, {"cores", CLAIM_CORES},
                                        {"uncore", CLAIM_UNCORE},   {"dram", CLAIM_DRAM},
                                        {"psys", CLAIM_PSYS},       {0}};
static const struct choice withins[] = {{"mean", CLAIM_MEAN},
                                        {"median", CLAIM_MEDIAN},
                                        {"geometric-mean", CLAIM_GEOMETRIC},
                                        {"trimmed-ten", CLAIM_TRIMMED_TEN},
                                        {0}};
static const struct choice acrosses[] = {{"ratio-of-means", CLAIM_RATIO_OF_MEANS},
                                         {"geometric-mean", CLAIM_GEOMETRIC_MEAN},
                                         {"mean-of-ratios", CLAIM_MEAN_OF_RATIOS},
                                         {"median-of-ratios", CLAIM_MEDIAN_OF_RATIOS},
                                         {0}};
static const struct choice missings[] = {
    {"available", CLAIM_AVAILABLE}, {"common", CLAIM_COMMON}, {0}};

static const char *name_of(const struct choice *all, int value)
{
    while (all->value != value)
        all++;
    return all->name;
}

const char *claim_across_name(enum claim_across across)
{
    return name_of(acrosses, (int)across);
}

const char *claim_metric_name(enum claim_metric metric)
{
    return name_of(metrics, (int)metric);
}

/* What is being read. */
struct reader {
    const struct manifest *manifest;
    struct arena *arena;
    const struct catalog *catalog;
    const struct raw_book *book;
    const struct manifest_node *node; /* of the claim */
};

static int choose(const struct reader *reader, const struct manifest_node *node,
                  const struct choice *all, int *out, struct err *err)
{
    struct text names = {0};

    for (const struct choice *one = all; one->name != NULL; one++)
        if (strcmp(one->name, node->value) == 0) {
            *out = one->value;
            return 0;
        }
    for (const struct choice *one = all; one->name != NULL; one++)
        text_printf(&names, "%s%s",
                    one == all            ? ""
                    : one[1].name != NULL ? ", "
                                          : " or ",
                    one->name);
    manifest_error(reader->manifest, node, err, "'%s' in '%s'; expected %s", node->value,
                   node->key, text_string(&names));
    text_free(&names);
    return -EINVAL;
}

/* KEY of the claim, or of the file's `common`; NULL where neither has it. */
static const struct manifest_node *term(const struct reader *reader, const char *key)
{
    const struct manifest_node *own = manifest_get(reader->node, key);
    const struct manifest_node *common =
        manifest_get(manifest_root(reader->manifest), "common");

    return own != NULL || common == NULL ? own : manifest_get(common, key);
}

static int required(const struct reader *reader, const char *key,
                    const struct manifest_node **out, struct err *err)
{
    *out = term(reader, key);
    if (*out != NULL)
        return 0;
    return manifest_error(reader->manifest, reader->node, err,
                          "key '%s' is missing, here and in 'common'", key);
}

static int choose_term(const struct reader *reader, const char *key, const struct choice *all,
                       int *out, struct err *err)
{
    const struct manifest_node *node;
    int r = required(reader, key, &node, err);

    return r < 0 ? r : choose(reader, node, all, out, err);
}

/* Distinct names. */
static int read_names(const struct reader *reader, const struct manifest_node *list,
                      const char *const **out, struct err *err)
{
    size_t count = 0;
    int r;

    for (const struct manifest_node *n = list->first; n != NULL; n = n->next)
        count++;
    const char **names = arena_alloc(reader->arena, count + 1, sizeof(*names));
    count = 0;
    for (const struct manifest_node *n = list->first; n != NULL; n = n->next) {
        if ((r = check_name(reader->manifest, n, err)) < 0)
            return r;
        for (size_t i = 0; i < count; i++)
            if (strcmp(names[i], n->value) == 0)
                return manifest_error(reader->manifest, n, err, "a second '%s' in '%s'",
                                      n->value, n->key);
        names[count++] = arena_dup(reader->arena, n->value);
    }
    *out = names;
    return 0;
}

static int read_named(const struct reader *reader, const char *key, const char *const **out,
                      struct err *err)
{
    const struct manifest_node *list;
    int r = required(reader, key, &list, err);

    return r < 0 ? r : read_names(reader, list, out, err);
}

static int read_workloads(const struct reader *reader, struct claim *out, struct err *err)
{
    const struct manifest_node *list;
    int r;

    if ((r = required(reader, "workloads", &list, err)) < 0)
        return r;
    for (const struct manifest_node *n = list->first; n != NULL; n = n->next)
        if (catalog_workload(reader->catalog, n->value) == NULL)
            return manifest_error(reader->manifest, n, err,
                                  "there is no workload '%s'; see polyjoule list", n->value);
    return read_names(reader, list, &out->workloads, err);
}

static int read_domains(const struct reader *reader, struct claim *out, struct err *err)
{
    const struct manifest_node *list;
    int r;

    if (out->metric != CLAIM_ENERGY && out->metric != CLAIM_POWER)
        return 0;
    if ((r = required(reader, "domains", &list, err)) < 0)
        return r;
    for (const struct manifest_node *n = list->first; n != NULL; n = n->next) {
        int domain;
        if ((r = choose(reader, n, domains, &domain, err)) < 0)
            return r;
        out->domains |= (unsigned)domain;
    }
    if ((out->domains & CLAIM_PACKAGE) && (out->domains & (CLAIM_CORES | CLAIM_UNCORE)))
        return manifest_error(reader->manifest, list, err,
                              "package and what it holds; expected domains that can be added");
    return 0;
}

/* PUBLISHED: what a rule depends on; NAN: of no ratio. */
static int read_tolerance(const struct reader *reader, double published, struct claim *out,
                          struct err *err)
{
    const struct manifest_node *node;
    int r = required(reader, "tolerance", &node, err);

    return r < 0 ? r
                 : claim_published_tolerance(&out->tolerance, reader->manifest, node, published,
                                             err);
}

/* The language and its reference. */
static int read_ratio(const struct reader *reader, struct claim *out, struct err *err)
{
    const struct manifest_node *language = manifest_get(reader->node, "language");
    const struct manifest_node *published = manifest_get(reader->node, "published");
    const struct manifest_node *reference;
    int r;

    if (language == NULL || published == NULL)
        return manifest_error(reader->manifest, reader->node, err,
                              "a ratio without '%s'; expected both 'language' and 'published'",
                              language == NULL ? "language" : "published");
    if ((r = required(reader, "reference", &reference, err)) < 0 ||
        (r = check_name(reader->manifest, language, err)) < 0 ||
        (r = check_name(reader->manifest, reference, err)) < 0)
        return r;
    if (strcmp(language->value, reference->value) == 0)
        return manifest_error(reader->manifest, language, err,
                              "'%s' is the reference too; expected two languages",
                              language->value);
    const char **names = arena_alloc(reader->arena, 3, sizeof(*names));
    names[0] = arena_dup(reader->arena, language->value);
    names[1] = arena_dup(reader->arena, reference->value);
    out->languages = names;
    if (claim_published_is_spread(published)) /* read_family() */
        return 0;
    if ((r = claim_published_number(&out->published, reader->manifest, published, err)) < 0)
        return r;
    return read_tolerance(reader, out->published, out, err);
}

static int read_order(const struct reader *reader, struct claim *out, struct err *err)
{
    const struct manifest_node *order = manifest_get(reader->node, "order");
    int r;

    if (order == NULL || order->first == NULL || order->first->next == NULL)
        return manifest_error(reader->manifest, reader->node, err,
                              "an order without 'order'; expected two languages or more");
    if ((r = read_names(reader, order, &out->languages, err)) < 0)
        return r;
    return 0;
}

/* R^2 and what explains it. */
static int read_correlation(const struct reader *reader, struct claim *out, struct err *err)
{
    const struct manifest_node *published = manifest_get(reader->node, "published");
    const struct manifest_node *by = manifest_get(reader->node, "by");
    int r, predictor;

    if (published == NULL || by == NULL)
        return manifest_error(reader->manifest, reader->node, err,
                              "a correlation without '%s'; expected both 'by' and 'published'",
                              by == NULL ? "by" : "published");
    if ((r = choose(reader, by, predictors, &predictor, err)) < 0 ||
        (r = claim_published_number(&out->published, reader->manifest, published, err)) < 0)
        return r;
    out->by = (enum claim_predictor)predictor;
    enum claim_metric explained = out->by == CLAIM_BY_CACHE_MISSES ? CLAIM_POWER : CLAIM_ENERGY;
    if (out->metric != explained)
        return manifest_error(reader->manifest, by, err, "%s by %s; expected metric %s",
                              claim_metric_name(out->metric), by->value,
                              claim_metric_name(explained));
    if (out->published > 1)
        return manifest_error(reader->manifest, published, err,
                              "'%s' in 'published'; expected R^2, at most 1", published->value);
    return read_tolerance(reader, NAN, out, err);
}

/* Which languages the claim is of, the reference before them where it has one. */
static int read_languages(const struct reader *reader, struct claim *out, struct err *err)
{
    const struct manifest_node *list = manifest_get(reader->node, "languages"), *reference;
    const char *const *names;
    size_t count = 0;
    int r;

    if (list == NULL || list->first == NULL)
        return manifest_error(reader->manifest, reader->node, err,
                              "key 'languages' is missing; expected those that are compared");
    if ((r = read_names(reader, list, &names, err)) < 0)
        return r;
    out->languages = names;
    if (out->kind == CLAIM_CORRELATION)
        return read_correlation(reader, out, err);
    if (out->kind == CLAIM_REVERSAL)
        return out->metric == CLAIM_ENERGY
                   ? 0
                   : manifest_error(reader->manifest, reader->node, err,
                                    "a reversal of time and %s; expected metric energy",
                                    claim_metric_name(out->metric));
    if ((r = required(reader, "reference", &reference, err)) < 0 ||
        (r = check_name(reader->manifest, reference, err)) < 0)
        return r;
    while (names[count] != NULL)
        count++;
    const char **all = arena_alloc(reader->arena, count + 2, sizeof(*all));
    all[0] = arena_dup(reader->arena, reference->value);
    for (size_t i = 0; i < count; i++)
        all[i + 1] = names[i];
    out->languages = all;
    return read_tolerance(reader, NAN, out, err);
}

static int read_claim(struct reader *reader, const struct raw_claim *raw, struct claim *out,
                      struct err *err)
{
    const struct manifest_node *place = term(reader, "place");
    const struct manifest_node *configuration = term(reader, "configuration");
    int kind, metric, within, across, missing, r;

    if ((r = check_name(reader->manifest, manifest_get(reader->node, "id"), err)) < 0 ||
        (r = choose_term(reader, "kind", kinds, &kind, err)) < 0 ||
        (r = choose_term(reader, "metric", metrics, &metric, err)) < 0 ||
        (r = choose_term(reader, "within", withins, &within, err)) < 0 ||
        (r = choose_term(reader, "across", acrosses, &across, err)) < 0 ||
        (r = choose_term(reader, "missing", missings, &missing, err)) < 0)
        return r;
    *out = (struct claim){
        .id = arena_dup(reader->arena, raw->id),
        .sentence = arena_dup(reader->arena, raw->sentence),
        .note = arena_dup(reader->arena, raw->note),
        .configuration =
            configuration != NULL ? arena_dup(reader->arena, configuration->value) : NULL,
        .place = place != NULL ? arena_dup(reader->arena, place->value) : NULL,
        .kind = (enum claim_kind)kind,
        .metric = (enum claim_metric)metric,
        .within = (enum claim_within)within,
        .across = (enum claim_across)across,
        .missing = (enum claim_missing)missing};
    if ((r = read_domains(reader, out, err)) < 0 ||
        (r = read_workloads(reader, out, err)) < 0 ||
        (r = read_named(reader, "sizes", &out->sizes, err)) < 0)
        return r;
    switch (out->kind) {
    case CLAIM_RATIO:
        return read_ratio(reader, out, err);
    case CLAIM_ORDER:
        return read_order(reader, out, err);
    case CLAIM_EQUIVALENCE:
    case CLAIM_REVERSAL:
    case CLAIM_CORRELATION:
        break;
    }
    return read_languages(reader, out, err);
}

/* The claim at the reader's node, or one for each workload that it has a number of. */
static int read_family(struct reader *reader, const struct raw_claim *raw, struct claim *out,
                       size_t *count, struct err *err)
{
    const struct manifest_node *published = manifest_get(reader->node, "published"), *tolerance;
    struct claim claim;
    int r;

    if ((r = read_claim(reader, raw, &claim, err)) < 0)
        return r;
    *count = 1;
    *out = claim;
    if (!claim_published_is_spread(published))
        return 0;
    if (claim.kind != CLAIM_RATIO)
        return manifest_error(reader->manifest, published, err,
                              "numbers by workload, which a ratio alone may have");
    if ((r = required(reader, "tolerance", &tolerance, err)) < 0)
        return r;
    return claim_published_spread(out, count, reader->arena, reader->manifest, published,
                                  tolerance, &claim, err);
}

/* The most claims that LIST can become. */
static size_t count_claims(const struct manifest_node *list)
{
    size_t count = 0;

    for (const struct manifest_node *n = list->first; n != NULL; n = n->next) {
        const struct manifest_node *published = manifest_get(n, "published");
        count++;
        if (claim_published_is_spread(published))
            for (const struct manifest_node *w = published->first; w != NULL; w = w->next)
                count++;
    }
    return count;
}

static int read_book(struct claim_book *out, struct reader *reader, const char *name,
                     struct err *err)
{
    const struct raw_book *raw = reader->book;
    const struct manifest_node *root = manifest_root(reader->manifest);
    const struct manifest_node *list = manifest_get(root, "claims");
    struct claim *claims = arena_alloc(reader->arena, count_claims(list), sizeof(*claims));
    size_t count = 0;
    int r;

    if (strcmp(raw->publication, name) != 0)
        return manifest_error(reader->manifest, manifest_get(root, "publication"), err,
                              "publication '%s'; expected '%s', as its file", raw->publication,
                              name);
    reader->node = list->first;
    for (unsigned i = 0; i < raw->claims_count; i++, reader->node = reader->node->next) {
        size_t more;
        if ((r = read_family(reader, &raw->claims[i], &claims[count], &more, err)) < 0)
            return r;
        count += more;
    }
    *out = (struct claim_book){.name = arena_dup(reader->arena, name),
                               .title = arena_dup(reader->arena, raw->title),
                               .link = arena_dup(reader->arena, raw->link),
                               .claims = claims,
                               .claim_count = count};
    return check_distinct(reader->manifest, list, "id", err);
}

int claim_file_read(struct claim_book *out, struct arena *arena,
                    const struct manifest *manifest, const char *name,
                    const struct catalog *catalog, struct err *err)
{
    struct reader reader = {.manifest = manifest, .arena = arena, .catalog = catalog};
    void *data = NULL;
    int r;

    if ((r = manifest_load(manifest, &book_value, &data, err)) < 0)
        return r;
    reader.book = data;
    r = read_book(out, &reader, name, err);
    manifest_unload(&book_value, data);
    return r;
}
