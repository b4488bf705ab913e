"""Programmes: cards of several boards under one name, each a part with a final report of its own.

What a part's report says is what somebody wrote in it, and else what its card says: `taken` finds that, whole and as it
stands on the card. Nothing is reckoned, and what is empty on the card is empty here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from board.context import Command, Context
from board.errors import Problem
from board.exchange_columns import plain
from board.method.kinds_of_org import REPORT
from board.method.parts import parts_of
from board.ports import Change, Doc, Draft, Snapshot
from board.rules import is_open
from board.values import map_in, text_in

TABLE = "programmes"
PARTS = "programme_parts"

_EXTRA = {
    "measure": "mått|måttet|matt|indikator|nyckeltal|indicator|measured by",
    "follows": "måttyp|matttyp|typ av mått|kind of measure",
    "aim": "mål|målet|goal|target|aim",
    "lessons": "lärdom|lärdomar|lesson|lessons",
    "continuation": "avslut|fortsättning|continuation",
    "unit": "enhet|aktör|utförare|unit",
}
"""What columns of an import that a card has no field for are about, by their headings as `plain` has them."""
_ABOUT = {plain(word): what for what, words in _EXTRA.items() for word in words.split("|")}


class Part(NamedTuple):
    """A part of a programme. `board` and `card` are where its card lies; the card may be gone. doc: what is written."""

    id: str
    doc: Doc
    board: str
    card: str

    @property
    def text(self) -> str:
        return text_in(self.doc, "text") or ""


class Programme(NamedTuple):
    id: str
    doc: Doc
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        return text_in(self.doc, "text") or ""

    @property
    def boards(self) -> tuple[str, ...]:
        """The boards that its cards lie on, in the order of its parts."""
        return tuple(dict.fromkeys(part.board for part in self.parts if part.board))


def programmes_of(org: Snapshot) -> list[Programme]:
    """Every programme with its parts, all oldest first, those that have ended last."""
    docs = org.table(TABLE)
    if not docs:
        return []
    parts: dict[str, list[Part]] = {}
    for id, doc in sorted(org.table(PARTS).items(), key=lambda one: (len(one[0]), one[0])):
        part = Part(id, doc, text_in(doc, "board") or "", text_in(doc, "card") or "")
        parts.setdefault(str(doc.get("programme") or ""), []).append(part)
    ids = sorted(docs, key=lambda id: (bool(docs[id].get("ended")), len(id), id))
    return [Programme(id, docs[id], tuple(parts.get(id, ()))) for id in ids]


def programme_of(org: Snapshot, id: str) -> Programme | None:
    return next((one for one in programmes_of(org) if one.id == id), None)


def of_card(org: Snapshot, card: str) -> list[Programme]:
    """The programmes that a card is a part of."""
    if not org.table(PARTS):
        return []
    return [one for one in programmes_of(org) if any(part.card == card for part in one.parts)]


class Far(NamedTuple):
    """How far a programme has come: its parts, how many have an outcome told, and how many have all of their report."""

    parts: int
    with_result: int
    reported: int


class Measured(NamedTuple):
    """A measure as its card has it. follows: `activity`, `effect`, or what an import says that is neither.

    Each text is empty where the card's is.

    latest: (day, as it was typed) of its last reading. said: whether it came with an import's columns.
    """

    name: str
    follows: str
    aim: str
    target: Any
    unit: str
    baseline: Any
    latest: tuple[str, str] | None
    said: bool = False


class Taken(NamedTuple):
    """What a card says of its part. Every text is as it stands there, and empty where it says nothing.

    more: columns of an import that none of the others is, as (heading, what it says).
    """

    title: str
    unit: str
    phase: str
    state: str
    problem: str
    carried_out: tuple[str, ...]
    measured: tuple[Measured, ...]
    result: str
    goal_reached: str
    lessons: tuple[str, ...]
    finish: str
    decision: str
    continuation: str
    routines: tuple[str, ...]
    more: tuple[tuple[str, str], ...]

    @property
    def has_result(self) -> bool:
        return bool(self.result) or any(one.latest for one in self.measured)

    @property
    def lacks_effect(self) -> bool:
        """Whether what is measured says what is done and nothing says what it gives."""
        follows = {one.follows for one in self.measured}
        return "activity" in follows and "effect" not in follows


def taken(board: Snapshot, card: str) -> Taken | None:
    """What a card says, from the board it lies on; None where it is gone."""
    doc = board.get("cards", card)
    if doc is None:
        return None
    extra = _extra(doc)
    lessons = [text_in(doc, "lesson") or "", extra.get("lessons", "")]
    actions = [
        str(one.get("text") or "")
        for one in parts_of(board, "action", card).values()
        if one.get("status") in ("decided", "running", "done", "followed_up", "evaluated")
    ]
    return Taken(
        title=text_in(doc, "title") or "",
        unit=extra.get("unit", ""),
        phase=text_in(doc, "phase") or "",
        state=text_in(doc, "state") or "open",
        problem=text_in(doc, "problem") or "",
        carried_out=_each([text_in(doc, "measure") or "", *actions]),
        measured=tuple(_measured(board, card, extra)),
        result=text_in(doc, "outcome") or "",
        goal_reached=text_in(doc, "goal_reached") or "",
        lessons=_each(lessons),
        finish="" if is_open(doc) else text_in(doc, "finish") or "",
        decision=text_in(doc, "decision") or "",
        continuation=extra.get("continuation", ""),
        routines=_each(
            str(one.get("text") or "")
            for one in parts_of(board, "routine", card).values()
            if not one.get("ended")
        ),
        more=tuple(
            (heading, str(said))
            for heading, said in map_in(doc, "extra").items()
            if plain(heading) not in _ABOUT
        ),
    )


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text.strip()))


def _extra(doc: Doc) -> dict[str, str]:
    """What an import's other columns say, by what they are about."""
    found: dict[str, str] = {}
    for heading, said in map_in(doc, "extra").items():
        what = _ABOUT.get(plain(heading))
        if what is not None:
            found.setdefault(what, str(said or ""))
    return found


