"""Somebody who is not here yet, where a person is chosen: they are added there, and not by a slip."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.tui.seat import Seat, put, sit_down

Make = Callable[..., Path]


async def row(seat: Seat, key: str) -> None:
    """Go to a row of the page."""
    await seat.press("home")
    for _step in range(60):
        if seat.shell.pages[-1].key == key:
            return
        await seat.press("down")
    raise AssertionError(f"{key} is not on the page:\n{seat.text}")


def names(seat: Seat) -> set[str]:
    return {str(doc["name"]) for doc in seat.org.table("people").values()}


async def test_a_role_is_given_to_somebody_who_is_added_there(board: Make) -> None:
    async with sit_down(board(), size=(80, 24)) as seat:
        await seat.press("w")
        await row(seat, "give:forbattringsledare")
        await seat.press("enter")
        await seat.write("Per Holm")
        assert "+ Lägg till Per Holm" in seat.asked
        await seat.press("enter")
        assert "Ska Per Holm läggas till?" in seat.asked
        await seat.press("down", "enter")
        assert not seat.asked
        assert "Per Holm" in names(seat)
        held = [doc for doc in seat.org.table("roles").values() if doc["role"] == "forbattringsledare"]
        ref = next(ref for ref, p in seat.shell.look().people.items() if p.name == "Per Holm")
        assert ref in [doc["person"] for doc in held]
        assert "Rollen är sparad" in seat.said


async def test_a_slip_makes_nobody_a_person_and_what_was_typed_is_kept(board: Make) -> None:
    async with sit_down(board(), size=(80, 24)) as seat:
        before = names(seat)
        await seat.press("w")
        await row(seat, "give:nyckelperson")
        await seat.press("enter")
        await seat.write("Mja", "enter", "enter")
        assert seat.written == "Mja"
        assert "Vem är nyckelperson?" in seat.asked
        await seat.press("enter", "escape")
        assert seat.written == "Mja"
        await seat.rewrite("mia")
        assert "Lägg till mia" in seat.asked, "a name may be part of another's"
        await seat.press("enter")
        assert "nyckelperson Mia Ås" in seat.rows[1] or "Mia Ås" in seat.text
        assert names(seat) == before


async def test_a_card_gets_an_owner_who_is_added_there(board: Make) -> None:
    async with sit_down(board(put("Vi letar nycklar"))) as seat:
        await seat.press("o")
        await seat.write("Sara Lind", "enter", "down", "enter")
        assert "Sara Lind" in names(seat)
        ref = next(ref for ref, p in seat.shell.look().people.items() if p.name == "Sara Lind")
        assert seat.card("Vi letar")["owner"] == ref


async def test_a_key_adds_a_person_on_the_page_of_people(board: Make) -> None:
    async with sit_down(board(), size=(80, 24)) as seat:
        await seat.press("w")
        assert "n ny person" in seat.rows[-1]
        await seat.press("n")
        assert "Vad heter personen?" in seat.asked
        await seat.write("Åsa Öberg", "enter")
        assert "Åsa Öberg" in names(seat)
