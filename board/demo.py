"""The demo: two made-up units and one real programme, made by the same commands as a user's, at a clock set by hand.

The stories' own words are in demo_aldreboende.py and demo_hemtjanst.py. What one person does at one time is one
commit of several changes, as when a nyckelperson writes at the meeting, so that a demo on disk is quick to make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Any, NamedTuple

from board.commands import note
from board.context import Command, Context
from board.demo_above import ABOVE, BELONGS, programme
from board.demo_aldreboende import STORY as ALDREBOENDE
from board.demo_earlier import EARLIER
from board.demo_events import HAPPENED, LED_TO
from board.demo_hemtjanst import STORY as HEMTJANST
from board.demo_meeting import MEETINGS
from board.demo_method import DEPTH
from board.demo_results import TIED, UNIT
from board.demo_steps import On, Step, Story, Tale
from board.ids import new_id, public_id
from board.meeting.rhythm import DAY_CODES, JULY
from board.organisation import add_person, give_role, start_board
from board.ports import Change, Doc, Draft, Snapshot, Store
from board.service import Service

STORIES = (ALDREBOENDE, HEMTJANST)
MEETS = {"kaprifolen": ("TU", "13:30", "Dagrummet"), "nordanvind": ("WE", "14:15", "Kontoret")}
"""Board: which weekday it meets every third week, when and where."""
PROGRAMME = "ensamhet"
"""The board with the real programme."""
BOARDS = (*(story.board for story in STORIES), PROGRAMME)
AMBASSADOR = ("helena", "Helena Vidbro")
STARTED_DAYS_AGO = 190
TOLD_DAYS = 75
"""What is told of cards that are still open, and the rhythm of the meetings, goes back so far."""
_EARLIEST = timedelta(minutes=5)
_NO_CARD = Tale("", "", On(0, "00.00", "", ()), (), ())
"""What a unit does without a card."""


class SetClock:
    """A clock that shows the time it is set to. The stores of a demo are opened with one."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class _Sitting(NamedTuple):
    """What one person does with one card at one time."""

    at: datetime
    board: str
    who: str
    tale: Tale
    what: On | None


def build(
    open_board: Callable[[str], Store],
    org: Store,
    clock: SetClock,
    me: str = "demo",
    ids: Callable[[], str] = new_id,
) -> None:
    """Make the demo's three boards, ending at what `clock` shows.

    Args:
        open_board: gives the empty store of a board, made if need be. It and `org` must have been opened with
            `clock`, which is set back and moves through the last half year while the demo is made.
        me: who takes in the real programme: no person is invented for it.
    """
    now = clock.now
    boards = {name: open_board(name) for name in BOARDS}
    clock.now = now - timedelta(days=STARTED_DAYS_AGO)
    refs: dict[str, str] = {}
    for story in STORIES:
        refs |= _people(story, boards[story.board], org, clock, ids, now - timedelta(days=TOLD_DAYS))
    sittings = sorted(
        (sitting for story in STORIES for sitting in _sittings(story, now)),
        key=lambda one: (one.at, one.board, one.who),
    )
    made = {_NO_CARD.title: ""}
    at = 0
    while at < len(sittings):
        first = sittings[at]
        together = [one for one in sittings[at:] if one[:3] == first[:3]]
        at += len(together)
        clock.now = first.at
        service = Service(boards[first.board], org, refs[first.who], clock, ids)
        if any(one.what is None or one.what.steps for one in together):
            service.do(_sitting_down(together, made, now.date()))
        for one in together:
            for step in one.what.lifted if one.what is not None else ():
                service.organise(step(made[one.tale.title], now.date()))
    clock.now = now
    _programme(Service(boards[PROGRAMME], org, me, clock, ids))


def _people(
    story: Story, board: Store, org: Store, clock: SetClock, ids: Callable[[], str], meets: datetime
) -> dict[str, str]:
    """Start a unit's board that `meets` from a day on, with its people and who has which role. Gives references by
    handle."""
    names = dict(story.people)
    handles = [story.lead[0], *(handle for handle in names if handle != story.lead[0])]
    known = {str(doc.get("handle")) for doc in org.snapshot.table("people").values()}
    extra = [AMBASSADOR] if AMBASSADOR[0] not in known else []
    own = [ids() for _ in handles]
    refs = {handle: public_id(id) for handle, id in zip(handles, own, strict=True)}
    service = Service(board, org, refs[story.lead[0]], clock, _given(own, ids))
    commands = [add_person(names[handle], handle) for handle in handles]
    commands += [add_person(name, handle) for handle, name in extra]
    for role, (who, deputy) in (("forbattringsledare", story.lead), ("nyckelperson", story.key)):
        commands.append(give_role(who, role, board=story.board, deputy=deputy))
    commands += [give_role(handle, "ambassador", board=None, area=story.area) for handle, _ in extra]
    service.organise(together(commands, table="org"))
    about = {"unit": story.unit, "area": story.area, "purpose": story.purpose, "focus": story.focus}
    about |= _meets(story.board, meets)
    service.do(start_board(story.name, **about, limits=story.limits, made_up=True))
    return refs


