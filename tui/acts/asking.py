"""What every act leans on: somebody to act as, a reason where a rule wants one, a word on how it went."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from board import commands, rights
from board.context import Command
from board.errors import Problem
from board.ports import Commit
from tui import words
from tui.lines import Piece
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.pages.page import Page
    from tui.shell import Shell

P = TypeVar("P", bound="Page")

Retry = Callable[[str | None], Command]
"""A command that can be made again with a reason."""
TAKES_AWAY = (rights.DELETE, rights.ERASE)
"""What a person may do that takes something away."""


def title_of(shell: Shell, id: str) -> str:
    return str((shell.cards.get(id) or {}).get("title") or "")


def in_front(shell: Shell, kind: type[P]) -> P | None:
    """The page in front, where it is of that kind."""
    page = shell.pages[-1] if shell.pages else None
    return page if isinstance(page, kind) else None


def has_board(shell: Shell) -> bool:
    """Whether there is a board to act on; says what to do where there is none."""
    if shell.tavla.live.board_id is None:
        here = shell.page == "boards"
        told = _("Välj en tavla här först, med pilarna och enter.") if here else no_board(shell)
        shell.say(told, "still")
        return False
    return True


def no_board(shell: Shell) -> str:
    """What to do where there is no board to show."""
    return _("Öppna eller gör en tavla först: tryck {key}.").format(key=shell.key_of("boards"))


def with_person(shell: Shell, then: Callable[[], object], guest: Callable[[], object] | None = None) -> None:
    """Do something that is written in someone's name; asks whose where nobody is chosen.

    guest: what is done for somebody without a name here, where the board allows it.
    """
    if shell.tavla.live.me is not None:
        then()
        return
    from tui.acts.self_settings import ask_who

    ask_who(shell, then, guest)


def not_theirs(shell: Shell, right: str) -> Problem | None:
    """What says no to whoever sits here, to be told before anybody is asked whether they are sure."""
    live = shell.tavla.live
    if live.me is None:
        return None
    here = live.board_id or rights.WORKSPACE
    found = rights.asked(live.board, live.org, here, live.me, right, shell.tavla.now.date())
    if found.manner != "strict":
        return None
    return Problem("only_theirs", right=right, roles=found.whose, persons=found.persons)


def why_first(shell: Shell, right: str, then: Callable[[str | None], object]) -> None:
    """Tell whose something is before anything else is asked, and go on: with a reason where it is another's."""
    live, today = shell.tavla.live, shell.tavla.now.date()
    here = live.board_id or rights.WORKSPACE
    found = rights.asked(live.board, live.org, here, live.me or "", right, today)
    refused = partial(Problem, right=right, roles=found.whose, persons=found.persons)
    problem = refused("only_theirs") if found.manner == "strict" else refused("not_yours")

    def go_on(why: str) -> None:
        shell.answered()
        then(why)

    if found.manner == "allowed":
        then(None)
    elif found.manner == "strict":
        shell.tell(problem)
    else:
        _ask_why(shell, problem, go_on)


def do(shell: Shell, command: Command, said: str) -> None:
    """Make a change of the open board in somebody's name, and say how it went."""
    with_person(shell, lambda: shell.tavla.live.do(command, lambda outcome: shell.tell(outcome, said)))


def organise(shell: Shell, command: Command, said: str) -> None:
    """The same of what all boards have in common."""
    with_person(shell, lambda: shell.tavla.live.organise(command, lambda outcome: shell.tell(outcome, said)))


def tell_no(shell: Shell, problem: Problem, said: str) -> None:
    """Say why something was not done; whose it is where there is room for all the names, till it has been read."""
    if problem.code != "only_theirs":
        shell.say(said, "late")
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()

    close = Option("", [(_("Stäng"), "text")])
    title = _("Det här är någon annans att göra")
    shell.ask(Question(title, answer, explain=[(said, "text")], text=None, options=[close], pick=True))


def or_why(
    shell: Shell, then: Callable[[Commit | Problem], object] | None, again: Callable[[str], object]
) -> Callable[[Commit | Problem], object]:
    """Hear how a change went. One that is somebody else's to make is told whose, and made `again` with a reason."""

    def heard(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem) and outcome.code == "not_yours":
            _ask_why(shell, outcome, again)
        elif then is not None:
            then(outcome)

    return heard


def _ask_why(shell: Shell, problem: Problem, again: Callable[[str], object]) -> None:
    if shell.asking and shell.prompt.handed:
        shell.answered()

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv ett kort skäl, eller tryck esc så ändras inget."), "still")
        else:
            again(text)

    explain: list[Piece] = [
        (shell.words_for(problem), "text"),
        (_("Esc låter det vara."), "quiet"),
    ]
    enter = _("enter tar bort") if problem.params.get("right") in TAKES_AWAY else _("enter gör det ändå")
    shell.ask(Question(_("Vill du göra det ändå? Skriv kort varför"), answer, explain=explain, enter=enter))


def with_reason(
    shell: Shell,
    id: str,
    command: Retry,
    said: str,
    after: Callable[[], object] = lambda: None,
    *,
    full_is_known: bool = False,
) -> None:
    """Do what may need a reason: it is tried without, and asked for where a rule wants one; then go on.

    full_is_known: somebody has been told that the column is full, and goes on anyway.
    """

    def then(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem) and outcome.code in (
            "step_missing",
            "limit_reached",
            "reason_needed",
        ):
            ask_reason(shell, id, outcome, command, said, after, full_is_known=full_is_known)
        elif shell.tell(outcome, said):
            after()

    with_person(shell, lambda: shell.tavla.live.do(command(None), then))


