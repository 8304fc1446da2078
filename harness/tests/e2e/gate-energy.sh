#!/bin/sh
# SPDX-License-Identifier: MIT
# In the test bed: a program that draws a fiftieth more at equal time fails the gate by its joules and
# passes it by its time; compared with itself it passes by both.
# again: a guest on a busy host stalls
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/energy.inc"

in_guest "two gates of joules and time" --timeout 500 --power pkg=10+15,cores=2+13,ram=3+1 \
    --files "$root/harness/tests/fixtures/hungry/program/busy.sh" <<'END'
gate() { # NAME A B
    status=0
    ./polyjoule gate --db /out/gate.db --metric wall,energy --max-slowdown 1.5% --budget 150s --seed 1 --json --measure-same \
        --a "$2" --b "$3" >"/out/$1.json" || status=$?
    echo $status >"/out/$1.status"
}
gate hungry 'sh busy.sh 40 10+15' 'sh busy.sh 40 10.2+15.3'
gate same 'sh busy.sh 40 10+15' 'sh busy.sh 40 10+15'
END
asked() { # GATE METRIC EXPRESSION: of its test
    json "$result/$1.json" "next($3 for t in it['tests'] if t['metric'] == '$2')"
}
same "a hungrier program fails" "$(cat "$result/hungry.status")" 1
same "by its joules" "$(asked hungry 'package energy' "t['verdict']")" fail
same "of which it takes about a fiftieth more" "$(asked hungry 'package energy' "1.01 < t['ratio'] < 1.03")" true
same "and not by its time" "$(asked hungry 'wall time' "t['verdict']")" pass
same "compared with itself it passes" "$(cat "$result/same.status")" 0
same "by its joules, too" "$(asked same 'package energy' "t['verdict']")" pass
same "which counters gave" "$(ask gate "SELECT DISTINCT energy_source FROM session")" rapl-perf
finish
