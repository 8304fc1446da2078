#!/bin/sh
# SPDX-License-Identifier: MIT
# verify, and a catalogue that is not polyjoule's own: inputs, more threads than declared, a planted
# error found and made small.
. "$(dirname "$0")/lib.sh"
needs sqlite3 gcc
export TMPDIR="$work"

suite=$root/harness/tests/fixtures/suite
export POLYJOULE_CACHE="$work/cache"

exits "a foreign catalogue is listed" 0 "$polyjoule" list --catalog "$suite"
contains "with its workloads" "$work/out" planted
exits "a catalogue that is not there is an error" 2 "$polyjoule" list --catalog "$work/none"
contains "which names it" "$work/err" "--catalog $work/none: No such file or directory"

exits "what reads another's answer gets it, at any size" 0 \
    "$polyjoule" verify letters count --catalog "$suite" --lang c,python --rounds 3 --seed 1
same "one file for each size" "$(find "$work/cache/inputs" -name 'count-*' | wc -l)" 0
check "named by what made it and N" \
    [ "$(find "$work/cache/inputs" -name 'letters-30-*' | wc -l)" = 1 ]
exits "it is measured" 0 "$polyjoule" run count --catalog "$suite" --lang c,python --size tiny -n 3
same "every trial with the right answer" \
    "$(query "SELECT count(*) FROM trial WHERE status = 'ok'")" 8
exits "in steady mode too" 0 \
    "$polyjoule" run count --catalog "$suite" --lang c,python --size tiny -n 2 --mode steady
same "every series with the right answer" \
    "$(query "SELECT count(*) FROM trial JOIN iteration_series USING (plan_id) WHERE status = 'ok'")" 6

mkdir "$work/broken"
cp -r "$suite/letters" "$suite/count" "$work/broken"
sed -i "s/'a' + i/'b' + i/" "$work/broken/letters/c/letters.c"
exits "an input that is not the expected one is none" 5 \
    "$polyjoule" verify count --catalog "$work/broken" --lang c --size tiny
contains "and that is said" "$work/out" "its input: letters gave another answer than expected"

exits "an error planted at N = 37 is found" 1 \
    timeout 60 "$polyjoule" verify planted --catalog "$suite" --lang c,python --deep 50s --seed 3
check "and made as small as it is" grep -q '^smallest: polyjoule verify planted --size 37 --seed [0-9]*$' \
    "$work/out"
exits "sound programs stand it" 0 \
    "$polyjoule" verify letters count --catalog "$suite" --lang c,python --deep 3s
exits "--deep chooses the sizes" 2 "$polyjoule" verify --deep 1s --size 3

# On a machine with other work to do two threads may get no more than one CPU.
busy() { "$polyjoule" verify busy --catalog "$suite" --size tiny >"$work/out" 2>&1; }
for i in 1 2 3 4 5; do
    status=0
    busy || status=$?
    if [ $status -ne 0 ]; then break; fi
done
if [ $status -eq 0 ] && awk -v n="$(nproc)" '{ exit !(n == 1 || $1 > 1) }' /proc/loadavg; then
    skip "more threads than declared: this machine has no two CPUs free"
else
    same "more threads than declared are no answer" $status 5
    contains "and that is said too" "$work/out" "CPUs busy, and is declared to have one thread"
fi

# Sets of flags side by side: one that is built twice, with a run in between, and one that not all
# languages have.
rm -f "$POLYJOULE_DB"*
exits "sets of flags are crossed" 0 "$polyjoule" run -C "$root" fib --lang c,python \
    --flags native,o2,pgo --size tiny -n 2
same "each where it is" "$(query "SELECT group_concat(language || ' ' || flags, ', ') FROM
    (SELECT language, flags FROM cell ORDER BY ordinal)")" "c native, c o2, c pgo, python native"
contains "where it is not, that is said" "$work/err" "--flags pgo: not of python, which is left out there"
same "a set's own commands are kept" "$(query "SELECT json_array_length(argv) FROM build
    WHERE flags = 'pgo'")" 3
same "trained on the second size" "$(query "SELECT argv ->> '$[1][1]' FROM build WHERE flags = 'pgo'")" \
    30
