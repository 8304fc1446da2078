#!/bin/sh
# SPDX-License-Identifier: MIT
# In the test bed: a program that draws a fiftieth more at equal time fails the gate by its joules and
# passes it by its time.
# again: a guest on a busy host stalls
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/energy.inc"

in_guest "a gate of joules and time" --timeout 400 --power pkg=10+15,cores=2+13,ram=3+1 \
    --files "$root/harness/tests/fixtures/hungry/program/busy.sh" <<'END'
status=0
./polyjoule gate --db /out/gate.db --metric wall,energy --max-slowdown 1.5% --budget 150s --seed 1 --json \
    --a 'sh busy.sh 40 10+15' --b 'sh busy.sh 40 10.2+15.3' >/out/gate.json || status=$?
echo $status >/out/status
END
asked() { # METRIC EXPRESSION: of its test
    json "$result/gate.json" "next($2 for t in it['tests'] if t['metric'] == '$1')"
}
same "a hungrier program fails" "$(cat "$result/status")" 1
same "by its joules" "$(asked 'package energy' "t['verdict']")" fail
same "of which it takes about a fiftieth more" "$(asked 'package energy' "1.01 < t['ratio'] < 1.03")" true
same "and not by its time" "$(asked 'wall time' "t['verdict']")" pass
same "which counters gave" "$(ask gate "SELECT DISTINCT energy_source FROM session")" rapl-perf
finish
