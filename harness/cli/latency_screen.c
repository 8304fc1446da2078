/* SPDX-License-Identifier: MIT
 * Tables of latencies. */
#include "cli/latency_screen.h"

#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "report/tails_table.h"

static int add_tables(struct text *out, const struct context *context,
                      const struct tails *tails, const char *title, const char *reference,
                      struct err *err)
{
    const struct table_style style = campaign_style(context, NULL);
    struct table *tables[] = {tails_table(tails, title, false),
                              reference != NULL ? tails_ratio_table(tails, reference, false)
                                                : NULL,
                              tails_pauses_table(tails)};
    int r = 0;

    for (size_t i = 0; i < ARRAY_SIZE(tables); i++) {
        if (tables[i] != NULL && r == 0) {
            text_add(out, "\n");
            r = table_render(tables[i], &style, out, err);
        }
        table_free(tables[i]);
    }
    return r;
}

int latency_screen_add(struct text *out, const struct context *context, struct store *store,
                       int64_t id, const char *title, const char *reference, struct err *err)
{
    struct tails *tails = NULL;
    int r = tails_load(&tails, store, id, err);

    if (r == 0 && tails->count > 0)
        r = add_tables(out, context, tails, title, reference, err);
    tails_free(tails);
    return r;
}

int latency_screen_put(json_t *document, struct store *store, int64_t id, const char *reference,
                       struct err *err)
{
    struct tails *tails = NULL;
    int r = tails_load(&tails, store, id, err);

    if (r == 0 && tails->count > 0)
        json_object_set_new(document, "latencies", tails_json(tails, reference));
    tails_free(tails);
    return r;
}
