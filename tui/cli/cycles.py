"""`tavla cycles`, `tavla restart` and `tavla remind`: the running cycles of one's boards as on page v, starting again
with one small card, and asking kindly how it goes."""

from __future__ import annotations

from typing import Any

from board import cycle_view, remind, restart
from board.context import person
from board.cycle_view import Around, Row, Seen, in_order, is_mine
from board.errors import Problem
from board.flow_trails import trails_of
from board.ids import public_id, short_ids
from board.model import board_of
from tui import cycle_words as told
from tui import words
from tui.cli.call import Call, answer, find_card, handles
from tui.cli.output import columns_wide, put, put_json, say, wrap
from tui.cli.shapes import Handles
from tui.text import _, ngettext


def cycles(call: Call) -> int:
    """Every running cycle of one's boards and the chosen one, what needs the one who asks first."""
    session, shorts, names = call.session, dict[str, str](), dict[str, str]()
    here = session.store().board
    me = session.who() or ""
    boards: list[Seen] = []
    org, now = session.org_snapshot, session.clock()
    for id in sorted(session.board_ids(), key=lambda id: id != here):
        try:
            store = session.open(id)
            names[id] = board_of(store.snapshot).name or id
            if id == here or is_mine(store.snapshot, org, id, me, now.date()):
                boards.append(cycle_view.look(Around(store.snapshot, org, id, trails_of(store), me, now)))
                shorts |= short_ids(store.snapshot.table("cards"))
        except Problem:
            continue  # `tavla check` tells why a board cannot be read
    rows = in_order((row for one in boards for row in one.rows), now.date())
    if call.json:
        words_of = _Words(call, handles(call), names, me)
        put_json(
            {
                "cycles": [_cycle(row, shorts[row.card], words_of) for row in rows],
                "boards": [_board(one, words_of) for one in boards],
            }
        )
    else:
        _tell(call, boards, rows, shorts, _Words(call, handles(call), names, me))
    return 0


class _Words:
    """How persons and boards are called, and what day it is."""

    def __init__(self, call: Call, handle: Handles, boards: dict[str, str], me: str) -> None:
        self.handle, self.boards, self._me = handle, boards, me
        self.today = call.session.clock().date()

    def called(self, ref: str) -> str:
        return _("du") if ref == self._me else self.handle.name(ref)


def _tell(call: Call, boards: list[Seen], rows: list[Row], shorts: dict[str, str], of: _Words) -> None:
    many, wide = len(boards) > 1, columns_wide()
    for one in boards:
        if said := told.board_still(one, many):
            put(f"‖ {said} {_('Starta om med ett litet kort: tavla restart KORT --park-rest')}")
    for row in rows:
        sign = told.sign(row, of.today)[0]
        facts = [
            f"{told.wheel(row.phase)} {words.phase(row.phase)}",
            told.pace(row)[0].strip() + " " + told.age(row),
        ]
        facts += [told.quiet(row), told.waits(row, of.called, of.boards), told.next_day(row, of.today)]
        facts += [told.asked(row, of.today), of.boards[row.board] if many else ""]
        if row.on_meeting and row.next is not None:
            facts.append(_("tas upp på nästa möte"))
        first, *more = wrap(f"{shorts[row.card]}  {row.title}", wide - 2)
        put(f"{sign} {first}")
        for line in more:
            put(f"        {line}")
        for line in wrap(
            " · ".join(fact.strip() for fact in facts if fact.strip() not in ("", "–")), wide, "      "
        ):
            put(line)
        for found in row.recurring:
            for line in wrap(told.question(found), wide, "      "):
                put(line)
    if not rows:
        say(_("Inget varv pågår. Det börjar när ett kort går från Förslag till Planera."))
    for one in boards:
        if said := told.proposals(one, many):
            put(said)
    for one in boards:
        loose = [told.loose(len(one.balance.loose))] if one.balance.loose else []
        for sentence in (*told.relief(one.balance, of.called), *loose):
            for line in wrap(f"{one.name}: {sentence}" if many else sentence, wide):
                put(line)


