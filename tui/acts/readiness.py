"""Rounds of the self-assessment from the screen: opening, answering, closing, agreeing, deciding."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from board import readiness_acts as acts
from board.errors import Problem
from board.model import board_of, everyone, people_of
from board.ports import Commit, Snapshot
from board.readiness import FEWEST_SHOWN
from board.readiness_rounds import (
    Round,
    default_invited,
    is_active,
    may_lead,
    reminder_months,
    round_of,
    status,
)
from board.swedish import fold, sort_key
from tui import readiness_words as words
from tui.acts.asking import with_person
from tui.acts.pins import with_pin
from tui.acts.readiness_day import ask_last_day
from tui.lines import Piece
from tui.text import _, ngettext
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from board.context import Command
    from tui.live import Live, Then
    from tui.shell import Shell

TO_THE_FIRST = 1000
"""More rows than a page has: what was opened now is the first that can be answered."""


# --- where a round lies


def home_of(live: Live, scope: str) -> Snapshot:
    """The documents that rounds of a scope are among."""
    return live.board if scope == "board" else live.org


def find(live: Live, id: str, scope: str) -> Round | None:
    """A round as it is now, or None where it has been taken away."""
    doc = home_of(live, scope).get("rounds", id)
    return round_of(id, doc) if doc is not None else None


def area_of(live: Live) -> str | None:
    return board_of(live.board).area


def leads(shell: Shell, scope: str, area: str | None = None) -> bool:
    """Whether the one at the keyboard may open and close rounds of a scope."""
    live = shell.tavla.live
    board = live.board_id if scope == "board" else None
    near = area_of(live) if scope == "board" else area
    return may_lead(live.org, live.me or "", shell.tavla.now.date(), board=board, area=near)


def board_for(live: Live, scope: str) -> str | None:
    """The `board` of commands on a round of a scope."""
    return live.board_id if scope == "board" else None


def run(shell: Shell, scope: str, command: Command, then: Then) -> None:
    """Apply a command where rounds of a scope lie, in somebody's name."""
    live = shell.tavla.live
    does = live.do if scope == "board" else live.organise
    with_person(shell, lambda: does(command, then))


def label_of(shell: Shell, one: Round) -> str:
    return words.scope(one, board_of(shell.tavla.live.board).name or _("Tavlan"))


# --- opening


def open_new(shell: Shell, form: str) -> None:
    """Begin a round: for whom, who is asked, and till when; three enters are enough."""
    with_person(shell, lambda: _open_new(shell, form))


def _open_new(shell: Shell, form: str) -> None:
    live = shell.tavla.live
    area = area_of(live)
    offered = [
        (scope, named)
        for scope, named in (("board", None), ("area", area), ("organisation", None))
        if (scope != "area" or named) and leads(shell, scope, named)
    ]
    if not offered:
        shell.say(words.who_may_open(), "still")
    elif len(offered) == 1:
        _ask_persons(shell, form, *offered[0])
    else:

        def answer(text: str, key: str | None) -> None:
            shell.answered()
            for scope, named in offered:
                if scope == key:
                    _ask_persons(shell, form, scope, named)

        names = {
            "board": board_of(live.board).name or _("Tavlan"),
            "area": _("Område {area}").format(area=area),
            "organisation": _("Hela organisationen"),
        }
        options = [Option(scope, [(names[scope], "text")]) for scope, _named in offered]
        shell.ask(Question(_("Vilka gäller det?"), answer, text=None, options=options, pick=True))


def _ask_persons(shell: Shell, form: str, scope: str, area: str | None) -> None:
    """Who is asked: those of the board or of the area's boards, or everyone, unless others are chosen."""
    live, desk = shell.tavla.live, shell.tavla.desk
    if scope == "organisation":
        all_here = [person.ref for person in everyone(live.org) if person.active]
        _confirm_persons(shell, form, scope, area, all_here)
        return
    found: set[str] = set()
    others: set[str] = set()

    def read() -> Commit:
        boards = [live.board_id or ""] if scope == "board" else desk.boards_of(area or "")
        elsewhere = desk.only_elsewhere(boards)
        for board in boards:
            found.update(default_invited(live.org, board, elsewhere))
            others.update(default_invited(live.org, board))
        return Commit((), ())

    def heard(outcome: Commit | Problem) -> None:
        _confirm_persons(shell, form, scope, area, sorted(found), len(others - found))

    live.ask(read, heard)


