"""`tavla lift` for people: what is lifted to the board by what it is about, and what the board has lifted itself."""

from __future__ import annotations

from collections.abc import Iterator

from board.ids import public_id, short_ids
from board.method.lifts import Lift, by_cause, sent_by, sent_to
from board.versions import beside
from tui import lift_words, method_words
from tui.cli.call import Call, handles
from tui.cli.output import columns_wide, wrap
from tui.text import _, dates, ngettext


def lines(call: Call) -> Iterator[str]:
    """Both, each with its age and how it stands; a heading without anything under it says so."""
    session = call.session
    org, board, today = session.org_snapshot, session.store().board, session.clock().date()
    received = sent_to(org, board, session.who(), today)
    waiting = [one for one in received if one.waits]
    count = ngettext("{n} väntar på svar", "{n} väntar på svar", len(waiting)).format(n=len(waiting))
    yield f"{_('Lyft till oss')}  {count}"
    if not received:
        yield _("  Ingen har lyft något hit.")
    for about, group in by_cause(waiting):
        if len(group) > 1:
            told = ngettext("{n} lyft om samma sak: {what}", "{n} lyft om samma sak: {what}", len(group))
            yield from wrap(told.format(n=len(group), what=" ".join(about.split())), columns_wide(), "  ")
        for one in group:
            yield from _one(call, one, received=True)
    for one in received:
        if not one.waits:
            yield from _one(call, one, received=True)
    sent = sent_by(org, board)
    without = sum(1 for one in sent if one.waits)
    count = ngettext("{n} utan svar", "{n} utan svar", without).format(n=without)
    yield ""
    yield f"{_('Lyft från oss')}  {count}"
    for one in sent:
        yield from _one(call, one, received=False)


def _one(call: Call, one: Lift, received: bool) -> Iterator[str]:
    """A lift: what and how old, who, the decision asked for, and the answer or how long it has waited."""
    session = call.session
    org, today, person = session.org_snapshot, session.clock().date(), handles(call).name
    names, wide = _names(call, one), columns_wide()
    begin = f"  {short_ids(org.table('lifts')).get(one.id, public_id(one.id))}  "
    asked_on = one.asked_on()
    age = f" · {dates.relative(asked_on, today)}" if asked_on else ""
    first, *more = wrap(" ".join(one.text.split()) + age, wide - len(begin))
    yield begin + first
    under = " " * len(begin)
    yield from (under + line for line in more)
    title = _title(call, one)
    whom = _("till {whom}").format(whom=lift_words.receiver(one, names))
    facts = [names.get(one.board, one.board), person(one.by)] if received else []
    facts += [whom, method_words.quoted(title) if title else ""]
    yield from wrap(" · ".join(filter(None, facts)), wide, under)
    if one.asked:
        yield from wrap(_("Ber om: {what}").format(what=" ".join(one.asked.split())), wide, under)
    if one.waits:
        yield from wrap(lift_words.answer_by(one, today) or _("väntar på svar"), wide, under)
        return
    yield from wrap(_("Svar: {what}").format(what=" ".join(one.answer.split())), wide, under)
    if who := lift_words.answered(one, person, today):
        yield from wrap(who, wide, under)
    for other in beside(session.org.conflicts(), org, "lifts", "answer").get(one.id, ()):
        yield from wrap(lift_words.also_answered(other), wide, under)


def _names(call: Call, one: Lift) -> dict[str, str]:
    """What the boards that a lift names are called."""
    known = call.session.board_ids()
    found = {}
    for id in {one.board, one.to_board} & {*known}:
        doc = call.session.open(id).snapshot.get("board", "1") or {}
        found[id] = str(doc.get("name") or id)
    return found


def _title(call: Call, one: Lift) -> str:
    """The title of the card that was lifted from."""
    if one.board not in call.session.board_ids():
        return ""
    doc = call.session.open(one.board).snapshot.get("cards", one.card) or {}
    return str(doc.get("title") or "")
