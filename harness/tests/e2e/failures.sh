#!/bin/sh
# SPDX-License-Identifier: MIT
# Programs that misbehave, toolchains that are missing, input that is wrong: named, kept with the
# reason, in no average, and everything else is measured.
# binary: release sanitized
. "$(dirname "$0")/lib.sh"
needs sqlite3 python3 setsid
export POLYJOULE_CACHE="$work/cache"

# ------------------------------------------------------------------ a catalogue

# A checkout of its own, in a language whose programs are shell scripts.
checkout=$work/checkout
mkdir -p "$checkout/results/schema" "$checkout/bench" "$checkout/runners/sh" \
    "$checkout/runners/none"
runner() { # LANGUAGE COMMAND
    cat >"$checkout/runners/$1/runner.yaml" <<END
language: $1
title: $1
files: []
toolchains:
  - name: $1-tool
    commands: [$2]
    version: [echo, "1"]
flags:
  - {name: native, arguments: [], environment: []}
build:
  - ["{command}", -n, "{source}"]
build_environment: []
run: ["{command}", "{dir}/{source}"]
environment: []
END
}
runner sh /bin/sh
runner none no-such-compiler

answer=$(printf '42\n' | sha256sum | cut -d' ' -f1)
workload() { # NAME LANGUAGE; the program on stdin
    mkdir -p "$checkout/bench/$1/$2"
    cat >"$checkout/bench/$1/$2/$1.$2"
    cat >"$checkout/bench/$1/workload.yaml" <<END
workload: $1
title: $1
class: startup
unit: runs
work: {unit: byte, of: output}
seeded: false
range: {min: 1, max: 9}
sizes:
  - {name: small, n: 1, sha256: $answer, bytes: 3}
implementations:
  - {language: $2, variant: plain, source: $2/$1.$2, threads: 1, max: small}
END
}

workload right sh <<'END'
echo 42
END
workload wrong sh <<'END'
echo 43
echo 'words of wrong' >&2
END
workload exits sh <<'END'
echo 42
echo 'words of exits' >&2
exit 3
END
workload killed sh <<'END'
echo 'words of killed' >&2
kill -s SEGV $$
END
workload hangs sh <<'END'
echo 'words of hangs' >&2
sleep 1000
END
workload forks sh <<'END'
echo 'words of forks' >&2
setsid sleep 1000 &
setsid sh -c 'sleep 1000 & sleep 1000' &
echo 42
END
workload floods sh <<'END'
echo 'words of floods' >&2
head -c 1000000000 /dev/zero
END
workload unbuildable sh <<'END'
if then; echo 42
END
workload toolless none <<'END'
echo 42
END
# Once, in its third run, it fails.
workload flaky sh <<'END'
echo x >>"$0.runs"
[ "$(wc -l <"$0.runs")" -ne 3 ] || { echo 'words of flaky' >&2; exit 7; }
echo 42
END

run() { # [OPTION...] SELECTION...
    (cd "$checkout" && TMPDIR=$work exec "$polyjoule" run --blocks 3 --seed 1 "$@")
}

# What polyjoule starts has our TMPDIR, what this script starts has not.
none_left() {
    ! grep -sqz "^TMPDIR=$work\$" /proc/[0-9]*/environ
}

# ----------------------------------------------------------------- programs

exits "bad programs: exit 5" 5 run --deadline 1s
check "bad programs: no process is left" none_left
cp "$work/out" "$work/summary"

while read -r name reason; do
    same "$name: named with its reason" \
        "$(grep -c "^  $name/[a-z]*: .*$reason" "$work/summary")" 1
done <<'END'
wrong wrong-answer: answer .* is not the expected
exits exit: exit status 3
killed signal: killed by signal 11
hangs timeout: still running at its deadline
forks left-children: left [1-9] process
floods output-overflow: wrote more than an answer can be
flaky exit: exit status 7
unbuildable not run: did not build: .*[Ss]yntax error
toolless not run: none-tool is not installed
END
for name in wrong exits killed hangs forks floods flaky; do
    contains "$name: its last words" "$work/summary" "      | words of $name"
    same "$name: kept, with status, reason and last words" \
        "$(query "SELECT count(*) > 0 FROM v_trial JOIN trial ON trial.plan_id = v_trial.trial
            WHERE label = '$name/sh' AND v_trial.status <> 'ok' AND v_trial.reason <> ''
              AND stderr_tail LIKE 'words of $name%'")" 1
