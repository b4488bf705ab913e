"""`tavla list`: the cards of a board, by phase and place. Loads nothing that it does not need."""

from __future__ import annotations

from board.codes import KINDS, PHASES
from board.ids import public_id, short_ids
from board.ports import Doc, Snapshot
from tui.cli import shapes
from tui.cli.call import Call, handles, known_code
from tui.cli.output import put, put_json, say, tell
from tui.text import _

_ORDER = {phase: place for place, phase in enumerate(PHASES)}


def list_cards(call: Call) -> int:
    """The cards that the filters let through; an empty list where there is no board."""
    session = call.session
    session.who()
    board = session.choose_board()
    snapshot = session.open(board).snapshot if board else Snapshot({})
    found = in_order(_wanted(call, snapshot))
    if call.json:
        handle, shorts = handles(call), short_ids(snapshot.table("cards"))
        cards = [
            shapes.card(board or "", id, doc, handle, shorts.get(id, public_id(id))) for id, doc in found
        ]
        put_json({"cards": cards})
    elif board is None:
        say(_("Det finns ingen tavla än. Starta en: tavla init NAMN"))
    else:
        from tui.cli.drawing import board_lines

        for line in board_lines(board, snapshot, found, handles(call), session.clock(), session.org_snapshot):
            put(line)
    return 0


def in_order(cards: list[tuple[str, Doc]]) -> list[tuple[str, Doc]]:
    """Cards by phase, then by their place in the column."""
    return sorted(
        cards,
        key=lambda pair: (_ORDER.get(str(pair[1].get("phase")), 99), str(pair[1].get("rank") or ""), pair[0]),
    )


def print_board(call: Call, board: str) -> None:
    """The board's open cards, its counts and marks."""
    from tui.cli.drawing import board_lines
    from tui.words import cards as counted

    session = call.session
    snapshot = session.open(board).snapshot
    everything = snapshot.table("cards")
    shown = in_order([(id, card) for id, card in everything.items() if card.get("state", "open") == "open"])
    for line in board_lines(board, snapshot, shown, handles(call), session.clock(), session.org_snapshot):
        put(line)
    if len(everything) > len(shown):
        put("")
        tell(
            _("{count} till är avslutade, parkerade eller arkiverade: tavla list").format(
                count=counted(len(everything) - len(shown))
            )
        )


def _wanted(call: Call, snapshot: Snapshot) -> list[tuple[str, Doc]]:
    args = call.args
    cards = list(snapshot.table("cards").items())
    if args.open:
        cards = [pair for pair in cards if pair[1].get("state", "open") == "open"]
    if args.phase:
        phase = known_code("phase", args.phase, PHASES)
        cards = [pair for pair in cards if pair[1].get("phase") == phase]
    if args.kind:
        kind = known_code("kind", args.kind, KINDS)
        cards = [pair for pair in cards if pair[1].get("kind") == kind]
    if args.owner:
        from board.context import person
        from board.same import all_of

        org = call.session.org_snapshot
        owners = all_of(org, person(args.owner, org))
        cards = [pair for pair in cards if pair[1].get("owner") in owners]
    if args.tag:
        from board.text import tag

        wanted = tag(args.tag)
        cards = [pair for pair in cards if wanted in (pair[1].get("tags") or ())]
    if args.text or args.due or args.stalled:
        cards = _searched(call, snapshot, cards)
    return cards


def _searched(call: Call, snapshot: Snapshot, cards: list[tuple[str, Doc]]) -> list[tuple[str, Doc]]:
    from board import query
    from board.marks import last_activity
    from board.stall import rhythm_of

    args, now = call.args, call.session.clock()
    due = known_code("due", args.due, ("overdue", "today", "week", "none")) if args.due else None
    chosen = query.selector(
        query.Query(text=args.text or "", due=due, stalled=args.stalled),
        today=now.date(),
        now=now,
        people=query.people_texts(call.session.org_snapshot),
        comments=query.written_texts(snapshot),
        active=last_activity(snapshot, call.session.org_snapshot),
        rhythm_days=rhythm_of(snapshot),
    )
    return [(id, card) for id, card in cards if chosen(id, card)]
