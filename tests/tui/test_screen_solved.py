"""A card that is solved already, or not needed, is put away where one looks for it: nothing is missing on it.

It is no routine either."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.seat import put, sit_down

Make = Callable[..., Path]


@pytest.mark.parametrize(("key", "steps"), [("t", 2), ("p", 2), ("f", 5), ("a", 3)])
async def test_what_is_solved_already_is_put_away_from_every_decision(
    board: Make, key: str, steps: int
) -> None:
    async with sit_down(board(put("Bilen är smutsig"))) as seat:
        await seat.go_to("Bilen är smutsig")
        await seat.press(key)
        assert "Redan löst" in seat.asked
        await seat.press(*["down"] * steps, "enter")
        assert "saknas" not in seat.asked
        assert "Redan löst" in seat.written, "enter is enough"
        await seat.press("enter")
        assert not seat.asked
        card = seat.card("Bilen är smutsig")
        assert (card["state"], card["state_why"], card.get("finish")) == ("archived", "Redan löst", None)
        assert not seat.disk().table("routines")
        assert "Kortet är undanlagt" in seat.said
        await seat.press("e")
        assert "Redan löst" in seat.text
        await seat.press("escape", "u")
        assert seat.card("Bilen är smutsig")["state"] == "open"


async def test_the_palette_finds_it_by_its_word_and_another_answer_can_be_written(board: Make) -> None:
    async with sit_down(board(put("Bilen är smutsig"))) as seat:
        await seat.go_to("Bilen är smutsig")
        await seat.press("ctrl+p")
        await seat.write("löst", "enter")
        await seat.write("Vi fick en ny bil", "enter")
        assert seat.card("Bilen är smutsig")["state_why"] == "Vi fick en ny bil"


async def test_a_problems_title_is_not_offered_as_the_name_of_its_routine(board: Make) -> None:
    made = put("Bilen är smutsig", "act", outcome="Bra", decision="Så gör vi")
    async with sit_down(board(made)) as seat:
        await seat.go_to("Bilen är smutsig")
        await seat.press("a", "enter")
        assert "Bilen är smutsig" not in seat.written
        await seat.press("enter", "enter")
        assert not seat.disk().table("routines"), "without a name there is no routine"
