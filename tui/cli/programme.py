"""`tavla programme report`: a programme's final report, read from the boards that its parts' cards lie on."""

from __future__ import annotations

from board.errors import Problem
from board.ids import public_id
from board.method.acts import find_part
from board.method.kinds import KINDS
from board.programmes import PARTS, Programme, Taken, programme_of, take_in, taken
from tui.cli.call import Call, find_card, handles
from tui.cli.output import put_bytes, put_json, say
from tui.cli.part_place import Place, answered
from tui.cli.progress import counted
from tui.files import write_file
from tui.text import _, ngettext


def report(place: Place) -> int:
    """Write it to a file or on stdout. Told on stderr how far it has read, where somebody looks on."""
    from tui.story.forms import form_for
    from tui.story.programme import Known, written

    call, args = place.call, place.call.args
    programme = _which(place)
    form = "html" if args.html or form_for(args.file, None) == "html" else "md"
    cards, boards = read(call, programme)
    known = Known(cards, boards, handles(call).name, call.session.clock().date())
    text = written(programme, known, form)
    if args.file:
        write_file(args.file, text.encode("utf-8"))
    if call.json:
        told = None if args.file else text
        put_json({"programme": public_id(programme.id), "file": args.file, "format": form, "text": told})
    elif args.file:
        say(_("Skrev rapporten till {file}").format(file=args.file))
    else:
        put_bytes(text.encode("utf-8"))
    return 0


def take(place: Place) -> int:
    """Make cards of this board parts of a programme; none given means all that are open."""
    from board.rules import is_open
    from tui.cli.listing import in_order

    store, args = place.call.session.store(), place.call.args
    docs = store.snapshot.table("cards")
    given = [find_card(store.snapshot, one) for one in args.cards]
    ids = given or [id for id, doc in in_order(list(docs.items())) if is_open(doc)]
    programme = find_part(args.part, place.docs, place.kind.name)
    cards = [(store.board, id, str(docs[id].get("title") or "")) for id in ids]
    commit = place.do(take_in(programme, cards))
    made = sum(event.table == PARTS for event in commit.events if event.stamp in commit.stamps)
    if place.call.json or not made:
        return answered(place._replace(kind=KINDS["programme_part"]), commit, None)
    say(
        ngettext(
            "Sparat: {n} kort är nu en del av satsningen", "Sparat: {n} kort är nu delar av satsningen", made
        ).format(n=made)
    )
    return 0


def _which(place: Place) -> Programme:
    docs = place.home.table(place.kind.table)
    given = place.call.args.part
    if given is None and len(docs) != 1:
        raise Problem(
            "unknown", tuple(str(doc.get("text")) for doc in docs.values())[:5], what="programme", given=""
        )
    id = find_part(given, place.docs, place.kind.name) if given else next(iter(docs))
    found = programme_of(place.home, id)
    if found is None:
        raise Problem("unknown", what="programme", given=str(given)[:40])
    return found


def read(call: Call, programme: Programme) -> tuple[dict[str, Taken | None], dict[str, str]]:
    """What each part's card says, and what the boards are called. A board that cannot be read is passed over."""
    known = set(call.session.board_ids())
    cards: dict[str, Taken | None] = {}
    names: dict[str, str] = {}
    told = _("Läser del {n} av {total}")
    for part in counted(programme.parts, lambda n, total: told.format(n=n + 1, total=total)):
        cards[part.id] = None
        if part.board not in known:
            continue
        try:
            snapshot = call.session.open(part.board).snapshot
        except Problem:
            continue
        names[part.board] = str((snapshot.get("board", "1") or {}).get("name") or part.board)
        cards[part.id] = taken(snapshot, part.card)
    return cards, names
