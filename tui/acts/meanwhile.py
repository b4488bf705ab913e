"""Two people have written the same thing at once: both versions are shown, and the one who saves chooses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from board.errors import Problem
from board.model import people_of
from tui.lines import Piece
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


def choose(
    shell: Shell,
    title: str,
    problem: Problem,
    shown: Callable[[Any], str],
    keep_mine: Callable[[Any, Any], None],
    draft: str | None,
    many: bool | None = None,
) -> None:
    """Ask which is to hold, after `changed_meanwhile`. `keep_mine` gets (mine, theirs) and saves over theirs.

    many: whether it is a text of several lines, or of one; None where it is no text, and two cannot be made one.
    """
    theirs, mine = problem.params["theirs"], problem.params["mine"]
    who = people_of(shell.tavla.live.org).get(str(problem.params.get("by")))
    name = who.short if who else _("någon annan")

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "mine":
            keep_mine(mine, theirs)
        elif key == "both":
            write_together()
        elif draft:
            shell.forget_draft(draft)

    def write_together() -> None:
        """What is kept for one who leaves stays as it is: what one wrote oneself."""

        def save(text: str, key: str | None) -> None:
            keep_mine(text, theirs)

        told = _("Det {name} skrev står först, sedan det du skrev. Skriv om dem till en.").format(name=name)
        joined = ("\n\n" if many else " / ").join(str(one) for one in (theirs, mine) if one)
        shell.ask(Question(title, save, explain=[(told, "quiet")], text=joined, many=bool(many)))

    if draft:
        shell.tavla.desk.keep_draft(draft, str(mine or ""))  # for one who leaves without choosing
    explain: list[Piece] = [
        (_("{name} har ändrat samma sak medan du skrev.").format(name=name), "still"),
        (_("{name} skrev:").format(name=name), "quiet"),
        (shown(theirs) or "–", "text"),
        (_("Du skrev:"), "quiet"),
        (shown(mine) or "–", "text"),
    ]
    options = [
        Option("mine", [(_("Behåll det jag skrev"), "text")]),
        Option("theirs", [(_("Behåll det {name} skrev").format(name=name), "text")]),
    ]
    if many is not None and theirs and mine:
        options.append(Option("both", [(_("Skriv ihop dem till en"), "text")]))
    shell.ask(Question(title, answer, explain=explain, text=None, options=options, pick=True))


def told_of_change() -> str:
    """What stands beside a text that somebody else has just changed."""
    return _("Någon annan har just ändrat samma text. När du sparar får du välja.")
