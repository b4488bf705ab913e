"""Words and signs on cells: what people wrote is never broken by what is drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.drawing.pictures import TEXTS, check_rows, lines
from tui.drawing.canvas import Canvas, plain
from tui.lines import row_width


@given(st.lists(st.tuples(st.integers(-2, 30), st.integers(-1, 3), TEXTS), max_size=12))
def test_a_canvas_is_never_wider_whatever_is_put_on_it(words: list[tuple[int, int, str]]) -> None:
    canvas = Canvas(30, 3)
    for x, y, text in words:
        canvas.words(x, y, text, "text")
        canvas.put(x, y, "│─│", "rule")
    check_rows(canvas.rows(), 30)


def test_signs_give_way_to_words() -> None:
    canvas = Canvas(12, 1)
    assert canvas.words(2, 0, "漢字 å", "text")
    canvas.put(0, 0, "─" * 12, "rule")
    assert not canvas.words(5, 0, "nej", "text")
    assert lines(canvas.rows()) == ["──漢字 å────"]
    assert row_width(canvas.rows()[0]) == 12


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc", "a b c"),
        ("\x1b[31mröd\x9b", "[31mröd"),
        ("\u0301\u200db", "b"),
        ("b\u200d", "b"),
        ("", ""),
    ],
)
def test_words_are_on_one_line_and_nothing_in_them_is_obeyed(text: str, shown: str) -> None:
    assert plain(text) == shown
