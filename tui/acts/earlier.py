"""A text as it was before it was changed: shown whole beside the one of now, and let hold again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.earlier import Wording, hold_again, wordings
from board.errors import Problem
from board.forgetting import MARK
from board.history import Entry, entries
from board.method.kinds import BY_TABLE
from board.ports import Commit, Doc
from tui import method_words, words
from tui.acts.asking import with_person
from tui.lines import Piece, fit
from tui.pages.card_told import history_key
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell

WAS, BECAME = "was", "became"


def show(shell: Shell, card: str, key: str) -> None:
    """What a row of the card's history changed. The history is read anew: what it said may have been erased since."""
    live, found = shell.tavla.live, list[Entry]()

    def read() -> Commit:
        for store in (live.store, live.org_store):
            if store is not None and not found:
                found.extend(entry for entry in entries(store, card) if history_key(entry) == key)
        return Commit((), ())

    def choose(outcome: Commit | Problem) -> None:
        changed = [one for entry in found for one in wordings(entry)]
        if isinstance(outcome, Problem):
            shell.tell(outcome)
        elif not changed:
            shell.say(_("Den tidigare texten finns inte längre. Inget är ändrat."), "still")
        elif not shell.asking:
            _which(shell, changed)

    live.ask(read, choose)


def _which(shell: Shell, changed: list[Wording]) -> None:
    """Which of the texts that were changed at once."""
    if len(changed) == 1:
        _ask(shell, changed[0])
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            _ask(shell, changed[int(key)])

    options = [
        Option(str(n), [(f"{_label(one)}: ", "quiet"), (fit(" ".join(one.was.split()), 50), "text")])
        for n, one in enumerate(changed)
    ]
    shell.ask(Question(_("Vilken text?"), answer, text=None, options=options, pick=True))


def _label(wording: Wording) -> str:
    return label(wording.table, wording.field)


def label(table: str, field: str) -> str:
    """What a text is called: the field, of a part also which kind of part."""
    of = BY_TABLE.get(table)
    if of is None:
        own = method_words.field_of("cards", field)
        return method_words.field(None, field) if own is not None else words.field(field)
    return f"{method_words.kind(of.name)} · {method_words.field(of.name, field).lower()}"


def _doc(shell: Shell, wording: Wording) -> Doc | None:
    of, live = BY_TABLE.get(wording.table), shell.tavla.live
    home = live.org if of is not None and of.home == "org" else live.board
    return home.get(wording.table, wording.id)


def _ask(shell: Shell, wording: Wording) -> None:
    """Show the texts whole, the one of now first, and ask which is to hold."""
    doc = _doc(shell, wording)
    if doc is None:
        of = BY_TABLE.get(wording.table)
        shell.tell(Problem("deleted", what=of.name if of else "card", given=wording.id))
        return
    now = str(doc.get(wording.field) or "")
    explain: list[Piece] = [(_("Så står det nu:"), "quiet"), (now or "–", "text")]
    options = [Option("no", [(_("Låt det stå som nu"), "text")])]
    if wording.was not in (MARK, now):
        explain += [(_("Så stod det före ändringen:"), "quiet"), (wording.was, "text")]
        options.append(Option(WAS, [(_("Låt texten före ändringen gälla igen"), "text")]))
    if wording.became not in ("", MARK, now, wording.was):
        explain += [(_("Så stod det efter ändringen:"), "quiet"), (wording.became, "text")]
        options.append(Option(BECAME, [(_("Låt texten efter ändringen gälla igen"), "text")]))
    if len(options) == 1 and wording.was == MARK:
        shell.tell(Problem("text_erased", field=wording.field))
        return
    if len(options) == 1:
        shell.say(_("Den texten gäller redan."), "quiet")
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key in (WAS, BECAME):
            _save(shell, wording, wording.was if key == WAS else wording.became, now)

    shell.ask(Question(_label(wording), answer, explain=explain, text=None, options=options, pick=True))


def _save(shell: Shell, wording: Wording, text: str, seen: str) -> None:
    """Write it as any edit of the field."""
    of, live = BY_TABLE.get(wording.table), shell.tavla.live

    def heard(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem) and outcome.code == "changed_meanwhile":
            _ask(shell, wording)  # somebody wrote in it just now: all of it is shown again
            return
        said = _("Den texten gäller igen. {undo} ångrar.").format(undo=shell.key_of("undo"))
        shell.tell(outcome, said)

    command = hold_again(wording, text, seen or None)
    put = live.organise if of is not None and of.home == "org" else live.do
    with_person(shell, lambda: put(command, heard))
