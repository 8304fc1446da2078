#!/bin/sh
# SPDX-License-Identifier: MIT
# Latencies of an open loop: a stall of known length, put into the programs of read-states, is in
# what they report as it must be.
#
# A stall of L ms when tick a is due makes tick i wait for at least L - (i - a) ms, of whichever
# program, however busy the machine: that bound is exact, of each latency and so of each
# percentile. From above only much is said, of the best of several runs.
. "$(dirname "$0")/lib.sh"
needs sqlite3 python3 zstd

stall_tick=300
stall_ms=200

# read-states with the stall in each program's environment; its own builds, by its own runners.
catalog=$work/catalog
mkdir "$catalog"
cp -r "$root/bench/read-states" "$catalog/read-states"
sed -i -e "/language: python/s|, threads:|, run: [/usr/bin/env, \"POLYJOULE_STALL=$stall_tick,$stall_ms\", \"{command}\", -E, -s, \"{dir}/{source}\", \"{n}\"], threads:|" \
    -e "/language: python/!s|, threads:|, run: [/usr/bin/env, \"POLYJOULE_STALL=$stall_tick,$stall_ms\", \"{dir}/program\", \"{n}\"], threads:|" \
    "$catalog/read-states/workload.yaml"

# A line for each cell: its label; the least by which a latency exceeds what the stall makes of it
# (ms, over all trials); the same of the percentiles; the best trial's median and maximum.
cat >"$work/hold.py" <<'END'
import sqlite3, struct, sys
database, tick, stall = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) * 10**6
cells = {}
for label, period, number, n, data in sqlite3.connect(database).execute(
        "SELECT label, period_ns, per_tick, latency_series.n, latency_ns FROM latency_series"
        " JOIN trial USING (plan_id) JOIN plan ON plan.id = plan_id JOIN cell ON cell.id = cell_id"
        " WHERE status = 'ok' AND kind = 'trial'"):
    series = struct.unpack(f"<{n}q", data)
    due = [max(0, stall - (i // number - tick) * period) if i // number >= tick else 0
           for i in range(n)]
    each = min(got - least for got, least in zip(series, due))
    ordered = list(zip(sorted(series), sorted(due)))
    ranks = min(ordered[int(q * n)][0] - ordered[int(q * n)][1] for q in (.5, .9, .95, .99, .999))
    cells.setdefault(label, []).append((each, ranks, ordered[n // 2][0], ordered[-1][0]))
for label, trials in sorted(cells.items()):
    each, ranks, medians, maxima = zip(*trials)
    print(label, *(f"{ns / 1e6:.3f}" for ns in (min(each), min(ranks), min(medians), min(maxima))))
END
hold() {
    python3 "$work/hold.py" "$POLYJOULE_DB" $stall_tick $stall_ms
}

exits "stalled programs run, with the right answer" 0 "$polyjoule" run --catalog "$catalog" \
    read-states --variant plain,plain/slab --size tiny -n 3 --seed 1
contains "which ends with their latencies" "$work/out" "ms since due"
hold >"$work/held"
same "each language hands its latencies over, of each trial" \
    "$(query "SELECT count(DISTINCT cell_id) || ' ' || count(*) || ' ' || min(n) || ' ' || max(n) FROM latency_series
              JOIN plan ON plan.id = plan_id WHERE kind = 'trial'")" \
    "$(query "SELECT count(*) || ' ' || (3 * count(*)) || ' 25000 25000' FROM cell WHERE skipped IS NULL")"
while read -r label each ranks median maximum; do
    check "$label: what was due during the stall waited for its end ($each ms more)" \
        awk "BEGIN { exit !($each >= 0) }"
    check "$label: its percentiles are no lower ($ranks ms more)" awk "BEGIN { exit !($ranks >= 0) }"
    check "$label: the rest is not stalled (median $median ms, maximum $maximum ms)" \
        awk "BEGIN { exit !($median < $stall_ms / 2 && $maximum < 3 * $stall_ms) }"
done <"$work/held"

# Of 25 latencies a tick and 1000 ticks, the highest 1 % are of the ten ticks that waited longest.
exits "show has the tail" 0 "$polyjoule" show
contains "as a table" "$work/out" "ms since due"
contains "and the pauses" "$work/out" "A pause: ticks one after another"
exits "and as JSON" 0 "$polyjoule" show --json
same "where p99 is at least the stall less ten ticks, of each cell" \
    "$(json "$work/out" "all(c['p99_ns']['median'] >= ($stall_ms - 10) * 10**6 for c in it['latencies']) and len(it['latencies']) == len(it['cells'])")" true
same "and all are three processes, or as many as were not set aside" \
    "$(json "$work/out" "all(1 <= c['trials'] <= 3 for c in it['latencies'])")" true

exits "compare has them as ratios" 0 "$polyjoule" compare
contains "to the same form of C" "$work/out" "times C's"
exits "and as JSON" 0 "$polyjoule" compare --json
same "of each program but C's" \
    "$(json "$work/out" "all(('p99' in c['ratios']) == ('/c' not in c['cell']) for c in it['latencies'])")" true

# A report's section is about them.
for ending in html md tex; do
    exits "a report as $ending" 0 "$polyjoule" report -o "$work/report.$ending"
    contains "has their tail" "$work/report.$ending" "ms since due"
done
if command -v gnuplot >/dev/null; then
    contains "and the page their figures" "$work/report.html" 'id="timeline-title"'
fi

# And in the figures' numbers.
cells=$(query "SELECT count(*) FROM cell WHERE skipped IS NULL")
if command -v gnuplot >/dev/null; then
    for figure in tail timeline; do
        exits "$figure is drawn" 0 "$polyjoule" plot "$figure" -o "$work/$figure.svg" --data
    done
    same "the mark at p99 of each program is no earlier than the stall less ten ticks" \
        "$(awk -v least=$((stall_ms - 10)) 'NF == 6 && $2 > 0.5 && $2 < 2 { n += $1 >= least }
            END { print n + 0 }' "$work/tail.dat")" "$cells"
    exits "a bundle" 0 "$polyjoule" export --format bundle -o "$work/stalled.tar.zst"
    same "has both" "$(zstd -dqc "$work/stalled.tar.zst" | tar -tf - | grep -c 'figures/t.*\.svg')" 2
    same "each program's line peaks where it was stalled" \
        "$(awk -v least=$((stall_ms - 10)) 'NF == 0 { if (++blank == 2) part++; next }
            { blank = 0 }
            part % 2 == 1 && $1 > 0.3 && $1 < 0.31 && $2 >= least { peak[part] = 1 }
            END { for (i in peak) n++; print n + 0 }' "$work/timeline.dat")" "$cells"
else
    skip "figures: gnuplot is not there"
fi

# The same programs with a clock that starts anew when a tick is at last served: a closed loop.
mkdir "$work/runners"
cp "$root"/runners/c/pj.[ch] "$root"/bench/read-states/c/* "$work/runners"
sed -i 's/sleep_until(now_ns() + .*/&\n    series.due_ns = now_ns();/' "$work/runners/pj.c"
if command -v gcc >/dev/null; then
    (cd "$work/runners" && gcc -O2 -o program read_states.c pj.c) || bad "a closed loop builds"
    POLYJOULE_LATENCY=4 POLYJOULE_STALL=$stall_tick,$stall_ms "$work/runners/program" 1000 \
        4>"$work/series" >"$work/answer"
    check "a closed loop hides the stall, and would be found out" python3 -c "
import struct, sys
words = open(sys.argv[1], 'rb').read()
series = struct.unpack(f'<{len(words) // 8}q', words)[2:]
sys.exit(0 if min(series[25 * $stall_tick:25 * ($stall_tick + 1)]) < $stall_ms * 10**6 else 1)" "$work/series"
else
    skip "a closed loop: gcc is not there"
fi

exits "the environment's stall is not the programs'" 0 env POLYJOULE_STALL=10,5000 POLYJOULE_LATENCY=1 \
    "$polyjoule" verify read-states/c

before=$(query "SELECT sum(length(latency_ns)) FROM latency_series")
exits "databases with latencies are joined" 0 "$polyjoule" merge "$work/joined.db" "$POLYJOULE_DB"
same "and none is lost" "$(sqlite3 "$work/joined.db" "SELECT sum(length(latency_ns)) FROM latency_series")" "$before"
finish
