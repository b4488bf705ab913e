"""Workbooks made to fill the machine or to break what reads them: each is refused before it is unpacked in memory."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest

from board.errors import Problem
from tui import excel

SHEET = "xl/worksheets/sheet1.xml"


def changed(**to: tuple[str, str]) -> bytes:
    """A sound workbook with a text of a part, by the part's last name, taken for another."""
    sound = excel.written(
        [excel.Sheet("Kort", ("Titel", "Timmar"), (("Nycklarna", 2.0),))], datetime(2026, 11, 22, tzinfo=UTC)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).decode()
            for part, (text, other) in to.items():
                if name.rpartition("/")[2].removesuffix(".xml").replace(".", "_") == part:
                    assert text in content
                    content = content.replace(text, other)
            new.writestr(name, content)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(Problem) as refused:
        excel.table_in(data)
    return refused.value.code


def test_a_sound_one_is_read() -> None:
    assert excel.table_in(changed()).header == ("Titel", "Timmar")


@pytest.mark.parametrize("place", ["A99999999999", "XFD1048576", "AAAAA9", "A" + "9" * 400])
@pytest.mark.parametrize("before", [" ", ' t="s"', ' t="s" '])
def test_a_cell_that_lies_too_far_away_is_seen_however_it_is_told(place: str, before: str) -> None:
    assert refusal(changed(sheet1=('<c r="A2"', f'<c{before}r="{place}"'))) == "too_big"


def test_a_sheet_is_looked_at_wherever_it_lies_in_the_package() -> None:
    far = changed(sheet1=('<c r="A2"', '<c r="XFD1048576"'), workbook_xml_rels=("worksheets/", "others/"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(far)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("xl/worksheets/", "xl/others/"), old.read(name))
    assert refusal(out.getvalue()) == "too_big"


def test_a_long_text_in_very_many_cells_is_not_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "TEXTS", 1_000_000)
    many = "".join(f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(2, 200))
    bomb = changed(sheet1=("<sheetData>", f"<sheetData>{many}"), sharedStrings=("Titel", "x" * 30_000))
    assert refusal(bomb) == "too_big"


def test_a_span_of_time_longer_than_time_is_no_fault_of_the_program() -> None:
    endless = changed(styles=('numFmtId="0"', 'numFmtId="46"'), sheet1=("<v>2</v>", "<v>-1e12</v>"))
    assert refusal(endless) == "not_a_table"


def test_another_kind_of_workbook_is_not_read_in_the_place_of_this() -> None:
    out = io.BytesIO(changed())
    with zipfile.ZipFile(out, "a") as more:
        more.writestr("xl/workbook.bin", b"x")
    assert refusal(out.getvalue()) == "not_a_table"
