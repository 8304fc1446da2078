/* SPDX-License-Identifier: MIT
 * All claims and the campaign that they are asked of. */
#ifndef CLAIM_DESK_H
#define CLAIM_DESK_H

#include "catalog/claim_file.h"
#include "cli/command.h"
#include "cli/paths.h"
#include "judge/result.h"
#include "store/store.h"

struct claim_desk {
    struct context *context;
    struct paths paths;
    struct catalog catalog;
    struct claim_book *books;
    size_t book_count;
    struct store *store;
    struct result *result;
};

/* Load the books (--claims, --catalog). claim_desk_close() it, whatever is returned. */
int claim_desk_open(struct claim_desk *desk, struct context *context, struct err *err);
/* Load the campaign (--campaign, else the newest with trials), with every trial. */
int claim_desk_ask(struct claim_desk *desk, struct err *err);
void claim_desk_close(struct claim_desk *desk);

/* Whether the context's words after the first mean CLAIM: a word chooses a claim by its
 * identifier; where none has it, a book, or the claims that begin with it. No word means all.
 */
bool claim_desk_means(const struct claim_desk *desk, const struct claim_book *book,
                      const struct claim *claim);
size_t claim_desk_count(const struct claim_desk *desk);

#endif
