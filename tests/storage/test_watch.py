"""Noticing others: new lines, new segments, new hosts, with inotify and without."""

from __future__ import annotations

import os
import resource
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import append, watch
from storage.store import BoardStore
from storage.watch import Hints, Watch
from tests.storage.tools import again, cards, put, until


class Session:
    """A board that keeps itself up to date."""

    def __init__(self, store: BoardStore, hints: bool, rest: float = 0.0, polite: bool = False) -> None:
        self.store = again(store)
        self.calls = 0
        self.rest = rest
        self.watch = Watch([os.path.join(store.home.folder, "journal")], self.changed, hints, polite)

    def changed(self) -> float:
        self.store.refresh()
        self.calls += 1
        return self.rest


@pytest.fixture(params=[True, False], ids=["inotify", "polling"])
def session(request: pytest.FixtureRequest, store: BoardStore) -> Iterator[Session]:
    session = Session(store, request.param)
    yield session
    session.watch.close()


def test_lines_segments_and_hosts_are_noticed(
    session: Session, store: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "1", title="första")
    until(lambda: "1" in cards(session.store))
    put(store, "2", title="andra")
    put(store, "3", title="tredje")
    until(lambda: "3" in cards(session.store))
    monkeypatch.setattr(append, "SEGMENT_LIMIT", 0)
    put(store, "4", title="ny fil")
    until(lambda: "4" in cards(session.store))
    from storage.lines import FIRST, encode

    head = {"t": "0mzzzzzzz.00.zzzzzz", "at": "2026-11-22T03:40:01+01:00", "by": "p9", "do": "set"}
    (line,), _ = encode(head, [["cards", "5", {"title": "annan värd"}]], 1, FIRST)
    folder = Path(store.home.folder, "journal", "zzzzzz")
    folder.mkdir()
    (folder / "part").write_bytes(line)
    os.rename(folder / "part", folder / "000000000001.jsonl")
    until(lambda: "5" in cards(session.store))


def test_closing_stops_the_thread_and_the_calls(session: Session, store: BoardStore) -> None:
    put(store, "1", title="a")
    until(lambda: session.calls > 0)
    session.watch.close()
    session.watch.close()
    calls = session.calls
    put(store, "2", title="b")
    assert session.calls == calls
    assert "board-watch" not in [thread.name for thread in threading.enumerate()]


def test_a_session_that_has_much_to_do_takes_several_changes_as_one(store: BoardStore) -> None:
    session = Session(store, True, rest=0.6)
    put(store, "1", title="a")
    until(lambda: session.calls == 1)
    for id in "2345":
        put(store, id, title="b")
    until(lambda: "5" in cards(session.store))
    assert session.calls == 2
    session.watch.close()


@pytest.mark.parametrize("polite", [True, False])
def test_in_a_crowd_a_polite_session_gives_way_for_a_moment_of_its_own(
    store: BoardStore, monkeypatch: pytest.MonkeyPatch, polite: bool
) -> None:
    monkeypatch.setattr(watch, "crowd", lambda: watch.THRONGED)
    monkeypatch.setattr(watch, "random", lambda: 0.5)
    session = Session(store, True, polite=polite)
    began = time.perf_counter()
    put(store, "1", title="a")
    until(lambda: "1" in cards(session.store))
    waited = time.perf_counter() - began
    assert waited >= 0.5 * watch.LONGEST_REST if polite else waited < 0.5 * watch.LONGEST_REST
    session.watch.close()


def test_the_machine_tells_how_many_want_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 1 / len(os.sched_getaffinity(0)) <= watch.crowd() < 1000
    monkeypatch.setattr(os, "open", lambda *_given: (_ for _ in ()).throw(FileNotFoundError()))
    assert watch.crowd() == 0.0, "where it does not, nobody gives way"


def test_without_inotify_polling_serves(store: BoardStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(self: Hints) -> None:
        self.fd, self._watched, self._add = -1, set(), None

    monkeypatch.setattr(Hints, "__init__", none)
    session = Session(store, True)
    assert session.watch.polling_only
    put(store, "1", title="a")
    until(lambda: "1" in cards(session.store))
    session.watch.close()


def test_the_hint_comes_before_the_next_look(store: BoardStore) -> None:
    put(store, "0", title="a")
    session = Session(store, True)
    if session.watch.polling_only:
        pytest.skip("kernel privilege: this account has no inotify instance left")
    waits = []
    for n in range(1, 21):
        put(store, str(n), title="a")
        began = time.perf_counter()
        until(lambda n=n: str(n) in cards(session.store))  # type: ignore[misc]  # its default
        waits.append(time.perf_counter() - began)
    session.watch.close()
    assert sorted(waits)[10] < 0.1


NEVER = 3600.0


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hints are asked for and never come."""
    monkeypatch.setattr(Hints, "_MODIFY", 0x400)  # deletion of the watched folder itself
    monkeypatch.setattr(Hints, "_MOVED_TO", 0)
    monkeypatch.setattr(Hints, "_CREATE", 0)


@pytest.mark.usefixtures("deaf")
def test_a_lost_hint_is_made_up_for_by_the_next_look(
    store: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "INTERVAL", NEVER)
    put(store, "0", title="a")
    session = Session(store, True)
    if session.watch.polling_only:
        pytest.skip("kernel privilege: this account has no inotify instance left")
    put(store, "1", title="b")
    until(lambda: "1" in cards(session.store))
    session.watch.close()


@pytest.mark.usefixtures("deaf")
def test_where_other_hosts_write_it_looks_more_often(
    store: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "CALM_INTERVAL", NEVER)
    monkeypatch.setattr(watch, "is_remote", lambda _folder: True)
    put(store, "0", title="a")
    session = Session(store, True)
    put(store, "1", title="b")
    until(lambda: "1" in cards(session.store))
    session.watch.close()


def test_a_journal_that_is_not_there_yet_is_looked_for_till_hints_can_come(
    store: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "CALM_INTERVAL", NEVER)
    session = Session(store, True)
    put(store, "1", title="b")
    until(lambda: "1" in cards(session.store))
    session.watch.close()


def test_watching_costs_next_to_nothing(store: BoardStore) -> None:
    put(store, "0", title="a")
    session = Session(store, True)
    looks = threading.Event()
    look = session.watch._look
    count = 0

    def counted() -> dict[str, tuple[int, int, int]]:
        nonlocal count
        count += 1
        if count == 2:
            looks.set()
        return look()

    session.watch._look = counted  # type: ignore[method-assign]  # counts the looks
    before = resource.getrusage(resource.RUSAGE_SELF)
    began = time.perf_counter()
    assert looks.wait(20)
    took = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_SELF)
    session.watch.close()
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert took > 0.5
    assert used / took < 0.02
