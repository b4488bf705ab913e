"""Rounds of self-assessment as lines for people: how far, the shared view, the course over time, the units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from board.ids import short_ids
from board.ports import Snapshot
from board.readiness import (
    ABILITY,
    RATINGS,
    UNSURE,
    WILL,
    Answer,
    Tally,
    is_whole,
    items_of,
    most_divided,
    numbers_of,
)
from board.readiness_rounds import Round, Status, cards_from, reminder_months
from board.readiness_time import Comparison, Course, Overview, next_due
from board.readiness_verdict import TOOLS_OWN
from tui import readiness_words as words
from tui.cli.output import columns_wide, cut, fold, table, wrap
from tui.cli.readiness_shapes import shown_extra
from tui.text import _, dates, ngettext

MOST_DOTS = 8
"""More persons than this on one rating are told as a number."""


def listed(one: Round, how: Status, now: datetime) -> str:
    """A round in one line."""
    today = now.date()
    head = f"{one.public[:6]}  {words.form(one.form)}"
    if one.is_open:
        told = words.progress(how)
        if one.closes:
            told += " · " + _("svara senast {day}").format(day=dates.day(one.closes, today))
        return f"{head} · {_('öppen')} · {told}"
    parts = [head, words.when(one, today), _answers(one)]
    if one.verdict:
        parts.append(words.category(one.verdict.code))
    if one.ending:
        parts.append(words.ending(one.ending))
    if one.baseline:
        parts.append(_("baslinje"))
    return " · ".join(part for part in parts if part)


def _answers(one: Round) -> str:
    count = one.result.answers if one.result else 0
    return ngettext("{n} svar", "{n} svar", count).format(n=count)


def late(how: Status) -> str:
    told = ngettext(
        "{n} svar har kommit eller ändrats efter stängningen. Det är kvar men räknas inte med.",
        "{n} svar har kommit eller ändrats efter stängningen. De är kvar men räknas inte med.",
        how.late,
    )
    return told.format(n=how.late)


def reminder(home: Snapshot, rounds: Sequence[Round], today: date) -> str:
    """That it is time for a new round; empty where it is not."""
    closed = [one for one in rounds if not one.is_open]
    if not closed or len(closed) < len(rounds) or closed[-1].day is None:
        return ""
    due = next_due(closed[-1].day, reminder_months(home))
    if due is None or due > today:
        return ""
    return _("Dags för en ny omgång: den förra var {day}.").format(day=words.when(closed[-1], today))


def own(form: str, answer: Answer, brief: bool) -> Iterator[str]:
    """What the one who asks has answered, and what is left; with questions to think with unless `brief`."""
    wide, numbers = columns_wide(), numbers_of(form)
    if not brief:
        yield from fold(words.anonymity(), wide)
        yield from fold(_scale(form), wide)
    for key, item in items_of(form).items():
        reply = answer.get(key)
        rated = reply.rating if reply else None
        said = "–" if rated is None else f"{'?' if rated == UNSURE else rated} {words.rating(form, rated)}"
        if not brief:
            yield ""
        yield cut(f"{numbers[key]:>2}  {words.names(item)}: {said}", wide)
        if reply and reply.extra:
            chosen = ", ".join(words.choice(field, choice) for field, choice in reply.extra.items())
            yield from wrap(chosen, wide, "    ")
        if reply and reply.comment:
            yield from wrap(f"”{reply.comment}”", wide, "    ")
        if brief:
            continue
        for told in filter(None, (words.plain(key), words.note(item))):
            yield from wrap(told, wide, "    ")
        asked = words.prompts(key) if form == "readiness" else [words.question(form, key)]
        for question in asked:
            yield from wrap(f"· {question}", wide, "    ")
        for field, choices in item.asks:
            told = ", ".join(f"{choice} ({words.choice(field, choice)})" for choice in choices)
            yield from wrap(f"{words.ask(field)} {numbers[key]}.{field}={told}", wide, "    ")
    yield ""
    if is_whole(form, answer):
        yield from fold(_("Allt är besvarat. Det går att ändra tills omgången stängs."), wide)
    else:
        missing = sum(1 for key in items_of(form) if key not in answer or answer[key].rating is None)
        yield from fold(
            _("{n} kvar. Skriv: {what}").format(
                n=missing, what=f"tavla readiness answer {numbers[_next(form, answer)]}=3"
            ),
            wide,
        )


def _next(form: str, answer: Answer) -> str:
    return next(key for key in items_of(form) if key not in answer or answer[key].rating is None)


def _scale(form: str) -> str:
    listed = ", ".join(f"{n} {words.rating(form, n)}" for n in RATINGS)
    return _("Svara {scale}, eller ? för vet ej.").format(scale=listed)


def dots(tally: Tally, most: int) -> str:
    """How many gave each rating, as dots, or in place of it why it is not shown. `most` is of all the round's items."""
    if tally.shown is None:
        return words.few() if tally.ratings or tally.unsure is None else "–"
    told = ("●" * count if most <= MOST_DOTS else str(count) if count else "" for count in tally.shown)
    width = most if most <= MOST_DOTS else len(str(most))
    return "  ".join(f"{n} {piece:<{width}}" for n, piece in zip(RATINGS, told, strict=True)).rstrip()


