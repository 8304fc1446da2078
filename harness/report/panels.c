/* SPDX-License-Identifier: MIT
 * Small multiples. */
#include "report/panels.h"

#include <math.h>

enum { GAP = 28, HEAD = 24 /* of the title */ };

static size_t columns_for(const struct sheet *s, size_t count)
{
    size_t most = s->width < 560 ? 1 : count > 4 && s->width > 860 ? 3 : 2;

    return count < most ? count : most;
}

double panels_width(const struct sheet *s, size_t count)
{
    double columns = (double)columns_for(s, count);

    return (s->width - 2 * SHEET_MARGIN - GAP * (columns - 1)) / columns;
}

void panels_place(struct sheet *s, const struct panels *p)
{
    size_t columns = columns_for(s, p->count);
    double width = panels_width(s, p->count), top = s->y;

    for (size_t first = 0; first < p->count; first += columns) {
        double lowest = top;
        for (size_t i = first; i < first + columns && i < p->count; i++) {
            double left = SHEET_MARGIN + (width + GAP) * (double)(i - first);
            double height = p->tall > 0 ? p->tall : p->height(p->context, i);
            struct sheet_box box = {left + p->left, top + HEAD, left + width - p->right,
                                    top + HEAD + height * s->stretch};
            sheet_label(s, left, top + 11,
                        sheet_fit_bold(s, p->title(p->context, i), 13, width - p->beside),
                        (struct sheet_style){.bold = true, .color = INK_TEXT});
            sheet_panel(s, box);
            p->draw(p->context, i, &box);
            lowest = fmax(lowest, box.bottom + p->below);
            if (i == first)
                s->plot_height += box.bottom - box.top;
        }
        top = lowest + 12;
    }
    s->y = top;
}
