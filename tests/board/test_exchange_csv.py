"""What goes out to a spreadsheet is safe to open there, and comes back as it was."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.exchange import (
    card_columns,
    csv_text,
    harmless,
    match_columns,
    read_rows,
    read_table,
    unharmed,
)
from board.ids import new_id, public_id

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "cell",
    [
        "=cmd()",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        '"=1',
        "'=1",
        "\uff1d1",
        "\uff0b1",
        "  \uff20x",
        "\u00a0=1",
        "- punkt",
    ],
)
def test_no_cell_of_an_export_is_run_by_a_spreadsheet(cell: str) -> None:
    assert harmless(cell) == "'" + cell
    assert unharmed(harmless(cell)) == cell
    text = csv_text([{"title": cell}], ["title"])
    assert next(csv.reader(io.StringIO(text.split("\r\n", 1)[1], newline="")))[0].startswith("'")


@pytest.mark.parametrize("cell", ["", "hej", "60–111", "a=b", "1-2", "'citat'", "mejl@x"])
def test_ordinary_cells_are_left_alone(cell: str) -> None:
    assert harmless(cell) == unharmed(cell) == cell


@given(st.text(alphabet="=+-@ '\"\t\r\nab\uff1d"))
def test_a_harmless_cell_gives_its_text_back(cell: str) -> None:
    assert unharmed(harmless(cell)) == cell


PLAIN = st.text(alphabet="abåäö =+-@'\";,\n#:1–", max_size=12)


@given(
    st.lists(st.tuples(PLAIN, PLAIN, PLAIN), max_size=5), st.sampled_from(["utf-8-sig", "cp1252", "utf-16"])
)
def test_our_own_export_reads_back(texts: list[tuple[str, str, str]], encoding: str) -> None:
    ids = [public_id(new_id()) for _ in texts]
    cards = [
        {
            "id": id,
            "title": f"T{i} {a}",
            "phase": "plan",
            "problem": b,
            "tags": ["fall", "natt"],
            "extra": {"kind": c, "=x": c},
        }
        for i, (id, (a, b, c)) in enumerate(zip(ids, texts, strict=True))
    ]
    columns = card_columns(cards)
    table = read_table(csv_text(cards, columns).encode(encoding))
    good, bad = read_rows(table, match_columns(table.header), today=TODAY)
    assert bad == []
    assert [row.id for row in good] == ids
    for row, card, (_, b, c) in zip(good, cards, texts, strict=True):
        assert row.fields["title"] == " ".join(str(card["title"]).split())
        assert row.fields["phase"] == "plan"
        assert row.tags == ("fall", "natt")
        kept = "\n".join(part.rstrip() for part in b.split("\n")).strip("\n")
        assert row.fields.get("problem", "") == kept
        assert set(row.extra) == ({"kind", "=x"} if c.strip() else set())


def test_headings_of_an_export_can_be_words() -> None:
    text = csv_text(
        [{"title": "A", "tags": ["x", "y"], "due": None, "created": {"at": "2026"}}],
        ["title", "tags", "due", "created"],
        {"title": "Titel"},
    )
    assert text == "Titel;tags;due;created\r\nA;x, y;;2026\r\n"
