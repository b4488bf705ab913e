"""A time limit by one thread: what is late is ended, what is in time is left alone."""

from __future__ import annotations

import threading
import time

import pytest

from storage.sync import watchdog
from storage.sync.watchdog import Watchdog
from tests.storage.sync.following import until
from tests.storage.sync.pgserver import Place

FAR = 60.0


def dogs() -> int:
    return sum(thread.name == "board-watchdog" for thread in threading.enumerate())


def test_what_is_late_is_bitten_once_and_what_is_in_time_never() -> None:
    bitten = threading.Event()
    dog = Watchdog(bitten.set)
    dog.watch(FAR)
    assert dog.rest()
    assert dog.rest(), "a second time changes nothing"
    dog.watch(0.01)  # earlier than it would have looked
    assert bitten.wait(10)
    assert not dog.rest()
    bitten.clear()
    dog.watch(FAR)
    assert dog.rest()
    assert not bitten.is_set()


def test_one_that_rested_just_before_is_not_bitten() -> None:
    bites: list[float] = []
    dog = Watchdog(lambda: bites.append(time.monotonic()))
    for _ in range(200):
        dog.watch(0.0005)
        bitten = not dog.rest()
        seen = len(bites)
        dog.watch(FAR)
        assert len(bites) == seen, "no bite comes after the rest"
        assert dog.rest()
        assert not bitten or seen


def test_the_thread_ends_where_nothing_more_comes_and_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "REST", 0.01)
    before = dogs()
    bitten = threading.Event()
    dog = Watchdog(bitten.set)
    for _ in range(2):
        dog.watch(0.01)
        until(lambda: dogs() == before)
        assert bitten.is_set()
        bitten.clear()


def test_no_statement_has_a_thread_of_its_own(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    a = place.open()
    a.heads(None)
    started: list[str] = []
    real = threading.Thread.start

    def start(self: threading.Thread) -> None:
        started.append(self.name)
        real(self)

    monkeypatch.setattr(threading.Thread, "start", start)
    for _ in range(50):
        a.heads(None)
    assert len([name for name in started if name != "board-watchdog"]) == 0
    assert len(started) <= 1
