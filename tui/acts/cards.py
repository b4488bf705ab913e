"""What is done to a card: note, move, decide, set aside, undo. Rules are the board's; here they are asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from board import commands
from board.codes import OUTCOMES, PHASES
from board.errors import Problem
from board.ports import Commit, Doc
from tui import words
from tui.lines import Piece, fit
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell

Retry = Callable[[str | None], commands.Command]


def title_of(shell: Shell, id: str) -> str:
    return str((shell.cards.get(id) or {}).get("title") or "")


def has_board(shell: Shell) -> bool:
    """Whether there is a board to act on; says what to do where there is none."""
    if shell.tavla.live.board_id is None:
        shell.say(_("Öppna eller gör en tavla först: tryck b."), "still")
        return False
    return True


def with_person(shell: Shell, then: Callable[[], None]) -> None:
    """Do something that is written in someone's name; asks whose where nobody is chosen."""
    if shell.tavla.live.me is not None:
        then()
        return
    from tui.acts.self_settings import ask_who

    ask_who(shell, then)


# --- noting


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
        with_person(shell, lambda: _note(shell, text))

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
    here = [(id, str(card.get("title") or ""), str(card.get("problem") or "")) for id, card in shell.cards.items()]
    return here + shell.tavla.desk.other_cards(shell.tavla.live.board_id)


def _like(shell: Shell, id: str) -> Option:
    card = shell.cards.get(id)
    if card is None:
        title, board = shell.tavla.desk.other_card(id)
        return Option(id, [(_("liknar: "), "quiet"), (fit(title, 40), "text"), (f"  ({board})", "quiet")])
    place = words.phase(card.get("phase")) if card.get("state") == "open" else words.state(card.get("state"))
    return Option(id, [(_("liknar: "), "quiet"), (fit(str(card["title"]), 46), "text"), (f"  ({place})", "quiet")])


def _go_to(shell: Shell, id: str) -> None:
    if id in shell.cards:
        shell.board_view.select(id)
        open_card(shell, id)
    else:
        title, board = shell.tavla.desk.other_card(id)
        shell.say(_("”{title}” finns på tavlan {board}. Tryck b för att öppna den.").format(title=title, board=board))


def _note(shell: Shell, text: str) -> None:
    def then(outcome: Commit | Problem) -> None:
        if shell.tell(outcome, _("Noterat, och sparat i Förslag.")) and isinstance(outcome, Commit):
            shell.forget_draft("note")
            new = next((e.id for e in outcome.events if e.do == "add" and e.before is None), None)
            if new is not None and not shell.pages:
                shell.board_view.select(new)

    shell.tavla.live.do(commands.note(text), then)


# --- opening and moving


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


def move(shell: Shell, id: str, phase: str, before: str | None = None) -> None:
    """Take a card to a phase; what is missing is said, and a reason takes it there anyway."""
    said = _("Flyttat till {phase}. u ångrar.").format(phase=words.phase(phase))
    _with_reason(shell, id, lambda reason: commands.move(id, phase, reason, before=before), said)


def _with_reason(shell: Shell, id: str, command: Retry, said: str) -> None:
    """Do what may need a reason: it is tried without, and asked for where a rule wants one."""

    def then(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem) and outcome.code in ("step_missing", "limit_reached", "reason_needed"):
            ask_reason(shell, id, outcome, command, said)
        else:
            shell.tell(outcome, said)

    with_person(shell, lambda: shell.tavla.live.do(command(None), then) and None)


def ask_reason(shell: Shell, id: str, problem: Problem, command: Retry, said: str) -> None:
    """Say what is missing and why it matters; go on with a reason, or fill it in."""

    def answer(text: str, key: str | None) -> None:
        if key == "fill":
            shell.answered()
            fill_in(shell, id, str(problem.params["missing"][0]))
        elif not text.strip():
            shell.prompt.say(_("Skriv ett kort skäl, eller tryck esc så står kortet kvar."), "still")
        else:
            shell.tavla.live.do(command(text), lambda outcome: shell.tell(outcome, said) and None)

    missing = problem.params.get("missing") or ()
    options = [Option("fill", [("→ ", "accent"), (_("Fyll i det nu i stället"), "text")])] if missing else []
    shell.ask(
        Question(
            _reason_title(problem),
            answer,
            explain=_reason_words(problem),
            options=lambda text: options,
            hint=_("skriv ett skäl och tryck enter för att gå vidare ändå · esc låter kortet stå"),
        )
    )


