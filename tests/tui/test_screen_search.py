"""Searching on the board; and what `?` tells, and a long page's last row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.tui.seat import put, sit_down
from tui.widgets.rows_view import Item

Make = Callable[..., Path]


async def test_searching_narrows_at_once_and_escape_shows_everything(board: Make) -> None:
    root = board(put("Nycklarna saknas"), put("Kaffet är kallt"), put("Nya nycklar", "do", owner="mia"))
    async with sit_down(root) as seat:
        await seat.press("/")
        await seat.write("nyck")
        assert seat.column("inbox") == ["Nycklarna saknas"]
        assert "1 träff" in seat.text
        assert "Kaffet" not in seat.text
        assert "Inget här passar" in seat.said
        await seat.press("enter")
        assert not seat.asked
        assert "esc visar alla · här är 2 av 3 kort för ”nyck”" in seat.text
        assert "Kaffet" not in seat.text
        await seat.press("escape")
        assert "Kaffet är kallt" in seat.text
        await seat.press("/")
        await seat.write("@mia")
        assert seat.column("inbox") == []
        assert seat.column("do") == ["Nya nycklar"]
        await seat.press("escape")
        assert "Kaffet är kallt" in seat.text


async def test_swedish_letters_are_letters_of_their_own(board: Make) -> None:
    async with sit_down(board(put("Hal trappa"), put("Håll dörren"))) as seat:
        await seat.press("/")
        await seat.write("hal")
        assert seat.column("inbox") == ["Hal trappa"]


async def test_a_hit_in_a_column_out_of_sight_is_gone_to_and_the_columns_are_counted_by_hits(
    board: Make,
) -> None:
    root = board(put("Vi letar nycklar"), put("Kaffet tar slut"), put("Fast telefon i köket", "check"))
    async with sit_down(root, size=(80, 24)) as seat:
        assert "Förslag 2" in seat.said
        await seat.press("/")
        await seat.write("Fast tele")
        assert seat.selected == "Fast telefon i köket"
        assert "Fast telefon i köket" in seat.said
        assert "Förslag 0" in seat.said
        assert "Följa upp 1" in seat.said
        await seat.press("enter")
        assert "esc visar alla · här är 1 av 3 kort för ”Fast tele”" in seat.rows[-1]
        assert "? alla tangenter" in seat.rows[-1]
        await seat.press("escape")
        assert "Förslag 2" in seat.said
        assert seat.selected == "Fast telefon i köket", "what was found is still marked"


async def test_the_help_lists_what_has_no_key_and_says_where_that_is_found(board: Make) -> None:
    async with sit_down(board(), size=(120, 140)) as seat:
        await seat.press("?")
        told = seat.said[seat.said.index("Med ctrl+p") : seat.said.index("Med musen")]
        for name in (
            "Byt språk",
            "Byt färger",
            "PIN-kod för ditt namn",
            "Delad skärm",
            "Notera ett kort utan namn",
        ):
            assert name in told
        signs = seat.said[seat.said.index("Tecknen") :]
        for sign in ("▸ Hopfällt", "▾ Öppet", "◉ Det som pågår", "★ Gott exempel"):
            assert sign in signs


async def test_that_there_is_more_below_takes_no_word_of_the_last_row(board: Make) -> None:
    async with sit_down(board(), size=(80, 24)) as seat:
        await seat.press("?")
        page = seat.shell.pages[-1]
        for told, sign in (("x" * page.text_width, "x↓"), ("Egen bil", "↓ mer"), ("y" * 72, "y     ↓")):
            page.set_items([Item((((told, "text"),),), str(n)) for n in range(60)])
            await seat.settled()
            last = seat.rows[page.region.bottom - 1].rstrip()
            assert told in last
            assert last.endswith(sign)


async def test_a_card_noted_while_searching_is_not_lost(board: Make) -> None:
    async with sit_down(board(put("Nycklarna"))) as seat:
        await seat.press("/")
        await seat.write("nyck", "enter", "n")
        await seat.write("Kaffet är kallt", "enter")
        await seat.press("escape")
        assert "Kaffet är kallt" in seat.text


async def test_a_small_word_with_a_value_that_there_is_not_is_answered_with_those_there_are(
    board: Make,
) -> None:
    async with sit_down(board(put("Hal trappa"))) as seat:
        await seat.press("/")
        await seat.write("fas:xyz", "enter")
        assert "fas:xyz finns inte. Skriv fas:förslag, fas:planera" in seat.said
        await seat.press("/")
        await seat.write("trappa")
        assert seat.written == "trappa", "what is typed replaces what stood there"


async def test_a_view_is_found_among_all_there_is_to_do(board: Make) -> None:
    async with sit_down(board(put("Hal trappa"))) as seat:
        await seat.press("ctrl+p")
        await seat.write("flöde", "enter")
        assert seat.page == "cycles"
