"""Workbooks of Excel: what is text stays text, days are days, and what is written can be read in again."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import xlsxwriter

from tests.cli.running import Tavla
from tui import excel

FORMULA = '=cmd|"/c calc"!A1'


def opened(path: Path) -> dict[str, list[list[Any]]]:
    """Every sheet's cells, by another library than the one that wrote them."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def row_of(rows: list[list[Any]], key: str) -> dict[str, Any]:
    return next(dict(zip(rows[0], row, strict=True)) for row in rows[1:] if key in row)


def workbook(path: Path, **sheets: list[list[Any]]) -> str:
    """A workbook as a unit may have made it: cells as they are typed there."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                page.write(y, x, cell)
    book.close()
    return str(path)


@pytest.fixture
def full(tavla: Tavla) -> Tavla:
    """Cards, a measure, readings, a goal and an event."""
    card = tavla.add(
        "Nycklarna", "--problem", FORMULA, "--due", "2026-12-03", "--tag", "nattpass", "--owner", "vera"
    )
    tavla.ok("set", card, "prediction=Färre turer", "freed=12,5", "deviation=problem")
    tavla.add("-1+1 är ingen formel")
    tavla.ok("goal", "add", FORMULA, "perspective=economy", "target_by=2027-05-01")
    tavla.ok("indicator", "add", "-", "Sena besök", "target=4", "unit=st")
    tavla.ok("indicator", "add", card, "Letande")
    tavla.ok("reading", "add", "-", "ca 9", "--on", "2026-11-01")
    tavla.ok("event", "add", '=HYPERLINK("http://x")', "severity=3")
    return tavla


def test_a_workbook_has_text_as_text_days_as_days_and_numbers_as_numbers(full: Tavla, tmp_path: Path) -> None:
    file = tmp_path / "öster.xlsx"
    assert full.json("export", str(file), schema="export to a file") == {
        "schema": "tavla/1", "file": str(file), "format": "xlsx", "cards": 2,
    }  # fmt: skip
    found = opened(file)
    assert [*found] == ["Kort", "Mått", "Mätvärden", "Mål", "Händelser"]
    card = row_of(found["Kort"], "Nycklarna")
    assert (card["Problem"], card["Följs upp"], card["Minuter i veckan"]) == (
        FORMULA,
        date(2026, 12, 3),
        12.5,
    )
    assert (card["Fas"], card["Etiketter"], card["Åt vilket håll"]) == ("Förslag", "nattpass", "ett problem")
    assert row_of(found["Kort"], "-1+1 är ingen formel")
    assert date(2027, 5, 1) in row_of(found["Mål"], FORMULA).values()
    reading = row_of(found["Mätvärden"], "Sena besök")
    assert (reading["Dag"], reading["Värde"], reading["Tal"], reading["Kort"]) == (
        date(2026, 11, 1),
        "ca 9",
        9,
        "",
    )
    assert row_of(found["Mått"], "Letande")["Kort"] == "Nycklarna"
    with zipfile.ZipFile(file) as packed:
        sheets = [packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
    english = tmp_path / "oster.xlsx"
    full.ok("--lang", "en", "export", str(english))
    assert opened(english)["Cards"][0][1] == "Title"


def test_what_is_written_can_be_read_in_again_in_either_language(full: Tavla, tmp_path: Path) -> None:
    for language in ("sv", "en"):
        file = str(tmp_path / f"{language}.xlsx")
        full.ok("--lang", language, "export", file)
        assert full.json("import", file)["unchanged"] == 2
        other = Tavla(tmp_path / language)
        other.ok("init", "Ny")
        assert other.json("import", file)["created"] == 2
        for before in full.cards():
            after = other.card(before["id"])
            same = ("title", "problem", "phase", "kind", "due", "tags")
            assert [after[name] for name in same] == [before[name] for name in same]
        card = other.card(next(one["id"] for one in full.cards() if one["title"] == "Nycklarna"))
        assert (card["method"]["prediction"], card["method"]["freed"]) == ("Färre turer", 12.5)
        other.ok("indicator", "add", "-", "Sena besök")
        sheet = "Mätvärden" if language == "sv" else "Readings"
        assert other.json("import", file, "--sheet", sheet)["created"] == 1
        assert other.json("import", file, "--sheet", sheet)["unchanged"] == 1
        assert [one["typed"] for one in other.json("reading", "list", schema="reading list")["parts"]] == [
            "ca 9"
        ]


def test_a_units_own_sheet_gives_cards_and_says_which_rows_are_wrong(tavla: Tavla, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [], ["Rubrik", "Följs upp", "Antal", "Ansvarig"], ["Larmet", date(2026, 12, 3), 7, "vera"],
        ["", "", "", ""], ["Handspriten", "32 dec", 2.5, ""], [FORMULA, "", True, "Kim"], [12, "", "", ""],
    ]  # fmt: skip
    file = workbook(tmp_path / "eget.xlsx", Blad1=rows)
    found = tavla.json("import", file)
    assert found["created"] == 3
    assert [one["line"] for one in found["rejected"]] == [5], "a row is told by its number in the sheet"
    cards = {one["title"]: tavla.card(one["id"]) for one in tavla.cards()}
    twice = tmp_path / "igen.csv"
    twice.write_text("Rubrik;Titel;Läge;extra: x\nKaffet;Ojdå;bra;y\n", "utf-8")
    tavla.ok("import", str(twice))
    again = Tavla(tmp_path / "annan")
    again.ok("init", "Ny")
    tavla.ok("export", str(tmp_path / "ut.xlsx"))
    again.ok("import", str(tmp_path / "ut.xlsx"))
    kept = again.card(next(one["id"] for one in again.cards() if one["title"] == "Kaffet"))["extra"]
    assert (kept["Titel"], kept["Läge"], kept["x"]) == ("Ojdå", "bra", "y")
    assert {*cards} == {"Larmet", FORMULA, "12"}
    assert (cards["Larmet"]["due"], cards["Larmet"]["owner"]) == ("2026-12-03", "vera")
    assert cards["Larmet"]["extra"]["Antal"] == "7"
    assert cards[FORMULA]["extra"]["Antal"] == "ja"
    assert tavla.refused("unknown", "import", file, "--sheet", "Blad2")["hints"] == ["Blad1"]
    assert tavla("import", file, "--sheet", "blad1", "--dry-run").code == 0
    plain = tmp_path / "x.csv"
    plain.write_text("titel\nHej\n", "utf-8")
    tavla.refused("usage", "import", str(plain), "--sheet", "Blad1", exit_code=2)


def test_days_with_a_column_for_each_measure_become_readings(tavla: Tavla, tmp_path: Path) -> None:
    card = tavla.add("Nycklarna")
    tavla.ok("indicator", "add", "-", "Sena besök")
    tavla.ok("indicator", "add", card, "Letande (min)")
    rows: list[list[Any]] = [
        ["Vecka / dag", "x"],
        ["Datum", "Sena besök", "letande (MIN)", "Väder"],
        [date(2026, 10, 1), 9, 12.5, "regn"],
        [date(2026, 10, 8), "", "ca 10", ""],
        [date(2027, 10, 8), 3, "", ""],
        ["2026-10-15", "många", 8, ""],
        ["", "", "", "sol"],
    ]
    file = workbook(tmp_path / "mätt.xlsx", Mätt=rows[1:])
    told = tavla("import", file)
    assert "Läste in 3 mätvärden, 0 fanns redan." in told.out + told.err
    assert "Tavlan har inget mått som heter ”Väder”" in told.err
    assert "Rad 4 är inte med" in told.err
    assert "Rad 5 är inte med" in told.err, "no reading of a row with something wrong in it goes in"
    readings = {one["typed"]: one for one in tavla.json("reading", "list", schema="reading list")["parts"]}
    assert {typed: one["on"] for typed, one in readings.items()} == {
        "9": "2026-10-01", "12,5": "2026-10-01", "ca 10": "2026-10-08",
    }  # fmt: skip
    assert readings["12,5"]["value"] == 12.5
    again = tavla.json("import", file)
    assert (again["unchanged"], again["unknown"]) == (3, ["Väder"])
    tavla.ok("undo")
    assert tavla.json("reading", "list", schema="reading list")["parts"] == [], (
        "one undo takes all of them back"
    )
    assert not tavla.json("import", file, "--dry-run")["unchanged"]
    same = tmp_path / "mätt.csv"
    same.write_text("Datum;Sena besök\n2026-10-01;9\n", "utf-8")
    assert tavla.json("import", str(same))["created"] == 1
    assert len(tavla.cards()) == 1


def test_percent_is_read_as_people_see_it_and_days_as_days_however_they_are_shown(
    tavla: Tavla, tmp_path: Path
) -> None:
    tavla.ok("indicator", "add", "-", "Följd rutin", "unit=%")
    file = tmp_path / "andel.xlsx"
    book = xlsxwriter.Workbook(str(file))
    looks = [
        book.add_format({"num_format": look}) for look in ("0%", "0.00%", "0.0 %;[Red]-0.0 %", '0.0" % av"')
    ]
    day = book.add_format({"num_format": "d mmmm yyyy"})
    page = book.add_worksheet("Andel")
    page.write_row(0, 0, ["Datum", "Följd rutin"])
    for y, (value, look) in enumerate(zip((0.5, 0.0712, 0.07, 0.25), looks, strict=True), 1):
        page.write_datetime(y, 0, date(2026, 10, y), day)
        page.write_number(y, 1, value, look)
    book.close()
    tavla.ok("import", str(file))
    readings = tavla.json("reading", "list", schema="reading list")["parts"]
    assert {one["on"]: one["typed"] for one in readings} == {
        "2026-10-01": "50 %", "2026-10-02": "7,12 %", "2026-10-03": "7 %", "2026-10-04": "0,25",
    }  # fmt: skip
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(tmp_path / "utan.xlsx", "w") as new:
        for name in old.namelist():  # as some programs write: no cell and no row says where it is
            data = old.read(name)
            new.writestr(name, re.sub(rb' r="[A-Z]*[0-9]+"', b"", data) if "sheet1" in name else data)
    assert tavla.json("import", str(tmp_path / "utan.xlsx"), "--dry-run")["unchanged"] == 4


def test_a_file_that_is_no_workbook_or_would_fill_the_machine_is_refused(
    tavla: Tavla, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = Path(workbook(tmp_path / "bra.xlsx", Blad=[["Rubrik"], ["Larmet"]]))
    bad = tmp_path / "dålig.xlsx"
    far = good.read_bytes()
    for content in (b"PK\x03\x04" + b"x" * 99, far[:300], far[:-200]):
        bad.write_bytes(content)
        assert "Excel-fil" in tavla.refused("not_a_table", "import", str(bad))["message"]
    for place in (b'r="XFD1048576"', b"r = 'XFD1048576'"):
        with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace(b'r="A2"', place))
        tavla.refused("too_big", "import", str(bad))
    with monkeypatch.context() as smaller:
        smaller.setattr(excel, "UNPACKED", 500)
        tavla.refused("too_big", "import", str(good))
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert "tavla-board[excel]" in tavla.refused("excel_missing", "import", str(good))["message"]
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    tavla.refused("excel_missing", "export", str(tmp_path / "ut.xlsx"))
    assert not (tmp_path / "ut.xlsx").exists()
