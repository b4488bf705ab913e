"""Noting a card, opening it, moving it and taking it back. Rules are the board's; here they are asked about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from board import commands
from board.codes import PHASES
from board.errors import Problem
from board.model import moment, people_of
from board.ports import Commit, Doc, Event
from board.terminal import terminal_of
from tui import words
from tui.acts.asking import do, has_board, move, title_of, with_person
from tui.acts.deciding import finish, reopen
from tui.acts.shared import save_without_name
from tui.acts.turning import seen_from
from tui.lines import Piece, fit
from tui.text import _, dates, ngettext
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from board.history import Entry
    from tui.shell import Shell

MOST_TOLD = 3
"""Changes of one line that are told when it is asked about: an import makes hundreds."""


def note(shell: Shell) -> None:
    """One key, one line, enter. Cards that sound the same are shown under it while typing."""
    from board.similar import similar

    if not has_board(shell):
        return
    candidates = _candidates(shell)

    def alike(text: str) -> list[Option]:
        found = similar(text, candidates) if len(text.strip()) > 3 else []
        return [_like(shell, id) for id, _score in found]

    def answer(text: str, key: str | None) -> None:
        if key is not None:
            shell.answered()
            _go_to(shell, key)
            return
        guests = terminal_of(shell.tavla.live.board).guests
        as_guest = partial(save_without_name, shell, text, guest=True) if guests else None
        with_person(shell, lambda: save_note(shell, text), as_guest)

    shell.ask(
        Question(
            _("Vad vill du berätta?"),
            answer,
            options=alike,
            draft="note",
            hint=_("en rad räcker · enter sparar · ↓ till ett kort som liknar · esc avbryter"),
        )
    )


def _candidates(shell: Shell) -> list[tuple[str, str, str]]:
    here = [
        (id, str(card.get("title") or ""), str(card.get("problem") or "")) for id, card in shell.cards.items()
    ]
    return here + shell.tavla.desk.other_cards(shell.tavla.live.board_id)


def _like(shell: Shell, id: str) -> Option:
    card = shell.cards.get(id)
    if card is None:
        title, board = shell.tavla.desk.other_card(id)
        told = _("idé: ") if shell.tavla.desk.idea(id) is not None else _("liknar: ")
        return Option(id, [(told, "quiet"), (fit(title, 40), "text"), (f"  ({board})", "quiet")])
    place = words.phase(card.get("phase")) if card.get("state") == "open" else words.state(card.get("state"))
    return Option(
        id, [(_("liknar: "), "quiet"), (fit(str(card["title"]), 46), "text"), (f"  ({place})", "quiet")]
    )


def _go_to(shell: Shell, id: str) -> None:
    if id in shell.cards:
        shell.board_view.select(id)
        open_card(shell, id)
    elif (idea := shell.tavla.desk.idea(id)) is not None:
        from tui.pages.ideas import IdeaPage

        shell.open_page(IdeaPage(idea))
    else:
        title, board = shell.tavla.desk.other_card(id)
        shell.say(
            _("”{title}” finns på tavlan {board}. Tryck b för att öppna den.").format(
                title=title, board=board
            )
        )


def save_note(shell: Shell, text: str) -> None:
    def then(outcome: Commit | Problem) -> None:
        if shell.tell(outcome, _("Noterat, och sparat i Förslag.")) and isinstance(outcome, Commit):
            shell.forget_draft("note")
            new = next((e.id for e in outcome.events if e.do == "add" and e.before is None), None)
            if new is not None and not shell.pages:
                shell.board_view.select(new)

    shell.tavla.live.do(commands.note(text), then)


def from_starter(shell: Shell) -> None:
    from tui.acts.starting import begin

    begin(shell)


def story(shell: Shell) -> None:
    from tui.acts.story import story

    if shell.card is not None:
        story(shell, shell.card)


def open_card(shell: Shell, id: str | None = None) -> None:
    card = id or shell.card
    if card is None:
        if not shell.cards:
            note(shell)
        return
    from tui.pages.card import CardPage

    shell.open_page(CardPage(card))


def forward(shell: Shell) -> None:
    _step(shell, 1)


def back(shell: Shell) -> None:
    _step(shell, -1)


def _step(shell: Shell, steps: int) -> None:
    id = shell.card
    card = shell.cards.get(id) if id else None
    if id is None or card is None:
        return
    if card.get("state", "open") != "open":
        reopen(shell, id)
        return
    at = PHASES.index(str(card.get("phase"))) + steps
    if at < 0:
        shell.say(_("Kortet är redan i Förslag."), "quiet")
    elif PHASES[at] == "done":
        finish(shell)
    else:
        move(shell, id, PHASES[at])


def move_to(shell: Shell) -> None:
    """Choose the phase from a list."""
    id = shell.card
    if id is None:
        return
    here = (shell.cards.get(id) or {}).get("phase")

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "done":
            finish(shell)
        elif key is not None:
            move(shell, id, key)

    options = [
        Option(p, [(words.phase(p), "text"), ("  " + words.phase_aim(p), "quiet")])
        for p in PHASES
        if p != here
    ]
    shell.ask(Question(_("Flytta kortet till"), answer, text=None, options=options, pick=True))


def raise_card(shell: Shell) -> None:
    _reorder(shell, -1)


def lower_card(shell: Shell) -> None:
    _reorder(shell, 2)


def _reorder(shell: Shell, rows: int) -> None:
    id = shell.board_view.selected
    card = shell.cards.get(id) if id else None
    place = shell.board_view.columns.find(id, card) if id else None
    if (
        id is None
        or place is None
        or place[1] + min(rows, 1) not in range(shell.board_view.columns.size(place[0]))
    ):
        return
    before = shell.board_view.columns.at(place[0], place[1] + rows) or ""
    do(shell, commands.move(id, place[0], before=before), "")


def drop(shell: Shell, id: str, phase: str, before: str) -> None:
    """A card was let go with the mouse."""
    card: Doc | None = shell.cards.get(id)
    if card is None or before == id:
        return
    if card.get("phase") == phase:
        do(shell, commands.move(id, phase, before=before), "")
    else:
        move(shell, id, phase, before)


def undo(shell: Shell, sure: str | None = None) -> None:
    """Take back one's latest change; one of another day or session, or out of sight, is asked about first."""

    def then(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem) and outcome.code == "old_change":
            _ask_old(shell, _("Ångra det här?"), str(outcome.params["stamp"]), undo)
        else:
            _turned(shell, outcome, _("Ångrat: {what}. U gör om."))

    shell.tavla.live.undo(then, sure, seen_from(shell))


