"""Redo-analys at the screen: opening a round, answering it alone, closing it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from board.commands import note
from board.readiness import Reply
from board.readiness_acts import answer
from board.readiness_rounds import own_answer, rounds_of, status
from tests.tui.neighbours import at, neighbours
from tests.tui.rounds import closed, do, leads_since, newcomer, opened, shut, sitting, snapshot, the_round
from tests.tui.seat import NOW, Seat, sit_down

Make = Callable[..., Path]
ALL = "3334123333333333"
"""A digit for each of the twelve, and for what Fokus and Ledarskap ask besides."""


def mine(seat: Seat, id: str) -> dict[str, Reply]:
    return dict(own_answer(seat.disk(), id, seat.app.live.me or ""))


async def rate(root: Path, person: str, *keys: str, size: tuple[int, int] = (80, 24)) -> None:
    """Somebody sits down, opens the round with the first row and presses keys."""
    async with sit_down(root, person=person, size=size) as seat:
        await seat.press("r", "home", "enter", *keys)


async def test_the_whole_way_from_opening_to_the_result(board: Make) -> None:
    root = board()
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "enter", "enter", "enter")
        assert "Pågår" in seat.text
        assert "0 av 3 har svarat" in seat.text
    for person in ("anna", "bo", "mia"):
        await rate(root, person, *ALL)
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home")
        assert "3 av 3 har svarat" in seat.text
        await seat.press("down", "enter")
        assert "3 av 3 har svarat" in seat.asked
        await seat.press("down", "enter")
        assert seat.page == "round"
        assert "● Samtal" in seat.text
        assert "●●●" in seat.text
        await seat.press("right")
        assert "Kategori C: gemensam vilja och förmåga" in seat.text
    [one] = rounds_of(snapshot(root))
    assert one.result is not None
    assert one.result.answers == 3
    assert one.baseline


# --- opening


async def test_who_is_asked_can_be_chosen_and_a_last_day_said(board: Make) -> None:
    root = board()
    async with sit_down(root) as seat:
        await seat.press("r", "enter")
        assert "3 personer får frågan: Anna, Bo, Mia" in seat.asked
        await seat.press("down", "enter")
        await seat.write("mia", "enter", "enter")
        await seat.write("om 2 veckor")
        assert "= sön 6 dec" in seat.asked
        await seat.press("enter")
        assert "0 av 2 har svarat" in seat.text
        assert "svara senast sön 6 dec" in seat.text


async def test_those_of_another_board_are_not_asked_unless_chosen(tmp_path: Path) -> None:
    root = neighbours(tmp_path / "work")
    at(root, "vaster", "mia").do(note("Nyckeln till medicinen"))
    async with sit_down(root, board="oster") as seat:
        await seat.press("r", "enter")
        assert "2 personer får frågan: Anna, Bo" in seat.asked
        assert "1 person som bara syns på andra tavlor är inte med." in seat.asked
        await seat.press("enter", "enter")
        assert "0 av 2 har svarat" in seat.text


async def test_the_last_day_is_changed_while_the_round_is_open_and_can_be_undone(board: Make) -> None:
    root = board()
    id = opened(root)
    async with sit_down(root) as seat:
        await seat.press("r", "home", "down", "down", "down")
        assert "Säg en sista dag" in seat.text
        await seat.press("enter")
        await seat.write("om 2 veckor", "enter")
        assert "svara senast sön 6 dec" in seat.text
        await seat.press("enter")
        assert seat.written == "2026-12-06"
        await seat.write("24/12", "enter")
        assert "svara senast tors 24 dec" in seat.text
        await seat.press("u")
        assert "svara senast sön 6 dec" in seat.text
        await seat.press("enter", "delete", "enter")
        assert "svara senast" not in seat.text
    assert the_round(root, id).closes is None


async def test_a_last_day_that_has_just_been_is_told_and_not_taken_for_next_years(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("r", "enter", "enter")
        await seat.write("20/11")
        assert "= fre 20 nov v. 47, har redan varit" in seat.asked
        await seat.press("enter")
        assert "den dagen har redan varit. Menar du nästa år? Skriv 2027-11-20." in seat.asked
        await seat.rewrite("20/3")
        assert "= lör 20 mars 2027" in seat.asked, "the year where it is not this one"
        await seat.press("enter")
        assert "svara senast lör 20 mars 2027" in seat.said


async def test_one_without_a_role_is_told_who_opens(board: Make) -> None:
    async with sit_down(board(), person="mia") as seat:
        await seat.press("r")
        assert "Förbättringsledaren, nyckelpersonen, ambassadören eller specialisten" in seat.said
        assert "Öppna en ny" not in seat.text


async def test_a_round_opened_by_mistake_is_taken_away(board: Make) -> None:
    root = board()
    opened(root)
    async with sit_down(root) as seat:
        await seat.press("r", "home", "down", "enter")
        assert "Ingen har svarat än" in seat.asked
        await seat.press("down", "enter")
        assert "Omgången är borttagen." in seat.text
        assert "Pågår" not in seat.text
    assert rounds_of(snapshot(root)) == []


async def test_others_are_asked_while_it_is_open(board: Make) -> None:
    root = board()
    opened(root, 3)
    newcomer(root, "Eva Bok", "eva")
    async with sit_down(root) as seat:
        await seat.press("r", "home", "down", "down", "enter")
        await seat.write("eva", "enter", "enter")
        assert "1 av 4 har svarat" in seat.text


async def test_a_year_later_the_board_says_that_it_is_time(board: Make) -> None:
    root = board()
    leads_since(root, (NOW - timedelta(days=900)).date())
    closed(root, 3, 3, 3, days_ago=370)
    async with sit_down(root) as seat:
        await seat.press("r")
        assert "Det är dags igen" in seat.text
        await seat.press("down", "down", "down", "enter")
        await seat.rewrite("0", "enter")
        assert "Det är dags igen" not in seat.text
        assert "tavlan påminner inte" in seat.text


# --- closing


async def test_the_round_is_closed_while_somebody_writes_and_the_text_is_kept_and_told(board: Make) -> None:
    root = board()
    id = opened(root, 3, 3)
    async with sit_down(root, person="mia", size=(80, 24)) as seat:
        await seat.press("r", "home", "enter", "2", "c")
        await seat.write("Det är bråttom")
        shut(root, id)
        await seat.until(lambda: "Omgången är stängd nu" in seat.said, "the news")
        assert seat.written == "Det är bråttom"
        await seat.press("enter")
        assert "Omgången stängdes medan du svarade. Det du skrev är sparat" in seat.said
        assert mine(seat, id)["uppdragsgivare"].comment == "Det är bråttom"
        assert mine(seat, id)["forandringstryck"].rating == 2
    one = the_round(root, id)
    assert one.result is not None
    assert one.result.answers == 3, "what was there when it closed"
    assert status(snapshot(root), sitting(root, "anna").org.snapshot, id).late == 1


@pytest.mark.parametrize(("keys", "competing"), [(("enter",), False), (("down", "enter"), True)])
async def test_under_three_answers_the_leader_is_asked_about_the_wills(
    board: Make, keys: tuple[str, ...], competing: bool
) -> None:
    root = board()
    id = opened(root, 2, 2)
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("r", "home", "down", "enter")
        assert "Bara 2 har svarat. Under tre svar visas inte snitt, spridning" in seat.asked
        await seat.press("down", "enter")
        assert "Drar viljorna åt olika håll?" in seat.asked
        await seat.press(*keys)
        assert "visas inte under tre svar" in seat.text
        await seat.press("right")
        what = "Kategori A: viljorna drar åt olika håll" if competing else "Kategori B: svag vilja"
        assert seat.rows[6].strip() == what
    assert the_round(root, id).competing is competing


async def test_the_leader_waits_with_closing(board: Make) -> None:
    root = board()
    id = opened(root, 2, 2, 2)
    async with sit_down(root) as seat:
        await seat.press("r", "home", "down", "enter", "enter")
        assert seat.page == "readiness"
    assert the_round(root, id).is_open


async def test_late_answers_are_counted_together_by_the_leader(board: Make) -> None:
    root = board()
    id = closed(root, 2, 2, 2)
    for person in ("anna", "bo", "mia"):
        do(root, person, answer(id, {"fokus": Reply(4)}))
    async with sit_down(root, size=(120, 36)) as seat:
        await seat.press("r", "home", "enter")
        assert "3 svar kom eller ändrades efter att omgången stängdes" in seat.text
        await seat.press("home", "enter")
        assert "De sena svaren är med i resultatet nu." in seat.text
    one = the_round(root, id)
    assert one.result is not None
    assert one.result.of("fokus").counts == (0, 0, 0, 3)
