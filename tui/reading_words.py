"""Why a reading was not understood, in words: one typed by itself, or a line of many pasted at once."""

from __future__ import annotations

from collections.abc import Mapping

from board.errors import Problem
from tui.text import N_, _

_REASONS: Mapping[str, str] = {
    "empty": N_("Mätvärdet är tomt, så inget är sparat. Skriv ett tal, som 12,5."),
    "not_finite": N_("”{given}” är inget tal, så mätvärdet är inte sparat. Skriv ett tal, som 12,5."),
    "too_large": N_(
        "”{given}” är för stort eller för nära noll för att räkna med, så mätvärdet är inte sparat."
        " Skriv det i en annan enhet."
    ),
    "fraction": N_(
        "”{given}” kan vara en dag eller en andel, så mätvärdet är inte sparat. Skriv en andel som 3 av 8."
    ),
    "backwards": N_(
        "”{given}” går från högt till lågt, så mätvärdet är inte sparat. Skriv det lägsta först, som 60–111."
    ),
    "no_share": N_(
        "”{given}” är ingen andel av något, så mätvärdet är inte sparat. Skriv delen först, som 3 av 8."
    ),
    "no_day": N_("”{given}”: dagen saknas, så mätvärdet är inte sparat. Skriv dagen först, som 1/11; 12,5."),
    "not_yet": N_("”{given}” har inte varit än, så mätvärdet är inte sparat. Rätta dagen."),
    "day_or_value": N_(
        "”{given}” kan läsas på två sätt, så mätvärdet är inte sparat."
        " Skriv semikolon mellan dag och värde, som 9 nov; 12,5."
    ),
    "several": N_(
        "”{given}” har flera tal, så mätvärdet är inte sparat. Skriv en dag och ett värde på varje rad."
    ),
}


def refusal(problem: Problem) -> str:
    """The sentence of a `bad_reading`, with {given} left to fill in."""
    unknown = N_(
        "”{given}” går inte att förstå som ett mätvärde, så det är inte sparat."
        " Skriv till exempel 12,5, 60–111, ca 40, <5 eller 3 av 8."
    )
    return _(_REASONS.get(str(problem.params.get("reason")), unknown))
