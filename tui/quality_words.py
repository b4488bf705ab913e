"""A board's method measure in words: what each feature is, and how many of the tried cards have it."""

from __future__ import annotations

from collections.abc import Mapping

from board.method.quality import Share
from tui.text import N_, _

FEATURES: Mapping[str, str] = {
    "several_cycles": N_("Prövat mer än en gång"),
    "data_over_time": N_("Mätvärden över tid"),
    "predicted_before": N_("Skrev vad de väntade sig innan de började"),
    "cause_first": N_("Letade orsak innan de valde åtgärd"),
    "reasons_given": N_("Skrev varför de hoppade över ett steg"),
}


def feature(code: str) -> str:
    """What a feature is called; one of a newer version by its code."""
    return _(FEATURES[code]) if code in FEATURES else code


def row(share: Share) -> list[str]:
    """A feature, how many cards have it, and the share where the cards are enough for one."""
    percent = f"{share.share:.0%}".replace("%", " %") if share.share is not None else ""
    return [feature(share.feature), _("{n} av {of}").format(n=share.having, of=len(share.of)), percent]
