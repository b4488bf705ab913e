"""The unit's year in words: the four steps, what a wheel may start with, how a month stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from board.year import STARTING, THEMES, Entry, Spot, months_of
from tui import method_words
from tui.lines import Piece, Row, row_width
from tui.text import N_, _, ngettext

STEPS: Mapping[str, str] = {
    "analyse": N_("vad ni nådde, och vad ni lärde er"),
    "enable": N_("mål, riktning, resurser och kunskap"),
    "carry_out": N_("arbetet, riskerna och händelserna"),
    "follow_up": N_("hur det gick, och om ni gör som ni har tänkt"),
}
"""What each step of the year is, in few words."""
_STARTING: Mapping[str, tuple[str, str]] = {
    "redo": (N_("Redo-analys"), N_("Se om enheten är redo, och jämför med förra året.")),
    "october": (
        N_("Analys av året hittills"),
        N_("Händelser, synpunkter och resultat till och med oktober: underlag för nya mål."),
    ),
    "local_goals": (
        N_("Lokala mål och åtgärder"),
        N_("Chef och medarbetare talar om vilka mål enheten ska följa nästa år."),
    ),
    "plan": (N_("Verksamhetsplan"), N_("Nästa års plan är beslutad. Vad betyder den hos er?")),
    "competence": (N_("Kompetensplan"), N_("Vad behöver ni kunna för att nå målen?")),
    "quarterly": (
        N_("Rapport för kvartalet"),
        N_("Händelser, synpunkter och mått, samlade fyra gånger om året."),
    ),
    "control": (N_("Egenkontroll"), N_("Gå igenom er egen lista: ja, delvis eller nej.")),
    "story": (
        N_("Resultat- och kvalitetsberättelse"),
        N_("Berätta om året: mål, förbättringar, händelser, och vad som är viktigast nästa år."),
    ),
}
_THEMES: Mapping[str, str] = {
    "documentation": N_("Dokumentation"),
    "improvement": N_("Systematiskt förbättringsarbete"),
    "environment": N_("Miljö"),
    "hygiene": N_("Basala hygienrutiner"),
}
SIGNS: Mapping[str, tuple[str, str]] = {
    "done": ("●", "good"),
    "now": ("◆", "accent"),
    "passed": ("◇", "still"),
    "before": ("·", "quiet"),
    "ahead": ("○", "quiet"),
}
ANSWERS: Mapping[str, tuple[str, str]] = {
    "yes": ("●", "good"),
    "partly": ("◐", "still"),
    "no": ("○", "late"),
}
"""A sign for each answer of the checklist; the word stands beside it."""


def starting() -> list[dict[str, Any]]:
    """The rows that a wheel may start with, in the language that is spoken."""
    return [
        {
            "text": _(_STARTING[name][0]),
            "stage": stage,
            "month": str(month),
            "every": every,
            "purpose": _(_STARTING[name][1]),
        }
        for name, stage, month, every in STARTING
    ]


def themes() -> list[str]:
    return [_(_THEMES[one]) for one in THEMES]


def stage(code: str) -> str:
    return method_words.choice("stage", code) if code else _("Inget steg valt")


def step_told(code: str) -> str:
    return _(STEPS[code]) if code in STEPS else ""


def month(number: int) -> str:
    return method_words.choice("month", str(number))


def when(entry: Entry) -> str:
    """In which months: "oktober", "fyra gånger om året, från januari"."""
    if not months_of(entry.doc):
        return _("ingen månad vald")
    first, every = method_words.choice("month", entry.doc.get("month")), str(entry.doc.get("every") or "year")
    if every == "year":
        return first
    if every == "two_years":
        return f"{first}, {method_words.choice('every', every)}"
    return _("{often}, från {month}").format(often=method_words.choice("every", every), month=first)


def spot(one: Spot) -> str:
    """How a month stands."""
    told = {
        "done": _("gjort"),
        "now": _("nu"),
        "passed": _("inte markerad"),
        "before": _("inget skrivet"),
        "ahead": _("kommer"),
    }
    return told[one.state]


def legend(width: int) -> list[Row]:
    """What the signs of the wheel mean, on as many rows as it needs."""
    told = {
        "done": _("gjort"),
        "now": _("den här månaden"),
        "ahead": _("kommer"),
        "passed": _("inte markerad"),
        "before": _("inget skrivet"),
    }
    rows: list[list[Piece]] = [[]]
    for state, said in told.items():
        sign, ink = SIGNS[state]
        piece: list[Piece] = [(sign, ink), (f" {said}", "quiet")]
        gap: list[Piece] = [("   ", "text")] if rows[-1] else []
        if rows[-1] and row_width([*rows[-1], *gap, *piece]) > width:
            rows.append([])
            gap = []
        rows[-1] += [*gap, *piece]
    return [*rows]


def standing(entry: Entry) -> str:
    """How a year stands for something: "gjort", "2 av 4 gjorda, nästa november"."""
    if not months_of(entry.doc):
        return _("välj månad")
    if not entry.spots:
        after = entry.awaited
        return _("nästa {when}").format(when=f"{month(after.month)} {after.year}") if after else ""
    counted = [one for one in entry.spots if one.state != "before"]
    if len(counted) < 2:
        return spot((counted or entry.spots)[0])
    done = sum(1 for one in counted if one.state == "done")
    return _("{n} av {total} gjorda").format(n=done, total=len(counted))


def answered(count: int, total: int) -> str:
    return ngettext("{n} av {total} rad besvarad", "{n} av {total} rader besvarade", total).format(
        n=count, total=total
    )
