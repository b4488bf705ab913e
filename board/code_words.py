"""The words that people and their spreadsheets use for phases, kinds, roles and states, read as codes.

Both languages, any case, with or without accents, `_` and `-` as spaces, and any beginning that fits one code only.
"""

from __future__ import annotations

from functools import cache

from board.swedish import loose_fold

_PHASES = {
    "inbox": "förslag|förslagen|inkorg|nya|idéer|inbox|proposals|proposal|ideas|suggestions",
    "plan": "planera|planering|planeras|planerad|plan|planning",
    "do": "genomföra|genomförs|genomför|göra|gör|testa|pågår|do|doing|in progress",
    "check": "följa upp|följ upp|uppföljning|följs upp|studera|utvärdera|check|study|follow up",
    "act": "agera|lära|besluta|standardisera|act",
    "done": "avslutat|avslutad|avslutade|klart|klar|klara|färdig|done|finished|closed",
}
_KINDS = {
    "problem": "problem|issue",
    "forslag": "förslag|idé|förbättringsförslag|proposal|suggestion|idea",
    "handelse": "händelse|avvikelse|strul|tillbud|incident|event|deviation",
    "synpunkt": "synpunkt|klagomål|beröm|view|complaint|feedback",
    "gott_exempel": "gott exempel|goda exempel|good example|good practice",
    "delprojekt": "delprojekt|projekt|subproject|sub project|project",
}
_ROLES = {
    "utforare": "utförare|medarbetare|everyone|staff|performer|team member",
    "forbattringsledare": "förbättringsledare|chef|improvement leader|manager|leader",
    "nyckelperson": "nyckelperson|key person",
    "ambassador": "ambassadör|ambassador",
    "specialist": "specialist",
}
_STATES = {
    "open": "öppen|öppna|öppet|open",
    "parked": "parkerad|parkerade|parkerat|vilande|parked",
    "archived": "arkiverad|arkiverade|arkiverat|arkiv|archived",
    "finished": "avslutad|avslutade|avslutat|klar|klara|finished|done",
}
_DUES = {
    "overdue": "försenad|försenade|försenat|sen|sena|overdue|late",
    "today": "idag|i dag|today",
    "week": "vecka|veckan|denna vecka|week|this week",
    "none": "ingen|inget|utan|saknas|none",
}
_STARTERS = {
    "order": "ordning|ordning och reda|reda|förråd|order|tidiness",
    "deviation": "avvikelse|återkommande|återkommande avvikelse|recurring",
    "good_example": "gott exempel|goda exempel|exempel|good example",
    "routine": "rutin|ny rutin|routine|new routine",
    "innovation": "tjänsteinnovation|nytt sätt|innovation|new way",
}
_FAMILIES = {
    "phase": _PHASES,
    "kind": _KINDS,
    "role": _ROLES,
    "state": _STATES,
    "due": _DUES,
    "starter": _STARTERS,
}


@cache
def _table(family: str) -> dict[str, str]:
    table = {}
    for code, words in _FAMILIES[family].items():
        for word in (code, *words.split("|")):
            table[_plain(word)] = code
    return table


def _plain(text: str) -> str:
    return " ".join(loose_fold(text).replace("_", " ").replace("-", " ").split())


def code_of(family: str, text: str) -> str | None:
    """The code that `text` means in a family (phase, kind, role, state, due), or None.

    A beginning of at least two letters is enough where every word that begins so means the same code.
    """
    table = _table(family)
    said = _plain(text)
    if said in table:
        return table[said]
    codes = {code for word, code in table.items() if len(said) >= 2 and word.startswith(said)}
    return codes.pop() if len(codes) == 1 else None


def words_for(family: str) -> tuple[str, ...]:
    """The first word of each code, for saying what is understood."""
    return tuple(words.split("|")[0] for words in _FAMILIES[family].values())
