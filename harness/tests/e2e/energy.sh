#!/bin/sh
# SPDX-License-Identifier: MIT
# Joules against the test bed's truth: idle and busy, one and two packages, perf and powercap,
# across a wrap of the counters. What is there without privilege, and with a little. A campaign of
# programs built here.
# again: a guest on a busy host stalls
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/energy.inc"

# ---------------------------------------------------------------- the truth

cat >"$work/busy.sh" <<'END'
now() { read -r up _ </proc/uptime; now=${up%.*}${up#*.}; }
now
end=$((now + 200))
while [ "$now" -lt "$end" ]; do now; done
END

# Draws so much that a counter wraps that was 800 J before it when the guest started.
cat >"$work/surge.sh" <<'END'
power=/sys/kernel/debug/rapl_testbed/power
sleep 0.2
echo pkg=450,cores=450,ram=450 >$power
sleep 2
echo pkg=10+15,cores=2+13,ram=3+1 >$power
sleep 0.2
END

boot_against() { # FIRST SECOND OPTION...
    first=$1
    second=$2
    shift 2
    in_guest "joules by $first, then by $second, in a guest with $*" \
        --power pkg=10+15,cores=2+13,ram=3+1 --wrap-after 800 "$@" --files "$helpers/truth_log" \
        --files "$work/busy.sh" --files "$work/surge.sh" <<END
$begin_truth
measure() {
    ./polyjoule measure --db /out/\$1.db --energy \$1 -r 1 -w 0 --cmd 'sleep 2' --cmd 'sh busy.sh'
}
measure $first
measure $second
./polyjoule measure --db /out/$second.db --energy $second -r 1 -w 0 -- sh surge.sh
$end_truth
END
}

# Where the host is busy a tick of the guest may come so late that a trial has, rightly, no joules.
against() { # FIRST SECOND OPTION...
    for try in 1 2 3 4; do
        boot_against "$@" || return
        : >"$work/agreement"
        agreement "$1"
        agreement "$2" --wrapped 'sh surge.sh'
        grep -q '^LOST' "$work/agreement" || break
        echo "        try $try: $(grep '^LOST' "$work/agreement")"
    done
    tell
}

resolvers() { # DATABASE: of each channel
    ask "$1" "SELECT DISTINCT domain || package || ':' || source || ':' || resolver FROM certificate
              ORDER BY package, domain"
}

against rapl-perf rapl-powercap --cpus 2
same "perf's resolvers: libpfm4 where it knows the domain, sysfs for cores" "$(resolvers rapl-perf)" \
    "cores0:rapl-perf:sysfs dram0:rapl-perf:libpfm4 package0:rapl-perf:libpfm4"
same "powercap names its zones itself" "$(resolvers rapl-powercap)" \
    "cores0:rapl-powercap:powercap dram0:rapl-powercap:powercap package0:rapl-powercap:powercap"

against rapl-powercap rapl-perf --cpus 4 --packages 2
same "the same on two packages" "$(resolvers rapl-perf)" \
    "cores0:rapl-perf:sysfs dram0:rapl-perf:libpfm4 package0:rapl-perf:libpfm4 cores1:rapl-perf:sysfs dram1:rapl-perf:libpfm4 package1:rapl-perf:libpfm4"

# ------------------------------------------------------------- privilege

in_guest "users of little privilege" --power pkg=10+15,ram=3+1 --files "$helpers/give_perfmon" <<'END'
tester() { su -s /bin/sh tester -c "$*"; }
cat >who.sh <<'WHO'
{ id -u; grep '^Cap[IPE]' /proc/self/status; } >$1
WHO
tester './polyjoule measure --json --db /out/plain.db -r 1 -w 0 -- sleep 0.1' >/out/plain.json
tester './polyjoule doctor' >/out/doctor.txt || true
tester './polyjoule measure --energy rapl-powercap --no-save -- true' 2>/out/powercap.txt || echo $? >>/out/powercap.txt
cp polyjoule /dev/shm
./give_perfmon /dev/shm/polyjoule
tester '/dev/shm/polyjoule measure --db /out/capability.db -r 3 -w 0 -- sh who.sh /out/capability.who'
./polyjoule measure --user tester --db /out/user.db -r 3 -w 0 -- sh who.sh /out/user.who
SUDO_UID=1000 SUDO_GID=1000 ./polyjoule measure --db /out/sudo.db -r 3 -w 0 -- sh who.sh /out/sudo.who
./polyjoule measure --db /out/root.db -r 1 -w 0 -- sh who.sh /out/root.who
stat -c '%n %U' /out/*.db >/out/owners
END
mend="sudo setcap cap_perfmon+ep '/guest/polyjoule'"
same "an ordinary user gets no joule" \
    "$(json "$result/plain.json" 'it["energy"]["source"], it["commands"][0]["energy"]')" \
    '["absent", []]'
json "$result/plain.json" 'it["energy"]["reason"]' >"$work/reason"
contains "the reason is the kernel's setting" "$work/reason" "kernel.perf_event_paranoid is 2"
contains "and the one command that mends it is said" "$work/reason" "$mend"
same "nothing of energy is in the database but the reason" \
    "$(ask plain "SELECT (SELECT count(*) FROM reading), (SELECT count(*) FROM certificate),
        energy_source, instr(energy_reason, 'setcap') > 0 FROM session")" "0|0|absent|1"
same "time was measured" "$(ask plain "SELECT count(*) FROM v_trial WHERE wall_ns > 1e8 AND status = 'ok'")" 1
tr -s ' \n' ' ' <"$result/doctor.txt" >"$work/doctor"
contains "doctor says the command, too" "$work/doctor" "$mend"
contains "powercap is root's alone, and that is said" "$result/powercap.txt" "is for root alone"
same "asked for and refused is a failure" "$(tail -n 1 "$result/powercap.txt")" 6
for how in capability user sudo; do
    same "joules by $how" "$(ask $how "SELECT count(DISTINCT domain) FROM v_energy WHERE gross_nj > 0")" 2
    same "by $how: the measured program is the user's, without a capability" \
        "$(sort -u "$result/$how.who" | tr -d '\t' | paste -sd ' ')" \
        "1000 CapEff:0000000000000000 CapInh:0000000000000000 CapPrm:0000000000000000"
    same "by $how: so is the database" "$(grep "/$how.db" "$result/owners")" "/out/$how.db tester"
    same "by $how: the user is in it" "$(ask $how "SELECT uid FROM session")" 1000
done
same "root itself measures as root, and that is stored" \
    "$(ask root "SELECT uid FROM session") $(head -n 1 "$result/root.who")" "0 0"

# --------------------------------------------------------------- campaign

languages=
for tool in c:gcc go:go rust:rustc; do
    if command -v "${tool#*:}" >/dev/null; then languages="$languages,${tool%:*}"; fi
done
languages=$(echo "${languages#,}" | cut -d , -f 1,2)
needs gcc
mkdir -p "$work/cache" "$POLYJOULE_CACHE/compilers" # the compilers' own cache saves much time
ln -s "$POLYJOULE_CACHE/compilers" "$work/cache/compilers"
exits "portable programs are built here" 0 env POLYJOULE_CACHE="$work/cache" \
    "$polyjoule" build -C "$root" --flags portable --lang "$languages" n-body spectral-norm
in_guest "and run in a guest that has no compiler" --power pkg=10+15,cores=2+13,ram=3+1 \
    --files "$root/bench:/guest/tree/bench" --files "$root/runners:/guest/tree/runners" \
    --files "$work/cache/builds:/guest/cache/builds" \
    --files "$root/results/schema:/guest/tree/results/schema" <<END
export POLYJOULE_DB=/out/campaign.db POLYJOULE_CACHE=/guest/cache NO_COLOR=1
cd tree
polyjoule run --built --flags portable --lang $languages --size tiny --blocks 3 n-body spectral-norm >/out/run.txt
polyjoule show >/out/show.txt
END
cells=$((2 * $(echo "$languages" | tr , '\n' | wc -l)))
same "each trial is good" \
    "$(ask campaign "SELECT count(*) FROM v_trial WHERE kind = 'trial' AND status = 'ok'")" "$((3 * cells))"
same "each program has joules of three domains" \
    "$(ask campaign "SELECT count(DISTINCT cell || domain), min(gross_nj) > 0 FROM v_energy
                     WHERE kind = 'trial'")" "$((3 * cells))|1"
same "no compiler was there: its record came with the build" \
    "$(ask campaign "SELECT count(*) FROM cell WHERE build_id IS NOT NULL AND skipped IS NULL")" "$cells"
same "idle power was measured before and after" \
    "$(ask campaign "SELECT count(*) >= 2, min(power_w) > 9 FROM v_idle WHERE domain = 'package'")" "1|1"
same "net energy is less than gross, and there" \
    "$(ask campaign "SELECT count(net_nj) = count(*), max(net_nj < gross_nj), min(net_nj < gross_nj)
                     FROM v_energy WHERE kind = 'trial'")" "1|1|1"
contains "show has a column of energy" "$result/show.txt" "energy"
contains "and one of net energy" "$result/show.txt" "net"
same "with joules in it" "$(grep -cE '^ *(C|Go|Rust) .* m?J ' "$result/show.txt")" "$cells"
contains "and the ratio to C" "$result/show.txt" "energy to C"

if command -v gnuplot >/dev/null; then
    for figure in decomposition forest bars strip; do
        exits "$figure is drawn from that database" 0 "$polyjoule" plot $figure \
            --db "$result/campaign.db" -o "$work/$figure.svg"
        contains "$figure shows package energy" "$work/$figure.svg" "ackage energy"
        contains "$figure says where the joules come from" "$work/$figure.svg" "rapl-perf"
    done
else
    skip "charts: gnuplot is not there"
fi
finish