def _reason_title(problem: Problem) -> str:
    if problem.code == "step_missing":
        return _("Innan kortet går till {phase}").format(phase=words.phase(problem.params["phase"]))
    if problem.code == "limit_reached":
        return _("{phase} är full").format(phase=words.phase(problem.params["phase"]))
    return _("Varför?")


def _reason_words(problem: Problem) -> list[Piece]:
    if problem.code == "limit_reached":
        text = _("Där ligger redan {count} kort, och ni har sagt högst {limit}. Blir något klart om ni väntar?")
        return [(text.format(**problem.params), "text")]
    if problem.code != "step_missing":
        return [(_("Skriv kort varför, så kan den som noterade kortet se svaret."), "text")]
    pieces: list[Piece] = [(_("Det här saknas:"), "quiet")]
    pieces += [(f"• {words.wanted(field)}", "text") for field in problem.params["missing"]]
    if problem.params.get("full"):
        count, limit = problem.params["full"]
        pieces.append((_("Kolumnen har redan {count} av högst {limit} kort.").format(count=count, limit=limit), "still"))
    return pieces


def fill_in(shell: Shell, id: str, field: str) -> None:
    """Open the card with the cursor on a field."""
    from tui.pages.card import CardPage

    page = shell.pages[-1] if shell.pages else None
    if isinstance(page, CardPage) and page.card == id:
        page.go_to(field)
    else:
        shell.open_page(CardPage(id, at=field))


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
        Option(p, [(words.phase(p), "text"), ("  " + words.phase_aim(p), "quiet")]) for p in PHASES if p != here
    ]
    shell.ask(Question(_("Flytta kortet till"), answer, text=None, options=lambda text: options, pick=True))


def raise_card(shell: Shell) -> None:
    _reorder(shell, -1)


def lower_card(shell: Shell) -> None:
    _reorder(shell, 2)


def _reorder(shell: Shell, rows: int) -> None:
    id = shell.board_view.selected
    card = shell.cards.get(id) if id else None
    place = shell.board_view.columns.find(id, card) if id else None
    if id is None or place is None or place[1] + min(rows, 1) not in range(shell.board_view.columns.size(place[0])):
        return
    before = shell.board_view.columns.at(place[0], place[1] + rows) or ""
    with_person(shell, lambda: _do(shell, commands.move(id, place[0], before=before), ""))


def drop(shell: Shell, id: str, phase: str, before: str) -> None:
    """A card was let go with the mouse."""
    card: Doc | None = shell.cards.get(id)
    if card is None or before == id:
        return
    if card.get("phase") == phase:
        with_person(shell, lambda: _do(shell, commands.move(id, phase, before=before), ""))
    else:
        move(shell, id, phase, before)


def _do(shell: Shell, command: commands.Command, said: str) -> None:
    shell.tavla.live.do(command, lambda outcome: shell.tell(outcome, said) and None)


# --- deciding


def finish(shell: Shell) -> None:
    """Agera ends in a decision: routine, adjust and try again, or not."""
    id = shell.card
    card = shell.cards.get(id) if id else None
    if id is None or card is None:
        return
    if card.get("state") != "open":
        reopen(shell, id)
        return
    aims = {
        "routine": _("det blev bättre, så här gör vi nu"),
        "retry": _("nytt försök från Planera, allt är kvar på kortet"),
        "drop": _("det hjälpte inte, lärdomen sparas"),
    }

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            _decide(shell, id, key, card)

    options = [Option(o, [(words.outcome(o).capitalize(), "text"), (f"  {aims[o]}", "quiet")]) for o in OUTCOMES]
    shell.ask(Question(_("Hur gör ni nu?"), answer, text=None, options=lambda text: options, pick=True))


def _decide(shell: Shell, id: str, outcome: str, card: Doc) -> None:
    said = {
        "routine": _("Infört som rutin. Kortet finns bland avslutade (e)."),
        "retry": _("Nytt försök. Kortet är i Planera med allt kvar."),
        "drop": _("Avslutat med sin lärdom. Kortet finns bland avslutade (e)."),
    }[outcome]
    if card.get("decision"):
        _with_reason(shell, id, lambda reason: commands.finish(id, outcome, reason), said)
        return

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv kort vad ni bestämde eller lärde er."), "still")
            return
        command = commands.finish(id, outcome, text)
        shell.tavla.live.do(command, lambda result: shell.tell(result, said) and None)

    explain: list[Piece] = []
    if not card.get("outcome"):
        explain = [(words.wanted("outcome"), "still")]
    shell.ask(Question(_("Vad bestämde ni, och vad lärde ni er?"), answer, explain=explain, many=True))


