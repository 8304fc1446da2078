#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds every implementation by hand, as runners/README.md says, and holds it to the protocol;
# what is the libraries' alone is tried once a language.
#
#   protocol.sh [WORKLOAD...]
#
# CC (default: gcc and clang), CXX (g++ and clang++), RUSTC, GO, PYTHON and NODE name the tools, SIZE (tiny) the size, FLAGS
# (native) the flag set. A tool that is absent is skipped, and said.
set -u

root=$(cd "$(dirname "$0")/../../.." && pwd) || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

compilers=${CC:-gcc clang}
cpp_compilers=${CXX:-g++ clang++}
rustc=${RUSTC:-rustc}
go=${GO:-go}
python=${PYTHON:-/usr/bin/python3}
node=${NODE:-node}
size=${SIZE:-tiny}
flags=${FLAGS:-native}
passed=0
failed=0
input=/dev/null # standard input of the programs
links=          # libraries beside the language's own

ok() {
    passed=$((passed + 1))
    echo "ok      $*"
}

bad() {
    failed=$((failed + 1))
    echo "FAILED  $*"
}

check() { # CLAIM COMMAND...: the command decides
    claim=$1
    shift
    if "$@"; then ok "$claim"; else bad "$claim"; fi
}

x86_64_level() {
    for level in 4:avx512vl 3:avx2 2:sse4_2; do
        if grep -qw "${level#*:}" /proc/cpuinfo; then
            echo "${level%:*}"
            return
        fi
    done
    echo 1
}

case $flags in
native)
    c_flags='-O3 -march=native -falign-functions=64 -ffp-contract=off'
    rust_flags='-C opt-level=3 -C target-cpu=native -C llvm-args=-align-all-functions=6'
    go_level=$(x86_64_level)
    ;;
portable)
    c_flags='-O2 -falign-functions=64 -ffp-contract=off'
    rust_flags='-C opt-level=3 -C llvm-args=-align-all-functions=6'
    go_level=1
    ;;
*)
    echo "protocol.sh: FLAGS is native or portable" >&2
    exit 2
    ;;
esac

tools() { # LANGUAGE
    case $1 in
    c) echo "$compilers" ;;
    cpp) echo "$cpp_compilers" ;;
    rust) echo "$rustc" ;;
    go) echo "$go" ;;
    python) echo "$python" ;;
    javascript) echo "$node" ;;
    esac
}

stage() { # LANGUAGE FILE...: into an empty $dir
    rm -rf "$dir"
    mkdir "$dir"
    case $1 in
    c) cp "$root"/runners/c/pj.c "$root"/runners/c/pj.h "$dir" ;;
    cpp) cp "$root"/runners/cpp/pj.hpp "$dir" ;;
    rust) cp "$root"/runners/rust/pj.rs "$dir" ;;
    go) cp "$root"/runners/go/pj.go "$root"/runners/go/go.mod "$dir" ;;
    python) cp "$root"/runners/python/pj.py "$dir" ;;
    javascript) cp "$root"/runners/javascript/pj.js "$dir" ;;
    *) return 1 ;;
    esac
    shift
    cp "$@" "$dir"
}

build_native() { # each native part of a Python program is a shared object
    for part in *_native.*; do
        # shellcheck disable=SC2086
        case $part in
        *.c)
            "${compilers%% *}" -std=c17 $c_flags -Wall -Wextra -Werror -shared -fPIC -o "${part%.c}.so" \
                "$part" -lm
            ;;
        *.rs)
            "$rustc" --edition 2021 --crate-type cdylib $rust_flags -D warnings -o "${part%.rs}.so" "$part"
            ;;
        esac || return 1
    done
}

missing() { # VARIANT FILE...: what a program needs beside its language, and is not there
    case $* in
    hybrid/numpy*) "$python" -E -s -c 'import numpy.version' 2>/dev/null || echo NumPy ;;
    *_native.c) command -v "${compilers%% *}" >/dev/null || echo "${compilers%% *}" ;;
    *_native.rs) command -v "$rustc" >/dev/null || echo "$rustc" ;;
    esac
}

build() { # LANGUAGE TOOL SOURCE; the flags are words
    cd "$dir" || return 1
    # shellcheck disable=SC2086
    case $1 in
    c) "$2" -std=c17 $c_flags -Wall -Wextra -Werror -o program "$3" pj.c -lm $links ;;
    cpp) "$2" -std=c++20 $c_flags -Wall -Wextra -Werror -static-libstdc++ -static-libgcc -o program "$3" ;;
    rust) "$2" --edition 2021 $rust_flags -D warnings -o program "$3" ;;
    go)
        env GO111MODULE=on GOENV=off GOFLAGS= GOWORK=off GOPROXY=off GOTOOLCHAIN=local \
            CGO_ENABLED=0 GOAMD64="v$go_level" GOCACHE="$work/go-build" GOPATH="$work/go" \
            "$2" build -trimpath -buildvcs=false -o program .
        ;;
    python) build_native && "$2" -E -s -m compileall -q --invalidation-mode unchecked-hash . ;;
    javascript) "$2" --check "$3" ;;
    esac
}

