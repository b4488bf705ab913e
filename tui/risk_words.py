"""Risk in words: what the steps are called, by the unit or (ours) by default, and what somebody's word comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from board.ports import Doc, Snapshot
from board.risk import AXES, SCALED, STEPS, WHO, Assessed, assessed, names
from tui import method_words
from tui.drawing.risk import MANAGER, REPORTER, Axes, sign
from tui.lines import Piece
from tui.text import N_, _, ngettext

USUAL: Mapping[str, tuple[str, ...]] = {
    "severity": (N_("liten"), N_("måttlig"), N_("betydande"), N_("allvarlig")),
    "probability": (N_("sällan"), N_("ibland"), N_("ofta"), N_("mycket ofta")),
}
"""The third and fourth severity are the source's words; the others are ours, and any can be renamed on the board."""
SIGNS: Mapping[str, Piece] = {"reporter": REPORTER, "manager": MANAGER}


def level(board: Snapshot, axis: str, step: int) -> str:
    """What a step is called here."""
    return names(board, axis).get(step) or _(USUAL[axis][step - 1])


def axes(board: Snapshot) -> Axes:
    severity, probability = ({step: level(board, axis, step) for step in STEPS} for axis in AXES)
    return Axes(severity, probability)


def scale(board: Snapshot, field: str, step: object) -> str:
    """What a step of any scale from 1 to 4 means, one of a risk by the board's own names."""
    axis = SCALED.get(field)
    if axis is None:
        return method_words.scale(field, step)
    return level(board, axis, step) if isinstance(step, int) and step in STEPS else ""


def who(code: str) -> str:
    return {"reporter": _("den som rapporterade"), "manager": _("förbättringsledaren")}[code]


def points(one: Assessed) -> str:
    """ "6 poäng !"."""
    told = ngettext("{n} poäng", "{n} poäng", one.points).format(n=one.points)
    mark = sign(one)[0]
    return f"{told} {mark}" if mark else told


def briefly(reporter: Assessed | None, manager: Assessed | None) -> list[Piece]:
    """Both side by side: "● 6 poäng !  ◆ –"."""
    pieces: list[Piece] = []
    for code, one in zip(WHO, (reporter, manager), strict=True):
        mark, ink = SIGNS[code]
        part = sign(one)[1] if one else "quiet"
        pieces += [(f"{'  ' if pieces else ''}{mark} ", ink), (points(one) if one else "–", part)]
    return pieces


def facts(doc: Doc) -> list[str]:
    """What each has said, before and after, in few words."""
    found: list[str] = []
    for code in WHO:
        before, after = assessed(doc, code), assessed(doc, code, True)
        told: Sequence[str] = [_in_words(one) for one in (before, after) if one]
        if told:
            name = {"reporter": _("risk"), "manager": _("förbättringsledaren")}[code]
            found.append(f"{SIGNS[code][0]} {name} {' → '.join(told)}")
    return found


def _in_words(one: Assessed) -> str:
    told = points(one).removesuffix(sign(one)[0]).rstrip()
    if one.alarm:
        return _("{points}, allvarlig").format(points=told)
    return _("{points}, förebygg ändå").format(points=told) if one.watch else told


def name_title(axis: str, step: int) -> str:
    """What is asked when a step is renamed."""
    told = {"severity": _("Så kallar vi allvarlighet {n}"), "probability": _("Så kallar vi sannolikhet {n}")}
    return told[axis].format(n=step)
