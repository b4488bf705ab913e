"""The board's folder taken away, or an older copy put back, while somebody sits there: told, and nothing is lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from board.commands import note
from tests.tui.seat import Clock, Seat, put, session_at, sit_down
from tui import live as live_module

Make = Callable[..., Path]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries again soon what could not be read or saved."""
    monkeypatch.setattr(live_module, "RETRY_SECONDS", 0.1)


def take_away(root: Path) -> Callable[[], None]:
    """Move the board's folder out; gives what puts it back."""
    folder, away = root / "boards" / "oster", root.parent / "away"
    os.rename(folder, away)
    return lambda: os.rename(away, folder)


async def told_gone(seat: Seat) -> None:
    await seat.until(lambda: "Tavlans mapp är borta" in seat.said, "that the folder is gone")


@pytest.mark.parametrize("size", [(120, 36), (60, 16)])
async def test_a_board_whose_folder_is_taken_away_stays_in_sight_and_says_so(
    board: Make, size: tuple[int, int]
) -> None:
    root = board(put("Nycklarna"), put("Kaffet"))
    async with sit_down(root, size=size) as seat:
        put_back = take_away(root)
        await told_gone(seat)
        assert "tavlans mapp är borta" in seat.rows[0]
        assert "sparat" not in seat.rows[0]
        assert "Kaffet" in seat.text
        assert "Läggs mappen tillbaka" in seat.said
        await seat.press("down", "enter")
        assert seat.page == "card"
        assert "Nycklarna" in seat.text, "a card can still be opened and read"
        assert "Tavlans mapp är borta" in seat.said, "and it stays told"
        await seat.press("escape")
        assert not (root / "boards" / "oster").exists(), "nothing is made in its place"
        put_back()
        await seat.until(lambda: "mapp är borta" not in seat.said, "the end of it")
        assert "Tavlans mapp är tillbaka" in seat.said
        assert "sparat" in seat.rows[0]
        assert sorted(seat.titles) == ["Kaffet", "Nycklarna"]


async def test_what_is_written_while_the_folder_is_gone_is_kept_and_saved_when_it_is_back(
    board: Make,
) -> None:
    root = board(put("Nycklarna"))
    async with sit_down(root) as seat:
        await seat.press("n")
        await seat.write("Vi letar")
        put_back = take_away(root)
        await told_gone(seat)
        assert seat.written == "Vi letar"
        await seat.write(" överallt", "enter")
        assert "Det du gjorde är kvar" in seat.asked
        assert seat.written == "Vi letar överallt"
        assert "1 ändring väntar" in seat.said
        put_back()
        await seat.until(lambda: not seat.asked, "the saving")
        assert sorted(seat.titles) == ["Nycklarna", "Vi letar överallt"]


async def test_what_is_written_while_the_folder_is_gone_is_there_at_the_next_start(board: Make) -> None:
    root = board(put("Nycklarna"))
    async with sit_down(root) as seat:
        put_back = take_away(root)
        await told_gone(seat)
        await seat.press("n")
        await seat.write("Vi letar", "enter")
        seat.app.exit()
    put_back()
    async with sit_down(root) as seat:
        await seat.press("n")
        assert seat.written == "Vi letar"


async def test_a_whole_workspace_taken_away_is_told_too(board: Make) -> None:
    root = board(put("Nycklarna"))
    async with sit_down(root) as seat:
        os.rename(root, root.parent / "away")
        await told_gone(seat)
        assert "Nycklarna" in seat.text
        os.rename(root.parent / "away", root)
        await seat.until(lambda: "mapp är borta" not in seat.said)


async def test_an_older_copy_put_back_is_told_in_words_till_it_is_closed(board: Make) -> None:
    root = board(put("Gammalt"))
    folder, copy = root / "boards" / "oster", root.parent / "kopia"
    shutil.copytree(folder, copy)
    clock = Clock()
    other = session_at(root, clock, person="bo", board="oster")
    async with sit_down(root, clock=clock) as seat:
        clock.now += timedelta(minutes=5)
        other.do(note("Bos kort"))
        await seat.press("n")
        await seat.write("Nytt", "enter")
        await seat.until(lambda: "Bos kort" in seat.text)
        await seat.press("n")
        await seat.write("Halvskrivet")
        shutil.rmtree(folder)
        shutil.copytree(copy, folder)
        await seat.until(lambda: "Tiden har gått tillbaka" in seat.said, "that it went back")
        assert "äldre kopia av tavlan" in seat.said
        assert "Det som ändrades efter i dag 10.01 finns inte med" in seat.said
        assert "Det gäller 2 kort" in seat.said
        assert "! äldre kopia" in seat.rows[0]
        assert "Nu är allt sparat" not in seat.said
        assert seat.written == "Halvskrivet"
        assert seat.column("inbox") == ["Gammalt"]
        await seat.press("enter")
        assert sorted(seat.titles) == ["Gammalt", "Halvskrivet"]
        assert "Tiden har gått tillbaka" in seat.said, "till it is closed"
        await seat.press("escape")
        assert "Tiden har gått tillbaka" not in seat.said
        assert "! äldre kopia" in seat.rows[0], "and in short for as long as the board is open"


async def test_a_removed_board_is_told_and_not_opened_as_an_empty_one(demo: Path) -> None:
    async with sit_down(demo, person=None, board="kaprifolen") as seat:
        await seat.press("b")
        page = seat.shell.pages[-1]
        await seat.press("home")
        while page.key != "ensamhet":
            await seat.press("down")
        shutil.rmtree(demo / "boards" / "ensamhet")
        await seat.press("enter")
        assert "”ensamhet” finns inte kvar: dess mapp är borta" in seat.said
        assert seat.page == "boards"
        assert "Mot ofrivillig ensamhet" not in seat.text, "the list is read again"
        await seat.press("escape")
        assert "Kaprifolen" in seat.rows[0]
        assert "kan inte spara" not in seat.rows[0]
