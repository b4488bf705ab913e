"""What the weeks' run chart says: nothing where most weeks were empty, since every other is then above the median."""

from __future__ import annotations

from datetime import date, timedelta

from board.flow_series import Week, flow
from tui import flow_charts

TODAY = date(2026, 11, 22)


def weeks(*counts: int) -> tuple[str, str]:
    """What is said, and the picture."""
    monday = date(2026, 1, 5)
    listed = tuple(
        Week(monday + timedelta(weeks=n), tuple(f"{n}.{one}" for one in range(count)))
        for n, count in enumerate(counts)
    )
    of = flow({}, TODAY)._replace(weeks=listed)
    drawn = flow_charts.per_week(of, 100, 16)
    return flow_charts.said_of_weeks(of), "\n".join("".join(text for text, _part in row) for row in drawn)


def test_weeks_with_nothing_in_most_of_them_say_nothing_of_chance() -> None:
    said, drawn = weeks(*[1, 0] * 13, 0)
    assert "Något annat än slumpen" not in said
    assert "inget kort klart" in said
    assert "◆" not in drawn
    said, drawn = weeks(*[2] * 12, *[5] * 12, 3)
    assert "Något annat än slumpen" in said
    assert "◆" in drawn
