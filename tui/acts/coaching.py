"""The coach's eight questions, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.ids import new_id
from board.method import acts, kinds
from board.method.kinds import KINDS, Field
from board.method.parts import ids_of
from tui import method_words as words
from tui.acts import values
from tui.acts.parts import run
from tui.lines import Piece
from tui.text import _

if TYPE_CHECKING:
    from tui.shell import Shell


def coach(shell: Shell, card: str) -> None:
    """The eight questions, one at a time; what is said is kept as it is said, and one can stop at any of them."""
    _coach_on(shell, card, None, 0)


def _coach_on(shell: Shell, card: str, id: str | None, at: int) -> None:
    if at >= len(kinds.QUESTIONS):
        shell.say(_("Klart. Samtalet finns på kortet."))
        return
    name = kinds.QUESTIONS[at]
    kind = KINDS["dialogue"]
    field = kind.field(name) or Field(name)
    doc = (shell.tavla.live.board.get("dialogues", id) if id else None) or {}
    step = _("Fråga {n} av {total}").format(n=at + 1, total=len(kinds.QUESTIONS))

    def save(value: Any) -> None:
        if value in (None, "") and id is None:
            shell.prompt.say(_("Börja med att skriva vilken utmaning det gäller."), "still")
            return
        if value in (None, ""):
            shell.answered()
            _coach_on(shell, card, id, at + 1)
            return
        made = id or new_id()
        command = (
            acts.change("dialogue", made, {name: value})
            if id
            else acts.add("dialogue", card, {name: value, **_latest_experiment(shell, card)}, id=made)
        )
        run(shell, kind, command, "", lambda: _coach_on(shell, card, made, at + 1))

    explain: list[Piece] = [
        (words.question("dialogue", name), "strong"),
        (_("För att lära, inte för att kontrollera. Lyssna, och ge inga färdiga svar."), "quiet"),
    ]
    now = doc.get(name) or prefilled(shell, card, name)
    values.ask(shell, values.Asked(field, now, step, save, explain))


def _latest_experiment(shell: Shell, card: str) -> dict[str, str]:
    found = ids_of(shell.tavla.live.board, "experiment", card)
    return {"experiment": found[-1]} if found else {}


def prefilled(shell: Shell, card: str, name: str) -> str | None:
    """What the latest experiment says already of questions three to five."""
    found = _latest_experiment(shell, card)
    doc = shell.tavla.live.board.get("experiments", found.get("experiment", "")) or {}
    of = {"latest": "text", "result": "result", "learned": "learned"}.get(name)
    value = doc.get(of) if of else None
    return str(value) if value else None
