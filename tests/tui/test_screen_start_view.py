"""Min sida at the screen: the roles one has, with rows that open their card or their board."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from board.method import acts
from board.organisation import give_role, start_board
from tests.tui.seat import Clock, Seat, put, session_at, sit_down

Make = Callable[..., Path]


async def stand_on(seat: Seat, words: str) -> None:
    page = seat.shell.pages[-1]
    await seat.press("home")
    for _ in range(60):
        rows = next((item.rows for item in page.items if item.key == page.key), ())
        if any(words in "".join(text for text, _part in row) for row in rows):
            return
        await seat.press("down")
    raise AssertionError(words)


async def test_a_leader_sees_what_waits_and_opens_it(board: Make) -> None:
    root = board(
        put("Nycklarna", "do", owner="mia", due=date(2026, 11, 10)),
        put("Larmet", "plan", owner="anna"),
        put("Dropparna", "act", owner="mia"),
    )
    session = session_at(root, Clock(), person="bo", board="oster")
    card = next(id for id, doc in session.store().snapshot.table("cards").items() if doc["title"] == "Larmet")
    session.do(acts.add("action", card, {"text": "Byt larm"}))
    async with sit_down(root, size=(80, 24)) as seat:
        await seat.press("M")
        assert "Som förbättringsledare" in seat.text
        assert "Väntar på ditt beslut" in seat.text
        assert "föreslagen åtgärd" in seat.text
        assert "12 dagar efter" in seat.text
        await stand_on(seat, "Larmet")
        await seat.press("enter")
        assert seat.page == "section", "the measure that waits, not the top of its card"
        assert "part/action/" in str(seat.shell.pages[-1].key)
        assert "Byt larm" in seat.text
        await seat.press("escape")
        assert seat.page == "card"
        assert "Larmet" in seat.text
        await seat.press("escape")
        assert seat.page == "start_view"
        await stand_on(seat, "rutin, pröva igen")
        await seat.press("enter")
        assert (seat.page, seat.shell.pages[-1].key) == ("card", "decision")
        assert seat.rows[-1].strip().startswith("a besluta")
        await seat.press("escape")
        await seat.press("M")
        assert seat.page == "board"


async def test_who_holds_no_role_sees_what_is_their_own(board: Make) -> None:
    async with sit_down(board(put("Nycklarna", "do", owner="mia")), person="mia", size=(60, 16)) as seat:
        await seat.press("M")
        assert "Som " not in seat.text
        assert "Mina kort" in seat.text
        assert "Nycklarna" in seat.text
        assert "Du har inget att göra här." in seat.text


async def test_a_specialist_sees_every_board_and_opens_one(board: Make) -> None:
    root = board(put("Nycklarna"))
    session = session_at(root, Clock(), person="anna", board="oster")
    session.organise(give_role("mia", "specialist", board=None))
    session.new_board("vaster")
    session.board = "vaster"
    session.do(start_board("Hemtjänst Väster"))
    async with sit_down(root, person="mia", board="oster") as seat:
        await seat.press("M")
        await seat.until(lambda: "Hemtjänst Väster" in seat.text)
        assert "ingen nyckelperson · ingen förbättringsledare" in seat.text
        await stand_on(seat, "Hemtjänst Väster")
        await seat.press("enter")
        assert "Hemtjänst Väster" in seat.rows[0]
        assert seat.page == "board"


async def test_where_one_has_no_role_it_says_on_which_boards_one_has(board: Make) -> None:
    """Bo is nyckelperson at Öster; at Väster, and where no board is open, that is what Min sida tells."""
    root = board(put("Nycklarna"))
    session = session_at(root, Clock(), person="anna", board="oster")
    for id, name in (("vaster", "Hemtjänst Väster"), ("norr", "Hemtjänst Norr")):
        session.new_board(id)
        session.board = id
        session.do(start_board(name))
    session.organise(give_role("bo", "forbattringsledare", board="oster"))
    async with sit_down(root, person="bo") as seat:
        assert seat.app.live.board_id is None
        await seat.press("M")
        await seat.until(lambda: "Hemtjänst Öster" in seat.text)
        assert "Mina kort" not in seat.text
    async with sit_down(root, person="mia") as seat:
        await seat.press("M")
        assert "Öppna en tavla först: tryck b." in seat.text
    async with sit_down(root, person="bo", board="vaster", size=(80, 24)) as seat:
        await seat.press("M")
        await seat.until(lambda: "Tavlor där du har en roll" in seat.text)
        assert "Hemtjänst Öster" in seat.text
        assert "förbättringsledare, nyckelperson" in seat.text
        assert "Norr" not in seat.text
        assert "Du har inget att göra här." not in seat.text
        await stand_on(seat, "Hemtjänst Öster")
        await seat.press("enter")
        assert "Hemtjänst Öster" in seat.rows[0]
        await seat.press("M")
        assert "Som nyckelperson" in seat.text
        assert "Tavlor där du har en roll" not in seat.text


async def test_what_the_top_line_has_no_room_for_stands_here_in_whole_words(
    board: Callable[..., Path],
) -> None:
    root = board(
        put("Vi letar nycklar", due="2026-11-22"),
        put("Rapporten tar lång tid", due="2026-11-16"),
    )
    async with sit_down(root, size=(66, 20)) as seat:
        assert "till: M" in seat.rows[1]
        await seat.press("M")
        assert "Det som inte fick plats högst upp" in seat.text
        assert "! 1 väntar på uppföljning" in seat.text
        await stand_on(seat, "! 1 väntar på uppföljning")
        await seat.press("enter")
        await seat.until(lambda: "Rapporten tar lång tid" in seat.text)
        assert "Vi letar nycklar" not in seat.text, "only those that wait"
        await seat.press("escape")
        await stand_on(seat, "Rapporten")
    async with sit_down(root, size=(120, 36)) as seat:
        await seat.press("M")
        assert "högst upp" not in seat.text
