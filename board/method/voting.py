"""Votes on causes: points that a person gives, in place of those given before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from board.context import Command, Context, card_doc
from board.errors import Problem
from board.method.causes import MOST_POINTS, POINTS_IN_ALL
from board.method.given import find_part
from board.method.parts import hung_on, parts_of
from board.ports import Change, Draft
from board.same import all_of


def vote(card: str, points: Mapping[str, int]) -> Command:
    """A person's points to causes, replacing those given before: {cause id: 1-5}, or 1 each for simple marks.

    Raises:
        Problem: `unknown` cause, `bad_points` where more than 15 in all or the same cause more than 5.
    """

    def decide(context: Context) -> Sequence[Draft]:
        card_doc(context, card)
        causes = parts_of(context.board, "cause", card)
        wanted = {find_part(cause, causes, "cause"): given for cause, given in points.items() if given}
        if (
            any(not 1 <= given <= MOST_POINTS for given in wanted.values())
            or sum(wanted.values()) > POINTS_IN_ALL
        ):
            raise Problem("bad_points", most=MOST_POINTS, total=POINTS_IN_ALL)
        changes, mine = [], all_of(context.org, context.me)
        for id, doc in hung_on(context.board, "votes", card).items():
            if doc.get("by") not in mine:
                continue
            # What is left of the same person's votes at two computers is more than one for a cause.
            given = wanted.pop(str(doc.get("cause")), None)
            if given is None:
                changes.append(Change("votes", id, {"_deleted": True}))
            elif doc.get("points") != given:
                changes.append(Change("votes", id, {"points": given}))
        for cause, given in wanted.items():
            cells = {"card": card, "cause": cause, "points": given}
            cells |= {"created": context.stamp, "by": context.me}
            changes.append(Change("votes", context.new_id(), cells))
        return [Draft("vote", tuple(changes))] if changes else []

    return decide
