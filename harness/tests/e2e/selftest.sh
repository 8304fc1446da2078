#!/bin/sh
# SPDX-License-Identifier: MIT
# polyjoule selftest: its verdict, that it is the same for the same seed, that it can fail.
# binary: release sanitized
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

coverage() {
    "$polyjoule" selftest --coverage --replications 400 "$@"
}

exits "intervals of 95 % hold" 0 coverage --json
cp "$work/out" first.json
same "five kinds of noise, four numbers of blocks" "$(json first.json 'len(it["rows"])')" 20
same "all are good" "$(json first.json 'all(row["verdict"] == "good" for row in it["rows"])')" true
same "what falls short is said" "$(json first.json \
    'sum("points short of 95 %" in note for note in it["notes"])')" 4
exits "once more" 0 coverage --json
check "the same bytes for the same seed" cmp -s first.json "$work/out"
exits "another seed" 0 coverage --json --seed 1
check "other bytes for another seed" sh -c '! cmp -s first.json "$1"' sh "$work/out"
exits "CSV" 0 coverage --format csv
same "CSV: a line a row" "$(wc -l <"$work/out")" 21
exits "Markdown" 0 coverage --format md
contains "Markdown: a header" "$work/out" "| noise | blocks | covered % | asked for |"
exits "LaTeX" 0 coverage --format tex
contains "LaTeX: a table" "$work/out" '\begin{tabular}'

exits "intervals of 80 % are found out" 1 coverage --level 80% --format csv
same "intervals of 80 %: wherever they are asked for 95" "$(grep -c ',bad' "$work/out")" 16
exits "intervals of 99.99 % are found out" 1 coverage --level 99.99%

exits "what is to be tested is to be said" 2 "$polyjoule" selftest
exits "a word too many" 2 coverage all
exits "too few replications" 2 coverage --replications 99
exits "a seed that is none" 2 coverage --seed today

exits "the gate is tried on this machine" 0 "$polyjoule" selftest --gate --replications 1 --json --cmd "sh -c 'i=0
while [ \$i -lt 30000 ]; do i=\$((i+1)); done'"
same "with itself and with slowdowns" "$(json "$work/out" '[(row["slowdown"], row["gates"]) for row in it["rows"]]')" \
    '[[0.0, 2], [0.005, 1], [0.01, 1], [0.02, 1], [0.05, 1]]'
same "5 % are found" "$(json "$work/out" 'it["rows"][4]["fail"]')" 1
same "what came of it is kept" "$(query "SELECT count(*) FROM verdict WHERE subject LIKE 'selftest: slowed by %'")" 5
finish
