"""What holds of a card's parts whatever people do in whatever order, also what follows from parts that are nonsense."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from board.commands import delete, edit, move, set_aside
from board.cycles import finish
from board.errors import Problem
from board.method import acts, causes, dates, hints, measures, quality, ramp
from board.method.kinds import FIELDS_OF_CARD, KINDS, PREDICTED
from board.method.parts import cycle_of, parts_of
from board.ports import Snapshot
from tests.board.method.making import TODAY
from tests.board.team import Team, plain

LONG = settings(max_examples=max(30, settings.default.max_examples * 2 // 5 if settings.default else 0))
ON_BOARD = [kind for kind in KINDS.values() if kind.home == "card"]
PEOPLE = ("anna", "bo")

WORDS = "nycklar anna bo yes decided proposed parked confirmed prediction user rutiner 1 2 12,5 60–111"
VALUES = st.sampled_from([*WORDS.split(), "", None, 3, "2026-11-16", "2026-11-20"])
FIELDS = st.sampled_from(sorted({field.name for kind in ON_BOARD for field in kind.fields}))
ACTS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(ON_BOARD), st.dictionaries(FIELDS, VALUES, max_size=3), VALUES),
    st.tuples(
        st.just("change"), st.sampled_from(ON_BOARD), st.integers(0, 4), st.dictionaries(FIELDS, VALUES)
    ),
    st.tuples(st.just("remove"), st.sampled_from(ON_BOARD), st.integers(0, 4)),
    st.tuples(st.just("vote"), st.dictionaries(st.integers(1, 3).map(str), st.integers(0, 5), max_size=3)),
    st.tuples(st.just("set"), st.sampled_from(sorted(FIELDS_OF_CARD)), VALUES),
    st.tuples(st.just("move"), st.sampled_from(["plan", "do", "check", "act"])),
    st.tuples(st.just("finish"), st.sampled_from(["retry", "routine"])),
    st.tuples(st.just("later"), st.integers(1, 3)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


def command(team: Team, card: str, act: tuple[Any, ...]) -> Any:
    """What an act comes to on the board as it is; None where it has nothing to act on."""
    what, *given_to = act
    if what == "add":
        kind, fields, lead = given_to
        known = {name: value for name, value in fields.items() if kind.field(name)}
        return acts.add(kind.name, card, {kind.lead: lead, **known})
    if what in ("change", "remove"):
        kind, place, *fields = given_to
        ids = list(parts_of(team.board.snapshot, kind.name, card))
        if place >= len(ids):
            return None
        if what == "remove":
            return acts.remove(kind.name, ids[place])
        return acts.change(kind.name, ids[place], {n: v for n, v in fields[0].items() if kind.field(n)})
    if what == "vote":
        return acts.vote(card, given_to[0])
    if what == "set":
        return edit(card, {given_to[0]: given_to[1]})
    return move(card, given_to[0], "Skäl") if what == "move" else finish(card, given_to[0], "Skäl")


def tried(team: Team, card: str, act: tuple[Any, ...], who: str) -> None:
    before = plain(team.board.snapshot)
    try:
        if act[0] == "later":
            team.now += timedelta(days=act[1])
        elif act[0] in ("undo", "redo"):
            (team.undoes if act[0] == "undo" else team.redoes)(who)
        elif (made := command(team, card, act)) is not None:
            team.does(who, made)
    except Problem:
        assert plain(team.board.snapshot) == before


def check(team: Team, card: str) -> None:
    board = team.board.snapshot
    doc = team.doc(card)
    now = cycle_of(doc)
    for kind in ON_BOARD:
        for part in parts_of(board, kind.name, card).values():
            assert part[kind.lead], kind.name
            assert part["created"]
            assert part["by"]
            if kind.tried:
                assert 1 <= cycle_of(part) <= now
            for field in kind.fields:
                value = part.get(field.name)
                if field.choices and isinstance(value, str):
                    assert value in field.choices
    for action in parts_of(board, "action", card).values():
        if action["status"] == "proposed":
            assert not action.get("decided_by")
        elif action["status"] != "parked":
            assert action["decided_by"]
            assert action["decided_on"]
    votes: dict[str, list[int]] = {}
    for vote in board.table("votes").values():
        votes.setdefault(vote["by"], []).append(vote["points"])
    assert all(sum(points) <= 15 and max(points) <= 5 for points in votes.values())
    assert len([past["number"] for past in board.table("cycles").values()]) == now - 1


def derived(team: Team, board: Snapshot, card: str) -> None:
    """Everything that follows from the parts can be asked, whatever they are."""
    found = parts_of(board, "cause", card)
    tree = causes.tree(found)
    assert tree.depth.keys() == found.keys()
    causes.roots(found, tree)
    causes.vital_few(causes.points(board, card))
    actions = parts_of(board, "action", card)
    assert {one.id for one in measures.in_order(actions)} <= actions.keys()
    measures.answers(board, card)
    measures.by_standing(actions)
    for hint in hints.hints(board, card, TODAY, team.org.snapshot):
        if hint.kind and hint.kind != "goal":
            assert {*hint.of} <= parts_of(board, hint.kind, card).keys()
    hints.evaluable(board, card, TODAY)
    for indicator in parts_of(board, "indicator", card).values():
        hints.aim_sentence(indicator)
    assert all(0 <= one.having <= len(one.of) for one in quality.quality(board))
    *past, _now = [one.number for one in ramp.ramp(board, card)]
    assert past == sorted(past)
    dates.dates_of(board, team.org.snapshot, TODAY)
    dates.due_reviews(board, TODAY)


@LONG
@given(st.lists(st.tuples(ACTS, st.sampled_from(PEOPLE)), max_size=30))
def test_parts_keep_their_rules_in_any_order(given_acts: list[tuple[tuple[Any, ...], str]]) -> None:
    team = Team()
    card = team.notes(who="mia")
    for act, who in given_acts:
        locked = {name: team.doc(card).get(name) for name in PREDICTED if team.doc(card).get("tested")}
        tries = len(team.board.snapshot.table("cycles"))
        tried(team, card, act, who)
        if act[0] not in ("undo", "redo") and len(team.board.snapshot.table("cycles")) == tries:
            for name, value in locked.items():
                assert not value or team.doc(card).get("tested") is None or team.doc(card).get(name) == value
        check(team, card) if act[0] not in ("undo", "redo") else None
    derived(team, team.board.snapshot, card)


@LONG
@given(st.lists(ACTS.filter(lambda act: act[0] not in ("undo", "redo")), max_size=20))
def test_undo_takes_parts_back_step_by_step_and_redo_brings_them_again(
    given_acts: list[tuple[Any, ...]],
) -> None:
    team = Team()
    card = team.notes(who="mia")
    boards = [plain(team.board.snapshot)]
    for act in given_acts:
        tried(team, card, act, "anna")
        if plain(team.board.snapshot) != boards[-1]:
            boards.append(plain(team.board.snapshot))
    for board in reversed(boards[:-1]):
        team.undoes("anna")
        assert plain(team.board.snapshot) == board
    for board in boards[1:]:
        team.redoes("anna")
        assert plain(team.board.snapshot) == board


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**19) | st.floats() | st.text(max_size=8)
    | st.sampled_from(["1", "2", "2026-11-16", "2026-11-16T09:00:00+01:00", "do", "plan", "open", "parked"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*(kind for kind in KINDS.values()), None]),
            st.integers(1, 4).map(str),
            st.dictionaries(
                FIELDS | st.sampled_from(["cycle", "created", "predicted", "number"]), JUNK, max_size=6
            ),
        ),
        max_size=8,
    ),
    st.dictionaries(
        st.sampled_from([*FIELDS_OF_CARD, "phase", "cycle", "tested", "due", "skips", "doers"]), JUNK
    ),
)
def test_what_a_newer_version_or_another_program_wrote_breaks_nothing(
    docs: list[tuple[Any, str, dict[str, Any]]], card: dict[str, Any]
) -> None:
    tables: dict[str, dict[str, Any]] = {
        "cards": {"9": {"title": "x", "phase": "plan", "state": "open", **card}}
    }
    for kind, id, doc in docs:
        table = kind.table if kind else "cycles"
        tables.setdefault(table, {})[id] = {"card": "9", **doc}
    derived(Team(), Snapshot(tables), "9")


def test_a_card_that_is_gone_has_nothing_that_follows() -> None:
    team = Team()
    card = team.notes()
    team.does("anna", acts.add("cause", card, {"text": "x"}), set_aside(card, "parked"), delete(card))
    assert hints.hints(team.board.snapshot, card, TODAY) == ()
    assert ramp.ramp(team.board.snapshot, card) == ()
    assert dates.dates_of(team.board.snapshot, team.org.snapshot, TODAY) == ()
