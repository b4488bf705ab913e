"""Rights in words: what each is to do, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping

from board import rights
from tui import words
from tui.text import N_, _

RIGHTS: Mapping[str, str] = {
    rights.DECIDE_MEASURES: N_("Besluta åtgärder"),
    rights.INTRODUCE_ROUTINE: N_("Införa som rutin"),
    rights.CLOSE_ROUND: N_("Stänga en redo-analys"),
    rights.CHANGE_PEOPLE: N_("Ändra människor och roller"),
    rights.CHANGE_SETTINGS: N_("Ändra tavlans uppgifter"),
    rights.DELETE: N_("Ta bort andras kort"),
    rights.JUDGE_AS_MANAGER: N_("Bedöma en risk som chef"),
}


def right(code: str) -> str:
    """What a right is to do."""
    return _(RIGHTS.get(code, code))


def whose(code: str, strict: bool) -> str:
    """Who does it, and whether others may with a reason."""
    roles = [role for role in rights.RIGHTS[code] if not strict or role in rights.OWN_ROLES]
    told = ", ".join(words.role(role) for role in roles)
    if strict:
        return _("bara {roles}").format(roles=told)
    return told if code == rights.CLOSE_ROUND else _("{roles}; andra med ett skäl").format(roles=told)
