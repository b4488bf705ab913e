"""What the wall shows, as rows of cells: the board, what goes on just now, and results. Pure; large and without keys.

Nothing from a card that is marked as the team's own (`internal`), no comment, and no person unless the board says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from board.codes import COLUMNS
from board.marks import due_day, last_activity, marks
from board.method import series
from board.model import Person, board_of
from board.ports import Doc, Snapshot
from board.results import results_of
from board.stall import rhythm_of
from tui import wall_results, words
from tui.card_lines import mark_piece, person_name
from tui.columns import Columns
from tui.drawing.spark import spark
from tui.lines import Piece, Row, cut, fit, row_width, wrap
from tui.method_words import number
from tui.text import _, dates, ngettext

COLUMN = 22
"""Cells that a column of the wall has at least."""
TITLE_ROWS = 3
LATEST = 5
ROOMY = 90
"""Cells from which the head has room for more than whose board it is, what is shown and the hour."""
BARS = 24
MARKED = ("late", "today", "still_long", "still", "over")
"""Marks that mean something to who walks by; the others are about whose turn it is."""


class Wall(NamedTuple):
    """What the views are made of. people: for boards that show owners, else nobody."""

    board: Snapshot
    org: Snapshot
    now: datetime
    people: Mapping[str, Person]

    @property
    def cards(self) -> Mapping[str, Doc]:
        """The cards that a passer-by may see."""
        cards = self.board.table("cards")
        if any(doc.get("internal") for doc in cards.values()):
            return {id: doc for id, doc in cards.items() if not doc.get("internal")}
        return cards


class View(NamedTuple):
    """One turn of the wall: what it is, and what it is about where there are several of a kind."""

    kind: str
    about: tuple[str, ...] = ()


def views(wall: Wall, width: int) -> list[View]:
    """What takes turns in a window: the board in as many parts as its columns need, just now, and the results."""
    beside = max(min(width // COLUMN, len(COLUMNS)), 1)
    parts = -(-len(COLUMNS) // beside)
    each = -(-len(COLUMNS) // parts)
    found = [View("board", COLUMNS[at : at + each]) for at in range(0, len(COLUMNS), each)]
    found.append(View("now"))
    return found + [View(kind, about) for kind, about in wall_results.turns(wall.board, wall.now)]


def draw(wall: Wall, view: View, width: int, height: int) -> list[Row]:
    """A view in at most so many rows."""
    if view.kind == "board":
        rows = _board(wall, view.about, width, height)
    elif view.kind == "now":
        rows = _now(wall, width, height)
    else:
        rows = wall_results.draw(wall.board, wall.now, view.kind, view.about, width, height)
    return [cut(row, width) for row in rows[:height]]


def title(view: View) -> str:
    return {"board": _("Tavlan"), "now": _("Just nu")}.get(view.kind) or wall_results.title(view.kind)


# --- the board


def _board(wall: Wall, phases: Sequence[str], width: int, height: int) -> list[Row]:
    cards = wall.cards
    columns = Columns(cards)
    active = last_activity(wall.board, wall.org)
    brief = series.in_brief(wall.board)
    gap = 3
    room = (width - gap * (len(phases) - 1)) // len(phases)
    drawn = [_column(wall, cards, columns, phase, active, brief, room, height) for phase in phases]
    rows: list[Row] = []
    for y in range(height):
        row: list[Piece] = []
        for x, column in enumerate(drawn):
            piece = list(column[y]) if y < len(column) else []
            last = x == len(drawn) - 1
            row += [*piece, (" " * (0 if last else room - row_width(piece) + gap), "text")]
        rows.append(row)
    return rows


def _column(
    wall: Wall,
    cards: Mapping[str, Doc],
    columns: Columns,
    phase: str,
    active: Mapping[str, str],
    brief: Mapping[str, Sequence[float]],
    width: int,
    height: int,
) -> list[Row]:
    ids = columns.ids(phase)
    head = f"{words.phase(phase)}  {len(ids)}"
    rows: list[Row] = [[(fit(head, width), "heading")], [("─" * width, "rule")]]
    for at, id in enumerate(ids):
        card = _card(wall, id, cards[id], active.get(id), brief.get(id, ()), width)
        left = len(ids) - at
        if len(rows) + len(card) + (1 if left > 1 else 0) > height:
            told = ngettext("och {n} till", "och {n} till", left).format(n=left)
            rows = rows[: height - 1]
            rows.append([(fit(told, width), "quiet")])
            break
        rows += [*card, []]
    return rows


def _card(
    wall: Wall, id: str, doc: Doc, active: str | None, values: Sequence[float], width: int
) -> list[Row]:
    rows: list[Row] = [[(line, "title")] for line in wrap(str(doc.get("title") or ""), width, TITLE_ROWS)]
    today = wall.now.date()
    for mark in marks(doc, wall.now, active, rhythm_days=rhythm_of(wall.board)):
        if mark.code in MARKED:
            rows.append([mark_piece(mark, today, width)])
            break
    if wall.people and doc.get("owner"):
        rows.append([(fit(person_name(wall.people, doc["owner"]), width), "quiet")])
    if values:
        rows.append([(fit(f"{spark(values, 8)} {_from_to(values)}", width), "quiet")])
    return rows


def _from_to(values: Sequence[float]) -> str:
    return f"{number(round(values[0], 2))} → {number(round(values[-1], 2))}"


# --- just now


def _now(wall: Wall, width: int, height: int) -> list[Row]:
    cards = wall.cards
    rows: list[Row] = []
    focus = board_of(wall.board).focus
    if focus:
        rows += [[(_("Vi arbetar särskilt med"), "quiet")]]
        rows += [[(line, "heading")] for line in wrap(focus, width, 3)] + [[]]
    rows += _meets(wall)
    parts = [
        (_("Följs upp i dag"), _due(wall, cards, width)),
        (_("Det här prövar vi"), _tried(cards, width)),
        (_("Senaste resultaten"), _results(wall, width)),
    ]
    parts = [(name, found) for name, found in parts if found]
    if not parts and not rows:
        return [[(_("Inget särskilt just nu."), "quiet")]]
    room = height - len(rows) - 2 * len(parts)
    share = room
    if sum(len(group) for _name, found in parts for group in found) > room:
        share = max(room // max(len(parts), 1), 1)
    for name, found in parts:
        rows += [[(name, "strong")], *_shared(found, share), []]
    return rows


def _meets(wall: Wall) -> list[Row]:
    """When the board meets next: whoever walks by may come."""
    from board.meeting.rhythm import next_meetings
    from tui import rhythm_words

    return [
        row
        for one in next_meetings(wall.board, wall.now)
        for row in (
            [(_("Nästa möte: {when}.").format(when=rhythm_words.next_one(one, wall.now)), "text")],
            [],
        )
    ]


def _shared(groups: Sequence[Sequence[Row]], room: int) -> list[Row]:
    """Things of some rows each, as many as there is room for; then how many more there are."""
    rows: list[Row] = []
    for at, group in enumerate(groups):
        left = len(groups) - at
        if len(rows) + len(group) + (1 if left > 1 else 0) > room:
            told = ngettext("och {n} till", "och {n} till", left).format(n=left)
            return [*rows, [("  " + told, "quiet")]]
        rows += group
    return rows


def _due(wall: Wall, cards: Mapping[str, Doc], width: int) -> list[list[Row]]:
    today = wall.now.date()
    dues = [
        (day, str(doc.get("title") or ""))
        for doc in cards.values()
        if doc.get("state", "open") == "open" and (day := due_day(doc)) is not None and day <= today
    ]
    now = sorted(text for day, text in dues if day == today)
    late = len(dues) - len(now)
    found: list[list[Row]] = [[[("  ● ", "accent"), (fit(text, width - 4), "text")]] for text in now]
    if late:
        told = ngettext("! {n} väntar på uppföljning", "! {n} väntar på uppföljning", late).format(n=late)
        found.append([[("  ", "text"), (told, "late")]])
    return found


def _tried(cards: Mapping[str, Doc], width: int) -> list[list[Row]]:
    columns = Columns(cards)
    found: list[list[Row]] = []
    for id in columns.ids("do"):
        doc = cards[id]
        heading = fit(str(doc.get("title") or ""), width - 4)
        rows: list[Row] = [[("  → ", "accent"), (heading, "text")]]
        measure = " ".join(str(doc.get("measure") or "").split())
        if measure:
            rows.append([("    ", "text"), (fit(measure, width - 4), "quiet")])
        found.append(rows)
    return found


def _results(wall: Wall, width: int) -> list[list[Row]]:
    found: list[list[Row]] = []
    for one in wall_results.latest(results_of(wall.board, internal=False), LATEST):
        values = [point.value for point in one.points]
        told = f"{_from_to(values)} {one.doc.get('unit') or ''}".rstrip()
        bars = spark(values, BARS)
        name = fit(str(one.doc.get("text") or ""), max(width - len(bars) - len(told) - 8, 12))
        found.append([[("  ", "text"), (bars, "accent"), ("  " + told, "strong"), ("  " + name, "text")]])
    return found


def head(wall: Wall, view: View, width: int) -> Row:
    """The line over every view: whose board, what is shown, and what time it is."""
    from tui.lines import spread

    info = board_of(wall.board)
    left: list[Piece] = [(fit(info.name or _("Tavla"), max(width // 2, 18)), "heading")]
    if info.made_up and width >= ROOMY:
        left.append(("  " + _("påhittade exempel"), "still"))
    left += [("   ", "text"), (title(view), "strong")]
    time = f"{dates.day_week(wall.now.date())}  {dates.clock(wall.now)}"
    return spread(left, [(time, "quiet")], width)
