#!/bin/sh
# SPDX-License-Identifier: MIT
# Campaigns as the files of other tools and back: the samples are the same, the real tools read what
# was written, their own files become campaigns with a warning of what they cannot tell.
. "$(dirname "$0")/lib.sh"
needs sqlite3 python3 gcc go

own=$POLYJOULE_DB

# The first Python that has MODULE, as $python; POLYJOULE_PYTHON may name another one.
has_module() { # MODULE
    for python in ${POLYJOULE_PYTHON:-} python3 /usr/bin/python3; do
        "$python" -c "import $1" 2>/dev/null && return 0
    done
    return 1
}

# The samples of the newest campaign of a database, cell by cell, in the order of running.
samples() { # DATABASE COLUMN...
    database=$1
    shift
    "$polyjoule" export --db "$database" --format csv >"$work/samples.csv" 2>"$work/err"
    python3 - "$work/samples.csv" "$@" <<'END'
import csv, sys
rows = [r for r in csv.DictReader(open(sys.argv[1], newline="")) if r["kind"] == "trial" and r["status"] == "ok"]
cells = {}
for row in rows:
    name = (row["workload"] or row["label"], row["language"])
    cells.setdefault(name, []).append([row[c] for c in sys.argv[2:]])
print(sorted(cells.items()))
END
}

exits "a campaign of two languages" 0 "$polyjoule" run -C "$root" n-body sieve --lang c,go --size tiny -n 7 --seed 1
samples "$own" wall_ns >"$work/before"
for format in hyperfine go pyperf google-benchmark jmh rebench; do
    exits "it is exported as $format" 0 "$polyjoule" export --format "$format" -o "$work/file.$format"
    rm -f "$work/back.db"
    exits "and read again" 0 "$polyjoule" import --db "$work/back.db" --format "$format" "$work/file.$format"
    contains "with a warning" "$work/out" "WARNING: The files do not say in which order"
    samples "$work/back.db" wall_ns >"$work/after"
    same "every sample is the same, in order" "$(cmp "$work/before" "$work/after" && echo same)" same
    exits "the two campaigns compare" 0 "$polyjoule" compare "$work/back.db" --json
    same "the ratios are there, and the warning" "$(json "$work/out" "[len(it['entries']), any(
        'in which order' in w for w in it['campaigns'][0]['warnings'])]")" "[2, true]"
done
exits "on a screen" 0 "$polyjoule" compare "$work/back.db"
contains "the footnote is loud" "$work/out" "WARNING: The files do not say in which order"
same "on 80 columns" "$(awk 'length > 80' "$work/out" | wc -l)" 0
for format in bencher github openmetrics; do
    exits "medians go to $format" 0 "$polyjoule" export --format "$format" -o "$work/file.$format"
done
same "Bencher's have their interval" "$(json "$work/file.bencher" "[sorted(it), all(
    m['latency']['lower_value'] <= m['latency']['value'] <= m['latency']['upper_value'] for m in it.values())]")" \
    '[["n-body/c", "n-body/go", "sieve/c", "sieve/go"], true]'
same "github-action-benchmark's are named" "$(json "$work/file.github" "sorted(b['name'] for b in it
    if b['name'].endswith(' wall') and b['unit'] == 's' and ' to ' in b['range'])")" \
    '["n-body/c wall", "n-body/go wall", "sieve/c wall", "sieve/go wall"]'
same "OpenMetrics ends as it must" "$(tail -n 1 "$work/file.openmetrics")" "# EOF"

# What a simulated meter said stays simulated all the way.
echo "channel package 0 idle 20 busy 10" >"$work/meter"
exits "a campaign with simulated joules" 0 "$polyjoule" measure --energy "simulated:$work/meter" \
    --db "$work/simulated.db" -r 6 --cmd 'sleep 0.02' --cmd 'sleep 0.03'
samples "$work/simulated.db" wall_ns >"$work/before"
for format in hyperfine go pyperf google-benchmark jmh rebench; do
    exits "its joules in $format" 0 "$polyjoule" export --db "$work/simulated.db" --format "$format" \
        -o "$work/simulated.$format"
    contains "are called simulated" "$work/simulated.$format" "simulated-package"
    rm -f "$work/back.db"
    exits "and read again" 0 "$polyjoule" import --db "$work/back.db" --format "$format" "$work/simulated.$format"
    same "they are no measurement" "$(sqlite3 "$work/back.db" \
        "SELECT DISTINCT c.source, s.energy_source FROM certificate AS c, session AS s")" "simulated|simulated"
    same "to the microjoule" "$(for db in simulated back; do sqlite3 "$work/$db.db" \
        "SELECT gross_nj FROM v_energy WHERE kind = 'trial' AND domain = 'package' ORDER BY label, ordinal"; done |
        awk '{ nj[NR] = $1 }
            END { for (i = 1; i <= NR / 2; i++) { d = nj[i] - nj[i + NR / 2]; bad += d > 600 || d < -600 }
                  print NR, bad + 0 }')" "24 0"
    samples "$work/back.db" wall_ns >"$work/after"
    same "commands come back as commands" "$(cmp "$work/before" "$work/after" && echo same)" same
