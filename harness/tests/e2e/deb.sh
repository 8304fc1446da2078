#!/bin/sh
# SPDX-License-Identifier: MIT
# The Debian package: the same bytes from two directories, and no capabilities in it.
. "$(dirname "$0")/lib.sh"
needs cpack dpkg-deb dpkg-shlibdeps git

for directory in a another-name; do
    "$root/scripts/deb/build" "$work/$directory" >"$work/$directory.deb" 2>"$work/log" ||
        bad "scripts/deb/build: $(tail -n 3 "$work/log")"
done
first=$(cat "$work/a.deb")
if cmp "$first" "$(cat "$work/another-name.deb")"; then
    ok "two directories give the same bytes"
else
    bad "the packages of two directories differ"
fi
dpkg-deb -c "$first" >"$work/list"
for file in usr/bin/polyjoule usr/lib/udev/rules.d/60-polyjoule-rapl.rules usr/share/man/man1/polyjoule.1 \
    usr/lib/sysusers.d/polyjoule.conf usr/share/doc/polyjoule/copyright; do
    if grep -q " ./$file\$" "$work/list"; then ok "$file is packaged"; else bad "$file is missing"; fi
done
if dpkg-deb --ctrl-tarfile "$first" | tar -xO ./postinst | grep -q setcap; then
    bad "postinst gives capabilities"
else
    ok "nothing is given capabilities"
fi
if dpkg-deb -f "$first" Depends | grep -q libsqlite3-0; then ok "dependencies are computed"; else
    bad "Depends: $(dpkg-deb -f "$first" Depends)"
fi
finish
