#!/bin/sh
# SPDX-License-Identifier: MIT
# polyjoule measure with each of its options, what it prints, and how it ends.
# binary: release sanitized
. "$(dirname "$0")/lib.sh"
needs sqlite3 python3
cd "$work" || exit 1

measure() {
    "$polyjoule" measure --seed 1 "$@"
}

# Of the newest campaign.
newest() { # EXPRESSION [WHERE]
    query "SELECT $1 FROM v_trial WHERE campaign = (SELECT max(id) FROM campaign)
        AND kind <> 'idle' AND ${2:-1}"
}

no_escapes() { # FILE...
    ! grep -q "$(printf '\033')" "$@"
}

# ------------------------------------------------------------------ how often

exits "a command" 0 measure -r 3 -- true
contains "a command: its name" "$work/out" "true"
contains "a command: how often" "$work/out" "3 runs"
same "a command: nothing on stderr but a note to root" \
    "$(grep -v 'what is measured runs as root' "$work/err")" ""
same "-r 3, one run to warm up" "$(newest "count(*) FILTER (WHERE kind = 'trial') || ' ' ||
    count(*) FILTER (WHERE kind = 'warmup')")" "3 1"
exits "-w 2" 0 measure -r 1 -w 2 -- true
same "-w 2: two runs to warm up" "$(newest "count(*)" "kind = 'warmup'")" 2
exits "-w 0" 0 measure -r 1 -w 0 -- true
same "-w 0: none" "$(newest "count(*)")" 1
exits "--min-time" 0 measure --min-time 300ms -- sleep 0.01
same "--min-time: about as many as fit" \
    "$(newest "count(*) BETWEEN 11 AND 31 AND sum(wall_ns) > 1e8")" 1
exits "--min-time: ten at least" 0 measure --min-time 1ms -- true
same "--min-time: ten at least, counted" "$(newest "count(*)" "kind = 'trial'")" 10
exits "--precision" 0 measure --precision 90% --min-time 1ms -- sleep 0.02
same "--precision: enough soon" "$(newest "count(*) < 100")" 1

# ---------------------------------------------------------------- what is run

exits "options of the command are the command's" 0 measure -r 1 --output -- echo -r 5 --json
same "options of the command: not looked at" "$(newest "max(output_bytes)")" 12
FOO='a b' exits "the environment is the caller's" 0 \
    measure -r 1 -- sh -c '[ "$FOO" = "a b" ] && [ "$PWD" = "$0" ]' "$work"
exits "words in quotes" 0 measure -r 1 --cmd "sh -c '[ \"\$#\" = 2 ]' x 'a b' \"c\""
exits "no shell unless asked for: a word in quotes" 0 measure -r 1 --output --cmd "echo a '|' cat"
same "no shell unless asked for: | is a word" "$(newest "max(output_bytes)")" 8
exits "--shell" 0 measure -r 1 --output --shell --cmd 'echo a | cat'
same "--shell: | is a pipe" "$(newest "max(output_bytes)")" 2
exits "-L" 0 measure -r 2 -L n=1,2,3 -L s=.,! --output --cmd 'echo {n}{s}{n}'
same "-L: all combinations" "$(query "SELECT group_concat(label) FROM cell
    WHERE campaign_id = (SELECT max(id) FROM campaign) ORDER BY ordinal")" \
    "echo 1.1,echo 1!1,echo 2.2,echo 2!2,echo 3.3,echo 3!3"
printf 'seven b' >"$work/seven"
exits "--stdin" 0 measure -r 3 --stdin "$work/seven" --output -- cat
same "--stdin: each run gets all of it" "$(newest "group_concat(output_bytes)")" "7,7,7,7"
exits "without --stdin there is nothing to read" 0 measure -r 1 --output -- cat
same "without --stdin: no byte" "$(newest "max(output_bytes)")" 0
exits "without --output nothing is kept" 0 measure -r 1 -- echo a
same "without --output: no length" "$(newest "max(output_bytes)")" ""
exits "--prepare and --cleanup" 0 measure -r 3 -w 1 --prepare "echo p >>'$work/beside'" \
    --cleanup "echo c >>'$work/beside'" --shell --cmd "echo m >>'$work/beside'"
same "--prepare and --cleanup: around each run" "$(tr -d '\n' <"$work/beside")" "pmcpmcpmcpmc"
exits "a --prepare that fails" 6 measure -r 3 --prepare 'echo dear me >&2; exit 3' -- true
contains "a --prepare that fails: says so" "$work/err" "--prepare"
contains "a --prepare that fails: its words" "$work/err" "dear me"

# ---------------------------------------------------------- several, interleaved

