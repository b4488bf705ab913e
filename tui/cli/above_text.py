"""`tavla challenge` and `tavla throw` for people: the challenges as a tree, whom each lies with and since when."""

from __future__ import annotations

from collections.abc import Iterator

from board.challenges import Challenge, are_many, challenges_of, concerns, throws_of
from board.errors import Problem
from board.ids import public_id, short_ids
from board.values import day_in
from tui import challenge_words, lift_words
from tui.cli.call import Call, handles
from tui.cli.output import columns_wide, wrap
from tui.text import _, dates, ngettext

DEEPEST = 8
"""Steps that a challenge is drawn in under others at most, so that there is room for its words."""


def challenges(call: Call) -> Iterator[str]:
    """Those that hold, each with those under it; those that have ended last."""
    session = call.session
    found, ended = challenges_of(session.org_snapshot), challenges_of(session.org_snapshot, ended=True)
    boards, shorts = names(call), short_ids(session.org_snapshot.table("challenges"))
    for one in found:
        yield from _challenge(call, one, boards, shorts)
    if told := challenge_words.many(are_many(found)):
        yield ""
        yield from wrap(told, columns_wide())
    if ended:
        said = ngettext("{n} utmaning gäller inte längre", "{n} utmaningar gäller inte längre", len(ended))
        yield ""
        yield said.format(n=len(ended))
        for one in ended:
            yield from _challenge(call, one, boards, shorts)


def _challenge(call: Call, one: Challenge, boards: dict[str, str], shorts: dict[str, str]) -> Iterator[str]:
    org, today, person = call.session.org_snapshot, call.session.clock().date(), handles(call).name
    begin = "  " * (min(one.depth, DEEPEST) + 1) + f"{shorts.get(one.id, public_id(one.id))}  "
    first, *more = wrap(" ".join(one.text.split()), columns_wide() - len(begin))
    yield begin + first
    under = " " * len(begin)
    yield from (under + line for line in more)
    ends = day_in(one.doc, "until")
    facts = [
        person(one.doc["owner"]) if one.doc.get("owner") else "",
        _("till {day}").format(day=dates.day(ends, today)) if ends else "",
        challenge_words.holders(one, boards, person, today),
        *(challenge_words.concern(found) for found in concerns(one, org, today) if not one.doc.get("ended")),
    ]
    if told := " · ".join(filter(None, facts)):
        yield from wrap(told, columns_wide(), under)


def throws(call: Call) -> Iterator[str]:
    """Every throw, oldest first: from whom to whom, what was answered, and where it lies."""
    session = call.session
    org, today, person = session.org_snapshot, session.clock().date(), handles(call).name
    boards, shorts = names(call), short_ids(org.table("throws"))
    also = _also(call)
    for one in throws_of(org):
        begin = f"  {shorts.get(one.id, public_id(one.id))}  "
        told = _("{by} till {whom}: {what}").format(
            by=boards.get(one.board, one.board) or person(one.by),
            whom=challenge_words.to(one, boards, person),
            what=" ".join(one.text.split()),
        )
        first, *more = wrap(told, columns_wide() - len(begin))
        yield begin + first
        under = " " * len(begin)
        yield from (under + line for line in more)
        doc = org.get("challenges", one.challenge)
        if doc is not None:
            about = _("utmaningen {name}").format(name=" ".join(str(doc.get("text") or "–").split()))
            yield from wrap(about, columns_wide(), under)
        if one.answer:
            said = _("Svar från {who}: {what}").format(
                who=person(one.answered_by), what=" ".join(one.answer.split())
            )
            yield from wrap(said, columns_wide(), under)
        for other in also.get(one.id, ()):
            yield from wrap(lift_words.also_answered(other), columns_wide(), under)
        yield from wrap(challenge_words.lies(one, boards, person, today), columns_wide(), under)


def _also(call: Call) -> dict[str, tuple[str, ...]]:
    from board.versions import beside

    return beside(call.session.org.conflicts(), call.session.org_snapshot, "throws", "answer")


def names(call: Call) -> dict[str, str]:
    """What the boards are called that a throw comes from or goes to."""
    session = call.session
    known = set(session.board_ids())
    found = {}
    for id in {id for one in throws_of(session.org_snapshot) for id in (one.board, one.to_board)} & known:
        try:
            doc = session.open(id).snapshot.get("board", "1") or {}
        except Problem:
            continue  # `tavla check` tells why a board cannot be read
        found[id] = str(doc.get("name") or id)
    return found
