#!/bin/sh
# SPDX-License-Identifier: MIT
# doctor --fix, --restore and scripts/quiet on an invented machine: however it ends, every setting is what it was, to the byte.
# binary: release sanitized
. "$(dirname "$0")/lib.sh"
needs setsid mkfifo

export POLYJOULE="$polyjoule" QUIET_SYSROOT="$work/machine"
cpu=$QUIET_SYSROOT/sys/devices/system/cpu
mkdir -p "$cpu/intel_pstate" "$QUIET_SYSROOT/proc/sys/kernel/random" "$QUIET_SYSROOT/run"
for i in 0 1 2 11; do
    mkdir -p "$cpu/cpu$i/cpufreq"
    echo powersave >"$cpu/cpu$i/cpufreq/scaling_governor"
    echo balance_performance >"$cpu/cpu$i/cpufreq/energy_performance_preference"
done
echo schedutil >"$cpu/cpu2/cpufreq/scaling_governor"
echo 0 >"$cpu/intel_pstate/no_turbo"
echo 1 >"$QUIET_SYSROOT/proc/sys/kernel/nmi_watchdog"
echo 2 >"$QUIET_SYSROOT/proc/sys/kernel/perf_event_paranoid"
echo 0-2,11 >"$cpu/online"
cat /proc/stat >"$QUIET_SYSROOT/proc/stat"
cat /proc/cpuinfo >"$QUIET_SYSROOT/proc/cpuinfo"
cat /proc/meminfo >"$QUIET_SYSROOT/proc/meminfo"
cat /proc/sys/kernel/random/boot_id >"$QUIET_SYSROOT/proc/sys/kernel/random/boot_id"
state() {
    (cd "$QUIET_SYSROOT" && find sys proc -type f | sort | xargs tail -n +1)
}
state >"$work/before"
as_before() { # CLAIM
    state >"$work/now"
    check "$1" cmp "$work/before" "$work/now"
}
governor() { cat "$cpu/cpu0/cpufreq/scaling_governor"; }
doctor() { "$polyjoule" doctor --sysroot "$QUIET_SYSROOT" "$@"; }
# The watcher works on after the script: it is waited for, some seconds at most.
settled() {
    for _ in $(seq 100); do
        [ -e "$QUIET_SYSROOT/run/polyjoule/quiet" ] || return 0
        sleep 0.1
    done
}

exits "what would be set is told" 0 doctor --fix --dry-run
contains "and that nothing was" "$work/out" "Nothing was set"
as_before "nothing is"
exits "the machine is quieted" 0 doctor --fix --json
same "every setting is told" "$(json "$work/out" '[[r["setting"], r["files"], r["was"], r["is"]] for r in it["rows"]]')" \
    '[["preference", 4, "balance_performance", "performance"], ["governor", 2, "powersave", "performance"], ["governor", 1, "schedutil", "performance"], ["governor", 1, "powersave", "performance"], ["boost", 1, "0", "1"], ["watchdog", 1, "1", "0"]]'
same "and set" "$(cat "$cpu"/cpu*/cpufreq/scaling_governor "$cpu/intel_pstate/no_turbo" | sort -u | xargs)" "1 performance"
exits "once more" 0 doctor --fix
contains "there is nothing to set" "$work/out" "Nothing to set"
exits "all is put back" 0 doctor --restore
as_before "as it was"
exits "once more, too" 0 doctor --restore
contains "there is nothing to put back" "$work/out" "Nothing to put back"
exits "only one of them" 0 doctor --fix --settings boost
same "the governor is left" "$(governor)" powersave
contains "it is on record" "$QUIET_SYSROOT/run/polyjoule/quiet" "intel_pstate/no_turbo	0	1"
exits "then the rest" 0 doctor --fix
exits "all of it is put back" 0 doctor --restore
as_before "as it was found first"
exits "what there is not" 2 doctor --fix --settings turbo
contains "is told, with what there is" "$work/err" "no setting 'turbo': expected governor, preference"
exits "both at once" 2 doctor --fix --restore

# ----------------------------------------------------------------- for a command
quiet=$root/scripts/quiet
# shellcheck disable=SC2016
exits "a command finds a quiet machine" 3 "$quiet" sh -c 'cat "$0"; exit 3' "$cpu/cpu0/cpufreq/scaling_governor"
same "for as long as it takes, and its status is passed on" "$(cat "$work/out")" performance
as_before "then it is as it was"
same "it has its standard input" "$(echo words | "$quiet" cat 2>/dev/null)" words
exits "a command that is not there" 127 "$quiet" no-such-command
as_before "leaves nothing behind"
"$quiet" sh -c 'sleep 20 3>&- & echo left' >"$work/left" 2>/dev/null
as_before "nor one that leaves a process behind"

begin() { # COMMAND...: in the background, until the machine is quiet
    "$quiet" "$@" >/dev/null 2>&1 &
    pid=$!
    for _ in $(seq 100); do
        [ "$(governor)" = performance ] && return 0
        sleep 0.1
    done
    bad "the machine became quiet"
}
begin sleep 0.5
kill -TERM $pid
wait $pid
as_before "terminated, it puts everything back"
begin sleep 1
kill -KILL $pid
wait $pid 2>/dev/null
same "killed, it stays quiet while the command runs" "$(governor)" performance
settled
as_before "and then the watcher puts everything back"
begin sleep 1
pkill -KILL -f "watcher .*/pipe $polyjoule --sysroot=$QUIET_SYSROOT" || bad "there is a watcher to be killed"
kill -KILL $pid
wait $pid 2>/dev/null
sleep 1.2
same "with the watcher killed too, it stays so" "$(governor)" performance
doctor >"$work/out" 2>&1
contains "doctor says so" "$work/out" "-> sudo polyjoule doctor --restore"
exits "what was found is still known" 0 doctor --restore
as_before "and put back"

# ------------------------------------------------------------------- what may not be
if [ "$(id -u)" = 0 ]; then
    chmod -R a+rX "$work"
    exits "who may not" 2 as_user "$polyjoule" doctor --fix --sysroot "$QUIET_SYSROOT"
    contains "is told who may" "$work/err" "nothing is changed: sudo polyjoule doctor --fix"
    as_before "and nothing is changed"
else
    skip "who may not is told who may: this is not root"
fi
exits "the machine is quieted again" 0 doctor --fix
echo boot-of-before >"$QUIET_SYSROOT/proc/sys/kernel/random/boot_id"
exits "a record of before a restart" 0 doctor --restore
contains "is none" "$work/out" "Nothing to put back"
echo nonsense >"$QUIET_SYSROOT/run/polyjoule/quiet"
exits "a record that is none" 2 doctor --restore
contains "is named with its line" "$work/err" "/run/polyjoule/quiet:1: this is no record of polyjoule's"
finish
