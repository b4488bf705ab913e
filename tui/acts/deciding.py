"""What is decided about a card: routine, try again or not; important or not; set aside, taken up, deleted."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from board import commands, cycles, rights
from board.codes import OUTCOMES
from board.errors import Problem
from board.ports import Commit, Doc, Snapshot
from board.rules import missing_for
from tui import words
from tui.acts.asking import Retry, do, move, not_theirs, title_of, why_first, with_person, with_reason
from tui.lines import Piece
from tui.text import _, ngettext
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


SOLVED = "solved"
"""What is chosen for a card that is solved already, or not needed."""


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
        if key == SOLVED:
            ask_solved(shell, id)
        elif key is not None:
            end_in(shell, id, key)

    options = [
        Option(o, [(words.outcome(o).capitalize(), "text"), (f"  {aims[o]}", "quiet")]) for o in OUTCOMES
    ]
    options.append(solved_option())
    shell.ask(Question(_("Hur gör ni nu?"), answer, text=None, options=options, pick=True))


def solved_option() -> Option:
    """The way out for a card that nothing more is to be done about."""
    aim = _("läggs undan, inget att fylla i")
    return Option(SOLVED, [(_("Redan löst, eller behövs inte"), "text"), (f"  {aim}", "quiet")])


def solved(shell: Shell) -> None:
    """Put away a card that is solved already, or not needed."""
    card = shell.cards.get(shell.card or "")
    if shell.card is None or card is None:
        return
    if card.get("state", "open") != "open":
        shell.say(_("Kortet är redan undanlagt."), "quiet")
        return
    ask_solved(shell, shell.card)


def ask_solved(shell: Shell, id: str) -> None:
    """Ask what is to stand on a card that is solved already, or not needed; then it is archived with that. It went
    through no try, so it is no routine and nothing is missing on it."""

    def answer(text: str, key: str | None) -> None:
        said = shell.keyed(_("Kortet är undanlagt och finns kvar ({ended})."))
        do(shell, commands.set_aside(id, "archived", text.strip() or None), said)

    explain: list[Piece] = [(title_of(shell, id), "quiet"), *left_on_cards(shell.tavla.live.board, [id])]
    explain.append((_("Den som noterade kortet ser svaret."), "quiet"))
    title = _("Hur blev det? Enter sparar, eller skriv något annat.")
    shell.ask(Question(title, answer, explain=explain, text=_("Redan löst"), renew=True))


def end_in(shell: Shell, id: str, outcome: str) -> None:
    """End the try in one of the outcomes; what was decided is asked for where it is not written. Whose a routine is to
    decide is told first, and why somebody else does is asked for once."""
    if outcome == "routine":
        with_person(
            shell,
            lambda: why_first(shell, rights.INTRODUCE_ROUTINE, lambda why: _end(shell, id, outcome, why)),
        )
    else:
        _end(shell, id, outcome, None)


def _end(shell: Shell, id: str, outcome: str, why: str | None) -> None:
    card: Doc = shell.cards.get(id) or {}
    said = {
        "routine": shell.keyed(_("Infört som rutin. Kortet finns bland avslutade ({ended}).")),
        "retry": _("Nytt försök, från Planera. Det ni såg och beslutade står på kortet under försöket före."),
        "drop": shell.keyed(_("Avslutat med sin lärdom. Kortet finns bland avslutade ({ended}).")),
    }[outcome]

    def then() -> None:
        from tui.acts.ending import after

        after(shell, id, outcome)

    if card.get("decision") or "outcome" in missing_for(card, "done"):
        with_reason(
            shell, id, lambda reason: rights.because(cycles.finish(id, outcome, reason), why), said, then
        )
        return

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv kort vad ni bestämde eller lärde er."), "still")
            return
        command = rights.because(cycles.finish(id, outcome, text), why)

        def told(result: Commit | Problem) -> None:
            if shell.tell(result, said):
                then()

        shell.tavla.live.do(command, told)

    shell.ask(Question(_("Vad bestämde ni, och vad lärde ni er?"), answer, many=True))


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
            answer_no(shell, id)
        elif key == SOLVED:
            ask_solved(shell, id)

    options = [
        Option("yes", [(_("Ja"), "text"), ("  " + _("ta med kortet till Planera"), "quiet")]),
        Option(
            "no", [(_("Nej, inte nu"), "text"), ("  " + _("med ett svar till den som noterade"), "quiet")]
        ),
        solved_option(),
    ]
    title = _("Viktigt nog att gå vidare med?")
    explain: list[Piece] = [(title_of(shell, id), "quiet")]
    shell.ask(Question(title, answer, explain=explain, text=None, options=options, pick=True))


def answer_no(shell: Shell, id: str) -> None:
    """Not now: closed with an answer to the one who noted it."""
    said = shell.keyed(_("Svaret finns på kortet, bland arkiverade ({ended})."))

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv ett kort svar. Den som noterade kortet ser det."), "still")
            return
        do(shell, commands.triage(id, text), said)

    shell.ask(
        Question(_("Varför inte nu?"), answer, explain=[(_("Den som noterade kortet ser svaret."), "quiet")])
    )


def park(shell: Shell) -> None:
    """Park for later, or archive; a card that is set aside is taken up again."""
    id = shell.card
    card = shell.cards.get(id) if id else None
    if id is None or card is None:
        return
    if card.get("state") != "open":
        reopen(shell, id)
        return
    ask_aside(shell, id)


def ask_aside(shell: Shell, id: str) -> None:
    """Park a card or archive it, told what is not done on it; why may be said."""

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == SOLVED:
            ask_solved(shell, id)
        elif key is not None:
            said = shell.keyed(_("Kortet är undanlagt och finns kvar ({ended})."))
            _optional_reason(shell, lambda reason: commands.set_aside(id, key, reason), said)

    options = [
        Option("parked", [(_("Parkera"), "text"), ("  " + _("inte nu, men senare"), "quiet")]),
        Option("archived", [(_("Arkivera"), "text"), ("  " + _("det behövs inte längre"), "quiet")]),
        Option(SOLVED, [(_("Redan löst"), "text"), ("  " + _("problemet finns inte kvar"), "quiet")]),
    ]
    explain = left_on_cards(shell.tavla.live.board, [id])
    shell.ask(
        Question(_("Lägga undan kortet?"), answer, explain=explain, text=None, options=options, pick=True)
    )


def left_on_cards(board: Snapshot, cards: Collection[str]) -> list[Piece]:
    """What is not done on cards that are about to be put away: severe risks and promises. Empty where nothing is."""
    from board.risk import left_on
    from tui import event_words

    risks, promises = left_on(board, cards)
    told = [f"! {event_words.alarms(risks)}"] if risks else []
    if promises:
        told.append(ngettext("{n} löfte", "{n} löften", promises).format(n=promises))
    if not told:
        return []
    said = ngettext("På kortet finns {what} kvar.", "På korten finns {what} kvar.", len(cards))
    return [(said.format(what=", ".join(told)), "late" if risks else "still")]


def _optional_reason(shell: Shell, command: Retry, said: str) -> None:
    def answer(text: str, key: str | None) -> None:
        do(shell, command(text.strip() or None), said)

    shell.ask(Question(_("Varför? (får vara tomt)"), answer))


def reopen(shell: Shell, id: str) -> None:
    """Take up a card that was set aside or finished."""
    said = _("Kortet är på tavlan igen.")
    with_reason(shell, id, lambda reason: commands.reopen(id, reason), said)


def bring_back(shell: Shell, id: str) -> None:
    """Take back a card that somebody has deleted."""

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "yes":
            do(shell, commands.reopen(id), _("Kortet är tillbaka där det var."))

    options = [
        Option("yes", [(_("Ja, ta tillbaka kortet"), "text")]),
        Option("no", [(_("Nej, låt det vara"), "text")]),
    ]
    title = str((shell.tavla.live.board.deleted.get(("cards", id)) or {}).get("title") or "")
    explain: list[Piece] = [(title, "quiet")]
    shell.ask(
        Question(_("Ta tillbaka kortet?"), answer, explain=explain, text=None, options=options, pick=True)
    )


def delete(shell: Shell) -> None:
    id = shell.card
    if id is None or id not in shell.cards:
        return
    refused = _refused(shell, id)
    if refused is not None:
        shell.tell(refused)
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "yes":
            do(shell, commands.delete(id), shell.keyed(_("Borttaget. {undo} ångrar.")))
        else:
            shell.say(_("Kortet är kvar."))

    options = [
        Option("no", [(_("Nej, behåll kortet"), "text")]),
        Option("yes", [(_("Ja, ta bort det"), "text"), ("  " + _("går att ångra"), "quiet")]),
    ]
    explain: list[Piece] = [(title_of(shell, id), "quiet"), *left_on_cards(shell.tavla.live.board, [id])]
    shell.ask(Question(_("Ta bort kortet?"), answer, explain=explain, text=None, options=options, pick=True))


def _refused(shell: Shell, id: str) -> Problem | None:
    """What says no to taking the card away, told before anybody is asked whether they are sure."""
    live = shell.tavla.live
    if rights.is_own(live.org, shell.cards.get(id) or {}, live.me):
        return None
    return not_theirs(shell, rights.DELETE)
