"""Sessions beside each other: another's change on screen, what an idle one costs, and what it takes of memory."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path

from tests.bench import startup
from tests.bench.ground import Ground
from tests.bench.keys import RIGHT
from tests.bench.report import Figure, median, percentile, spread
from tests.bench.startup import Subject
from tests.bench.terminal import Gone, Terminal, pump, settle

SIZES = (100, 10_000)
WITH_HINTS = 20.0
"""Milliseconds in which another's change is to be seen where inotify tells of it; 100 where it does not."""


def measure_shared(ground: Ground, changes: int) -> list[Figure]:
    """A card moved in one session, from the key there to the picture in another of the same board."""
    figures = []
    for size in SIZES:
        subject = startup.board(ground.workspace(size, "shared"))
        with startup.start(subject) as one, startup.start(subject) as other:
            for terminal in (one, other):
                terminal.wait_for(*subject.words)
                terminal.settle(0.5)
            for _step in range(3):
                one.send(RIGHT)
                settle([one, other])
            other.replay()
            found = [carried(one, other, key) for key in islice(cycle((b">", b"<")), changes)]
        name = f"another's change on screen p95, {size} cards"
        note = f"p50={median(found):.1f} {spread(found)}"
        figures.append(Figure(name, percentile(found, 95), "ms", WITH_HINTS, note=note))
    return figures


def carried(one: Terminal, other: Terminal, key: bytes) -> float:
    """Milliseconds from a key at one terminal to the picture that it makes at another."""
    sent = one.send(key)
    while True:
        settle([one, other], 0.4)
        shown = other.shown()
        if shown is not None:
            return (shown - sent) * 1000
        if time.perf_counter() - sent > 5:
            raise Gone(other.rows())


def measure_rest(ground: Ground, seconds: float) -> list[Figure]:
    """Sessions that nobody touches, all at once: shares of a core, then memory."""
    subjects = {"floor": startup.floor(ground.env())}
    subjects |= {str(size): startup.board(ground.workspace(size, "rest")) for size in (*SIZES, 1000)}
    with ExitStack() as stack:
        sessions = {name: _at_rest(stack, subject) for name, subject in subjects.items()}
        everyone = list(sessions.values())
        before = {name: cpu_ms(terminal.pid) for name, terminal in sessions.items()}
        begun = time.perf_counter()
        pump(everyone, seconds, lambda: False)
        passed = (time.perf_counter() - begun) * 1000
        idle = {name: (cpu_ms(sessions[name].pid) - before[name]) / passed * 100 for name in sessions}
        memory = {name: unshared(terminal.pid) for name, terminal in sessions.items()}
    least = idle["floor"]
    figures = [
        Figure(f"idle session, {size} cards", idle[str(size)], "% core", 0.3, least, note=f"{seconds:.0f} s")
        for size in SIZES
    ]
    few, many, floor = memory["100"], memory["10000"], memory["floor"]
    figures.append(Figure("memory of its own (USS), 100 cards", few / 1000, "kB", 1.6, floor / 1000, True))
    note = f"{(memory['1000'] - few) / 900_000:.2f} kB from 100 to 1,000; all at 10,000: {many / 1e6:.1f} MB"
    figures.append(Figure("memory for each further card", (many - few) / 9_900_000, "kB", 1.5, note=note))
    return figures


def _at_rest(stack: ExitStack, subject: Subject) -> Terminal:
    terminal = stack.enter_context(startup.start(subject))
    terminal.wait_for(*subject.words)
    terminal.settle(2.0)
    return terminal


def cpu_ms(pid: int) -> float:
    """What a process has used: utime and stime of its threads, in the scheduler's nanoseconds."""
    folder = Path("/proc", str(pid), "task")
    runs = [(folder / thread / "schedstat").read_text().split()[0] for thread in os.listdir(folder)]
    return sum(map(int, runs)) / 1e6


def unshared(pid: int) -> int:
    """Bytes that the process has for itself alone (USS)."""
    rollup = Path("/proc", str(pid), "smaps_rollup").read_text()
    rows = (line.split() for line in rollup.splitlines())
    return sum(int(row[1]) * 1024 for row in rows if row[0] in ("Private_Clean:", "Private_Dirty:"))
