"""Redo-analys beyond one board: units side by side, whose overview it is, rounds of an area and the organisation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from board.organisation import change_board, give_role, start_board
from board.readiness import Reply, items_of
from board.readiness_acts import answer, close, open_round
from board.readiness_rounds import rounds_of
from tests.tui.rounds import closed, leads_since, sitting
from tests.tui.seat import NOW, Clock, sit_down

Make = Callable[..., Path]
LONG_AGO = (NOW - timedelta(days=1200)).date()


async def test_a_unit_among_others_for_a_specialist(board: Make) -> None:
    root = board()
    leads_since(root, LONG_AGO)
    closed(root, 1, 1, 1, days_ago=500)
    session = sitting(root, "anna")
    session.new_board("vaster")
    session.board = "vaster"
    session.do(start_board("Hemtjänst Väster"))
    async with sit_down(root, size=(80, 24), board="vaster") as seat:
        await seat.press("r", "end", "enter")
        assert seat.page == "overview"
        assert "Kategori B: svag vilja" in seat.text
        assert "● dags att göra om" in seat.text
        assert "har inte gjort någon än" in seat.text
        await seat.press("home", "enter")
        assert seat.page == "readiness"
        assert "Hemtjänst Öster" in seat.rows[0]
        assert "Kategori B" in seat.text


async def test_what_is_lowest_in_each_unit_is_told_and_which_boards_are_not_in_it(board: Make) -> None:
    root = board(change_board({"area": "Centrum"}))
    sitting(root, "anna").organise(give_role("anna", "ambassador", board=None, area="Centrum"))
    low = {**{key: Reply(3) for key in items_of("readiness")}, "kompetens": Reply(1)}
    closed(root, low, low, low)
    session = sitting(root, "anna")
    session.new_board("vaster")
    session.board = "vaster"
    session.do(start_board("Hemtjänst Väster"))
    async with sit_down(root, size=(100, 30), board="oster") as seat:
        await seat.press("r", "end", "enter")
        assert seat.page == "overview"
        assert "lägst: Kompetens 1,0" in seat.said
        assert "1 tavla är inte med: den hör inte till ditt område. Hemtjänst Väster" in seat.said


async def test_of_a_unit_with_few_answers_it_is_said_why_nothing_is_lowest(board: Make) -> None:
    root = board()
    leads_since(root, LONG_AGO)
    closed(root, 3, 3)
    async with sit_down(root, size=(100, 30)) as seat:
        await seat.press("r", "end", "enter")
        assert "lägst visas inte: ingen faktor har tre svar" in seat.said


async def test_one_without_such_a_role_does_not_see_other_units_and_is_told_who_does(board: Make) -> None:
    root = board()
    async with sit_down(root) as seat:
        await seat.press("r")
        assert "Alla tavlor" not in seat.text
        assert "ambassadör eller specialist" not in seat.said, "there is nobody to name"
    leads_since(root, LONG_AGO, "bo")
    async with sit_down(root, person="mia") as seat:
        await seat.press("r")
        assert "Alla tavlor" not in seat.text
        assert "Var alla enheter står ses av Bo, som är ambassadör eller specialist." in seat.said


async def test_the_one_who_leads_the_organisation_is_reminded_of_its_round(board: Make) -> None:
    root = board()
    leads_since(root, LONG_AGO)
    clock = Clock(NOW - timedelta(days=400))
    sitting(root, "anna", clock).organise(open_round("readiness", ["anna", "bo"]))
    [one] = rounds_of(sitting(root, "anna").org_snapshot)
    sitting(root, "bo", clock).organise(answer(one.id, {"fokus": Reply(3)}, shared=True))
    sitting(root, "anna", clock).organise(close(one.id))
    async with sit_down(root) as seat:
        await seat.press("r")
        assert (
            "● Hela organisationen: det är dags igen, den förra redo-analysen stängdes för 13 månader"
            in seat.said
        )
    async with sit_down(root, person="bo") as seat:
        await seat.press("r")
        assert "dags igen" not in seat.said


async def test_an_ambassador_opens_a_round_of_the_area_and_leads_it_to_the_end(board: Make) -> None:
    root = board(change_board({"area": "Centrum"}))
    sitting(root, "anna").organise(give_role("bo", "ambassador", board=None, area="Centrum"))
    async with sit_down(root, person="bo", size=(80, 24)) as seat:
        await seat.press("r", "enter")
        assert "Område Centrum" in seat.asked
        await seat.press("down", "enter", "enter", "enter")
        assert "Redo-analys · Område Centrum" in seat.text
        await seat.press("enter", *"3334123333333333", "enter", "down", "enter", "down", "enter", "enter")
        assert "● Samtal" in seat.text
        await seat.press("enter")
        await seat.write("Enade", "enter")
        await seat.press("right", "home", "down", "enter", "down", "enter", "enter", "escape")
        assert "Område Centrum  redo" in seat.text
        [doc] = seat.org.table("rounds").values()
    assert (doc["scope"], doc["ending"], doc["agreed"]) == ("area", "ready", {"forandringstryck": "Enade"})
