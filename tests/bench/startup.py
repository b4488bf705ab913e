"""From the start of the process to the first whole board, and to the answer to a first key."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import NamedTuple

from tests.bench.ground import FLOOR, ROOT, TAVLA, Ground
from tests.bench.report import Figure, median, spread
from tests.bench.terminal import BODY, HEIGHT, Terminal

DOWN = b"\x1b[B"
LOADED = ("alla tangenter", "↓ ")
"""Words in the last lines of a board that is all there; the times are told from the whole picture, not from these."""


class Subject(NamedTuple):
    """A program that is started, and how one sees that it can take a key."""

    argv: tuple[str, ...]
    env: Mapping[str, str]
    words: tuple[str, ...]
    key: bytes
    part: slice


def board(env: Mapping[str, str]) -> Subject:
    return Subject(TAVLA, env, LOADED, DOWN, BODY)


def floor(env: Mapping[str, str]) -> Subject:
    return Subject(FLOOR, env, ("floor of 0",), b"x", slice(0, HEIGHT))


def start(subject: Subject) -> Terminal:
    return Terminal(subject.argv, subject.env, str(ROOT))


def pictures(subject: Subject) -> tuple[str, str]:
    """The screen at rest, before and after the key."""
    with start(subject) as terminal:
        terminal.wait_for(*subject.words)
        terminal.settle(0.5)
        terminal.replay(subject.part)
        first = terminal.rows(subject.part)
        terminal.send(subject.key)
        terminal.settle(0.5)
        terminal.replay(subject.part)
        return first, terminal.rows(subject.part)


def once(subject: Subject, first: str, second: str) -> tuple[float, float]:
    """Milliseconds to the first picture and to the answer to a key that was sent as soon as it was there."""
    with start(subject) as terminal:
        terminal.wait_for(*subject.words)
        terminal.send(subject.key)
        terminal.settle(0.2)
        seen = terminal.replay(subject.part)
        answered = next((at for at, rows in seen if rows == second), None)
        painted = next((at for at, rows in seen if rows == first), answered)
        if painted is None or answered is None:
            raise AssertionError(
                f"another picture than at rest:\n{terminal.rows(subject.part)}\n---\n{second}"
            )
        return (painted - terminal.started) * 1000, (answered - terminal.started) * 1000


def measure(ground: Ground, runs: int) -> list[Figure]:
    """Interleaved with the floor, medians."""
    sizes = (100, 10_000)
    subjects = {"floor": floor(ground.env()), **{str(size): board(ground.workspace(size)) for size in sizes}}
    rest = {name: pictures(subject) for name, subject in subjects.items()}
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in subjects}
    for _run in range(runs):
        for name, subject in subjects.items():
            times[name].append(once(subject, *rest[name]))
            time.sleep(0.05)
    figures = []
    for index, what in enumerate(("first board", "first key answered")):
        least = median([pair[index] for pair in times["floor"]])
        for size, target in zip(sizes, (1.5, 1.8), strict=True):
            mine = [pair[index] for pair in times[str(size)]]
            name = f"start to {what}, {size} cards"
            figures.append(Figure(name, median(mine), "ms", target, least, True, spread(mine)))
    return figures
