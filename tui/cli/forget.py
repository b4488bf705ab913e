"""`tavla forget`, `erase` and `thin`: a person's name and words, a text, or old comments are taken out of every file
here, and at other computers at their next sync."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from board.errors import Problem
from tui.cli.call import Call, find_card, handles
from tui.cli.output import put_json, say, tell
from tui.sync_words import of_board
from tui.text import _, ngettext

if TYPE_CHECKING:
    from storage.redact import Done


def forget(call: Call) -> int:
    """Count first; do it with --yes."""
    from board import forgetting

    session, args = call.session, call.args
    if not session.exists:
        raise Problem("no_board")
    session.who()
    who = forgetting.whom(args.person, session.org_snapshot)
    handle = handles(call)(next(iter(who)))
    if not args.yes or args.dry_run:
        found = session.forget(who)
        _answer(call, handle, found, done=False)
        if not args.dry_run:
            raise Problem("not_confirmed")
        return 0
    own = session.who() in who
    session.organise(forgetting.forget(args.person))
    return _answer(call, handle, session.forget(), done=True, own=own)


def _answer(call: Call, handle: Any, found: list[Done], *, done: bool, own: bool = False) -> int:
    if call.json:
        if done or call.args.dry_run:
            boards = [
                {"board": one.board, "changes": one.lines, "texts": one.texts, "set_aside": one.aside}
                for one in found
            ]
            put_json({"person": handle, "done": done, "boards": boards})
        return 0
    for one in found:
        changes = ngettext("{n} ändring", "{n} ändringar", one.lines).format(n=one.lines)
        texts = ngettext("{n} text", "{n} texter", one.texts).format(n=one.texts)
        tell(f"{of_board(one.board)}: {changes}" + (f", {texts}" if one.texts else ""))
    if not done:
        tell(_("Inget är ändrat. Det här skulle hända:"))
        tell(_("Namnet, kortnamnet och det personen har skrivit byts mot […]. Rollerna avslutas."))
        tell(
            _(
                "Det går inte att ångra. Andra datorer gör samma sak vid nästa synk. Säkerhetskopior rörs inte."
            )
        )
        return 0
    tell(
        _("Du är glömd här. Andra datorer gör samma sak vid nästa synk.")
        if own
        else _("Personen är glömd här. Andra datorer gör samma sak vid nästa synk.")
    )
    if any(one.aside for one in found):
        say(_("Undanlagda filer i mapparna broken rör Tavla inte: gå igenom dem själv."))
    say(_("Säkerhetskopior, exporter och en delad databas har kvar det. Se Integritet (docs/privacy.md)."))
    return 0


EVENT = "event:"
"""Begins what stands in the place of a card for an event, by its number in the list or its id."""


def erase(call: Call) -> int:
    """Take away a field of a card or an event, or all a card's comments, with all that ever stood there."""
    session, args = call.session, call.args
    store = session.store()
    if args.card.startswith(EVENT):
        from board.method.acts import find_part
        from board.method.parts import parts_of

        event = find_part(args.card.removeprefix(EVENT), parts_of(store.snapshot, "event", ""), "event")
        return _erase(call, "events", {event: args.field}, args.yes)
    id = find_card(store.snapshot, args.card)
    if args.field == "comments":
        comments = {
            one: "text" for one, doc in store.snapshot.table("comments").items() if doc.get("card") == id
        }
        table, places = "comments", comments
    else:
        table, places = "cards", {id: args.field}
    return _erase(call, table, places, args.yes)


def thin(call: Call) -> int:
    """Take away comments on cards that were finished long ago; --keep says how long they are kept on this board."""
    from board import retention

    session, args = call.session, call.args
    store = session.store()
    if args.keep is not None:
        session.do(retention.keep(args.keep))
    months = args.older_than
    if months is None:
        months = retention.months_kept(store.snapshot)
    if not months:
        if args.keep is not None:
            return _told_kept(call)
        raise Problem("no_age")
    found = len(retention.older(store.snapshot, session.clock().date(), months))
    if not args.dry_run:
        if found:
            session.do(retention.thin(months))
        session.forget()  # also what a session that ended halfway has left
    return _told(call, found, not args.dry_run, _thinned)


def _told_kept(call: Call) -> int:
    if call.json:
        put_json({"erased": 0, "done": True})
    else:
        tell(_("Kommentarer på avslutade kort finns alltid kvar."))
    return 0


def _erase(call: Call, table: str, places: dict[str, str], sure: bool) -> int:
    from board import forgetting

    session = call.session
    if sure and places:
        session.do(forgetting.erase(table, places))
        session.forget()
    if sure or not call.json:
        _told(call, len(places), sure, _erased)
    if not sure:
        raise Problem("not_confirmed")
    return 0


def _told(call: Call, count: int, done: bool, words: Callable[[int, bool], str]) -> int:
    if call.json:
        put_json({"erased": count, "done": done})
    else:
        tell(words(count, done))
    return 0


def _erased(count: int, done: bool) -> str:
    told = (
        ngettext(
            "{n} text är borta, här och i historiken. Andra datorer gör samma sak vid nästa synk.",
            "{n} texter är borta, här och i historiken. Andra datorer gör samma sak vid nästa synk.",
            count,
        )
        if done
        else ngettext(
            "{n} text skulle raderas. Inget är ändrat. Det går inte att ångra.",
            "{n} texter skulle raderas. Inget är ändrat. Det går inte att ångra.",
            count,
        )
    )
    return told.format(n=count)


def _thinned(count: int, done: bool) -> str:
    if not count:
        return _("Inget att gallra: ingen kommentar är så gammal.")
    told = (
        ngettext(
            "{n} kommentar är borta, här och i historiken. Andra datorer gör samma sak vid nästa synk.",
            "{n} kommentarer är borta, här och i historiken. Andra datorer gör samma sak vid nästa synk.",
            count,
        )
        if done
        else ngettext(
            "{n} kommentar skulle tas bort. Inget är ändrat. Det går inte att ångra.",
            "{n} kommentarer skulle tas bort. Inget är ändrat. Det går inte att ångra.",
            count,
        )
    )
    return told.format(n=count)
