"""The day that a sentence says something happened on."""

from __future__ import annotations

from datetime import date

import pytest

from board.when_past import day_said

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("larmknappen fungerade inte i matsalen i går", 21),
        ("Igår kväll var larmet tyst", 21),
        ("i gar föll hon", 21),
        ("I förrgår stod dörren öppen", 20),
        ("Hissen stod i måndags", 16),
        ("Hissen stod i söndags", 15),
        ("Hissen stod i lördags", 21),
        ("i onsdags, efter lunch", 18),
        ("the alarm was silent yesterday", 21),
        ("the alarm was silent the day before yesterday", 20),
        ("it happened last Friday", 20),
    ],
)
def test_a_past_day_is_heard(text: str, day: int) -> None:
    assert day_said(text, TODAY) == date(2026, 11, day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "larmet är tyst",
        "gårdagens lista låg kvar",
        "vi går runt i gården",
        "han går i går och i förrgår",
        "på måndag kommer hissen",
        "måndagsmötet drog ut",
        "yesterday's list",
    ],
)
def test_no_day_or_several_is_none(text: str) -> None:
    assert day_said(text, TODAY) is None
