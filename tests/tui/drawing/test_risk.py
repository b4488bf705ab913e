"""The matrix of risk: which cells are marked, where the two assessments stand, and that it fits."""

from __future__ import annotations

import re

import pytest

from board.ports import Snapshot
from board.risk import ALARMS, Assessed
from tui import risk_words
from tui.drawing.risk import draw
from tui.lines import row_width

LONG = Snapshot({"board": {"1": {"severity_names": {"4": "katastrofalt och oåterkalleligt 漢字"}}}})


@pytest.mark.parametrize("width", [46, 56, 76, 116])
@pytest.mark.parametrize("board", [Snapshot({}), LONG], ids=["usual", "long"])
def test_it_fits_and_says_the_points_of_every_cell(width: int, board: Snapshot) -> None:
    rows = draw(risk_words.axes(board), width, Assessed(3, 2), Assessed(4, 4))
    assert max(map(row_width, rows)) <= width
    cells = ["".join(text for text, _part in row) for row in rows[1:5]]
    assert [int(re.findall(r"\d+", text.split("│")[4])[0]) for text in cells] == [16, 12, 8, 4]
    assert "●" in cells[1]
    assert "◆" in cells[0]


def test_an_alarm_has_a_sign_and_a_colour_and_the_severest_is_marked_though_unlikely() -> None:
    rows = draw(risk_words.axes(Snapshot({})), 100, counts={(3, 2): 4})
    for severity, row in zip((4, 3, 2, 1), rows[1:5], strict=True):
        pieces = [(text, part) for text, part in row if text.strip()[:2].strip().isdigit() and part != "rule"]
        marked = [(text, part) for text, part in pieces[1:] if "!" in text]
        alarms = [
            ("!" in text and "(" not in text, part == "late") for text, part in marked if "(" not in text
        ]
        assert alarms == [(True, True)] * sum(at[0] == severity for at in ALARMS)
    assert "(!)" in "".join(text for text, _part in rows[1])
    assert "4×" in "".join(text for text, _part in rows[2])


def test_what_stands_in_a_cell_is_said_under_it() -> None:
    def told(**given: object) -> str:
        rows = draw(risk_words.axes(Snapshot({})), 80, **given)  # type: ignore[arg-type]
        return " ".join(text for row in rows[8:] for text, _part in row)

    assert "siffran är poäng" in told()
    assert "×" not in told()
    assert "2×: 2 risker ligger där" in told(counts={(3, 2): 2, (1, 1): 1})
    assert "1×: 1 risk ligger där" in told(counts={(3, 2): 1})