done
same "each status is what it should be" "$(query "
    SELECT group_concat(label || ' ' || status, ', ') FROM
        (SELECT DISTINCT label, status FROM v_trial WHERE status <> 'ok' ORDER BY label)")" \
    "exits/sh exit, flaky/sh exit, floods/sh output-overflow, forks/sh left-children,\
 hangs/sh timeout, killed/sh signal, wrong/sh wrong-answer"
same "what failed from the start is not run a third time" "$(query "
    SELECT max(n) FROM (SELECT count(*) AS n FROM v_trial
        WHERE label NOT IN ('right/sh', 'flaky/sh') GROUP BY label)")" 2
same "exit code and signal are kept" "$(query "
    SELECT group_concat(code) FROM (SELECT DISTINCT coalesce(exit_code, -term_signal) AS code
        FROM v_trial WHERE status IN ('exit', 'signal') ORDER BY code)")" "-11,3,7"
same "what could not be built or started has no trial" "$(query "
    SELECT count(*) FROM v_trial WHERE label IN ('unbuildable/sh', 'toolless/none')")" 0
same "why is kept with the cell" "$(query "
    SELECT count(*) FROM cell WHERE label IN ('unbuildable/sh', 'toolless/none')
       AND skipped <> ''")" 2
same "the deadline holds" "$(query "
    SELECT max(wall_ns) BETWEEN 1e9 AND 2e9 FROM v_trial WHERE status = 'timeout'")" 1

exits "show --json" 0 "$polyjoule" show --json
cp "$work/out" "$work/show.json"
same "no average has a failed trial" "$(json "$work/show.json" "', '.join(sorted(
    '%s %d of %d' % (c['workload'], c['admissible'], c['trials']) for c in it['cells']
    if c['admissible'] != c['trials']))")" \
    "exits 0 of 1, flaky 2 of 3, floods 0 of 1, forks 0 of 1, hangs 0 of 1, killed 0 of 1,\
 wrong 0 of 1"
same "no value where there is no admissible trial" "$(json "$work/show.json" "[c['workload']
    for c in it['cells'] if not c['admissible'] and (c.get('wall_ns') or {}).get('median')]")" \
    "[]"
same "work is counted where an answer was right" \
    "$(json "$work/show.json" "[(c['work'] or {}).get('count') for c in it['cells']
        if c['workload'] in ('right', 'wrong')]")" "[3, null]"
same "the values of the flaky program are those of its good trials" \
    "$(json "$work/show.json" "[len(c['wall_ns']['values']) for c in it['cells']
        if c['workload'] == 'flaky']")" "[2]"
same "everything else was measured" \
    "$(query "SELECT count(*) FROM v_trial WHERE label = 'right/sh' AND kind = 'trial'
        AND status = 'ok'")" 3
same "the campaign is done" "$(query "SELECT state FROM campaign")" done

exits "a missing toolchain alone is no failure" 0 run right toolless
contains "a missing toolchain is said" "$work/out" "toolless/none"
contains "a missing toolchain: which" "$work/out" "no-such-compiler"
exits "nothing but a missing toolchain" 0 run toolless
exits "a program that does not build" 5 run right unbuildable
exits "a flood of unknown size" 5 run --size 2 floods right
check "a flood of unknown size: no process is left" none_left

# ------------------------------------------------------------------ bad input

before=$(query "SELECT count(*) FROM campaign")

says() { # CLAIM STATUS TEXT COMMAND...
    claim=$1 status_wanted=$2 text=$3
    shift 3
    exits "$claim" "$status_wanted" "$@"
    contains "$claim: says so" "$work/err" "$text"
}

says "an unknown workload" 2 "nearest is 'right'" run rihgt
says "an unknown language" 2 "cobol" run --lang cobol
says "an unknown size" 2 "'huge'" run --size huge right
says "a size out of range" 2 "1 to 9" run --size 10 right
says "an unknown option" 2 "--blokcs" run --blokcs 3
says "an option without its value" 2 "needs a value" run --blocks
says "a number that is none" 2 "--blocks" run --blocks three
says "no block at all" 2 "--blocks" run --blocks 0
says "a mode that is none" 2 "--mode" run --mode slow
says "a format that is none" 2 "--format" run --format xml right
says "an energy source that is none" 2 "oracle" run --energy oracle right
says "a counter that is none" 2 "sneezes" run --events sneezes right
says "a CPU that is not there" 2 "CPU 1023" run --cpus 1023 right
says "a command that is none" 2 "no command 'rum'" "$polyjoule" rum
exits "no command" 2 "$polyjoule"

