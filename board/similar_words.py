"""Swedish words made comparable: inflections taken off, empty words left out, the care's synonyms as one.

The endings are those of the Snowball stemmer for Swedish with the definite forms added that it leaves on; the
synonyms are ours, from how care staff word the same trouble.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from board.swedish import fold

LONGEST = 200
"""Characters of a text that are looked at."""
REMEMBERED = 32_768
"""Texts whose stems are remembered: titles and problems of 10,000 cards and more."""

_ENDINGS = tuple(
    sorted(
        (
            "heterna heternas hetens heten heter het arnas ernas ornas andets arna erna orna ande anden andet ende"
            " ades ade ad are aren arens arnes ares ationerna ationer ationen ation ningarna ningar ningen ning"
            " ingarna ingar ingen ing ena ens en ets et er ern ar or as at ast aste an ats es e a na de dde te t s"
        ).split(),
        key=len,
        reverse=True,
    )
)
_LEAST = 3
_VOWELS = "aeiouyåäö"

_EMPTY = (
    "vi jag du han hon den det de dem man min mitt mina vår vårt våra er era sin sitt sina en ett och eller men att som"
    " i på av för till från med utan om vid under över efter innan mellan hos in ut upp ner ned är var varit vara blir"
    " bli blev blivit har ha hade får få fick kan kunna kunde ska skall skulle måste vill ville brukar så då nu när där"
    " här hur vad vem varför vilken vilket vilka detta denna dessa inte ej aldrig ofta alltid ibland mycket mer"
    " mest väldigt ganska lite alla allt någon något några senare tidigare ingen inget inga också"
    " bara redan igen ju nog helt varje"
    " varandra gör göra gjort går gå gick gått kommer komma kom ta tar tas tog ge ger finns finnas finna the a of and"
    " to in is are we our lätt svårt dålig dåligt dåliga bra problem behöver behövs"
).split()

_SAME = (
    "leta letar letande sök söker hitta hittar saknar saknas sakna borta försvinner försvunnen försvunnit tappar"
    " tappat tappa borttappad bortkommen",
    "läkemedel medicin mediciner tablett tabletter piller",
    "signera signerar signering kvittera kvitterar kvittens signatur signaturer",
    "brukare boende kund kunder omsorgstagare vårdtagare klient klienter enskild enskilde",
    "personal medarbetare kollega kollegor kolleger",
    "anhörig anhöriga närstående familj",
    "telefon telefoner mobil mobiler mobiltelefon",
    "fall faller ramlar ramlade ramla trillar trillade halkar fallolycka fallolyckor",
    "mat maten måltid måltider",
    "möte möten apt arbetsplatsträff arbetsplatsträffar",
    "överlämning överrapportering rapport rapportering rapporten avrapportering",
    "vikarie vikarier timvikarie timanställd timanställda",
    "journal dokumentation dokumentera dokumenterar journalför journalföring",
    "sen sent försenad försenade dröjer vänta väntar väntan väntetid väntetider",
    "stress stressig stressad stressigt tidsbrist hinner hinna tidspress",
    "trasig trasiga trasigt sönder krånglar strular defekt",
    "glömmer glöms glömd glömt missar missas missad missat bortglömd utebliven uteblir",
    "kall kallt kalla ljummen ljum svalnar svalnat",
    "buller ljud ljudnivå högljudd högljutt stökig stökigt oväsen bullrig bullrigt",
    "ensam ensamma ensamhet isolerad isolerade",
    "introduktion inskolning introducera upplärning",
    "information info informera informeras",
    "bil bilar bilen fordon tjänstebil",
    "lösenord inloggning logga inlogg",
    "oro orolig oroliga oroar",
    "toalett toa wc toalettbesök",
    "blöja blöjor inkontinensskydd",
    "förråd lager",
    "oklar oklart otydlig otydligt otydliga osäker osäkert osäkra",
    "slut brist tom tomt tomma",
    "städ städning städar städa städas ostädat smutsig smutsigt",
    "dubbel dubbelt dubbla",
    "natt nätter nattetid",
    "hand händer",
    "fot fötter",
    "tand tänder",
    "ring ringer ringa ringning",
)
_NOT = frozenset("inte ej aldrig".split())
_WITH_NOT = {
    "fungera": "trasig",
    "funka": "trasig",
    "räcker": "brist",
    "finns": "saknas",
    "hinner": "stress",
    "vet": "oklar",
}
_WEAK = {
    0.7: "rutin",
    0.6: "leta",
    0.5: "brukare personal dag avdelning många lång tid",
    0.4: "gång",
}
"""What a word of this kind weighs against 1 for the others: such words stand on cards of all sorts."""


def _ended(word: str) -> str:
    """The word without its inflection."""
    if word.endswith("s") and not word.endswith("ss") and len(word) > _LEAST + 1:
        word = word[:-1]
    for ending in _ENDINGS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= _LEAST and any(c in _VOWELS for c in stem):
            if ending in ("s", "t", "e", "na", "de", "te") and len(stem) < 4:
                continue
            return stem
    return word


def _settled(stem: str) -> str:
    """nyckel, nyckl- and rumm-, rum are one: no e before a last l, n or r, and no doubled last letter."""
    if len(stem) > 4 and stem[-1] in "lnr" and stem[-2] == "e" and stem[-3] not in _VOWELS:
        stem = stem[:-2] + stem[-1]
    if len(stem) > _LEAST and stem[-1] == stem[-2]:
        stem = stem[:-1]
    return stem


@lru_cache(maxsize=20_000)
def bare(word: str) -> str:
    """The stem of one folded word."""
    if word.endswith(("eln", "ern")) and len(word) > 5:
        word = word[:-1]
    if word.endswith("el") and len(word) > 4:
        return _settled(word)
    return _settled(_ended(word))


@cache
def _tables() -> tuple[frozenset[str], dict[str, str], dict[str, str], dict[str, float]]:
    """(empty words, stem to the stem that stands for it, the same after a not, weights)."""
    same: dict[str, str] = {}
    for group in _SAME:
        words = group.split()
        for word in words:
            same[bare(fold(word))] = bare(fold(words[0]))
    after_not = {}
    for word, meaning in _WITH_NOT.items():
        stem = bare(meaning)
        after_not[bare(word)] = same.get(stem, stem)
    return (
        frozenset(_EMPTY),
        same,
        after_not,
        {bare(word): weight for weight, words in _WEAK.items() for word in words.split()},
    )


def weight(stem: str) -> float:
    """How much a word says: 1, or less for words that many cards have."""
    return _tables()[3].get(stem, 1.0)


@lru_cache(maxsize=REMEMBERED)
def stems(text: str) -> tuple[str, ...]:
    """What a text is about: the stems of its words, each once, without those that say nothing."""
    empty, same, after_not, _ = _tables()
    words = re.findall(r"\w+", fold(text[:LONGEST]))
    found: dict[str, None] = {}
    negated = not _NOT.isdisjoint(words)
    for word in words:
        stem = bare(word)
        if negated and stem in after_not:
            found[after_not[stem]] = None
        elif word not in empty and len(word) > 1:
            found[same.get(stem, stem)] = None
    return tuple(found)


SHORT = 4
"""Letters up to which a word that means the same has to be a whole word, inflected or not: hand is no handledare."""
MOST_SPELT = 6
"""So many are looked for, each through all that is written; the most common stand first in their group."""
_INFLECTED = "(?:en|et|er|ar|or|a|n|t|e|s)?"


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """The words that mean the same, folded, by the stem that stands for them."""
    return {bare(fold(group.split()[0])): tuple(map(fold, group.split())) for group in _SAME}


def alike(word: str) -> tuple[str, ...]:
    """The other words that mean the same as a word, each once however it is inflected; none for most words."""
    told = fold(word)
    group = _groups().get(_tables()[1].get(bare(told), ""), ())
    others = [one for one in group if not one.startswith(told) and bare(one) != bare(told)]
    return tuple(one for one in others if not any(one != other and one.startswith(other) for other in others))


def spelt(word: str) -> tuple[tuple[str, bool], ...]:
    """How a word and those that mean the same are found in a folded text, beside as the letters of the word itself: the
    beginning of a word, and whether the word is to end there but for its inflection. Nothing for most words."""
    others = alike(word)
    if not others:
        return ()
    found = {one: len(one) <= SHORT for one in others}
    for one in (fold(word), *others):
        stem = bare(one)
        if len(stem) > SHORT and (one.startswith(stem) or one.endswith("el")):  # läkemedel, läkemedlen
            found[stem] = False
    kept = [(one, whole) for one, whole in found.items() if not _is_found_by(found, one)]
    return tuple(kept[:MOST_SPELT])


def _is_found_by(found: Mapping[str, bool], one: str) -> bool:
    return any(one != other and not whole and one.startswith(other) for other, whole in found.items())


def as_pattern(beginning: str, whole: bool, letter: str = r"\w") -> str:
    """A regular expression for one of `spelt`; `letter` is what a letter is there."""
    end = f"{_INFLECTED}(?!{letter})" if whole else ""
    return f"(?<!{letter}){re.escape(beginning)}{end}"
