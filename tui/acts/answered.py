"""What has an answer already: whether that is to be changed is asked first, so that nothing is added to it unawares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.lines import Piece
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


def ask(shell: Shell, answer: str, who: str, about: Sequence[Piece], then: Callable[[], object]) -> None:
    """Go on with `then` where there is no answer, or where whoever sits here wants to change it.

    who: who answered and when, empty where that is not known. about: what was asked.
    """
    if not answer:
        then()
        return

    def choose(text: str, key: str | None) -> None:
        shell.answered()
        if key == "change":
            then()

    explain: list[Piece] = [*about, (_("Svar: {what}").format(what=" ".join(answer.split())), "good")]
    if who:
        explain.append((who, "quiet"))
    options = [
        Option("keep", [(_("Låt svaret stå"), "text")]),
        Option("change", [(_("Ändra svaret"), "text")]),
    ]
    title = _("Redan besvarat. Vill du ändra svaret?")
    shell.ask(Question(title, choose, explain=explain, text=None, options=options, pick=True))
