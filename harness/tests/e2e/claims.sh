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
exits "the same files again" 0 "$polyjoule" import --format energy-languages "$data/pereira2017"
contains "change nothing" "$work/out" "nothing was changed"
exits "what else the data could say" 0 "$polyjoule" claim explain pereira-energy-python
contains "is on the same screen" "$work/out" "geometric-mean, cores+dram"

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
exits "another configuration's claim" 3 "$polyjoule" claim check vankempen-pinned-energy-go --json
contains "is not of these data" "$work/out" '"verdict": "not-comparable"'
exits "a claim of cores on a machine that has no such counter" 3 "$polyjoule" claim check \
    pereira-energy-python --json
contains "says which is missing" "$work/out" "there is no cores counter here"
finish
