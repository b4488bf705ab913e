"""How a meeting looks: the point large at the top with its time, what waits there, what has been written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from board.meeting.agenda import TABLES, Point, Thing, called, news, reflection, since
from board.meeting.meetings import Meeting, notes_of, running_beside
from board.method.lifts import lift_of
from board.model import Person
from board.ports import Doc, Snapshot
from board.values import moment
from tui import lift_words
from tui import meeting_words as words
from tui.card_lines import person_name
from tui.drawing.large import LOW, large
from tui.lines import Piece, Row, fit, row_width, spread, wrap
from tui.text import _, dates, ngettext
from tui.widgets.rows_view import Item

BAR = 40
ROOM_FOR_LOW, ROOM_FOR_TALL = 26, 36
"""Rows of a page from which the point's name is drawn large, and larger."""
TOLD_NEWS = 40


class Scene(NamedTuple):
    """What a meeting's page is drawn from; `key` is the key of an action."""

    board: Snapshot
    org: Snapshot
    here: str
    now: datetime
    people: dict[str, Person]
    meeting: Meeting
    points: Sequence[Point]
    key: Callable[[str], str]

    @property
    def point(self) -> Point:
        return next((one for one in self.points if one.key == self.meeting.point), self.points[0])


def head(scene: Scene, width: int, height: int) -> Item:
    """What stays at the top: which point of how many, its time in words and as a bar, its name, what it asks."""
    meeting, point = scene.meeting, scene.point
    shown = [one for one in scene.points if not one.skipped]
    place = shown.index(point) + 1 if point in shown else len(shown)
    elapsed = meeting.elapsed(point.key, scene.now)
    left = words.left(meeting, point.seconds, elapsed)
    over = elapsed >= point.seconds and meeting.ticking is not None
    where = _("{n} av {total}").format(n=place, total=len(shown))
    first: Row = [
        (f"{where} · ", "strong"),
        (words.point(point), "heading"),
        (f" · {left}", "still" if over else "strong"),
    ]
    there = words.there(len(meeting.present), meeting.guests)
    rows: list[Row] = [spread(first, [(there, "quiet")], width), _bar(scene, elapsed, width)]
    if height >= ROOM_FOR_LOW:
        rows += [[], *_large(scene, elapsed, width, height >= ROOM_FOR_TALL)]
    asks = words.asks(point.key, reflection(meeting.started))
    rows.append([])
    rows += [[(line, "strong")] for line in wrap(asks, width, 2)] if asks else []
    if asks and height > 12:
        rows.append([])
    return Item(tuple(rows))


