"""What people write stays text in whatever a spreadsheet may open: no cell of any export is a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.running import Tavla

RUNS = ("=", "+", "-", "@", "\t=", "＝", " =", "'=", "\r\n=")


@pytest.fixture
def written(tavla: Tavla) -> Tavla:
    """Each beginning in each sort of text that an export has."""
    for n, begins in enumerate(RUNS):
        text = f"{begins}cmd|' /C calc'!A{n}"
        card = tavla.add("--problem", text, "--", f"{begins}1+{n}")
        tavla.ok(
            "set", card, f"why={text}", f"measure={text}", f"prediction={text}", f"tag+={begins.strip()}{n}"
        )
        for kind in ("goal", "event"):
            tavla.ok(kind, "add", "--", text)
        tavla.ok("indicator", "add", "-", f"Mått {n}", f"unit={text[:9]}")
        tavla.ok("reading", "add", "-", "9", f"indicator={n + 1}", f"comment={text}")
        tavla.ok("people", "add", f"{begins}Anna {n}", "--id", f"anna{n}")
        tavla.ok("set", card, f"owner=anna{n}")
    return tavla


def test_no_cell_of_a_csv_or_a_workbook_is_a_formula(written: Tavla, tmp_path: Path) -> None:
    plain, book = tmp_path / "ut.csv", tmp_path / "ut.xlsx"
    written.ok("export", str(plain))
    written.ok("export", str(book))
    rows = list(csv.reader(io.StringIO(plain.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == len(RUNS) + 1
    running = [cell for row in rows for cell in row if cell.lstrip(' "')[:1] in tuple("=+-@\t\r\n＝")]
    assert not [cell for cell in running if cell], "an apostrophe stands before it"
    with zipfile.ZipFile(book) as package:
        sheets = [name for name in package.namelist() if "worksheets/sheet" in name]
        assert len(sheets) == 5
        for name in package.namelist():
            content = package.read(name).decode("utf-8", "replace")
            assert not re.search(r"<f[ >]", content), name
            assert "<hyperlink " not in content, name
    read = CalamineWorkbook.from_filelike(io.BytesIO(book.read_bytes()))
    for name in read.sheet_names:
        cells = {str(cell).strip() for row in read.get_sheet_by_name(name).to_python() for cell in row}
        if name in ("Kort", "Mål", "Händelser"):
            assert "=cmd|' /C calc'!A0" in cells, "as it was written"


@pytest.mark.parametrize("words", [("report",), ("story",)], ids=" ".join)
def test_a_table_of_a_page_is_text_to_a_spreadsheet_that_opens_it(
    written: Tavla, tmp_path: Path, words: tuple[str, ...]
) -> None:
    page = tmp_path / "sida.html"
    card = [written.cards()[0]["id"]] if words == ("story",) else []
    written.ok(*words, *card, str(page))
    content = page.read_text("utf-8")
    assert r'th,td{mso-number-format:"\@"' in content
    assert "<script" not in content
