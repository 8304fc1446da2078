#!/bin/sh
# SPDX-License-Identifier: MIT
# Counters that lie, each in the test bed: the certificate names it, no joule comes of it, healthy
# domains and time are measured all the same. Odd but healthy machines pass.
# again: a guest on a busy host stalls
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/energy.inc"

# --------------------------------------------------------------- counters that lie

# What doctor said there, and what show says here, without their line breaks.
read_screens() {
    tr -s ' \n' ' ' <"$result/doctor.txt" >"$work/doctor"
    "$polyjoule" show --db "$result/fault.db" | tr -s ' \n' ' ' >"$work/show"
}

# Boot with a fault; doctor, and two trials into /out/fault.db and /out/fault.json.
fault() { # NAME OPTION...
    name=$1
    shift
    in_guest "$name: doctor and measure go on" "$@" <<'END'
NO_COLOR=1 polyjoule doctor >/out/doctor.txt || true
polyjoule measure --json --db /out/fault.db -r 2 -w 0 -- sleep 0.4 >/out/fault.json
END
    read_screens
    same "$name: time was measured" \
        "$(ask fault "SELECT count(*) FROM v_trial WHERE kind = 'trial' AND status = 'ok' AND wall_ns > 4e8")" 2
}

# CHANNEL is a domain and its package, like cores0; WORDS are in the reason.
named() { # CHANNEL VERDICT WORDS
    domain=${1%?}
    package=${1#"$domain"}
    where="domain = '$domain' AND package = $package"
    same "$name: the certificate calls $1 $2" \
        "$(ask fault "SELECT verdict FROM certificate WHERE $where")" "$2"
    ask fault "SELECT reason FROM certificate WHERE $where" >"$work/reason"
    contains "$name: the reason of $1 has '$3'" "$work/reason" "$3"
    contains "$name: doctor names $1" "$work/doctor" "NO $domain $package $2"
    contains "$name: show names $1" "$work/show" "no joules of $domain $package: $2"
    same "$name: no reading of $1, no joule" \
        "$(ask fault "SELECT count(*) FROM reading JOIN certificate ON id = certificate_id WHERE $where")" 0
    same "$name: $1 is not in the JSON but as untrusted" \
        "$(json "$result/fault.json" "(
            [e for e in it['commands'][0]['energy'] if e['domain'] == '$domain' and e['package'] == $package],
            [u['verdict'] for u in it['energy']['untrusted'] if u['domain'] == '$domain' and u['package'] == $package])")" \
        "[[], [\"$2\"]]"
}

healthy() { # CHANNEL...: passes, and has its joules
    for channel in "$@"; do
        domain=${channel%?}
        package=${channel#"$domain"}
        same "$name: $channel has its joules" \
            "$(ask fault "SELECT verdict, (SELECT min(gross_nj) > 1e6 FROM v_energy WHERE certificate = id AND kind = 'trial')
                          FROM certificate WHERE domain = '$domain' AND package = $package")" "pass|1"
        same "$name: $channel has them in the JSON" \
            "$(json "$result/fault.json" "[len(e['nj']['values']) > 0 for e in it['commands'][0]['energy'] if e['domain'] == '$domain' and e['package'] == $package]")" \
            "[true]"
    done
}

no_energy() { # WORDS: the machine has no joules, and the reason has these words
    json "$result/fault.json" 'it["energy"]["source"] + ": " + it["energy"]["reason"]' >"$work/reason"
    contains "$name: no package energy: $1" "$work/reason" "$1"
}

power=pkg=10+15,cores=2+13,ram=3+1

fault "dead cores" --power $power --param dead=cores
named cores0 dead "did not move"
healthy package0 dram0

fault "duplicated package" --power $power --packages 2 --param duplicate=1
for domain in package cores dram; do named ${domain}1 duplicate "package 0"; done
healthy package0 cores0 dram0

fault "steps back, and dead dram" --power $power --param backward=pkg=8/700 --param dead=ram
named package0 backward "went back"
named dram0 dead "did not move"
no_energy "package 0 failed its certificate: backward"
healthy cores0

fault "wrong files" --cpu Skylake-Client --power $power,gpu=1 \
    --overlay-text $D/events/energy-pkg.unit=Volts \
    --overlay-text $D/events/energy-cores.scale=1e-9 --overlay-text $D/events/energy-gpu=event=0x09
named package0 unit "unit 'Volts' is not Joules"
named cores0 unit "scale '1e-9' is not one of RAPL's"
named uncore0 unit "config 0x9, which perf refuses"
no_energy "package 0 failed its certificate: unit"
healthy dram0

fault "coarse tick" --power $power --tick 500000
for domain in package cores dram; do named ${domain}0 stuck "moved"; done
no_energy "no counter passed its certificate: package 0: stuck"

fault "perf against powercap" --power $power --param perf_gain=1.1
for domain in package cores dram; do named ${domain}0 disagrees "powercap"; done
no_energy "no counter passed its certificate: package 0: disagrees"

# The counters stop before the certificate, then, thawed, in each trial.
name="frozen"
in_guest "$name: measure goes on" --power $power <<'END'
freeze=/sys/module/rapl_testbed/parameters/freeze_ms
echo 1 >$freeze
NO_COLOR=1 polyjoule doctor >/out/doctor.txt || true
polyjoule measure --json --db /out/fault.db -r 1 -w 0 -- sleep 0.4 >/out/fault.json
echo 0 >$freeze
printf 'echo 1 >%s; sleep 0.4\n' $freeze >freeze.sh
polyjoule measure --json --db /out/late.db -r 2 -w 0 --cmd 'sh freeze.sh' --cleanup "echo 0 >$freeze; sleep 0.3" \
    >/out/late.json
polyjoule measure --no-save -r 1 -w 0 --energy rapl-powercap --cmd 'sh freeze.sh' >/out/late.txt
END
read_screens
for domain in package cores dram; do named ${domain}0 dead "did not move"; done
no_energy "no counter passed its certificate: package 0: dead"
name="frozen at run time"
same "$name: the certificate was good" "$(ask late "SELECT DISTINCT verdict FROM certificate")" pass
same "$name: such a trial has no reading and says why" \
    "$(ask late "SELECT count(*), min(status = 'ok'), min(energy_reason LIKE 'package 0: the counter %not move%'),
            sum((SELECT count(*) FROM reading WHERE plan_id = trial))
          FROM v_trial WHERE kind = 'trial'")" "2|1|1|0"
json "$result/late.json" 'it["energy"]["source"] + ": " + it["energy"]["reason"]' >"$work/reason"
contains "$name: JSON has no joule, and the reason" "$work/reason" "absent: package 0: the counter "
tr -s ' \n' ' ' <"$result/late.txt" >"$work/said"
contains "$name: powercap's neither" "$work/said" "energy n/a: package 0: the counter"

# ------------------------------------------------------------------ odd but healthy

# Boot an odd machine: joules beside a record of the truth.
odd() { # NAME NOTE OPTION...: "" no note
    name=$1
    note=$2
    shift 2
    for try in 1 2 3 4; do
        in_guest "$name: measured" --files "$helpers/truth_log" "$@" <<END
$begin_truth
polyjoule measure --json --db /out/odd.db -r 2 -w 0 --cmd 'sleep 0.8' >/out/odd.json
$end_truth
END
        : >"$work/agreement"
        agreement odd
        grep -q '^LOST' "$work/agreement" || break
        echo "        try $try: $(grep '^LOST' "$work/agreement")"
    done
    sed -i "s/^ok /ok $name: /; s/^FAILED /FAILED $name: /" "$work/agreement"
    tell
    same "$name: every channel passes" \
        "$(ask odd "SELECT DISTINCT verdict IN ('pass', 'idle') FROM certificate")" 1
    if [ -n "$note" ]; then
        ask odd "SELECT notes FROM session" >"$work/notes"
        contains "$name: a note says so" "$work/notes" "$note"
    else
        same "$name: no note" "$(ask odd "SELECT notes IS NULL FROM session")" 1
    fi
}

channels() {
    ask odd "SELECT domain || package || '.' || die FROM certificate ORDER BY channel"
}

bare=Skylake-Server,-hypervisor
odd "one CPU per die" "" --cpu $bare --power pkg=10+15,ram=3+1 --cpus 4 --dies 2
same "both dies are read" "$(channels)" "package0.0 dram0.0 package0.1 dram0.1"

odd "one CPU per die in the mask, counters per package" "cpumask names 2 CPUs" --power pkg=10+15 \
    --cpu EPYC-Milan --cpus 4 --dies 2 --param per_package=1 --overlay-text $D/cpumask=0,2
same "the package is read once" "$(channels)" "package0.0"

odd "all CPUs in the mask" "cpumask names 4 CPUs" --cpu $bare --power pkg=10+15,ram=0.001 --cpus 4 \
    --packages 2 --overlay-text $D/cpumask=0-3
same "one CPU a package is read" "$(channels)" "package0.0 dram0.0 package1.0 dram1.0"
same "the machine has no hypervisor flag, and no note of one" \
    "$(ask odd "SELECT instr(notes, 'hypervisor') FROM session")" 0

odd "two packages alike" "Packages 0 and 1 drew the same power" --cpus 2 --packages 2 --power pkg=10
contains "and a hypervisor flag is noted" "$work/notes" "flag 'hypervisor'"
finish
