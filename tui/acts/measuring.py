"""Readings: one of today or many with their days, typed or pasted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from board.method import acts
from board.method.kinds import KINDS
from board.method.parts import ids_of
from board.method.pasted import parse_paste
from tui import method_words as words
from tui.acts.parts import add, run
from tui.lines import Piece, fit
from tui.text import _, ngettext
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


def indicators_of(shell: Shell, card: str) -> Sequence[str]:
    return ids_of(shell.tavla.live.board, "indicator", card)


def add_readings(shell: Shell, card: str, indicator: str = "") -> None:
    """One reading of today, or many with their days, typed or pasted; `card` is "" for the unit's own measures."""
    found = indicators_of(shell, card)
    if not found:
        shell.say(_("Lägg till ett mått först: det ni räknar eller mäter."), "still")
        add(shell, card, "indicator")
        return
    if indicator not in found and len(found) > 1:
        _choose_indicator(shell, card, found)
        return
    _ask_readings(shell, card, indicator if indicator in found else found[0])


def _choose_indicator(shell: Shell, card: str, found: Sequence[str]) -> None:
    docs = shell.tavla.live.board.table("indicators")

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key:
            _ask_readings(shell, card, key)

    options = [Option(id, [(fit(str(docs[id].get("text")), 90), "text")]) for id in found]
    shell.ask(Question(words.question(None, "indicator"), answer, text=None, options=options, pick=True))


MOST_TOLD = 3
"""Readings just saved that are told with their days, so that a slip is seen."""


def _ask_readings(shell: Shell, card: str, indicator: str, saved: Sequence[str] = ()) -> None:
    """`saved` is told of what has been saved in this sitting, a reading each."""
    doc = shell.tavla.live.board.get("indicators", indicator) or {}
    today = shell.tavla.now.date()

    def echo(text: str) -> list[Option]:
        if not text.strip():
            return []
        rows, rejected = parse_paste(text, today)
        told = [Option("", [("= ", "accent"), (words.reading_told(on, found, today), "text")])
                for on, found, _line in rows[-3:]]  # fmt: skip
        if rejected:
            line, problem = rejected[0]
            told.append(
                Option("", [("! ", "late"), (words.line_told(line, shell.words_for(problem)), "late")])
            )
        return told

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.answered()
            return
        rows, rejected = parse_paste(text, today)
        if rejected:
            line, problem = rejected[0]
            shell.prompt.say(words.line_told(line, shell.words_for(problem)))
            return
        command = acts.record(
            card or None, indicator, [(on, found.typed, None) for on, found, _typed in rows]
        )
        told = [*saved, *(words.reading_told(on, found, today) for on, found, _typed in rows)]
        run(shell, KINDS["reading"], command, "",
             lambda: _ask_readings(shell, card, indicator, told), f"reading/{indicator}")  # fmt: skip

    explain: list[Piece] = [
        (fit(str(doc.get("text") or ""), 90), "strong"),
        (
            _("Ett värde för i dag, eller en dag och ett värde på varje rad: 12/11 9. Går att klistra in."),
            "quiet",
        ),
    ]
    if saved:
        count = len(saved)
        told = ngettext("{n} sparat. Skriv nästa, eller enter för att sluta.",
                        "{n} sparade. Skriv nästa, eller enter för att sluta.", count).format(n=count)  # fmt: skip
        explain += [(f"✓ {one}", "good") for one in saved[-MOST_TOLD:]]
        explain.append((told, "good"))
    shell.ask(
        Question(
            words.lead_question("reading"),
            answer,
            explain=explain,
            many=True,
            options=echo,
            draft=f"reading/{indicator}",
        )
    )
