"""Events at the command line: noted, sorted, counted as text and as an object that the schema takes."""

from __future__ import annotations

import pytest

from tests.cli.running import Tavla


def test_events_are_noted_sorted_and_counted(tavla: Tavla) -> None:
    tavla.ok("routine", "add", "-", "Nyckelskåpet")
    for day in ("3 nov", "10 nov", "18 nov"):
        tavla.ok("event", "add", "Nyckeln var borta", "routine=nyckel", f"on={day}")
    tavla.ok(
        "event",
        "add",
        "Ni ringer aldrig",
        "slag=synpunkt utifrån",
        "category=klagomål",
        "severity=4",
        "probability=1",
    )
    tavla.ok("event", "add", "Tack", "sort=positive")
    card = tavla.add("Nycklar")
    (made,) = tavla.json("event", "sort", "1", "--new-card")["parts"]
    assert (made["status"], made["n"]) == ("card", 1)
    (tied,) = tavla.json("event", "sort", "2", "--to", card)["parts"]
    assert tied["led_to"].startswith(card)
    assert tavla.json("show", card)["derived"]["came_of"] == [tied["id"]]
    assert "Nyckeln var borta" in tavla.ok("show", card)
    (read,) = tavla.json("event", "sort", "4", "--answer", "Vi ringer i dag")["parts"]
    assert (read["status"], read["answer"]) == ("noted", "Vi ringer i dag")
    (good,) = tavla.json("event", "sort", "5", "--example")["parts"]
    assert good["status"] == "example"
    assert tavla("event", "sort", "3").code == 2
    told = tavla.ok("events")
    assert "5 händelser · 1 händelse att sortera" in told
    assert "Nyckelskåpet  3 på 90 dagar" in told
    assert "4 poäng (!)" in told
    found = tavla.json("events", "--months")["events"]
    assert (found["by"], found["total"], found["least"], found["days"]) == ("month", 5, 3, 90)
    assert len(found["periods"][-1]["events"]) == 5
    (routine,) = found["routines"]
    assert len(routine["recent"]) == 3
    assert not routine["suggested"], "a card works with one of them"
    (risk,) = found["risks"]
    assert risk["reporter"] == {"severity": 4, "probability": 1, "points": 4, "alarm": False, "watch": True}
    assert risk["manager"] is None


def test_a_board_names_the_steps_of_a_risk(tavla: Tavla) -> None:
    assert tavla.json("board", "set", "severity.4=katastrof", "probability.1=aldrig")["board"][
        "severity_names"
    ] == {"4": "katastrof"}
    assert "severity_names" in tavla.json("boards")["boards"][0]
    tavla.ok("board", "set", "severity.4=")
    (board,) = tavla.json("boards")["boards"]
    assert (board["severity_names"], board["probability_names"]) == ({}, {"1": "aldrig"})
    tavla.refused("unknown", "board", "set", "severity.5=mer")


def test_what_should_not_have_been_written_of_an_event_is_erased_from_history_too(tavla: Tavla) -> None:
    tavla.ok("event", "add", "Kalle Ko på Storgatan föll")
    tavla.ok("event", "set", "1", "text=Någon föll")
    assert tavla("erase", "event:1", "text").code != 0
    assert tavla.json("erase", "event:1", "text", "--yes") == {"schema": "tavla/1", "erased": 1, "done": True}
    assert not [path for path, data in tavla.files().items() if b"Storgatan" in data]
    tavla.refused("unknown", "erase", "event:zzzzzz", "text", "--yes")


@pytest.mark.parametrize(
    ("line", "day", "told"),
    [
        ("I går föll någon i trappan", "2026-11-21", "i går"),
        ("Nyckeln var borta igår", "2026-11-21", "i går"),
        ("Larmet gick inte i fredags", "2026-11-20", "fre 20 nov"),
    ],
)
def test_a_day_that_the_line_says_is_the_day_of_the_event_and_is_told(
    tavla: Tavla, line: str, day: str, told: str
) -> None:
    said = tavla.ok("event", "add", line)
    assert f"Sparat: händelse 1, {told}" in said.splitlines()
    assert "tavla event set 1 on=DAG" in said
    (made,) = tavla.json("event", "list", schema="event list")["parts"]
    assert (made["on"], made["text"]) == (day, line)


def test_a_day_that_is_given_counts_before_the_one_in_the_line(tavla: Tavla) -> None:
    said = tavla.ok("event", "add", "I går föll någon", "on=i fredags")
    assert said.splitlines() == ["Sparat: händelse 1, fre 20 nov"]
    assert tavla.json("event", "list", schema="event list")["parts"][0]["on"] == "2026-11-20"
    assert tavla.ok("event", "set", "1", "on=igår").splitlines() == ["Sparat: händelse 1, i går"]
    assert tavla.ok("event", "set", "1", "severity=2").splitlines() == ["Sparat: händelse 1"]


def test_an_event_of_today_says_no_day(tavla: Tavla) -> None:
    assert tavla.ok("event", "add", "Någon föll").splitlines() == ["Sparat: händelse 1"]
    assert tavla.json("event", "add", "Någon föll i förrgår")["parts"][0]["on"] == "2026-11-20"
