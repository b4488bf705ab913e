"""A board's figures and series: what is under way, what was finished in which week, how it was on every day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from board.flow import days_taken
from board.flow_series import WORKING, bands, flow, longer_than, red_days_in
from board.flow_trails import Step, Trail
from board.values import monday_of
from tests.board.test_flow import finished_after

MONDAY = date(2026, 3, 2)
TODAY = MONDAY + timedelta(days=30)
"""A Wednesday."""


def trail(card: str, *steps: tuple[int, str] | tuple[int, str, str]) -> Trail:
    """A card that came to each (day, phase, state); started and finished as a history would have it."""
    whole = tuple(
        Step(MONDAY + timedelta(days=day), phase, *(state or ("finished" if phase == "done" else "open",)))
        for day, phase, *state in steps
    )
    started = next((step.day for step in whole if step.phase != "inbox"), None)
    ended = [step for step in whole if step.state == "finished"]
    over = whole[-1].state == "finished" or (whole[-1].state == "archived" and whole[-1].phase == "done")
    return Trail(card, whole, started, ended[-1].day if over and ended else None)


BOARD = {
    one.card: one
    for one in (
        trail("new", (0, "inbox")),
        trail("quick", (0, "inbox"), (1, "plan"), (1, "done")),
        trail("slow", (0, "inbox"), (1, "plan"), (5, "do"), (12, "plan"), (13, "act"), (15, "done")),
        trail("again", (0, "plan"), (3, "done"), (8, "act")),
        trail("old", (2, "plan"), (4, "do")),
        trail("young", (20, "do")),
        trail("parked", (3, "do"), (6, "do", "parked")),
        trail("back", (3, "plan"), (4, "inbox")),
        trail("shelved", (3, "plan"), (4, "plan", "archived")),
        trail("archived", (3, "plan"), (22, "done"), (25, "done", "archived")),
        trail("now", (3, "plan"), (29, "done")),
    )
}


def test_the_figures_of_a_board() -> None:
    found = flow(BOARD, TODAY)
    assert found.first == MONDAY
    assert dict(found.under_way) == {"plan": (), "do": ("old", "young"), "check": (), "act": ("again",)}
    assert found.wip == 3
    assert found.ages == {"old": 29, "young": 11, "again": 31, "parked": 28, "back": 28}
    assert (found.parked, found.put_back) == (("parked",), ("back",))
    assert [(one.card, one.days) for one in found.done] == [
        ("quick", 1),
        ("slow", 15),
        ("archived", 20),
        ("now", 27),
    ]
    assert found.times == (1, 15, 20, 27)
    assert longer_than(found, 15) == ("now", "archived")
    assert [week.cards for week in found.weeks] == [("quick",), (), ("slow",), ("archived",)]
    assert found.this_week == ("now",)
    assert {stays.phase: stays.stays for stays in found.stays} == {
        "plan": ((0, "quick"), (5, "slow"), (19, "archived"), (26, "now")),
        "do": ((7, "slow"),),
        "act": ((2, "slow"),),
    }


def test_a_period_that_begins_within_a_week_counts_whole_weeks_only() -> None:
    found = flow(BOARD, TODAY, MONDAY + timedelta(days=15))
    assert [one.card for one in found.done] == ["slow", "archived", "now"]
    assert [(week.monday, week.cards) for week in found.weeks] == [(date(2026, 3, 23), ("archived",))]
    assert found.wip == 3
    assert flow(BOARD, TODAY, date(2020, 1, 1)) == flow(BOARD, TODAY)


def test_a_board_where_nothing_has_begun() -> None:
    found = flow({"new": BOARD["new"]}, TODAY)
    assert (found.first, found.wip, found.times, found.weeks, found.stays) == (TODAY, 0, (), (), ())
    assert flow({}, TODAY).first == TODAY


def test_a_finished_card_without_a_known_start_is_told_apart() -> None:
    came = Trail("came", (Step(MONDAY, "do", "open"), Step(MONDAY, "done", "finished")), None, MONDAY)
    found = flow({"came": came}, TODAY)
    assert (found.unknown, found.done, found.weeks[0].cards) == (("came",), (), ("came",))


WALKS = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.sampled_from([("inbox", "open"), ("plan", "open"), ("act", "open"), ("do", "parked"), ("done", "finished"),
                         ("done", "archived"), ("plan", "archived")]),
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip


@given(st.lists(WALKS, max_size=6), st.integers(-5, 20))
def test_the_bands_are_what_was_on_the_board_each_evening(
    walks: list[list[tuple[int, tuple[str, str]]]], start: int
) -> None:
    trails: list[Trail] = []
    for walk in walks:
        at, steps = 0, []
        for wait, (phase, state) in walk:
            at += wait
            steps.append((at, phase, state))
        trails.append(trail(str(len(trails)), *steps))
    first = MONDAY + timedelta(days=start)
    found = bands(trails, first, TODAY)
    for n, day in enumerate(first + timedelta(days=n) for n in range((TODAY - first).days + 1)):
        places = [[step for step in one.steps if step.day <= day] for one in trails]
        for phase in WORKING:
            assert found.counts[phase][n] == sum(
                bool(seen) and seen[-1][1:] == (phase, "open") for seen in places
            )
        assert found.counts["done"][n] == sum(_done_since(seen, first) for seen in places)


def _done_since(seen: list[Step], first: date) -> bool:
    """Whether a card lies finished, or archived after it, and came to that no earlier than `first`."""
    while seen and seen[-1].state == "archived":
        seen = seen[:-1]
    if not seen or seen[-1].state != "finished":
        return False
    came = seen[-1].day
    for step in reversed(seen):
        if step.state == "finished":
            came = step.day
        elif step.state != "archived":
            break
    return came >= first


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_week_begins_on_its_monday(day: date) -> None:
    assert monday_of(day).isocalendar()[:2] == day.isocalendar()[:2]
    assert monday_of(day).weekday() == 0


def test_red_days_are_only_marks() -> None:
    assert red_days_in(date(2026, 12, 20), date(2027, 1, 3)) == [
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2027, 1, 1),
    ]
    christmas = finished_after(5)[0]._replace(started=date(2026, 12, 23), finished=date(2026, 12, 27))
    assert days_taken(christmas) == 5
