"""A programme's final report: each part with its aims, what was done, what came of it, and what it says of the rest.

What somebody has written in a part's report stands; where nothing is written, what the card says stands instead, and
where the card says nothing, that is said. No figure is reckoned out of others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from board.method.kinds import REPORT
from board.programmes import Measured, Part, Programme, Taken, far
from board.values import day_in, text_in
from tui import method_words, words
from tui.story.blocks import Block, Points, Story, Table, Words
from tui.story.blocks import Part as Chapter
from tui.story.results import amount
from tui.text import _, dates, ngettext

NOTHING = "–"


class Known(NamedTuple):
    """What a report is told with: what each part's card says (by the part's id), what boards are called, persons."""

    cards: Mapping[str, Taken | None]
    boards: Mapping[str, str]
    person: Callable[[Any], str]
    today: date


def story(programme: Programme, known: Known) -> Story:
    """The whole report."""
    chapters = [Chapter("purpose", method_words.field("programme", "purpose"), tuple(_purpose(programme)))]
    if programme.parts:
        chapters.append(Chapter("parts", _("Delarna i korthet"), tuple(_overview(programme, known))))
    for number, part in enumerate(programme.parts, 1):
        heading = f"{number}. {_title(part, known)}"
        chapters.append(Chapter(f"part-{number}", heading, tuple(_part(part, known))))
    thoughts = tuple(_thoughts(programme, known))
    if thoughts:
        chapters.append(Chapter("thoughts", _("Värt en tanke"), thoughts))
    return Story(programme.text, tuple(_about(programme, known)), tuple(chapters))


def _title(part: Part, known: Known) -> str:
    card = known.cards.get(part.id)
    return part.text or (card.title if card is not None else NOTHING)


def _about(programme: Programme, known: Known) -> Iterator[str]:
    yield _("Slutrapport, skriven {day}").format(day=_day(known.today))
    begins, ends = day_in(programme.doc, "from"), day_in(programme.doc, "until")
    if begins is not None and ends is not None:
        yield _("Från {start} till {end}").format(start=_day(begins), end=_day(ends))
    elif begins is not None or ends is not None:
        day = _day(begins or ends or known.today)
        yield (_("Från {day}") if begins is not None else _("Till {day}")).format(day=day)
    if programme.doc.get("owner"):
        yield f"{method_words.field('programme', 'owner')}: {known.person(programme.doc['owner'])}"


def _day(when: date) -> str:
    """With its year: a report is read long after."""
    return f"{dates.day(when)} {when.year}"


def _purpose(programme: Programme) -> Iterator[Block]:
    yield Words(text_in(programme.doc, "purpose") or _("Inget är skrivet om vad satsningen är till för."))


def standing(programme: Programme, cards: Mapping[str, Taken | None]) -> str:
    """How far it has come: "14 delar, 13 har ett resultat skrivet"; a nought is a result, too."""
    found = far(programme, cards)
    told = ngettext("{n} del", "{n} delar", found.parts).format(n=found.parts)
    whole = ngettext(
        "{parts}, {n} har ett resultat skrivet", "{parts}, {n} har ett resultat skrivet", found.with_result
    )
    return whole.format(parts=told, n=found.with_result)


def _overview(programme: Programme, known: Known) -> Iterator[Block]:
    yield Words(standing(programme, known.cards) + ".")
    rows = []
    for number, part in enumerate(programme.parts, 1):
        card = known.cards.get(part.id)
        measured = card.measured if card is not None else ()
        rows.append(
            (
                f"{number}. {_title(part, known)}",
                _unit(part, card, known),
                _where(card) if card is not None else NOTHING,
                "\n".join(one.name or NOTHING for one in measured) or NOTHING,
                "\n".join(follows(one.follows) or NOTHING for one in measured) or NOTHING,
                "\n".join(_aim(one) or NOTHING for one in measured) or NOTHING,
                text_in(part.doc, "result") or "\n".join(_results(card)) or NOTHING,
            )
        )
    heads = (_("Del"), _("Enhet"), _("Läge"), _("Mått"), _("Slags mått"), _("Mål"), _("Resultat"))
    yield Table(_("Delarna"), heads, tuple(rows))
    yield Words(_("– betyder att det inte finns någon uppgift."))
    if any(card is not None and card.measured for card in known.cards.values()):
        yield Words(_("Slags mått: aktivitet är vad som görs, effekt är vad det ger dem det gäller."))


def follows(code: str) -> str:
    """What a measure follows: "aktivitet", "effekt", or as an import said it."""
    return {"activity": _("aktivitet"), "effect": _("effekt")}.get(code, code)


def _unit(part: Part, card: Taken | None, known: Known) -> str:
    return (card.unit if card is not None else "") or known.boards.get(part.board, part.board) or NOTHING


def _where(card: Taken) -> str:
    return words.phase(card.phase) if card.state == "open" else words.state(card.state)


def _aim(one: Measured) -> str:
    """A measure's target, and from what; empty where the card has none."""
    if one.said:
        return one.aim
    said = (
        [_("från {value}").format(value=amount(one.baseline, one.unit))] if one.baseline is not None else []
    )
    if one.target is not None:
        said.append(_("till {value}").format(value=amount(one.target, one.unit)))
    return " ".join(said)


