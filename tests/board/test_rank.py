"""Order keys: however cards are moved about, their order is what the team saw, and one move writes one card."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from board import rank

PLACES = st.lists(st.integers(0, 10_000), min_size=1, max_size=120)
TIMES = st.integers(1_500_000_000_000, 4_000_000_000_000)


@given(TIMES, TIMES)
def test_the_card_that_lands_later_lies_above(one: int, other: int) -> None:
    early, late = sorted((one, other))
    assert (rank.landing(late) < rank.landing(early)) == (late > early)


@given(PLACES, st.lists(TIMES, max_size=20, unique=True))
def test_any_sequence_of_inserts_keeps_the_order(places: list[int], landed: list[int]) -> None:
    keys = sorted(rank.landing(ms) for ms in landed)
    for place in places:
        at = place % (len(keys) + 1)
        key = rank.between(keys[at - 1] if at else None, keys[at] if at < len(keys) else None)
        keys.insert(at, key)
    assert keys == sorted(set(keys))
    assert not any(key.endswith("0") for key in keys)


def test_a_landing_key_leaves_room_above_and_below_itself() -> None:
    for ms in range(1_800_000_000_000, 1_800_000_000_000 + 200):
        key = rank.landing(ms)
        assert rank.between(None, key) < key < rank.between(key, None)
        short = rank.between(None, key)
        assert short < rank.between(short, key) < key


def test_keys_stay_short_when_cards_are_put_first_or_last_a_hundred_times() -> None:
    first = last = rank.landing(1_800_000_000_000)
    for _ in range(100):
        first, last = rank.between(None, first), rank.between(last, None)
    assert max(len(first), len(last)) <= 45


def test_keys_stay_short_when_two_cards_change_places_again_and_again() -> None:
    above, below = rank.landing(1_800_000_001_000), rank.landing(1_800_000_000_000)
    for _ in range(100):
        above, below = rank.between(above, below), below
    assert len(above) <= 45


def test_equal_or_crossed_neighbours_give_a_key_just_after_the_first() -> None:
    key = rank.landing(1_800_000_000_000)
    assert rank.between(key, key) > key
    assert rank.between(key, rank.between(None, key)) > key