def redo(shell: Shell, sure: str | None = None) -> None:
    """Do again what was undone last, with the same care."""

    def then(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem) and outcome.code == "old_change":
            _ask_old(shell, _("Göra om det här?"), str(outcome.params["stamp"]), redo)
        else:
            _turned(shell, outcome, _("Gjort igen: {what}."))

    shell.tavla.live.redo(then, sure, seen_from(shell))


def _ask_old(shell: Shell, title: str, stamp: str, turn: Callable[[Shell, str], None]) -> None:
    """Show what would be turned back: when, what and on which card."""
    from board.history import Entry, entries

    live, found = shell.tavla.live, list[Entry]()

    def read() -> Commit:
        for store in (live.store, live.org_store):
            if store is not None and not found:
                found.extend(entry for entry in entries(store) if entry.stamp == stamp)
        return Commit((), ())

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "yes":
            turn(shell, stamp)
        else:
            shell.say(_("Inget är ändrat."))

    def ask(outcome: Commit | Problem) -> None:
        if shell.asking or not found:
            return
        options = [
            Option("no", [(_("Nej, låt det vara"), "text")]),
            Option("yes", [(_("Ja, gör det"), "text")]),
        ]
        shell.ask(
            Question(title, answer, explain=_old_words(shell, found), text=None, options=options, pick=True)
        )

    live.ask(read, ask)


def _old_words(shell: Shell, found: Sequence[Entry]) -> list[Piece]:
    """A change by what it was about, when it was and what it did."""
    people = people_of(shell.tavla.live.org)

    def called(ref: object) -> str:
        return people[str(ref)].name if str(ref) in people else _("någon")

    def linked(kind: str, id: object) -> str:
        from board.method.parts import linked_text

        return linked_text(shell.tavla.live.board, shell.tavla.live.org, kind, id)

    at = moment(found[0].at)
    when = dates.stamp(at, shell.tavla.now) if at else ""
    pieces: list[Piece] = []
    for entry in found[:MOST_TOLD]:
        doc = shell.cards.get(entry.card or "") or shell.tavla.live.board.deleted.get(
            ("cards", entry.card or "")
        )
        if doc is not None:
            pieces.append((f"”{fit(str(doc.get('title') or ''), 60)}”", "strong"))
        did = words.did(
            entry.do, entry.changes, called, entry.table, entry.id, linked, shell.tavla.now.date()
        )
        pieces.append((_("{when}: du {did}").format(when=when, did=did), "text"))
    if len(found) > MOST_TOLD:
        more = len(found) - MOST_TOLD
        pieces.append((ngettext("och {n} till", "och {n} till", more).format(n=more), "quiet"))
    return pieces


