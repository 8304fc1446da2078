/* SPDX-License-Identifier: MIT
 * The gnuplot scripts of scripts/plot/, as embed.cmake puts them into the program. */
#ifndef PLOTS_H
#define PLOTS_H

struct plot {
    const char *name; /* the file's, without ".gp" */
    const char *text;
};

/* Ends with a NULL name. */
extern const struct plot plots[];

#endif
