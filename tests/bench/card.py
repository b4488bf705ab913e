"""A card with much on it beside an empty one: how long it takes to open, and how soon it answers keys."""

from __future__ import annotations

import sys
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
SECTIONS = {"Orsaker": (DOWN,) * 8 + (UP,) * 8, "Åtgärder": (DOWN,) * 8 + (UP,) * 8}


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
        if _open(terminal)[1] != FULL:
            _press(terminal, ESCAPE)
            _press(terminal, DOWN)
            _press(terminal, UP)
            _open(terminal)
        found = {"the page": [latency(terminal, key, 0.05) for key in _steps(runs)]}
        for section, steps in SECTIONS.items():
            _go_into(terminal, section)
            found[section] = [latency(terminal, key, 0.05) for key in islice(cycle(steps), 2 * runs)]
            _press(terminal, ESCAPE)
    least, most = median(opened[EMPTY]), median(opened[FULL])
    figures = [
        Figure(
            "card: first picture, 2,000 readings on it", most, "ms", 1.3, least, True, spread(opened[FULL])
        )
    ]
    for where, values in found.items():
        figures.append(
            Figure(
                f"card: key to screen p95, {where}", percentile(values, 95), "ms", 12.0, note=spread(values)
            )
        )
    return figures


def _steps(runs: int) -> list[bytes]:
    return list(islice(cycle((DOWN,) * 6 + (UP,) * 6), 2 * runs))


def _press(terminal: Terminal, key: bytes) -> None:
    terminal.send(key)
    terminal.settle(0.15)
    terminal.replay()


def _open(terminal: Terminal) -> tuple[float, str]:
    """Milliseconds from enter to the first picture of the card's page, and which card it is."""
    sent = terminal.send(ENTER)
    terminal.settle(0.3)
    seen = terminal.replay()
    first = next((at for at, rows in seen if OPEN in rows), None)
    if first is None:
        raise Gone(terminal.rows())
    return (first - sent) * 1000, FULL if FULL in terminal.rows() else EMPTY


def _go_into(terminal: Terminal, section: str) -> None:
    """Step down to a section of the card and open it."""
    for _step in range(60):
        row = next((row for row in terminal.rows().split("\n") if row.startswith("▌")), "")
        if section in row:
            break
        _press(terminal, DOWN)
    _press(terminal, ENTER)
