"""`tavla people`: who is here with which roles; new people, roles given and ended."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from board import ids, organisation
from board.codes import BOARD_ROLES, ROLES
from board.context import person as find_person
from board.errors import Problem
from board.ids import public_id
from board.joining import join_people
from board.model import RoleHeld, all_roles, everyone
from board.ports import Commit, Snapshot
from board.rules import owner_spread, roles_lacking
from board.same import aliases, all_of
from tui import words
from tui.cli import event_shapes, shapes
from tui.cli.call import Call, handles, known_code
from tui.cli.output import columns_wide, put, put_json, say, table, tell
from tui.text import _, dates


def people(call: Call) -> int:
    """List people, or do what the word after says."""
    if call.args.action == "add":
        return _add(call)
    if call.args.action == "join":
        return _join(call)
    return _role(call) if call.args.action == "role" else _list(call)


def people_objects(call: Call) -> list[dict[str, Any]]:
    """Everyone by name. `roles` are those that count on the chosen board today; `held` are all, with dates."""
    session, org = call.session, call.session.org_snapshot
    today, handle = session.clock().date(), handles(call)
    held = sorted(all_roles(org), key=_order)
    found = []
    for one in everyone(org):
        ref = one.ref
        mine = [role for role in held if role.person == ref]
        found.append(
            {
                "id": one.handle,
                "ref": ref,
                "joined": sorted(all_of(org, ref) - {ref}),
                "name": one.name,
                "active": one.active,
                "roles": _counting(mine, session.board, today),
                "held": [_held(role, handle) for role in mine],
            }
        )
    return sorted(found, key=lambda one: (str(one["name"]).casefold(), str(one["id"])))


def _order(held: RoleHeld) -> tuple[int, str, str]:
    """Roles in the method's own order, then by day."""
    place = ROLES.index(held.role) if held.role in ROLES else len(ROLES)
    return place, str(held.start or ""), held.id


def _counting(mine: list[RoleHeld], board: str | None, today: date) -> list[str]:
    """Roles as they are typed: everyone is utförare, an ambassadör belongs to an area."""
    names = ["utforare"]
    for role in mine:
        here = role.board is None or board is None or role.board == board
        if here and role.holds(today) and role.role != "utforare":
            names.append(f"{role.role}@{role.area}" if role.area else role.role)
    return list(dict.fromkeys(names))


def _held(role: RoleHeld, handle: shapes.Handles) -> dict[str, Any]:
    return {
        "role": role.role,
        "board": role.board,
        "area": role.area,
        "from": role.start.isoformat() if role.start else None,
        "to": role.end.isoformat() if role.end else None,
        "deputy": handle(role.deputy),
        "deputy_from": role.deputy_start.isoformat() if role.deputy_start else None,
        "deputy_to": role.deputy_end.isoformat() if role.deputy_end else None,
        "earlier_deputy": handle(role.earlier_deputy),
        "earlier_deputy_from": role.earlier_deputy_start.isoformat() if role.earlier_deputy_start else None,
        "earlier_deputy_to": role.earlier_deputy_end.isoformat() if role.earlier_deputy_end else None,
    }


def _list(call: Call) -> int:
    session = call.session
    session.who()
    board = _chosen(call)
    found = people_objects(call)
    if call.json:
        put_json({"people": found})
        return 0
    if not found:
        say(_("Ingen är här än. Den som startar en tavla blir den första: tavla init NAMN"))
        return 0
    twice = {id for id, count in Counter(one["id"] for one in found).items() if count > 1}
    rows = [
        [
            f"{one['id']} ({one['ref']})" if one["id"] in twice else one["id"],
            one["name"],
            _roles_in_words(call, one),
        ]
        for one in found
    ]
    for line in table(rows, 2, columns_wide()):
        put(line)
    if twice:
        put("")
        tell(
            _("Två har samma kortnamn. Är det en person? Skriv: tavla people join {id}").format(id=min(twice))
        )
    for line in kind_warnings(session.org_snapshot, board, call):
        put("")
        tell(line)
    return 0


def _chosen(call: Call) -> Snapshot | None:
    """The chosen board, if one can be; people are there without."""
    try:
        board = call.session.choose_board()
    except Problem as problem:
        if problem.code != "which_board":
            raise
        return None
    return call.session.open(board).snapshot if board else None


def _roles_in_words(call: Call, one: dict[str, Any]) -> str:
    told = [_role_words(role) for role in one["roles"] if role != "utforare"]
    today = call.session.clock().date()
    for role in one["held"]:
        if role["from"] and role["from"] > today.isoformat():
            starts = dates.day(date.fromisoformat(role["from"]), today)
            told.append(_("{role} från {day}").format(role=words.role(role["role"]), day=starts))
    board = call.session.board
    here = [
        role
        for role in one["held"]
        if not role["to"] and (role["board"] is None or board in (None, role["board"]))
    ]
    deputies = {role["deputy"] for role in here if role["deputy"]}
    text = ", ".join(told) or words.role("utforare")
    return text + (f" ({_('ställföreträdare')}: {', '.join(sorted(deputies))})" if deputies else "")


def _role_words(typed: str) -> str:
    code, at, area = typed.partition("@")
    return _("{role} för {area}").format(role=words.role(code), area=area) if at else words.role(code)


