"""What a meeting goes through, worked out from the board as it is: every open thing that waits, in one point each.

Worked out anew as things change. What is wished for at the meeting (the card's `on_meeting`) comes first in its point.
What has changed since the last meeting is told besides: news, and nothing to decide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from board.events import is_unsorted
from board.marks import due_day
from board.meeting.meetings import FORMS, Meeting, last_held
from board.meeting.rhythm import rhythm_days
from board.method.dates import due_reviews
from board.method.lifts import lift_of, lifts_of
from board.ports import Doc, Snapshot
from board.rules import is_open
from board.stall import happened
from board.values import day_in, moment

CARDS_IN = {"inbox": "sort", "plan": "plan", "do": "do", "check": "follow", "act": "decide"}
"""The point that the open cards of each phase belong to; in Följa upp those that are due."""
REFLECTIONS = ("person", "meaningful", "say", "seen", "part", "against", "who_gains")
"""What is reflected on, one question a week in turn (after method.md 1.34 and its pitfall P13)."""
WISHED = "on_meeting"
"""The flag on a card that somebody wants taken up at the next meeting."""


class Thing(NamedTuple):
    """Something that waits. kind: card, lift, routine, activity or event; `card` is the one that it is about.

    wished: somebody wants it taken up. why: what it waits for (`due`, `late`, `no_day` in Följa upp; `answered`,
    `asked`, `waits` of a lift; `promised`, `due`, `late` of an activity). days: since its day.
    """

    kind: str
    id: str
    card: str = ""
    wished: bool = False
    why: str = ""
    days: int = 0

    @property
    def key(self) -> str:
        return f"{self.kind} {self.id}"


TABLES: Mapping[str, str] = {
    "card": "cards", "activity": "activities", "routine": "routines", "event": "events",
}  # fmt: skip
"""Where each kind of thing lies on the board; a lift lies with people and roles."""


def called(board: Snapshot, org: Snapshot, thing: Thing) -> str:
    """What a thing is called, on one line."""
    if thing.kind == "lift":
        one = lift_of(org, thing.id)
        return " ".join(one.text.split()) if one is not None else ""
    doc = board.get(TABLES[thing.kind], thing.id) or {}
    return " ".join(str(doc.get("title" if thing.kind == "card" else "text") or "").split())


class Point(NamedTuple):
    """A point: its key, the seconds it is given, what waits there, and the team's own words for one it has added."""

    key: str
    seconds: int
    things: tuple[Thing, ...] = ()
    words: str = ""
    skipped: bool = False


class News(NamedTuple):
    """What has happened to a card since the last meeting. codes: ended, aside, moved, new, answered, said, measured,
    changed; the most telling first."""

    card: str
    codes: tuple[str, ...]
    at: datetime


def agenda(
    board: Snapshot, org: Snapshot, here: str, now: datetime, meeting: Meeting | None = None
) -> tuple[Point, ...]:
    """The points of a meeting in its order, or of the next one where none is held yet. `here` is the board's id."""
    waits = _sorted(board, org, here, now, meeting)
    if meeting is None:
        return tuple(Point(key, seconds, waits.get(key, ())) for key, seconds in FORMS["full"].items())
    return tuple(
        Point(
            key,
            meeting.seconds(key),
            waits.get(key, ()),
            meeting.added.get(key, ""),
            key in meeting.skipped,
        )
        for key in meeting.points()
    )


def since(board: Snapshot, now: datetime, meeting: Meeting | None = None) -> datetime:
    """From when news count: the end of the meeting before, or where there was none as long as there is between two."""
    if meeting is not None and meeting.since is not None:
        return meeting.since
    last = last_held(board, now) if meeting is None else None
    if last is not None and last.ended is not None:
        return last.ended
    return (meeting.started if meeting else now) - timedelta(days=rhythm_days(board))


def taken_up(points: Iterable[Point], through: Collection[str]) -> tuple[str, ...]:
    """The cards that were wished for at the points that have been gone through: their wish is fulfilled."""
    return tuple(
        thing.id
        for point in points
        if point.key in through
        for thing in point.things
        if thing.kind == "card" and thing.wished
    )


