"""Taking back what one did, and doing it again. Only what is in sight is turned without a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from board.errors import Problem
from board.model import moment, people_of
from board.ports import Change, Commit, Doc, Event, Line
from tui import words
from tui.acts.asking import title_of
from tui.lines import Piece, fit
from tui.text import _, dates, ngettext
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from board.history import Entry
    from tui.live import Seen
    from tui.shell import Shell

ELSEWHERE = frozenset({"board", "people", "roles"})
"""What has pages of its own, and nothing on the board shows that it has changed."""
MOST_TOLD = 3
"""Changes of one line that are told when it is asked about: an import makes hundreds."""


ALSO_SEEN: Mapping[str, tuple[str, ...]] = {
    "people": ("handover",),
    "results": ("measure",),
    "round": ("rating",),
    "readiness": ("rating", "round"),
    "ideas": ("idea",),
    "meetings": ("meeting", "minutes"),
    "minutes": ("meeting",),
}
"""The pages opened from another whose changes show on that other one."""


def seen_from(shell: Shell) -> Seen:
    """Which changes are in sight from the page in front.

    From a card and its sections what is about that card; from the board all but the settings and the people; from
    every other page what was done there.
    """
    live, page, card = shell.tavla.live, shell.page, shell.card
    if page == "board":
        return lambda line: not all(change.table in ELSEWHERE for change in line.changes)
    if page not in ("card", "section") or card is None:
        here = (page, *ALSO_SEEN.get(page, ()))
        return lambda line: live.done_at(line.stamp) in here
    snapshots = live.board, live.org

    def about(change: Change) -> bool:
        if (change.table, change.id) == ("cards", card) or change.cells.get("card") == card:
            return True
        docs = (s.get(change.table, change.id) or s.deleted.get((change.table, change.id)) for s in snapshots)
        return any(doc is not None and doc.get("card") == card for doc in docs)

    def seen(line: Line) -> bool:
        return any(map(about, line.changes))

    return seen


def undo(shell: Shell, sure: str | None = None) -> None:
    """Take back one's latest change; one of another day or session, or out of sight, is asked about first."""

    def then(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem) and outcome.code == "old_change":
            _ask_old(shell, _("Ångra det här?"), str(outcome.params["stamp"]), undo)
        else:
            _turned(shell, outcome, _("Ångrat: {what}. {redo} gör om."))

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
        what = what or _of_many(mine) or _of_parts(mine) or _what_is(shell, mine[0])
    shell.tell(outcome, shell.keyed(said, what=what))
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
    cards = [event for event in mine if event.table == "cards"]
    back += sum(1 for event in cards if event.before is None and event.after is not None)
    gone = sum(1 for event in cards if event.before is not None and event.after is None)
    aside = sum(1 for was, now in was_is if was == "open" and now in ("parked", "archived"))
    told = []
    if back > 1:
        told.append(
            ngettext("{n} kort är tillbaka på tavlan", "{n} kort är tillbaka på tavlan", back).format(n=back)
        )
    if aside > 1:
        told.append(ngettext("{n} kort är undanlagt", "{n} kort är undanlagda", aside).format(n=aside))
    if gone > 1:
        told.append(ngettext("{n} kort är borttaget", "{n} kort är borttagna", gone).format(n=gone))
    return ", ".join(told)


def _of_parts(mine: Sequence[Event]) -> str:
    """How many parts of cards, of each kind, where it is about more than one: "3 mätvärden"."""
    from board.method.kinds import BY_TABLE
    from tui import method_words

    count = Counter(event.table for event in mine if event.table in BY_TABLE)
    if mine[0].table not in count or count.total() < 2:
        return ""
    return ", ".join(
        f"{n} {method_words.kind(BY_TABLE[table].name, many=n > 1)}" for table, n in count.items()
    )


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
