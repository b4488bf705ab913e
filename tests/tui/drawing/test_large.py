"""Letters of blocks: every letter of the languages, in the room there is, or none."""

from __future__ import annotations

from typing import Literal

import pytest

from tui.drawing.large import LOW, TALL, large
from tui.meeting_words import POINTS
from tui.text import _, set_language


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_point_is_drawn_across_a_large_screen_and_low_on_a_small_one(
    language: Literal["sv", "en"],
) -> None:
    set_language(language)
    for name in POINTS.values():
        assert len(large(_(name), 120)) == TALL
        assert len(large(_(name), 70, tall=False)) == LOW
        assert len({len(row) for row in large(_(name), 120)}) == 1


def test_letters_are_told_apart_and_what_cannot_be_drawn_is_not() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ0123456789+-"
    assert len({tuple(large(letter, 80)) for letter in letters}) == len(letters)
    assert large("å", 80) == large("Å", 80)
    assert large("日本", 80) == large("Följa upp", 20) == large("", 80) == ()
