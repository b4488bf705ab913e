"""A board's method measure in words: what each feature is, and how many of the tried cards have it."""

from __future__ import annotations

from collections.abc import Mapping

from board.method.quality import Share
from tui.text import N_, _, ngettext

FEATURES: Mapping[str, str] = {
    "several_cycles": N_("Prövat mer än en gång"),
    "data_over_time": N_("Mätvärden över tid"),
    "predicted_before": N_("Skrev vad de väntade sig innan de började"),
    "cause_first": N_("Letade orsak innan de valde åtgärd"),
    "reasons_given": N_("Skrev varför när de gick vidare med en lucka"),
}


MEANINGS: Mapping[str, str] = {
    "several_cycles": N_("Räknas när ett kort har prövats i mer än ett varv, eller med mer än ett försök."),
    "data_over_time": N_("Räknas när ett mått har minst tre värden från minst tre dagar."),
    "predicted_before": N_("Räknas när gissningen skrevs innan försöket började."),
    "cause_first": N_("Räknas när en orsak skrevs före den första åtgärden."),
    "reasons_given": N_(
        "Räknas bland kort som gick vidare utan att allt var ifyllt, när det står varför varje gång."
    ),
}


def meaning(code: str) -> str:
    """When a card counts as having a feature."""
    return _(MEANINGS[code]) if code in MEANINGS else ""


def share(of: Share) -> str:
    """How many of the cards have it: `3 av 8 kort`; where the cards are too few for it to mean anything, that."""
    if not of.of:
        return _("inga kort än")
    told = ngettext("{n} av {of} kort", "{n} av {of} kort", len(of.of)).format(n=of.having, of=len(of.of))
    return told if of.told else _("{told}, för få för att säga något").format(told=told)


def feature(code: str) -> str:
    """What a feature is called; one of a newer version by its code."""
    return _(FEATURES[code]) if code in FEATURES else code


def row(share: Share) -> list[str]:
    """A feature, how many cards have it, and the share where the cards are enough for one."""
    percent = f"{share.share:.0%}".replace("%", " %") if share.share is not None else ""
    return [feature(share.feature), _("{n} av {of}").format(n=share.having, of=len(share.of)), percent]
