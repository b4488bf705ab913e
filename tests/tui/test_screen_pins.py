"""PIN codes on the screen: set, asked for, wrong, waited for, taken away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from board.errors import Problem
from board.ports import Line
from board.terminal import mark_pin, unmark_pin
from storage.pins import LEAST, MOST
from tests.tui.seat import Clock, Seat, put, session_at, sit_down

Board = Callable[..., Path]


async def set_pin(seat: Seat, pin: str) -> None:
    """Through the list of everything, as a person who looks for it does."""
    await seat.press("ctrl+p")
    await seat.write("pin", "enter")
    await seat.until(lambda: "Välj en PIN-kod" in seat.asked)
    await seat.write(pin, "enter")
    await seat.until(lambda: "en gång till" in seat.asked)
    await seat.write(pin, "enter")
    await seat.until(lambda: "PIN-koden är sparad" in seat.text)


async def choose(seat: Seat, name: str) -> None:
    await seat.press("i")
    await seat.write(name, "enter")


async def test_a_name_with_a_pin_is_taken_with_it(board: Board) -> None:
    root = board(put("Vi letar nycklar"))
    async with sit_down(root) as seat:
        await set_pin(seat, "4711")
        await choose(seat, "Bo")
        assert "Nu är det Bo Alm" in seat.text
        await choose(seat, "Anna")
        assert "PIN-kod för Anna Ek" in seat.asked
        await seat.write("4712", "enter")
        await seat.until(lambda: "Koden stämmer inte. 4 försök kvar" in seat.said)
        assert "Bo Alm" in seat.rows[0], "still the one who was there"
        await seat.write("4711", "enter")
        await seat.until(lambda: "Nu är det Anna Ek" in seat.said)


async def test_what_a_pin_may_be_is_said_before_one_is_written(board: Board) -> None:
    async with sit_down(board(), size=(80, 24)) as seat:
        await seat.press("ctrl+p")
        await seat.write("pin", "enter")
        await seat.until(lambda: "Välj en PIN-kod" in seat.asked)
        assert f"{LEAST} till {MOST} siffror, och inte så enkel som 1234 eller 1111." in seat.asked


async def test_digits_are_never_seen_and_nothing_of_them_is_kept(board: Board, tmp_path: Path) -> None:
    root = board()
    async with sit_down(root) as seat:
        await set_pin(seat, "90531")
        await choose(seat, "Bo")
        await choose(seat, "Anna")
        await seat.write("90531")
        assert "•••••" in seat.text
        assert "90531" not in seat.text
        await seat.press("escape")
        assert not seat.shell.asking
        assert seat.written == ""
    texts = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert not any(b"90531" in text for text in texts)
    kept = [file.name for file in tmp_path.rglob("*") if file.is_file() and b'"hash"' in file.read_bytes()]
    assert kept == ["pins.json"]


async def test_history_tells_that_one_was_set_and_undo_leaves_it(board: Board) -> None:
    root = board(put("Vi letar nycklar"))
    async with sit_down(root) as seat:
        await set_pin(seat, "4711")
        await seat.press("u")
        assert "PIN" not in seat.asked
        lines = [(line.do, [list(change.cells) for change in line.changes]) for line in _lines(root)]
        assert lines[0][0] == "pin"
        await seat.press("escape", "escape")
        await choose(seat, "Bo")
        await choose(seat, "Anna")
        assert "PIN-kod för Anna Ek" in seat.asked


def _lines(root: Path) -> list[Line]:
    return list(session_at(root, Clock()).org.backwards())


async def test_what_was_being_written_is_there_when_somebody_has_been_chosen(board: Board) -> None:
    root = board()
    async with sit_down(root) as seat:
        await set_pin(seat, "4711")
    async with sit_down(root) as seat:
        assert "Vem sitter vid tangenterna?" in seat.asked, "a name with a PIN is not taken by starting"
        await seat.press("escape", "n")
        await seat.write("Larmet hörs inte i tvättstugan", "enter")
        await seat.write("Anna", "enter")
        assert "PIN-kod för Anna Ek" in seat.asked
        await seat.press("escape")
        assert seat.written == "Larmet hörs inte i tvättstugan"
        await seat.press("enter")
        await seat.write("Anna", "enter")
        await seat.write("4711", "enter")
        await seat.until(lambda: "Noterat" in seat.text)
        assert seat.titles == ["Larmet hörs inte i tvättstugan"]


async def test_five_wrong_ones_are_waited_for_also_after_a_restart(board: Board) -> None:
    root = board()
    clock = Clock()
    async with sit_down(root, clock=clock) as seat:
        await set_pin(seat, "4711")
        await choose(seat, "Bo")
        await choose(seat, "Anna")
        for left in (4, 3, 2, 1):
            await seat.write("0000", "enter")
            await seat.until(lambda left=left: f"{left} försök kvar" in seat.said)  # type: ignore[misc]
        await seat.write("0000", "enter")
        await seat.until(lambda: "Vänta 31 sekunder" in seat.said)
    async with sit_down(root, clock=clock, person="bo") as seat:
        await choose(seat, "Anna")
        await seat.write("4711", "enter")
        await seat.until(lambda: "Vänta 31 sekunder" in seat.said)
        clock.now += timedelta(seconds=32)
        await seat.write("4711", "enter")
        await seat.until(lambda: "Nu är det Anna Ek" in seat.said)


async def test_a_journal_that_says_there_is_none_opens_nothing(board: Board) -> None:
    """Another computer may write in the journals that come here by sync; the host's own file is what counts."""
    root = board()
    async with sit_down(root) as seat:
        await set_pin(seat, "4711")
        host, anna = seat.session.host, str(seat.session.person)
    elsewhere = session_at(root, Clock(), person="anna", board="oster")
    elsewhere.who()
    elsewhere.store()
    elsewhere.organise(unmark_pin(anna, host, "oster"))
    async with sit_down(root, person="bo") as seat:
        await choose(seat, "Anna")
        assert "PIN-kod för Anna Ek" in seat.asked


