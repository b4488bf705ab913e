"""What is another's to do, at the screen: it says whose, and is done with a reason or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from board.organisation import change_board
from tests.tui.seat import put, sit_down
from tests.tui.test_screen_pages import row

Make = Callable[..., Path]


async def test_deleting_anothers_card_asks_why_and_tells_whose_it_is(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"), put("Larmet")), person="mia") as seat:
        await seat.go_to("Nycklarna")
        await seat.press("delete", "down", "enter")
        assert "förbättringsledare eller nyckelperson: Anna, Bo" in seat.asked
        await seat.press("enter")
        assert "Skriv ett kort skäl" in seat.asked
        await seat.write("Samma som Larmet", "enter")
        assert "Nycklarna" not in seat.titles
        await seat.press("u")
        assert "Nycklarna" in seat.titles


async def test_the_box_for_the_reason_says_what_enter_does(board: Make) -> None:
    async with sit_down(board(put("Nycklarna")), person="mia") as seat:
        await seat.press("delete", "down", "enter")
        assert "enter tar bort · esc avbryter" in seat.asked
        await seat.write("Samma som")
        await seat.press("escape")
        assert "Enter tar bort, och esc en gång till kastar det du har skrivit." in seat.asked
        assert "spara" not in seat.asked
        await seat.press("escape")
        assert "Nycklarna" in seat.titles
        await seat.press("s")
        await row(seat, "focus")
        await seat.press("enter")
        await seat.write("ro", "enter")
        assert "enter gör det ändå" in seat.asked


async def test_esc_leaves_it_as_it_is(board: Make) -> None:
    async with sit_down(board(put("Nycklarna")), person="mia") as seat:
        await seat.press("s")
        await row(seat, "focus")
        await seat.press("enter")
        await seat.write("trygga kvällar", "enter")
        assert "Det här hör till den som är förbättringsledare eller nyckelperson: Anna, Bo." in seat.asked
        await seat.press("escape")
        assert not seat.asked
        assert "focus" not in (seat.disk().get("board", "1") or {})
        await row(seat, "focus")
        await seat.press("enter")
        await seat.write("ro", "enter")
        await seat.write("Vi bestämde det på mötet", "enter")
        assert (seat.disk().get("board", "1") or {})["focus"] == "ro"


async def test_a_board_makes_an_action_strict_on_its_own_page(board: Make) -> None:
    root = board(put("Nycklarna"))
    async with sit_down(root) as seat:
        await seat.press("s")
        await row(seat, "strict/change_settings")
        assert "förbättringsledare, nyckelperson; andra med ett skäl" in seat.text
        await seat.press("enter")
        assert "Har rollen i dag: Anna Ek, Bo Alm." in seat.asked
        await seat.press("enter")
        assert "Inget är ändrat." in seat.text, "the row as it is comes first"
        await seat.press("enter", "down")
        assert "Rollen på tavlan: förbättringsledare, nyckelperson." in seat.asked
        assert "Bara den som har rollen på tavlan" in seat.asked
        await seat.press("enter")
        assert "bara förbättringsledare, nyckelperson" in seat.text
        assert "u ångrar." in seat.rows[-1]
    async with sit_down(root, person="mia") as seat:
        await seat.press("s")
        await row(seat, "focus")
        await seat.press("enter")
        await seat.write("ro", "enter")
        assert "görs det bara av den som är förbättringsledare eller nyckelperson: Anna, Bo" in seat.asked
        await seat.press("escape")


async def test_a_strict_board_says_so_and_nothing_is_done(board: Make) -> None:
    async with sit_down(
        board(put("Nycklarna"), change_board({"strict": {"delete": True}})), person="mia"
    ) as seat:
        await seat.go_to("Nycklarna")
        await seat.press("delete")
        assert "Ta bort kortet?" not in seat.text, (
            "nobody is asked whether they are sure of what they may not do"
        )
        told = "görs det bara av den som är förbättringsledare eller nyckelperson: Anna, Bo. Inget är ändrat."
        assert told in seat.asked
        await seat.press("enter")
        assert not seat.asked
        assert "Nycklarna" in seat.titles


async def test_what_is_anothers_to_decide_is_told_before_anything_is_asked_or_written(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "check")), person="mia") as seat:
        await seat.go_to("Nycklarna")
        await seat.press("a", "enter")
        assert "Det här hör till den som är förbättringsledare: Anna." in seat.asked
        await seat.press("escape")
        assert not seat.asked
        assert "outcome" not in seat.card("Nycklarna")
        await seat.press("a", "enter")
        await seat.write("Anna bad mig", "enter")
        assert "Det här saknas" in seat.asked
        await seat.press("enter")
        await seat.write("Färre letar", "enter")
        await seat.write("Skåpet blir kvar", "enter")
        assert "hör till" not in seat.asked, "one reason is enough for the whole decision"
        card = seat.card("Nycklarna")
        assert (card["state"], card["finish"]) == ("finished", "routine")
        assert (card["outcome"], card["decision"]) == ("Färre letar", "Skåpet blir kvar")


async def test_the_reason_stands_beside_what_was_decided_and_not_in_its_place(board: Make) -> None:
    root = board(put("Nycklarna", "act", outcome="Färre letar"))
    async with sit_down(root, person="mia") as seat:
        await seat.go_to("Nycklarna")
        await seat.press("a", "enter")
        await seat.write("Anna bad mig", "enter")
        await seat.write("Skåpet blir kvar", "enter")
        assert seat.card("Nycklarna")["decision"] == "Skåpet blir kvar"
    journal = root / "boards" / "oster" / "journal"
    assert "Anna bad mig" in "".join(path.read_text() for path in journal.rglob("*") if path.is_file())


async def test_what_is_strict_is_told_before_the_decision_is_asked_for(board: Make) -> None:
    made = board(put("Nycklarna", "act"), change_board({"strict": {"introduce_routine": True}}))
    async with sit_down(made, person="mia") as seat:
        await seat.go_to("Nycklarna")
        await seat.press("a", "enter")
        assert "görs det bara av den som är förbättringsledare: Anna" in seat.asked
        await seat.press("enter")
        assert not seat.asked
        assert seat.card("Nycklarna")["state"] == "open"
