"""`tavla meeting`: when a board meets, and what became of the time that was planned."""

from __future__ import annotations

from board.ports import Change, Draft
from tests.cli.running import Tavla
from tui.compose import Session


def test_a_board_is_given_its_rhythm_in_plain_words_and_meetings_are_moved_cancelled_and_booked(
    tavla: Tavla,
) -> None:
    assert "meeting rhythm var tredje tis 13.30" in " ".join(tavla("meeting").err.split())
    told = tavla.ok("meeting", "rhythm", *"var tredje tis 13.30 45 min --without juli --place Köket".split())
    assert told.splitlines()[:2] == [
        "Var tredje tis 13.30, 45 min, inte i juli, inte på röda dagar, Köket",
        "  tis 24 nov 13.30, om 2 dagar",
    ]
    found = tavla.json("meeting")
    assert found["rhythm"]["rule"] == "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU;BYMONTH=1,2,3,4,5,6,8,9,10,11,12"
    assert found["rhythm"]["start"] == "2026-11-24T13:30"
    assert "tors 26 nov 09.00, om 4 dagar (flyttat från tis 24 nov)" in tavla.ok(
        "meeting", "move", "tors", "9.00"
    )
    tavla.ok("meeting", "cancel", "--day", "15/12")
    tavla.ok("meeting", "book", "1/12", "8.00")
    found = tavla.json("meeting", "next", "3", schema="meeting")["next"]
    assert [(one["start"], one["moved"], one["own"]) for one in found] == [
        ("2026-11-26T09:00", True, False),
        ("2026-12-01T08:00", False, True),
        ("2027-01-05T13:30", False, False),
    ]
    history = tavla.ok("history")
    for did in (
        "mötet tis 24 nov är tors 26 nov 09.00", "mötet tis 15 dec ställs in",
        "hur ofta vi möts: var tredje tis, inte i juli",
    ):  # fmt: skip
        assert did in " ".join(history.split())
    tavla.ok("undo")
    tavla.ok("meeting", "restore", "15/12")
    assert [one["start"][:10] for one in tavla.json("meeting")["next"]][:2] == ["2026-11-26", "2026-12-15"]
    tavla.ok("meeting", "rhythm", "--end")
    assert tavla.json("meeting")["rhythm"] is None


def test_what_is_not_understood_is_said_with_examples_and_changes_nothing(tavla: Tavla) -> None:
    tavla.ok("meeting", "rhythm", "varannan", "tors", "9")
    before = tavla.json("meeting")
    told = tavla("meeting", "rhythm", "ibland").err
    assert "”ibland” går inte att förstå" in told
    assert "var tredje tis 13.30" in told
    tavla.refused("bad_rhythm", "meeting", "rhythm", "varannan", "vecka", "på", "torsdagar", "kl", "99")
    tavla.refused("unknown", "meeting", "cancel", "--day", "24/11")
    tavla.refused("bad_number", "meeting", "rhythm", "--minutes", "9999")
    assert tavla.json("meeting") == before


def test_a_change_of_length_keeps_the_rest_of_the_rhythm(tavla: Tavla) -> None:
    tavla.ok("meeting", "rhythm", "vardagar", "8.45-9", "--red")
    found = tavla.json("meeting", "rhythm", "--minutes", "20", "--place", "Kontoret", schema="meeting")[
        "rhythm"
    ]
    assert found == {
        "rule": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "start": "2026-11-23T08:45",
        "minutes": 20,
        "place": "Kontoret",
        "on_red_days": True,
    }


def test_time_for_improvement_work_is_planned_and_told_in_sum(tavla: Tavla) -> None:
    tavla.ok("meeting", "rhythm", "varje", "tis", "13.30", "30", "min", "--from", "2026-11-03")
    tavla.ok("people", "add", "Bo Alm", "--id", "bo")
    tavla.ok("time", "add", "Nycklarna", "day=2026-11-10", "minutes=45", "got=30", "who=bo")
    tavla.ok("time", "add", "Märka hyllor", "day=2026-11-17", "minutes=60")
    tavla.ok("time", "add", "Fiskbenet", "day=tis", "minutes=30")
    told = tavla.ok("meeting", "time")
    assert "planerat 1 h 45 min, blev 30 min" in " ".join(told.split())
    assert "1 tillfälle säger inte vad det blev än" in told
    assert "Mötesrytmen gav 3 möten, 1 h 30 min" in told
    assert "tis 24 nov, om 2 dagar  Fiskbenet" in told
    assert "Bo" not in told
    assert tavla.json("meeting", "time", schema="meeting time")["time"]["got"] == 30


def test_a_rhythm_that_cannot_be_read_is_told_where_it_is_looked_for(tavla: Tavla) -> None:
    session = Session(str(tavla.home), env={"HOME": str(tavla.home.parent)}, clock=tavla.clock, person="vera")
    odd = Change("board", "1", {"meeting_rule": "FREQ=HOURLY", "meeting_start": "2026-11-24T13:30"})
    session.do(lambda _context: [Draft("board", (odd,))])
    assert "Mötesrytmen går inte att läsa" in tavla.ok("meeting")
    assert tavla.json("meeting")["trouble"] == "meeting_rule"
    assert [one["code"] for one in tavla.json("check")["findings"]] == ["rhythm_unreadable"]
    assert "mötesrytm går inte att läsa" in " ".join(tavla.ok("check").split())
    tavla.ok("meeting", "rhythm", "varje", "tis", "9")
    assert tavla.json("check")["findings"] == []
