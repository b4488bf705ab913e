"""`tavla handover`: all that a person has on the board, and giving it to somebody else with the story so far."""

from __future__ import annotations

from typing import Any

from board.context import person
from board.handover import Held, hand_over, hand_over_lifts, held_by
from board.ids import public_id, short_ids
from board.ports import Commit, Snapshot
from tui import handover_words
from tui.cli import event_shapes
from tui.cli.call import Call, find_card, handles
from tui.cli.output import columns_wide, put, put_json, say, tell, wrap
from tui.text import _, ngettext


def handover(call: Call) -> int:
    """Show what a person has; with TO give it to them, all or what is on one card."""
    args, session = call.args, call.session
    store = session.store()
    session.who()
    org, today = session.org_snapshot, session.clock().date()
    giver = person(args.person, org)
    commit, lifts = Commit((), ()), 0
    if args.to:
        taker = person(args.to, org)
        card = find_card(store.snapshot, args.card) if args.card else None
        story = handover_words.story(org, giver, taker, session.clock())
        found = held_by(store.snapshot, org, store.board, giver, today)
        lifts = sum(one.what == "lift" and card in (None, one.card) for one in found)
        commit = session.do(hand_over(giver, taker, story, card=card))
        if lifts:
            given = session.organise(hand_over_lifts(giver, taker, store.board, card=card))
            commit = Commit((*commit.events, *given.events), (*commit.stamps, *given.stamps))
    held = held_by(store.snapshot, session.org_snapshot, store.board, giver, today)
    if call.json:
        handle = handles(call)
        happened = event_shapes.events(commit.events, commit.stamps, handle)
        put_json({"person": handle(giver), "held": [_object(one) for one in held], "events": happened})
    elif args.to:
        cards = {event.id for event in commit.events if event.table == "comments"}
        if commit.stamps and not cards:
            tell(_("Sparat"))
        else:
            _told_given(call, len(cards), giver, args.to)
        if lifts:
            told = ngettext("{n} lyft följde med.", "{n} lyft följde med.", lifts).format(n=lifts)
            tell(told)
    else:
        _list(call, store.snapshot, giver, held)
    return 0


def _object(one: Held) -> dict[str, Any]:
    return {
        "what": one.what,
        "id": public_id(one.id),
        "card": public_id(one.card) if one.card else None,
        "text": one.text or None,
        "due": one.due or None,
        "given": one.can_be_given,
    }


def _told_given(call: Call, count: int, giver: str, to: str) -> None:
    if not count:
        tell(_("Det fanns inget att lämna över."))
        return
    told = ngettext(
        "{n} kort gick från {giver} till {taker}, med det som hänt hittills. tavla undo ångrar.",
        "{n} kort gick från {giver} till {taker}, med det som hänt hittills. tavla undo ångrar.",
        count,
    )
    name = handles(call).name
    tell(told.format(n=count, giver=name(giver), taker=name(person(to, call.session.org_snapshot))))


def _list(call: Call, board: Snapshot, giver: str, held: list[Held]) -> None:
    today, shorts = call.session.clock().date(), short_ids(board.table("cards"))
    if not held:
        say(_("{name} har inget på tavlan att lämna över.").format(name=handles(call).name(giver)))
        return
    card = None
    for one in held:
        if one.card and one.card != card:
            title = str((board.get("cards", one.card) or {}).get("title") or "")
            put(f"{shorts.get(one.card, public_id(one.card))}  {title}")
        card = one.card or card
        for line in wrap(handover_words.what(one, today), columns_wide(), "      " if one.card else ""):
            put(line)
