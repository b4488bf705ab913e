"""How often, as people say it."""

# ruff: noqa: DTZ001 - a rhythm is in local times without a zone
from datetime import datetime

import pytest

from board.errors import Problem
from board.meeting.spoken import EXAMPLES, TIMES, first_from, parse_rhythm, parse_time


@pytest.mark.parametrize(
    ("said", "rule", "at", "minutes"),
    [
        ("var tredje tis 13.30", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "13:30", None),
        ("Varannan vecka, torsdagar 9–9.45", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "09:00", 45),
        ("varje mån och ons kl 8.15 15 min", "FREQ=WEEKLY;BYDAY=MO,WE", "08:15", 15),
        ("fredagar kl 13", "FREQ=WEEKLY;BYDAY=FR", "13:00", None),
        ("var 6:e vecka ons 14.00-15.30", "FREQ=WEEKLY;INTERVAL=6;BYDAY=WE", "14:00", 90),
        ("första tis i månaden 14", "FREQ=MONTHLY;BYDAY=1TU", "14:00", None),
        ("sista fredagen i varje månad 10.00 1 timme", "FREQ=MONTHLY;BYDAY=-1FR", "10:00", 60),
        ("vardagar 8.45 15 min", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "08:45", 15),
        ("every third tuesday at 13:30", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "13:30", None),
        ("every other week on thursdays 9:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "09:00", None),
        ("last friday of the month 10:00", "FREQ=MONTHLY;BYDAY=-1FR", "10:00", None),
    ],
)
def test_how_often_is_understood(said: str, rule: str, at: str, minutes: int | None) -> None:
    spoken = parse_rhythm(said)
    assert spoken.rule.text() == rule
    assert (f"{spoken.at:%H:%M}", spoken.minutes) == (at, minutes)


def test_what_is_not_said_is_left_open() -> None:
    assert parse_rhythm("varannan vecka") == parse_rhythm("every other week")
    assert parse_rhythm("varannan vecka").rule.days == ()
    assert parse_rhythm("en gång i månaden").rule.months == 1
    assert parse_rhythm("var tredje tis").at is None


@pytest.mark.parametrize("said", ["", "ibland", "var hundrade tis", "första", "13.30", "femte tis i månaden"])
def test_what_is_not_understood_is_said_with_examples(said: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_rhythm(said)
    assert caught.value.code == "bad_rhythm"
    for example in caught.value.hints:
        assert parse_rhythm(example).at is not None
    assert caught.value.hints == EXAMPLES


@pytest.mark.parametrize(
    ("said", "at", "minutes"),
    [
        ("13.30", "13:30", None), ("9", "09:00", None), ("0845", "08:45", None), ("kl 9.05", "09:05", None),
        ("13.30–14.15", "13:30", 45), ("8.45 15 min", "08:45", 15), ("13-14", "13:00", 60), ("at 9", "09:00", None),
    ],
)  # fmt: skip
def test_a_time_is_understood(said: str, at: str, minutes: int | None) -> None:
    assert (f"{parse_time(said)[0]:%H:%M}", parse_time(said)[1]) == (at, minutes)


@pytest.mark.parametrize("said", ["", "25.00", "13.75", "halv två ungefär", "14.00-13.00"])
def test_a_time_that_is_none_is_said(said: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_time(said)
    assert (caught.value.code, caught.value.hints) == ("bad_time", TIMES)


def test_every_third_week_is_counted_from_the_first_such_day_and_not_from_the_week_that_is_ending() -> None:
    rule = parse_rhythm("var tredje tis 13.30").rule
    sunday = datetime(2026, 11, 22, 13, 30)
    assert first_from(rule, sunday, False) == datetime(2026, 11, 24, 13, 30)
    assert first_from(parse_rhythm("första tors i månaden").rule, sunday, False).day == 3
    assert first_from(parse_rhythm("varje tors").rule, datetime(2026, 12, 24, 9), False) == datetime(
        2027, 1, 7, 9
    )
