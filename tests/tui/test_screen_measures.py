"""Measures on the screen: deciding, whose they are to decide, the four fields by keys and mouse, what is to be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from board.method import acts
from tests.tui.seat import Clock, Seat, session_at, sit_down
from tests.tui.sections import CARD, docs, here, into, part, stand_on, texts

Make = Callable[..., Path]


@pytest.fixture
def root(board: Make) -> Path:
    return board(CARD)


async def test_a_proposal_is_no_decision_until_somebody_decides(root: Path) -> None:
    async with sit_down(root, size=(80, 24)) as seat:
        await into(seat, "measures")
        await stand_on(seat, "Åtgärder")
        await seat.press("n")
        await seat.write("Fast plats vid dörren", "enter", "enter")
        assert here(seat).startswith("? Fast plats vid dörren förslag · 0 av 8 svar")
        await seat.press("f")
        assert "Hur står det till?" in seat.asked
        await seat.press("down", "enter")
        assert "▪ Fast plats vid dörren" in here(seat)
        assert "beslutad av Anna" in here(seat)
        (doc,) = docs(seat, "action")
        assert (doc["status"], doc["decided_on"]) == ("decided", "2026-11-22")
        await seat.press("u")
        assert "? Fast plats" in here(seat)
        assert "decided_by" not in docs(seat, "action")[0]


async def test_the_reason_for_deciding_in_anothers_place_stands_with_the_decision(root: Path) -> None:
    part(session_at(root, Clock(), person="bo", board="oster"), "action", text="Nytt larm")
    async with sit_down(root, person="mia", size=(80, 24)) as seat:
        await into(seat, "measures")
        await stand_on(seat, "Nytt larm")
        await seat.press("f", "down", "enter")
        await seat.write("Anna är sjuk", "enter")
        assert "beslutad av Mia sön 22 nov: Anna är sjuk" in " ".join(seat.text.replace("▌", " ").split())
    async with sit_down(root, person="anna") as seat:
        await into(seat, "measures")
        await stand_on(seat, "Nytt larm")
        await seat.press("f", "enter")
        await seat.press("f", "down", "enter")
        assert "Anna är sjuk" not in seat.text, "a decision of her own has none"
        assert "beslutad av Anna" in seat.text


async def test_whose_it_is_to_decide_is_said_by_a_digit(root: Path) -> None:
    session = session_at(root, Clock(), person="bo", board="oster")
    part(session, "action", text="Nytt larm")
    async with sit_down(root) as seat:
        await into(seat, "measures")
        await stand_on(seat, "Nytt larm")
        await seat.press("2")
        assert "Lyft den vidare" in seat.said
        assert docs(seat, "action")[0]["influence"] == "indirect"
        assert "En åtgärd bestämmer någon annan om." in seat.said
        await seat.press("3")
        assert "Varför kan ni inte påverka den?" in seat.asked
        await seat.press("enter")
        assert "Skriv ett kort skäl." in seat.asked
        await seat.write("Lagen säger det", "enter")
        doc = docs(seat, "action")[0]
        assert (doc["influence"], doc["influence_why"], doc["status"]) == (
            "none",
            "Lagen säger det",
            "parked",
        )
        assert "– Nytt larm" in here(seat)
        assert "skäl: Lagen säger det" in here(seat), "the reason stands with what it is about"
        await seat.press("1")
        assert "skäl:" not in here(seat)
        assert docs(seat, "action")[0]["influence"] == "direct"
        assert "ja, vi bestämmer själva" in here(seat), "the row says what the digit made of it"


async def test_the_eight_questions_are_counted_and_what_lacks_is_told(root: Path) -> None:
    session = session_at(root, Clock(), person="bo", board="oster")
    action = part(session, "action", text="Fast plats", purpose="Hitta direkt", resources="Krokar")
    part(session, "activity", text="Köpa krokar", action=action, who="anna")
    async with sit_down(root, size=(120, 40)) as seat:
        await into(seat, "measures")
        await stand_on(seat, "Fast plats")
        assert "4 av 8 svar" in here(seat)
        await seat.press("enter")
        assert "Utan svar: när det ska vara klart, hur ni följer upp, när ni följer upp" in seat.said


async def test_a_measure_is_placed_in_the_four_fields_by_arrows(root: Path) -> None:
    session = session_at(root, Clock(), person="bo", board="oster")
    part(session, "action", text="Fast plats")
    async with sit_down(root, size=(80, 24)) as seat:
        await into(seat, "measures", "field")
        await stand_on(seat, "Fast plats")
        assert "inte placerad än" in here(seat)
        await seat.press("shift+up", "shift+right")
        doc = docs(seat, "action")[0]
        assert (doc["effect"], doc["feasibility"]) == (3, 3)
        assert "hög förväntad effekt, lätt att genomföra" in here(seat)
        assert "▸A" in seat.text
        await seat.press(*["shift+up"] * 3, *["shift+left"] * 5)
        doc = docs(seat, "action")[0]
        assert (doc["effect"], doc["feasibility"]) == (4, 1), "not beyond the edge"
        await seat.press("u")
        assert docs(seat, "action")[0]["feasibility"] == 2


async def test_a_measure_is_chosen_and_placed_by_mouse(root: Path) -> None:
    session = session_at(root, Clock(), person="bo", board="oster")
    part(session, "action", text="Fast plats", effect=1, feasibility=1)
    part(session, "action", text="Ny lista", effect=4, feasibility=4)
    async with sit_down(root, size=(100, 30)) as seat:
        await into(seat, "measures", "field")
        await stand_on(seat, "Ny lista")
        await click(seat, letter(seat, "A"))
        assert "A ? Fast plats" in here(seat), "a click on its letter chooses it"
        x, y = letter(seat, "B")
        await click(seat, (x + 6, y))
        doc = docs(seat, "action")[0]
        assert (doc["effect"], doc["feasibility"]) == (4, 4)
        assert "A ? Fast plats" in here(seat)
        before = docs(seat, "action")
        await click(seat, seat.spot("svår att genomföra"))
        assert docs(seat, "action") == before, "beside the field is no place"


def letter(seat: Seat, name: str) -> tuple[int, int]:
    """Where a measure's letter stands in the field."""
    for y, row in enumerate(seat.rows):
        inside = row.partition("│")[2]
        if name in inside and "│" in row:
            return len(row) - len(inside) + inside.index(name), y
    raise AssertionError(f"{name} is not in the field:\n{seat.text}")


