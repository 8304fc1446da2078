#!/bin/sh
# SPDX-License-Identifier: MIT
# scripts/floors sees each kind of violation that is planted in a sound tree, and nothing in it before.
. "$(dirname "$0")/lib.sh"

tree=$work/tree
lay() { # a small sound tree
    rm -rf "$tree"
    mkdir -p "$tree"/harness/base "$tree"/harness/sys "$tree"/harness/energy "$tree"/harness/exec \
        "$tree"/harness/store "$tree"/harness/judge "$tree"/harness/report "$tree"/harness/cli \
        "$tree"/harness/tests "$tree"/harness/attic
    cat >"$tree/harness/base/err.c" <<'END'
/* It never calls exit() or printf("...");
 * a comment may name them: exit(1). */
#include <stdio.h>
#include "base/err.h"
const char *words = "printf(\"exit(1)\")"; // abort, exit(2)
int run(char *to) { return snprintf(to, 2, "%c", '"'); }
END
    echo 'struct err;' >"$tree/harness/base/err.h"
    printf '#include <perfmon/pfmlib.h>\n#include "base/err.h"\n' >"$tree/harness/sys/pfm.c"
    printf '#include "sys/root.h"\n#include <sqlite3.h>\n' >"$tree/harness/store/store.c"
    printf '#include "energy/meter_backend.h"\n' >"$tree/harness/energy/meter.c"
    printf '#include "judge/result.h"\n' >"$tree/harness/report/table.c"
    printf '#include "report/table.h"\nvoid f(void) { printf(""); exit(1); }\n' >"$tree/harness/cli/main.c"
    printf '#include <stdio.h>\nvoid f(void) { printf(""); exit(1); }\n' >"$tree/harness/tests/main.c"
}

sees() { # CLAIM FILE TEXT: in a sound tree, TEXT added to FILE below harness/ is named
    lay
    printf '%b\n' "$3" >>"$tree/harness/$2"
    if "$root/scripts/floors" "$tree" >"$work/said"; then
        bad "$1"
    else
        contains "$1" "$work/said" "harness/$2:"
    fi
}

lay
exits "a sound tree passes" 0 "$root/scripts/floors" "$tree"
sees "an include that points up" base/err.c '#include "sys/root.h"'
sees "an include of a room on the same floor" energy/meter.c '#include "exec/child.h"'
sees "an include of report by judge" judge/result.c '#include "report/table.h"'
sees "an include without its room" energy/meter.c '#include "meter.h"'
sees "an include behind a comment" base/err.c '/* x */ # include "cli/main.h"'
sees "sqlite3.h outside store" judge/reader.c '#include <sqlite3.h>'
sees "libpfm4 outside sys/pfm.c" sys/perf.c '#include <perfmon/pfmlib_perf_event.h>'
sees "printf outside cli" energy/meter.c 'void g(void) { printf ("x"); }'
sees "a line to stderr outside cli" sys/root.c 'void g(void) { fputs("x", stderr); }'
sees "a write to descriptor 2 outside cli" sys/root.c 'void g(void) { write(STDERR_FILENO, "x", 1); }'
sees "exit outside cli" store/store.c '/* a */ void g(void) { exit(1); } /* b */'
sees "two files of one name" sys/err.c 'int x;'
sees "a room on no floor" attic/junk.c 'int x;'
finish
