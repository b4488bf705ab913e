"""A personal identity number is pointed at where it was typed, nothing typed is lost, who knows better can say so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.tui.seat import put, sit_down

Make = Callable[..., Path]
NUMBER = "19121212-1212"


async def test_a_number_is_pointed_at_and_what_is_typed_next_takes_its_place(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("n")
        await seat.write(f"Hos {NUMBER} är hissen trasig")
        await seat.press("enter")
        assert seat.titles == []
        assert "personnummer" in seat.asked
        assert seat.shell.prompt.field.selected_text == NUMBER
        await seat.write("en brukare")
        await seat.press("enter")
        assert seat.titles == ["Hos en brukare är hissen trasig"]


async def test_the_word_is_named_and_the_cursor_stands_there_also_far_down_in_a_text(board: Make) -> None:
    async with sit_down(board(put("Hissen")), size=(80, 24)) as seat:
        await seat.press("c")
        await seat.paste("\n".join(["rad"] * 20 + ["Hos henne med 811218-9876 står hissen"] + ["rad"] * 20))
        await seat.press("enter")
        assert "rad 21 i texten, ord 4: 8112…" in seat.asked
        assert "9876" not in seat.asked.partition("8112…")[2].partition("811218")[0]
        assert seat.shell.prompt.field.selected_text == "811218-9876"
        assert "811218-9876" in seat.asked


async def test_a_number_that_is_something_else_is_saved_when_somebody_says_so(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("n")
        await seat.write(f"Hiss {NUMBER}")
        await seat.press("ctrl+t")
        assert seat.titles == []
        await seat.press("enter")
        await seat.press("enter")
        assert seat.titles == []
        assert "ctrl+t det är inget personnummer" in seat.asked
        await seat.press("ctrl+t")
        assert seat.titles == [f"Hiss {NUMBER}"]
        assert not seat.asked
        await seat.press("n")
        await seat.write(f"Hiss {NUMBER}")
        await seat.press("enter")
        assert "personnummer" in seat.asked


async def test_the_reminder_is_said_once_and_the_statutory_system_while_its_words_stand_there(
    board: Make,
) -> None:
    async with sit_down(board()) as seat:
        await seat.press("n")
        assert "Skriv så att ingen brukare" in seat.asked
        await seat.write("Hissen", "enter")
        await seat.press("n")
        assert "Skriv så att ingen brukare" not in seat.asked
        assert "rapporteras i kommunens system" not in seat.asked
        await seat.write("Risk för vårdskada i trappan")
        assert "rapporteras i kommunens system" in seat.asked
        await seat.press("enter")
        assert "Risk för vårdskada i trappan" in seat.titles
