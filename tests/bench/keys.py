"""From a key to its answer on the screen: moving the selection, and moving a card."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path

from tests.bench import startup
from tests.bench.ground import Ground
from tests.bench.report import Figure, median, percentile, spread
from tests.bench.terminal import HEIGHT, Gone, Terminal

UP, DOWN, RIGHT, LEFT = b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D"
_PATH = [*[*[DOWN] * 6, RIGHT] * 3, *[DOWN] * 6, *[*[UP] * 6, LEFT] * 3, *[UP] * 6]


def path(steps: int) -> Iterator[bytes]:
    """Keys along columns and across them; every one changes the selection."""
    return islice(cycle(_PATH), steps)


def latency(terminal: Terminal, key: bytes, quiet: float = 0.15) -> float:
    """Milliseconds from a key to the picture that it ends in."""
    sent = terminal.send(key)
    shown = None
    while shown is None:
        terminal.settle(quiet)
        shown = terminal.shown()
        if time.perf_counter() - sent > 5:
            raise Gone(terminal.rows(slice(0, HEIGHT)))
    return (shown - sent) * 1000


def measure_steps(ground: Ground, steps: int) -> list[Figure]:
    """Moving the selection, in turns with the floor, which counts keys on one line."""
    chance = random.Random(1)
    subjects = {"floor": startup.floor(ground.env())}
    subjects |= {str(size): startup.board(ground.workspace(size)) for size in (100, 10_000)}
    values: dict[str, list[float]] = {name: [] for name in subjects}
    with ExitStack() as stack:
        sessions = {name: stack.enter_context(startup.start(subject)) for name, subject in subjects.items()}
        for name, terminal in sessions.items():
            terminal.wait_for(*subjects[name].words)
            terminal.settle(0.5)
            terminal.replay()
        for key in path(steps):
            for name, terminal in sessions.items():
                sent = terminal.send(b"x" if name == "floor" else key)
                terminal.settle(0.03)
                shown = terminal.shown(subjects[name].part)
                values[name] += [(shown - sent) * 1000] if shown is not None else []
                time.sleep(chance.uniform(0, 0.01))
    figures = []
    for size in ("100", "10000"):
        for percent, target in ((50, 6.0), (95, 12.0)):
            value, least = percentile(values[size], percent), percentile(values["floor"], percent)
            name = f"key to screen p{percent}, selection, {size} cards"
            figures.append(Figure(name, value, "ms", target, least, note=spread(values[size])))
    return figures


def measure_moves(ground: Ground, moves: int) -> list[Figure]:
    """A card to the next phase and back; when the screen shows it, the journal must have it."""
    figures = []
    for size in (100, 10_000):
        env = ground.workspace(size)
        board = Path(env["TAVLA_HOME"]) / "boards" / "prov" / "journal"
        subject = startup.board(env)
        found, durable = [], 0
        with startup.start(subject) as terminal:
            terminal.wait_for(*subject.words)
            terminal.settle(0.5)
            for _step in range(3):
                terminal.send(RIGHT)
                terminal.settle()
            terminal.replay()
            for key in islice(cycle((b">", b"<")), moves):
                before = _length(board)
                found.append(latency(terminal, key))
                durable += _length(board) > before
        name = f"key to screen p95, moving a card, {size} cards"
        first, *rest = found
        note = f"first {first:.0f}, then p50={median(rest):.1f} {spread(rest)}; {durable} of {moves} in the journal"
        figures.append(Figure(name, percentile(rest, 95), "ms", 40.0, note=note))
    return figures


def _length(journal: Path) -> int:
    return sum(file.stat().st_size for file in journal.rglob("*") if file.is_file())
