"""A board and its cards as text for people: columns one under another, aligned by cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from board.codes import PHASES
from board.ids import public_id, short_ids
from board.marks import Mark, is_over, last_activity, last_with_room, marks
from board.ports import Doc, Snapshot
from board.rules import column_counts, limit_of
from board.stall import rhythm_of
from tui import words
from tui.cli.output import cells, columns_wide, cut, fold, table
from tui.cli.shapes import Handles
from tui.text import _, ngettext

TITLE_COLUMN = 1


def head_lines(board: str, snapshot: Snapshot) -> Iterator[str]:
    """What the board is called, and what it is for."""
    doc = snapshot.get("board", "1") or {}
    yield cut(str(doc.get("name") or board), columns_wide())
    if doc.get("focus"):
        yield cut(_("Just nu: {focus}").format(focus=" ".join(str(doc["focus"]).split())), columns_wide())
    if doc.get("made_up"):
        yield from fold(_("Påhittat exempel: enheten, människorna och siffrorna finns inte."), columns_wide())
    if doc.get("archived"):
        yield _("Tavlan är arkiverad.")


def board_lines(
    board: str,
    snapshot: Snapshot,
    cards: Sequence[tuple[str, Doc]],
    handle: Handles,
    now: datetime,
    org: Snapshot | None = None,
) -> Iterator[str]:
    """The board's name and the given cards, already in order, under their phases. `org` has the lifts."""
    yield from head_lines(board, snapshot)
    if not snapshot.table("cards"):
        yield ""
        yield from fold(
            _('Inga kort än. Notera det första: tavla add "Det vi vill förbättra"'), columns_wide()
        )
        return
    if not cards:
        yield ""
        yield _("Inga kort passar.")
        return
    shorts = short_ids(snapshot.table("cards"))
    active, last = last_activity(snapshot, org), last_with_room(snapshot)
    rhythm = rhythm_of(snapshot)
    rows = {
        id: _row(
            id,
            doc,
            shorts,
            handle,
            marks(doc, now, active.get(id), is_over(id, doc, last), rhythm_days=rhythm),
            now.date(),
        )
        for id, doc in cards
    }
    listed = dict(
        zip(rows, table(list(rows.values()), TITLE_COLUMN, columns_wide(), indent="  "), strict=True)
    )
    for phase in (*PHASES, None):
        here = [id for id, doc in cards if _phase_of(doc) == phase]
        if here:
            yield ""
            yield _phase_head(phase, [doc for _id, doc in cards if _phase_of(doc) == phase], snapshot)
            yield from (listed[id] for id in here)


def _phase_of(doc: Doc) -> str | None:
    phase = str(doc.get("phase") or "inbox")
    return phase if phase in PHASES else None


def _phase_head(phase: str | None, shown: Sequence[Doc], snapshot: Snapshot) -> str:
    """The phase with how many of its cards are listed; those that are put aside are counted by themselves."""
    if phase is None:
        return _("Annat")
    name, limit = words.phase(phase), limit_of(snapshot, phase)
    states = Counter(str(doc.get("state") or "open") for doc in shown)
    parked, archived = states["parked"], states["archived"]
    aside = [ngettext("{n} parkerat", "{n} parkerade", parked).format(n=parked)] if parked else []
    aside += [ngettext("{n} arkiverat", "{n} arkiverade", archived).format(n=archived)] if archived else []
    if limit is None:
        return f"{name} ({' · '.join([str(len(shown) - parked - archived), *aside])})"
    count = column_counts(snapshot).get(phase, 0)
    sign = "▲ " if count > limit else ""
    told = sign + _("{count} av högst {limit}").format(count=count, limit=limit)
    return f"{name} ({' · '.join([told, *aside])})"


def _row(
    id: str, doc: Doc, shorts: dict[str, str], handle: Handles, found: list[Mark], today: date
) -> list[str]:
    state = str(doc.get("state") or "open")
    if state == "finished":
        told = words.outcome(doc.get("finish") or "finished")
    elif state != "open":
        told = words.state(state)
    else:
        told = words.mark(found[0], today) if found else ""
    owner = handle.first_name(doc["owner"]) if doc.get("owner") else ""
    return [shorts.get(id, public_id(id)), str(doc.get("title") or ""), cut(owner, 12), cut(told, 26)]


def labelled(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Labels in one column and their texts, wrapped, in the next; rows without a text are left out."""
    from tui.cli.output import wrap

    kept = [(label, text) for label, text in rows if text]
    wide = min(max((cells(label) for label, _text in kept), default=0), 26)
    for label, text in kept:
        lines = wrap(text, columns_wide() - wide - 4)
        yield f"  {label}{' ' * max(wide - cells(label), 0)}  {lines[0]}"
        yield from (" " * (wide + 4) + line if line else "" for line in lines[1:])
