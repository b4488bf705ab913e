"""Fyrfältet: a measure stands where it was placed, and everything is told in words beside it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.drawing.pictures import TEXTS, check_frozen, check_rows, lines, text_of
from tui.drawing.fourfield import Dot, draw, field, place_at, priority

STEPS = st.none() | st.integers(1, 4)
PLACES = [(4, 4), (3, 4), (2, 3), (1, 1), (4, 1), (None, None), (4, 4), (1, 2), (4, 3), (2, None)]
ITEMS = [
    Dot("ABCDEFGHIJ"[i], f"Åtgärd nummer {i + 1} som vi kan pröva på kvällen", *place)
    for i, place in enumerate(PLACES)
]


@pytest.mark.parametrize(("width", "height"), [(80, 13), (160, 21)])
def test_the_field_is_as_it_was_frozen(width: int, height: int) -> None:
    check_frozen(f"fourfield-{width}", draw(ITEMS, width, height, 2))


@given(
    st.lists(st.builds(Dot, TEXTS, TEXTS, STEPS, STEPS), max_size=30),
    st.integers(50, 170),
    st.integers(5, 30),
    st.none() | st.integers(0, 29),
)
def test_every_field_is_within_its_width(
    items: list[Dot], width: int, height: int, cursor: int | None
) -> None:
    check_rows(draw(items, width, height, cursor), width)


def place_of(effect: int, feasibility: int) -> tuple[int, int]:
    told = lines(draw([Dot("X", "en åtgärd", effect, feasibility)], 80, 13))
    return next((line.index("X"), y) for y, line in enumerate(told) if "X" in line)


def test_each_step_moves_the_letter() -> None:
    for effect, feasibility in itertools.product(range(1, 4), range(1, 5)):
        assert place_of(effect + 1, feasibility)[1] < place_of(effect, feasibility)[1], "more effect is up"
        assert place_of(feasibility, effect + 1)[0] > place_of(feasibility, effect)[0], (
            "easier is to the right"
        )


def test_thirty_in_one_place_are_shown_or_counted() -> None:
    items = [Dot(f"{n:02}", "samma", 4, 4) for n in range(1, 31)]
    field = "\n".join(line[:80] for line in lines(draw(items, 80, 11))[:11])
    shown = sum(1 for n in range(1, 31) if f" {n:02}" in field)
    more = int(field.partition("+")[2].split()[0]) if "+" in field else 0
    assert shown + more == 30


def test_high_and_easy_come_first_and_the_unplaced_last() -> None:
    order = [ITEMS[at].letter for at in priority(ITEMS)]
    assert order[:2] == ["A", "G"]
    assert set(order[-2:]) == {"F", "J"}


def test_every_place_has_words() -> None:
    told = text_of(draw(ITEMS, 80, 13))
    for words in (
        "Hög förväntad effekt, lätt att genomföra",
        "Hög förväntad effekt, svår att genomföra",
        "Låg förväntad effekt, lätt att genomföra",
        "Låg förväntad effekt, svår att genomföra",
        "Inte placerad än",
    ):
        assert told.count(words) == 1


def test_the_one_pointed_at_is_marked_in_the_field_and_in_the_list() -> None:
    rows = draw(ITEMS, 80, 13, 2)
    assert text_of(rows).count("▸C") == 2
    assert "▸F" in text_of(draw(ITEMS, 80, 13, 5)), "one that is not placed is in the list"


@pytest.mark.parametrize(("width", "height"), [(60, 11), (77, 13), (120, 21), (157, 16)])
def test_a_cell_is_the_place_that_a_letter_in_it_stands_for(width: int, height: int) -> None:
    for effect, feasibility in itertools.product(range(1, 5), repeat=2):
        drawn = lines(field([Dot("Q", "en", effect, feasibility)], width, height))
        y = next(y for y, line in enumerate(drawn) if "Q" in line)
        assert place_at(drawn[y].index("Q"), y, width, height) == (effect, feasibility)


def test_beside_the_field_is_no_place() -> None:
    assert place_at(2, 3, 80, 13) is None
    assert place_at(30, 12, 80, 13) is None
