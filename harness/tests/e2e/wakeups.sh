#!/bin/sh
# SPDX-License-Identifier: MIT
# While a program is measured neither the harness nor its launcher wakes up.
. "$(dirname "$0")/lib.sh"
needs python3
[ "$(id -u)" = 0 ] || skip_all "only root's strace may look into the launcher"

# Lines of strace -f -ttt: a system call of theirs that returns between the opening of the gate and
# the child's exit_group is a wake-up. The call that opens the gate is none.
cat >"$work/count.py" <<'END'
import re
import sys

wakeups, windows, child, span = [], 0, None, 0.0
for line in open(sys.argv[1]):
    pid, time, rest = line.rstrip("\n").split(None, 2)
    pid, time = int(pid), float(time)
    if child is None:
        if re.match(r'execve\(".*/sleep", ', rest):
            child, begun = pid, time
            windows += 1
    elif pid == child and rest.startswith("exit_group("):
        child, span = None, span + time - begun
    elif pid != child:
        entered = rest.endswith("<unfinished ...>") or rest.endswith("= ?")
        releases = "FUTEX_WAKE" in rest or "futex resumed" in rest and time - begun < 0.01
        if not entered and not releases:
            wakeups.append(line)
print(f"{windows} windows {len(wakeups)} wake-ups {span >= windows}")
sys.stderr.writelines(wakeups[:20])
END

trace() { # [OPTION...]
    strace -f -ttt -o "$work/trace" "$polyjoule" measure -r 3 -w 0 "$@" \
        >"$work/out" 2>"$work/err" </dev/null
}

traced() { # CLAIM [OPTION...]
    claim=$1
    shift
    trace "$@"
    same "$claim, by strace" "$(/usr/bin/python3 "$work/count.py" "$work/trace" 2>"$work/seen")" \
        "3 windows 0 wake-ups True"
    sed 's/^/          /' "$work/seen"
}

if ! command -v strace >/dev/null; then
    skip "by strace: strace is not there"
elif ! strace -o "$work/trace" true 2>"$work/err"; then
    skip "by strace: ptrace is not permitted here"
else
    traced "saving to a database" -- sleep 1
    traced "with the kernel's software events" --events software -- sleep 1
    traced "with a bar of progress" --progress bar -- sleep 1
    traced "with output kept" --output -- sleep 1
    echo "channel package 0 idle 10" >"$work/meter"
    traced "with an energy counter" --energy "simulated:$work/meter" -- sleep 1
    # What is asked to wake it must be seen to.
    trace --energy "simulated:$work/meter" --trace 100ms -- sleep 1
    check "a power trace each 100 ms does wake it" \
        test "$(/usr/bin/python3 "$work/count.py" "$work/trace" 2>"$work/seen" | cut -d' ' -f3)" -ge 27
fi

# The kernel's own count, which needs no permission.
switches() { # PID...
    for pid in "$@"; do
        grep _ctxt_switches "/proc/$pid/status"
    done
}

counted() { # CLAIM [OPTION...]
    claim=$1
    shift
    "$polyjoule" measure -r 1 -w 0 "$@" -- sleep 2 >"$work/out" 2>"$work/err" </dev/null &
    pid=$!
    sleep 0.7
    launcher=$(pgrep -P $pid)
    child=$(pgrep -P "$launcher")
    before=$(switches $pid "$launcher")
    sleep 1
    after=$(switches $pid "$launcher")
    same "$claim, by the kernel's count of switches" "$after" "$before"
    check "$claim, by the kernel: the child ran meanwhile" test "$(cat "/proc/$child/comm")" = sleep
    wait $pid
}

if command -v pgrep >/dev/null; then
    counted "by default"
    counted "with the kernel's software events" --events software
    counted "with a bar of progress" --progress bar
else
    skip "by the kernel's count: pgrep is not there"
fi
finish
