"""`tavla overview` and `tavla search`: how all boards stand and what they have in common, and cards of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from board import across, searching
from board.errors import Problem
from board.ids import public_id, short_ids
from board.model import people_of
from board.overview import PULSE_WEEKS, Area, Facts, Summary, around, by_area, summary
from board.readiness_rounds import may_lead
from board.start_views import areas_of
from board.swedish import fold
from tui import overview_words as words
from tui import query_words
from tui.cli.call import Call, handles
from tui.cli.output import columns_wide, pad, put, put_json, say, table, tell, wrap
from tui.cli.progress import counted
from tui.text import _

T = TypeVar("T")
SHOWN = 20
"""Cards that a search shows unless told otherwise, and themes of a sort that are told."""
THEMES_TOLD = 5


def _each(call: Call, read: Callable[[str], T], unreadable: list[str]) -> Iterator[tuple[str, T]]:
    """What is read of each board that can be read."""
    call.session.index.sweep()
    for id in counted(call.session.board_ids(), words.reading):
        try:
            yield id, read(id)
        except Problem:
            unreadable.append(id)


def overview(call: Call) -> int:
    """Every board in use by area, and what they have in common."""
    session, wanted = call.session, call.args.area
    me, org, now = session.who() or "", session.org_snapshot, session.clock()
    unreadable: list[str] = []
    # What takes longest first: a board that has to be read is read once.
    read = dict(
        _each(call, lambda board: (session.index.themes(board), session.index.facts(board)), unreadable)
    )
    facts = {board: found for board, (_themes, found) in read.items()}
    about = around(org, now)
    areas = by_area((summary(id, found, about) for id, found in facts.items()), areas_of(org, me, now.date()))
    if wanted:
        areas = [_area(areas, wanted)]

    def readiness(one: Summary) -> bool:
        """Where a unit stands is for its own area's ambassadör, and for specialists."""
        return may_lead(org, me, now.date(), board=None, area=one.area)

    shown = [one for area in areas for one in area.boards]
    counted = across.compared({one.board: one.made_up for one in shown})
    real = [one.board for one in shown if one.board in counted]
    if call.json:
        compared = {board: session.index.compared(board) for board in real}
        common = across.common({board: themes for board, (themes, _rows) in compared.items()})
        boards = [_board(call, one, facts[one.board], readiness(one)) for one in shown]
        put_json(
            {"boards": boards, "common": [_common(one, compared) for one in common], "unreadable": unreadable}
        )
        return 0
    if not shown:
        say(_("Det finns ingen tavla än. Starta en: tavla init NAMN"))
    names = {ref: person.name for ref, person in people_of(org).items()}
    for place, area in enumerate(areas):
        if place:
            put("")
        _tell_area(area, len(areas) > 1 or area.name is not None)
        for one in area.boards:
            stands = words.readiness(facts[one.board], now.date()) if readiness(one) else ""
            _tell(one, stands, words.leads(one, names))
    if shown:
        put("")
        tell(words.pulse_legend())
    _tell_common(across.common({board: read[board][0] for board in real}))
    if unreadable:
        say(words.unreadable(unreadable))
    return 0


def _area(areas: list[Area], wanted: str) -> Area:
    """The area that is meant, however it is written in capitals and small letters."""
    named = {fold(area.name): area for area in areas if area.name}
    if fold(wanted) not in named:
        from board.context import near

        names = [area.name for area in named.values() if area.name]
        raise Problem("unknown", near(wanted, names) or tuple(names), what="area", given=wanted[:40])
    return named[fold(wanted)]


def _tell_area(area: Area, named: bool) -> None:
    if named:
        tell(f"{words.area(area)}: {words.area_counts(area)}")


def _tell(one: Summary, readiness: str, leads: str) -> None:
    cards = words.open_cards(one.open)
    room = columns_wide() - PULSE_WEEKS - 20
    put(f"  {pad(one.name, room)}  {words.pulse(one)}  {cards:>14}")
    told = [words.reasons(one)] if one.reasons else []
    aside = " · ".join(filter(None, (readiness, words.lifts(one), words.still(one))))
    for line in (*told, leads, aside):
        for part in wrap(line, columns_wide(), "      ") if line else ():
            put(part)


