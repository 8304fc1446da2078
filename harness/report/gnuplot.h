/* SPDX-License-Identifier: MIT
 * gnuplot as a process: scripts in, silence out. */
#ifndef GNUPLOT_H
#define GNUPLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Run PROGRAM (NULL: gnuplot on PATH) on SCRIPT, without the user's settings, in the C.UTF-8
 * locale. -ENOENT where there is none; -EIO where it fails or says anything: it exits 0 from
 * many errors, but not silently. */
int gnuplot_run(const char *program, const char *script, size_t length, struct err *err);

/* A font that is there: "Inter" or "DejaVu Sans". A missing font would not fail but be
 * replaced. */
const char *gnuplot_font(void);

/* Make the bytes of the PDF at PATH the same on each run: cairo writes the time of day into it.
 * UNIX_NS takes its place. */
int gnuplot_fix_pdf(const char *path, long long unix_ns, struct err *err);

/* Name fallbacks for FONT in the SVG at PATH, which may be seen where FONT is not. */
int gnuplot_fix_svg(const char *path, const char *font, struct err *err);

#endif
