#!/bin/sh
# SPDX-License-Identifier: MIT
# history on a year of daily campaigns that never were (year.py has their SIMULATED values, sqlite3 inserts them): three
# shifts, a drift and another machine were planted, and that is what has to come out.
. "$(dirname "$0")/lib.sh"
needs sqlite3 python3
export TZ=UTC

# The schema as polyjoule itself would leave it.
version=$(find "$root/results/schema" -name '*.sql' | sort | tail -n 1 | xargs basename | cut -c1-4)
days() { # DATABASE FIRST LAST
    {
        cat "$root"/results/schema/*.sql
        echo "PRAGMA application_id = 1246713164; PRAGMA user_version = $version; PRAGMA foreign_keys = ON; BEGIN;"
        python3 "$root/harness/tests/e2e/year.py" "$2" "$3"
        echo "COMMIT;"
    } | sqlite3 -bail "$1"
}
# Names, kinds and places of the alerts in the JSON document FILE.
alerts='[[a["name"], a["kind"], a["before"]["campaign"], a["after"]["campaign"]] for a in it["alerts"] if a["kind"] == "shift"]'
planted='[["n-body/c", "shift", 80, 81], ["n-body/c", "shift", 160, 161], ["n-body/c", "shift", 240, 241]]'

check "a year of 365 campaigns" days "$work/year.db" 0 365
exits "in which something changed" 1 "$polyjoule" history "$work/year.db"
contains "it spans" "$work/out" "365 campaigns, 2026-01-01 to 2026-12-31, on 2 machines"
contains "three alerts, one drift" "$work/out" "3 shifts, 1 drift"
contains "with the first day of the new level" "$work/out" "2026-03-22  n-body/c: wall time +"
contains "the drift is one" "$work/out" "little by little from"
contains "and what changed with it" "$work/out" "with it changed: toolchain gcc 12.2.0, then gcc 13.1.0"
same "nothing is wider than 80 columns" "$(awk 'length > 80' "$work/out" | wc -l)" 0
exits "as JSON" 1 "$polyjoule" history "$work/year.db" --json
cp "$work/out" "$work/year.json"
same "shifts are where they were planted" "$(json "$work/year.json" "$alerts")" "$planted"
same "their sizes inside the intervals" "$(json "$work/year.json" '[a["ci_low"] <= r <= a["ci_high"] for a, r in zip(
    [a for a in it["alerts"] if a["kind"] == "shift"], (1.04, 0.95, 1.03))]')" "[true, true, true]"
same "PELT finds them too" "$(json "$work/year.json" '[a["confirmed_by_pelt"] for a in it["alerts"]
    if a["kind"] == "shift"]')" "[true, true, true]"
same "the drift is that of the program that drifts" "$(json "$work/year.json" '[[a["name"], 1.03 < a["ratio"] < 1.06,
    a["before"]["campaign"] < a["after"]["campaign"] <= 300, a["confirmed_by_pelt"]] for a in it["alerts"]
    if a["kind"] == "drift"]')" '[["n-body/rust", true, true, null]]'
same "the other machine has series of its own, other microcode has not" "$(json "$work/year.json" '[[s["name"],
    len(s["points"]), s["machine"][-2:]] for s in it["series"]]')" '[["n-body/c", 300, "a1"], ["n-body/c", 65, "a2"], '"\
"'["n-body/go", 300, "a1"], ["n-body/go", 65, "a2"], ["n-body/rust", 300, "a1"], ["n-body/rust", 65, "a2"]]'
same "no alert at its first day" "$(json "$work/year.json" '[a for a in it["alerts"]
    if a["before"]["campaign"] <= 300 < a["after"]["campaign"]]')" "[]"
same "each point has its interval" "$(json "$work/year.json" 'all(p["ci_low"] <= p["median"] <= p["ci_high"]
    and p["trials"] == 8 for s in it["series"] for p in s["points"])')" true
exits "again" 1 "$polyjoule" history "$work/year.db" --json
same "is the same to the last digit" "$(cmp "$work/out" "$work/year.json" && echo same)" same

exits "the time after the last shift" 0 "$polyjoule" history "$work/year.db" --since 2026-09-05
contains "is quiet" "$work/out" "No shift and no drift was found."
exits "peak memory" 0 "$polyjoule" history "$work/year.db" --metric memory
exits "CPU time and memory" 1 "$polyjoule" history "$work/year.db" --metric cpu,memory --json
same "have a series each" "$(json "$work/out" 'sorted({(s["name"], s["metric"]) for s in it["series"]})[:2]')" \
    '[["n-body/c", "cpu_ns"], ["n-body/c", "max_rss_bytes"]]'
exits "as CSV" 1 "$polyjoule" history "$work/year.db" --format csv
same "a row a series" "$(wc -l <"$work/out")" 7
exits "as Markdown" 1 "$polyjoule" history "$work/year.db" --format md
same "a row an alert" "$(grep -c '^| 2026-' "$work/out")" 4

check "half a year" days "$work/first.db" 0 150
check "and the other half" days "$work/second.db" 150 365
exits "two databases" 1 "$polyjoule" history "$work/second.db" "$work/first.db" --json
same "are one history" "$(json "$work/out" "[$alerts, it['campaigns']]")" "[$planted, 365]"
exits "one and its half" 1 "$polyjoule" history "$work/year.db" "$work/first.db" --json
same "count each campaign once" "$(json "$work/out" "[$alerts, it['left_out']['repeated']]")" "[$planted, 150]"

exits "campaigns of today" 0 "$polyjoule" measure -r 6 --cmd true --cmd 'sleep 0'
exits "of the usual database" 0 "$polyjoule" history
contains "are too few" "$work/out" "2 of the series have fewer than 14 points"
exits "a metric that is none" 2 "$polyjoule" history "$work/year.db" --metric colour
exits "a day that is none" 2 "$polyjoule" history "$work/year.db" --since yesterday
exits "a level that takes for ever" 2 "$polyjoule" history "$work/year.db" --alpha 0.000001
exits "a time without campaigns" 2 "$polyjoule" history "$work/year.db" --since 2030-01-01
exits "a database that is not there" 2 "$polyjoule" history "$work/none.db"
contains "is named" "$work/err" "$work/none.db: no results there"
exits "the help" 0 "$polyjoule" history --help
contains "says what 1 means" "$work/out" "1: something did, for the worse or the better"
exits "a run chart of it" 0 "$polyjoule" plot history --db "$work/year.db" -o "$work/year.svg"
contains "says what changed" "$work/year.svg" "3 shifts and 1 drift in 6 series"
finish
