"""The story of a card, and the same on one page as an A3: which parts there are, in what order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from board.ports import Snapshot
from tui import method_words, words
from tui.charting import indicators
from tui.story.blocks import Block, Part, Points, Story, Table, Words
from tui.story.parts import CardParts
from tui.story.results import aim, results
from tui.story.telling import (
    VERDICTS,
    action_list,
    cause_list,
    expected,
    facts,
    fish,
    for_whom,
    heading,
    judged,
    labelled,
    lessons,
    lift_list,
    routines,
    told_try,
    words_of,
    work_steps,
)
from tui.text import _


def story(board: Snapshot, org: Snapshot, id: str, today: date, names: bool = False) -> Story:
    """A card's story in the source's order. `names` lets persons be named; what people wrote is told as it is."""
    card = CardParts(board, org, id, today, names)
    title, about = heading(card)
    tries = card.tries()
    did = [*cause_list(card, method_words.section("causes")), *action_list(card), *lift_list(card)]
    for one in tries:
        did += told_try(card, one, len(tries) > 1)
    background = [
        *words_of(card.doc, "problem"),
        *words_of(card.doc, "why", words.field("why")),
        *words_of(card.doc, "important_why"),
        *facts(card),
        *work_steps(card),
    ]
    parts = (
        Part("background", _("Bakgrund"), tuple(background)),
        Part("did", _("Vad vi gjorde"), tuple(did)),
        Part(
            "changed",
            _("Vad som förändrades, och för vem"),
            (*judged(card.doc, *VERDICTS), *results(card), *for_whom(card)),
        ),
        Part("learned", _("Vad vi lärde oss"), tuple(lessons(card))),
        Part("routine", _("Så gör vi nu"), tuple(routines(card))),
    )
    return Story(title, about, _those_with_something(parts))


def one_page(board: Snapshot, org: Snapshot, id: str, today: date, names: bool = False) -> Story:
    """The same as an A3: problem to lesson on one page, read from the upper left to the lower right."""
    card = CardParts(board, org, id, today, names)
    title, about = heading(card)
    tries = card.tries()
    aims = tuple(
        aim(card, doc) for doc in indicators(card.board, card.id).values() if doc.get("target") is not None
    )
    goal: list[Block] = [*([Points(aims)] if aims else []), *labelled(card.doc, "assumption", "prediction")]
    parts = (
        Part(
            "background",
            _("Bakgrund"),
            (*words_of(card.doc, "problem"), *words_of(card.doc, "why", words.field("why"))),
        ),
        Part("now", method_words.section("understand"), (*facts(card), *work_steps(card))),
        Part("goal", _("Mål"), tuple(goal)),
        Part("causes", method_words.section("causes"), _causes(card)),
        Part("actions", method_words.section("measures"), (*action_list(card), *lift_list(card))),
        Part("plan", _("Plan"), tuple(_plan(card))),
        Part(
            "follow",
            _("Uppföljning"),
            (
                *results(card, brief=True),
                *expected(card, tries),
                *words_of(card.doc, "decision", words.field("decision")),
                *judged(card.doc, *VERDICTS),
            ),
        ),
        Part("learned", method_words.section("learning"), (*lessons(card), *routines(card))),
    )
    return Story(title, about, _those_with_something(parts))


def _causes(card: CardParts) -> tuple[Block, ...]:
    """The fishbone, and in a list what hangs on none of its bones."""
    drawn = tuple(fish(card))
    return (*drawn, *cause_list(card, hung=not drawn))


def _plan(card: CardParts) -> Iterator[Block]:
    if due := card.day(card.doc, "due"):
        yield Words(due, words.field("due"))
    rows = []
    for doc in card.all("activity"):
        state = _("klart") if doc.get("done") else ""
        rows.append((str(doc.get("text") or ""), card.person(doc.get("who")), card.day(doc, "due"), state))
    if rows:
        heads = (
            _("Att göra"),
            method_words.field("activity", "who"),
            method_words.field("activity", "due"),
            _("Läge"),
        )
        kept = [at for at in range(len(heads)) if at == 0 or any(row[at] for row in rows)]
        yield Table(
            _("Vem gör vad, och när"),
            tuple(heads[at] for at in kept),
            tuple(tuple(row[at] for at in kept) for row in rows),
        )


def _those_with_something(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.blocks)
