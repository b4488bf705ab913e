"""Varv: the running cycles of a board as rows, each with what it waits for and on whom, sorted by what needs the one
who looks. Pure: from a snapshot, people and roles, and the cards' ways (board.flow_trails).

A row is about a card. Who is named is whom a question can be put to, never how much anybody does (method.md P7, P14).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from board import flow, recurring, stall
from board.balance import Balance, balance
from board.codes import COLUMNS
from board.flow_trails import Step, Trail
from board.marks import last_activity
from board.method.dates import Day, dates_of
from board.method.lifts import lifts_of
from board.method.parts import parts_of
from board.model import all_roles, board_of, people_of, roles_of
from board.ports import Doc, Snapshot
from board.remind import waiting
from board.rules import covered, is_open, next_wanted
from board.same import aliases, all_of
from board.values import day_in, moment, text_in

ACTED = ("nyckelperson", "forbattringsledare")
"""Roles that make a board one's own here."""
RUNNING = "running"
"""Nothing is waited for but time."""


class Wait(NamedTuple):
    """What a card waits for. code: lift, owner, proposed, wanted, ready, follow_up, activity, running, judged, decide.

    who: the persons it waits for, by reference; empty where it is a role that nobody has, or another place.
    said: the field that is wanted, what the activity or the measure says, or for a lift the role asked.
    place: the board a lift went to. day: when it was to be.
    """

    code: str
    who: tuple[str, ...] = ()
    said: str = ""
    place: str = ""
    day: date | None = None


class Row(NamedTuple):
    """A card under way.

    age: days since its work began, today included; 0 where nobody knows. older: (how many of the team's earlier cards
    took fewer days, how many they are), None where they are too few. pace: see flow.pace. quiet: days since anything
    happened; stall: see board.stall. next: the first of its days. asked: when somebody was last reminded of it and has
    not answered. mine: it waits for the one who looks.
    """

    board: str
    card: str
    title: str
    phase: str
    owner: str
    age: int
    older: tuple[int, int] | None
    pace: str
    quiet: int
    stall: str
    wait: Wait
    next: Day | None
    on_meeting: bool
    asked: date | None
    mine: bool
    recurring: tuple[recurring.Recurring, ...]

    def is_pressing(self, today: date) -> bool:
        """Whether it wants something now: it stands still, has nobody, or its day has come."""
        return (
            bool(self.stall)
            or self.wait.code == "owner"
            or (self.next is not None and self.next.day <= today)
        )


class Seen(NamedTuple):
    """A board's cycles. proposals: how many cards wait in Förslag; waited: how many days the oldest has.

    titles: of every open card.
    """

    board: str
    name: str
    rows: tuple[Row, ...]
    stall: stall.Stall
    rhythm_days: int
    balance: Balance
    proposals: int
    waited: int
    titles: Mapping[str, str]


class Around(NamedTuple):
    """What rows are made of: a board (`here` its id), people and roles, the ways of its cards, whose view, and when."""

    board: Snapshot
    org: Snapshot
    here: str
    trails: Mapping[str, Trail]
    me: str
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()


def is_mine(board: Snapshot, org: Snapshot, here: str, me: str, today: date) -> bool:
    """Whether a board is one's own: a role there as one who keeps it going, or standing in for one; or cards there."""
    if not me or board_of(board).archived:
        return False
    mine = all_of(org, me)
    for one in all_roles(org):
        acts_here = one.board == here and one.role in ACTED and one.holds(today)
        if acts_here and mine & {one.person, one.stands_in(today)}:
            return True
    return any(is_open(doc) and text_in(doc, "owner") in mine for doc in board.table("cards").values())


def look(around: Around) -> Seen:
    """A board's running cycles, those that need the one who looks first."""
    board, org, here, today = around.board, around.org, around.here, around.today
    cards = {id: doc for id, doc in board.table("cards").items() if is_open(doc)}
    active = last_activity(board, org)
    rhythm = stall.rhythm_of(board)
    still = {id: stall.days_still(doc, around.now, active.get(id)) for id, doc in cards.items()}
    rows = _rows(around, cards, still, rhythm)
    inbox = [
        (today - at.date()).days
        for doc in cards.values()
        if doc.get("phase") == COLUMNS[0] and (at := moment(doc.get("since") or doc.get("created")))
    ]
    info = board_of(board)
    return Seen(
        here,
        info.name or here,
        tuple(in_order(rows, today)),
        stall.of_board(still.values(), rhythm),
        rhythm,
        balance(board, org, here, today),
        len(inbox),
        max(inbox, default=0),
        {id: str(doc.get("title") or "") for id, doc in cards.items()},
    )


def in_order(rows: Iterable[Row], today: date) -> list[Row]:
    """Rows of any boards by what needs the one who looks: first what waits for them and presses, then what waits for
    them, then what presses; and in each what has stood still longest."""

    def order(row: Row) -> tuple[object, ...]:
        pressing = row.is_pressing(today)
        group = 0 if row.mine and pressing else 1 if row.mine else 2 if pressing else 3
        long = (stall.LONG, stall.STILL, "").index(row.stall)
        return group, long, row.next.day if row.next else date.max, -row.quiet, row.title, row.card

    return sorted(rows, key=order)