async def click(seat: Seat, spot: tuple[int, int]) -> None:
    await seat.pilot.click(offset=spot)
    await seat.settled()


async def test_the_field_stays_in_sight_with_thirty_measures(root: Path) -> None:
    session = session_at(root, Clock(), person="bo", board="oster")
    for n in range(30):
        part(session, "action", text=f"Åtgärd {n:02}")
    async with sit_down(root, size=(80, 24)) as seat:
        await into(seat, "measures", "field")
        await stand_on(seat, "Åtgärd 29")
        assert "börja här" in seat.text
        await seat.press("shift+right")
        assert "▸30" in seat.text
        await seat.press("enter")
        assert "Åtgärd 29" in seat.text, "its fields may take the room of the field"
        await seat.press("down", "down")
        assert here(seat)


async def test_things_to_do_are_written_and_marked_done(root: Path) -> None:
    session = session_at(root, Clock(), person="bo", board="oster")
    part(session, "activity", text="Sätta upp krokar", who="anna", due="2026-11-20")
    async with sit_down(root) as seat:
        await into(seat, "measures", "todo")
        await stand_on(seat, "Sätta upp krokar")
        assert "! skulle varit klart fre 20 nov" in here(seat)
        await seat.press("f")
        assert "gjort" in here(seat)
        assert docs(seat, "activity")[0]["done"] is True
        await stand_on(seat, "Att göra")
        await seat.press("n")
        await seat.write("Berätta för natten", "enter", "enter")
        assert texts(seat, "activity")[-1] == "Berätta för natten"


async def test_two_who_place_at_once_both_see_the_last(root: Path) -> None:
    session = session_at(root, Clock(), person="bo", board="oster")
    action = part(session, "action", text="Fast plats", effect=1, feasibility=1)
    async with sit_down(root) as seat:
        await into(seat, "measures", "field")
        await stand_on(seat, "Fast plats")
        session.do(acts.change("action", action, {"effect": 4, "feasibility": 4}))
        await seat.until(lambda: "hög förväntad effekt, lätt" in seat.text, "Bo's place")
        await seat.press("shift+left")
        doc = docs(seat, "action")[0]
        assert (doc["effect"], doc["feasibility"]) == (4, 3)
