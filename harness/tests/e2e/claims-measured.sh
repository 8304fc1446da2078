#!/bin/sh
# SPDX-License-Identifier: MIT
# The same claims asked of a study's data, of programs run here without a counter, and of programs
# run in the test bed, whose joules are measured: three different answers. And a program that
# draws more power at equal time, which is told apart from a slow one.
# again: a guest on a busy host stalls
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/energy.inc"
needs gcc go rustc python3

three=$root/harness/tests/fixtures/claims
hungry_claims=$root/harness/tests/fixtures/hungry-claims
programs='fannkuch-redux n-body spectral-norm'

verdicts() { # DATABASE CLAIM...: of some of the claims that are asked three times
    "$polyjoule" claim check --claims "$three" --db "$1" --json >"$work/verdicts" || :
    shift
    for claim in "$@"; do
        json "$work/verdicts" "next(r['verdict'] for r in it['rows'] if r['claim'] == 'three-$claim')"
    done | paste -sd ' '
}

answers() { # DATABASE: how many claims of time and memory it answers, whatever it says
    verdicts "$1" time-python memory-python | tr ' ' '\n' |
        grep -cE '^(reproduced|direction-only|contradicted|inconclusive)$'
}

joules='energy-python energy-order power'

# ------------------------------------------------------------ here, no joules

mkdir -p "$work/cache" "$POLYJOULE_CACHE/compilers"
ln -s "$POLYJOULE_CACHE/compilers" "$work/cache/compilers"
export POLYJOULE_CACHE="$work/cache"
set -- -C "$root" --lang c,rust,go,python --flags portable --size tiny --blocks 6 fannkuch-redux n-body spectral-norm
exits "four languages are measured here" 0 "$polyjoule" run "$@"
same "claims of time and memory are answered" "$(answers "$POLYJOULE_DB")" 2
if [ "$(query "SELECT energy_source FROM session")" = absent ]; then
    # shellcheck disable=SC2086
    same "those of joules are not" "$(verdicts "$POLYJOULE_DB" $joules)" "no-energy no-energy no-energy"
    exits "an estimate" 0 "$polyjoule" run --db "$work/estimate.db" --estimate --watts-idle 10 \
        --watts-max 50 "$@"
    # shellcheck disable=SC2086
    same "is no joule" "$(verdicts "$work/estimate.db" $joules)" "no-energy no-energy no-energy"
    same "and stands in no other claim's way" "$(answers "$work/estimate.db")" 2
else
    skip "no-energy: this machine has joules"
fi

"$polyjoule" claim check --claims "$three" --record >"$work/out" 2>&1 || :
same "what was said is kept, with the date" "$(query "SELECT count(*), count(DISTINCT subject),
    min(unix_ns) > 1.7e18, min(length(reason)) > 0, count(DISTINCT campaign_id) FROM verdict")" "5|5|1|1|1"

# --------------------------------------------------------- a study's own data

data=${POLYJOULE_STUDY_DATA:-/nonexistent}
if [ -d "$data/pereira2017" ]; then
    exits "a study's data" 0 "$polyjoule" import --db "$work/study.db" \
        --format energy-languages "$data/pereira2017"
    # shellcheck disable=SC2086
    same "answer from the joules that it published" \
        "$(verdicts "$work/study.db" $joules time-python memory-python)" \
        "reproduced reproduced contradicted reproduced not-comparable"
else
    skip "a study's data: POLYJOULE_STUDY_DATA names none (results/claims/README.md)"
fi

# -------------------------------------------------------------- the test bed

python=$(query "SELECT path FROM toolchain WHERE language = 'python'")
library=$("$python" -c 'import os; print(os.path.dirname(os.__file__))')
hungry=$root/harness/tests/fixtures/hungry
exits "programs that draw unlike power are prepared" 0 "$polyjoule" build -C "$root" \
    --flags portable --catalog "$hungry"
in_guest "the same programs, where joules are measured" --timeout 500 \
    --power pkg=10+15,cores=2+13,ram=3+1 \
    --files "$root/bench:/guest/tree/bench" --files "$root/runners:/guest/tree/runners" \
    --files "$hungry:/guest/hungry" --files "$work/cache/builds:/guest/cache/builds" \
    --files "$root/results/schema:/guest/tree/results/schema" \
    --host "$python" --host "$library" <<END
export POLYJOULE_CACHE=/guest/cache NO_COLOR=1
cd tree
../polyjoule run --db /out/four.db --built --flags portable --lang c,rust,go,python --size tiny --blocks 6 \
    fannkuch-redux n-body spectral-norm
../polyjoule run --db /out/hungry.db --built --flags portable --catalog /guest/hungry --blocks 8 --size tiny
END
# A guest that stalls may lose a trial's ticks, and the trial then has no joules.
same "trials of four languages have the right answer and joules" \
    "$(ask four "SELECT count(DISTINCT language), count(DISTINCT cell), count(DISTINCT ordinal) > 50, min(gross_nj) > 0
                 FROM v_energy WHERE kind = 'trial' AND domain = 'package' AND status = 'ok'")" "4|12|1|1"
same "which decide: so small a problem is start-up for the most part" \
    "$(verdicts "$result/four.db" energy-python)" direction-only
check "and the power of all is not shown to differ" [ "$(verdicts "$result/four.db" power)" != contradicted ]
same "and time and memory are answered" "$(answers "$result/four.db")" 2

"$polyjoule" claim check --claims "$hungry_claims" --catalog "$hungry" --db "$result/hungry.db" \
    --json >"$work/hungry.json" || :
same "a fifth more power at equal time is power, not time" \
    "$(json "$work/hungry.json" '" ".join(row["claim"] + ":" + row["verdict"] for row in it["rows"])')" \
    "hungry-energy:reproduced hungry-time:reproduced hungry-power:contradicted"
"$polyjoule" compare --db "$result/hungry.db" --json >"$work/compare.json"
near "the ratio of times" "$(json "$work/compare.json" 'it["entries"][0]["time"]["ratio"]')" 1 0.05
near "that of powers" "$(json "$work/compare.json" 'it["entries"][0]["power"]["ratio"]')" 1.2 0.05
finish
