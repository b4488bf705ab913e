"""`tavla year`: the unit's year as it stands: its wheel, the team's own checklist, the year's points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from board import year as years
from board.errors import Problem
from board.ids import public_id
from board.ports import Snapshot
from tui.cli.call import Call, handles
from tui.cli.output import columns_wide, put, put_json, table, wrap
from tui.cli.shapes import Handles
from tui.text import _


def year(call: Call) -> int:
    """For people by step and month, for scripts with every id.

    Raises:
        Problem: `usage` for a year that is none.
    """
    session, today = call.session, call.session.clock().date()
    session.who()
    board = session.store().snapshot
    shown = call.args.year or today.year
    if not 1900 <= shown <= today.year + 10:
        raise Problem("usage", message=_("År {year} går inte att berätta om").format(year=shown))
    entries = years.wheel(board, shown, today)
    if call.json:
        put_json(_object(board, shown, entries, [one.id for one in years.near(board, today)], handles(call)))
        return 0
    for line in (
        *_wheel(shown, entries),
        *_near(years.near(board, today)),
        *_control(board, shown),
        *_points(board, shown),
    ):
        put(line)
    return 0


def _object(
    board: Snapshot, shown: int, entries: tuple[years.Entry, ...], near: list[str], handle: Handles
) -> dict[str, Any]:
    listed = years.checklist(board, shown)
    return {
        "year": shown,
        "wheel": [
            {
                "id": public_id(one.id),
                "text": one.doc.get("text"),
                "stage": one.stage or None,
                "every": one.doc.get("every") or "year",
                "responsible": handle(one.doc.get("responsible")),
                "months": [
                    {"month": spot.month, "state": spot.state, "done": [public_id(id) for id in spot.done]}
                    for spot in one.spots
                ],
                "next": {"year": one.awaited.year, "month": one.awaited.month} if one.awaited else None,
                "near": one.id in near,
            }
            for one in entries
        ],
        "control": [
            {
                "id": public_id(one.id),
                "text": one.doc.get("text"),
                "theme": theme or None,
                "answer": _answered(one, shown, "answer"),
                "note": _answered(one, shown, "note"),
            }
            for theme, lines in listed.themes
            for one in lines
        ],
        "points": [
            {"id": public_id(id), "text": doc.get("text"), "result": doc.get("result")}
            for id, doc in years.points_of(board, shown).items()
        ],
    }


def _answered(one: years.Checked, shown: int, name: str) -> Any:
    held = one.answers.get(shown)
    return held[1].get(name) if held else None


def _wheel(shown: int, entries: tuple[years.Entry, ...]) -> Iterator[str]:
    from tui import year_words

    yield _("Årshjul {year}").format(year=shown)
    if not entries:
        yield from wrap(
            _('Inget årshjul än. På skärmen: Y. Eller: tavla yearly add "Egenkontroll" month=maj'),
            columns_wide(),
            "  ",
        )
    stage = None
    rows: list[list[str]] = []
    for one in entries:
        name = year_words.stage(one.stage) if one.stage != stage else ""
        stage = one.stage
        rows.append([name, _line(one.doc.get("text")), year_words.when(one), year_words.standing(one)])
    yield from table(rows, 1, columns_wide(), indent="  ")


def _near(entries: tuple[years.Entry, ...]) -> Iterator[str]:
    if entries:
        told = ", ".join(_line(one.doc.get("text")) for one in entries)
        yield from wrap(_("Nu: {what}").format(what=told), columns_wide(), "  ")


def _control(board: Snapshot, shown: int) -> Iterator[str]:
    from tui import method_words, year_words

    listed = years.checklist(board, shown)
    yield ""
    yield _("Egenkontroll {year}").format(year=shown)
    if not listed.lines:
        yield from wrap(_("Inga rader är skrivna: tavla control add TEXT"), columns_wide(), "  ")
        return
    yield "  " + year_words.answered(listed.count(shown), len(listed.lines))
    rows = []
    for theme, lines in listed.themes:
        for place, one in enumerate(lines):
            said = _answered(one, shown, "answer")
            told = method_words.choice("answer", said) if said else _("inte besvarad")
            rows.append([theme if place == 0 else "", _line(one.doc.get("text")), told])
    yield from table(rows, 1, columns_wide(), indent="  ")


def _points(board: Snapshot, shown: int) -> Iterator[str]:
    yield ""
    yield _("Punkter för {year}").format(year=shown)
    found = years.points_of(board, shown)
    if not found:
        yield "  " + _("Inga punkter är skrivna.")
    for doc in found.values():
        yield from wrap("· " + _line(doc.get("text")), columns_wide(), "  ")
        result = _line(doc.get("result")) or _("vad det blev är inte skrivet än")
        yield from wrap("→ " + result, columns_wide(), "    ")


def _line(given: object) -> str:
    return " ".join(str(given or "").split())
