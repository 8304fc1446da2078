/* SPDX-License-Identifier: MIT
 * Ending everything that was started below this process, which is a child subreaper: whatever
 * left its parent, group or session comes back here when its parent dies. */
#ifndef DESCENDANTS_H
#define DESCENDANTS_H

#include <stdint.h>

#include "base/err.h"

/* Kill and reap until no child is left. Returns how many were killed; those that had ended by
 * themselves do not count. -EBUSY when some are left after PATIENCE_NS (another user's, or
 * stuck in the kernel). SIGCHLD is to be blocked. */
int descendants_end(int64_t patience_ns, struct err *err);

#endif
