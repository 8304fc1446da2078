/* SPDX-License-Identifier: MIT
 * The SQL of results/, as embed.cmake puts it into the program. */
#ifndef EMBEDDED_H
#define EMBEDDED_H

struct embedded {
    const char *name; /* the file's, without ".sql" */
    const char *text;
};

/* In order of their numbers; each list ends with a NULL name. */
extern const struct embedded embedded_migrations[];
extern const struct embedded embedded_queries[];

#endif
