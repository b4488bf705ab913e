"""What each role looks at first ("Min sida"): pure queries over one board, and for those who see many, over each.

They tell what waits for whom, for relief and for coaching, never how much anybody does: no counts of persons, no
ranking of boards (method.md P8, P9, P14).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from board import stall
from board.challenges import lying_with
from board.events import is_unsorted, newest_first, unsorted
from board.marks import due_day, last_activity
from board.method.dates import due_reviews
from board.method.lifts import sent_to
from board.method.parts import cycle_of, parts_of
from board.model import RoleHeld, all_roles, board_of, roles_of
from board.ports import Doc, Snapshot
from board.remind import put_to
from board.risk import alarms
from board.rules import is_open, roles_lacking
from board.same import all_of
from board.values import day_in, moment, text_in

ANSWERED_DAYS = 60
"""How many days a card that has ended is told to the one who noted it (ours)."""
WAITED_DAYS = 7
"""How many days a proposal waits before somebody is asked to answer it (ours)."""
SOON_DAYS = 7
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "forbattringsledare": ("decide", "risks", "to_sort", "year", "ask_for", "coach"),
    "nyckelperson": ("risks", "to_sort", "year", "stuck", "due", "unowned"),
    "ambassador": ("support", "lifted"),
    "specialist": ("boards", "lifted"),
    "utforare": ("asked", "risks", "to_sort", "thrown", "to_do", "mine", "noted"),
}
"""What each role sees, those with a role of their own first: everybody is utförare."""
ONLY_FILLED = ("asked", "risks", "to_sort", "thrown", "year")
"""What is left out where there is nothing of it."""
SEE_MANY = ("ambassador", "specialist")


class Seen(NamedTuple):
    """A row. why: a code with its number of days or things. card, event or board: what it opens. said: somebody's own
    words: the measure, the activity, the answer. day: the one that was promised. aside: its card is put away. part:
    the measure or the lift that waits."""

    why: str
    card: str = ""
    board: str = ""
    number: int = 0
    said: str = ""
    event: str = ""
    day: date | None = None
    aside: bool = False
    part: str = ""


class Section(NamedTuple):
    role: str
    code: str
    rows: tuple[Seen, ...]


class Around(NamedTuple):
    """What a view is made of: the board in front (`here` its id), people and roles, whose view, and when."""

    board: Snapshot
    org: Snapshot
    here: str
    me: str
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()


def my_roles(around: Around) -> tuple[str, ...]:
    """The roles whose views a person has on the board, in the order of SECTIONS; whoever stands in sees them, too."""
    area = board_of(around.board).area
    mine = all_of(around.org, around.me)
    held = {
        one.role
        for one in roles_of(around.org, around.here, around.today, area)
        if one.person in mine or one.stands_in(around.today) in mine
    }
    held |= {
        one.role
        for one in all_roles(around.org)
        if one.role in SEE_MANY and one.person in mine and one.holds(around.today)
    }
    return tuple(role for role in SECTIONS if role in held or role == "utforare")


def standing_in(around: Around, role: str) -> RoleHeld | None:
    """The role of somebody else that a person stands in for today, where they do not hold it themselves."""
    mine = all_of(around.org, around.me)
    area = board_of(around.board).area
    held = [one for one in roles_of(around.org, around.here, around.today, area) if one.role == role]
    if any(one.person in mine for one in held):
        return None
    return next((one for one in held if one.stands_in(around.today) in mine), None)


def roles_elsewhere(around: Around) -> Mapping[str, tuple[str, ...]]:
    """The boards on which a person has a role, or stands in, by id with the roles; for where the one in front gives
    them none, or there is none in front. Empty where they have a role."""
    if my_roles(around) != ("utforare",):
        return {}
    mine = all_of(around.org, around.me)
    found: dict[str, dict[str, None]] = {}
    for one in all_roles(around.org):
        is_mine = one.person in mine or one.stands_in(around.today) in mine
        if is_mine and one.board not in (None, around.here) and one.holds(around.today):
            found.setdefault(str(one.board), {})[one.role] = None
    return {
        board: tuple(sorted(roles, key=lambda role: list(SECTIONS).index(role) if role in SECTIONS else 99))
        for board, roles in found.items()
    }


def sections(around: Around) -> tuple[Section, ...]:
    """All that a person's roles look at on the board in front; what is of many boards is board.overview's."""
    made = {
        "decide": _decide, "ask_for": _ask_for, "coach": _coach, "risks": _risks, "to_sort": _to_sort,
        "stuck": _stuck, "due": _due, "unowned": _unowned,
        "year": _year,
        "asked": _asked, "to_do": _to_do, "mine": _mine, "noted": _noted, "lifted": _lifted,
        "thrown": _ours,
    }  # fmt: skip
    found: list[Section] = []
    told: set[str] = set()
    for role in my_roles(around):
        for code in SECTIONS[role]:
            if code in made and code not in told:
                told.add(code)
                rows = tuple(made[code](around))
                told_above = code == "mine" and any(seen.why == "late" for seen in _my_cards(around))
                if rows or not (code in ONLY_FILLED or told_above):
                    found.append(Section(role, code, rows))
    return tuple(found)


def _open(around: Around) -> Iterable[tuple[str, Doc]]:
    cards = around.board.table("cards")
    return sorted(
        ((id, doc) for id, doc in cards.items() if is_open(doc)),
        key=lambda pair: (str(pair[1].get("due") or "9"), str(pair[1].get("since") or ""), pair[0]),
    )


def _overdue(doc: Doc, today: date) -> int:
    due = due_day(doc)
    return max((today - due).days, 0) if due else 0


def _year(around: Around) -> Iterable[Seen]:
    """What is near in the unit's year wheel."""
    if around.board.table("yearlies"):
        from board.year import near

        for one in near(around.board, around.today):
            if one.awaited is not None:
                days = (one.awaited.last - around.today).days
                yield Seen("yearly", number=days, said=str(one.doc.get("text") or ""))


