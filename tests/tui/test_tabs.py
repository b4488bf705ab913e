"""The names of a page's views, and which of them a click is on."""

from __future__ import annotations

from tui.tabs import tabs

VIEWS = {"list": "Lista", "chart": "Diagram", "wide": "図表"}


def text(shown: str, width: int = 80) -> str:
    return "".join(piece for piece, _part in tabs(VIEWS, shown, width).row).rstrip()


def test_the_view_that_is_shown_is_marked() -> None:
    assert text("list") == "● Lista   ○ Diagram   ○ 図表"
    assert text("chart") == "○ Lista   ● Diagram   ○ 図表"


def test_a_click_is_on_a_name_or_between_two() -> None:
    found = tabs({"wide": "図表", "list": "Lista"}, "wide", 80)
    assert [found.at(x) for x in (0, 5, 6, 8, 9, 15, 16)] == [
        "wide",
        "wide",
        None,
        None,
        "list",
        "list",
        None,
    ]


def test_in_a_narrow_window_the_first_give_way_for_the_one_that_is_shown() -> None:
    assert text("wide", 21) == "○ Diagram   ● 図表"
    assert text("list", 21).startswith("● Lista")
    assert tabs(VIEWS, "wide", 21).at(0) == "chart"