def ask_reason(
    shell: Shell,
    id: str,
    problem: Problem,
    command: Retry,
    said: str,
    after: Callable[[], object] = lambda: None,
    *,
    full_is_known: bool = False,
) -> None:
    """Say what a rule wants and why it matters; then fill it in, go on with a reason, or let the card be.

    That the column is full is said first: nobody fills in a card to hear of it afterwards.
    """
    missing = tuple(problem.params.get("missing") or ())
    if problem.code == "reason_needed" or (problem.code == "limit_reached" and full_is_known):
        _write_reason(shell, problem, command, said, after)
        return
    full = problem.params.get("full")
    stops = full is not None and not full_is_known
    told = problem
    if stops and full is not None:
        told = Problem("limit_reached", phase=problem.params["phase"], count=full[0], limit=full[1])

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "fill":
            from tui.acts.fields import edit_all

            def go_on() -> None:
                with_reason(shell, id, command, said, after, full_is_known=full_is_known)

            if problem.params.get("phase") == "do" and not (shell.cards.get(id) or {}).get("prediction"):
                of = len(missing) + 1
                edit_all(shell, id, missing, lambda: _foretell(shell, id, go_on, of), more=1)
            else:
                edit_all(shell, id, missing, go_on)
        elif key == "anyway" and stops:
            ask_reason(shell, id, problem, command, said, after, full_is_known=True)
        elif key == "anyway":
            _write_reason(shell, problem, command, said, after)

    fill = Option("fill", [(_("Fyll i det nu"), "text"), ("  " + _("en fråga i taget"), "quiet")])
    wait = Option("wait", [(_("Vänta"), "text"), ("  " + _("låt kortet stå"), "quiet")])
    anyway = Option("anyway", [(_("Gå vidare ändå"), "text"), ("  " + _("med ett skäl"), "quiet")])
    goes_on = Option("anyway", [(_("Gå vidare ändå"), "text")])
    options = [wait, goes_on] if stops else [fill, anyway] if missing else [wait, anyway]
    explain = _reason_words(told)
    shell.ask(Question(_reason_title(told), answer, explain=explain, text=None, options=options, pick=True))


def _foretell(shell: Shell, id: str, go_on: Callable[[], object], of: int) -> None:
    """What the team expects, the last `of` several questions, asked before the test begins: afterwards nobody remembers
    it as it was."""
    from board.method.kinds import FIELDS_OF_CARD
    from tui import method_words
    from tui.acts import values

    def save(text: str) -> None:
        if not text.strip():
            shell.answered()
            go_on()
            return
        command = commands.edit(id, {"prediction": text})
        shell.tavla.live.do(command, lambda outcome: shell.tell(outcome) and go_on())

    explain: list[Piece] = [(_("Enter utan text hoppar över frågan."), "quiet")]
    field = FIELDS_OF_CARD["prediction"]
    step = _("{n} av {total}").format(n=of, total=of)
    title = f"{method_words.question(None, 'prediction')}  ({step})"
    values.ask(shell, values.Asked(field, None, title, save, explain, cancelled=go_on))


def _write_reason(
    shell: Shell, problem: Problem, command: Retry, said: str, after: Callable[[], object]
) -> None:
    def then(outcome: Commit | Problem) -> None:
        if shell.tell(outcome, said):
            after()

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv ett kort skäl, eller tryck esc så står kortet kvar."), "still")
        else:
            shell.tavla.live.do(command(text), then)

    told = {
        "triage": _("Skriv kort varför, så kan den som noterade kortet se svaret."),
        "reopen": _("Skriv kort varför kortet tas upp igen. Det står i historiken."),
    }
    why = told.get(str(problem.params.get("do")), _("Skälet syns på kortet och i historiken."))
    shell.ask(Question(_("Varför?"), answer, explain=[(why, "quiet")]))


def _reason_title(problem: Problem) -> str:
    phase = words.phase(problem.params["phase"])
    if problem.code == "limit_reached":
        return _("{phase} är full").format(phase=phase)
    return _("Innan kortet går till {phase}").format(phase=phase)


def _reason_words(problem: Problem) -> list[Piece]:
    if problem.code == "limit_reached":
        text = _(
            "Där ligger redan {count} kort, och ni har sagt högst {limit}. Blir något klart om ni väntar?"
        )
        return [(text.format(**problem.params), "text")]
    pieces: list[Piece] = [(_("Det här saknas:"), "quiet")]
    pieces += [(f"• {words.wanted(field)}", "text") for field in problem.params["missing"]]
    if problem.params.get("full"):
        count, limit = problem.params["full"]
        pieces.append(
            (_("Kolumnen har redan {count} av högst {limit} kort.").format(count=count, limit=limit), "still")
        )
    return pieces


def move(shell: Shell, id: str, phase: str, before: str | None = None) -> None:
    """Take a card to a phase; what is missing is said, and a reason takes it there anyway."""
    said = shell.keyed(_("Flyttat till {phase}. {undo} ångrar."), phase=words.phase(phase))
    with_reason(shell, id, lambda reason: commands.move(id, phase, reason, before=before), said)
