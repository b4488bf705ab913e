"""Rights in words: what each is to do, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from board import rights
from board.model import people_of, roles_of
from board.ports import Snapshot
from tui import words
from tui.text import N_, _

RIGHTS: Mapping[str, str] = {
    rights.DECIDE_MEASURES: N_("Besluta åtgärder"),
    rights.INTRODUCE_ROUTINE: N_("Införa som rutin"),
    rights.CLOSE_ROUND: N_("Stänga en redo-analys"),
    rights.CHANGE_PEOPLE: N_("Ändra människor och roller"),
    rights.CHANGE_SETTINGS: N_("Ändra tavlans uppgifter"),
    rights.DELETE: N_("Ta bort andras kort"),
    rights.FORGET: N_("Glömma en annan person"),
    rights.ERASE: N_("Radera andras texter"),
    rights.JUDGE_AS_MANAGER: N_("Bedöma en risk som förbättringsledare"),
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
    return told if code in rights.FIRM else _("{roles}; andra med ett skäl").format(roles=told)


def choice(code: str, strict: bool) -> str:
    """One of the two ways that a board can have a right, as something to choose."""
    if strict:
        return _("Bara den som har rollen på tavlan")
    if code in rights.FIRM:
        return _("Den som har rollen, här eller över tavlorna")
    return _("Alla, de utan rollen med ett kort skäl")


def holders(org: Snapshot, board: str, code: str, today: date) -> list[str]:
    """The names of those who could still do it where it is strict: who holds the role on the board, and stands in."""
    people = people_of(org)
    roles = [role for role in rights.RIGHTS[code] if role in rights.OWN_ROLES]
    held = [one for one in roles_of(org, board, today) if one.role in roles and one.board == board]
    refs = dict.fromkeys(ref for one in held for ref in (one.person, one.stands_in(today)) if ref)
    return sorted(people[ref].name for ref in refs if ref in people)


def changes(code: str, names: Sequence[str], led: bool) -> str:
    """Whom it is about. led: whether the board has a förbättringsledare; until then everybody may."""
    if not led:
        return _("Tavlan har ingen förbättringsledare än. Tills någon är det får alla.")
    roles = ", ".join(words.role(role) for role in rights.RIGHTS[code] if role in rights.OWN_ROLES)
    told = _("Rollen på tavlan: {roles}.").format(roles=roles)
    if not names:
        return f"{told} {_('Ingen har rollen i dag.')}"
    return f"{told} " + _("Har rollen i dag: {names}.").format(names=", ".join(names))
