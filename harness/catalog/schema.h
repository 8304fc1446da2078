/* SPDX-License-Identifier: MIT
 * A manifest's tree against a schema of libcyaml, before libcyaml reads it: its own messages
 * name the line of the key before and no alternatives, and it takes 'perhaps' for true and 010
 * for 8. */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "catalog/manifest.h"

/* Unknown and missing keys, wrong kinds, empty texts, too short lists. The range of integers is
 * left to libcyaml. */
int schema_check(const struct manifest *manifest, const struct manifest_node *node,
                 const struct cyaml_schema_value *schema, struct err *err);

#endif