def _bar(scene: Scene, elapsed: int, width: int) -> Row:
    """How much of the time is gone: full is ■, left is ·, and what has gone over is said kindly."""
    meeting, point = scene.meeting, scene.point
    wide = min(BAR, width - 2) if width < 100 else min(2 * BAR, width // 2)
    gone = min(elapsed * wide // max(point.seconds, 1), wide)
    row: list[Piece] = [("■" * gone, "still" if gone == wide else "accent"), ("·" * (wide - gone), "quiet")]
    if meeting.ticking is None:
        row.append(("  " + _("{key} går vidare").format(key=scene.key("meet_pause")), "quiet"))
    elif elapsed >= point.seconds + 60 and width >= 60:
        row.append(("  " + _("gå vidare när det är klart"), "quiet"))
    return row


def _large(scene: Scene, elapsed: int, width: int, tall: bool) -> list[Row]:
    time = words.briefly_left(scene.meeting, scene.point.seconds, elapsed)
    name = words.point(scene.point)
    for high in (True, False) if tall else (False,):
        right = large(time, width // 2, high)
        left = large(name, width - max(map(len, right), default=0) - 4, high)
        if left and len(left) == len(right):
            return [
                spread([(one, "heading")], [(other, "strong")], width)
                for one, other in zip(left, right, strict=True)
            ]
    left = large(name, width, False)
    return [[(one, "heading")] for one in left] if len(left) == LOW else []


def body(scene: Scene, width: int) -> Iterator[Item]:
    """What waits at the point, and what has been written down there."""
    point = scene.point
    for other in running_beside(scene.board):
        told = words.two(other, scene.people, scene.now)
        rows: list[Row] = [[(line, "late")] for line in wrap(told, width)]
        yield Item((*rows, [("→ ", "accent"), (_("Välj vilket som gäller"), "strong")], []), "two")
    if point.key == "changes":
        yield from _news(scene, width)
    for thing in point.things:
        yield Item((*_thing(scene, thing, width), []), thing.key)
    if point.words or point.key == "reflection":
        told = _("{note} skriver i protokollet, {promise} skriver vem som gör vad.").format(
            note=scene.key("meet_note"), promise=scene.key("meet_promise")
        )
        yield Item((*([(line, "quiet")] for line in wrap(told, width)), []))
    elif not point.things and point.key != "changes":
        told = _("Inget väntar här. {key} går vidare.").format(key=scene.key("meet_next"))
        yield Item(([(told, "quiet")], []))
    yield from _written(scene, width)


def _news(scene: Scene, width: int) -> Iterator[Item]:
    cards = scene.board.table("cards")
    found = news(scene.board, scene.org, scene.here, since(scene.board, scene.now, scene.meeting))
    if not found:
        told = _("Inget har hänt på tavlan sedan sist. {key} går vidare.").format(key=scene.key("meet_next"))
        yield Item(([(told, "quiet")], []))
    for one in found[:TOLD_NEWS]:
        doc = cards[one.card]
        told = words.news(one, doc.get("phase"), doc.get("finish"), doc.get("state"))
        title = fit(str(doc.get("title") or ""), width - 2)
        yield Item(
            ([(title, "title")], [("  " + told, "good" if "ended" in one.codes else "new")]),
            f"card {one.card}",
        )
    if len(found) > TOLD_NEWS:
        n = len(found) - TOLD_NEWS
        yield Item(([(ngettext("och {n} till", "och {n} till", n).format(n=n), "quiet")],))


def _thing(scene: Scene, thing: Thing, width: int) -> Iterator[Row]:
    """A thing in two rows: what it is, and what it waits for with whose it is."""
    told, part = words.why(thing, scene.now.date())
    title, facts = called(scene.board, scene.org, thing), _facts(scene, thing)
    sign = "» " if thing.wished else ""
    yield from ([(line, "title")] for line in wrap(sign + title, width, 2))
    row: list[Piece] = [("  ", "text")]
    if thing.wished:
        row += [(_("önskat till mötet"), "accent"), ("  ", "text")]
    if told:
        row += [(told, part), ("  ", "text")]
    first, *rest = wrap(" · ".join(filter(None, facts)), width - row_width(row), 3) if facts else [""]
    yield [*row, (first, "quiet")]
    yield from ([("  " + line, "quiet")] for line in rest)
    if thing.kind == "card":
        said = scene.board.get("cards", thing.id) or {}
        more = str(said.get("problem" if scene.point.key in ("sort", "plan") else "measure") or "")
        if more and width >= 70:
            yield [("  " + wrap(more, width - 2, 1)[0], "quiet")]


def _facts(scene: Scene, thing: Thing) -> list[str]:
    """What else is told of a thing."""
    card: Doc = scene.board.get("cards", thing.card) or {}
    on = f"”{fit(str(card.get('title') or ''), 50)}”" if card else ""
    today = scene.now.date()

    def person(ref: object) -> str:
        return person_name(scene.people, ref) if ref else ""

    if thing.kind == "lift":
        one = lift_of(scene.org, thing.id)
        said = (one.answer if thing.why == "answered" else one.asked) if one is not None else ""
        role = (
            lift_words.role(one.to_role) if one is not None and thing.why == "waits" and one.to_role else ""
        )
        return [on, _("till {whom}").format(whom=role) if role else "", " ".join(said.split())]
    doc = scene.board.get(TABLES[thing.kind], thing.id) or {}
    if thing.kind == "activity":
        day = _day(doc.get("due"), today) if thing.why == "promised" else ""
        return [person(doc.get("who")), day, on]
    if thing.kind == "routine":
        return [_("rutin"), person(doc.get("responsible"))]
    if thing.kind == "event":
        return [_("händelse"), _day(doc.get("on"), today)]
    if scene.point.key == "sort":
        noted = moment(card.get("created"))
        return [person(card.get("by")), dates.relative(noted.date(), today) if noted else ""]
    day = "" if thing.why in ("due", "late") else _day(card.get("due"), today)
    return [person(card.get("owner")) or _("ingen ägare än"), day]


def _day(given: object, today: date) -> str:
    try:
        return dates.day(date.fromisoformat(str(given or "")), today)
    except ValueError:
        return ""


def _written(scene: Scene, width: int) -> Iterator[Item]:
    """Notes of this point."""
    notes = [
        doc for _id, doc in notes_of(scene.board, scene.meeting.id) if doc.get("point") == scene.point.key
    ]
    if notes:
        yield Item(([(_("Antecknat"), "quiet")],))
    for doc in notes:
        card = (scene.board.get("cards", str(doc.get("card") or "")) or {}).get("title")
        about = f"”{fit(str(card), 40)}”: " if card else ""
        lines = wrap(about + str(doc.get("text") or ""), width - 2)
        yield Item(tuple([(("– " if at == 0 else "  ") + line, "text")] for at, line in enumerate(lines)))
