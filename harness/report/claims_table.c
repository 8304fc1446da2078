/* SPDX-License-Identifier: MIT
 * Claims and verdicts as rows. */
#include "report/claims_table.h"

#include <math.h>

#include "base/mem.h"

struct table *claims_table(bool sentences)
{
    const struct table_column columns[] = {
        {"claim", "claim", UNIT_NONE, false, TABLE_FOR_DATA},
        {"claim", "name", UNIT_NONE, false,
         TABLE_FOR_SHOW | (sentences ? TABLE_FOR_DATA : TABLE_WRAP)},
        {"claim", "sentence", UNIT_NONE, false, sentences ? TABLE_WRAP : TABLE_FOR_DATA},
        {"published", "published", UNIT_RATIO, true, 0},
        {"here", "ratio", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"low", "ratio_ci_low", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"high", "ratio_ci_high", UNIT_RATIO, true, TABLE_FOR_DATA},
        {"verdict", "verdict", UNIT_NONE, false, 0},
        {"here", "here", UNIT_NONE, false, TABLE_FOR_SHOW},
        {"reason", "reason", UNIT_NONE, false, TABLE_FOR_DATA},
        {"note", "note", UNIT_NONE, false, TABLE_FOR_DATA},
    };

    return table_new(NULL, columns, ARRAY_SIZE(columns));
}

static enum table_mark mark_of(enum claim_verdict verdict)
{
    switch (verdict) {
    case CLAIM_REPRODUCED:
        return TABLE_GOOD;
    case CLAIM_CONTRADICTED:
        return TABLE_BAD;
    case CLAIM_DIRECTION_ONLY:
    case CLAIM_INCONCLUSIVE:
        return TABLE_WARN;
    default:
        return TABLE_PLAIN;
    }
}

void claims_table_add(struct table *table, const struct claim *claim, const char *name,
                      const struct claim_answer *answer)
{
    bool ratio = claim->kind == CLAIM_RATIO;

    table_row(table);
    table_text(table, claim->id);
    table_text(table, name);
    table_text(table, claim->sentence);
    table_real(table, ratio ? claim->published : NAN);
    table_real(table, answer->ratio.value);
    table_real(table, answer->ratio.ci.low);
    table_real(table, answer->ratio.ci.high);
    table_text(table, claim_verdict_name(answer->verdict));
    table_mark(table, mark_of(answer->verdict));
    if (ratio && !isnan(answer->ratio.ci.low))
        table_printf(table, "%.3gx [%.3g, %.3g]", answer->ratio.value, answer->ratio.ci.low,
                     answer->ratio.ci.high);
    else
        table_text(table, NULL);
    table_text(table, answer->reason);
    table_text(table, claim->note);
}
