"""`tavla meeting list` and `minutes`: what meetings came to, for people and for scripts, in both languages."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from board import commands, cycles
from board.context import Context
from board.meeting import holding
from board.meeting.meetings import running
from board.method import acts
from board.ports import Snapshot
from tests.cli.running import Tavla
from tui.compose import Session


@pytest.fixture
def held(tavla: Tavla) -> Tavla:
    """A meeting that Vera held: a card sorted, a note, a promise."""
    card = tavla.add("Vi letar nycklar")
    session = Session(str(tavla.home), env=tavla.environment({}), clock=tavla.clock)
    session.who()
    session.choose_board()
    [id] = session.store().snapshot.table("cards")
    assert session.store().snapshot.table("cards")[id]["title"] == "Vi letar nycklar", card
    for command in (
        holding.start("short"),
        lambda context: holding.go_to(_meeting(context), "sort")(context),
        commands.move(id, "plan"),
        lambda context: holding.note(_meeting(context), "sort", "Börja i *liten* skala", id)(context),
        lambda context: holding.promise(_meeting(context), "Fråga natten", "vera", date(2026, 12, 1), id)(
            context
        ),
        lambda context: holding.guests(_meeting(context), 2)(context),
        lambda context: holding.skip(_meeting(context), "follow")(context),
        lambda context: holding.end(_meeting(context))(context),
    ):
        tavla.now += timedelta(minutes=1)
        session.do(command)
    return tavla


def _meeting(context: Context) -> str:
    found = running(context.board)
    assert found is not None
    return found.id


def test_a_decision_is_one_line_and_a_question_nobody_answered_is_left_out(tavla: Tavla) -> None:
    tavla.add("Vi letar nycklar")
    session = Session(str(tavla.home), env=tavla.environment({}), clock=tavla.clock)
    session.who()
    session.choose_board()
    [id] = session.store().snapshot.table("cards")
    routine = {"text": "Nycklarna hänger i skåpet", "valid_from": "2026-11-22", "review": "2027-02-22"}
    for command in (
        holding.start("full"),
        lambda context: holding.go_to(_meeting(context), "decide")(context),
        cycles.finish(id, "routine", "Skåpet fick vara kvar"),
        acts.add("routine", id, routine, id="rutin1"),
        acts.change("routine", "rutin1", {"responsible": "vera"}),
        lambda context: holding.go_to(_meeting(context), "reflection")(context),
        lambda context: holding.end(_meeting(context))(context),
    ):
        tavla.now += timedelta(minutes=1)
        session.do(command)
    told = tavla("meeting", "minutes").out
    said = "Blir rutin: Nycklarna hänger i skåpet. Vera ansvarar, ses över mån 22 feb 2027. Skåpet fick vara kvar"
    assert said.lower() in " ".join(told.split()).lower()
    assert "krev till" not in told
    assert "Reflektion" not in told
    session.do(acts.change("routine", "rutin1", {"text": "Vad är vi stolta över?"}))
    told = " ".join(tavla("meeting", "minutes").out.split())
    assert "Vad är vi stolta över? Vera ansvarar" in told


def test_what_was_written_on_a_card_is_told_as_people_say_it_once_and_as_it_became(tavla: Tavla) -> None:
    tavla.add("Vi letar nycklar")
    session = Session(str(tavla.home), env=tavla.environment({}), clock=tavla.clock)
    session.who()
    session.choose_board()
    [id] = session.store().snapshot.table("cards")
    for command in (
        acts.add("action", id, {"text": "Ett skåp till"}, id="a0"),
        holding.start("full"),
        lambda context: holding.go_to(_meeting(context), "sort")(context),
        acts.add("event", None, {"text": "Någon föll", "sort": "deviation", "on": "2026-11-21"}),
        lambda context: holding.go_to(_meeting(context), "plan")(context),
        acts.add("cause", id, {"text": "Ingen har uppgiften"}, id="c1"),
        acts.change("cause", "c1", {"status": "confirmed"}),
        acts.add("activity", id, {"text": "Köp krok", "who": "vera", "due": "2026-12-01"}, id="t1"),
        acts.change("activity", "t1", {"due": "2026-12-08"}),
        acts.add("fact", id, {"text": "Skrevs fel"}, id="f1"),
        acts.remove("fact", "f1"),
        acts.remove("action", "a0"),
        commands.edit(id, {"owner": "vera", "due": date(2026, 12, 20)}),
        commands.comment(id, "Fråga natten också"),
        lambda context: holding.end(_meeting(context))(context),
    ):
        tavla.now += timedelta(minutes=1)
        session.do(command)
    told = tavla("meeting", "minutes").out
    for said in (
        "- Händelse: Någon föll. Strul eller avvikelse, dag: lör 21 nov.",
        "- Orsak: Ingen har uppgiften. Bekräftad.",
        "- Att göra: Köp krok. Vem: vera, klart: tis 8 dec.",
        "- Tog bort: åtgärd ”Ett skåp till”.",
        "- Ägare: vera · följs upp: sön 20 dec",
        "- Kommentar: Fråga natten också",
    ):
        assert said in told
    assert "Skrevs fel" not in told, (
        "what was written and taken away again is nothing that came of the meeting"
    )
    assert "krev till" not in told
    assert "ndrade" not in told


MINUTES = """\
# Möte sön 22 nov 12.03–12.10