exits "a set that no language has is a mistake" 2 "$polyjoule" run -C "$root" fib --lang python --flags pgo
contains "which is named" "$work/err" "--flags pgo: none of the selected languages has such a set"

# What a program loads and has in its sources is held against what it declares.
mkdir -p "$work/declares/loads/c"
cat >"$work/declares/loads/c/loads.c" <<'END'
#include <stdio.h>
int main(void)
{
    return puts("1") < 0;
}
END
declares() { # KEYS...
    cat >"$work/declares/loads/workload.yaml" <<END
workload: loads
title: A program that loads a library
class: integer
unit: times
seeded: false
range: {min: 1, max: 1}
sizes:
  - {name: tiny, n: 1, sha256: $(echo 1 | sha256sum | cut -d' ' -f1), bytes: 2}
implementations:
  - language: c
    variant: tuned
    source: c/loads.c
    threads: 1
    max: tiny
    build: [["{command}", "-Wl,--no-as-needed", -o, program, "{source}", -lresolv]]
$(for key in "$@"; do echo "    $key"; done)
END
    "$polyjoule" verify --catalog "$work/declares" >"$work/out" 2>&1 || true
}
declares
contains "an undeclared library fails" "$work/out" "libresolv.so.2, which it does not declare"
declares 'libraries: ["libresolv.so.*"]'
contains "a declared one does not" "$work/out" "ok     loads "
declares 'libraries: ["libresolv.so.*", "libnone.so.*"]'
contains "one that is not loaded does" "$work/out" "declares libnone.so.*, which it does not load"
declares 'libraries: ["libresolv.so.*"]' 'simd: explicit'
contains "so does SIMD that is not there" "$work/out" "declares explicit SIMD, and has none"
echo 'typedef int v4 __attribute__((vector_size(16)));' >>"$work/declares/loads/c/loads.c"
declares 'libraries: ["libresolv.so.*"]' 'simd: explicit'
contains "and SIMD that is passes" "$work/out" "ok     loads "
declares 'libraries: ["libresolv.so.*"]'
contains "if it is declared" "$work/out" "has 'vector_size', and does not declare explicit SIMD"

# A program whose native part is of another language is built by that language's first toolchain and
# set of flags, and skipped where there is none.
mkdir -p "$work/native/adds/python" "$work/python-alone"
cat >"$work/native/adds/python/adds.py" <<'END'
from ctypes import CDLL
from os.path import dirname

import pj

adds = CDLL(dirname(__file__) + "/adds_native.so")
pj.main(lambda n, seed, state: f"{adds.add(n, n)} {adds.optimised()}\n")
END
cat >"$work/native/adds/python/adds_native.c" <<'END'
#ifdef __OPTIMIZE__
int optimised(void) { return 1; }
#endif
int add(int a, int b) { return a + b; }
END
cat >"$work/native/adds/workload.yaml" <<END
workload: adds
title: A sum by C
class: integer
unit: times
seeded: false
range: {min: 1, max: 1}
sizes:
  - {name: tiny, n: 1, sha256: $(echo 2 1 | sha256sum | cut -d' ' -f1), bytes: 4}
implementations:
  - language: python
    variant: hybrid/ctypes
    source: python/adds.py
    files: [python/adds_native.c]
    threads: 1
    max: tiny
    native: c
    build: [["{native}", "{native_flags}", -shared, -fPIC, -o, adds_native.so, adds_native.c]]
    libraries: [adds_native.so, "libffi.so.*"]
END
exits "a native part is built" 0 "$polyjoule" verify --catalog "$work/native" --flags native,portable
contains "and answers right" "$work/out" "ok     adds "
ln -s /usr/bin/python3 "$work/python-alone/python3"
PATH="$work/python-alone" "$polyjoule" verify --catalog "$work/native" >"$work/out" 2>&1 || true
contains "without its compiler it is skipped" "$work/out" "adds/python/hybrid/ctypes: skipped: gcc is not installed"
PATH="$work/python-alone" "$polyjoule" list --catalog "$work/native" >"$work/out" 2>&1 || true
contains "and list says so" "$work/out" "C: gcc is not installed"
same "nothing is left in TMPDIR" "$(find "$TMPDIR" -maxdepth 1 -name 'polyjoule-??????' | wc -l)" 0
finish
