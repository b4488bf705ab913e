"""The demo: two made-up units and one real programme, alive any day, with every mark to be seen."""

from __future__ import annotations

import csv
import io
import pkgutil
import re
from collections import Counter
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from board import demo, events, flow, flow_trails, marks, risk, rules
from board.card import Card, card_of
from board.challenges import lying_with
from board.codes import COLUMNS, KINDS, STATES
from board.history import entries
from board.model import board_of, moment, people_of, roles_of
from board.ports import Store
from board.programmes import programmes_of
from board.service import Service
from storage.memory import MemoryStore
from tests.board.team import plain

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=1)))
MADE_UP = tuple(story.board for story in demo.STORIES)


class Demo:
    """The demo made in memory at a time."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.clock = demo.SetClock(now)
        self.org = MemoryStore(self.clock, "_workspace")
        self.boards: dict[str, Store] = {}
        numbers = count(1)
        demo.build(
            self._open,
            self.org,
            self.clock,
            ids=lambda: str((n := next(numbers)) << 22 | n * 7_919 % (1 << 22)),
        )

    def _open(self, id: str) -> Store:
        self.boards[id] = MemoryStore(self.clock, id)
        return self.boards[id]

    def cards(self, *boards: str) -> list[Card]:
        return [
            card_of(id, doc)
            for board in boards or self.boards
            for id, doc in self.boards[board].snapshot.table("cards").items()
        ]

    def marks(self, *boards: str) -> Counter[str]:
        found: Counter[str] = Counter()
        for board in boards:
            snapshot = self.boards[board].snapshot
            said, last = marks.last_activity(snapshot), marks.last_with_room(snapshot)
            for id, doc in snapshot.table("cards").items():
                over = marks.is_over(id, doc, last)
                found.update(mark.code for mark in marks.marks(doc, self.now, said.get(id), over))
        return found


@pytest.fixture(scope="module")
def made() -> Demo:
    return Demo(NOON)


def test_there_are_three_boards_with_what_is_open_and_what_was_finished_before(made: Demo) -> None:
    assert tuple(made.boards) == demo.BOARDS
    assert {board: len(made.cards(board)) for board in demo.BOARDS} == {
        "kaprifolen": 27,
        "nordanvind": 14,
        demo.PROGRAMME: 14,
    }
    assert [board_of(made.boards[board].snapshot).made_up for board in demo.BOARDS] == [True, True, False]


def test_cards_stand_in_every_phase_and_state(made: Demo) -> None:
    for board in MADE_UP:
        assert {card.phase for card in made.cards(board) if card.state == "open"} == set(COLUMNS)
    cards = made.cards(*MADE_UP)
    assert {card.state for card in cards} == set(STATES)
    assert {card.finish for card in cards if card.state == "finished"} == {"routine", "drop"}
    assert {card.cycle for card in cards} == {1, 2}
    assert {card.kind for card in cards} == set(KINDS) - {"delprojekt"}


@pytest.mark.parametrize("hour", [0, 6, 12, 23])
@pytest.mark.parametrize("day", ["2026-11-22", "2027-01-01", "2028-02-29", "2027-03-28"])
def test_every_mark_can_be_seen_whatever_day_it_is_started(day: str, hour: int) -> None:
    now = datetime.fromisoformat(day).replace(hour=hour, minute=3, tzinfo=timezone(timedelta(hours=1)))
    made = Demo(now)
    everything = {"late", "today", "still_long", "still", "over", "skipped", "due", "new"}
    assert set(made.marks(*MADE_UP)) == everything
    assert made.marks("kaprifolen")["over"] == 1
    assert all(entry.at <= now.isoformat() for store in made.boards.values() for entry in entries(store))


def test_titles_are_of_all_lengths(made: Demo) -> None:
    lengths = sorted(len(card.title) for card in made.cards(*MADE_UP))
    assert lengths[-1] > 150
    assert any(len(card.title.split()) == 1 for card in made.cards(*MADE_UP))


def test_people_share_the_work_in_several_ways(made: Demo) -> None:
    cards = made.cards(*MADE_UP)
    assert any(card.leader and card.support and len(card.doers) > 1 for card in cards)
    assert any(card.state == "archived" and card.phase == "inbox" and card.state_why for card in cards)
    assert any(card.state == "parked" and card.state_why for card in cards)
    assert rules.owner_spread(made.boards["kaprifolen"].snapshot) is None
    spread = rules.owner_spread(made.boards["nordanvind"].snapshot)
    assert spread is not None
    assert people_of(made.org.snapshot)[spread[0]].handle == "anna"


def test_every_card_has_what_the_phases_behind_it_want_or_says_why_not(made: Demo) -> None:
    for card in made.cards(*MADE_UP):
        store = next(
            made.boards[board] for board in MADE_UP if card.id in made.boards[board].snapshot.table("cards")
        )
        doc = {**(store.snapshot.get("cards", card.id) or {}), "phase": "inbox"}
        assert not rules.missing_for(doc, card.phase) or card.skips, card.title


def test_both_units_have_their_roles_with_deputies_a_purpose_and_limits(made: Demo) -> None:
    for board in MADE_UP:
        about = board_of(made.boards[board].snapshot)
        assert all((about.unit, about.area, about.purpose, about.focus, about.limits))
        held = roles_of(made.org.snapshot, board, NOON.date(), about.area)
        assert {role.role for role in held} == {"nyckelperson", "forbattringsledare", "ambassador"}
        assert all(role.deputy for role in held if role.board)
        assert rules.roles_lacking(made.org.snapshot, board, NOON.date()) == ()


def test_a_finished_try_is_kept_with_what_was_seen_and_decided(made: Demo) -> None:
    for board in MADE_UP:
        (past,) = made.boards[board].snapshot.table("cycles").values()
        assert all(past.get(field) for field in ("measure", "due", "outcome", "decision"))


def test_the_demo_is_made_by_peoples_own_commands_over_the_last_half_year(made: Demo) -> None:
    people = people_of(made.org.snapshot)
    for board, days in (("kaprifolen", 190), ("nordanvind", 190)):
        told = entries(made.boards[board])
        assert {entry.by for entry in told} <= set(people)
        times = [at for entry in told if (at := moment(entry.at))]
        assert times == sorted(times)
        assert times[0] == NOON - timedelta(days=days)
        assert times[-1] < NOON
        assert len({entry.by for entry in told}) >= 6


def test_the_real_programme_is_all_there_and_nothing_is_made_up_for_it(made: Demo) -> None:
    data = pkgutil.get_data("board", "data/ensamhet_2018.csv")
    assert data is not None
    assert data == Path(__file__, "../../data/ensamhet_2018.csv").resolve().read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode()), delimiter=";"))
    store = made.boards[demo.PROGRAMME]
    cards = {str(doc["title"]): doc for doc in store.snapshot.table("cards").values()}
    assert sorted(cards) == sorted(row["titel"] for row in rows)
    for row in rows:
        texts = _texts(dict(cards[row["titel"]]))
        assert {cell for heading, cell in row.items() if heading not in ("typ", "fas")} <= set(texts)
    for doc in cards.values():
        assert doc["created"] == doc["since"] == NOON.isoformat(timespec="seconds")
        assert not {"due", "owner", "leader", "support", "doers", "skips"} & set(doc)
    assert {entry.by for entry in entries(store)} == {"demo"}
    assert Counter(str(doc["phase"]) for doc in cards.values()) == {"act": 7, "check": 4, "do": 2, "plan": 1}


def test_the_programme_has_its_fourteen_parts_and_a_challenge_lies_with_the_other_unit(made: Demo) -> None:
    (programme,) = programmes_of(made.org.snapshot)
    rows = csv.DictReader(
        io.StringIO((pkgutil.get_data("board", "data/ensamhet_2018.csv") or b"").decode()), delimiter=";"
    )
    assert [part.text for part in programme.parts] == [row["titel"] for row in rows]
    (thrown,) = lying_with(made.org.snapshot, "nordanvind", None)
    assert thrown.days(NOON.date()) == 12
    assert lying_with(made.org.snapshot, "kaprifolen", None) == []


def test_what_somebody_did_last_in_the_demo_can_be_undone(made: Demo) -> None:
    own = Demo(NOON)
    bo = next(person.ref for person in people_of(own.org.snapshot).values() if person.handle == "bo")
    Service(own.boards["kaprifolen"], own.org, bo, own.clock).undo()
    assert "Nyckelskåpet" not in {card.title for card in own.cards("kaprifolen")}


def test_the_same_time_and_ids_give_the_same_demo(made: Demo) -> None:
    other = Demo(NOON)
    assert {id: plain(store.snapshot) for id, store in other.boards.items()} == {
        id: plain(store.snapshot) for id, store in made.boards.items()
    }
    assert plain(other.org.snapshot) == plain(made.org.snapshot)


def test_the_texts_are_for_people_and_carry_no_jargon(made: Demo) -> None:
    words = " ".join(_texts([plain(made.boards[board].snapshot) for board in MADE_UP]))
    assert not re.search(r"\b(lean|kaizen|pdca|kanban|lorem|test)\b", words, re.IGNORECASE)
    assert "Hoppade" not in words


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for part in value for text in _texts(part)] if isinstance(value, list) else []


def test_events_wait_one_has_led_to_a_card_and_a_risk_was_weighed(made: Demo) -> None:
    board = made.boards["nordanvind"].snapshot
    assert len(events.unsorted(board)) == 4
    (led,) = [doc for doc in board.table("events").values() if doc.get("status") == "card"]
    assert board.table("cards")[str(led["led_to"])]["title"] == "Fast telefontid på eftermiddagen"
    assert [one.alarm for one in risk.risks(board)] == [True]
    mine = made.boards["kaprifolen"].snapshot
    told = {(one.kind, one.alarm) for one in risk.risks(mine)}
    assert told == {("risk", False), ("event", True)}, "judged by who reported it and by the manager"
    assert {str(doc.get("sort")) for doc in mine.table("events").values()} == {
        "deviation",
        "view",
        "positive",
    }
    assert len(events.unsorted(mine)) == 3


def test_what_is_under_way_is_compared_with_what_was_finished_before(made: Demo) -> None:
    trails = flow_trails.trails_of(made.boards["kaprifolen"])
    times = flow.cycle_times(trails.values())
    assert len(times) >= 10
    assert flow.percentile(times, 85) is not None
    mine = [
        trails[card.id] for card in made.cards("kaprifolen") if card.state == "open" and card.phase != "inbox"
    ]
    ages = {flow.older_than(times, flow.age(trail, NOON.date())) for trail in mine}
    assert len(ages) >= 3, "older than many of them, or than few"
