#!/bin/sh
# SPDX-License-Identifier: MIT
# A study's own raw measurements, imported, give its published figures under its own aggregation;
# and what was imported answers claims on a machine without a counter.
. "$(dirname "$0")/lib.sh"
needs sqlite3 python3 awk

data=${POLYJOULE_STUDY_DATA:-}
[ -n "$data" ] || skip_all "POLYJOULE_STUDY_DATA names no directory (results/claims/README.md)"
[ -d "$data/pereira2017" ] || skip_all "$data/pereira2017 is not there"

ratio() { # CLAIM: of the newest campaign, three digits
    "$polyjoule" claim check "$1" --format csv >"$work/claim.csv" 2>"$work/err"
    python3 -c 'import csv, sys
row = next(csv.DictReader(open(sys.argv[1])))
print("%.*f %s" % (2 if float(row["ratio"]) < 10 else 1, float(row["ratio"]), row["verdict"]))' \
        "$work/claim.csv"
}

rows() { # CLAIM...: how many answers that is
    "$polyjoule" claim check "$@" --format csv >"$work/claims.csv" 2>"$work/err"
    echo $(($(wc -l <"$work/claims.csv") - 1))
}

exits "the raw data of Pereira et al. 2017" 0 "$polyjoule" import --format energy-languages \
    "$data/pereira2017"
contains "are 4100 rows" "$work/out" "4100 rows of 410 programs from 29 files"
same "34 of them have a counter that wrapped" "$(query "
    SELECT count(*) FROM trial WHERE status = 'disturbed' AND reason LIKE '%wrapped%'")" 34
same "no trial that counts has a negative joule" "$(query "
    SELECT count(*) FROM v_reading WHERE gross_nj < 0")" 0
same "each stands where it came from" "$(query "
    SELECT count(*) FROM trial JOIN study_row USING (plan_id) WHERE text IS NOT NULL")" 4100
while read -r language published; do
    same "$language to C" "$(ratio "pereira-energy-$language")" "$published reproduced"
done <<'END'
python 75.8
rust 1.03
go 3.22
javascript 4.45
typescript 21.5
END
exits "its ratios problem by problem" 0 "$polyjoule" claim check pereira2017-benchmarks --format csv
same "are 100, each as published to four digits" "$(python3 -c 'import csv, sys
rows = list(csv.DictReader(open(sys.argv[1])))
print(len(rows), sum(abs(float(r["ratio"]) / float(r["published"]) - 1) > 5.1e-4 for r in rows))' \
    "$work/out")" "100 0"
same "a claim's name is that claim" "$(rows pereira-energy-python)" 1
same "and with a slash those of its problems" "$(rows pereira-energy-python/)" 9
same "of which each has a name too" "$(ratio pereira-energy-python/binary-trees)" "45.1 reproduced"
same "Python to Rust, which the article has as 76" "$(ratio betting-energy-python)" "73.7 reproduced"
exits "what the study says instead" 0 "$polyjoule" claim explain betting-energy-python
contains "is a note" "$work/out" "75.88 for Python against C, not against Rust"
"$polyjoule" claim check betting-energy-python --json >"$work/out"
contains "in JSON too" "$work/out" '"note": "The study has 75.88 for Python against C, not against Rust.'
"$polyjoule" claim list betting --json >"$work/out"
contains "and in the list" "$work/out" '"note": "The study has 75.88 for Python against C, not against Rust.'
exits "a claim by cache misses, which they did not count" 3 "$polyjoule" claim check \
    vankempen-dram-power-by-cache-misses --json
contains "is not comparable" "$work/out" '"verdict": "not-comparable"'
contains "and names the counter" "$work/out" "there is no cache-misses counter here"
for words in list "check pereira" "explain pereira-energy-python betting vankempen-dram"; do
    # shellcheck disable=SC2086
    LC_ALL=C "$polyjoule" claim $words >"$work/out" 2>"$work/err"
    same "claim $words is 80 columns wide at most" "$(awk 'length($0) > 80' "$work/out")" ""
done
exits "the same files again" 0 "$polyjoule" import --format energy-languages "$data/pereira2017"
contains "change nothing" "$work/out" "nothing was changed"
exits "what else the data could say" 0 "$polyjoule" claim explain pereira-energy-python
contains "is on the same screen" "$work/out" "geometric-mean, cores+dram"
# ENERGY.md 5.3 has 31.96 for it and 85.2 for the other end; the table of its section 5.2, from the same files, gives
# (43.05^9 x 17.58 / 7.49)^(1/10) = 32.2, and (39514 - 1601) J / (521.2 - 89.9) J = 87.9 without k-nucleotide.
contains "from 32, with the problem that Table 4 leaves out" "$work/out" \
    "geometric-mean, cores+dram, 10 workloads         32.2x"
contains "to 88, without one that it has" "$work/out" "Without any one workload: 65.3x to 87.92x"

mkdir "$work/doubled"
cp "$data"/pereira2017/*.csv "$work/doubled"
awk -F';' -v OFS=';' -v CONVFMT=%.12f '{ for (i = 2; i <= 5; i++) $i = 2 * $i; print }' \
    "$data/pereira2017/Python.csv" >"$work/doubled/Python.csv"
export POLYJOULE_DB="$work/doubled.db"
exits "a copy with Python's joules doubled" 0 "$polyjoule" import --format energy-languages \
    "$work/doubled"
same "gives twice the ratio" "$(ratio pereira-energy-python)" "151.6 direction-only"

export POLYJOULE_DB="$work/vankempen.db"
exits "the raw data of van Kempen et al. 2024" 0 "$polyjoule" import --format vankempen \
    "$data/vankempen2024/docker-default"
contains "are 945 rows" "$work/out" "945 rows of 45 programs from 45 files"
while read -r claim answer; do
    same "$claim" "$(ratio "vankempen-$claim")" "$answer reproduced"
done <<'END'
default-energy-rust 0.80
default-energy-go 2.39
default-energy-python 21.6
default-energy-python-sound 15.4
default-time-go 2.57
END
exits "energy follows time, and time and cores" 0 "$polyjoule" claim check vankempen-energy-by
same "CPU time is the task clock's, and no other is made up" "$(query "
    SELECT count(*), count(user_ns), count(system_ns) FROM trial")" "945|0|0"
same "every run has its cache misses" "$(query "
    SELECT count(*) FROM counter JOIN event ON event.id = event_id
     WHERE event.name = 'cache-misses' AND running_ns = enabled_ns")" 945
exits "DRAM power follows them, in too few programs to be sure" 3 "$polyjoule" claim check \
    vankempen-dram-power-by-cache-misses --json
contains "with the study's R^2, 0.926, and more" "$work/out" \
    "R^2 0.929 [0.848, 0.977] over 37 programs, where 0.876 or more was asked for"
exits "another configuration's claim" 3 "$polyjoule" claim check vankempen-pinned-energy-go --json
contains "is not of these data" "$work/out" '"verdict": "not-comparable"'
exits "claims of memory, which they did not measure" 3 "$polyjoule" claim check pereira-memory
contains "have one reason, said once" "$work/out" \
    "pereira-memory-rust to pereira-memory-python: the campaign has no peak memory."
exits "a claim of cores on a machine that has no such counter" 3 "$polyjoule" claim check \
    pereira-energy-python --json
contains "says which is missing" "$work/out" "there is no cores counter here"
finish
