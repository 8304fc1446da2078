# SPDX-License-Identifier: MIT
# What the end-to-end scripts share. A script begins with
#
#   . "$(dirname "$0")/lib.sh"
#
# and ends with `finish`. It prints a line a claim, ok, FAILED or skipped, and exits 0, 1, or 77
# where nothing could be tried. scripts/test runs those that say so in a line
#
#   # binary: release sanitized
#
# once with each; a script without such a line gets the release binary.
# shellcheck shell=sh
set -u

root=$(cd "$(dirname "$0")/../../.." && pwd) || exit 1
polyjoule=${POLYJOULE:-$root/build/release/polyjoule}
testbed=$root/build/testbed
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
export POLYJOULE_DB="$work/polyjoule.db"
export POLYJOULE_CACHE="${POLYJOULE_CACHE:-$root/build/test-cache}"
passed=0
failed=0
skipped=0

ok() { # CLAIM
    passed=$((passed + 1))
    echo "ok      $*"
}

bad() { # CLAIM, and what is so instead
    failed=$((failed + 1))
    echo "FAILED  $*"
}

skip() { # CLAIM: REASON
    skipped=$((skipped + 1))
    echo "skipped $*"
}

finish() {
    echo "$passed ok, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ] || exit 1
    [ "$passed" -gt 0 ] || exit 77
    exit 0
}

# Nothing of this script can be tried here.
skip_all() { # REASON
    skip "$(basename "$0" .sh): $*"
    finish
}

needs() { # COMMAND...: skip the script where one is missing
    for command in "$@"; do
        command -v "$command" >/dev/null || skip_all "$command is not there"
    done
}

check() { # CLAIM COMMAND...: the command decides
    claim=$1
    shift
    if "$@"; then ok "$claim"; else bad "$claim"; fi
}

same() { # CLAIM GOT WANTED
    if [ "$2" = "$3" ]; then ok "$1"; else bad "$1: '$2', not '$3'"; fi
}

near() { # CLAIM GOT WANTED TOLERANCE
    if awk -v a="$2" -v b="$3" -v t="$4" 'BEGIN { exit !(a - b <= t && b - a <= t) }' &&
        [ -n "$2" ]; then
        ok "$1: $2 ($3 +- $4)"
    else
        bad "$1: $2, not $3 +- $4"
    fi
}

contains() { # CLAIM FILE FIXED-TEXT
    if grep -qF -e "$3" "$2"; then
        ok "$1"
    else
        bad "$1: '$3' is not in:"
        sed 's/^/          /' "$2"
    fi
}

lacks() { # CLAIM FILE FIXED-TEXT
    if grep -nF -e "$3" "$2" >"$work/found"; then
        bad "$1: '$3' is in line $(head -n 1 "$work/found")"
    else
        ok "$1"
    fi
}

# Run a command with its output in $work/out and $work/err; a wrong exit status shows both.
exits() { # CLAIM STATUS COMMAND...
    claim=$1
    wanted=$2
    shift 2
    status=0
    "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
    if [ "$status" -eq "$wanted" ]; then
        ok "$claim"
        return 0
    fi
    bad "$claim: exit status $status, not $wanted"
    tail -n 20 "$work/out" "$work/err" | sed 's/^/          /'
    return 1
}

# A Python expression over the JSON document in FILE, which is called `it`.
json() { # FILE EXPRESSION
    /usr/bin/python3 -c '
import json, sys
with open(sys.argv[1]) as file:
    it = json.load(file)
value = eval(sys.argv[2])
print(value if isinstance(value, str) else json.dumps(value))' "$1" "$2"
}

query() { # SQL: of the script's database
    sqlite3 "$POLYJOULE_DB" "$1"
}

# Run a command as an ordinary user: nobody, when this is root.
as_user() { # COMMAND...
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME=/nonexistent "$@"
    else
        "$@"
    fi
}

needs_testbed() {
    [ -e "$testbed/complete" ] || skip_all "the test bed is not there: scripts/setup --test"
}

# Run a command in the test bed, the program being /guest/polyjoule; see scripts/rapl-testbed.
guest() { # [OPTION...] -- COMMAND...
    "$root/scripts/rapl-testbed/run" --kernel-root "$testbed" --no-tools --files "$polyjoule" "$@"
}
