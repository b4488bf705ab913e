"""A draft of the unit's yearly report (resultat- och kvalitetsberättelse), from what its board says and nothing else.

What the board does not say is told as lacking. Cards that the team keeps to itself are not there, nor what is told of
single events: they are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from board.method.kinds import PERSPECTIVES
from board.method.series import Point
from board.model import board_of
from board.ports import Doc, Snapshot
from board.readiness_rounds import Round, rounds_of
from board.readiness_verdict import TOOLS_OWN
from board.results import REACHED, SHORT, Measure, became_routine, results_of, standing
from board.rules import is_open
from board.values import day_in, moment, text_in
from board.year import Checklist, Entry, checklist, points_of, wheel
from tui import method_words, readiness_words, result_words, words, year_words
from tui.charting import indicators
from tui.story.blocks import Block, Head, Part, Points, Story, Table, Words
from tui.story.of_year import NOTHING, Told, line, missing
from tui.story.parts import CardParts
from tui.story.telling import VERDICTS, judged
from tui.story.year_events import events, risks
from tui.text import _, ngettext, pgettext


def story(
    board: Snapshot, org: Snapshot, year: int, today: date, name: str = "", names: bool = False
) -> Story:
    """The draft for a year. `names` lets persons be named; what people wrote is told as it is."""
    told = Told(board, org, year, today, names)
    parts = (
        Part("goals", _("Mål och resultat"), tuple(_goals(told))),
        Part("improvements", _("Förbättringar"), tuple(_improvements(told))),
        Part("events", _("Händelser och synpunkter"), tuple(events(told))),
        Part("risks", _("Risker"), tuple(risks(told))),
        Part("readiness", _("Redo-analys"), tuple(_readiness(told))),
        Part("control", _("Egenkontroll"), tuple(_control(told))),
        Part("wheel", _("Årshjulet"), tuple(_wheel(told))),
        Part("points", _("Punkter för {year}, och vad det blev").format(year=year), tuple(_points(told))),
        Part("next", _("Det viktigaste {year}").format(year=year + 1), tuple(_next(told))),
    )
    title = _("Resultat- och kvalitetsberättelse {year}").format(year=year)
    return Story(title, tuple(_about(told, name)), parts)


def _about(told: Told, name: str) -> Iterator[str]:
    info = board_of(told.board)
    where = " · ".join(filter(None, dict.fromkeys((name or info.name, info.unit or ""))))
    if where:
        yield where
    day = f"{told.today.day} {year_words.month(told.today.month)} {told.today.year}"
    yield _("Utkast från tavlan, skrivet {day}. Läs igenom, rätta och skriv det som saknas.").format(day=day)
    if not told.over:
        yield _("Året är inte slut än.")
    if info.made_up:
        yield _("Påhittat exempel: enheten, händelserna och siffrorna finns inte.")


# --- goals


def _goals(told: Told) -> Iterator[Block]:
    found = results_of(told.board, internal=False)
    if not found.groups:
        yield missing(_("inga mål är skrivna på tavlan."))
    without: list[str] = []
    for group in found.groups:
        rows = []
        for goal in group.goals:
            text = line(goal.doc.get("text"))
            every = [one for top in goal.measures for one in top.family]
            if not every and text:
                rows.append((text, NOTHING, NOTHING, NOTHING, NOTHING))
                without.append(text)
            rows += [(text or _("utan mål"), *_measured(told, one)) for one in every]
        heads = (
            pgettext("one goal", "Mål"),
            _("Mått"),
            _("Utgångsläge"),
            _("Senast {year}").format(year=told.year),
            _("Målvärde"),
        )
        if rows:
            yield Table(result_words.perspective(group.perspective), heads, tuple(rows))
    if without:
        yield missing(_("mått på {count} av målen.").format(count=len(without)))
    if found.groups and len(found.lacking) < len(PERSPECTIVES):
        lacking = ", ".join(map(result_words.perspective, found.lacking))
        if lacking:
            yield missing(_("mått i perspektiven {names}.").format(names=lacking))


def _measured(told: Told, one: Measure) -> tuple[str, str, str, str]:
    """A measure's name, its last value before the year or else its first in it, its last in it, and how it stands to
    its target."""
    before = [point for point in one.points if point.day.year < told.year]
    within = [point for point in one.points if point.day.year == told.year]
    start = before[-1:] or (within[:1] if len(within) > 1 else [])
    first = _value(one, start) if start else NOTHING
    if start:
        when = str(start[0].day.year) if before else _("årets första")
        first = f"{first} ({when})"
    last = _value(one, within[-1:]) if within else _("inget värde")
    return line(one.doc.get("text")), first, last, _target(one, within)


def _value(one: Measure, points: Sequence[Point]) -> str:
    return result_words.value_told(_whole(points[-1].value), one.doc)


def _whole(value: float) -> float | int:
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _target(one: Measure, within: Sequence[Point]) -> str:
    aim = one.doc.get("target")
    if aim is None:
        return _("inget satt")
    value = result_words.value_told(aim, one.doc)
    how = {REACHED: _("nått"), SHORT: _("inte nått")}.get(standing(one, within), "")
    return f"{value} ({how})" if how else value


# --- improvements


def _improvements(told: Told) -> Iterator[Block]:
    ended = sorted(
        (
            (str(doc.get("since")), id, doc)
            for id, doc in told.board.table("cards").items()
            if (doc.get("finish") == "drop" or became_routine(told.board, id))
            and not is_open(doc)
            and not doc.get("internal")
            and (at := moment(doc.get("since"))) is not None
            and at.year == told.year
        ),
        key=lambda one: (one[2].get("finish") != "routine", one[0]),
    )
    if not ended:
        yield missing(_("ingen förbättring har avslutats på tavlan under året."))
        return
    routines = sum(1 for _since, _id, doc in ended if doc.get("finish") == "routine")
    facts = [result_words.improvements(routines)] if routines else []
    facts += [result_words.let_go(len(ended) - routines)] if len(ended) > routines else []
    yield Words(". ".join(facts) + ".")
    lacking: Counter[str] = Counter()
    for how, head in (("routine", _("Blev rutin ({n})")), ("drop", _("Släpptes ({n})"))):
        group = [(id, doc) for _since, id, doc in ended if doc.get("finish") == how]
        if group:
            yield Head(head.format(n=len(group)))
        for id, doc in group:
            yield Head(line(doc.get("title")), deep=True)
            yield from _card(told, id, doc, lacking)
    if lacking:
        yield _not_written(lacking, len(ended))


def _not_written(lacking: Mapping[str, int], total: int) -> Words:
    """What cards do not say, once for all of them: a card is good as it is."""
    (first, count), *others = lacking.items()
    told = [_("{what} ({n} av {total} kort)").format(what=first, n=count, total=total)]
    told += [f"{what} ({_('{n} av {total}').format(n=n, total=total)})" for what, n in others]
    return Words(", ".join(told) + ". " + _("Det som skrivs på kortet kommer med här."), _("Inte skrivet än"))


def _card(told: Told, id: str, doc: Doc, lacking: Counter[str]) -> Iterator[Block]:
    """What a card says; `lacking` counts what it does not."""
    card = CardParts(told.board, told.org, id, told.today, told.names)
    if owner := card.person(doc.get("owner")):
        yield Words(owner, words.field("owner"))
    causes = tuple(
        line(one.get("text"))
        for one in card.all("cause")
        if one.get("root") or one.get("status") == "confirmed"
    )
    tests = "\n".join(line(one.get("text")) for one in card.all("experiment"))
    tried = text_in(doc, "measure") or tests
    result = [text_in(doc, "outcome") or ""]
    for indicator, measure in indicators(told.board, id).items():
        one = Measure(told.board, indicator, measure, id, "", "")
        if one.points:
            result.append(f"{line(measure.get('text'))}: {result_words.from_to(one)}")
    for label, text in (
        (words.field("problem"), text_in(doc, "problem") or ""),
        (_("Orsaker"), "\n".join(causes)),
        (_("Det ni prövade"), tried),
        (_("Resultat"), "\n".join(filter(None, result))),
        (method_words.field(None, "noticed"), text_in(doc, "noticed") or ""),
        (words.field("decision"), text_in(doc, "decision") or words.outcome(doc.get("finish"))),
        (method_words.field(None, "lesson"), text_in(doc, "lesson") or ""),
    ):
        if text:
            yield Words(text, label)
        else:
            lacking[label.lower().rstrip("?")] += 1
    yield from judged(doc, *VERDICTS)


# --- how ready the unit is, its own checklist, the year


def _readiness(told: Told) -> Iterator[Block]:
    closed = [one for one in rounds_of(told.board, "readiness", "board") if one.closed is not None]
    this = [one for one in closed if one.closed is not None and one.closed.year == told.year]
    if not this:
        marked = [one for one in wheel(told.board, told.year, told.today) if _is_called(one, "Redo-analys")]
        months = [spot.month for one in marked for spot in one.spots if spot.state == "done"]
        if months:
            when = ", ".join(year_words.month(month) for month in dict.fromkeys(months))
            yield Words(_("Årshjulet säger att redo-analysen är gjord ({when}).").format(when=when))
            yield missing(_("svaren och vad ni kom fram till. De är inte skrivna på tavlan."))
        else:
            yield missing(_("ingen redo-analys är gjord på tavlan under året."))
        return
    before = [one for one in closed if one.closed is not None and one.closed.year < told.year]
    if before:
        yield from _round(before[-1], _("Förra gången"))
    yield from _round(this[-1], _("I år"))
    if this[-1].conclusion:
        yield Words(this[-1].conclusion, _("Det ni kom fram till"))


def _round(one: Round, label: str) -> Iterator[Block]:
    found = one.verdict
    if found is None:
        return
    text = readiness_words.category(found.code)
    if found.category:
        text += f". {readiness_words.description(found, TOOLS_OWN)}"
    yield Words(text, label)


def _control(told: Told) -> Iterator[Block]:
    found = checklist(told.board, told.year)
    if not found.lines:
        yield missing(_("laget har ingen egen lista på tavlan."))
        return
    years = [year for year in (told.year - 1, told.year) if year == told.year or year in found.years]
    answered = found.count(told.year)
    for theme, lines in found.themes:
        rows = tuple(
            (
                line(one.doc.get("text")),
                *(_answer(one.answers, year) for year in years),
                _note(told, one.answers),
            )
            for one in lines
        )
        heads = (_("Rad"), *map(str, years), _("Kommentar"))
        yield Table(theme or _("Utan område"), heads, rows)
    counts = ", ".join(
        f"{method_words.choice('answer', code)} {found.count(told.year, code)}"
        for code in ("yes", "partly", "no")
    )
    if answered:
        yield Words(f"{year_words.answered(answered, len(found.lines))}: {counts}.")
    yield from _unanswered(found, answered)


def _unanswered(found: Checklist, answered: int) -> Iterator[Block]:
    left = len(found.lines) - answered
    if left:
        yield missing(ngettext("svar på {n} rad.", "svar på {n} rader.", left).format(n=left))


def _answer(answers: Mapping[int, tuple[str, Doc]], year: int) -> str:
    held = answers.get(year)
    return method_words.choice("answer", held[1].get("answer")) if held else NOTHING


def _note(told: Told, answers: Mapping[int, tuple[str, Doc]]) -> str:
    held = answers.get(told.year)
    if held is None:
        return ""
    card = told.board.get("cards", str(held[1].get("led_to") or "")) or {}
    shown = card if not card.get("internal") else {}
    work = (
        _("Kort: {title} ({place})").format(title=line(shown.get("title")), place=words.place(shown))
        if shown
        else ""
    )
    return "\n".join(filter(None, (text_in(held[1], "note") or "", work)))


def _wheel(told: Told) -> Iterator[Block]:
    entries = [one for one in wheel(told.board, told.year, told.today) if one.spots]
    if not entries:
        yield missing(_("inget årshjul är skrivet på tavlan."))
        return
    rows = tuple(
        (
            year_words.stage(one.stage),
            line(one.doc.get("text")),
            year_words.when(one),
            _standing(told, one),
        )
        for one in entries
    )
    yield Table(_("Det som återkommer"), (_("Steg"), _("Vad"), _("När"), _("Läge")), rows)


def _standing(told: Told, one: Entry) -> str:
    """How a year stands for something. What nobody has marked may be told by what is written on the board."""
    states = {spot.state for spot in one.spots}
    found = checklist(told.board, told.year)
    if "done" not in states and _is_called(one, "Egenkontroll") and found.count(told.year):
        return year_words.answered(found.count(told.year), len(found.lines))
    return _("kom i årshjulet senare") if states == {"before"} else year_words.standing(one)


def _is_called(one: Entry, name: str) -> bool:
    """Whether it goes by a name that a wheel starts with, in the language spoken or in Swedish."""
    return line(one.doc.get("text")).casefold() in (name.casefold(), _(name).casefold())


# --- points


def _points(told: Told) -> Iterator[Block]:
    docs = points_of(told.board, told.year)
    if not docs:
        yield missing(_("inga punkter var skrivna för året."))
        return
    rows = tuple(
        (str(doc.get("text") or ""), text_in(doc, "result") or _("Resultatet är inte skrivet."))
        for doc in docs.values()
    )
    yield Table(_("Punkter och resultat"), (_("Punkt"), _("Vad det blev")), rows)
    lacking = sum(1 for doc in docs.values() if not doc.get("result"))
    if lacking:
        yield missing(
            ngettext("resultat för {n} punkt.", "resultat för {n} punkter.", lacking).format(n=lacking)
        )


def _next(told: Told) -> Iterator[Block]:
    docs = points_of(told.board, told.year + 1)
    goals = [
        line(doc.get("text"))
        for doc in told.board.table("goals").values()
        if not doc.get("ended") and (day := day_in(doc, "target_by")) is not None and day.year > told.year
    ]
    if docs:
        yield Points(tuple(line(doc.get("text")) for doc in docs.values()), _("Punkter att följa upp"))
    else:
        yield missing(_("inga punkter är skrivna för nästa år."))
    if goals:
        yield Points(tuple(goals), _("Mål som ska nås senare än i år"))
