"""What is asked in a meeting that goes on: answered by digits as decisions are, and told before it is saved."""

from __future__ import annotations

from pathlib import Path

from board.meeting import holding
from tests.tui.seat import Clock, put, session_at, sit_down
from tests.tui.test_screen_meeting import WORK, Make, changed_board


def held(root: Path) -> Path:
    """A workspace where Anna has begun a meeting."""
    session_at(root, Clock(), person="anna", board="oster").do(holding.start())
    return root


async def test_a_digit_decides_and_answers_what_is_asked_next(board: Make) -> None:
    limited = changed_board(**{"limits/plan": 2})
    async with sit_down(held(board(limited, *WORK)), size=(80, 24)) as seat:
        await seat.press("m", "right", "1")
        assert "Planera är full" in seat.asked
        assert "1 Vänta" in seat.asked
        assert "2 Gå vidare ändå" in seat.asked
        await seat.press("3")
        assert "Planera är full" in seat.asked, "no such row: it is looked for, as letters are"
        await seat.press("backspace", "2")
        assert "Varför?" in seat.asked
        assert seat.written == ""
        await seat.press("escape")
        await seat.press("1", "1")
        assert not seat.asked
        assert seat.card("Nyckelskåpet")["phase"] == "inbox"
        await seat.press("1", "2")
        await seat.write("Det brådskar", "enter")
        assert seat.card("Nyckelskåpet")["phase"] == "plan"


async def test_a_promise_says_which_card_it_will_be_on_before_it_is_saved(board: Make) -> None:
    async with sit_down(held(board(*WORK)), size=(80, 24)) as seat:
        await seat.press("m", "right", "right", "plus")
        await seat.write("Byt batterier", "enter")
        assert "Till vilket kort hör det?" in seat.asked
        assert "▌ Frukosten Planera markerat just nu" in seat.asked, (
            "the one that the cursor stands on is first"
        )
        assert seat.asked.index("ett eget kort i Förslag") < seat.asked.index("Handsprit")
        await seat.press("down", "enter")
        assert "Vem gör det?" in seat.asked
        await seat.write("bo", "enter")
        await seat.write("tis", "enter")
        [promise] = seat.disk().table("activities").values()
        assert promise["card"] == seat.id("Byt batterier")
        await seat.press("plus")
        await seat.write("Fråga köket", "enter", "enter")
        await seat.write("bo", "enter")
        await seat.write("tis", "enter")
        on = {doc["text"]: doc["card"] for doc in seat.disk().table("activities").values()}
        assert on["Fråga köket"] == seat.id("Frukosten")


async def test_days_read_alike_and_the_top_line_tells_of_the_meeting_that_goes_on(board: Make) -> None:
    rhythm = changed_board(meeting_rule="FREQ=WEEKLY;BYDAY=WE", meeting_start="2026-12-02T13:30")
    later = put("Sängarna", "plan", due="2026-11-27")
    async with sit_down(held(board(rhythm, later)), size=(80, 24)) as seat:
        assert "möte pågår: m" in seat.rows[1]
        await seat.press("m")
        assert "möte pågår" in seat.rows[1]
        assert "2/12" not in seat.rows[1]
        await seat.press("right", "right", "2")
        assert "När ska det följas upp?" in seat.asked
        assert seat.written == "fre 27 nov"
        await seat.press("enter")
        assert seat.card("Sängarna")["due"] == "2026-11-27"


async def test_a_full_column_is_said_before_anything_is_filled_in_and_each_question_has_its_number(
    board: Make,
) -> None:
    limited = changed_board(**{"limits/do": 1})
    ready = put("Sängarna", "plan", problem="De är höga", why="Ingen vet hur", owner="bo")
    async with sit_down(held(board(limited, put("Fallen", "do"), ready)), size=(80, 24)) as seat:
        await seat.press("m", "right", "right", "1")
        assert "Genomföra är full" in seat.asked
        await seat.press("2")
        assert "Det här saknas:" in seat.asked
        await seat.press("1")
        assert "(1 av 3)" in seat.asked
        await seat.write("Låga sängar", "enter")
        assert "(2 av 3)" in seat.asked
        await seat.write("fre", "enter")
        assert "(3 av 3)" in seat.asked
        assert "Skrivs innan ni börjar" in seat.asked
        await seat.write("Färre fall", "enter")
        assert "Varför?" in seat.asked, "that it is full has been said, and is not asked again"
        await seat.write("Det går fort", "enter")
        assert seat.card("Sängarna")["phase"] == "do"
