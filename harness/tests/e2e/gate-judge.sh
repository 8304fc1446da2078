#!/bin/sh
# SPDX-License-Identifier: MIT
# gate --judge: verdicts on files and databases that are there already, exit statuses, what CI reads,
# and how loudly it is said what the data cannot carry.
. "$(dirname "$0")/lib.sh"
needs python3 xmllint

# hyperfine's files: NAME, then "COMMAND FACTOR COUNT" for each command; 1 % noise, the same each time.
write() {
    /usr/bin/python3 - "$work/$1.json" "$@" <<'END_OF_PYTHON'
import json, random, sys
results = []
for word in sys.argv[3:]:
    command, factor, count = word.split()
    noise = random.Random(sys.argv[2] + command)
    times = [round(0.1 * float(factor) * (1 + 0.01 * noise.gauss(0, 1)), 9) for _ in range(int(count))]
    result = {"command": command, "mean": sum(times or [0.1]) / max(1, len(times))}
    results.append(result | ({"times": times} if times else {}))
json.dump({"results": results}, open(sys.argv[1], "w"))
END_OF_PYTHON
}
write old "one 1 40" "two 1 40" "gone 1 40"
write same "one 1 40" "two 1 40"
write slow "one 1 40" "two 1.05 40" "new 1 40"
write few "one 2 4" "two 2 4"
write means "one 2 0" "two 2 0"
write other "another 1 40"

judge() { # CLAIM STATUS OLD NEW OPTION...
    claim=$1
    status=$2
    old=$3
    new=$4
    shift 4
    exits "$claim" "$status" "$polyjoule" gate --judge "$work/$old" "$work/$new" --max-slowdown 2% "$@"
}
judge "the same programs pass" 0 old.json same.json
contains "what would have been found is said" "$work/out" "a slowdown is found with 80 % probability from"
contains "with a count" "$work/out" "pass: 0 fail, 0 undecided, 2 pass"
contains "and a loud warning of the order" "$work/out" "WARNING: All of OLD ran before or after all of NEW"
contains "what is on one side alone is named" "$work/out" "Not judged, only in $work/old.json: gone."
same "on 80 columns" "$(grep -v "^Not judged" "$work/out" | awk 'length > 80' | wc -l)" 0
judge "one slower by 5 % fails" 1 old.json slow.json --junit "$work/junit.xml" --markdown "$work/gate.md" --github
contains "GitHub hears of it" "$work/err" "::error title=polyjoule gate::two: wall time +5."
contains "the Markdown too" "$work/gate.md" "WARNING: All of OLD"
exits "JUnit's file is XML" 0 xmllint --noout "$work/junit.xml"
same "with one failure" "$(xmllint --xpath 'concat(count(//testcase), " ", //testcase[failure]/@classname)' "$work/junit.xml")" "2 two"
judge "as JSON" 1 old.json slow.json --json
same "the verdicts, n, no controls, the names" "$(json "$work/out" "[it['verdict'], it['controls'],
    [(t['workload'], t['verdict'], t['processes']) for t in it['tests']], it['judged']['only_old'], it['judged']['only_new'],
    len(it['judged']['warnings'])]")" \
    '["fail", null, [["one", "pass", 40], ["two", "fail", 40]], ["gone"], ["new"], 2]'
judge "four runs a side decide nothing, were they twice as slow" 3 old.json few.json
contains "and that is said" "$work/out" "undecided, 4 processes a side; 5 are needed"
judge "means without samples neither" 3 old.json means.json
contains "and that, loudly" "$work/out" "WARNING: Some programs have no samples"
judge "nothing in common is an error" 2 old.json other.json
contains "that says so" "$work/err" "have no benchmark in common"

/usr/bin/python3 - "$work/same.json" "$work/crash.json" <<'END_OF_PYTHON'
import json, sys
it = json.load(open(sys.argv[1]))
for result in it["results"]:
    result["exit_codes"] = [0] * (len(result["times"]) - 1) + [139]
json.dump(it, open(sys.argv[2], "w"))
END_OF_PYTHON
judge "a program that crashed once does not pass" 5 old.json crash.json
contains "and that is said" "$work/out" "1 runs failed, so that it cannot pass"
judge "joules that are not there cannot be judged" 2 old.json same.json --metric energy
contains "by which metric" "$work/err" "--metric energy: the joules of the two are absent and absent"

# Iterations of one process are no replicates, however many and however different.
for i in 1 2 3 4 5 6 7 8 9; do printf 'BenchmarkA-2 1000 1%d.5 ns/op\n' $i; done >"$work/old.txt"
for i in 1 2 3 4 5 6 7 8 9; do printf 'BenchmarkA-2 1000 9%d ns/op\n' $i; done >"$work/new.txt"
judge "go test's repetitions decide nothing" 3 old.txt new.txt --json
same "they are values, not processes, though one side has whole nanoseconds alone" \
    "$(json "$work/out" "[it['tests'][0]['values'], 4 < it['tests'][0]['ratio'] < 8]")" '[9, true]'
contains "the reason is in the warnings" "$work/out" "iterations are no replicates"

# JMH's forks are processes, and so are pyperf's runs: iterations in them add nothing.
jmh() { # NAME FORKS FACTOR
    /usr/bin/python3 - "$@" >"$work/$1.jmh" <<'END_OF_PYTHON'
import json, random, sys
noise, forks, factor = random.Random(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
levels = [1 + 0.005 * noise.gauss(0, 1) for fork in range(forks)]
raw = [[factor * level * (1 + 0.001 * noise.gauss(0, 1)) for i in range(20)] for level in levels]
print(json.dumps([{"benchmark": "a.B.c", "mode": "avgt", "primaryMetric": {"scoreUnit": "ms/op", "rawData": raw}}]))
END_OF_PYTHON
}
jmh old 10 1
jmh new 10 1.05
jmh two 2 1.05
judge "ten forks a side decide" 1 old.jmh new.jmh --json
same "as ten, not as two hundred" "$(json "$work/out" "it['tests'][0]['processes']")" 10
contains "and it is said" "$work/out" "Several values are of one process"
judge "two forks of twenty iterations do not" 3 old.jmh two.jmh
contains "since two are two" "$work/out" "2 processes a side; 5 are needed"

# Databases and campaigns, and a file against a database.
for side in old slow; do
    exits "$side becomes a database" 0 "$polyjoule" import --db "$work/$side.db" --format hyperfine "$work/$side.json"
done
judge "two databases are judged like their files" 1 old.db slow.db
judge "a database's campaign against a file" 1 old.db:1 slow.json
exits "two campaigns of one database" 0 "$polyjoule" gate --db "$work/old.db" --judge 1 1 --max-slowdown 2%
before=$(cksum "$work/old.db")
judge "to judge changes nothing" 1 old.db slow.db
same "in the database" "$(cksum "$work/old.db")" "$before"
exits "compare reads files as well" 0 "$polyjoule" compare "$work/old.json" "$work/slow.json"
contains "with the warning" "$work/out" "WARNING: The files do not say in which order"

printf 'just words\n' >"$work/words"
judge "what no tool wrote is refused" 2 old.json words
contains "by its name and with a remedy" "$work/err" "words: no file of a tool that is known by its content"
exits "one file alone" 2 "$polyjoule" gate --judge "$work/old.json"
contains "is told of two" "$work/err" "--judge takes two"
exits "nothing is measured beside" 2 "$polyjoule" gate --judge "$work/old.json" "$work/slow.json" --a true --b true
contains "and that is said" "$work/err" "--judge measures nothing"
finish
