/* SPDX-License-Identifier: MIT
 * Names beside marks, such that no name lies on a mark, on another name or on a line to one. */
#ifndef PLACEMENT_H
#define PLACEMENT_H

#include "report/sheet.h"

/* Zero but for SHEET and BOUNDS, it is empty and ready; placement_free() it. */
struct placement {
    struct sheet *sheet;
    struct sheet_box bounds; /* names stay inside */
    struct sheet_box *taken;
    size_t taken_count;
    size_t left_out; /* names for which there was no room */
    bool crowded;    /* lines to names would cover more than they tell: only names beside their
                        mark */
};

/* Nothing is written there. */
void placement_take(struct placement *placement, struct sheet_box box);
bool placement_is_free(const struct placement *placement, const struct sheet_box *box);

/* Write NAME beside the mark at X, Y, where there is room, else in growing circles with a line
 * to it in COLOR (an ink or another). Where there is no room at all it is left out, and
 * counted. */
void placement_name(struct placement *placement, double x, double y, const char *name,
                    uint32_t color);

/* "3 names are left out for want of room."; NULL where all are there. */
const char *placement_note(const struct placement *placement);
void placement_free(struct placement *placement);

#endif
