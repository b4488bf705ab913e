"""A card from a starter and a card's story, by keys: what is chosen, what is told, and what lies in the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from board.method.parts import parts_of
from board.method.starters import starter
from tests.tui.seat import put, session_at, sit_down
from tui.desk import Desk

Make = Callable[..., Path]


async def test_a_card_from_a_starter_has_something_to_do(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("N")
        assert "Ordning och reda" in seat.asked
        await seat.press("down", "enter")
        assert "Vad händer?" in seat.asked
        await seat.write("Larmet hörs inte", "enter")
        assert seat.titles == ["Larmet hörs inte"]
        assert "sparat i Förslag" in seat.said
        snapshot = seat.app.live.board
        (id,) = snapshot.table("cards")
        assert len(parts_of(snapshot, "activity", id)) == 4
        await seat.press("u")
        assert seat.titles == []


async def test_an_empty_line_and_escape_make_nothing(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("N", "enter", "enter")
        assert "Rubriken är tom" in seat.asked
        await seat.press("escape")
        assert not seat.asked
        assert seat.titles == []


async def test_the_story_is_put_in_the_persons_folder_and_told_where(board: Make) -> None:
    root = board(put("Vi letar <nycklar>", problem="Varje morgon", owner="anna"))
    home = root.parent / "home"
    (home / "Dokument").mkdir(parents=True)
    async with sit_down(root) as seat:
        await seat.press("B")
        assert "Dokument" in seat.asked
        await seat.press("enter")
        assert "Filen är sparad" in seat.asked
        assert "Läs igenom" in " ".join(seat.asked.split())
        await seat.press("enter")
        (file,) = (home / "Dokument").iterdir()
        text = file.read_text("utf-8")
        assert file.suffix == ".html"
        assert "Vi letar &lt;nycklar&gt;" in text
        assert "Anna Ek" not in text
        await seat.press("enter", "B", "down", "down", "down", "enter")
        files = sorted((home / "Dokument").iterdir())
        assert len(files) == 2
        assert "Anna Ek" in files[0].read_text("utf-8") + files[1].read_text("utf-8")


async def test_where_no_files_may_be_written_it_is_said(board: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "files_folder", None)
    async with sit_down(board(put("Vi letar nycklar"))) as seat:
        await seat.press("B")
        assert "går det inte att spara filer" in seat.said


async def test_a_starters_card_is_told_to_others_as_one_card(board: Make) -> None:
    root = board()
    async with sit_down(root) as seat:
        other = session_at(root, seat.session.clock, board="oster", person="bo")
        other.do(starter("order", "Förrådet", str))
        await seat.settled()
        assert seat.titles == ["Förrådet"]
