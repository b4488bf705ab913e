"""Short names for cards, readable names for boards and people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board import ids
from board.errors import Problem

numbers = st.integers(0, (1 << 63) - 1).map(str)


@given(numbers)
def test_a_public_id_leads_back_to_its_document(id: str) -> None:
    public = ids.public_id(id)
    assert len(public) == ids.PUBLIC_LENGTH
    assert ids.document_id(public) == id
    assert ids.document_id(public.upper()) == id


@given(st.sets(numbers, min_size=1, max_size=40))
def test_the_short_id_of_each_card_finds_that_card_alone(some: set[str]) -> None:
    shorts = ids.short_ids(some)
    assert len(set(shorts.values())) == len(some)
    for id, short in shorts.items():
        assert ids.find(short, some) == id
        assert len(short) >= 4


def test_ids_made_at_once_differ_early_so_that_few_letters_name_a_card() -> None:
    made = {ids.new_id() for _ in range(200)}
    assert len(made) == 200
    assert sum(len(short) for short in ids.short_ids(made).values()) / 200 < 5


def test_letters_that_look_alike_are_read_as_the_same() -> None:
    public = ids.public_id(str(1 << 22 | 1))
    assert "0" in public
    typed = public.replace("0", "O").replace("1", "l")
    assert ids.find(typed[:8], [str(1 << 22 | 1)]) == str(1 << 22 | 1)
    assert ids.document_id(typed) == str(1 << 22 | 1)


def test_a_prefix_of_several_cards_is_refused_with_the_cards() -> None:
    both = [str(1 << 30), str(1 << 31)]
    with pytest.raises(Problem) as caught:
        ids.find("0", both)
    assert caught.value.code == "ambiguous"
    assert set(caught.value.hints) == {ids.public_id(id) for id in both}


@pytest.mark.parametrize("given", ["", "  ", "zzzz", "../../etc/passwd", "å"])
def test_what_names_no_card_is_refused(given: str) -> None:
    with pytest.raises(Problem) as caught:
        ids.find(given, [ids.new_id() for _ in range(3)] if given != "zzzz" else [str(1 << 30)])
    assert caught.value.code == "unknown"


@pytest.mark.parametrize("given", ["", "abc", "u" * 13, "ååååååååååååå"])
def test_what_is_no_public_id_leads_nowhere(given: str) -> None:
    assert ids.document_id(given) is None


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("Hemtjänst Öster", "hemtjanst-oster"),
        ("Åsa & Örjan", "asa-orjan"),
        ("../../etc/passwd", "etc-passwd"),
        ("   ", ""),
        ("日本", ""),
        ("Enhet 4.2", "enhet-4.2"),
        ("-.-", ""),
        ("a" * 40, "a" * 32),
    ],
)
def test_a_name_gives_a_readable_id(name: str, readable: str) -> None:
    assert ids.slug(name) == readable


@given(st.text(max_size=60))
def test_a_readable_id_is_always_one_that_may_be_used(name: str) -> None:
    readable = ids.slug(name)
    assert not readable or ids.checked_slug(readable) == readable


@pytest.mark.parametrize("given", ["Hemtjänst", "a/b", "..", ".git", "", "a" * 33])
def test_an_id_that_may_not_be_used_is_refused_with_the_nearest_that_may(given: str) -> None:
    with pytest.raises(Problem) as caught:
        ids.checked_slug(given)
    assert caught.value.code == "bad_id"
    assert all(ids.SLUG.fullmatch(hint) for hint in caught.value.hints)


def test_many_ids_at_once_are_all_different() -> None:
    assert len({ids.new_id() for _ in range(50_000)}) == 50_000
