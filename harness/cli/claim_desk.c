/* SPDX-License-Identifier: MIT
 * All claims and the campaign that they are asked of. */
#include "cli/claim_desk.h"

#include <string.h>

#include "cli/campaign_screen.h"
#include "judge/reader.h"

int claim_desk_open(struct claim_desk *d, struct context *context, struct err *err)
{
    int r;

    *d = (struct claim_desk){.context = context};
    const struct settings *s = &context->settings;
    if ((r = paths_find(&d->paths, s->database, s->catalog, &context->arena, err)) < 0 ||
        (r = catalog_load(&d->catalog, d->paths.bench, d->paths.runners, err)) < 0)
        return r;
    return claim_books_load(&d->books, &d->book_count, &context->arena,
                            s->claims != NULL ? s->claims : d->paths.claims, &d->catalog, err);
}

int claim_desk_ask(struct claim_desk *d, struct err *err)
{
    int64_t id = d->context->settings.campaign;
    int r;

    if ((r = store_open(&d->store, d->paths.database, STORE_READ, err)) < 0)
        return r;
    if (d->context->settings.record) { /* which now is known to be there */
        store_close(d->store);
        d->store = NULL;
        if ((r = store_open(&d->store, d->paths.database, STORE_WRITE, err)) < 0)
            return r;
    }
    if (id == 0 && (r = campaign_meant(&id, d->store, NULL, err)) < 0)
        return r;
    return reader_load_trials(&d->result, d->store, id, err);
}

void claim_desk_close(struct claim_desk *d)
{
    result_free(d->result);
    store_close(d->store);
    catalog_free(&d->catalog);
}

static bool is_claim(const struct claim_desk *d, const char *word)
{
    for (size_t b = 0; b < d->book_count; b++)
        for (size_t c = 0; c < d->books[b].claim_count; c++)
            if (strcmp(d->books[b].claims[c].id, word) == 0)
                return true;
    return false;
}

bool claim_desk_means(const struct claim_desk *d, const struct claim_book *book,
                      const struct claim *claim)
{
    const struct option_list *words = &d->context->words;

    for (size_t i = 1; i < words->count; i++) {
        const char *word = words->items[i];
        if (is_claim(d, word)
                ? strcmp(claim->id, word) == 0
                : strcmp(book->name, word) == 0 || strncmp(claim->id, word, strlen(word)) == 0)
            return true;
    }
    return words->count == 1;
}

size_t claim_desk_count(const struct claim_desk *d)
{
    size_t count = 0;

    for (size_t b = 0; b < d->book_count; b++)
        for (size_t c = 0; c < d->books[b].claim_count; c++)
            count += claim_desk_means(d, &d->books[b], &d->books[b].claims[c]);
    return count;
}
