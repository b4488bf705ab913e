"""The 80/20 view: sorted bars, what they come to together, and a sentence that is true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.drawing.pictures import TEXTS, check_frozen, check_rows, lines, text_of
from tui.drawing.pareto import draw, few, in_words

ITEMS = [
    ("Många olika medarbetare hos samma brukare", 1),
    ("Vikarier hittar inte signeringslistan", 14),
    ("Introduktionen skiljer sig åt", 2),
    ("Läkemedelsgenomgången görs för sällan", 0),
    ("Delegeringar går ut utan att någon märker", 9),
    ("Två system som inte talar med varandra", 1),
    ("Larm kommer till fel telefon", 1),
    ("Nycklar saknas", 1),
    ("Täckning saknas i källaren", 1),
]


@pytest.mark.parametrize("width", [80, 160])
def test_the_bars_are_as_they_were_frozen(width: int) -> None:
    check_frozen(f"pareto-{width}", draw(ITEMS, width, 4))


@given(st.lists(st.tuples(TEXTS, st.integers(-5, 10**9)), max_size=50), st.integers(30, 170))
def test_every_view_is_within_its_width_and_has_every_cause(items: list[tuple[str, int]], width: int) -> None:
    rows = draw(items, width)
    check_rows(rows, width)
    assert len(rows) >= len(items)


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ([14, 9, 2, 1, 1, 1, 1, 0, 0], "3 av 9 orsaker står för 86 % av poängen."),
        ([10, 0, 0], "1 av 3 orsaker står för 100 % av poängen."),
        ([3, 3, 3, 3], "Poängen är utspridda: det är inte några få orsaker som står för det mesta."),
        ([5, 4], "Poängen är utspridda: det är inte några få orsaker som står för det mesta."),
        ([0, 0], "Inga poäng än. När ni har röstat syns här vilka få orsaker som står för mest."),
        ([7], "Det finns bara en orsak än."),
        ([], "Inga orsaker än."),
    ],
)
def test_the_few_are_told_in_words(points: list[int], told: str) -> None:
    assert in_words(points) == told


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=60))
def test_the_few_are_never_those_without_points(points: list[int]) -> None:
    assert 0 <= few(points) <= sum(1 for one in points if one)
    assert few(points) or not sum(points)


def test_the_largest_stand_first_and_the_last_with_points_ends_at_all() -> None:
    told = lines(draw(ITEMS, 120))
    order = [next(n for n, line in enumerate(told) if label in line) for label, _value in ITEMS]
    assert order[1] < order[4] < order[2] < order[0] < order[3]
    assert told[order[8]].endswith("100 %")
    rule = next(n for n, line in enumerate(told) if line.startswith("┄"))
    assert rule == order[2] + 1, "the few stand over the line"


def test_before_anyone_has_voted_every_cause_is_listed() -> None:
    told = text_of(draw([(label, 0) for label, _value in ITEMS], 80))
    assert told.startswith("Inga poäng än.")
    assert "Nycklar saknas" in told
    assert "█" not in told
