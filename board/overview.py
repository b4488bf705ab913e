"""Many boards side by side, for those who support them: how each one stands, and what they have in common.

A board is read once and its `Facts` are kept (storage.index); what depends on the day is said of them when it is looked
at: `summary`. Figures are the teams', the cards behind each can be named, and boards are never ranked (method.md P14).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from board import stall
from board.marks import due_day, last_activity
from board.method.lifts import Lift, lifts_of
from board.model import BOARD_ID, all_roles, board_of
from board.ports import Snapshot
from board.risk import alarms
from board.rules import follow_up, is_open

if TYPE_CHECKING:
    from board.readiness_rounds import Round

PULSE_WEEKS = 8
"""How many weeks of changes a board's pulse tells."""
PULSE_DAYS = 7 * PULSE_WEEKS
_PERSONS = ("owner", "leader", "support", "by")
_SLIM = frozenset({"said", "counted", "invited", "agreed", "salt", "by", "closed_by", "_by"})
"""Fields of a round that do not tell how a unit stands, and could tell who said what."""


class OpenCard(NamedTuple):
    """An open card as far as a board's standing goes. active: when something last happened on it or beside it."""

    id: str
    phase: str
    active: str
    due: str


class Facts(NamedTuple):
    """What is kept of a board; nothing in it depends on what day it is.

    about: the board's own document. at, by: when something last changed on it, and whose change that was.
    changes: how many changes were made on each day (`2026-11-22`) of the last weeks before it was read.
    rounds: its closed self-assessments, without what persons said.
    people: references of those who own, have written or have said something on it.
    alarms: of each severe risk that nobody has handled, the card that it lies on, empty where it lies on none.
    """

    about: Mapping[str, Any]
    at: str
    by: str
    open: tuple[OpenCard, ...]
    changes: Mapping[str, int]
    rounds: Mapping[str, Mapping[str, Any]]
    people: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()


class Summary(NamedTuple):
    """How a board stands today.

    phases: open cards by phase; open: all of them. pulse: changes in each of the last PULSE_WEEKS weeks, oldest first;
    the last week ends today. reasons: what calls for support, as (code, number), empty where nothing does: alarms
    (severe risks that nobody has handled), no_forbattringsledare and no_nyckelperson, quiet (days since anything
    happened), still (cards that stand still, where one of them has for two meeting rhythms), late (cards past their
    day), lift_late (lifts past the day of their answer).
    still: the cards that are marked so on the board, from one meeting rhythm on; late: those past their day.
    lifts: what the board has lifted and waits for an answer to. leads: who is nyckelperson and who förbättringsledare,
    by role, as references; a role that nobody has is not there.
    """

    board: str
    name: str
    unit: str | None
    area: str | None
    archived: bool
    made_up: bool
    phases: Mapping[str, int]
    open: int
    at: str
    by: str
    pulse: tuple[int, ...]
    reasons: tuple[tuple[str, int], ...]
    still: tuple[str, ...]
    late: tuple[str, ...]
    lifts: tuple[Lift, ...]
    leads: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def severe(self) -> bool:
        """Whether there is a severe risk that nobody has handled; they come before all else."""
        return any(code == "alarms" for code, _number in self.reasons)


LEADING = ("nyckelperson", "forbattringsledare")
"""The source has one of each in every unit."""


def facts_of(snapshot: Snapshot, changes: Mapping[str, int]) -> Facts:
    """The facts of a board as it is in `snapshot`."""
    about = snapshot.get("board", BOARD_ID) or {}
    active = last_activity(snapshot)
    open_cards: list[OpenCard] = []
    cards = snapshot.table("cards")
    for id, doc in cards.items():
        if is_open(doc):
            moved = max(stall.happened(doc), str(doc.get("created") or ""), active.get(id, ""))
            open_cards.append(OpenCard(id, str(doc.get("phase") or "inbox"), moved, follow_up(doc)))
    latest = stall.latest(snapshot)
    rounds = {
        id: {name: value for name, value in doc.items() if name not in _SLIM}
        for id, doc in snapshot.table("rounds").items()
        if doc.get("closed")
    }
    return Facts(
        dict(about),
        stall.happened(latest),
        str(latest.get("_by") or ""),
        tuple(open_cards),
        dict(changes),
        rounds,
        _people(snapshot),
        tuple(one.card for one in alarms(snapshot)),
    )


def _people(snapshot: Snapshot) -> tuple[str, ...]:
    """Who is seen on a board, by reference."""
    cards = snapshot.table("cards").values()
    named = [doc.get(name) for doc in cards for name in _PERSONS]
    for doc in cards:
        if isinstance(doers := doc.get("doers"), list):
            named += doers
    named += [doc.get("by") for doc in snapshot.table("comments").values()]
    return tuple(sorted({ref for ref in named if isinstance(ref, str) and ref}))


def as_json(facts: Facts) -> list[Any]:
    """The facts as JSON has them; `from_json` gives the same facts back."""
    return list(facts)


def from_json(given: Sequence[Any]) -> Facts:
    """Raises TypeError or ValueError where it is no such thing."""
    about, at, by, cards, changes, rounds, people, risks = given
    open_cards = tuple([OpenCard(*card) for card in cards])
    return Facts(about, at, by, open_cards, changes, rounds, tuple(people), tuple(risks))


