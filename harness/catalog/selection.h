/* SPDX-License-Identifier: MIT
 * Which implementations are meant: "n-body", "n-body/rust", "n-body/rust/tuned" (with "*" for
 * any part of a name), "lang:go,rust", "variant:plain", "class:integer", "threads:1",
 * "tag:slab",
 * "-python". Terms of one kind add up, kinds restrict each other, "-" takes away. */
#ifndef SELECTION_H
#define SELECTION_H

#include "catalog/catalog.h"

struct selected {
    const struct workload *workload;
    const struct implementation *implementation;
};

/* TERMS[COUNT]; none selects everything. VARIANT ("plain,tuned"; NULL: "plain") is meant where
 * a term names none, and no "variant:" or "tag:" is there. A variant without a tag means the
 * form without one, or all forms in a language that has only tagged ones. *OUT is an array in
 * catalogue order that the caller frees. A term that names nothing there is: -ENOENT, with the
 * nearest name and what there is; so is a selection of nothing. What is no term: -EINVAL. */
int selection_resolve(const struct catalog *catalog, const char *const *terms, size_t count,
                      const char *variant, struct selected **out, size_t *out_count,
                      struct err *err);

#endif
