/* SPDX-License-Identifier: MIT
 * Small multiples: panels in as many columns as there is room for, each below its title. */
#ifndef PANELS_H
#define PANELS_H

#include "report/sheet.h"

struct panels {
    size_t count;
    double left, right; /* kept free beside each panel, px */
    double below;       /* for its axis */
    double beside;      /* the title, above the panel at its right */
    void *context;      /* of the functions */
    const char *(*title)(void *context, size_t panel);
    double tall; /* px, before they are stretched; 0: HEIGHT says it */
    double (*height)(void *context, size_t panel);
    void (*draw)(void *context, size_t panel, const struct sheet_box *box);
};

/* How wide a panel is, with what is kept free beside it. */
double panels_width(const struct sheet *sheet, size_t count);

/* From the line at sheet->y on. DRAW is called in order, each panel's box being a panel of the
 * sheet by then. */
void panels_place(struct sheet *sheet, const struct panels *panels);

#endif