async def test_it_is_changed_with_the_old_one(board: Board) -> None:
    root = board()
    async with sit_down(root) as seat:
        await set_pin(seat, "4711")
        await seat.press("ctrl+p")
        await seat.write("pin", "enter")
        assert "som den är nu" in seat.asked
        await seat.write("4711", "enter")
        await seat.until(lambda: "Byt kod" in seat.asked)
        await seat.press("enter")
        await seat.write("90531", "enter")
        await seat.write("90532", "enter")
        assert "två olika koder" in seat.asked
        await seat.write("1234", "enter")
        await seat.write("1234", "enter")
        await seat.until(lambda: "inte så enkel" in seat.said)


async def test_the_leader_takes_a_forgotten_one_away_and_others_do_not(board: Board) -> None:
    root = board()
    async with sit_down(root, person="mia") as seat:
        await set_pin(seat, "4711")
    async with sit_down(root, person="bo", size=(120, 40)) as seat:
        seat.app.live.me = None
        await choose(seat, "Anna")
        await seat.press("w", "end")
        for _ in range(9):
            if "▌   Mia Ås" in seat.text or any("▌" in row and "Mia" in row for row in seat.rows):
                break
            await seat.press("up")
        await seat.press("P")
        await seat.until(lambda: "PIN-koden är borttagen" in seat.text)
        line = _lines(root)[0]
        assert line.do == "pin_reset"
        await choose(seat, "Mia")
        assert "Nu är det Mia Ås" in seat.text


def test_only_the_person_or_who_leads_may_take_it_away(board: Board) -> None:
    root = board()
    session = session_at(root, Clock(), person="anna", board="oster")
    session.who()
    session.store()
    session.organise(mark_pin("anna", "h"))
    anna = session.person or ""
    mia, bo = (session_at(root, Clock(), person=person, board="oster") for person in ("mia", "bo"))
    for other in (mia, bo):
        other.who()
        other.store()
    with pytest.raises(Problem, match="pin_not_yours"):
        mia.organise(unmark_pin(anna, "h", "oster"))
    assert bo.organise(unmark_pin(anna, "h", "oster")).stamps


async def test_a_code_that_is_too_easy_is_refused_before_it_is_written_again(board: Board) -> None:
    async with sit_down(board()) as seat:
        await seat.press("ctrl+p")
        await seat.write("pin", "enter")
        await seat.write("1234", "enter")
        assert "Välj en PIN-kod" in seat.asked
        assert "inte så enkel som 1234" in seat.asked
        assert seat.written == ""
        await seat.write("4711", "enter")
        assert "Skriv koden en gång till" in seat.asked
        await seat.write("4712", "enter")
        assert "Välj en PIN-kod" in seat.asked
        assert "två olika koder" in seat.asked