def kind_warnings(org: Snapshot, board: Snapshot | None, call: Call) -> list[str]:
    """What is kindly said: a role that nobody holds on the board, one person with most of the work."""
    id = call.session.board
    if board is None or id is None:
        return []
    lacking = roles_lacking(org, id, call.session.clock().date())
    told = _("Tavlan har ingen {role} ännu. Det brukar hjälpa att någon har rollen.")
    lines = [told.format(role=words.role(role)) for role in lacking]
    spread = owner_spread(board, aliases(org))
    if spread is not None:
        who, count, total = spread
        told = _("{name} äger {count} av {total} öppna kort som har en ägare. Kanske kan någon avlasta?")
        lines.append(told.format(name=handles(call).name(who), count=count, total=total))
    return lines


def _add(call: Call) -> int:
    args, session = call.args, call.session
    wanted = [_parsed(call, given) for given in args.role or ()]
    if args.id:
        ids.checked_slug(args.id)
    if not session.exists:
        raise Problem("no_board")
    commit = session.organise(organisation.add_person(" ".join(args.name), args.id))
    made = next(
        event.id for event in commit.events if event.stamp in commit.stamps and event.table == "people"
    )
    ref = public_id(made)
    commits = [commit, *(_give(call, ref, role, area) for role, area in wanted if role != "utforare")]
    return _answer(call, ref, commits, _("{name} finns nu här, med kortnamnet {id}: {roles}"))


def _join(call: Call) -> int:
    """Persons that are the same: the others go into the first. One readable id means all who have it."""
    org, given = call.session.org_snapshot, call.args.persons
    first = find_person(given[0], org)
    others = [find_person(one, org) for one in given[1:]]
    if not others:
        handle = handles(call)(first)
        others = [one.ref for one in everyone(org) if one.handle == handle and one.ref != first]
        if not others:
            raise Problem("nobody_twice", given=str(handle))
    commits = [call.session.organise(join_people(first, other)) for other in others]
    return _answer(call, first, commits, _("Nu är det en person: {name}, {id}: {roles}"))


def _parsed(call: Call, given: str) -> tuple[str, str | None]:
    """(role, area) of what is typed; a board's role needs a board, so that is asked about first."""
    name, at, area = given.partition("@")
    role = known_code("role", name, ROLES)
    if role == "ambassador" and not area.strip():
        raise Problem("area_needed")
    if role in BOARD_ROLES and role != "utforare":
        call.session.store()
    return role, area if at else None


def _give(call: Call, ref: str, role: str, area: str | None) -> Commit:
    args, session = call.args, call.session
    from board.when import parse_date

    today = session.clock().date()
    start, last = getattr(args, "start", None), getattr(args, "until", None)
    day = parse_date(start, today) if start else None
    end = parse_date(last, today) + timedelta(days=1) if last else None
    board = session.board if role in BOARD_ROLES else None
    deputy = None if _deputy_days(call) else getattr(args, "deputy", None)
    return session.organise(
        organisation.give_role(ref, role, board=board, area=area, start=day, end=end, deputy=deputy)
    )


def _deputy_days(call: Call) -> tuple[date | None, date | None] | None:
    """The first day of standing in, None for at once, and the first day without; None where no days are given."""
    first, last = (getattr(call.args, name, None) for name in ("deputy_start", "deputy_until"))
    if not (first or last):
        return None
    from board.when import parse_date

    today = call.session.clock().date()
    start = parse_date(first, today) if first else None
    end = parse_date(last, today) + timedelta(days=1) if last else None
    return start if start and start > today else None, end


def _name_deputy(call: Call, ref: str, role: str, area: str | None) -> Commit:
    """Say who stands in for a role that is held, on days of their own."""
    held, days = _role_held(call, ref, role, area), _deputy_days(call)
    if held is None or days is None:
        return Commit((), ())
    command = organisation.name_deputy(held.id, call.args.deputy, start=days[0], end=days[1])
    return call.session.organise(command)


def _role(call: Call) -> int:
    args, session = call.args, call.session
    ref = find_person(args.person, session.org_snapshot)
    wanted = [_parsed(call, given) for given in args.roles]
    if args.deputy:
        find_person(args.deputy, session.org_snapshot)
    elif args.deputy_start or args.deputy_until:
        told = _("--deputy-from och --deputy-to säger när den som --deputy nämner är det")
        raise Problem("usage", message=told)
    days = _deputy_days(call)
    if days and days[1] and days[1] <= (days[0] or session.clock().date()):
        raise Problem("bad_date", given=args.deputy_until, reason="past")
    if args.end:
        commits = [_end(call, ref, role, area) for role, area in wanted]
    else:
        roles = [(role, area) for role, area in wanted if role != "utforare"]
        commits = [_give(call, ref, role, area) for role, area in roles]
        commits += [_name_deputy(call, ref, role, area) for role, area in roles if days]
    return _answer(call, ref, commits, _("{name}: {roles}"))


def _role_held(call: Call, ref: str, role: str, area: str | None) -> RoleHeld | None:
    """A person's role here that has not ended."""
    today, board = call.session.clock().date(), call.session.board
    for held in all_roles(call.session.org_snapshot):
        here = held.area == area if area else held.board in (None, board)
        ended = held.end is not None and held.end <= today
        if (held.person, held.role) == (ref, role) and here and not ended:
            return held
    return None


def _end(call: Call, ref: str, role: str, area: str | None) -> Commit:
    held = _role_held(call, ref, role, area)
    return call.session.organise(organisation.end_role(held.id)) if held else Commit((), ())


def _answer(call: Call, ref: str, commits: list[Commit], told: str) -> int:
    found = people_objects(call)
    handle = handles(call)
    if call.json:
        happened = [event for one in commits for event in event_shapes.events(one.events, one.stamps, handle)]
        put_json({"people": found, "events": happened})
        return 0
    one = next(one for one in found if one["ref"] == ref)
    tell(told.format(name=one["name"], id=one["id"], roles=_roles_in_words(call, one)))
    return 0