def _confirm_persons(
    shell: Shell, form: str, scope: str, area: str | None, chosen: list[str], elsewhere: int = 0
) -> None:
    """`elsewhere`: how many are not among them because they are seen on other boards only."""

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "choose":
            pick_persons(shell, chosen, lambda refs: _ask_last_day(shell, form, scope, area, refs))
        elif key == "all":
            _ask_last_day(shell, form, scope, area, chosen)

    names = _names(shell, chosen)
    told = ngettext("{n} person får frågan: {names}", "{n} personer får frågan: {names}", len(chosen))
    explain: list[Piece] = [(told.format(n=len(chosen), names=names), "text")]
    if elsewhere:
        others = ngettext(
            "{n} person som bara syns på andra tavlor är inte med. ”Välj vilka” lägger till fler.",
            "{n} personer som bara syns på andra tavlor är inte med. ”Välj vilka” lägger till fler.",
            elsewhere,
        )
        explain.append((others.format(n=elsewhere), "quiet"))
    explain.append((words.anonymity(), "quiet"))
    options = [
        Option("all", [(_("Fråga dem"), "text")]),
        Option("choose", [(_("Välj vilka"), "text"), ("  " + _("en i taget"), "quiet")]),
    ]
    shell.ask(
        Question(
            words.form(form),
            answer,
            explain=explain,
            text=None,
            options=options,
            pick=True,
        )
    )


def _names(shell: Shell, refs: Sequence[str], most: int = 8) -> str:
    people = people_of(shell.tavla.live.org)
    listed = sorted((people[ref].short for ref in refs if ref in people), key=sort_key)
    more = len(listed) - most
    told = ", ".join(listed[:most])
    return f"{told} {_('och {n} till').format(n=more)}" if more > 0 else told


def pick_persons(shell: Shell, chosen: Sequence[str], then: Callable[[list[str]], None]) -> None:
    """Choose persons, one enter each; the first row goes on."""
    live = shell.tavla.live
    kept = list(chosen)

    def options(text: str) -> list[Option]:
        people = sorted(everyone(live.org), key=lambda p: (p.ref not in kept, sort_key(p.name)))
        count = ngettext("Klart: {n} person", "Klart: {n} personer", len(kept)).format(n=len(kept))
        found = [] if text.strip() else [Option("done", [(count, "accent")])]
        return found + [
            Option(
                person.ref,
                [("✓ " if person.ref in kept else "  ", "good"), (person.name, "text")],
            )
            for person in people
            if fold(text.strip()) in fold(person.name) and is_active(live.org, person.ref)
        ]

    def answer(text: str, key: str | None) -> None:
        if key == "done":
            shell.answered()
            then(kept)
            return
        if key is not None:
            kept.remove(key) if key in kept else kept.append(key)
        ask()

    def ask() -> None:
        shell.ask(
            Question(
                _("Vilka ska svara?"),
                answer,
                options=options,
                pick=True,
                hint=_("skriv några bokstäver · enter väljer eller tar bort · esc avbryter"),
            )
        )

    ask()


def _ask_last_day(shell: Shell, form: str, scope: str, area: str | None, invited: Sequence[str]) -> None:
    def then(closes: date | None) -> None:
        live = shell.tavla.live
        command = acts.open_round(
            form,
            invited,
            board=board_for(live, scope),
            area=area if scope == "area" else None,
            closes=closes,
        )
        said = _("Öppnad. Alla som är med kan svara nu: tryck {key}.").format(key=shell.key_of("readiness"))

        def heard(outcome: Commit | Problem) -> None:
            if shell.tell(outcome, said) and shell.page == "readiness":
                shell.pages[-1].step(-TO_THE_FIRST)

        run(shell, scope, command, heard)

    ask_last_day(shell, then, hint=_("enter öppnar · tomt går bra · esc avbryter"))


def invite(shell: Shell, one: Round) -> None:
    """Ask more persons, or some no longer."""

    def then(refs: list[str]) -> None:
        add = [ref for ref in refs if ref not in one.invited]
        remove = [ref for ref in one.invited if ref not in refs]
        command = acts.invite(one.id, add, remove, board=board_for(shell.tavla.live, one.scope))
        run(
            shell,
            one.scope,
            command,
            lambda outcome: shell.tell(outcome, shell.keyed(_("Sparat. {undo} ångrar."))),
        )

    pick_persons(shell, one.invited, then)


def change_last_day(shell: Shell, one: Round) -> None:
    """Another last day, or none, while the round is open."""

    def then(closes: date | None) -> None:
        command = acts.set_last_day(one.id, closes, board=board_for(shell.tavla.live, one.scope))
        run(
            shell,
            one.scope,
            command,
            lambda outcome: shell.tell(outcome, shell.keyed(_("Sparat. {undo} ångrar."))),
        )

    ask_last_day(shell, then, one.closes, _("enter sparar · tomt tar bort dagen · esc avbryter"))


