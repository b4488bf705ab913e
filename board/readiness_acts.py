"""Commands on rounds of self-assessment: open, invite, answer, take in paper, close, agree, end, make ready.

Those with `board` (the board's id, for asking about roles) are of a board's round, and run by Session.do; without it
they are of an area's or the organisation's, and run by Session.organise, as are those with `shared=True`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from board import rights, text
from board.aliased import Aliased
from board.commands import new_card
from board.context import Command, Context, person
from board.errors import Problem
from board.ids import public_id
from board.model import board_of, map_in
from board.ports import Change, Doc, Draft, Snapshot
from board.readiness import FEWEST_SHOWN, Answer, Reply, checked_reply, is_empty, items_of, summary
from board.readiness_kept import stored
from board.readiness_rounds import (
    ENDINGS,
    LEADERS,
    ROUNDS,
    Round,
    answers_of,
    doc_of,
    is_invited,
    is_locked,
    may_lead,
    own_answer,
    reminder_months,
    round_of,
    rounds_of,
    salt_of,
    series_of,
    uncounted,
)
from board.readiness_seal import paper_pseudonym, pseudonym, seal
from board.rules import over_limit
from board.veiled import ANSWERS


def open_round(
    form: str,
    invited: Iterable[str],
    *,
    board: str | None = None,
    area: str | None = None,
    closes: date | None = None,
) -> Command:
    """Begin a round: of a board (its id), else of an area, else of the organisation.

    invited: references or readable ids of those who are asked. closes: the day that is told; nothing closes by itself.

    Raises:
        Problem: `not_allowed`, `round_open` where one of the form is open in the scope, `nobody_invited`, `unknown`
            form or person, `bad_date` for a day that is past.
    """

    def decide(context: Context) -> Sequence[Draft]:
        items_of(form)
        _check_leads(context, board, area)
        home = context.board if board else context.org
        scope = "board" if board else "area" if area else "organisation"
        named = text.title(area) if area and not board else None
        running = [one for one in rounds_of(home, form, scope, named) if one.is_open]
        if running:
            raise Problem("round_open", (running[-1].public,), round=running[-1].public)
        asked = sorted({person(ref, context.org) for ref in invited})
        if not asked:
            raise Problem("nobody_invited")
        _check_ahead(context, closes)
        cells: dict[str, Any] = {
            "form": form,
            "scope": scope,
            "salt": f"{context.new_id()}.{context.new_id()}",
            "created": context.stamp,
            "by": context.me,
            **{f"invited/{ref}": True for ref in asked},
        }
        if named:
            cells["area"] = named
        if closes is not None:
            cells["closes"] = closes.isoformat()
        return [Draft("round_open", (Change(ROUNDS, context.new_id(), cells),))]

    return decide


def invite(
    id: str, add: Iterable[str] = (), remove: Iterable[str] = (), *, board: str | None = None
) -> Command:
    """Ask more persons, or ask some no longer; what these have answered stays. `board` where the round is a board's."""

    def decide(context: Context) -> Sequence[Draft]:
        home = _home(context, board)
        this = _checked(context, home, id, board)
        if not this.is_open:
            raise Problem("round_closed", round=this.public)
        cells: dict[str, Any] = {f"invited/{person(ref, context.org)}": True for ref in add}
        cells |= {f"invited/{person(ref, context.org)}": None for ref in remove}
        cells = {
            cell: value
            for cell, value in cells.items()
            if (cell.partition("/")[2] in this.invited) != (value is True)
        }
        return [Draft("round_invite", (Change(ROUNDS, id, cells),))] if cells else []

    return decide


def set_last_day(id: str, closes: date | None, *, board: str | None = None) -> Command:
    """Tell another last day to answer, or (None) that there is none. `board` where the round is a board's.

    Raises:
        Problem: `unknown` round, `not_allowed`, `round_closed`, `bad_date` for a day that is past.
    """

    def decide(context: Context) -> Sequence[Draft]:
        this = _checked(context, _home(context, board), id, board)
        if not this.is_open:
            raise Problem("round_closed", round=this.public)
        if closes == this.closes:
            return []
        _check_ahead(context, closes)
        day = closes.isoformat() if closes else None
        return [Draft("round_last_day", (Change(ROUNDS, id, {"closes": day}),))]

    return decide


def _check_ahead(context: Context, day: date | None) -> None:
    if day is not None and day < context.now.date():
        raise Problem("bad_date", given=day.isoformat(), reason="past")


