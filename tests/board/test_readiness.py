"""The redo-analys as data and arithmetic: what the method fixes, what a group says, and nothing of one person."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.errors import Problem
from board.readiness import (
    ABILITY,
    COMMENT_LIMIT,
    FACTORS,
    STATEMENTS,
    UNSURE,
    WILL,
    Answer,
    Reply,
    checked_reply,
    lowest,
    medians,
    most_divided,
    spread,
    summary,
)
from board.readiness_kept import result_in, stored

KEYS = [item.key for item in FACTORS]
KINDS_OF_REPLY = [
    Reply(rating, comment)
    for rating in (None, UNSURE, 1, 2, 3, 4)
    for comment in ("", "Vi hinner inte", "Bra")
]
answers = st.lists(st.sampled_from(KINDS_OF_REPLY), max_size=12).map(
    lambda given: dict(zip(KEYS, given, strict=False))
)


def everybody(*ratings: int) -> list[Answer]:
    """Persons who give every factor the same."""
    return [{key: Reply(rating) for key in KEYS} for rating in ratings]


def test_the_factors_are_the_methods() -> None:
    assert KEYS == [
        "forandringstryck", "uppdragsgivare", "ambitionsniva", "fokus", "ledarskap", "ledningsarbete", "strategiarbete",
        "problemlosning", "kompetens", "visualisering", "engagemang", "individuell_uppfoljning",
    ]  # fmt: skip
    assert [item.group for item in FACTORS] == [WILL] * 4 + [ABILITY] * 8
    assert [item.source_prompts for item in FACTORS] == [5, 5, 3, 1, 0, 5, 6, 4, 4, 5, 0, 3]
    assert sum(item.source_prompts for item in FACTORS) == 41
    assert [item.key for item in FACTORS if item.source_silent] == ["engagemang"]
    assert [item.second for item in FACTORS if item.second] == [
        "externt_forandringstryck", "agarkontroll", "kunskapskallan",
    ]  # fmt: skip


def test_the_climate_has_six_statements_on_four_factors() -> None:
    groups = [item.group for item in STATEMENTS]
    assert len(groups) == 6
    assert list(dict.fromkeys(groups)) == ["chefen", "personalgruppen", "nyckelpersonen", "arbetsklimatet"]
    assert [item.side for item in STATEMENTS if item.side] == ["allowing", "allowing", "questioning"]


def test_a_mean_leaves_out_those_who_do_not_know_and_counts_them() -> None:
    given_answers: list[Answer] = [
        {"fokus": Reply(1)},
        {"fokus": Reply(4)},
        {"fokus": Reply(UNSURE)},
    ]
    tally = summary("readiness", given_answers).of("fokus")
    assert (tally.mean, tally.unsure, tally.ratings) == (2.5, 1, 2)


def test_under_three_ratings_no_spread_is_shown() -> None:
    assert summary("readiness", everybody(1, 4)).of("fokus").shown is None
    two_of_five = [*everybody(1, 4), *everybody(UNSURE, UNSURE, UNSURE)]
    result = summary("readiness", two_of_five)
    assert result.answers == 5
    assert result.of("fokus").shown is None
    assert summary("readiness", everybody(1, 4, 4)).of("fokus").shown == (1, 0, 0, 2)


def test_a_group_that_only_says_vet_ej_has_answered_and_has_no_mean() -> None:
    result = summary("readiness", everybody(UNSURE, UNSURE, UNSURE))
    assert result.answers == 3
    assert result.mean(WILL) is None
    assert result.answered(ABILITY) == (0, 8)
    assert lowest(result) == ()


def test_comments_without_a_rating_are_no_answer() -> None:
    assert summary("readiness", [{"fokus": Reply(None, "Jag återkommer")}]).answers == 0


def test_what_divides_the_group_most_comes_first() -> None:
    ratings = {"fokus": (1, 4, 4), "ledarskap": (2, 2, 3), "kompetens": (1, 1, 4)}
    people = [{key: Reply(given[n]) for key, given in ratings.items()} for n in range(3)]
    keys = [tally.key for tally in most_divided(summary("readiness", people))]
    assert keys[:3] == ["kompetens", "fokus", "ledarskap"], "two divide as much, and Kompetens is lower"
    assert sorted(keys) == sorted(KEYS)


def test_of_what_divides_the_group_as_much_the_lowest_comes_first() -> None:
    people = [{"forandringstryck": Reply(4), "fokus": Reply(1), "ledarskap": Reply(2)}] * 3
    keys = [tally.key for tally in most_divided(summary("readiness", people))]
    assert keys[:3] == ["fokus", "ledarskap", "forandringstryck"]


def test_the_lowest_come_first_and_in_the_forms_order() -> None:
    people: list[Answer] = [
        {**everybody(3)[0], "engagemang": Reply(1), "fokus": Reply(1), "kompetens": Reply(2)}
    ] * 3
    assert [tally.key for tally in lowest(summary("readiness", people))] == [
        "fokus",
        "engagemang",
        "kompetens",
    ]


def test_comments_are_mixed_for_each_factor_by_itself() -> None:
    people = [{key: Reply(2, f"person {n}") for key in KEYS} for n in range(6)]
    result = summary("readiness", people, "blandat")
    orders = {tally.comments for tally in result.tallies}
    assert all(sorted(order) == [f"person {n}" for n in range(6)] for order in orders)
    assert len(orders) > 6


@given(st.lists(answers, max_size=6), st.randoms())
def test_the_order_of_answers_never_matters(people: list[Answer], chance: random.Random) -> None:
    mixed = list(people)
    chance.shuffle(mixed)
    assert summary("readiness", mixed, "x") == summary("readiness", people, "x")


@given(st.lists(answers, max_size=6))
def test_what_is_kept_of_a_round_is_the_whole_result(people: list[Answer]) -> None:
    result = summary("readiness", people)
    doc: dict[str, object] = {"counts": {}, "said": {}}
    for cell, value in stored(result, "7", "1").items():
        field, slash, element = cell.partition("/")
        if slash:
            held = doc[field]
            assert isinstance(held, dict)
            held[element] = value
        else:
            doc[field] = value
    assert result_in(doc, "readiness", "7") == result


@given(st.lists(st.sampled_from([1, 2, 3, 4]), min_size=1, max_size=40), st.data())
def test_one_more_at_the_median_never_widens_the_spread(ratings: list[int], data: st.DataObject) -> None:
    counts = [ratings.count(n) for n in (1, 2, 3, 4)]
    low, high = medians(counts)
    agreeing = data.draw(st.integers(low, high))
    more = list(counts)
    more[agreeing - 1] += 1
    before, after = spread(counts), spread(more)
    assert before is not None
    assert after is not None
    assert 0 <= after <= before <= 1.5


@pytest.mark.parametrize(
    ("key", "reply", "code"),
    [
        ("fokuss", Reply(1), "unknown"),
        ("fokus", Reply(5), "unknown"),
        ("fokus", Reply(1, extra={"time": "ibland"}), "unknown"),
        ("ledarskap", Reply(1, extra={"time": "short"}), "unknown"),
        ("fokus", Reply(1, "x" * (COMMENT_LIMIT + 1)), "too_long"),
    ],
)
def test_a_reply_that_is_none_is_refused(key: str, reply: Reply, code: str) -> None:
    with pytest.raises(Problem) as caught:
        checked_reply("readiness", key, reply)
    assert caught.value.code == code


def test_fokus_and_ledarskap_tell_more_than_a_rating() -> None:
    people: list[Answer] = [
        {
            "fokus": Reply(3, extra={"time": "short", "direction": "outward"}),
            "ledarskap": Reply(2, extra={"place": "4"}),
        }
        for _ in range(3)
    ]
    result = summary("readiness", people)
    assert result.of("fokus").extra == {"time": (3, 0, 0), "direction": (0, 3)}
    assert result.of("ledarskap").extra == {"place": (0, 0, 0, 3)}


def test_what_cannot_be_read_in_a_closed_round_counts_as_nothing() -> None:
    broken = {"counts": {"fokus": "många", "ledarskap": [1, 2], "kompetens": [1, -1, 0, 0, 0]}, "said": 3}
    result = result_in(broken, "readiness", "7")
    assert result is not None
    assert all(tally.ratings == 0 for tally in result.tallies)
    assert result_in({}, "readiness", "7") is None


def test_under_three_ratings_neither_mean_nor_place_among_the_lowest_is_shown() -> None:
    """Of two, one's own rating and the mean are the other's."""
    people: list[Answer] = [*everybody(3, 3), {**everybody(3)[0], "fokus": Reply(UNSURE)}]
    people[0] = {**people[0], "fokus": Reply(1)}
    result = summary("readiness", people)
    assert result.of("fokus").mean == 2
    assert result.of("fokus").shown_mean is None
    assert result.of("kompetens").shown_mean == 3
    assert "fokus" not in [tally.key for tally in lowest(result, 12)]
    assert result.shown_mean("will") is None, "the others' means and this would tell it"
    assert result.shown_mean("ability") == 3
    assert summary("readiness", people[:2]).shown_mean("ability") is None
