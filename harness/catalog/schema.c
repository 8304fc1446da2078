/* SPDX-License-Identifier: MIT
 * Nodes against a schema, kind by kind. */
#include "catalog/schema.h"

#include <errno.h>
#include <string.h>

#include <cyaml/cyaml.h>

#include "base/text.h"

static const char *kind_name(enum manifest_kind kind)
{
    static const char *const names[] = {[MANIFEST_TEXT] = "a text",
                                        [MANIFEST_LIST] = "a list",
                                        [MANIFEST_MAPPING] = "a mapping"};

    return names[kind];
}

static int check_kind(const struct manifest *m, const struct manifest_node *node,
                      enum manifest_kind kind, struct err *err)
{
    if (node->kind == kind)
        return 0;
    return manifest_error(m, node, err, "%s in '%s'; expected %s", kind_name(node->kind),
                          node->key, kind_name(kind));
}

static const cyaml_schema_field_t *find_field(const cyaml_schema_field_t *fields,
                                              const char *key)
{
    while (fields->key != NULL && strcmp(fields->key, key) != 0)
        fields++;
    return fields->key != NULL ? fields : NULL;
}

static int unknown_key(const struct manifest *m, const struct manifest_node *node,
                       const cyaml_schema_field_t *fields, struct err *err)
{
    struct text known = {0};

    for (const cyaml_schema_field_t *f = fields; f->key != NULL; f++)
        text_printf(&known, "%s%s", f == fields ? "" : ", ", f->key);
    manifest_error(m, node, err, "unknown key '%s'; expected one of %s", node->key,
                   text_string(&known));
    text_free(&known);
    return -EINVAL;
}

/* strtoll reads 010 as 8 and skips white space: neither is what somebody meant. */
static int is_decimal(const char *text)
{
    if (*text == '-')
        text++;
    size_t digits = strspn(text, "0123456789");
    return digits > 0 && text[digits] == '\0' && (digits == 1 || text[0] != '0');
}

static int check_text(const struct manifest *m, const struct manifest_node *node,
                      const cyaml_schema_value_t *schema, struct err *err)
{
    int r;

    if ((r = check_kind(m, node, MANIFEST_TEXT, err)) < 0)
        return r;
    if (schema->type == CYAML_BOOL && strcmp(node->value, "true") != 0 &&
        strcmp(node->value, "false") != 0)
        return manifest_error(m, node, err, "'%s' in '%s'; expected true or false", node->value,
                              node->key);
    if ((schema->type == CYAML_INT || schema->type == CYAML_UINT) && !is_decimal(node->value))
        return manifest_error(m, node, err, "'%s' in '%s'; expected a decimal integer",
                              node->value, node->key);
    if (schema->type == CYAML_STRING && strlen(node->value) < schema->string.min)
        return manifest_error(m, node, err, "nothing in '%s'; expected a text", node->key);
    return 0;
}

static int check_mapping(const struct manifest *m, const struct manifest_node *node,
                         const cyaml_schema_field_t *fields, struct err *err)
{
    int r;

    if ((r = check_kind(m, node, MANIFEST_MAPPING, err)) < 0)
        return r;
    for (const struct manifest_node *child = node->first; child != NULL; child = child->next) {
        const cyaml_schema_field_t *field = find_field(fields, child->key);
        if (field == NULL)
            return unknown_key(m, child, fields, err);
        if ((r = schema_check(m, child, &field->value, err)) < 0)
            return r;
    }
    for (const cyaml_schema_field_t *f = fields; f->key != NULL; f++)
        if (!(f->value.flags & CYAML_FLAG_OPTIONAL) && manifest_get(node, f->key) == NULL)
            return manifest_error(m, node, err, "key '%s' is missing", f->key);
    return 0;
}

static int check_list(const struct manifest *m, const struct manifest_node *node,
                      const cyaml_schema_value_t *schema, struct err *err)
{
    size_t count = 0;
    int r;

    if ((r = check_kind(m, node, MANIFEST_LIST, err)) < 0)
        return r;
    for (const struct manifest_node *child = node->first; child != NULL; child = child->next) {
        if ((r = schema_check(m, child, schema->sequence.entry, err)) < 0)
            return r;
        count++;
    }
    if (count < schema->sequence.min)
        return manifest_error(m, node, err, "'%s' has %zu entries; expected %u or more",
                              node->key, count, schema->sequence.min);
    return 0;
}

int schema_check(const struct manifest *m, const struct manifest_node *node,
                 const struct cyaml_schema_value *schema, struct err *err)
{
    switch (schema->type) {
    case CYAML_MAPPING:
        return check_mapping(m, node, schema->mapping.fields, err);
    case CYAML_SEQUENCE:
        return check_list(m, node, schema, err);
    case CYAML_IGNORE:
        return 0;
    default:
        return check_text(m, node, schema, err);
    }
}