def _turned(shell: Shell, outcome: Commit | Problem, said: str) -> None:
    if isinstance(outcome, Problem):
        shell.tell(outcome)
        return
    mine = [event for event in outcome.events if event.stamp in outcome.stamps]
    what = ""
    if mine:
        from tui.handover_words import turned

        what = turned(mine) or (_asked_again(shell, mine) if len(outcome.stamps) > 1 else "")
        what = what or _of_many(mine) or _what_is(shell, mine[0])
    shell.tell(outcome, said.format(what=what))
    for event in mine:
        if event.table == "cards" and event.after is not None and not shell.pages:
            shell.board_view.select(event.id)


def _asked_again(shell: Shell, mine: Sequence[Event]) -> str:
    """That somebody is to choose between versions again, which is what undoing a choice comes to."""
    from board.versions import Choice
    from tui.version_words import label, whose

    people = people_of(shell.tavla.live.org)
    for event in mine:
        for field in shell.tavla.live.waiting.get((event.table, event.id), ()):
            about = Choice(event.table, event.id, field, (), None)
            title = fit(whose(about, shell.tavla.live.board), 40)
            what = label(about, lambda ref: people[str(ref)].short if str(ref) in people else _("någon"))
            return _("”{title}” har flera versioner igen ({what})").format(
                title=title, what=what[:1].lower() + what[1:]
            )
    return ""


def _of_many(mine: Sequence[Event]) -> str:
    """How many cards have come back or gone aside, where it is about more than one."""
    was_is = [((event.before or {}).get("state"), (event.after or {}).get("state")) for event in mine]
    back = sum(1 for was, now in was_is if was in ("parked", "archived") and now == "open")
    aside = sum(1 for was, now in was_is if was == "open" and now in ("parked", "archived"))
    told = []
    if back > 1:
        told.append(
            ngettext("{n} kort är tillbaka på tavlan", "{n} kort är tillbaka på tavlan", back).format(n=back)
        )
    if aside > 1:
        told.append(ngettext("{n} kort är undanlagt", "{n} kort är undanlagda", aside).format(n=aside))
    return ", ".join(told)


def _part_words(table: str, doc: Doc) -> str:
    """A part of a card by what it is and what it says: "lyft: ”Låset kärvar”"."""
    from board.method.kinds import BY_TABLE
    from tui import method_words

    if table not in BY_TABLE:
        return method_words.kind("vote", many=True) if table == "votes" else _("tavlan")
    of = BY_TABLE[table]
    text = fit(" ".join(str(doc.get(of.lead) or "").split()), 40)
    return f"{method_words.kind(of.name)}: ”{text}”" if text else method_words.kind(of.name)


def _of_board(event: Event) -> str:
    """What of the board's own is another, where it has a name; else that it is the board."""
    before, after = event.before or {}, event.after or {}
    others = {name.partition("/")[0] for name in {*before, *after} if before.get(name) != after.get(name)}
    changed = [name for name in words.FIELDS if name in others]
    if not changed:
        return _("tavlans inställningar")
    return _("{field} på tavlan").format(field=words.field(changed[0]).lower())


def _what_is(shell: Shell, event: Event) -> str:
    """How things are now, after an undo or a redo: which card, and what of it."""
    before, after = event.before or {}, event.after or {}
    if event.table == "comments":
        return _("kommentaren på ”{title}”").format(
            title=fit(title_of(shell, str((after or before).get("card"))), 40)
        )
    if event.table != "cards":
        told = {"people": _("en person"), "roles": _("en roll"), "rounds": _("redo-analysen")}
        told |= {"meetings": _("mötet"), "meeting_notes": _("anteckningen")}
        if event.table == "board":
            return _of_board(event)
        return told.get(event.table) or _part_words(event.table, after or before)
    title = fit(str((after or before).get("title") or ""), 40)
    if not after:
        return _("”{title}” är borttaget").format(title=title)
    if not before:
        return _("”{title}” är tillbaka").format(title=title)
    if before.get("phase") != after.get("phase") or before.get("state") != after.get("state"):
        if after.get("state") != "open":
            return _("”{title}” är {state} igen").format(title=title, state=words.state(after.get("state")))
        return _("”{title}” är i {where}").format(title=title, where=words.phase(after.get("phase")))
    changed = [name for name in words.FIELDS if before.get(name) != after.get(name)]
    if not changed:
        return f"”{title}”"
    field = words.field(changed[0]).lower()
    return _("{field} på ”{title}”").format(field=field, title=title)