# --- utförare


def _my_cards(around: Around) -> Iterable[Seen]:
    """The open cards that a person owns, leads, supports or tries something on."""
    mine = all_of(around.org, around.me)
    for id, doc in _open(around):
        doers = doc.get("doers")
        if mine & {
            *map(str, doers if isinstance(doers, list) else ()),
            *(text_in(doc, name) for name in ("owner", "leader", "support")),
        }:
            late = _overdue(doc, around.today)
            yield Seen("late" if late else str(doc.get("phase") or "inbox"), id, number=late)


def _mine(around: Around) -> Iterable[Seen]:
    """Those of them that are not late: they stand among what there is to do."""
    return (seen for seen in _my_cards(around) if seen.why != "late")


def _asked(around: Around) -> Iterable[Seen]:
    """What somebody kindly asks how it goes with, till the person has written something on the card."""
    for one in put_to(around.board, all_of(around.org, around.me)):
        yield Seen("asked", one.card, said=one.text)


def _to_do(around: Around) -> Iterable[Seen]:
    mine = all_of(around.org, around.me)
    docs = [
        doc
        for doc in around.board.table("activities").values()
        if text_in(doc, "who") in mine and not doc.get("done")
    ]
    for doc in sorted(docs, key=lambda doc: (str(doc.get("due") or "9"), str(doc.get("created")))):
        card = str(doc.get("card") or "")
        state = (around.board.get("cards", card) or {"state": "gone"}).get("state", "open")
        if state in ("open", "parked", "archived"):
            said, day = str(doc.get("text") or ""), due_day(doc)
            yield Seen(
                "to_do", card, number=_overdue(doc, around.today), said=said, day=day, aside=state != "open"
            )
    yield from (seen for seen in _my_cards(around) if seen.why == "late")
    yield from _thrown(around, personal=True)


