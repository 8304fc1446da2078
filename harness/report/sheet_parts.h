/* SPDX-License-Identifier: MIT
 * What all figures have: a title, a legend, a foot, names of programs and metrics, values. */
#ifndef SHEET_PARTS_H
#define SHEET_PARTS_H

#include "report/sheet.h"

/* How an arm looks: by language, never by rank. Its further arms have other marks. */
struct palette_look sheet_look(const struct sheet *sheet, const struct ratios *ratios,
                               size_t arm);
/* The same without ratios: LANGUAGE (or NULL) is the NTH arm, and has BEFORE before it. */
struct palette_look sheet_look_of(const struct sheet *sheet, const char *language, size_t nth,
                                  size_t before);

/* -E2BIG where more are shown than marks and colours can tell apart. */
int sheet_check_arms(const struct sheet *sheet, const struct ratios *ratios, const bool *shown,
                     struct err *err);
int sheet_check_count(const struct sheet *sheet, size_t count, struct err *err);

void sheet_head(struct sheet *sheet, const char *title, const char *subtitle);
struct sheet_entry {
    const char *name;
    struct palette_look look;
};
void sheet_key(struct sheet *sheet, const struct sheet_entry *entries, size_t count);
/* Coloured words with their marks; arms where SHOWN is false are left out; NULL: all are shown.
 */
void sheet_legend(struct sheet *sheet, const struct ratios *ratios, const bool *shown);
/* Machine, toolchains (of the arms of RATIOS; NULL: of all cells), campaign and energy source;
 * NOTE (or NULL) before them, and where there are RATIOS what has no value. */
void sheet_foot(struct sheet *sheet, const struct ratios *ratios, const char *note);

/* -ENODATA, with why the metric asked for is absent. */
int sheet_no_data(const struct sheet *sheet, struct err *err);

/* "6 to 8 pairs": of the ratios to a reference; "trials" where they were not run in turns. */
const char *sheet_pairs(struct sheet *sheet, const struct ratios *ratios);

/* "1.02×". */
const char *sheet_ratio(struct sheet *sheet, double ratio);
/* "796 ms ± 16"; DELTA may be NAN. */
const char *sheet_value(struct sheet *sheet, double value, double delta, enum unit unit);
/* "Package energy", "Simulated package energy" ... */
const char *sheet_metric_title(struct sheet *sheet, enum metric metric);
const char *sheet_metric_noun(struct sheet *sheet, enum metric metric);

/* "8", "6 to 8". */
const char *sheet_range(struct sheet *sheet, size_t least, size_t most);

/* Whether the arm has a ratio in that row and is not its reference. */
bool sheet_has_ratio(const struct ratios *ratios, size_t row, size_t arm);
/* Whether the interval does not hold 1. */
bool sheet_told_apart(const struct effect *effect);
/* What the ratios are to: "C", or the first command. */
const char *sheet_reference(struct sheet *sheet, const struct ratios *ratios);
/* How wide the names of the rows are, and "geometric mean" below them where there is one; at
 * most a share of the sheet. */
double sheet_names_width(const struct sheet *sheet, const struct ratios *ratios, bool mean);

#endif
