"""Every system call of a commit and a checkpoint fails once, or the process dies there: old or new, never between."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from board.errors import Problem
from storage.check import check
from storage.store import BoardStore
from storage.workspace import Workspace
from tests.storage.tools import Ticking, again, cards, make, put

CALLS = (
    "open",
    "write",
    "fsync",
    "fdatasync",
    "ftruncate",
    "rename",
    "link",
    "unlink",
    "mkdir",
    "pwrite",
    "stat",
)
DIED = 77


@contextmanager
def at_call(number: int, strike: Callable[[], None]) -> Iterator[list[str]]:
    """Strike just before the call of that number; the names of all calls so far."""
    made: list[str] = []
    real = {name: getattr(os, name) for name in CALLS}

    def watched(name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            made.append(name)
            if len(made) == number:
                strike()
            return real[name](*arguments, **options)

        return call

    try:
        for name in CALLS:
            setattr(os, name, watched(name))
        yield made
    finally:
        for name in CALLS:
            setattr(os, name, real[name])


def first(root: Path) -> BoardStore:
    return make(root).create_board("ett")


def second(root: Path) -> BoardStore:
    store = first(root)
    put(store, "1", title="a")
    return store


def torn(root: Path) -> BoardStore:
    store = second(root)
    with next(Path(store.home.folder).rglob("*.jsonl")).open("ab") as file:
        file.write(b"torn")
    return store


def change(store: BoardStore) -> None:
    put(store, "2", title="b")


def checkpoint(store: BoardStore) -> None:
    store.checkpoint()


def whole(root: Path, before: dict[str, Any], after: dict[str, Any], sure: bool) -> None:
    """The board is as it was or as it should be, and the next change works."""
    session = Workspace(str(root), Ticking())
    store = session.board("ett")
    assert cards(store) == after if sure else cards(store) in (before, after)
    put(store, "9", title="sist")
    assert cards(again(store))["9"] == {"title": "sist"}
    assert not [f for f in check(Workspace(str(root), Ticking())) if f.severity == "damage"]


def refusal(work: Callable[[], None]) -> Problem | None:
    """The Problem that something is refused with, if it is."""
    try:
        work()
    except Problem as problem:
        return problem
    return None


CASES = [(first, change), (second, change), (torn, change), (second, checkpoint)]


@pytest.mark.parametrize(("prepare", "act"), CASES)
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_a_failing_call(
    tmp_path: Path, prepare: Callable[[Path], BoardStore], act: Callable[[BoardStore], None], number: int
) -> None:
    def fail() -> None:
        raise OSError(number, "injected", "/a/path")

    point, done = 0, False
    while not done:
        point += 1
        root = tmp_path / str(point)
        store = prepare(root)
        before = cards(store)
        after = {**before, "2": {"title": "b"}} if act is change else before
        with at_call(point, fail) as made:
            told = refusal(lambda: act(store))  # noqa: B023 called at once
        sure = told is None
        assert told is None or (told.exit_code == 3 and "/" not in str(told.params))
        done = len(made) < point
        if not done and made[point - 1] != "unlink":
            assert not list(root.rglob(".tmp-*"))
        whole(root, before, after, sure)
        if not sure:
            act(store)
    assert point > 5


@pytest.mark.parametrize(("prepare", "act"), CASES)
def test_dying_at_a_call(
    tmp_path: Path, prepare: Callable[[Path], BoardStore], act: Callable[[BoardStore], None]
) -> None:
    point, done = 0, False
    while not done:
        point += 1
        root = tmp_path / str(point)
        store = prepare(root)
        before = cards(store)
        after = {**before, "2": {"title": "b"}} if act is change else before
        child = os.fork()
        if child == 0:
            with at_call(point, lambda: os._exit(DIED)):
                act(store)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        done = os.waitstatus_to_exitcode(status) != DIED
        whole(root, before, after, done)
    assert point > 5
