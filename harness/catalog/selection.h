/* SPDX-License-Identifier: MIT
 * Which implementations are meant: "n-body", "n-body/rust", "n-body/*\/tuned", "lang:go,rust",
 * "variant:plain", "class:integer", "threads:1", "-python". Terms of one kind add up, kinds
 * restrict each other, "-" takes away. */
#ifndef SELECTION_H
#define SELECTION_H

#include "catalog/catalog.h"

struct selected {
    const struct workload *workload;
    const struct implementation *implementation;
};

/* TERMS[COUNT]; none selects everything. VARIANT restricts where no term names a variant (NULL:
 * "plain"). *OUT is an array in catalogue order that the caller frees. A term that names
 * nothing there is: -ENOENT, with the nearest name. */
int selection_resolve(const struct catalog *catalog, const char *const *terms, size_t count,
                      const char *variant, struct selected **out, size_t *out_count,
                      struct err *err);

#endif
