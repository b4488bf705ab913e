"""A PIN at the command line: --as alone opens nobody's answers."""

from __future__ import annotations

import os
import pty

import pytest

from board.terminal import mark_pin
from tests.cli.assessing import Unit
from tui.cli import pins
from tui.compose import Session


@pytest.fixture
def pinned(unit: Unit) -> Unit:
    """Anna has the PIN 4711, and an open round asks her."""
    session = opened(unit)
    session.pins.set(str(session.person), "4711")
    session.organise(mark_pin(str(session.person), session.host))
    unit.json("open")
    return unit


def opened(unit: Unit) -> Session:
    env = unit.tavla.environment({})
    session = Session(env["TAVLA_HOME"], env=env, clock=unit.tavla.clock, person="anna")
    session.who()
    return session


def test_answers_of_one_with_a_pin_are_not_opened_by_as(pinned: Unit) -> None:
    for words in (["4"] * 12, []):
        problem = pinned.tavla.refused("pin_needed", "readiness", "answer", *words, "--as", "anna")
        assert "PIN-kod" in str(problem)
    pinned.answers("bo", *["4"] * 12)


def test_nothing_is_written_by_as_in_the_name_of_one_with_a_pin(pinned: Unit) -> None:
    tavla = pinned.tavla
    before = tavla.files()
    for words in (["add", "Nycklarna"], ["undo"], ["people", "add", "Nils"]):
        assert "TAVLA_PIN=-" in str(tavla.refused("pin_needed", *words, "--as", "anna"))
        tavla.refused("pin_needed", *words, TAVLA_PERSON="anna")
    assert tavla.files() == before
    tavla.ok("list", "--as", "anna")
    tavla.ok("add", "Nycklarna", "--as", "bo")
    tavla.stdin = b"0000\n"
    assert "Koden stämmer inte" in tavla("add", "Larmet", "--as", "anna", TAVLA_PIN="-").err
    tavla.stdin = b"4711\n"
    tavla.ok("add", "Larmet", "--as", "anna", TAVLA_PIN="-")
    tavla.stdin = b""
    tavla.ok("add", "Kaffet", LOGNAME="anna")


def test_whoever_writes_it_at_a_terminal_passes(pinned: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    kept = os.dup(0)
    os.dup2(theirs, 0)
    try:
        monkeypatch.setattr("getpass.getpass", lambda _prompt: "4711")
        pins.check(opened(pinned))
        monkeypatch.setattr("getpass.getpass", lambda _prompt: "0000")
        with pytest.raises(Exception, match="pin_wrong"):
            pins.check(opened(pinned))
    finally:
        os.dup2(kept, 0)
        for fd in (ours, theirs, kept):
            os.close(fd)
