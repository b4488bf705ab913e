"""A person's PIN from the screen: asked for before their name is taken, set, changed and taken away.

What a PIN is checked against lies in a file, and checking takes its time: both happen in a thread of their own, and
the keys that come meanwhile wait for what comes of it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from board import terminal
from board.errors import Problem
from board.model import people_of
from board.ports import Commit
from tui.acts.asking import with_person
from tui.lines import Piece
from tui.text import _
from tui.widgets.prompt import HOLD_SECONDS, Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell

Step = Callable[[], object]


def ask(shell: Shell, ref: str, then: Step, cancelled: Step | None = None) -> None:
    """Ask for a person's PIN; go on when it is right."""
    person = people_of(shell.tavla.live.org).get(ref)
    name = person.name if person else _("någon")
    title = _("PIN-kod för {name}").format(name=name)
    _ask(
        shell,
        title,
        ref,
        then,
        cancelled,
        [(_("Glömt koden? Förbättringsledaren kan ta bort den."), "quiet")],
    )


def _ask(
    shell: Shell, title: str, ref: str, then: Step, cancelled: Step | None, explain: list[Piece]
) -> None:
    desk = shell.tavla.desk

    def passed() -> None:
        desk.proven = ref
        shell.answered()
        then()

    def answer(text: str, key: str | None) -> None:
        pin = text.strip()
        shell.prompt.field.load_text("")
        _apart(shell, lambda: desk.pins.check(ref, pin), passed)

    hint = _("skriv koden · enter fortsätter · esc låter det vara")
    shell.ask(Question(title, answer, explain=explain, hint=hint, secret=True, cancelled=cancelled))


def _apart(shell: Shell, work: Step, then: Step) -> None:
    """Do what takes its time in a thread of its own; a refusal is told at the question, which stays."""
    shell.hold_keys()
    shell.set_timer(HOLD_SECONDS, shell.free_keys)

    def run() -> None:
        refused: Problem | None = None
        try:
            work()
        except Problem as problem:
            refused = problem
        shell.tavla.call_later(heard, refused)

    def heard(refused: Problem | None) -> None:
        if refused is not None:
            shell.prompt.say(shell.words_for(refused))
        else:
            then()
        shell.free_keys()

    threading.Thread(target=run, name="pin", daemon=True).start()


def with_pin(shell: Shell, then: Step) -> None:
    """Do what is this person's alone: one who has a PIN gives it first, unless they did when they were chosen."""
    live = shell.tavla.live
    if live.me is not None and shell.tavla.desk.wants_pin(live.org, live.me):
        ask(shell, live.me, then)
    else:
        then()


# --- setting it


def own(shell: Shell) -> None:
    """The own PIN: set one, or with the present one change it or take it away."""
    if shell.tavla.desk.keyed:
        shell.say(_("Du har kommit in med din egen nyckel. Då behövs ingen PIN-kod."), "still")
        return
    with_person(shell, lambda: _own(shell))


def _own(shell: Shell) -> None:
    live, desk = shell.tavla.live, shell.tavla.desk
    me = live.me or ""
    if not desk.has_pin(live.org, me):
        _new(shell, me)
        return

    def chosen(text: str, key: str | None) -> None:
        shell.answered()
        if key == "change":
            _new(shell, me)
        elif key == "remove":
            remove(shell, me)

    options = [
        Option("change", [(_("Byt kod"), "text")]),
        Option("remove", [(_("Ta bort koden"), "text")]),
    ]
    question = Question(_("Din PIN-kod"), chosen, text=None, options=options, pick=True)
    _ask(shell, _("Skriv din PIN-kod som den är nu"), me, lambda: shell.ask(question), None, [])


def _new(shell: Shell, ref: str, said: str = "") -> None:
    """A new PIN, written twice."""
    explain: list[Piece] = [(said, "still")] if said else []
    explain += [
        (
            _("Den som väljer ditt namn här får skriva koden, också innan dina svar i redo-analysen visas."),
            "quiet",
        ),
        (
            _(
                "4 till 12 siffror, och inte så enkel som 1234 eller 1111. Koden gäller på den här datorn och"
                " syns aldrig för någon."
            ),
            "quiet",
        ),
    ]

    def first(text: str, key: str | None) -> None:
        pin = text.strip()
        try:
            shell.tavla.desk.pins.allow(pin)
        except Problem as problem:
            shell.answered()
            _new(shell, ref, shell.words_for(problem))
            return
        shell.answered()
        again = _("Skriv koden en gång till")
        shell.ask(Question(again, lambda other, _key: second(pin, other), secret=True))

    def second(one: str, other: str) -> None:
        if one != other.strip():
            shell.answered()
            _new(shell, ref, _("Det blev två olika koder. Ingen kod är sparad: skriv den igen."))
            return
        _apart(shell, lambda: shell.tavla.desk.pins.set(ref, one), lambda: _told(shell, ref))

    shell.ask(Question(_("Välj en PIN-kod"), first, explain=explain, secret=True))


def _told(shell: Shell, ref: str) -> None:
    """The history tells that it was set."""
    live, desk = shell.tavla.live, shell.tavla.desk
    desk.proven = ref
    desk.pin_is(ref, True)
    shell.answered()

    def heard(outcome: Commit | Problem) -> None:
        shell.tell(outcome, _("PIN-koden är sparad. Den frågas efter nästa gång någon väljer ditt namn."))

    live.organise(terminal.mark_pin(ref, desk.session.host), heard)


# --- taking it away


def remove(shell: Shell, ref: str) -> None:
    """Take a PIN away: one's own, or another's where the role allows it. The journal tells who did."""
    live, desk = shell.tavla.live, shell.tavla.desk
    person = people_of(live.org).get(ref)
    if not desk.has_pin(live.org, ref):
        shell.say(
            _("{name} har ingen PIN-kod här.").format(name=person.name if person else _("Personen")), "still"
        )
        return

    def heard(outcome: Commit | Problem) -> None:
        if shell.tell(outcome, _("PIN-koden är borttagen.")):
            desk.pin_is(ref, False)
            threading.Thread(target=_forget, args=(shell, ref), name="pin", daemon=True).start()

    with_person(
        shell, lambda: live.organise(terminal.unmark_pin(ref, desk.session.host, live.board_id), heard)
    )


def _forget(shell: Shell, ref: str) -> None:
    try:
        shell.tavla.desk.pins.forget(ref)
    except Problem as problem:
        words = shell.words_for(problem)
        shell.tavla.call_later(lambda: shell.say(words, "late"))
