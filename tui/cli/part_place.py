"""Where the parts lie that a command is about, and how a change of them is answered."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from board.errors import Problem
from board.ids import public_id, short_ids
from board.method.kinds import Kind
from board.method.parts import ids_of, parts_of
from board.ports import Commit, Doc, Snapshot, Store
from tui import method_words
from tui.cli import event_shapes, part_shapes, part_text
from tui.cli.call import Call, card_object, handles
from tui.cli.output import put_json, tell
from tui.text import _, dates

UNIT_ITSELF = "-"
"""What stands in the place of a card for what the unit has without one."""


class Place(NamedTuple):
    """A kind of part, and where those lie that a command is about.

    card: None for the whole board's, "" for those that the unit has without a card.
    """

    call: Call
    kind: Kind
    card: str | None

    @property
    def here(self) -> Store | None:
        """The board that one stands at; None where none is chosen, for what the whole workspace has in common."""
        try:
            return self.call.session.store()
        except Problem as problem:
            if problem.code not in ("which_board", "no_board") or self.kind.home != "org" or self.card:
                raise
            return None

    @property
    def board(self) -> Snapshot:
        return here.snapshot if (here := self.here) is not None else Snapshot({})

    @property
    def home(self) -> Snapshot:
        """Where parts of the kind lie now."""
        return self.call.session.org_snapshot if self.kind.home == "org" else self.board

    @property
    def docs(self) -> dict[str, Doc]:
        """The parts that may be meant, in their order."""
        return parts_of(self.home, self.kind.name, self.card or "")

    def do(self, command: Any) -> Commit:
        session = self.call.session
        return session.organise(command) if self.kind.home == "org" else session.do(command)


def answered(place: Place, commit: Commit, id: str | None) -> int:
    """Answer a change of a part, or of those that were made (`id` None)."""
    kind = place.kind
    made = [event.id for event in commit.events if event.stamp in commit.stamps and event.table == kind.table]
    ids = list(dict.fromkeys(made)) if id is None else [id]
    if place.call.json:
        return put_parts(place, commit, ids)
    docs = place.home.table(kind.table)
    card = str((docs.get(ids[0]) or {}).get("card") or "") if ids else ""
    ordered = list(ids_of(place.home, kind.name, card))
    what = method_words.kind(kind.name)
    if len(ids) == 1 and ids[0] in ordered:
        what = f"{what} {ordered.index(ids[0]) + 1}"
        if kind.name == "reading" and (said := part_text.reading_said(docs[ids[0]])) != docs[ids[0]].get(
            "typed"
        ):
            what = f"{what}, {said}"
        if kind.name == "event":
            what += _new_day(commit, place.call.session.clock().date())
    told = _("Sparat: {what}{of}") if commit.stamps else _("Inget att ändra: {what}{of}")
    tell(told.format(what=what, of=of_card(place)))
    return 0


def _new_day(commit: Commit, today: date) -> str:
    """ ", i går": the day that an event has got, where that is not today."""
    for event in commit.events:
        was, now = ((doc or {}).get("on") for doc in (event.before, event.after))
        if event.stamp in commit.stamps and now != was and isinstance(now, str):
            day = date.fromisoformat(now)
            near = (today - day).days
            return (
                "" if not near else f", {dates.relative(day, today) if near == 1 else dates.day(day, today)}"
            )
    return ""


def of_card(place: Place) -> str:
    """ " · k3f9  Nycklar": the card that it belongs to, for the end of an answer."""
    if not place.card:
        return ""
    cards = place.board.table("cards")
    doc = cards.get(place.card) or {}
    return f" · {short_ids(cards).get(place.card, public_id(place.card))}  {doc.get('title') or ''}"


def put_parts(place: Place, commit: Commit, ids: list[str]) -> int:
    handle = handles(place.call)
    put_json(
        {
            "card": card_object(place.call, place.card, handle) if place.card else None,
            "parts": part_shapes.parts(place.kind, place.home, ids, handle),
            "events": event_shapes.events(commit.events, commit.stamps, handle),
        }
    )
    return 0
