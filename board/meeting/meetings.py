"""A meeting as it stands: where it is, who is there, how much time each point has taken; and which there have been.

Time is worked out from stamps. The commands that change it are in holding.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from board.ids import public_id
from board.ports import Doc, Snapshot
from board.values import map_in, moment, text_in, whole_in

MEETINGS = "meetings"
NOTES = "meeting_notes"
FORMS: Mapping[str, Mapping[str, int]] = {
    "full": {
        "changes": 180, "sort": 300, "plan": 600, "do": 240, "follow": 420, "decide": 300, "lifts": 120,
        "reflection": 240, "promises": 240,
    },
    "short": {"changes": 30, "sort": 60, "follow": 60, "decide": 60, "promises": 90},
}  # fmt: skip
"""The points of each form in their order and the seconds that each is given (ours): about forty minutes, or five for
who has little time (method.md P11)."""
OWN_SECONDS = {"full": 300, "short": 60}
"""For a point that somebody has added."""
MOST_GUESTS = 99
_LONGEST = 7 * 24 * 3600
"""Seconds that a point has taken at most, whatever stands there."""
LEFT_HOURS = 4
"""A point that has stood for so long was left: nobody ended the meeting (ours)."""


class Meeting(NamedTuple):
    """A meeting as it stands. Times have offsets; `spent` are seconds by point, without what runs since `ticking`.

    point: where it is. places: order by point, where it differs. added: the team's own points, key to words.
    since: when the meeting before it ended. promised: ids of activities. joined: the meeting that it went into, empty
    for most. parts: all those that are in it, itself too, where there are several (`meetings`).
    """

    id: str
    form: str
    started: datetime
    ended: datetime | None
    by: str
    since: datetime | None
    present: tuple[str, ...]
    guests: int
    point: str
    ticking: datetime | None
    spent: Mapping[str, int]
    places: Mapping[str, float]
    skipped: frozenset[str]
    added: Mapping[str, str]
    promised: tuple[str, ...]
    joined: str = ""
    parts: tuple[str, ...] = ()

    @property
    def runs(self) -> bool:
        return self.ended is None

    @property
    def public(self) -> str:
        return public_id(self.id)

    def left(self, now: datetime) -> bool:
        """Whether it was never ended, though nobody has been in it for hours."""
        return (
            self.runs
            and self.ticking is not None
            and (now - self.ticking).total_seconds() > LEFT_HOURS * 3600
        )

    def points(self) -> tuple[str, ...]:
        """The keys of all points in their order, those passed over too."""
        place: dict[str, float] = {key: at for at, key in enumerate(FORMS[self.form], 1)}
        place |= {key: len(place) + 1.0 for key in self.added}
        place |= {key: given for key, given in self.places.items() if key in place}
        return tuple(sorted(place, key=lambda key: (place[key], key)))

    def seconds(self, point: str) -> int:
        """What a point is given."""
        return FORMS[self.form].get(point, OWN_SECONDS[self.form])

    def elapsed(self, point: str, now: datetime) -> int:
        """Seconds that a point has taken."""
        running = 0.0
        if self.ticking is not None and point == self.point and not self.left(now):
            running = (now - self.ticking).total_seconds()
        return self.spent.get(point, 0) + max(int(running), 0)

    def taken(self, now: datetime) -> int:
        """Seconds that the meeting has taken, pauses not counted."""
        return sum(self.elapsed(point, now) for point in {*self.spent, self.point})

    def next_to(self, point: str, steps: int = 1) -> str | None:
        """The point that is gone through next (or, -1, was before), of those that are not passed over."""
        order = self.points()
        at = order.index(point) if point in order else -1
        rest = order[at + 1 :] if steps > 0 else tuple(reversed(order[: max(at, 0)]))
        return next((key for key in rest if key not in self.skipped), None)


def meeting_of(id: str, doc: Doc) -> Meeting:
    """A document of `meetings` as it stands, read without harm whatever is there."""
    form = text_in(doc, "form") or "full"
    form = form if form in FORMS else "full"
    started = moment(doc.get("started")) or moment(doc.get("created")) or _NEVER
    present = doc.get("present")
    promised = doc.get("promised")
    return Meeting(
        id,
        form,
        started,
        moment(doc.get("ended")),
        text_in(doc, "by") or "",
        moment(doc.get("since")),
        tuple(map(str, present)) if isinstance(present, list) else (),
        min(max(whole_in(doc, "guests", 0), 0), MOST_GUESTS),
        text_in(doc, "point") or next(iter(FORMS[form])),
        moment(doc.get("ticking")),
        {
            key: min(max(int(n), 0), _LONGEST)
            for key, n in map_in(doc, "spent").items()
            if isinstance(n, int | float)
        },
        {key: float(n) for key, n in map_in(doc, "places").items() if isinstance(n, int | float)},
        frozenset(map(str, skipped)) if isinstance(skipped := doc.get("skipped"), list) else frozenset(),
        {key: str(said) for key, said in map_in(doc, "added").items() if isinstance(said, str)},
        tuple(map(str, promised)) if isinstance(promised, list) else (),
        text_in(doc, "joined") or "",
    )


_NEVER = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


def meetings(board: Snapshot) -> list[Meeting]:
    """Every meeting, the first held first; one that has gone into another is in that, with all that it has."""
    found = {id: meeting_of(id, doc) for id, doc in board.table(MEETINGS).items()}
    parts: dict[str, list[Meeting]] = {}
    for one in found.values():
        parts.setdefault(_counts(one, found), []).append(one)
    whole = [_whole(found[id], those) for id, those in parts.items()]
    return sorted(whole, key=lambda one: (one.started, one.id))


def _counts(one: Meeting, every: Mapping[str, Meeting]) -> str:
    """The meeting that one went into, at last. Where two places each chose their own, the one begun first."""
    passed = {one.id: one}
    while one.joined in every:
        one = every[one.joined]
        if one.id in passed:
            return min(passed.values(), key=lambda each: (each.started, each.id)).id
        passed[one.id] = one
    return one.id


def _whole(this: Meeting, parts: Sequence[Meeting]) -> Meeting:
    """A meeting with what is in those that went into it. Their clocks ran side by side, and do not add up."""
    if len(parts) == 1:
        return this
    points = {key for one in parts for key in one.spent}
    return this._replace(
        parts=tuple(one.id for one in sorted(parts, key=lambda one: (one.started, one.id))),
        present=tuple(dict.fromkeys(ref for one in (this, *parts) for ref in one.present)),
        guests=max(one.guests for one in parts),
        spent={point: max(one.spent.get(point, 0) for one in parts) for point in points},
        added={key: said for one in parts for key, said in one.added.items()},
        promised=tuple(dict.fromkeys(id for one in (this, *parts) for id in one.promised)),
    )


def meeting_in(board: Snapshot, id: str) -> Meeting | None:
    """The meeting that a document is, or has gone into."""
    return next((one for one in meetings(board) if id in (one.id, *one.parts)), None)


def running(board: Snapshot) -> Meeting | None:
    """The meeting that is going on; where two hosts each began one, the one begun first."""
    return next((one for one in meetings(board) if one.runs), None)


def running_beside(board: Snapshot) -> tuple[Meeting, ...]:
    """Other meetings that are going on, begun at other hosts that did not see it."""
    return tuple(one for one in meetings(board) if one.runs)[1:]


def last_held(board: Snapshot, before: datetime | None = None) -> Meeting | None:
    """The meeting that ended last, of those that ended by a time."""
    ended = [
        one for one in meetings(board) if one.ended is not None and (before is None or one.ended <= before)
    ]
    return max(ended, key=lambda one: (one.ended or _NEVER, one.id), default=None)


def notes_of(board: Snapshot, meeting: str) -> list[tuple[str, Doc]]:
    """What was written down in a meeting, the first written first."""
    this = meeting_in(board, meeting)
    # Compared one by one: another program may have written a list, which is in no set.
    there = (meeting, *(this.parts if this is not None else ()))
    found = [(id, doc) for id, doc in board.table(NOTES).items() if doc.get("meeting") in there]
    return sorted(found, key=lambda one: (len(one[0]), one[0]))