mkdir "$checkout/bench/typo"
sed 's/^unit:/units:/' "$checkout/bench/right/workload.yaml" >"$checkout/bench/typo/workload.yaml"
says "a wrong key" 2 "bench/typo/workload.yaml:4: " run right
rm -r "$checkout/bench/typo"
says "a wrong type" 2 "runner.yaml:" sh -c '
    cp -r "$1" "$2/wrong-type" && cd "$2/wrong-type" && sed -i "s/^title: .*/title: [x]/" \
    runners/sh/runner.yaml && exec "$3" run right' sh "$checkout" "$work" "$polyjoule"

same "bad input makes no campaign" "$(query "SELECT count(*) FROM campaign")" "$before"

# ---------------------------------------------------------------- databases

unchanged() { # CLAIM FILE CHECKSUM
    same "$1: the file is as it was" "$(sha256sum <"$2")" "$3"
}

cp "$POLYJOULE_DB" "$work/newer.db"
sqlite3 "$work/newer.db" "PRAGMA user_version = 999" >"$work/null"
sum=$(sha256sum <"$work/newer.db")
says "a newer database" 2 "newer" run --db "$work/newer.db" right
unchanged "a newer database" "$work/newer.db" "$sum"
says "a newer database, shown" 2 "newer" "$polyjoule" show --db "$work/newer.db"

echo "this is a text, and longer than a header of SQLite would be, which is a hundred bytes: \
so that nobody takes it for a database that was cut off" >"$work/text.db"
sum=$(sha256sum <"$work/text.db")
says "no database" 2 "not an SQLite database" run --db "$work/text.db" right
unchanged "no database" "$work/text.db" "$sum"

sqlite3 "$work/other.db" "CREATE TABLE recipes (name)"
sum=$(sha256sum <"$work/other.db")
says "another program's database" 2 "not one of polyjoule's" run --db "$work/other.db" right
unchanged "another program's database" "$work/other.db" "$sum"

says "a directory for a database" 6 "$work" run --db "$work" right
says "a database below a file" 6 "text.db" run --db "$work/text.db/p.db" right
says "no database to show" 2 "no results there" "$polyjoule" show --db "$work/none.db"

chmod 755 "$work"
if as_user test -x "$polyjoule"; then
    mkdir "$work/closed"
    cp "$POLYJOULE_DB" "$work/closed/fixed.db"
    chmod 444 "$work/closed/fixed.db"
    [ "$(id -u)" = 0 ] || chmod 555 "$work/closed"
    says "a database that may not be written" 6 "fixed.db" \
        as_user "$polyjoule" measure --db "$work/closed/fixed.db" -r 1 -- true
    says "a directory that may not be written" 6 "closed" \
        as_user "$polyjoule" measure --db "$work/closed/new.db" -r 1 -- true
    chmod 755 "$work/closed"
else
    skip "a database that may not be written: nobody may not run $polyjoule"
fi

# A disk that is full in the middle of a campaign: the limit is that of a file's size, 2 MiB.
full=$work/full.db
(
    trap '' XFSZ
    ulimit -f 4096
    exec "$polyjoule" measure --db "$full" -r 36000 -- true
) >"$work/out" 2>"$work/err" </dev/null
same "a full disk: the exit status" $? 6
contains "a full disk: says so" "$work/err" "full.db"
same "a full disk: the database is sound" "$(sqlite3 "$full" "PRAGMA integrity_check")" ok
kept=$(sqlite3 "$full" "SELECT count(*) FROM trial WHERE status = 'ok'")
check "a full disk: what was measured is kept ($kept trials)" test "$kept" -gt 100
waiting=no # unless it was the one trial that came too late to wait
[ -s "$full-trials" ] && waiting=yes
"$polyjoule" measure -q --db "$full" -r 1 -- true >"$work/out" 2>"$work/err"
now=$(sqlite3 "$full" "SELECT count(*) FROM trial JOIN plan ON plan.id = plan_id WHERE campaign_id = 1")
check "a full disk: what waits beside the database ($waiting) is taken in when there is room" \
    test \( $waiting = no -o "$now" -gt "$kept" \) -a "$now" -ge "$kept" -a ! -e "$full-trials"
finish