def _rows(around: Around, cards: Mapping[str, Doc], still: Mapping[str, int], rhythm: int) -> Iterable[Row]:
    board, today = around.board, around.today
    times = flow.cycle_times(around.trails.values())
    themes, waits = recurring.Themes(board), _Waits(around)
    days: dict[str, Day] = {}
    for one in dates_of(board, around.org, today):
        if not one.board:
            days.setdefault(one.card, one)
    asked = waiting(board)
    mine = all_of(around.org, around.me) if around.me else frozenset()
    for id, doc in cards.items():
        if doc.get("phase") not in COLUMNS[1:]:
            continue
        trail = around.trails.get(id) or Trail(id, (Step(today, str(doc["phase"]), "open"),), None, None)
        age, wait = flow.age(trail, today), waits.of(id, doc)
        yield Row(
            around.here,
            id,
            str(doc.get("title") or ""),
            str(doc.get("phase")),
            str(doc.get("owner") or ""),
            age,
            flow.older_than(times, age) if age else None,
            flow.pace(times, age) if age else "",
            still[id],
            stall.code_of(still[id], rhythm),
            wait,
            days.get(id),
            bool(doc.get("on_meeting")),
            asked.get(id),
            bool(mine & {*wait.who}) and wait.code != RUNNING,
            recurring.of_card(board, trail, today, times, themes),
        )


class _Waits:
    """What each card of a board waits for."""

    def __init__(self, around: Around) -> None:
        self._around = around
        self._instead = covered(around.board)
        self._joined = aliases(around.org)
        self._people = people_of(around.org)
        self._held = self._holders()
        self._lifts = {one.card: one for one in reversed(lifts_of(around.org)) if one.waits}

    def _holders(self) -> Mapping[str, tuple[str, ...]]:
        """Who has each role that counts on the board."""
        around, found = self._around, dict[str, tuple[str, ...]]()
        area = board_of(around.board).area
        for one in roles_of(around.org, around.here, around.today, area):
            found[one.role] = tuple(dict.fromkeys((*found.get(one.role, ()), one.person)))
        return found

    def of(self, id: str, doc: Doc) -> Wait:
        by_phase = {"plan": self._plan, "do": self._do, "check": self._check, "act": self._act}
        for find in (self._lift, self._owner, by_phase[str(doc.get("phase"))]):
            if (wait := find(id, doc)) is not None:
                return wait
        return Wait(RUNNING, self._owned(doc), day=day_in(doc, "due"))

    def _owned(self, doc: Doc) -> tuple[str, ...]:
        owner = str(doc.get("owner") or "")
        return (self._joined.get(owner, owner),) if owner else ()

    def _chiefs(self) -> tuple[str, ...]:
        return self._held.get("forbattringsledare", ())

    def _lift(self, id: str, _doc: Doc) -> Wait | None:
        lift = self._lifts.get(id)
        if lift is None:
            return None
        role = lift.to_role.partition("@")[0]
        who = self._held.get(role, ()) if not lift.to_board else ()
        return Wait("lift", who, lift.to_role, lift.to_board, lift.answer_by)

    def _owner(self, _id: str, doc: Doc) -> Wait | None:
        owner = self._owned(doc)
        there = self._people.get(owner[0]) if owner else None
        if owner and (there is None or there.active):
            return None
        return Wait("owner", self._held.get("nyckelperson", ()) or self._chiefs())

    def _wanted(self, id: str, doc: Doc) -> Wait | None:
        field = next_wanted(doc, self._instead.get(id, ()))
        return Wait("wanted", self._owned(doc), field) if field else None

    def _plan(self, id: str, doc: Doc) -> Wait | None:
        actions = parts_of(self._around.board, "action", id).values()
        states = {str(one.get("status") or "proposed") for one in actions}
        if "proposed" in states and not states & {"decided", "running", "done"}:
            said = next(one for one in actions if (one.get("status") or "proposed") == "proposed")
            return Wait("proposed", self._chiefs(), str(said.get("text") or ""))
        return self._wanted(id, doc) or Wait("ready", self._owned(doc))

    def _do(self, id: str, doc: Doc) -> Wait | None:
        due, today = day_in(doc, "due"), self._around.today
        if due is not None and due <= today:
            return Wait("follow_up", self._owned(doc), day=due)
        left = [
            (day_in(one, "due") or date.max, key, one)
            for key, one in parts_of(self._around.board, "activity", id).items()
            if not one.get("done")
        ]
        if left:
            day, _key, one = min(left, key=lambda found: found[:2])
            who = str(one.get("who") or doc.get("owner") or "")
            named = (self._joined.get(who, who),) if who else ()
            return Wait("activity", named, str(one.get("text") or ""), day=day if day < date.max else None)
        return self._wanted(id, doc)

    def _check(self, id: str, doc: Doc) -> Wait | None:
        due = day_in(doc, "due")
        if next_wanted(doc, self._instead.get(id, ())):
            return Wait("follow_up", self._owned(doc), day=due)
        return Wait("judged", self._owned(doc))

    def _act(self, _id: str, _doc: Doc) -> Wait | None:
        return Wait("decide", self._chiefs())
