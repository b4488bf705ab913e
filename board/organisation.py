"""Commands on boards, people and roles: who is here, what they have promised, what a board is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from board import ids, rights, risk, terminal, text
from board.codes import BOARD_ROLES, COLUMNS, ROLES
from board.context import Command, Context, near, person
from board.errors import Problem
from board.model import BOARD_ID, person_doc_id
from board.ports import Change, Draft, Snapshot
from board.same import same

BOARD_FIELDS = ("name", "unit", "area", "purpose", "focus")


def start_board(name: str, **fields: Any) -> Command:
    """The first line of a board: what it is called, whose it is, what for."""

    def decide(context: Context) -> Sequence[Draft]:
        cells = {"name": text.title(name), "created": context.stamp, "by": context.me}
        cells |= _board_cells(fields)
        return [Draft("init", (Change("board", BOARD_ID, cells),))]

    return decide


def change_board(fields: Mapping[str, Any]) -> Command:
    """Set the board's name, unit, area, purpose, focus, archived, made_up, `limits` (phase to number, 0 for none),
    what it allows at a shared terminal (terminal.FIELDS), its meetings' rhythm (board.meeting.rhythm.FIELDS), what
    it calls the steps of a risk (board.risk.NAMES), or `strict` (right to whether, see board.rights).

    Raises:
        Problem: `not_yours` or `only_theirs`, see board.rights, and what a field's check raises.
    """

    def decide(context: Context) -> Sequence[Draft]:
        given = {name: value for name, value in fields.items() if name != "strict"}
        strict = rights.strict_cells(context.board, fields.get("strict") or {})
        cells = _board_cells(given)
        old = context.board.get("board", BOARD_ID) or {}
        for name in ("limits", *risk.NAMES):
            if isinstance(held := old.get(name), dict):
                old = {**old, **{f"{name}/{one}": value for one, value in held.items()}}
        cells = {name: value for name, value in cells.items() if old.get(name) != value}
        if any(name.startswith("meeting_") for name in cells):
            from board.meeting import rhythm

            cells |= rhythm.stay(old, cells, context.now.date())
        why = rights.check(context, rights.CHANGE_SETTINGS) if cells else None
        why = (rights.check(context, rights.CHANGE_STRICT) if strict else None) or why
        cells |= strict
        return [Draft("board", (Change("board", BOARD_ID, cells),), why)] if cells else []

    return decide


def _board_cells(fields: Mapping[str, Any]) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for name, value in fields.items():
        if name == "limits":
            for phase, limit in value.items():
                if phase not in COLUMNS or not isinstance(limit, int) or not 0 <= limit <= 999:
                    raise Problem("bad_limit", given=str(limit)[:20])
                cells[f"limits/{phase}"] = limit or None
        elif name == "name":
            cells[name] = text.title(str(value))
        elif name in BOARD_FIELDS:
            cells[name] = text.body(str(value), name) or None if value else None
        elif name in ("archived", "made_up"):
            cells[name] = True if value else None
        elif name in terminal.FIELDS:
            cells[name] = terminal.checked(name, value)
        elif name in risk.NAMES:
            cells |= risk.name_cells(name, value)
        elif name.startswith("meeting_"):
            from board.meeting import rhythm

            cells[name] = rhythm.checked(name, value)
        else:
            raise Problem(
                "unknown_field", near(name, (*BOARD_FIELDS, *terminal.FIELDS, "limits")), field=name[:40]
            )
    return cells


def free_handle(name: str, org: Snapshot) -> str:
    """A readable id for a name that nobody has: `anna`, then `anna-ek`, then `anna-2`."""
    taken = {doc.get("handle") for doc in org.table("people").values()}
    words = name.split()
    for candidate in (ids.slug(words[0]) if words else "", ids.slug(name)):
        if candidate and candidate not in taken:
            return candidate
    base = ids.slug(name)[:28] or "person"
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)


def add_person(name: str, handle: str | None = None) -> Command:
    """A new person with no more than the everyday role: everybody's to add, but where the board is strict.

    Raises:
        Problem: `exists` where the id is taken, `only_theirs`.
    """

    def decide(context: Context) -> Sequence[Draft]:
        full = text.title(name)
        wanted = ids.checked_slug(handle) if handle else free_handle(full, context.org)
        if any(doc.get("handle") == wanted for doc in context.org.table("people").values()):
            raise Problem("exists", (free_handle(full, context.org),), what="person", given=wanted)
        rights.check(context, rights.CHANGE_PEOPLE, soft=False)
        cells = {"handle": wanted, "name": full, "created": context.stamp, "by": context.me}
        return [Draft("person", (Change("people", context.new_id(), cells),))]

    return decide


def join(name: str, handle: str) -> Command:
    """The one who acts becomes a person, by their own first change; undoing that change does not undo them.

    Somebody who has the readable id already, as when one login makes two first changes at once, is that person.
    """

    def decide(context: Context) -> Sequence[Draft]:
        full = text.title(name)
        taken = {doc.get("handle") for doc in context.org.table("people").values()}
        if handle and handle in taken:
            return []
        own = handle or free_handle(full, context.org)
        cells = {"handle": own, "name": full, "created": context.stamp, "by": context.me}
        return [Draft("join", (Change("people", context.new_id(), cells),))]

    return decide


def rename_person(ref: str, name: str) -> Command:
    """Change what somebody is called. One's own name is one's own.

    Raises:
        Problem: `unknown` person, `empty_title`, `not_yours` or `only_theirs`.
    """

    def decide(context: Context) -> Sequence[Draft]:
        cells = {"name": text.title(name)}
        who = person(ref, context.org)
        why = None if same(context.org, context.me) == who else rights.check(context, rights.CHANGE_PEOPLE)
        return [Draft("person", (Change("people", person_doc_id(who), cells),), why)]

    return decide


def give_role(
    ref: str,
    role: str,
    *,
    board: str | None,
    area: str | None = None,
    start: date | None = None,
    end: date | None = None,
    deputy: str | None = None,
) -> Command:
    """Give a person a role from a date on (today unless told), to the day before `end`, with somebody who stands in.

    Everyone is utförare; roles add up. Giving a role that is held already changes its deputy and its days only, those
    that are given. Who holds a role names who stands in.

    Raises:
        Problem: `unknown` role or person, `area_needed`, `bad_date` where it would end before it begins, `not_yours`
            or `only_theirs`.
    """

    def decide(context: Context) -> Sequence[Draft]:
        if role not in ROLES:
            raise Problem("unknown", near(role, ROLES) or ROLES, what="role", given=role[:40])
        if role == "ambassador" and not area:
            raise Problem("area_needed")
        who = person(ref, context.org)
        stands_in = person(deputy, context.org) if deputy else None
        place = _place(role, board, area)
        held = _held(context, who, role, place)
        if held:
            old = context.org.get("roles", held) or {}
            wanted = {"deputy": stands_in, "start": _day(start), "end": _day(end)}
            cells = {name: value for name, value in wanted.items() if value and old.get(name) != value}
            cells |= _lasting(old) if stands_in else {}
            return _role_drafts(context, held, cells, {**old, **cells}) if cells else []
        made: dict[str, Any] = {
            "person": who,
            "role": role,
            "start": (start or context.now.date()).isoformat(),
            "created": context.stamp,
            "by": context.me,
            **place,
        }
        if stands_in:
            made["deputy"] = stands_in
        if end:
            made["end"] = end.isoformat()
        return _role_drafts(context, context.new_id(), made, made)

    return decide


def change_role(
    id: str,
    *,
    start: date | None = None,
    end: date | None = None,
    lasting: bool = False,
    deputy: str | None = None,
) -> Command:
    """Other days or another deputy for a role that is held, or was; `lasting` takes its end away.

    Raises what `give_role` raises.
    """

    def decide(context: Context) -> Sequence[Draft]:
        old = context.org.get("roles", id)
        if old is None:
            raise Problem("unknown", what="role", given=id)
        stands_in = person(deputy, context.org) if deputy else None
        wanted = {"deputy": stands_in, "start": _day(start), "end": _day(end)}
        cells: dict[str, Any] = {n: value for n, value in wanted.items() if value and old.get(n) != value}
        if lasting and old.get("end"):
            cells["end"] = None
        cells |= _lasting(old) if stands_in else {}
        return _role_drafts(context, id, cells, {**old, **cells}) if cells else []

    return decide


def name_deputy(id: str, deputy: str, *, start: date | None = None, end: date | None = None) -> Command:
    """Say who stands in for a role that is held, in place of whoever did, and on which days: at once where `start` is
    not given, to the day before `end`, or until further notice. The days of the role itself stay, and who stands in
    today does so until a day to come.

    Raises:
        Problem: `unknown` role or person, `bad_date` where it would end before it begins, `not_yours` or
            `only_theirs`.
    """

    def decide(context: Context) -> Sequence[Draft]:
        old = context.org.get("roles", id)
        if old is None:
            raise Problem("unknown", what="role", given=id)
        if end is not None and end <= (start or context.now.date()):
            raise Problem("bad_date", given=end.isoformat(), reason="past")
        wanted = {"deputy": person(deputy, context.org), "deputy_start": _day(start), "deputy_end": _day(end)}
        wanted |= _until_then(old, start, context.now.date())
        cells = {name: value for name, value in wanted.items() if (old.get(name) or None) != value}
        return _role_drafts(context, id, cells, {**old, **cells}) if cells else []

    return decide


DAYS = ("deputy_start", "deputy_end")
EARLIER = ("earlier_deputy", "earlier_deputy_start", "earlier_deputy_end")
"""Who stands in until the day on which another begins: those that `deputy` and DAYS had until then."""


def _until_then(role: Mapping[str, Any], start: date | None, today: date) -> dict[str, str | None]:
    """Who goes on standing in until the day that another begins."""
    day = today.isoformat()
    if start is None or start <= today:
        return dict.fromkeys(EARLIER)
    if str(role.get("deputy_start") or "") > day:
        return {name: role.get(name) or None for name in EARLIER}
    if role.get("deputy_end") and str(role["deputy_end"]) <= day:
        return dict.fromkeys(EARLIER)
    return {earlier: role.get(name) or None for earlier, name in zip(EARLIER, ("deputy", *DAYS), strict=True)}


def _lasting(role: Mapping[str, Any]) -> dict[str, Any]:
    """Takes away the days of whoever stood in before, and who did so until then."""
    return {name: None for name in (*DAYS, *EARLIER) if role.get(name)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _role_drafts(
    context: Context, id: str, cells: dict[str, Any], role: Mapping[str, Any]
) -> Sequence[Draft]:
    """The change of a role, where the one who acts may make it."""
    deputy_only = not cells.keys() - {"deputy", *DAYS, *EARLIER}
    if role.get("end") and str(role["end"]) < str(role.get("start") or ""):
        raise Problem("bad_date", given=str(role["end"]), reason="past")
    own = deputy_only and same(context.org, str(role.get("person"))) == same(context.org, context.me)
    why = None if own or role.get("role") == "utforare" else _check_role(context, role)
    return [Draft("role", (Change("roles", id, cells),), why)]


def _check_role(context: Context, role: Mapping[str, Any]) -> str | None:
    """Whether the one who acts may give or end a role. One of another board is changed at that board: only there is
    it known what it has made strict."""
    board = role.get("board")
    if board and board != context.here:
        held = rights.asked(
            Snapshot({}), context.org, str(board), context.me, rights.CHANGE_PEOPLE, context.now.date()
        )
        if held.manner != "allowed":
            raise Problem("only_theirs", right=rights.CHANGE_PEOPLE, roles=held.whose, persons=held.persons)
    return rights.check(context, rights.CHANGE_PEOPLE)


def _place(role: str, board: str | None, area: str | None) -> dict[str, str]:
    if role == "ambassador" and area:
        return {"area": text.title(area)}
    if role in BOARD_ROLES and board:
        return {"board": board}
    return {}


def _held(context: Context, who: str, role: str, place: Mapping[str, str]) -> str | None:
    today = context.now.date().isoformat()
    for id, doc in context.org.table("roles").items():
        this = same(context.org, str(doc.get("person"))) == who and doc.get("role") == role
        here = all(doc.get(name) == place.get(name) for name in ("board", "area"))
        if this and here and (not doc.get("end") or today < str(doc["end"])):
            return id
    return None


def end_role(id: str) -> Command:
    """End a role today; it stays in the history of the board. Whoever holds a role may leave it.

    Raises:
        Problem: `unknown` role, `not_yours` or `only_theirs`.
    """

    def decide(context: Context) -> Sequence[Draft]:
        role = context.org.get("roles", id)
        if role is None:
            raise Problem("unknown", what="role", given=id)
        own = same(context.org, str(role.get("person"))) == same(context.org, context.me)
        why = None if own or role.get("role") == "utforare" else _check_role(context, role)
        return [Draft("role", (Change("roles", id, {"end": context.now.date().isoformat()}),), why)]

    return decide


def pass_role(id: str, to: str) -> Command:
    """Give a role that somebody holds to another from today, and end it for the one who held it; undone as one.

    Raises what `give_role` and `end_role` raise.
    """

    def decide(context: Context) -> Sequence[Draft]:
        old = context.org.get("roles", id)
        if old is None:
            raise Problem("unknown", what="role", given=id)
        board, area = old.get("board"), old.get("area")
        given = give_role(to, str(old.get("role")), board=board, area=area)(context)
        ended = end_role(id)(context)
        drafts = [*given, *ended]
        why = next((one.why for one in drafts if one.why), None)
        return [Draft("role", tuple(change for one in drafts for change in one.changes), why)]

    return decide
