"""Typed views read what any version wrote: what is missing or of another type is absent, never an error."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.card import card_of
from board.model import (
    BoardInfo,
    Person,
    RoleHeld,
    board_of,
    moment,
    people_of,
    person_doc_id,
    roles_of,
)
from board.ports import Snapshot

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=4,
)
CARD_FIELDS = (
    "title kind phase state rank cycle problem why owner leader support doers tags due measure outcome decision"
    " finish state_why since created by _at _by skips extra later_versions_field"
).split()


def test_an_empty_document_is_a_card_in_the_inbox() -> None:
    card = card_of("1", {})
    assert (card.title, card.kind, card.phase, card.state, card.cycle) == ("", "problem", "inbox", "open", 1)
    assert (card.tags, card.doers, dict(card.skips), card.due, card.created) == ((), (), {}, None, None)


@given(st.dictionaries(st.sampled_from(CARD_FIELDS), ANYTHING))
def test_whatever_stands_in_a_card_it_can_be_looked_at(doc: dict[str, Any]) -> None:
    card = card_of("1", doc)
    assert isinstance(card.title, str)
    assert isinstance(card.cycle, int)
    assert card.due is None or isinstance(card.due, date)


@given(st.dictionaries(st.sampled_from("name unit area purpose focus archived limits".split()), ANYTHING))
def test_whatever_stands_on_a_board_it_can_be_looked_at(doc: dict[str, Any]) -> None:
    board = board_of(Snapshot({"board": {"1": doc}}))
    assert all(limit > 0 for limit in board.limits.values())


def test_a_board_with_nothing_written_is_an_empty_one() -> None:
    assert board_of(Snapshot({})) == BoardInfo()


@pytest.mark.parametrize("value", [None, "", "i går", "2026-11-16T09:00:00", 7])
def test_a_time_without_offset_is_no_time(value: object) -> None:
    assert moment(value) is None


@given(ANYTHING, ANYTHING)
def test_whatever_stands_in_a_role_it_can_be_looked_at(start: Any, end: Any) -> None:
    doc = {"person": "p", "role": "nyckelperson", "board": "oster", "start": start, "end": end}
    assert isinstance(roles_of(Snapshot({"roles": {"1": doc}}), "oster", date(2026, 11, 16)), list)


def test_a_person_without_a_name_is_shown_by_their_id() -> None:
    (person,) = people_of(Snapshot({"people": {"1": {"handle": "anna"}}})).values()
    assert (person.name, person.short) == ("anna", "anna")
    assert Person("r", "bo", " ").short == "bo"


def test_somebody_who_has_left_is_known_but_not_active() -> None:
    (person,) = people_of(Snapshot({"people": {"1": {"handle": "anna", "left": "2026-10-01"}}})).values()
    assert not person.active


def test_a_reference_that_cannot_be_read_leads_to_no_document() -> None:
    assert person_doc_id("nobody") == "0"


def test_a_role_holds_from_its_first_day_until_the_day_it_ends() -> None:
    role = RoleHeld("1", "p", "nyckelperson", "oster", None, date(2026, 11, 2), date(2026, 11, 9), None)
    held = [role.holds(date(2026, 11, day)) for day in (1, 2, 8, 9)]
    assert held == [False, True, True, False]
