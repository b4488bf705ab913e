"""`tavla ideas`: what other teams tried and let others read, found by words, read whole, and copied to one's board."""

from __future__ import annotations

from typing import Any

from board.errors import Problem
from board.ids import find, public_id, short_ids
from board.method.ideas import Idea, copy, found
from tui import idea_words
from tui.cli.call import Call, answer
from tui.cli.output import columns_wide, cut, put, put_json, say, wrap
from tui.text import _

COPY, SHOW = "copy", "show"


def ideas(call: Call) -> int:
    """All ideas, those that have the words, one of them whole, or one copied here."""
    words = call.args.words
    everything = _all(call)
    if len(words) == 2 and words[0] == COPY:
        return _copy(call, _named(everything, words[1]))
    if len(words) == 2 and words[0] == SHOW:
        shown = [_named(everything, words[1])]
    else:
        shown = found(everything, " ".join(words))
    if call.json:
        shorts = short_ids(idea.card for idea in everything)
        put_json({"ideas": [_object(idea, shorts[idea.card]) for idea in shown]})
    elif len(words) == 2 and words[0] == SHOW:
        _tell_whole(call, shown[0])
    else:
        _tell_all(call, everything, shown)
    return 0


def _all(call: Call) -> list[Idea]:
    """The ideas of every board that can be read, latest first."""
    session, read = call.session, list[Idea]()
    session.who()
    for board in session.board_ids():
        try:
            read += session.index.ideas(board)
        except Problem:
            continue  # `tavla check` tells why
    return sorted(read, key=lambda idea: (idea.when, idea.card), reverse=True)


def _named(everything: list[Idea], given: str) -> Idea:
    id = find(given, (idea.card for idea in everything), "idea")
    return next(idea for idea in everything if idea.card == id)


def _object(idea: Idea, short: str) -> dict[str, Any]:
    return {
        "id": public_id(idea.card),
        "short": short,
        "board": idea.board,
        "name": idea.place,
        "unit": idea.unit or None,
        "title": idea.title,
        "problem": idea.problem or None,
        "tried": list(idea.tried),
        "outcome": idea.result or None,
        "noticed": idea.noticed or None,
        "improvement": idea.improvement or None,
        "lesson": idea.lesson or None,
        "conditions": idea.conditions or None,
        "finish": idea.finish or None,
        "finished": idea.when or None,
    }


def _tell_all(call: Call, everything: list[Idea], shown: list[Idea]) -> None:
    if not everything:
        say(_("Ingen har delat någon idé än. Ett avslutat kort delas med: tavla set KORT share=ja"))
        return
    if not shown:
        say(_("Ingen idé har de orden. Pröva färre eller andra ord."))
        return
    shorts, wide = short_ids(idea.card for idea in everything), columns_wide()
    today = call.session.clock().date()
    for idea in shown:
        put(cut(f"{shorts[idea.card]}  {idea.title}", wide))
        facts = (idea_words.where(idea), idea_words.came_to(idea), idea_words.when(idea, today))
        put(cut("      " + " · ".join(filter(None, facts)), wide))
        if gist := idea_words.gist(idea):
            put(cut("      " + gist, wide))


def _tell_whole(call: Call, idea: Idea) -> None:
    from tui.cli.drawing import labelled

    today = call.session.clock().date()
    for line in wrap(idea.title, columns_wide()):
        put(line)
    facts = (idea_words.where(idea), idea_words.came_to(idea), idea_words.when(idea, today))
    for line in wrap(" · ".join(filter(None, facts)), columns_wide()):
        put(line)
    put()
    for line in labelled([*idea_words.fields(idea), ("id", public_id(idea.card))]):
        put(line)


def _copy(call: Call, idea: Idea) -> int:
    session = call.session
    session.store()
    commit = session.do(copy(idea, idea_words.lesson(idea)))
    made = next(
        event.id for event in commit.events if event.stamp in commit.stamps and event.table == "cards"
    )
    return answer(
        call, commit, made, lambda card: _("Kopierat till Förslag: {short}  {title}").format(**card)
    )
