"""`tavla mine`: what waits for the one who acts, by the roles they hold, as on the screen's Min sida."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from board.errors import Problem
from board.ids import public_id, short_ids
from board.overview import Summary, around, summary
from board.ports import Snapshot
from board.start_views import Around, Section, Seen, areas_of, my_roles, sections
from board.swedish import sort_key
from tui import overview_words, start_words, words
from tui.cli.call import Call
from tui.cli.output import columns_wide, put, put_json, wrap
from tui.text import _


def mine(call: Call) -> int:
    """Tell each section, or all as JSON."""
    session = call.session
    store = session.store()
    me = session.who() or ""
    around = Around(store.snapshot, session.org_snapshot, store.board, me, session.clock())
    found, boards = sections(around), _looked_across(call, me)
    if call.json:
        put_json(
            {
                "roles": list(my_roles(around)),
                "sections": [_section(one) for one in found],
                "boards": [_board(one) for one in boards],
            }
        )
        return 0
    shorts = short_ids(store.snapshot.table("cards"))
    _tell_meeting(store.snapshot, around.now)
    for role in my_roles(around):
        put(_("Som {role}").format(role=words.role(role)))
        if role in ("ambassador", "specialist"):
            _tell_boards("support" if role == "ambassador" else "boards", boards)
        for section in found:
            if section.role == role:
                put(f"  {start_words.section(section.code)}")
                for seen in section.rows:
                    _tell(seen, store.snapshot, shorts, around.today)
                if not section.rows:
                    put(f"    {start_words.nothing(section.code)}")
    return 0


def _looked_across(call: Call, me: str) -> list[Summary]:
    """The boards in use that the person looks across, as they stand now."""
    session = call.session
    org, now = session.org_snapshot, session.clock()
    areas = areas_of(org, me, now.date())
    about = around(org, now)
    found = []
    for id in session.board_ids() if areas is None or areas else ():
        try:
            one = summary(id, session.index.facts(id), about)
        except Problem:
            continue  # `tavla check` tells why a board cannot be read
        if not one.archived and (areas is None or one.area in areas):
            found.append(one)
    return sorted(found, key=lambda one: sort_key(one.name))


def _tell_meeting(board: Snapshot, now: datetime) -> None:
    from board.meeting.rhythm import next_meetings
    from tui import rhythm_words

    for one in next_meetings(board, now):
        put(_("Nästa möte: {when}.").format(when=rhythm_words.next_one(one, now)))


def _section(section: Section) -> dict[str, Any]:
    rows = [
        {
            "why": one.why,
            "card": public_id(one.card) if one.card else None,
            "event": public_id(one.event) if one.event else None,
            "board": one.board or None,
            "number": one.number,
            "said": one.said or None,
        }
        for one in section.rows
    ]
    return {"role": section.role, "section": section.code, "rows": rows}


def _board(one: Summary) -> dict[str, Any]:
    reasons = [{"why": code, "number": number} for code, number in one.reasons]
    return {"board": one.board, "name": one.name, "area": one.area, "open": one.open, "reasons": reasons}


def _tell(seen: Seen, board: Snapshot, shorts: dict[str, str], today: date) -> None:
    title = start_words.title(seen, board)
    told = start_words.why(seen, today)
    line = f"{shorts.get(seen.card, '')}  {title}".strip() + (f" ({told})" if told else "")
    for one in wrap(line, columns_wide(), "    "):
        put(one)
    plain = " ".join(seen.said.split())
    if plain and plain != title:
        for one in wrap(plain, columns_wide(), "          "):
            put(one)


def _tell_boards(code: str, boards: list[Summary]) -> None:
    put(f"  {start_words.section(code)}")
    shown = [one for one in boards if one.reasons or code == "boards"]
    for one in shown:
        for line in wrap(f"{one.name}: {overview_words.reasons(one)}", columns_wide(), "    "):
            put(line)
    if not shown:
        put(f"    {start_words.nothing(code)}")
