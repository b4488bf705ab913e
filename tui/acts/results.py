"""Writing on the unit's results: a goal, a measure of the unit's own, a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.ids import new_id
from board.method import acts
from board.method.goals import goals_of
from board.method.kinds import KINDS
from tui import method_words as words
from tui.acts import goals, measuring, part_fields, parts
from tui.lines import Piece, fit
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.pages.results import ResultsPage
    from tui.shell import Shell

ASKED = ("unit", "better", "target")
"""What is asked of a new measure after its name; each can be left."""


def new(page: ResultsPage) -> None:
    """A goal or a measure, under the goal where the cursor stands."""
    shell, goal = page.shell, page.goal_here()
    doc = shell.tavla.live.board.get("goals", goal)
    if doc is None:
        goal = ""
    text = fit(str((doc or {}).get("text") or ""), 60)
    options = [
        Option("measure", [(_("Ett mått till målet ”{text}”").format(text=text), "text")]),
        Option("under", [(_("Ett mål under ”{text}”").format(text=text), "text")]),
    ]
    options = options if goal else []
    options += [
        Option("own", [(_("Ett mått för enheten, utan mål"), "text")]),
        Option("goal", [(_("Ett inriktningsmål: vad vill enheten uppnå?"), "text")]),
    ]

    def answer(_text: str, key: str | None) -> None:
        shell.answered()
        if key in ("measure", "own"):
            add_measure(page, goal if key == "measure" else "")
        elif key is not None:
            goals.add(page, _top(shell, goal) if key == "under" else None)

    shell.ask(Question(_("Vad vill ni skriva?"), answer, text=None, options=options, pick=True))


def _top(shell: Shell, goal: str) -> str:
    aims = goals_of(shell.tavla.live.board).aims
    return next((aim.id for aim in aims if goal in aim.under), goal)


def add_measure(page: ResultsPage, goal: str) -> None:
    """A measure of the unit's own: its name, then what it is counted in, which way is better, and a target."""
    shell = page.shell
    draft = f"new/indicator/{goal}"

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.answered()
            return
        id = new_id()
        fields: dict[str, Any] = {"text": text, **({"goal": goal} if goal else {})}

        def then() -> None:
            page.go_to(id)
            ask_next(shell, id, ASKED if goal else ("perspective", *ASKED))

        parts.run(
            shell, KINDS["indicator"], acts.add("indicator", None, fields, id=id), _("Sparat."), then, draft
        )

    explain: list[Piece] = [(_("Något ni redan räknar eller följer. Ett par ord räcker."), "quiet")]
    shell.ask(Question(words.lead_question("indicator"), answer, explain=explain, draft=draft))


def ask_next(shell: Shell, id: str, fields: tuple[str, ...]) -> None:
    """Ask for fields of a measure one after another; leaving one ends the asking."""
    shell.answered()
    if fields:
        part_fields.edit(shell, "indicator", id, fields[0], then=lambda: ask_next(shell, id, fields[1:]))


def reading(page: ResultsPage) -> None:
    """Readings of the measure under the cursor, else of one of the unit's own."""
    what, *named = (page.key or "").split("/")
    doc = page.tavla.live.board.get("indicators", named[0] if what == "measure" else "")
    if doc is not None:
        measuring.add_readings(page.shell, str(doc.get("card") or ""), named[0])
    elif measuring.indicators_of(page.shell, ""):
        measuring.add_readings(page.shell, "")
    else:
        told = _("Ställ dig på ett mått, eller skriv ett med {key}.").format(
            key=page.shell.key_of("result_new")
        )
        page.shell.say(told, "still")


def remove(page: ResultsPage) -> None:
    """End a goal, or take away a measure of the unit's own; a card's measure belongs to the card."""
    what, *named = (page.key or "").split("/")
    doc = page.tavla.live.board.get("indicators", named[0] if what == "measure" else "")
    if what == "goal" and len(named) == 1:
        goals.end(page.shell, named[0])
    elif doc is not None and not doc.get("card"):
        parts.remove(page.shell, "indicator", named[0])
    elif doc is not None:
        page.shell.say(_("Måttet hör till ett kort och tas bort där."), "still")