# --- answering and closing


def answer_round(shell: Shell, one: Round) -> None:
    """Rate, in the name of the one at the keyboard."""
    from tui.pages.rating import RatingPage

    with_person(shell, lambda: with_pin(shell, lambda: shell.open_page(RatingPage(one.id, one.scope))))


def close(shell: Shell, one: Round) -> None:
    """End the answering. What is asked first: whether to, and under three answers whether wills compete."""
    live = shell.tavla.live
    how = status(home_of(live, one.scope), live.org, one.id)

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "withdraw":
            command = acts.withdraw(one.id, board=board_for(live, one.scope))
            run(shell, one.scope, command, lambda o: shell.tell(o, _("Omgången är borttagen.")))
        elif key == "close":
            if how.answered + how.paper < FEWEST_SHOWN and one.form == "readiness":
                ask_wills(shell, one, lambda said: _close(shell, one, said))
            else:
                _close(shell, one, None)

    explain: list[Piece] = [(words.progress(how), "text")]
    options = [Option("wait", [(_("Vänta"), "text"), ("  " + _("låt fler svara"), "quiet")])]
    if how.answered + how.paper:
        after = _("Då ser alla resultatet samtidigt, utan namn. Den går inte att öppna igen.")
        explain.append((after, "quiet"))
        few = how.answered + how.paper
        if few < FEWEST_SHOWN:
            told = ngettext(
                "Bara {n} har svarat. Under tre svar visas inte snitt, spridning eller vad någon skrev om vad.",
                "Bara {n} har svarat. Under tre svar visas inte snitt, spridning eller vad någon skrev om vad.",
                few,
            )
            explain.append((told.format(n=few), "still"))
        options.append(Option("close", [(_("Stäng omgången"), "text")]))
    else:
        explain.append((_("Ingen har svarat än."), "quiet"))
        options.append(Option("withdraw", [(_("Ta bort omgången"), "text")]))
    shell.ask(Question(_("Stäng omgången?"), answer, explain=explain, text=None, options=options, pick=True))


def ask_wills(shell: Shell, one: Round, then: Callable[[bool | None], None]) -> None:
    """The leader's word on whether wills compete: with few answers nothing else can say it."""

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        then({"yes": True, "no": False}.get(key or ""))

    options = [
        Option("no", [(_("Nej, de går åt samma håll eller är svaga"), "text")]),
        Option("yes", [(_("Ja, det finns starka viljor åt olika håll"), "text")]),
        Option("later", [(_("Vet inte än"), "text"), ("  " + _("prata om det först"), "quiet")]),
    ]
    why = _("Med färre än tre svar syns det inte av svaren. Du som leder omgången säger hur det är.")
    if one.result is not None and one.result.answers >= FEWEST_SHOWN:
        why = _("Säg ja om ni i samtalet ser att viljorna drar åt olika håll, fast svaren inte visar det.")
    title = _("Drar viljorna åt olika håll?")
    shell.ask(Question(title, answer, explain=[(why, "quiet")], text=None, options=options, pick=True))


def _close(shell: Shell, one: Round, competing: bool | None) -> None:
    command = acts.close(one.id, competing, board=board_for(shell.tavla.live, one.scope))

    def then(outcome: Commit | Problem) -> None:
        if shell.tell(outcome):
            if shell.page == "readiness":
                open_closed(shell, one)
            shell.say(_("Omgången är stängd. Nu pratar ni om svaren."))

    run(shell, one.scope, command, then)


def open_closed(shell: Shell, one: Round, view: str = "dialogue") -> None:
    from tui.pages.round import RoundPage

    shell.open_page(RoundPage(one.id, one.scope, view))


def overview(shell: Shell) -> None:
    from tui.pages.readiness_overview import OverviewPage

    shell.open_page(OverviewPage())


def remind(shell: Shell) -> None:
    """How long after a round the board asks for the next."""
    live = shell.tavla.live

    def answer(text: str, key: str | None) -> None:
        if not text.strip().isdigit():
            shell.prompt.say(_("Skriv ett antal månader, till exempel 12. 0 är ingen påminnelse."), "still")
            return
        command = acts.remind_after(int(text))
        run(
            shell,
            "board",
            command,
            lambda outcome: shell.tell(outcome, shell.keyed(_("Sparat. {undo} ångrar."))),
        )

    shell.ask(
        Question(
            _("Efter hur många månader påminner tavlan?"),
            answer,
            text=str(reminder_months(live.board)),
            renew=True,
        )
    )
