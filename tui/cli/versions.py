"""`tavla versions` and `tavla settle`: what several have changed without seeing each other, and which is to hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from board.errors import Problem
from board.ids import public_id, short_ids
from board.ports import Snapshot, Store
from board.versions import Choice, Version, Written, about, card_of, choices, settle
from tui import version_words
from tui.cli import event_shapes, shapes
from tui.cli.call import Call, answer, find_card, handles
from tui.cli.output import columns_wide, cut, put, put_json, wrap
from tui.text import _

BOARD = "board"
"""What names the board itself in place of a card; no card's id has an o."""


def versions(call: Call) -> int:
    """Everything that waits for somebody to choose, or what waits on one card."""
    session = call.session
    session.who()
    board = session.choose_board()
    if board is None and not call.args.card:
        put_json({"versions": []}) if call.json else put(_("Inget väntar på att någon väljer."))
        return 0
    store = session.store()
    found = choices(store, about(store, _card(store.snapshot, call.args.card)) if call.args.card else None)
    if call.json:
        put_json({"versions": of(store, handles(call), found)})
        return 0
    for line in lines(call, store, found):
        put(line)
    if not found:
        put(_("Inget väntar på att någon väljer."))
    return 0


def of(store: Store, handle: shapes.Handles, found: Collection[Choice]) -> list[dict[str, Any]]:
    """What waits, as objects. The versions are numbered from 1, newest first."""
    return [
        {
            "board": store.board,
            "card": public_id(card) if (card := card_of(store.snapshot, (choice.table, choice.id))) else None,
            "title": version_words.whose(choice, store.snapshot),
            "field": _field(store.snapshot, choice, handle),
            "versions": [
                {
                    "n": n,
                    "stamp": version.stamp,
                    "at": version.at or None,
                    "by": handle(version.by),
                    "shown": version.stamp == choice.shown,
                    "value": _plain(choice, version, handle),
                }
                for n, version in enumerate(choice.versions, 1)
            ],
        }
        for choice in found
    ]


def _field(snapshot: Snapshot, choice: Choice, handle: shapes.Handles) -> str:
    """What names it: a field of the card, or a part by its kind, its number among them and its field."""
    name = event_shapes.field_name(choice.field, handle, choice.table)
    if choice.table in ("cards", BOARD):
        return name
    from board.method.kinds import BY_TABLE
    from board.method.parts import ids_of, number_of

    kind = BY_TABLE[choice.table].name
    among = ids_of(snapshot, kind, card_of(snapshot, (choice.table, choice.id)))
    return f"{kind}:{number_of(choice.id, among)}:{name}"


def _plain(choice: Choice, version: Version, handle: shapes.Handles) -> Any:
    """A version's value: a field's own, true or false for an element of a set and for `deleted`."""
    field = choice.field
    if choice.table not in ("cards", BOARD) and "/" not in field:
        from board.method.kinds import BY_TABLE
        from tui.cli.part_shapes import value_of

        of = BY_TABLE[choice.table].field(field)
        return value_of(of, version.value, handle) if of is not None else version.value
    if field == "deleted" or (version.value in (True, None) and "/" in field):
        return version.value is True
    return handle(version.value) if field in ("owner", "leader", "support") else version.value


def lines(call: Call, store: Store, found: Collection[Choice]) -> Iterator[str]:
    """What waits, with every version in full and what to write."""
    handle, now, wide = handles(call), call.session.clock(), columns_wide()
    shorts = short_ids(store.snapshot.table("cards"))
    for choice in found:
        card = card_of(store.snapshot, (choice.table, choice.id))
        short = shorts.get(card, public_id(card)) if card else BOARD
        label = version_words.label(choice, handle.name)
        yield cut(f"{short}  {version_words.whose(choice, store.snapshot)}", wide)
        yield f"  {label}"
        for n, version in enumerate(choice.versions, 1):
            who = version_words.who_when(version, handle.name, now)
            shown = f", {_('visas nu')}" if version.stamp == choice.shown else ""
            yield f"  {n}  {who}{shown}"
            said = version_words.said(choice, version.value, handle.name, now.date())
            yield from wrap(said, wide, "     ")
        field = _field(store.snapshot, choice, handle)
        yield "  " + _("Välj: {what}").format(what=f"tavla settle {short} {field} --take 1|2")
        yield ""


def _card(snapshot: Snapshot, given: str) -> str:
    """The card that is meant; "" for the board and what is the unit's."""
    return "" if given == BOARD else find_card(snapshot, given)


def settle_field(call: Call) -> int:
    """`tavla settle`: let one version hold, or a value that is none of them."""
    args, session = call.args, call.session
    if bool(args.take) == bool(args.value):
        raise Problem("usage", message=_("välj en version med --take, eller skriv det som ska gälla"))
    store = session.store()
    session.who()
    card = _card(store.snapshot, args.card)
    found = choices(store, about(store, card))
    choice = _named(store.snapshot, found, args.field, handles(call))
    chosen = _chosen(call, choice)
    seen = [version.stamp for version in choice.versions]
    commit = session.do(settle(store, (choice.table, choice.id), choice.field, chosen, seen))
    told = _("Valt: {short}  {title}") if card else _("Valt för tavlan.")
    return answer(call, commit, card or None, lambda card: told.format_map(card))


def _named(snapshot: Snapshot, found: Collection[Choice], given: str, handle: shapes.Handles) -> Choice:
    """What waits under a field's name.

    Raises:
        Problem: `already_settled`, with the fields that do wait.
    """
    named = {_field(snapshot, choice, handle): choice for choice in found}
    choice = named.get("place" if given in ("phase", "state") else given)
    if choice is None:
        raise Problem("already_settled", tuple(named), field=given[:40])
    return choice


def _chosen(call: Call, choice: Choice) -> str | Written:
    from tui.cli.writing import field_value

    if call.args.value:
        words = " ".join(call.args.value)
        on_part = choice.table not in ("cards", BOARD)
        return Written(words if on_part else field_value(call, choice.field, words))
    given = call.args.take
    if given.isdecimal():
        if 1 <= int(given) <= len(choice.versions):
            return choice.versions[int(given) - 1].stamp
        raise Problem(
            "unknown", tuple(str(n + 1) for n in range(len(choice.versions))), what="version", given=given
        )
    return str(given)
