"""Which category a group comes to: one for every point of the space, and none that one who agrees can turn."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.readiness import (
    ABILITY,
    FACTORS,
    FEWEST_SHOWN,
    UNSURE,
    WILL,
    Answer,
    Reply,
    Result,
    Tally,
    medians,
    summary,
)
from board.readiness_verdict import (
    ADVICE,
    CATEGORIES,
    CHAIR_ASKED,
    CODES,
    COMPETING,
    TOO_FEW,
    TOOLS_OWN,
    verdict,
)

KEYS = [item.key for item in FACTORS]
WILL_KEYS = [item.key for item in FACTORS if item.group == WILL]
ratings = st.sampled_from([None, UNSURE, 1, 2, 3, 4])
people = st.lists(
    st.lists(ratings, min_size=12, max_size=12).map(
        lambda given: {key: Reply(rating) for key, rating in zip(KEYS, given, strict=True)}
    ),
    min_size=1,
    max_size=7,
)
results = st.builds(
    lambda counts: Result("readiness", 50, tuple(Tally(k, c) for k, c in zip(KEYS, counts, strict=True))),
    st.lists(
        st.tuples(*[st.integers(0, 6)] * 4),
        min_size=12,
        max_size=12,
    ),
)
word = st.sampled_from([None, True, False])


def group(will: list[int], ability: list[int]) -> Result:
    """Persons with one rating for all of factors 1-4 and one for all of 5-12."""
    return summary(
        "readiness",
        [
            {item.key: Reply(w if item.group == WILL else a) for item in FACTORS}
            for w, a in zip(will, ability, strict=True)
        ],
    )


@pytest.mark.parametrize(
    ("will", "ability", "code"),
    [
        ([1, 1, 4, 4], [1, 2, 2, 2], "A"),
        ([2, 2, 2, 2], [1, 2, 2, 2], "B"),
        ([4, 3, 4, 4], [3, 3, 4, 4], "C"),
        ([2, 2, 1, 2], [3, 3, 4, 4], "D"),
        ([1, 1, 4, 4], [3, 3, 4, 4], "between_competing_high"),
        ([4, 3, 4, 4], [1, 2, 2, 2], "between_clear_low"),
    ],
)
def test_the_six_combinations(will: list[int], ability: list[int], code: str) -> None:
    found = verdict(group(will, ability))
    assert found.code == code
    assert found.category == (code if len(code) == 1 else None)
    assert found.advice == ADVICE[code]


def test_between_the_ideal_types_both_pieces_of_advice_are_given() -> None:
    assert set(ADVICE["between_competing_high"]) == {"agree_first", "go_ahead"}
    assert set(ADVICE["between_clear_low"]) == {"good_conditions", "start_small"}
    assert len(CATEGORIES) == 6


@given(results, word)
def test_every_point_of_the_space_has_one_verdict(result: Result, chair: bool | None) -> None:
    found = verdict(result, chair)
    assert found.code in CODES
    assert found == verdict(result, chair)
    if found.will_state is not None and found.ability_state is not None:
        assert found.code == CATEGORIES[found.will_state, found.ability_state]
        assert all(near.instead in CATEGORIES.values() and near.instead != found.code for near in found.near)
    else:
        assert found.code in (TOO_FEW, CHAIR_ASKED)
        assert found.near == ()


@given(people, word, st.randoms())
def test_the_order_of_answers_never_matters(
    given_answers: list[Answer], chair: bool | None, chance: random.Random
) -> None:
    mixed = list(given_answers)
    chance.shuffle(mixed)
    assert verdict(summary("readiness", mixed), chair) == verdict(summary("readiness", given_answers), chair)


@given(people, word, st.data())
def test_one_who_agrees_never_makes_wills_compete(
    given_answers: list[Answer], chair: bool | None, data: st.DataObject
) -> None:
    before = summary("readiness", given_answers)
    agreeing: dict[str, Reply] = {}
    for tally in before.tallies:
        choices = [UNSURE]
        if tally.ratings:
            low, high = medians(tally.counts)
            choices = [UNSURE, *range(low, high + 1)]
        agreeing[tally.key] = Reply(data.draw(st.sampled_from(choices)))
    after = summary("readiness", [*given_answers, agreeing])
    wide_before, wide_after = before.spread(WILL), after.spread(WILL)
    if wide_before is not None and wide_after is not None:
        assert wide_after <= wide_before + 1e-9
    if before.raters(WILL) >= FEWEST_SHOWN and verdict(before, chair).will_state not in (COMPETING, None):
        assert verdict(after, chair).will_state != COMPETING


@pytest.mark.parametrize(("will", "ability"), [([1, 4], [3, 3]), ([4], [3])])
def test_under_three_the_chair_is_asked(will: list[int], ability: list[int]) -> None:
    result = group(will, ability)
    assert verdict(result).code == CHAIR_ASKED
    assert verdict(result).spread is None
    assert verdict(result, True).code == "between_competing_high"
    assert verdict(result, False).code == "C"


def test_the_chairs_word_makes_wills_compete_where_answers_do_not() -> None:
    result = group([4, 4, 4, 4], [1, 1, 1, 1])
    assert verdict(result, True).code == "A"
    assert verdict(result, True).by_chair
    assert verdict(result, False).code == "between_clear_low"


def test_the_chairs_no_does_not_hide_a_spread_that_everyone_sees() -> None:
    assert verdict(group([1, 1, 4, 4], [1, 1, 1, 1]), False).code == "A"


def test_too_few_factors_give_no_category() -> None:
    def rated(will: int, ability: int) -> Result:
        keys = KEYS[:will] + KEYS[4 : 4 + ability]
        return summary("readiness", [{key: Reply(3) for key in keys} for _ in range(4)])

    assert verdict(rated(2, 8)).code == TOO_FEW
    assert verdict(rated(4, 5)).code == TOO_FEW
    assert verdict(rated(3, 6)).code == "C"
    assert verdict(summary("readiness", [])).code == TOO_FEW


@pytest.mark.parametrize(
    ("will", "ability", "what", "instead"),
    [
        ([3, 3, 2, 2], [4, 4, 4, 4], "will", "D"),
        ([4, 4, 4, 4], [3, 3, 2, 2], "ability", "between_clear_low"),
        ([1, 1, 1, *[4] * 7], [4] * 10, "spread", "C"),
    ],
)
def test_a_line_that_is_near_is_said(will: list[int], ability: list[int], what: str, instead: str) -> None:
    near = {one.what: one.instead for one in verdict(group(will, ability)).near}
    assert near.get(what) == instead


def test_far_from_every_line_nothing_is_near() -> None:
    assert verdict(group([4, 4, 4], [1, 1, 1])).near == ()


def test_the_thresholds_are_the_tools_own_and_can_be_told() -> None:
    assert TOOLS_OWN._asdict() == {
        "clear": 2.5, "high": 2.5, "competing": 0.9, "near": 0.15, "near_spread": 0.1,
        "will_answered": 3, "ability_answered": 6,
    }  # fmt: skip
    assert (
        verdict(group([3, 3, 3], [3, 3, 3]), lines=TOOLS_OWN._replace(high=3.5)).code == "between_clear_low"
    )
    assert ABILITY == "ability"


def test_a_verdict_tells_no_numbers_that_give_away_a_factor_that_fewer_than_three_rated() -> None:
    found = verdict(
        summary("readiness", [{item.key: Reply(n) for item in FACTORS} for n in (2, 3)]), competing=False
    )
    assert found.code in CODES
    assert (found.will, found.ability, found.spread, found.near) == (None, None, None, ())
