"""What has been said and done on a card: the way to its story, its comments, its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from board.card import Card
from board.codes import PHASES
from board.earlier import wordings
from board.history import Entry
from board.method.parts import cycle_of, of_try, parts_of
from board.ports import Doc, Snapshot
from tui import privacy_words, words
from tui.lines import Piece, Row, fit, wrap
from tui.text import _, dates, ngettext
from tui.widgets.rows_view import Item

LABEL = 28
FEW = 5
"""How much of the history is shown until all is asked for."""
Called = Callable[[object], str]
"""A person's name."""
Linked = Callable[[str, object], str]
"""The words of a part that another points at, by its kind and id."""


def story_row(width: int) -> Item:
    """The way to the card as one page to print."""
    told = _("allt på en sida, att skriva ut och visa för andra")
    line: Row = [
        ("▸ ", "quiet"),
        (f"{_('Berättelsen'):<{LABEL - 2}} "[: LABEL - 1], "quiet"),
        (fit(told, width - LABEL - 2), "quiet"),
    ]
    return Item((line,), "story")


def added(board: Snapshot, card: str) -> list[str]:
    """What was added to what the team expected once its present try had begun, oldest first."""
    now = cycle_of(board.get("cards", card) or {})
    return [
        _("tillagt sedan försöket började: {text}").format(text=" ".join(str(doc.get("text") or "").split()))
        for doc in of_try(parts_of(board, "amendment", card), now).values()
    ]


def comments(board: Snapshot, card: str, called: Called, now: datetime, width: int, key: str) -> list[Item]:
    """What people have said, oldest first. key: the one that writes a comment."""
    found = [doc for doc in board.table("comments").values() if doc.get("card") == card]
    found.sort(key=lambda doc: str(doc.get("created") or ""))
    told = _("  {key} skriver en ny").format(key=key)
    items = [Item(([(_("  Kommentarer"), "strong"), (told, "quiet")],), "comment")]
    for doc in found:
        when = dates.told(doc.get("created"), now)
        to = ", ".join(called(ref) for ref in doc.get("to") or ())
        whose = _("{by} frågar {to}").format(by=called(doc.get("by")), to=to) if to else called(doc.get("by"))
        rows: list[Row] = [[("  " + whose, "accent"), (f"  {when}", "quiet")]]
        rows += [[("  " + line, "text")] for line in wrap(str(doc.get("text") or ""), width - 2)]
        items.append(Item(tuple(rows)))
    return [*items, Item(([("", "text")],))]


def history(
    happened: Sequence[Entry] | None,
    called: Called,
    linked: Linked,
    now: datetime,
    width: int,
    *,
    whole: bool,
) -> list[Item]:
    """What has happened, newest first; the last few until all is asked for. None while it is read."""
    if happened is None:
        return [Item(([(_("  Historiken läses …"), "quiet")],))]
    shown: list[tuple[Entry, str]] = []
    more = 0
    for entry in reversed(happened):
        if _is_comment(entry):
            continue
        if len(shown) == FEW and not whole:
            more += 1  # counted and not put in words: there may be thousands
        elif text := _told(entry, called, linked, now):
            shown.append((entry, text))
    head = ngettext("enter visar {n} till", "enter visar {n} till", more).format(n=more) if more else ""
    items = [Item(([(_("  Historik"), "strong"), (f"  {head}", "quiet")],), "history")]
    if any(wordings(entry) for entry, _text in shown):
        told = _("Enter på en ändrad text (↶) visar den hel, och kan låta den gälla igen.")
        items.append(Item(tuple([("  " + line, "quiet")] for line in wrap(told, width - 2))))
    for entry, text in shown:
        again = bool(wordings(entry))
        sign = ("↶ " if again else "  ", "accent")
        rows: list[Row] = [[sign, (dates.told(entry.at, now), "quiet"), ("  " + called(entry.by), "quiet")]]
        rows += [[("    " + line, "text")] for line in wrap(text, width - 4)]
        items.append(Item(tuple(rows), history_key(entry) if again else None))
    return items


def history_key(entry: Entry) -> str:
    """The row of an entry of the history whose earlier text can be chosen."""
    return f"history/{entry.stamp}/{entry.table}/{entry.id}"


def imported(card: Card, width: int) -> list[Item]:
    """Cells that came with an import and that the board has no field for."""
    if not card.extra:
        return []
    items = [Item(([(_("  Övrigt, från importen"), "strong")],))]
    for name, value in card.extra.items():
        lines = wrap(str(value) or "–", width - LABEL - 2)
        rows: list[Row] = [
            [(f"  {name if i == 0 else '':<{LABEL - 2}}"[:LABEL], "quiet"), (" ", "text"), (line, "text")]
            for i, line in enumerate(lines)
        ]
        items.append(Item(tuple(rows)))
    return [*items, Item(([("", "text")],))]


def _is_comment(entry: Entry) -> bool:
    return entry.do == "comment" and entry.table == "comments"


def _told(entry: Entry, called: Called, linked: Linked, now: datetime) -> str:
    text = words.did(entry.do, entry.changes, called, entry.table, entry.id, linked, now.date())
    return f"{text} · {_('skäl')}: {privacy_words.reason(entry.why)}" if entry.why else text


def wheel(phase: str, width: int) -> Row:
    """The phases as a path, with where the card is."""
    at = PHASES.index(phase) if phase in PHASES else 0
    names = [words.phase(p) for p in PHASES]
    room = width - sum(len(name) + 2 for name in names)
    joint = "─" * max(min(room // (len(names) - 1) - 2, 9), 1)
    row: list[Piece] = []
    for i, name in enumerate(names):
        sign, part = ("●", "good") if i < at else ("◉", "heading") if i == at else ("○", "quiet")
        row += [(f" {joint} ", "rule")] if i else []
        row += [(f"{name} ", part if i == at else "quiet"), (sign, part)]
    return row


def to_decide(doc: Doc) -> dict[str, str]:
    """What is to be decided now, as the key line says it first: an action of the key table with its words."""
    named = {"act": ("finish", _("besluta")), "inbox": ("triage", _("svara"))}.get(str(doc.get("phase")))
    return dict([named]) if named and doc.get("state", "open") == "open" else {}


def skips(card: Card, width: int) -> list[Row]:
    """The steps that were skipped, and why."""
    rows: list[Row] = []
    for phase, why in card.skips.items():
        text = _("~ gick till {phase} utan att allt var ifyllt: {why}").format(
            phase=words.phase(phase), why=why
        )
        rows += [[(line, "quiet")] for line in wrap(text, width)]
    return rows


def ended(card: Card, width: int) -> Item:
    """How it ended, or why it was set aside; enter takes it up again."""
    what = words.outcome(card.finish) if card.finish else words.state(card.state)
    why = f": {card.state_why}" if card.state_why else ""
    rows: list[Row] = [[(line, "accent")] for line in wrap(f"{what.capitalize()}{why}", width)]
    rows.append([(_("Enter tar upp kortet igen."), "quiet")])
    return Item(tuple(rows), "state")
