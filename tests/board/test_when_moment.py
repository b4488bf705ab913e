"""A moment that has been, as people type it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from board.errors import Problem
from board.when_moment import parse_moment

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=1)))  # a Sunday


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("igår", "2026-11-21T23:59:59+01:00"),
        ("i går kl 9", "2026-11-21T09:00:59+01:00"),
        ("yesterday 14:30", "2026-11-21T14:30:59+01:00"),
        ("i dag 11.32", "2026-11-22T11:32:59+01:00"),
        ("11:30", "2026-11-22T11:30:59+01:00"),
        ("kl 11.30", "2026-11-22T11:30:59+01:00"),
        ("idag", "2026-11-22T12:00:00+01:00"),
        ("fre", "2026-11-20T23:59:59+01:00"),
        ("sön", "2026-11-22T12:00:00+01:00"),
        ("fre 14:30", "2026-11-20T14:30:59+01:00"),
        ("fre 20 nov 14.02", "2026-11-20T14:02:59+01:00"),
        ("20/11", "2026-11-20T23:59:59+01:00"),
        ("24/11", "2025-11-24T23:59:59+01:00"),
        ("för 3 dagar sedan", "2026-11-19T23:59:59+01:00"),
        ("för 20 minuter sedan", "2026-11-22T11:40:00+01:00"),
        ("20 min sedan", "2026-11-22T11:40:00+01:00"),
        ("för 2 timmar sen", "2026-11-22T10:00:00+01:00"),
        ("För En Timme och 20 minuter sedan", "2026-11-22T10:40:00+01:00"),
        ("1h 5min ago", "2026-11-22T10:55:00+01:00"),
        ("two hours ago", "2026-11-22T10:00:00+01:00"),
        ("för 30 tim sedan", "2026-11-21T06:00:00+01:00"),
        ("för en kvart sedan", "2026-11-22T11:45:00+01:00"),
        ("för en halvtimme sedan", "2026-11-22T11:30:00+01:00"),
        ("i dag 11:05", "2026-11-22T11:05:59+01:00"),
        ("2026-11-20", "2026-11-20T23:59:59+01:00"),
        ("2026-11-20 14:30", "2026-11-20T14:30:59+01:00"),
        ("2026-11-20T14:30:05Z", "2026-11-20T14:30:05+00:00"),
        ("2026-11-20 14:30:05 +02:00", "2026-11-20T14:30:05+02:00"),
    ],
)
def test_what_is_said_is_meant_to_its_end(said: str, meant: str) -> None:
    assert parse_moment(said, NOW).isoformat() == meant


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("imorgon", "not_yet"),
        ("23:00", "not_yet"),
        ("om 3 veckor", "not_yet"),
        ("2027-01-01", "not_yet"),
        ("snart", "not_understood"),
        ("för många timmar sedan", "not_understood"),
        ("om 20 minuter", "not_understood"),
        ("igår 25:70", "not_understood"),
        ("31/2", "no_such_day"),
        ("tis 20 nov", "wrong_weekday"),
        ("", "not_understood"),
    ],
)
def test_what_has_not_been_or_means_nothing_is_refused(said: str, reason: str) -> None:
    with pytest.raises(Problem) as refused:
        parse_moment(said, NOW)
    assert (refused.value.code, refused.value.params["reason"]) == ("bad_date", reason)