exits "several commands" 0 measure -r 12 --cmd true --cmd 'sleep 0.003' --cmd 'sleep 0.001'
contains "several: compared with the first" "$work/out" "slower than 1"
same "several: each once in each block" "$(newest "count(*) || ' ' || count(DISTINCT cell || ' ' ||
    block)" "kind = 'trial'")" "36 36"
same "several: in an order that is drawn for each block" "$(query "
    SELECT count(DISTINCT cells) > 3 FROM (SELECT group_concat(cell) AS cells FROM
        (SELECT * FROM v_trial WHERE campaign = (SELECT max(id) FROM campaign)
          AND kind = 'trial' ORDER BY ordinal) GROUP BY block)")" 1
same "several: as they were planned" "$(query "
    SELECT count(*) FROM v_trial AS a JOIN v_trial AS b ON b.campaign = a.campaign
        AND b.ordinal > a.ordinal AND b.started_unix_ns < a.started_unix_ns")" 0
exits "--ref 2" 0 measure -r 6 --ref 2 --cmd true --cmd 'sleep 0.003'
contains "--ref 2: compared with the second" "$work/out" "faster than 2"
orders() {
    newest "group_concat(cell - (SELECT min(id) FROM cell WHERE campaign_id =
        (SELECT max(id) FROM campaign)))"
}
exits "a seed" 0 "$polyjoule" measure -r 9 --seed 7 --cmd true --cmd 'true 1'
one=$(orders)
exits "the same seed" 0 "$polyjoule" measure -r 9 --seed 7 --cmd true --cmd 'true 1'
same "the same seed: the same order" "$(orders)" "$one"
exits "another seed" 0 "$polyjoule" measure -r 9 --seed 8 --cmd true --cmd 'true 1'
check "another seed: another order" test "$(orders)" != "$one"

# -------------------------------------------------------------------- formats

cat >"$work/shape.py" <<'END'
import json, sys
it = json.load(open(sys.argv[1]))
source = sys.argv[2]
assert it["schema"] == "polyjoule.measure/1", it["schema"]
assert it["energy"]["source"] == source
assert (it["energy"]["reason"] is None) == (source != "absent")
assert [c["argv"] for c in it["commands"]] == [["true"], ["sleep", "0.002"]]

def figure(f, n):
    assert len(f["values"]) == n and all(isinstance(v, int) for v in f["values"]), f
    assert f["ci_low"] <= f["median"] <= f["ci_high"], f
    assert min(f["values"]) <= f["median"] <= max(f["values"]), f

for command in it["commands"]:
    assert command["trials"] == command["admissible"] == 8
    figure(command["wall_ns"], 8)
    figure(command["cpu_ns"], 8)
    if command["max_rss_bytes"] is None:
        assert command["max_rss_bytes_reason"]
    else:
        figure(command["max_rss_bytes"], 8)
    assert [(e["domain"], e["package"], e["die"]) for e in command["energy"]] == (
        [] if source == "absent" else [("package", 0, 0), ("dram", 0, 0)])
    for domain in command["energy"]:
        assert domain["source"] == source and domain["resolver"] == "script"
        figure(domain["nj"], 8)
assert it["commands"][1]["wall_ns"]["median"] > 2_000_000
END
eight="-r 8 --cmd true --cmd"
# shellcheck disable=SC2086
exits "--json" 0 measure --json --energy none $eight 'sleep 0.002'
check "--json: its shape" /usr/bin/python3 "$work/shape.py" "$work/out" absent
printf 'channel package 0 idle 20 busy 10\nchannel dram 0 idle 2\n' >"$work/meter"
# shellcheck disable=SC2086
exits "--json with a counter" 0 measure --json --energy "simulated:$work/meter" $eight 'sleep 0.002'
check "--json with a counter: its shape" /usr/bin/python3 "$work/shape.py" "$work/out" simulated
exits "a simulated counter, in text" 0 measure -r 6 --energy "simulated:$work/meter" -- sleep 0.05
contains "a simulated counter says so" "$work/out" "simulated"
exits "--energy none" 0 measure -r 1 --energy none -- true
contains "--energy none: says so" "$work/out" "--energy none"
lacks "--energy none: no joule" "$work/out" " mJ"
# shellcheck disable=SC2086
exits "--format csv" 0 measure --format csv $eight 'sleep 0.002'
same "--format csv: a row each, all as wide as the heading" "$(/usr/bin/python3 -c '
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1])))
print([r["label"] for r in rows], {len(r) for r in rows} == {len(rows[0])},
      all(float(r["wall_ns_ci_low"]) <= float(r["wall_ns"]) <= float(r["wall_ns_ci_high"]) for r in rows),
      None in rows[0])' "$work/out")" "['true', 'sleep 0.002'] True True False"
