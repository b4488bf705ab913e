"""A meeting that is held: begun, joined, gone through point by point, put on hold, ended; at one terminal or several.

Where it stands lies in the board's table `meetings`, so that it goes on after a crash and is the same at every
terminal. Time is worked out from stamps: nothing ticks into the journal. Anybody may hold a meeting; what is decided
in it are the board's other commands, with the rights that those ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from board import stall, text
from board.commands import new_card
from board.context import Command, Context, person
from board.errors import Problem
from board.ids import document_id, public_id
from board.meeting.meetings import (
    FORMS,
    MEETINGS,
    MOST_GUESTS,
    NOTES,
    Meeting,
    last_held,
    meeting_in,
    running,
)
from board.ports import Change, Draft, Snapshot

MOST_POINTS = 30


# --- the meeting itself


def start(form: str = "full", *, id: str | None = None) -> Command:
    """Begin a meeting; whoever begins it is there.

    Raises:
        Problem: `meeting_runs` where one is going on, `unknown` form.
    """

    def decide(context: Context) -> Sequence[Draft]:
        if form not in FORMS:
            raise Problem("unknown", tuple(FORMS), what="form", given=form[:40])
        now = running(context.board)
        if now is not None:
            raise Problem("meeting_runs", at=now.started.isoformat(timespec="seconds"), by=now.by)
        last = last_held(context.board)
        cells: dict[str, Any] = {
            "form": form,
            "started": context.stamp,
            "created": context.stamp,
            "by": context.me,
            "point": next(iter(FORMS[form])),
            "ticking": context.stamp,
            f"present/{context.me}": True,
        }
        if last is not None and last.ended is not None:
            cells["since"] = last.ended.isoformat(timespec="seconds")
        return [Draft("meeting_start", (Change(MEETINGS, id or context.new_id(), cells),))]

    return decide


def go_to(id: str, point: str, seen: str | None = None) -> Command:
    """Go to a point. `seen` is where the one who asks saw the meeting: it stays where somebody has moved it since."""

    def decide(context: Context) -> Sequence[Draft]:
        this = _running(context, id)
        if point == this.point or (seen is not None and seen != this.point):
            return []
        if point not in this.points():
            raise Problem("unknown", this.points(), what="point", given=point[:40])
        cells = _stopped(this, context.now) | {"point": point, "ticking": context.stamp}
        if point in this.skipped:
            cells[f"skipped/{point}"] = None
        return [Draft("meeting_point", (Change(MEETINGS, id, cells),))]

    return decide


def _stopped(this: Meeting, now: datetime) -> dict[str, Any]:
    """The cells that keep what the point has taken so far."""
    return {f"spent/{this.point}": this.elapsed(this.point, now)}


def skip(id: str, point: str, skipped: bool = True) -> Command:
    """Pass over a point, or take it up again. Passing over the one in front goes to the next."""

    def decide(context: Context) -> Sequence[Draft]:
        this = _running(context, id)
        if point not in this.points():
            raise Problem("unknown", this.points(), what="point", given=point[:40])
        if (point in this.skipped) == skipped:
            return []
        cells: dict[str, Any] = {f"skipped/{point}": True if skipped else None}
        if skipped and point == this.point:
            other = this.next_to(point) or this.next_to(point, -1)
            if other is None:
                raise Problem("last_point")
            cells |= _stopped(this, context.now) | {"point": other}
            if this.ticking is not None:
                cells["ticking"] = context.stamp
        return [Draft("meeting_point", (Change(MEETINGS, id, cells),))]

    return decide


def add_point(id: str, words: str) -> Command:
    """A point of the team's own, after the one in front.

    Raises:
        Problem: `empty_text`, `too_long`, `meeting_full`.
    """

    def decide(context: Context) -> Sequence[Draft]:
        this = _running(context, id)
        said = text.line(words, "point")
        if not said:
            raise Problem("empty_text", field="point")
        order = this.points()
        if len(order) >= MOST_POINTS:
            raise Problem("meeting_full", most=MOST_POINTS)
        key = f"own{public_id(context.new_id())}"
        at = order.index(this.point) + 1 if this.point in order else len(order)
        cells: dict[str, Any] = {f"added/{key}": said, **_placed(this, [*order[:at], key, *order[at:]])}
        return [Draft("meeting_add", (Change(MEETINGS, id, cells),))]

    return decide


def move_point(id: str, point: str, steps: int) -> Command:
    """Take a point earlier (steps below 0) or later."""

    def decide(context: Context) -> Sequence[Draft]:
        this = _running(context, id)
        order = list(this.points())
        if point not in order:
            raise Problem("unknown", tuple(order), what="point", given=point[:40])
        at = order.index(point)
        to = min(max(at + steps, 0), len(order) - 1)
        if to == at:
            return []
        order.insert(to, order.pop(at))
        return [Draft("meeting_order", (Change(MEETINGS, id, _placed(this, order)),))]

    return decide


def _placed(this: Meeting, order: Sequence[str]) -> dict[str, Any]:
    """The cells that give points their places, of those whose place is another."""
    now = {key: at for at, key in enumerate(FORMS[this.form], 1)} | dict(this.places)
    return {f"places/{key}": at for at, key in enumerate(order, 1) if now.get(key) != at}


def present(id: str, ref: str, there: bool = True) -> Command:
    """Say that a person is there, or is not. Raises Problem `unknown` person."""

    def decide(context: Context) -> Sequence[Draft]:
        this = _running(context, id)
        who = person(ref, context.org)
        if (who in this.present) == there:
            return []
        change = Change(MEETINGS, id, {f"present/{who}": True if there else None})
        return [Draft("meeting_present", (change,))]

    return decide


def guests(id: str, count: int) -> Command:
    """How many are there besides: a number and never a name. Raises Problem `bad_number`."""

    def decide(context: Context) -> Sequence[Draft]:
        this = _running(context, id)
        if not 0 <= count <= MOST_GUESTS:
            raise Problem("bad_number", field="guests", low=0, high=MOST_GUESTS)
        change = Change(MEETINGS, id, {"guests": count or None})
        return [Draft("meeting_present", (change,))] if count != this.guests else []

    return decide


def pause(id: str) -> Command:
    """Stop the clock."""

    def decide(context: Context) -> Sequence[Draft]:
        this = _running(context, id)
        if this.ticking is None:
            return []
        cells = _stopped(this, context.now) | {"ticking": None}
        return [Draft("meeting_pause", (Change(MEETINGS, id, cells),))]

    return decide


def go_on(id: str) -> Command:
    """Let the clock go on, after a pause or where the meeting was left; whoever does it is there."""

    def decide(context: Context) -> Sequence[Draft]:
        this = _running(context, id)
        cells: dict[str, Any] = {}
        if this.ticking is None or this.left(context.now):
            cells["ticking"] = context.stamp
        if context.me not in this.present:
            cells[f"present/{context.me}"] = True
        return [Draft("meeting_on", (Change(MEETINGS, id, cells),))] if cells else []

    return decide


def end(id: str, treated: Sequence[str] = ()) -> Command:
    """End the meeting. `treated` are the cards that were wished for and have been taken up: the wish is fulfilled."""

    def decide(context: Context) -> Sequence[Draft]:
        this = _running(context, id)
        at = context.stamp
        if this.left(context.now) and this.ticking is not None:
            at = this.ticking.isoformat(timespec="seconds")
        cells = _stopped(this, context.now) | {"ended": at, "ticking": None}
        changes = [Change(MEETINGS, id, cells)]
        for card in treated:
            doc = context.board.get("cards", card) or {}
            if doc.get("on_meeting"):
                cells = {"on_meeting": None} | stall.quiet(doc, context.stamp)
                changes.append(Change("cards", card, cells))
        return [Draft("meeting_end", tuple(changes))]

    return decide


def join(id: str, other: str) -> Command:
    """Let another meeting that is going on, begun where this one was not seen, go into this one: who was there, its
    notes, promises, own points and decisions are this one's, too (meetings.meetings). Nothing of it is rewritten.

    Raises:
        Problem: `unknown`, or `meeting_ended` where either has ended.
    """

    def decide(context: Context) -> Sequence[Draft]:
        this, that = _running(context, id), _running(context, other)
        if this.id == that.id:
            return []
        cells = _stopped(that, context.now) | {"ended": context.stamp, "ticking": None, "joined": this.id}
        return [Draft("meeting_join", (Change(MEETINGS, that.id, cells),))]

    return decide


# --- what is written in it


def note(id: str, point: str, words: str, card: str | None = None) -> Command:
    """Something for the minutes, under a point. Raises Problem `empty_text`, `too_long`."""

    def decide(context: Context) -> Sequence[Draft]:
        _running(context, id)
        said = text.body(words, "note")
        if not said:
            raise Problem("empty_text", field="note")
        cells = {"meeting": id, "point": point, "text": said, "created": context.stamp, "by": context.me}
        if card is not None:
            cells["card"] = card
        return [Draft("meeting_note", (Change(NOTES, context.new_id(), cells),))]

    return decide


def promise(id: str, words: str, who: str | None, due: date | None, card: str | None = None) -> Command:
    """Who does what by when: an activity on a card, and on a new one where no card is given.

    Raises:
        Problem: `empty_text`, `too_long`, `unknown` person, `deleted` card.
    """
    from board.method import acts

    fields = {"text": words, "who": who, "due": due.isoformat() if due else None}

    def decide(context: Context) -> Sequence[Draft]:
        _running(context, id)
        changes: list[Change] = []
        on, after = card, context
        if on is None:
            made = new_card(context, words, {"owner": who} if who else {})
            changes.append(made)
            on = made.id
            tables = {**context.board.tables, "cards": {**context.board.table("cards"), on: made.cells}}
            after = context._replace(board=Snapshot(tables, context.board.deleted))
        (draft,) = acts.add("activity", on, fields)(after)
        (activity,) = draft.changes
        changes += [activity, Change(MEETINGS, id, {f"promised/{activity.id}": True})]
        return [Draft("meeting_promise", tuple(changes), draft.why)]

    return decide


def _running(context: Context, id: str) -> Meeting:
    doc = context.board.get(MEETINGS, id)
    if doc is None:
        code = "deleted" if (MEETINGS, id) in context.board.deleted else "unknown"
        raise Problem(code, what="meeting", given=public_id(id) if document_id(public_id(id)) else id)
    this = meeting_in(context.board, id)
    if this is None or not this.runs or id != this.id:
        raise Problem("meeting_ended")
    return this
