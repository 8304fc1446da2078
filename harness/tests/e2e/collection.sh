#!/bin/sh
# SPDX-License-Identifier: MIT
# A published collection is measured as it stands: its own Makefiles, command lines, inputs and
# answers, whose numbers may be a little off.
. "$(dirname "$0")/lib.sh"
needs sqlite3 gcc make python3 cksum

export POLYJOULE_CACHE="$work/cache"
cp -r "$root/harness/tests/fixtures/collection" "$work/collection"
catalog=$work/collection/catalog
before=$(cd "$work/collection" && find . -type f -exec cksum {} + | sort)

exits "the collection's programs are verified" 0 "$polyjoule" verify --catalog "$catalog"
contains "all at the sizes it gives" "$work/out" "5 questions asked, 0 answered wrong, 0 programs failed"
exits "and measured" 0 "$polyjoule" run --catalog "$catalog" -n 3 --seed 1
same "ten programs, each with the right answer each time" \
    "$(query "SELECT count(DISTINCT cell_id) || ' ' || count(*) FROM trial JOIN plan ON plan.id = plan_id
              WHERE status = 'ok' AND kind = 'trial'")" "10 30"
same "an answer that is near is kept as it was" \
    "$(query "SELECT count(DISTINCT output_digest) FROM trial JOIN plan ON plan.id = plan_id
              JOIN cell ON cell.id = cell_id WHERE label LIKE 'n-body/%'")" 2
same "with the tolerance that let it pass" \
    "$(query "SELECT DISTINCT tolerance FROM cell WHERE label LIKE 'n-body/%'")" 1.0e-08
same "flags are the Makefile's" \
    "$(query "SELECT argv FROM build JOIN implementation ON implementation.id = implementation_id
              WHERE workload = 'n-body' AND language = 'c'")" '[["make","compile"]]'
same "the collection is as it was" \
    "$(cd "$work/collection" && find . -type f -exec cksum {} + | sort)" "$before"

# Another digit than float noise, a line too few, a program that does not build.
sed -i 's/b\[i\].vx -= dx/b[i].vx -= 1.001 * dx/' "$work/collection/C/n-body/nbody.gcc-6.c"
sed -i 's/^print("%.9f" % energy())$/print("%.9f" % energy(), end="")/' \
    "$work/collection/Python/n-body/nbody.py"
sed -i 's/gcc -pipe/gcc -no-such-flag/' "$work/collection/C/spectral-norm/Makefile"
exits "what is wrong fails" 1 "$polyjoule" verify --catalog "$catalog" n-body spectral-norm
contains "other numbers" "$work/out" "n-body/c: wrong: another answer than expected"
contains "a truncated answer" "$work/out" "n-body/python: wrong: another answer than expected"
contains "what does not build, with its last words" "$work/out" "unrecognized command-line option"
exits "and is in no average" 5 "$polyjoule" run --catalog "$catalog" n-body spectral-norm -n 3
same "but kept" \
    "$(query "SELECT count(*) FROM trial WHERE status = 'wrong-answer'")" 4
finish