def answer(id: str, replies: Mapping[str, Reply], *, shared: bool = False) -> Aliased:
    """Add to what the one who acts has answered; an item answered before is answered anew.

    After the round has closed the answer is kept as late: `is_late` tells it, and nothing counts it by itself.

    Raises:
        Problem: `unknown` round, `not_invited`, and what `checked_reply` raises.
    """

    def alias(home: Snapshot, me: str) -> str:
        return public_id(pseudonym(salt_of(id, doc_of(home, id)), me))

    def decide(context: Context) -> Sequence[Draft]:
        home = context.org if shared else context.board
        doc = doc_of(home, id)
        this = round_of(id, doc)
        if not is_invited(home, context.org, id, context.me):
            raise Problem("not_invited", round=this.public)
        given = {key: checked_reply(this.form, key, reply) for key, reply in replies.items()}
        before = own_answer(home, id, context.me)
        after = {**before, **given}
        if after == before:
            return []
        key = pseudonym(salt_of(id, doc), context.me)
        cells: dict[str, Any] = {"round": id, "sealed": seal(after, salt_of(id, doc), key)}
        if not this.is_open:
            cells["late"] = True
        return [Draft("answer", (Change(ANSWERS, key, cells),))]

    return Aliased(decide, alias)


def take_in_paper(id: str, answers: Sequence[Answer], *, board: str | None = None) -> Command:
    """Answers collected on paper, one person each, without names. The same ones twice are there once.

    Raises:
        Problem: `unknown` round, `not_allowed`, `round_closed`, and what `checked_reply` raises.
    """

    def decide(context: Context) -> Sequence[Draft]:
        home = _home(context, board)
        this = _checked(context, home, id, board)
        if not this.is_open:
            raise Problem("round_closed", round=this.public)
        salt = salt_of(id, doc_of(home, id))
        changes = []
        seen: dict[str, int] = {}
        for given in answers:
            kept = {key: checked_reply(this.form, key, reply) for key, reply in given.items()}
            plain = repr(sorted((key, reply) for key, reply in kept.items()))
            seen[plain] = seen.get(plain, 0) + 1
            key = paper_pseudonym(salt, plain, seen[plain])
            if not is_empty(kept) and home.get(ANSWERS, key) is None:
                cells = {
                    "round": id,
                    "paper": True,
                    "created": context.stamp,
                    "sealed": seal(kept, salt, key),
                }
                gone = (ANSWERS, key) in home.deleted
                changes.append(Change(ANSWERS, key, cells | ({"_deleted": None} if gone else {})))
        if not changes:
            return []
        # On the round, so that history tells of it and an undo can be asked about.
        told = Change(ROUNDS, id, {f"paper/{context.new_id()}": len(changes)})
        return [Draft("paper", (told, *changes))]

    return decide


def close(
    id: str,
    competing: bool | None = None,
    *,
    board: str | None = None,
    count_late: bool = False,
    least: int = 1,
) -> Command:
    """End the answering: the mixed result becomes the round's own, and the first round of its scope the baseline.

    competing: the chair's word on whether wills compete. A round that is closed already stays as it is, but for the
    word; with `count_late` the answers that came after are counted in, from FEWEST_SHOWN of them: fewer could be
    worked out from the result before and after. least: so many must have answered an open round.

    Raises:
        Problem: `unknown`, `not_allowed`, `nobody_answered`, `few_answers` and `late_too_few` (count, least),
            `round_locked`, `only_theirs` where the board has made it strict.
    """

    def decide(context: Context) -> Sequence[Draft]:
        home = _home(context, board)
        this = _checked(context, home, id, board)
        if board:
            rights.check(context, rights.CLOSE_ROUND, soft=False)
        doc = doc_of(home, id)
        cells: dict[str, Any] = {}
        if competing is not None and competing != this.competing:
            cells["competing"] = competing
        if not this.is_open and (cells or count_late) and is_locked(home, id):
            raise Problem("round_locked", round=this.public)
        if this.is_open or count_late:
            if not this.is_open and len(late := uncounted(home, id, doc)) < FEWEST_SHOWN:
                raise Problem("late_too_few", count=len(late), least=FEWEST_SHOWN)
            cells |= _counted(context, home, id, doc)
        if this.is_open and cells["answered"] < least:
            raise Problem("few_answers", count=cells["answered"], least=least)
        if this.is_open:
            cells |= {"closed": context.stamp, "closed_by": context.me}
            if not series_of(home, this):
                cells["baseline"] = True
        return [Draft("round_close", (Change(ROUNDS, id, cells),))] if cells else []

    return decide


