"""How far a long command has come, on stderr and only where somebody sits there. ctrl+c stops it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from tui.cli.output import columns_wide, cut

AFTER, BETWEEN = 0.5, 0.1
"""Seconds before anything is told, and between two times."""
T = TypeVar("T")


def counted(things: Sequence[T], told: Callable[[int, int], str]) -> Iterator[T]:
    """Each of the things; `told(done, of)` says how far it has come, on one line that is gone again afterwards."""
    if not sys.stderr.isatty():
        yield from things
        return
    next_time = time.monotonic() + AFTER
    shown = False
    try:
        for done, one in enumerate(things):
            if time.monotonic() >= next_time:
                _line(told(done, len(things)))
                next_time, shown = time.monotonic() + BETWEEN, True
            yield one
    finally:
        if shown:
            _line("")


@contextmanager
def telling(words: str) -> Iterator[None]:
    """What is being done, for work that cannot be counted."""
    there = sys.stderr.isatty()
    if there:
        _line(words)
    try:
        yield
    finally:
        if there:
            _line("")


def _line(words: str) -> None:
    try:
        sys.stderr.write("\r\x1b[K" + cut(words, columns_wide(sys.stderr) - 1))
        sys.stderr.flush()
    except OSError:
        return
