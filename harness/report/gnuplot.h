/* SPDX-License-Identifier: MIT
 * gnuplot as a process: scripts in, pictures out, and silence. */
#ifndef GNUPLOT_H
#define GNUPLOT_H

#include "base/err.h"
#include "base/text.h"

/* Run PROGRAM (NULL: gnuplot on PATH) on SCRIPT, without the user's settings, in the C.UTF-8
 * locale, in DIRECTORY (NULL: here), and add to OUT what it writes on its standard output. -EIO
 * where there is none, where it is older than 5.4, fails, is killed or complains: it exits 0
 * from many errors, but not silently. */
int gnuplot_run(const char *program, const struct text *script, const char *directory,
                struct text *out, struct err *err);

/* A font that is there: "Inter" or "DejaVu Sans". A missing font would not fail but be
 * replaced. */
const char *gnuplot_font(void);

/* Make the bytes of the PDF the same on each run: cairo writes the time of day into it. UNIX_NS
 * takes its place. */
int gnuplot_fix_pdf(struct text *pdf, long long unix_ns, struct err *err);

#endif
