"""The key table: what the key line, help, the palette and the bindings are made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from board.method.acts import add
from tests.tui.seat import put, sit_down
from tui.acts.table import ACTS
from tui.keys import ACTIONS, clashes, keys_of, shown, works_on
from tui.text import _, set_language

Make = Callable[..., Path]
STEPS = {"left", "right", "up", "down"}
CONTRACT = {
    "open": "enter", "close": "escape", "note": "n", "forward": ">", "back": "<", "search": "/", "undo": "u",
    "redo": "U", "comment": "c", "owner": "o", "boards": "b", "who": "i", "help": "?", "palette": "ctrl+p",
    "quit": "q", "left": "h", "down": "j", "up": "k", "right": "l",
}  # fmt: skip
NAMES = {">": "greater_than_sign", "<": "less_than_sign", "/": "slash", "?": "question_mark"}


def test_no_key_means_two_things_on_a_page() -> None:
    assert clashes({}) == []


@pytest.mark.parametrize(("action", "key"), CONTRACT.items())
def test_the_keys_that_people_are_promised(action: str, key: str) -> None:
    found = next(a for a in ACTIONS if a.id == action)
    assert NAMES.get(key, key) in keys_of(found, {})


def test_every_action_does_something() -> None:
    ids = [action.id for action in ACTIONS]
    assert len(ids) == len(set(ids))
    assert set(ids) == set(ACTS) | STEPS


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_is_told_in_both_languages(action: object) -> None:
    from tui.keys import Action

    assert isinstance(action, Action)
    for text in filter(None, (action.label, action.hint_label)):
        set_language("sv")
        assert _(text) == text
        set_language("en")
        assert _(text) != text, "has no English"


@pytest.mark.parametrize("page", ["board", "card", "boards", "people", "ended", "help", "about", "start"])
def test_every_page_has_a_way_back_help_and_quit(page: str) -> None:
    here = {action.id for action in ACTIONS if works_on(action, page)}
    assert {"help", "quit"} <= here
    assert ("undo" in here) == (page != "start"), "before there is a board letters are written"
    assert ("close" in here) == (page not in ("board", "start"))


def test_keys_are_shown_as_they_stand_on_the_keyboard() -> None:
    assert [shown(key) for key in ("greater_than_sign", "shift+right", "escape", "ö")] == [
        ">", "shift+→", "esc", "ö",
    ]  # fmt: skip


def test_a_person_can_have_other_keys_and_is_told_of_clashes() -> None:
    assert clashes({"note": "ö"}) == []
    note = next(a for a in ACTIONS if a.id == "note")
    assert keys_of(note, {"note": "ö, f2"}) == ["ö", "f2"]
    assert clashes({"note": "c"}) == [("c", "note", "comment")]


async def test_the_keys_that_a_page_is_for_are_in_the_bottom_line_at_80_columns(board: Make) -> None:
    made = [add("event", None, {"text": "Larmet gick", "on": "2026-11-20"})]
    async with sit_down(board(put("Nycklar", "do"), *made), size=(80, 24)) as seat:
        await seat.press("H")
        assert all(hint in seat.rows[-1] for hint in ("a svara", "n gör kort", "? alla tangenter"))
        assert "ångra" not in seat.rows[-1]
        await seat.press("escape", "v")
        assert all(hint in seat.rows[-1] for hint in ("D till mötet", "p fråga", "? alla tangenter"))
        await seat.press("escape", "s")
        assert all(hint in seat.rows[-1] for hint in ("enter öppna", "n nytt mål"))
        await seat.press("?")
        told = seat.text
        assert told.index("Skriv ett inriktningsmål") < told.index("Ångra"), (
            "what the page is for comes first"
        )


def test_a_key_that_takes_something_away_does_nothing_else_elsewhere() -> None:
    """`x` notes an event on the board: who presses it on a row of another page loses nothing."""
    takes_away = ("delete", "_delete", "_end")
    keys = {key for action in ACTIONS if action.id.endswith(takes_away) for key in keys_of(action, {})}
    others = {
        key: action.id
        for action in ACTIONS
        if not action.id.endswith(takes_away)
        for key in keys_of(action, {})
        if key in keys
    }
    assert others == {}


async def test_a_word_typed_on_the_page_of_keys_finds_what_one_can_do(board: Make) -> None:
    async with sit_down(board(put("Nycklar")), size=(80, 24)) as seat:
        await seat.press("?")
        assert "/ sök" in seat.rows[-1]
        assert "byt person" not in seat.rows[-1], "letters are searched for here"
        await seat.write("läkemedel", "enter")
        assert seat.page == "help"
        assert "Inget heter så här. Kort och händelser söks med / på tavlan." in seat.asked
        await seat.rewrite("komment")
        assert "Skriv en kommentar" in seat.asked
        await seat.press("enter")
        assert seat.page == "board", "what is chosen is done where one came from"
        assert "Skriv en kommentar" in seat.asked
        await seat.press("escape", "?", "/", "escape")
        assert seat.page == "help"
        await seat.press("escape")
        assert seat.page == "board"


async def test_a_key_pressed_where_it_was_read_is_the_first_that_is_found(board: Make) -> None:
    async with sit_down(board(put("Nycklar"))) as seat:
        for key, page in (("m", "meetings"), ("M", "start_view"), ("b", "boards")):
            await seat.press("?", key, "enter")
            assert seat.page == page
            await seat.press("escape")
        await seat.press("?", "q")
        assert seat.app._exit, "q leaves from every page, and no word begins with it"


async def test_a_q_in_a_word_that_is_looked_for_on_the_page_of_keys_is_a_letter(board: Make) -> None:
    async with sit_down(board(put("Nycklar"))) as seat:
        await seat.press("?", "/")
        await seat.write("q")
        assert seat.written == "q"
        assert "Avsluta programmet" in seat.asked
        await seat.press("escape", "escape", "?")
        await seat.write("tangq")
        assert (seat.page, seat.written) == ("help", "tangq")


@pytest.mark.parametrize(("size", "told"), [((120, 36), True), ((119, 36), False), ((80, 24), False)])
async def test_the_list_of_all_one_can_do_is_named_where_there_is_room(
    board: Make, size: tuple[int, int], told: bool
) -> None:
    async with sit_down(board(put("Nycklar")), size=size) as seat:
        line = seat.rows[-1]
        assert ("u ångra   ? alla tangenter   ctrl+p allt" in line) is told
        assert "? alla tangenter" in line
        if told:
            x, y = seat.spot("ctrl+p")
            await seat.pilot.click(offset=(x + 2, y))
            await seat.settled()
            assert "Vad vill du göra?" in seat.asked


async def test_slash_on_the_list_of_boards_searches_all_of_them(board: Make) -> None:
    async with sit_down(board(put("Nycklar"))) as seat:
        await seat.press("b", "/")
        await seat.write("nyckl")
        assert "Sök på alla tavlor" in seat.asked
        await seat.until(lambda: "Nycklar" in seat.text)
        await seat.press("escape")
        assert seat.page == "boards"


async def test_a_word_typed_among_the_boards_begins_no_meeting(board: Make) -> None:
    from board.meeting.meetings import running

    async with sit_down(board(put("Nycklar"))) as seat:
        await seat.press("b", "m", "enter")
        assert "Börja mötet på Hemtjänst Öster?" in seat.asked
        assert running(seat.disk()) is None
        await seat.press("escape")
        assert running(seat.disk()) is None
        await seat.press("enter", "enter")
        assert seat.page == "meeting"
        assert running(seat.disk()) is not None


async def test_what_a_key_does_is_told_whole_in_a_narrow_window(board: Make) -> None:
    async with sit_down(board(put("Nycklar")), size=(60, 120)) as seat:
        await seat.press("?")
        assert "strul, en synpunkt, något som gick bra" in seat.said
        assert "Starta om med ett litet kort, och parkera resten" in seat.said, "what has no key, too"
        await seat.resize(80, 24)
        await seat.press("escape", "ctrl+p")
        await seat.write("starta om")
        assert "Starta om med ett litet kort, och parkera resten" in seat.asked