def triage(shell: Shell) -> None:
    """Important enough to go on with? Yes goes to Planera; no is closed with an answer."""
    id = shell.card
    card = shell.cards.get(id) if id else None
    if id is None or card is None:
        return
    if card.get("phase") != "inbox" or card.get("state") != "open":
        shell.say(_("Frågan ställs om kort i Förslag."), "quiet")
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "yes":
            move(shell, id, "plan")
        elif key == "no":
            _answer_no(shell, id)

    options = [
        Option("yes", [(_("Ja"), "text"), ("  " + _("ta med kortet till Planera"), "quiet")]),
        Option("no", [(_("Nej, inte nu"), "text"), ("  " + _("med ett svar till den som noterade"), "quiet")]),
    ]
    title = _("Viktigt nog att gå vidare med?")
    explain: list[Piece] = [(title_of(shell, id), "quiet")]
    shell.ask(Question(title, answer, explain=explain, text=None, options=lambda text: options, pick=True))


def _answer_no(shell: Shell, id: str) -> None:
    said = _("Svaret finns på kortet, bland arkiverade (e).")

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv ett kort svar. Den som noterade kortet ser det."), "still")
            return
        with_person(shell, lambda: _do(shell, commands.triage(id, text), said))

    shell.ask(Question(_("Varför inte nu?"), answer, explain=[(_("Den som noterade kortet ser svaret."), "quiet")]))


# --- setting aside


def park(shell: Shell) -> None:
    """Park for later, or archive; a card that is set aside is taken up again."""
    id = shell.card
    card = shell.cards.get(id) if id else None
    if id is None or card is None:
        return
    if card.get("state") != "open":
        reopen(shell, id)
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            said = _("Kortet är undanlagt och finns kvar (e).")
            _optional_reason(shell, lambda reason: commands.set_aside(id, key, reason), said)

    options = [
        Option("parked", [(_("Parkera"), "text"), ("  " + _("inte nu, men senare"), "quiet")]),
        Option("archived", [(_("Arkivera"), "text"), ("  " + _("det behövs inte längre"), "quiet")]),
    ]
    shell.ask(Question(_("Lägga undan kortet?"), answer, text=None, options=lambda text: options, pick=True))


def _optional_reason(shell: Shell, command: Retry, said: str) -> None:
    def answer(text: str, key: str | None) -> None:
        with_person(shell, lambda: _do(shell, command(text.strip() or None), said))

    shell.ask(Question(_("Varför? (får vara tomt)"), answer))


def reopen(shell: Shell, id: str) -> None:
    """Take up a card that was set aside or finished."""
    said = _("Kortet är på tavlan igen.")
    _with_reason(shell, id, lambda reason: commands.reopen(id, reason), said)


def delete(shell: Shell) -> None:
    id = shell.card
    if id is None or id not in shell.cards:
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "yes":
            with_person(shell, lambda: _do(shell, commands.delete(id), _("Borttaget. u ångrar.")))

    options = [
        Option("no", [(_("Nej, behåll kortet"), "text")]),
        Option("yes", [(_("Ja, ta bort det"), "text"), ("  " + _("går att ångra"), "quiet")]),
    ]
    explain: list[Piece] = [(title_of(shell, id), "quiet")]
    shell.ask(Question(_("Ta bort kortet?"), answer, explain=explain, text=None, options=lambda t: options, pick=True))


# --- undo


def undo(shell: Shell) -> None:
    shell.tavla.live.undo(lambda outcome: _turned(shell, outcome, _("Ångrat: {what}. U gör om.")))


def redo(shell: Shell) -> None:
    shell.tavla.live.redo(lambda outcome: _turned(shell, outcome, _("Gjort igen: {what}.")))


def _turned(shell: Shell, outcome: Commit | Problem, said: str) -> None:
    if isinstance(outcome, Problem):
        shell.tell(outcome)
        return
    mine = [event for event in outcome.events if event.stamp in outcome.stamps]
    what = _about(shell, mine[0].table, mine[0].after or mine[0].before or {}) if mine else ""
    shell.tell(outcome, said.format(what=what))
    for event in mine:
        if event.table == "cards" and event.after is not None and not shell.pages:
            shell.board_view.select(event.id)


def _about(shell: Shell, table: str, doc: Any) -> str:
    if table == "cards":
        return fit(str(doc.get("title") or ""), 40)
    return {"comments": _("en kommentar"), "people": _("en person"), "roles": _("en roll")}.get(table, _("tavlan"))
