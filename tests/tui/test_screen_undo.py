"""Taking back what one has not just done: it is shown and asked about first, and what waits is done once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from board.commands import edit, move
from board.method import acts
from tests.tui.seat import Clock, put, session_at, sit_down
from tests.tui.test_screen_others import refusing
from tui import live as live_module
from tui.pages.section import SectionPage

Make = Callable[..., Path]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries again soon what could not be saved."""
    monkeypatch.setattr(live_module, "RETRY_SECONDS", 0.1)


async def test_what_was_just_done_here_is_taken_back_without_a_question(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press(">")
        assert seat.card("Nycklarna")["phase"] == "plan"
        await seat.press("u")
        assert not seat.asked
        assert seat.card("Nycklarna")["phase"] == "inbox"


async def test_what_was_done_in_another_session_is_shown_and_asked_about(board: Make) -> None:
    root = board(put("Nycklarna", "plan", owner="anna"), put("Kaffet"))
    earlier = session_at(root, Clock(), person="anna", board="oster")
    earlier.store()
    async with sit_down(root) as seat:
        earlier.do(move(seat.id("Nycklarna"), "inbox"))
        await seat.until(lambda: "Nycklarna" in seat.column("inbox"))
        await seat.press("u")
        assert "Ångra det här?" in seat.asked
        assert "”Nycklarna”" in seat.asked
        assert "i dag 12.00: du flyttade kortet från Planera till Förslag" in seat.asked
        await seat.press("enter")
        assert not seat.asked
        assert seat.card("Nycklarna")["phase"] == "inbox", "enter lets it be"
        await seat.press("u", "down", "enter")
        assert seat.card("Nycklarna")["phase"] == "plan"
        assert "Ångrat: ”Nycklarna” är i Planera" in seat.said
        await seat.press("U")
        assert not seat.asked, "the undo was made here and now"
        assert seat.card("Nycklarna")["phase"] == "inbox"


async def test_a_decision_of_yesterday_is_asked_about_also_on_a_screen_that_is_never_closed(
    board: Make,
) -> None:
    clock = Clock()
    async with sit_down(board(put("Nycklarna", "plan")), clock=clock) as seat:
        await seat.go_to("Nycklarna")
        await seat.press("<")
        assert seat.card("Nycklarna")["phase"] == "inbox"
        clock.now += timedelta(days=1)
        await seat.press("u")
        assert "Ångra det här?" in seat.asked
        assert "i går 12.00: du flyttade kortet" in seat.asked
        await seat.press("escape")
        assert seat.card("Nycklarna")["phase"] == "inbox"


async def test_from_a_card_the_boards_settings_and_other_cards_are_not_taken_back_unasked(
    board: Make,
) -> None:
    async with sit_down(board(put("Nycklarna"), put("Kaffet")), person="bo") as seat:
        await seat.press("G", "enter")
        await seat.rewrite("12", "enter", "escape")
        await seat.go_to("Nycklarna")
        await seat.press("u")
        assert "Ångra det här?" in seat.asked, "nothing on the board tells of it"
        await seat.press("escape", "enter", "u")
        assert "Ångra det här?" in seat.asked
        await seat.press("escape", "escape")
        await seat.go_to("Kaffet")
        await seat.press(">")
        await seat.go_to("Nycklarna")
        await seat.press("enter", "u")
        assert "”Kaffet”" in seat.asked
        await seat.press("down", "enter")
        assert seat.card("Kaffet")["phase"] == "inbox"


async def test_what_was_just_done_on_a_card_is_taken_back_there_without_a_question(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "plan"))) as seat:
        await seat.go_to("Nycklarna")
        await seat.press("enter", "c")
        await seat.write("Mia frågade", "enter", "u")
        assert not seat.asked
        assert not seat.disk().table("comments")
        await seat.press("U")
        assert not seat.asked
        assert len(seat.disk().table("comments")) == 1


async def test_a_change_of_somebody_in_between_is_refused_as_before(board: Make) -> None:
    root = board(put("Nycklarna", problem="Annas"))
    other = session_at(root, Clock(), person="bo", board="oster")
    async with sit_down(root) as seat:
        other.do(edit(seat.id("Nycklarna"), {"problem": "Bos"}))
        await seat.press("u", "down", "enter")
        assert "har ändrat Problem efter dig" in seat.said


async def test_undo_pressed_again_while_the_first_waits_is_done_once(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "do"))) as seat:
        await seat.go_to("Nycklarna")
        await seat.press("<")
        await seat.press("<")
        assert seat.card("Nycklarna")["phase"] == "inbox"
        store = refusing(seat, "disk_full")
        await seat.press("u", "u", "U", "u")
        assert "väntar på att sparas" in seat.said
        assert "1 ändring väntar" in seat.said
        store.problem = None
        await seat.until(lambda: "kan inte spara" not in seat.rows[0])
        assert seat.card("Nycklarna")["phase"] == "plan", "one step back and no more"


async def test_from_other_pages_only_what_was_done_there_is_taken_back_unasked(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"), put("Bilen är smutsig")), person="bo") as seat:
        await seat.go_to("Nycklarna")
        await seat.press("c")
        await seat.write("Mia frågade", "enter")
        await seat.go_to("Bilen är smutsig")
        await seat.press("p", "down", "enter", "enter", "e")
        for _again in range(2):
            await seat.press("u")
            assert "Ångra det här?" in seat.asked, "the page of what has left the board shows nothing of it"
            await seat.press("escape")
        assert len(seat.disk().table("comments")) == 1
        await seat.press("escape", "w", "u")
        assert "Ångra det här?" in seat.asked
        await seat.press("escape", "n")
        await seat.write("Eva Lind", "enter", "enter")
        await seat.press("u")
        assert "Ångra det här?" not in seat.asked, "it was done on the page of people"


async def test_from_a_section_what_is_about_another_card_is_asked_about(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "plan"), put("Kaffet", "plan"))) as seat:
        await seat.go_to("Kaffet")
        await seat.press("c")
        await seat.write("Hej", "enter")
        await seat.go_to("Nycklarna")
        seat.shell.open_page(SectionPage(seat.id("Nycklarna"), "causes"))
        await seat.settled()
        await seat.press("u")
        assert "Ångra det här?" in seat.asked


async def test_undo_says_how_many_it_took_back(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "do"))) as seat:
        card = seat.id("Nycklarna")
        seat.app.live.do(acts.add_many("log", card, [{"text": text} for text in ("Ett", "Två", "Tre")]))
        await seat.settled()
        await seat.go_to("Nycklarna")
        await seat.press("enter", "u")
        assert "Ångrat: 3 anteckningar" in seat.said
        await seat.press("U")
        assert "Gjort igen: 3 anteckningar" in seat.said


async def test_history_tells_what_an_undone_comment_was(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "plan")), size=(80, 40)) as seat:
        await seat.go_to("Nycklarna")
        await seat.press("enter", "c")
        await seat.write("Mia frågade", "enter", "u", "U", "end")
        assert "ångrade: en kommentar" in seat.text
        assert "gjorde om: en kommentar" in seat.text
        assert "kortet är tillbaka" not in seat.text
