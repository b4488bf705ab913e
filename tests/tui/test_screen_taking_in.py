"""Cards and readings from a file, on the screen: what it would give is seen before anything is taken in."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from board.method.acts import add
from board.method.parts import parts_of
from tests.tui.seat import put, sit_down
from tui import excel
from tui.desk import Desk

Make = Callable[..., Path]
OWN = "Rubrik;Problem;Färg\nNycklarna;Vi letar;röd\nLarmet;;blå\n;ingen rubrik;\n"


def home_of(root: Path) -> Path:
    folder = root.parent / "home" / "Dokument"
    folder.mkdir(parents=True)
    return folder


async def read_in(seat: object) -> None:
    await seat.press("ctrl+p")  # type: ignore[attr-defined]
    await seat.write("läs in kort", "enter")  # type: ignore[attr-defined]


async def test_a_file_is_chosen_looked_at_and_taken_in_and_one_undo_takes_all_of_it_back(board: Make) -> None:
    root = board(put("Fanns"))
    folder = home_of(root)
    (folder / "egna.csv").write_text(OWN, "utf-8")
    os.utime(folder / "egna.csv", (1, 1))
    (folder / ".dold.csv").write_text(OWN, "utf-8")
    (folder / "bild.png").write_bytes(b"")
    (folder.parent / "Hämtningar").mkdir()
    (folder.parent / "Hämtningar" / "ny.csv").write_text("x", "utf-8")
    async with sit_down(root, size=(80, 24)) as seat:
        await read_in(seat)
        assert "ny.csv" in seat.asked
        assert seat.asked.index("ny.csv") < seat.asked.index("egna.csv"), "the latest first"
        assert ".dold" not in seat.asked
        assert "siffra eller bokstäver · enter väljer" in seat.asked, "in a list that is longer than one row"
        assert "bild" not in seat.asked
        await seat.write("egna", "enter")
        await seat.until(lambda: "Inget är inläst än" in seat.asked)
        assert "2 kort är nya, 0 finns redan" in seat.asked
        assert "Tavlan har ingen plats för: Färg" in seat.asked
        assert "Rad 4 är inte med" in seat.asked
        assert seat.titles == ["Fanns"]
        await seat.press("down", "enter")
        assert not seat.asked
        assert seat.titles == ["Fanns"], "no is no"
        await read_in(seat)
        await seat.write("egna", "enter")
        await seat.until(lambda: "Läs in 2 kort" in seat.asked)
        await seat.press("enter")
        await seat.until(lambda: len(seat.titles) == 3)
        assert "Läste in 2 kort. u ångrar allt på en gång." in seat.said
        await read_in(seat)
        await seat.write("egna", "enter")
        await seat.until(lambda: "Inget nytt i filen" in seat.asked)
        await seat.press("enter", "u")
        assert seat.titles == ["Fanns"]


async def test_readings_come_from_a_workbook_wherever_it_lies_and_what_is_no_table_is_told(
    board: Make,
) -> None:
    root = board(put("Nycklar"), add("indicator", None, {"text": "Fall"}))
    home = home_of(root).parent
    sheet = excel.Sheet(
        "Blad", ("Dag", "Fall", "Annat"), (("2026-11-01", 3.0, 1.0), ("2026-11-08", 2.0, 1.0))
    )
    (root.parent / "matt.xlsx").write_bytes(excel.written([sheet], datetime(2026, 11, 22, tzinfo=UTC)))
    (home / "Dokument" / "trasig.xlsx").write_bytes(b"PK\x03\x04 nej")
    async with sit_down(root, size=(80, 24)) as seat:
        await read_in(seat)
        await seat.write("trasig", "enter")
        await seat.until(lambda: "går inte att läsa som en Excel-fil" in seat.said + seat.text)
        await seat.press("escape")
        await read_in(seat)
        await seat.write("annan", "enter")
        await seat.write(str(root.parent / "matt.xlsx"), "enter")
        await seat.until(lambda: "2 mätvärden är nya" in seat.asked)
        assert "inget mått som heter ”Annat”" in seat.asked
        await seat.press("enter")
        await seat.until(lambda: "Läste in 2 mätvärden" in seat.said)
        assert len(parts_of(seat.disk(), "reading", "")) == 2


async def test_which_sheet_is_asked_where_several_have_rows(board: Make) -> None:
    root = board()
    empty = excel.Sheet("Tomt", ("Rubrik",), ())
    first = excel.Sheet("Förslag", ("Rubrik",), (("Nycklarna",), ("Larmet",)))
    other = excel.Sheet("Idéer 2025", ("Rubrik",), (("Kaffet",),))
    folder, now = home_of(root), datetime(2026, 11, 22, tzinfo=UTC)
    (folder / "flera.xlsx").write_bytes(excel.written([empty, first, other], now))
    (folder / "ett.xlsx").write_bytes(excel.written([empty, first], now))
    async with sit_down(root, size=(80, 24)) as seat:
        await read_in(seat)
        await seat.write("flera", "enter")
        await seat.until(lambda: "Vilket blad?" in seat.asked)
        assert "Förslag 2 rader" in seat.asked
        assert "Idéer 2025 1 rad" in seat.asked
        assert "Tomt" not in seat.asked, "it has nothing to take in"
        await seat.write("Idé", "enter")
        await seat.until(lambda: "1 kort är nya" in seat.asked)
        assert "flera.xlsx · Idéer 2025" in seat.asked
        await seat.press("enter")
        await seat.until(lambda: seat.titles == ["Kaffet"])
        await read_in(seat)
        await seat.write("ett", "enter")
        await seat.until(lambda: "2 kort är nya" in seat.asked)


async def test_no_file_is_read_where_the_one_at_the_screen_may_name_none(
    board: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "files_folder", property(lambda _desk: None))
    async with sit_down(board()) as seat:
        await read_in(seat)
        assert not seat.asked
        assert "Härifrån går det inte att läsa filer" in seat.said


async def test_a_file_without_a_title_column_asks_which_column_it_is(board: Make) -> None:
    root = board()
    (home_of(root) / "egna.csv").write_text("Vad;Vem\nNycklarna;Okänd Person\n", "utf-8")
    async with sit_down(root, size=(80, 24)) as seat:
        await read_in(seat)
        await seat.write("egna", "enter")
        await seat.until(lambda: "Vilken kolumn säger vad det gäller?" in seat.asked)
        await seat.write("Vad", "enter")
        await seat.until(lambda: "1 kort är nya" in seat.asked)
        assert "Okänd Person finns inte bland människorna" in seat.asked
        await seat.press("enter")
        await seat.until(lambda: seat.titles == ["Nycklarna"])
