#!/bin/sh
# SPDX-License-Identifier: MIT
# What CI runs: the script behind action.yml and the recipes, as a runner would call it.
. "$(dirname "$0")/lib.sh"
needs git gcc make bash python3

gate=$root/scripts/ci/gate
repository=$work/repository
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@localhost \
    GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@localhost TMPDIR="$work" POLYJOULE="$polyjoule"
mkdir "$repository"
cat >"$repository/spin.c" <<'END'
#include <stdlib.h>
int main(int argc, char **argv)
{
    unsigned long n = argc > 1 ? strtoul(argv[1], NULL, 10) / 100 * PERCENT : 0, x = 88172645463325252UL;
    for (unsigned long i = 0; i < n; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    return x == 0;
}
END
commit() { # TAG PERCENT
    printf 'spin: spin.c\n\tcc -O2 -DPERCENT=%s -o $@ spin.c\n' "$2" >"$repository/Makefile"
    git -C "$repository" add -A
    git -C "$repository" commit -q -m "$1" && git -C "$repository" tag "$1"
}
git -C "$repository" init -q
commit first 100
commit slower 130
cd "$repository" || exit 1

export GATE_BASE=first GATE_MAX_SLOWDOWN=10% GATE_OUT="$work/polyjoule-gate"
GATE_CMD='./spin 10000000
'
export GATE_CMD GITHUB_ACTIONS=true GITHUB_OUTPUT="$work/output" GITHUB_STEP_SUMMARY="$work/summary"
exits "a regression fails the job" 1 "$gate"
same "the step's outputs" "$(cat "$work/output")" "verdict=fail
report=$work/polyjoule-gate/gate.md"
contains "the job's summary has the table" "$work/summary" "fail | ./spin 10000000"
contains "an annotation" "$work/err" "::error title=polyjoule gate::./spin 10000000: CPU time"
check "the report" [ -s "$work/polyjoule-gate/gate.md" ]
check "JUnit's file" [ -s "$work/polyjoule-gate/gate.xml" ]
check "and the database are kept" [ -s "$work/polyjoule-gate/polyjoule.db" ]
unset GITHUB_ACTIONS GITHUB_OUTPUT GITHUB_STEP_SUMMARY
GATE_HEAD=first exits "no change passes" 0 "$gate"
GATE_BUDGET=1s GATE_MAX_SLOWDOWN=0.001% GATE_TOLERANCE=0.0005% GATE_HEAD=slower GATE_METRIC=memory \
    exits "what cannot be decided fails the job" 3 "$gate"
GATE_BUDGET=1s GATE_MAX_SLOWDOWN=0.001% GATE_TOLERANCE=0.0005% GATE_HEAD=slower GATE_METRIC=memory GATE_UNDECIDED=pass \
    exits "or passes it, where that is asked for" 0 "$gate"
GATE_HEAD=nothing exits "a revision that is not there is an error" 2 "$gate"
GATE_UNDECIDED=perhaps exits "so is a policy that is none" 2 "$gate"
contains "and is named" "$work/err" "expected fail or pass"
POLYJOULE=/nonexistent/polyjoule exits "so is a program that is not there" 2 "$gate"
cd / || exit 1

# The YAML files: they can be read, and hand on what the script knows.
if /usr/bin/python3 -c 'import yaml' 2>/dev/null; then
    /usr/bin/python3 - "$root" >"$work/yaml" <<'END'
import re, sys, yaml
root = sys.argv[1]
script = open(root + "/scripts/ci/gate").read()
known = set(re.findall(r"\bGATE_[A-Z_]+", script))
action = yaml.safe_load(open(root + "/action.yml"))
step = action["runs"]["steps"][-1]
print("unknown to the script:", sorted(set(step["env"]) - known))
print("not handed on:", sorted(known - set(step["env"])))
used = set(re.findall(r"inputs\.([a-z-]+)", str(step["env"])))
print("inputs without use:", sorted(set(action["inputs"]) - used), sorted(used - set(action["inputs"])))
job = yaml.safe_load(open(root + "/scripts/ci/gitlab.yml"))["gate"]
print("gitlab:", sorted(v for v in job["variables"] if v.startswith("GATE_") and v not in known))
flow = yaml.safe_load(open(root + "/scripts/ci/github.yml"))
uses = flow["jobs"]["gate"]["steps"][1]
print("github:", sorted(set(uses["with"]) - set(action["inputs"])))
END
    same "action.yml and the recipes agree with the script" "$(cat "$work/yaml")" "unknown to the script: []
not handed on: []
inputs without use: [] []
gitlab: []
github: []"
else
    skip "the YAML files: python3-yaml is not installed"
fi
finish