def _noted(around: Around) -> Iterable[Seen]:
    """What the person noted and somebody else goes on with, with the answer: why not, what was decided, what was
    said last."""
    mine = all_of(around.org, around.me)
    said = _last_said(around.board, mine)
    earliest = around.today - timedelta(days=ANSWERED_DAYS)
    found = [
        (str(doc.get("_at") or doc.get("created") or ""), id, doc)
        for id, doc in around.board.table("cards").items()
        if text_in(doc, "by") in mine and text_in(doc, "owner") not in mine
    ]
    for _at, id, doc in sorted(found, reverse=True):
        state, left = str(doc.get("state") or "open"), moment(doc.get("since"))
        if state == "open" or left is None or left.date() >= earliest:
            why = str(doc.get("phase") or "inbox") if state == "open" else state
            answer = str(doc.get("state_why") or doc.get("decision") or "") or said.get(id, "")
            yield Seen(why, id, said=answer)
    yield from _told(around, mine, earliest)


def _told(around: Around, mine: frozenset[str], earliest: date) -> Iterable[Seen]:
    """The events that the person noted and what has come of them: a card, an answer, a good example."""
    docs = around.board.table("events")
    for id in newest_first({id: doc for id, doc in docs.items() if text_in(doc, "by") in mine}):
        doc = docs[id]
        if is_unsorted(doc) or (day_in(doc, "on") or date.max) >= earliest:
            said = str(doc.get("answer") or "") or str(doc.get("text") or "")
            yield Seen(f"event_{doc.get('status') or 'new'}", said=said, event=id)


def _last_said(board: Snapshot, mine: frozenset[str]) -> Mapping[str, str]:
    """The last comment by somebody else on each card."""
    latest: dict[str, tuple[str, str]] = {}
    for doc in board.table("comments").values():
        card, at = str(doc.get("card")), str(doc.get("created") or "")
        if text_in(doc, "by") not in mine and at > latest.get(card, ("", ""))[0]:
            latest[card] = at, str(doc.get("text") or "")
    return {card: text for card, (_at, text) in latest.items()}


# --- förbättringsledare


def _decide(around: Around) -> Iterable[Seen]:
    """What waits for a decision: measures that are proposed, a try to end, a proposal to answer, a lift."""
    for id, doc in _open(around):
        for part, action in parts_of(around.board, "action", id).items():
            if action.get("status") in (None, "proposed"):
                yield Seen("proposed", id, said=str(action.get("text") or ""), part=part)
        if doc.get("phase") == "act":
            yield Seen("to_end", id, said=str(doc.get("outcome") or ""))
    for id, doc in _open(around):
        waited = _days_in(doc, around)
        if doc.get("phase") == "inbox" and waited >= WAITED_DAYS:
            yield Seen("unanswered", id, number=waited)
    yield from _lifted(around)


def _days_in(doc: Doc, around: Around) -> int:
    since = moment(doc.get("since")) or moment(doc.get("created"))
    return (around.today - since.date()).days if since else 0


def _ask_for(around: Around) -> Iterable[Seen]:
    """What to ask about, kindly: late to follow up, nothing seen yet, nothing written of what is expected."""
    for id, doc in _open(around):
        late = _overdue(doc, around.today)
        if late:
            yield Seen("late", id, number=late)
        elif doc.get("phase") == "check" and not doc.get("outcome"):
            yield Seen("no_outcome", id)
        elif doc.get("phase") == "do" and not doc.get("due"):
            yield Seen("no_due", id)
    for review in due_reviews(around.board, around.today):
        doc = around.board.get("routines", review.id) or {}
        yield Seen("review", review.card, number=review.days, said=str(doc.get("text") or ""))


def _coach(around: Around) -> Iterable[Seen]:
    """Tries that are under way without a talk, and the day that was said for going to see."""
    for id, doc in _open(around):
        if doc.get("phase") not in ("do", "check"):
            continue
        cycle = cycle_of(doc)
        talks = [one for one in parts_of(around.board, "dialogue", id).values() if cycle_of(one) == cycle]
        visits = [day for one in talks if (day := day_in(one, "visit"))]
        held = [day for one in talks if (day := day_in(one, "on"))]
        if not talks:
            yield Seen("no_talk", id)
        elif visits and max(held, default=date.min) <= max(visits) <= around.today:
            yield Seen("visit", id, number=(around.today - max(visits)).days)


