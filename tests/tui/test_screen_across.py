"""All boards on one page, what they have in common, and cards found on all of them, by keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from board.commands import edit, note
from board.errors import Problem
from board.method.acts import add
from board.organisation import change_board, give_role
from board.ports import Commit
from tests.tui.neighbours import at, lift, neighbours
from tests.tui.seat import put, session_at, sit_down
from tests.tui.test_screen_start_view import stand_on
from tui import working
from tui.live import Live
from tui.pages import across, found
from tui.working import Work


async def test_from_all_boards_to_the_cards_behind_a_figure_and_a_word(tmp_path: Path) -> None:
    root = neighbours(tmp_path / "work", put("Nycklarna i skåpet", "do", due=date(2026, 11, 10)))
    west = at(root, "vaster")
    west.do(change_board({"area": "Hemtjänst"}))
    west.do(note("Nyckeln till medicinen"))
    own = west.do(note("Nyckeln hos oss")).events[-1].id
    west.do(edit(own, {"internal": True, "due": "2026-11-01"}))
    lift(root, "vaster", "Larm som tystnar", "Larmen", asked="Byt larm", to_role="specialist")
    session_at(root, west.clock, person="anna").organise(
        give_role("anna", "ambassador", board=None, area="Hemtjänst")
    )
    async with sit_down(root, size=(80, 24), board="oster") as seat:
        await seat.press("A")
        assert seat.page == "across"
        below = "\n".join(seat.rows[3:])
        assert below.index("Hemtjänst Väster") < below.index("Hemtjänst Öster"), (
            "the area that one is ambassadör of comes first"
        )
        assert "Hemtjänst 1 tavla, 1 att titta in hos" in seat.said
        assert "1 lyft väntar på svar" in seat.text
        assert "ingen nyckelperson · ingen förbättringsledare · ! 1 kort att följa upp" in seat.said
        # A figure leads to its cards; what stays with its team is counted and not shown.
        await stand_on(seat, "ingen nyckelperson")
        await seat.press("enter")
        assert "! 1 kort att följa upp" in seat.asked
        await seat.press("down", "down", "down", "enter")
        assert seat.page == "found"
        assert "och 1 som bara finns hos dem som har tavlan" in seat.text
        assert "Nyckeln hos oss" not in seat.text
        await seat.press("escape")
        assert seat.page == "across"
        # What boards have in common, and its cards.
        await seat.press("right")
        assert "Ord i rubriker" in seat.text
        await stand_on(seat, "2 tavlor · 2 kort")
        await seat.press("enter")
        assert "Ord i rubriker på öppna kort: 2 tavlor · 2 kort" in seat.text
        assert "Genomföra · Hemtjänst Öster" in seat.text
        await stand_on(seat, "Nyckeln till medicinen")
        await seat.press("enter")
        assert seat.page == "card"
        assert "Hemtjänst Väster" in seat.rows[0]
        assert "Nyckeln till medicinen" in seat.text


async def test_severe_risks_and_who_leads_are_told_and_the_way_back_leads_to_the_same_row(
    tmp_path: Path,
) -> None:
    root = neighbours(tmp_path / "work", put("Nycklarna i skåpet", "do"))
    severe = {"text": "Nyckeln satt i dörren", "severity": 4, "probability": 3}
    at(root, "vaster").do(add("event", None, severe))
    async with sit_down(root, board="oster") as seat:
        await seat.press("A")
        below = "\n".join(seat.rows[3:])
        assert below.index("Hemtjänst Väster") < below.index("Hemtjänst Öster"), "severe risks come first"
        assert "! 1 allvarlig risk · ingen nyckelperson" in seat.said
        assert "nyckelperson Bo Alm · förbättringsledare Anna Ek" in "\n".join(seat.rows[3:])
        await stand_on(seat, "! 1 allvarlig risk")
        await seat.press("enter", "enter")
        assert seat.page == "events"
        assert "● Risker" in seat.text
        assert "Nyckeln satt i dörren" in seat.text
        # And back the same way, to the row where one stood.
        await seat.press("escape")
        assert seat.page == "board"
        await seat.press("escape")
        assert seat.page == "across"
        assert seat.shell.pages[-1].key == "why:vaster"
        await stand_on(seat, "Hemtjänst Öster")
        await seat.press("enter")
        assert "esc leder tillbaka till Alla tavlor" in seat.said
        await seat.press("A")
        assert seat.shell.pages[-1].key == "board:oster"
        await seat.press("escape", "escape")
        assert seat.page == "board", "once one has been back it is the board's own key again"


async def test_cards_are_found_on_all_boards_as_one_types_and_others_changes_come_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "LOOK_SECONDS", 0.2)
    root = neighbours(tmp_path / "work", put("Nycklarna i skåpet", "do"))
    at(root, "vaster").do(note("Nyckeln till medicinen"))
    async with sit_down(root, board="oster") as seat:
        await seat.press("A", "/")
        await seat.write("n")
        assert "Skriv minst två bokstäver." in seat.text
        await seat.write("yck medi")
        assert "Nyckeln till medicinen" in seat.text
        assert "Nycklarna" not in seat.text
        await seat.press("backspace", "backspace", "backspace", "backspace", "enter")
        assert not seat.asked
        assert "2 kort" in seat.text
        at(root, "oster").do(note("Nyckelband saknas"))
        at(root, "vaster").do(note("Nyckelknippan är tung"))
        await seat.until(lambda: "Nyckelband saknas" in seat.text and "Nyckelknippan" in seat.text)
        await stand_on(seat, "Nyckeln till medicinen")
        await seat.press("enter")
        assert seat.page == "card"
        assert "Hemtjänst Väster" in seat.rows[0]
        await seat.press("escape")
        assert seat.page == "found", "back among what was found"
        assert "Hemtjänst Öster" in seat.rows[0], "and on one's own board, where the next card is noted"
        assert "Du är på tavlan Hemtjänst Öster igen." in seat.said
        await seat.press("escape")
        assert seat.page == "across"
        await seat.press("escape")
        assert seat.page == "board"
        await seat.press("A", "/")
        await seat.write("finns inte alls")
        assert "Inget kort och ingen händelse har de orden" in seat.text
        await seat.press("escape")
        assert seat.page == "across"


async def test_a_search_that_finds_nothing_says_what_would(tmp_path: Path) -> None:
    root = neighbours(tmp_path / "work", put("Fel medicin", "do"), put("Fall i trappan"))
    async with sit_down(root, board="oster") as seat:
        await seat.press("A", "/")
        await seat.write("läkemedel", "enter")
        assert "Fel medicin" in seat.text
        assert "Söker också: medicin, tablett, piller." in seat.said
        await seat.press("/")
        await seat.write("fall läkemedel", "enter")
        assert "Inget har alla orden. Var för sig: fall 1, läkemedel 1." in seat.said, (
            "the old words are gone"
        )
        await seat.press("/")
        await seat.write("läge:alla", "enter")
        assert (
            "läge:alla finns inte. Skriv läge:öppet, läge:parkerat, läge:arkiverat, läge:avslutat."
            in seat.said
        )


async def test_an_event_of_another_board_is_found_marked_and_opened_where_it_stands(tmp_path: Path) -> None:
    root = neighbours(tmp_path / "work", put("Nycklarna i skåpet", "do"))
    at(root, "vaster").do(add("event", None, {"text": "Nyckeln satt i dörren"}))
    async with sit_down(root, board="oster", size=(80, 24)) as seat:
        await seat.press("A", "/")
        await seat.write("nyck", "enter")
        assert "1 kort, 1 händelse" in seat.text
        assert "Händelse: strul eller avvikelse · Hemtjänst Väster" in seat.text
        await stand_on(seat, "Nyckeln satt i dörren")
        await seat.press("enter")
        assert seat.page == "events"
        assert "Hemtjänst Väster" in seat.rows[0]
        assert "Nyckeln satt i dörren" in seat.text
        await seat.press("escape")
        assert seat.page == "found"
        assert "Hemtjänst Öster" in seat.rows[0]


class Waiting(Work):
    """Has looked how many boards there are, and waits."""

    def _slice(self) -> Commit:
        self.of, _steps = self._begin()
        return Commit((), ())

    def _heard(self, outcome: Commit | Problem) -> None:
        self._told(self)


async def test_cards_are_found_while_it_is_looked_whether_boards_have_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "LOOK_SECONDS", 0.05)
    root = neighbours(tmp_path / "work", put("Nycklarna i skåpet", "do"))
    async with sit_down(root, board="oster") as seat:
        await seat.press("A", "/")
        await seat.write("ny")
        await seat.until(lambda: "Nycklarna i skåpet" in seat.text)
        looking: list[Waiting] = []

        def looks(*given: Any) -> Waiting:
            looking.append(Waiting(*given))
            return looking[-1]

        monkeypatch.setattr(found, "Work", looks)
        await seat.until(lambda: looking)
        await seat.write("x")
        assert "Inget kort och ingen händelse har de orden" in seat.text
        await seat.press("backspace")
        assert "Nycklarna i skåpet" in seat.text


async def test_reading_many_boards_tells_how_far_it_has_come_and_can_be_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(across, "Work", Waiting)
    async with sit_down(neighbours(tmp_path / "work"), board="oster") as seat:
        await seat.press("A")
        assert "Läser 0 av 2 tavlor … esc stannar" in seat.text
        await seat.press("escape")
        assert "Stannade vid 0 av 2 tavlor" in seat.text
        await seat.press("escape")
        assert seat.page == "board"


def test_long_work_lets_other_jobs_in_between_and_keeps_what_is_done_when_it_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs: list[tuple[Callable[[], Commit], Callable[[Commit], object]]] = []
    live = SimpleNamespace(ask=lambda work, then: jobs.append((work, then)), works=[], others_wait=False)
    told: list[tuple[int, bool]] = []
    seconds = count()
    monkeypatch.setattr("tui.working.time.monotonic", lambda: next(seconds) * working.SLICE_SECONDS * 0.4)
    did: list[int] = []

    def turn() -> None:
        work, then = jobs.pop(0)
        then(work())

    for stops in (False, True):
        did.clear()
        work = Work(
            cast("Live", live),
            lambda: (5, map(did.append, range(5))),
            lambda w: told.append((w.done, w.ended)),
        )
        turn()
        assert len(did) == 3, "a slice, and then whoever waits"
        if stops:
            work.stop()
        while jobs:
            turn()
        wanted = ([0, 1, 2], False, True) if stops else ([0, 1, 2, 3, 4], True, False)
        assert (did, work.ended, work.stopped) == wanted
    assert (5, True) in told
    # Where somebody waits a slice is a step.
    live.others_wait = True
    did.clear()
    Work(cast("Live", live), lambda: (5, map(did.append, range(5))), told.append)  # type: ignore[arg-type]
    turn()
    assert did == [0]
    live.others_wait = False
    while jobs:
        turn()
    # Of two the later one goes first, and then the other goes on.
    order: list[str] = []
    for name in ("first", "second"):
        Work(cast("Live", live), lambda name=name: (4, map(order.append, [name] * 4)), told.append)  # type: ignore[misc, arg-type]
    while jobs:
        turn()
    assert order == ["first"] * 3 + ["second"] * 4 + ["first"]