*Öster · Fem minuter · 7 min*

## Med på mötet

- vera
- 2 gäster

## Sortera

**Vi letar nycklar:**

- Flyttade kortet från Förslag till Planera
- Börja i \\*liten\\* skala

## Vem gör vad

**Lovat på mötet**

| Vad | Vem | När | Kort |
| --- | --- | --- | --- |
| Fråga natten | vera | tis 1 dec | Vi letar nycklar |

## Hoppades över

- Följa upp
"""
IN_ENGLISH = """\
# Meeting Sun 22 Nov 12:03–12:10

*Öster · Five minutes · 7 min*

## At the meeting

- vera
- 2 guests

## Sort

**Vi letar nycklar:**

- Moved the card from Ideas to Plan
- Börja i \\*liten\\* skala

## Who does what

**Promised at the meeting**

| What | Who | When | Card |
| --- | --- | --- | --- |
| Fråga natten | vera | Tue 1 Dec | Vi letar nycklar |

## Skipped

- Follow up
"""


def test_the_minutes_are_written_out_in_both_languages(held: Tavla) -> None:
    assert held.ok("meeting", "minutes") == MINUTES
    assert held.ok("meeting", "minutes", "--lang", "en") == IN_ENGLISH
    page = held.ok("meeting", "minutes", "--html")
    assert page.startswith("<!DOCTYPE html>")
    assert "Börja i *liten* skala" in page


def test_meetings_are_listed_and_told_to_scripts(held: Tavla) -> None:
    said = held.ok("meeting", "list")
    assert "1 är med och 2 gäster · 1 löfte · 7 min" in said
    [listed] = held.json("meeting", "list", schema="meeting list")["meetings"]
    told = held.json("meeting", "minutes", listed["id"][:6], schema="meeting minutes")
    assert told["meeting"] == listed
    assert (listed["form"], listed["present"], listed["guests"], listed["seconds"]) == (
        "short",
        ["vera"],
        2,
        420,
    )
    assert [one["point"] for one in listed["points"] if one["skipped"]] == ["follow"]
    [done] = told["done"]
    assert (done["point"], done["do"]) == ("sort", "move")
    assert {"field": "phase", "from": "inbox", "to": "plan"} in done["changes"]
    [promised] = told["promised"]
    assert (promised["text"], promised["who"], promised["due"]) == ("Fråga natten", "vera", "2026-12-01")
    assert "öppnade ett möte" in held.ok("history")
    present = [change["field"] for event in held.json("history")["events"] for change in event["changes"]]
    assert "present/vera" in present
    held.refused("unknown", "meeting", "minutes", "zzzz")


def test_a_board_that_is_taken_in_elsewhere_has_its_minutes(held: Tavla, tmp_path: Path) -> None:
    held.ok("export", str(tmp_path / "board.json"))
    there = Tavla(tmp_path / "there")
    there.now = held.now
    there.ok("init", "Öster")
    there.ok("people", "add", "Någon annan")
    there.ok("import", str(tmp_path / "board.json"))
    assert there.ok("meeting", "minutes") == MINUTES


def test_without_any_meeting_it_says_how_to_begin_one(tavla: Tavla) -> None:
    tavla.ok("init", "Hemtjänst Öster") if not tavla.files() else None
    assert "börjar ett med m" in tavla("meeting", "list").err
    tavla.refused("no_meeting", "meeting", "minutes")


def test_what_the_next_meeting_takes_up_is_told_point_by_point(tavla: Tavla) -> None:
    tavla.ok("meeting", "rhythm", *"varje tors 13.30".split())
    late = tavla.add("Nycklarna", "--due", "2026-11-20")
    tavla.ok("move", late, "check", "--reason", "prövat")
    wished = tavla.add("Larmet")
    tavla.ok("set", wished, "on_meeting=ja")
    tavla.ok("event", "add", "Dörren stod olåst")
    told = tavla.ok("meeting", "show")
    assert told.startswith("Nästa möte: tors 26 nov 13.30")
    plain = " ".join(told.split())
    assert "Sortera: 2 att ta upp" in plain
    assert "Larmet · önskat till mötet" in plain
    assert "Dörren stod olåst" in plain
    assert "Agera: inget just nu" in plain
    found = tavla.json("meeting", "show", schema="meeting show")
    assert found["meeting"] is None
    follow = next(one for one in found["points"] if one["point"] == "follow")
    assert [(one["id"], one["why"], one["days"]) for one in follow["things"]] == [(late, "late", 2)]


@pytest.fixture
def twice(tavla: Tavla) -> tuple[Tavla, str, str]:
    """Two meetings that are going on, each begun where the other was not seen: Vera's and Bo's, and their ids."""
    tavla.ok("people", "add", "Bo Alm", "--id", "bo")
    for person in ("vera", "bo"):
        session = Session(str(tavla.home), env=tavla.environment({}), clock=tavla.clock, person=person)
        session.who()
        session.choose_board()
        tavla.now += timedelta(minutes=1)
        session.do(lambda context: holding.start("short")(context._replace(board=Snapshot({}))))
    first, second = tavla.json("meeting", "list", schema="meeting list")["meetings"]
    return tavla, first["id"], second["id"]


def test_two_meetings_that_go_on_are_told_of_and_become_one(twice: tuple[Tavla, str, str]) -> None:
    tavla, first, second = twice
    for words in ("list", "show"):
        assert "Två möten pågår. Säg vilket ni går vidare med:" in " ".join(
            tavla("meeting", words).err.split()
        )
    said = tavla.ok("meeting", "join", second)
    assert said == "Nu är det ett möte. Allt från båda kommer i samma protokoll.\n"
    [one] = tavla.json("meeting", "list", schema="meeting list")["meetings"]
    assert one["id"] == second
    assert len(one["present"]) == 2
    assert "Två möten" not in tavla("meeting", "list").err
    tavla.ok("undo")
    came = tavla.json("meeting", "join", first, second, schema="meeting join")
    assert came["meeting"]["id"] == first
    assert [event["do"] for event in came["events"]] == ["meeting_join"]


def test_one_meeting_is_joined_with_nothing(held: Tavla) -> None:
    [one] = held.json("meeting", "list", schema="meeting list")["meetings"]
    held.refused("meeting_ended", "meeting", "join", one["id"])
    held.refused("unknown", "meeting", "join", "zzzz")
