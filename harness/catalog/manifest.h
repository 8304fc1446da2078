/* SPDX-License-Identifier: MIT
 * One YAML file, read strictly: libcyaml fills structs by a schema, libyaml keeps the lines, so
 * that every error reads "file:12: what is wrong; what was expected". Aliases, tags, a second
 * document, duplicate keys and anything large or deep are refused. */
#ifndef MANIFEST_H
#define MANIFEST_H

#include <stddef.h>

#include "base/err.h"

struct cyaml_schema_value;
struct manifest;

enum { MANIFEST_BYTES_MAX = 64 * 1024, MANIFEST_NODES_MAX = 4096, MANIFEST_DEPTH_MAX = 8 };

enum manifest_kind { MANIFEST_TEXT, MANIFEST_LIST, MANIFEST_MAPPING };

struct manifest_node {
    enum manifest_kind kind;
    int line;
    const char *key;                   /* in a list: the list's own */
    const char *value;                 /* of a text, else NULL */
    const struct manifest_node *first; /* of a list or mapping */
    const struct manifest_node *next;  /* in the same list or mapping */
};

/* Read the file PATH, which also names it in errors. */
int manifest_open(struct manifest **out, const char *path, struct err *err);

/* The same of TEXT, called PATH. */
int manifest_parse(struct manifest **out, const char *path, const char *text, size_t length,
                   struct err *err);

/* Accepts NULL. */
void manifest_close(struct manifest *manifest);

/* Fill *OUT as SCHEMA says. Booleans are true or false, integers plain decimal. A list of lists
 * is beyond libcyaml: make it CYAML_IGNORE and walk the nodes. Free with manifest_unload(). */
int manifest_load(const struct manifest *manifest, const struct cyaml_schema_value *schema,
                  void **out, struct err *err);
void manifest_unload(const struct cyaml_schema_value *schema, void *data);

/* The outermost mapping. */
const struct manifest_node *manifest_root(const struct manifest *manifest);

/* The value of KEY in a mapping, or the INDEXth of a list; NULL where there is none. */
const struct manifest_node *manifest_get(const struct manifest_node *node, const char *key);
const struct manifest_node *manifest_item(const struct manifest_node *node, size_t index);

/* "PATH:LINE: FORMAT". Returns -EINVAL. */
int manifest_error(const struct manifest *manifest, const struct manifest_node *node,
                   struct err *err, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
