"""The question over the page: nothing that decides is cut away, and what the hint says can be clicked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from board.commands import edit
from tests.tui.seat import Clock, Seat, put, session_at, sit_down
from tui.lines import shared

Make = Callable[..., Path]


def test_long_texts_give_way_alike_and_short_ones_are_whole() -> None:
    texts = [("kort", "quiet"), ("ord " * 40, "text"), ("sak " * 40, "text")]
    rows, more = shared(texts, 20, 7)
    assert more
    told = [row[0][0] for row in rows]
    assert told[0] == "kort"
    assert [line.startswith("ord") for line in told].count(True) == 3
    assert [line.startswith("sak") for line in told].count(True) == 3
    assert told[3].endswith("…")
    assert told[6].endswith("…")
    assert shared(texts[:1], 20, 3) == ([[("kort", "quiet")]], False)
    assert len(shared(texts, 20)[0]) == 17


async def two_texts(seat: Seat, root: Path, theirs: str, mine: str) -> None:
    """Both write the same field, and the second is asked."""
    other = session_at(root, Clock(), person="bo", board="oster")
    await seat.press("enter", "home")
    while seat.shell.pages[-1].key != "problem":
        await seat.press("down")
    await seat.press("enter")
    await seat.paste(mine)
    other.do(edit(seat.id("Nycklarna"), {"problem": theirs}))
    await seat.until(lambda: "Någon annan har just ändrat" in seat.asked)
    await seat.press("enter")


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 36)])
async def test_both_long_texts_and_both_choices_are_in_sight_and_can_be_read_whole(
    board: Make, size: tuple[int, int]
) -> None:
    root = board(put("Nycklarna"))
    theirs = "Bos början " + "vi letar efter nycklarna varje kväll " * 60 + "Bos slut"
    mine = "Min början " + "de ligger aldrig i skåpet när de behövs " * 60 + "Mitt slut"
    async with sit_down(root, size=size) as seat:
        await two_texts(seat, root, theirs, mine)
        asked = seat.asked
        for words in ("Bo skrev:", "Bos början", "Du skrev:", "Min början", "Behåll det jag skrev"):
            assert words in asked, words
        for words in ("Behåll det Bo skrev", "pgdn visar allt", "enter väljer"):
            assert words in asked, words
        seen = asked
        for _ in range(30):
            await seat.press("pagedown")
            seen += seat.asked
            assert "Behåll det jag skrev" in seat.asked
            if "Mitt slut" in seat.asked:
                break
        assert "Bos slut" in seen
        assert "Mitt slut" in seen
        await seat.press("down", "enter")
        assert seat.card("Nycklarna")["problem"] == theirs.strip()


async def test_what_the_hint_says_can_be_clicked(board: Make) -> None:
    async with sit_down(board()) as seat:
        await seat.press("n")
        await seat.write("Vi letar nycklar")
        await click(seat, "enter sparar", 7)
        assert seat.titles == ["Vi letar nycklar"]
        assert not seat.asked
        await seat.press("n")
        await click(seat, "esc avbryter", 5)
        assert not seat.asked


async def test_a_new_line_can_be_clicked_and_words_that_are_no_key_do_nothing(board: Make) -> None:
    async with sit_down(board(put("Nycklarna")), size=(60, 16)) as seat:
        await seat.press("c")
        await seat.write("ett")
        await click(seat, "ny rad")
        await seat.write("två")
        assert seat.written == "ett\ntvå"
        await seat.press("escape")
        await click(seat, "är inte sparat")
        assert seat.asked
        assert seat.written == "ett\ntvå"


async def click(seat: Seat, words: str, further: int = 0) -> None:
    x, y = seat.spot(words)
    await seat.pilot.click(offset=(x + further, y))
    await seat.settled()
