#!/bin/sh
# SPDX-License-Identifier: MIT
# A run that is killed or interrupted keeps what was measured and is resumed in the same plan.
. "$(dirname "$0")/lib.sh"
needs sqlite3 python3 cc pgrep
export POLYJOULE_CACHE="$work/cache"

# Each trial takes about a second: time enough to press a key in the middle of one.
run() {
    TMPDIR=$work exec "$polyjoule" run -C "$root" --size ref --lang c --blocks 3 --warmup 0 \
        --seed 1 fannkuch-redux "$@"
}

wait_for() { # SECONDS COMMAND...
    tries=$(($1 * 50))
    shift
    until "$@"; do
        [ $tries -gt 0 ] || return 1
        tries=$((tries - 1))
        sleep 0.02
    done
}

# What polyjoule starts has our TMPDIR, but not what this script starts.
none_left() {
    ! grep -sqz "^TMPDIR=$work\$" /proc/[0-9]*/environ
}

a_trial_runs() {
    pgrep -f "^$work/cache/builds/.*/program 11" >"$work/trial"
}

interrupt() { # SIGNAL TIMES: while a trial runs; the exit status in $status
    run >"$work/out" 2>"$work/err" &
    pid=$!
    wait_for 20 a_trial_runs || bad "no trial has begun"
    for _ in $(seq "$2"); do
        kill -s "$1" $pid
        sleep 0.1
    done
    status=0
    wait $pid || status=$?
}

state() {
    query "SELECT state || ' ' || state_reason FROM campaign"
}

trials() { # [WHERE]
    query "SELECT count(*) FROM trial WHERE ${1:-1}"
}

resumes() { # CLAIM
    (run --resume) >"$work/out" 2>"$work/err"
    same "$1: --resume ends it" "$? $(state)" "0 done complete"
    same "$1: one campaign, three trials" \
        "$(query "SELECT count(*) FROM campaign") $(trials "status = 'ok'") $(trials)" "1 3 3"
    check "$1: no process is left" wait_for 10 none_left
}

interrupt INT 1
same "Ctrl-C: the exit status" "$status" 130
same "Ctrl-C: the state" "$(state)" "stopped interrupted"
same "Ctrl-C: the trial under way is finished" "$(trials) $(trials "status = 'ok'")" "1 1"
contains "Ctrl-C: says how to go on" "$work/err" "--resume"
check "Ctrl-C: no process is left" wait_for 10 none_left
resumes "Ctrl-C"

rm -f "$POLYJOULE_DB"*
interrupt INT 2
same "Ctrl-C twice: the exit status" "$status" 130
same "Ctrl-C twice: the state" "$(state)" "stopped interrupted"
same "Ctrl-C twice: the trial under way is not kept" "$(trials)" 0
check "Ctrl-C twice: no process is left" wait_for 10 none_left
resumes "Ctrl-C twice"

rm -f "$POLYJOULE_DB"*
interrupt TERM 1
same "SIGTERM: as Ctrl-C" "$status $(state)" "130 stopped interrupted"
resumes "SIGTERM"

# The launcher killed instead: polyjoule itself goes on to say so.
rm -f "$POLYJOULE_DB"*
run >"$work/out" 2>"$work/err" &
pid=$!
wait_for 20 a_trial_runs || bad "no trial has begun"
kill -s KILL "$(pgrep -P $pid)"
status=0
wait $pid || status=$?
same "the launcher killed: the exit status" "$status" 6
contains "the launcher killed: says so" "$work/err" "the launcher has ended"
check "the launcher killed: no process is left" wait_for 10 none_left
resumes "the launcher killed"

# Commands so short that their trials wait in a file beside the database.
cat >"$work/count.c" <<'END'
#include <fcntl.h>
#include <unistd.h>
int main(int argc, char **argv)
{
    return argc < 2 || write(open(argv[1], O_WRONLY | O_CREAT | O_APPEND, 0666), "x", 1) != 1;
}
END
cc -o "$work/count" "$work/count.c"
waited=0
for i in 1 2 3 4 5 6 7 8; do
    rm -f "$POLYJOULE_DB"* "$work/counted"
    "$polyjoule" measure -q -r 3000 -- "$work/count" "$work/counted" >"$work/out" 2>&1 &
    pid=$!
    sleep "0.3$i"
    kill -s KILL $pid
    wait $pid || true
    check "measure killed: no process is left" wait_for 10 none_left
    [ -f "$POLYJOULE_DB-trials" ] && waited=$((waited + 1))
    "$polyjoule" measure -q -r 1 -- true >"$work/out" 2>&1
    ran=$(wc -c <"$work/counted")
    stored=$(query "SELECT count(*) FROM trial JOIN plan ON plan.id = plan_id WHERE campaign_id = 1")
    check "measure killed: of $ran runs $stored are there, all but one" \
        test "$stored" -gt 10 -a $((ran - stored)) -ge 0 -a $((ran - stored)) -le 1
    check "measure killed: nothing is left beside the database" \
        test ! -e "$POLYJOULE_DB-trials"
done
check "measure killed: trials did wait" test "$waited" -ge 4

check "20 kills" "$root/scripts/kill-test" 20
finish