def closed(one: Round, series: Sequence[Round], how: Status, cards: Snapshot, now: datetime) -> Iterator[str]:
    """The shared view: the category, every item with those that divide most first, what was agreed, what came of it."""
    result, wide = one.result, columns_wide()
    assert result is not None
    yield from fold(listed(one, how, now), wide)
    yield ""
    yield from _verdict(one, wide)
    yield _("Mest olika svar först:")
    rows = []
    items = items_of(one.form)
    most = max((count for tally in result.tallies for count in tally.shown or ()), default=0)
    for tally in most_divided(result):
        unsure = _("vet ej {n}").format(n=tally.unsure) if tally.unsure else ""
        rows.append([words.name(tally.key), words.number(tally.shown_mean), dots(tally, most), unsure])
    laid = table(rows, 0, wide, indent="  ")
    for tally, row in zip(most_divided(result), laid, strict=True):
        yield row
        item = items[tally.key]
        for field, chosen in shown_extra(item, tally).items():
            told = ", ".join(f"{words.choice(field, choice)} {n}" for choice, n in chosen.items() if n)
            yield from wrap(f"{words.ask(field)} {told}", wide, "    ")
        for said in tally.comments:
            yield from wrap(f"”{said}”", wide, "    ")
        if tally.key in one.agreed:
            agreed = _("Vi är överens om: {what}").format(what=one.agreed[tally.key])
            yield from wrap(agreed, wide, "    ")
        if item.source_silent:
            yield from wrap(words.note(item), wide, "    ")
    yield ""
    if result.few:
        yield from fold(words.veiled(), wide)
        for said in result.loose:
            yield from wrap(f"”{said}”", wide, "  ")
        yield ""
    if one.conclusion:
        yield from fold(_("Vi är överens om: {what}").format(what=one.conclusion), wide)
    ended = words.ending(one.ending)
    yield from fold(f"{ended}: {one.ending_why}" if one.ending_why else f"{ended}.", wide)
    yield from _cards(one, cards, wide)
    if how.late:
        yield from fold(late(how), wide)
    if len(series) > 1:
        yield from fold(_("Jämför över tid: {what}").format(what="tavla readiness compare"), wide)


def _verdict(one: Round, wide: int) -> Iterator[str]:
    found = one.verdict
    if found is None:
        return
    yield from fold(words.category(found.code), wide)
    yield from wrap(words.description(found, TOOLS_OWN), wide, "  ")
    numbers = _("Vilja {will}, förmåga {ability}").format(
        will=words.number(found.will), ability=words.number(found.ability)
    )
    if found.spread is not None:
        numbers += ", " + _("spridning i viljan {spread}").format(spread=words.number(found.spread))
    yield from wrap(numbers, wide, "  ")
    if one.result and not (one.result.may_show(WILL) and one.result.may_show(ABILITY)):
        yield from wrap(words.no_numbers(), wide, "  ")
    if found.by_chair:
        yield from wrap(_("Att viljorna drar åt olika håll är sagt av den som leder omgången."), wide, "  ")
    for told in (*words.near(found), *words.advice(found)):
        yield from wrap(f"· {told}", wide, "  ")
    if found.code == "chair_asked":
        yield from fold(_("Skriv: {what}").format(what="tavla readiness close --competing yes|no"), wide)
    yield from wrap(words.thresholds(TOOLS_OWN), wide, "  ")
    yield ""


def _cards(one: Round, cards: Snapshot, wide: int) -> Iterator[str]:
    made = cards_from(cards, one.id)
    if not made:
        return
    shorts = short_ids(cards.table("cards"))
    yield _("Kort som gör er redo:")
    for card, item in made.items():
        title = (cards.get("cards", card) or {}).get("title")
        yield cut(f"  {shorts[card]}  {title} ({words.name(item)})", wide)


def compared(found: Comparison, today: date) -> Iterator[str]:
    """Each group and item through the rounds, with how it has moved since the baseline."""
    wide = columns_wide()
    yield from fold(_("Omgångar, äldst först:"), wide)
    for one in found.rounds:
        marks = [words.when(one, today), _answers(one)]
        marks += [words.category(one.verdict.code)] if one.verdict else []
        marks += [words.ending(one.ending)] if one.ending else []
        marks += [_("baslinje")] if found.baseline and one.id == found.baseline.id else []
        yield from wrap(" · ".join(marks), wide, "  ")
    yield ""
    rows = [_course_row(words.group(course.key), course) for course in found.groups]
    rows += [_course_row(words.name(course.key), course) for course in found.items]
    laid = table(rows, 0, wide)
    yield from laid[: len(found.groups)]
    yield ""
    yield from laid[len(found.groups) :]


def _course_row(name: str, course: Course) -> list[str]:
    recent = course.means[-5:]
    means = " → ".join(words.number(mean) for mean in recent)
    return [name, means if len(recent) == len(course.means) else f"… {means}", words.move(course.since_first)]


def overviewed(found: Overview, names: Mapping[str, str], today: date) -> Iterator[str]:
    """The units one by one, what they have in common, and who has not done it for long."""
    wide = columns_wide()
    rows = []
    for one in found.standings:
        latest = one.latest
        told = words.category(one.verdict.code) if one.verdict else "–"
        rows.append(
            [
                names.get(one.unit, one.unit),
                words.when(latest, today) if latest else _("ingen omgång än"),
                told,
                _("dags igen") if one.overdue and latest else "",
            ]
        )
    yield from table(rows, 2, wide)
    if found.common:
        yield ""
        yield _("Lägst i snitt hos alla:")
        listed = [
            [words.name(one.key), words.number(one.mean), _("bland de tre lägsta hos {n} av {all}").format(
                n=one.lowest_in, all=one.units)]
            for one in found.common[:3]
        ]  # fmt: skip
        yield from table(listed, 2, wide, indent="  ")
    if found.overdue:
        yield ""
        told = ", ".join(names.get(unit, unit) for unit in found.overdue)
        yield from fold(_("Har inte gjort det på länge, eller aldrig: {units}").format(units=told), wide)
