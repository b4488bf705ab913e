"""200 boards of 500 cards: all of them on one page, without and with what is kept of them, and a search over all.

On a screen of its own, by keys: from A to the picture with every board in it, and from each letter of a search to the
cards that have it. The same at the command line, and what it takes of memory and of the disk.
"""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench.ground import TAVLA, Ground
from tests.bench.report import Figure, median, percentile, spread
from tests.bench.sessions import unshared
from tests.bench.startup import Subject, start
from tests.bench.terminal import BODY, Gone, Terminal

BOARDS, CARDS = 200, 500
SEED = """
import sys
from datetime import datetime
from board.model import BOARD_ID
from board.ports import Change, Draft
from storage.workspace import Workspace
from tests.samples import board_of
from tui.compose import Session, default_root
import os
session = Session(default_root(os.environ), env=os.environ)
session.workspace.create()
session.join()
boards, cards = map(int, sys.argv[1:])
for number in range(boards):
    store = session.workspace.create_board(f"tavla-{number:03}")
    store.commit("p", lambda _board: board_of(cards, seed=number))
    about = {"name": f"Enhet {number:03}", "area": f"Område {number % 8}"}
    store.commit("p", lambda _board: [Draft("set", (Change("board", BOARD_ID, about),))])
    store.checkpoint()
"""
TYPED = ("nycklar", "förrådet natt", "letar", "#helg", "överlämningen", "larm fas:planera")
PATIENCE = 30.0


def measure(ground: Ground, runs: int) -> list[Figure]:
    """Cold is without what is kept; the disk's own cache is warm in both."""
    env = ground.env("boards")
    ground.run(sys.executable, "-c", SEED, str(BOARDS), str(CARDS), env=env)
    subject = Subject((*TAVLA, "--board", "tavla-000"), env, ("alla tangenter", "Planera"), b"", BODY)
    cold, warm, letters, memory = [list[float]() for _ in range(4)]
    for _run in range(runs):
        forget(env)
        for times in (cold, warm):
            with start(subject) as terminal:
                terminal.wait_for(*subject.words)
                terminal.settle(0.5)
                terminal.replay()
                times.append(_until(terminal, b"A", _all_there))
                if times is warm:
                    letters += _search(terminal)
                    memory.append(unshared(terminal.pid) / 1e6)
    forget(env)
    commands = {
        "tavla overview, nothing kept": _command(ground, env, "overview"),
        "tavla overview": median([_command(ground, env, "overview") for _run in range(runs)]),
        "tavla search": median([_command(ground, env, "search", "nycklar", "natt") for _run in range(runs)]),
    }
    kept = sum(file.stat().st_size for file in _index(env).iterdir()) / 1e6
    what = f"{BOARDS} boards of {CARDS} cards"
    return [
        Figure(f"{what}: A, nothing kept", median(cold), "ms", 3000, note=spread(cold)),
        Figure(f"{what}: A", median(warm), "ms", 1000, note=spread(warm)),
        Figure("search over all, letter to screen p95", percentile(letters, 95), "ms", 200, note=spread(letters)),
        Figure("memory with all searched (USS)", median(memory), "MB", 160),
        *(Figure(name, value, "ms", 3500 if "kept" in name else 1000) for name, value in commands.items()),
        Figure("what is kept, on the disk", kept, "MB", 100),
    ]  # fmt: skip


def _index(env: Mapping[str, str]) -> Path:
    return next(Path(env["TAVLA_HOME"], "hosts").iterdir()) / "_index"


def forget(env: Mapping[str, str]) -> None:
    shutil.rmtree(_index(env), ignore_errors=True)


def _all_there(rows: str) -> bool:
    return f"{BOARDS} tavlor" in rows and "Läser" not in rows and "läses" not in rows


def _until(terminal: Terminal, keys: bytes, seen: Callable[[str], bool]) -> float:
    """Milliseconds from the keys to the first picture that is as wanted."""
    sent = terminal.send(keys)
    while time.perf_counter() - sent < PATIENCE:
        terminal.settle(0.15)
        for at, rows in terminal.replay():
            if seen(rows):
                return (at - sent) * 1000
    raise Gone(terminal.rows())


def _search(terminal: Terminal) -> list[float]:
    """From each letter, from the second on, to the count of cards that have what is typed."""
    _until(terminal, b"/", lambda rows: "Skriv några ord" in rows)
    taken = []
    for typed in TYPED:
        told = ""
        for at in range(1, len(typed) + 1):
            if at == 1 or typed[at - 1] in " :#" or typed[:at].endswith(("fas", "fa", " f")):
                terminal.send(typed[at - 1].encode())
                terminal.settle(0.4)
                terminal.replay()
                told = _count(terminal.rows())
                continue
            before = told
            try:
                took = _until_other(terminal, typed[at - 1].encode(), before)
            except Gone:
                continue  # the same cards as before
            taken.append(took)
            told = _count(terminal.rows())
        terminal.send(b"\x15\x7f" + b"\x7f" * len(typed))
        terminal.settle(0.4)
        terminal.replay()
    return taken


def _until_other(terminal: Terminal, key: bytes, before: str) -> float:
    sent = terminal.send(key)
    terminal.settle(0.35)
    for at, rows in terminal.replay():
        if _count(rows) != before:
            return (at - sent) * 1000
    raise Gone(terminal.rows())


def _count(rows: str) -> str:
    found = re.search(r"\d+ (?:av \d+ )?(?:kort|träffar)\b", rows)
    return found.group() if found else ""


def _command(ground: Ground, env: Mapping[str, str], *words: str) -> float:
    begun = time.perf_counter()
    ground.run(*TAVLA, *words, "--board", "tavla-000", env=dict(env))
    return (time.perf_counter() - begun) * 1000
