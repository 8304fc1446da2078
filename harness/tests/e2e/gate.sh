#!/bin/sh
# SPDX-License-Identifier: MIT
# Two revisions of a small repository, or two commands, in one run: verdicts, exit statuses, what CI
# reads. What does not build, and Ctrl-C, leave no worktree behind.
. "$(dirname "$0")/lib.sh"
needs git gcc make sqlite3 python3

repository=$work/repository
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@localhost \
    GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@localhost TMPDIR="$work"
mkdir "$repository"
cat >"$repository/spin.c" <<'END'
#include <stdio.h>
#include <stdlib.h>
enum { PERCENT = 100 };
int main(int argc, char **argv)
{
    unsigned long n = argc > 1 ? strtoul(argv[1], NULL, 10) : 0, x = 88172645463325252UL;
    for (unsigned long i = 0; i < n / 100 * PERCENT; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    printf("%d\n", x != 0);
    return 0;
}
END
printf 'spin: spin.c\n\tcc -O2 -o $@ spin.c\n' >"$repository/Makefile"
commit() { # TAG PERCENT
    sed -i "s/PERCENT = [^ ]*/PERCENT = $2/" "$repository/spin.c"
    git -C "$repository" add -A
    git -C "$repository" commit -q -m "$1" && git -C "$repository" tag "$1"
}
git -C "$repository" init -q
commit first 100
commit slower 130
commit faster 70
commit broken 'x;'
git -C "$repository" checkout -q first
nothing_left() { # CLAIM
    same "$1" "$(git -C "$repository" worktree list | wc -l) $(find "$work" -maxdepth 1 -name 'polyjoule-gate*' | wc -l)" "1 0"
}
gate() { # CLAIM STATUS OPTION...
    claim=$1
    status=$2
    shift 2
    exits "$claim" "$status" "$polyjoule" gate -C "$repository" --cmd './spin 10000000' "$@"
}

gate "a real regression fails" 1 --base first --head slower --junit "$work/junit.xml" \
    --markdown "$work/gate.md"
contains "by its name" "$work/out" "./spin 10000000"
same "what was said is in the database" "$(query "SELECT kind, verdict, ratio > 1.1 FROM verdict")" "gate|fail|1"
contains "the controls are told of" "$work/out" "A slowed by 5 %: "
nothing_left "no worktree is left"
/usr/bin/python3 - "$work/junit.xml" >"$work/cases" <<'END'
import sys, xml.etree.ElementTree
for case in xml.etree.ElementTree.parse(sys.argv[1]).getroot():
    print(case.get("classname"), case.get("name"), [child.tag for child in case])
END
contains "JUnit's file has it as a failure" "$work/cases" "./spin 10000000 CPU time ['failure']"
contains "Markdown has a table of it" "$work/gate.md" "fail | ./spin 10000000 | CPU time |"
GITHUB_STEP_SUMMARY=$work/summary.md
export GITHUB_STEP_SUMMARY
gate "a real improvement passes" 0 --base first --head faster --github --json
same "and JSON says so" "$(json "$work/out" 'it["verdict"], it["tests"][0]["ratio"] < 0.9')" '["pass", true]'
contains "the job's summary has the table" "$work/summary.md" "pass | ./spin 10000000 |"
gate "a revision that does not build is wrong input" 2 --base first --head broken
contains "which" "$work/err" "broken ("
contains "and why" "$work/err" "spin.c:3"
nothing_left "and nothing of it is left"
gate "a revision that is none is too" 2 --base first --head nothing
contains "and named" "$work/err" "nothing: no such revision"
exits "so is a place without a repository" 2 "$polyjoule" gate -C / --base a --cmd true
exits "--base without a command" 2 "$polyjoule" gate -C "$repository" --base first
contains "says what is missing" "$work/err" "--cmd CMD"
exits "one --a and no --b" 2 "$polyjoule" gate --a true
exits "a tolerance above the maximum" 2 "$polyjoule" gate --a true --b true --tolerance 5%
exits "a margin of what does not decide" 2 "$polyjoule" gate --a true --b true --metric cpu --max-slowdown memory=5%
contains "says what to do" "$work/err" "memory does not decide; add it to --metric"
exits "a margin twice" 2 "$polyjoule" gate --a true --b true --max-slowdown 1%,2%

# Ctrl-C in the middle: 130, no worktree, and what was measured is there.
before=$(query "SELECT count(*) FROM trial")
(
    cd "$repository" || exit 1
    exec "$polyjoule" gate --base first --head first --measure-same --cmd './spin 300000000' >"$work/out" 2>"$work/err"
) &
child=$!
tries=0
while [ "$(query "SELECT count(*) FROM trial")" -le "$((before + 3))" ] && [ $tries -lt 100 ]; do
    tries=$((tries + 1))
    sleep 0.2
done
kill -INT $child
status=0
wait $child || status=$?
same "an interrupt ends it" "$status" 130
nothing_left "worktrees are removed then, too"
check "and the data are kept" [ "$(query "SELECT count(*) FROM trial")" -gt "$before" ]

gcc -O2 -o "$work/spin" "$repository/spin.c"
exits "the same command is no regression" 0 "$polyjoule" gate --measure-same \
    --a "$work/spin 10000000" --b "$work/spin 10000000" --max-slowdown 5%
exits "a B that is slowed to try the gate fails" 1 "$polyjoule" gate --slow-b 20% \
    --a "$work/spin 10000000" --b "$work/spin 10000000"
contains "and that it is said" "$work/out" "B was slowed by 20 %"
exits "one program twice" 0 "$polyjoule" gate --a "$work/spin 10" --b "$repository/../spin 10"
contains "is not measured" "$work/out" "both are the same program"
cat >"$work/flaky" <<END
#!/bin/sh
"$work/spin" 3000000 >/dev/null
echo >>"$work/count"
[ \$((\$(wc -l <"$work/count") % 3)) -ne 0 ]
END
chmod +x "$work/flaky"
exits "a program that fails now and then does not pass" 5 "$polyjoule" gate --max-slowdown 30% \
    --a "$work/flaky" --b "$work/flaky" --measure-same --junit "$work/junit.xml"
contains "and it is said" "$work/out" "runs failed, so that it cannot pass"
contains "to JUnit's readers too" "$work/junit.xml" '<error type="RunsFailed"'
exits "one that always fails has no pair" 5 "$polyjoule" gate --a true --b false --budget 5s \
    --junit "$work/junit.xml"
lacks "and no ratio is made up for it" "$work/junit.xml" nan
exits "two pairs of commands at once" 1 "$polyjoule" gate --max-slowdown 5% \
    --a "$work/spin 10000000" --b "$work/spin 10000000" \
    --a "$work/spin 10000000" --b "$work/spin 15000000" --json
same "are told apart" "$(json "$work/out" '[test["verdict"] for test in it["tests"] if test["metric"] == "CPU time"]')" '["pass", "fail"]'
exits "each metric by its own margin" 0 "$polyjoule" gate --max-slowdown cpu=30%,wall=50%,memory=80% \
    --a "$work/spin 10000000" --b "$work/spin 11000000" --json
same "as JSON says" "$(json "$work/out" '[(m["metric"], m["max_slowdown"]) for m in it["terms"]["metrics"]]')" \
    '[["wall", 0.5], ["cpu", 0.3], ["memory", 0.8]]'
exits "a metric that does not decide" 0 "$polyjoule" gate --max-slowdown 10% --measure-same \
    --a "$work/spin 10000000" --b "$work/spin 10000000"
contains "is shown" "$work/out" "shown   "
contains "and the least that could have been seen" "$work/out" "Smallest slowdown these pairs would"

exits "an unknown way to count" 2 "$polyjoule" gate --a true --b true --instructions gdb
if command -v valgrind >/dev/null; then
    exits "half a percent of instructions more" 0 "$polyjoule" gate --instructions valgrind --metric wall \
        --max-slowdown wall=90%,instructions=1% --a "$work/spin 10000000" --b "$work/spin 10050000"
    exits "two percent" 1 "$polyjoule" gate --instructions valgrind --max-slowdown cpu=90%,instructions=1% --json \
        --a "$work/spin 10000000" --b "$work/spin 10200000"
    same "are seen exactly" "$(json "$work/out" '[(t["verdict"], 1.0195 < t["ratio"] < 1.02, t["ratio"] == t["ratio_ci_low"])
        for t in it["tests"] if t["metric"] == "instructions by valgrind"]')" '[["fail", true, true]]'
    same "each count is kept with what gave it" "$(query "SELECT count(*), count(DISTINCT value), min(tool) LIKE 'valgrind-%'
        FROM external_count WHERE cell_id IN (SELECT max(id) - 3 FROM cell)")" "3|1|1"
    exits "what it starts counts, too" 1 "$polyjoule" gate --instructions valgrind --max-slowdown cpu=90%,instructions=1% \
        --a "sh -c '$work/spin 10000000; :'" --b "sh -c '$work/spin 10200000; :'"
    same "nothing is left of it" "$(find "$work" -maxdepth 1 -name 'polyjoule-count*' | wc -l)" 0
else
    skip "instructions by valgrind: it is not installed"
fi
finish
