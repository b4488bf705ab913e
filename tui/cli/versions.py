"""`tavla versions` and `tavla settle`: what several have changed without seeing each other, and which is to hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from board.asked_again import Key
from board.errors import Problem
from board.ids import public_id, short_ids
from board.ports import Snapshot, Store
from board.versions import Choice, Version, Written, choices, settle
from tui import version_words
from tui.cli import shapes
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
    found = choices(store, {_key(store.snapshot, call.args.card)} if call.args.card else None)
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
            "card": public_id(choice.id) if choice.table == "cards" else None,
            "title": _title(store.snapshot, choice),
            "field": shapes.field_name(choice.field, handle),
            "versions": [
                {
                    "n": n,
                    "stamp": version.stamp,
                    "at": version.at or None,
                    "by": handle(version.by),
                    "shown": version.stamp == choice.shown,
                    "value": _plain(choice.field, version, handle),
                }
                for n, version in enumerate(choice.versions, 1)
            ],
        }
        for choice in found
    ]


def _plain(field: str, version: Version, handle: shapes.Handles) -> Any:
    """A version's value: a field's own, true or false for an element of a set and for `deleted`."""
    if field == "deleted" or (version.value in (True, None) and "/" in field):
        return version.value is True
    return handle(version.value) if field in ("owner", "leader", "support") else version.value


def lines(call: Call, store: Store, found: Collection[Choice]) -> Iterator[str]:
    """What waits, with every version in full and what to write."""
    handle, now, wide = handles(call), call.session.clock(), columns_wide()
    shorts = short_ids(store.snapshot.table("cards"))
    for choice in found:
        short = shorts.get(choice.id, public_id(choice.id)) if choice.table == "cards" else BOARD
        label = version_words.label(choice.field, handle.name)
        yield cut(f"{short}  {_title(store.snapshot, choice)}", wide)
        yield f"  {label}"
        for n, version in enumerate(choice.versions, 1):
            who = version_words.who_when(version, handle.name, now)
            shown = f", {_('visas nu')}" if version.stamp == choice.shown else ""
            yield f"  {n}  {who}{shown}"
            said = version_words.said(choice.field, version.value, handle.name, now.date())
            yield from wrap(said, wide, "     ")
        field = shapes.field_name(choice.field, handle)
        yield "  " + _("Välj: {what}").format(what=f"tavla settle {short} {field} --take 1|2")
        yield ""


def _title(snapshot: Snapshot, choice: Choice) -> str:
    doc = snapshot.get(choice.table, choice.id) or {}
    return str(doc.get("title") or doc.get("name") or "")


def _key(snapshot: Snapshot, given: str) -> Key:
    return (BOARD, "1") if given == BOARD else ("cards", find_card(snapshot, given))


def settle_field(call: Call) -> int:
    """`tavla settle`: let one version hold, or a value that is none of them."""
    args, session = call.args, call.session
    if bool(args.take) == bool(args.value):
        raise Problem("usage", message=_("välj en version med --take, eller skriv det som ska gälla"))
    store = session.store()
    session.who()
    key = _key(store.snapshot, args.card)
    found = choices(store, {key})
    choice = _named(found, args.field, handles(call))
    chosen = _chosen(call, choice)
    seen = [version.stamp for version in choice.versions]
    commit = session.do(settle(store, key, choice.field, chosen, seen))
    told = _("Valt: {short}  {title}") if key[0] == "cards" else _("Valt för tavlan.")
    return answer(call, commit, key[1] if key[0] == "cards" else None, lambda card: told.format_map(card))


def _named(found: Collection[Choice], given: str, handle: shapes.Handles) -> Choice:
    """What waits under a field's name.

    Raises:
        Problem: `already_settled`, with the fields that do wait.
    """
    named = {shapes.field_name(choice.field, handle): choice for choice in found}
    choice = named.get("place" if given in ("phase", "state") else given)
    if choice is None:
        raise Problem("already_settled", tuple(named), field=given[:40])
    return choice


def _chosen(call: Call, choice: Choice) -> str | Written:
    from tui.cli.writing import field_value

    if call.args.value:
        return Written(field_value(call, choice.field, " ".join(call.args.value)))
    given = call.args.take
    if given.isdecimal():
        if 1 <= int(given) <= len(choice.versions):
            return choice.versions[int(given) - 1].stamp
        raise Problem(
            "unknown", tuple(str(n + 1) for n in range(len(choice.versions))), what="version", given=given
        )
    return str(given)
