"""Causes as answers under answers, the team's points, and which few stand for most."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from board.method import acts
from board.method.causes import (
    Hung,
    Why,
    chains,
    hung,
    points,
    prioritised,
    roots,
    standing,
    too_many,
    tree,
    twigs,
    vital_few,
    voters,
)
from board.method.parts import parts_of
from board.ports import Change, Draft
from tests.board.apart import Apart
from tests.board.method.making import made
from tests.board.team import Team


def linked(**parents: str) -> dict[str, dict[str, str]]:
    return {id[1:]: {"text": id, "parent": parent} for id, parent in parents.items()}


def test_each_answer_stands_under_what_it_answers() -> None:
    causes = linked(c1="", c2="1", c3="2", c4="1", c5="")
    found = tree(causes)
    assert found.starts == ("1", "5")
    assert found.below == {"1": ("2", "4"), "2": ("3",)}
    assert list(found.depth.items()) == [("1", 0), ("2", 1), ("3", 2), ("4", 1), ("5", 0)]
    assert chains(found) == (
        (Why("1", ""), Why("2", "1"), Why("3", "2")),
        (Why("1", ""), Why("4", "1")),
        (Why("5", ""),),
    )


def test_an_answer_hangs_with_what_it_answers_unless_it_has_a_bone_of_its_own() -> None:
    causes: dict[str, dict[str, object]] = {
        "1": {"text": "a", "bone": "rutiner"},
        "2": {"text": "b", "parent": "1"},
        "3": {"text": "c", "parent": "2", "root": True},
        "4": {"text": "d", "parent": "2", "bone": "teknik"},
        "5": {"text": "e"},
        "6": {"text": "f", "parent": "5"},
    }
    assert hung(causes) == {
        "1": Hung("rutiner", 0), "2": Hung("rutiner", 1), "3": Hung("rutiner", 2), "4": Hung("teknik", 0),
        "5": Hung("", 0), "6": Hung("", 1),
    }  # fmt: skip
    assert list(hung(causes)) == list("123456")
    assert twigs(causes) == {"rutiner": ["1", "3"], "teknik": ["4"], "": ["5"]}
    assert twigs(causes, shown="2")["rutiner"] == ["1", "2", "3"]


def test_causes_that_hang_on_each_other_still_hang_somewhere() -> None:
    assert hung(linked(c1="2", c2="1")) == {"1": Hung("", 0), "2": Hung("", 1)}


def test_an_answer_whose_question_is_taken_away_begins_a_chain() -> None:
    found = tree(linked(c2="1", c3="2"))
    assert (found.starts, found.cut) == (("2",), ())


def test_two_who_link_at_once_make_a_ring_that_is_cut_at_its_oldest() -> None:
    apart = Apart()
    apart.anna(acts.add("cause", apart.id, {"text": "Ett"}), acts.add("cause", apart.id, {"text": "Två"}))
    apart.meet()
    first, second = parts_of(apart.here.snapshot, "cause", apart.id)
    apart.anna(acts.change("cause", first, {"parent": second}))
    apart.bo(acts.change("cause", second, {"parent": first}))
    apart.meet()
    found = tree(parts_of(apart.here.snapshot, "cause", apart.id))
    assert (found.starts, found.below, found.cut) == ((first,), {first: (second,)}, (first,))


def test_a_cause_that_answers_itself_is_a_start() -> None:
    assert tree(linked(c1="1")).starts == ("1",)


@given(st.lists(st.integers(0, 12), max_size=12))
def test_every_cause_is_in_the_tree_once_however_they_are_linked(parents: list[int]) -> None:
    causes = {str(n): {"parent": str(parent)} for n, parent in enumerate(parents)}
    found = tree(causes)
    assert found.depth.keys() == causes.keys()
    assert sorted([*found.starts, *(id for ids in found.below.values() for id in ids)]) == sorted(causes)
    for id in causes.keys() - {*found.starts}:
        assert id in found.below[causes[id]["parent"]]
        assert found.depth[id] == found.depth[causes[id]["parent"]] + 1
    assert {why.id for chain in chains(found) for why in chain} == causes.keys()


def test_a_very_long_chain_is_no_trouble() -> None:
    causes = {str(n): {"parent": str(n - 1)} for n in range(1, 5001)}
    assert max(tree(causes).depth.values()) == 4999


def test_the_innermost_are_the_marked_or_else_the_ends_of_chains() -> None:
    causes = linked(c1="", c2="1", c3="2", c4="", c5="4", c6="")
    assert roots(causes) == ((), ("3", "5"))
    causes["2"]["root"] = "True"
    assert roots(causes) == (("2",), ("5",))
    causes["5"]["status"] = "dismissed"
    assert roots(causes) == (("2",), ())


def test_points_are_the_teams_sum_in_order_with_every_cause(team: Team) -> None:
    card = team.notes()
    a, b, c = (made(team, "cause", card, text=text) for text in ("Ett", "Två", "Tre"))
    team.does("anna", acts.vote(card, {b: 5, a: 2}))
    team.does("bo", acts.vote(card, {b: 1}))
    assert list(points(team.board.snapshot, card).items()) == [(b, 6), (a, 2), (c, 0)]
    assert voters(team.board.snapshot, card) == 2
    team.does("mia", acts.remove("cause", b))
    assert points(team.board.snapshot, card) == {a: 2, c: 0}
    assert voters(team.board.snapshot, card) == 1


def test_one_persons_votes_at_two_computers_count_once_the_highest_and_nonsense_not_at_all(
    team: Team,
) -> None:
    card = team.notes()
    a = made(team, "cause", card, text="Ett")
    for n, given_points in enumerate((2, 4, 99, "5", True)):
        cells = {"card": card, "cause": a, "points": given_points, "by": "x", "created": "2026-11-16"}
        change = Change("votes", str(900 + n), cells)
        team.does("anna", lambda _context, change=change: [Draft("vote", (change,))])  # type: ignore[misc]
    assert points(team.board.snapshot, card) == {a: 4}


def test_the_vital_few_are_the_fewest_that_stand_for_four_fifths() -> None:
    found = vital_few({"1": 20, "2": 12, "3": 5, "4": 2, "5": 1, "6": 0})
    assert (found.few, found.points, found.total, found.of) == (("1", "2"), 32, 40, 5)
    assert found.share == 0.8
    assert vital_few({"1": 20, "2": 11, "3": 9}).few == ("1", "2", "3")


def test_causes_with_as_many_points_as_the_last_of_the_few_are_named() -> None:
    found = vital_few({"1": 6, "2": 2, "3": 2})
    assert (found.few, found.tied) == (("1", "2"), ("3",))


def test_no_points_have_no_few() -> None:
    assert vital_few({"1": 0}) == ((), (), 0, 0, 0)
    assert vital_few({}).share == 0


@given(st.dictionaries(st.integers(1, 40).map(str), st.integers(0, 75), max_size=12))
def test_no_fewer_causes_reach_four_fifths(given_points: dict[str, int]) -> None:
    found = vital_few(given_points)
    best = sorted(given_points.values(), reverse=True)
    assert found.total == sum(best)
    if found.total:
        assert found.share >= 0.8
        assert sum(best[: len(found.few) - 1]) * 5 < found.total * 4


def test_more_than_three_to_go_on_with_at_once_are_many() -> None:
    causes = {str(n): {"prioritised": True} for n in range(4)}
    assert too_many(prioritised(causes)) == ("0", "1", "2", "3")
    assert too_many(("1", "2", "3")) == ()
    assert prioritised({**causes, "1": {"prioritised": True, "status": "dismissed"}}) == ("0", "2", "3")
    assert standing({"1": {"status": "dismissed"}, "2": {}}) == {"2": {}}
