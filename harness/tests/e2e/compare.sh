#!/bin/sh
# SPDX-License-Identifier: MIT
# compare and claim on a campaign of our own: what is shown, on 80 columns and as data, and what a claim of
# joules is worth where there is no counter.
. "$(dirname "$0")/lib.sh"
needs sqlite3 python3 gcc go

exits "a campaign" 0 "$polyjoule" run -C "$root" n-body sieve empty --lang c,go --size tiny -n 6 --seed 1
exits "is compared" 0 "$polyjoule" compare
contains "with C" "$work/out" "Wall time relative to C, with 95 % intervals"
same "nothing is wider than 80 columns" "$(awk 'length > 80' "$work/out" | wc -l)" 0
exits "as JSON" 0 "$polyjoule" compare --json
cp "$work/out" "$work/compare.json"
same "each workload once, each ratio inside its interval" "$(json "$work/compare.json" "[len(it['entries']), all(
    e['time']['ci_low'] <= e['time']['ratio'] <= e['time']['ci_high'] for e in it['entries'])]")" "[3, true]"
same "what was not measured is null" "$(json "$work/compare.json" "[e['energy']['ratio'] for e in it['entries']]")" \
    "[null, null, null]"
exits "the other way round" 0 "$polyjoule" compare --ref go --json
same "every ratio is the inverse" "$(python3 - "$work/compare.json" "$work/out" <<'END'
import json, sys
a, b = ({e["row"]: e["time"] for e in json.load(open(f))["entries"]} for f in sys.argv[1:])
print(all(abs(a[w]["ratio"] * b[w]["ratio"] - 1) < 1e-9 and abs(a[w]["ci_low"] * b[w]["ci_high"] - 1) < 1e-9
          for w in a))
END
)" True
exits "in Markdown" 0 "$polyjoule" compare --format md
same "each row names its workload" "$(grep -c '^| \(n-body\|sieve\|empty\) | Go ' "$work/out")" 3
exits "a reference that was not run" 2 "$polyjoule" compare --ref rust
exits "what differs that is nothing" 2 "$polyjoule" compare --by colour
exits "two campaigns, of which one is not there" 2 "$polyjoule" compare 1 7
exits "the results" 0 "$polyjoule" show
contains "have what starting costs beside them" "$work/out" "Of these, starting alone: C "
exits "a claim of joules without a counter" 3 "$polyjoule" claim check pereira-energy-go --json
contains "has no energy" "$work/out" '"verdict": "no-energy"'
exits "one of time at sizes that were not run" 3 "$polyjoule" claim check pereira-time-go
contains "is not comparable, and says what it needs" "$work/out" "at size paper or ref"
exits "an estimate" 0 "$polyjoule" run -C "$root" n-body --lang c,go --size tiny -n 6 --estimate --watts-idle 5 \
    --watts-max 20
exits "changes neither" 3 "$polyjoule" claim check pereira-energy-go --json
contains "it is no energy" "$work/out" '"verdict": "no-energy"'
exits "a claim that is not there" 2 "$polyjoule" claim check nothing
finish
