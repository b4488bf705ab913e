"""The wall for weeks, in minutes: others change the board all the time and its views take turns much faster.

The screen is a real one on a pseudo-terminal, in a process of its own, whose memory is read from the outside.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from board.commands import edit
from board.method import acts
from tests.bench.report import Figure
from tests.bench.terminal import Terminal
from tests.tui.seat import Clock, put, session_at, small_board
from tui.compose import Session, system_clock

CARDS = 150
READINGS = 30
INDICATORS = 4
FIRST = 100
"""Changes and turns before the first look at the memory."""
TURN_SECONDS = 0.05
PATIENCE = 120.0

CHILD = """
import sys
from tests.soak.wall import show
show(sys.argv[1], sys.argv[2])
"""


def show(root: str, turns: str) -> None:
    """The wall, in the child: each view stands a twentieth of a second, and how many there were is written down."""
    from tui.cli.screen import on_screen
    from tui.pages import wall

    wall.TICK_SECONDS = TURN_SECONDS
    made = 0
    turn = wall.WallPage.turn

    def counted(page: wall.WallPage) -> None:
        nonlocal made
        made += 1
        turn(page)
        with open(turns, "w", encoding="ascii") as file:
            file.write(str(made))

    wall.WallPage.tick = counted  # type: ignore[method-assign, assignment]
    on_screen(Session(root, env=os.environ, clock=system_clock, board="oster"), wall=True)


def run(folder: Path, count: int) -> list[Figure]:
    """`count` changes by somebody else, and at least a tenth as many turns of the wall."""
    root = small_board(
        folder / "w", *(put(f"Kort {n}", ("plan", "do", "check")[n % 3]) for n in range(CARDS))
    )
    other = session_at(root, Clock(), person="bo", board="oster")
    cards = sorted(other.store().snapshot.table("cards"))
    for card in cards[:INDICATORS]:
        indicator = other.do(acts.add("indicator", card, {"text": f"Mått {card[-3:]}"})).events[0].id
        first = date(2026, 10, 1)
        rows = [(first + timedelta(days=n), str(n % 7), None) for n in range(READINGS)]
        other.do(acts.record(card, indicator, rows))
    turns = folder / "turns"
    home = folder / "home"
    home.mkdir(exist_ok=True)
    env = {**os.environ, "HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8", "LOGNAME": "vagg"}
    argv = [sys.executable, "-c", CHILD, str(root), str(turns)]
    with Terminal(argv, env, str(Path(__file__).parents[2])) as screen:
        return _watched(screen, other, cards, turns, count)


def _watched(screen: Terminal, other: Session, cards: list[str], turns: Path, count: int) -> list[Figure]:
    chance = random.Random(1)
    _until(screen, lambda: _number(turns) >= FIRST)
    first = 0
    begun = time.perf_counter()
    for n in range(count):
        other.do(edit(chance.choice(cards), {"title": f"Ändrat {n} av någon annan"}))
        _drain(screen)
        if n == FIRST:
            _until(screen, lambda: _number(turns) >= 2 * FIRST)
            first = _memory(screen.pid)
    other.do(edit(cards[-1], {"title": "Det allra sista"}))
    _until(screen, lambda: _number(turns) >= max(count // 10, 3 * FIRST))
    seen = _sees(screen, "Det allra sista")
    last = _memory(screen.pid)
    seconds = time.perf_counter() - begun
    growth = 100 * (last - first) / first
    note = f"{first // 1024} MiB, then {last // 1024} MiB"
    return [
        Figure("growth of memory after the first hundred", growth, "%", 5, note=note),
        Figure("turns that were lacking", max(count // 10 - _number(turns), 0), "turns", 0),
        Figure("changes that the wall had not seen at the end", 0 if seen else 1, "lines", 0),
        Figure("time for the changes and turns", seconds, "s", 3600, note=f"{_number(turns)} turns"),
    ]


def _sees(screen: Terminal, words: str) -> bool:
    """Whether words come up while every view has its turn."""
    screen.raw.clear()
    end = time.perf_counter() + 20
    while time.perf_counter() < end:
        _drain(screen, 0.2)
        if words.encode() in screen.raw:
            return True
    return False


def _drain(screen: Terminal, seconds: float = 0.0) -> None:
    """Take what has been drawn, and keep none of it."""
    import select

    while select.select([screen.fd], [], [], seconds)[0]:
        screen.take()
        seconds = 0.0
    screen._pieces.clear()
    if len(screen.raw) > 1_000_000:
        screen.raw.clear()


def _until(screen: Terminal, so: Callable[[], bool]) -> None:
    end = time.perf_counter() + PATIENCE
    while not so():
        assert time.perf_counter() < end, screen.raw[-2000:].decode("utf-8", "replace")
        _drain(screen, 0.05)


def _number(file: Path) -> int:
    try:
        return int(file.read_text("ascii") or 0)
    except (OSError, ValueError):
        return 0


def _memory(pid: int) -> int:
    """KiB that a process holds."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(next(row.split()[1] for row in status.splitlines() if row.startswith("VmRSS")))
