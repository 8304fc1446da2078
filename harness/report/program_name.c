/* SPDX-License-Identifier: MIT
 * What a program is called. */
#include "report/program_name.h"

#include <string.h>

#include "judge/ratios.h"

void program_name(struct text *out, const struct result_cell *cell)
{
    static const char plain[] = "/plain";
    const char *rest = strchr(cell->label, '/');

    if (cell->workload == NULL || cell->language == NULL || rest == NULL) {
        text_add(out, cell->label);
        return;
    }
    rest += 1 + strcspn(rest + 1, "/ "); /* what tells it from its language's others */
    if (strncmp(rest, plain, strlen(plain)) == 0)
        rest += strlen(plain);
    text_add(out, ratios_language_title(cell->language));
    if (*rest != '\0')
        text_printf(out, " %s", rest + 1);
}