def _results(card: Taken | None) -> Iterator[str]:
    """What came of it, as the card says: its outcome, and the last reading of each measure."""
    if card is None:
        return
    if card.result:
        yield card.result
    for one in card.measured:
        if one.latest is not None:
            day, typed = one.latest
            told = _day(date.fromisoformat(day)) if _is_day(day) else day
            yield _("{what}: {value} ({day})").format(what=one.name, value=typed, day=told)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def proposed(card: Taken | None) -> dict[str, str]:
    """What each heading of a part's report says where nobody has written in it: the card's own words, or nothing."""
    if card is None:
        return dict.fromkeys(REPORT, "")
    aims = [
        _("{measure}: {aim}").format(measure=_measure(one), aim=_aim(one) or _("inget mål angivet"))
        for one in card.measured
    ]
    goes_on = [card.continuation, card.decision, words.outcome(card.finish) if card.finish else ""]
    goes_on += [_("Rutin: {name}").format(name=name) for name in card.routines]
    reached = method_words.choice("goal_reached", card.goal_reached) if card.goal_reached else ""
    return {
        "aims": "\n".join(aims),
        "carried_out": "\n".join(card.carried_out),
        "result": "\n".join(_results(card)),
        "reached": reached,
        "lessons": "\n".join(card.lessons),
        "continuation": "\n".join(filter(None, goes_on)),
    }


def _measure(one: Measured) -> str:
    name, kind = one.name or _("mått saknas"), follows(one.follows)
    return f"{name} ({kind})" if kind else name


def _part(part: Part, known: Known) -> Iterator[Block]:
    card = known.cards.get(part.id)
    if card is None:
        yield Words(
            _("Kortet finns inte kvar, eller går inte att läsa. Här står det som är skrivet om delen.")
        )
    else:
        facts = [_unit(part, card, known), _where(card)]
        if card.unit and (board := known.boards.get(part.board)):
            facts.append(_("tavlan {name}").format(name=board))
        yield Words(" · ".join(facts))
        if card.problem:
            yield Words(card.problem, words.field("problem"))
    given = proposed(card)
    for name in REPORT:
        text = text_in(part.doc, name) or given[name]
        yield Words(text or _("Ingen uppgift."), method_words.field("programme_part", name))
    for heading, said in card.more if card is not None else ():
        yield Words(said or _("Ingen uppgift."), heading)


def _thoughts(programme: Programme, known: Known) -> Iterator[Block]:
    """Kindly: where only what was done is measured, and where nothing is told of what came of it."""
    cards = [(part, card) for part in programme.parts if (card := known.cards.get(part.id)) is not None]
    lacking = [_title(part, known) for part, card in cards if card.lacks_effect]
    if lacking:
        yield Words(
            _(
                "De här delarna mäter vad som gjordes. Finns det också något som visar vad det gav dem det gäller?"
                " Ett aktivitetsmått nås lätt, utan att det säger om det blev bättre."
            )
        )
        yield Points(tuple(lacking))
    silent = [
        _title(part, known) for part, card in cards if not card.has_result and not text_in(part.doc, "result")
    ]
    if silent:
        yield Words(_("De här delarna har inget resultat. Säg i så fall varför, det är också en kunskap."))
        yield Points(tuple(silent))


def written(programme: Programme, known: Known, form: str = "md") -> str:
    """The report as Markdown (`md`) or as a page (`html`)."""
    told = story(programme, known)
    if form == "md":
        from tui.story import markdown

        return markdown.written(told)
    from tui.story import html

    return html.written(told)