def _meets(board: str, begun: datetime) -> dict[str, str]:
    """Every third week, off red days and not in July, from the first such weekday."""
    day, at, place = MEETS[board]
    months = ",".join(str(month) for month in range(1, 13) if month != JULY)
    first = begun.date() + timedelta(days=(DAY_CODES.index(day) - begun.weekday()) % 7)
    return {
        "meeting_rule": f"FREQ=WEEKLY;INTERVAL=3;BYDAY={day};BYMONTH={months}",
        "meeting_start": f"{first.isoformat()}T{at}",
        "meeting_place": place,
    }


def _given(first: Sequence[str], then: Callable[[], str]) -> Callable[[], str]:
    ids: Iterator[str] = chain(first, iter(then, ""))
    return lambda: next(ids)


def _sittings(story: Story, now: datetime) -> Iterator[_Sitting]:
    for tale in (*EARLIER.get(story.board, ()), *story.tales):
        yield _Sitting(_moment(tale.noted, now), story.board, tale.noted.who, tale, None)
        for what in (
            *tale.then,
            *DEPTH.get(tale.title, ()),
            *TIED.get(tale.title, ()),
            *BELONGS.get(tale.title, ()),
            *LED_TO.get(tale.title, ()),
        ):
            yield _Sitting(_moment(what, now), story.board, what.who, tale, what)
    units = (UNIT, ABOVE, MEETINGS, HAPPENED)
    for what in chain.from_iterable(of.get(story.board, ()) for of in units):
        yield _Sitting(_moment(what, now), story.board, what.who, _NO_CARD, what)


def _moment(what: On, now: datetime) -> datetime:
    """The time that a story tells, though never later than some minutes ago."""
    hour, minute = what.clock.split(".")
    day = now.date() - timedelta(days=what.ago)
    told = datetime.combine(day, time(int(hour), int(minute)), now.tzinfo)
    return min(told, now - _EARLIEST)


def _sitting_down(sittings: Sequence[_Sitting], made: dict[str, str], today: date) -> Command:
    """All that one person does at one time, as one command; `made` has the cards' ids by title and gets new ones."""

    def noted(tale: Tale) -> Command:
        def decide(context: Context) -> Sequence[Draft]:
            drafts = note(tale.title, kind=tale.kind, tags=tale.tags)(context)
            made[tale.title] = drafts[0].changes[0].id
            return drafts

        return decide

    def taken(tale: Tale, step: Step) -> Command:
        return lambda context: step(made[tale.title], today)(context)

    commands: list[Command] = []
    for one in sittings:
        commands += (
            [noted(one.tale)] if one.what is None else [taken(one.tale, step) for step in one.what.steps]
        )
    return together(commands)


def together(commands: Sequence[Command], table: str = "board") -> Command:
    """Several commands as one: each sees what those before it have done. `table` is `board` or `org`."""

    def decide(context: Context) -> Sequence[Draft]:
        drafts: list[Draft] = []
        for command in commands:
            new = command(context)
            drafts += new
            after = applied(context, new, table)
            context = context._replace(org=after) if table == "org" else context._replace(board=after)
        return drafts

    return decide


def applied(context: Context, drafts: Sequence[Draft], table: str = "board") -> Snapshot:
    """The board (or organisation) as it will be when `drafts` are written."""
    snapshot = context.org if table == "org" else context.board
    tables: dict[str, dict[str, Doc]] = {name: dict(docs) for name, docs in snapshot.tables.items()}
    for draft in drafts:
        for change in draft.changes:
            docs = tables.setdefault(change.table, {})
            docs[change.id] = _with(docs.get(change.id, {}), change, context)
    return Snapshot(tables, snapshot.deleted)


def _with(doc: Doc, change: Change, context: Context) -> Doc:
    after: dict[str, Any] = {**doc, "_at": context.stamp, "_by": context.me}
    for cell, value in change.cells.items():
        field, slash, element = cell.partition("/")
        if slash:
            value = _with_element(after.get(field), element.replace("~1", "/").replace("~0", "~"), value)
        after[field] = value
    return {field: value for field, value in after.items() if value is not None}


def _with_element(held: object, element: str, value: Any) -> Any:
    elements: dict[str, Any] = dict(held) if isinstance(held, Mapping) else {}
    if isinstance(held, list):
        elements = dict.fromkeys(held, True)
    elements[element] = value
    elements = {name: kept for name, kept in elements.items() if kept is not None}
    return sorted(elements) if all(kept is True for kept in elements.values()) else elements


def _programme(service: Service) -> None:
    """The real programme, taken in by the same import as a user's. No ages and no persons are invented for it."""
    from pkgutil import get_data

    from board.exchange import EXTRA, match_columns, read_rows, read_table
    from board.importing import import_rows

    table = read_table(get_data("board", "data/ensamhet_2018.csv") or b"")
    columns = match_columns(table.header)
    rows, _bad = read_rows(table, columns, today=service.clock().date())
    about = start_board(
        "Mot ofrivillig ensamhet",
        unit="Fjorton delprojekt i en kommun, 2017–2018",
        purpose="Färre äldre ska vara ensamma mot sin vilja. Siffrorna är de som programmets slutrapport ger.",
    )
    service.do(
        together([about, import_rows(rows, [name for name in table.header if columns[name] == EXTRA])])
    )
    titles = {str(doc["title"]): id for id, doc in service.board.snapshot.table("cards").items()}
    cards = {titles[title]: title for row in rows if (title := str(row.fields["title"])) in titles}
    made = programme(service.ids(), "Mot ofrivillig ensamhet", PROGRAMME, cards)
    service.organise(together(made, table="org"))
