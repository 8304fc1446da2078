/* SPDX-License-Identifier: MIT
 * A campaign as one archive, and back. */
#ifndef BUNDLING_H
#define BUNDLING_H

#include "cli/command.h"
#include "store/store.h"

/* Write campaign ID of STORE as the bundle that the settings name, and print its name. A figure
 * that the campaign has nothing for is left out; that none can be drawn is said. */
int bundling_export(struct context *context, struct store *store, int64_t id, struct err *err);

/* Take the campaigns of the bundles that the words name into the database, and print which they
 * are; what is wrong with one is told before anything of it is taken. */
int bundling_import(struct context *context, struct err *err);

#endif
