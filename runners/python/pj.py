# SPDX-License-Identifier: MIT
"""The protocol of runners/README.md for Python: arguments, one run or a steady series, the answer."""

# Both are loaded before any program begins; every further module would be start-up time.
import os
import sys

# The names of sysexits.h.
USAGE = 64
NO_INPUT = 66
SOFTWARE = 70
CONTROL = 71
OUTPUT = 74

# Printing less at once costs more calls of the kernel.
BLOCK = 65536

steady = False

# The latencies asked for by POLYJOULE_LATENCY: where they go, and what keeps them.
latency_to = None
stall_tick = None  # POLYJOULE_STALL
stall_ns = 0
series = None

# What keep_input() read; parts are copies of it.
kept = None
kept_at = 0


def main(run, setup=None):
    """Everything but the workload.

    setup(n, seed) makes the input once; run(n, seed, state) is one whole iteration and
    returns the answer, bytes or str.
    """
    n, seed = parse_arguments(sys.argv[1:])
    global steady
    control = os.environ.get("POLYJOULE_CONTROL")
    if control is not None:
        control = parse_control(control)
        steady = True
    else:
        parse_latency()
    state = setup(n, seed) if setup else None
    if control is None:
        answer = run(n, seed, state)
    else:
        answer = iterate(control, run, n, seed, state)
    print_answer(answer)
    hand_over_series()


def flush(out):
    """For between parts of a long answer, a bytearray.

    In a single run a block or more of it is printed and is no longer in memory; in a steady
    series, where answers are compared, nothing happens.
    """
    if len(out) >= BLOCK and not steady:
        print_answer(out)
        out.clear()


def read_input():
    """All of standard input; a file in one piece."""
    pieces = []
    try:
        size = os.fstat(0).st_size + 1
        while piece := os.read(0, max(size, 65536)):
            pieces.append(piece)
    except OSError:
        fail(NO_INPUT, "cannot read the input")
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def keep_input():
    """For setup, where run takes the input by parts.

    In a steady series, which reads its input once, all of it is read and kept, and each
    iteration begins at its start.
    """
    global kept
    if steady:
        kept = memoryview(read_input())


def read_part(room):
    """For input that is taken by parts: the next bytes of it, as many as there is room for or fewer.

    ROOM is a writable memoryview of bytes. Returns their number, 0 at the end.
    """
    global kept_at
    if kept is None:
        try:
            return os.readv(0, (room,))
        except OSError:
            fail(NO_INPUT, "cannot read the input")
    length = min(len(room), len(kept) - kept_at)
    room[:length] = kept[kept_at:kept_at + length]
    kept_at += length
    return length


def generator(seed):
    """The generator G, minstd: 0 < seed < 2147483647."""
    while True:
        seed = seed * 48271 % 2147483647
        yield seed


def check(hash, value):
    """One step of the checksum CK, which begins at 0."""
    return (hash * 1000003 + value % 2147483647 + 1) % 2147483647


class Pace:
    """Open-loop service, for the class latency (runners/README.md, "Latencies").

    From now on a tick is due each PERIOD_NS, TICKS of them, and PER_TICK latencies are kept of
    each. Where the harness asked for no latencies nothing is waited for or kept.
    """

    __slots__ = ("words", "length", "period", "start", "due", "now", "sleep")

    def __init__(self, period_ns, ticks, per_tick):
        global series
        if latency_to is None:
            self.words = None
            return
        import time  # start-up time for those alone who need it

        self.now = time.monotonic_ns
        self.sleep = time.sleep
        # All of it is written once, so that no page of it is new while the service runs.
        series = memoryview(bytearray(b"\xff" * (8 * (2 + ticks * per_tick))))
        self.words = series.cast("Q")
        self.words[0] = period_ns
        self.words[1] = per_tick
        self.length = 2
        self.period = period_ns
        self.start = self.now()

    def wait(self, tick):
        """Sleep until TICK, from 0 on, is due; not at all where that is past."""
        if self.words is None:
            return
        self.due = due = self.start + tick * self.period
        if (left := due - self.now()) > 0:
            self.sleep(left / 1e9)
        if tick == stall_tick:
            self.sleep(stall_ns / 1e9)

    def served(self):
        """Something that was due at the tick awaited last is done: its latency is since then."""
        if self.words is None:
            return
        self.words[self.length] = self.now() - self.due
        self.length += 1


def parse_latency():
    global latency_to, stall_tick, stall_ns
    to = os.environ.get("POLYJOULE_LATENCY")
    if to is None:
        return
    latency_to = parse_decimal(to, 2147483647)
    if latency_to is None:
        fail(USAGE, "POLYJOULE_LATENCY is not a descriptor")
    stall = os.environ.get("POLYJOULE_STALL")
    if stall is None:
        return
    tick, _, length = stall.partition(",")
    stall_tick = parse_decimal(tick, 2147483647)
    length = parse_decimal(length, 2147483647)
    if stall_tick is None or length is None:
        fail(USAGE, "POLYJOULE_STALL is not a tick and milliseconds")
    stall_ns = length * 1000000


def hand_over_series():
    """In the machine's byte order, which is little-endian wherever the harness runs."""
    rest = series
    try:
        while rest:
            rest = rest[os.write(latency_to, rest):]
    except OSError:
        fail(OUTPUT, "cannot hand over the latencies")


def iterate(control, run, n, seed, state):
    """Return the first answer."""
    global kept_at
    first = None
    send(control, b"r")
    while (command := receive(control)) == b"g":
        kept_at = 0
        answer = run(n, seed, state)
        send(control, b"d")
        if first is None:
            first = answer
        elif answer != first:
            fail(SOFTWARE, "two iterations gave different answers")
    if command != b"q":
        fail(CONTROL, "POLYJOULE_CONTROL sent neither g nor q")
    return b"" if first is None else first


def print_answer(answer):
    rest = memoryview(answer.encode() if isinstance(answer, str) else answer)
    try:
        while rest:
            rest = rest[os.write(1, rest):]
    except OSError:
        fail(OUTPUT, "cannot write the answer")


def receive(control):
    try:
        command = os.read(control[0], 1)
    except OSError:
        command = b""
    if not command:
        fail(CONTROL, "POLYJOULE_CONTROL ended before q")
    return command


def send(control, event):
    try:
        os.write(control[1], event)
    except OSError:
        fail(CONTROL, "cannot write to POLYJOULE_CONTROL")


def parse_control(text):
    reading, _, writing = text.partition(",")
    control = parse_decimal(reading, 2147483647), parse_decimal(writing, 2147483647)
    if None in control:
        fail(USAGE, "POLYJOULE_CONTROL is not two descriptors")
    return control


def parse_arguments(arguments):
    n = parse_decimal(arguments[0], 2**63 - 1) if 1 <= len(arguments) <= 2 else None
    if n is None:
        fail(USAGE, "usage: program N [SEED]")
    seed = parse_decimal(arguments[1], 2147483646) if len(arguments) == 2 else 42
    if not seed:
        fail(USAGE, "SEED is a number from 1 to 2147483646")
    return n, seed


def parse_decimal(text, most):
    """Digits alone: int() would take signs, spaces and underscores."""
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        return None
    value = int(text)
    return value if value <= most else None


def fail(status, message):
    print(message, file=sys.stderr)
    sys.exit(status)
