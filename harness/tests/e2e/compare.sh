#!/bin/sh
# SPDX-License-Identifier: MIT
# compare and claim on campaigns of our own: what is shown, on 80 columns and as data, across variants and
# databases, and what a claim of joules is worth where there is no counter.
# again: trials of a busy host give intervals that no 80 columns hold
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
exits "what differs that is nothing" 2 "$polyjoule" compare --col colour
exits "rows of what the columns are" 2 "$polyjoule" compare --row language
contains "says so" "$work/err" "--row language: the columns differ in that"
same "what could have been seen is a number" "$(json "$work/compare.json" "[
    it['margin'], all(e['mde'] > 0 for e in it['entries'])]")" "[0.02, true]"
exits "a wide margin" 0 "$polyjoule" compare --margin 90% --json
same "is easier to stay within" "$(python3 - "$work/compare.json" "$work/out" <<'END'
import json, sys
a, b = ([e["equal_p"] for e in json.load(open(f))["entries"]] for f in sys.argv[1:])
print(all(wide < narrow for narrow, wide in zip(a, b)))
END
)" True
same "the interval by resampling is beside each" "$(json "$work/compare.json" "[it['bootstrap'], all(
    e['bootstrap']['ci_low'] < e['bootstrap']['ci_high'] for e in it['entries'])]")" \
    '[{"seed": 20261123, "resamples": 9999}, true]'
cp "$work/compare.json" "$work/again.json"
exits "again" 0 "$polyjoule" compare --json
same "is the same to the last digit" "$(cmp "$work/out" "$work/again.json" && echo same)" same

cp "$POLYJOULE_DB" "$work/old.db"
exits "a campaign of two variants" 0 "$polyjoule" run -C "$root" n-body sieve variant:plain,tuned lang:c,go --size tiny \
    -n 6 --seed 2
exits "the variants" 0 "$polyjoule" compare --col variant --json
same "are compared within their language" "$(json "$work/out" "sorted(e['row'] for e in it['entries'])")" \
    '["n-body C", "sieve C", "sieve Go"]'
exits "a row a language" 0 "$polyjoule" compare --col variant --row language --json
same "gathers its workloads" "$(json "$work/out" "[[e['row'], e['name']] for e in it['entries']]")" \
    '[["C", "tuned n-body"], ["C", "tuned sieve"], ["Go", "tuned sieve"]]'
same "and has their mean" "$(json "$work/out" "[[s['row'], s['rows']] for s in it['suites']]")" '[[null, 3], ["C", 2]]'
exits "on a screen" 0 "$polyjoule" compare --col variant --row language
contains "what is useful gives way" "$work/out" "CPUs kept busy: from 100 columns on"
same "to 80 columns" "$(awk 'length > 80' "$work/out" | wc -l)" 0

exits "two databases" 0 "$polyjoule" compare "$work/old.db" "$POLYJOULE_DB"
contains "the new one is named" "$work/out" "$POLYJOULE_DB:2"
contains "and the old one" "$work/out" "$work/old.db:1"
contains "in the tables by its last name" "$work/out" "polyjoule.db:2  "
contains "they did not run in turns" "$work/out" "not run in turns"
same "on 80 columns but for their paths" "$(grep -v "$work" "$work/out" | awk 'length > 80' | wc -l)" 0
exits "a campaign of one, and one of the usual database" 0 "$polyjoule" compare "$work/old.db:1" 2 --json
same "the ratios are of what both have" "$(json "$work/out" "[[c['name'] for c in it['campaigns']], [
    e['row'] for e in it['entries']], any(e['paired'] for e in it['entries'])]")" \
    '[["old.db:1", "polyjoule.db:2"], ["n-body C plain", "n-body Go plain", "sieve C plain", "sieve Go plain"], false]'
exits "the same campaign of two databases" 0 "$polyjoule" compare "$work/old.db:1" 1 --json
same "is paired, and equal to itself" "$(json "$work/out" "[all(e['paired'] and e['time']['ratio'] == 1 and e['p'] == 1
    for e in it['entries']), it['unlike']]")" '[true, []]'
sqlite3 "$work/old.db" "UPDATE host_state SET kernel = 'another'; UPDATE toolchain SET version = 'gcc 1.2.3' WHERE name = 'gcc'"
exits "another kernel and compiler" 0 "$polyjoule" compare "$work/old.db" 2
contains "are said below: the one" "$work/out" "changed between the two: kernel another"
contains "and the other" "$work/out" "toolchain gcc 1.2.3, then gcc "
exits "a database that is not there" 2 "$polyjoule" compare "$work/none.db" 2
contains "is named" "$work/err" "$work/none.db: no results there"
echo text >"$work/text.db"
exits "a file that is none" 2 "$polyjoule" compare "$work/text.db" 2
contains "is not taken for one" "$work/err" "$work/text.db: no file of a tool that is known by its content, nor a database"
: >"$work/empty.db"
exits "an empty one" 2 "$polyjoule" compare "$work/empty.db" 2
exits "a campaign that it does not have" 2 "$polyjoule" compare "$work/old.db:9" 2
contains "is said with the database" "$work/err" "$work/old.db: there is no campaign 9"
exits "columns of two campaigns" 2 "$polyjoule" compare 1 2 --col variant
exits "two campaigns, of which one is not there" 2 "$polyjoule" compare 1 7
exits "the results" 0 "$polyjoule" show 1
contains "have what starting costs beside them" "$work/out" "Of these, starting alone: C "
exits "a claim of joules without a counter" 3 "$polyjoule" claim check pereira-energy-go --json
contains "has no energy" "$work/out" '"verdict": "no-energy"'
exits "one of time at sizes that were not run" 3 "$polyjoule" claim check pereira-time-go
contains "is not comparable, and says what it needs" "$work/out" "at size paper or ref"
exits "an estimate" 0 "$polyjoule" run -C "$root" n-body --lang c,go --size tiny -n 6 --estimate --watts-idle 5 \
    --watts-max 20
exits "changes neither" 3 "$polyjoule" claim check pereira-energy-go --json
contains "it is no energy" "$work/out" '"verdict": "no-energy"'
exits "it is compared" 0 "$polyjoule" compare
contains "as what it is" "$work/out" "The joules below are estimated, not measured."
exits "in Markdown too" 0 "$polyjoule" compare --format md
contains "says so" "$work/out" "The joules are estimated, not measured."
exits "joules of two sources" 2 "$polyjoule" compare 1 3 --metric energy
contains "give no ratio" "$work/err" "of different sources: absent and estimated"
exits "a claim that is not there" 2 "$polyjoule" claim check nothing
finish
