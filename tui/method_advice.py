"""Advice on a card's section in words, from the codes of board.method.hints, and whether a try can be judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from board.method.hints import Check, Hint, evaluable, hints
from board.ports import Snapshot
from tui import method_words as words
from tui.lines import fit
from tui.text import N_, _, dates, ngettext


class Around(Protocol):
    """Where the card is, and how people and its parts are called."""

    @property
    def board(self) -> Snapshot: ...

    @property
    def today(self) -> date: ...

    def person(self, ref: object, /) -> str: ...

    def linked(self, kind: str, id: object, /) -> str: ...


NAMED = 3
"""A thought about so many parts at most names them."""
PLAIN: Mapping[str, str] = {
    "facts_all_opinions": N_("Allt om nuläget är sådant ni tycker. Går något att räkna, eller se efter?"),
    "causes_all_outside": N_(
        "Alla orsaker ligger utanför det ni råder över. Finns det någon del som ni kan göra något åt?"
    ),
    "many_prioritised": N_("Ni går vidare med {count} orsaker på en gång. En till tre räcker ofta långt."),
    "one_name": N_("{person} står på allt. Kan fler dela på det?"),
    "same_day": N_("{count} saker ska bli klara samma dag, {day}. Går det att sprida ut dem?"),
    "no_goal": N_("Kortet hör inte till något mål. Välj ett av enhetens mål, eller märk det som eget mål."),
    "goal_ended": N_("Målet ”{text}” gäller inte längre. Hör kortet till ett annat?"),
    "no_prediction": N_(
        "Snart börjar ni pröva. Skriv först vad ni väntar er att se, så ser ni sedan om ni hade rätt."
    ),
    "only_activity_goals": N_("Måtten följer bara vad ni gör. Lägg till ett som visar vad det ger."),
    "all_inside_out": N_(
        "Alla mått är sedda inifrån er. Hur märker den det gäller att det har blivit bättre?"
    ),
    "individual_unvalued": N_("Inget mått visar vad det ger den enskilde. Hur skulle det kunna synas?"),
    "effect_goal_soon": N_(
        "En effekt syns sällan inom ett år. Sätt också ett mål för något som hinner synas till {day}."
    ),
    "no_own_experience": N_(
        "Ingen brukare eller närstående har varit med än. Vem kan ni fråga, och hur blir det lätt att svara?"
    ),
    "who_is_missing": N_("Vilka kom inte till tals? Tänk på språk, kön, hälsa och ork."),
    "nothing_came_of_it": N_("Skriv vad det ledde till att ni frågade. De som var med vill veta."),
    "start_small": N_("Försöket gäller hela enheten. Kan ni börja med en person, en gång?"),
}
"""Sentences that are the same for one and for many."""


def advice(around: Around, org: Snapshot, card: str, section: str) -> list[str]:
    """What is worth a thought in a section; never a must."""
    found = hints(around.board, card, around.today, org)
    return [told for hint in found if hint.section == section and (told := sentence(hint, around))]


def sentence(hint: Hint, around: Around) -> str:
    """A hint in words, with the parts that it follows from; empty for one of a newer version."""
    params = {name: _param(name, value, around) for name, value in hint.params.items()}
    if hint.code in PLAIN:
        told = _(PLAIN[hint.code])
    else:
        count = int(hint.params.get("count") or 0)
        told = _COUNTED[hint.code](count) if hint.code in _COUNTED else ""
    told = told.format(n=params.get("count", 0), **params)
    if told and hint.of and len(hint.of) <= NAMED and hint.code in _NAMES_PARTS:
        told += " " + _("Det gäller {what}.").format(what=_quoted(hint.kind, hint.of, around))
    return told


def _param(name: str, value: Any, around: Around) -> Any:
    if isinstance(value, date):
        return dates.day(value, around.today)
    return around.person(value) if name == "person" else value


def _quoted(kind: str, ids: Iterable[str], around: Around) -> str:
    return ", ".join(_("”{text}”").format(text=fit(around.linked(kind, id), 60)) for id in ids)


_COUNTED: Mapping[str, Callable[[int], str]] = {
    "lift_cause": lambda n: ngettext(
        "En orsak ligger utanför er ram. Lyft den till den som råder över den.",
        "{n} orsaker ligger utanför er ram. Lyft dem till den som råder över dem.",
        n,
    ),
    "action_without_cause": lambda n: ngettext(
        "En åtgärd hör inte till någon orsak än. Vilken tar den sikte på?",
        "{n} åtgärder hör inte till någon orsak än. Vilka tar de sikte på?",
        n,
    ),
    "lift_action": lambda n: ngettext(
        "En åtgärd bestämmer någon annan om. Lyft den, så blir frågan ställd.",
        "{n} åtgärder bestämmer någon annan om. Lyft dem, så blir frågan ställd.",
        n,
    ),
    "weigh_risk": lambda n: ngettext(
        "En åtgärd är beslutad och berör andra. Vad kan gå snett, och hur allvarligt vore det?",
        "{n} åtgärder är beslutade och berör andra. Vad kan gå snett, och hur allvarligt vore det?",
        n,
    ),
    "park_action": lambda n: ngettext(
        "En åtgärd kan ni inte påverka. Parkera den, och skriv varför.",
        "{n} åtgärder kan ni inte påverka. Parkera dem, och skriv varför.",
        n,
    ),
    "parked_without_reason": lambda n: ngettext(
        "En åtgärd är parkerad utan skäl. Skriv varför, så slipper någon undra.",
        "{n} åtgärder är parkerade utan skäl. Skriv varför, så slipper någon undra.",
        n,
    ),
    "decided_by_nobody": lambda n: ngettext(
        "En åtgärd är beslutad utan att det står av vem.",
        "{n} åtgärder är beslutade utan att det står av vem.",
        n,
    ),
    "short_time": lambda n: ngettext(
        "En sak ska bli klar till {day}. Räcker tiden?",
        "{n} saker ska bli klara till {day}. Räcker tiden?",
        n,
    ),
    "followed_up_before_done": lambda n: ngettext(
        "Ni följer upp {follow_up}, men en sak blir klar först efter det.",
        "Ni följer upp {follow_up}, men {n} saker blir klara först efter det.",
        n,
    ),
    "target_without_origin": lambda n: ngettext(
        "Ett målvärde säger inte varifrån det kommer.",
        "{n} målvärden säger inte varifrån de kommer.",
        n,
    ),
    "no_baseline": lambda n: ngettext(
        "Ett mått har inget utgångsläge. Mät några gånger innan ni börjar, så går det att jämföra.",
        "{n} mått har inget utgångsläge. Mät några gånger innan ni börjar, så går det att jämföra.",
        n,
    ),
}
_NAMES_PARTS = frozenset({*_COUNTED, "effect_goal_soon", "start_small", "nothing_came_of_it"}) - {
    "short_time"
}

QUESTIONS: Mapping[str, str] = {
    "purpose": N_("vad den ska åstadkomma"),
    "activities": N_("vad som ska göras"),
    "resources": N_("vad som behövs"),
    "who": N_("vem som gör det"),
    "when": N_("när det ska vara klart"),
    "follow_how": N_("hur ni följer upp"),
    "follow_on": N_("när ni följer upp"),
    "evaluate_how": N_("hur ni avgör om det löste problemet"),
}


def question(code: str) -> str:
    """One of the eight questions to a measure, as part of a list."""
    return _(QUESTIONS[code]) if code in QUESTIONS else code


CHECKS: Mapping[str, str] = {
    "goal_concrete": N_("Målet går att mäta"),
    "baseline": N_("Något att jämföra med"),
    "resources": N_("Det som behövs finns med"),
    "if_then": N_("Om–så är skrivet"),
}
_NOTHING: Mapping[str, str] = {
    "goal_concrete": N_("inget mått än"),
    "baseline": N_("inget mått än"),
    "resources": N_("ingen åtgärd än"),
}
_LACKS: Mapping[str, str] = {
    "goal_concrete": N_("saknar enhet eller målvärde: {what}"),
    "baseline": N_("saknar utgångsläge: {what}"),
    "resources": N_("skriv vad som behövs till: {what}"),
    "if_then": N_("saknas: {what}"),
}


def checks(around: Around, card: str) -> list[tuple[bool, str, str]]:
    """The quick check as (yes, what was asked, what it was derived from)."""
    found = evaluable(around.board, card, around.today)
    return [(check.met, _(CHECKS.get(check.code, check.code)), _of(check, around)) for check in found.checks]


def _of(check: Check, around: Around) -> str:
    ids = check.of if check.met else check.lacking
    if not ids:
        return _(_NOTHING[check.code]) if check.code in _NOTHING else ""
    if check.kind:
        what = ", ".join(fit(around.linked(check.kind, id), 60) for id in ids[:NAMED])
        what += f" (+{len(ids) - NAMED})" if len(ids) > NAMED else ""
    else:
        what = ", ".join(words.field(None, name).lower() for name in ids)
    return what if check.met else _(_LACKS.get(check.code, "{what}")).format(what=what)