program() { # ARGUMENT...: what was built last, in a reduced environment, with a deadline
    case $language in
    python) set -- "$tool" -E -s "$dir/$(basename "$source")" "$@" ;;
    javascript) set -- "$tool" --single-threaded "$dir/$(basename "$source")" "$@" ;;
    *) set -- "$dir/program" "$@" ;;
    esac
    env -i PATH="$PATH" GOMAXPROCS=1 GOGC=100 ${control:+POLYJOULE_CONTROL="$control"} \
        timeout 600 "$@"
}

digest() { # FILE: "sha256 bytes"
    echo "$(sha256sum <"$1" | cut -d ' ' -f 1) $(wc -c <"$1" | tr -d ' ')"
}

exits() { # STATUS ARGUMENT...: with this status, one line on stderr and nothing on stdout
    status=$1
    shift
    program "$@" <"$input" 8<"$work/commands" >"$work/answer" 2>"$work/errors" 9>"$work/events"
    [ $? -eq "$status" ] && [ ! -s "$work/answer" ] && [ "$(wc -l <"$work/errors")" -eq 1 ]
}

answers() { # N DIGEST
    program "$1" <"$input" >"$work/answer" && [ "$(digest "$work/answer")" = "$2" ]
}

series() { # N DIGEST: commands come from descriptor 8, events go to 9
    printf gggq >"$work/commands"
    program "$1" <"$input" 8<"$work/commands" >"$work/answer" 9>"$work/events" &&
        [ "$(cat "$work/events")" = rddd ] && [ "$(digest "$work/answer")" = "$2" ]
}

refuses_bad_arguments() { # N
    exits 64 && exits 64 '' && exits 64 x && exits 64 -1 && exits 64 +1 && exits 64 ' 1' &&
        exits 64 1_0 && exits 64 1x && exits 64 1.0 && exits 64 99999999999999999999 &&
        exits 64 "$1" 0 && exits 64 "$1" 2147483647 && exits 64 "$1" -7 && exits 64 "$1" '' &&
        exits 64 "$1" 7 7
}

refuses_bad_control() { # N
    for control in 8 8, ,9 8,9,9 8,x -1,9 '8, 9' 8,99999999999; do
        exits 64 "$1" || return 1
    done
}

says_that_control_ended() { # N
    printf g >"$work/commands"
    exits 71 "$1" && [ "$(cat "$work/events")" = rd ] || return 1
    printf gx >"$work/commands"
    exits 71 "$1"
}

says_that_stdout_is_full() { # N
    program "$1" <"$input" >/dev/full 2>"$work/errors"
    [ $? -eq 74 ]
}

try() { # NAME N DIGEST: what is the program's own
    control=
    check "$1 answers" answers "$2" "$3"
    control=8,9
    check "$1 iterates" series "$2" "$3"
    control=
}

try_library() { # NAME: what is the same for all programs of a language
    control=
    : >"$work/commands"
    check "$1 refuses bad arguments" refuses_bad_arguments 1
    check "$1 says that stdout is full" says_that_stdout_is_full 1
    check "$1 refuses a bad control" refuses_bad_control 1
    control=8,9
    check "$1 says that the control ended" says_that_control_ended 1
    printf ggq >"$work/commands"
    check "$1 notices that answers differ" exits 70 1
    control=
}

each_tool() { # NAME THEN ARGUMENT...: stage and build $source with each tool, then call THEN
    name=$1
    then=$2
    shift 2
    for tool in $(tools "$language"); do
        if ! command -v "$tool" >/dev/null; then
            echo "skipped $name $tool: not there"
            continue
        fi
        dir=$work/staged
        # shellcheck disable=SC2086
        if stage "$language" "$source" $files &&
            (build "$language" "$tool" "$(basename "$source")"); then
            "$then" "$name $tool" "$@"
        else
            bad "$name $tool builds"
        fi
    done
}

implementations() { # WORKLOAD.YAML: "language variant source files..." a line
    sed -n 's/^ *- {language: \([a-z]*\), variant: \([^,]*\), source: \([^,}]*\)\(.*\)$/\1 \2 \3 \4/p' "$1" |
        sed 's/ [,}].*files: \[\([^]]*\)\].*/ \1/; s/ [,}].*//; s/,/ /g'
}

