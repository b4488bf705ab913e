"""A card with much on it beside an empty one: how long it takes to open, and how soon it answers keys."""

from __future__ import annotations

import sys
import time
from itertools import cycle, islice

from tests.bench import startup
from tests.bench.full_card import EMPTY, FULL
from tests.bench.ground import TAVLA, Ground
from tests.bench.keys import DOWN, RIGHT, UP, latency
from tests.bench.report import Figure, median, percentile, spread
from tests.bench.terminal import BODY, Gone, Terminal

ENTER, ESCAPE = b"\r", b"\x1b"
OPEN = "Förslag ●"
"""Stands on a card's page and nowhere else."""
STEPS = (DOWN, UP)
SECTIONS = {"Orsaker": (DOWN,) * 8 + (UP,) * 8, "Åtgärder": (DOWN,) * 8 + (UP,) * 8}
ROUNDS = 3
PATIENCE = 5.0


def measure(ground: Ground, runs: int) -> list[Figure]:
    """Opening the two cards in turns, then the cursor on the full one and in its sections."""
    env = ground.env("full card")
    ground.run(sys.executable, "-m", "tests.bench.full_card", env=env)
    subject = startup.Subject(TAVLA, env, ("alla tangenter", "Planera"), DOWN, BODY)
    opened: dict[str, list[float]] = {EMPTY: [], FULL: []}
    with startup.start(subject) as terminal:
        terminal.wait_for(*subject.words)
        terminal.settle(0.5)
        _press(terminal, RIGHT)
        for run in range(2 * runs + 4):
            took, title = _open(terminal)
            if run >= 4:  # the first ones load what the page needs
                opened[title].append(took)
            _press(terminal, ESCAPE)
            _press(terminal, UP if run % 2 else DOWN)
        found: dict[str, list[float]] = {"the board": [], "the page": [], **{name: [] for name in SECTIONS}}
        for _round in range(ROUNDS):  # in turns, so that a busy machine slows all of them
            for where, values in found.items():
                _go_to(terminal, where)
                keys = islice(cycle(SECTIONS.get(where, STEPS)), 2 * runs // ROUNDS)
                values += [latency(terminal, key, 0.05) for key in keys]
    least, most = median(opened[EMPTY]), median(opened[FULL])
    name = "card: first picture, 2,000 readings on it"
    figures = [Figure(name, most, "ms", 1.3, least, True, spread(opened[FULL]))]
    on_board = percentile(found.pop("the board"), 95)
    for where, values in found.items():
        name = f"card: key to screen p95, {where}"
        figures.append(Figure(name, percentile(values, 95), "ms", 12.0, on_board, note=spread(values)))
    return figures


def _go_to(terminal: Terminal, where: str) -> None:
    """From anywhere to the board, the page of the full card or one of its sections."""
    for key in (ESCAPE, ESCAPE, UP, UP):
        _press(terminal, key)
    if where == "the board":
        return
    if _open(terminal)[1] != FULL:
        _press(terminal, ESCAPE)
        _press(terminal, DOWN)
        _open(terminal)
    if where in SECTIONS:
        _go_into(terminal, where)


def _press(terminal: Terminal, key: bytes) -> None:
    terminal.send(key)
    terminal.settle(0.15)
    terminal.replay()


def _open(terminal: Terminal) -> tuple[float, str]:
    """Milliseconds from enter to the first picture of the card's page, and which card it is."""
    sent = terminal.send(ENTER)
    first = None
    while first is None:
        terminal.settle(0.3)
        first = next((at for at, rows in terminal.replay() if OPEN in rows), None)
        if first is None and time.perf_counter() - sent > PATIENCE:
            raise Gone(terminal.rows())
    terminal.settle(0.3)
    terminal.replay()
    return (first - sent) * 1000, FULL if FULL in terminal.rows() else EMPTY


def _go_into(terminal: Terminal, section: str) -> None:
    """Step down to a section of the card and open it."""
    for _step in range(60):
        row = next((row for row in terminal.rows().split("\n") if row.startswith("▌")), "")
        if section in row:
            break
        _press(terminal, DOWN)
    _press(terminal, ENTER)
