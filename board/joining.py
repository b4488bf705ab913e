"""Joining two that are the same person: made at two hosts before they met, or under two names."""

from __future__ import annotations

from collections.abc import Sequence

from board import rights
from board.context import Command, Context, person
from board.errors import Problem
from board.model import person_doc_id
from board.ports import Change, Draft
from board.same import same


def join_people(into: str, ref: str) -> Command:
    """Let a person count as another: what `ref` has, wrote and holds reads as that of `into`; see board.same.

    History keeps who wrote, and an undo parts them again.

    Raises:
        Problem: `unknown` person, `same_person`, `not_yours` or `only_theirs` where neither is the one who acts.
    """

    def decide(context: Context) -> Sequence[Draft]:
        org = context.org
        stays, goes = person(into, org), person(ref, org)
        if stays == goes:
            raise Problem("same_person")
        own = same(org, context.me) in (stays, goes)
        why = rights.check(context, rights.CHANGE_PEOPLE, soft=not own)
        return [Draft("join_people", (Change("people", person_doc_id(goes), {"same_as": stays}),), why)]

    return decide