# What WORKLOAD.YAML reads at N into $input: the answer of another workload's C program.
make_input() { # WORKLOAD.YAML N
    input=/dev/null
    from=$(sed -n 's/^input: *\([a-z-]*\).*/\1/p' "$1")
    [ -n "$from" ] || return 0
    source=$(sed -n "s/^ *- {language: c, variant: plain, source: \(c\/[^,]*\),.*/\1/p" "$root/bench/$from/workload.yaml")
    source=$root/bench/$from/$source
    dir=$work/maker
    language=c
    stage c "$source" && (build c "${compilers%% *}" "$(basename "$source")") &&
        program "$2" </dev/null >"$work/input" && input=$work/input
}

try_workload() { # NAME
    yaml=$root/bench/$1/workload.yaml
    workload=$1
    expected=$(sed -n "s/^ *- {name: $size, n: \([0-9]*\), sha256: \([0-9a-f]*\), bytes: \([0-9]*\)}.*/\1 \2 \3/p" "$yaml")
    if [ -z "$expected" ]; then
        bad "$workload has a size $size"
        return
    fi
    implementations "$yaml" >"$work/implementations"
    check "$workload: each implementation is read" \
        [ "$(wc -l <"$work/implementations")" -eq "$(grep -c 'language:' "$yaml")" ]
    check "$workload: its input is made" make_input "$yaml" "${expected%% *}"
    while read -r language variant source rest <&3; do
        source=$root/bench/$workload/$source
        files=
        for file in $rest; do
            files="$files $root/bench/$workload/$file"
        done
        # shellcheck disable=SC2086
        lacks=$(missing $variant $files)
        if [ -n "$lacks" ]; then
            echo "skipped $workload $language $variant: $lacks is not there"
            continue
        fi
        # A program with build commands of its own is built by ours and linked with what it names.
        links=$(grep "language: $language, variant: $variant, .*build:" "$yaml" | grep -o -e '-l[a-z0-9-]*' |
            tr '\n' ' ')
        each_tool "$workload $language $variant" try "${expected%% *}" "${expected#* }"
    done 3<"$work/implementations"
    links=
}

# A program whose answers differ: the library has to notice.
write_fickle() { # LANGUAGE
    files=
    case $1 in
    c)
        source=$work/fickle.c
        cat >"$source" <<'END'
#include "pj.h"
static void *setup(const struct pj_input *in)
{
    int *turns = pj_alloc(1, sizeof(*turns));
    *turns = (int)in->n;
    return turns;
}
static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)in;
    pj_printf(out, "%d\n", ++*(int *)state);
}
int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.setup = setup, .run = run, .finish = free});
}
END
        ;;
    cpp)
        source=$work/fickle.cpp
        cat >"$source" <<'END'
#include "pj.hpp"
int main(int argc, char **argv)
{
    return pj::main(
        argc, argv, [](const pj::Input &in) { return in.n; },
        [](const pj::Input &, std::int64_t &turns, std::string &out) {
            out += std::to_string(++turns) + "\n";
        });
}
END
        ;;
    rust)
        source=$work/fickle.rs
        cat >"$source" <<'END'
mod pj;
use std::io::Write;
fn main() {
    pj::main(|input| input.n, |_, turns, out| {
        *turns += 1;
        writeln!(out, "{turns}").unwrap();
    });
}
END
        ;;
    go)
        source=$work/fickle.go
        cat >"$source" <<'END'
package main

import "fmt"

func main() {
	setup := func(in pjInput) *int64 { return &in.n }
	pjMain(setup, func(_ pjInput, turns *int64, out []byte) []byte {
		*turns++
		return fmt.Appendf(out, "%d\n", *turns)
	})
}
END
        ;;
    javascript)
        source=$work/fickle.js
        cat >"$source" <<'END'
const pj = require("./pj.js");
pj.main((n, seed, turns) => `${turns.push(n)}\n`, () => []);
END
        ;;
    python)
        source=$work/fickle.py
        cat >"$source" <<'END'
import pj


def run(n, seed, turns):
    turns.append(n)
    return f"{len(turns)}\n"


pj.main(run, lambda n, seed: [])
END
        ;;
    esac
}

generator_and_checksum() { # the vectors of runners/README.md, by the Python library
    "$python" -E -s -c '
import sys
sys.path.insert(0, sys.argv[1])
import pj
draws = pj.generator(42)
assert [next(draws) for _ in range(5)] == [2027382, 1226992407, 551494037, 961371815, 1404753842]
assert pj.check(pj.check(pj.check(0, 1), 2), 3) == 707724674' "$root/runners/python"
}

for language in c cpp rust go python javascript; do
    write_fickle $language
    each_tool "library $language" try_library
done
check "library python: generator and checksum" generator_and_checksum

if [ $# -eq 0 ]; then
    for yaml in "$root"/bench/*/workload.yaml; do
        set -- "$@" "$(basename "$(dirname "$yaml")")"
    done
fi
for workload in "$@"; do
    try_workload "$workload"
done

echo "$passed ok, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
