"""`tavla overview` and `tavla search` in a script and at a terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Generator
from typing import cast

import pytest

from tests.cli.running import Tavla
from tui.cli import progress


@pytest.fixture
def two(tavla: Tavla) -> Tavla:
    """Öster, where Nycklarna is late, and Väster in an area of its own."""
    tavla.add("Nycklarna försvinner", "--due", "2026-11-01", "--tag", "natt")
    tavla.ok("init", "Väster")
    tavla.env["TAVLA_BOARD"] = "vaster"
    tavla.ok("board", "set", "area=Hemtjänst")
    tavla.add("Var är nyckeln?", "--tag", "natt")
    secret = tavla.add("Nyckeln till medicinskåpet")
    tavla.ok("set", secret, "internal=ja")
    tavla.env["TAVLA_BOARD"] = "oster"
    return tavla


def test_every_board_is_told_by_area_with_what_calls_for_support(two: Tavla) -> None:
    told = two.json("overview")
    assert [(one["id"], one["area"], one["open"]) for one in told["boards"]] == [
        ("vaster", "Hemtjänst", 2), ("oster", None, 1),
    ]  # fmt: skip
    oster = told["boards"][1]
    assert [one["why"] for one in oster["reasons"]][-1] == "late"
    assert oster["pulse"][:7] == [0] * 7
    assert oster["pulse"][7] > 0
    assert oster["readiness"] is None, "where a unit stands is for those whose it is"
    assert told["common"][0] | {"cards": None} == {
        "theme": "tag", "word": "natt", "boards": ["vaster", "oster"], "cards": None,
    }  # fmt: skip
    word = next(one for one in told["common"] if one["theme"] == "title")
    assert [card["board"] for card in word["cards"]] == ["vaster", "oster"], "the team's own does not count"
    assert [one["id"] for one in two.json("overview", "--area", "HEMTJÄNST")["boards"]] == ["vaster"]
    said = two.ok("overview")
    assert "Hemtjänst: 1 tavla, 1 att titta in hos" in said
    assert "! 1 kort att följa upp" in said
    assert "Gemensamt, etiketter på öppna kort: natt (2 tavlor · 2 kort)" in said
    refused = two.refused("unknown", "overview", "--area", "Hemtjenst")
    assert "Hemtjänst" in str(refused)
    two.ok("people", "role", "vera", "specialist")
    assert two.json("overview")["boards"][0]["readiness"] == {"category": None, "on": None, "overdue": True}


def test_cards_of_all_boards_are_found_and_can_be_shown_where_they_are(two: Tavla) -> None:
    told = two.json("search", "nyck")
    assert {(card["board"], card["title"]) for card in told["cards"]} == {
        ("oster", "Nycklarna försvinner"), ("vaster", "Var är nyckeln?"),
    }  # fmt: skip
    assert told["found"] == 2
    for card in told["cards"]:
        assert two.json("show", card["id"], "--board", card["board"])["card"]["title"] == card["title"]
    assert len(two.json("search", "nyck", "--limit", "1")["cards"]) == 1
    assert two("search", "nyck", "--limit", "1").err.startswith("1 av 2 träffar visas")
    assert "Förslag · Väster" in two.ok("search", "#natt", "nyckeln?")
    assert two.json("search", "medicinskåpet")["cards"] == []
    assert "på en tavla i taget" in two("search", "@vera", "nyck").err


def test_events_are_found_on_all_boards_and_told_apart_from_cards(two: Tavla) -> None:
    event = two.json("event", "add", "Nyckeln satt i dörren", "--board", "vaster")["parts"][0]
    told = two.json("search", "nyck")
    assert (len(told["cards"]), told["found"]) == (2, 3)
    (found,) = told["events"]
    assert (found["board"], found["text"], found["sort"]) == ("vaster", "Nyckeln satt i dörren", "deviation")
    assert (found["id"], found["on"]) == (event["id"], "2026-11-22")
    assert "Händelse: strul eller avvikelse · Väster" in two.ok("search", "dörren")
    assert "2 kort, 1 händelse" in two("search", "nyck").err


def test_a_board_that_cannot_be_read_is_named_and_hides_no_other(two: Tavla) -> None:
    journal = next((two.home / "boards" / "vaster").rglob("*.jsonl"))
    journal.unlink()
    journal.symlink_to(journal.name)
    told = two.json("search", "nyck")
    assert [card["board"] for card in told["cards"]] == ["oster"]
    assert told["unreadable"] == ["vaster"]
    assert "1 tavla gick inte att läsa och är inte med: vaster" in two("overview").err


def test_where_there_is_no_board_nothing_is_refused(empty: Tavla) -> None:
    assert empty.json("overview") == {"schema": "tavla/1", "boards": [], "common": [], "unreadable": []}
    assert empty.json("search", "något")["cards"] == []
    assert not (empty.home / "hosts").exists()


def test_long_work_says_how_far_it_has_come_only_to_somebody_who_sits_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def say(done: int, of: int) -> str:
        return f"{done} av {of}"

    monkeypatch.setattr(progress, "AFTER", 0)
    monkeypatch.setattr(progress, "BETWEEN", 0)
    for stream, told in ((Terminal(), "\r\x1b[K0 av 2\r\x1b[K1 av 2\r\x1b[K"), (io.StringIO(), "")):
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(progress.counted("ab", say)) == ["a", "b"]
        assert stream.getvalue() == told
    stopped = Terminal()
    monkeypatch.setattr(sys, "stderr", stopped)
    things = progress.counted("ab", say)
    next(things)
    with pytest.raises(KeyboardInterrupt):
        cast("Generator[str]", things).throw(KeyboardInterrupt)
    assert stopped.getvalue().endswith("\r\x1b[K")