done

# The tools themselves.
if command -v benchstat >/dev/null; then
    exits "benchstat reads the Go text" 0 benchstat -col /lang -filter .unit:sec/op "$work/file.go"
    same "and compares both workloads" "$(grep -c '^\(N-body\|Sieve\)-1 .*n=7' "$work/out")" 2
    lacks "without a complaint" "$work/err" "$work/file.go"
else
    skip "benchstat: it is not installed (go install golang.org/x/perf/cmd/benchstat)"
fi
if has_module pyperf; then
    exits "pyperf reads its JSON" 0 "$python" -c '
import pyperf, sys
suite = pyperf.BenchmarkSuite.load(sys.argv[1])
print(sorted((b.get_name(), b.get_nrun(), b.get_unit()) for b in suite if " " not in b.get_name()))' "$work/file.pyperf"
    same "and has every run" "$(cat "$work/out")" \
        "[('n-body/c', 7, 'second'), ('n-body/go', 7, 'second'), ('sieve/c', 7, 'second'), ('sieve/go', 7, 'second')]"
    exits "pyperf measures" 0 "$python" -m pyperf command -p 6 -n 2 -w 0 -l 1 -o "$work/theirs-pyperf.json" -- true
    rm -f "$work/back.db"
    exits "its file is read" 0 "$polyjoule" import --db "$work/back.db" --format pyperf "$work/theirs-pyperf.json"
    contains "and counted" "$work/out" "12 rows of 1 programs"
    exits "pyperf compares" 0 "$python" -m pyperf compare_to "$work/file.pyperf" "$work/file.pyperf"
else
    skip "pyperf: no Python here has it (POLYJOULE_PYTHON may name one)"
fi
if has_module prometheus_client; then
    exits "the OpenMetrics parser reads the text" 0 "$python" -c '
import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families
families = list(text_string_to_metric_families(open(sys.argv[1]).read()))
print(sum(f.name == "polyjoule_wall_time_seconds" for f in families), all(f.type == "gauge" for f in families))' \
        "$work/file.openmetrics"
    same "and has the times" "$(cat "$work/out")" "1 True"
else
    skip "prometheus_client: no Python here has it (POLYJOULE_PYTHON may name one)"
fi
google=${GOOGLE_BENCHMARK_TOOLS:-/usr/share/benchmark} # Debian's libbenchmark-tools
if [ -e "$google/compare.py" ] && has_module scipy; then
    exits "google-benchmark's compare.py reads its JSON" 0 "$python" "$google/compare.py" --no-color \
        benchmarks "$work/file.google-benchmark" "$work/file.google-benchmark"
    contains "and finds each benchmark" "$work/out" "sieve/go"
    contains "with as many repetitions" "$work/out" "Repetitions: 7 vs 7"
    # Their own examples.
    for run in 1 2; do
        cp "$google/gbench/Inputs/test1_run$run.json" "$work/theirs$run.json"
        rm -f "$work/back.db"
        exits "google-benchmark's own example $run is read" 0 "$polyjoule" import --db "$work/back.db" \
            --format google-benchmark "$work/theirs$run.json"
        contains "all of it" "$work/out" "14 rows of 14 programs"
    done
    "$python" "$google/compare.py" --no-color benchmarks "$work/theirs1.json" "$work/theirs2.json" >"$work/table"
    exits "two of them are compared, one run each" 3 "$polyjoule" gate --judge "$work/theirs1.json" "$work/theirs2.json" --json
    same "the ratios are those of compare.py" "$(/usr/bin/python3 - "$work/out" "$work/table" <<'END'
import json, sys
theirs = {w[0]: float(w[1]) for w in (line.split() for line in open(sys.argv[2])) if len(w) == 7 and w[0].startswith("BM_")}
ours = {t["workload"].split()[0]: t["ratio"] - 1 for t in json.load(open(sys.argv[1]))["tests"]}
same = [abs(ours[name] - theirs[name]) < 0.0001 for name in theirs if name in ours]
print(len(same), all(same))
END
)" "13 True"
else
    skip "google-benchmark's compare.py: it, or SciPy, is not installed (libbenchmark-tools, GOOGLE_BENCHMARK_TOOLS)"