def withdraw(id: str, *, board: str | None = None) -> Command:
    """Take away a round that was opened by mistake. Raises Problem `has_answers` where somebody has answered."""

    def decide(context: Context) -> Sequence[Draft]:
        home = _home(context, board)
        this = _checked(context, home, id, board)
        if not this.is_open or any(doc.get("round") == id for doc in home.table(ANSWERS).values()):
            raise Problem("has_answers", round=this.public)
        return [Draft("round_withdraw", (Change(ROUNDS, id, {"_deleted": True}),))]

    return decide


def agree(id: str, item: str | None, words: str, *, shared: bool = False) -> Command:
    """Write down what the group agrees on of one item, or (None) of the whole. An empty text clears it."""

    def decide(context: Context) -> Sequence[Draft]:
        this = _closed(context.org if shared else context.board, id)
        if item is not None and item not in items_of(this.form):
            raise Problem("unknown", tuple(items_of(this.form)), what="item", given=item[:40])
        said = text.body(words, "agreed") or None
        before = this.agreed.get(item) if item else this.conclusion
        cell = f"agreed/{item}" if item else "conclusion"
        return [Draft("round_agree", (Change(ROUNDS, id, {cell: said}),))] if said != before else []

    return decide


def end(id: str, ending: str, why: str | None = None, *, shared: bool = False) -> Command:
    """Say whether the group is ready: one of ENDINGS. Not yet is a result; cards make ready (`make_ready`)."""

    def decide(context: Context) -> Sequence[Draft]:
        if ending not in ENDINGS:
            raise Problem("unknown", ENDINGS, what="ending", given=ending[:40])
        this = _closed(context.org if shared else context.board, id)
        said = (text.body(why, "reason") or None) if why else None
        if (this.ending, this.ending_why) == (ending, said):
            return []
        cells = {"ending": ending, "ending_why": said}
        return [Draft("round_end", (Change(ROUNDS, id, cells),), said)]

    return decide


def make_ready(
    id: str, item: str, title: str, *, form: str = "readiness", reason: str | None = None, **fields: Any
) -> Command:
    """A card in Planera on the chosen board, with the item of the round as its origin. `fields` as of `note`.

    Raises:
        Problem: `unknown` item, `limit_reached` without a reason, and what `note` raises.
    """

    def decide(context: Context) -> Sequence[Draft]:
        if item not in items_of(form):
            raise Problem("unknown", tuple(items_of(form)), what="item", given=item[:40])
        card = new_card(context, title, fields)
        full = over_limit(context.board, "plan", card.id)
        if full and not reason:
            raise Problem("limit_reached", phase="plan", count=full[0], limit=full[1])
        card.cells.update({"phase": "plan", "origin": form, "origin_item": item, "origin_round": id})
        return [Draft("add", (card,), text.body(reason, "reason") if reason else None)]

    return decide


def remind_after(months: int) -> Command:
    """How many months after a round the board asks for the next: 1-60, or 0 for never. Raises Problem `bad_months`."""

    def decide(context: Context) -> Sequence[Draft]:
        if not 0 <= months <= 60:
            raise Problem("bad_months", given=str(months)[:20])
        if reminder_months(context.board) == months:
            return []
        return [Draft("board", (Change("board", "1", {"readiness_months": months}),))]

    return decide


def _home(context: Context, board: str | None) -> Snapshot:
    return context.board if board else context.org


def _closed(home: Snapshot, id: str) -> Round:
    this = round_of(id, doc_of(home, id))
    if this.is_open:
        raise Problem("round_not_closed", round=this.public)
    return this


def _checked(context: Context, home: Snapshot, id: str, board: str | None) -> Round:
    """The round, if the one who acts may lead it."""
    this = round_of(id, doc_of(home, id))
    _check_leads(context, board, this.area)
    return this


def _check_leads(context: Context, board: str | None, area: str | None) -> None:
    near = board_of(context.board).area if board else area
    if not may_lead(context.org, context.me, context.now.date(), board=board, area=near):
        roles = LEADERS if board else ("ambassador", "specialist") if area else ("specialist",)
        raise Problem("not_allowed", roles=roles)


def _counted(context: Context, home: Snapshot, id: str, doc: Doc) -> dict[str, Any]:
    """The cells with the result of all answers there are; those of an earlier count that are no more are cleared."""
    answers = answers_of(home, id, salt_of(id, doc))
    if not answers:
        raise Problem("nobody_answered")
    form = round_of(id, doc).form
    count = context.new_id()
    cells = stored(summary(form, (given for _, given in answers.values()), context.new_id()), id, count)
    cells |= {f"counted/{key}": f"{mark} {count}" for key, (mark, _) in answers.items()}
    for name in ("counts", "said", "counted"):
        cells = {f"{name}/{old}": None for old in map_in(doc, name) if f"{name}/{old}" not in cells} | cells
    return cells
