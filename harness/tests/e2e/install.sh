#!/bin/sh
# SPDX-License-Identifier: MIT
# An installed program: its catalogue, man page and completions, without the checkout.
. "$(dirname "$0")/lib.sh"
needs cmake bash

unset POLYJOULE_DB POLYJOULE_CACHE
if cmake --install "$root/build/release" --prefix "$work/usr" >"$work/log" 2>&1; then
    ok "cmake --install fills a prefix"
else
    bad "cmake --install: $(tail -n 1 "$work/log")"
fi
program=$work/usr/bin/polyjoule
share=$work/usr/share
for file in man/man1/polyjoule.1 polyjoule/bench/empty/workload.yaml polyjoule/claims \
    polyjoule/runners/c/runner.yaml fish/vendor_completions.d/polyjoule.fish; do
    if [ -e "$share/$file" ]; then ok "$file is installed"; else bad "$file is missing"; fi
done

mkdir "$work/home" "$work/elsewhere"
as_user() { # ARGUMENT...: as a user whose home is empty, far from the checkout
    (cd "$work/elsewhere" && env -u XDG_DATA_HOME -u XDG_CACHE_HOME HOME="$work/home" "$program" "$@")
}
if as_user list empty --lang c >"$work/out" 2>&1 && grep -q empty "$work/out"; then
    ok "list finds the catalogue beside the program"
else
    bad "list: $(tail -n 2 "$work/out")"
fi
if as_user measure -r 2 -- true >"$work/out" 2>&1 &&
    [ -f "$work/home/.local/share/polyjoule/polyjoule.db" ]; then
    ok "measure -- true keeps its database in an empty home"
else
    bad "measure -- true: $(tail -n 2 "$work/out")"
fi
if as_user run empty --lang c --size tiny --blocks 2 >"$work/out" 2>&1 &&
    [ -d "$work/home/.cache/polyjoule" ]; then
    ok "run measures the installed catalogue, its builds in ~/.cache"
else
    bad "run: $(tail -n 2 "$work/out")"
fi

complete() { # WORD...: what bash offers for the last of them
    bash -c '. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _polyjoule; echo "${COMPREPLY[*]}"' \
        "$share/bash-completion/completions/polyjoule" polyjoule "$@"
}
[ "$(complete doc)" = doctor ] && ok "bash completes a command" || bad "bash: $(complete doc)"
[ "$(complete run --resu)" = --resume ] && ok "bash completes an option" ||
    bad "bash: $(complete run --resu)"
[ -z "$(complete measure -- --resu)" ] && ok "bash leaves a command's own options alone" ||
    bad "bash: $(complete measure -- --resu)"

if command -v man >/dev/null; then
    said=$(LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l "$share/man/man1/polyjoule.1" 2>&1 >/dev/null)
    [ -z "$said" ] && ok "man has no warning" || bad "man: $said"
else
    skip "man has no warning: man is not there"
fi
for shell in zsh fish; do
    file=$share/fish/vendor_completions.d/polyjoule.fish
    [ $shell = zsh ] && file=$share/zsh/vendor-completions/_polyjoule
    command -v $shell >/dev/null || { skip "$shell reads its completions: $shell is not there"; continue; }
    $shell -n "$file" && ok "$shell reads its completions" || bad "$shell: $file"
done
finish
