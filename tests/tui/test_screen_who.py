"""Who sits at the screen when it is started again: nothing is written in another's name without a question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from board.organisation import add_person, change_board
from board.swedish import fold
from tests.tui.seat import Clock, put, rising, session_at, sit_down
from tui.desk import Desk

Board = Callable[..., Path]


async def with_an_account(root: Path) -> Path:
    """The login itself is a person, as after a first change."""
    async with sit_down(root) as seat:
        seat.app.live.organise(add_person("vera", "vera"), lambda _outcome: None)
        await seat.settled()
    return root


async def test_a_login_that_somebody_else_wrote_at_last_asks_who_it_is_now(board: Board) -> None:
    root = await with_an_account(board(put("Vi letar nycklar")))
    async with sit_down(root, person=None) as seat:
        assert "vera" in seat.rows[0], "nobody else has sat here"
        await seat.press("i")
        await seat.write("Bo", "enter")
        assert "Bo Alm" in seat.rows[0]
    async with sit_down(root, person=None) as seat:
        assert "Vem sitter vid tangenterna?" in seat.asked
        assert "vera" not in seat.text
        assert "Bo Alm var här senast" in seat.asked
        assert seat.app.live.me is None
        await seat.press("enter")
        assert "Bo Alm" in seat.rows[0], "whoever sat here last is the first to choose"
    async with sit_down(root, person=None) as seat:
        await seat.press("escape", "n")
        await seat.write("Dörren kärvar", "enter")
        assert "Vem sitter vid tangenterna?" in seat.asked, "asked before anything is written"
        assert "Dörren kärvar" not in seat.titles
        await seat.write("Mia", "enter")
        assert seat.card("Dörren")["by"] == seat.app.live.me


async def test_one_who_chose_the_logins_own_name_is_not_asked_again(board: Board) -> None:
    root = await with_an_account(board(put("Vi letar nycklar")))
    for name in ("Bo", "vera"):
        async with sit_down(root, person=None) as seat:
            if not seat.shell.asking:
                await seat.press("i")
            await seat.write(name, "enter")
    async with sit_down(root, person=None) as seat:
        assert not seat.asked
        assert "vera" in seat.rows[0]


async def test_who_sat_at_another_workspace_is_not_asked_about_here(board: Board, demo: Path) -> None:
    root = await with_an_account(board(put("Vi letar nycklar")))
    home = root.parent / "home"
    async with sit_down(demo, person=None, board="kaprifolen", home=home) as seat:
        await seat.press("i")
        await seat.write("Sara", "enter")
    async with sit_down(root, person=None) as seat:
        assert not seat.asked
    async with sit_down(demo, person=None, board="kaprifolen", home=home) as seat:
        assert "Vem sitter vid tangenterna?" in seat.asked


async def test_a_bare_account_is_not_listed_among_those_who_are_at_the_meeting(board: Board) -> None:
    root = await with_an_account(board(put("Vi letar nycklar")))
    async with sit_down(root) as seat:
        await seat.press("m", "enter", "enter")
        if "Vilka är med?" not in seat.asked:
            await seat.press("N")
        assert "Bo Alm" in seat.asked
        assert "vera" not in seat.asked


async def test_a_name_that_only_has_the_letters_inside_is_no_first_choice(board: Board) -> None:
    root = board(put("Vi letar nycklar"), change_board({"guests": True}))
    session = session_at(root, Clock(), person="", board="oster")
    for name in ("Johan Strandvik", "Siv Viklund"):
        session.organise(add_person(name, fold(name.split()[0])))
    async with sit_down(root) as seat:
        await seat.press("i")
        await seat.write("vik")
        assert rising([seat.asked.index(word) for word in ("Siv Viklund", "Gäst", "Johan Strandvik")])
        await seat.rewrite("andv")
        assert rising([seat.asked.index(word) for word in ("Lägg till andv", "Gäst", "Johan Strandvik")])
        await seat.rewrite("vik", "enter")
        assert "Siv Viklund" in seat.rows[0]


def test_the_board_that_was_open_is_opened_again_whoever_of_a_login_had_it_open(demo: Path) -> None:
    first = session_at(demo, Clock())
    first.who()
    assert first.person is not None, "the login is a person of its own"
    kept, other, *_more = first.demo_boards()
    desk = Desk(first)
    desk.remember_board(other)
    desk.remember_person("sara")
    desk.remember_board(kept)
    again = session_at(demo, Clock())
    again.who()
    assert again.choose_board(anyones=True) == kept
    asked = session_at(demo, Clock())
    assert asked.choose_board() == other, "a command of the login's own writes where that person was"
