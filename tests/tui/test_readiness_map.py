"""The map of a redo-analys: where a point lies, what is beside it, and that nothing lies on top of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.readiness_map import Point, along, map_rows, sparkline

means = st.floats(1, 4)


def drawn(*points: Point, width: int = 76, height: int = 11) -> list[str]:
    return ["".join(text for text, _part in row) for row in map_rows(points, width, height)]


def point(
    will: float, ability: float, label: str = "nov 2026", sign: str = "◉", competing: bool = False
) -> Point:
    return Point(label, will, ability, competing, sign, "accent")


@pytest.mark.parametrize(("mean", "place"), [(1, 0), (4, 9), (2.5, 4), (0, 0), (9, 9)])
def test_a_mean_has_its_place(mean: float, place: int) -> None:
    assert along(mean, 10) == place


def test_will_goes_to_the_right_and_ability_upwards() -> None:
    weak, strong = drawn(point(1.2, 1.2)), drawn(point(3.8, 3.8))
    (low,) = [(y, row.index("◉")) for y, row in enumerate(weak) if "◉" in row]
    (high,) = [(y, row.index("◉")) for y, row in enumerate(strong) if "◉" in row]
    assert high[0] < low[0]
    assert high[1] > low[1]
    assert strong[high[0]][high[1] - 9 : high[1]].strip() == "nov 2026", "left of it where there is no room"


def test_the_four_quarters_are_named_and_none_is_a_bare_letter() -> None:
    told = " ".join(" ".join(drawn(point(2.2, 2.2))).replace("┆", " ").split())
    for name in ("Kategori B", "Kategori C", "Kategori D", "Mitt emellan"):
        assert name in told


def test_competing_wills_are_marked_beside_the_label() -> None:
    assert any("◉ nov 2026 ↔" in row for row in drawn(point(2, 3, competing=True)))


@given(
    st.lists(st.tuples(means, means), min_size=1, max_size=8), st.sampled_from([(50, 9), (76, 11), (110, 17)])
)
def test_every_map_is_whole_and_the_newest_point_is_on_it(
    places: list[tuple[float, float]], size: tuple[int, int]
) -> None:
    older = [point(*place, f"nov {2010 + i}", "○") for i, place in enumerate(places[:-1])]
    rows = drawn(*older, point(*places[-1]), width=size[0], height=size[1])
    assert len(rows) == size[1]
    assert all(cell_len(row) <= size[0] for row in rows)
    assert sum(row.count("◉") for row in rows) == 1
    assert any("nov 2026" in row for row in rows)


def test_a_small_chart_has_a_sign_a_round() -> None:
    assert sparkline([1, None, 2.5, 4]) == "▁·▅█"
