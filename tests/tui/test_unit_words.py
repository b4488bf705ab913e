"""A value and its unit are said as people say them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from board.meeting.improvement_time import Standing
from board.method import acts
from tests.tui.seat import sit_down
from tui.cli.rhythm import time_lines
from tui.result_words import value_told
from tui.story.results import amount
from tui.unit_words import unit


@pytest.mark.parametrize(
    ("written", "value", "said"),
    [
        ("gånger", 1, "gång"),
        ("gånger per pass", 1.0, "gång per pass"),
        ("gånger", 2, "gånger"),
        ("gånger", 1.5, "gånger"),
        ("Minuter", "1", "minut"),
        ("hours", 1, "hour"),
        ("st", 1, "st"),
        ("%", 1, "%"),
        (None, 1, ""),
    ],
)
def test_one_of_a_unit_is_one(written: object, value: object, said: str) -> None:
    assert unit(written, value) == said


def test_values_are_told_so_on_the_screen_and_in_the_story() -> None:
    assert value_told(1, {"unit": "gånger"}) == "1 gång"
    assert value_told(3, {"unit": "gånger"}) == "3 gånger"
    assert amount(1, "gånger") == "1\u00a0gång"


async def test_one_event_that_waits_is_one_in_the_top_line(board: Callable[..., Path]) -> None:
    root = board(acts.add("event", None, {"text": "Någon föll", "sort": "deviation"}))
    async with sit_down(root, size=(80, 24)) as seat:
        assert "○ 1 händelse: H" in seat.rows[1]


def test_one_meeting_of_the_rhythm_is_one() -> None:
    found = Standing(date(2026, 9, 1), date(2026, 11, 22), 60, 45, 1, 0, 1, 60)
    assert "Mötesrytmen gav 1 möte, 1 h." in time_lines(found)
    assert "Mötesrytmen gav 2 möten, 1 h." in time_lines(found._replace(meetings=2))
