"""What a chart says in words of readings that are there, and of those that are not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from board.ports import Doc, Snapshot
from tui.charting import charted, verdict

FIRST = date(2026, 11, 1)


def board(count: int, **indicator: object) -> Snapshot:
    """A card, 1, with one indicator, 2, and a reading a day."""
    readings: dict[str, Doc] = {
        str(100 + n): {
            "card": "1",
            "indicator": "2",
            "on": (FIRST + timedelta(n)).isoformat(),
            "value": 9 + n % 3,
            "typed": str(9 + n % 3),
        }
        for n in range(count)
    }
    return Snapshot(
        {"indicators": {"2": {"card": "1", "text": "Minuter", **indicator}}, "readings": readings}
    )


def told(count: int, **indicator: object) -> str:
    return verdict(charted(board(count, **indicator), "1", "2"))[-2]


def test_few_readings_say_how_many_more_are_needed() -> None:
    assert told(0).startswith("För få mätvärden ännu: 10 till behövs")
    assert told(4, rules="xmr").startswith("För få mätvärden ännu: 6 till behövs")


@pytest.mark.parametrize("rules", ["anhoj", "qi", "xmr"])
@pytest.mark.parametrize("count", [0, 3, 12])
def test_nothing_from_before_is_said_where_later_readings_cannot_help(rules: str, count: int) -> None:
    said = told(count, rules=rules, baseline_until="2026-10-31")
    assert said == "Det finns inga mätvärden från före förändringen att jämföra med."


def test_limits_need_two_readings_from_before() -> None:
    said = told(12, rules="xmr", baseline_until="2026-11-01")
    assert said == (
        "Det finns bara ett mätvärde från före förändringen. Det behövs minst två att jämföra med."
    )
    assert told(12, baseline_until="2026-11-01").startswith("För få mätvärden ännu: 2 till")
    assert told(5, rules="xmr", baseline_until="2026-11-02").startswith("För få mätvärden ännu: 5 till")


def test_what_is_seen_comes_before_the_rules_it_rests_on() -> None:
    *seen, rules = verdict(charted(board(12), "1", "2"))
    assert seen[0].startswith("För få mätvärden")
    assert rules == "Läst efter hur värdena ligger kring medianen."