def _measured(board: Snapshot, card: str, extra: Mapping[str, str]) -> Iterator[Measured]:
    readings = parts_of(board, "reading", card).values()
    for id, doc in parts_of(board, "indicator", card).items():
        own = [one for one in readings if one.get("indicator") == id and one.get("on")]
        last = max(own, key=lambda one: str(one["on"]), default=None)
        yield Measured(
            text_in(doc, "text") or "",
            text_in(doc, "follows") or "",
            "",
            doc.get("target"),
            text_in(doc, "unit") or "",
            doc.get("baseline"),
            (str(last["on"]), str(last.get("typed") or "")) if last is not None else None,
        )
    if extra.keys() & {"measure", "follows", "aim"}:
        said = plain(extra.get("follows", ""))
        follows = next((code for code, words in _FOLLOWS.items() if said.startswith(words)), said)
        name, aim = extra.get("measure", ""), extra.get("aim", "")
        yield Measured(name, follows, aim, None, "", None, None, said=True)


_FOLLOWS = {"activity": ("aktivitet", "activity"), "effect": ("effekt", "effect")}


def far(programme: Programme, found: Mapping[str, Taken | None]) -> Far:
    """`found` is what the cards say, by the part's id."""
    with_result = reported = 0
    for part in programme.parts:
        card = found.get(part.id)
        with_result += bool(part.doc.get("result") or (card is not None and card.has_result))
        reported += all(part.doc.get(name) for name in REPORT)
    return Far(len(programme.parts), with_result, reported)


def take_in(programme: str, cards: Sequence[tuple[str, str, str]]) -> Command:
    """Make cards parts of a programme: (board, card, title) of each; one that is a part of it already is left so.

    Raises:
        Problem: `unknown` or `deleted` programme.
    """

    def decide(context: Context) -> Sequence[Draft]:
        if context.org.get(TABLE, programme) is None:
            code = "deleted" if (TABLE, programme) in context.org.deleted else "unknown"
            raise Problem(code, what="programme", given=programme)
        there = {
            (doc.get("board"), doc.get("card"))
            for doc in context.org.table(PARTS).values()
            if doc.get("programme") == programme
        }
        wanted = [one for one in dict.fromkeys(cards) if one[:2] not in there]
        ids = sorted((context.new_id() for _one in wanted), key=lambda id: (len(id), id))
        made = {"programme": programme, "created": context.stamp, "by": context.me}
        changes = tuple(
            Change(PARTS, id, {"text": title, "board": board, "card": card, **made})
            for id, (board, card, title) in zip(ids, wanted, strict=True)
        )
        return [Draft("add_programme_part", changes)] if changes else []

    return decide