class Around(NamedTuple):
    """What summaries are made with beside the boards: people, roles and lifts, and when.

    lifted: when something last happened with a lift, by card. lifts: those that wait for an answer, by board.
    leads: who has the roles of LEADING, by board and role.
    """

    org: Snapshot
    now: datetime
    lifted: Mapping[str, str]
    lifts: Mapping[str, tuple[Lift, ...]]
    leads: Mapping[tuple[str, str], tuple[str, ...]]


def around(org: Snapshot, now: datetime) -> Around:
    waiting: dict[str, tuple[Lift, ...]] = {}
    for one in lifts_of(org):
        if one.waits:
            waiting[one.board] = (*waiting.get(one.board, ()), one)
    leads: dict[tuple[str, str], tuple[str, ...]] = {}
    for held in all_roles(org):
        if held.board and held.role in LEADING and held.holds(now.date()):
            leads[held.board, held.role] = (*leads.get((held.board, held.role), ()), held.person)
    return Around(org, now, last_activity(Snapshot({}), org), waiting, leads)


def summary(board: str, facts: Facts, about: Around) -> Summary:
    """How a board stands."""
    kept = Snapshot({"board": {BOARD_ID: facts.about}})
    info, rhythm = board_of(kept), stall.rhythm_of(kept)
    today = about.now.date()
    days = {
        card.id: stall.days_still({"_at": card.active}, about.now, about.lifted.get(card.id))
        for card in facts.open
    }
    stalls = {id: code for id, count in days.items() if (code := stall.code_of(count, rhythm))}
    late = tuple(
        card.id for card in facts.open if (due := due_day({"due": card.due})) is not None and due < today
    )
    lifts = about.lifts.get(board, ())
    leads = tuple((role, refs) for role in LEADING if (refs := about.leads.get((board, role))))
    reasons = [("alarms", len(facts.alarms))] if facts.alarms else []
    reasons += [(f"no_{role}", 0) for role in LEADING if (board, role) not in about.leads]
    whole = stall.of_board(days.values(), rhythm)
    if whole.code:
        reasons.append(("quiet", whole.days))
    elif stall.LONG in stalls.values():
        reasons.append(("still", len(stalls)))
    reasons += [("late", len(late))] if late else []
    overdue = sum(1 for one in lifts if one.late(today))
    reasons += [("lift_late", overdue)] if overdue else []
    return Summary(
        board,
        info.name or board,
        info.unit,
        info.area,
        info.archived,
        info.made_up,
        Counter(card.phase for card in facts.open),
        len(facts.open),
        facts.at,
        facts.by,
        pulse(facts.changes, today),
        tuple(reasons),
        tuple(stalls),
        late,
        lifts,
        leads,
    )


class Summaries:
    """Summaries of boards, made again only where a board, people, roles or lifts, or the minute is another."""

    def __init__(self) -> None:
        self._about: Around | None = None
        self._made: dict[str, tuple[Facts, Summary]] = {}

    def of(self, boards: Mapping[str, Facts], org: Snapshot, now: datetime) -> list[Summary]:
        """The boards in use, in the order given."""
        minute = now.replace(second=0, microsecond=0)
        if self._about is None or self._about.org is not org or self._about.now != minute:
            self._about, self._made = around(org, minute), {}
        for id, facts in boards.items():
            if id not in self._made or self._made[id][0] is not facts:
                self._made[id] = facts, summary(id, facts, self._about)
        return [one for id in boards if not (one := self._made[id][1]).archived]


def pulse(changes: Mapping[str, int], today: date) -> tuple[int, ...]:
    """Changes in each of the last PULSE_WEEKS weeks, the last of which ends today."""
    weeks = []
    for back in range(PULSE_WEEKS - 1, -1, -1):
        end = today - timedelta(days=7 * back)
        weeks.append(sum(changes.get((end - timedelta(days=n)).isoformat(), 0) for n in range(7)))
    return tuple(weeks)


class Area(NamedTuple):
    """Boards of an area, None those without one. own: whether it is one of those that the person looks across."""

    name: str | None
    own: bool
    boards: tuple[Summary, ...]

    @property
    def to_support(self) -> int:
        return sum(1 for one in self.boards if one.reasons)


def by_area(boards: Iterable[Summary], own: frozenset[str] | None) -> list[Area]:
    """Boards in use by area, one's own first and those without last; in each those with a severe risk first, then those
    that something calls for support of, and else by name. `own` as start_views.areas_of has it."""
    from board.swedish import sort_key

    areas: dict[str | None, list[Summary]] = {}
    for one in boards:
        if not one.archived:
            areas.setdefault(one.area, []).append(one)
    found = [
        Area(
            name,
            name is not None and own is not None and name in own,
            tuple(
                sorted(
                    listed, key=lambda one: (not one.severe, not one.reasons, sort_key(one.name), one.board)
                )
            ),
        )
        for name, listed in areas.items()
    ]
    return sorted(found, key=lambda area: (not area.own, area.name is None, sort_key(area.name or "")))


def rounds_in(facts: Facts, form: str = "readiness") -> list[Round]:
    """The board's closed self-assessments of a form, oldest first."""
    from board.readiness_rounds import rounds_of

    kept = Snapshot({"rounds": facts.rounds})
    return [one for one in rounds_of(kept, form, "board") if one.result is not None]


def months_in(facts: Facts) -> int:
    """Months between the board's self-assessments."""
    from board.readiness_rounds import reminder_months

    return reminder_months(Snapshot({"board": {BOARD_ID: facts.about}}))
