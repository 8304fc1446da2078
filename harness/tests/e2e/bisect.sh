#!/bin/sh
# SPDX-License-Identifier: MIT
# Nine commits, two of which made the program slower and two of which do not build.
. "$(dirname "$0")/lib.sh"
needs git gcc make sqlite3 python3

repository=$work/repository
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=ann GIT_AUTHOR_EMAIL=a@localhost \
    GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@localhost TMPDIR="$work"
mkdir "$repository"
cat >"$repository/spin.c" <<'END'
#include <stdlib.h>
#include "percent.h"
int main(int argc, char **argv)
{
    unsigned long n = argc > 1 ? strtoul(argv[1], NULL, 10) / 100 * PERCENT : 0, x = 88172645463325252UL;
    for (unsigned long i = 0; i < n; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    return x == 0;
}
END
printf 'spin: spin.c percent.h\n\tcc -O2 -o $@ spin.c\n' >"$repository/Makefile"
git -C "$repository" init -q
for i in 0 1 2 3 4 5 6 7 8; do
    case $i in
    [0-5]) echo "#define PERCENT 100 /* $i */" ;;
    6) echo "#define PERCENT 140" ;;
    *) echo "#define PERCENT 200" ;;
    esac >"$repository/percent.h"
    [ $i != 4 ] && [ $i != 7 ] || echo 'x;' >"$repository/percent.h"
    git -C "$repository" add -A
    git -C "$repository" commit -q -m "change $i"
    git -C "$repository" tag "c$i"
done
guilty=$(git -C "$repository" rev-parse c6)
bisect() { # CLAIM STATUS OPTION...
    claim=$1
    status=$2
    shift 2
    exits "$claim" "$status" "$polyjoule" history --bisect -C "$repository" --cmd './spin 8000000' \
        --max-slowdown 15% --tolerance 5% "$@"
}

bisect "the commit is found" 1 --good c0
contains "and named" "$work/out" "First slower commit: $guilty "
contains "with who made it" "$work/out" ", ann:"
contains "one that does not build is no answer" "$work/out" "does not build"
same "no worktree is left" "$(git -C "$repository" worktree list | wc -l)" 1
same "each step is kept" "$(query "SELECT count(DISTINCT campaign_id) >= 2, count(DISTINCT kind) FROM verdict")" "1|1"
bisect "one that is not slower is not confirmed" 0 --good c0 --bad c3
contains "and it is said" "$work/out" "Not confirmed"
bisect "where the commit before does not build" 3 --good c6 --bad c8 --json
same "the range is named" "$(json "$work/out" 'any("is one of 2" in note for note in it["notes"])')" true
bisect "no commits between" 2 --good c3 --bad c3
contains "is said" "$work/err" "no commit lies between"
bisect "a bad one that does not build is wrong input" 2 --good c0 --bad c4
bisect "a revision that is none is too" 2 --good nothing
exits "and so is one that is not given" 2 "$polyjoule" history --bisect -C "$repository"
contains "with what is needed" "$work/err" "--good REV --cmd CMD"
finish
