"""The wall: what passers-by see, what they do not, and that any key asks who it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from board.commands import comment, edit
from board.method import acts
from board.organisation import change_board
from tests.tui.seat import NOW, Clock, Seat, put, session_at, sit_down
from tui.compose import Session
from tui.pages.wall import WallPage

Board = Callable[..., Path]
SIZES = [(80, 24), (120, 36), (160, 45)]


def page(seat: Seat) -> WallPage:
    assert seat.page == "wall", seat.text
    return cast("WallPage", seat.shell.pages[-1])


def measure(session: Session, card: str, what: str, values: Sequence[int]) -> None:
    """An indicator with a reading a day."""
    made = session.do(acts.add("indicator", card, {"text": what, "unit": "samtal"}))
    rows = [(date(2026, 10, 1 + at), str(value), None) for at, value in enumerate(values)]
    session.do(acts.record(card, made.events[0].id, rows))


def drawn(seat: Seat, words: str) -> bool:
    """Whether words stand there, once the wall has looked at what is new."""
    page(seat).tick()
    return words in seat.text


async def turns(seat: Seat) -> list[str]:
    """Every view once, as text."""
    found: list[str] = []
    place = ""
    while f"1/{place.partition('/')[2]}" != place or not found:
        found.append(seat.text)
        page(seat).turn()
        await seat.settled()
        place = seat.rows[-1].split()[-1]
    return found


@pytest.mark.parametrize("size", SIZES)
async def test_the_wall_shows_the_board_just_now_and_nobodys_name(
    board: Board, size: tuple[int, int]
) -> None:
    root = board(
        put("Vi letar nycklar", "do", owner="anna", measure="Krok vid dörren"),
        put("Maten är kall", "check", due=NOW.date()),
        change_board({"focus": "Trygg natt"}),
        change_board({"meeting_rule": "FREQ=WEEKLY;BYDAY=TU", "meeting_start": "2026-11-24T13:30"}),
    )
    async with sit_down(root, size=size, wall=True) as seat:
        seen = await turns(seat)
        assert "Hemtjänst Öster" in seat.rows[1]
        for words in (
            "Vi letar nycklar",
            "Maten är kall",
            "Trygg natt",
            "Krok vid dörren",
            "Följs upp i dag",
            "Nästa möte: tis 24 nov 13.30, om 2 dagar.",
        ):
            assert any(words in text for text in seen), words
        assert not any(name in text for text in seen for name in ("Anna", "Bo Alm", "Mia"))
        assert seat.app.live.me is None


async def test_names_are_there_where_the_board_says_so(board: Board) -> None:
    root = board(put("Vi letar nycklar", "do", owner="anna"), change_board({"wall_names": True}))
    async with sit_down(root, wall=True, size=(160, 45)) as seat:
        assert "Anna" in seat.text


async def test_nothing_from_a_card_marked_internal_and_no_comment(board: Board) -> None:
    root = board(put("Vi letar nycklar", "do"), put("Schemat gör oss trötta", "do", due=NOW.date()))
    session = session_at(root, Clock(), person="anna", board="oster")
    ids = {str(doc["title"]): id for id, doc in session.store().snapshot.table("cards").items()}
    session.do(edit(ids["Schemat gör oss trötta"], {"internal": True}))
    session.do(comment(ids["Vi letar nycklar"], "Ring mig i kväll"))
    measure(session, ids["Schemat gör oss trötta"], "Timmar sömn", (1, 2, 3, 4))
    async with sit_down(root, wall=True, size=(160, 45)) as seat:
        seen = "\n".join(await turns(seat))
        assert "Vi letar nycklar" in seen
        assert "Schemat" not in seen
        assert "sömn" not in seen
        assert "Ring mig" not in seen


async def test_results_take_a_turn_each_with_a_chart(board: Board) -> None:
    root = board(put("Fler pratar med någon", "check"))
    session = session_at(root, Clock(), person="anna", board="oster")
    (card,) = session.store().snapshot.table("cards")
    measure(session, card, "Samtal i veckan", (3, 5, 4, 8, 9))
    async with sit_down(root, wall=True) as seat:
        seen = await turns(seat)
        assert "Samtal i veckan" in seen[-1]
        assert "●" in seen[-1]
        assert any("3 → 9 samtal" in text for text in seen), "in brief under just now"


async def test_any_key_offers_to_sign_in_and_escape_leaves_the_wall_as_it_was(board: Board) -> None:
    root = board(put("Vi letar nycklar"))
    async with sit_down(root, wall=True) as seat:
        for key in ("x", "n", "space", "enter", "f5", "delete", "u", "1", "q", "ctrl+p"):
            await seat.press(key)
            assert "Vem sitter vid tangenterna?" in seat.asked, key
            await seat.press("escape")
            assert seat.page == "wall"
        assert seat.titles == ["Vi letar nycklar"]
        await seat.press("x")
        assert not any(name in seat.text for name in ("Anna", "Bo Alm", "Mia"))
        await seat.write("Bo", "enter")
        assert seat.page == "board"
        assert "Bo Alm" in seat.rows[0]


async def test_it_goes_on_by_itself_at_the_boards_pace(board: Board) -> None:
    root = board(put("Vi letar nycklar"), change_board({"wall_seconds": 30}))
    seconds = [0.0]
    async with sit_down(root, wall=True) as seat:
        wall = page(seat)
        wall.clock = lambda: seconds[0]
        wall.turn()
        first = seat.rows[-1]
        seconds[0] = 29
        wall.tick()
        await seat.settled()
        was = seat.rows[-1]
        seconds[0] = 30
        wall.tick()
        await seat.settled()
        assert seat.rows[-1] != was
        assert first


async def test_what_others_write_is_there_at_the_next_look(board: Board) -> None:
    root = board(put("Vi letar nycklar"))
    async with sit_down(root, wall=True, size=(160, 45)) as seat:
        other = session_at(root, Clock(), person="bo", board="oster")
        other.do(put("Larmet hörs inte"))
        await seat.until(lambda: drawn(seat, "Larmet hörs inte"))


async def test_midnight_and_summer_time_only_change_the_clock(board: Board) -> None:
    stockholm = ZoneInfo("Europe/Stockholm")
    clock = Clock(datetime(2026, 3, 29, 1, 59, tzinfo=stockholm))
    root = board(put("Följs upp på måndag", "do", due=date(2026, 3, 30)))
    async with sit_down(root, wall=True, clock=clock, size=(160, 45)) as seat:
        assert "sön 29 mars v. 13  01.59" in seat.text
        clock.now = (clock.now.astimezone(UTC) + timedelta(minutes=1)).astimezone(stockholm)
        page(seat).tick()
        await seat.settled()
        assert "03.00" in seat.text
        clock.now = datetime(2026, 3, 30, 0, 0, tzinfo=stockholm)
        page(seat).tick()
        await seat.settled()
        assert "mån 30 mars" in seat.text
        assert "● i dag" in seat.text or "i dag" in seat.text
        clock.now = datetime(2026, 10, 25, 2, 30, tzinfo=stockholm, fold=1)
        page(seat).tick()
        await seat.settled()
        assert "02.30" in seat.text


async def test_it_lives_through_any_size(board: Board) -> None:
    root = board(*(put(f"Kort {n} med en ganska lång rubrik som tar plats") for n in range(30)))
    async with sit_down(root, wall=True) as seat:
        for size in [(60, 16), (200, 60), (30, 8), (80, 24), (61, 17)]:
            await seat.resize(*size)
            for _ in range(4):
                page(seat).turn()
                await seat.settled()
        assert "Tavlan" in seat.rows[1] or "Just nu" in seat.rows[1]


async def test_the_folder_away_and_back(board: Board) -> None:
    root = board(put("Vi letar nycklar"))
    async with sit_down(root, wall=True) as seat:
        away = root.parent / "away"
        root.rename(away)
        seat.app.live.look_again()
        await seat.until(lambda: "Tavlans mapp är borta" in seat.said)
        assert "Vi letar nycklar" in seat.text, "what was read last stands"
        away.rename(root)
        other = session_at(root, Clock(), person="bo", board="oster")
        other.do(put("Larmet hörs inte"))
        seat.app.live.look_again()
        await seat.until(lambda: drawn(seat, "Larmet hörs inte"))
        assert "Tavlans mapp är borta" not in seat.said
