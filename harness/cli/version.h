/* SPDX-License-Identifier: MIT
 * What this program is made of, for bills of materials and bug reports. */
#ifndef VERSION_H
#define VERSION_H

#include <stdbool.h>

/* Print the version; VERBOSE: with compiler, flags, schema, and each library with its licence
 * and the file that was loaded; JSON: that as "polyjoule.version/1". An exit status. */
int version_print(bool verbose, bool json);

#endif