# --- nyckelperson


def _sorts(around: Around) -> bool:
    """Whether one sees to events and risks: those who lead or support the work, and everybody where nobody does."""
    sorts = {"forbattringsledare", "nyckelperson"}
    return not sorts.isdisjoint(my_roles(around)) or "nyckelperson" in roles_lacking(
        around.org, around.here, around.today
    )


def _risks(around: Around) -> Iterable[Seen]:
    """The severe risks that are not handled; those of events that wait to be sorted stand among these."""
    waits = frozenset(unsorted(around.board))
    for one in alarms(around.board) if _sorts(around) else ():
        event = one.id if one.kind == "event" else ""
        if event not in waits:
            yield Seen("alarm", "" if event else one.card, said=one.text, event=event)


def _to_sort(around: Around) -> Iterable[Seen]:
    """The events that wait for somebody to say what is to come of them, those with a severe risk first."""
    if not _sorts(around):
        return
    severe = [one.id for one in alarms(around.board)]
    waits = unsorted(around.board)
    for id in sorted(waits, key=lambda id: id not in severe):
        said = str((around.board.get("events", id) or {}).get("text") or "")
        yield Seen("alarm" if id in severe else "to_sort", said=said, event=id)


def _stuck(around: Around) -> Iterable[Seen]:
    active, rhythm = last_activity(around.board, around.org), stall.rhythm_of(around.board)
    for id, doc in _open(around):
        still = stall.days_still(doc, around.now, active.get(id))
        if stall.code_of(still, rhythm):
            yield Seen("still", id, number=still)


def _due(around: Around) -> Iterable[Seen]:
    for id, doc in _open(around):
        due = due_day(doc)
        if due is not None and due <= around.today + timedelta(days=SOON_DAYS):
            days = (due - around.today).days
            yield Seen("late" if days < 0 else "due", id, number=abs(days))
    for review in due_reviews(around.board, around.today):
        doc = around.board.get("routines", review.id) or {}
        yield Seen("review", review.card, number=review.days, said=str(doc.get("text") or ""))


def _unowned(around: Around) -> Iterable[Seen]:
    for id, doc in _open(around):
        if not doc.get("owner") and doc.get("phase") != "inbox":
            yield Seen("no_owner", id)


# --- those who see many boards


def _lifted(around: Around) -> Iterable[Seen]:
    for one in sent_to(around.org, around.here, around.me, around.today):
        if one.waits:
            card = one.card if around.board.get("cards", one.card) else ""
            yield Seen("lift", card, one.board, one.late(around.today), one.text, part=one.id)
    yield from _thrown(around, personal=False)


def _thrown(around: Around, personal: bool) -> Iterable[Seen]:
    """Challenges that lie with the board, or those that were thrown to the one who looks and to no board."""
    for one in lying_with(around.org, around.here, around.me):
        if bool(one.holder[0]) != personal:
            yield Seen("thrown", "", one.board, one.days(around.today), one.text)


def _ours(around: Around) -> Iterable[Seen]:
    """Challenges that lie with the board, for those who do not see them among what was lifted."""
    if {"forbattringsledare", *SEE_MANY}.isdisjoint(my_roles(around)):
        yield from _thrown(around, personal=False)


def areas_of(org: Snapshot, me: str, today: date) -> frozenset[str] | None:
    """The areas whose boards a person looks across; None for all, as a specialist does."""
    mine = all_of(org, me)
    held = [one for one in all_roles(org) if one.holds(today) and mine & {one.person, one.stands_in(today)}]
    if any(one.role == "specialist" for one in held):
        return None
    return frozenset(one.area for one in held if one.role == "ambassador" and one.area)
