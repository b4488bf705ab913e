"""Names come in the order of the Swedish alphabet, and a search finds what a Swede calls the same letter."""

from __future__ import annotations

from random import Random
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.swedish import fold, loose_fold, sort_key

GOLDEN = """
7 steg, Ada, Ali, Amélie, André, Bo, Cecilia, Dag, Émile, Erik, Fatima, Gösta, Hedda, idun, Idun, Jörgen,
Kerstin, Lo, Malmö, Mona, Nils, Olof, Per, Quentin, Rut, Sara, Tyra, Ulla, Vera, Viveka, Wilma, Xerxes, Yngve, Üzra,
Zoë, Åke, Åsa, Ängla, Ærø, Äva, Öberg, Östen, Øystein
"""
"""ICU's order for sv_SE: v and w apart, ü as y, æ with ä, ø with ö, small letters before capitals."""


def test_names_sort_as_in_a_swedish_phone_book() -> None:
    expected = " ".join(GOLDEN.split()).split(", ")
    mixed = expected[:]
    Random(3).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == expected
    decomposed = [normalize("NFD", name) for name in mixed]
    assert [normalize("NFC", name) for name in sorted(decomposed, key=sort_key)] == expected


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("åsa", "ÅSA"),
        ("ake", "ÅKE"),
        ("angla", "ÄNGLA"),
        ("ostra", "Östra"),
        ("ide", "Idé"),
        ("mueller", "Müller"),
    ],
)
def test_a_finds_a_ring_only_when_asked(typed: str, found: str) -> None:
    same = {"åsa": (True, True), "ide": (True, True), "mueller": (False, False)}
    plain, loose = same.get(typed, (False, True))
    assert (fold(typed) == fold(found)) is plain
    assert (loose_fold(typed) == loose_fold(found)) is loose


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Idé", "ide"),
        ("Müller", "muller"),
        ("ÅÄÖ", "åäö"),
        (normalize("NFD", "Å ä Ö é"), "å ä ö e"),
        ("Straße", "strasse"),
        ("Ærø", "ärö"),
        ("İ", "i"),
        ("Łódź", "lodz"),
        ("ВРАЧ", "врач"),
        ("日本 한국", "日本 한국"),
    ],
)
def test_fold_keeps_swedish_letters_and_drops_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_or_from_decomposed_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert loose_fold(loose_fold(text)) == loose_fold(text)
    assert fold(normalize("NFD", text)) == fold(text)
    assert loose_fold(text) == loose_fold(fold(text))


@given(st.text(), st.text())
def test_sort_keys_do_not_depend_on_how_letters_are_stored(one: str, other: str) -> None:
    assert sort_key(normalize("NFD", one)) == sort_key(normalize("NFC", one))
    assert (sort_key(one) == sort_key(other)) == (sort_key(other) == sort_key(one))
