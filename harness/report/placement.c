/* SPDX-License-Identifier: MIT
 * Names beside marks. */
#include "report/placement.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

enum { NAME_SIZE = 11, NAME_HEIGHT = 15, FARTHEST = 260, BESIDE = 22 };

void placement_take(struct placement *p, struct sheet_box box)
{
    p->taken = mem_grow(p->taken, p->taken_count, sizeof(box));
    p->taken[p->taken_count++] = box;
}

bool placement_is_free(const struct placement *p, const struct sheet_box *b)
{
    if (b->left < p->bounds.left || b->right > p->bounds.right || b->top < p->bounds.top ||
        b->bottom > p->bounds.bottom)
        return false;
    for (size_t i = 0; i < p->taken_count; i++) {
        const struct sheet_box *t = &p->taken[i];
        if (b->left < t->right && t->left < b->right && b->top < t->bottom &&
            t->top < b->bottom)
            return false;
    }
    return true;
}

/* The point of the way from X, Y to the name, at T from 0 to 1. */
static void on_leader(double x, double y, const struct sheet_box *name, double t, double *px,
                      double *py)
{
    double ex = fmax(name->left, fmin(x, name->right));
    double ey = y > name->bottom ? name->bottom : y < name->top ? name->top : y;

    *px = x + t * (ex - x);
    *py = y + t * (ey - y);
}

/* Whether the line would cross words; marks it may cross, near its own there is no other way.
 */
static bool is_clear(const struct placement *p, double x, double y,
                     const struct sheet_box *name)
{
    for (double t = 0.2; t < 1; t += 0.05) {
        double px, py;
        on_leader(x, y, name, t, &px, &py);
        for (size_t i = 0; i < p->taken_count; i++) {
            const struct sheet_box *b = &p->taken[i];
            if (b->bottom - b->top == NAME_HEIGHT && px > b->left && px < b->right &&
                py > b->top && py < b->bottom)
                return false;
        }
    }
    return true;
}

static void put_leader(struct placement *p, double x, double y, const struct sheet_box *name,
                       uint32_t color)
{
    double ex, ey;

    on_leader(x, y, name, 1, &ex, &ey);
    sheet_line(p->sheet, x, y, ex, ey, color);
    for (double t = 0.05; t < 1; t += 0.05) { /* other names stay off it */
        double px, py;
        on_leader(x, y, name, t, &px, &py);
        placement_take(p, (struct sheet_box){px - 1, py - 1, px + 1, py + 1});
    }
}

static void put(struct placement *p, const struct sheet_box *box, const char *name)
{
    placement_take(p, *box);
    sheet_label(p->sheet, (box->left + box->right) / 2, (box->top + box->bottom) / 2, name,
                (struct sheet_style){
                    .size = NAME_SIZE, .color = INK_TEXT, .align = SHEET_CENTER, .halo = true});
}

void placement_name(struct placement *p, double x, double y, const char *name, uint32_t color)
{
    /* The halo around the words takes room, too. */
    double width = sheet_text_width(p->sheet, name, NAME_SIZE, false) + 6;

    for (double radius = 9; radius < (p->crowded ? BESIDE : FARTHEST); radius += 6) {
        for (int step = 0; step < 16; step++) {
            double angle = acos(-1) * step / 8, dx = cos(angle), dy = sin(angle);
            double cx = x + dx * (radius + width / 2 * (radius < 12 ? 1 : fabs(dx)));
            double cy = y + dy * radius;
            struct sheet_box box = {cx - width / 2, cy - NAME_HEIGHT / 2.0, cx + width / 2,
                                    cy + NAME_HEIGHT / 2.0};
            if (!placement_is_free(p, &box) || (radius > BESIDE && !is_clear(p, x, y, &box)))
                continue;
            put(p, &box, name);
            if (radius > BESIDE)
                put_leader(p, x, y, &box, color);
            return;
        }
    }
    p->left_out++;
}

const char *placement_note(const struct placement *p)
{
    if (p->left_out == 0)
        return NULL;
    return arena_printf(&p->sheet->arena, "%zu name%s left out for want of room.", p->left_out,
                        p->left_out == 1 ? " is" : "s are");
}

void placement_free(struct placement *placement)
{
    free(placement->taken);
}
