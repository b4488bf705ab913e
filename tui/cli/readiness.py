"""`tavla readiness`: rounds of self-assessment from the opening to the cards that make ready."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from board import readiness_acts as acts
from board.errors import Problem
from board.model import all_roles
from board.ports import Snapshot
from board.readiness import FEWEST_SHOWN
from board.readiness_rounds import (
    OVERSEERS,
    Round,
    default_invited,
    is_late,
    may_lead,
    own_answer,
    series_of,
    status,
)
from tui import readiness_words as words
from tui.cli import readiness_shapes as shapes
from tui.cli import readiness_text as lines
from tui.cli.call import Call, answer, handles
from tui.cli.output import put, put_json, say, tell
from tui.cli.pins import check as check_pin
from tui.cli.readiness_place import Place
from tui.cli.readiness_typed import item_named, replies
from tui.text import _, dates, ngettext


def readiness(call: Call) -> int:
    """Do what the word after says; without one, list the rounds."""
    call.session.who()
    place = _place(call)
    act: Callable[[Place], int] = _ACTS[call.args.action]
    return act(place)


def _place(call: Call) -> Place:
    args = call.args
    form = args.form or "readiness"
    if args.area or args.organisation:
        from board import text

        return Place(call, form, None, text.title(args.area) if args.area else None)
    if args.action == "overview":
        return Place(call, form, None, None)
    return Place(call, form, call.session.store().board, None)


def put_round(place: Place, id: str, told: str | None = None, **more: Any) -> int:
    """Answer with a round: its object, or the sentence."""
    one = place.again(id)
    if place.call.json:
        put_json({"round": _object(place, one), **more})
    elif told is not None:
        tell(told)
    return 0


def _object(place: Place, one: Round) -> dict[str, Any]:
    session = place.call.session
    cards = session.open(place.board).snapshot if place.board else Snapshot({})
    return shapes.one_round(
        one, place.home, session.org_snapshot, place.board or "", cards, handles(place.call)
    )


def _list(place: Place) -> int:
    found = place.rounds()
    if place.call.json:
        put_json({"rounds": [_object(place, one) for one in found]})
        return 0
    if not found:
        say(_("Ingen omgång än. Öppna en: {what}").format(what="tavla readiness open"))
    org, now = place.call.session.org_snapshot, place.call.session.clock()
    for one in found:
        tell(lines.listed(one, status(place.home, org, one.id), now))
    if due := lines.reminder(place.home, found, now.date()):
        put("")
        tell(due)
    return 0


def _open(place: Place) -> int:
    call = place.call
    closes = _day(place, call.args.closes)
    invited = list(call.args.people)
    if not invited and place.board:
        if call.session.who() is None:
            call.session.join()
        elsewhere = call.session.only_elsewhere((place.board,))
        invited = list(default_invited(call.session.org_snapshot, place.board, elsewhere))
    commit = place.do(acts.open_round(place.form, invited, board=place.board, area=place.area, closes=closes))
    id = next(e.id for e in commit.events if e.stamp in commit.stamps and e.table == "rounds")
    told = _("Omgången är öppen: {n} ska svara, var och en för sig. Skriv: {what}").format(
        n=len(place.again(id).invited), what="tavla readiness answer"
    )
    return put_round(place, id, f"{told}\n{words.anonymity()}")


def _day(place: Place, given: str | None) -> date | None:
    """The last day as it is typed; None where nothing is."""
    if not given:
        return None
    from board.when import parse_ahead

    return parse_ahead(given, place.call.session.clock().date())


def _last_day(place: Place) -> int:
    one = place.chosen(is_open=True)
    closes = _day(place, place.call.args.day)
    place.do(acts.set_last_day(one.id, closes, board=place.board))
    if closes is None:
        return put_round(place, one.id, _("Ingen sista dag är satt. Omgången stängs när någon stänger den."))
    today = place.call.session.clock().date()
    told = _("Sista dagen att svara är {day}.").format(day=dates.day(closes, today))
    return put_round(place, one.id, told)


def _invite(place: Place) -> int:
    args, one = place.call.args, place.chosen(is_open=True)
    given = {"remove" if args.remove else "add": args.people}
    place.do(acts.invite(one.id, board=place.board, **given))
    told = _("{n} ska svara.").format(n=len(place.again(one.id).invited))
    return put_round(place, one.id, told)


def _answer(place: Place) -> int:
    call = place.call
    named = bool(call.args.round)
    one = place.chosen(is_open=None if named else True)
    check_pin(call.session)
    if call.args.replies:
        me = call.session.who()
        before = own_answer(place.home, one.id, me) if me else {}
        place.do(acts.answer(one.id, replies(one.form, call.args.replies, before), shared=place.shared))
    me = call.session.who() or ""
    mine = own_answer(place.home, one.id, me)
    late = is_late(place.home, one.id, me)
    if call.json:
        put_json({"round": one.public, "answer": shapes.own(one.form, mine), "late": late})
        return 0
    for line in lines.own(one.form, mine, bool(call.args.replies)):
        put(line)
    if late:
        tell(words.kept_late())
    return 0


def _status(place: Place) -> int:
    one = place.chosen()
    found = status(place.home, place.call.session.org_snapshot, one.id)
    told = lines.listed(one, found, place.call.session.clock())
    if found.late:
        told += "\n" + lines.late(found)
    return put_round(place, one.id, told)


def _close(place: Place) -> int:
    args = place.call.args
    open_one = [one for one in place.rounds() if one.is_open]
    # Without an open one it is the latest that something is said of: the chair's word, or late answers.
    one = place.chosen(is_open=True if open_one and not (args.late or args.round) else None)
    competing = None if args.competing is None else args.competing == "yes"
    least = 1 if args.few else FEWEST_SHOWN
    place.do(acts.close(one.id, competing, board=place.board, count_late=args.late, least=least))
    if place.call.json:
        return put_round(place, one.id)
    return _show_one(place, place.again(one.id))


def _withdraw(place: Place) -> int:
    one = place.chosen(is_open=True)
    gone = _object(place, one)
    place.do(acts.withdraw(one.id, board=place.board))
    if place.call.json:
        put_json({"round": gone})
    else:
        tell(_("Omgången är borttagen. Ingen hade svarat."))
    return 0


def _show(place: Place) -> int:
    one = place.chosen(is_open=None if place.call.args.round else False)
    if place.call.json:
        return put_round(place, one.id)
    return _show_one(place, one)


def _show_one(place: Place, one: Round) -> int:
    session = place.call.session
    how = status(place.home, session.org_snapshot, one.id)
    if one.result is None:
        tell(lines.listed(one, how, session.clock()))
        return 0
    cards = session.open(place.board).snapshot if place.board else Snapshot({})
    for line in lines.closed(one, series_of(place.home, one), how, cards, session.clock()):
        put(line)
    return 0


def _compare(place: Place) -> int:
    from board.readiness_time import compare

    found = compare([one for one in place.rounds() if one.result])
    if place.call.json:
        put_json({"comparison": shapes.comparison(found)})
        return 0
    if not found.rounds:
        raise Problem("no_closed_round")
    for line in lines.compared(found, place.call.session.clock().date()):
        put(line)
    return 0


def _agree(place: Place) -> int:
    args, one = place.call.args, place.chosen(is_open=False)
    item = item_named(one.form, args.item) if args.item else None
    place.do(acts.agree(one.id, item, " ".join(args.text), shared=place.shared))
    return put_round(place, one.id, _("Sparat i omgången."))


def _end(place: Place) -> int:
    args, one = place.call.args, place.chosen(is_open=False)
    place.do(acts.end(one.id, args.ending, args.reason, shared=place.shared))
    told = _("{how}. Gör kort av det som ska göra er redo: {what}").format(
        how=words.ending(args.ending), what="tavla readiness card"
    )
    return put_round(place, one.id, told if args.ending == "not_yet" else f"{words.ending(args.ending)}.")


def _card(place: Place) -> int:
    call, one = place.call, place.chosen(is_open=False)
    item = item_named(one.form, call.args.item)
    title = " ".join(call.args.title) or _("Göra oss redo: {what}").format(what=words.name(item))
    fields = {"owner": call.args.owner} if call.args.owner else {}
    call.session.store()
    commit = call.session.do(
        acts.make_ready(one.id, item, title, form=one.form, reason=call.args.reason, **fields)
    )
    made = next(e.id for e in commit.events if e.stamp in commit.stamps and e.table == "cards")
    return answer(call, commit, made, lambda card: _("I Planera: {short}  {title}").format(**card))


def _import(place: Place) -> int:
    from tui.cli.readiness_files import take_in

    return take_in(place)


def _export(place: Place) -> int:
    from tui.cli.readiness_files import export

    return export(place)


def _overview(place: Place) -> int:
    from board.overview import months_in, rounds_in
    from board.readiness_rounds import overseers
    from board.readiness_time import overview

    session, area = place.call.session, place.area
    me, org, today = session.who() or "", session.org_snapshot, session.clock().date()
    if not any(
        me in (held.person, held.stands_in(today))
        for held in all_roles(org)
        if held.role in OVERSEERS and held.holds(today)
    ):
        raise Problem("overview_not_yours", persons=overseers(org, today))
    units: dict[str, list[Round]] = {}
    names: dict[str, str] = {}
    months: dict[str, int] = {}
    seen = [(id, session.index.facts(id)) for id in session.board_ids()]
    # In a demo every board is made up; beside real ones the made-up are only to try things on.
    real = any(not facts.about.get("made_up") for _id, facts in seen)
    for id, facts in seen:
        about, of = facts.about, facts.about.get("area")
        if about.get("archived") or (about.get("made_up") and real) or (area and of != area):
            continue
        if not may_lead(org, me, today, board=None, area=of):
            continue
        units[id] = rounds_in(facts, place.form)
        names[id], months[id] = str(about.get("name") or id), months_in(facts)
    found = overview(units, today, months, place.form)
    if place.call.json:
        put_json({"overview": shapes.overview(found)})
        return 0
    for line in lines.overviewed(found, names, today):
        put(line)
    return 0


def _remind(place: Place) -> int:
    if place.shared:
        raise Problem("usage", message=_("påminnelsen hör till en tavla"))
    place.do(acts.remind_after(place.call.args.months))
    months = place.call.args.months
    if place.call.json:
        put_json({"months": months})
    else:
        tell(
            ngettext(
                "Tavlan påminner {n} månad efter en omgång.",
                "Tavlan påminner {n} månader efter en omgång.",
                months,
            ).format(n=months)
            if months
            else _("Tavlan påminner inte.")
        )
    return 0


_ACTS: dict[str | None, Callable[[Place], int]] = {
    None: _list,
    "open": _open,
    "invite": _invite,
    "last-day": _last_day,
    "answer": _answer,
    "status": _status,
    "import": _import,
    "close": _close,
    "withdraw": _withdraw,
    "show": _show,
    "compare": _compare,
    "agree": _agree,
    "end": _end,
    "card": _card,
    "export": _export,
    "overview": _overview,
    "remind": _remind,
}
