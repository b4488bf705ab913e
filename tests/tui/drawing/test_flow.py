"""The pictures of flow: the areas are what was counted, every card is somewhere, and any numbers can be drawn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.drawing.pictures import TEXTS, check_frozen, check_rows, lines, text_of
from tui.drawing import cumulative, scatter
from tui.drawing.chart import ChartData, Reading
from tui.drawing.chart import draw as draw_chart
from tui.drawing.cumulative import SIGNS, Band
from tui.drawing.scatter import Dot

FIRST = date(2026, 3, 2)
RED = [date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 14), date(2026, 6, 6)]
PHASES = ("Avslutade", "Agera", "Följa upp", "Genomföra", "Planera")
SHOWN = FIRST, FIRST + timedelta(days=150)
DAYS = (7, 12, 3, 21, 30, 8, 14, 9, 16, 44, 5, 12, 12, 90, 18, 11)


def grown(days: int = 150) -> list[Band]:
    """A board where cards come and go."""
    counts = [[n // 9 for n in range(days)], *([(n // step) % most for n in range(days)] for step, most in
              ((4, 3), (7, 4), (11, 6), (5, 5)))]  # fmt: skip
    return [Band(name, one) for name, one in zip(PHASES, counts, strict=True)]


def finished() -> list[Dot]:
    return [Dot(FIRST + timedelta(days=n * 9), days) for n, days in enumerate(DAYS)]


@pytest.mark.parametrize(("width", "height"), [(78, 18), (118, 26), (158, 34)])
def test_the_pictures_are_as_they_were_frozen(width: int, height: int) -> None:
    check_frozen(f"cumulative-{width}", cumulative.draw(FIRST, grown(), RED, width, height))
    lined = [(50, 12), (85, 30), (95, 44)]
    check_frozen(f"scatter-{width}", scatter.draw(finished(), lined, SHOWN, RED, width, height))


def test_the_areas_stand_on_one_another_as_many_as_were_counted() -> None:
    steady = [Band(name, [count] * 60) for name, count in zip(PHASES, (4, 1, 2, 3, 6), strict=True)]
    drawn = lines(cumulative.draw(FIRST, steady, (), 80, 20))
    column = "".join(row[40] for row in drawn[:-2] if len(row) > 40)[::-1]
    seen = [column.count(sign) for sign in SIGNS]
    assert column.index("▒") < column.index("█") < column.index("░") < column.index("▓") < column.index(":")
    assert seen[0] == pytest.approx(4 * seen[1], abs=1)
    assert [
        f"{sign} {name} {count}" for sign, name, count in zip(SIGNS, PHASES, (4, 1, 2, 3, 6), strict=True)
    ]
    for sign, name, count in zip(SIGNS, PHASES, (4, 1, 2, 3, 6), strict=True):
        assert f"{sign} {name} {count}" in "\n".join(drawn)


def test_a_card_that_took_far_longer_than_all_others_is_told_and_not_drawn_to_scale() -> None:
    drawn = text_of(
        scatter.draw([*finished(), Dot(FIRST, 700)], [(50, 12), (85, 30), (95, 44)], SHOWN, (), 80, 20)
    )
    assert "↑ 1 kort ovanför bilden, längst 700 dagar" in drawn
    assert "700 ┤" not in drawn
    assert drawn.count("●") - 1 + 2 * drawn.count("◆") >= len(DAYS) - 2


def test_few_cards_have_no_lines_and_none_is_said() -> None:
    drawn = text_of(scatter.draw(finished()[:3], [], SHOWN, (), 80, 20))
    assert "%" not in drawn
    assert "hälften" not in drawn
    assert lines(scatter.draw([], [], SHOWN, (), 80, 20)) == ["Inga avslutade kort än."]
    assert "Inget att rita än" in text_of(cumulative.draw(FIRST, [Band("Avslutade", [0, 0])], (), 80, 20))


def test_red_days_are_marked_where_a_day_can_be_seen() -> None:
    assert "▴ röd dag" in text_of(cumulative.draw(FIRST, grown(), RED, 80, 20))
    assert "▴" not in text_of(cumulative.draw(FIRST, grown(1500), RED, 80, 20))
    assert "▴" not in text_of(cumulative.draw(FIRST, grown(), [date(2020, 1, 1)], 80, 20))
    chart = ChartData([Reading(FIRST + timedelta(days=7 * n), n) for n in range(12)], red=RED)
    assert "▴ röd dag" in text_of(draw_chart(chart, 80, 20))


@given(
    st.lists(st.tuples(TEXTS, st.integers(0, 10_000)), min_size=1, max_size=5),
    st.lists(st.integers(0, 9), min_size=1, max_size=400),
    st.integers(40, 170),
    st.integers(8, 50),
)
def test_any_counts_are_within_width_and_height(
    of: list[tuple[str, int]], shape: list[int], width: int, height: int
) -> None:
    made = [Band(name, [most * step // 9 for step in shape]) for name, most in of]
    rows = cumulative.draw(FIRST, made, RED, width, height)
    check_rows(rows, width)
    assert len(rows) <= height


@given(
    st.lists(st.builds(Dot, st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 4000)), max_size=40),
    st.integers(40, 170),
    st.integers(8, 50),
)
def test_any_days_are_within_width_and_height(dots: list[Dot], width: int, height: int) -> None:
    times = sorted(dot.days for dot in dots)
    lined = [(percent, times[len(times) * percent // 100]) for percent in (50, 85, 95)] if times else []
    last = max((dot.day for dot in dots), default=FIRST)
    rows = scatter.draw(
        dots, lined, (min((dot.day for dot in dots), default=FIRST), last), RED, width, height
    )
    check_rows(rows, width)
    assert len(rows) <= height
