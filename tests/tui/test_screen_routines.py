"""Routines: told of on their day of review, answered for by the team, and never about a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from board.context import Command, Context
from board.method.acts import add
from board.ports import Draft
from tests.tui.seat import put, sit_down
from tui.pages.section import SectionPage

Make = Callable[..., Path]


def routine(card: str, text: str, review: str) -> Command:
    def decide(context: Context) -> Sequence[Draft]:
        id = next(id for id, doc in context.board.table("cards").items() if doc["title"] == card)
        return add("routine", id, {"text": text, "review": review})(context)

    return decide


async def test_a_routine_is_asked_about_on_its_day_and_not_again_until_the_next(board: Make) -> None:
    made = (
        put("Nycklarna", "act"),
        routine("Nycklarna", "Kroken", "2026-11-20"),
    )
    async with sit_down(board(*made)) as seat:
        assert "1 rutin att se över" in seat.text
        await seat.press("R")
        assert "Kroken" in seat.text
        assert "skulle setts över" in seat.text
        await seat.press("enter")
        assert "Följs rutinen?" in seat.asked
        await seat.press("enter")
        assert "Vilken dag ser ni efter" in seat.asked
        await seat.write("om 3 månader", "enter")
        assert "skulle setts över" not in seat.text
        assert "följdes sön 22 nov: ja" in seat.text
        await seat.press("escape")
        assert "rutin att se över" not in seat.text


async def test_the_days_of_a_routine_say_what_they_are(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "act"), routine("Nycklarna", "Kroken", "2026-12-01"))) as seat:
        seat.shell.open_page(SectionPage(seat.id("Nycklarna"), "routine"))
        await seat.settled()
        assert "ses över tis 1 dec" in seat.text


async def test_one_that_is_not_followed_becomes_a_card(board: Make) -> None:
    made = (
        put("Nycklarna", "act"),
        routine("Nycklarna", "Kroken", "2026-11-22"),
    )
    async with sit_down(board(*made)) as seat:
        await seat.press("R", "enter", "down", "down", "enter")
        assert "Vill ni ta tag i det?" in seat.asked
        await seat.press("enter")
        assert seat.card("Rutinen följs inte: Kroken")["phase"] == "inbox"


async def test_without_any_it_says_where_they_come_from(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("R")
        assert "Inga rutiner än" in seat.text