def _tell_common(common: list[across.Common]) -> None:
    for theme in across.THEMES:
        listed = [one for one in common if one.theme == theme]
        if listed:
            name, where = words.theme(theme)
            told = ", ".join(f"{one.shown} ({words.common(one)})" for one in listed[:THEMES_TOLD])
            tell(_("Gemensamt, {name} {where}: {told}").format(name=name.lower(), where=where, told=told))


def _board(call: Call, one: Summary, facts: Facts, readiness: bool) -> dict[str, Any]:
    from board.overview import months_in, rounds_in
    from board.readiness_time import overview as stand

    today = call.session.clock().date()
    (standing,) = stand({one.board: rounds_in(facts)}, today, {one.board: months_in(facts)}).standings
    day = standing.latest.day if standing.latest else None
    return {
        "id": one.board,
        "name": one.name,
        "unit": one.unit,
        "area": one.area,
        "made_up": one.made_up,
        "open": one.open,
        "cards": dict(sorted(one.phases.items())),
        "active": one.at or None,
        "pulse": list(one.pulse),
        "reasons": [{"why": code, "number": number} for code, number in one.reasons],
        "still": [public_id(id) for id in one.still],
        "late": [public_id(id) for id in one.late],
        "leads": [{"role": role, "person": handles(call)(ref)} for role, refs in one.leads for ref in refs],
        "lifts": [public_id(lift.id) for lift in one.lifts],
        "readiness": {
            "category": standing.verdict.code if standing.verdict else None,
            "on": day.isoformat() if day else None,
            "overdue": standing.overdue,
        }
        if readiness
        else None,
    }


def _common(one: across.Common, compared: Mapping[str, tuple[Any, list[across.Row]]]) -> dict[str, Any]:
    cards = [
        {"board": board, "id": public_id(compared[board][1][row].id)} for board, row in one.cards if row >= 0
    ]
    return {"theme": one.theme, "word": one.shown, "boards": list(one.boards), "cards": cards}


def search(call: Call) -> int:
    """The cards and events of all boards that have the words, the first of them and how many there are."""
    session = call.session
    session.who()
    asked = searching.wanted(" ".join(call.args.words))
    unreadable: list[str] = []
    boards = dict(_each(call, session.index.cards, unreadable))
    found = searching.search(boards.items(), asked, call.args.limit or SHOWN)
    names = {hit.board: _name(call, hit.board) for hit in found.first}
    if call.json:
        cards = [
            {
                "id": public_id(hit.row.id),
                "board": hit.board,
                "name": names[hit.board],
                "title": hit.row.title,
                "phase": hit.row.phase,
                "state": hit.row.state,
                "tags": list(hit.row.tags),
                "active": hit.row.at or None,
            }
            for hit in found.first
            if not hit.row.is_event
        ]
        events = [
            {
                "id": public_id(hit.row.id),
                "board": hit.board,
                "name": names[hit.board],
                "text": hit.row.title,
                "sort": hit.row.phase,
                "on": hit.row.day.isoformat() if hit.row.day else None,
            }
            for hit in found.first
            if hit.row.is_event
        ]
        put_json({"cards": cards, "events": events, "found": found.all, "unreadable": unreadable})
        return 0
    shorts = {
        board: short_ids([row.id for row in boards[board].all() if not row.is_event])
        | short_ids([row.id for row in boards[board].all() if row.is_event])
        for board in names
    }
    rows = [
        [shorts[hit.board].get(hit.row.id, ""), hit.row.title, words.where(hit.row, names[hit.board])]
        for hit in found.first
    ]
    for line in table(rows, 1, columns_wide()):
        put(line)
    typed = " ".join(call.args.words)
    say(words.found(found) if asked.words else _("Skriv minst två bokstäver."))
    for told in query_words.unknown(typed):
        say(told)
    if not found.all and any((counts := searching.apart(boards.items(), typed)).values()):
        say(words.apart(counts))
    if asked.words and (also := words.also(typed)):
        say(also)
    if asked.narrow:
        say(words.narrow())
    if unreadable:
        say(words.unreadable(unreadable))
    return 0


def _name(call: Call, board: str) -> str:
    return str(call.session.index.facts(board).about.get("name") or board)
