"""The order of cards in columns: following what happened gives what reading everything anew gives."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from board.codes import COLUMNS, PHASES
from board.marks import is_over, last_after, last_with_room
from board.ports import Doc, Event, Snapshot
from tui.columns import Columns

CARD = st.fixed_dictionaries(
    {
        "phase": st.sampled_from(PHASES),
        "state": st.sampled_from(["open", "open", "open", "parked", "archived", "finished"]),
        "rank": st.sampled_from(["a", "b", "ba", "c", ""]),
        "title": st.sampled_from(["nycklar", "larm"]),
    }
)
CHANGES = st.lists(st.tuples(st.sampled_from("abcdefg"), st.none() | CARD), max_size=40)


def event(id: str, before: Doc | None, after: Doc | None, table: str = "cards") -> Event:
    return Event("s", "2026-11-22T12:00:00+01:00", "p", "set", None, None, table, id, before, after)


def shown(columns: Columns) -> dict[str, list[str | None]]:
    return {phase: [columns.at(phase, i) for i in range(columns.size(phase))] for phase in COLUMNS}


@given(st.dictionaries(st.sampled_from("abcdefg"), CARD), CHANGES, st.booleans())
def test_following_what_happened_equals_reading_anew(
    cards: dict[str, Any], changes: list[tuple[str, Any]], filtered: bool
) -> None:
    def wanted(id: str, card: Doc) -> bool:
        return not filtered or card.get("title") == "larm"

    columns = Columns(cards, wanted)
    now = dict(cards)
    for id, after in changes:
        before = now.pop(id, None)
        if after is not None:
            now[id] = after
        columns.take([event(id, before, after)])
    anew = Columns(now, wanted)
    assert shown(columns) == shown(anew)
    assert columns.open_counts == anew.open_counts
    assert len(columns) == len(anew)


@given(st.dictionaries(st.sampled_from("abcdefg"), CARD))
def test_every_open_card_is_found_at_its_place_and_no_other_is(cards: dict[str, Any]) -> None:
    columns = Columns(cards)
    for id, card in cards.items():
        place = columns.find(id, card)
        if card["state"] == "open" and card["phase"] in COLUMNS:
            assert place is not None
            assert columns.at(*place) == id
        else:
            assert place is None


def test_a_column_says_that_it_changed_and_others_do_not() -> None:
    card = {"phase": "plan", "state": "open", "rank": "a"}
    columns = Columns({"1": card})
    assert columns.take([event("1", card, {**card, "phase": "do"})]) == {"plan", "do"}
    assert columns.take([event("x", None, {"text": "hej"}, table="comments")]) == set()


def test_a_filter_counts_all_cards_and_shows_those_it_wants() -> None:
    cards = {str(i): {"phase": "plan", "state": "open", "rank": str(i)} for i in range(4)}
    columns = Columns(cards, lambda id, _card: id == "2")
    assert (columns.size("plan"), columns.open_counts["plan"]) == (1, 4)


CROWD = st.fixed_dictionaries(
    {
        "phase": st.sampled_from(["plan", "plan", "do"]),
        "state": st.sampled_from(["open", "open", "open", "parked"]),
        "rank": st.just("a"),
        "since": st.sampled_from(["2026-11-20", "2026-11-21", "2026-11-22"]),
    }
)


@given(
    st.dictionaries(st.sampled_from("abcdefg"), CROWD, min_size=4),
    st.lists(st.tuples(st.sampled_from("abcdefg"), st.none() | CROWD), max_size=20),
    st.dictionaries(st.sampled_from(["plan", "do"]), st.integers(1, 3)),
)
def test_the_cards_over_a_limit_are_those_that_came_last_whatever_has_happened(
    cards: dict[str, Any], changes: list[tuple[str, Any]], limits: dict[str, int]
) -> None:
    rules, now, columns = {"1": {"limits": limits}}, dict(cards), Columns(cards)
    last = last_with_room(Snapshot({"cards": now, "board": rules}))
    for id, after in changes:
        events = [event(id, now.pop(id, None), after)]
        if after is not None:
            now[id] = after
        columns.take(events)
        board = Snapshot({"cards": dict(now), "board": rules})
        last = last_after(last, events, board, columns.ids)
        for phase in COLUMNS:
            came = sorted((now[id]["since"], id) for id in columns.ids(phase))
            over = {id for _since, id in came[limits.get(phase, len(came)) :]}
            assert {
                id for id, card in now.items() if card["phase"] == phase and is_over(id, card, last)
            } == over
