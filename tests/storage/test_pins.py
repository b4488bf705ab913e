"""PINs at a host: what passes, what waits, and what lies where."""

from __future__ import annotations

import os
import stat
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest

from board.errors import Problem
from storage import pins as module
from storage.durable import Modes
from storage.pins import FIRST_WAIT, LONGEST_WAIT, TRIES, Pins
from storage.workspace import Workspace
from tests.storage.tools import Ticking


class Stopped:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = Ticking()()

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def at() -> Stopped:
    return Stopped()


@pytest.fixture
def pins(tmp_path: Path, at: Stopped) -> Pins:
    return Pins(str(tmp_path / "host"), Modes(False), at)


def refused(pins: Pins, pin: str) -> Problem:
    with pytest.raises(Problem) as caught:
        pins.check("anna", pin)
    return caught.value


def test_the_right_one_passes_and_another_does_not(pins: Pins) -> None:
    assert not pins.has("anna")
    pins.check("anna", "")
    pins.set("anna", "4711")
    assert pins.has("anna")
    pins.check("anna", "4711")
    problem = refused(pins, "4712")
    assert (problem.code, problem.params["left"]) == ("pin_wrong", TRIES - 1)
    pins.check("bo", "anything")


def test_changing_it_ends_the_old_one_and_forgetting_it_asks_no_more(pins: Pins) -> None:
    pins.set("anna", "4711")
    pins.set("anna", "905312")
    assert refused(pins, "4711").code == "pin_wrong"
    pins.check("anna", "905312")
    pins.forget("anna")
    pins.check("anna", "")
    pins.forget("anna")


def test_five_tries_then_a_wait_that_grows_and_outlives_the_program(
    pins: Pins, at: Stopped, tmp_path: Path
) -> None:
    pins.set("anna", "4711")
    left = [refused(pins, "0000").params["left"] for _ in range(TRIES - 1)]
    assert left == [4, 3, 2, 1]
    problem = refused(pins, "0000")
    assert (problem.code, problem.params["seconds"]) == ("pin_wait", FIRST_WAIT + 1)
    again = Pins(str(tmp_path / "host"), Modes(False), at)
    assert refused(again, "4711").code == "pin_wait", "not even the right one during the wait"
    waits = []
    for _ in range(10):
        at.now += timedelta(seconds=LONGEST_WAIT)
        waits.append(refused(again, "0000").params["seconds"] - 1)
    assert waits[:3] == [60, 120, 240]
    assert waits[-1] == LONGEST_WAIT - 1, "told as the longest wait and never more"
    at.now += timedelta(seconds=LONGEST_WAIT)
    again.check("anna", "4711")
    assert refused(again, "0000").params["left"] == TRIES - 1


def test_a_clock_that_is_set_back_waits_no_longer_than_the_longest_wait(pins: Pins, at: Stopped) -> None:
    pins.set("anna", "4711")
    for _ in range(TRIES):
        refused(pins, "0000")
    at.now -= timedelta(days=400)
    assert refused(pins, "4711").params["seconds"] == LONGEST_WAIT


def test_a_try_counts_from_when_it_is_begun(pins: Pins, monkeypatch: pytest.MonkeyPatch) -> None:
    pins.set("anna", "4711")

    def killed(pin: str, salt: bytes) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "hashed", killed)
    for _ in range(TRIES):
        with pytest.raises(KeyboardInterrupt):
            pins.check("anna", "0000")
    monkeypatch.undo()
    assert refused(pins, "4711").code == "pin_wait"


@pytest.mark.parametrize("pin", ["", "123", "1234", "9876", "1111", "47 11", "abcd", "٤٧١١", "4" * 13])
def test_what_is_no_pin(pins: Pins, pin: str) -> None:
    with pytest.raises(Problem, match="pin_form"):
        pins.set("anna", pin)
    assert not pins.has("anna")


def test_the_file_is_the_accounts_own_and_has_no_pin_in_it(
    pins: Pins, tmp_path: Path, workspace: Workspace
) -> None:
    pins.set("anna", "4711")
    path = tmp_path / "host" / "pins.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"4711" not in path.read_bytes()
    shared = Pins(str(tmp_path / "shared"), Modes(True), Ticking())
    shared.set("anna", "4711")
    assert stat.S_IMODE((tmp_path / "shared" / "pins.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("data", [b"", b"[]", b'{"anna": {}}', b'{"anna": {"hash": "00", "salt": "00"}}'])
def test_a_damaged_file_lets_nobody_through(pins: Pins, tmp_path: Path, data: bytes) -> None:
    pins.set("anna", "4711")
    (tmp_path / "host" / "pins.json").write_bytes(data)
    assert refused(pins, "4711").code == "pins_damaged"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_cannot_be_read_lets_nobody_through(pins: Pins, tmp_path: Path) -> None:
    pins.set("anna", "4711")
    (tmp_path / "host" / "pins.json").chmod(0)
    assert refused(pins, "4711").code == "no_permission"


def _guess(folder: str, wrong: list[str]) -> None:
    pins = Pins(folder, Modes(False), Ticking())
    for pin in wrong:
        try:
            pins.check("anna", pin)
        except Problem:
            continue


def test_sessions_at_once_share_the_tries(pins: Pins, tmp_path: Path, at: Stopped) -> None:
    """Twelve wrong tries from four processes are not twelve hashes that were looked at."""
    pins.set("anna", "4711")
    context = get_context("spawn")
    processes = [
        context.Process(target=_guess, args=(str(tmp_path / "host"), ["0000"] * 3)) for _ in range(4)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert refused(pins, "4711").code == "pin_wait"
    assert f'"tries": {TRIES}' in (tmp_path / "host" / "pins.json").read_text().replace('":', '": ')
