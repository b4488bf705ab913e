"""Writing the unit's goals: a direction, a measurable goal under it, a field of one, and that one has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from board.ids import new_id
from board.method import acts
from board.method.goals import FEW, goals_of
from board.method.kinds import KINDS, Field
from board.method.parts import parts_of
from tui import method_words as words
from tui.acts import part_fields, parts, values
from tui.lines import Piece, fit
from tui.text import _
from tui.widgets.prompt import Question

if TYPE_CHECKING:
    from tui.shell import Shell


class GoalPage(Protocol):
    """A page that shows the unit's goals."""

    @property
    def shell(self) -> Shell: ...

    def go_to(self, goal: str, /) -> None:
        """Stand on a goal that has just been written."""


GOAL = KINDS["goal"]


def add(page: GoalPage, under: str | None) -> None:
    """A new direction, or a measurable goal under one."""
    shell = page.shell
    above = shell.tavla.live.board.get("goals", under or "")
    draft = f"new/goal/{under or ''}"

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.answered()
            return
        id = new_id()
        fields = {
            "text": text,
            "form": "measurable" if above else "direction",
            "parent": under if above else None,
        }
        command = acts.add("goal", None, {name: value for name, value in fields.items() if value}, id=id)
        parts.run(shell, GOAL, command, _("Sparat: målet."), lambda: page.go_to(id), draft)

    if above is None:
        title = _("Vad vill enheten uppnå?")
        explain: list[Piece] = [
            (_("Ett inriktningsmål i några ord. Mål som går att följa skrivs sedan under det."), "quiet")
        ]
    else:
        title = _("Hur märks det att ni är på väg?")
        told = _("Ett mål som går att följa, under ”{text}”.").format(
            text=fit(str(above.get("text") or ""), 70)
        )
        explain = [(told, "quiet")]
    if goals_of(shell.tavla.live.board).number >= FEW:
        explain.append((_("Få mål är lättare att hålla i minnet."), "quiet"))
    shell.ask(Question(title, answer, explain=explain, many=True, draft=draft))


def edit(shell: Shell, id: str, name: str) -> None:
    """Ask for a field of a goal. What it stands under is another goal than itself and those under it."""
    if name != "parent":
        part_fields.edit(shell, "goal", id, name)
        return
    board = shell.tavla.live.board
    doc = board.get("goals", id)
    field = GOAL.field(name) or Field(name)
    if doc is None:
        return
    tops = {aim.id: aim.doc for aim in goals_of(board).aims if aim.id != id}
    values.ask(
        shell,
        values.Asked(
            field,
            doc.get(name),
            words.field("goal", name),
            lambda value: parts.put(shell, "goal", id, {name: value}, _("Sparat.")),
            explain=[(words.question("goal", name), "quiet")],
            links=tops,
        ),
    )


def end(shell: Shell, id: str) -> None:
    """A goal that holds no longer stays, among those that have ended; one that nobody has used is taken away."""
    board = shell.tavla.live.board
    doc = board.get("goals", id)
    if doc is None:
        return
    if not doc.get("ended"):
        parts.put(
            shell,
            "goal",
            id,
            {"ended": True},
            _("Målet gäller inte längre. Det finns kvar bland avslutade mål."),
        )
        return
    used = any(card.get("goal") == id for card in board.table("cards").values())
    used = used or any(one.get("parent") == id for one in parts_of(board, "goal", "").values())
    if used:
        shell.say(_("Kort eller mål hör till det, så det finns kvar."), "still")
    else:
        parts.remove(shell, "goal", id)
