#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A year of daily campaigns that never were, as SQL for an empty database: SIMULATED values.

    year.py FIRST LAST        the days FIRST to LAST - 1 of 0 to 364; day 0 is 2026-01-01

n-body/c shifts before the days 80, 160 and 240, n-body/rust gets slower little by little, n-body/go
stays as it is. On day 120 the microcode is another one, on day 160 the compiler, on day 300 the
machine, on which all is faster. Campaign N is that of day N - 1.
"""
import random
import sys

DAY_NS = 86_400_000_000_000
BEGIN_NS = 1_767_225_600_000_000_000  # 2026-01-01T00:00:00Z
BLOCKS = 8
SHIFTS = ((80, 1.04), (160, 0.95), (240, 1.03))
DRIFT = 0.05  # over the 300 days of the first machine
CELLS = ("c", "rust", "go")
BASE_NS = {"c": 50e6, "rust": 52e6, "go": 70e6}


def level(language, day):
    """What the program takes on that day, of what it takes on the first."""
    value = 0.6 if day >= 300 else 1.0
    if language == "c":
        for at, ratio in SHIFTS:
            value *= ratio if day >= at else 1
    if language == "rust":
        value *= 1 + DRIFT * min(day, 300) / 300
    return value


def insert(table, columns, rows):
    print(f"INSERT INTO {table} ({columns}) VALUES")
    print(",\n".join("(" + ", ".join(map(str, row)) + ")" for row in rows) + ";")


def blob(number):
    return f"x'{number:064x}'"


def host_of(day):
    return 3 if day >= 300 else 2 if day >= 120 else 1


def toolchain_of(language, day):
    return {"c": 1 if day < 160 else 2, "rust": 3, "go": 4}[language]


def common():
    insert("machine", "id, digest, cpu_model, packages, cores, threads, memory_bytes, hypervisor", (
        (1, blob(0xA1), "'Invented CPU 1'", 1, 4, 8, 16 << 30, "NULL"),
        (2, blob(0xA2), "'Invented CPU 2'", 1, 8, 16, 32 << 30, "NULL")))
    insert("host_state", "id, digest, machine_id, kernel, os, microcode, governor, turbo", (
        (1, blob(0xB1), 1, "'6.1.0'", "'Debian 12'", "'0x10'", "'performance'", 0),
        (2, blob(0xB2), 1, "'6.1.0'", "'Debian 12'", "'0x11'", "'performance'", 0),
        (3, blob(0xB3), 2, "'6.1.0'", "'Debian 12'", "'0x70'", "'performance'", 0)))
    insert("toolchain", "id, digest, language, name, version, path", (
        (1, blob(0xC1), "'c'", "'gcc'", "'gcc (Debian) 12.2.0'", "'gcc'"),
        (2, blob(0xC2), "'c'", "'gcc'", "'gcc (Debian) 13.1.0'", "'gcc'"),
        (3, blob(0xC3), "'rust'", "'rustc'", "'rustc 1.95.0'", "'rustc'"),
        (4, blob(0xC4), "'go'", "'go'", "'go version go1.26.1'", "'go'")))


def campaign(day):
    number, created = day + 1, BEGIN_NS + day * DAY_NS
    insert("campaign", "id, uuid, kind, selection, mode, seed, tool_version, created_unix_ns, state, state_unix_ns", (
        (number, f"'year-{day:03d}'", "'run'", "'{}'", "'process'", day, "'0.1.0'", created, "'done'", created),))
    insert("session", "id, campaign_id, host_state_id, started_unix_ns, uid, energy_source, energy_reason, "
           "rss_floor_bytes", ((number, number, host_of(day), created, 1000, "'absent'", "'invented'", 0),))
    insert("cell", "id, campaign_id, ordinal, label, workload, language, variant, flags, size, n, threads, "
           "toolchain_id, deadline_ns", (
               (number * 10 + c, number, c, f"'n-body/{language}'", "'n-body'", f"'{language}'", "'plain'",
                "'native'", "'ref'", 1000, 1, toolchain_of(language, day), 60_000_000_000)
               for c, language in enumerate(CELLS)))


def trials(day):
    number, plans, rows = day + 1, [], []
    dice = random.Random(20260000 + day)
    today = {language: BASE_NS[language] * level(language, day) * (1 + 0.006 * dice.gauss(0, 1))
             for language in CELLS}
    now = 0
    for block in range(1, BLOCKS + 1):
        for c, language in enumerate(CELLS):
            place = len(plans) + 1
            wall = round(today[language] * (1 + 0.004 * dice.gauss(0, 1)))
            plans.append((number * 1000 + place, number, place, block, "'trial'", number * 10 + c))
            rows.append((number * 1000 + place, number, BEGIN_NS + day * DAY_NS + now, now, now + wall, "'ok'",
                         round(0.97 * wall), round(0.01 * wall), 2097152, 0, 0))
            now += wall + 1_000_000
    insert("plan", "id, campaign_id, ordinal, block, kind, cell_id", plans)
    insert("trial", "plan_id, session_id, started_unix_ns, start_mono_ns, end_mono_ns, status, user_ns, "
           "system_ns, max_rss_bytes, other_cpu_ns, steal_ns", rows)


first, last = (int(word) for word in sys.argv[1:])
common()
for today in range(first, last):
    campaign(today)
    trials(today)