def _cycle(row: Row, short: str, of: _Words) -> dict[str, Any]:
    day = row.next
    return {
        "board": row.board,
        "id": public_id(row.card),
        "short": short,
        "title": row.title,
        "phase": row.phase,
        "owner": of.handle(row.owner) if row.owner else None,
        "sign": told.sign(row, of.today)[0].strip() or None,
        "wheel": told.wheel(row.phase),
        "age_days": row.age or None,
        "older_than": {"cards": row.older[0], "of": row.older[1]} if row.older else None,
        "pace": row.pace or None,
        "age": told.age(row) or None,
        "quiet_days": row.quiet,
        "stall": row.stall or None,
        "quiet": told.quiet(row),
        "waits_for": row.wait.code,
        "waits_on": [of.handle(ref) for ref in row.wait.who],
        "waits": told.waits(row, of.called, of.boards),
        "next": {"day": day.day.isoformat(), "what": day.code, "late": day.late} if day else None,
        "on_meeting": row.on_meeting,
        "asked": row.asked.isoformat() if row.asked else None,
        "mine": row.mine,
        "questions": [
            {"code": found.code, "cause": found.cause or None, "told": told.question(found)}
            for found in row.recurring
        ],
    }


def _board(one: Seen, of: _Words) -> dict[str, Any]:
    balance = one.balance
    return {
        "board": one.board,
        "name": one.name,
        "stall": one.stall.code or None,
        "quiet_days": one.stall.days,
        "rhythm_days": one.rhythm_days,
        "proposals": one.proposals,
        "waited_days": one.waited,
        "without_owner": [public_id(id) for id in balance.loose],
        "relieve": told.heavy(balance, of.called) or None,
        "lacking": list(balance.lacking),
        "no_deputy": [role for role, _ref in balance.alone],
    }


def start_again(call: Call) -> int:
    """Begin again with one card; with --park-rest the other open cards are parked in the same change."""
    session, args = call.session, call.args
    store = session.store()
    card = find_card(store.snapshot, args.card)
    park = restart.rest_of(store.snapshot, card) if args.park_rest else []
    severe = restart.severe_of(store.snapshot, card) if args.park_rest else []
    why = args.reason or (told.restarted() if park else None)
    commit = session.do(restart.restart(card, park, why))
    parked = sum(
        event.do == "restart" and event.id != card for event in commit.events if event.stamp in commit.stamps
    )

    def sentence(shown: dict[str, Any]) -> str:
        said = _("Ni börjar om med: {short}  {title}").format(**shown)
        said += "\n" + _next_meeting(call)
        if severe:
            said += "\n" + told.severe_stay(len(severe))
        if not parked:
            return said
        more = ngettext(
            "{n} kort är parkerat. tavla undo ångrar.", "{n} kort är parkerade. tavla undo ångrar.", parked
        )
        return f"{said}\n{more.format(n=parked)}"

    return answer(call, commit, card, sentence)


def _next_meeting(call: Call) -> str:
    """When the card is taken up, or how to say when."""
    from board.meeting.rhythm import next_meetings
    from tui import rhythm_words

    coming = next_meetings(call.session.store().snapshot, call.session.clock())
    if not coming:
        return _("Säg när ni ses: tavla meeting book DAG TID")
    return _("Ni ses {when}.").format(when=rhythm_words.when(coming[0], call.session.clock()))


def ask_how_it_goes(call: Call) -> int:
    """Put a kind question to the one a card waits for, or to those who are named."""
    session, args = call.session, call.args
    store = session.store()
    card, me = find_card(store.snapshot, args.card), session.who() or ""
    org = session.org_snapshot
    around = Around(store.snapshot, org, store.board, trails_of(store), me, session.clock())
    row = next((one for one in cycle_view.look(around).rows if one.card == card), None)
    whom = [person(ref, org) for ref in args.to or ()]
    if not whom and row is not None:
        whom = [ref for ref in row.wait.who if ref != me]
    text = " ".join(args.text) or (told.ask(row) if row is not None else told.usual_question())
    commit = session.do(remind.remind(card, whom, text))
    names = ", ".join(handles(call).name(ref) for ref in whom)
    return answer(
        call,
        commit,
        card,
        lambda _card: _("{name} ser frågan på Min sida, och på kortet.").format(name=names),
    )
