/* SPDX-License-Identifier: MIT
 * Answers first. */
#include "report/report_sections.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/claims_table.h"

bool report_is_answered(const struct chart_claim *claim)
{
    enum claim_verdict verdict = claim->answer->verdict;

    return verdict != CLAIM_NOT_COMPARABLE && verdict != CLAIM_NO_ENERGY;
}

/* ------------------------------------------------------------------ claims */

static void add_summary(struct document *d, const size_t counts[CLAIM_VERDICTS], size_t asked)
{
    static const struct {
        enum claim_verdict verdict;
        const char *words;
    } words[] = {
        {CLAIM_REPRODUCED, "reproduced"},
        {CLAIM_DIRECTION_ONLY, "right in the direction alone"},
        {CLAIM_CONTRADICTED, "contradicted"},
        {CLAIM_INCONCLUSIVE, "still open"},
    };
    struct text text = {0};

    text_printf(&text, "Of %zu published claims that this campaign can be asked", asked);
    for (size_t i = 0; i < ARRAY_SIZE(words); i++)
        if (counts[words[i].verdict] > 0)
            text_printf(&text, ", %zu %s %s", counts[words[i].verdict],
                        counts[words[i].verdict] == 1 ? "is" : "are", words[i].words);
    text_add(&text, ".");
    document_lead(d, text_string(&text));
    text_free(&text);
}

static void add_claim(struct table *table, const struct chart_claim *c)
{
    struct text views = {0};
    const struct claim_answer *a = c->answer;

    claims_table_add(table, c->claim, c->claim->id, a);
    table_detail(table, "why", a->reason);
    table_detail(table, "claim", c->claim->id);
    table_detail(table, "published in", c->claim->place);
    table_detail(table, "note", c->claim->note);
    if (!isnan(a->low)) {
        text_printf(&views, "%.3gx to %.3gx without any one workload", a->low, a->high);
        table_detail(table, "how far it moves", text_string(&views));
        text_free(&views);
    }
    for (size_t i = 0; i < a->view_count; i++)
        if (!isnan(a->views[i].ratio))
            text_printf(&views, "%s%s: %.3gx", views.length > 0 ? "\n" : "", a->views[i].name,
                        a->views[i].ratio);
    if (views.length > 0)
        table_detail(table, "otherwise", text_string(&views));
    text_free(&views);
}

static void add_claim_numbers(struct document *d, const struct chart_claim *c)
{
    const struct claim_ratio *ratio = &c->answer->ratio;

    if (c->claim->kind != CLAIM_RATIO)
        return;
    document_number(d, c->claim->published, UNIT_RATIO, "%s/published", c->claim->id);
    document_interval(d, ratio->value, ratio->ci, UNIT_RATIO, c->claim->id);
}

/* Those with one reason for having no answer are told together. */
static void add_unanswered(struct document *d, const struct report_request *q)
{
    bool *told = mem_alloc(q->claim_count + 1, sizeof(*told));

    for (size_t i = 0; i < q->claim_count; i++) {
        const char *reason = q->claims[i].answer->reason;
        size_t count = 0;
        if (told[i] || report_is_answered(&q->claims[i]))
            continue;
        for (size_t k = i; k < q->claim_count; k++) {
            if (report_is_answered(&q->claims[k]) ||
                strcmp(q->claims[k].answer->reason, reason) != 0)
                continue;
            told[k] = true;
            count++;
        }
        if (count == 1)
            document_item(d, "%s: %s: %s.", q->claims[i].claim->id,
                          claim_verdict_name(q->claims[i].answer->verdict), reason);
        else
            document_item(d, "%zu claims from %s on: %s: %s.", count, q->claims[i].claim->id,
                          claim_verdict_name(q->claims[i].answer->verdict), reason);
    }
    free(told);
}

static size_t add_claims(struct document *d, const struct report_request *q)
{
    size_t counts[CLAIM_VERDICTS] = {0}, asked = 0;

    for (size_t i = 0; i < q->claim_count; i++) {
        counts[q->claims[i].answer->verdict]++;
        asked += report_is_answered(&q->claims[i]);
    }
    if (asked == 0)
        return 0;
    struct table *table = claims_table(true);
    add_summary(d, counts, asked);
    for (size_t i = 0; i < q->claim_count; i++)
        if (report_is_answered(&q->claims[i])) {
            add_claim(table, &q->claims[i]);
            add_claim_numbers(d, &q->claims[i]);
        }
    document_table(d, "claims", "Published claims, and what they are worth here", table);
    if (asked < q->claim_count) {
        document_sentence(d, "Claims that it cannot be asked:");
        add_unanswered(d, q);
    }
    return asked;
}

/* ----------------------------------------------------------------- finding */

static void add_effect(struct text *text, const struct effect *e)
{
    text_printf(text, "%.3gx", e->ratio);
    if (!isnan(e->ci.low))
        text_printf(text, " [%.3g, %.3g]", e->ci.low, e->ci.high);
}

/* More would be a table, which follows anyway. */
enum { LEADS_MOST = 8 };

static void add_suite_lead(struct document *d, const struct comparison *c,
                           const struct comparison_suite *s)
{
    struct text text = {0};

    text_printf(&text, "%s: ", projection_title(s->value, c->column));
    add_effect(&text, &s->suite);
    text_printf(&text, " the %s of %s over %zu (geometric mean).",
                metric_facts(c->terms.metric)->noun, projection_title(c->reference, c->column),
                s->rows);
    document_item(d, "%s", text_string(&text));
    text_free(&text);
}

static void add_entry_lead(struct document *d, const struct comparison *c,
                           const struct comparison_row *row, const struct comparison_entry *e)
{
    struct text text = {0};

    text_printf(&text, "%s%s%s: ", c->row_count > 1 ? row->name : "",
                c->row_count > 1 ? ", " : "", projection_title(e->name, c->column));
    add_effect(&text, &e->effect[c->terms.metric]);
    text_printf(&text, " the %s of %s: %s.", metric_facts(c->terms.metric)->noun,
                projection_title(c->reference, c->column),
                comparison_is_equal(e)       ? "shown equal within the margin"
                : comparison_is_different(e) ? "a difference is shown"
                                             : "no difference is shown");
    document_item(d, "%s", text_string(&text));
    text_free(&text);
}

static void add_leads(struct document *d, const struct comparison *c)
{
    size_t entries = 0;

    for (size_t r = 0; r < c->row_count; r++)
        entries += c->rows[r].entry_count;
    if (c->row_count > 1 && c->suite_count <= LEADS_MOST)
        for (size_t s = 0; s < c->suite_count; s++)
            add_suite_lead(d, c, &c->suites[s]);
    else if (entries <= LEADS_MOST)
        for (size_t r = 0; r < c->row_count; r++)
            for (size_t e = 0; e < c->rows[r].entry_count; e++)
                add_entry_lead(d, c, &c->rows[r], &c->rows[r].entries[e]);
}

void report_answers(struct document *d, const struct report_request *q)
{
    document_section(d, "answers", "Answers");
    size_t asked = add_claims(d, q);
    if (asked > 0)
        return;
    if (q->comparison == NULL) {
        document_sentence(d, "Nothing is compared: %s.", q->no_comparison);
    } else {
        document_lead(d, "What differs, and by how much:");
        add_leads(d, q->comparison);
    }
    if (q->claim_count > 0) {
        document_sentence(d, "No published claim can be asked of this campaign:");
        add_unanswered(d, q);
    }
}
