"""Which category a group's redo-analys comes to. The source gives words and no numbers: the thresholds are the tool's
own, are shown as such, and stand here.

Will is one of three: it competes, where persons lie far apart on factors 1-4 or the chair says so; else it is clear,
where the mean is high; else it is weak or unclear. Ability is low or high. The source describes four of the six
combinations; the other two lie between its ideal types and are never forced into a letter.
"""

from __future__ import annotations

from typing import NamedTuple

from board.readiness import ABILITY, FEWEST_SHOWN, WILL, Result

_EXACT = 9
"""Decimals that count: the same answers in another order must not differ by how numbers are added."""


class Thresholds(NamedTuple):
    """Where the tool draws its lines; all on the scale of ratings, 1-4.

    clear: will is clear from this mean. high: ability is high from this. competing: wills compete from this mean
    spread on factors 1-4 (0-1.5). near, near_spread: so close to a line is said. will_answered, ability_answered: so
    many factors must have been rated for a category.
    """

    clear: float = 2.5
    high: float = 2.5
    competing: float = 0.9
    near: float = 0.15
    near_spread: float = 0.1
    will_answered: int = 3
    ability_answered: int = 6


TOOLS_OWN = Thresholds()

COMPETING, CLEAR, WEAK = "competing", "clear", "weak"
LOW, HIGH = "low", "high"
CATEGORIES = {
    (COMPETING, LOW): "A",
    (WEAK, LOW): "B",
    (CLEAR, HIGH): "C",
    (WEAK, HIGH): "D",
    (COMPETING, HIGH): "between_competing_high",
    (CLEAR, LOW): "between_clear_low",
}
"""Every state of will and ability. Shown as "Kategori A" or "mellan idealtyperna", never as a bare letter."""
TOO_FEW, CHAIR_ASKED = "too_few", "chair_asked"
CODES = (*CATEGORIES.values(), TOO_FEW, CHAIR_ASKED)

ADVICE = {
    "A": ("agree_first", "start_small"),
    "B": ("start_small",),
    "C": ("good_conditions", "go_ahead"),
    "D": ("lift_gaze", "go_ahead"),
    "between_competing_high": ("agree_first", "go_ahead"),
    "between_clear_low": ("good_conditions", "start_small"),
}
"""Pieces of advice by category; between the ideal types both that belong to its will and to its ability."""


class Near(NamedTuple):
    """A line that is near: `what` is will, ability or spread; a small change could make it `instead`."""

    what: str
    instead: str


class Verdict(NamedTuple):
    """code: one of CODES. The three numbers are None where nobody rated, and where they may not be shown since a factor
    of theirs has fewer than FEWEST_SHOWN ratings; `spread` also where it is not read.

    will_state, ability_state: what they come to, None where there is no category. near: lines close by, of the
    numbers that are shown. by_chair: wills compete by the chair's word.
    """

    code: str
    will: float | None
    ability: float | None
    spread: float | None
    will_state: str | None = None
    ability_state: str | None = None
    near: tuple[Near, ...] = ()
    by_chair: bool = False

    @property
    def category(self) -> str | None:
        """A, B, C or D, or None."""
        return self.code if len(self.code) == 1 else None

    @property
    def advice(self) -> tuple[str, ...]:
        return ADVICE.get(self.code, ())


def verdict(result: Result, competing: bool | None = None, lines: Thresholds = TOOLS_OWN) -> Verdict:
    """The one verdict on a round of the form `readiness`. The order of answers never matters.

    competing: the chair's word on whether wills compete. True counts always; with fewer than FEWEST_SHOWN who rated
    factors 1-4, spread says nothing and the word is asked for (`chair_asked`); False then says that they do not.

    A person agrees with a group who gives each factor a rating between its lower and upper median. Such a one never
    makes the spread larger, so never makes wills compete where spread is read before and after.
    """
    will, ability = _exact(result.mean(WILL)), _exact(result.mean(ABILITY))
    read = result.raters(WILL) >= FEWEST_SHOWN
    spread = _exact(result.spread(WILL)) if read else None
    enough = (
        result.answered(WILL)[0] >= lines.will_answered
        and result.answered(ABILITY)[0] >= lines.ability_answered
    )
    shows_will, shows_ability = result.may_show(WILL), result.may_show(ABILITY)
    shown = (will if shows_will else None, ability if shows_ability else None, spread if shows_will else None)
    if not enough or will is None or ability is None:
        return Verdict(TOO_FEW, *shown)
    if not read and competing is None:
        return Verdict(CHAIR_ASKED, *shown)
    apart = spread is not None and spread >= lines.competing
    by_mean = CLEAR if will >= lines.clear else WEAK
    will_state = COMPETING if competing or apart else by_mean
    ability_state = HIGH if ability >= lines.high else LOW
    near: list[Near] = []
    if shows_will and will_state != COMPETING and abs(will - lines.clear) <= lines.near:
        near.append(Near("will", CATEGORIES[WEAK if will_state == CLEAR else CLEAR, ability_state]))
    if shows_ability and abs(ability - lines.high) <= lines.near:
        near.append(Near("ability", CATEGORIES[will_state, LOW if ability_state == HIGH else HIGH]))
    if (
        shows_will
        and not competing
        and spread is not None
        and abs(spread - lines.competing) <= lines.near_spread
    ):
        near.append(Near("spread", CATEGORIES[by_mean if apart else COMPETING, ability_state]))
    code = CATEGORIES[will_state, ability_state]
    return Verdict(code, *shown, will_state, ability_state, tuple(near), bool(competing) and not apart)


def _exact(number: float | None) -> float | None:
    return None if number is None else round(number, _EXACT)
