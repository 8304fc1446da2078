/* SPDX-License-Identifier: MIT
 * Texts that the build puts into the program, as embed.cmake writes them. */
#ifndef EMBEDDED_H
#define EMBEDDED_H

struct embedded {
    const char *name; /* the file's, without its suffix */
    const char *text;
};

/* By name; each list ends with a NULL name. */
extern const struct embedded embedded_schema[];  /* results/schema */
extern const struct embedded embedded_queries[]; /* results/queries */
extern const struct embedded embedded_plots[];   /* scripts/plot */
extern const struct embedded embedded_page[];    /* harness/report/page */

#endif