# shellcheck disable=SC2086
exits "--format md" 0 measure --format md $eight 'sleep 0.002'
same "--format md: a table of four lines" "$(grep -c '^|.*|$' "$work/out")" 4
same "--format md: all with as many cells" "$(grep '^|' "$work/out" | tr -dc '|\n' | sort -u | wc -l)" 1
exits "--format tex" 0 measure -r 1 --format tex -- true
contains "--format tex: a tabular" "$work/out" '\begin{tabular}'

# ---------------------------------------------------------------- where it goes

rm -f "$POLYJOULE_DB"*
exits "--no-save" 0 measure -r 1 --no-save -- true
check "--no-save: no database" test ! -e "$POLYJOULE_DB"
exits "--db" 0 measure -r 1 --db "$work/deep/er/other.db" -- true
same "--db: there" "$(sqlite3 "$work/deep/er/other.db" "SELECT count(*) FROM trial")" 2
exits "-q" 0 measure -q -r 1 -- true
same "-q: nothing on stderr" "$(cat "$work/err")" ""

{ measure -q -r 3 -- true; echo $? >"$work/status"; } 2>"$work/err" | head -n 1 >"$work/out"
same "a pipe to head" "$(cat "$work/status" "$work/err" "$work/out")" "0
true"
{ measure -q -r 3 -- true; echo $? >"$work/status"; } 2>"$work/err" | true
same "a pipe to true" "$(cat "$work/status" "$work/err")" 0
exits "in a pipe" 0 env TERM=xterm-256color COLORTERM=truecolor "$polyjoule" measure -r 6 \
    --cmd true --cmd 'sleep 0.002'
check "in a pipe: no escape sequence" no_escapes "$work/out" "$work/err"
exits "--color always" 0 measure -r 6 --color always --cmd true --cmd 'sleep 0.002'
exits "--progress plain" 0 measure -r 6 --progress plain -- true
contains "--progress plain: lines on stderr" "$work/err" "polyjoule: block "
check "--progress plain: no escape sequence" no_escapes "$work/out" "$work/err"
measure -r 1 -- true >/dev/full 2>"$work/err"
same "an output that is full: exit status" $? 6
contains "an output that is full: says so" "$work/err" "standard output: No space left"

# ----------------------------------------------------------------- how it ends

exits "a command that fails" 5 measure -r 3 --cmd false --cmd true
contains "a command that fails: named" "$work/out" "false: exit: exit status 1"
contains "a command that fails: the other was measured" "$work/out" "3 runs"
exits "a command that fails, in JSON" 5 measure -r 3 --json --cmd false --cmd true
same "a command that fails, in JSON: no value" "$(json "$work/out" \
    "[[c['admissible'], c['wall_ns'] is None] for c in it['commands']]")" "[[0, true], [3, false]]"
exits "-i" 0 measure -r 3 -i -- false
same "-i: counted" "$(newest "count(*)" "kind = 'trial' AND status = 'ok' AND exit_code = 1")" 3
exits "-i is not for signals" 5 measure -r 3 -i -- sh -c 'kill -s KILL $$'
exits "--deadline" 5 measure -r 3 --deadline 200ms -- sleep 10
contains "--deadline: says so" "$work/out" "timeout"
exits "a file that is no program" 5 measure -r 1 -- "$work/seven"
exits "a program that is not there, by path" 5 measure -r 1 -- "$work/none"

refused() { # TEXT ARGUMENT...
    text=$1
    shift
    exits "refused: $*" 2 measure "$@"
    contains "refused: $*: says why" "$work/err" "$text"
}
refused "measure --" -r 3
refused "not both" -r 1 --cmd true -- true
refused "--cmd" --shell -- true
refused "--cmd" -L n=1 -- true
refused "expected VAR=A,B" -L n --cmd true
refused "only a shell understands |" --cmd 'echo a | cat'
refused "not closed" --cmd 'echo "a'
refused "--repeats" -r 0 -- true
refused "--repeats" -r many -- true
refused "--warmup" -w -1 -- true
refused "--min-time" --min-time soon -- true
refused "--precision" --precision 0 -- true
refused "there are 1 commands" --ref 2 --cmd true
refused "$work/none" --stdin "$work/none" -- true
refused "unknown option --repeat-often" --repeat-often -- true
refused "needs a value" -r
refused "CPU 1023" --cpus 1023 -- true
refused "sneezes" --events sneezes -- true
refused "oracle" --energy oracle -- true
refused "expected auto, bar, plain or none" --progress dots -- true
refused "expected auto, always or never" --color blue -- true
refused "--seed" --seed x -- true
refused "not found on PATH" -- no-such-program
exits "--help" 0 measure --help
for option in --repeats --warmup --cmd --shell --list --prepare --cleanup --stdin --output \
    --ignore-failure --ref --no-save --json --events --energy; do
    contains "--help has $option" "$work/out" "$option"
done
finish
