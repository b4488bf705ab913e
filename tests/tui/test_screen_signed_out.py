"""What is typed just as one is signed out at a shared terminal: it is kept for whoever typed it, and does nothing."""

from __future__ import annotations

import pytest

from board.organisation import change_board
from tests.tui.seat import Seat, put, sit_down
from tests.tui.test_screen_shared import Board, Hours, after, timed


async def out_now(seat: Seat, hours: Hours) -> None:
    """Signed out this very moment; who types has not seen it."""
    hours.now += 61
    seat.app.idle.look(seat.shell)
    await seat.settled()
    hours.now += 0.5


@pytest.mark.parametrize("first", ["n", ""])
async def test_a_text_begun_just_as_one_is_signed_out_is_there_when_one_is_back(
    board: Board, first: str
) -> None:
    root = board(put("Vi letar nycklar"), change_board({"idle": 1}))
    async with sit_down(root) as seat:
        hours = timed(seat)
        await out_now(seat, hours)
        await seat.write(first + "Larmet hörs inte")
        assert (seat.page, seat.written) == ("wall", "")
        assert "Du loggades just ut. Text du skrev är kvar när du har sagt vem du är." in seat.asked
        assert "Larmet" not in seat.text, "nobody else reads it"
        hours.now += 1.5
        await seat.write("Bo", "enter")
        assert seat.asked == "", "it is Anna's"
        await after(seat, hours, 2)
        await seat.press("x")
        assert "loggades just ut" not in seat.asked
        await seat.write("Anna", "enter")
        assert seat.written == "Larmet hörs inte"
        assert (
            "Det här skrev du just när du loggades ut. Enter gör ett kort av det, esc kastar det."
            in seat.asked
        )
        await seat.press("escape")
        assert seat.written == "Larmet hörs inte", "one key does not throw it away"
        await seat.press("enter")
        assert "Larmet hörs inte" in seat.titles


async def test_a_comment_begun_just_as_one_is_signed_out_is_for_its_card(board: Board) -> None:
    root = board(put("Vi letar nycklar"), put("Larmet"), change_board({"idle": 1}))
    async with sit_down(root) as seat:
        hours = timed(seat)
        await seat.go_to("Vi letar nycklar")
        await out_now(seat, hours)
        await seat.write("cIgen i dag")
        hours.now += 1.5
        await seat.write("Anna", "enter")
        assert "Skriv en kommentar Vi letar nycklar" in seat.asked
        assert seat.written == "Igen i dag"
        await seat.press("enter")
        (said,) = seat.disk().table("comments").values()
        assert (said["text"], said["card"]) == ("Igen i dag", seat.id("Vi letar nycklar"))


async def test_keys_that_are_no_text_are_forgotten_when_one_is_signed_out(board: Board) -> None:
    root = board(put("Vi letar nycklar"), change_board({"idle": 1}))
    async with sit_down(root) as seat:
        hours = timed(seat)
        await out_now(seat, hours)
        await seat.write("jjjj>")
        hours.now += 1.5
        await seat.write("Anna", "enter")
        assert seat.asked == ""
        assert seat.card("Vi letar")["phase"] == "inbox"
