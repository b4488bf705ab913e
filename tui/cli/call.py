"""What a command is given, and how it answers."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from board.errors import Problem
from board.ids import find
from board.ports import Commit, Snapshot
from tui.cli.output import put_json, tell
from tui.cli.shapes import Handles, one_card
from tui.compose import Session


class Call(NamedTuple):
    """A command as it was asked for: `args` are its own arguments, `json` how it is to answer, `given` the global
    options that were written and not taken from the environment.
    """

    session: Session
    args: Namespace
    json: bool
    given: Mapping[str, Any] = MappingProxyType({})


def handles(call: Call) -> Handles:
    return Handles(call.session.org_snapshot)


def find_card(snapshot: Snapshot, given: str) -> str:
    """The document id of the card that a prefix names.

    Raises:
        Problem: `unknown`, `ambiguous`, or `deleted` for a card that somebody has deleted.
    """
    try:
        return find(given, snapshot.table("cards"))
    except Problem as problem:
        gone = [id for table, id in snapshot.deleted if table == "cards"]
        if problem.code == "unknown" and gone:
            find(given, gone)
            raise Problem("deleted", what="card", given=given[:40]) from None
        raise


def known_code(family: str, given: str, codes: tuple[str, ...]) -> str:
    """The code of a phase, kind, role and the like, given it or its word in either language.

    Raises:
        Problem: `unknown` with near codes.
    """
    if given in codes:
        return given
    from board.code_words import code_of

    code = code_of(family, given)
    if code not in codes:
        from board.context import near

        raise Problem("unknown", near(given, codes) or codes, what=family, given=given[:40])
    return code


def answer(call: Call, commit: Commit, id: str | None, words: Callable[[dict[str, Any]], str]) -> int:
    """Answer a change of a card: the object, or the sentence that `words` makes of it."""
    store = call.session.store()
    handle = handles(call)
    if call.json:
        from tui.cli.event_shapes import events

        card = card_object(call, id, handle) if id is not None else None
        put_json({"card": card, "events": events(commit.events, commit.stamps, handle)})
    else:
        tell(words(one_card(store.board, store.snapshot, id, handle) if id is not None else {}))
    return 0


def card_object(call: Call, id: str, handle: Handles) -> dict[str, Any]:
    """A card with the fields of the method, as every answer about one card has it."""
    from tui.cli.part_shapes import method

    store = call.session.store()
    doc = store.snapshot.get("cards", id) or store.snapshot.deleted.get(("cards", id)) or {}
    return one_card(store.board, store.snapshot, id, handle) | {"method": method(doc, handle)}