def reflection(at: datetime) -> str:
    """The question of the week."""
    return REFLECTIONS[(at.date().toordinal() - 1) // 7 % len(REFLECTIONS)]


def _sorted(
    board: Snapshot, org: Snapshot, here: str, now: datetime, meeting: Meeting | None
) -> dict[str, tuple[Thing, ...]]:
    """All that waits by point, in the order that it is taken up."""
    found: dict[str, list[tuple[tuple[object, ...], Thing]]] = {}
    for point, order, thing in (
        *_cards(board, now),
        *_events(board),
        *_routines(board, now),
        *_lifts(board, org, here, now, meeting),
        *_promises(board, now, meeting),
    ):
        found.setdefault(point, []).append(((not thing.wished, *order, len(thing.id), thing.id), thing))
    return {
        point: tuple(thing for _order, thing in sorted(listed, key=lambda one: one[0]))
        for point, listed in found.items()
    }


Placed = Iterator[tuple[str, tuple[str, ...], Thing]]


def _cards(board: Snapshot, now: datetime) -> Placed:
    today = now.date()
    for id, doc in board.table("cards").items():
        point = CARDS_IN.get(str(doc.get("phase") or "inbox"))
        if point is None or not is_open(doc):
            continue
        wished, why, days = bool(doc.get(WISHED)), "", 0
        due = due_day(doc)
        if point == "follow":
            if due is not None and due > today and not wished:
                continue
            days = max((today - due).days, 0) if due else 0
            why = "no_day" if due is None else "late" if days else "due" if due == today else ""
        order = (
            (str(due or "9999"), "")
            if point in ("follow", "do", "plan")
            else ("", str(doc.get("since") or ""))
        )
        yield point, (*order, str(doc.get("rank") or "")), Thing("card", id, id, wished, why, days)


def _events(board: Snapshot) -> Placed:
    """What has happened in the unit and nobody has sorted yet."""
    for id, doc in board.table("events").items():
        if is_unsorted(doc):
            yield "sort", ("~", str(doc.get("on") or doc.get("created") or "")), Thing("event", id)


def _routines(board: Snapshot, now: datetime) -> Placed:
    for one in due_reviews(board, now.date()):
        thing = Thing("routine", one.id, one.card, False, "late" if one.days else "due", one.days)
        yield "follow", ("~", one.day.isoformat()), thing


def _lifts(board: Snapshot, org: Snapshot, here: str, now: datetime, meeting: Meeting | None) -> Placed:
    """Ours that have been answered since the last meeting, those to us that wait for our answer, and ours that wait
    for somebody else's."""
    after, cards = since(board, now, meeting).date(), board.table("cards")
    for one in lifts_of(org):
        if one.board == here and not one.waits and one.answered_on is not None and one.answered_on >= after:
            yield (
                "lifts",
                ("", one.answered_on.isoformat()),
                Thing("lift", one.id, one.card, False, "answered"),
            )
        elif one.to_board == here and one.waits:
            thing = Thing("lift", one.id, "", False, "asked", one.late(now.date()))
            yield "lifts", ("~", one.created), thing
        elif one.board == here and one.waits and one.card in cards and is_open(cards[one.card]):
            yield (
                "lifts",
                ("~~", one.created),
                Thing("lift", one.id, one.card, False, "waits", one.late(now.date())),
            )


def _promises(board: Snapshot, now: datetime, meeting: Meeting | None) -> Placed:
    """What was to be done by now, what the last meeting promised, and what this one does."""
    today, cards = now.date(), board.table("cards")
    last = last_held(board, meeting.started if meeting else now)
    lately = frozenset((*(last.promised if last else ()), *(meeting.promised if meeting else ())))
    for id, doc in board.table("activities").items():
        card = str(doc.get("card") or "")
        of, due = cards.get(card), day_in(doc, "due")
        if of is None or not is_open(of) or doc.get("done"):
            continue
        days = (today - due).days if due else 0
        if id not in lately and (due is None or days < 0):
            continue
        why = "late" if due and days > 0 else "due" if due and days == 0 else "promised"
        yield (
            "promises",
            (due.isoformat() if due else "9999",),
            Thing("activity", id, card, False, why, max(days, 0)),
        )


# --- news


def news(board: Snapshot, org: Snapshot, here: str, after: datetime) -> list[News]:
    """What has happened on the board after a time, a card each, the latest first."""
    codes: dict[str, dict[str, datetime]] = {}

    def tell(card: str, code: str, at: datetime | None) -> None:
        if at is not None and at > after:
            held = codes.setdefault(card, {})
            held[code] = max(at, held.get(code, at))

    for id, doc in board.table("cards").items():
        for code, at in _of_card(doc, after):
            tell(id, code, at)
    for table, code in (("comments", "said"), ("readings", "measured")):
        for doc in board.table(table).values():
            tell(str(doc.get("card") or ""), code, moment(doc.get("created")))
    for one in lifts_of(org):
        if one.board == here and one.answered_on is not None and not one.waits:
            at = moment(f"{one.answered_on}T23:59:59{after:%z}")
            tell(one.card, "answered", at)
    cards = board.table("cards")
    found = [News(card, _told(held), max(held.values())) for card, held in codes.items() if card in cards]
    return sorted(found, key=lambda one: (_TELLING.index(one.codes[0]), -one.at.timestamp(), one.card))


def _told(held: Mapping[str, datetime]) -> tuple[str, ...]:
    """That something was changed goes without saying where it is said what."""
    return tuple(code for code in _TELLING if code in held and (code != "changed" or len(held) == 1))


_TELLING = ("ended", "answered", "moved", "new", "measured", "said", "aside", "changed")


def _of_card(doc: Doc, after: datetime) -> Iterator[tuple[str, datetime | None]]:
    created, came = moment(doc.get("created")), moment(doc.get("since"))
    state = doc.get("state", "open")
    if created is not None and created > after:
        yield "new", created
    if state == "finished":
        yield "ended", came
    elif state != "open":
        yield "aside", came
    elif came is not None and created is not None and came > created:
        yield "moved", came
    yield "changed", moment(happened(doc))
