# SPDX-License-Identifier: MIT
"""Compares the joules in a database with the test bed's truth over the same windows.

    against_truth.py DATABASE TRUTH [--wrapped LABEL]

TRUTH is lines "# cpus N", "# power NAME@PLACE=IDLE+BUSY", then what truth_log wrote. A joule
agrees if it is within 0.5 % and one tick of energy, which is stored with it, of the truth between
the instants that it is for; one step of the counter is always within reach. Between two samples of the truth it is known to what the model can
have drawn in between. A line a channel of a trial: "ok CLAIM" or "FAILED CLAIM", or "LOST REASON"
where a trial has no joules, or none that say anything. In trials of the LABEL each 32-bit counter has to have wrapped.
"""
import bisect
import collections
import re
import sqlite3
import sys

DOMAINS = {"pkg": "package", "cores": "cores", "ram": "dram", "gpu": "uncore", "psys": "psys"}
STEP_NJ = {"dram": 1e9 / 2**16}  # of the counters, as the module is loaded
SHARE = 0.005
SLOWEST_NS = 60e6  # where a tick was later than this the guest stood still: nothing is learnt

Range = collections.namedtuple("Range", "low high")


class Truth:
    """What each (place, domain) drew, and what its counter showed, at some times."""

    def __init__(self, path):
        self.times, self.true, self.shown, self.watts = [], {}, {}, {}
        with open(path) as file:
            for line in file:
                self.take(line.split())
        places = len({place for place, _ in self.true})
        self.watts = {key: Range(idle, idle + busy * self.cpus / places)
                      for key, (idle, busy) in self.watts.items()}

    def take(self, words):
        if words[:2] == ["#", "cpus"]:
            self.cpus = int(words[2])
        elif words[:2] == ["#", "power"]:
            name, place, idle, busy = re.split("[@=+]", words[2])
            self.watts[int(place), DOMAINS[name]] = float(idle), float(busy)
        elif words[:2] == ["#", "monotonic_ns"]:
            self.times.append(int(words[2]))
        elif words[0] != "#":
            key = int(words[0]), DOMAINS[words[1]]
            self.true.setdefault(key, []).append(int(words[2]))
            self.shown.setdefault(key, []).append(int(words[3]))

    def at(self, key, t):
        """The energy at a time, and what the counter had shown shortly before."""
        i = bisect.bisect_left(self.times, t)
        if not 0 < i < len(self.times):
            raise SystemExit(f"FAILED the truth was not recorded at {t} ns")
        since, until = t - self.times[i - 1], self.times[i] - t
        before, after = self.true[key][i - 1], self.true[key][i]
        watts = self.watts[key]
        energy = Range(max(before + watts.low * since, after - watts.high * until),
                       min(before + watts.high * since, after - watts.low * until))
        return energy, self.shown[key][i - 1]


def judge(truth, key, gross_nj, error_nj, begin, end, wrapped):
    """The verdict, and in words what it is of."""
    first, first_shown = truth.at(key, begin)
    last, last_shown = truth.at(key, end)
    low, high = last.low - first.high, last.high - first.low
    want = (low + high) / 2
    step_nj = STEP_NJ.get(key[1], 1e9 / 2**14)
    slack = SHARE * want + max(error_nj, step_nj)
    good = low - slack <= gross_nj <= high + slack
    text = (f"{gross_nj / 1e9:.3f} J, truth {want / 1e9:.3f} J +- {(high - low) / 2 / want:.2%},"
            f" off by {gross_nj / want - 1:+.2%}, tick {error_nj / want:.2%}")
    if wrapped:
        turns = int(last_shown // (step_nj * 2**32) - first_shown // (step_nj * 2**32))
        good = good and turns == 1
        text += f", wrapped {turns} times"
    if error_nj > truth.watts[key].high * SLOWEST_NS + step_nj:
        return "LOST", f"a tick came too late: {text}"
    return "ok" if good else "FAILED", text


def main():
    database = sqlite3.connect(sys.argv[1])
    truth = Truth(sys.argv[2])
    label_wrapped = sys.argv[4] if sys.argv[3:4] == ["--wrapped"] else None
    places = database.execute(
        "SELECT DISTINCT package, die FROM certificate ORDER BY package, die").fetchall()
    rows = database.execute(
        """SELECT e.label, e.domain, e.package, e.die, e.source, e.resolver, e.gross_nj,
                  e.error_nj, t.edge_mono_ns, t.end_mono_ns
             FROM v_energy AS e JOIN trial AS t ON t.plan_id = e.trial
            WHERE e.kind = 'trial' AND e.status = 'ok'
            ORDER BY e.ordinal, e.channel""").fetchall()
    for label, domain, package, die, source, resolver, *figures in rows:
        key = places.index((package, die)), domain
        verdict, text = judge(truth, key, *figures, label == label_wrapped)
        print(verdict, f"{source} by {resolver}, {domain} {package}.{die} of '{label}': {text}")
    for label, reason in database.execute(
            "SELECT label, energy_reason FROM v_trial WHERE kind = 'trial' AND trial NOT IN"
            " (SELECT plan_id FROM reading)"):
        print(f"LOST no joules of '{label}': {reason}")


main()