fi
if has_module rebench.persistence; then
    exits "ReBench's own loader reads its data file" 0 "$python" -c '
import sys
from types import SimpleNamespace
from rebench.persistence import DataStore
from rebench.ui import UI
store = DataStore(UI())
store.get(sys.argv[1], SimpleNamespace(discard_old_data=False, use_rebench_db=False, options=None), "benchmark") \
    .load_data(None, False)
print(sorted((r.benchmark.name, r.benchmark.suite.executor.name, r.get_number_of_data_points()) for r in store._run_ids))' \
        "$work/file.rebench"
    same "and has every run" "$(tail -n 1 "$work/out")" \
        "[('n-body', 'c', 7), ('n-body', 'go', 7), ('sieve', 'c', 7), ('sieve', 'go', 7)]"
else
    skip "ReBench: no Python here has it (pip's rebench 1.4 or later)"
fi
if [ -n "${HYPERFINE_SCRIPTS:-}" ] && has_module scipy; then
    exits "hyperfine's own script reads its JSON" 0 "$python" "$HYPERFINE_SCRIPTS/advanced_statistics.py" \
        "$work/file.hyperfine"
    same "and has every run" "$(grep -c 'runs: *7' "$work/out")" 4
    exits "a file of two programs" 0 "$polyjoule" export --db "$work/simulated.db" --format hyperfine -o "$work/two.json"
    exits "is tested by its other one" 0 "$python" "$HYPERFINE_SCRIPTS/welch_ttest.py" "$work/two.json"
else
    skip "hyperfine's scripts: HYPERFINE_SCRIPTS names no directory of them (the crate hyperfine has them)"
fi
if command -v hyperfine >/dev/null; then
    exits "hyperfine measures" 0 hyperfine -N -w 1 -r 5 --export-json "$work/theirs.json" 'sleep 0.01' 'sleep 0.02'
    rm -f "$work/back.db"
    exits "its file is read" 0 "$polyjoule" import --db "$work/back.db" --format hyperfine "$work/theirs.json"
    contains "and counted" "$work/out" "10 rows of 2 programs from 1 files"
    exits "it is compared" 0 "$polyjoule" compare "$work/back.db" --json
    same "as two commands" "$(json "$work/out" "[e['name'] for e in it['entries']]")" '["sleep 0.02"]'
    exits "it is shown" 0 "$polyjoule" show --db "$work/back.db"
    contains "with its commands" "$work/out" "sleep 0.02 "
    contains "and the warning" "$work/out" "WARNING: The files do not say in which order"
    same "hyperfine's keys are all in our file" "$(python3 - "$work/theirs.json" "$work/file.hyperfine" <<'END'
import json, sys
theirs, ours = (json.load(open(f))["results"][0] for f in sys.argv[1:])
print(sorted(set(theirs) - set(ours)))
END
)" "[]"
else
    skip "hyperfine: it is not installed"
fi
mkdir "$work/gobench"
cat >"$work/gobench/x_test.go" <<'END'
package x

import "testing"

var sink int

func BenchmarkAdd(b *testing.B) {
	for i := 0; i < b.N; i++ {
		sink += i
	}
}
END
(cd "$work/gobench" && go mod init x && go test -bench . -benchtime 1000x -count 3) >"$work/theirs.txt" 2>/dev/null
rm -f "$work/back.db"
exits "what go test -bench prints is read" 0 "$polyjoule" import --db "$work/back.db" --format go "$work/theirs.txt"
contains "iterations are called so" "$work/out" "WARNING: Several values are of one process"

# Wrong files and wrong words.
printf '{"results":[{"command":"a","times":[0.1,-1]}]}' >"$work/wrong.json"
cp "$own" "$work/untouched.db"
exits "a file with a negative time" 2 "$polyjoule" import --db "$work/untouched.db" --format hyperfine "$work/wrong.json"
contains "is refused by its place" "$work/err" "wrong.json: results[0].times[1]: "
same "and nothing of it is kept" "$(sqlite3 "$work/untouched.db" "SELECT count(*) FROM study")" 0
exits "an unknown format" 2 "$polyjoule" export --format sarif
contains "is told which there are" "$work/err" "hyperfine, go, pyperf"
exits "all campaigns in one" 2 "$polyjoule" export all --format go
contains "is too much" "$work/err" "holds one campaign"
exits "the same files again" 0 "$polyjoule" import --db "$work/back.db" --format go "$work/theirs.txt"
contains "change nothing" "$work/out" "nothing was changed"
finish
